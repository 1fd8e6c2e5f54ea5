"""One administrative act, as a frozen record: what every paper and every row of the Bescheidliste is written from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from optimizer.model.dataset import Municipality, Offering, Provider, SourceKind
from optimizer.model.periods import Period

NoticeKind = Literal["Minderung", "Erhöhung", "Zuwendung"]
Measure = Literal["old", "change", "new", "available", "owed", "returned"]

AWARDED: Final[frozenset[SourceKind]] = frozenset({"Land", "Landkreis"})
"""Whose money a notice awards and revokes (clause 3.1.3); money of others it shows for information only."""
MUNICIPAL: Final[frozenset[SourceKind]] = frozenset({"Kommune"})
THIRD_PARTY: Final[frozenset[SourceKind]] = frozenset({"Dritte"})


@dataclass(frozen=True, slots=True)
class AmountChange:
    """Old → change → new of one source and budget year, in cents. A reduction's `change` is negative.

    Of a reduction, available + reclaim + returned = −change; of any other act these three are 0. `owed` is what was
    drawn beyond the new grant: the reclaim, and of money that returns or is planned with again what is overdrawn.
    """

    source: str
    year: int
    payer: SourceKind
    old: int
    change: int
    available: int = 0
    reclaim: int = 0
    returned: int = 0
    owed: int = 0

    @property
    def new(self) -> int:
        """What is granted after this act."""
        return self.old + self.change

    @property
    def awarded(self) -> bool:
        """Does the notice itself award this money, or only show it (clause 3.1.3)?"""
        return self.payer in AWARDED


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Old → change → new in weekly hours, as in force on the first day of the act's period."""

    old: Fraction
    change: Fraction

    @property
    def new(self) -> Fraction:
        """Weekly hours after this act."""
        return self.old + self.change


@dataclass(frozen=True, slots=True)
class Notice:
    """Bescheid: one act towards one provider, with its addressee's data only.

    `offering` is the one that drops out, the purpose of the act. `changed` is the offering whose grant the act changes:
    the same one for a Minderung, the substitute's own for an Erhöhung, None for a first grant (Zuwendung).
    `change_number` is the n of "n. Änderungsbescheid", None for a first grant. `amounts` hold every grant of `changed`
    in the budget years that the act touches, also those that stay as they are and those that it shows for information;
    `own_means` (year, cents) is the recipient's own money. `id` is safe as a part of a file name.
    """

    id: str
    kind: NoticeKind
    outage: int
    capacity: str | None
    recipient: Provider
    offering: Offering
    changed: Offering | None
    municipality: Municipality
    space_name: str
    change_number: int | None
    period: Period
    hours: HoursChange
    full_time: Fraction
    amounts: tuple[AmountChange, ...]
    own_means: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    reported: date | None = None
    hearing: date | Literal["verzichtet"] | None = None

    @property
    def file_number(self) -> str:
        """Aktenzeichen of the grant that is changed; empty for a first grant."""
        return self.changed.file_number if self.changed else ""

    @property
    def booked_as(self) -> Offering:
        """Whose Produktkonto books the money: one of the outage's field, also where a grant of another one is raised.

        The share of each field is declared and proven to the state (Bereichsbindung).
        """
        return self.changed if self.changed and self.changed.field == self.offering.field else self.offering

    @property
    def reference_date(self) -> date | None:
        """Date of the notice that is changed; None where there is none or it is not known."""
        return self.changed.notice_date if self.changed else None

    @property
    def contract_date(self) -> date | None:
        """Date of the public-law contract that is amended; None where there is none or it is not known."""
        return self.changed.contract_date if self.changed else None

    @property
    def revocable(self) -> bool:
        """Does the notice that is changed reserve its revocation (§ 47 (1) No. 1 SGB X)?"""
        return self.changed is not None and self.changed.revocable

    @property
    def years(self) -> tuple[int, ...]:
        """The budget years in which money is granted, taken or brought along, in order."""
        return tuple(sorted({row.year for row in self.amounts} | {year for year, _ in self.own_means}))

    def sum_of(self, measure: Measure, payers: Collection[SourceKind] = AWARDED) -> int:
        """One measure over the years touched and the money of these payers (cents); by default what is awarded."""
        return sum(getattr(row, measure) for row in self.amounts if row.payer in payers)

    @property
    def change(self) -> int:
        """Grant more (+) or less (−) by this act (cents)."""
        return self.sum_of("change")

    @property
    def own_total(self) -> int:
        """The recipient's own means (cents)."""
        return sum(cents for _, cents in self.own_means)

    def full_time_equivalents(self, hours: Fraction) -> Fraction:
        """Weekly hours as VzÄ, exact."""
        return hours / self.full_time

    @property
    def title(self) -> str:
        """`2. Änderungsbescheid (Minderung)` or `Zuwendungsbescheid`."""
        if self.change_number is None:
            return "Zuwendungsbescheid"
        return f"{self.change_number}. Änderungsbescheid ({self.kind})"
