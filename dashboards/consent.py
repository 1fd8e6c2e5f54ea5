"""Who must agree and what they said, as the page shows it. No streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboards.sheets import Sheet, sheet
from optimizer import store


def consents_sheet(found: Iterable[store.Consent]) -> Sheet:
    """One row per party: must it agree, what it said, when, with what number, and who wrote that down."""
    rows = [
        (
            row.name,
            row.kind,
            "ja" if row.required else "nein",
            f"{row.status} (gilt weiter)" if row.carried and row.status != "nicht erforderlich" else row.status,
            row.day,
            row.resolution,
            row.reason or row.ground,
            row.by if row.status in {"zugestimmt", "abgelehnt"} else "",
        )
        for row in found
    ]
    kinds = {
        "Wer": "text",
        "Art": "text",
        "muss zustimmen": "text",
        "Antwort": "text",
        "am": "date",
        "Beschluss-Nr.": "text",
        "Grund": "text",
        "eingetragen von": "text",
    }
    return sheet("Zustimmungen", kinds, rows)  # type: ignore[arg-type]


def figures(found: Sequence[store.Consent]) -> list[tuple[str, str, str]]:
    """How many must agree, have agreed, are open, object."""
    asked = [row for row in found if row.required]

    def count(status: str) -> str:
        return str(sum(row.status == status for row in asked))

    return [
        ("Müssen zustimmen", str(len(asked)), "folgt aus dem Plan"),
        ("Zugestimmt", count("zugestimmt"), ""),
        ("Offen", count("offen"), ""),
        ("Einwände", count("abgelehnt"), "werden zu Vorgaben"),
    ]


def to_be_asked(found: Iterable[store.Consent]) -> list[store.Consent]:
    """Open ones first, then the rest."""
    return sorted(found, key=lambda row: (row.status != "offen", not row.required, row.id))


def stands(row: store.Consent, what: store.Answer) -> bool:
    """Is this answer written down already, such as by a click that was refused half-way?"""
    return (row.status, row.day, row.resolution, row.reason) == (what.status, what.day, what.resolution, what.reason)


def record(desk_db: store.Store, me: store.Actor, rows: Sequence[store.Consent], what: store.Answer, token: str) -> int:
    """Write one answer for several parties, such as all towns of one meeting; each bears its own part of the token."""
    for row in rows:
        store.answer(desk_db, me, row.id, what, seen=row.version, token=f"{token}:{row.id}")
    return len(rows)
