"""What the record says about the papers of one notice, for the read-back; found without the papers' own fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields as fields_of

from optimizer.model.case import Case, Outage
from optimizer.model.german import euro, long_date, number
from optimizer.model.periods import end_after_notice
from optimizer.papers.drafts.desk import CaseFile
from optimizer.papers.notice import AmountChange, Notice
from optimizer.papers.phrases import signed_euro
from optimizer.papers.word.readback import Expected, days


def facts_of_notice(file: CaseFile, notice: Notice) -> Expected:
    """Names, period, hours and old → change → new of every source and year, as they must stand on the notice."""
    case = file.case
    lines: list[tuple[str, ...]] = [(notice.recipient.name,), (notice.offering.title,), (notice.municipality.name,)]
    lines += [(long_date(notice.period.start),), (long_date(notice.period.end),)]
    if notice.hours.change:
        lines.append((number(abs(notice.hours.change)), "Wochenstunde"))
    lines += [_amount_line(case, row) for row in notice.amounts]
    return Expected(
        lines=tuple(lines),
        amounts=frozenset(amounts_of(case, notice)),
        dates=days([*dates_of(case, notice), *state_dates(file)]),
        hours=frozenset(
            {notice.hours.old, abs(notice.hours.change), notice.hours.new}
            | {case.outage[notice.outage].hours, notice.offering.hours}
        ),
        free=tuple(free_texts(file)),
    )


def _amount_line(case: Case, row: AmountChange) -> tuple[str, ...]:
    name = case.dataset.source[row.source].name
    return (str(row.year), name, euro(row.old), signed_euro(row.change), euro(row.new))


def amounts_of(case: Case, notice: Notice) -> Iterator[int]:
    """Every amount that a paper about this notice may show, in cents: rows, sums per kind and year, costs."""
    event = case.outage[notice.outage].event
    yield from (0, event.running_on, event.cents or 0, notice.own_total)
    yield from (cents for _, cents in notice.own_means)
    shown = {row for row in notice.amounts if case.dataset.source[row.source].kind in ("Kommune", "Dritte")}
    town = {row for row in shown if case.dataset.source[row.source].kind == "Kommune"}
    for years in (notice.years, *((year,) for year in notice.years)):
        own = sum(cents for year, cents in notice.own_means if year in years)
        rows = [row for row in notice.amounts if row.year in years]
        parts = ([row for row in rows if row in part] for part in (town, shown - town, set(rows) - shown))
        for group in (rows, *parts):
            yield from _sums(group)
            yield from (sum(row.change for row in group) + own, sum(row.new for row in group) + own)
            yield sum(_owed(case, notice, row) for row in group)
    for row in notice.amounts:
        yield from (*_sums([row]), _owed(case, notice, row))


def _sums(rows: Iterable[AmountChange]) -> Iterator[int]:
    kept = tuple(rows)
    for name in ("old", "change", "new", "available", "reclaim", "returned"):
        total = sum(getattr(row, name) for row in kept)
        yield from (total, abs(total))


def _owed(case: Case, notice: Notice, row: AmountChange) -> int:
    """The reclaim; where reclaims are planned with or money goes back to its source, at least what is overdrawn now.

    That is what was drawn beyond the new grant, less what was drawn beyond the old one.
    """
    if notice.kind != "Minderung" or not (row.returned or case.dataset.rules.plan_reclaims):
        return row.reclaim
    drawn = sum(
        g.drawn
        for g in case.dataset.grants
        if (g.offering, g.source, g.year) == (notice.offering.key, row.source, row.year)
    )
    return max(row.reclaim, max(0, drawn - row.new) - max(0, drawn - row.old))


def dates_of(case: Case, notice: Notice) -> Iterator[object]:
    """Days of the act, of what it refers to, of its event and of its recipient's agreements."""
    provider = notice.recipient
    yield from (notice.period.start, notice.period.end, notice.reference_date, notice.contract_date)
    yield from (provider.agreement_8a, provider.agreement_72a, provider.agreement_kkg, provider.cooperation_until)
    yield from dates_of_outage(case, case.outage[notice.outage])


def dates_of_outage(case: Case, outage: Outage) -> Iterator[object]:
    """Days of an outage and of the event behind it."""
    event = outage.event
    yield from (outage.period.start, outage.period.end, event.start, event.end, event.free_from, event.reported)
    yield from (event.early_end, event.late_end, event.hearing, end_after_notice(event.start))
    yield outage.removal.effective if outage.removal else None
    yield case.dataset.rules.agreement_end


def state_dates(file: CaseFile) -> Iterator[object]:
    """Days that a person has set, and those that the law makes of them."""
    state = file.state
    yield from (getattr(state, field.name) for field in fields_of(state))
    yield from (day for _, day in state.applications)
    yield from (row.on for row in state.discretion)
    yield from (row.on for row in state.asked)
    yield file.case.planning_day
    for line in file.timelines.values():
        yield from (line.hearing_posted, line.posted, line.notified.day, line.objection_end.day, line.safe_from.day)
        yield line.hearing_end.day if line.hearing_end else None


def free_texts(file: CaseFile) -> Iterator[str]:
    """What people wrote, which may hold figures of its own: names, addresses, entries, confirmed reasons."""
    data, state, plan = file.case.dataset, file.state, file.outcome.plan
    yield from (value for _, value in data.authority)
    yield from (", ".join(line.strip() for line in value.split(";")) for _, value in data.authority)
    yield from (provider.name for provider in data.providers)
    yield from (provider.representative for provider in data.providers)
    yield from (line for provider in data.providers for line in provider.address)
    yield from (place.name for group in (data.municipalities, data.spaces, data.sources) for place in group)
    for offering in data.offerings:
        yield from (
            offering.title,
            offering.file_number,
            offering.financing_kind,
            offering.product_account,
            offering.key,
        )
    yield from (text for reserve in data.reserves for text in (reserve.key, reserve.resolution))
    yield from (capacity.key for capacity in data.capacities)
    yield from (plan.scenario, plan.program, plan.solver, state.resolution)
    yield from (line for row in state.discretion for line in (row.by, *row.text.splitlines()))
    yield from (answer.answer for answer in state.asked)
