"""Daten: what counts, what a new workbook would change, and the empty template."""

from __future__ import annotations

from dashboards import state, uploading

desk = state.open_page("daten")
uploading.in_force(desk)
uploading.new_workbook(desk)
uploading.versions(desk)
