"""The parts of an Excel file that reading needs beside the sheets: their list, the shared texts, the date formats."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PIECE: Final = 1 << 18
_MOST_BYTES: Final = 4 << 20
"""Of a part that is read as a tree."""
_MOST_TEXTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One worksheet: its name, where it lies in the file, and whether it is hidden."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What all sheets share. `dates` and `percents` are numbers of cell styles; `epoch` is day zero of dates."""

    sheets: tuple[Part, ...]
    texts: tuple[str, ...]
    dates: frozenset[str]
    percents: frozenset[str]
    epoch: datetime


def open_package(archive: ZipFile) -> Package:
    """Read the parts. Raises KeyError, ValueError, ParseError or ExpatError where the file is no whole workbook."""
    main = next(path for _, kind, path in _relations(archive, "") if kind == "officeDocument")
    root, relations = _tree(archive, main), tuple(_relations(archive, main))
    dates, percents = _formats(archive, [path for _, kind, path in relations if kind == "styles"])
    texts = [path for _, kind, path in relations if kind == "sharedStrings"]
    properties = root.find(f"{{{MAIN}}}workbookPr")
    mac = properties is not None and properties.get("date1904") in ("1", "true")
    return Package(
        sheets=tuple(_sheets(root, {key: path for key, kind, path in relations if kind == "worksheet"})),
        texts=tuple(text for path in texts for text in _texts(archive, path)),
        dates=dates,
        percents=percents,
        epoch=CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900,
    )


def _sheets(root: ET.Element, paths: dict[str, str]) -> Iterator[Part]:
    for sheet in root.iter(f"{{{MAIN}}}sheet"):
        path = paths.get(sheet.get(f"{{{_OFFICE}}}id", ""))
        if path is not None:
            yield Part(sheet.get("name", "").strip(), path, sheet.get("state", "visible") != "visible")


def _tree(archive: ZipFile, path: str) -> ET.Element:
    if archive.getinfo(path).file_size > _MOST_BYTES:
        raise ValueError(f"part too large: {path}")
    tree: ET.Element = fromstring(archive.read(path), forbid_dtd=True)
    return tree


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and path of everything that a part refers to."""
    folder, name = posixpath.split(part)
    for relation in _tree(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        target = relation.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], path


def _formats(archive: ZipFile, paths: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    dates: set[str] = set()
    percents: set[str] = set()
    for path in paths:
        root = _tree(archive, path)
        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        codes |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{{{MAIN}}}numFmt")}
        for index, style in enumerate(root.findall(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")):
            code = codes.get(style.get("numFmtId", "0"), "General")
            if is_date_format(code):
                dates.add(str(index))
            elif "%" in code:
                percents.add(str(index))
    return frozenset(dates), frozenset(percents)


def _texts(archive: ZipFile, path: str) -> list[str]:
    with archive.open(path) as stream:
        return read_texts(stream)


def read_texts(stream: IO[bytes]) -> list[str]:
    """The shared texts in order, their runs joined, phonetic readings left out; read piece by piece."""
    texts: list[str] = []
    pieces: list[str] = []
    phonetic = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, _: dict[str, Any]) -> None:
        nonlocal phonetic
        if name == f"{MAIN} t" and not phonetic:
            parser.CharacterDataHandler = pieces.append
        elif name == f"{MAIN} rPh":
            phonetic += 1

    def end(name: str) -> None:
        nonlocal phonetic
        parser.CharacterDataHandler = None
        if name == f"{MAIN} si":
            text = "".join(pieces)
            texts.append(unescape(text) if "_x" in text else text)
            pieces.clear()
        elif name == f"{MAIN} rPh":
            phonetic -= 1
        if len(texts) > _MOST_TEXTS:
            raise ValueError("too many shared texts")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    while piece := stream.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003  a C function without keywords
    parser.Parse(b"", True)  # noqa: FBT003
    return texts
