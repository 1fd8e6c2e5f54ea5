"""A Word file as its parts, opened with care: a template comes from outside and may be built to do harm.

Refused are files that are far larger inside than outside, declare a document type or entities, carry macros or embedded
objects, or point to anything outside themselves other than by a hyperlink.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from lxml import etree

MAX_MEMBERS: Final = 500
MAX_BYTES: Final = 32 * 1024 * 1024
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ALLOWED_FIELDS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "TOC", "TITLE", "STYLEREF", "SEQ", "HYPERLINK"}
)
_WEB: Final = ("http://", "https://", "mailto:")
_MACROS: Final = re.compile(r"vbaProject|vbaData|activeX/|embeddings/|afchunk", re.IGNORECASE)


class TemplateRefused(ValueError):
    """A Word file that is no template of ours; the text says why, in one German sentence."""


def parse(xml: bytes) -> Any:
    """One part as an element tree; no entity is ever resolved and nothing is fetched. Raises `TemplateRefused`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(f"Die Vorlage ist beschädigt: {error}.") from error
    if root.getroottree().docinfo.doctype:
        raise TemplateRefused("Die Vorlage enthält eine DTD oder Entitäten und wird abgelehnt.")
    return root


def open_package(content: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, unpacked within fixed limits and looked through. Raises `TemplateRefused`."""
    parts = dict(_unpacked(content))
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        raise TemplateRefused("Die Datei ist kein Word-Dokument (.docx).")
    for name, part in parts.items():
        if _MACROS.search(name):
            raise TemplateRefused(f"Die Vorlage enthält Makros oder eingebettete Objekte ({name}).")
        if name.lower().endswith(".svg"):
            raise TemplateRefused(
                f"Die Vorlage enthält eine SVG-Grafik ({name}), die Fremdes laden kann; bitte als PNG."
            )
        if name.lower().endswith((".xml", ".rels")):
            _look_through(name, part)
    return parts


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a .docx; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return stream.getvalue()


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise TemplateRefused("Die Datei ist kennwortgeschützt oder ein altes Word-Dokument (.doc).")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_directory(entries)
            left = MAX_BYTES
            for entry in entries:
                with archive.open(entry) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise TemplateRefused(_too_large())
                yield entry.filename, part
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise TemplateRefused("Die Datei ist kein Word-Dokument (.docx) oder beschädigt.") from error


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise TemplateRefused(_too_large())
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise TemplateRefused("Die Vorlage enthält doppelte oder unzulässige Teilnamen.")


def _too_large() -> str:
    return f"Die Vorlage ist entpackt zu groß (Grenze {MAX_BYTES // 1024 // 1024} MB und {MAX_MEMBERS} Teile)."


def _look_through(name: str, part: bytes) -> None:
    """Parse one part for what must not stand in it: document types, outside references, fields that load files."""
    plain = part.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise TemplateRefused("Die Vorlage enthält eine DTD oder Entitäten und wird abgelehnt.")
    if name == "[Content_Types].xml" and b"macroEnabled" in plain:
        raise TemplateRefused("Die Vorlage enthält Makros.")
    root = parse(part)
    if name.endswith(".rels"):
        _check_relationships(root)
        return
    if root.find(f".//{W}mailMerge") is not None or root.find(f".//{W}altChunk") is not None:
        raise TemplateRefused(
            "Vorlage verweist auf eine externe Datei (Serienbrief-Datenquelle oder eingefügte Datei)."
        )
    for command in _field_commands(root):
        if command not in _ALLOWED_FIELDS:
            raise TemplateRefused(
                f"Vorlage verweist auf eine externe Datei oder führt etwas aus (Word-Feld {command[:30]})."
            )


def _check_relationships(root: Any) -> None:
    for relation in root.iter("{*}Relationship"):
        target = relation.get("Target", "").strip().lower()
        outside = relation.get("TargetMode", "Internal") != "Internal" or ":" in target or target.startswith("\\\\")
        hyperlink = relation.get("Type", "").endswith("/hyperlink")
        if outside and not (hyperlink and target.startswith(_WEB)):
            raise TemplateRefused("Vorlage verweist auf eine externe Datei.")


def _field_commands(root: Any) -> Iterator[str]:
    """The first word of every Word field in a part; an instruction may be split over runs."""
    text = ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}instrText":
            text += element.text or ""
            continue
        simple = element.tag == f"{W}fldSimple"
        words = (element.get(f"{W}instr", "") if simple else text).split()
        if words:
            yield words[0].upper()
        if not simple:
            text = ""
    if text.split():
        yield text.split()[0].upper()


@cache
def rendered_part(name: str) -> bool:
    """Is this a part in which fields are filled: body, headers, footers, notes, document properties?"""
    return bool(
        re.fullmatch(
            r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/(core|app|custom)\.xml", name
        )
    )
