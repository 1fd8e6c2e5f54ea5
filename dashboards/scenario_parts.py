"""The parts of the page Szenarien that belong to one plan, and the files: Grenzwerte, money, time and place."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboards import charts, pictures, progress, show, state
from dashboards.choices import Choice, Made, limits_work
from dashboards.frames import compared as frames
from dashboards.frames.district import offerings_sheet, visible_rows
from dashboards.frames.flow import flow_sheet, steps_sheet
from dashboards.frames.timeline import timeline_sheet
from dashboards.look import Stamp
from dashboards.sheets import Sheet, chosen, workbook_of
from optimizer import (
    Comparison,
    Dataset,
    Findings,
    LimitValue,
    Outcome,
    finance_workbook,
    notice_list_workbook,
)


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
        data = workbook_of(tables, "Szenarienvergleich", found.base)
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
