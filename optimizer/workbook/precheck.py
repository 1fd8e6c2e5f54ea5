"""Refuses, before anything is unpacked into memory, what is no workbook or could harm: content decides, not the name.

Every refusal is one German sentence. Limits: 64 MB unpacked (counted while inflating, whatever the directory says),
2,000 parts, a ratio of 200 for files that are large inside, a million merged cells. `grid` refuses far-off content.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Final, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.utils import column_index_from_string

from optimizer.model.errors import UnreadableFile

MEGABYTE: Final = 1 << 20
MAX_UNPACKED: Final = 64 * MEGABYTE
MAX_PARTS: Final = 2_000
MAX_RATIO: Final = 200
MAX_MERGED: Final = 1_000_000
"""Cells in all merged ranges of a part."""
_RATIO_FROM: Final = 8 * MEGABYTE
_PIECE: Final = 1 << 18
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_DTD: Final = re.compile(rb"<!DOCTYPE|<!ENTITY")
_MERGE: Final = re.compile(
    rb"mergeCell\s[^<>]{0,40}?ref\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
)
_ENCODING: Final = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii|ascii)", re.IGNORECASE)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_OVERLAP: Final = 200
_MACROS: Final = re.compile(rb"macroEnabled|vbaProject|ms-excel\.(?:intl)?macrosheet", re.IGNORECASE)
_LINKS: Final = ("hyperlink",)

_DAMAGED: Final = "Die Datei ist beschädigt oder unvollständig – bitte neu speichern und noch einmal übertragen."
_TEXT_FILE: Final = (
    "Die Datei ist eine Textdatei (CSV) mit falscher Endung – bitte in Excel öffnen und als .xlsx speichern."
)
_LINKED: Final = "Die Datei verweist auf eine andere Datei – bitte Verknüpfungen in Excel lösen (Daten, Verknüpfungen)."
_NO_EXCEL: Final = "Die Datei ist keine Excel-Datei (.xlsx)."


def precheck(data: bytes) -> None:
    """Raise `UnreadableFile` unless the bytes are a harmless Excel workbook (Office Open XML)."""
    if not data:
        _refuse("Die Datei ist leer (0 Byte).")
    if not data.startswith(b"PK\x03\x04"):
        _refuse_other_format(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, len(data))
            for name in archive.namelist():
                _check_part(archive, name)
            _check_content(archive)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ParseError,
        KeyError,
        ValueError,
        RuntimeError,
    ):
        _refuse(_DAMAGED)


def _refuse(sentence: str) -> NoReturn:
    raise UnreadableFile(sentence)


def _refuse_other_format(data: bytes) -> NoReturn:
    if data.startswith(_OLE):
        _refuse_ole(data)
    if data.startswith(_OLD_EXCEL):
        _refuse("Die Datei hat das alte Excel-Format (.xls) – bitte als .xlsx speichern.")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html")) or b"<table" in head or b"<html" in head:
        _refuse("Die Datei ist eine HTML-Seite, kein Excel – bitte in Excel öffnen und als .xlsx speichern.")
    if head.startswith(b"%pdf"):
        _refuse("Die Datei ist ein PDF, kein Excel.")
    if head and b"\0" not in data[:4096]:
        _refuse(_TEXT_FILE)
    _refuse(_NO_EXCEL)


def _refuse_ole(data: bytes) -> NoReturn:
    if any(word.encode("utf-16-le") in data for word in ("EncryptedPackage", "EncryptionInfo")):
        _refuse("Die Datei ist kennwortgeschützt – bitte ohne Kennwort speichern.")
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        _refuse("Die Datei hat das alte Excel-Format (.xls) – bitte als .xlsx speichern.")
    _refuse(_NO_EXCEL)


def _check_directory(archive: ZipFile, packed: int) -> None:
    """Sizes, names and flags, as the zip directory says them; nothing is inflated yet."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        _refuse(f"Die Datei besteht aus zu vielen Teilen ({len(parts)}, Grenze {MAX_PARTS}).")
    names = [part.filename.casefold() for part in parts]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        _refuse("Die Datei enthält einen Bestandteil doppelt – abgelehnt.")
    if any(part.flag_bits & 1 for part in parts):
        _refuse("Die Datei ist kennwortgeschützt – bitte ohne Kennwort speichern.")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        _refuse(_DAMAGED)
    _check_size(sum(part.file_size for part in parts), packed)


