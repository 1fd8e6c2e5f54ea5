"""An outage and a capacity: what options, handovers and the reasons against a pair are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

Key = tuple[int, str]
"""(outage number, capacity): what everything about a pair is sorted and found by."""


class OfOutage(Protocol):
    """Anything about one outage, named by its number."""

    @property
    def outage(self) -> int:
        """The outage's number."""
        ...


class OfPair(OfOutage, Protocol):
    """Anything about one outage and one capacity."""

    @property
    def capacity(self) -> str:
        """The capacity's name."""
        ...


class Keyed:
    """Gives a record with `outage` and `capacity` its key."""

    __slots__ = ()
    outage: int
    capacity: str

    @property
    def key(self) -> Key:
        """Outage number and capacity."""
        return self.outage, self.capacity


Row = TypeVar("Row", bound=OfOutage)


def by_outage(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    """The rows of each outage that has some, in their order."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.outage, []).append(row)
    return found
