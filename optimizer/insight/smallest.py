"""The smallest part of a set that is enough, with few questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def smallest(items: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> tuple[Item, ...]:
    """A set that is enough and from which none can be left out; where there is a choice, the first ones stay.

    More items are never less enough. The set is found by halving (Junker's QuickXplain): few of many items take few
    questions.
    """
    return () if enough(()) else _needed((), (), tuple(items), enough)


def _needed(
    given: tuple[Item, ...], new: tuple[Item, ...], items: tuple[Item, ...], enough: Callable[[Sequence[Item]], bool]
) -> tuple[Item, ...]:
    """What of the items is needed besides those given, of which `new` came in since it was last asked."""
    if not items or (new and enough(given)):
        return ()
    if len(items) == 1:
        return items
    first, rest = items[: len(items) // 2], items[len(items) // 2 :]
    needed_rest = _needed(given + first, first, rest, enough)
    needed_first = _needed(given + needed_rest, needed_rest, first, enough)
    return needed_first + needed_rest
