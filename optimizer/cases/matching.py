"""Matching funds: state money that local money must match in every year (FRL Jugendpauschale, *Komplementär*)."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.model.case import Case
from optimizer.model.dataset import FIELDS

LOCAL_KINDS = {"Landkreis": ("Landkreis",), "Landkreis und Kommunen": ("Landkreis", "Kommune"), "aus": ()}
"""What counts as local money, by Regel Komplementärregel."""


@dataclass(frozen=True, slots=True)
class Matching:
    """One matched source and year: K_used − L_used may reach `room` cents, in the fields that the source may fund."""

    source: str
    year: int
    fields: frozenset[str]
    room: int
    state_pots: frozenset[str]
    local_pots: frozenset[str]
    state_money: int

    @property
    def never_binds(self) -> bool:
        """All the state money that handovers could use fits without any local money."""
        return self.state_money <= self.room


def matchings(case: Case) -> tuple[Matching, ...]:
    """One row for each matched source and year with a pot of it; each source is matched by itself."""
    return case.once("matchings", lambda: _matchings(case))


def _matchings(case: Case) -> tuple[Matching, ...]:
    rule = case.dataset.rules.matching
    if rule == "aus":
        return ()
    local = frozenset(source.key for source in case.dataset.sources if source.kind in LOCAL_KINDS[rule])
    matched = [source for source in case.dataset.sources if source.matched]
    return tuple(
        _matching(case, source.key, frozenset(source.fields or FIELDS), year, local - {source.key})
        for source in sorted(matched, key=lambda source: source.key)
        for year in sorted({pot.year for pot in case.pots if pot.source == source.key})
    )


def _matching(case: Case, source: str, fields: frozenset[str], year: int, local: frozenset[str]) -> Matching:
    state_left = _left(case, frozenset({source}), fields, year)
    state_pots = frozenset(pot.key for pot in case.pots if pot.source == source and pot.year == year)
    return Matching(
        source=source,
        year=year,
        fields=fields,
        room=max(0, _left(case, local, fields, year) - state_left),
        state_pots=state_pots,
        local_pots=frozenset(pot.key for pot in case.pots if pot.source in local and pot.year == year),
        state_money=sum(case.pot[key].cents for key in state_pots),
    )


def _left(case: Case, sources: frozenset[str], fields: frozenset[str], year: int) -> int:
    """Old grants less all that is freed (available, reclaim, returned), in cents."""
    granted = sum(
        grant.granted
        for grant in case.dataset.grants
        if grant.year == year and grant.source in sources and case.dataset.offering[grant.offering].field in fields
    )
    freed = sum(
        row.freed
        for row in case.freed
        if row.year == year and row.source in sources and case.offering_of(row).field in fields
    )
    return granted - freed
