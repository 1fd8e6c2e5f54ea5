"""No citation is taken on trust: what looks through every paper finds each clause and paragraph, and each wrong one."""

from __future__ import annotations

import pytest

from optimizer.papers.clauses import wrong_in
from tests.papers.citations import cited_in


def test_every_citation_in_a_sentence_is_looked_up() -> None:
    text = (
        "Nach § 70 Absatz 1 VwGO, § 62 und § 26 Absatz 1 und 3 SGB X, §§ 187 Absatz 1, 188 Absatz 2 und 3 BGB gilt "
        "Nummer 3.2.6 in Verbindung mit Nummer 3.1.7 der Kooperationsvereinbarung."
    )
    assert cited_in(text) == ["3.2.6", "3.1.7", "§ 70 VwGO", "§ 62 SGB X", "§ 26 SGB X", "§ 187 BGB", "§ 188 BGB"]


@pytest.mark.parametrize(
    "text", ["Nach § 49a VwVfG", "Nach § 47 und § 51 SGB X", "siehe Nummern 3.1.7 und 3.9.9 der Vereinbarung"]
)
def test_a_citation_that_does_not_exist_is_found_in_a_sentence(text: str) -> None:
    with pytest.raises(AssertionError):
        cited_in(text)


def test_a_clause_may_be_cited_beside_another_but_not_as_the_agreement_misprints_it() -> None:
    assert list(wrong_in("Nummern 3.3.6 und 3.3.7")) == []
    assert list(wrong_in("Nummer 3.2.6 mit Nummer 3.3.7")) == [
        "Nummer 3.2.6 verweist nicht auf Nummer 3.3.7; gemeint ist Nummer 3.1.7."
    ]
