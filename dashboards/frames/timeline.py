"""Who is out and who takes over, from when to when: one row per bar of the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Outcome

OUT: Final = "fällt aus"
TAKES: Final = "übernimmt"
_KINDS: Final[Mapping[str, CellKind]] = {
    "Träger": "text",
    "Was": "text",
    "Angebot": "text",
    "Von": "date",
    "Bis": "date",
    "Wochenstunden": "hours",
    "Kapazität": "text",
}


def timeline_sheet(outcome: Outcome) -> Sheet:
    """Outages by the provider that drops out, then handovers by the provider that takes over."""
    rows = sorted(_rows(outcome), key=lambda row: (row[1] != OUT, str(row[0]), row[3], str(row[2])))
    return sheet("Ausfälle und Übergaben", _KINDS, rows)


def _rows(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    data = outcome.case.dataset
    titles = {row.outage: data.offering[row.offering].title for row in outcome.plan.outages}
    for row in outcome.plan.outages:
        if row.hours:
            provider = data.provider[data.offering[row.offering].provider].name
            yield provider, OUT, titles[row.outage], row.period.start, row.period.end, row.hours, None
    for made in outcome.plan.handovers:
        provider = data.provider[made.provider].name
        yield provider, TAKES, titles[made.outage], made.period.start, made.period.end, made.hours, made.capacity
