"""The fields of a notice. Only the addressee's data."""

from __future__ import annotations

from datetime import date

from optimizer.model.dataset import Provider
from optimizer.model.german import listed, long_date
from optimizer.papers.drafts.act_fields import (
    basis_fields,
    headline,
    hours_fields,
    reference_fields,
    renewal_fields,
    subject_fields,
)
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import (
    discretion_of_grant,
    discretion_of_reduction,
    facts_of_grant,
    facts_of_reduction,
)
from optimizer.papers.drafts.events import by_provider
from optimizer.papers.drafts.grounds import begins_before_notification, future_only, ground_fields
from optimizer.papers.drafts.hearing_fields import hearing_fields
from optimizer.papers.drafts.money import amount_fields, financing_plan, repayment_fields
from optimizer.papers.drafts.safety import safe_sentence
from optimizer.papers.notice import Notice
from optimizer.papers.phrases import clean, day_in_words, until


def notice_fields(desk: Desk, notice: Notice) -> Fields:
    """All fields of a change notice or first grant."""
    reduction = notice.kind == "Minderung"
    fields = {
        **desk.head(headline(notice)),
        **desk.addressee(notice.recipient),
        **subject_fields(notice),
        **reference_fields(desk, notice),
        **basis_fields(notice),
        **hours_fields(notice),
        **amount_fields(desk, notice),
        **financing_plan(desk, notice),
        **reason_fields(desk, notice),
        "postvermerk": desk.need_date(desk.state.posted, "Tag der Aufgabe zur Post"),
        "ausschuss_beschluss": desk.need(desk.state.resolution, "Beschluss des Jugendhilfeausschusses"),
        "zustimmungen_offen": not desk.state.consents_complete,
    }
    if not desk.state.consents_complete:
        desk.need("", "Zustimmung aller Beteiligten (Nummer 3.1.7)")
    extra = reduction_fields(desk, notice) if reduction else grant_fields(desk, notice)
    return desk.finished({**fields, **extra})


def reduction_fields(desk: Desk, notice: Notice) -> Fields:
    """What only a Minderung holds: its ground, the hearing, the repayment."""
    outage = desk.case.outage[notice.outage]
    reported = long_date(notice.reported) if notice.reported else ""
    ground, early = ground_fields(desk, notice), begins_before_notification(desk, notice)
    if ground["grund_offen"]:
        why = "Beginn vor der Bekanntgabe" if early else "kein Widerrufsvorbehalt"
        desk.need("", f"Wahl der Rechtsgrundlage ({why})")
    return {
        **repayment_fields(desk, notice),
        **hearing_fields(desk, notice),
        "ausfall_ab": long_date(outage.period.start),
        "mittelwegfall": outage.removal is not None,
        **ground,
        **renewal_fields(desk, notice),
        "rueckwirkend": early,
        "befristet": notice.period.end < notice.offering.end and not _leaves(desk, notice),
        **_left_fields(notice),
        "angezeigt_am": reported if by_provider(outage) else "",
        "bekannt_am": "" if by_provider(outage) else reported,
    }


def _left_fields(notice: Notice) -> Fields:
    """Whether anything stays granted in the budget years touched: of nothing, no maximum and no plan is written."""
    rows = [row for row in notice.amounts if row.awarded]
    return {
        "keine_zuwendung": bool(rows) and not any(row.new for row in rows),
        "hat_finanzplan": any(row.new for row in notice.amounts),
        "haushaltsjahre": listed([str(year) for year in notice.years]),
    }


def _leaves(desk: Desk, notice: Notice) -> bool:
    """Is the provider out for good, so that nothing comes back to it when the period of the act ends?"""
    outage = desk.case.outage[notice.outage]
    return outage.event.kind in {"Kündigung", "Fristlose Kündigung", "Entzug"} and outage.removal is None


def grant_fields(desk: Desk, notice: Notice) -> Fields:
    """What only a grant holds: the application, the conditions' proofs, whether it starts before the money is safe."""
    provider = notice.recipient
    applied = dict(desk.state.applications).get(provider.key)
    return {
        "antrag_vom": desk.need_date(applied, "Datum des Antrags"),
        "vereinbarung_8a": _proof(desk, until(provider.agreement_8a), "Vereinbarung § 8a bis", provider),
        "vereinbarung_72a": _proof(desk, until(provider.agreement_72a), "Vereinbarung § 72a bis", provider),
        "vereinbarung_kkg": until(provider.agreement_kkg),
        "anerkannt": provider.recognised and not provider.municipal,
        "erstbewilligung": notice.changed is None,
        "eigenes_angebot": notice.offering.provider == provider.key,
        "mehrbedarf": desk.case.outage[notice.outage].event.kind == "Mehrbedarf",
        "sicher_ab_satz": safe_sentence(desk, notice.outage, notice.period.start),
        "nachweis_bis": _proof_of_use(desk, notice),
        "ein_tag": notice.period.start == notice.period.end,
        "eine_summe": _month(notice.period.start) == _month(notice.period.end),
        "kasse": desk.entry("Kasse"),
    }


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _proof_of_use(desk: Desk, notice: Notice) -> str:
    """The day for the proof of use; one before the end of the grant is as good as none."""
    name = "Verwendungsnachweis bis"
    day = day_in_words(desk.case.dataset.authority_of(name))
    if day is None or day > notice.period.end:
        return desk.entry(name)
    return desk.need("", f"{name} (ein Tag nach dem {long_date(notice.period.end)})", "Behörde", "Wert", name)


def _proof(desk: Desk, text: str, column: str, provider: Provider) -> str:
    return desk.need(text, column.removesuffix(" bis"), "Träger", column, provider.key)


def reason_fields(desk: Desk, notice: Notice) -> Fields:
    """Facts, and discretion with its mark: a draft until a person has confirmed it."""
    case, reduction = desk.case, notice.kind == "Minderung"
    written = desk.state.discretion_of(notice.id)
    confirmed = written is not None and written.confirmed
    draft = (
        discretion_of_reduction(desk, notice, future_only=future_only(desk, notice))
        if reduction
        else discretion_of_grant(desk, notice)
    )
    edited = [clean(line) for line in written.text.splitlines() if clean(line)] if written else []
    if not confirmed:
        desk.need("", "Bestätigung der Ermessensgründe")
    return {
        "sachverhalt": paragraphs(facts_of_reduction(case, notice) if reduction else facts_of_grant(case, notice)),
        "ermessen": paragraphs(edited or draft),
        "ermessen_bestaetigt": confirmed,
        "ermessen_vermerk": clean(written.note) if written else "noch nicht bestätigt",
    }
