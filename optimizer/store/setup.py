"""What a case or scenario adds to a workbook: events, assumptions, pins and changed rules, as canonical JSON.

The same content always gives the same text (sorted keys, exact fractions, ISO dates, no floats): its hash is its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeVar

from optimizer.model.dataset import Assumption, Dataset, Event, Pin, Rules

RuleValue = Fraction | date | int | bool | str | tuple[Any, ...] | None
Row = TypeVar("Row", Event, Assumption, Pin)
_RULES: Final = frozenset(field.name for field in fields(Rules))


@dataclass(frozen=True, slots=True)
class Setup:
    """A what-if. `rules` names fields of `Rules` with their new values; the scenario's name in the rows is not kept."""

    events: tuple[Event, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    pins: tuple[Pin, ...] = ()
    rules: tuple[tuple[str, RuleValue], ...] = ()

    def __post_init__(self) -> None:
        unknown = sorted({name for name, _ in self.rules} - _RULES)
        if unknown:
            raise ValueError(f"unknown rules: {', '.join(unknown)}")

    def to_json(self) -> str:
        """Canonical JSON; row numbers and scenario names are left out."""
        document = {
            "events": [_record(event) for event in self.events],
            "assumptions": [_record(assumption) for assumption in self.assumptions],
            "pins": [_record(pin) for pin in self.pins],
            "rules": {name: _plain(value) for name, value in self.rules},
        }
        return canonical(document)

    @classmethod
    def from_json(cls, text: str) -> Setup:
        """Read `to_json` back; raises `ValueError` (or TypeError, KeyError) on any other shape."""
        document = json.loads(text)
        return cls(
            events=tuple(Event(scenario="", **_restored(row)) for row in document["events"]),
            assumptions=tuple(Assumption(scenario="", **_restored(row)) for row in document["assumptions"]),
            pins=tuple(Pin(scenario="", **_restored(row)) for row in document["pins"]),
            rules=tuple((name, _value(value)) for name, value in sorted(document["rules"].items())),
        )


def canonical(document: object) -> str:
    """JSON with sorted keys and no spare blanks; a float is refused, for money and hours are exact."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def setup_of(dataset: Dataset, scenario: str) -> Setup:
    """A scenario of the workbook as a setup, ready to be changed and stored."""
    return Setup(
        tuple(replace(row, scenario="") for row in dataset.events if row.scenario == scenario),
        tuple(replace(row, scenario="") for row in dataset.assumptions if row.scenario == scenario),
        tuple(replace(row, scenario="") for row in dataset.pins if row.scenario == scenario),
    )


def applied(setup: Setup, dataset: Dataset, scenario: str) -> Dataset:
    """The dataset with the setup as its scenario of that name (rows of the same name in the workbook give way)."""
    return replace(
        dataset,
        events=_with(dataset.events, setup.events, scenario),
        assumptions=_with(dataset.assumptions, setup.assumptions, scenario),
        pins=_with(dataset.pins, setup.pins, scenario),
        rules=replace(dataset.rules, **dict[str, Any](setup.rules)),
    )


def _with(rows: tuple[Row, ...], own: tuple[Row, ...], name: str) -> tuple[Row, ...]:
    kept = tuple(row for row in rows if row.scenario != name)
    return kept + tuple(replace(row, scenario=name) for row in own)


def seats(setup: Setup, dataset: Dataset) -> dict[str, str]:
    """AGS of the seat by offering, for every offering that the events touch: these municipalities see the case."""
    touched = {key for event in setup.events for key in _offerings(event, dataset)}
    return {key: dataset.offering[key].ags for key in sorted(touched)}


def _offerings(event: Event, dataset: Dataset) -> set[str]:
    if event.offering is not None:
        return {event.offering} & set(dataset.offering)
    if event.provider is not None:
        return {row.key for row in dataset.offerings if row.provider == event.provider}
    return {row.offering for row in dataset.grants if row.source == event.source} & set(dataset.offering)


def _record(row: Event | Assumption | Pin) -> dict[str, object]:
    return {
        field.name: _plain(getattr(row, field.name)) for field in fields(row) if field.name not in {"row", "scenario"}
    }


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return {"zahl": str(value)}
    if isinstance(value, date):
        return {"tag": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"not exact: {value!r}")


_RESTORE: Final[Mapping[str, Callable[[str], RuleValue]]] = {"zahl": Fraction, "tag": date.fromisoformat}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _RESTORE[kind](text)
    return tuple(_value(item) for item in value) if isinstance(value, list) else value


def _restored(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}
