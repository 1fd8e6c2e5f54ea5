"""Read back: every Word paper is opened again and compared with the record it was written from.

Two directions: what the record demands must stand there (in one row or paragraph, in this order), and no amount,
date or number of hours may stand there that the record does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from optimizer.model.errors import CheckFailed
from optimizer.model.german import MONTHS, euro, long_date, number, short_date
from optimizer.papers.phrases import clean, signed_euro
from optimizer.papers.word.package import W, open_package, parse, rendered_part

_QUOTES: Final = str.maketrans('„“”"»«‚‘’›‹', "'''''''''''")
_AMOUNT: Final = re.compile(r"(?:[+\u2212-]\s?)?\d[\d.]*,\d{2} €")
_DATE: Final = re.compile(r"\b\d{1,2}\. (?:" + "|".join(MONTHS) + r") \d{4}\b|\b\d{2}\.\d{2}\.\d{4}\b")
_HOURS: Final = re.compile(r"\d[\d.]*(?:,\d+)? Wochenstunden?\b")
_FIGURES: Final = (_AMOUNT, _DATE, _HOURS)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the record says about one paper. `lines`: texts that stand together, in order; `free`: texts of people."""

    lines: tuple[tuple[str, ...], ...]
    amounts: frozenset[int]
    dates: frozenset[date]
    hours: frozenset[Fraction]
    free: tuple[str, ...] = field(default=())


def check_paper(name: str, content: bytes, expected: Expected, template: bytes | None = None) -> None:
    """Raises `CheckFailed` with every difference between a paper and its record.

    Figures that the template itself holds (the date of a guideline, say) are no difference.
    """
    lines = [_plain(line) for line in lines_of(content)]
    known = _spelled(expected) | (figures_of(template) if template else frozenset())
    differences = [*_missing(lines, expected), *_foreign(lines, expected.free, known)]
    if differences:
        raise CheckFailed(f"{name} stimmt nicht mit dem Plan überein: {'; '.join(differences[:8])}")


def lines_of(content: bytes) -> Iterator[str]:
    """Every paragraph and every row of a table of a .docx as plain text, white space as single blanks."""
    for name, part in open_package(content).items():
        if not rendered_part(name) or not name.startswith("word/"):
            continue
        root = parse(part)
        for row in root.iter(f"{W}tr"):
            yield " ".join(" ".join(_text(paragraph) for paragraph in row.iter(f"{W}p")).split())
        for paragraph in root.iter(f"{W}p"):
            if next(paragraph.iterancestors(f"{W}tr"), None) is None:
                yield " ".join(_text(paragraph).split())


def _text(paragraph: Any) -> str:
    return "".join(" " if node.tag == f"{W}tab" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}tab"))


def _plain(text: str) -> str:
    """White space as single blanks; quotation marks of either kind alike, for names stand inside other quotes."""
    return " ".join(text.split()).translate(_QUOTES)


def _missing(lines: list[str], expected: Expected) -> Iterator[str]:
    for wanted in expected.lines:
        texts = [_plain(clean(text)) for text in wanted]
        if not any(_in_order(line, texts) for line in lines):
            yield f"„{' – '.join(texts)}“ fehlt"


def _in_order(line: str, texts: list[str]) -> bool:
    """Do the texts stand in the line one behind the other, none as a part of a longer number?"""
    position = 0
    for text in texts:
        found = re.compile(rf"(?<![\d.,]){re.escape(text)}(?![\d])").search(line, position)
        if found is None:
            return False
        position = found.end()
    return True


@lru_cache(maxsize=32)
def figures_of(content: bytes) -> frozenset[str]:
    """Every amount, date and number of hours that a Word file holds as fixed text."""
    lines = [_plain(line) for line in lines_of(content)]
    return frozenset(match[0] for line in lines for pattern in _FIGURES for match in pattern.finditer(line))


def _foreign(lines: list[str], written: tuple[str, ...], known: frozenset[str]) -> Iterator[str]:
    """Amounts, dates and hours that stand on the paper and are not known; what people wrote is left out."""
    free = sorted({_plain(clean(text)) for text in written}, key=len, reverse=True)
    hiding = [text for text in free if any(pattern.search(text) for pattern in _FIGURES)]
    for line in lines:
        rest = line
        for text in hiding:
            rest = rest.replace(text, " ")
        for pattern in _FIGURES:
            for match in pattern.finditer(rest):
                if _plain(match[0]) not in known:
                    yield f"„{match[0]}“ steht nicht im Plan"


def _spelled(expected: Expected) -> frozenset[str]:
    amounts = (text for cents in expected.amounts for text in (euro(cents), signed_euro(cents), euro(abs(cents))))
    dates = (text for day in expected.dates for text in (long_date(day), short_date(day)))
    units = (f"{number(value)} {word}" for value in expected.hours for word in ("Wochenstunde", "Wochenstunden"))
    return frozenset(_plain(text) for group in (amounts, dates, units) for text in group)


def days(values: Iterable[object]) -> frozenset[date]:
    """The dates among some values."""
    return frozenset(value for value in values if isinstance(value, date))
