"""The fields of one event, by what has happened: for *Ausfall melden*, and again for *Fall ändern*."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import reporting, show
from dashboards.fields import Form
from dashboards.reporting import HAPPENINGS, Happening
from optimizer import REASONS, Dataset, Event, euro, number, short_date


def draw(
    form: Form, dataset: Dataset, today: date, beside: DeltaGenerator | None = None, before: Event | None = None
) -> Event | None:
    """Draw the fields, filled from the event `before`; the event as typed so far.

    None while something is missing (`form.problems` says what). What is known about an offering is drawn `beside`.
    """
    known = reporting.happening_of(before) if before else HAPPENINGS[0]
    happening = form.choice("Was ist geschehen?", HAPPENINGS, known, told=lambda row: row.label)
    named = _named(form, happening, dataset, before)
    if beside is not None and named.get("offering"):
        _facts(dataset, named["offering"], today, beside)
    window = _window(form, happening, before)
    codes = ("", *REASONS)
    reason = form.choice(
        "Grund",
        codes,
        before.reason if before else "",
        told=lambda code: code or "keine Angabe",
        help_text="Nur der Code, nie Name oder Krankheit.",
    )
    more = _more(form, before, today)
    if form.problems:
        return None
    return Event(scenario="", kind=happening.kind, reason=reason, **named, **window, **more)


def _window(form: Form, happening: Happening, before: Event | None) -> dict[str, Any]:
    """First day, last day, share."""
    first, second, third = st.columns(3)
    with first:
        help_text = "Der erste Tag, der ausfällt."
        start = form.day(happening.start, value=_day(_was(before, "start")), needed=True, help_text=help_text)
    with second:
        help_text = "Letzter Tag. Leer heißt: bis zum Ende des Angebots."
        end = form.day("Bis", value=_day(_was(before, "end")), help_text=help_text)
    with third:
        part = before.share if before else Fraction(1)
        help_text = "Wie viel der Stunden ausfällt."
        share = form.share("Anteil", value=f"{number(part * 100, 4)} %", needed=True, help_text=help_text)
    if end and start and end < start:
        form.problems.append("„Bis“ liegt vor dem ersten Tag.")
    exact = part if share == round(part, 6) else share
    return {"start": start, "end": end, "share": exact}


def _named(form: Form, happening: Happening, dataset: Dataset, before: Event | None) -> dict[str, Any]:
    """Offering, provider or source, with what else this kind of event must say."""
    names: dict[str, Any] = {}
    if happening.names in {"offering", "money", "hours"}:
        labels = {row.key: reporting.offering_label(dataset, row.key) for row in dataset.offerings}
        names["offering"] = _choice(form, "Angebot", labels, _was(before, "offering"))
    if happening.names == "provider":
        labels = {row.key: row.name for row in dataset.providers}
        names["provider"] = _choice(form, "Träger", labels, _was(before, "provider"))
    if happening.names in {"source", "source+", "money"}:
        labels = {row.key: row.name for row in dataset.sources}
        names["source"] = _choice(form, "Mittelquelle", labels, _was(before, "source"))
    if happening.names == "source+":
        names["offering"] = _one_or_all(form, dataset, _was(before, "offering"))
    if happening.names == "money":
        value = euro(before.cents) if before and before.cents else ""
        names["cents"] = form.money("Betrag", value=value, needed=True, help_text="Was nicht abgerufen wird, in Euro.")
    if happening.names == "hours":
        value = number(before.hours) if before and before.hours else ""
        names["hours"] = form.hours("Zusätzliche Wochenstunden", value=value, needed=True)
    return names


def _one_or_all(form: Form, dataset: Dataset, before: str | None) -> str | None:
    titles = {row.key: reporting.offering_label(dataset, row.key) for row in dataset.offerings}
    known = before if before in titles else None
    return form.choice(
        "Nur für ein Angebot", (None, *titles), known, told=lambda key: titles[key] if key else "alle Angebote"
    )


def _choice(form: Form, label: str, options: dict[str, str], before: str | None) -> str | None:
    known = before if before in options else None
    found = form.choice(
        label, tuple(options), known, told=lambda key: options[key or ""], hint="Bitte wählen; Tippen sucht"
    )
    if found is None:
        form.problems.append(f"„{label}“ fehlt.")
    return found


def _facts(dataset: Dataset, key: str, today: date, beside: DeltaGenerator) -> None:
    year = max(today.year, dataset.offering[key].start.year)
    with beside:
        show.facts(dataset.offering[key].title, reporting.facts(dataset, key, year))


def _more(form: Form, before: Event | None, today: date) -> dict[str, Any]:
    """What is seldom known on the phone: running-on costs, money not yet free, an uncertain end, hearing."""
    waived = before is not None and before.hearing == "verzichtet"
    heard = before.hearing if before and isinstance(before.hearing, date) else None
    with st.expander("Weitere Angaben: laufende Kosten, Lohnfortzahlung, unsicheres Ende, Anhörung"):
        left, middle, right = st.columns(3)
        with left:
            running = form.money(
                "Weiterlaufende Kosten im Monat",
                value=euro(before.running_on) if before and before.running_on else "",
                help_text="Was der alte Träger nicht beenden kann, etwa Miete.",
            )
            told = _day(before.reported if before else today)
            reported = form.day("Anzeige vom", value=told, help_text="Wann der Träger angerufen hat.")
        with middle:
            help_text = "Etwa nach sechs Wochen Lohnfortzahlung. Leer: sofort."
            free = form.day("Mittel frei ab", value=_day(_was(before, "free_from")), help_text=help_text)
            early = form.day("Frühestes Ende", value=_day(_was(before, "early_end")))
        with right:
            hearing = form.day("Anhörung am", value=_day(heard))
            late = form.day("Spätestes Ende", value=_day(_was(before, "late_end")))
        no_hearing = form.tick("Der Träger verzichtet auf die Anhörung", value=waived)
    return {
        "running_on": running or 0,
        "free_from": free,
        "early_end": early,
        "late_end": late,
        "reported": reported,
        "hearing": "verzichtet" if no_hearing else hearing,
    }


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _was(before: Event | None, field: str) -> Any:
    return getattr(before, field, None)
