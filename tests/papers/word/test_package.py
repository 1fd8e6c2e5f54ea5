"""A Word file from outside: what is refused before anything in it is used."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from optimizer.papers.word import package
from optimizer.papers.word.package import TemplateRefused, open_package
from tests.papers.word.templates import paragraph, part, relations, word_file

HOSTILE = Path(__file__).parents[4] / "shared" / "hostile" / "files"


def test_an_ordinary_file_is_opened() -> None:
    parts = open_package(word_file(paragraph("Guten Tag")))
    assert b"Guten Tag" in parts["word/document.xml"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kein Word-Dokument"),
        (b"Name;Betrag", "kein Word-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "kennwortgeschützt"),
        (word_file(paragraph("x"))[:200], "beschädigt"),
    ],
)
def test_what_is_no_word_file_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(TemplateRefused, match=sentence):
        open_package(content)


def test_a_zip_without_a_document_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notiz.txt", "x")
    with pytest.raises(TemplateRefused, match="kein Word-Dokument"):
        open_package(stream.getvalue())


def test_a_file_far_larger_inside_than_outside_is_refused() -> None:
    content = word_file(paragraph("x"), {"word/media/gross.bin": b"\0" * (package.MAX_BYTES + 1)})
    assert len(content) < 100_000
    with pytest.raises(TemplateRefused, match="zu groß"):
        open_package(content)


def test_a_directory_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(word_file(paragraph("x"), {"word/media/gross.bin": b"\0" * (package.MAX_BYTES + 1)}))
    place = content.rfind(b"word/media/gross.bin") - 46
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(TemplateRefused):
        open_package(bytes(content))


@pytest.mark.parametrize("name", ["../boese.xml", "/etc/passwd"])
def test_part_names_that_leave_the_file_are_refused(name: str) -> None:
    with pytest.raises(TemplateRefused, match="Teilnamen"):
        open_package(word_file(paragraph("x"), {name: b"<a/>"}))


def test_entities_are_refused_in_any_encoding() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
    for content in (bomb.encode(), bomb.replace("1.0", '1.0" encoding="UTF-16').encode("utf-16")):
        with pytest.raises(TemplateRefused, match="DTD"):
            open_package(word_file(paragraph("x"), {"word/footnotes.xml": content}))


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("attachedTemplate", "http://203.0.113.9/x.dotm", "External"),
        ("image", "https://example.org/x.png", "External"),
        ("oleObject", "file:///c:/x", "External"),
        ("subDocument", "\\\\server\\x.docx", "Internal"),
        ("image", "http://example.org/x.png", "Internal"),
        ("hyperlink", "file:///c:/geheim.txt", "External"),
        ("hyperlink", "javascript:alert(1)", "External"),
    ],
)
def test_what_points_outside_is_refused(kind: str, target: str, mode: str) -> None:
    parts = {"word/_rels/document.xml.rels": relations(kind, target, mode)}
    with pytest.raises(TemplateRefused, match="externe Datei"):
        open_package(word_file(paragraph("x"), parts))


def test_a_link_to_the_web_may_stay() -> None:
    parts = {"word/_rels/document.xml.rels": relations("hyperlink", "https://www.gesetze-im-internet.de")}
    assert open_package(word_file(paragraph("x"), parts))


@pytest.mark.parametrize("command", ["INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO", "LINK", "MACROBUTTON", "DATABASE"])
def test_word_fields_that_load_or_run_something_are_refused(command: str) -> None:
    split = (
        f'<w:r><w:instrText> {command[:3]}</w:instrText></w:r><w:r><w:instrText>{command[3:]} "x"</w:instrText></w:r>'
    )
    for body in (f'<w:p><w:fldSimple w:instr="{command} x"/></w:p>', f"<w:p>{split}</w:p>"):
        with pytest.raises(TemplateRefused, match=command):
            open_package(word_file(body))


def test_page_numbers_are_no_danger() -> None:
    assert open_package(word_file('<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'))


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/media/bild.svg"])
def test_macros_embedded_objects_and_svg_are_refused(name: str) -> None:
    with pytest.raises(TemplateRefused):
        open_package(word_file(paragraph("x"), {name: b"<svg/>"}))


def test_a_mail_merge_source_is_refused() -> None:
    with pytest.raises(TemplateRefused, match="Datenquelle"):
        open_package(word_file(paragraph("x"), {"word/settings.xml": part("<w:mailMerge/>", "settings")}))


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the collection of hostile files is not here")
@pytest.mark.parametrize("name", ["G04_docx_bombe.docx", "G05_externe_vorlage.docx"])
def test_the_collected_hostile_files_are_refused(name: str) -> None:
    with pytest.raises(TemplateRefused):
        open_package((HOSTILE / name).read_bytes())
