"""PDF of the papers where LibreOffice is there: tagged, titled, German."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from optimizer.model.errors import CheckFailed
from optimizer.papers import pdf
from optimizer.papers.drafting import word_papers
from tests.papers.glauchau import outcome

needs_office = pytest.mark.skipif(pdf.office_program() is None, reason="LibreOffice is not installed")


def objects_of(content: bytes) -> bytes:
    """A PDF with its compressed streams laid open."""
    opened = [content]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            opened.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


@needs_office
@pytest.mark.slow
def test_papers_become_barrier_free_pdf_files() -> None:
    papers = {
        name: content
        for name, content in word_papers(outcome()).items()
        if name in {"bescheide/J1-M.docx", "vertrag/J1-M.docx"}
    }
    made = pdf.pdfs_of({**papers, "bescheidliste.xlsx": b"x"})
    assert sorted(made) == ["bescheide/J1-M.pdf", "vertrag/J1-M.pdf"]
    content = objects_of(made["bescheide/J1-M.pdf"])
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert b"/Lang(de-DE)" in content.replace(b" ", b"")
    assert b"pdfuaid" in content
    assert b"/DisplayDocTitle true" in content
    assert b"/TH" in content
    assert b"/H1" in content


def test_without_libreoffice_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "office_program", lambda: None)
    assert pdf.pdfs_of(word_papers(outcome())) == {}


def test_a_libreoffice_that_delivers_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "office_program", lambda: str(tmp_path / "soffice"))
    with pytest.raises(CheckFailed, match="LibreOffice"):
        pdf.pdfs_of({"a.docx": b"x"})
