"""The desk on which one paper is drafted: the plan, what people decided, and a list of what was found missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from optimizer.model.case import Case
from optimizer.model.dataset import Provider
from optimizer.model.findings import Findings
from optimizer.model.german import long_date
from optimizer.model.outcome import Outcome
from optimizer.papers.notices import Notice, notices_of
from optimizer.papers.phrases import clean, kept_together
from optimizer.papers.state import Gap, PaperState
from optimizer.papers.timeline import Timeline, timeline_of
from optimizer.papers.word.readback import Expected

Fields = dict[str, Any]
"""A paper's fields by name: texts, yes/no, and lists of records of texts."""

HEAD_ENTRIES: Final = {
    "behoerde_name": "Name",
    "behoerde_anschrift": "Anschrift",
    "behoerde_amt": "Amt",
    "behoerde_sachgebiet": "Sachgebiet",
    "behoerde_bearbeitung": "Bearbeitung",
    "behoerde_telefon": "Telefon",
    "behoerde_email": "E-Mail",
    "zeichen": "Zeichen",
    "unterzeichnung": "Unterzeichnung",
    "ausschuss": "Ausschuss",
}


@dataclass(frozen=True)
class CaseFile:
    """The file of one case: the plan, what was asked of the model, and what people have set."""

    outcome: Outcome
    findings: Findings
    state: PaperState

    @property
    def case(self) -> Case:
        """The case behind the plan."""
        return self.outcome.case

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Every act that puts the plan into force, in order."""
        return notices_of(self.outcome)

    @cached_property
    def timelines(self) -> Mapping[int, Timeline]:
        """The days of each reduction, by the number of its outage."""
        day = self.case.planning_day
        return {row.outage: timeline_of(row, self.state, day) for row in self.notices if row.kind == "Minderung"}


@dataclass
class Desk:
    """One paper in the making. `paper` is its file name without ending; `gaps` fills while fields are asked for."""

    file: CaseFile
    paper: str
    gaps: list[Gap] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """The plan with its case."""
        return self.file.outcome

    @property
    def case(self) -> Case:
        """The case behind the plan."""
        return self.file.outcome.case

    @property
    def state(self) -> PaperState:
        """What people have set."""
        return self.file.state

    @property
    def findings(self) -> Findings:
        """What was asked of the model."""
        return self.file.findings

    def need(self, value: str, what: str, sheet: str = "", column: str = "", key: str = "") -> str:
        """`value`, or a marked gap `[… fehlt]` that is noted with the place where it is put in."""
        plain = clean(value)
        if plain:
            return plain
        self.gaps.append(Gap(self.paper, what, sheet, column, key))
        return f"[{what} fehlt]"

    def need_date(self, day: date | None, what: str, sheet: str = "", column: str = "", key: str = "") -> str:
        """A day in long form, or a marked gap."""
        return self.need(long_date(day) if day else "", what, sheet, column, key)

    def entry(self, name: str) -> str:
        """An Angabe of the sheet Behörde, or a marked gap."""
        value = self.case.dataset.authority_of(name)
        return self.need(", ".join(line.strip() for line in value.split(";")), name, "Behörde", "Wert", name)

    def head(self, title: str, dated: date | None = None) -> Fields:
        """What stands at the head of every paper; its own day where it has one, else that of all papers."""
        fields: Fields = {name: self.entry(entry) for name, entry in HEAD_ENTRIES.items()}
        return {**fields, "titel": title, "datum": self.need_date(dated or self.state.dated, "Datum des Schreibens")}

    def addressee(self, provider: Provider) -> Fields:
        """Name, representative and address of a provider."""
        lines = [clean(line) for line in provider.address if clean(line)]
        lines = lines or [self.need("", "Anschrift", "Träger", "Anschrift", provider.key)]
        return {
            "empfaenger_name": clean(provider.name),
            "empfaenger_vertretung": self.need(
                provider.representative, "Vertretung", "Träger", "Vertretung", provider.key
            ),
            "empfaenger_anschrift": [{"zeile": line} for line in lines],
        }

    def finished(self, fields: Mapping[str, Any]) -> Fields:
        """The fields with the mark ENTWURF: it goes when nothing is missing and a person has released the paper."""
        kept = {name: _kept(value) for name, value in fields.items()}
        return {**kept, "entwurf": bool(self.gaps) or not self.state.is_released(self.paper)}


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper before it is written.

    `name` is its file name without ending, made from ids only; `expected` is what must stand there.
    """

    name: str
    template: str
    fields: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    expected: Expected


def _kept(value: Any) -> Any:
    """Texts, also those in lists, without a line break between a day and its month or `§` and its number."""
    if isinstance(value, str):
        return kept_together(value)
    if isinstance(value, list):
        return [{name: _kept(entry) for name, entry in row.items()} for row in value]
    return value


def paragraphs(texts: list[str]) -> list[dict[str, str]]:
    """Texts as a list that a template loops over (`zeile.text`)."""
    return [{"text": text} for text in texts]
