"""szenarien: in Arbeit."""

from __future__ import annotations

from dashboards import show, state

desk = state.open_page("szenarien")
show.note("Diese Seite wird gerade gebaut.")
