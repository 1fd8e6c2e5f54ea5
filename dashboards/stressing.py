"""The parts of the page Stresstest: the question, the overview, the irreplaceable, ready plans, pairs, reserves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import streamlit as st

from dashboards import charts, pictures, progress, show, state, stress_charts
from dashboards.frames import stress as frames
from dashboards.frames.district import stress_map_sheet, visible_rows
from dashboards.sheets import chosen, columns
from dashboards.work import Job, Report
from optimizer import (
    Dataset,
    Period,
    Provision,
    ReserveValue,
    StressTest,
    ladder,
    number,
    short_date,
    stress_test,
    with_provision,
)

VIEWS = ("Karte und Tabelle", "Unersetzlich", "Plan je Ausfall", "Paare", "Was eine Reserve brächte")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: every offering failing for a period; below `threshold` covered it is irreplaceable."""

    dataset: Dataset
    period: Period
    threshold: Fraction

    def key(self, name: str, *more: str) -> tuple[str, ...]:
        """What an answer rests on."""
        days = f"{self.period.start}/{self.period.end}"
        return (name, self.dataset.sha256, str(len(self.dataset.offerings)), days, str(self.threshold), *more)

    def job(self, name: str, *, pairs: bool = False) -> Job:
        """The work, started once."""
        return state.jobs().of(
            self.key(name),
            lambda report: stress_test(
                self.dataset, period=self.period, threshold=self.threshold, pairs=pairs, progress=report
            ),
        )


def ask(dataset: Dataset) -> Question | None:
    """Period and threshold; None while something cannot be read."""
    start = dataset.rules.planning_day or min((row.start for row in dataset.events), default=date(2027, 1, 1))
    form = state.form("stress")
    first, second, third = st.columns(3)
    with first:
        begin = form.day("Jedes Angebot fällt aus ab", value=short_date(start), needed=True)
    with second:
        end = form.day("Bis", value=f"31.12.{start.year}", needed=True)
    with third:
        share = form.share("Unersetzlich unter einem Anteil von", value="50 %", needed=True)
    if begin is None or end is None or share is None:
        show.note(" ".join(form.problems), "warn")
        return None
    if end < begin:
        show.note("Das Ende liegt vor dem Anfang.", "bad")
        return None
    return Question(dataset, Period(begin, end), share)


def singles(question: Question) -> StressTest:
    """Every single failure; with a bar where it takes long."""
    job = question.job("einzeln")
    test: StressTest = progress.result_of(job, "Angebote, die ausfallen")
    cut(test, question.key("einzeln"))
    return test


def cut(test: StressTest | None, key: tuple[str, ...]) -> None:
    """Says so where the work was stopped before its end."""
    if test is None or not test.complete:
        show.note("Angehalten: Gezeigt wird, was bis dahin gerechnet war.", "warn")
        progress.restart([key])
        if test is None:
            st.stop()


def overview(question: Question, test: StressTest) -> None:
    """The map, the bars and the table of all failures."""
    places = stress_map_sheet(question.dataset, test)
    rows = frames.stress_sheet(question.dataset, test)
    left, right = st.columns(2)
    with left:
        figure = charts.district_map(places.frame, height=600)
        pictures.picture(figure, visible_rows(places), "stresskarte", alt="Karte: was ersetzbar ist")
    with right, st.container(height=660, border=False):
        st.plotly_chart(
            stress_charts.stress_bars(rows.frame), theme=None, key="bild:stress", alt="Anteil der gedeckten Stunden"
        )
    show.section("Jedes Angebot", "Das Schlimmste zuerst; Stunden in Stundenmonaten, Kosten in EUR.")
    show.table(columns(rows, frames.OVERVIEW), "stress")
    show.section(
        "Nach Sozialraum und Leistungsbereich", "Anteil der Stunden, die zu decken wären, jeder Ausfall für sich."
    )
    spaces = frames.fields_sheet(question.dataset, test)
    pictures.picture(
        stress_charts.share_grid(spaces.frame), spaces, "raster", alt="Ersetzbarkeit je Sozialraum und Bereich"
    )


def irreplaceable(question: Question, test: StressTest) -> None:
    """Which, and why."""
    rows = chosen(frames.stress_sheet(question.dataset, test), "Urteil", ["unersetzlich"])
    show.section(
        "Unersetzlich",
        f"Weniger als {number(test.threshold * 100)} % der Stunden wären zu decken. Woran es liegt, steht rechts.",
    )
    if rows.empty:
        show.note("Keines: Jedes Angebot ließe sich mindestens so weit ersetzen.", "good")
    else:
        show.table(columns(rows, frames.REASONS, "Unersetzliche Angebote"), "unersetzlich", height=560)


def reserves(question: Question, test: StressTest) -> None:
    """What stand-ins or money set aside would buy: the same test with each and with both."""
    show.section(
        "Was eine Reserve brächte",
        "Derselbe Stresstest mit einem Springerpool, mit zurückgelegtem Geld, und mit beidem.",
    )
    form = state.form("reserve")
    left, right = st.columns(2)
    with left:
        hours = form.hours("Springerpool (Wochenstunden)", value="39")
    with right:
        cents = form.money("Rücklage je Jahr (EUR)", value="20.000,00")
    provision = Provision(hours or Fraction(0), cents or 0)
    if form.problems or provision == Provision():
        show.note(" ".join(form.problems) or "Stunden oder Geld eintragen; dann rechnet die Seite.", "warn")
        return
    key = question.key("reserve", str(provision.hours), str(provision.cents))
    if state.jobs().known(key) is None and not st.button(
        "Reserve durchrechnen", type="primary", icon=":material/play_arrow:"
    ):
        return
    job = state.jobs().of(key, lambda report: tried(question, provision, report))
    found: tuple[ReserveValue, ...] = progress.result_of(job, "Rechnungen mit und ohne Reserve")
    if job.cancelled:
        show.note("Angehalten: Gezeigt wird, was bis dahin gerechnet war.", "warn")
        progress.restart([key])
    if found:
        found = (ReserveValue(Provision(), test), *found)
        bars = frames.reserve_sheet(found)
        pictures.picture(
            stress_charts.reserve_bars(bars.frame), bars, "reserve", alt="Gedeckter Anteil mit und ohne Reserve"
        )
        show.table(frames.rescued_sheet(question.dataset, found), "gerettet")


def tried(question: Question, provision: Provision, report: Report) -> tuple[ReserveValue, ...]:
    """The test with each step of the ladder."""
    steps = ladder(provision)
    each = len(question.dataset.offerings)
    found: list[ReserveValue] = []
    for place, step in enumerate(steps):
        changed = with_provision(question.dataset, step, question.period)

        def told(done: int, _total: int, place: int = place) -> bool:
            return report(place * each + done, len(steps) * each)

        test = stress_test(changed, period=question.period, threshold=question.threshold, progress=told)
        if not test.complete:
            break
        found.append(ReserveValue(step, test))
    return tuple(found)
