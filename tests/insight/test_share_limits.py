"""Rows of Anteile as limits: each has a key of its own, also where two rows bear on the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from optimizer.cases.case import work_out
from optimizer.insight.relaxing import relaxables
from optimizer.model.dataset import ShareRule
from tests.districts import random_district


def test_two_rows_for_the_same_kind_field_and_seat_are_two_limits() -> None:
    once, again = (ShareRule("Eigenmittel", minimum=Fraction(least, 10)) for least in (1, 3))
    case = work_out(replace(random_district(1), shares=(once, again)), "S")
    limits = [row.limit for row in relaxables(case, [outage.number for outage in case.outages])]
    assert {(limit.key, limit.label) for limit in limits if limit.kind == "share"} == {
        ("Eigenmittel:alle:alle:min", "Mindestanteil Eigenmittel"),
        ("Eigenmittel:alle:alle:2:min", "Mindestanteil Eigenmittel (2. Zeile)"),
    }
