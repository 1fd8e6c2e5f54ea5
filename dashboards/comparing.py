"""The parts of the page Szenarien: choosing, side by side, Grenzwerte, pictures, files."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dashboards import charts, pictures, progress, show, state
from dashboards.choices import Choice, Loaded, Made, choices, gathered, limits_work, of_basis, plan
from dashboards.frames import compared as frames
from dashboards.frames.district import offerings_sheet, visible_rows
from dashboards.frames.flow import flow_sheet, steps_sheet
from dashboards.frames.timeline import timeline_sheet
from dashboards.look import Stamp
from dashboards.sheets import Sheet, chosen
from optimizer import (
    Comparison,
    Dataset,
    Findings,
    LimitValue,
    Outcome,
    finance_workbook,
    notice_list_workbook,
    read_workbook,
    store,
)

VIEWS = ("Vergleich", "Grenzwerte", "Geldfluss", "Zeit und Ort", "Herunterladen")
MOST = 7


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
        [key for key in dict.fromkeys((*before, new)) if key in by_key and key != base][-MOST:],
        format_func=label.__getitem__,
        key=f"mit:{base}:{len(by_key)}",
        max_selections=MOST,
        placeholder="Szenarien wählen, beliebig viele nebeneinander",
    )
    state.set_param("basis", base)
    state.set_param("mit", "|".join(picked))
    return by_key[base], tuple(by_key[key] for key in picked)


def planned(wanted: tuple[Choice, ...]) -> Made:
    """The plans of all of them, each worked out once; with a bar where it takes long."""
    loaded = [choice.load() for choice in wanted]
    keys = [("plan", item.sign) for item in loaded]
    jobs = [state.jobs().of(key, plan(item)) for key, item in zip(keys, loaded, strict=True)]
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
        f"<strong>{chr(64 + place) if place else 'Basis'}</strong> {escape(mark.name)}</span>"
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


def one_scenario(view: str, dataset: Dataset, made: Made, marks: tuple[Stamp, ...]) -> None:
    """Grenzwerte and pictures belong to one plan, chosen here."""
    if not made.outcomes:
        show.note("Es gibt keinen Plan, zu dem sich etwas zeigen ließe.", "warn")
        return
    place = st.selectbox(
        "Szenario", range(len(made.outcomes)), format_func=lambda index: made.outcomes[index][0].name, key="eines"
    )
    choice, outcome = made.outcomes[place]
    mark = next(mark for mark in marks if mark.name == choice.name)
    if view == "Grenzwerte":
        limits(choice, outcome)
    elif view == "Geldfluss":
        money(outcome, mark)
    else:
        time_and_place(dataset, outcome, mark)


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


def limits(choice: Choice, outcome: Outcome) -> None:
    """What a little more and a little less of everything that binds would change."""
    show.section(
        f"Grenzwerte: {choice.name}",
        "Je Grenze zwei neue Rechnungen: was 1.000 € (oder 5 Stunden) weniger und mehr an jedem Ziel ändern.",
    )
    found = found_limits(choice, outcome)
    if not found:
        show.note("Keine Grenze bindet: Etwas mehr oder weniger ändert an diesem Plan nichts.", "good")
        return
    show.table(frames.limits_sheet(found), "grenzwerte", height=560)
    with st.expander("Dasselbe in Zahlen, je Ziel"):
        show.table(frames.limit_figures_sheet(found), "grenzwerte-zahlen")


def _limits_key(choice: Choice) -> tuple[str, ...]:
    return ("grenzwerte", choice.key, choice.load().sign)


def limits_known(choice: Choice) -> tuple[LimitValue, ...]:
    """Grenzwerte that were worked out before; nothing is started."""
    job = state.jobs().known(_limits_key(choice))
    return job.result or () if job is not None and job.finished else ()


def found_limits(choice: Choice, outcome: Outcome) -> tuple[LimitValue, ...]:
    """Grenzwerte of a plan, worked out once; where that was cancelled, the page ends here."""
    key = _limits_key(choice)
    found: tuple[LimitValue, ...] | None = progress.result_of(
        state.jobs().of(key, limits_work(outcome)), "Grenzwerte werden berechnet"
    )
    if found is None:
        show.note("Angehalten.", "warn")
        progress.restart([key])
        st.stop()
    return found


def money(outcome: Outcome, mark: Stamp) -> None:
    """Where each euro comes from and goes to; each source by itself."""
    show.section("Woher und wohin", "Von der Quelle über das Geld eines Jahres bis zu dem, was daraus wird.")
    flow = flow_sheet(outcome)
    if flow.empty:
        show.note("In diesem Szenario wird kein Geld bewegt.")
        return
    pictures.picture(
        charts.money_flow(flow.frame, stamp=mark), flow, "fluss", alt="Geldfluss von den Quellen zu den Trägern"
    )
    steps = steps_sheet(outcome)
    places = list(dict.fromkeys(zip(steps.frame["Quelle"], steps.frame["Jahr"], strict=True)))
    show.section("Je Quelle", "Was frei wird, was zurückgeht, was eingesetzt wird und was bleibt.")
    place = st.selectbox("Quelle und Jahr", places, format_func=lambda one: f"{one[0]}, {one[1]}", key="quelle")
    own = chosen(chosen(steps, "Quelle", [place[0]]), "Jahr", [place[1]])
    pictures.picture(charts.waterfall(own.frame, stamp=mark), own, "wasserfall", alt=f"Mittel {place[0]} {place[1]}")


def time_and_place(dataset: Dataset, outcome: Outcome, mark: Stamp) -> None:
    """Who is out and who takes over when; where that is."""
    show.section("Wann", "Ausfälle und Übergaben je Träger.")
    times = timeline_sheet(outcome)
    if not times.empty:
        pictures.picture(
            charts.timeline(times.frame, stamp=mark), times, "zeit", alt="Zeitleiste der Ausfälle und Übergaben"
        )
    show.section("Wo", "Jedes Angebot an seinem Sitz; mehrere am selben Ort stehen nebeneinander.")
    places = offerings_sheet(dataset, outcome)
    figure = charts.district_map(places.frame, stamp=mark)
    pictures.picture(figure, visible_rows(places), "karte", alt="Karte des Landkreises mit Angeboten und Lücken")


def files(found: Comparison | None, made: Made, base: Choice) -> None:
    """Everything as a file: the comparison, and for each scenario its workbook and its Bescheidliste."""
    show.section("Herunterladen", "Alles, was hier zu sehen war, mit allen Cent; Texte bleiben in Excel Texte.")
    first = made.of(base.key)
    known = limits_known(base)
    if not known and first is not None:
        st.caption(
            "Grenzwerte stehen mit in den Dateien, sobald sie in der Ansicht „Grenzwerte“ für die Basis gerechnet sind."
        )
    if found is not None:
        tables = export_tables(found, known)
        data = pictures.workbook_of(tables, "Szenarienvergleich", found.base)
        pictures.file_button(
            "Vergleich und Grenzwerte (Excel)", data, "Szenarienvergleich.xlsx", "vergleich", main=True
        )
    for choice, outcome in made.outcomes:
        name, left, right = st.columns([3, 2, 2], vertical_alignment="center")
        name.text(choice.name)
        with left:
            findings = Findings(limits=known) if choice.key == base.key else Findings()
            data = partial(finance_workbook, outcome, findings)
            pictures.file_button("Plan (Excel)", data, pictures.file_of(f"Plan {choice.name}"), f"plan:{choice.key}")
        with right:
            data = partial(notice_list_workbook, outcome)
            pictures.file_button(
                "Bescheidliste", data, pictures.file_of(f"Bescheidliste {choice.name}"), f"liste:{choice.key}"
            )


def export_tables(found: Comparison, limits_: tuple[LimitValue, ...]) -> list[Sheet]:
    """The tables of the comparison file: one per group that differs, and the Grenzwerte of the base."""
    groups = [frames.compared_sheet(found, group) for group in frames.GROUPS]
    return [
        shown
        for shown in (*groups, frames.limits_sheet(limits_), frames.limit_figures_sheet(limits_))
        if not shown.empty
    ] or groups[:1]


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
