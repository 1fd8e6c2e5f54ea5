"""The plan, as it stands in `plan.json`: integer cents, exact hours, ISO dates. Nothing here is a binary float."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from optimizer.model.case import Freed
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
class NotUsed(Keyed):
    """A pair without a handover; no reasons = it was an option."""

    outage: int
    capacity: str
    reasons: tuple[str, ...]


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
        "goals": [{"name": goal.name, "value": decimal_text(goal.value)} for goal in plan.goals],
        "outages": [
            {
                "outage": row.outage,
                "offering": row.offering,
                "from": row.period.start.isoformat(),
                "to": row.period.end.isoformat(),
                "hours": decimal_text(row.hours),
                "covered_hour_months": decimal_text(row.covered),
                "lost_hour_months": decimal_text(row.lost),
            }
            for row in plan.outages
        ],
        "handovers": [
            {
                "outage": row.outage,
                "capacity": row.capacity,
                "provider": row.provider,
                "from": row.period.start.isoformat(),
                "to": row.period.end.isoformat(),
                "hours": decimal_text(row.hours),
                "cost": {str(year): cents for year, cents in row.cost},
                "funding": [
                    {"pot": paid.pot, "source": paid.source, "year": paid.year, "cents": paid.cents}
                    for paid in row.funding
                ],
            }
            for row in plan.handovers
        ],
        "freed": [
            {
                "outage": row.outage,
                "source": row.source,
                "year": row.year,
                "freed": row.freed,
                "available": row.available,
                "reclaim": row.reclaim,
                "returned": row.returned,
            }
            for row in plan.freed
        ],
        "pots": [
            {
                "pot": row.pot,
                "source": row.source,
                "year": row.year,
                "kind": row.kind,
                "unit": row.unit,
                "cents": row.cents,
                "used": row.used,
            }
            for row in plan.pots
        ],
        "not_used": [
            {"outage": row.outage, "capacity": row.capacity, "reasons": sorted(row.reasons)} for row in plan.not_used
        ],
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
        goals=tuple(GoalValue(_text(row["name"]), _number(row["value"])) for row in document["goals"]),
        outages=tuple(
            OutageResult(
                _int(row["outage"]),
                _text(row["offering"]),
                _period(row),
                _number(row["hours"]),
                _number(row["covered_hour_months"]),
                _number(row["lost_hour_months"]),
            )
            for row in document["outages"]
        ),
        handovers=tuple(
            Handover(
                _int(row["outage"]),
                _text(row["capacity"]),
                _text(row["provider"]),
                _period(row),
                _number(row["hours"]),
                tuple((int(year), _int(cents)) for year, cents in row["cost"].items()),
                tuple(
                    Payment(_text(paid["pot"]), _text(paid["source"]), _int(paid["year"]), _int(paid["cents"]))
                    for paid in row["funding"]
                ),
            )
            for row in document["handovers"]
        ),
        freed=tuple(
            Freed(
                _int(row["outage"]),
                _text(row["source"]),
                _int(row["year"]),
                _int(row["freed"]),
                _int(row["available"]),
                _int(row["reclaim"]),
                _int(row["returned"]),
            )
            for row in document["freed"]
        ),
        pots=tuple(
            PotUse(
                _text(row["pot"]),
                _text(row["source"]),
                _int(row["year"]),
                _text(row["kind"]),
                _text(row["unit"]),
                _int(row["cents"]),
                _int(row["used"]),
            )
            for row in document["pots"]
        ),
        not_used=tuple(
            NotUsed(_int(row["outage"]), _text(row["capacity"]), tuple(_text(code) for code in row["reasons"]))
            for row in document["not_used"]
        ),
        verified=bool(document["verified"]),
    )


def _int(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"keine ganze Zahl: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"kein Text: {value!r}")
    return value


def _number(value: object) -> Fraction:
    return Fraction(Decimal(_text(value)))


def _period(row: dict[str, Any]) -> Period:
    return Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
