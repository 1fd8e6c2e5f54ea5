"""All findings about one plan at once, for the papers: one memory of re-solves for all questions."""

from __future__ import annotations

from fractions import Fraction

from optimizer.insight.alternatives import By, alternatives
from optimizer.insight.bottlenecks import bottlenecks
from optimizer.insight.duration import is_uncertain, uncertain_duration
from optimizer.insight.knobs import Steps
from optimizer.insight.limits import limits_of
from optimizer.insight.ranking import ranking
from optimizer.insight.trade_off import price_of_pins, steadiness, trade_off
from optimizer.insight.validity import validity
from optimizer.insight.what_if import EnoughAsked, WhatIf
from optimizer.insight.why_not import why_not
from optimizer.model.dataset import Dataset
from optimizer.model.findings import Findings, TradeOff, UncertainDuration
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Plan

WORK = 6_400
"""How many options `findings_of` solves again by default: 32 plans of a case with 200 options, 1,280 of one with 5."""


def findings_of(
    outcome: Outcome,
    dataset: Dataset,
    *,
    steps: Steps = Steps(),  # noqa: B008 -- frozen
    by: By = "wer",
    slack: Fraction | None = None,
    previous: Plan | None = None,
    work: int | None = WORK,
) -> Findings:
    """Rangliste, Engpass, Alternativen, Abwägung, Grenzwerte, Warum nicht, Gültigkeit, price of pins, in this order.

    Stetigkeit is asked against `previous`, Unsichere Dauer where an event has a second end. `dataset` is the one as
    read. Every figure is the difference of two real solves. When `work` is used up (None = no bound), the rest is left
    out and `Findings.complete` says so.
    """
    asked = WhatIf(outcome, previous=previous, work=work)
    lost = [row.number for row in outcome.case.outages if row.hours]
    alone = WhatIf(outcome, previous=previous)
    candidates = tuple(row for number in lost for row in ranking(outcome, number, what_if=alone))
    held = bottlenecks(outcome, what_if=asked)
    others = alternatives(outcome, dataset, by=by, slack=slack, what_if=asked)
    curve = _curve(outcome, asked)
    limits = limits_of(outcome, steps=steps, what_if=asked)
    reasons = why_not(outcome, what_if=asked)
    ranges = validity(outcome, what_if=asked)
    return Findings(
        limits=limits,
        forced=tuple(row.forced for row in reasons if row.forced),
        alternatives=others,
        bottlenecks=held,
        why_not=reasons,
        ranking=candidates,
        validity=ranges,
        pin_price=price_of_pins(dataset, outcome, previous=previous),
        trade_off=curve,
        steadiness=steadiness(outcome, previous) if previous else None,
        duration=_duration(outcome, dataset),
        complete=not asked.exhausted,
    )


def _curve(outcome: Outcome, asked: WhatIf) -> TradeOff | None:
    """What less of the first goal would save: in Kosten or, where the office has no such goal, in the second."""
    goals = outcome.case.dataset.rules.goals
    others = [goal for goal in goals[1:] if goal == "Kosten"] or list(goals[1:2])
    if not others or not outcome.case.options:
        return None
    try:
        return trade_off(outcome, goals[0], others[0], what_if=asked)
    except EnoughAsked:
        return None


def _duration(outcome: Outcome, dataset: Dataset) -> UncertainDuration | None:
    uncertain = any(event.scenario == outcome.case.scenario and is_uncertain(event) for event in dataset.events)
    if not uncertain or "Stetigkeit" in dataset.rules.goals:
        return None
    return uncertain_duration(dataset, outcome.case.scenario)
