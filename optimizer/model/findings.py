"""What is known about a plan beyond its figures: frozen records that insight fills and papers and pages read.

Every number in them is the difference of two real solves. Goal values carry the units of `GoalValue` (EUR in cents).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from optimizer.model.pair import Keyed
from optimizer.model.periods import Period
from optimizer.model.plan import GoalValue, Plan

LimitKind = Literal["pot", "capacity", "share", "lot_rule", "matching", "pin"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound that a person set or owns: `key` finds it in the workbook, `label` is how people call it (German)."""

    kind: LimitKind
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What a change does to one goal: its value in the plan and in the re-solved plan."""

    goal: str
    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LimitValue:
    """Grenzwert of one limit, two-sided: what `step` less and `step` more change in every goal (None = not possible).

    Units of `step`: cents for pots and matching, hours, a share (0.05 = 5 points), or a number of substitutes.
    `taken` is what was really taken away where the limit holds less than a step.
    """

    limit: Limit
    step: Fraction
    less: tuple[GoalChange, ...] | None
    more: tuple[GoalChange, ...] | None
    sentence: str
    taken: Fraction | None = None


@dataclass(frozen=True, slots=True)
class WinningChange:
    """The smallest change of one figure with which an unused option would have been chosen (cents, before and after).

    A price is cents per VzÄ and month; `limit` says whose price or which pot.
    """

    what: Literal["rate", "pot"]
    limit: Limit
    before: Fraction
    after: Fraction
    sentence: str


@dataclass(frozen=True, slots=True)
class ForcedOption(Keyed):
    """Warum nicht: what forcing an unused option in would cost in every goal, and what would have made it win.

    `changes` is empty where it cannot be forced in without breaking a rule.
    """

    outage: int
    capacity: str
    hours: Fraction
    changes: tuple[GoalChange, ...]
    sentence: str
    wins: tuple[WinningChange, ...] = ()
    possible: bool = True


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One pair of outage and capacity without a handover: all reasons why it is no option, or its price as one."""

    outage: int
    capacity: str
    reasons: tuple[str, ...]
    forced: ForcedOption | None = None


@dataclass(frozen=True, slots=True)
class Candidate(Keyed):
    """Rangliste: what one capacity could do for one outage, if it alone took over and nothing else were planned.

    `hours` a week, `covered` hour-months, `cents` in all, `km` from its base; `start` None where it is no option.
    """

    rank: int
    outage: int
    capacity: str
    provider: str
    hours: Fraction
    covered: Fraction
    share: Fraction
    cents: int
    km: float
    start: date | None
    end: date | None
    reasons: tuple[str, ...]
    curable: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan within the stated slack, what it costs against the optimum, and how it differs (German)."""

    plan: Plan
    changes: tuple[GoalChange, ...]
    sentence: str
    difference: Fraction = Fraction(0)
    slack: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Repair:
    """One limit of a repair: from what to what (cents, hours, a share, a number), and who can decide that (German)."""

    limit: Limit
    before: Fraction
    after: Fraction
    decider: str


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Engpass: limits that together hold the uncovered hours of one outage, and the cheapest repair (German).

    `limits` is the smallest such set, `others` are further ones; `beyond` are hour-months that no repair can cover.
    """

    outage: int
    uncovered: Fraction
    limits: tuple[Limit, ...]
    sentence: str
    others: tuple[tuple[Limit, ...], ...] = ()
    repair: tuple[Repair, ...] = ()
    beyond: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Range:
    """Gültigkeit: how far a pot, a capacity's hours or a rate may move before the handovers change.

    `low` and `high` are values at which they are still the same (None = without end), to `precision`.
    """

    what: Literal["pot", "capacity", "rate"]
    limit: Limit
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    precision: Fraction
    sentence: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A plan on the Abwägungskurve: the rules that give it (goals in order, Spielraum in percent) and all its goals."""

    goals: tuple[str, ...]
    slack: tuple[tuple[str, Fraction], ...]
    first: Fraction
    second: Fraction
    values: tuple[GoalValue, ...]


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Abwägungskurve: what giving way in the goal `first` brings in the goal `second`."""

    first: str
    second: str
    points: tuple[CurvePoint, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class PinPrice:
    """Preis der Abweichung: what pins cost in every goal against the plan without them; `pins` are their words."""

    pins: tuple[str, ...]
    changes: tuple[GoalChange, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Stetigkeit against an earlier plan: hour-months that change without and with regard to it, and its price."""

    without: Fraction
    kept: Fraction
    changes: tuple[GoalChange, ...]
    sentence: str

    @property
    def saved(self) -> Fraction:
        """Hour-months of churn that the goal Stetigkeit saves."""
        return self.without - self.kept


ComparedGroup = Literal["goal", "source", "provider", "municipality", "outage"]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One figure that differs between the base and at least one scenario.

    A value is None where the scenario has no such thing (no such outage, no such goal).
    """

    group: ComparedGroup
    key: str
    label: str
    measure: str
    unit: Literal["cents", "hour_months", "hours", "number", "share"]
    base: Fraction | None
    values: tuple[Fraction | None, ...]

    def difference(self, index: int) -> Fraction:
        """Scenario `index` less base; what does not exist counts as nothing."""
        return (self.values[index] or Fraction(0)) - (self.base or Fraction(0))

    def percent(self, index: int) -> Fraction | None:
        """The difference as a share of the base; None where the base is nothing."""
        return self.difference(index) / abs(self.base) if self.base else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A base and any number of scenarios, only what differs; `failed` says which scenarios have no plan, and why."""

    base: str
    scenarios: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DurationEnd:
    """One end of an uncertain duration with its plan: `Bis früh`, `Bis` or `Bis spät`."""

    name: Literal["früh", "erwartet", "spät"]
    ends: tuple[tuple[str, date], ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class UncertainDuration:
    """Unsichere Dauer: the plan for each end, the worst of them, what is the same in all, and when one must know.

    `same` names handovers as (offering, capacity, hours, start); `know_by` None = the plans never part.
    """

    ends: tuple[DurationEnd, ...]
    worst: Literal["früh", "erwartet", "spät"]
    same: tuple[tuple[str, str, Fraction, date], ...]
    know_by: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class StressRow:
    """Stresstest: what becomes of the hours when these offerings fail together. Hour-months, cents by kind of money."""

    offerings: tuple[str, ...]
    lost: Fraction
    covered: Fraction
    money: tuple[tuple[str, int], ...]
    irreplaceable: bool
    why: str
    plan: Plan

    @property
    def share(self) -> Fraction:
        """What part of the lost hours could be covered (1 where nothing is lost)."""
        return self.covered / self.lost if self.lost else Fraction(1)


@dataclass(frozen=True, slots=True)
class StressTest:
    """Every offering (or pair) failing in turn; `complete` is False where it was cancelled before the end."""

    period: Period
    threshold: Fraction
    rows: tuple[StressRow, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was asked about one plan; empty parts were not asked."""

    limits: tuple[LimitValue, ...] = ()
    forced: tuple[ForcedOption, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    bottlenecks: tuple[Bottleneck, ...] = ()
    why_not: tuple[WhyNot, ...] = ()
    ranking: tuple[Candidate, ...] = ()
    validity: tuple[Range, ...] = ()
    pin_price: tuple[PinPrice, ...] = ()
    trade_off: TradeOff | None = None
    steadiness: Steadiness | None = None
    duration: UncertainDuration | None = None
    complete: bool = True
