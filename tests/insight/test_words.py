"""Findings in sentences: the smallest change still reads as German."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.insight.words import effect
from optimizer.model.findings import GoalChange
from tests.papers.glauchau import outcome


@pytest.mark.parametrize(
    ("goal", "after", "said"),
    [
        ("Nähe", Fraction(1, 1000), "kosten unter 0,01 mehr Kilometer-Stundenmonate Entfernung"),
        ("Nähe", Fraction(-25, 2), "bringen 12,5 weniger Kilometer-Stundenmonate Entfernung"),
        ("Reserven", Fraction(1_000_00), "kosten 1.000 € mehr aus Reserven"),
        ("Nähe", Fraction(0), "ändern nichts"),
    ],
)
def test_what_a_change_does(goal: str, after: Fraction, said: str) -> None:
    changes = (GoalChange(goal, Fraction(0), after),)
    assert effect(outcome().case, changes).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("goal", "after", "said"),
    [
        ("Versorgung", Fraction(1), "bringt 1 Wochenstunden-Monat"),
        ("Versorgung", Fraction(2), "bringt 2 Wochenstunden-Monate"),
        ("Subsidiarität", Fraction(1), "kostet 1 mehr Wochenstunden-Monat bei kommunalen Trägern"),
        ("Ausgleich", Fraction(1, 100), "bringt 1 Prozentpunkt beim am schlechtesten gedeckten Ausfall"),
        ("Ausgleich", Fraction(-1, 8), "kostet 12,5 Prozentpunkte beim am schlechtesten gedeckten Ausfall"),
    ],
)
def test_one_is_not_many_and_shares_differ_by_points(goal: str, after: Fraction, said: str) -> None:
    changes = (GoalChange(goal, Fraction(0), after),)
    assert effect(outcome().case, changes, plural=False) == said
