"""The model of the page written down once more, plainly: m[o,p] for each handover, every rule in one piece, PuLP alone.

It shares the worked-out case (outages, pots, options) with the program and nothing else: no bills, no parts, no exact
faces. Each goal is optimised and then held by a row; what comes out is the optimum of each goal, to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import floor
from typing import Any

import pulp

from optimizer.model.case import Case, Option, Pot
from optimizer.model.dataset import FIELDS, Source
from optimizer.model.periods import Period

HOLD = 1e-11
"""How loosely a stage is held, relative to its optimum."""
LOCAL = {"Landkreis": {"Landkreis"}, "Landkreis und Kommunen": {"Landkreis", "Kommune"}, "aus": set[str]()}


def months(period: Period, year: int | None = None) -> float:
    """Each day counts one over the days of its month."""
    total, day = 0.0, period.start
    while day <= period.end:
        next_month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if year in {None, day.year}:
            total += 1 / (next_month - day.replace(day=1)).days
        day += timedelta(days=1)
    return total


class Naive:
    """The whole case in one PuLP problem; `optima` solves goal after goal."""

    def __init__(self, case: Case) -> None:
        self.case, self.data, self.rules = case, case.dataset, case.dataset.rules
        self.problem = pulp.LpProblem("naive", pulp.LpMinimize)
        self.names = iter(range(10**9))
        whole = bool(self.rules.hour_grid)
        self.h: dict[Option, Any] = {}
        self.z = {o: self.new("Integer", 1) for o in case.options}
        self.lots = bool(
            self.rules.min_hours
            or self.rules.max_substitutes
            or "Übergaben" in self.rules.goals
            or any(case.capacity_of(o).start_up for o in case.options)
        )
        for o in case.options:
            self.h[o] = float(self.rules.hour_grid) * self.new("Integer") if whole else self.new()
        self.m = {
            (o, p): self.new()
            for o in case.options
            for p in case.pots
            if p.year in o.period.years and self.eligible(o, p)
        }
        self.state_hours()
        self.state_money()
        self.state_lots()

    def new(self, category: str = "Continuous", most: float | None = None) -> Any:
        return self.problem.add_variable(f"x{next(self.names)}", 0, most, category)

    def row(self, constraint: Any) -> None:
        if isinstance(constraint, bool):
            assert constraint
            return
        self.problem += constraint

    def eligible(self, o: Option, p: Pot) -> bool:
        """Pot p may pay for handover o (the page, *Pots*)."""
        outage, offering = self.case.outage[o.outage], self.case.offering_of(o)
        if p.kind == "own":
            return p.key.split(":")[1] == self.case.capacity_of(o).provider
        source = self.data.source[p.source]
        if outage.removal is not None and outage.removal.source == p.source:
            return False
        if source.fields and offering.field not in source.fields:
            return False
        if source.kind == "Kommune" and source.ags != offering.ags and not self.co_financed(source, offering.key):
            return False
        if p.kind == "reserve":
            space = next(row.space for row in self.data.reserves if f"reserve:{row.key}" == p.key)
            return space is None or space == offering.space
        unit = {
            "Angebot": offering.key,
            "Kommune": offering.ags,
            "Sozialraum": offering.space,
            "Landkreis": "Landkreis",
        }
        return p.unit == unit[source.cover] and (not source.field_bound or p.field == offering.field)

    def co_financed(self, town: Source, offering: str) -> bool:
        return any(
            row.offering == offering and self.data.source[row.source].ags == town.ags for row in self.data.grants
        )

    def state_hours(self) -> None:
        days = sorted({o.period.start for o in self.h})
        for outage in self.case.outages:
            for day in days:
                there = [h for o, h in self.h.items() if o.outage == outage.number and inside(o, day)]
                self.row(pulp.lpSum(there) <= float(outage.hours))
        for capacity in self.case.capacities:
            for day in days:
                there = [h for o, h in self.h.items() if self.case.capacity_of(o) is capacity and inside(o, day)]
                self.row(pulp.lpSum(there) <= floor(capacity.hours * 100) / 100)
        for o, h in self.h.items():
            for pin in self.case.pins:
                if (pin.offering, pin.capacity) != (self.case.outage[o.outage].offering, o.capacity):
                    continue
                hours = floor((pin.hours or 0) * 100) / 100
                if pin.kind in {"fest", "mindestens"}:
                    self.row(h >= hours)
                if pin.kind in {"fest", "höchstens"}:
                    self.row(h <= hours)

    def cost(self, o: Option, year: int) -> Any:
        """EUR of a handover in a year."""
        capacity = self.case.capacity_of(o)
        per_hour = float(capacity.rate) / 100 / float(self.rules.full_time) * months(o.period, year)
        return per_hour * self.h[o] + (capacity.start_up / 100 * self.z[o] if year == o.period.start.year else 0)

    def paid(self, o: Option, pots: Iterable[Pot]) -> Any:
        return pulp.lpSum([self.m[o, p] for p in pots if (o, p) in self.m])

    def state_money(self) -> None:
        for p in self.case.pots:
            self.row(pulp.lpSum([m for (_, q), m in self.m.items() if q is p]) <= p.cents / 100)
        for o in self.h:
            offering = self.case.offering_of(o)
            for year in o.period.years:
                pots = [p for p in self.case.pots if p.year == year]
                cost = self.cost(o, year)
                self.row(self.paid(o, pots) == cost)
                for share in self.data.shares:
                    if share.field in {None, offering.field} and share.ags in {None, offering.ags}:
                        part = self.paid(o, [p for p in pots if self.kind(p) == share.kind])
                        self.row(part >= float(share.minimum) * cost)
                        self.row(part <= float(share.maximum) * cost)
        for source in self.data.sources:
            if source.matched and self.rules.matching != "aus":
                for year in range(2025, 2035):
                    self.state_matching(source, year)

    def kind(self, p: Pot) -> str:
        return "Eigenmittel" if p.kind == "own" else self.data.source[p.source].kind

    def state_matching(self, state: Source, year: int) -> None:
        """K_used − L_used ≤ max(0, (L_old − L_freed) − (K_old − K_freed)), in the fields of K."""
        fields = state.fields or FIELDS
        local = {row.key for row in self.data.sources if row.kind in LOCAL[self.rules.matching]} - {state.key}

        def left(keys: set[str]) -> int:
            old = sum(
                row.granted
                for row in self.data.grants
                if row.year == year and row.source in keys and self.data.offering[row.offering].field in fields
            )
            freed = sum(
                row.freed
                for row in self.case.freed
                if row.year == year
                and row.source in keys
                and self.case.offering_of(self.case.outage[row.outage]).field in fields
            )
            return old - freed

        def used(keys: set[str]) -> Any:
            return pulp.lpSum(
                [
                    m
                    for (o, p), m in self.m.items()
                    if p.year == year and p.source in keys and self.case.offering_of(o).field in fields
                ]
            )

        room = max(0, left(local) - left({state.key})) / 100
        self.row(used({state.key}) - used(local) <= room)

    def state_lots(self) -> None:
        for o, h in self.h.items():
            if self.lots:
                lost = self.case.outage[o.outage].hours
                self.row(h <= float(lost) * self.z[o])
                self.row(h >= floor(min(self.rules.min_hours, lost) * 100) / 100 * self.z[o])
        if self.rules.max_substitutes:
            for outage in self.case.outages:
                used = [z for o, z in self.z.items() if o.outage == outage.number]
                self.row(pulp.lpSum(used) <= self.rules.max_substitutes)

    def goals(self) -> list[tuple[str, Any]]:
        """(name, expression to be minimised) of each stage, in order."""
        stages: list[tuple[str, Any]] = []
        need = sorted({self.case.offering_of(row).priority for row in self.case.outages if not row.frees_only})
        for goal in self.rules.goals:
            if goal == "Versorgung" and len(need) > 1:
                stages += [(f"Versorgung {value}", -1 * self.care({value})) for value in need]
            else:
                stages.append((goal, self.goal(goal, set(need))))
        stages.append(("Mittelrang", pulp.lpSum([self.rank(p) * m for (_, p), m in self.m.items()])))
        stages.append(("Zweckbindung", pulp.lpSum([self.breadth(p) * m for (_, p), m in self.m.items()])))
        return stages

    def care(self, priorities: set[int]) -> Any:
        terms = []
        for o, h in self.h.items():
            offering = self.case.offering_of(o)
            if offering.priority in priorities:
                terms.append(float(offering.need) * months(o.period) * h)
        return pulp.lpSum(terms)

    def goal(self, name: str, priorities: set[int]) -> Any:
        if name == "Versorgung":
            return -1 * self.care(priorities)
        if name == "Ausgleich":
            return -1 * self.smallest()
        if name == "Übergaben":
            return pulp.lpSum(list(self.z.values()))
        if name in {"Reserven", "Kosten"}:
            return pulp.lpSum([m for (_, p), m in self.m.items() if name == "Kosten" or p.kind == "reserve"])
        weight = {
            "Subsidiarität": lambda o: self.data.provider[self.case.capacity_of(o).provider].municipal,
            "Nähe": lambda o: o.km,
        }[name]
        return pulp.lpSum([weight(o) * months(o.period) * h for o, h in self.h.items()])

    def smallest(self) -> Any:
        smallest = self.new(most=1)
        for outage in self.case.outages:
            if outage.hours:
                lost = float(outage.hours) * months(outage.period)
                covered = pulp.lpSum(
                    [months(o.period) / lost * h for o, h in self.h.items() if o.outage == outage.number]
                )
                self.row(smallest <= covered)
        return smallest

    def rank(self, p: Pot) -> int:
        if p.kind == "own":
            return 20
        return self.data.source[p.source].rank + (10 if p.kind == "reserve" else 0)

    def breadth(self, p: Pot) -> int:
        if p.kind == "freed":
            return ["Angebot", "Kommune", "Sozialraum", "Landkreis"].index(self.data.source[p.source].cover)
        return 3 if p.unit == "Landkreis" else 2

    def optima(self) -> dict[str, float]:
        """The optimum of each stage, all before it held at theirs; what is maximised comes out negative.

        With whole numbers the face may become too thin for branch and bound; the stages found by then are given.
        """
        solver = pulp.HiGHS(msg=False, gapRel=0.0, threads=1, mip_abs_gap=1e-9)
        found: dict[str, float] = {}
        for name, expression in self.goals():
            self.problem.setObjective(pulp.lpSum([expression]))
            answer = self.problem.solve(solver)
            if int(getattr(answer, "status", answer)) != 1:  # PuLP 3 answers a number, PuLP 4 a record
                break
            found[name] = value = float(pulp.value(self.problem.objective) or 0)
            slack = float(self.rules.slack_of(name)) / 100 * abs(value)
            self.row(pulp.lpSum([expression]) <= value + slack + HOLD * max(1.0, abs(value)))
        return found


def inside(o: Option, day: date) -> bool:
    """Is the day within the window of the option?"""
    return o.period.start <= day <= o.period.end
