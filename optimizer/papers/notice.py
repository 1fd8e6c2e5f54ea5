"""One administrative act, as a frozen record: what every paper and every row of the Bescheidliste is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from optimizer.model.dataset import Municipality, Offering, Provider
from optimizer.model.periods import Period

NoticeKind = Literal["Minderung", "Erhöhung", "Zuwendung"]


@dataclass(frozen=True, slots=True)
class AmountChange:
    """Old → change → new of one source and budget year, in cents. A reduction's `change` is negative.

    Of a reduction, available + reclaim + returned = −change; of any other act these three are 0.
    """

    source: str
    year: int
    old: int
    change: int
    available: int = 0
    reclaim: int = 0
    returned: int = 0

    @property
    def new(self) -> int:
        """What is granted after this act."""
        return self.old + self.change


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
    in the budget years that the act touches, also those that stay as they are; `own_means` (year, cents) is the
    recipient's own money and no public money. `id` is safe as a part of a file name.
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

    @property
    def old(self) -> int:
        """Public money granted before, over the years touched (cents)."""
        return sum(row.old for row in self.amounts)

    @property
    def change(self) -> int:
        """Public money more (+) or less (−) by this act (cents)."""
        return sum(row.change for row in self.amounts)

    @property
    def new(self) -> int:
        """Public money granted after this act, over the years touched (cents)."""
        return sum(row.new for row in self.amounts)

    @property
    def available(self) -> int:
        """Of a reduction: what may go to substitutes (cents)."""
        return sum(row.available for row in self.amounts)

    @property
    def reclaim(self) -> int:
        """Of a reduction: what was drawn and must be claimed back, § 50 SGB X (cents)."""
        return sum(row.reclaim for row in self.amounts)

    @property
    def returned(self) -> int:
        """Of a reduction: what goes back to a source that may not be used for others (cents)."""
        return sum(row.returned for row in self.amounts)

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
