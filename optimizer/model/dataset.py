"""What the sheets of the workbook hold, as frozen records. Money is integer cents, hours are exact fractions.

A what-if is a changed copy (`dataclasses.replace`). Field names are English, values keep the workbook's German words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from optimizer.model.errors import Problem
from optimizer.model.periods import ONE_DAY, Period, end_after_notice

FIELDS: Final = ("§ 11", "§ 12", "§ 13", "§ 13a", "§ 14", "§ 16")
"""The fields of service (Leistungsbereiche) of SGB VIII that the agreement covers, in the law's order."""

DISTRICT_WIDE: Final = "kreisweit"
"""The social space of an offering that serves the whole district; a space of its own for pots."""

DISTRICT: Final = "Landkreis"
"""The unit of a pot that may pay in the whole district."""

UNLIMITED: Final = date.max
"""An agreement that is `unbefristet`."""

SourceKind = Literal["Land", "Landkreis", "Kommune", "Dritte"]
ShareKind = Literal["Land", "Landkreis", "Kommune", "Dritte", "Eigenmittel"]
Cover = Literal["Angebot", "Kommune", "Sozialraum", "Landkreis"]
EventKind = Literal[
    "Ausfall", "Kündigung", "Fristlose Kündigung", "Entzug", "Mittelwegfall", "Minderabruf", "Mehrbedarf"
]
PinKind = Literal["fest", "mindestens", "höchstens", "ausgeschlossen"]
Quantity = Literal["Reserve", "Kostensatz", "Kapazität", "Finanzierung", "Eigenmittel"]

EVENT_KINDS: Final[tuple[EventKind, ...]] = (
    "Ausfall",
    "Kündigung",
    "Fristlose Kündigung",
    "Entzug",
    "Mittelwegfall",
    "Minderabruf",
    "Mehrbedarf",
)
REASONS: Final = (
    "Personalausfall",
    "Kündigung Personal",
    "Insolvenz",
    "Räume",
    "Fördervoraussetzung",
    "Mittelkürzung",
    "Sonstiges",
)
"""Reason codes of an event; never a person's name or illness."""

GOAL_NAMES: Final = (
    "Versorgung",
    "Subsidiarität",
    "Ausgleich",
    "Reserven",
    "Nähe",
    "Kosten",
    "Übergaben",
    "Stetigkeit",
)
DEFAULT_GOALS: Final = ("Versorgung", "Subsidiarität", "Reserven", "Nähe", "Kosten")
DEFAULT_RANK: Final[Mapping[str, int]] = {"Land": 1, "Dritte": 2, "Kommune": 3, "Landkreis": 4}
"""Who pays first among equal plans: what must otherwise be returned first goes first."""


@dataclass(frozen=True, slots=True)
class SocialSpace:
    """Sozialraum: a planning area."""

    key: str
    name: str
    coordination: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Sitzkommune; `ags` has 8 digits, coordinates are degrees."""

    ags: str
    name: str
    space: str
    latitude: float
    longitude: float
    young_people: int | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """Träger. Agreements: a last day, `UNLIMITED`, or None.

    None means "no agreement" for § 8a and § 72a (so no handover) and "no limit" for § 3 KKG and the cooperation.
    """

    key: str
    name: str
    address: tuple[str, ...] = ()
    recognised: bool = True
    agreement_8a: date | None = None
    agreement_72a: date | None = None
    agreement_kkg: date | None = None
    cooperation_until: date | None = None
    signatory_in: tuple[str, ...] = ()
    municipal: bool = False
    representative: str = ""
    own_means: int = 0


@dataclass(frozen=True, slots=True)
class Offering:
    """Leistungsangebot: a service of one provider at one seat municipality, in weekly hours."""

    key: str
    title: str
    provider: str
    ags: str
    field: str
    hours: Fraction
    start: date
    end: date
    space: str
    need: Fraction = Fraction(1)
    priority: int = 1
    requirements: tuple[str, ...] = ()
    file_number: str = ""
    notice_date: date | None = None
    revocable: bool = False
    financing_kind: str = ""
    product_account: str = ""
    changes: int = 0
    contract_date: date | None = None

    @property
    def period(self) -> Period:
        """Beginn to Ende."""
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """Mittelquelle. `fields` empty = may fund all; `cover` is the Deckungskreis."""

    key: str
    name: str
    kind: SourceKind
    cover: Cover
    ags: str | None = None
    fields: tuple[str, ...] = ()
    transferable: bool = True
    field_bound: bool = True
    matched: bool = False
    rank: int = 0

    def funds(self, field_: str) -> bool:
        """May it pay for offerings of this Leistungsbereich?"""
        return not self.fields or field_ in self.fields


@dataclass(frozen=True, slots=True)
class Grant:
    """Finanzierung: what one source granted to one offering for one year, and what was drawn (cents)."""

    offering: str
    source: str
    year: int
    granted: int
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class Reserve:
    """Fresh money of one source and year (cents); `space` None = whole district.

    The last three are bounds of money that an earlier plan left unused: for one offering, one seat, one field only.
    No sheet sets them; `carry_forward` does.
    """

    key: str
    source: str
    year: int
    cents: int
    space: str | None = None
    approved: bool = True
    resolution: str = ""
    offering: str | None = None
    ags: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class ShareRule:
    """Anteile: what a kind of source must bear at least and may bear at most of each handover and year."""

    kind: ShareKind
    field: str | None = None
    ags: str | None = None
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(1)

    def bears_on(self, offering: Offering) -> bool:
        """Is the row for the offering's field and seat?"""
        return self.field in (None, offering.field) and self.ags in (None, offering.ags)


