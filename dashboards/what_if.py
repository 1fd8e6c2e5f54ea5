"""Was wäre, wenn: wishes of the finance department become a setup of events and assumptions. No streamlit here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from optimizer import Assumption, Event, number, short_date, store

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Extra:
    """Something that happens besides: an offering fails, or a source pays less. A `share` of 1 is all of it."""

    what: Literal["Ausfall", "Mittelwegfall"]
    key: str
    start: date
    end: date | None = None
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What should be different.

    Changes are parts of one (−1/10 is 10 % less), hours and `reserve_cents` are added; a source or capacity of None is
    every one.
    """

    grants: Fraction = NONE
    grants_source: str | None = None
    rates: Fraction = NONE
    reserves: Fraction = NONE
    reserve: str | None = None
    reserve_cents: int = 0
    hours: Fraction = NONE
    capacity: str | None = None
    new_end: date | None = None
    new_share: Fraction | None = None
    extras: tuple[Extra, ...] = ()

    @property
    def empty(self) -> bool:
        """Is nothing different?"""
        return self == replace(Wishes(), grants_source=self.grants_source, capacity=self.capacity, reserve=self.reserve)


def setup_with(base: store.Setup, wishes: Wishes) -> store.Setup:
    """The base's setup with the wishes on top; its pins and rules stay."""
    return replace(
        base,
        events=(*_events(base.events, wishes), *(_event(extra) for extra in wishes.extras)),
        assumptions=(*base.assumptions, *_assumptions(wishes)),
    )


def _events(events: tuple[Event, ...], wishes: Wishes) -> Iterator[Event]:
    """The base's events with the new end and share; money that is not drawn and applications have neither."""
    for event in events:
        changed = event
        if event.kind == "Ausfall" and wishes.new_end:
            changed = replace(changed, end=wishes.new_end, early_end=None, late_end=None)
        if event.kind in {"Ausfall", "Mittelwegfall"} and wishes.new_share:
            changed = replace(changed, share=wishes.new_share)
        yield changed


def contradictions(base: store.Setup, wishes: Wishes) -> Iterator[str]:
    """Wishes that the base's events do not allow, each in a sentence: an end before the first day of an outage."""
    for event in base.events:
        if event.kind == "Ausfall" and wishes.new_end and wishes.new_end < event.start:
            yield (
                "„Die Ausfälle der Basis dauern bis“ liegt vor dem ersten Tag: "
                f"{event.offering or event.provider} fällt erst ab {short_date(event.start)} aus."
            )


def _event(extra: Extra) -> Event:
    of_source = extra.what == "Mittelwegfall"
    return Event(
        scenario="",
        kind=extra.what,
        start=extra.start,
        end=extra.end,
        share=extra.share,
        offering=None if of_source else extra.key,
        source=extra.key if of_source else None,
        reason="Mittelkürzung" if of_source else "Sonstiges",
    )


def _assumptions(wishes: Wishes) -> Iterator[Assumption]:
    if wishes.grants:
        yield Assumption("", "Finanzierung", wishes.grants_source, factor=1 + wishes.grants)
    if wishes.rates:
        yield Assumption("", "Kostensatz", factor=1 + wishes.rates)
    if wishes.reserves:
        yield Assumption("", "Reserve", factor=1 + wishes.reserves)
    if wishes.reserve_cents and wishes.reserve:
        yield Assumption("", "Reserve", wishes.reserve, addend=Fraction(wishes.reserve_cents))
    if wishes.hours:
        yield Assumption("", "Kapazität", wishes.capacity, addend=wishes.hours)


def told(wishes: Wishes) -> tuple[str, ...]:
    """The wishes in words, one line each."""
    return tuple(_told(wishes))


def _told(wishes: Wishes) -> Iterator[str]:
    if wishes.grants:
        yield f"Bewilligungen {wishes.grants_source or 'aller Quellen'} {signed(wishes.grants * 100)} %"
    if wishes.rates:
        yield f"Kostensätze {signed(wishes.rates * 100)} %"
    if wishes.reserves:
        yield "Reserven gesperrt" if wishes.reserves == -1 else f"Reserven {signed(wishes.reserves * 100)} %"
    if wishes.reserve_cents and wishes.reserve:
        yield f"Reserve {wishes.reserve} {signed(Fraction(wishes.reserve_cents, 100))} €"
    if wishes.hours:
        yield f"Kapazität {wishes.capacity or '(jede)'} {signed(wishes.hours)} Wochenstunden"
    if wishes.new_end:
        yield f"Ausfall bis {short_date(wishes.new_end)}"
    if wishes.new_share:
        yield f"Ausfall zu {number(wishes.new_share * 100)} %"
    for extra in wishes.extras:
        until = f" bis {short_date(extra.end)}" if extra.end else ""
        yield f"{extra.what} {extra.key} ab {short_date(extra.start)}{until} zu {number(extra.share * 100)} %"


def signed(value: Fraction) -> str:
    """A number with its sign: `+3`, `−10`."""
    return f"{'−' if value < 0 else '+'}{number(abs(value))}"
