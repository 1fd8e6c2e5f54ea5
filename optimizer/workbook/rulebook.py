"""The rules of the sheet Regeln and the entries of the sheet Behörde, said once as data."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from optimizer.model.dataset import DEFAULT_GOALS, GOAL_NAMES
from optimizer.workbook import kinds
from optimizer.workbook.columns import Column


def _yes_no(name: str, attribute: str, meaning: str) -> Column:
    return Column(name, attribute, kinds.YES_NO, meaning, default="nein", choices=("ja", "nein"))


_SLACKS = tuple(
    Column(
        f"Spielraum {goal}",
        goal,
        kinds.PERCENT,
        f"Um wie viel Prozent das Ziel {goal} zugunsten späterer Ziele nachgeben darf.",
        default="0",
        minimum=0,
        maximum=100,
    )
    for goal in GOAL_NAMES
)
SLACK: Final = {column.name: column.attribute for column in _SLACKS}
"""The goal of each rule Spielraum …"""

RULES: Final = (
    Column(
        "Vollzeit",
        "full_time",
        kinds.HOURS,
        "Wochenstunden einer Vollzeitstelle (VzÄ).",
        default="39",
        positive=True,
        maximum=168,
    ),
    Column(
        "Planungstag",
        "planning_day",
        kinds.DATE,
        "Tag, an dem geplant wird.",
        default="das früheste Von der Ereignisse",
    ),
    Column(
        "Laufzeitende",
        "agreement_end",
        kinds.DATE,
        "Letzter Tag der Kooperationsvereinbarung (Ziffer 4).",
        default="31.12.2029",
    ),
    Column(
        "Stundenraster",
        "hour_grid",
        kinds.HOUR_GRID,
        "Stunden nur in Vielfachen davon; 0 = aus.",
        default="0",
        minimum=0,
        maximum=168,
    ),
    Column(
        "Mindestumfang",
        "min_hours",
        kinds.HOURS,
        "Keine Übergabe unter so vielen Stunden; 0 = aus.",
        default="0",
        minimum=0,
        maximum=99_999,
    ),
    Column(
        "Höchstzahl Übernehmende",
        "max_substitutes",
        kinds.WHOLE,
        "So viele Übernehmende je Ausfall höchstens; 0 = aus.",
        default="0",
        minimum=0,
        maximum=9_999,
    ),
    Column(
        "Höchstentfernung",
        "max_distance",
        kinds.NUMBER,
        "Kilometer Luftlinie zwischen den Sitzkommunen.",
        default="keine Grenze",
        minimum=0,
        maximum=99_999,
    ),
    Column(
        "Höchstkostensatz",
        "max_rate",
        kinds.MONEY,
        "Euro je VzÄ und Monat (§ 74 Abs. 5 SGB VIII).",
        default="keine Grenze",
        minimum=0,
    ),
    _yes_no("Rückforderungen einplanen", "plan_reclaims", "Bereits Abgerufenes als verfügbar ansehen?"),
    _yes_no("Unbeschlossenes einplanen", "plan_unapproved", "Nicht beschlossene Reserven einplanen?"),
    Column(
        "Komplementärregel",
        "matching",
        kinds.CHOICE,
        "Welches örtliche Geld neben Komplementärmitteln zählt.",
        default="Landkreis",
        choices=("Landkreis", "Landkreis und Kommunen", "aus"),
    ),
    Column(
        "Ziele",
        "goals",
        kinds.CHOICES,
        "Die Ziele in strenger Reihenfolge.",
        default="; ".join(DEFAULT_GOALS),
        choices=GOAL_NAMES,
    ),
    *_SLACKS,
)
RULE: Final = {column.name: column for column in RULES}
"""By name."""

OFFICE_RULES: Final[Mapping[str, Fraction | int | tuple[str, ...]]] = {
    "Stundenraster": Fraction(1, 2),
    "Mindestumfang": Fraction(5),
    "Höchstzahl Übernehmende": 2,
    "Ziele": ("Versorgung", "Subsidiarität", "Reserven", "Nähe", "Kosten", "Übergaben"),
}
"""What the template sets: the lot rules an office wants."""

AUTHORITY_ENTRIES: Final = (
    "Name",
    "Anschrift",
    "Amt",
    "Sachgebiet",
    "Bearbeitung",
    "Telefon",
    "E-Mail",
    "Zeichen",
    "Ausschuss",
    "Kasse",
    "Konto",
    "Kassenzeichen",
    "Unterzeichnung",
    "Verwendungsnachweis bis",
)
"""The entries of Behörde that the template offers; others may be added."""
