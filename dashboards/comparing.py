"""The parts of the page Szenarien that belong to all plans: choosing, planning, side by side."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dashboards import charts, pictures, progress, show, state
from dashboards.choices import Choice, Loaded, Made, choices, gathered, of_basis, plan
from dashboards.frames import compared as frames
from dashboards.look import Stamp, letter
from optimizer import (
    Comparison,
    Dataset,
    read_workbook,
    store,
)

VIEWS = ("Vergleich", "Grenzwerte", "Geldfluss", "Zeit und Ort", "Herunterladen")


def offered(desk: state.Desk, dataset: Dataset) -> tuple[Choice, ...]:
    """Everything that can be chosen."""

    def basis(kind: str, number: int) -> Loaded:
        found = store.basis_of_scenario if kind == "eigen" else store.basis_of_case
        rests_on = found(desk.db, desk.me, number)
        read = partial(state.solved, "Datenstand", rests_on.inputs_hash)
        return of_basis(rests_on, lambda basis: read(partial(store.planning_dataset, basis, read_workbook)))

    return choices(dataset, store.scenarios(desk.db, desk.me), store.cases(desk.db, desk.me), basis)


def choose(found: tuple[Choice, ...]) -> tuple[Choice, tuple[Choice, ...]]:
    """Base and scenarios; what was just made is among them at once. Both stay in the address."""
    by_key = {choice.key: choice for choice in found}
    label = {choice.key: choice.label for choice in found}
    before, new = state.param("mit").split("|"), f"eigen:{state.param('neu')}"
    state.set_param("neu", "")
    first = next((key for key in by_key if key.startswith("mappe:")), next(iter(by_key)))
    start = state.param("basis") if state.param("basis") in by_key else first
    left, right = st.columns([2, 3])
    base = left.selectbox(
        "Basis", list(by_key), list(by_key).index(start), format_func=label.__getitem__, key=f"basis:{len(by_key)}"
    )
    picked = right.multiselect(
        "Vergleichen mit",
        [key for key in by_key if key != base],
        [key for key in dict.fromkeys((*before, new)) if key in by_key and key != base],
        format_func=label.__getitem__,
        key=f"mit:{base}:{len(by_key)}",
        placeholder="Szenarien wählen, beliebig viele nebeneinander",
    )
    state.set_param("basis", base)
    state.set_param("mit", "|".join(picked))
    return by_key[base], tuple(by_key[key] for key in picked)


def planned(wanted: tuple[Choice, ...]) -> Made:
    """The plans of all of them, each worked out once; with a bar where it takes long."""
    loaded = [choice.load() for choice in wanted]
    keys = [("plan", item.sign) for item in loaded]
    jobs = [state.jobs().of(key, plan(item), whole=True) for key, item in zip(keys, loaded, strict=True)]
    progress.wait_for(jobs, "Pläne werden berechnet")
    made = gathered(list(zip(wanted, jobs, strict=True)))
    for name, why in made.failed:
        show.note(f"{name}: kein Plan – {why}", "warn")
    if cancelled := [key for key, job in zip(keys, jobs, strict=True) if job.cancelled]:
        progress.restart(cancelled)
    return made


def legend(marks: tuple[Stamp, ...]) -> None:
    """Every scenario with its colour, pattern and place, as in all pictures below."""
    chips = "".join(
        f"<span class='ss-pill' style='border-left:12px solid {escape(mark.colour)};margin-right:6px'>"
        f"<strong>{letter(place - 1) if place else 'Basis'}</strong> {escape(mark.name)}</span>"
        for place, mark in enumerate(marks)
    )
    st.html(f"<div aria-label='Szenarien in diesem Vergleich'>{chips}</div>")


def compare_or_say(found: Comparison | None, others: tuple[Choice, ...], marks: tuple[Stamp, ...]) -> None:
    """The comparison, or what is missing for one."""
    if found is None:
        show.note("Die Basis hat keinen Plan; ohne sie gibt es nichts zu vergleichen.", "warn")
    elif not others:
        show.note(
            "Oben ein oder mehrere Szenarien wählen oder ein neues anlegen; hier steht dann, was sich unterscheidet."
        )
    else:
        side_by_side(found, marks)


def side_by_side(found: Comparison, marks: tuple[Stamp, ...]) -> None:
    """Only what differs, group by group; bars for one measure."""
    goals = frames.compared_sheet(found, "goal", short=True)
    if not found.rows:
        show.note("Nichts unterscheidet sich: Alle gewählten Szenarien führen zum selben Plan.", "good")
        return
    show.section(
        "Was sich unterscheidet", "Nur Zeilen mit einem Unterschied; ± gegenüber der Basis, absolut und in Prozent."
    )
    if not goals.empty:
        show.table(goals, "ziele")
    groups = [group for group in frames.GROUPS if group != "goal" and any(row.group == group for row in found.rows)]
    if not groups:
        return
    group = st.segmented_control(
        "Im Einzelnen", groups, default=groups[0], format_func=frames.GROUPS.__getitem__, key="gruppe", required=True
    )
    show.table(frames.compared_sheet(found, group, short=True), f"vergleich-{group}")
    measures = [measure for kind, measure in frames.measures(found) if kind == group]
    measure = st.selectbox("Als Balken", measures, key=f"balken:{group}")
    bars = frames.bars_sheet(found, group, measure)
    figure = charts.compared_bars(bars.frame, colours=[mark.colour for mark in marks])
    pictures.picture(figure, bars, f"balken-{group}", alt=f"{measure} je Szenario")


def put_away(desk: state.Desk) -> None:
    """Own scenarios that nobody needs any more leave the list; the log keeps them."""
    own = {row.id: row for row in store.scenarios(desk.db, desk.me)}
    if not own or state.allowed(desk, store.Act.SCENARIO):
        return
    with st.popover("Eigene Szenarien ablegen"):
        number = st.selectbox("Szenario", list(own), format_func=lambda key: own[key].name, key=f"ablegen:{len(own)}")
        if st.button("Ablegen", icon=":material/archive:"):
            row = own[number]
            what = store.WhatIf(row.name, row.colour, row.data_id, row.setup, row.on_cases, archived=True)
            state.act(
                f"ablegen:{row.id}",
                lambda token: store.save_scenario(
                    desk.db, desk.me, what, token=token, scenario_id=row.id, seen=row.version
                ),
                done=f"Das Szenario „{row.name}“ ist abgelegt.",
            )
