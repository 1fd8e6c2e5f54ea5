"""What the papers of a case lack: under the name of the field, with the page where it is put in. No streamlit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboards.paperwork import KINDS, NOTICES, notice_of
from dashboards.sheets import Sheet, sheet
from optimizer import EntryName, Gap, entry_of, number, store

_FEW: Final = 4
_FIELDS: Final = {
    EntryName.APPLICATIONS: "Antrag von … vom",
    EntryName.GROUND: "Rechtsgrund der Minderung",
    EntryName.DISCRETION: "Ermessen",
}
"""How the fields are called that stand there once for each provider, offering or notice."""
WAITS: Final = "ein Bescheid, dem noch etwas fehlt"
"""List and calendar name the days and amounts of all notices: they go out when those are ready."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing, the page and the place there where it is put in, and the papers that wait for it."""

    what: str
    page: str
    place: str
    papers: tuple[str, ...]

    @property
    def more(self) -> str:
        """How many papers wait, and which."""
        count = f"{len(self.papers)} {'Papier' if len(self.papers) == 1 else 'Papiere'}"
        return f"{count}: {which(self.papers)}"


def missing_things(gaps: Iterable[Gap]) -> tuple[Missing, ...]:
    """What is missing, once per thing: first what is put in on the pages, then what belongs into the workbook."""
    papers: dict[tuple[str, str, str], list[str]] = {}
    for gap in gaps:
        papers.setdefault(_place(gap), []).append(gap.paper)
    found = [Missing(what, page, place, tuple(names)) for (what, page, place), names in papers.items()]
    pages = ("bescheide", "abstimmung", "vorschlaege", "daten")
    return tuple(sorted(found, key=lambda row: (pages.index(row.page), row.what, row.place)))


def _place(gap: Gap) -> tuple[str, str, str]:
    """Name, page and place of what fills a gap; the name is that of the field."""
    entry = entry_of(gap)
    if entry in (EntryName.CONSENTS, EntryName.ASKED):
        return gap.what[:1].upper() + gap.what[1:], "abstimmung", "Seite Abstimmung"
    if entry or not gap.sheet:
        name = _FIELDS.get(entry, entry) or gap.what  # type: ignore[call-overload]
        return name, "bescheide", "Angaben für die Papiere"
    if gap.sheet == "Ereignisse":  # the events of a case are those of the phone call, not those of the workbook
        return gap.column, "vorschlaege", "Vorschläge, Teil „Fall ändern“ (vor dem Beschluss)"
    return gap.what, "daten", gap.place


def gaps_sheet(found: Iterable[Missing]) -> Sheet:
    """The same as a table to take along."""
    rows = [(row.what, row.place, len(row.papers), which(row.papers)) for row in found]
    return sheet("Es fehlt noch", {"Was": "text", "Wo einzutragen": "text", "Papiere": "count", "Welche": "text"}, rows)


def which(names: Sequence[str]) -> str:
    """Papers by name where they are few; by kind, with how many, where they are many."""
    if len(names) <= _FEW:
        return ", ".join(names)
    kinds = Counter(name.split("/", 1)[0] for name in names)
    return ", ".join(f"{KINDS.get(kind, kind)} ({number(count)})" for kind, count in kinds.items())


def not_issued(gaps: Iterable[Gap], issued: Iterable[store.IssuedPaper]) -> tuple[Gap, ...]:
    """The gaps that still count: what is issued stays as it is."""
    out = {row.notice for row in issued}
    return tuple(gap for gap in gaps if gap.paper not in out)


def lacking(names: Iterable[str], gaps: Sequence[Gap]) -> Mapping[str, tuple[str, ...]]:
    """What keeps each paper from being issued; papers that lack nothing are left out."""
    found: dict[str, list[str]] = {}
    for gap in gaps:
        found.setdefault(gap.paper, []).append(_place(gap)[0])
    if any(paper.startswith(NOTICES) for paper in found):
        found |= {notice_of(name): [WAITS] for name in names if "/" not in name}
    return {paper: tuple(dict.fromkeys(things)) for paper, things in found.items()}


def waiting_sheet(names: Iterable[str], lacks: Mapping[str, Sequence[str]], people: Mapping[str, str]) -> Sheet:
    """The papers that cannot be issued yet, and why."""
    rows = [
        (notice_of(name), people.get(notice_of(name).rsplit("/", 1)[-1], ""), ", ".join(lacks[notice_of(name)]))
        for name in names
        if notice_of(name) in lacks
    ]
    return sheet("Noch nicht auszugeben", {"Papier": "text", "An": "text", "Es fehlt": "text"}, rows)
