"""The search for cyclic garbage waits while a plan is made, and goes on as before afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from optimizer.plans.sweeping import unswept


@pytest.fixture(autouse=True)
def searching() -> Iterator[None]:
    before = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if before else gc.disable)()


def test_it_waits_inside_and_goes_on_afterwards_even_after_an_error() -> None:
    @unswept()
    def fails() -> None:
        assert not gc.isenabled()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert gc.isenabled()


def test_who_had_it_off_finds_it_off() -> None:
    with unswept():
        with unswept():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
