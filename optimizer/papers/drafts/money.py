"""The money of one notice as rows for tables: what it awards, and money of others for information."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.model.case import Case
from optimizer.model.german import euro
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.notice import AWARDED, MUNICIPAL, THIRD_PARTY, AmountChange, Notice
from optimizer.papers.phrases import amount_in_words, clean, signed_euro


def amount_fields(desk: Desk, notice: Notice) -> Fields:
    """Old → change → new per source and year, the sums, and the change in figures and words."""
    case = desk.case
    own = tuple(row for row in notice.amounts if row.awarded)
    info = tuple(row for row in notice.amounts if not row.awarded)
    return {
        "betraege": [_row(case, row) for row in own],
        "nachrichtlich": [_row(case, row) for row in info],
        "zuwendung": [_sums("", own)],
        "oeffentlich": [_sums("", notice.amounts)] if info else [],
        "jahre": [_sums(str(year), [row for row in own if row.year == year]) for year in notice.years],
        "betrag": euro(abs(notice.change)),
        "betrag_worte": amount_in_words(abs(notice.change)),
        "hoechstbetrag": euro(notice.sum_of("new")),
    }


def repayment_fields(desk: Desk, notice: Notice, *, in_notice: bool = True) -> Fields:
    """What must be paid back, by source and year, and (in the notice itself) till when and to which account."""
    case = desk.case
    mine, town, third = (notice.sum_of("owed", payers) for payers in (AWARDED, MUNICIPAL, THIRD_PARTY))
    return {
        "hat_erstattung": mine > 0,
        "hat_erstattung_kommune": town > 0,
        "hat_erstattung_dritte": third > 0,
        "erstattung": euro(mine),
        "erstattung_worte": amount_in_words(mine),
        "erstattung_kommune": euro(town),
        "erstattung_dritte": euro(third),
        "erstattungen": [
            {"jahr": str(row.year), "quelle": _name(case, row.source), "betrag": euro(row.owed)}
            for row in notice.amounts
            if row.owed
        ],
        "faellig_am": desk.need_date(desk.state.reclaim_due, "Fälligkeitstag der Erstattung")
        if mine and in_notice
        else "",
        "kasse": desk.entry("Kasse") if mine and in_notice else "",
        "konto": desk.entry("Konto") if mine and in_notice else "",
        "kassenzeichen": desk.entry("Kassenzeichen") if mine and in_notice else "",
    }


def financing_plan(desk: Desk, notice: Notice) -> Fields:
    """Who bears what of the act in each year: grants, money of others for information, the recipient's own means.

    Of a grant it is the cost of the handover; of a reduction what stays granted.
    """
    case, reduction = desk.case, notice.kind == "Minderung"
    rows = [
        (
            row.year,
            _name(case, row.source),
            "Zuwendung" if row.awarded else "nachrichtlich",
            row.new if reduction else row.change,
        )
        for row in notice.amounts
        if row.change or reduction
    ]
    rows += [(year, "eigene Mittel des Trägers", "Eigenmittel", cents) for year, cents in notice.own_means if cents]
    payers = {row.payer for row in notice.amounts if row.change or reduction}
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
        "hat_nachrichtlich": "Kommune" in payers,
        "hat_nachrichtlich_dritte": "Dritte" in payers,
        "hat_eigenmittel": notice.own_total > 0,
        "eigenmittel": euro(notice.own_total),
    }


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
