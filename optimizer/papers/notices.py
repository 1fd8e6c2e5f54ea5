"""Plan → notices: one record per administrative act, folded in order so that each shows old → change → new.

Order of the acts: by outage, the reduction first, then the substitutes as the plan lists them. Each act of an offering
starts from the state that the act before has left (consolidated grant).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from optimizer.model.case import OWN_MEANS, Case, Freed, Outage
from optimizer.model.dataset import Offering
from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.model.plan import Handover
from optimizer.papers.merge_fields import mail_merge
from optimizer.papers.notice import AmountChange, HoursChange, Notice, NoticeKind

__all__ = ["AmountChange", "HoursChange", "Notice", "NoticeKind", "mail_merge", "notices_of"]

_SAFE_KEY = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_OWN_HOURS = {"bisher": "BISHER", "mehr": "MEHR"}
_Place = tuple[str, int]
"""Source and budget year."""
_TAKEN = {"M", *_OWN_HOURS.values()}


def notices_of(outcome: Outcome) -> tuple[Notice, ...]:
    """Every act that puts the plan into force, in order (clause 3.1.7).

    Freed money summed over the reductions and paid money summed over the others agree with the plan to the cent.
    """
    books = _Books(outcome.case)
    acts = []
    for outage in outcome.case.outages:
        reduction = _reduction(outcome, outage, books)
        acts += [reduction] if reduction else []
        acts += [_grant(outcome, row, books) for row in outcome.plan.handovers if row.outage == outage.number]
    return tuple(acts)


@dataclass
class _Books:
    """What stands at this point of the fold: cents, hours and changes of every offering, and what is drawn."""

    case: Case
    cents: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    drawn: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    hours: list[tuple[str, Period, Fraction]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for grant in self.case.dataset.grants:
            self.cents[grant.offering, grant.source, grant.year] += grant.granted
            self.drawn[grant.offering, grant.source, grant.year] += grant.drawn

    def amounts(self, offering: Offering | None, changes: Mapping[_Place, int | Freed]) -> tuple[AmountChange, ...]:
        """The changes completed with old amounts and with the grants of the same years that stay; then booked."""
        years = {year for _, year in changes}
        key = offering.key if offering else ""
        standing = {(source, year) for owner, source, year in self.cents if owner == key and year in years}
        rows = []
        for source, year in sorted(standing | set(changes), key=lambda place: (place[1], place[0])):
            payer = self.case.dataset.source[source].kind
            old = self.cents[key, source, year] if offering else 0
            found = changes.get((source, year), 0)
            if isinstance(found, Freed):
                split = (found.available, found.reclaim, found.returned, self._owed(key, found, old))
                row = AmountChange(source, year, payer, old, -found.freed, *split)
            else:
                row = AmountChange(source, year, payer, old, found)
            rows.append(row)
            if offering:
                self.cents[key, source, year] = row.new
        return tuple(rows)

    def _owed(self, offering: str, freed: Freed, old: int) -> int:
        """What was drawn beyond the new grant and must be paid back (§ 50 SGB X).

        The plan's reclaim; where the plan already counts on reclaims, or money goes back to its source, what was drawn
        beyond the new grant less what was drawn beyond the old one.
        """
        if not (self.case.dataset.rules.plan_reclaims or freed.returned):
            return freed.reclaim
        drawn = self.drawn[offering, freed.source, freed.year]
        return max(freed.reclaim, max(0, drawn - old + freed.freed) - max(0, drawn - old))

    def hours_change(self, offering: Offering | None, period: Period, change: Fraction) -> HoursChange:
        """Hours in force on the period's first day, and the change; then booked."""
        if offering is None:
            return HoursChange(Fraction(0), change)
        day = period.start
        earlier = (hours for key, span, hours in self.hours if key == offering.key and span.start <= day <= span.end)
        result = HoursChange(offering.hours + sum(earlier, Fraction(0)), change)
        self.hours.append((offering.key, period, change))
        return result

    def next_number(self, offering: Offering) -> int:
        """The n of the n-th change notice of this offering."""
        self.changes[offering.key] += 1
        return offering.changes + self.changes[offering.key]


