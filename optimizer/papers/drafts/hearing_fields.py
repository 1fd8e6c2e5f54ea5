"""The fields of two papers that go with a notice: the hearing before a reduction and the change of the contract."""

from __future__ import annotations

from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import facts_of_reduction
from optimizer.papers.drafts.money import amount_fields, financing_plan, repayment_fields
from optimizer.papers.drafts.notice_fields import (
    GROUND_NAMES,
    GROUND_TEXTS,
    headline,
    hours_fields,
    reference_fields,
    subject_fields,
)
from optimizer.papers.legal_dates import hearing_end
from optimizer.papers.notice import Notice
from optimizer.papers.state import GROUNDS


def is_waived(desk: Desk, notice: Notice) -> bool:
    """Has the provider waived its hearing?"""
    return bool(desk.state.hearing_waived) or notice.hearing == "verzichtet"


def hearing_letter_fields(desk: Desk, notice: Notice) -> Fields:
    """All fields of the Anhörung (§ 24 SGB X). The notice does not exist yet: the letter speaks of what is intended."""
    state = desk.state
    chosen = dict(state.grounds).get(notice.offering.key)
    is_open = chosen is None and not notice.revocable
    return desk.finished(
        {
            **desk.head("Anhörung zu einer beabsichtigten Minderung"),
            **desk.addressee(notice.recipient),
            **subject_fields(notice),
            **reference_fields(desk, notice),
            **hours_fields(notice),
            **amount_fields(desk, notice),
            **repayment_fields(desk, notice, in_notice=False),
            "sachverhalt": paragraphs(facts_of_reduction(desk.case, notice)),
            "postvermerk": desk.need_date(state.hearing_posted, "Tag der Aufgabe zur Post (Anhörung)"),
            "frist_bis": answer_until(desk),
            "grund_offen": is_open,
            "grund_auswahl": paragraphs([GROUND_NAMES[name] for name in GROUNDS]),
            "grund": "" if is_open else GROUND_TEXTS[chosen],
        }
    )


def answer_until(desk: Desk) -> str:
    """The last day to answer the hearing; a marked gap while nobody knows when it is posted."""
    posted = desk.state.hearing_posted
    if posted is None:
        return "[Ende der Frist ergibt sich aus dem Tag der Aufgabe zur Post]"
    return long_date(hearing_end(posted, desk.state.hearing_days).day)


def contract_fields(desk: Desk, notice: Notice) -> Fields:
    """All fields of the change of the public-law contract, or of a first one (§§ 53, 56, 59 SGB X; clause 3.1.7)."""
    first = notice.changed is None
    if not desk.state.consents_complete:
        desk.need("", "Zustimmung aller Beteiligten (Nummer 3.1.7)")
    return desk.finished(
        {
            **desk.head("Öffentlich-rechtlicher Vertrag" if first else "Änderung des öffentlich-rechtlichen Vertrags"),
            **desk.addressee(notice.recipient),
            **subject_fields(notice),
            **reference_fields(desk, notice),
            **hours_fields(notice),
            **amount_fields(desk, notice),
            **financing_plan(desk, notice),
            "bescheid": headline(notice),
            "minderung": notice.kind == "Minderung",
            "erstvertrag": first,
            "eigenes_angebot": notice.kind != "Minderung" and notice.offering.provider == notice.recipient.key,
            "laufzeitende": long_date(desk.case.dataset.rules.agreement_end),
        }
    )
