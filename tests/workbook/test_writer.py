"""A dataset written back is the same dataset when read: whatever the names, amounts and days."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from optimizer.model.dataset import FIELDS, UNLIMITED, Dataset, Grant, Provider, Rules
from optimizer.model.errors import CheckFailed, InputError, TargetError
from optimizer.workbook.reader import read_workbook
from optimizer.workbook.writer import dataset_bytes, write_dataset
from tests.workbook.small import workbook

SMALL = read_workbook(workbook())
NASTY = (
    "=1+1",
    "+49 3763",
    "-x",
    "@a",
    "#NV?",
    "_x0041_",
    "NA",
    "<b>&amp;</b>",
    "  a  b",
    "'quoted'",
    "1.234",
    "zwei\nZeilen",
)

names = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20),
).map(str.strip)
cents = st.integers(min_value=0, max_value=99_999_999_999)
hours = st.integers(min_value=1, max_value=999_999).map(lambda hundredths: Fraction(hundredths, 100))
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
lasting = st.one_of(st.none(), days, st.just(UNLIMITED))


def same(before: Dataset, after: Dataset) -> bool:
    return replace(before, sha256="", notices=()) == replace(after, sha256="", notices=())


def test_the_small_workbook_survives(tmp_path: Path) -> None:
    path = tmp_path / "kopie.xlsx"
    write_dataset(SMALL, path)
    again = read_workbook(path)
    assert replace(again, rules=SMALL.rules, sha256="", notices=()) == replace(SMALL, sha256="", notices=())
    assert replace(again.rules, slack=()) == replace(SMALL.rules, slack=())
    assert again.rules.slack_of("Kosten") == SMALL.rules.slack_of("Kosten")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=names,
    amounts=st.tuples(cents, cents),
    weekly=hours,
    start=days,
    agreement=lasting,
    field=st.sampled_from(FIELDS),
    data=st.data(),
)
def test_any_values_survive(
    name: str,
    amounts: tuple[int, int],
    weekly: Fraction,
    start: date,
    agreement: date | None,
    field: str,
    data: st.DataObject,
) -> None:
    granted, own = amounts
    drawn = data.draw(st.integers(min_value=0, max_value=granted))
    share = data.draw(st.integers(min_value=0, max_value=10_000)) / Fraction(10_000)
    provider = Provider("T1", name, (name.replace("\n", " ").replace(";", ","),), agreement_8a=agreement, own_means=own)
    changed = replace(
        SMALL,
        providers=(provider, SMALL.providers[1]),
        offerings=(
            replace(SMALL.offerings[0], title=name, hours=weekly, start=start, end=start, field=field),
            SMALL.offerings[1],
        ),
        grants=(Grant("A1", "SMS", 2027, granted, drawn),),
        shares=(replace(SMALL.shares[0], minimum=share, maximum=Fraction(1)),),
        authority=(("Amt", name),),
        rules=replace(SMALL.rules, slack=()),
    )
    again = read_workbook(dataset_bytes(changed))
    assert same(replace(changed, rules=again.rules), again)


def test_no_text_becomes_a_formula() -> None:
    provider = replace(SMALL.providers[0], name="=cmd|' /C calc'!A0")
    data = dataset_bytes(replace(SMALL, providers=(provider, SMALL.providers[1])))
    cell = load_workbook(io.BytesIO(data))["Träger"]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=cmd|' /C calc'!A0", True)
    assert read_workbook(data).providers[0].name == "=cmd|' /C calc'!A0"


def test_rules_survive_with_their_slack() -> None:
    rules = Rules(
        planning_day=date(2027, 3, 1), hour_grid=Fraction(1, 2), max_distance=Fraction(25, 2), max_rate=612_345,
        plan_reclaims=True, matching="aus", goals=("Versorgung", "Übergaben"), slack=(("Kosten", Fraction(3, 2)),),
    )  # fmt: skip
    again = read_workbook(dataset_bytes(replace(SMALL, rules=rules))).rules
    assert replace(again, slack=()) == replace(rules, slack=())
    assert {goal: slack for goal, slack in again.slack if slack} == {"Kosten": Fraction(3, 2)}


def test_what_no_sheet_can_say_is_not_written(tmp_path: Path) -> None:
    third = replace(SMALL, offerings=(replace(SMALL.offerings[0], hours=Fraction(1, 3)), SMALL.offerings[1]))
    bound = replace(SMALL, reserves=(replace(SMALL.reserves[0], offering="A1"),))
    for dataset, sheet in ((third, "Angebote"), (bound, "Reserven")):
        with pytest.raises(CheckFailed, match=sheet):
            write_dataset(dataset, tmp_path / "nein.xlsx")
    with pytest.raises(InputError):
        write_dataset(replace(SMALL, sources=()), tmp_path / "nein.xlsx")
    with pytest.raises(TargetError, match="lässt sich nicht schreiben"):
        write_dataset(SMALL, tmp_path / "fehlt" / "nein.xlsx")
    assert list(tmp_path.iterdir()) == []
