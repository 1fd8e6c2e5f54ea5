"""Two ways of doing the same, run in turn (A B A B …), and what the ratios of the pairs come to."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds on the wall, and of processor in this process and those it started."""

    wall: float
    cpu: float

    def __sub__(self, other: Time) -> Time:
        return Time(self.wall - other.wall, self.cpu - other.cpu)

    def __add__(self, other: Time) -> Time:
        return Time(self.wall + other.wall, self.cpu + other.cpu)


Pair = tuple[Time, Time]


def now() -> Time:
    """Processor time is fine-grained for this process; of started ones the system counts hundredths of a second."""
    spent = os.times()
    return Time(time.perf_counter(), time.process_time() + spent.children_user + spent.children_system)


def clocked(work: Callable[[], Result]) -> tuple[Result, Time]:
    """What the work gives, and how long it took."""
    before = now()
    result = work()
    return result, now() - before


def in_turn(one: Callable[[], object], other: Callable[[], object], *, pairs: int, seconds: float) -> list[Pair]:
    """Times of both, one after the other, as often as asked or until the seconds are spent; at least one pair."""
    end = time.perf_counter() + seconds
    found: list[Pair] = []
    while len(found) < pairs and (not found or time.perf_counter() < end):
        found.append((clocked(one)[1], clocked(other)[1]))
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """Median of some ratios, with the least and the greatest."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one value."""
        return cls(median(values), min(values), max(values))


def wall_ratio(pairs: Sequence[Pair]) -> Spread:
    """First ÷ second, on the wall."""
    return Spread.of([one.wall / other.wall for one, other in pairs])


def cpu_ratio(pairs: Sequence[Pair]) -> Spread | None:
    """First ÷ second, in processor time; None where the system does not count one of them."""
    if any(one.cpu <= 0 or other.cpu <= 0 for one, other in pairs):
        return None
    return Spread.of([one.cpu / other.cpu for one, other in pairs])
