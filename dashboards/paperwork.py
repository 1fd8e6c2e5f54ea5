"""The papers of a case: what people have set for them, what they lack, their bytes, their preview. No streamlit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from dashboards.sheets import Sheet, sheet
from optimizer import (
    ENTRIES,
    GROUNDS,
    EntryName,
    Outcome,
    PaperState,
    impossible_days,
    notices_of,
    party_label,
    read_entries,
    store,
    timelines,
)

GENERAL: Final = "*"
NOTICES: Final = "bescheide/"
AS_DRAFTED: Final = "wie im Entwurf"
DISCRETION: Final = "Ermessen"
APPLICATION: Final = "Antrag"
GROUND: Final = "Rechtsgrund"
"""Under these three the store keeps what people confirm, and the log names it."""
TAKEN_BACK: Final = "zurückgenommen"
DEVIATION: Final = f"{EntryName.NOT_NEEDED}: Abweichung schriftlich begründet"
KINDS: Final[Mapping[str, str]] = {
    "anhoerung": "Anhörung",
    "anhoerungserklaerung": "Vordruck zur Anhörung",
    "bescheide": "Bescheid",
    "rechtsbehelfsverzicht": "Vordruck Rechtsbehelfsverzicht",
    "mittelabruf": "Vordruck Mittelabruf",
    "vertrag": "Vertrag",
    "beteiligung": "Schreiben an die Kommune",
    "beschluss": "Beschlussvorlage",
    "akte": "Akte",
}


def state_of(texts: Sequence[store.ConfirmedText], found: Sequence[store.Consent], *, released: bool) -> PaperState:
    """What people have set, read as the file of `staffelstab papiere --angaben` is read."""
    texts = [row for row in texts if row.text != TAKEN_BACK]
    plain = {row.field: row.text for row in texts if row.notice == GENERAL}
    committee = next((row.resolution for row in found if row.kind == "Ausschuss" and row.resolution), "")
    unsaid = {"resolution": committee}
    entries: dict[str, Any] = {
        **{entry.label: plain.get(entry.label) or unsaid.get(entry.attribute, "") for entry in ENTRIES},
        EntryName.APPLICATIONS: dict(_keyed(plain, APPLICATION)),
        EntryName.GROUND: {key: text for key, text in _keyed(plain, GROUND) if text in GROUNDS},
        EntryName.DISCRETION: {row.notice: _discretion(row) for row in texts if row.field == DISCRETION},
        EntryName.ASKED: list(_asked(found)),
        EntryName.CONSENTS: {party_label(row): _answer(row, decided=released) for row in found if row.required},
        EntryName.RELEASED: EntryName.EVERYTHING if released else "",
    }
    return read_entries(entries)


def wrong_days(outcome: Outcome, wanted: Mapping[tuple[str, str], str]) -> list[str]:
    """What is wrong with the days that somebody is about to save, read as the file of the command is read."""
    plain = {field: text for (notice, field), text in wanted.items() if notice == GENERAL}
    entries: dict[str, Any] = {entry.label: plain.get(entry.label, "") for entry in ENTRIES}
    entries[EntryName.APPLICATIONS] = dict(_keyed(plain, APPLICATION))
    return [str(row) for row in impossible_days(outcome, read_entries(entries))]


def _keyed(plain: Mapping[str, str], field: str) -> Iterator[tuple[str, str]]:
    """Fields named after a provider or an offering: `Antrag T-05`."""
    for name, text in sorted(plain.items()):
        first, _, key = name.partition(" ")
        if first == field and key:
            yield key, text


def _discretion(row: store.ConfirmedText) -> dict[str, Any]:
    text = "" if row.text == AS_DRAFTED else row.text
    return {EntryName.CONFIRMED_BY: row.by, EntryName.CONFIRMED_ON: row.at.date(), EntryName.TEXT: text}


def _answer(row: store.Consent, *, decided: bool) -> Any:
    """The day on which a party agreed, or why it need not; nothing while it is open or has objected.

    A decided case without all consents has its deviation justified in writing (clause 3.2.6): nobody is waited for.
    """
    if row.status == "nicht erforderlich":
        return f"{EntryName.NOT_NEEDED}: {row.reason}"
    if row.status == "zugestimmt":
        return row.day or ""
    return DEVIATION if decided else ""


def _asked(found: Iterable[store.Consent]) -> Iterator[dict[str, Any]]:
    for row in found:
        if row.kind == "Träger" and row.day is not None:
            reason = f": {row.reason}" if row.reason else ""
            yield {
                EntryName.ASKED_PROVIDER: row.key,
                EntryName.ASKED_ON: row.day,
                EntryName.ASKED_ANSWER: f"{row.status}{reason}",
            }


def addressees(outcome: Outcome) -> dict[str, str]:
    """To whom each paper goes, by the last part of its name: a notice's recipient, or a town."""
    towns = {row.ags: row.name for row in outcome.case.dataset.municipalities}
    return towns | {row.id: f"{row.recipient.name} ({row.kind})" for row in notices_of(outcome)}


