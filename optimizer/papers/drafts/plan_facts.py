"""What the record says about the papers of a whole plan, for the read-back; found without the papers' own fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from optimizer.model.case import Case, NotUsed, Option
from optimizer.model.dataset import Municipality
from optimizer.model.findings import Findings, GoalChange
from optimizer.model.german import euro, number
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.drafts.desk import CaseFile
from optimizer.papers.drafts.notice_facts import dates_of_outage, free_texts, state_dates
from optimizer.papers.word.readback import Expected, days

Line = tuple[str, ...]


def facts_of_letter(file: CaseFile, municipality: Municipality) -> Expected:
    """The municipality's offerings, who takes over how much, and its own money by source and year."""
    outcome, case = file.outcome, file.case
    mine = {outage.number for outage in case.outages if case.offering_of(outage).ags == municipality.ags}
    lines: list[Line] = [(municipality.name,)]
    lines += [(case.offering_of(outage).title,) for outage in case.outages if outage.number in mine]
    lines += [
        (case.dataset.provider[row.provider].name, number(row.hours), "Wochenstunde")
        for row in outcome.plan.handovers
        if row.outage in mine
    ]
    sources = {source.key for source in case.dataset.sources if source.ags == municipality.ags}
    own = [row for row in outcome.plan.freed if row.source in sources and row.freed]
    lines += [
        (
            str(year),
            case.dataset.source[key].name,
            euro(sum(row.freed for row in own if (row.year, row.source) == (year, key))),
        )
        for year, key in {(row.year, row.source) for row in own}
    ]
    return _expected(file, lines, sources)


def facts_of_committee(file: CaseFile) -> Expected:
    """Every handover with its grant, what is resolved in each field, and the money freed by field, source and year."""
    outcome, case = file.outcome, file.case
    lines: list[Line] = []
    for row in outcome.plan.handovers:
        grant = sum(paid.cents for paid in row.funding if _granted(case, paid.source))
        told = (f"eine Zuwendung von {euro(grant)}",) if grant else ("keine Zuwendung",)
        lines.append((case.dataset.provider[row.provider].name, number(row.hours), "Wochenstunde", *told))
        lines.append(("zusammen", euro(row.total)))
    fields = {row.number: case.offering_of(row).field for row in case.outages}
    for field in set(fields.values()):
        granted = _granted_in(case, [row for row in outcome.plan.handovers if fields[row.outage] == field])
        lines += [("beschließt", euro(granted))] if granted else []
    places = {(fields[row.outage], row.year, row.source) for row in outcome.plan.freed if row.freed}
    for field, year, source in places:
        rows = [
            row for row in outcome.plan.freed if (fields[row.outage], row.year, row.source) == (field, year, source)
        ]
        name = case.dataset.source[source].name
        lines.append(
            (field, str(year), name, euro(sum(row.freed for row in rows)), euro(sum(row.available for row in rows)))
        )
    used = [row for row in outcome.plan.pots if row.kind == "reserve" and row.used]
    lines += [(str(row.year), case.dataset.source[row.source].name, euro(row.used)) for row in used]
    lines.append(("frei geworden", euro(sum(row.freed for row in outcome.plan.freed))))
    expected = _expected(file, lines, None)
    return replace(expected, amounts=expected.amounts | frozenset(_beyond(file)))


def _granted(case: Case, source: str) -> bool:
    known = case.dataset.source.get(source)
    return known is not None and known.kind in ("Land", "Landkreis")


def _granted_in(case: Case, handovers: Iterable[Handover]) -> int:
    return sum(paid.cents for row in handovers for paid in row.funding if _granted(case, paid.source))


def _beyond(file: CaseFile) -> Iterator[int]:
    """What notices claim back beyond the plan's reclaim, and what fields use of the freed money of others."""
    outcome, case = file.outcome, file.case
    rows = [row for notice in file.notices for row in notice.amounts]
    for sources in ({True}, {False}, {True, False}):
        yield sum(row.owed - row.reclaim for row in rows if _granted(case, row.source) in sources)
    for field in {case.offering_of(row).field for row in case.outages}:
        left: Counter[tuple[str, int]] = Counter()
        for row in outcome.plan.freed:
            if case.offering_of(row).field == field and _granted(case, row.source):
                left[row.source, row.year] += row.available
        for made in outcome.plan.handovers:
            for paid in made.funding if case.offering_of(made).field == field else ():
                if case.pot[paid.pot].kind == "freed" and _granted(case, paid.source):
                    left[paid.source, paid.year] -= paid.cents
        yield -sum(cents for cents in left.values() if cents < 0)


