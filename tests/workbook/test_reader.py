"""The small workbook becomes exactly the records that a reader of the sheets would name."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from optimizer.cases.assumptions import assume
from optimizer.model.dataset import UNLIMITED, Assumption, Capacity, Event, Grant, Offering, Pin, ShareRule
from optimizer.model.errors import InputError, UnreadableFile
from optimizer.workbook.reader import check_workbook, read_workbook
from tests.workbook.small import LAST_DAY, NEW_YEAR, YEAR_END, tables, with_cell, workbook


def test_offerings_take_the_space_of_their_seat_unless_they_name_one() -> None:
    first, second = read_workbook(workbook()).offerings
    assert first == Offering("A1", "Jugendclub", "T1", "14524080", "§ 11", Fraction(30), NEW_YEAR, YEAR_END, "SR1")
    assert (second.space, second.hours, second.field) == ("kreisweit", Fraction(39, 2), "§ 13a")


def test_money_is_cents_and_an_excel_float_is_its_shortest_decimal() -> None:
    assert read_workbook(workbook()).grants == (
        Grant("A1", "SMS", 2027, 2_400_000, 1_600_000),
        Grant("A1", "KOM", 2027, 2_635_163, 0),
        Grant("A2", "LK", 2027, 100_000, 100_000),
    )


def test_providers_know_their_agreements_and_kind() -> None:
    first, second = read_workbook(workbook()).providers
    assert (first.agreement_8a, first.agreement_72a, first.agreement_kkg) == (LAST_DAY, UNLIMITED, None)
    assert (first.municipal, second.municipal) == (False, True)
    assert (second.own_means, second.signatory_in) == (25_050, ("SR1", "SR2"))


def test_sources_are_ranked_by_kind_where_no_rank_is_given() -> None:
    assert [(source.key, source.rank) for source in read_workbook(workbook()).sources] == [
        ("SMS", 1),
        ("LK", 4),
        ("KOM", 3),
    ]


def test_capacities_and_shares() -> None:
    dataset = read_workbook(workbook())
    assert dataset.capacities == (
        Capacity(
            *("K1", "T2", ("§ 11", "§ 13"), "14524080", NEW_YEAR, LAST_DAY, Fraction(20), Fraction(585_000)),
            spaces=("SR1", "kreisweit"),
        ),
    )
    assert dataset.shares == (ShareRule("Kommune", None, "14524080", Fraction(1, 5), Fraction(4, 5)),)


def test_events_carry_what_their_kind_needs_and_their_row() -> None:
    outage, notice, unspent, more = read_workbook(workbook()).events
    assert outage == Event(
        *("S", "Ausfall", date(2027, 9, 1), "A1"), end=YEAR_END, share=Fraction(1, 2), reason="Personalausfall"
    )
    assert [event.row for event in (outage, notice, unspent, more)] == [2, 3, 4, 5]
    assert (notice.provider, unspent.cents, more.hours) == ("T2", 75_025, Fraction(5))


def test_assumptions_add_cents_to_money_and_hours_to_capacity() -> None:
    assert read_workbook(workbook()).assumptions == (
        Assumption("S", "Reserve", "R1", Fraction(1, 2), Fraction(10_050)),
        Assumption("S", "Kapazität", None, Fraction(9, 10), Fraction(2)),
    )


def test_hours_to_add_are_rounded_only_once_they_are_added() -> None:
    """0,9 · 20 h + 0,125 h = 18,125 h, reckoned as 18,12 h; three decimals are no mistake here."""
    dataset = read_workbook(with_cell("Annahmen!E3", 0.125))
    assert dataset.assumptions[1].addend == Fraction(1, 8)
    assert assume(dataset, "S").capacities[0].hours == Fraction(1812, 100)


def test_pins_may_name_the_hours_of_the_old_provider() -> None:
    assert read_workbook(workbook()).pins == (
        Pin("S", "A1", "K1", "höchstens", Fraction(25, 2)),
        Pin("S", "A2", "mehr:A2", "ausgeschlossen"),
    )


def test_rules_and_authority() -> None:
    dataset = read_workbook(workbook())
    assert (dataset.rules.hour_grid, dataset.rules.goals) == (Fraction(1, 2), ("Versorgung", "Kosten"))
    assert dataset.rules.slack_of("Kosten") == 2
    assert dataset.authority == (("Amt", "Jugendamt"),)


def test_the_hash_is_that_of_the_file() -> None:
    data = workbook()
    assert read_workbook(data).sha256 == hashlib.sha256(data).hexdigest()


def test_sheets_and_columns_may_come_in_any_order() -> None:
    turned = {name: [line + [None] * (len(lines[0]) - len(line)) for line in lines] for name, lines in tables().items()}
    turned = {name: [line[::-1] for line in lines] for name, lines in reversed(turned.items())}
    plain, other = read_workbook(workbook()), read_workbook(workbook(rows=turned))
    assert (plain.offerings, plain.grants, plain.events) == (other.offerings, other.grants, other.events)


@pytest.mark.parametrize("name", ["Reserven", "Anteile", "Annahmen", "Vorgaben", "Regeln", "Behörde"])
def test_optional_sheets_may_be_missing(name: str) -> None:
    rows = tables()
    del rows[name]
    if name == "Reserven":
        rows["Annahmen"].pop(1)
    assert check_workbook(workbook(rows=rows)) == ((), ())


@pytest.mark.parametrize(
    "name", ["Sozialräume", "Kommunen", "Träger", "Angebote", "Quellen", "Finanzierung", "Kapazitäten", "Ereignisse"]
)
def test_required_sheets_may_not(name: str) -> None:
    rows = tables()
    del rows[name]
    problems, _ = check_workbook(workbook(rows=rows))
    assert [problem.place for problem in problems] == [name]


def test_a_misnamed_sheet_is_recognised() -> None:
    rows = {("Kapazität" if name == "Kapazitäten" else name): lines for name, lines in tables().items()}
    (problem,), (notice,) = check_workbook(workbook(rows=rows))
    assert (problem.sheet, problem.mend) == ("Kapazitäten", "Heißt es bei Ihnen „Kapazität“?")
    assert notice.place == "Kapazität"


def test_every_problem_of_the_file_comes_at_once() -> None:
    def spoil(book: Workbook) -> None:
        book["Angebote"]["F2"] = "x"
        book["Finanzierung"]["D2"] = -1
        book["Ereignisse"]["C2"] = "A9"
        book["Regeln"]["A2"] = "Stundenrastr"

    with pytest.raises(InputError) as caught:
        read_workbook(workbook(spoil))
    places = [problem.place for problem in caught.value.problems]
    assert places == ["Angebote!F2", "Finanzierung!D2", "Ereignisse!C2", "Regeln!A2"]


def test_a_path_is_read_and_a_missing_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    path.write_bytes(workbook())
    assert read_workbook(str(path)) == read_workbook(path)
    with pytest.raises(UnreadableFile, match="gibt es nicht"):
        read_workbook(tmp_path / "fehlt.xlsx")
    with pytest.raises(UnreadableFile, match="lässt sich nicht lesen"):
        read_workbook(tmp_path)
