"""A plan as the coordinator reads it: figures, who takes over, who else could, what pins cost. No streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import (
    REASON_TITLES,
    Candidate,
    Case,
    Dataset,
    GoalValue,
    Outcome,
    Plan,
    WhyNot,
    cure_sentence,
    euro,
    number,
    percent,
    reason_sentence,
    short_date,
)

Figure = tuple[str, str, str]
_KIND_WORDS: Final = {"freed": "", "reserve": "Reserve", "own": "Eigenmittel"}
_EURO_GOALS: Final = ("Reserven", "Kosten")
_GOAL_UNITS: Final = {
    "Versorgung": "gewichtete Stundenmonate",
    "Subsidiarität": "Stundenmonate bei kommunalen Trägern",
    "Nähe": "Kilometer-Stundenmonate",
    "Übergaben": "Übergaben",
    "Stetigkeit": "Stundenmonate Umstellung",
}


def figures(outcome: Outcome) -> list[Figure]:
    """The five figures on top: covered, uncovered, costs, reserves, left."""
    plan = outcome.plan
    lost = sum((row.lost for row in plan.outages), Fraction(0))
    covered = sum((row.covered for row in plan.outages), Fraction(0))
    share = percent(covered / lost) if lost else "–"
    takers = len({row.provider for row in plan.handovers})
    who = f"{len(plan.handovers)} {_plural(len(plan.handovers), 'Übergabe', 'Übergaben')} an {takers} Träger"
    reserves = sum(row.used for row in plan.pots if row.kind == "reserve")
    freed = [row for row in plan.pots if row.kind == "freed"]
    back = sum(row.reclaim + row.returned for row in plan.freed)
    return [
        ("Gedeckt", share, f"{number(covered)} von {number(lost)} Std.-Monaten"),
        (
            "Ungedeckt",
            number(lost - covered),
            "Std.-Monate bleiben offen" if covered < lost else "nichts bleibt offen",
        ),
        ("Kosten", euro(sum(row.total for row in plan.handovers)), who),
        ("Aus Reserven", euro(reserves), "frisches Geld"),
        ("Bleibt übrig", euro(sum(row.cents - row.used for row in freed)), "von frei gewordenen Mitteln"),
        *([("Geht zurück", euro(back), "Rückforderung, Rückgabe")] if back else []),
    ]


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def handovers(outcome: Outcome) -> Sheet:
    """Who takes over how many hours of what, from when to when, from how far away, and what it costs whom."""
    case, data = outcome.case, outcome.case.dataset
    km = {row.key: row.km for row in case.options}
    rows = [
        (
            data.provider[row.provider].name,
            case.offering_of(row).title,
            row.hours,
            row.period.start,
            row.period.end,
            round(Fraction(km[row.outage, row.capacity]), 1),
            row.total,
            "; ".join(f"{name} {euro(cents)}" for name, cents in _payers(outcome, row.outage, row.capacity)),
            row.capacity,
        )
        for row in outcome.plan.handovers
    ]
    kinds = {
        "Träger": "text",
        "Angebot": "text",
        "Std./Woche": "hours",
        "Von": "date",
        "Bis": "date",
        "km": "number",
        "Kosten": "cents",
        "Bezahlt aus": "text",
        "Kapazität": "text",
    }
    return sheet("Wer übernimmt", kinds, rows)  # type: ignore[arg-type]


def _payers(outcome: Outcome, outage: int, capacity: str) -> Iterator[tuple[str, int]]:
    """Source and kind of money, with cents over all years."""
    paid: dict[str, int] = {}
    for row in outcome.plan.handovers:
        for item in row.funding if row.key == (outage, capacity) else ():
            source = outcome.case.dataset.source.get(item.source)
            kind = _KIND_WORDS[outcome.case.pot[item.pot].kind]
            name = f"{source.name} ({kind})" if source and kind else source.name if source else kind
            paid[name] = paid.get(name, 0) + item.cents
    yield from paid.items()


def uncovered(outcome: Outcome) -> tuple[tuple[int, str], ...]:
    """Outages with hours left, each with its sentence."""
    case = outcome.case
    return tuple(
        (
            row.outage,
            f"{case.dataset.offering[row.offering].title}: {number(row.lost - row.covered)} Stundenmonate offen.",
        )
        for row in outcome.plan.outages
        if row.covered < row.lost
    )


def candidates(case: Case, found: Iterable[Candidate], outcome: Outcome) -> Sheet:
    """The ranking: who could do how much alone, from when, how far away, and what is missing."""
    used = {row.key: row.hours for row in outcome.plan.handovers}
    rows = [
        (
            row.rank or None,
            case.dataset.provider[row.provider].name,
            row.capacity,
            used.get(row.key),
            row.hours or None,
            row.start,
            round(Fraction(row.km), 1),
            row.cents or None,
            _missing(case, row),
        )
        for row in found
    ]
    kinds = {
        "Rang": "count",
        "Träger": "text",
        "Kapazität": "text",
        "im Plan": "hours",
        "allein möglich": "hours",
        "ab": "date",
        "km": "number",
        "Kosten allein": "cents",
        "Was fehlt, und was hilft": "text",
    }
    return sheet("Rangliste", kinds, rows)  # type: ignore[arg-type]


def _missing(case: Case, row: Candidate) -> str:
    if not row.reasons:
        return "–" if row.hours else row.sentence
    return " ".join(_reason(case, row.outage, row.capacity, code) for code in row.reasons)


def _reason(case: Case, outage: int, capacity: str, code: str) -> str:
    exclusion = next(row for row in case.exclusions if row.key == (outage, capacity))
    reason = next(name for name in REASON_TITLES if name == code)
    return f"{reason_sentence(case, exclusion, reason)} {cure_sentence(case, exclusion, reason)}".strip()


def capacity_label(case: Case, key: str) -> str:
    """`K-05 · Träger · 12,5 h ab 01.01.2027`."""
    row = next(capacity for capacity in case.capacities if capacity.key == key)
    return f"{key} · {case.dataset.provider[row.provider].name} · {number(row.hours)} h frei ab {short_date(row.start)}"


def goals(before: Plan, after: Plan, words: tuple[str, str]) -> Sheet:
    """Every goal of two plans with its difference; `words` head the two columns."""
    old, new = ({goal.name: goal for goal in plan.goals} for plan in (before, after))
    rows = [
        (name, _goal(old.get(name)), _goal(new.get(name)), _difference(name, old.get(name), new.get(name)))
        for name in dict.fromkeys([*old, *new])
    ]
    return sheet("Ziele", {"Ziel": "text", words[0]: "text", words[1]: "text", "Unterschied": "text"}, rows)


def side_by_side(plans: Sequence[tuple[str, Plan]]) -> Sheet:
    """Every goal of several plans, the best first, so that one sees what each gives and takes."""
    found = [(title, {goal.name: goal for goal in plan.goals}) for title, plan in plans]
    names = dict.fromkeys(name for _, goals in found for name in goals)
    takers = [("Wer übernimmt", *(_takers(plan) for _, plan in plans))]
    rows = [(name, *(_goal(goals.get(name)) for _, goals in found)) for name in names]
    return sheet("Nebeneinander", dict.fromkeys(["Ziel", *(title for title, _ in plans)], "text"), [*takers, *rows])


def _takers(plan: Plan) -> str:
    return ", ".join(f"{row.capacity}: {number(row.hours)} h" for row in plan.handovers) or "niemand"


def same_goals(before: Plan, after: Plan) -> bool:
    """Is every goal reached alike?"""
    return [(goal.name, goal.value) for goal in before.goals] == [(goal.name, goal.value) for goal in after.goals]


def _goal(goal: GoalValue | None) -> str:
    return _amount(goal.name, goal.value) if goal else "–"


def _difference(name: str, old: GoalValue | None, new: GoalValue | None) -> str:
    change = (new.value if new else Fraction(0)) - (old.value if old else Fraction(0))
    return "gleich" if not change else f"{'+' if change > 0 else '−'}{_amount(name, abs(change))}"


def _amount(name: str, value: Fraction) -> str:
    if name in _EURO_GOALS:
        return euro(round(value))
    if name == "Ausgleich":
        return percent(value)
    unit = _GOAL_UNITS.get(name.split(" ", maxsplit=1)[0], "")
    return f"{number(value)} {unit}".strip()


def why_sentences(case: Case, answers: Iterable[WhyNot]) -> Iterator[str]:
    """The reasons why a pair is no option, or its price as one."""
    for row in answers:
        if row.forced is not None:
            yield row.forced.sentence
        yield from (_reason(case, row.outage, row.capacity, code) for code in row.reasons)


def in_short(plan: Plan, dataset: Dataset, title: str) -> Sheet:
    """Who takes over what; for a municipality, which gets its part of a plan, what touches its offerings and money."""
    offering = {row.outage: row.offering for row in plan.outages}
    rows = [
        (
            dataset.provider[key].name if (key := row.provider) in dataset.provider else key,
            dataset.offering[key].title if (key := offering[row.outage]) in dataset.offering else key,
            row.hours,
            row.period.start,
            row.period.end,
            row.total,
        )
        for row in plan.handovers
    ]
    kinds = {
        "Träger": "text",
        "Angebot": "text",
        "Std./Woche": "hours",
        "Von": "date",
        "Bis": "date",
        "Kosten": "cents",
    }
    return sheet(title, kinds, rows)  # type: ignore[arg-type]


def total(plan: Plan) -> str:
    """`2 Übergaben, zusammen 11.400,00 €`."""
    count = len(plan.handovers)
    return (
        f"{count} {_plural(count, 'Übergabe', 'Übergaben')}, zusammen {euro(sum(row.total for row in plan.handovers))}"
    )
