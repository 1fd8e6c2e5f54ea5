"""What a person may set for the papers of one plan, by its German name: said once for the page and for the file.

The page *Bescheide* keeps each entry in the store, `staffelstab papiere --angaben FILE` reads them from a file; both
become a `PaperState` through `read_entries` (`entries_reading.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, Protocol

from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.drafting import drafts_of
from optimizer.papers.drafts.desk import CaseFile
from optimizer.papers.notices import Notice, notices_of
from optimizer.papers.phrases import inside_quotes
from optimizer.papers.state import Gap, PaperState
from optimizer.papers.timeline import DayBounds, bounds_of

EntryKind = Literal["day", "text", "count"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of `PaperState` that stands for itself: its name there, in German, and what may be put in.

    `gaps` are the names under which papers miss it.
    """

    attribute: str
    label: str
    kind: EntryKind = "day"
    help_text: str = ""
    gaps: tuple[str, ...] = ()


ENTRIES: Final = (
    Entry("dated", "Datum der Schreiben", gaps=("Datum des Schreibens",)),
    Entry("hearing_posted", "Anhörung versandt am", gaps=("Tag der Aufgabe zur Post (Anhörung)", "Tag der Anhörung")),
    Entry("hearing_days", "Frist der Anhörung in Tagen", "count", "Zur Äußerung nach der Bekanntgabe; üblich sind 14."),
    Entry(
        "hearing_waived",
        "Verzicht auf die Anhörung am",
        help_text="Dann wird kein Anhörungsschreiben entworfen.",
        gaps=("Tag des Verzichts auf die Anhörung",),
    ),
    Entry("reply_by", "Rückmeldung der Kommune bis", gaps=("Frist für die Rückmeldung der Kommune",)),
    Entry(
        "resolution",
        "Beschluss des Jugendhilfeausschusses",
        "text",
        "Etwa: JHA 12/2027, oder: nicht nötig, laufende Verwaltung",
        ("Beschluss des Jugendhilfeausschusses",),
    ),
    Entry(
        "posted",
        "Aufgabe zur Post am",
        help_text="Daraus folgt, wann der Bescheid bekannt gegeben ist.",
        gaps=("Tag der Aufgabe zur Post",),
    ),
    Entry("appeal_waived", "Verzicht auf Rechtsbehelf am", help_text="Dann sind die Mittel früher sicher."),
    Entry("reclaim_due", "Rückforderung fällig am", gaps=("Fälligkeitstag der Erstattung",)),
    Entry("talk_on", "Gespräch am", help_text="Reflexionsgespräch nach Nummer 3.1.6, für den Kalender."),
)


class EntryName(StrEnum):
    """The names of sections and lines that are no `Entry`, and the fixed words among their values."""

    SCENARIO = "Szenario"
    PLAN = "Plan"
    APPLICATIONS = "Anträge"
    GROUND = "Rechtsgrund"
    DISCRETION = "Ermessen"
    CONFIRMED_BY = "bestätigt von"
    CONFIRMED_ON = "bestätigt am"
    TEXT = "Text"
    ASKED = "Angefragt"
    ASKED_PROVIDER = "Träger"
    ASKED_ON = "am"
    ASKED_ANSWER = "Antwort"
    CONSENTS = "Zustimmungen"
    NOT_NEEDED = "nicht erforderlich"
    RELEASED = "Freigegeben"
    EVERYTHING = "alle"


_GAPS: Final[Mapping[str, str]] = {
    **{name: entry.label for entry in ENTRIES for name in entry.gaps},
    "Datum des Antrags": EntryName.APPLICATIONS,
    "Wahl der Rechtsgrundlage (kein Widerrufsvorbehalt)": EntryName.GROUND,
    "Wahl der Rechtsgrundlage (Beginn vor der Bekanntgabe)": EntryName.GROUND,
    "Bestätigung der Ermessensgründe": EntryName.DISCRETION,
    "Zustimmung aller Beteiligten (Nummer 3.1.7)": EntryName.CONSENTS,
    "wer wann angefragt wurde und was er geantwortet hat": EntryName.ASKED,
}


def entry_of(gap: Gap) -> str:
    """The entry or section that fills a gap; empty where the workbook or the case does."""
    return _GAPS.get(gap.what, "")


class Party(Protocol):
    """Somebody who must agree, as the store finds it."""

    @property
    def kind(self) -> str:
        """Landkreis, Kommune, Träger or Ausschuss."""

    @property
    def key(self) -> str:
        """AGS or key of the provider."""

    @property
    def name(self) -> str:
        """Who it is."""

    @property
    def required(self) -> bool:
        """Must it agree?"""


@dataclass(frozen=True, slots=True)
class EntryScope:
    """What the entries of one plan may name, each with what people call it. `plan` is the hash of what is agreed to."""

    scenario: str
    plan: str
    applicants: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    bounds: DayBounds | None = None


def scope_of(outcome: Outcome, parties: Iterable[Party], plan: str) -> EntryScope:
    """What may be said about the papers of this plan; `parties` are those who must agree to it."""
    notices = notices_of(outcome)
    reductions = [row for row in notices if row.kind == "Minderung"]
    grants = [row.recipient for row in notices if row.kind != "Minderung"]
    file = CaseFile(outcome, Findings(), PaperState())
    return EntryScope(
        scenario=outcome.plan.scenario,
        plan=plan,
        applicants={row.key: row.name for row in grants},
        grounds={row.offering.key: _ground_label(row) for row in reductions},
        notices={row.id: _notice_label(row) for row in notices},
        providers={row.key: row.name for row in outcome.case.dataset.providers},
        parties={party_label(row): row.name for row in parties if row.required},
        papers=tuple(draft.name for draft in drafts_of(file)),
        bounds=bounds_of(outcome),
    )


def party_label(party: Party) -> str:
    """`Landkreis`, `Kommune 14524190`, `Träger T-05`, `Ausschuss`."""
    return party.kind if party.key == party.kind else f"{party.kind} {party.key}"


def _ground_label(notice: Notice) -> str:
    reserved = 'Widerruf ist vorbehalten; "" heißt § 47 Abs. 1 Nr. 1' if notice.revocable else "ohne Widerrufsvorbehalt"
    return f"„{inside_quotes(notice.offering.title)}“ ({reserved})"


def _notice_label(notice: Notice) -> str:
    return f"{notice.title}, {notice.recipient.name}"
