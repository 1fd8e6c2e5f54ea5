"""What stands on the page *Lage*: what to do today, cases, offerings with their money. No streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import Dataset, euro, number, short_date, store

SOON: Final = timedelta(days=60)
NEXT: Final[dict[str, tuple[str, str]]] = {
    "Entwurf": ("vorschlaege", "Vorschlag ansehen und zur Abstimmung stellen"),
    "in Abstimmung": ("abstimmung", "Zustimmungen einholen und beschließen"),
    "beschlossen": ("bescheide", "Papiere vervollständigen und ausgeben"),
    "Bescheid erstellt": ("bescheide", "Bestandskraft feststellen, sobald die Frist um ist"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do: on which page, for which case (0 = none), in words."""

    page: str
    case_id: int
    text: str
    more: str


def todos(cases: Iterable[store.StoredCase], outdated: Sequence[int]) -> Iterator[Todo]:
    """The next step of every case that is not at its end; out-of-date plans first."""
    open_ = [case for case in cases if case.status in NEXT]
    for case in sorted(open_, key=lambda case: (case.id not in outdated, case.id)):
        page, text = _next(case, outdated)
        yield Todo(page, case.id, f"{case.name} · {case.title}", text)


def _next(case: store.StoredCase, outdated: Sequence[int]) -> tuple[str, str]:
    """Page and words of a case's next step: an out-of-date plan comes before everything else."""
    if case.id in outdated:
        return "vorschlaege", "Der Plan ist veraltet: neu berechnen"
    return NEXT.get(case.status, ("", "nichts mehr"))


def figures(dataset: Dataset, cases: Sequence[store.StoredCase], today: date) -> list[tuple[str, str, str]]:
    """How many offerings, hours, euros and open cases."""
    running = [row for row in dataset.offerings if row.end >= today]
    year = max(today.year, min((row.year for row in dataset.grants), default=today.year))
    granted = sum(row.granted for row in dataset.grants if row.year == year)
    hours = sum((row.hours for row in running), Fraction(0))
    free = sum((row.hours for row in dataset.capacities), Fraction(0))
    able = len({row.provider for row in dataset.capacities})
    open_ = [case for case in cases if case.status in {"Entwurf", "in Abstimmung"}]
    return [
        ("Offene Fälle", str(len(open_)), f"von {len(cases)} insgesamt"),
        ("Angebote", str(len(running)), f"in {len({row.ags for row in running})} Kommunen"),
        ("Wochenstunden", number(hours), "dieser Angebote"),
        (f"Bewilligt {year}", euro(granted), f"aus {len(dataset.sources)} Mittelquellen"),
        *([("Freie Kapazität", f"{number(free)} h", f"bei {able} Trägern")] if free else []),
    ]


def cases_sheet(cases: Iterable[store.StoredCase], outdated: Sequence[int]) -> Sheet:
    """Every case with its status and the same next step as on top of the page."""
    rows = [(case.name, case.title, case.status, _next(case, outdated)[1], case.at.date(), case.by) for case in cases]
    kinds = {
        "Fall": "text",
        "Bezeichnung": "text",
        "Stand": "text",
        "Nächster Schritt": "text",
        "gemeldet am": "date",
        "von": "text",
    }
    return sheet("Fälle", kinds, rows)  # type: ignore[arg-type]


def offerings_sheet(dataset: Dataset, year: int, search: str, field: str) -> Sheet:
    """What runs where and who pays it in a year, one row per offering."""
    kinds_of = {row.key: row.kind for row in dataset.sources}
    rows = [
        row
        for offering in dataset.offerings
        if field in {"", offering.field}
        for row in [_offering(dataset, offering.key, year, kinds_of)]
        if search.casefold() in " ".join(str(cell) for cell in row).casefold()
    ]
    kinds = {
        "Angebot": "text",
        "Bezeichnung": "text",
        "Träger": "text",
        "Ort": "text",
        "Leistung": "text",
        "Std./Woche": "hours",
        "bis": "date",
        "Land": "cents",
        "Landkreis": "cents",
        "Kommune": "cents",
        "Dritte": "cents",
    }
    return sheet(f"Angebote und ihre Mittel {year}", kinds, rows)  # type: ignore[arg-type]


def _offering(dataset: Dataset, key: str, year: int, kinds: Mapping[str, str]) -> tuple[object, ...]:
    row = dataset.offering[key]
    town = dataset.municipality.get(row.ags)
    grants = [grant for grant in dataset.grants_of.get(key, ()) if grant.year == year]
    paid = (
        sum(grant.granted for grant in grants if kinds.get(grant.source) == kind) or None
        for kind in ("Land", "Landkreis", "Kommune", "Dritte")
    )
    return (
        key,
        row.title,
        dataset.provider[row.provider].name,
        town.name if town else row.ags,
        row.field,
        row.hours,
        row.end,
        *paid,
    )


def years(dataset: Dataset) -> list[int]:
    """The budget years that the data speak of."""
    return sorted({row.year for row in dataset.grants})


def expiring(dataset: Dataset, today: date) -> Iterator[str]:
    """Agreements of providers in charge that run out soon: without them nobody may take over or go on."""
    running = {row.provider for row in dataset.offerings if row.end >= today}
    for provider in dataset.providers:
        if provider.key not in running:
            continue
        for name, until in (("§ 8a", provider.agreement_8a), ("§ 72a", provider.agreement_72a)):
            if until is None:
                yield f"{provider.name}: Vereinbarung nach {name} SGB VIII fehlt."
            elif until <= today + SOON:
                yield f"{provider.name}: Vereinbarung nach {name} SGB VIII endet am {short_date(until)}."
