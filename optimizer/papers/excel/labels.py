"""How the workbook calls things: names instead of keys, in the order of the plan."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import OWN_MEANS, Case, Outage, Pot
from optimizer.model.dataset import DISTRICT
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover

POT_KINDS = {"freed": "freigesetzt", "reserve": "Reserve", "own": "Eigenmittel"}


def offering_title(case: Case, outage: int) -> str:
    """Bezeichnung of the offering that drops out."""
    return case.offering_of(case.outage[outage]).title


def provider_name(case: Case, key: str) -> str:
    """Name of a provider."""
    return case.dataset.provider[key].name


def seat_name(case: Case, outage: Outage) -> str:
    """Name of the offering's seat municipality."""
    return case.dataset.municipality[case.offering_of(outage).ags].name


def source_name(case: Case, key: str) -> str:
    """Name of a source; own means have none but their own."""
    source = case.dataset.source.get(key)
    return source.name if source else key


def unit_name(case: Case, pot: Pot) -> str:
    """Where a pot may pay, by name: an offering, a municipality, a social space, a provider or the district."""
    if pot.kind == "own" and pot.provider:
        return provider_name(case, pot.provider)
    if pot.unit == DISTRICT:
        return DISTRICT
    data = case.dataset
    if pot.unit in data.municipality:
        return data.municipality[pot.unit].name
    if pot.unit in data.space:
        return data.space[pot.unit].name
    return data.offering[pot.unit].title if pot.unit in data.offering else pot.unit


def source_numbers(outcome: Outcome) -> dict[str, int]:
    """A number per source, so that live sums compare numbers and never texts from the workbook."""
    keys = {grant.source for grant in outcome.case.dataset.grants} | {
        source.key for source in outcome.case.dataset.sources
    }
    keys |= {pot.source for pot in outcome.plan.pots} | {row.source for row in outcome.plan.freed}
    return {key: number for number, key in enumerate([*sorted(keys - {OWN_MEANS}), OWN_MEANS], 1)}


def pot_numbers(outcome: Outcome) -> dict[str, int]:
    """A number per pot, in the plan's order."""
    return {pot.pot: number for number, pot in enumerate(outcome.plan.pots, 1)}


def distance(case: Case, handover: Handover) -> Fraction | None:
    """Kilometres of a handover, to 0.1 km."""
    for option in case.options:
        if option.key == handover.key:
            return round(Fraction(option.km), 1)
    return None
