"""Handing out: which papers may go, what the archive holds, and when the notices stand for good. No streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dashboards import paperwork
from optimizer import Outcome, PaperState, appeal_until, short_date, store


def to_issue(
    chosen: Iterable[str],
    papers: Mapping[str, bytes],
    lacks: Mapping[str, tuple[str, ...]],
    outcome: Outcome,
    set_: PaperState,
) -> list[store.Paper]:
    """The papers as the store takes them: each with what it lacks, a notice with the last day to object to it."""
    return [
        store.Paper(
            paperwork.notice_of(name),
            name,
            papers[name],
            paperwork.ags_of(name, outcome),
            missing=lacks.get(paperwork.notice_of(name), ()),
            appeal_until=appeal_until(set_) if name.startswith(paperwork.NOTICES) else None,
        )
        for name in chosen
    ]


def with_archive(
    db: store.Store, me: store.Actor, papers: Mapping[str, bytes], issued: Iterable[store.IssuedPaper]
) -> dict[str, bytes]:
    """All papers, those issued byte for byte as they were handed out, also where they would not be drafted any more."""
    return {**papers, **{row.name: store.paper_content(db, me, row.id) for row in issued}}


def doubtful(names: Iterable[str], issued: Iterable[store.IssuedPaper], set_: PaperState) -> tuple[str, ...]:
    """A hearing that is still to go out under a later date than that of its posting; later the date is the notices'."""
    out = {row.name for row in issued}
    waits = any(name.startswith("anhoerung/") and name not in out for name in names)
    if not (waits and set_.dated and set_.hearing_posted and set_.hearing_posted < set_.dated):
        return ()
    sentence = (
        f"Die Anhörung trägt das „Datum der Schreiben“ {short_date(set_.dated)}, soll aber schon am "
        f"{short_date(set_.hearing_posted)} versandt werden: Bitte erst die Anhörung mit ihrem Datum ausgeben, danach "
        "das Datum der Bescheide eintragen."
    )
    return (sentence,)


def waived(set_: PaperState, today: date) -> date | None:
    """The day of a waiver of appeal that has been given by now."""
    return set_.appeal_waived if set_.appeal_waived and set_.appeal_waived <= today else None


def why_not_final(names: Iterable[str], issued: Sequence[store.IssuedPaper], set_: PaperState, today: date) -> str:
    """Why the notices do not stand for good yet; empty when they do."""
    out = {row.notice for row in issued}
    notices = [paperwork.notice_of(name) for name in names if name.startswith(paperwork.NOTICES)]
    if open_ := [notice for notice in notices if notice not in out]:
        return f"Noch nicht ausgegeben: {', '.join(open_)}."
    if waived(set_, today):
        return ""
    last = max((row.appeal_until for row in issued if row.appeal_until), default=None)
    if last is not None and last < today:
        return ""
    until = f"Widersprochen werden kann noch bis {short_date(last)}." if last else "Das Ende der Frist ist unbekannt."
    return f"{until} Früher geht es nur, wenn unter „Verzicht auf Rechtsbehelf am“ ein Tag steht, der da ist."
