"""The limits of a case that a person set or owns, each with how much of it a plan uses and how to change it.

Never here: the gates of the law and the agreements (Anerkennung, §§ 8a, 72a SGB VIII, Fachkräfte …).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from optimizer.cases.matching import LOCAL_KINDS, Matching, matchings
from optimizer.cases.pots import payers
from optimizer.insight.changed import Setter, hours_setter, pot_setter, rule_setter, share_setter, with_grant
from optimizer.insight.lumps import lump_of_hours, lump_of_money
from optimizer.insight.words import capacity_label, pot_label, share_limit
from optimizer.model.case import OWN_MEANS, Case
from optimizer.model.dataset import Grant, ShareRule
from optimizer.model.findings import Limit
from optimizer.model.periods import phases
from optimizer.model.plan import Handover, paid_by_pot


@dataclass(frozen=True, slots=True)
class Steps:
    """How far each limit is moved: cents, weekly hours, a share (5 points), hours of Mindestumfang, a number."""

    money: int = 100_000
    hours: Fraction = Fraction(5)
    points: Fraction = Fraction(5, 100)
    lot_hours: Fraction = Fraction(1)
    substitutes: int = 1


@dataclass(frozen=True, slots=True)
class Knob:
    """A limit: its value, what the plan uses of it (None = cannot be told), and how to set another value.

    `ceiling` = the plan stays at or below it; otherwise it is a least value.
    """

    limit: Limit
    value: Fraction
    used: Fraction | None
    step: Fraction
    set_to: Setter
    ceiling: bool = True
    least: Fraction = Fraction(0)
    most: Fraction | None = None
    lump: Fraction = Fraction(0)

    @property
    def binds(self) -> bool:
        """Less than one step (under lot rules: than one handover) is left unused, so that moving it may matter."""
        if self.used is None:
            return True
        return (self.value - self.used if self.ceiling else self.used - self.value) < max(self.step, self.lump)

    @property
    def lower(self) -> Fraction | None:
        """One step less, or the least that can be; None where it is there already."""
        return None if self.value <= self.least else max(self.least, self.value - self.step)

    @property
    def higher(self) -> Fraction | None:
        """One step more; None where that makes no sense."""
        return None if self.most is not None and self.value >= self.most else self._capped(self.value + self.step)

    @property
    def looser(self) -> Fraction | None:
        """The neighbour that allows more plans."""
        return self.higher if self.ceiling else self.lower

    def _capped(self, value: Fraction) -> Fraction:
        return value if self.most is None else min(value, self.most)


def knobs(case: Case, handovers: tuple[Handover, ...], steps: Steps) -> tuple[Knob, ...]:
    """Every limit that bears on some option: pots, capacities, shares, lot rules, matching, in this order."""
    return (
        *pot_knobs(case, handovers, steps),
        *capacity_knobs(case, handovers, steps),
        *share_knobs(case, handovers, steps),
        *lot_knobs(case, steps),
        *matching_knobs(case, handovers, steps),
    )


def pot_knobs(case: Case, handovers: tuple[Handover, ...], steps: Steps) -> Iterator[Knob]:
    """Money of one source and year."""
    used = paid_by_pot(handovers)
    for pot in payers(case, case.options):
        limit = Limit("pot", pot.key, pot_label(case, pot))
        amount, lump = Fraction(used[pot.key]), lump_of_money(case, pot)
        yield Knob(limit, Fraction(pot.cents), amount, Fraction(steps.money), pot_setter(pot.key), lump=lump)


def capacity_knobs(case: Case, handovers: tuple[Handover, ...], steps: Steps) -> Iterator[Knob]:
    """Weekly hours that a provider could add; `bisher:` and `mehr:` have just the hours that are lost."""
    named = {option.capacity for option in case.options}
    for capacity in sorted(case.capacities, key=lambda row: row.key):
        if capacity.key in named and capacity.only_outage is None:
            limit = Limit("capacity", capacity.key, capacity_label(case, capacity.key))
            used, lump = hours_used(handovers, capacity.key), lump_of_hours(case, capacity.key)
            yield Knob(limit, capacity.hours, used, steps.hours, hours_setter(capacity.key), lump=lump)


def hours_used(handovers: tuple[Handover, ...], capacity: str) -> Fraction:
    """The most weekly hours that a capacity gives on any day."""
    rows = [row for row in handovers if row.capacity == capacity]
    sums = [
        sum((rows[index].hours for index in inside), Fraction(0)) for _, inside in phases([row.period for row in rows])
    ]
    return max(sums, default=Fraction(0))


def share_knobs(case: Case, handovers: tuple[Handover, ...], steps: Steps) -> Iterator[Knob]:
    """Least and greatest shares that a kind of source bears, row by row of Anteile."""
    for index, share in enumerate(case.dataset.shares):
        touched = [option for option in case.options if share.bears_on(case.offering_of(option))]
        if not touched:
            continue
        borne = [
            part for row in handovers if share.bears_on(case.offering_of(row)) for part in _borne(case, share.kind, row)
        ]
        made = {row.key for row in handovers}
        idle = any(option.key not in made for option in touched) and _uncovered(case, handovers, share)
        if share.minimum > 0:
            limit = share_limit(case, index, "min")
            used = None if idle or not borne else min(borne)
            setter = share_setter(index, "minimum")
            yield Knob(limit, share.minimum, used, steps.points, setter, ceiling=False, most=share.maximum)
        if share.maximum < 1:
            limit = share_limit(case, index, "max")
            used = None if idle or not borne else max(borne)
            setter = share_setter(index, "maximum")
            yield Knob(limit, share.maximum, used, steps.points, setter, least=share.minimum, most=Fraction(1))


def _borne(case: Case, kind: str, handover: Handover) -> Iterator[Fraction]:
    """What part of each year's cost that kind of source bears."""
    for year, cost in handover.cost:
        if cost:
            paid = sum(row.cents for row in handover.funding if row.year == year and _kind(case, row.source) == kind)
            yield Fraction(paid, cost)


