"""The kinds of values that columns hold, each said once: name, expectation, parser, Excel format."""

from __future__ import annotations

from typing import Final

from optimizer.workbook import amounts, days, words
from optimizer.workbook.columns import Kind

_TEXT: Final = "@"
_DAY: Final = "dd.mm.yyyy"
_EURO: Final = "#,##0.00"

KEY = Kind("Schlüssel", "ein Schlüssel (Text ohne „;“ und „:“)", words.parse_key, _TEXT)
AGS = Kind("AGS", "ein AGS mit genau 8 Ziffern", words.parse_ags, _TEXT)
REFERENCE = Kind("Verweis", "ein Schlüssel aus dem Blatt", words.parse_reference, _TEXT)
REFERENCES = Kind("Liste von Verweisen", "durch „;“ getrennte Schlüssel aus dem Blatt", words.parse_list, _TEXT)
TEXT = Kind("Text", "ein Text", words.parse_text, _TEXT)
WORDS = Kind("Liste von Wörtern", "durch „;“ getrennte Wörter", words.parse_list, _TEXT)
LINES = Kind("Zeilen", "durch „;“ getrennte Zeilen", words.parse_lines, _TEXT)
CHOICE = Kind("Auswahl", "eines von", words.parse_choice, _TEXT)
CHOICES = Kind("Liste aus Auswahl", "durch „;“ getrennt einige von", words.parse_choices, _TEXT)
YES_NO = Kind("ja/nein", "eines von", words.parse_yes_no, _TEXT)
FIELD = Kind("Leistungsbereich", "eines von", words.parse_field, _TEXT)
FIELDS = Kind("Liste von Leistungsbereichen", "durch „;“ getrennt einige von", words.parse_fields, _TEXT)
NUMBER = Kind("Zahl", "eine Zahl", amounts.parse_number, "General")
DEGREE = Kind("Grad", "Grad als Zahl", amounts.parse_degree, "0.00000")
WHOLE = Kind("ganze Zahl", "eine ganze Zahl", amounts.parse_whole, "0")
YEAR = Kind("Jahr", "ein Haushaltsjahr", amounts.parse_whole, "0")
HOURS = Kind("Stunden", "Stunden in der Woche als Zahl", amounts.parse_hours, "0.00")
HOUR_GRID = Kind(
    "Stundenraster", "Stunden mit höchstens sechs Nachkommastellen als Zahl", amounts.parse_hour_grid, "0.00####"
)
MONEY = Kind("Betrag in Euro", "ein Betrag in Euro mit höchstens zwei Nachkommastellen", amounts.parse_money, _EURO)
SHARE = Kind("Anteil", "ein Anteil von 0 bis 1 oder in Prozent (0,05 oder 5 oder 5 %)", amounts.parse_share, "0.00%")
PERCENT = Kind("Prozent", "Prozent als Zahl (1 ist 1 %)", amounts.parse_percent, "0.00")
DATE = Kind("Datum", "ein Datum wie 31.12.2029", days.parse_date, _DAY)
AGREEMENT = Kind("Datum oder „unbefristet“", "ein Datum wie 31.12.2029 oder „unbefristet“", days.parse_agreement, _DAY)
HEARING = Kind("Datum oder „verzichtet“", "ein Datum wie 31.12.2029 oder „verzichtet“", days.parse_hearing, _DAY)
ANYTHING = Kind("je nach Regel", "ein Wert, der zur Regel passt", words.parse_anything)
ENTRY = Kind("Text", "ein Text", words.parse_entry, _TEXT)
