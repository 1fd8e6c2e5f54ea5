"""Every sheet and every kind of mistake gets its own line: the cell, what is there, what belongs there."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from optimizer.model.errors import Problem
from optimizer.workbook import kinds
from optimizer.workbook.columns import Column, Kind, Sheet
from optimizer.workbook.reader import check_workbook
from optimizer.workbook.rulebook import RULES
from optimizer.workbook.schema import SHEETS
from tests.workbook.small import NEW_YEAR, tables, with_cell, with_row, workbook

WRONG: dict[str, tuple[object, ...]] = {
    kinds.KEY.name: ("a:b", "a;b", "Summe", 1.5, True, "=A1", "#REF!"),
    kinds.AGS.name: ("1452408", "Zwickau", 1452408, "=A1"),
    kinds.REFERENCE.name: ("gibt es nicht", "=A1", date(2027, 1, 1)),
    kinds.REFERENCES.name: ("SR1; gibt es nicht", "SR1; SR1", "=A1"),
    kinds.TEXT.name: ("=A1", date(2027, 1, 1), 1.5, True, "#NV"),
    kinds.WORDS.name: ("Fachkraft; Fachkraft", "=A1"),
    kinds.LINES.name: ("=A1", True),
    kinds.CHOICE.name: ("gibt es nicht", 1, "=A1"),
    kinds.YES_NO.name: ("vielleicht", True, 1),
    kinds.FIELD.name: ("§ 15", 11, "=A1"),
    kinds.FIELDS.name: ("§ 11; § 15", "§ 11; §11"),
    kinds.NUMBER.name: ("viel", True, date(2027, 1, 1), "1.234", "=A1", "#NV"),
    kinds.DEGREE.name: ("Nord", True, 200, "=A1"),
    kinds.WHOLE.name: (1.5, "x", True, -1, "=A1"),
    kinds.YEAR.name: (2027.5, 27, "zweitausend", True, date(2027, 1, 1)),
    kinds.HOURS.name: (-1, "x", True, "1.234", 1e9, "=A1"),
    kinds.HOUR_GRID.name: (1 / 3, -1, "x", True),
    kinds.MONEY.name: (
        -5,
        0.005,
        "24,000.00",
        "1.234",
        "inf",
        "nan",
        1e9,
        True,
        "=12000+12000",
        "#REF!",
        date(2027, 1, 1),
    ),
    kinds.SHARE.name: (1.5, 101, "150 %", -0.1, True, "viel"),
    kinds.PERCENT.name: (-1, 101, "viel"),
    kinds.DATE.name: ("01/13/2027", "31.02.2027", 46023, True, "=HEUTE()", "bald"),
    kinds.AGREEMENT.name: ("offen", 46023, True),
    kinds.HEARING.name: ("entfallen", 46023),
    kinds.CHOICES.name: ("Versorgung; Glück", "Kosten; Kosten"),
    kinds.ENTRY.name: ("=A1", True, "#NV", 1.5),
}
UNCHECKED = {kinds.ANYTHING.name}


def extended() -> dict[str, list[list[object]]]:
    """The small workbook with every column of the schema."""
    rows = tables()
    for sheet in SHEETS:
        header = rows[sheet.name][0]
        header += [column.name for column in sheet.columns if column.name not in header]
    return rows


EVERY_COLUMN = [
    pytest.param(sheet.name, column, id=f"{sheet.name}-{column.name}")
    for sheet in SHEETS
    for column in sheet.columns
    if column.kind.name not in UNCHECKED
]


@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN)
def test_every_column_refuses_what_is_not_its_kind(sheet: str, column: Column) -> None:
    rows, wrong = extended(), WRONG[column.kind.name]
    header, pattern = rows[sheet][0], rows[sheet][1]
    index = header.index(column.name)
    for value in wrong:
        row = [*pattern, *[None] * (len(header) - len(pattern))]
        row[index] = value
        rows[sheet].append(row)
    first_row = len(rows[sheet]) - len(wrong) + 1
    problems, _ = check_workbook(workbook(rows=rows))
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]
    found = {problem.cell for problem in problems if problem.sheet == sheet and problem.found and problem.expected}
    missed = [value for number, value in enumerate(wrong, first_row) if f"{letter}{number}" not in found]
    assert missed == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_required_cell_is_missed(sheet: Sheet) -> None:
    rows = extended()
    required = [column.name for column in sheet.columns if column.required]
    pattern = [*rows[sheet.name][1], *[None] * len(sheet.columns)][: len(rows[sheet.name][0])]
    for name in required:
        row = list(pattern)
        row[rows[sheet.name][0].index(name)] = None
        rows[sheet.name].append(row)
    problems, _ = check_workbook(workbook(rows=rows))
    missed = [problem.mend for problem in problems if problem.sheet == sheet.name and problem.found == "leer"]
    assert missed == [f"„{name}“ ist eine Pflichtangabe" for name in required]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_required_column_is_missed(sheet: Sheet) -> None:
    rows = tables()
    rows[sheet.name][0] = ["Irgendwas" for _ in rows[sheet.name][0]]
    problems, _ = check_workbook(workbook(rows=rows))
    expected = [problem.expected for problem in problems if problem.sheet == sheet.name]
    assert expected == [f"die Pflichtspalte „{column.name}“" for column in sheet.columns if column.required]


def first(data: bytes) -> Problem:
    """The only problem of a workbook."""
    problems, _ = check_workbook(data)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("Finanzierung!B2", "SMSS", "Meinten Sie „SMS“?"),
        ("Angebote!E2", "§ 15", "§ 11"),
        ("Angebote!F2", 0, "größer als 0"),
        ("Angebote!H2", date(2026, 12, 31), "nicht vor „Beginn“"),
        ("Angebote!I2", "SR9", "kreisweit"),
        ("Finanzierung!E2", 24000.01, "höchstens der bewilligte Betrag"),
        ("Kapazitäten!F2", date(2026, 12, 31), "nicht vor „Von“"),
        ("Kapazitäten!I2", "SR1; SR9", "SR9"),
        ("Kapazitäten!C2", " ; ", "„Leistungsbereiche“ ist eine Pflichtangabe"),
        ("Quellen!D4", None, "den AGS der Kommune eintragen"),
        ("Anteile!C2", 0.1, "unter dem Mindestanteil"),
        ("Ereignisse!B2", "Ausfal", "Meinten Sie „Ausfall“?"),
        ("Ereignisse!G2", date(2027, 8, 1), "nicht vor „Von“"),
        ("Ereignisse!K2", "Frau M. ist krank", "Personalausfall"),
        ("Ereignisse!M2", date(2027, 8, 1), "nicht vor „Von“"),
        ("Ereignisse!C2", None, "leer bei Ausfall"),
        ("Ereignisse!E3", "SMS", "genau eines von „Träger“ oder „Quelle“"),
        ("Ereignisse!D3", None, "genau eines von „Träger“ oder „Quelle“"),
        ("Ereignisse!E4", None, "leer bei Minderabruf"),
        ("Ereignisse!I4", None, "leer bei Minderabruf"),
        ("Ereignisse!J5", None, "leer bei Mehrbedarf"),
        ("Ereignisse!J5", 0, "größer als 0"),
        ("Annahmen!A2", "T", "ohne Ereignis"),
        ("Annahmen!C2", "R2", "Meinten Sie „R1“?"),
        ("Annahmen!B2", "Reserven", "Meinten Sie „Reserve“?"),
        ("Annahmen!E2", 0.005, "zwei Nachkommastellen"),
        ("Annahmen!D2", -1, "von 0"),
        ("Vorgaben!A2", "T", "ohne Ereignis"),
        ("Vorgaben!C2", "K2", "Meinten Sie „K1“?"),
        ("Vorgaben!C3", "mehr:A9", "das unbekannte Angebot „A9“"),
        ("Vorgaben!C3", "später:A2", "der unbekannte Schlüssel"),
        ("Vorgaben!E2", None, "nur bei „ausgeschlossen“"),
        ("Regeln!A2", "Stundenrastr", "Meinten Sie „Stundenraster“?"),
        ("Regeln!B2", "viel", "Stundenraster: Stunden"),
        ("Regeln!B2", 1 / 3, "0,333333333 mit mehr als sechs Nachkommastellen"),
        ("Regeln!B2", 0.333333333333333, "zum Beispiel 0,5 oder 0,25 eintragen"),
        ("Regeln!B3", "Versorgung; Glück", "„Glück“"),
        ("Regeln!B3", "Kosten; Kosten", "nur einmal"),
        ("Regeln!A4", "Spielraum Koste", "Meinten Sie „Spielraum Kosten“?"),
        ("Behörde!A3", "Amt", "ein zweites Mal, zuerst in Zeile 2"),
    ],
)
def test_rules_between_cells(place: str, value: object, words: str) -> None:
    problem = first(with_cell(place, value))
    assert words in str(problem)
    if "genau eines" not in words:
        assert problem.place == place


def test_bis_frueh_comes_before_bis_spaet() -> None:
    def change(book: Workbook) -> None:
        book["Ereignisse"]["L2"], book["Ereignisse"]["M2"] = date(2027, 11, 1), date(2027, 10, 1)

    assert first(workbook(change)).place == "Ereignisse!M2"


@pytest.mark.parametrize(
    ("sheet", "row", "place", "words"),
    [
        ("Sozialräume", ["SR1", "Noch einmal"], "Sozialräume!A4", "zuerst in Zeile 2"),
        ("Sozialräume", ["kreisweit", "Alle"], "Sozialräume!A4", "vergebene Name"),
        ("Sozialräume", ["Landkreis", "Alle"], "Sozialräume!A4", "vergebene Name"),
        ("Finanzierung", ["A1", "SMS", 2027, 5], "Finanzierung!A5", "„A1, SMS, 2027“ ein zweites Mal"),
        ("Finanzierung", ["Summe", None, None, 60000], "Finanzierung!A5", "Summenzeile"),
        ("Finanzierung", [None, "Gesamt 2027:", None, 60000], "Finanzierung!B5", "Summenzeile"),
        ("Angebote", ["INSGESAMT", None, None, None, None, 49.5], "Angebote!A4", "Summenzeile"),
        ("Regeln", ["Stundenraster", 0.25], "Regeln!A5", "ein zweites Mal, zuerst in Zeile 2"),
        ("Ereignisse", ["S", "Mehrbedarf", "A2", *2 * [None], NEW_YEAR, *3 * [None], 2], "Ereignisse!C6", "in Zeile 5"),
    ],
)
def test_rows_that_are_too_many(sheet: str, row: list[object], place: str, words: str) -> None:
    problem = first(with_row(sheet, *row))
    assert (problem.place, words in problem.found) == (place, True)


def test_a_second_application_in_another_scenario_is_fine() -> None:
    row = ["T", "Mehrbedarf", "A2", *2 * [None], NEW_YEAR, *3 * [None], 2]
    assert check_workbook(with_row("Ereignisse", *row)) == ((), ())


def test_a_school_may_be_called_gesamtschule() -> None:
    row = ["Gesamtschule Nord", "Club", "T1", "14524080", "§ 11", 5, NEW_YEAR, NEW_YEAR]
    assert check_workbook(with_row("Angebote", *row))[0] == ()


def test_a_column_that_stands_twice() -> None:
    problem = first(with_cell("Angebote!J1", "Wochenstunden"))
    assert (problem.place, "Wochenstunden" in problem.found) == ("Angebote!J1", True)


def test_a_column_with_almost_its_name() -> None:
    problem = first(with_cell("Angebote!F1", "Stunden"))
    assert (problem.place, problem.expected) == ("Angebote!F1", "die Pflichtspalte „Wochenstunden“")


@pytest.mark.parametrize("cells", ["A2:A3", "A1:B1", "D2:E2", "B3:B9"])
def test_merged_cells_over_data(cells: str) -> None:
    problems, _ = check_workbook(workbook(lambda book: book["Finanzierung"].merge_cells(cells)))
    merged = [problem for problem in problems if "verbundene Zellen" in problem.found]
    assert [problem.place for problem in merged] == [f"Finanzierung!{cells.partition(':')[0]}"]


def test_merged_cells_below_or_beside_the_table_do_no_harm() -> None:
    def change(book: Workbook) -> None:
        book["Finanzierung"].merge_cells("A20:C20")
        book["Finanzierung"].merge_cells("X2:Z3")

    assert check_workbook(workbook(change)) == ((), ())


def test_a_wrong_key_is_named_as_the_cause_of_unknown_references() -> None:
    problems, _ = check_workbook(with_cell("Kommunen!A2", "1452408"))
    assert problems[0].place == "Kommunen!A2"
    assert {problem.mend for problem in problems[1:]} == {"zuerst die Schlüssel im Blatt „Kommunen“ berichtigen"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_refuses_what_is_not_its_kind(rule: Column) -> None:
    def refused(kind: Kind) -> object:
        return WRONG[kind.name][0]

    problems, _ = check_workbook(with_row("Regeln", rule.name, refused(rule.kind)))
    assert any(problem.place == "Regeln!B5" and rule.name in problem.expected for problem in problems)


def test_thousands_of_mistakes_are_all_told_in_good_time() -> None:
    rows = tables()
    rows["Finanzierung"] += [[f"B{number}", "SMX", 2027, -1] for number in range(2_000)]
    problems, _ = check_workbook(workbook(rows=rows))
    assert len(problems) == 3 * 2_000
