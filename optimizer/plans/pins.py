"""What is said when pins (Vorgaben) contradict each other or the rules (clause 3.2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimizer.model.case import Case
from optimizer.model.dataset import Pin
from optimizer.model.errors import NoProof, PinContradiction
from optimizer.model.german import listed, number
from optimizer.model.pair import Key
from optimizer.plans.ways_out import ways_out
from optimizer.program.decisions import Takeovers
from optimizer.program.optimum import satisfiable
from optimizer.program.parts import parts
from optimizer.program.rules import RULES, state_rules
from optimizer.program.solver import Clock, SolverName


def refuse_pins_without_option(case: Case) -> None:
    """Raise `PinContradiction` where hours are asked for, for an outage with a capacity that is no option of it."""
    options = {option.key for option in case.options}
    for pin in case.pins:
        if pin.kind not in ("fest", "mindestens") or not pin.hours:
            continue
        meant = _outages_meant(case, pin)
        if not meant:
            raise PinContradiction(
                f"Die Vorgabe {describe(pin)} verlangt Stunden für ein Angebot, das in diesem Szenario keine Stunden "
                f"verliert; Vorgabe streichen oder das Ereignis ergänzen."
            )
        if any((number, pin.capacity) not in options for number in meant):
            raise PinContradiction(
                f"Die Vorgabe {describe(pin)} verlangt Stunden, wo es keine Möglichkeit zur Übergabe gibt "
                f"(Grund unter „Warum nicht?“); Vorgabe streichen oder den Grund beheben."
            )


def _outages_meant(case: Case, pin: Pin) -> list[int]:
    """Every outage of the offering that loses hours; for `bisher:` and `mehr:` those that have that capacity."""
    meant = [outage.number for outage in case.outages if outage.offering == pin.offering and not outage.frees_only]
    if ":" not in pin.capacity:
        return meant
    own = {capacity.only_outage for capacity in case.capacities if capacity.key == pin.capacity}
    return [outage for outage in meant if outage in own] or meant


def contradiction(
    case: Case, earlier: Mapping[Key, Fraction] | None, solver: SolverName, clock: Clock
) -> PinContradiction:
    """The smallest set of pins that together contradict the rules, found by leaving out one after the other."""
    kept = [pin for pin in case.pins if pin.kind != "ausgeschlossen"]
    for pin in list(kept):
        fewer = [other for other in kept if other is not pin]
        if not _possible(case, fewer, earlier, solver, clock):
            kept = fewer
    if not kept:
        raise NoProof("Der Löser hält einen Fall ohne Vorgaben für unlösbar; es wird kein Plan gezeigt.")
    texts = [describe(pin) for pin in kept]
    return PinContradiction(
        f"Die Vorgaben widersprechen den Regeln: {listed(texts)} "
        f"{'ist' if len(texts) == 1 else 'sind zusammen'} nicht erfüllbar. "
        f"{ways_out(case, kept, solver, clock)}"
    )


def describe(pin: Pin) -> str:
    """A pin in words, with its row; one that was set on a page has none."""
    hours = f" {number(pin.hours)} h" if pin.hours is not None else ""
    place = f" (Vorgaben!A{pin.row})" if pin.row else ""
    return f"„{pin.offering} durch {pin.capacity} {pin.kind}{hours}“{place}"


def _possible(
    case: Case, pins: list[Pin], earlier: Mapping[Key, Fraction] | None, solver: SolverName, clock: Clock
) -> bool:
    trial = case.with_pins(pins)
    for part in parts(trial):
        program = Takeovers(trial, part, earlier)
        state_rules(program, RULES)
        if not satisfiable(program, solver, clock):
            return False
    return True
