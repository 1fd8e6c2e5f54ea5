"""The papers beside the notices: hearings, contracts, forms, letters, committee paper, weighing record."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.papers.drafts.committee_fields import committee_fields
from optimizer.papers.drafts.contract_fields import contract_fields
from optimizer.papers.drafts.desk import CaseFile, Desk, Draft, Fields
from optimizer.papers.drafts.form_fields import form_drafts
from optimizer.papers.drafts.hearing_fields import hearing_letter_fields
from optimizer.papers.drafts.letter_fields import letter_fields, municipalities_of
from optimizer.papers.drafts.notice_facts import facts_of_notice
from optimizer.papers.drafts.plan_facts import facts_of_committee, facts_of_letter, facts_of_weighing
from optimizer.papers.drafts.weighing_fields import weighing_fields
from optimizer.papers.notice import Notice
from optimizer.papers.timeline import hearing_waived
from optimizer.papers.word.readback import Expected


def companion_drafts(file: CaseFile) -> Iterator[Draft]:
    """Every Word paper but the notices themselves."""
    for notice in file.notices:
        yield from _of_notice(file, notice)
    for municipality in municipalities_of(file.outcome):
        desk = Desk(file, f"beteiligung/{municipality.ags}")
        yield _draft(desk, "beteiligung", letter_fields(desk, municipality), facts_of_letter(file, municipality))
    desk = Desk(file, "beschluss/beschlussvorlage")
    yield _draft(desk, "beschlussvorlage", committee_fields(desk), facts_of_committee(file))
    desk = Desk(file, "akte/abwaegungsprotokoll")
    yield _draft(desk, "abwaegung", weighing_fields(desk), facts_of_weighing(file))


def _of_notice(file: CaseFile, notice: Notice) -> Iterator[Draft]:
    """Its hearing (of a reduction, unless waived), its contract, and the forms that lie beside both letters."""
    facts = facts_of_notice(file, notice)
    desk = Desk(file, f"anhoerung/{notice.id}")
    if notice.kind == "Minderung" and not hearing_waived(notice, file.state):
        yield _draft(desk, "anhoerung", hearing_letter_fields(desk, notice), facts)
    desk = Desk(file, f"vertrag/{notice.id}")
    yield _draft(desk, "vertrag", contract_fields(desk, notice), facts)
    yield from form_drafts(file, notice)


def _draft(desk: Desk, template: str, fields: Fields, expected: Expected) -> Draft:
    return Draft(desk.paper, template, fields, tuple(desk.gaps), expected)
