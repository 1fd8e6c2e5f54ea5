"""The parts of the page *Lage*: what to do today, notices, offerings, map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboards import charts, overview, pictures, show, state
from dashboards.frames.district import offerings_sheet, visible_rows
from dashboards.pages import PAGE
from dashboards.state import Desk
from optimizer import Dataset, store


def todos(cases: Sequence[store.StoredCase], outdated: Sequence[int]) -> None:
    """The next step of every open case, one click away; and the way to report an outage."""
    show.section("Heute zu tun")
    if st.button("Ein Träger ruft an: Ausfall melden", type="primary", icon=PAGE["melden"].icon):
        state.go("melden")
    found = list(overview.todos(cases, outdated))
    for todo in found[:8]:
        row, link = st.columns([3, 2], vertical_alignment="center")
        with row:
            show.line(todo.text, todo.more)
        link.page_link(
            PAGE[todo.page].file,
            label=f"Weiter zu {PAGE[todo.page].title}",
            icon=PAGE[todo.page].icon,
            query_params={"fall": str(todo.case_id)},
        )
    if len(found) > 8:
        st.caption(f"… und {len(found) - 8} weitere, siehe „Fälle“.")
    if not found:
        show.note("Kein Fall wartet auf einen nächsten Schritt.", "good")


def outdated(desk: Desk, cases: Sequence[store.StoredCase]) -> list[int]:
    """Cases whose plan in force has become out of date."""
    voting = [case for case in cases if case.status == "in Abstimmung"]
    return [
        case.id
        for case in voting
        for plan in store.plans(desk.db, desk.me, case_id=case.id)
        if plan.id == case.plan_id and plan.outdated
    ]


def notices(dataset: Dataset, today: date) -> None:
    """What the data themselves warn of."""
    show.section("Zu beachten")
    lines = [*overview.expiring(dataset, today), *(str(problem) for problem in dataset.notices)]
    if not lines:
        show.note("Keine Vereinbarung läuft in den nächsten 60 Tagen aus, die Daten sind ohne Auffälligkeiten.", "good")
    for line in lines[:5]:
        show.note(line, "warn")
    if len(lines) > 5:
        with st.expander(f"{len(lines) - 5} weitere"):
            for line in lines[5:]:
                show.note(line, "warn")


def offerings(dataset: Dataset, today: date) -> None:
    """All offerings with their money, to be searched."""
    years = overview.years(dataset)
    first, second, third = st.columns([4, 2, 2])
    search = first.text_input("Suchen", placeholder="Angebot, Träger oder Ort", key="search")
    fields = ["", *sorted({row.field for row in dataset.offerings})]
    field = second.selectbox("Leistung", fields, format_func=lambda name: name or "alle", key="field")
    start = years.index(today.year) if today.year in years else 0
    year = third.selectbox("Haushaltsjahr", years, index=start, key="year") if years else today.year
    show.table(overview.offerings_sheet(dataset, int(year), search, field), "angebote")


def district(dataset: Dataset, today: date) -> None:
    """Where offerings are and which towns have none."""
    places = offerings_sheet(dataset, today=today)
    pictures.picture(
        charts.district_map(places.frame),
        visible_rows(places),
        "karte",
        alt="Karte der Angebote; die Tabelle darunter sagt dasselbe",
    )
