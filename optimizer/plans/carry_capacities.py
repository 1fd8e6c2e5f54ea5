"""After the decision: what is left of the free capacities, split where a handover's window starts and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from optimizer.model.dataset import Assumption, Capacity, Dataset, Pin
from optimizer.model.periods import Period, phases
from optimizer.model.plan import Handover
from optimizer.plans.carry_money import free_key

Pieces = Mapping[str, tuple[Capacity, ...]]
"""What is left of each capacity, by its old key."""


def capacities_left(capacities: tuple[Capacity, ...], handovers: tuple[Handover, ...]) -> Pieces:
    """Each capacity without the hours that it gives; the first piece keeps the key, so that *Vorgaben* still find it.

    `bisher:` and `mehr:` are no capacities of the sheet, so their handovers take nothing here.
    """
    known = {capacity.key for capacity in capacities}
    left: dict[str, tuple[Capacity, ...]] = {}
    for capacity in capacities:
        given = [row for row in handovers if row.capacity == capacity.key]
        left[capacity.key] = tuple(_named(_pieces(capacity, given), capacity.key, known)) if given else (capacity,)
    return left


def _pieces(capacity: Capacity, given: list[Handover]) -> Iterator[Capacity]:
    """The stretches of time in which hours are left; neighbours with the same hours stay together."""
    before: Capacity | None = None
    periods = [Period(capacity.start, capacity.end), *(row.period for row in given)]
    for phase, inside in phases(periods):
        if 0 not in inside:
            continue
        hours = capacity.hours - sum((given[index - 1].hours for index in inside if index), Fraction(0))
        if before is not None and before.hours == hours:
            before = replace(before, end=phase.end)
            continue
        if before is not None and before.hours > 0:
            yield before
        before = replace(capacity, start=phase.start, end=phase.end, hours=hours)
    if before is not None and before.hours > 0:
        yield before


def _named(pieces: Iterator[Capacity], key: str, known: set[str]) -> Iterator[Capacity]:
    for number, piece in enumerate(pieces):
        yield replace(piece, key=free_key(key, known) if number else key)


def with_known_capacities(dataset: Dataset, left: Pieces) -> Dataset:
    """Let *Annahmen* and *Vorgaben* that name a capacity name all its pieces; where nothing is left they go."""
    return replace(
        dataset,
        assumptions=tuple(row for old in dataset.assumptions for row in _assumptions(old, left)),
        pins=tuple(row for old in dataset.pins for row in _pins(old, left)),
    )


def _assumptions(row: Assumption, left: Pieces) -> Iterator[Assumption]:
    if row.quantity not in {"Kostensatz", "Kapazität"} or row.selection is None or row.selection not in left:
        yield row
        return
    for piece in left[row.selection]:
        yield replace(row, selection=piece.key)


def _pins(row: Pin, left: Pieces) -> Iterator[Pin]:
    """A ban or a ceiling holds for every piece; hours that are asked for, are asked of the first one."""
    pieces = left.get(row.capacity)
    if pieces is None:
        yield row
        return
    bounding = row.kind in {"ausgeschlossen", "höchstens"}
    for piece in pieces if bounding else pieces[:1]:
        yield replace(row, capacity=piece.key)
