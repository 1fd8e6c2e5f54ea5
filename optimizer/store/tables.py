"""The tables, as typed SQLAlchemy models. Only `optimizer/store` knows them; everybody else gets frozen records.

What people change bears a version number (`version_id_col`), so that a second save of a changed record fails.
What is history (data, plans, proposals, decisions, papers, attachments, log) is never changed: triggers see to it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import CheckConstraint, ForeignKey, Integer, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from optimizer.store.columns import Day, Flag, Instant, Packed
from optimizer.store.consents import CONSENT_STATUSES, PARTY_KINDS
from optimizer.store.states import STATUSES

NAMES: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, words: tuple[str, ...]) -> str:
    """SQL condition: the column holds one of the words."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def strict(*constraints: CheckConstraint | UniqueConstraint) -> tuple[Any, ...]:
    """Table arguments: SQLite keeps the declared types (STRICT) instead of storing '12,34' as a number."""
    return (*constraints, {"sqlite_strict": True})


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        date: Day,
        bool: Flag,
        bytes: Packed,
        str: Text,
        int: Integer,
    }


class Versioned:
    """A record that people change: the second of two saves from the same version fails."""

    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy hands over the class)
        return {"version_id_col": cls.version}


class PersonRow(Base):
    """Who acted. Everywhere else stands the number alone, so a name can be deleted without touching the log."""

    __tablename__ = "people"
    __table_args__ = strict(UniqueConstraint("identity"))
    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str | None]
    name: Mapped[str | None]


class DataRow(Base):
    """A workbook as it was uploaded. `contains` lists decided cases that its figures include already (JSON)."""

    __tablename__ = "data_versions"
    __table_args__ = strict()
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)
    contains: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class CaseRow(Versioned, Base):
    """A reported outage: events on the data, and how far it has come. `seats`: AGS by offering concerned (JSON)."""

    __tablename__ = "cases"
    __table_args__ = strict(
        UniqueConstraint("name"),
        CheckConstraint(one_of("status", STATUSES), "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    data_id: Mapped[int] = mapped_column(ForeignKey("data_versions.id"))
    setup: Mapped[str]
    seats: Mapped[str]
    lasting: Mapped[bool | None]
    status: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class ScenarioRow(Versioned, Base):
    """A what-if on a data version. `on_cases`: on top of decided and pending cases, else on the bare workbook."""

    __tablename__ = "scenarios"
    __table_args__ = strict(
        UniqueConstraint("name"),
        CheckConstraint("colour LIKE '#______'", "colour"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    colour: Mapped[str]
    data_id: Mapped[int] = mapped_column(ForeignKey("data_versions.id"))
    setup: Mapped[str]
    on_cases: Mapped[bool]
    archived: Mapped[bool]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class PlanRow(Base):
    """A verified plan of a case or of a scenario, with the hash of everything it rests on.

    `seats` and `sources`: AGS by offering concerned and by municipal source (JSON), for what a municipality may see.
    """

    __tablename__ = "plans"
    __table_args__ = strict(
        CheckConstraint("(case_id IS NULL) <> (scenario_id IS NULL)", "owner"),
        CheckConstraint(one_of("kind", ("base", "alternative")), "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey("scenarios.id"), index=True)
    kind: Mapped[str]
    label: Mapped[str]
    data_id: Mapped[int] = mapped_column(ForeignKey("data_versions.id"))
    setup: Mapped[str]
    based_on: Mapped[str]
    inputs_hash: Mapped[str]
    plan_hash: Mapped[str]
    substance: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    warnings: Mapped[str]
    parties: Mapped[str]
    seats: Mapped[str]
    sources: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class ProposalRow(Base):
    """A plan put to the vote. The last one of a case is its plan in force; the first gives its place in the queue."""

    __tablename__ = "proposals"
    __table_args__ = strict(UniqueConstraint("plan_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    note: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class PinRow(Versioned, Base):
    """A Vorgabe with its reason and author; withdrawn ones stay readable."""

    __tablename__ = "pins"
    __table_args__ = strict(
        CheckConstraint(one_of("kind", ("fest", "mindestens", "höchstens", "ausgeschlossen")), "kind"),
        CheckConstraint("(kind = 'ausgeschlossen') = (hours IS NULL)", "hours"),
        CheckConstraint("length(trim(reason)) > 0", "reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consents.id"))
    offering: Mapped[str]
    capacity: Mapped[str]
    kind: Mapped[str]
    hours: Mapped[str | None]
    reason: Mapped[str]
    withdrawn: Mapped[bool]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class ConsentRow(Versioned, Base):
    """What one party said to one proposal. `carried_from`: the consent to the plan before, which was the same."""

    __tablename__ = "consents"
    __table_args__ = strict(
        UniqueConstraint("proposal_id", "kind", "key"),
        CheckConstraint(one_of("kind", PARTY_KINDS), "kind"),
        CheckConstraint(one_of("status", CONSENT_STATUSES), "status"),
        CheckConstraint("status NOT IN ('abgelehnt', 'nicht erforderlich') OR length(trim(reason)) > 0", "reason"),
        CheckConstraint("status NOT IN ('zugestimmt', 'abgelehnt') OR day IS NOT NULL", "day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    plan_hash: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    required: Mapped[bool]
    ground: Mapped[str]
    status: Mapped[str]
    day: Mapped[date | None]
    resolution: Mapped[str]
    reason: Mapped[str]
    carried_from: Mapped[int | None] = mapped_column(ForeignKey("consents.id"))
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class DecisionRow(Base):
    """The release: one per case, for good. Four eyes and completeness are conditions of the database itself."""

    __tablename__ = "decisions"
    __table_args__ = strict(
        UniqueConstraint("case_id"),
        CheckConstraint("four_eyes = 0 OR proposed_by <> person_id", "four_eyes"),
        CheckConstraint("complete = 1 OR length(trim(deviation)) >= 20", "deviation"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    plan_hash: Mapped[str]
    inputs_hash: Mapped[str]
    complete: Mapped[bool]
    deviation: Mapped[str]
    four_eyes: Mapped[bool]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class TextRow(Versioned, Base):
    """A text of a paper that a person edited and confirmed (discretion, legal ground)."""

    __tablename__ = "texts"
    __table_args__ = strict(
        UniqueConstraint("plan_id", "notice", "field"),
        CheckConstraint("length(trim(text)) > 0", "text"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    notice: Mapped[str]
    field: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class PaperRow(Base):
    """A paper handed out. The unique key is why none is issued twice. `ags`: the municipality it is for, if any.

    `appeal_until`: the last day to object to it, where it is a notice.
    """

    __tablename__ = "papers"
    __table_args__ = strict(UniqueConstraint("plan_hash", "notice"))
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    plan_hash: Mapped[str]
    notice: Mapped[str]
    ags: Mapped[str | None]
    name: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    appeal_until: Mapped[date | None]


class AttachmentRow(Base):
    """A file laid beside a case: a signed consent, a resolution, a letter."""

    __tablename__ = "attachments"
    __table_args__ = strict()
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consents.id"))
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class LogRow(Base):
    """Who did what when. Each entry holds the hash of the one before, so no entry can change unseen."""

    __tablename__ = "log"
    __table_args__ = strict(UniqueConstraint("hash"))
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    person: Mapped[str]
    role: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str]
    record: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class TokenRow(Base):
    """A one-time token: the same click a second time finds the first one's result."""

    __tablename__ = "tokens"
    __table_args__ = strict()
    token: Mapped[str] = mapped_column(primary_key=True)
    act: Mapped[str]
    result: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
