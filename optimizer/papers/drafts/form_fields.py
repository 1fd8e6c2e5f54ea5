"""The forms that lie beside a hearing or a notice, to be filled in by its addressee; each with its data only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimizer.model.german import euro
from optimizer.papers.drafts.act_fields import hours_fields, reference_fields, subject_fields
from optimizer.papers.drafts.desk import CaseFile, Desk, Draft, Fields
from optimizer.papers.drafts.hearing_fields import answer_until, hearing_sent
from optimizer.papers.drafts.money import amount_fields, repayment_fields
from optimizer.papers.drafts.notice_facts import facts_of_notice
from optimizer.papers.notice import Notice
from optimizer.papers.timeline import hearing_day, hearing_waived
from optimizer.papers.word.readback import Expected

_REPAYMENT = ("hat_erstattung", "erstattung", "erstattung_worte")


def form_drafts(file: CaseFile, notice: Notice) -> Iterator[Draft]:
    """Of a reduction: answer to the hearing (unless waived) and waiver of appeal; of a grant: the call for money."""
    if notice.kind != "Minderung":
        yield _form(file, notice, "mittelabruf", "Mittelabruf")
        return
    if not hearing_waived(notice, file.state):
        yield _form(file, notice, "anhoerungserklaerung", "Erklärung zur beabsichtigten Minderung")
    yield _form(file, notice, "rechtsbehelfsverzicht", "Verzicht auf Rechtsbehelfe")


def _form(file: CaseFile, notice: Notice, template: str, title: str) -> Draft:
    desk = Desk(file, f"{template}/{notice.id}")
    beside_hearing = template == "anhoerungserklaerung"
    fields: Fields = {
        **desk.head(title, hearing_day(notice, file.state) if beside_hearing else None),
        **desk.addressee(notice.recipient),
        **subject_fields(notice),
        **reference_fields(desk, notice),
        **hours_fields(notice),
        **amount_fields(desk, notice),
    }
    if notice.kind == "Minderung":
        repayment = repayment_fields(desk, notice, in_notice=False)
        fields |= {name: repayment[name] for name in _REPAYMENT}
    if beside_hearing:
        hearing_sent(desk, notice)
        fields |= {"frist_bis": answer_until(desk, notice)}
    return Draft(desk.paper, template, desk.finished(fields), tuple(desk.gaps), _facts(file, notice))


def _facts(file: CaseFile, notice: Notice) -> Expected:
    """Who it is about, what and how much; found from the record."""
    sources = file.case.dataset.source
    rows = [row for row in notice.amounts if sources[row.source].kind in ("Land", "Landkreis")]
    total = abs(sum(row.change for row in rows))
    shown: list[tuple[str, ...]] = [(notice.recipient.name,), (notice.offering.title,), (notice.municipality.name,)]
    if notice.kind == "Minderung":
        shown.append((euro(total),))
    else:
        shown += [(str(row.year), sources[row.source].name, euro(row.new)) for row in rows]
    return replace(facts_of_notice(file, notice), lines=tuple(shown))
