"""Parts of a case that decide nothing for each other: no capacity, pot or matching row in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from optimizer.cases.matching import Matching, matchings
from optimizer.cases.pots import payer_keys
from optimizer.model.case import Case, Option
from optimizer.model.pair import by_outage

Parts = tuple[tuple[Option, ...], ...]


def parts(case: Case) -> Parts:
    """The options of each part. One part only where a goal looks at all outages at once (Ausgleich, a Spielraum)."""
    return case.once("parts", lambda: (case.options,) if case.options and in_one_piece(case) else components(case))


def components(case: Case) -> Parts:
    """The options that share a capacity, pot or matching row, be it through others."""
    of_outage = by_outage(case.options)
    group = {number: number for number in of_outage}
    holder: dict[Hashable, int] = {}
    matched_by = _matched_by(case)
    for number, options in of_outage.items():
        for shared in _shared(case, options, matched_by):
            if (first := holder.setdefault(shared, number)) != number:
                _join(group, number, first)
    found: dict[int, list[Option]] = {}
    for option in case.options:
        found.setdefault(_root(group, option.outage), []).append(option)
    return tuple(tuple(part) for part in found.values())


def in_one_piece(case: Case) -> bool:
    """Does a goal look at all outages at once?"""
    rules = case.dataset.rules
    return "Ausgleich" in rules.goals or any(rules.slack_of(goal) for goal in rules.goals)


def _shared(case: Case, options: list[Option], matched_by: Mapping[str, list[Matching]]) -> Iterator[Hashable]:
    """What an outage's options may take from others: hours of capacities, money of pots, room for state money."""
    yield from (id(case.capacity_of(option)) for option in options)
    field = case.offering_of(options[0]).field
    for pot in payer_keys(case, options):
        yield pot
        for rule in matched_by.get(pot, ()):
            if field in rule.fields:
                yield rule.source, rule.year


def _matched_by(case: Case) -> Mapping[str, list[Matching]]:
    """The matching rows that a pot's money counts in, but for those that never bind."""
    found: dict[str, list[Matching]] = {}
    for rule in matchings(case):
        for key in () if rule.never_binds else rule.state_pots | rule.local_pots:
            found.setdefault(key, []).append(rule)
    return found


def _root(group: dict[int, int], member: int) -> int:
    while group[member] != member:
        member = group[member]
    return member


def _join(group: dict[int, int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)
