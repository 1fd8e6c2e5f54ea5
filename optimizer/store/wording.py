"""Texts of papers that count only once a person has edited and confirmed them (reasons on discretion, legal ground)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, StateError
from optimizer.store.lookup import clean, find, names, seen_version
from optimizer.store.records import ConfirmedText
from optimizer.store.rights import Act, Actor
from optimizer.store.tables import CaseRow, PaperRow, PlanRow, TextRow
from optimizer.store.validity import digest


@dataclass(frozen=True, slots=True)
class PaperText:
    """A text that a person edited and confirms for one paper of one plan, such as `Ermessen` or `Rechtsgrund`."""

    plan_id: int
    notice: str
    field: str
    text: str


def confirm_text(store: Store, actor: Actor, what: PaperText, *, seen: int, token: str) -> int:
    """Confirm a paper's text; `seen` is the text's version, 0 when there was none. Gives the text's number.

    Once the paper is issued its texts stay as they are.
    """

    def work(unit: Unit) -> int:
        plan = find(unit.session, PlanRow, what.plan_id, f"Den Plan {what.plan_id}")
        if plan.case_id is None:
            raise StateError("Papiere gibt es nur zu Fällen, nicht zu Szenarien.")
        case = find(unit.session, CaseRow, plan.case_id, "Den Fall")
        _check_unissued(unit.session, plan, what.notice)
        row = _text_row(unit, plan, what, seen)
        row.text = clean(what.text, "Text", needed=True)
        row.at, row.person_id = unit.now, unit.person
        unit.session.add(row)
        flag_modified(row, "text")
        unit.session.flush()
        unit.log(case.name, f"text:{row.id}", f"{what.field} für {what.notice} bestätigt, SHA-256 {digest(row.text)}.")
        return row.id

    return write(store, actor, Act.CONFIRM, token, work)


def _check_unissued(session: Session, plan: PlanRow, notice: str) -> None:
    same = (notice, f"bescheide/{notice}")  # a notice's texts go by its number alone
    issued = select(PaperRow.id).where(PaperRow.case_id == plan.case_id, PaperRow.notice.in_(same))
    if session.scalar(issued) is not None:
        raise StateError(f"Das Papier {notice} ist schon erstellt; sein Text steht fest.")


def _text_row(unit: Unit, plan: PlanRow, what: PaperText, seen: int) -> TextRow:
    same = select(TextRow).where(TextRow.plan_id == plan.id, TextRow.notice == what.notice, TextRow.field == what.field)
    row = unit.session.scalar(same)
    if row is not None:
        seen_version(unit, row, seen, f"text:{row.id}")
        return row
    if seen:
        raise ConflictError("Diesen Text gibt es nicht (mehr); bitte neu laden.")
    notice = clean(what.notice, "Papier", needed=True, limit=200)
    field = clean(what.field, "Feld", needed=True, limit=100)
    return TextRow(case_id=plan.case_id, plan_id=plan.id, notice=notice, field=field, text=what.text)


def texts(store: Store, actor: Actor, plan_id: int) -> tuple[ConfirmedText, ...]:
    """The confirmed texts of a plan's papers. Not for a municipality."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        people = names(session)
        rows = session.scalars(select(TextRow).where(TextRow.plan_id == plan_id).order_by(TextRow.id))
        return tuple(
            ConfirmedText(
                row.id, row.plan_id, row.notice, row.field, row.text, row.version, row.at, people[row.person_id]
            )
            for row in rows
        )
