"""The fields of the contract that goes with a notice: a first one, or the change of the one in force."""

from __future__ import annotations

from optimizer.model.german import long_date
from optimizer.papers.drafts.act_fields import headline, hours_fields, reference_fields, subject_fields
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.drafts.money import amount_fields, financing_plan
from optimizer.papers.notice import Notice
from optimizer.papers.phrases import until


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
            "mittelwegfall": notice.kind == "Minderung" and desk.case.outage[notice.outage].removal is not None,
            "vereinbarung_kkg": until(notice.recipient.agreement_kkg) if notice.kind != "Minderung" else "",
            "erstvertrag": first,
            "eigenes_angebot": notice.kind != "Minderung" and notice.offering.provider == notice.recipient.key,
            "laufzeitende": long_date(desk.case.dataset.rules.agreement_end),
        }
    )
