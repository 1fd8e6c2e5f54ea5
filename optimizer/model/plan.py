"""The plan, as it stands in `plan.json`: integer cents, exact hours, ISO dates. Nothing here is a binary float."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any, cast

from optimizer.model.case import Freed, NotUsed, ReasonCode
from optimizer.model.pair import Keyed
from optimizer.model.periods import Period

FORMAT = 1


@dataclass(frozen=True, slots=True)
class GoalValue:
    """What the plan reaches in one goal: hour-months, km·hour-months, a number; EUR goals in cents."""

    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class OutageResult:
    """An outage and how much of it is covered, in hour-months."""

    outage: int
    offering: str
    period: Period
    hours: Fraction
    covered: Fraction
    lost: Fraction


@dataclass(frozen=True, slots=True)
class Payment:
    """What one pot pays for one handover, in cents."""

    pot: str
    source: str
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class Handover(Keyed):
    """Übergabe: one capacity takes over `hours` weekly hours of one outage. `cost` is cents by budget year."""

    outage: int
    capacity: str
    provider: str
    period: Period
    hours: Fraction
    cost: tuple[tuple[int, int], ...]
    funding: tuple[Payment, ...]

    @property
    def total(self) -> int:
        """All of its cost, in cents."""
        return sum(cents for _, cents in self.cost)

    @property
    def hour_months(self) -> Fraction:
        """Hours times months."""
        return self.hours * self.period.months


def paid_by_pot(handovers: Iterable[Handover]) -> Counter[str]:
    """Cents that each pot pays for these handovers."""
    paid: Counter[str] = Counter()
    for handover in handovers:
        for payment in handover.funding:
            paid[payment.pot] += payment.cents
    return paid


@dataclass(frozen=True, slots=True)
class PotUse:
    """What a pot held and what the plan takes from it, in cents."""

    pot: str
    source: str
    year: int
    kind: str
    unit: str
    cents: int
    used: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The best redistribution for one scenario of one workbook."""

    scenario: str
    input_sha256: str
    program: str
    solver: str
    status: str
    goals: tuple[GoalValue, ...]
    outages: tuple[OutageResult, ...]
    handovers: tuple[Handover, ...]
    freed: tuple[Freed, ...]
    pots: tuple[PotUse, ...]
    not_used: tuple[NotUsed, ...]
    verified: bool = False

    def to_json(self) -> str:
        """`plan.json` to the letter of the contract; the same plan gives the same bytes."""
        return json.dumps(_document(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Read a `plan.json` back. Raises `ValueError` (with KeyError and TypeError wrapped) on any other shape."""
        try:
            return _plan(json.loads(text))
        except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
            raise ValueError(f"keine plan.json dieses Programms: {error!r}") from error


def decimal_text(value: Fraction) -> str:
    """A decimal string with at most six decimals, rounded half to even, without trailing zeros."""
    scaled = Decimal(value.numerator * 10**12 // value.denominator).scaleb(-12)
    exact = Fraction(scaled) == value
    rounded = (
        scaled.quantize(Decimal("0.000001"), ROUND_HALF_EVEN) if exact else Decimal(round(value * 10**6)).scaleb(-6)
    )
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _document(plan: Plan) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "scenario": plan.scenario,
        "input_sha256": plan.input_sha256,
        "program": plan.program,
        "solver": plan.solver,
        "status": plan.status,
        "goals": [_goal_row(goal) for goal in plan.goals],
        "outages": [_outage_row(outage) for outage in plan.outages],
        "handovers": [_handover_row(handover) for handover in plan.handovers],
        "freed": [_freed_row(freed) for freed in plan.freed],
        "pots": [_pot_row(pot) for pot in plan.pots],
        "not_used": [_not_used_row(pair) for pair in plan.not_used],
        "verified": plan.verified,
    }


def _plan(document: dict[str, Any]) -> Plan:
    if document["format"] != FORMAT:
        raise ValueError(f"plan.json hat das Format {document['format']!r}, gelesen wird {FORMAT}")
    return Plan(
        scenario=_text(document["scenario"]),
        input_sha256=_text(document["input_sha256"]),
        program=_text(document["program"]),
        solver=_text(document["solver"]),
        status=_text(document["status"]),
        goals=tuple(_goal(row) for row in document["goals"]),
        outages=tuple(_outage(row) for row in document["outages"]),
        handovers=tuple(_handover(row) for row in document["handovers"]),
        freed=tuple(_freed(row) for row in document["freed"]),
        pots=tuple(_pot(row) for row in document["pots"]),
        not_used=tuple(_not_used(row) for row in document["not_used"]),
        verified=_truth(document["verified"]),
    )


def _goal_row(goal: GoalValue) -> dict[str, Any]:
    return {"name": goal.name, "value": decimal_text(goal.value)}


def _goal(row: dict[str, Any]) -> GoalValue:
    return GoalValue(_text(row["name"]), _number(row["value"]))


def _outage_row(outage: OutageResult) -> dict[str, Any]:
    return {
        "outage": outage.outage,
        "offering": outage.offering,
        **_period_row(outage.period),
        "hours": decimal_text(outage.hours),
        "covered_hour_months": decimal_text(outage.covered),
        "lost_hour_months": decimal_text(outage.lost),
    }


def _outage(row: dict[str, Any]) -> OutageResult:
    return OutageResult(
        outage=_int(row["outage"]),
        offering=_text(row["offering"]),
        period=_period(row),
        hours=_number(row["hours"]),
        covered=_number(row["covered_hour_months"]),
        lost=_number(row["lost_hour_months"]),
    )


def _handover_row(handover: Handover) -> dict[str, Any]:
    return {
        "outage": handover.outage,
        "capacity": handover.capacity,
        "provider": handover.provider,
        **_period_row(handover.period),
        "hours": decimal_text(handover.hours),
        "cost": {str(year): cents for year, cents in handover.cost},
        "funding": [_payment_row(paid) for paid in handover.funding],
    }


def _handover(row: dict[str, Any]) -> Handover:
    return Handover(
        outage=_int(row["outage"]),
        capacity=_text(row["capacity"]),
        provider=_text(row["provider"]),
        period=_period(row),
        hours=_number(row["hours"]),
        cost=tuple((int(year), _int(cents)) for year, cents in row["cost"].items()),
        funding=tuple(_payment(paid) for paid in row["funding"]),
    )


def _payment_row(paid: Payment) -> dict[str, Any]:
    return {"pot": paid.pot, "source": paid.source, "year": paid.year, "cents": paid.cents}


def _payment(row: dict[str, Any]) -> Payment:
    return Payment(_text(row["pot"]), _text(row["source"]), _int(row["year"]), _int(row["cents"]))


def _freed_row(freed: Freed) -> dict[str, Any]:
    return {
        "outage": freed.outage,
        "source": freed.source,
        "year": freed.year,
        "freed": freed.freed,
        "available": freed.available,
        "reclaim": freed.reclaim,
        "returned": freed.returned,
    }


def _freed(row: dict[str, Any]) -> Freed:
    return Freed(
        outage=_int(row["outage"]),
        source=_text(row["source"]),
        year=_int(row["year"]),
        freed=_int(row["freed"]),
        available=_int(row["available"]),
        reclaim=_int(row["reclaim"]),
        returned=_int(row["returned"]),
    )


def _pot_row(pot: PotUse) -> dict[str, Any]:
    return {
        "pot": pot.pot,
        "source": pot.source,
        "year": pot.year,
        "kind": pot.kind,
        "unit": pot.unit,
        "cents": pot.cents,
        "used": pot.used,
    }


def _pot(row: dict[str, Any]) -> PotUse:
    return PotUse(
        pot=_text(row["pot"]),
        source=_text(row["source"]),
        year=_int(row["year"]),
        kind=_text(row["kind"]),
        unit=_text(row["unit"]),
        cents=_int(row["cents"]),
        used=_int(row["used"]),
    )


def _not_used_row(pair: NotUsed) -> dict[str, Any]:
    return {"outage": pair.outage, "capacity": pair.capacity, "reasons": sorted(pair.reasons)}


def _not_used(row: dict[str, Any]) -> NotUsed:
    return NotUsed(
        _int(row["outage"]), _text(row["capacity"]), tuple(cast("ReasonCode", _text(code)) for code in row["reasons"])
    )


def _period_row(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _period(row: dict[str, Any]) -> Period:
    return Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))


def _int(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"keine ganze Zahl: {value!r}")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"weder wahr noch falsch: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"kein Text: {value!r}")
    return value


def _number(value: object) -> Fraction:
    return Fraction(Decimal(_text(value)))
