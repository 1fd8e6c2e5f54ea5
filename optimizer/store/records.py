"""What the store hands out: frozen records, with people's names filled in (or `P-0007` where a name was deleted)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from optimizer.model.dataset import PinKind
from optimizer.store.consents import ConsentStatus, PartyKind
from optimizer.store.setup import Setup
from optimizer.store.states import DECIDED, Status

PlanKind = Literal["base", "alternative"]


@dataclass(frozen=True, slots=True)
class DataVersion:
    """A workbook as uploaded. `contains` are the decided cases that its figures include already."""

    id: int
    name: str
    sha256: str
    size: int
    contains: tuple[int, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it stands. `name` is also its scenario's name; `seats` the AGS by offering concerned.

    `version` goes back into the next act on it (`seen=`). `setup` holds no pins; those are `StoredPin` records.
    """

    id: int
    name: str
    title: str
    status: Status
    setup: Setup
    seats: tuple[tuple[str, str], ...]
    lasting: bool | None
    plan_id: int | None
    data_id: int
    version: int
    at: datetime
    by: str

    @property
    def decided(self) -> bool:
        """Is the case decided, so that nothing of it may change any more?"""
        return self.status in DECIDED


@dataclass(frozen=True, slots=True)
class StoredPin:
    """A Vorgabe of a case. `hours` as decimal text; `consent_id` names the objection that it follows from."""

    id: int
    case_id: int
    offering: str
    capacity: str
    kind: PinKind
    hours: str | None
    reason: str
    withdrawn: bool
    consent_id: int | None
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if with its colour (`#rrggbb`), on a data version; `on_cases`: on top of decided and pending cases."""

    id: int
    name: str
    colour: str
    data_id: int
    setup: Setup
    on_cases: bool
    archived: bool
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan of a case or scenario; its content comes from `plan_of`. `outdated`: why it is veraltet, or empty."""

    id: int
    case_id: int | None
    scenario_id: int | None
    kind: PlanKind
    label: str
    data_id: int
    plan_hash: str
    inputs_hash: str
    substance: str
    warnings: tuple[str, ...]
    outdated: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What one party says to the plan in force. `ground`: why it is asked (or need not be); `reason`: its objection.

    `carried`: the consent was given to an earlier plan with the same handovers and cents, and stands.
    """

    id: int
    case_id: int
    kind: PartyKind
    key: str
    name: str
    required: bool
    ground: str
    status: ConsentStatus
    day: date | None
    resolution: str
    reason: str
    plan_hash: str
    carried: bool
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between a case and its release, as a German sentence; a written reason may overrule some."""

    sentence: str
    overrulable: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The release of a case's plan. `deviation`: the written reason where not all had agreed."""

    id: int
    case_id: int
    plan_id: int
    plan_hash: str
    complete: bool
    deviation: str
    four_eyes: bool
    proposed_by: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ConfirmedText:
    """A text of a paper (such as the reasons on discretion) that a person edited and confirmed."""

    id: int
    plan_id: int
    notice: str
    field: str
    text: str
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper that was handed out; its bytes come from `paper_content`. A notice knows until when one can object."""

    id: int
    case_id: int
    plan_hash: str
    notice: str
    name: str
    sha256: str
    ags: str | None
    appeal_until: date | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file laid beside a case; its bytes come from `attachment_content`. The name is for showing, never a path."""

    id: int
    case_id: int
    consent_id: int | None
    name: str
    size: int
    sha256: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the Protokoll."""

    number: int
    at: datetime
    by: str
    role: str
    act: str
    subject: str
    detail: str
    hash: str
