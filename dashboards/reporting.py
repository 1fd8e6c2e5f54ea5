"""What is reported, turned into an event, its setup and its name. Plain functions, no streamlit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from optimizer import Case, Dataset, Event, InputError, UsageError, euro, number, percent, short_date, store, work_out
from optimizer import EventKind as Kind

Names = Literal["offering", "provider", "source", "source+", "money", "hours"]
TRIAL: Final = "Probe"


@dataclass(frozen=True, slots=True)
class Happening:
    """A kind of event as people call it, and what it has to name."""

    label: str
    kind: Kind
    names: Names
    start: str = "Ab"


HAPPENINGS: Final = (
    Happening("Ein Angebot fällt aus (ganz oder teilweise)", "Ausfall", "offering"),
    Happening("Ein Träger kündigt", "Kündigung", "provider", "Kündigung eingegangen am"),
    Happening("Einem Träger wird fristlos gekündigt", "Fristlose Kündigung", "provider"),
    Happening("Einem Träger fehlt die Vereinbarung nach § 8a oder § 72a", "Entzug", "provider"),
    Happening("Eine Mittelquelle fällt weg oder kürzt", "Mittelwegfall", "source+"),
    Happening("Ein Mittelgeber kündigt", "Kündigung", "source", "Kündigung eingegangen am"),
    Happening("Mittel werden nicht abgerufen", "Minderabruf", "money"),
    Happening("Ein Angebot braucht mehr Stunden", "Mehrbedarf", "hours"),
)


def happening_of(event: Event) -> Happening:
    """The kind of an event, as people call it."""
    fits = [row for row in HAPPENINGS if row.kind == event.kind]
    return next((row for row in fits if (row.names == "provider") == (event.provider is not None)), fits[0])


def event_label(event: Event, dataset: Dataset) -> str:
    """`Ausfall A-21 Mobile Jugendarbeit, ab 01.09.2027 bis 30.11.2027, 50 %`; an unknown key stands bare."""
    key = event.offering or event.provider or event.source or ""
    if event.offering:
        names = {row.key: row.title for row in dataset.offerings}
    else:
        names = {row.key: row.name for row in (dataset.providers if event.provider else dataset.sources)}
    until = f" bis {short_date(event.end)}" if event.end else ""
    share = f", {percent(event.share)}" if event.share != 1 else ""
    return f"{event.kind} {key} {names.get(key, '')}".strip() + f", ab {short_date(event.start)}{until}{share}"


def report_of(event: Event, title: str, lasting: bool | None, today: date, dataset: Dataset) -> store.Report:
    """The report of one event; planning counts lead times from today."""
    setup = store.Setup(events=(event,), rules=(("planning_day", today),))
    return store.Report(title or title_of(event, dataset), setup, lasting)


def title_of(event: Event, dataset: Dataset) -> str:
    """`Jugendclub Güterboden: Personalausfall ab 01.09.2027`."""
    if event.offering:
        what = dataset.offering[event.offering].title
    elif event.provider:
        what = dataset.provider[event.provider].name
    else:
        what = dataset.source[event.source or ""].name
    why = event.reason if event.kind == "Ausfall" and event.reason else event.kind
    return f"{what}: {why} ab {short_date(event.start)}"[:200]


def trial(setup: store.Setup, dataset: Dataset) -> Case:
    """The case as it would be worked out. Raises `UsageError` where an event does not fit, naming it by its place."""
    numbered = tuple(replace(event, row=place) for place, event in enumerate(setup.events, start=1))
    try:
        found = work_out(store.applied(replace(setup, events=numbered), dataset, TRIAL), TRIAL)
    except InputError as error:
        lines = (str(row).removeprefix(f"{row.place}: ") for row in error.problems)
        raise UsageError("\n".join(lines)) from error
    if not found.outages:
        raise UsageError(
            "Der Ausfall liegt außerhalb der Laufzeit des Angebots oder der Vereinbarung; bitte die Tage prüfen."
        )
    return found


def effects(case: Case) -> Iterator[str]:
    """What the event means, in sentences: hours lost, money freed, who could help."""
    for row in case.outages:
        title = case.offering_of(row).title
        window = f"{short_date(row.period.start)} bis {short_date(row.period.end)}"
        if not row.frees_only:
            yield f"{title}: {number(row.hours)} Wochenstunden vom {window}."
    freed = sum(row.freed for row in case.freed)
    held = sum(row.reclaim + row.returned for row in case.freed)
    more = f", davon {euro(held)} zurückzufordern oder zurückzugeben" if held else ""
    yield f"Frei werden {euro(freed)}{more}."
    able = len({row.capacity for row in case.options})
    yield f"{able} freie {'Kapazität kommt' if able == 1 else 'Kapazitäten kommen'} in Frage."
    yield from (f"{notice.found[:1].upper()}{notice.found[1:]}." for notice in case.notices)


def facts(dataset: Dataset, key: str, year: int) -> tuple[tuple[str, str], ...]:
    """What is known about an offering: provider, seat, hours, and who pays in a year."""
    row = dataset.offering[key]
    town, provider = dataset.municipality.get(row.ags), dataset.provider[row.provider]
    paid = [
        (dataset.source[grant.source].name, euro(grant.granted))
        for grant in dataset.grants_of.get(key, ())
        if grant.year == year and grant.granted
    ]
    return (
        ("Träger", provider.name),
        ("Ort", town.name if town else row.ags),
        ("Leistung", f"{row.field} SGB VIII, {number(row.hours)} Wochenstunden"),
        ("Laufzeit", f"{short_date(row.start)} bis {short_date(row.end)}"),
        *((f"{name} {year}", money) for name, money in paid),
    )


def offering_label(dataset: Dataset, key: str) -> str:
    """`A-01 · Jugendclub „Güterboden“ · Meerane · Träger`."""
    row = dataset.offering[key]
    town = dataset.municipality.get(row.ags)
    return f"{key} · {row.title} · {town.name if town else row.ags} · {dataset.provider[row.provider].name}"
