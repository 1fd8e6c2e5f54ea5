"""The fields of *Ausfall melden*, by what has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import reporting, show
from dashboards.fields import Form
from dashboards.reporting import Happening
from optimizer import REASONS, Dataset, Event, store

LASTING = {
    "nach den Daten (bis sechs Monate mit festem Ende: Vertretung)": None,
    "vorübergehende Vertretung": False,
    "auf Dauer": True,
}


def draw(form: Form, dataset: Dataset, today: date, beside: DeltaGenerator) -> store.Report | None:
    """Draw the fields; the report as typed so far, or None while something is missing (`form.problems` says what)."""
    happening = st.selectbox(
        "Was ist geschehen?", reporting.HAPPENINGS, format_func=lambda row: row.label, key="melden:Art"
    )
    named = _named(form, happening, dataset, today, beside)
    first, second, third = st.columns(3)
    with first:
        start = form.day(happening.start, needed=True, help_text="Der erste Tag, der ausfällt.")
    with second:
        end = form.day("Bis", help_text="Letzter Tag. Leer heißt: bis zum Ende des Angebots.")
    with third:
        share = form.share("Anteil", value="100 %", needed=True, help_text="Wie viel der Stunden ausfällt.")
    reason = st.selectbox(
        "Grund",
        ("", *REASONS),
        format_func=lambda code: code or "keine Angabe",
        key="melden:Grund",
        help="Nur der Code, nie Name oder Krankheit.",
    )
    more = _more(form, today)
    title = form.text("Bezeichnung des Falls", hint="wird aus den Angaben gebildet")
    lasting = LASTING[st.selectbox("Dauer der Übergabe", tuple(LASTING), key="melden:Dauer")]
    if end and start and end < start:
        form.problems.append("„Bis“ liegt vor dem ersten Tag.")
    if form.problems or start is None or named is None:
        return None
    event = Event(
        scenario="",
        kind=happening.kind,
        start=start,
        end=end,
        share=share or Fraction(1),
        reason=reason,
        **named,
        **more,
    )
    return reporting.report_of(event, title, lasting, today, dataset)


def of_workbook(dataset: Dataset, today: date) -> store.Report | None:
    """A scenario of the workbook to be taken over as a case: several events at once. None until one is chosen.

    Pins are left out: in a case each has its own reason and author.
    """
    name = st.selectbox(
        "Szenario", dataset.scenarios, index=None, placeholder="Bitte wählen; Tippen sucht", key="melden:Szenario"
    )
    if name is None:
        return None
    setup = store.setup_of(dataset, name)
    rules = (*setup.rules, ("planning_day", today))
    return store.Report(name[:200], replace(setup, pins=(), rules=rules))


def _named(
    form: Form, happening: Happening, dataset: Dataset, today: date, beside: DeltaGenerator
) -> dict[str, Any] | None:
    """Offering, provider or source, with what else this kind of event must say."""
    names: dict[str, Any] = {}
    if happening.names in {"offering", "money", "hours"}:
        names["offering"] = _offering(form, dataset, today, beside)
    if happening.names == "provider":
        names["provider"] = _choice(form, "Träger", {row.key: row.name for row in dataset.providers})
    if happening.names in {"source", "source+", "money"}:
        names["source"] = _choice(form, "Mittelquelle", {row.key: row.name for row in dataset.sources})
    if happening.names == "source+":
        titles = {row.key: reporting.offering_label(dataset, row.key) for row in dataset.offerings}
        names["offering"] = st.selectbox(
            "Nur für ein Angebot", (None, *titles), format_func=lambda key: titles.get(key, "alle Angebote")
        )
    if happening.names == "money":
        names["cents"] = form.money("Betrag", needed=True, help_text="Was nicht abgerufen wird, in Euro.")
    if happening.names == "hours":
        names["hours"] = form.hours("Zusätzliche Wochenstunden", needed=True)
    return names


def _offering(form: Form, dataset: Dataset, today: date, beside: DeltaGenerator) -> str | None:
    labels = {row.key: reporting.offering_label(dataset, row.key) for row in dataset.offerings}
    key = _choice(form, "Angebot", labels)
    if key:
        year = max(today.year, dataset.offering[key].start.year)
        with beside:
            show.facts(dataset.offering[key].title, reporting.facts(dataset, key, year))
    return key


def _choice(form: Form, label: str, options: dict[str, str]) -> str | None:
    found = st.selectbox(
        label,
        tuple(options),
        index=None,
        format_func=lambda key: options[key],
        placeholder="Bitte wählen; Tippen sucht",
        key=f"{form.key}:{label}",
    )
    if found is None:
        form.problems.append(f"„{label}“ fehlt.")
    return found


def _more(form: Form, today: date) -> dict[str, Any]:
    """What is seldom known on the phone: running-on costs, money not yet free, an uncertain end, hearing."""
    with st.expander("Weitere Angaben: laufende Kosten, Lohnfortzahlung, unsicheres Ende, Anhörung"):
        left, middle, right = st.columns(3)
        with left:
            running = form.money(
                "Weiterlaufende Kosten im Monat", help_text="Was der alte Träger nicht beenden kann, etwa Miete."
            )
            reported = form.day("Anzeige vom", value=f"{today:%d.%m.%Y}", help_text="Wann der Träger angerufen hat.")
        with middle:
            free = form.day("Mittel frei ab", help_text="Etwa nach sechs Wochen Lohnfortzahlung. Leer: sofort.")
            early = form.day("Frühestes Ende")
        with right:
            hearing = form.day("Anhörung am")
            late = form.day("Spätestes Ende")
        waived = st.checkbox("Der Träger verzichtet auf die Anhörung", key="melden:Verzicht")
    return {
        "running_on": running or 0,
        "free_from": free,
        "early_end": early,
        "late_end": late,
        "reported": reported,
        "hearing": "verzichtet" if waived else hearing,
    }
