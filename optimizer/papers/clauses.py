"""What is wrong with the clauses of the agreement that a text cites. The clauses are data (`quellen.toml`).

The agreement's clause 3.2.6 refers to 3.3.7 (child protection) where 3.1.7 is meant: no paper may repeat that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

_CLAUSES: Final = re.compile(r"\bNummern? (\d\.\d+(?:\.\d+)?(?:(?:, | und | bis )\d\.\d+(?:\.\d+)?)*)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("quellen.toml").read_text(encoding="utf-8"))


def cited_clauses(text: str) -> list[str]:
    """The numbers of all clauses that a text cites, known or not, in its order."""
    plain = text.replace("\u00a0", " ")
    return [number for cited in _CLAUSES.findall(plain) for number in re.findall(r"[\d.]+\d", cited)]


def wrong_in(text: str) -> Iterator[str]:
    """What is wrong with the clauses that a text cites, in German: unknown ones, and the agreement's own misprint."""
    numbers = cited_clauses(text)
    for number in numbers:
        if number not in _data()["clauses"]:
            yield f"Die Nummer {number} der Kooperationsvereinbarung gibt es nicht."
    for row in _data()["misprints"]:
        if row["in"] in numbers and row["printed"] in numbers:
            yield f"Nummer {row['in']} verweist nicht auf Nummer {row['printed']}; gemeint ist Nummer {row['meant']}."
