"""melden: in Arbeit."""

from __future__ import annotations

from dashboards import show, state

desk = state.open_page("melden")
show.note("Diese Seite wird gerade gebaut.")
