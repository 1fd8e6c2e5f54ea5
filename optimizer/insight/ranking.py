"""Rangliste: for one outage, what every capacity could do if it alone took over."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from optimizer.cases.distance import Distances, distances_between
from optimizer.insight.changed import with_options
from optimizer.insight.what_if import WhatIf
from optimizer.insight.words import hours, money
from optimizer.model.case import CURABLE, Case, NotUsed, Option
from optimizer.model.findings import Candidate
from optimizer.model.german import number, percent, short_date
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover


def ranking(outcome: Outcome, outage: int, *, what_if: WhatIf | None = None) -> tuple[Candidate, ...]:
    """Every capacity, the one that covers most first, then the nearer, then the cheaper.

    Each is planned alone: no other capacity, no other outage and no Vorgabe beside it. Behind the options stand those
    that someone could cure, then the rest, each group by distance. Raises `KeyError` for an unknown outage.
    """
    asked = what_if or WhatIf(outcome)
    case = outcome.case
    options = [_option(asked, option) for option in case.options if option.outage == outage]
    kilometres = distances_between(case.dataset.municipalities)
    others = [_exclusion(case, row, kilometres) for row in case.exclusions if row.outage == outage]
    options.sort(key=lambda row: (-row.covered, row.km, row.cents, row.capacity))
    others.sort(key=lambda row: (not row.curable, len(row.reasons), row.km, row.capacity))
    _ = case.outage[outage]
    return tuple(replace(row, rank=rank) for rank, row in enumerate((*options, *others), 1))


def _option(asked: WhatIf, option: Option) -> Candidate:
    case = asked.case
    solved = asked.solve(with_options(case, (option,)).with_pins(()))
    handovers = solved.handovers if solved else ()
    made = handovers[0] if handovers else None
    weekly = made.hours if made else Fraction(0)
    covered = weekly * option.period.months
    lost = case.outage[option.outage].lost_hour_months
    capacity = case.capacity_of(option)
    return Candidate(
        rank=0,
        outage=option.outage,
        capacity=option.capacity,
        provider=capacity.provider,
        hours=weekly,
        covered=covered,
        share=covered / lost,
        cents=made.total if made else 0,
        km=option.km,
        start=option.period.start,
        end=option.period.end,
        reasons=(),
        curable=False,
        sentence=_option_sentence(case, option, made, covered / lost),
    )


def _option_sentence(case: Case, option: Option, made: Handover | None, share: Fraction) -> str:
    start, end = short_date(option.period.start), short_date(option.period.end)
    span = f"am {start}" if start == end else f"vom {start} bis {end}"
    away = f"{number(Fraction(option.km), 1)} km entfernt"
    if made is None:
        return f"Allein könnte sie nichts übernehmen: Mittel oder Regeln reichen für keine Übergabe; {away}."
    missing = case.outage[option.outage].hours - made.hours
    gap = f", es fehlen {hours(missing)} je Woche" if missing else ""
    return f"Allein {hours(made.hours)} je Woche {span} ({percent(share)}{gap}) für {money(made.total)}; {away}."


def _exclusion(case: Case, row: NotUsed, kilometres: Distances) -> Candidate:
    capacity = case.capacity_of(row)
    km = kilometres.km(capacity.ags, case.offering_of(row).ags)
    curable = all(code in CURABLE for code in row.reasons)
    count = f"{len(row.reasons)} {'Grund' if len(row.reasons) == 1 else 'Gründe'}"
    cure = "behebbar" if curable else "nicht behebbar"
    return Candidate(
        rank=0,
        outage=row.outage,
        capacity=row.capacity,
        provider=capacity.provider,
        hours=Fraction(0),
        covered=Fraction(0),
        share=Fraction(0),
        cents=0,
        km=km,
        start=None,
        end=None,
        reasons=row.reasons,
        curable=curable,
        sentence=f"Derzeit keine Möglichkeit ({count}, {cure}); {number(Fraction(km), 1)} km entfernt.",
    )