def _reduction(outcome: Outcome, outage: Outage, books: _Books) -> Notice | None:
    """Minderung towards the provider that drops out, from the day on from which its money is free (§ 47 SGB X).

    None where neither money nor hours are taken, and where no day is left whose money is free.
    """
    case, period = outcome.case, outage.freeing
    freed = [row for row in outcome.plan.freed if row.outage == outage.number and row.freed]
    if outage.event.kind == "Mehrbedarf" or period is None or not (freed or outage.hours):
        return None
    offering = case.offering_of(outage)
    return Notice(
        id=f"J{outage.number}-M",
        kind="Minderung",
        outage=outage.number,
        capacity=None,
        recipient=case.dataset.provider[offering.provider],
        offering=offering,
        changed=offering,
        municipality=case.dataset.municipality[offering.ags],
        space_name=_space_name(case, offering),
        change_number=books.next_number(offering),
        period=period,
        hours=books.hours_change(offering, outage.period if outage.own_may_go_on else period, -outage.hours),
        full_time=case.dataset.rules.full_time,
        amounts=books.amounts(offering, {(row.source, row.year): row for row in freed}),
        reason=outage.event.reason,
        reported=outage.event.reported,
        hearing=outage.event.hearing,
    )


def _grant(outcome: Outcome, handover: Handover, books: _Books) -> Notice:
    """Erhöhung of the substitute's own grant, or its first grant (Zuwendung)."""
    case = outcome.case
    offering = case.offering_of(handover)
    existing = _existing(case, handover)
    paid: Counter[tuple[str, int]] = Counter()
    own: Counter[int] = Counter()
    for payment in handover.funding:
        if case.pot[payment.pot].kind == "own" or payment.source == OWN_MEANS:
            own[payment.year] += payment.cents
        else:
            paid[payment.source, payment.year] += payment.cents
    return Notice(
        id=f"J{handover.outage}-{_file_safe(handover.capacity)}",
        kind="Erhöhung" if existing else "Zuwendung",
        outage=handover.outage,
        capacity=handover.capacity,
        recipient=case.dataset.provider[handover.provider],
        offering=offering,
        changed=existing,
        municipality=case.dataset.municipality[offering.ags],
        space_name=_space_name(case, offering),
        change_number=books.next_number(existing) if existing else None,
        period=handover.period,
        hours=books.hours_change(existing, handover.period, handover.hours),
        full_time=case.dataset.rules.full_time,
        amounts=books.amounts(existing, paid),
        own_means=tuple(sorted(own.items())),
    )


def _existing(case: Case, handover: Handover) -> Offering | None:
    """The grant that a handover raises: Bestehendes Angebot, for `bisher:` and `mehr:` the offering itself.

    A grant of someone else is never raised: then it is a first grant, so that no notice shows another one's data.
    """
    capacity = case.capacity_of(handover)
    own_hours = capacity.only_outage is not None
    key = case.outage[handover.outage].offering if own_hours else capacity.offering
    existing = case.dataset.offering[key] if key else None
    return existing if existing and existing.provider == handover.provider else None


def _space_name(case: Case, offering: Offering) -> str:
    space = case.dataset.space.get(offering.space)
    return space.name if space else offering.space


def _file_safe(capacity: str) -> str:
    """The capacity's key where it can stand in a file name on every system, else what is left of it with a checksum."""
    prefix, _, rest = capacity.partition(":")
    if rest and prefix in _OWN_HOURS:
        return _OWN_HOURS[prefix]
    if _SAFE_KEY.fullmatch(capacity) and capacity not in _TAKEN:
        return capacity
    plain = re.sub(r"[^A-Z0-9]+", "-", capacity.upper()).strip("-")[:20]
    mark = hashlib.sha256(capacity.encode()).hexdigest()[:8].upper()
    return f"{plain}-{mark}" if plain else mark
