"""Vergleich: only what differs, absolute and in percent, as records, lines and a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from optimizer import Comparison, Dataset, comparison, comparison_lines, comparison_workbook, make_plan
from optimizer.model.dataset import Pin

BASE, DEARER, FROZEN = (
    "Personalausfall Jugendclub Meerane ab September",
    "Tarifsteigerung drei Prozent",
    "Haushaltssperre im Herbst",
)


@pytest.fixture(scope="module")
def compared(example: Dataset) -> Comparison:
    return comparison(example, BASE, [DEARER, FROZEN])


def test_goals_and_their_differences_are_those_of_the_plans(example: Dataset, compared: Comparison) -> None:
    plans = [make_plan(example, name).plan for name in (BASE, DEARER, FROZEN)]
    values = [{goal.name: goal.value for goal in plan.goals} for plan in plans]
    shown = {row.key.split(" ", 1)[1]: row for row in compared.rows if row.group == "goal"}
    assert set(shown) == {name for name in values[0] if len({each[name] for each in values}) > 1}
    costs = shown["Kosten"]
    assert costs.base == values[0]["Kosten"]
    assert costs.difference(1) == values[2]["Kosten"] - values[0]["Kosten"]
    assert costs.percent(1) == costs.difference(1) / values[0]["Kosten"]


def test_every_group_is_there_and_every_row_differs_somewhere(compared: Comparison) -> None:
    assert {row.group for row in compared.rows} == {"goal", "source", "provider", "municipality", "outage"}
    for row in compared.rows:
        assert any(row.difference(index) for index in range(2))


def test_money_of_a_source_adds_up_in_every_column(compared: Comparison) -> None:
    found = {(row.key, row.measure): row for row in compared.rows if row.group == "source"}
    used, left, there = (found["LK 2027", measure] for measure in ("eingesetzt", "übrig", "verfügbar"))
    for index in range(2):
        assert (used.values[index] or 0) + (left.values[index] or 0) == there.values[index]


def test_the_same_scenario_twice_has_no_differences(example: Dataset) -> None:
    found = comparison(example, BASE, [BASE])
    assert found.rows == ()
    assert comparison_lines(found)[-1] == "Kein Unterschied."


def test_a_scenario_without_a_plan_is_named_with_its_reason(office: Dataset) -> None:
    broken = replace(office, pins=(Pin("Zwei", "A2", "K4", "fest", Fraction(5)),))
    found = comparison(broken, "Herbst", ["Zwei"])
    ((name, why),) = found.failed
    assert name == "Zwei"
    assert "K4" in why


def test_the_lines_say_base_value_difference_and_percent(compared: Comparison) -> None:
    (line,) = [line for line in comparison_lines(compared) if line.startswith("  Kosten")]
    assert "[1]" in line
    assert "[2]" in line
    assert "%" in line


def test_the_workbook_holds_every_row_with_live_differences(compared: Comparison) -> None:
    data = comparison_workbook(compared, program="staffelstab", day=date(2027, 9, 1))
    sheet = load_workbook(BytesIO(data))["Vergleich"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Gruppe")
    titles = [cell.value for cell in header]
    assert titles.count("Basis") == 1
    body = [row for row in sheet.iter_rows(min_row=header[0].row + 1) if row[0].value]
    assert len(body) == len(compared.rows)
    assert str(body[0][titles.index("Differenz 1")].value).startswith("=")
    stored = load_workbook(BytesIO(data), data_only=True)["Vergleich"]
    costs = next(row for row in compared.rows if row.label == "Kosten")
    (shown,) = [row for row in stored.iter_rows() if row[2].value == "Kosten"]
    assert round(shown[titles.index("Differenz 2")].value * 100) == costs.difference(1)


def test_names_from_the_workbook_never_become_formulas(office: Dataset) -> None:
    hostile = replace(
        office, providers=tuple(replace(row, name=f'=HYPERLINK("x")&"{row.key}"') for row in office.providers)
    )
    cheaper = replace(hostile, reserves=())
    found = comparison(cheaper, "Herbst", ["Zwei"])
    data = comparison_workbook(found, program="staffelstab", day=date(2027, 9, 1))
    for row in load_workbook(BytesIO(data))["Vergleich"].iter_rows():
        assert not str(row[2].value).startswith("=") or row[2].data_type == "s"


def test_hour_months_weighed_by_need_are_not_taken_for_those_of_the_outages(compared: Comparison) -> None:
    """The club counts one and a half times: 180 weighted hour-months are 120 real ones."""
    (goal,) = [row for row in compared.rows if row.group == "goal" and row.label.startswith("Versorgung")]
    (covered,) = [row for row in compared.rows if (row.group, row.measure) == ("outage", "gedeckt")]
    assert goal.base != covered.base
    assert goal.label == "Versorgung (nach Bedarf gewichtet)"


def test_shares_differ_by_points(office: Dataset) -> None:
    balanced = replace(office, rules=replace(office.rules, goals=("Ausgleich", "Kosten")))
    (line,) = [row for row in comparison_lines(comparison(balanced, "Herbst", ["Zwei"])) if "Ausgleich" in row]
    assert "(−10,53 Prozentpunkte, −12,31\u00a0%)" in line
