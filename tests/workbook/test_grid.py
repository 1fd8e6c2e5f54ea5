"""Sheets as other programs write them: every one is read as its maker meant it, and as openpyxl reads it."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from optimizer.model.errors import UnreadableFile
from optimizer.workbook.cells import Cell
from optimizer.workbook.grid import Grid, read_grid
from optimizer.workbook.package import MAIN, Package, open_package, read_texts
from tests.workbook.small import moment

PACKAGE = Package((), ("erster", "zweiter", ""), frozenset({"1"}), frozenset({"2"}), CALENDAR_WINDOWS_1900)
MAC = Package((), (), frozenset({"1"}), frozenset(), CALENDAR_MAC_1904)


def grid(rows: str, package: Package = PACKAGE, before: str = "", after: str = "") -> Grid:
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return read_grid("Blatt", io.BytesIO(xml.encode()), package)


def only(cell: str, package: Package = PACKAGE) -> Cell | None:
    return grid(f'<row r="1">{cell}</row>', package).rows.get(1, {}).get(1)


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1"><v>26351.63</v></c>', Cell("number", 26351.63)),
        ('<c r="A1" s="2"><v>0.05</v></c>', Cell("number", 0.05, percent=True)),
        ('<c r="A1" t="s"><v>1</v></c>', Cell("text", "zweiter")),
        ('<c r="A1" t="s"><v>2</v></c>', None),
        ('<c r="A1" t="str"><f>A2</f><v> x </v></c>', Cell("text", "x")),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>A2</f></c>', Cell("formula", "")),
        ('<c r="A1" t="s"><f>A2</f></c>', Cell("formula", "")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Cell("number", 2.0)),
        ('<c r="A1"><f>1+1</f></c>', Cell("formula", "")),
        ('<c r="A1"><f>1+1</f><v/></c>', Cell("formula", "")),
        ('<c r="A1"><f t="shared" si="0"/><v></v></c>', Cell("formula", "")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell("bool", value=True)),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell("error", "#REF!")),
        ('<c r="A1" t="inlineStr"><is><t>#NV</t></is></c>', Cell("error", "#NV")),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>', Cell("text", "ab")),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b &lt;b&gt;</t></is></c>', Cell("text", "a\rb <b>")),
        ('<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/>]]></t></is></c>', Cell("text", '<c r="B1"/>')),
        ('<c r="A1" t="inlineStr"><is><t> \u00a0 </t></is></c>', None),
        ('<c r="A1" s="1"><v>47118</v></c>', Cell("date", moment(2028, 12, 31))),
        ('<c r="A1" s="1"><v>47118.5</v></c>', Cell("date", moment(2028, 12, 31, 12))),
        ('<c r="A1" s="1"><v>0.5</v></c>', Cell("date", "0.5")),
        ('<c r="A1" s="1"><v>1e10</v></c>', Cell("error", "Datum 10000000000")),
        ('<c r="A1" t="d"><v>2029-12-31</v></c>', Cell("date", moment(2029, 12, 31))),
        ('<c r="A1"><v>NaN</v></c>', Cell("error", "nan")),
        ('<c r="A1"><v>INF</v></c>', Cell("error", "inf")),
        ('<c r="A1" s="1"/>', None),
        ("<c><v>7</v></c>", Cell("number", 7.0)),
    ],
)  # fmt: skip
def test_one_cell(xml: str, cell: Cell | None) -> None:
    assert only(xml) == cell


def test_dates_count_from_the_books_own_day_zero() -> None:
    assert only('<c r="A1" s="1"><v>45656</v></c>', MAC) == Cell("date", moment(2028, 12, 31))


def test_rows_and_cells_may_come_without_numbers() -> None:
    rows = grid('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>').rows
    assert {row: list(cells) for row, cells in rows.items()} == {1: [1, 2], 5: [3, 4]}


def test_a_prefix_before_every_name_makes_no_difference() -> None:
    row = '<x:row r="1"><x:c r="B1"><x:v>5</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert read_grid("Blatt", io.BytesIO(xml.encode()), PACKAGE).rows == {1: {2: Cell("number", 5.0)}}


def test_hidden_and_merged() -> None:
    found = grid(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"/></row>',
        before='<cols><col min="2" max="3" hidden="true"/><col min="4" max="4"/></cols>',
        after='<mergeCells><mergeCell ref="A1:C2"/></mergeCells>',
    )
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ([1], [(2, 3)], [(1, 1, 3, 2)])


EMPTY = (
    '<row r="2" s="1" customFormat="1"><c r="A2" s="3"/><c r="B2" t="n"/></row><row r="3"/><row r="4" ht="15"></row>'
)


def test_empty_rows_are_cut_without_a_trace() -> None:
    content = '<row r="5"><c r="A5"/><c r="B5"><v>1</v></c></row>'
    assert grid(EMPTY + content).rows == {5: {2: Cell("number", 1.0)}}
    with pytest.raises(UnreadableFile):
        grid(EMPTY + "<row><c><v>1</v></c></row>")  # which row would that be?


def test_what_looks_like_an_empty_row_inside_a_text_stays_text() -> None:
    text = EMPTY + "]]>" + '</t></is></c><c r="B1"><v>1</v></c></row>'
    found = grid('<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[' + text)
    assert found.rows[1] == {1: Cell("text", EMPTY), 2: Cell("number", 1.0)}


def test_shared_texts_join_their_runs() -> None:
    runs = '<r><t>b</t></r><r><t xml:space="preserve"> c</t></r><rPh><t>x</t></rPh>'
    xml = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si>{runs}</si><si/></sst>'
    assert read_texts(io.BytesIO(xml.encode())) == ["a", "b c", ""]


def as_xlsxwriter_saves_it() -> bytes:
    """Shared texts, formulas with values, formats: as Excel itself writes them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Blatt")
    day, percent, euro = (book.add_format({"num_format": code}) for code in ("dd.mm.yyyy", "0.00%", "#,##0.00 €"))
    sheet.write_string(0, 0, "Müller & Söhne <gGmbH>")
    sheet.write_rich_string(1, 0, "halb ", book.add_format({"bold": True}), "fett")
    sheet.write_datetime(2, 0, moment(2027, 3, 1), day)
    sheet.write_number(3, 0, 0.125, percent)
    sheet.write_number(4, 0, 1234.56, euro)
    sheet.write_formula(5, 0, "=1+1", None, 2)
    sheet.write_formula(6, 0, '="a"&"b"', None, "ab")
    sheet.write_boolean(7, 0, True)  # noqa: FBT003
    sheet.write_blank(8, 0, None, day)
    sheet.write_string(9, 2, "_x0041_ bleibt")
    book.close()
    return stream.getvalue()


def test_the_same_values_as_openpyxl() -> None:
    data = as_xlsxwriter_saves_it()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = open_package(archive)
        with archive.open(package.sheets[0].path) as stream:
            rows = read_grid("Blatt", stream, package).rows
    ours = {(row, column): cell.value for row, cells in rows.items() for column, cell in cells.items()}
    sheet = load_workbook(io.BytesIO(data), data_only=True)["Blatt"]
    theirs = {
        (cell.row, cell.column): cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None
    }
    theirs[10, 3] = "_x0041_ bleibt"  # which openpyxl leaves escaped
    assert ours == theirs
    assert rows[4][1].percent
    assert ours[3, 1] == moment(2027, 3, 1)


def test_a_shared_text_that_is_not_there() -> None:
    with pytest.raises(UnreadableFile, match="beschädigt"):
        only('<c r="A1" t="s"><v>99</v></c>')
