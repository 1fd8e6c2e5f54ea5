"""All findings about one plan at once, for the papers: one memory of re-solves for all questions."""

from __future__ import annotations

from fractions import Fraction

from optimizer.insight.alternatives import By, alternatives
from optimizer.insight.bottlenecks import bottlenecks
from optimizer.insight.knobs import Steps
from optimizer.insight.limits import limits_of
from optimizer.insight.ranking import ranking
from optimizer.insight.trade_off import price_of_pins
from optimizer.insight.validity import validity
from optimizer.insight.what_if import WhatIf
from optimizer.insight.why_not import why_not
from optimizer.model.dataset import Dataset
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Plan


def findings_of(
    outcome: Outcome,
    dataset: Dataset,
    *,
    steps: Steps = Steps(),  # noqa: B008 -- frozen
    by: By = "wer",
    slack: Fraction | None = None,
    previous: Plan | None = None,
) -> Findings:
    """Grenzwerte, Warum nicht, Rangliste, Engpass, Alternativen, Gültigkeit and the price of pins.

    `dataset` is the one as read. Every figure is the difference of two real solves.
    """
    asked = WhatIf(outcome, previous=previous)
    reasons = why_not(outcome, what_if=asked)
    return Findings(
        limits=limits_of(outcome, steps=steps, what_if=asked),
        forced=tuple(row.forced for row in reasons if row.forced),
        alternatives=alternatives(outcome, dataset, by=by, slack=slack, what_if=asked),
        bottlenecks=bottlenecks(outcome, what_if=asked),
        why_not=reasons,
        ranking=tuple(
            row for each in outcome.case.outages if each.hours for row in ranking(outcome, each.number, what_if=asked)
        ),
        validity=validity(outcome, what_if=asked),
        pin_price=price_of_pins(dataset, outcome, previous=previous),
    )
