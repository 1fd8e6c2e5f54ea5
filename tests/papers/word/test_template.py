"""Filling a template: values are text, whatever they hold; loops, conditions, tables come out as Word wants them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from optimizer.papers.phrases import clean
from optimizer.papers.word.package import open_package, parse
from optimizer.papers.word.readback import lines_of
from optimizer.papers.word.template import fill
from tests.papers.word.templates import paragraph, part, row, word_file


def text_of(content: bytes) -> list[str]:
    return [line for line in lines_of(content) if line]


@pytest.mark.parametrize(
    "name",
    [
        "Müller & Söhne <gGmbH>",
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "</w:t></w:r></w:p><w:p><w:r><w:t>eingeschleust",
        "]]><!-- x --><?php ?>",
        "&lt;b&gt;",
        "جمعية الشباب",
        "Jugend 👩‍👩‍👧 e. V.",
        "x" * 300,
    ],
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    made = fill(word_file(paragraph("An {{ name }}.") + paragraph("Ende")), {"name": name})
    assert text_of(made) == [f"An {' '.join(name.split())}.", "Ende"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_survives_as_the_clean_text_that_it_is(name: str) -> None:
    made = fill(word_file(paragraph("[{{ name }}]")), {"name": clean(name)})
    assert text_of(made) == [" ".join(f"[{clean(name)}]".split())]


def test_a_missing_field_is_an_error_and_never_an_empty_amount() -> None:
    with pytest.raises(UndefinedError):
        fill(word_file(paragraph("{{ betrag }}")), {})


def test_paragraphs_and_rows_come_and_go_with_conditions_and_loops() -> None:
    table = row("Jahr") + row("{%tr for z in zeilen %}") + row("{{ z.jahr }}") + row("{%tr endfor %}")
    body = paragraph("{%p if an %}") + paragraph("da") + paragraph("{%p endif %}") + f"<w:tbl>{table}</w:tbl>"
    content = word_file(body)
    assert text_of(fill(content, {"an": True, "zeilen": [{"jahr": "2027"}, {"jahr": "2028"}]})) == [
        "Jahr",
        "2027",
        "2028",
        "da",
    ]
    assert text_of(fill(content, {"an": False, "zeilen": []})) == ["Jahr"]


def test_a_field_split_over_runs_keeps_the_text_around_it() -> None:
    body = (
        "<w:p>"
        + "".join(
            f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
            for text in ("An {", "{ na", "me }", "} und {{ ort }}!")
        )
        + "</w:p>"
    )
    assert text_of(fill(word_file(body), {"name": "A", "ort": "B"})) == ["An A und B!"]


def test_no_cell_is_left_without_a_paragraph_and_no_table_without_a_row() -> None:
    cell = paragraph("{%p if an %}") + paragraph("x") + paragraph("{%p endif %}")
    rows = row("{%tr if an %}") + row("y") + row("{%tr endif %}")
    body = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl><w:tbl>{rows}</w:tbl>"
    root = parse(open_package(fill(word_file(body), {"an": False}))["word/document.xml"])
    assert len(root.findall(".//{*}tbl")) == 1
    assert len(root.findall(".//{*}tc/{*}p")) == 1


def test_header_and_title_are_filled_too() -> None:
    parts = {
        "word/header1.xml": part(paragraph("{{ name }}"), "hdr"),
        "docProps/core.xml": b"<p><title>{{ name }}</title></p>",
    }
    made = open_package(fill(word_file(paragraph("x"), parts), {"name": "A & B"}))
    assert b"A &amp; B" in made["word/header1.xml"]
    assert b"A &amp; B" in made["docProps/core.xml"]


def test_the_same_fields_give_the_same_bytes() -> None:
    content = word_file(paragraph("{{ name }}"))
    assert fill(content, {"name": "A"}) == fill(content, {"name": "A"})
