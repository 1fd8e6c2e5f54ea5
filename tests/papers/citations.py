"""What a paper cites, looked up: clauses of the agreement and paragraphs of law."""

from __future__ import annotations

import re

from optimizer.papers.clauses import cited_clauses, wrong_in

LAWS = {
    "SGB VIII": "4 8a 11 12 13 13a 14 16 70 71 72a 74 75 79 80",
    "SGB X": "1 16 17 24 26 31a 32 33 35 36 37 39 41 42 45 47 48 50 53 56 59 62 64",
    "VwGO": "58 70 73 80",
    "BGB": "187 188 193 613a",
    "KKG": "3",
    "VwVfG": "3a",
    "OZG": "9a",
}
"""The paragraphs that papers may cite, as gesetze-im-internet.de had them on 19 August 2026."""

_LAW = re.compile(rf"\b({'|'.join(LAWS)})\b")
_PART = re.compile(r"(?:Absatz|Satz|Nummer|Nr\.|Abs\.|S\.) \d+[a-z]?(?:(?:,| und| bis) \d[a-z]?\b)*")
_PARAGRAPHS = re.compile(r"§§? (\d+[a-z]?(?:(?:, | und | bis |,? §§? )\d+[a-z]?\b)*)")


def cited_in(text: str) -> list[str]:
    """Every clause and paragraph that a text cites. Fails where one does not exist or repeats the known misprint."""
    assert list(wrong_in(text)) == []
    paragraphs = _cited_paragraphs(text.replace("\u00a0", " "))
    for number, law in paragraphs:
        assert number in LAWS[law].split(), f"§ {number} {law}"
    return [*cited_clauses(text), *(f"§ {number} {law}" for number, law in paragraphs)]


def _cited_paragraphs(text: str) -> list[tuple[str, str]]:
    found = []
    pieces = _LAW.split(text)
    for before, law in zip(pieces[::2], pieces[1::2], strict=False):
        whole = re.sub(r" +,", ",", re.sub(" +", " ", _PART.sub("", before)))
        for cited in _PARAGRAPHS.findall(whole):
            found += [(number, law) for number in re.findall(r"\d+[a-z]?", cited)]
    return found
