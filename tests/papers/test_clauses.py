"""Clauses and paragraphs are data: cited by key, each key checked to exist, the agreement's misprint never printed."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.papers import clauses


def test_a_clause_knows_its_subject_version_and_source() -> None:
    found = clauses.clause("3.1.7")
    assert found.text == "Nummer 3.1.7 der Kooperationsvereinbarung"
    assert "zeitweise oder ganz" in found.subject
    assert found.as_of == date(2025, 1, 1)
    assert "Kooperationsvereinbarung" in found.source


@pytest.mark.parametrize("key", ["§ 47 SGB X", "§ 72a SGB VIII", "§ 70 VwGO", "§ 3 KKG"])
def test_a_paragraph_is_found_by_its_law(key: str) -> None:
    assert clauses.paragraph(key).as_of == date(2026, 8, 19)


@pytest.mark.parametrize("key", ["§ 49 VwVfG", "§ 49a VwVfG", "§ 99 SGB X", "§ 47 SGB XII"])
def test_an_unknown_paragraph_is_refused(key: str) -> None:
    with pytest.raises(clauses.UnknownReference):
        clauses.paragraph(key)


def test_an_unknown_clause_is_refused() -> None:
    with pytest.raises(clauses.UnknownReference, match=r"3\.1\.9"):
        clauses.clause("3.1.9")


def test_the_agreements_wrong_reference_leads_to_the_clause_that_is_meant() -> None:
    assert clauses.misprints() == (("3.2.6", "3.3.7", "3.1.7"),)
    assert clauses.cross_reference("3.2.6", "3.3.7").key == "3.1.7"
    assert clauses.cross_reference("3.3.6", "3.3.7").key == "3.3.7"


def test_every_citation_in_a_sentence_is_looked_up() -> None:
    text = (
        "Nach § 70 Absatz 1 VwGO, § 62 und § 26 Absatz 1 und 3 SGB X, §§ 187 Absatz 1, 188 Absatz 2 und 3 BGB gilt "
        "Nummer 3.2.6 in Verbindung mit Nummer 3.1.7 der Kooperationsvereinbarung."
    )
    keys = [found.key for found in clauses.cited_in(text)]
    assert keys == ["3.2.6", "3.1.7", "§ 70 VwGO", "§ 62 SGB X", "§ 26 SGB X", "§ 187 BGB", "§ 188 BGB"]


@pytest.mark.parametrize(
    "text", ["Nach § 49a VwVfG", "Nach § 47 und § 51 SGB X", "siehe Nummern 3.1.7 und 3.9.9 der Vereinbarung"]
)
def test_a_citation_that_does_not_exist_is_found_in_a_sentence(text: str) -> None:
    with pytest.raises(clauses.UnknownReference):
        list(clauses.cited_in(text))
