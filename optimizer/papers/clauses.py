"""Clauses of the agreement and paragraphs of law, as data (`quellen.toml`): cited by key, each key checked to exist.

The agreement's clause 3.2.6 refers to 3.3.7 (child protection) where 3.1.7 is meant: `cross_reference` corrects that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

SOURCES: Final = Path(__file__).with_name("quellen.toml")

_LAWS: Final = re.compile(r"\b(SGB VIII|SGB X|VwGO|BGB|KKG|VwVfG|OZG)\b")
_PART: Final = re.compile(r"(?:Absatz|Satz|Nummer|Nr\.|Abs\.|S\.) \d+[a-z]?(?:(?:,| und| bis) \d[a-z]?\b)*")
_PARAGRAPHS: Final = re.compile(r"§§? (\d+[a-z]?(?:(?:, | und | bis |,? §§? )\d+[a-z]?\b)*)")
_CLAUSES: Final = re.compile(r"\bNummern? (\d\.\d+(?:\.\d+)?(?:(?:, | und | bis )\d\.\d+(?:\.\d+)?)*)")


class UnknownReference(KeyError):
    """A clause or paragraph is cited that the data file does not hold, or that the agreement misprints."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What may be cited: `text` as it is printed, `subject` what it is about, the version read and where."""

    key: str
    text: str
    subject: str
    as_of: date
    source: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def clause(number: str) -> Reference:
    """A clause of the agreement, `clause("3.1.7")`. Raises `UnknownReference`."""
    agreement = _data()["agreement"]
    if number not in agreement["clauses"]:
        raise UnknownReference(f"Nummer {number} der Kooperationsvereinbarung ist nicht hinterlegt")
    text = f"Nummer {number} der Kooperationsvereinbarung"
    return Reference(number, text, agreement["clauses"][number], agreement["as_of"], agreement["source"])


def paragraph(key: str) -> Reference:
    """A paragraph of law by paragraph and law, `paragraph("§ 47 SGB X")`. Raises `UnknownReference`."""
    number, _, law = key.removeprefix("§ ").partition(" ")
    known = _data()["laws"].get(law)
    if known is None or number not in known["paragraphs"]:
        raise UnknownReference(f"{key} ist nicht hinterlegt")
    return Reference(key, key, known["name"], known["as_of"], known["source"])


def cross_reference(in_clause: str, printed: str) -> Reference:
    """The clause that the agreement means where `in_clause` points to `printed`; never the misprint itself."""
    for misprint in _data()["misprints"]:
        if (misprint["in"], misprint["printed"]) == (in_clause, printed):
            return clause(misprint["meant"])
    return clause(printed)


def misprints() -> tuple[tuple[str, str, str], ...]:
    """The agreement's known wrong references as (clause, what it prints, what is meant), for the coordinator."""
    return tuple((row["in"], row["printed"], row["meant"]) for row in _data()["misprints"])


def wrong_in(text: str) -> Iterator[str]:
    """What is wrong with the clauses that a text cites, in German: unknown ones, and the agreement's own misprint."""
    plain = text.replace("\u00a0", " ")
    numbers = [number for cited in _CLAUSES.findall(plain) for number in re.findall(r"[\d.]+\d", cited)]
    for number in numbers:
        if number not in _data()["agreement"]["clauses"]:
            yield f"Die Nummer {number} der Kooperationsvereinbarung gibt es nicht."
    for where, printed, meant in misprints():
        if where in numbers and printed in numbers:
            yield f"Nummer {where} verweist nicht auf Nummer {printed}; gemeint ist Nummer {meant}."


def cited_in(text: str) -> Iterator[Reference]:
    """Every paragraph and clause that a text cites, each looked up. Raises `UnknownReference` for one unknown."""
    plain = text.replace("\u00a0", " ")
    for cited in _CLAUSES.findall(plain):
        yield from (clause(number) for number in re.findall(r"[\d.]+\d", cited))
    pieces = _LAWS.split(plain)
    for before, law in zip(pieces[::2], pieces[1::2], strict=False):
        whole = re.sub(r" +,", ",", re.sub(" +", " ", _PART.sub("", before)))
        for cited in _PARAGRAPHS.findall(whole):
            yield from (paragraph(f"§ {number} {law}") for number in re.findall(r"\d+[a-z]?", cited))
