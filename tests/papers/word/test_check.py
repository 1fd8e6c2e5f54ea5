"""The allow-list: fields, `if` and `for` over listed values, and nothing else, in every part of a template."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from optimizer.model.errors import InputError, UsageError
from optimizer.papers.drafting import BUILT_IN, template_of
from optimizer.papers.word.catalogue import PAPERS
from optimizer.papers.word.check import check_template, check_template_folder
from tests.papers.word.templates import paragraph, part, row, word_file

HOSTILE = Path(__file__).parents[4] / "shared" / "hostile" / "files"
NOT_ALLOWED = "nicht erlaubte Ausdrücke"


def problems(body: str, paper: str = "minderung", parts: dict[str, bytes] | None = None) -> list[str]:
    """Problems without those about required fields that a small template lacks."""
    found = (str(problem) for problem in check_template(word_file(body, parts), paper))
    return [text for text in found if "Pflichtfeld" not in text]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_built_in_templates_are_good(paper: str) -> None:
    assert check_template((BUILT_IN / f"{paper}.docx").read_bytes(), paper) == ()


def test_fields_conditions_and_loops_over_listed_values_are_good() -> None:
    body = (
        paragraph("{{ empfaenger_name }} erhält {{ betrag }}")
        + paragraph("{%p if hat_erstattung and not nur_mittel %}")
        + paragraph("{{ erstattung }}")
        + paragraph("{%p else %}")
        + paragraph("{%p endif %}")
        + f"<w:tbl>{row('{%tr for z in betraege %}')}{row('{{ z.alt }}', '{{ z.neu }}')}{row('{%tr endfor %}')}</w:tbl>"
    )
    assert problems(body) == []


def test_a_loop_in_a_loop_runs_over_a_column_of_the_outer_one() -> None:
    body = paragraph("{% for f in ausfaelle %}{% for u in f.uebergaben %}{{ u.traeger }}{% endfor %}{% endfor %}")
    assert problems(body, "beteiligung") == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ empfaenger_name.upper() }}",
        "{{ empfaenger_name.__class__ }}",
        "{{ empfaenger_name | safe }}",
        "{{ empfaenger_name | upper }}",
        "{{ 'x' * 50000000 }}",
        "{{ 7 * 7 }}",
        "{{ 7 }}",
        "{{ betrag ~ betrag }}",
        "{{ betrag == 'x' }}",
        "{{ betraege[0] }}",
        "{{ range(10) }}",
        "{{ self }}",
        "{{ {'a': 1} }}",
        "{% if betrag == 'x' %}a{% endif %}",
        "{% if betrag is defined %}a{% endif %}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{% for x in betraege if x.alt %}{% endfor %}",
        "{% for x in betraege recursive %}{% endfor %}",
        "{% for x, y in betraege %}{% endfor %}",
        "{% for x in betraege %}{{ loop.index }}{% endfor %}",
        "{% for x in betraege %}{{ x }}{% endfor %}",
        "{% for x in betraege %}a{% else %}b{% endfor %}",
        "{% set a = betrag %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% filter upper %}a{% endfilter %}",
        "{% block a %}{% endblock %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ betrag }}{% endautoescape %}",
        "{% raw %}",
        "{{ betrag",
    ],
)
def test_everything_else_is_refused_with_its_paragraph(text: str) -> None:
    found = problems(paragraph("Guten Tag") + paragraph(text.replace("<", "&lt;")))
    assert found
    assert all(problem.startswith("Text, Absatz ") for problem in found)


def test_the_place_is_the_paragraph_as_the_clerk_counts_it() -> None:
    body = (
        paragraph("eins") + f"<w:tbl>{row('zwei')}{row('{{ falsch }}')}</w:tbl>" + paragraph("vier {{ auch_falsch }}")
    )
    assert problems(body) == [
        "Text, Absatz 3 („{{ falsch }}“): Platzhalter falsch unbekannt.",
        "Text, Absatz 4 („vier {{ auch_falsch }}“): Platzhalter auch_falsch unbekannt.",
    ]


def test_a_field_that_word_split_over_runs_is_seen_as_one() -> None:
    found = problems("<w:p><w:r><w:t>{{ betrag_</w:t></w:r><w:r><w:t>falsch }}</w:t></w:r></w:p>")
    assert found == ["Text, Absatz 1 („{{ betrag_falsch }}“): Platzhalter betrag_falsch unbekannt."]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("word/header1.xml", part(paragraph("{{ 7 * 7 }}"), "hdr"), "Kopfzeile 1"),
        ("word/footer2.xml", part(paragraph("{{ 7 * 7 }}"), "ftr"), "Fußzeile 2"),
        ("word/footnotes.xml", part(f"<w:footnote>{paragraph('{{ 7 * 7 }}')}</w:footnote>", "footnotes"), "Fußnoten"),
        ("docProps/core.xml", b"<p><title>{{ 7 * 7 }}</title></p>", "Dokumenteigenschaften"),
        ("docProps/custom.xml", b"<p><q>{{ 7 * 7 }}</q></p>", "Dokumenteigenschaften"),
    ],
)
def test_headers_footers_notes_and_properties_are_checked_alike(name: str, content: bytes, place: str) -> None:
    found = problems(paragraph("x"), parts={name: content})
    assert len(found) == 1
    assert found[0].startswith(place)
    assert NOT_ALLOWED in found[0]


def test_an_attribute_hides_nothing() -> None:
    body = '<w:p><w:r><w:drawing descr="{{ cycler.__init__ }}"/></w:r></w:p>'
    assert NOT_ALLOWED in problems(body)[0]


def test_a_list_cannot_be_printed_and_a_text_not_looped_over() -> None:
    assert "ist eine Liste" in problems(paragraph("{{ betraege }}"))[0]
    assert "ist ein Text" in problems(paragraph("{% for x in betrag %}{% endfor %}"))[0]


def test_loops_cannot_multiply() -> None:
    inner = "{% for b in betraege %}{{ b.alt }}{% endfor %}"
    assert "Spalte der äußeren" in problems(paragraph(f"{{% for a in betraege %}}{inner}{{% endfor %}}"))[0]


def test_a_loop_name_cannot_hide_a_field() -> None:
    assert "schon vergeben" in problems(paragraph("{% for betrag in betraege %}{% endfor %}"))[0]


def test_an_instruction_for_a_whole_paragraph_stands_alone() -> None:
    assert "muss allein" in problems(paragraph("Text {%p if nur_mittel %}") + paragraph("{%p endif %}"))[0]


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    started = time.monotonic()
    assert problems(paragraph("{{ " + "(" * 5000 + "betrag" + ")" * 5000 + " }}"))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "{% if betrag %}" * 60 + "x" + "{% endif %}" * 60,
        "{% if " + "not " * 60 + "betrag %}x{% endif %}",
        "{% if " + "betrag and " * 300 + "betrag %}x{% endif %}",
    ],
)
def test_what_is_too_deep_for_the_engine_is_refused_before_it(text: str) -> None:
    assert problems(paragraph(text))


def test_a_clause_that_does_not_exist_and_the_agreements_misprint_are_found() -> None:
    body = paragraph("nach Nummer 3.1.9 der Kooperationsvereinbarung") + paragraph(
        "Nummer 3.2.6 in Verbindung mit Nummer 3.3.7"
    )
    found = problems(body)
    assert found[0].endswith("Die Nummer 3.1.9 der Kooperationsvereinbarung gibt es nicht.")
    assert found[1].endswith("Nummer 3.2.6 verweist nicht auf Nummer 3.3.7; gemeint ist Nummer 3.1.7.")


def test_required_fields_are_missed() -> None:
    found = [str(problem) for problem in check_template(word_file(paragraph("{{ empfaenger_name }}")), "minderung")]
    assert any("Pflichtfeld betraege" in text for text in found)
    assert any("Pflichtfeld entwurf" in text for text in found)
    assert not any("Pflichtfeld empfaenger_name" in text for text in found)


def test_a_folder_gives_every_problem_with_file_and_paragraph(tmp_path: Path) -> None:
    shutil.copy(BUILT_IN / "vertrag.docx", tmp_path / "vertrag.docx")
    (tmp_path / "minderung.docx").write_bytes(word_file(paragraph("{{ betrag_falsch }}")))
    (tmp_path / "brief.docx").write_bytes(word_file(paragraph("{{ 1 + 1 }}")))
    (tmp_path / "alt.doc").write_bytes(b"x")
    (tmp_path / "~$minderung.docx").write_bytes(b"lock")
    (tmp_path / "LIESMICH.txt").write_text("Notiz", encoding="utf-8")
    found = check_template_folder(tmp_path)
    assert "minderung.docx: Text, Absatz 1 („{{ betrag_falsch }}“): Platzhalter betrag_falsch unbekannt." in found
    assert any(text.startswith("brief.docx: Der Dateiname gehört zu keinem Papier") for text in found)
    assert any(text.startswith("brief.docx: Text, Absatz 1") and NOT_ALLOWED in text for text in found)
    assert any(text.startswith("alt.doc: Nur Word-Dokumente") for text in found)
    assert not any(text.startswith(("vertrag.docx", "~$", "LIESMICH")) for text in found)


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gibt es nicht"):
        check_template_folder(tmp_path / "fehlt")


def test_a_districts_own_template_goes_before_the_built_in_one(tmp_path: Path) -> None:
    own = (BUILT_IN / "vertrag.docx").read_bytes()
    (tmp_path / "minderung.docx").write_bytes((BUILT_IN / "minderung.docx").read_bytes())
    assert template_of("vertrag", tmp_path) == own
    (tmp_path / "vertrag.docx").write_bytes(word_file(paragraph("{{ nichts }}")))
    with pytest.raises(InputError, match="Platzhalter nichts unbekannt"):
        template_of("vertrag", tmp_path)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the collection of hostile files is not here")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("G01_ssti.docx", NOT_ALLOWED),
        ("G03_unbekannte_variable.docx", "Platzhalter betrag_falsch unbekannt"),
        ("G04_docx_bombe.docx", "DTD"),
        ("G05_externe_vorlage.docx", "Vorlage verweist auf eine externe Datei"),
    ],
)
def test_the_collected_hostile_templates_get_their_answer(name: str, sentence: str) -> None:
    found = check_template((HOSTILE / name).read_bytes(), "minderung")
    assert any(sentence in str(problem) for problem in found)