def ordered(names: Iterable[str]) -> list[str]:
    """Papers as they are needed: hearing, notices, contracts, letters, committee, file, lists."""
    order = list(KINDS)

    def place(name: str) -> tuple[int, str]:
        first = name.split("/", 1)[0]
        return (order.index(first) if first in order else len(order), name)

    return sorted(names, key=place)


def deadlines_sheet(outcome: Outcome, set_: PaperState) -> Sheet:
    """From the hearing to the day on which the freed money is safe, one row per reduction."""
    people = addressees(outcome)
    rows = [
        (
            people.get(row.notice, row.notice).removesuffix(" (Minderung)"),
            outcome.case.offering_of(row).title,
            row.hearing_end.day if row.hearing_end else None,
            row.posted,
            row.notified.day,
            row.objection_end.day,
            row.safe_from.day,
            "fest" if row.fixed else "frühestens",
        )
        for row in timelines(outcome, set_)
    ]
    kinds = {
        "Minderung bei": "text",
        "Angebot": "text",
        "Anhörung bis": "date",
        "zur Post": "date",
        "bekannt gegeben": "date",
        "Widerspruch bis": "date",
        "Mittel sicher ab": "date",
        "Stand": "text",
    }
    return sheet("Fristen", kinds, rows)  # type: ignore[arg-type]


def papers_sheet(
    names: Iterable[str],
    lacking: Mapping[str, Sequence[str]],
    issued: Iterable[store.IssuedPaper],
    people: Mapping[str, str],
) -> Sheet:
    """Every paper with its kind, how many things it lacks, and when it was handed out."""
    out = {row.notice: row for row in issued}
    rows = [
        (
            kind_of(name),
            people.get(notice_of(name).rsplit("/", 1)[-1], ""),
            "ausgegeben" if notice_of(name) in out else "Entwurf" if lacking.get(notice_of(name)) else "fertig",
            len(lacking.get(notice_of(name), ())) or None,
            out[notice_of(name)].at.date() if notice_of(name) in out else None,
            notice_of(name),
        )
        for name in names
    ]
    kinds = {
        "Papier": "text",
        "An": "text",
        "Stand": "text",
        "Es fehlen": "count",
        "ausgegeben am": "date",
        "Datei": "text",
    }
    return sheet("Papiere", kinds, rows)  # type: ignore[arg-type]


def notice_of(name: str) -> str:
    """A paper's identity: its file name without ending."""
    return name.rsplit(".", 1)[0]


def kind_of(name: str) -> str:
    """What kind of paper a file is."""
    return KINDS.get(name.split("/", 1)[0], "Liste" if name.endswith(".xlsx") else "Kalender")


def file_of(name: str) -> str:
    """A paper's file name when it is taken along alone; it says what it is: `Anhörung J1-M.docx`."""
    folder, _, last = name.rpartition("/")
    return last if folder in {"", "beschluss", "akte"} else f"{kind_of(name)} {last}"


def label_of(name: str, people: Mapping[str, str]) -> str:
    """`Bescheid · Brückenbogen gGmbH (Minderung) · J1-M.docx`."""
    last = name.rsplit("/", 1)[-1]
    return " · ".join(part for part in (kind_of(name), people.get(notice_of(last), ""), last) if part)


def ags_of(name: str, outcome: Outcome) -> str | None:
    """The municipality to which a paper is addressed, if it is to one."""
    last = notice_of(name).rsplit("/", 1)[-1]
    return last if name.startswith("beteiligung/") and last in outcome.case.dataset.municipality else None


def zipped(papers: Mapping[str, bytes]) -> bytes:
    """All papers in one file, under the names of their folders."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(papers.items()):
            archive.writestr(name, content)
    return out.getvalue()