def _check_size(unpacked: int, packed: int) -> None:
    size = f"{unpacked // MEGABYTE} MB"
    if unpacked > MAX_UNPACKED:
        _refuse(f"Die Datei ist entpackt zu groß ({size}, Grenze {MAX_UNPACKED // MEGABYTE} MB).")
    if unpacked > _RATIO_FROM and unpacked > MAX_RATIO * packed:
        _refuse(f"Die Datei ist innen {unpacked // packed}-mal so groß wie außen ({size}) – abgelehnt.")


def _check_part(archive: ZipFile, name: str) -> None:
    """Inflate one part to count it and test its checksum; look for a DTD and giant merged ranges."""
    tail, merged = b"", 0
    for piece in _pieces(archive, name):
        if name.startswith("xl/media/"):
            continue  # images may be anything
        if not tail and (piece.startswith(_UTF_16) or _ENCODING.match(piece)):
            _refuse("Die Datei hat eine ungewöhnliche Zeichenkodierung – bitte in Excel neu speichern.")
        text = tail + piece
        if _DTD.search(text):
            _refuse("Die Datei enthält eine DTD oder Entitäten – abgelehnt.")
        merged += sum(_area(match) for match in _MERGE.finditer(text) if match.end() > len(tail))
        if merged > MAX_MERGED:
            _refuse("Die Datei enthält einen zu großen verbundenen Bereich – bitte den Zellverbund aufheben.")
        tail = text[-_OVERLAP:]


def _area(match: re.Match[bytes]) -> int:
    """Cells of a merged range; every range counts for at least 20, so that their number is bounded too."""
    first, first_row, last, last_row = (each.decode() for each in match.groups())
    columns = int(column_index_from_string(last)) - int(column_index_from_string(first)) + 1
    return max(20, columns * (int(last_row) - int(first_row) + 1))


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _check_content(archive: ZipFile) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        _refuse(_foreign_zip(archive))
    types = archive.read("[Content_Types].xml")
    relations = {name: archive.read(name) for name in names if name.endswith(".rels")}
    if b"sheet.binary" in types:
        _refuse("Die Datei hat das binäre Excel-Format (.xlsb) – bitte als .xlsx speichern.")
    if any(_MACROS.search(text) for text in (types, *relations.values())) or any(
        "vbaproject" in name.lower() for name in names
    ):
        _refuse("Die Datei enthält Makros – bitte ohne Makros als .xlsx speichern.")
    if b"spreadsheetml.sheet.main" not in types and b"spreadsheetml.template.main" not in types:
        _refuse(_foreign_zip(archive))
    main = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    if b"purl.oclc.org" in relations.get("_rels/.rels", b"") + main:
        _refuse("Die Datei hat das Strict-Format – bitte als normale .xlsx speichern.")
    if any(name.startswith("xl/externalLinks/") for name in names) or any(map(_links_out, relations.values())):
        _refuse(_LINKED)


def _links_out(relations: bytes) -> bool:
    """Does a part load something from outside? Hyperlinks are texts until someone clicks."""
    root = fromstring(relations, forbid_dtd=True)
    return any(
        relation.get("TargetMode") == "External" and relation.get("Type", "").rpartition("/")[2] not in _LINKS
        for relation in root
    )


def _foreign_zip(archive: ZipFile) -> str:
    if "mimetype" in archive.namelist() and b"opendocument" in archive.read("mimetype")[:200]:
        return "Die Datei hat das OpenDocument-Format (.ods) – bitte als .xlsx speichern."
    return "Die Datei ist ein Zip-Archiv, aber keine Excel-Datei (.xlsx)."
