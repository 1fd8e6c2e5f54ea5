"""An outage and a capacity: what options, handovers and the reasons against a pair are about."""

from __future__ import annotations

from typing import Protocol

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