@dataclass(frozen=True, slots=True)
class Capacity:
    """freie Kapazität: weekly hours a provider could add. `rate` is cents per VzÄ and month, exact.

    `only_outage` is set for `bisher:` and `mehr:` alone: they form a pair with that outage and no other.
    """

    key: str
    provider: str
    fields: tuple[str, ...]
    ags: str
    start: date
    end: date
    hours: Fraction
    rate: Fraction
    spaces: tuple[str, ...] = ()
    start_up: int = 0
    lead_days: int = 0
    features: tuple[str, ...] = ()
    offering: str | None = None
    only_outage: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Ereignis: what happens in a scenario. `row` is its row in the sheet, for messages."""

    scenario: str
    kind: EventKind
    start: date
    offering: str | None = None
    provider: str | None = None
    source: str | None = None
    end: date | None = None
    share: Fraction = Fraction(1)
    running_on: int = 0
    free_from: date | None = None
    cents: int | None = None
    hours: Fraction | None = None
    early_end: date | None = None
    late_end: date | None = None
    reported: date | None = None
    hearing: date | Literal["verzichtet"] | None = None
    reason: str = ""
    row: int = field(default=0, compare=False)

    @property
    def effective(self) -> date:
        """The day from which it counts: after the notice period of a Kündigung (5.1.1, 5.1.2), else `Von`."""
        return end_after_notice(self.start) + ONE_DAY if self.kind == "Kündigung" else self.start

    @property
    def leaves(self) -> str | None:
        """The provider that is gone from then on, with all it offers and could take over; None where nobody is."""
        return self.provider if self.kind in {"Kündigung", "Fristlose Kündigung", "Entzug"} else None


@dataclass(frozen=True, slots=True)
class Assumption:
    """Annahme: value · factor + addend, for all or one key. `addend` in cents for money, hours for Kapazität."""

    scenario: str
    quantity: Quantity
    selection: str | None = None
    factor: Fraction = Fraction(1)
    addend: Fraction = Fraction(0)
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pin:
    """Vorgabe: what the coordinator fixed for the outages of one offering and one capacity."""

    scenario: str
    offering: str
    capacity: str
    kind: PinKind
    hours: Fraction | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """Regeln, with the defaults of the contract. `max_rate` is cents per VzÄ and month, slack in percent."""

    full_time: Fraction = Fraction(39)
    planning_day: date | None = None
    agreement_end: date = date(2029, 12, 31)
    hour_grid: Fraction = Fraction(0)
    min_hours: Fraction = Fraction(0)
    max_substitutes: int = 0
    max_distance: Fraction | None = None
    max_rate: int | None = None
    plan_reclaims: bool = False
    plan_unapproved: bool = False
    matching: Literal["Landkreis", "Landkreis und Kommunen", "aus"] = "Landkreis"
    goals: tuple[str, ...] = DEFAULT_GOALS
    slack: tuple[tuple[str, Fraction], ...] = ()

    def slack_of(self, goal: str) -> Fraction:
        """Spielraum of a goal in percent; a priority's goal takes that of Versorgung."""
        return dict(self.slack).get("Versorgung" if goal.startswith("Versorgung ") else goal, Fraction(0))


@dataclass(frozen=True)
class Dataset:
    """One workbook. Tuples keep the order of the sheets; nothing in the results depends on it."""

    spaces: tuple[SocialSpace, ...]
    municipalities: tuple[Municipality, ...]
    providers: tuple[Provider, ...]
    offerings: tuple[Offering, ...]
    sources: tuple[Source, ...]
    grants: tuple[Grant, ...]
    reserves: tuple[Reserve, ...]
    shares: tuple[ShareRule, ...]
    capacities: tuple[Capacity, ...]
    events: tuple[Event, ...]
    assumptions: tuple[Assumption, ...] = ()
    pins: tuple[Pin, ...] = ()
    rules: Rules = Rules()
    authority: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    notices: tuple[Problem, ...] = ()

    @cached_property
    def space(self) -> Mapping[str, SocialSpace]:
        """By key."""
        return {record.key: record for record in self.spaces}

    @cached_property
    def municipality(self) -> Mapping[str, Municipality]:
        """By AGS."""
        return {record.ags: record for record in self.municipalities}

    @cached_property
    def provider(self) -> Mapping[str, Provider]:
        """By key."""
        return {record.key: record for record in self.providers}

    @cached_property
    def offering(self) -> Mapping[str, Offering]:
        """By key."""
        return {record.key: record for record in self.offerings}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """By key."""
        return {record.key: record for record in self.sources}

    @cached_property
    def grants_of(self) -> Mapping[str, tuple[Grant, ...]]:
        """Finanzierung rows by offering, sorted by source and year."""
        rows: dict[str, list[Grant]] = {}
        for grant in sorted(self.grants, key=lambda grant: (grant.offering, grant.source, grant.year)):
            rows.setdefault(grant.offering, []).append(grant)
        return {key: tuple(group) for key, group in rows.items()}

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios that have events, in the order of the sheet."""
        return tuple(dict.fromkeys(event.scenario for event in self.events))

    def authority_of(self, entry: str) -> str:
        """An Angabe of the sheet Behörde; empty where it is missing."""
        return dict(self.authority).get(entry, "")
