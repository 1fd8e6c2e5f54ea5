"""What people should be warned of before they act on a plan."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import Case
from optimizer.model.german import listed, number
from optimizer.model.pair import by_outage
from optimizer.model.plan import Plan

SMALL_LOT = Fraction(5)
"""Weekly hours below which a handover is too small to staff."""

MANY_SUBSTITUTES = 2
"""How many substitutes of one outage an office finds bearable."""


def warnings_of(case: Case, plan: Plan) -> tuple[str, ...]:
    """German sentences: a splintered plan (hint at the lot rules), and what the case itself had to say."""
    return (*_splintered(case, plan), *(str(notice) for notice in case.notices))


def _splintered(case: Case, plan: Plan) -> tuple[str, ...]:
    """Clause 3.1.7 hands responsibility to a substitute; many small pieces hand it to nobody."""
    sentences = []
    made_for = by_outage(plan.handovers)
    for outage in case.outages:
        made = made_for.get(outage.number, [])
        tiny = [row for row in made if row.hours < min(SMALL_LOT, outage.hours)]
        if len(made) > MANY_SUBSTITUTES or tiny:
            hours = listed([f"{number(row.hours)} h ({row.capacity})" for row in made])
            sentences.append(
                f"Ausfall {outage.number} („{outage.offering}“) zersplittert auf {len(made)} "
                f"{'Übergabe' if len(made) == 1 else 'Übergaben'}: {hours}. "
                f"Die Regeln Stundenraster, Mindestumfang und Höchstzahl Übernehmende halten Pläne zusammen."
            )
    return tuple(sentences)
