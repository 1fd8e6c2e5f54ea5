"""What the papers of a decided case take from the data in force: the office's own particulars, never a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeVar

from optimizer import Dataset, Outcome, short_date, store

Row = TypeVar("Row")
_OF_PROVIDER: Final = ("address", "representative", "agreement_8a", "agreement_72a")
_OF_OFFERING: Final = ("file_number", "notice_date", "contract_date", "financing_kind", "product_account")
"""Particulars that papers name and no plan rests on, once it is decided."""


def with_data_in_force(outcome: Outcome, now: Dataset) -> Outcome:
    """The outcome with the sheet Behörde as it is in force, and with particulars that the decided data left empty.

    Hours, amounts and everything else stay those of the plan.
    """
    data = outcome.case.dataset
    filled = replace(
        data,
        authority=now.authority,
        providers=tuple(_filled(row, now.provider.get(row.key), _OF_PROVIDER) for row in data.providers),
        offerings=tuple(_filled(row, now.offering.get(row.key), _OF_OFFERING) for row in data.offerings),
    )
    return replace(outcome, case=replace(outcome.case, dataset=filled))


def _filled(row: Row, now: Any, fields: tuple[str, ...]) -> Row:
    more = {name: getattr(now, name) for name in fields if now is not None and not getattr(row, name)}
    return replace(row, **more)  # type: ignore[type-var]


def told(data: store.DataVersion, plan_data: int) -> str:
    """From which data version the papers take what."""
    sentence = (
        f"Angaben zum Amt (Blatt Behörde) stehen in den Papieren nach {data.name}, Fassung {data.id} vom "
        f"{short_date(data.at.date())}"
    )
    if data.id == plan_data:
        return f"{sentence}, wie Stunden und Beträge."
    return (
        f"{sentence}; Stunden und Beträge bleiben die des beschlossenen Plans nach Fassung {plan_data}. Was der alten "
        "Fassung bei Trägern und Angeboten fehlte (Anschrift, Aktenzeichen und Ähnliches), kommt aus der neuen."
    )
