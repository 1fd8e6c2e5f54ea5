"""The money of one notice as rows for tables: what the district grants, and municipal money for information."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.model.case import Case
from optimizer.model.german import euro
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.notice import AmountChange, Notice
from optimizer.papers.phrases import amount_in_words, clean, signed_euro


def for_information(case: Case, source: str) -> bool:
    """Municipal money is granted by the municipality itself: the district's notice shows it for information only."""
    return case.dataset.source[source].kind == "Kommune"


def granted(case: Case, notice: Notice) -> tuple[AmountChange, ...]:
    """What the district grants by this act: state, district and other money, without municipal money."""
    return tuple(row for row in notice.amounts if not for_information(case, row.source))


def to_repay(case: Case, notice: Notice, row: AmountChange) -> int:
    """What of one source and year was drawn beyond the new grant, in cents (§ 50 SGB X).

    The plan's reclaim; where the plan already counts on reclaims, or money goes back to its source, what was drawn
    beyond the new grant less what was drawn beyond the old one.
    """
    if notice.kind != "Minderung" or not (case.dataset.rules.plan_reclaims or row.returned):
        return row.reclaim
    drawn = sum(
        grant.drawn
        for grant in case.dataset.grants_of.get(notice.offering.key, ())
        if (grant.source, grant.year) == (row.source, row.year)
    )
    return max(row.reclaim, max(0, drawn - row.new) - max(0, drawn - row.old))


def amount_fields(desk: Desk, notice: Notice) -> Fields:
    """Old → change → new per source and year, the sums, and the change in figures and words."""
    case = desk.case
    own = granted(case, notice)
    info = tuple(row for row in notice.amounts if for_information(case, row.source))
    change = sum(row.change for row in own)
    return {
        "betraege": [_row(case, row) for row in own],
        "nachrichtlich": [_row(case, row) for row in info],
        "zuwendung": [_sums("", own)],
        "oeffentlich": [_sums("", notice.amounts)] if info else [],
        "jahre": [_sums(str(year), [row for row in own if row.year == year]) for year in notice.years],
        "betrag": euro(abs(change)),
        "betrag_worte": amount_in_words(abs(change)),
        "hoechstbetrag": euro(sum(row.new for row in own)),
    }


def repayment_fields(desk: Desk, notice: Notice, *, in_notice: bool = True) -> Fields:
    """What must be paid back, by source and year, and (in the notice itself) till when and to which account."""
    case = desk.case
    rows = [(row, to_repay(case, notice, row)) for row in notice.amounts]
    owed = [(row, cents) for row, cents in rows if cents]
    mine = sum(cents for row, cents in owed if not for_information(case, row.source))
    theirs = sum(cents for row, cents in owed if for_information(case, row.source))
    return {
        "hat_erstattung": mine > 0,
        "hat_erstattung_kommune": theirs > 0,
        "erstattung": euro(mine),
        "erstattung_worte": amount_in_words(mine),
        "erstattung_kommune": euro(theirs),
        "erstattungen": [
            {"jahr": str(row.year), "quelle": _name(case, row.source), "betrag": euro(cents)} for row, cents in owed
        ],
        "faellig_am": desk.need_date(desk.state.reclaim_due, "Fälligkeitstag der Erstattung")
        if mine and in_notice
        else "",
        "kasse": desk.entry("Kasse") if mine and in_notice else "",
        "konto": desk.entry("Konto") if mine and in_notice else "",
        "kassenzeichen": desk.entry("Kassenzeichen") if mine and in_notice else "",
    }


def financing_plan(desk: Desk, notice: Notice) -> Fields:
    """Who bears what of the act in each year: grants, municipal money for information, the recipient's own means.

    Of a grant it is the cost of the handover; of a reduction what stays granted.
    """
    case, reduction = desk.case, notice.kind == "Minderung"
    rows = [
        (row.year, _name(case, row.source), _kind(case, row.source), row.new if reduction else row.change)
        for row in notice.amounts
    ]
    rows += [(year, "eigene Mittel des Trägers", "Eigenmittel", cents) for year, cents in notice.own_means]
    rows = [row for row in rows if row[3] or reduction]
    by_year = {year: sum(row[3] for row in rows if row[0] == year) for year in sorted({row[0] for row in rows})}
    return {
        "finanzplan": [
            {"jahr": str(year), "quelle": name, "hinweis": kind, "betrag": euro(cents)}
            for year, name, kind, cents in sorted(rows)
        ],
        "finanzplan_jahre": [
            {"jahr": str(year), "betrag": euro(cents)} for year, cents in by_year.items() if len(by_year) > 1
        ],
        "finanzplan_summe": euro(sum(by_year.values())),
        "hat_nachrichtlich": any(kind == "nachrichtlich" for _, _, kind, _ in rows),
        "hat_eigenmittel": notice.own_total > 0,
        "eigenmittel": euro(notice.own_total),
    }


def _kind(case: Case, source: str) -> str:
    return "nachrichtlich" if for_information(case, source) else "Zuwendung"


def _name(case: Case, source: str) -> str:
    return clean(case.dataset.source[source].name)


def _row(case: Case, row: AmountChange) -> dict[str, str]:
    return {
        "jahr": str(row.year),
        "quelle": _name(case, row.source),
        "alt": euro(row.old),
        "aenderung": signed_euro(row.change),
        "neu": euro(row.new),
    }


def _sums(year: str, rows: Iterable[AmountChange]) -> dict[str, str]:
    kept = tuple(rows)
    return {
        "jahr": year,
        "alt": euro(sum(row.old for row in kept)),
        "aenderung": signed_euro(sum(row.change for row in kept)),
        "neu": euro(sum(row.new for row in kept)),
    }
