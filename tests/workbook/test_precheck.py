"""Files that are no workbook, or that would hurt: each is refused with one sentence, at once."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from optimizer.model.errors import UnreadableFile
from optimizer.workbook.precheck import precheck
from optimizer.workbook.reader import check_workbook, read_workbook
from tests.workbook.small import workbook

Change = Callable[[str, bytes], bytes | None]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet6.xml"
"""Finanzierung in the small workbook."""


def repacked(change: Change, extra: dict[str, bytes] | None = None) -> bytes:
    """The small workbook with its parts changed, dropped (None) or joined by others."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return stream.getvalue()


def unchanged(_: str, data: bytes) -> bytes:
    return data


def replacing(part: str, old: bytes, new: bytes) -> bytes:
    """The small workbook with some bytes of one part replaced."""
    return repacked(lambda name, data: data.replace(old, new) if name == part else data)


def refusal(data: bytes) -> str:
    """The sentence; in a second and with at most 100 MB (of the bomb: 64 at most are ever inflated, piece by piece)."""
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data)
    elapsed, peak = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 << 20
    assert elapsed < 10  # a second on a quiet machine; this one is watched and may be busy
    assert caught.value.exit_code == 1
    return str(caught.value)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ist leer"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "kennwortgeschützt"),
        (OLE + "Workbook".encode("utf-16-le"), "altes Excel-Format|alte Excel-Format"),
        (OLE, "keine Excel-Datei"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "alte Excel-Format"),
        ("Träger;Betrag\r\nDiakonie;1,00".encode("cp1252"), "Textdatei"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", "HTML"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x00\x01\x02\x03" * 50, "keine Excel-Datei"),
        (b"PK\x03\x04", "beschädigt"),
        (workbook()[:2000], "beschädigt"),
        (zipped(**{"readme.txt": b"x"}), "Zip-Archiv, aber keine Excel-Datei"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (zipped(**{"[Content_Types].xml": b"<Types>wordprocessingml.document.main</Types>"}), "keine Excel-Datei"),
        (zipped(**{"[Content_Types].xml": b"<Types>excel.sheet.binary.macroEnabled.main</Types>"}), "xlsb"),
        (zipped(**{f"teil{number}": b"" for number in range(2_001)}), "zu vielen Teilen"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_workbook(data: bytes, words: str) -> None:
    assert any(word in refusal(data) for word in words.split("|"))


def bomb(size: int) -> bytes:
    """A sheet that inflates to `size` bytes from a thousandth of it."""
    return repacked(
        lambda name, data: data.replace(b"<sheetData>", b"<sheetData>" + b" " * size) if name == SHEET else data
    )


def test_a_bomb_is_refused_by_its_directory() -> None:
    assert refusal(bomb(80 << 20)) == "Die Datei ist entpackt zu groß (80 MB, Grenze 64 MB)."


def test_a_bomb_that_lies_in_its_directory_is_refused_while_inflating() -> None:
    honest = bomb(80 << 20)
    lying = honest.replace(
        struct.pack("<I", zipfile.ZipFile(io.BytesIO(honest)).getinfo(SHEET).file_size), struct.pack("<I", 999)
    )
    assert "beschädigt" in refusal(lying)


def test_a_smaller_bomb_is_refused_by_its_ratio() -> None:
    assert "-mal so groß wie außen" in refusal(bomb(40 << 20))


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("dtd", [DTD, FILE])
def test_a_dtd_anywhere(part: str, dtd: bytes) -> None:
    data = repacked(lambda name, text: dtd + text.split(b"?>", 1)[-1] if name == part else text)
    assert refusal(data) == "Die Datei enthält eine DTD oder Entitäten – abgelehnt."


def test_a_dtd_across_two_pieces_and_in_another_encoding() -> None:
    padded = repacked(
        lambda name, text: b"<!--" + b"x" * ((1 << 18) - 8) + b"-->" + DTD[21:] + text if name == SHEET else text
    )
    assert "DTD" in refusal(padded)
    wide = repacked(lambda name, text: (DTD.decode() + "<x/>").encode("utf-16") if name == SHEET else text)
    assert "Zeichenkodierung" in refusal(wide)
    other = repacked(lambda name, text: b'<?xml version="1.0" encoding="cp037"?>' + text if name == SHEET else text)
    assert "Zeichenkodierung" in refusal(other)


def test_an_entity_that_slips_through_is_not_expanded() -> None:
    data = replacing(SHEET, b"2027", b"&geheim;")
    assert "beschädigt" in refusal(data)


MACRO_RELATION = b'<Relationship Id="m" Type="http://x/vbaProject" Target="m.bin"/></Relationships>'


@pytest.mark.parametrize(
    "data",
    [
        repacked(unchanged, {"xl/vbaProject.bin": OLE}),
        replacing("[Content_Types].xml", b"sheet.main+xml", b"sheet.macroEnabled.main+xml"),
        replacing("xl/_rels/workbook.xml.rels", b"</Relationships>", MACRO_RELATION),
    ],
    ids=["part", "type", "relation"],
)  # fmt: skip
def test_macros_by_content(data: bytes) -> None:
    assert "Makros" in refusal(data)


def test_links_to_other_files_but_not_hyperlinks() -> None:
    def link(book: Workbook) -> None:
        book["Träger"]["B2"].hyperlink = "https://example.org"

    precheck(workbook(link))
    outside = (
        b'<Relationship Id="e" TargetMode="External" Type="http://x/oleObject" Target="file:///c:/x"/></Relationships>'
    )
    assert "verweist auf eine andere Datei" in refusal(
        replacing("xl/_rels/workbook.xml.rels", b"</Relationships>", outside)
    )
    assert "verweist" in refusal(repacked(unchanged, {"xl/externalLinks/externalLink1.xml": b"<x/>"}))


def test_strict_format() -> None:
    data = replacing(
        "xl/workbook.xml",
        b"schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"purl.oclc.org/ooxml/spreadsheetml/main",
    )
    assert "Strict-Format" in refusal(data)


def test_a_member_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = repacked(unchanged, {SHEET: b"<worksheet/>"})
    assert "doppelt" in refusal(data)
    assert "doppelt" in refusal(repacked(unchanged, {SHEET.upper(): b"<worksheet/>"}))


def test_an_encrypted_member() -> None:
    data = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        at = data.rindex(archive.namelist()[0].encode()) - 46  # its entry in the directory
    data[at + 8] |= 1
    assert "kennwortgeschützt" in refusal(bytes(data))


def merged(*ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges).encode()
    return replacing(SHEET, b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>")


def test_giant_merged_ranges_and_thousands_of_them() -> None:
    assert "zu großen verbundenen Bereich" in refusal(merged("A10:XFD1048576"))
    assert "zu großen verbundenen Bereich" in refusal(merged(*(f"A{row}:CV{row}" for row in range(10, 20_000))))
    assert check_workbook(merged("A10:C12")) == ((), ())


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZZ9", "A1048576", "AMM3"])
def test_content_far_off(cell: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    stray = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    assert "weit abseits" in refusal(replacing(SHEET, b"</sheetData>", stray))


@pytest.mark.parametrize("dimension", [b'"A1:XFD1048576"', b'"A1"'])
def test_a_false_dimension_is_not_believed(dimension: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        said = archive.read(SHEET).split(b"<dimension ref=")[1].split(b"/>")[0].strip()
    assert len(read_workbook(replacing(SHEET, said, dimension)).grants) == 3


def test_a_hundred_thousand_formatted_empty_rows_cost_next_to_nothing() -> None:
    rows = b"".join(
        b'<row r="%d" spans="1:2"><c r="A%d" s="1"/><c r="B%d"/></row>' % (row, row, row) for row in range(5, 100_000)
    )
    tracemalloc.start()
    dataset = read_workbook(replacing(SHEET, b"</sheetData>", rows + b"</sheetData>"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(dataset.grants) == 3
    assert peak < 50 << 20


def test_too_many_rows_with_content() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(5, 100_100))
    assert "mehr als 100.000 Zeilen" in refusal(replacing(SHEET, b"</sheetData>", rows + b"</sheetData>"))


def test_a_sheet_twice() -> None:
    data = replacing("xl/workbook.xml", b'name="Regeln"', 'name="Träger "'.encode())
    assert "gibt es zweimal" in refusal(data)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml"],
)
def test_a_part_missing_or_torn(part: str) -> None:
    assert "beschädigt" in refusal(repacked(lambda name, text: None if name == part else text))
    assert "beschädigt" in refusal(repacked(lambda name, text: text[: len(text) // 2] if name == part else text))
