"""A solver's values are held against every bound and every row: one clause at a time, on both sides of the hair."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.program.in_pulp import InPulp

HAIR = 1e-4


def small() -> InPulp:
    """1 ≤ hours + whole ≤ 5, hours ≤ 4, whole ≤ 3 in whole numbers, nothing below 0."""
    rows = InPulp()
    hours, whole = rows.column(("hours",), 4.0), rows.column(("whole",), 3.0, whole=True)
    rows.row(("most",), hours + whole <= 5)
    rows.row(("least",), hours + whole >= 1)
    rows.row(("same",), hours - hours == 0)
    return rows


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ((4 + HAIR / 2, 1), (4 + 2 * HAIR, 1)),  # more than the column may hold
        ((-HAIR / 2, 2), (-2 * HAIR, 2)),  # less than nothing
        ((2 + HAIR / 2, 3), (2 + 2 * HAIR, 3)),  # more than the row allows
        ((1 - HAIR / 2, 0), (1 - 2 * HAIR, 0)),  # less than the row asks for
        ((2, 3 + HAIR / 2), (2, 3.6)),  # whole numbers are taken as whole
    ],
)
def test_each_clause_alone_refuses(inside: tuple[float, float], outside: tuple[float, float]) -> None:
    arrays = small().arrays()
    assert arrays.kept_by(np.array(inside), HAIR)
    assert not arrays.kept_by(np.array(outside), HAIR)


def test_an_equation_is_held_on_both_sides() -> None:
    rows = InPulp()
    hours = rows.column(("hours",))
    rows.row(("same",), 2 * hours == 6)
    for value, kept in ((3, True), (3.01, False), (2.99, False)):
        assert rows.arrays().kept_by(np.array([value], dtype=float), HAIR) is kept


def test_a_program_without_rows_or_columns_is_kept() -> None:
    assert InPulp().arrays().kept_by(np.zeros(0), HAIR)
