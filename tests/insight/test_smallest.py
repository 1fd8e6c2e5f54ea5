"""The smallest set that is enough: few questions, and the one that leaving out one after the other would find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from optimizer.insight.smallest import smallest


def left_out_one_by_one(items: Sequence[int], enough: Callable[[Sequence[int]], bool]) -> set[int]:
    kept = list(items)
    for item in reversed(items):
        fewer = [other for other in kept if other != item]
        if enough(fewer):
            kept = fewer
    return set(kept)


@pytest.mark.parametrize("seed", range(50))
def test_it_is_the_set_that_leaving_out_finds(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # invented sets, no secrets
    items = range(chance.randint(1, 12))
    groups = [set(chance.sample(items, chance.randint(0, min(4, len(items))))) for _ in range(chance.randint(1, 5))]

    def enough(some: Sequence[int]) -> bool:
        return any(group <= set(some) for group in groups)

    found = smallest(items, enough)
    assert enough(found)
    assert set(found) == left_out_one_by_one(items, enough)


def test_two_of_a_hundred_take_few_questions() -> None:
    asked: list[int] = []

    def enough(some: Sequence[int]) -> bool:
        asked.append(1)
        return {17, 80} <= set(some)

    assert set(smallest(range(100), enough)) == {17, 80}
    assert len(asked) < 40