def _kind(case: Case, source: str) -> str:
    return source if source == OWN_MEANS else case.dataset.source[source].kind


def _uncovered(case: Case, handovers: tuple[Handover, ...], share: ShareRule) -> bool:
    covered: dict[int, Fraction] = {}
    for row in handovers:
        covered[row.outage] = covered.get(row.outage, Fraction(0)) + row.hour_months
    return any(
        covered.get(outage.number, Fraction(0)) < outage.lost_hour_months
        for outage in case.outages
        if share.bears_on(case.offering_of(outage))
    )


def lot_knobs(case: Case, steps: Steps) -> Iterator[Knob]:
    """Mindestumfang, Höchstzahl Übernehmende and Stundenraster, where they are on."""
    rules = case.dataset.rules
    if not case.options:
        return
    if rules.min_hours:
        limit = Limit("lot_rule", "Mindestumfang", "Mindestumfang")
        yield Knob(limit, rules.min_hours, None, steps.lot_hours, rule_setter("min_hours"), ceiling=False)
    if rules.max_substitutes:
        limit = Limit("lot_rule", "Höchstzahl Übernehmende", "Höchstzahl Übernehmende")
        value, step = Fraction(rules.max_substitutes), Fraction(steps.substitutes)
        yield Knob(limit, value, None, step, rule_setter("max_substitutes"), least=Fraction(1))
    if rules.hour_grid:
        limit = Limit("lot_rule", "Stundenraster", "Stundenraster")
        yield Knob(limit, rules.hour_grid, None, rules.hour_grid, rule_setter("hour_grid"), ceiling=False)


def matching_knobs(case: Case, handovers: tuple[Handover, ...], steps: Steps) -> Iterator[Knob]:
    """State money that local money must match: moved by local money for offerings that are not out."""
    for rule in matchings(case):
        grant = _other_local_grant(case, rule, steps.money)
        if rule.never_binds or grant is None:
            continue
        limit = Limit("matching", f"{rule.source}:{rule.year}", f"Komplementärmittel zu {rule.source} {rule.year}")
        used = Fraction(_state_less_local(case, handovers, rule))
        lump = max((lump_of_money(case, case.pot[key]) for key in rule.state_pots), default=Fraction(0))
        room, setter = Fraction(rule.room), _grant_setter(grant, rule.room)
        yield Knob(limit, room, used, Fraction(steps.money), setter, lump=lump)


def _state_less_local(case: Case, handovers: tuple[Handover, ...], rule: Matching) -> int:
    total = 0
    for row in handovers:
        if case.offering_of(row).field in rule.fields:
            total += sum(paid.cents for paid in row.funding if paid.pot in rule.state_pots)
            total -= sum(paid.cents for paid in row.funding if paid.pot in rule.local_pots)
    return total


def _other_local_grant(case: Case, rule: Matching, step: int) -> Grant | None:
    """The largest local grant of the year, in the rule's fields, to an offering that is not out."""
    kinds = LOCAL_KINDS[case.dataset.rules.matching]
    out = {outage.offering for outage in case.outages}
    grants = [
        grant
        for grant in case.dataset.grants
        if grant.year == rule.year
        and case.dataset.source[grant.source].kind in kinds
        and grant.offering not in out
        and case.dataset.offering[grant.offering].field in rule.fields
        and grant.granted - grant.drawn >= step
    ]
    return max(grants, key=lambda grant: (grant.granted, grant.offering, grant.source), default=None)


def _grant_setter(grant: Grant, room: int) -> Setter:
    return lambda case, value: with_grant(case, grant, grant.granted + int(value) - room)
