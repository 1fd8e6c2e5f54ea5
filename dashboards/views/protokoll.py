"""protokoll: in Arbeit."""

from __future__ import annotations

from dashboards import show, state

desk = state.open_page("protokoll")
show.note("Diese Seite wird gerade gebaut.")
