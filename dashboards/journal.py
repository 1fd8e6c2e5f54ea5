"""The log as the page shows it. No streamlit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboards.sheets import Sheet, sheet
from optimizer import store

LIMIT: Final = 2000
"""So many entries are shown, the newest first."""


def head_of(text: str) -> tuple[store.Head | None, str]:
    """A noted state of the log, or what is wrong with what was typed."""
    if not text.strip():
        return None, ""
    try:
        return store.Head.parse(text), ""
    except ValueError:
        return None, "Ein Protokollstand sieht so aus: Nummer, Doppelpunkt, 64 Zeichen."


def sound(number: int, *, noted: bool) -> str:
    """What is said of a chain that is whole."""
    more = " Der notierte Stand steht darin." if noted else ""
    return f"Die Kette ist geprüft und unversehrt: {number} Einträge.{more}"


def entries_sheet(entries: Iterable[store.LogEntry], subject: str) -> Sheet:
    """One row per entry, of one subject or of all."""
    rows = [
        (entry.number, moment(entry.at), entry.by, entry.role, entry.act, entry.subject, entry.detail)
        for entry in entries
        if subject in {"", entry.subject}
    ]
    kinds = {
        "Nr.": "count",
        "Wann": "text",
        "Wer": "text",
        "Rolle": "text",
        "Was": "text",
        "Wozu": "text",
        "Näheres": "text",
    }
    return sheet("Protokoll", kinds, rows)  # type: ignore[arg-type]


def moment(at: datetime) -> str:
    """`22.11.2026, 18:03` in German time."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return f"{aware.astimezone(_zone()):%d.%m.%Y, %H:%M}"


def _zone() -> ZoneInfo | None:
    """German time; where the machine knows no time zones, its own."""
    try:
        return ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return None
