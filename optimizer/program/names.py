"""Names of rows and columns that speak, in ASCII, unique, and the same in every solver's LP file."""

from __future__ import annotations

import re
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "§": "P"})
_LONGEST = 120


@lru_cache(maxsize=8192)
def _plain(part: object) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "_", str(part).translate(_GERMAN))


class Names:
    """Gives out each name once; a name that would repeat gets a number behind it."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def __call__(self, *parts: object) -> str:
        """`cover`, `1`, `2027-03-01` become `cover_1_2027_03_01`."""
        name = base = "_".join(map(_plain, parts))[:_LONGEST]
        number = 1
        while name in self._given:
            number += 1
            name = f"{base}__{number}"
        self._given.add(name)
        return name
