"""The built-in templates: made by their script, editable in Word, barrier-free, with fields that exist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from optimizer.model.findings import Findings
from optimizer.papers.drafting import BUILT_IN, drafts_of
from optimizer.papers.drafts.desk import CaseFile
from optimizer.papers.template_maker.make import TEMPLATES
from optimizer.papers.word.catalogue import PAPERS, field_catalogue
from optimizer.papers.word.fields import Field
from optimizer.papers.word.package import W, open_package, parse
from optimizer.papers.word.readback import lines_of
from tests.papers.citations import cited_in
from tests.papers.drafts.reading import COMPLETE
from tests.papers.glauchau import outcome

DOCS = Path(__file__).parents[3] / "docs" / "vorlagenfelder.md"


def parts(paper: str) -> dict[str, bytes]:
    return open_package((BUILT_IN / f"{paper}.docx").read_bytes())


def test_each_paper_has_a_template_and_each_template_a_paper() -> None:
    assert {path.stem for path in BUILT_IN.iterdir()} == set(PAPERS) == set(TEMPLATES)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_stored_template_is_what_its_script_makes(paper: str) -> None:
    assert open_package(TEMPLATES[paper]().saved()) == parts(paper), "python -m optimizer.papers.template_maker"


@pytest.mark.parametrize("paper", PAPERS)
def test_language_title_headings_and_table_headers_are_real(paper: str) -> None:
    found = parts(paper)
    assert b'w:lang w:val="de-DE"' in found["word/styles.xml"]
    assert "{{ titel }}" in found["docProps/core.xml"].decode()
    root = parse(found["word/document.xml"])
    styles = [style.get(f"{W}val") for style in root.iter(f"{W}pStyle")]
    assert "Title" in styles
    assert "Heading1" in styles
    for table in root.iter(f"{W}tbl"):
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None


@pytest.mark.parametrize("paper", PAPERS)
def test_entwurf_stands_in_every_header_under_its_condition(paper: str) -> None:
    headers = [part.decode() for name, part in parts(paper).items() if re.fullmatch(r"word/header\d+\.xml", name)]
    assert len(headers) == 2
    for header in headers:
        assert "{%p if entwurf %}" in header
        assert "ENTWURF – nicht freigegeben" in header


@pytest.mark.parametrize("paper", PAPERS)
def test_the_template_opens_for_editing_and_cites_only_what_exists(paper: str) -> None:
    assert Document(str(BUILT_IN / f"{paper}.docx")).paragraphs
    for line in lines_of((BUILT_IN / f"{paper}.docx").read_bytes()):
        cited_in(line)


def _kept_with_next(paper: str) -> list[tuple[str, bool]]:
    """Every paragraph of a template but its instructions: its text, and whether it stays with the next one."""
    document = Document(str(BUILT_IN / f"{paper}.docx"))
    return [
        (line.text, bool(line.paragraph_format.keep_with_next or line.style.paragraph_format.keep_with_next))
        for line in document.paragraphs
        if not line.text.startswith("{%")
    ]


@pytest.mark.parametrize("paper", ["minderung", "erhoehung", "zuwendung", "anhoerung", "beteiligung"])
def test_a_signature_never_stands_alone_on_a_page(paper: str) -> None:
    lines = _kept_with_next(paper)
    closing = [text for text, _ in lines].index("Mit freundlichen Grüßen")
    assert lines[closing - 1][0]
    assert all(kept for _, kept in lines[closing - 1 : closing + 3])


@pytest.mark.parametrize("paper", ["minderung", "erhoehung", "zuwendung", "anhoerung", "vertrag"])
def test_a_table_of_many_years_breaks_between_rows_and_keeps_its_lead_in(paper: str) -> None:
    document = Document(str(BUILT_IN / f"{paper}.docx"))
    for table in document.tables:
        kept = {row.cells[0].paragraphs[0].text: _row_is_kept(row) for row in table.rows}
        assert kept["Haushaltsjahr"]
        assert not kept["{{ zeile.jahr }}"]
    lead_ins = [kept for text, kept in _kept_with_next(paper) if "{{ betrag }}" in text.replace("\u00a0", " ")]
    assert lead_ins
    assert all(lead_ins)


def _row_is_kept(row: Any) -> bool:
    line = row.cells[0].paragraphs[0]
    return bool(line.paragraph_format.keep_with_next or line.style.paragraph_format.keep_with_next)


ORDER = {
    "pPr": "pStyle keepNext keepLines framePr widowControl numPr tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr",
    "settings": "zoom defaultTabStop autoHyphenation compat themeFontLang decimalSymbol listSeparator",
    "lvl": "start numFmt lvlText lvlJc pPr",
}


@pytest.mark.parametrize("paper", PAPERS)
def test_elements_stand_in_the_order_that_word_asks_for(paper: str) -> None:
    for name, content in parts(paper).items():
        for element in parse(content).iter() if name.startswith("word/") and name.endswith(".xml") else ():
            kind = str(element.tag).removeprefix(W)
            if kind in ORDER:
                order, children = ORDER[kind].split(), [str(child.tag).removeprefix(W) for child in element]
                assert children == sorted(children, key=order.index), f"{name}: {kind}"


def test_the_catalogue_names_exactly_the_fields_that_papers_are_given() -> None:
    for draft in drafts_of(CaseFile(outcome(), Findings(), COMPLETE)):
        assert set(draft.fields) == {field.name for field in PAPERS[draft.template].fields}, draft.name
        _columns_agree(draft.fields, PAPERS[draft.template].fields)


def _columns_agree(values: Mapping[str, Any], fields: tuple[Field, ...]) -> None:
    for field in fields:
        value = values[field.name]
        if field.kind == "list":
            assert isinstance(value, list)
            for record in value:
                assert set(record) <= {column.name for column in field.columns}, field.name
                if field.columns and set(record) == {column.name for column in field.columns}:
                    _columns_agree(record, field.columns)
        else:
            assert isinstance(value, bool if field.kind == "flag" else str), field.name


def test_no_field_hides_a_name_of_the_template_language() -> None:
    reserved = {
        "loop",
        "self",
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
        "not",
        "and",
        "or",
        "in",
        "is",
        *dir(dict),
        *dir(str),
    }
    for paper in PAPERS.values():
        for field in paper.fields:
            assert not {field.name, *(column.name for column in field.columns)} & reserved


def test_the_catalogue_of_fields_in_the_documents_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == field_catalogue(), (
        "python -m optimizer.papers.word.catalogue > docs/vorlagenfelder.md"
    )
