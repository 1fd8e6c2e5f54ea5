"""From rows without problems to the frozen records of the model."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from optimizer.model.dataset import (
    DEFAULT_RANK,
    Assumption,
    Capacity,
    Dataset,
    Event,
    Grant,
    Municipality,
    Offering,
    Pin,
    Provider,
    Reserve,
    ShareRule,
    SocialSpace,
    Source,
)
from optimizer.model.errors import Problem
from optimizer.model.hours import hundredths
from optimizer.workbook.events import heeded
from optimizer.workbook.rules import build_rules
from optimizer.workbook.tables import Book


def build_dataset(book: Book, sha256: str, notices: tuple[Problem, ...]) -> Dataset:
    """The dataset of a book in which no problem was found."""
    municipalities = tuple(Municipality(**given) for given in _values(book, "Kommunen"))
    space_of = {record.ags: record.space for record in municipalities}
    return Dataset(
        spaces=tuple(SocialSpace(**given) for given in _values(book, "Sozialräume")),
        municipalities=municipalities,
        providers=tuple(_provider(given) for given in _values(book, "Träger")),
        offerings=tuple(Offering(**{"space": space_of[given["ags"]], **given}) for given in _values(book, "Angebote")),
        sources=tuple(Source(**{"rank": DEFAULT_RANK[given["kind"]], **given}) for given in _values(book, "Quellen")),
        grants=tuple(Grant(**given) for given in _values(book, "Finanzierung")),
        reserves=tuple(Reserve(**given) for given in _values(book, "Reserven")),
        shares=tuple(ShareRule(**given) for given in _values(book, "Anteile")),
        capacities=tuple(_capacity(given) for given in _values(book, "Kapazitäten")),
        events=tuple(_event(heeded(row), row.number) for row in book["Ereignisse"].rows),
        assumptions=tuple(_assumption(dict(row.values), row.number) for row in book["Annahmen"].rows),
        pins=tuple(_pin(dict(row.values), row.number) for row in book["Vorgaben"].rows),
        rules=build_rules(book["Regeln"]),
        authority=tuple((given["entry"], given["value"]) for given in _values(book, "Behörde") if "value" in given),
        sha256=sha256,
        notices=notices,
    )


def _values(book: Book, sheet: str) -> Iterator[dict[str, Any]]:
    return (dict(row.values) for row in book[sheet].rows)


def _provider(given: dict[str, Any]) -> Provider:
    return Provider(**{**given, "municipal": given.get("municipal") == "kommunal"})


def _capacity(given: dict[str, Any]) -> Capacity:
    return Capacity(**{**given, "rate": Fraction(given["rate"]), "hours": hundredths(given["hours"])})


def _event(given: dict[str, Any], row: int) -> Event:
    if "hours" in given:
        given["hours"] = hundredths(given["hours"])
    return Event(**given, row=row)


def _assumption(given: dict[str, Any], row: int) -> Assumption:
    unit = 1 if given["quantity"] == "Kapazität" else 100
    return Assumption(**{**given, "addend": given.get("addend", Fraction(0)) * unit}, row=row)


def _pin(given: dict[str, Any], row: int) -> Pin:
    if "hours" in given:
        given["hours"] = hundredths(given["hours"])
    return Pin(**given, row=row)
