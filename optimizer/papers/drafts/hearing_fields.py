"""The fields of the hearing before a reduction (§ 24 SGB X): of its letter, and what the notice says of it later."""

from __future__ import annotations

from optimizer.model.german import long_date
from optimizer.papers.drafts.act_fields import hours_fields, reference_fields, renewal_fields, subject_fields
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import facts_of_reduction
from optimizer.papers.drafts.grounds import ground_fields
from optimizer.papers.drafts.money import amount_fields, repayment_fields
from optimizer.papers.legal_dates import hearing_end
from optimizer.papers.notice import Notice
from optimizer.papers.timeline import hearing_day, hearing_waived


def hearing_letter_fields(desk: Desk, notice: Notice) -> Fields:
    """All fields of the Anhörung (§ 24 SGB X). The notice does not exist yet: the letter speaks of what is intended."""
    return desk.finished(
        {
            **desk.head("Anhörung zu einer beabsichtigten Minderung", hearing_day(notice, desk.state)),
            **desk.addressee(notice.recipient),
            **subject_fields(notice),
            **reference_fields(desk, notice),
            **hours_fields(notice),
            **amount_fields(desk, notice),
            **repayment_fields(desk, notice, in_notice=False),
            "sachverhalt": paragraphs(facts_of_reduction(desk.case, notice)),
            "postvermerk": hearing_sent(desk, notice),
            "frist_bis": answer_until(desk, notice),
            **ground_fields(desk, notice),
            **renewal_fields(desk, notice),
        }
    )


def hearing_sent(desk: Desk, notice: Notice) -> str:
    """The day on which the hearing was posted, or a marked gap."""
    return desk.need_date(hearing_day(notice, desk.state), "Tag der Aufgabe zur Post (Anhörung)")


def answer_until(desk: Desk, notice: Notice) -> str:
    """The last day to answer the hearing; a marked gap while nobody knows when it is posted."""
    posted = hearing_day(notice, desk.state)
    if posted is None:
        return "[Ende der Frist ergibt sich aus dem Tag der Aufgabe zur Post]"
    return long_date(hearing_end(posted, desk.state.hearing_days).day)


def hearing_fields(desk: Desk, notice: Notice) -> Fields:
    """Whether and when the provider was heard (§ 24 SGB X)."""
    state, waived = desk.state, hearing_waived(notice, desk.state)
    posted = hearing_day(notice, state)
    end = hearing_end(posted, state.hearing_days).day if posted else None
    return {
        "anhoerung_verzichtet": waived,
        "anhoerung_verzicht_am": desk.need_date(state.hearing_waived, "Tag des Verzichts auf die Anhörung")
        if waived
        else "",
        "anhoerung_vom": "" if waived else desk.need_date(posted, "Tag der Anhörung", "Ereignisse", "Anhörung"),
        "anhoerung_bis": long_date(end) if end else "",
    }
