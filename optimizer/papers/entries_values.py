"""Values of entries, one by one: texts, days, tables with known names; every problem is kept with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final

from optimizer.model.errors import Problem
from optimizer.papers.phrases import clean

_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEARS: Final = range(1950, 2151)

Steps = tuple[str, ...]


@dataclass
class Reading:
    """One reading of one file: its name, and every problem so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: Steps, found: str, expected: str, mend: str = "") -> None:
        """Note a problem at a place."""
        place = f"{self.name}, {' → '.join(clean(part) for part in path)}" if path else self.name
        self.problems.append(Problem(place, "", clean(found), expected, mend))

    def only_known(self, path: Steps, table: Mapping[str, Any], known: Mapping[str, str] | frozenset[str]) -> None:
        """Note every name of a table that is not known, with the nearest one that is."""
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, 1)
                allowed = (
                    ", ".join(f"„{clean(row)}“" for row in sorted(known))
                    if len(known) <= 12
                    else "ein Name, wie ihn „staffelstab papiere angaben“ schreibt"
                )
                mend = f"gemeint ist vielleicht „{clean(near[0])}“" if near else ""
                self.wrong((*path, key), "unbekannter Name", allowed or "hier keine Angabe", mend)

    def table(self, entries: Mapping[str, Any], section: str, known: Mapping[str, str] | None) -> Mapping[str, Any]:
        """One section, with names that exist; empty where it is missing or something else."""
        found = entries.get(section, {})
        if not isinstance(found, Mapping):
            self.wrong((section,), shown(found), f'ein Abschnitt ["{section}"] mit eigenen Zeilen')
            return {}
        if known is not None:
            self.only_known((section,), found, known)
        return found

    def text(self, path: Steps, value: object) -> str:
        """A text without blanks around it; empty where something else stands."""
        if not isinstance(value, str):
            self.wrong(path, shown(value), "ein Text in Anführungszeichen")
            return ""
        return value.strip()

    def day(self, path: Steps, value: object) -> date | None:
        """A day as `TT.MM.JJJJ`, ISO or TOML's own date; None for an empty text."""
        if value == "":
            return None
        found = value if isinstance(value, date) and not isinstance(value, datetime) else day_of(value)
        if found is None or found.year not in _YEARS:
            self.wrong(path, shown(value), 'ein Tag wie "01.09.2027"')
            return None
        return found


def day_of(value: object) -> date | None:
    """A day written `01.09.2027` or `2027-09-01`; None for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    german, iso = _GERMAN_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    parts = german.groups()[::-1] if german else iso.groups() if iso else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def shown(value: object) -> str:
    """What is there, short and harmless, for a message."""
    if isinstance(value, bool):
        return "ja/nein-Wert"
    if isinstance(value, Mapping):
        return "ein Abschnitt"
    return f"„{clean(str(value))[:60]}“"