def facts_of_weighing(file: CaseFile) -> Expected:
    """Every capacity of every outage with its provider and, where it takes over, its hours."""
    outcome, case, findings = file.outcome, file.case, file.findings
    taken = {row.key: number(row.hours) for row in outcome.plan.handovers}
    lines: list[Line] = [(outcome.plan.input_sha256,)]
    pairs: list[Option | NotUsed] = [*case.options, *case.exclusions]
    for pair in pairs:
        name = case.dataset.provider[case.capacity_of(pair).provider].name
        hours = taken.get(pair.key)
        if not case.outage[pair.outage].frees_only:
            lines.append((pair.capacity, name, hours, "Wochenstunde") if hours else (pair.capacity, name))
    expected = _expected(file, lines, None)
    sentences = [row.sentence for row in findings.limits] + [row.sentence for row in findings.forced]
    sentences += [row.sentence for row in findings.alternatives] + [row.sentence for row in findings.bottlenecks]
    reasons = _reason_texts(outcome)
    changes = [change for group in _changes(findings) for change in group]
    amounts = {sign * round(change.difference) for change in changes for sign in (1, -1)}
    return Expected(
        expected.lines,
        expected.amounts | amounts | {round(goal.value) for goal in outcome.plan.goals},
        expected.dates,
        expected.hours
        | {row.hours for row in findings.forced}
        | {pin.hours for pin in case.pins if pin.hours is not None},
        (*expected.free, *sentences, *reasons),
    )


def _changes(findings: Findings) -> Iterator[Iterable[GoalChange]]:
    for limit in findings.limits:
        yield from (limit.less or (), limit.more or ())
    yield from (row.changes for row in findings.forced)
    yield from (row.changes for row in findings.alternatives)


def _reason_texts(outcome: Outcome) -> list[str]:
    from optimizer.papers.reasons import cure_sentence, reason_sentence

    return [
        text
        for row in outcome.case.exclusions
        for code in row.reasons
        for text in (reason_sentence(outcome.case, row, code), cure_sentence(outcome.case, row, code))
    ]


def _expected(file: CaseFile, lines: list[Line], sources: set[str] | None) -> Expected:
    outcome, case = file.outcome, file.case
    dates = [day for outage in case.outages for day in dates_of_outage(case, outage)]
    dates += [day for row in outcome.plan.handovers for day in (row.period.start, row.period.end)]
    hours = {outage.hours for outage in case.outages} | {case.offering_of(outage).hours for outage in case.outages}
    return Expected(
        tuple(dict.fromkeys(lines)),
        frozenset(_amounts(outcome, sources)),
        days([*dates, *state_dates(file)]),
        frozenset(hours | {row.hours for row in outcome.plan.handovers}),
        tuple(free_texts(file)),
    )


def _amounts(outcome: Outcome, sources: set[str] | None) -> Iterator[int]:
    """Every amount of the plan, in cents, and every sum over outage, field, source and year; of some sources or all."""
    case, plan = outcome.case, outcome.plan
    known = [row for row in plan.freed if sources is None or row.source in sources]
    for name in ("freed", "available", "reclaim", "returned"):
        yield from _group_sums((_keys(case, row.outage, row.source, row.year), getattr(row, name)) for row in known)
    pots = [row for row in plan.pots if sources is None or row.source in sources]
    for values in (("cents",), ("used",), ("cents", "used")):
        yield from _group_sums(
            ((row.pot, row.source, row.year, row.kind, _granted(case, row.source)), _less(row, values)) for row in pots
        )
    yield from (cents for event in case.outages for cents in (event.event.cents or 0, event.event.running_on))
    if sources is None:
        yield from _payments(outcome)


def _less(row: object, names: tuple[str, ...]) -> int:
    values = [int(getattr(row, name)) for name in names]
    return values[0] - sum(values[1:])


def _payments(outcome: Outcome) -> Iterator[int]:
    case, plan = outcome.case, outcome.plan
    rows = [
        ((row.capacity, *_keys(case, row.outage, paid.source, paid.year), case.pot[paid.pot].kind), paid.cents)
        for row in plan.handovers
        for paid in row.funding
    ]
    yield from _group_sums(rows)
    yield from _group_sums((key, cents) for key, cents in rows if key[-1] != "own")
    yield from _group_sums(
        (_keys(case, row.outage, paid.source, paid.year), paid.cents)
        for row in plan.handovers
        for paid in row.funding
        if case.pot[paid.pot].kind == "freed"
    )


def _keys(case: Case, outage: int, source: str, year: int) -> tuple[Hashable, ...]:
    return (outage, case.offering_of(case.outage[outage]).field, source, year, _granted(case, source))


def _group_sums(rows: Iterable[tuple[tuple[Hashable, ...], int]]) -> Iterator[int]:
    """The sums of all groups by any choice of keys, and the sum of all (0 for none)."""
    kept = list(rows)
    yield sum(cents for _, cents in kept)
    if not kept:
        return
    places = range(len(kept[0][0]))
    for chosen in (choice for size in places for choice in combinations(places, size + 1)):
        sums: dict[tuple[Hashable, ...], int] = {}
        for key, cents in kept:
            group = tuple(key[place] for place in chosen)
            sums[group] = sums.get(group, 0) + cents
        yield from sums.values()
