"""The parts of an Excel file that reading needs beside the sheets: their list, the shared texts, the date formats."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


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
    epoch: object


def open_package(archive: ZipFile) -> Package:
    """Read the parts. Raises KeyError, ValueError or ParseError where the file is no whole workbook."""
    main = _target(archive, "", "officeDocument")[0]
    root = _tree(archive, main)
    paths = dict(_relations(archive, main))
    sheets = tuple(
        Part(
            sheet.get("name", "").strip(),
            paths[sheet.get(f"{{{OFFICE}}}id", "")],
            sheet.get("state") is not None and sheet.get("state") != "visible",
        )
        for sheet in root.iter(f"{{{MAIN}}}sheet")
        if "/worksheets/" in f"/{paths[sheet.get(f'{{{OFFICE}}}id', '')]}"
    )
    dates, percents = _formats(archive, _target(archive, main, "styles"))
    properties = root.find(f"{{{MAIN}}}workbookPr")
    mac = properties is not None and properties.get("date1904") in ("1", "true")
    texts = tuple(text for path in _target(archive, main, "sharedStrings") for text in _texts(archive, path))
    return Package(sheets, texts, dates, percents, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)


def _tree(archive: ZipFile, path: str) -> ET.Element:
    return ET.fromstring(archive.read(path))  # noqa: S314  the pre-check has refused every DTD


def _rels_path(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _entries(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    for relation in _tree(archive, _rels_path(part)).iter(f"{{{RELATIONS}}}Relationship"):
        target = relation.get("Target", "")
        path = (
            target[1:]
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        )
        yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], path


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    return ((key, path) for key, _, path in _entries(archive, part))


def _target(archive: ZipFile, part: str, kind: str) -> list[str]:
    return [path for _, found, path in _entries(archive, part) if found == kind]


def _texts(archive: ZipFile, path: str) -> Iterator[str]:
    for item in _tree(archive, path).iter(f"{{{MAIN}}}si"):
        runs = [item, *item.findall(f"{{{MAIN}}}r")]
        yield unescape("".join(text.text or "" for run in runs for text in run.findall(f"{{{MAIN}}}t")))


def _formats(archive: ZipFile, paths: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    dates: set[str] = set()
    percents: set[str] = set()
    for path in paths:
        root = _tree(archive, path)
        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        codes |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{{{MAIN}}}numFmt")}
        styles = root.find(f"{{{MAIN}}}cellXfs")
        for index, style in enumerate(styles if styles is not None else ()):
            code = codes.get(style.get("numFmtId", "0"), "General")
            if is_date_format(code):
                dates.add(str(index))
            elif "%" in code:
                percents.add(str(index))
    return frozenset(dates), frozenset(percents)
