"""What people have decided about the papers of one plan, and what a paper still lacks. Nothing here is computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from optimizer.model.german import long_date
from optimizer.papers.legal_dates import HEARING_DAYS

Ground = Literal["§ 48", "§ 47 Abs. 2 Nr. 1", "Verzicht"]
GROUNDS: Final[tuple[Ground, ...]] = ("§ 48", "§ 47 Abs. 2 Nr. 1", "Verzicht")
"""Grounds that can carry a reduction; where the old notice reserved no revocation, a person must choose one."""
RETROACTIVE: Final[frozenset[Ground]] = frozenset({"§ 47 Abs. 2 Nr. 1", "Verzicht"})
"""Those that also carry days before the notification; § 47 (1) SGB X works for the future only."""

ALL_PAPERS: Final = "*"


@dataclass(frozen=True, slots=True)
class Discretion:
    """The reasons on discretion of one notice (§ 35 (1) SGB X), as a person edited and confirmed them.

    An empty `text` confirms the draft as it stands. Without a name and a day the text is one more draft.
    """

    notice: str
    by: str
    on: date | None
    text: str = ""

    @property
    def confirmed(self) -> bool:
        """Has a person stood up for these reasons?"""
        return bool(self.by) and self.on is not None

    @property
    def note(self) -> str:
        """`bestätigt von Frau Muster am 2. März 2027`, or that nobody has."""
        return f"bestätigt von {self.by} am {long_date(self.on)}" if self.by and self.on else "noch nicht bestätigt"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked on what day to take over, and what the answer was; for the weighing record.

    `provider` is its key, or a name where the workbook does not know it.
    """

    provider: str
    on: date
    answer: str


@dataclass(frozen=True, slots=True)
class PaperState:
    """What a person has set for the papers of one plan; everything left out stays a marked gap.

    `applications` gives the day of each substitute's application by provider, `grounds` the chosen ground of a
    reduction by offering (none: the revocation that the old notice reserved).
    `released` names the papers that a person has released (`bescheide/J1-M`), `*` all of them:
    a paper that lacks something bears ENTWURF all the same.
    """

    dated: date | None = None
    posted: date | None = None
    hearing_posted: date | None = None
    hearing_days: int = HEARING_DAYS
    hearing_waived: date | None = None
    appeal_waived: date | None = None
    reply_by: date | None = None
    reclaim_due: date | None = None
    talk_on: date | None = None
    resolution: str = ""
    applications: tuple[tuple[str, date], ...] = ()
    grounds: tuple[tuple[str, Ground], ...] = ()
    discretion: tuple[Discretion, ...] = ()
    asked: tuple[Asked, ...] = ()
    consents_complete: bool = False
    released: tuple[str, ...] = ()

    def discretion_of(self, notice: str) -> Discretion | None:
        """What a person has written or confirmed on the discretion of one notice; None where nobody has."""
        return next((row for row in self.discretion if row.notice == notice), None)

    def is_released(self, paper: str) -> bool:
        """Has a person released this paper?"""
        return ALL_PAPERS in self.released or paper in self.released


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """What one paper still lacks, and where it is put in: a sheet and column of the workbook, or the release page."""

    paper: str
    what: str
    sheet: str = ""
    column: str = ""
    key: str = ""

    @property
    def place(self) -> str:
        """`Blatt Behörde, Angabe „Kassenzeichen“`, or `Seite Bescheide` for what a person decides there."""
        if not self.sheet:
            return "Seite Bescheide"
        if self.sheet == "Behörde":
            return f"Blatt Behörde, Angabe „{self.key}“"
        row = f", Zeile „{self.key}“" if self.key else ""
        return f"Blatt {self.sheet}, Spalte „{self.column}“{row}"

    def __str__(self) -> str:
        return f"{self.paper}: {self.what} fehlt ({self.place})"
