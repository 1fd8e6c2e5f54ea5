"""A small valid workbook, made of tables, that each test changes in one place."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook

Tables = dict[str, list[list[Any]]]

NEW_YEAR, YEAR_END, LAST_DAY = date(2027, 1, 1), date(2027, 12, 31), date(2029, 12, 31)


def tables() -> Tables:
    """Two spaces, two providers, a youth club in Glauchau that three sources fund, and one that could take over."""
    return {
        "Sozialräume": [["Sozialraum", "Name", "Koordination"], ["SR1", "Nord", "Amt 51"], ["SR2", "Süd", None]],
        "Kommunen": [
            ["AGS", "Name", "Sozialraum", "Breite", "Länge", "Junge Menschen"],
            ["14524080", "Glauchau", "SR1", 50.8233, 12.5443, 5000],
            ["14524190", "Meerane", "SR2", 50.8472, 12.4646, None],
        ],
        "Träger": [
            [
                "Träger",
                "Name",
                "Vereinbarung § 8a bis",
                "Vereinbarung § 72a bis",
                "Art",
                "Eigenmittel",
                "Vertragspartner in",
            ],
            ["T1", "Träger Eins e. V.", LAST_DAY, "unbefristet", "frei", 0, None],
            ["T2", "Träger Zwei gGmbH", LAST_DAY, LAST_DAY, "kommunal", 250.5, "SR1; SR2"],
        ],
        "Angebote": [
            [
                "Angebot",
                "Bezeichnung",
                "Träger",
                "AGS",
                "Leistungsbereich",
                "Wochenstunden",
                "Beginn",
                "Ende",
                "Sozialraum",
            ],
            ["A1", "Jugendclub", "T1", "14524080", "§ 11", 30, NEW_YEAR, YEAR_END, None],
            ["A2", "Schulsozialarbeit", "T2", "14524190", "§ 13a", 19.5, NEW_YEAR, YEAR_END, "kreisweit"],
        ],
        "Quellen": [
            ["Quelle", "Name", "Art", "AGS", "Deckungskreis", "Leistungsbereiche"],
            ["SMS", "Freistaat Sachsen", "Land", None, "Landkreis", "§ 11; § 13a"],
            ["LK", "Landkreis Zwickau", "Landkreis", None, "Sozialraum", None],
            ["KOM", "Stadt Glauchau", "Kommune", "14524080", "Kommune", None],
        ],
        "Finanzierung": [
            ["Angebot", "Quelle", "Jahr", "Bewilligt", "Abgerufen"],
            ["A1", "SMS", 2027, 24000, 16000],
            ["A1", "KOM", 2027, 26351.63, None],
            ["A2", "LK", 2027, 1000, 1000],
        ],
        "Reserven": [["Reserve", "Quelle", "Jahr", "Betrag", "Sozialraum"], ["R1", "LK", 2027, 500, "SR1"]],
        "Anteile": [["Art", "Mindestanteil", "Höchstanteil", "AGS"], ["Kommune", 0.2, "80 %", "14524080"]],
        "Kapazitäten": [
            [
                "Kapazität",
                "Träger",
                "Leistungsbereiche",
                "AGS",
                "Von",
                "Bis",
                "Wochenstunden",
                "Kostensatz",
                "Sozialräume",
            ],
            ["K1", "T2", "§ 11; § 13", "14524080", NEW_YEAR, LAST_DAY, 20, 5850, "SR1; kreisweit"],
        ],
        "Ereignisse": [
            [
                *("Szenario", "Art", "Angebot", "Träger", "Quelle", "Von", "Bis", "Anteil", "Betrag", "Wochenstunden"),
                *("Grund", "Bis früh", "Bis spät", "Mittel frei ab", "Anhörung"),
            ],
            ["S", "Ausfall", "A1", *2 * [None], date(2027, 9, 1), YEAR_END, 0.5, *2 * [None], "Personalausfall"],
            ["S", "Kündigung", None, "T2", None, date(2027, 2, 10)],
            ["S", "Minderabruf", "A1", None, "SMS", date(2027, 6, 1), None, None, 750.25],
            ["S", "Mehrbedarf", "A2", *2 * [None], date(2027, 3, 1), YEAR_END, *2 * [None], 5],
        ],
        "Annahmen": [
            ["Szenario", "Größe", "Auswahl", "Faktor", "Zuschlag"],
            ["S", "Reserve", "R1", 0.5, 100.5],
            ["S", "Kapazität", None, 0.9, 2],
        ],
        "Vorgaben": [
            ["Szenario", "Ereignis", "Kapazität", "Art", "Wochenstunden"],
            ["S", "A1", "K1", "höchstens", 12.5],
            ["S", "A2", "mehr:A2", "ausgeschlossen", None],
        ],
        "Regeln": [["Regel", "Wert"], ["Stundenraster", 0.5], ["Ziele", "Versorgung; Kosten"], ["Spielraum Kosten", 2]],
        "Behörde": [["Angabe", "Wert"], ["Amt", "Jugendamt"], ["Telefon", None]],
    }


def workbook(change: Callable[[Workbook], None] | None = None, rows: Tables | None = None) -> bytes:
    """The bytes of the small workbook, after `change` had its way with it."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in (rows or tables()).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_cell(place: str, value: object, number_format: str | None = None) -> bytes:
    """The small workbook with one cell (`Angebote!F2`) replaced."""
    sheet, cell = place.split("!")

    def change(book: Workbook) -> None:
        book[sheet][cell].value = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return workbook(change)


def with_row(sheet: str, *values: object) -> bytes:
    """The small workbook with one more row in a sheet."""
    return workbook(lambda book: book[sheet].append(list(values)))


def value_at(data: bytes, place: str) -> object:
    """What openpyxl finds at a place."""
    sheet, cell = place.split("!")
    return load_workbook(io.BytesIO(data))[sheet][cell].value


def moment(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """A day and time as Excel knows them: of no zone."""
    return datetime.combine(date(year, month, day), time(hour))
