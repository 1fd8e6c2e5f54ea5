"""What an office types into a cell, and what it means: exactly one value, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.model.dataset import UNLIMITED
from optimizer.workbook import amounts, days, kinds, words
from optimizer.workbook.cells import Cell, Wrong
from optimizer.workbook.columns import Column
from tests.workbook.small import moment

Parser = Callable[[Cell, Column], object]
ANY = Column("Spalte", "attribute", kinds.NUMBER, "")
POSITIVE = Column("Spalte", "attribute", kinds.NUMBER, "", positive=True)
NOT_NEGATIVE = Column("Spalte", "attribute", kinds.NUMBER, "", minimum=0)


def text(value: str) -> Cell:
    return Cell("text", value)


def num(value: float, *, percent: bool = False) -> Cell:
    return Cell("number", float(value), percent)


BOOL, ERROR, FORMULA = Cell("bool", value=True), Cell("error", "#NV"), Cell("formula", "")
DAY = Cell("date", moment(2029, 12, 31))


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        (num(26351.63), 2_635_163),
        (num(0.1 + 0.2), 30),
        (num(0), 0),
        (num(999_999_999.99), 99_999_999_999),
        (num(123_456_789.12 + 0.00000001), 12_345_678_912),
        (text("1.234,56"), 123_456),
        (text(" 1234,5 "), 123_450),
        (text("1.234.567"), 123_456_700),
        (text("12"), 1_200),
    ],
)
def test_money(cell: Cell, cents: int) -> None:
    assert amounts.parse_money(cell, NOT_NEGATIVE) == cents


@pytest.mark.parametrize(
    "cell",
    [
        *(num(30_000.005), num(0.001), num(-5), num(1e9), num(1e300), num(5, percent=True)),
        *(text("1.234"), text("24,000"), text("24,000.00"), text("1,234.56"), text("1234.56"), text("ca. 24000")),
        *(
            text("inf"),
            text("nan"),
            text("-3"),
            text("12,345"),
            text("1e5"),
            text("1 234"),
            text("٣"),
            text("1.2345,6"),
        ),
        *(text("5 €"), BOOL, ERROR, FORMULA, DAY),
    ],
)
def test_no_money(cell: Cell) -> None:
    with pytest.raises(Wrong):
        amounts.parse_money(cell, NOT_NEGATIVE)


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_every_cent_survives_excels_floats(cents: int) -> None:
    assert amounts.parse_money(num(cents / 100), NOT_NEGATIVE) == cents


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        (num(0.05), Fraction(1, 20)),
        (num(5), Fraction(1, 20)),
        (num(1), Fraction(1)),
        (num(2), Fraction(1, 50)),
        (num(100), Fraction(1)),
        (num(0.05, percent=True), Fraction(1, 20)),
        (num(1, percent=True), Fraction(1)),
        (text("0,05"), Fraction(1, 20)),
        (text("5 %"), Fraction(1, 20)),
        (text("5%"), Fraction(1, 20)),
        (text("1,5 %"), Fraction(3, 200)),
        (text("1 %"), Fraction(1, 100)),
        (text("33,3"), Fraction(333, 1000)),
        (text("12,125 %"), Fraction(97, 800)),
    ],
)
def test_shares(cell: Cell, share: Fraction) -> None:
    assert amounts.parse_share(cell, ANY) == share


@pytest.mark.parametrize(
    "cell",
    [num(1.5), num(1.01), num(1.99), num(101), num(-0.1), num(1.5, percent=True), num(5, percent=True), text("150 %"),
     text("1,5"), text("-5 %"), text("%"), BOOL, DAY],
)  # fmt: skip
def test_no_shares(cell: Cell) -> None:
    with pytest.raises(Wrong):
        amounts.parse_share(cell, ANY)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        (num(19.5), Fraction(39, 2)),
        (text("12,5"), Fraction(25, 2)),
        (num(0.3 - 0.1), Fraction(1, 5)),
        (text("12,500"), Fraction(25, 2)),
    ],
)
def test_hours(cell: Cell, hours: Fraction) -> None:
    assert amounts.parse_hours(cell, POSITIVE) == hours


@pytest.mark.parametrize("cell", [num(0), num(-1), text("12.500"), num(0.5, percent=True), BOOL, DAY, FORMULA])
def test_no_hours(cell: Cell) -> None:
    with pytest.raises(Wrong):
        amounts.parse_hours(cell, POSITIVE)


def test_a_grid_of_hours_has_six_decimals_at_most_and_forgives_the_noise_of_a_formula() -> None:
    assert amounts.parse_hour_grid(num(0.1 + 0.2), ANY) == Fraction(3, 10)
    assert amounts.parse_hour_grid(text("0,125"), ANY) == Fraction(1, 8)
    for cell in (num(1 / 3), text("0,1234567"), num(0.5, percent=True)):
        with pytest.raises(Wrong):
            amounts.parse_hour_grid(cell, ANY)


def test_three_decimals_behind_a_comma_are_german_and_a_point_before_three_digits_is_ambiguous() -> None:
    assert amounts.parse_number(text("1,025"), ANY) == Fraction(41, 40)
    assert amounts.parse_number(text("-1,025"), ANY) == Fraction(-41, 40)
    with pytest.raises(Wrong, match="mehrdeutig"):
        amounts.parse_number(text("1.025"), ANY)


def test_whole_numbers_degrees_and_percent() -> None:
    assert amounts.parse_whole(num(2027), ANY) == 2027
    assert amounts.parse_whole(text("2027"), ANY) == 2027
    assert amounts.parse_degree(text("50,823"), ANY) == 50.823
    assert (
        amounts.parse_percent(text("1,5 %"), ANY)
        == amounts.parse_percent(num(0.015, percent=True), ANY)
        == Fraction(3, 2)
    )
    assert amounts.parse_percent(num(1), ANY) == 1
    for cell in (num(2027.5), text("2.027"), text("2027,5")):
        with pytest.raises(Wrong):
            amounts.parse_whole(cell, ANY)


@pytest.mark.parametrize(
    "cell",
    [Cell("date", moment(2029, 12, 31, 14)), DAY, text("31.12.2029"), text("2029-12-31")],
)
def test_days(cell: Cell) -> None:
    assert days.parse_date(cell, ANY) == date(2029, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [
        *(text("01/13/2027"), text("31.02.2027"), text("2027-02-30"), text("1.1.27"), text("31.12.2029 10:00")),
        *(text("unbefristet"), text("12/31/2029"), num(47118), Cell("date", "12:00:00"), BOOL, ERROR, FORMULA),
        *(text("31.12.1900"), Cell("date", moment(1904, 1, 1)), text("31.12.9999")),
    ],
)
def test_no_days(cell: Cell) -> None:
    with pytest.raises(Wrong):
        days.parse_date(cell, ANY)


def test_agreements_may_be_unlimited_and_hearings_waived() -> None:
    assert days.parse_agreement(text("unbefristet"), ANY) == UNLIMITED
    assert days.parse_agreement(DAY, ANY) == date(2029, 12, 31)
    assert days.parse_hearing(text("verzichtet"), ANY) == "verzichtet"
    with pytest.raises(Wrong):
        days.parse_hearing(text("entfallen"), ANY)


@pytest.mark.parametrize("word", ["NA", "null", "nan", "None", "n/a", "../../etc/passwd", "<b>{{ 7*7 }}</b>", "=1+1"])
def test_names_are_names_whatever_they_look_like(word: str) -> None:
    assert words.parse_text(text(word), ANY) == word


def test_texts_may_be_whole_numbers_but_no_others() -> None:
    assert words.parse_text(num(101), ANY) == "101"
    for cell in (
        num(1.5),
        num(1e17),
        num(1, percent=True),
        DAY,
        BOOL,
        ERROR,
        FORMULA,
        text("a\x07b"),
        text("x" * 40_000),
    ):
        with pytest.raises(Wrong):
            words.parse_text(cell, ANY)


@pytest.mark.parametrize("key", ["SMS:1", "a;b", "zwei\nZeilen", "weich\u00ades", "k" * 201])
def test_no_keys(key: str) -> None:
    with pytest.raises(Wrong):
        words.parse_key(text(key), ANY)


def test_an_ags_has_eight_digits_as_text_or_number() -> None:
    assert words.parse_ags(text("01524080"), ANY) == "01524080"
    assert words.parse_ags(num(14524080), ANY) == "14524080"
    for cell in (text("1452408"), num(1524080), text("1452408X"), text("145240800"), text("١٤٥٢٤٠٨٠")):
        with pytest.raises(Wrong):
            words.parse_ags(cell, ANY)


@pytest.mark.parametrize(
    ("word", "field"), [("§11", "§ 11"), ("§ 13 a", "§ 13a"), ("§\u00a014", "§ 14"), ("§ 16", "§ 16")]
)
def test_fields_whatever_the_space(word: str, field: str) -> None:
    assert words.parse_field(text(word), ANY) == field


@pytest.mark.parametrize(
    ("parser", "cell", "hint"),
    [
        (words.parse_field, text("§ 15"), ""),
        (words.parse_field, num(11), ""),
        (words.parse_fields, text("§ 11; §11"), "nur einmal"),
        (words.parse_list, text("a; b; a"), "nur einmal"),
        (words.parse_yes_no, BOOL, "ja"),
        (words.parse_yes_no, text("x"), "ja"),
    ],
)
def test_no_words(parser: Parser, cell: Cell, hint: str) -> None:
    with pytest.raises(Wrong) as caught:
        parser(cell, ANY)
    assert hint in caught.value.mend


def test_a_choice_is_exact_and_the_nearest_is_named() -> None:
    column = Column("Art", "kind", kinds.CHOICE, "", choices=("Ausfall", "Entzug"))
    assert words.parse_choice(text("Entzug"), column) == "Entzug"
    with pytest.raises(Wrong) as caught:
        words.parse_choice(text("ausfal"), column)
    assert caught.value.mend == "Meinten Sie „Ausfall“?"


def test_lists_and_lines() -> None:
    assert words.parse_list(text(" SR1 ;SR2; "), ANY) == ("SR1", "SR2")
    assert words.parse_lines(text("Weg 1\n08371 Glauchau; Sachsen"), ANY) == ("Weg 1", "08371 Glauchau", "Sachsen")
    assert words.parse_yes_no(text("Ja"), ANY) is True
