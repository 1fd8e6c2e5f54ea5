"""The papers that go with the notices: hearings, contracts, letters to municipalities, committee paper, weighing record."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers.drafts.committee_fields import committee_fields
from optimizer.papers.drafts.desk import Desk, Draft, Fields
from optimizer.papers.drafts.hearing_fields import contract_fields, hearing_letter_fields, is_waived
from optimizer.papers.drafts.letter_fields import letter_fields, municipalities_of
from optimizer.papers.drafts.notice_facts import facts_of_notice
from optimizer.papers.drafts.plan_facts import facts_of_committee, facts_of_letter, facts_of_weighing
from optimizer.papers.drafts.weighing_fields import weighing_fields
from optimizer.papers.notice import Notice
from optimizer.papers.notices import notices_of
from optimizer.papers.state import PaperState
from optimizer.papers.word.readback import Expected


def companion_drafts(outcome: Outcome, findings: Findings, state: PaperState) -> Iterator[Draft]:
    """Every Word paper but the notices themselves."""
    for notice in notices_of(outcome):
        yield from _of_notice(outcome, findings, state, notice)
    for municipality in municipalities_of(outcome):
        desk = Desk(outcome, state, f"beteiligung/{municipality.ags}", findings)
        yield _draft(desk, "beteiligung", letter_fields(desk, municipality), facts_of_letter(outcome, state, municipality))
    desk = Desk(outcome, state, "beschluss/beschlussvorlage", findings)
    yield _draft(desk, "beschlussvorlage", committee_fields(desk), facts_of_committee(outcome, state))
    desk = Desk(outcome, state, "akte/abwaegungsprotokoll", findings)
    yield _draft(desk, "abwaegung", weighing_fields(desk), facts_of_weighing(outcome, state, findings))


def _of_notice(outcome: Outcome, findings: Findings, state: PaperState, notice: Notice) -> Iterator[Draft]:
    """Its hearing (of a reduction, unless waived) and its contract."""
    facts = facts_of_notice(outcome, state, notice)
    desk = Desk(outcome, state, f"anhoerung/{notice.id}", findings)
    if notice.kind == "Minderung" and not is_waived(desk, notice):
        yield _draft(desk, "anhoerung", hearing_letter_fields(desk, notice), facts)
    desk = Desk(outcome, state, f"vertrag/{notice.id}", findings)
    yield _draft(desk, "vertrag", contract_fields(desk, notice), facts)


def _draft(desk: Desk, template: str, fields: Fields, expected: Expected) -> Draft:
    return Draft(desk.paper, template, fields, tuple(desk.gaps), expected)
