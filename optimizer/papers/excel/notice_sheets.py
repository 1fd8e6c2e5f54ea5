"""Notices in Excel: one row per notice and one column per mail-merge field, amounts by source and year, the fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.dataset import SourceKind
from optimizer.model.german import euro, number, short_date
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.labels import source_name, source_numbers
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Here, Kind, Row, Sheet
from optimizer.papers.merge_fields import MERGE_FIELDS, FieldKind, MergeField, MergeValue
from optimizer.papers.notices import AmountChange, Notice, mail_merge

_SHOWN: Final[tuple[SourceKind, ...]] = ("Kommune", "Dritte")
"""Whose money a notice shows for information; in columns and tables of their own."""
_SUMMED: Final = (
    *("Betrag_Änderung", "Verfügbar", "Rückforderung", "Rückgabe", "Eigenmittel"),
    *(f"{payer}_{name}" for payer in _SHOWN for name in ("Änderung", "Verfügbar", "Erstattung", "Rückgabe")),
)
_WIDE: Final = {"Überschrift": 28, "Träger": 28, "Angebot": 30, "Geändertes_Angebot": 30, "Anschrift_1": 24}
_LIVE: Final[Mapping[str, Formula]] = {
    "Stunden_neu": lambda here: f"{here.cell('Stunden_alt')}+{here.cell('Stunden_Änderung')}",
    "Betrag_neu": lambda here: f"{here.cell('Betrag_alt')}+{here.cell('Betrag_Änderung')}",
    "Kommune_neu": lambda here: f"{here.cell('Kommune_alt')}+{here.cell('Kommune_Änderung')}",
    "Dritte_neu": lambda here: f"{here.cell('Dritte_alt')}+{here.cell('Dritte_Änderung')}",
    "Betrag_gesamt": lambda here: f"ABS({here.cell('Betrag_Änderung')})",
}
_SWITCH: Final[Mapping[FieldKind, str]] = {
    "cents": ' \\# "#.##0,00 €"',
    "hours": ' \\# "#.##0,00"',
    "date": ' \\@ "dd.MM.yyyy"',
    "text": "",
    "number": "",
}


def notice_sheet(notices: tuple[Notice, ...]) -> Sheet:
    """Sheet Bescheide of plan.xlsx: every mail-merge field, new amounts and sums live."""
    columns = tuple(_column(field, _LIVE.get(field.name)) for field in MERGE_FIELDS)
    note = "Eine Zeile je Bescheid, eine Spalte je Seriendruckfeld. Zum Seriendruck dient die Bescheidliste."
    block = Block("Bescheide", columns, _rows(notices), total="Summe")
    return Sheet("Bescheide", "Bescheide", note, (block,), pages_wide=4, frozen_columns=1)


def merge_sheet(notices: tuple[Notice, ...]) -> Sheet:
    """First sheet of the Bescheidliste: field names in row 1, one notice per row, nothing else, as Word expects it."""
    block = Block("Bescheidliste", tuple(_column(field, None) for field in MERGE_FIELDS), _rows(notices))
    return Sheet("Bescheide", "Bescheidliste", "", (block,), pages_wide=4, frozen_columns=1, plain=True)


def _column(field: MergeField, formula: Formula | None) -> Column:
    width = {"cents": 15, "date": 11, "hours": 10, "number": 10, "text": 15}[field.kind]
    return Column(
        field.name, field.kind, _WIDE.get(field.name, max(width, len(field.name) + 2)), field.name in _SUMMED, formula
    )


def _rows(notices: tuple[Notice, ...]) -> tuple[Row, ...]:
    return tuple(tuple(mail_merge(notice).values()) for notice in notices)


def amount_sheet(outcome: Outcome, notices: tuple[Notice, ...]) -> Sheet:
    """Old → change → new of every notice by source and budget year: what it awards, what it shows, own means."""
    numbers = source_numbers(outcome)
    rows: list[Row] = []
    for order, notice in enumerate(notices, 1):
        head = (notice.id, order, notice.kind, notice.recipient.name)
        for row in notice.amounts:
            place = (source_name(outcome.case, row.source), numbers[row.source], row.year)
            claimed, shown = (row.owed, 0) if row.awarded else (0, row.owed)
            money = (row.old, row.change, row.new, row.available, claimed, row.returned, shown)
            rows.append((*head, *place, *money, _payer(row), *_by_payer(row)))
    columns = (
        Column("Bescheid_Nr", width=16),
        Column("Nr", "number", 5),
        Column("Art", width=12),
        Column("Träger", width=30),
        Column("Quelle", width=26),
        Column("Quelle_Nr", "number", 9),
        Column("Jahr", "year", 7),
        Column("alt", "cents", 16),
        Column("Änderung", "cents", 16),
        Column("neu", "cents", 16, formula=lambda here: f"{here.cell('alt')}+{here.cell('Änderung')}"),
        Column("Verfügbar", "cents", 15, total=True),
        Column("Rückforderung", "cents", 15, total=True),
        Column("Rückgabe", "cents", 15, total=True),
        Column("Erstattung nachrichtlich", "cents", 15, total=True),
        Column("Mittel", width=11),
        *(Column(f"Änderung {payer}", "cents", 16, total=True, formula=_change_of(payer)) for payer in _PAYERS),
    )
    blocks = [Block("Beträge", columns, tuple(rows), total="Summe")]
    own = tuple(
        (notice.id, order, notice.kind, notice.recipient.name, "Eigenmittel", "", year, None, cents)
        for order, notice in enumerate(notices, 1)
        for year, cents in notice.own_means
    )
    if own:
        heading = "Eigenmittel der Übernehmenden (keine öffentlichen Mittel)"
        blocks.append(Block("Eigenmittel", _own_columns(), own, heading, "Summe"))
    note = (
        "Jede Zeile schreibt den Stand nach dem vorhergehenden Bescheid desselben Angebots fort: alt + Änderung = neu. "
        "Der Bescheid setzt nur die Zuwendung fest (Land und Landkreis); Mittel der Kommune und Dritter sind "
        "nachrichtlich."
    )
    return Sheet("Beträge", "Beträge je Bescheid, Quelle und Jahr", note, tuple(blocks), pages_wide=2, frozen_columns=1)


_AWARDED: Final = "Zuwendung"
_PAYERS: Final = (_AWARDED, *_SHOWN)


def _payer(row: AmountChange) -> str:
    """Zuwendung, or whose money the notice only shows."""
    return _AWARDED if row.awarded else row.payer


def _by_payer(row: AmountChange) -> tuple[int, ...]:
    return tuple(row.change if _payer(row) == payer else 0 for payer in _PAYERS)


def _change_of(payer: str) -> Formula:
    return lambda here: f'IF({here.cell("Mittel")}="{payer}",{here.cell("Änderung")},0)'


def _own_columns() -> tuple[Column, ...]:
    return (
        Column("Bescheid_Nr"),
        Column("Nr", "number", 5),
        Column("Art"),
        Column("Träger"),
        Column("Quelle"),
        Column("Quelle_Nr"),
        Column("Jahr", "year", 7),
        Column("alt", "cents"),
        Column("Betrag", "cents", 16, total=True),
    )


def sum_sheet(outcome: Outcome, notices: tuple[Notice, ...]) -> Sheet:
    """Sums by source and year, live over the sheet Beträge, and whether they agree with the sheet Bescheide.

    What the notices award and what they show for information stand in tables of their own.
    """
    headings = {
        _AWARDED: "Zuwendung (Land und Landkreis)",
        "Kommune": "Nachrichtlich: Mittel der Kommunen",
        "Dritte": "Nachrichtlich: Mittel Dritter",
    }
    blocks = [
        Block("Summen" if payer == _AWARDED else f"Summen_{payer}", _sum_columns(payer), rows, heading, "Summe")
        for payer, heading in headings.items()
        if (rows := _sum_rows(outcome, notices, payer)) or payer == _AWARDED
    ]
    note = "Alle Summen rechnen mit; die Prüfung unten vergleicht sie mit dem Blatt Bescheide."
    return Sheet("Summen", "Summen je Quelle und Jahr", note, (*blocks, _control_block()))


def _sum_columns(payer: str) -> tuple[Column, ...]:
    back = "Rückforderung" if payer == _AWARDED else "Erstattung nachrichtlich"
    return (
        Column("Quelle", width=34),
        Column("Nr", "number", 5),
        Column("Jahr", "year", 7),
        Column("Minderungen", "cents", 17, total=True, formula=_by_kind("Änderung", '"Minderung"')),
        Column("Erhöhungen und Zuwendungen", "cents", 17, total=True, formula=_by_kind("Änderung", '"<>Minderung"')),
        Column(
            "Saldo", "cents", 17, total=True, formula=lambda here: f"{here.cell('Minderungen')}+{here.cell(_RAISED)}"
        ),
        Column(back, "cents", 17, total=True, formula=_by_kind(back, '"Minderung"')),
        Column("Rückgabe", "cents", 17, total=True, formula=_by_kind("Rückgabe", '"Minderung"')),
    )


def _sum_rows(outcome: Outcome, notices: tuple[Notice, ...], payer: str) -> tuple[Row, ...]:
    numbers = source_numbers(outcome)
    rows = [row for notice in notices for row in notice.amounts if _payer(row) == payer]
    places = sorted({(numbers[row.source], row.source, row.year) for row in rows})
    return tuple(_sum_row(outcome, notices, place) for place in places)


_RAISED: Final = "Erhöhungen und Zuwendungen"


def _sum_row(outcome: Outcome, notices: tuple[Notice, ...], place: tuple[int, str, int]) -> Row:
    number_, source, year = place
    rows = [
        (notice.kind, row) for notice in notices for row in notice.amounts if (row.source, row.year) == (source, year)
    ]
    less = sum(row.change for kind, row in rows if kind == "Minderung")
    more = sum(row.change for kind, row in rows if kind != "Minderung")
    back = (sum(row.owed for _, row in rows), sum(row.returned for _, row in rows))
    return (source_name(outcome.case, source), number_, year, less, more, less + more, *back)


def _by_kind(title: str, kind: str) -> Formula:
    def formula(here: Here) -> str:
        amounts, numbers, years, kinds = (here.column("Beträge", name) for name in (title, "Quelle_Nr", "Jahr", "Art"))
        return f"SUMIFS({amounts},{numbers},{here.cell('Nr')},{years},{here.cell('Jahr')},{kinds},{kind})"

    return formula


def _control_block() -> Block:
    """Differences between the two sheets; each must be 0."""
    pairs: tuple[tuple[tuple[str, ...], str], ...] = (
        (("Betrag_Änderung",), "Änderung Zuwendung"),
        (("Rückforderung",), "Rückforderung"),
        *(((f"{payer}_Änderung",), f"Änderung {payer}") for payer in _SHOWN),
        (tuple(f"{payer}_Erstattung" for payer in _SHOWN), "Erstattung nachrichtlich"),
        *(((name, *(f"{payer}_{name}" for payer in _SHOWN)), name) for name in ("Verfügbar", "Rückgabe")),
    )
    rows = tuple(
        (f"{title} gegen Blatt Bescheide", Cell(0, "cents", _difference(fields, title))) for fields, title in pairs
    )
    columns = (Column("Prüfung"), Column("Differenz", "cents", 12))
    return Block("Prüfung_Summen", columns, rows, "Prüfung (jede Differenz muss 0 sein)")


def _difference(fields: tuple[str, ...], title: str) -> Formula:
    def formula(here: Here) -> str:
        listed = ",".join(here.column("Bescheidliste", field) for field in fields)
        return f"ROUND(SUM({listed})-SUM({here.column('Beträge', title)}),2)"

    return formula


def field_sheet(notices: tuple[Notice, ...]) -> Sheet:
    """Third sheet of the Bescheidliste: name, meaning and example of every field, and how Word shows it."""
    example: Mapping[str, MergeValue] = mail_merge(notices[0]) if notices else {}
    rows = tuple(
        (
            field.name,
            field.meaning,
            _shown(field.kind, example.get(field.name, "")),
            f"{{ MERGEFIELD {field.name}{_SWITCH[field.kind]} }}",
        )
        for field in MERGE_FIELDS
    )
    columns = (
        Column("Feld", width=26),
        Column("Bedeutung", width=62),
        Column("Beispiel", width=36),
        Column("Feldfunktion in Word", width=52),
    )
    note = "Die Namen bleiben, wie sie sind: Vorlagen können sich darauf verlassen. Beispiel: der erste Bescheid."
    return Sheet("Felder", "Seriendruckfelder", note, (Block("Felder", columns, rows),), frozen_columns=1)


def _shown(kind: Kind, value: MergeValue) -> str:
    if value == "" or isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return short_date(value)
    return euro(int(value)) if kind == "cents" else number(Fraction(value))
