"""What happened, in a sentence of the administration: one function per kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from optimizer.model.case import Case, Outage
from optimizer.model.dataset import EventKind
from optimizer.model.german import euro, long_date, number
from optimizer.model.periods import end_after_notice
from optimizer.papers.phrases import clean, hours, inside_quotes, window

REASON_SENTENCES: Final[Mapping[str, str]] = {
    "Personalausfall": "Grund ist ein Ausfall von Fachpersonal.",
    "Kündigung Personal": "Grund ist das Ausscheiden von Fachpersonal.",
    "Insolvenz": "Grund ist ein Insolvenzverfahren.",
    "Räume": "Grund ist, dass geeignete Räume fehlen.",
    "Fördervoraussetzung": "Grund ist, dass eine Fördervoraussetzung fehlt.",
    "Mittelkürzung": "Grund ist eine Kürzung der Mittel.",
    "Sonstiges": "",
}
"""A reason code in words; never a person's name or illness."""


def offering_name(case: Case, outage: Outage) -> str:
    """`„Jugendclub“ in Glauchau`."""
    offering = case.offering_of(outage)
    return f"„{inside_quotes(offering.title)}“ in {clean(case.dataset.municipality[offering.ags].name)}"


def event_sentence(case: Case, outage: Outage) -> str:
    """Why the offering cannot go on as granted; names no provider, so that it may stand on every paper."""
    return _SENTENCES[outage.event.kind](case, outage)


def reason_words(outage: Outage) -> str:
    """The reason code as a sentence; empty where none was given."""
    return REASON_SENTENCES.get(outage.event.reason, "")


def lost_sentence(case: Case, outage: Outage) -> str:
    """How many weekly hours are out, of how many, and when."""
    whole = case.offering_of(outage).hours
    if outage.event.kind == "Mehrbedarf":
        return f"Gebraucht werden zusätzlich {hours(outage.hours)} {window(outage.period)}."
    if outage.hours == whole:
        return f"Dadurch entfällt der gesamte Umfang von {hours(whole)} {window(outage.period)}."
    verb = "entfällt" if outage.hours == 1 else "entfallen"
    return f"Dadurch {verb} {number(outage.hours)} der {hours(whole)} {window(outage.period)}."


REPORTED_BY_PROVIDERS: Final = frozenset({"Ausfall", "Kündigung", "Fristlose Kündigung", "Minderabruf"})
"""Kinds of events that a provider reports (clause 3.3.6); of others the office learns by itself."""


def by_provider(outage: Outage) -> bool:
    """Does clause 3.3.6 ask the provider to report this event? Not where a source leaves."""
    return outage.event.kind in REPORTED_BY_PROVIDERS and outage.removal is None


def _outage(case: Case, outage: Outage) -> str:
    how = "nicht" if outage.hours == case.offering_of(outage).hours else "nicht in vollem Umfang"
    return f"Das Leistungsangebot {offering_name(case, outage)} kann {window(outage.period)} {how} fortgeführt werden."


def _notice(case: Case, outage: Outage) -> str:
    if outage.removal:
        return _source_gone(case, outage, "5.1.2")
    end = long_date(end_after_notice(outage.event.start))
    return (
        f"Die Mitwirkung an der Kooperationsvereinbarung ist nach deren Nummer 5.1.1 zum Ablauf des {end} gekündigt. "
        f"Das Leistungsangebot {offering_name(case, outage)} endet damit vorzeitig."
    )


def _without_notice(case: Case, outage: Outage) -> str:
    start = long_date(outage.event.start)
    return (
        f"Die Mitwirkung an der Kooperationsvereinbarung ist nach deren Nummer 5.1.3 mit Wirkung vom {start} fristlos "
        f"gekündigt. Das Leistungsangebot {offering_name(case, outage)} endet damit vorzeitig."
    )


def _withdrawn(case: Case, outage: Outage) -> str:
    start = long_date(outage.event.start)
    return (
        "Die nach Nummer 3.3.7 der Kooperationsvereinbarung erforderlichen Vereinbarungen zum Kinderschutz liegen ab "
        f"dem {start} nicht vor. Das Leistungsangebot {offering_name(case, outage)} kann deshalb nicht weiter "
        "gefördert werden."
    )


def _source_gone(case: Case, outage: Outage, clause: str = "") -> str:
    removal = outage.removal
    source = case.dataset.source[outage.event.source or ""]
    since = long_date(removal.effective if removal else outage.period.start)
    ground = f" (Kündigung nach Nummer {clause} der Kooperationsvereinbarung)" if clause else ""
    how = "nicht mehr" if outage.hours == case.offering_of(outage).hours else "nicht mehr in voller Höhe"
    return (
        f"Mittel der Quelle „{inside_quotes(source.name)}“ stehen für das Leistungsangebot "
        f"{offering_name(case, outage)} ab dem {since} {how} zur Verfügung{ground}."
    )


def _less_drawn(case: Case, outage: Outage) -> str:
    source, cents = case.dataset.source[outage.event.source or ""], outage.event.cents or 0
    return (
        f"Für das Leistungsangebot {offering_name(case, outage)} werden im Haushaltsjahr {outage.event.start.year} "
        f"Mittel der Quelle „{inside_quotes(source.name)}“ in Höhe von {euro(cents)} nicht abgerufen."
    )


def _more_wanted(case: Case, outage: Outage) -> str:
    return f"Für das Leistungsangebot {offering_name(case, outage)} liegt ein noch nicht voll bewilligter Antrag vor."


_SENTENCES: Final[Mapping[EventKind, Callable[[Case, Outage], str]]] = {
    "Ausfall": _outage,
    "Kündigung": _notice,
    "Fristlose Kündigung": _without_notice,
    "Entzug": _withdrawn,
    "Mittelwegfall": _source_gone,
    "Minderabruf": _less_drawn,
    "Mehrbedarf": _more_wanted,
}
