"""The kinds of values that columns hold, each said once: name, expectation, parser, Excel format."""

from __future__ import annotations

from typing import Final

from optimizer.workbook import cells
from optimizer.workbook.columns import Kind

_TEXT: Final = "@"
_DAY: Final = "dd.mm.yyyy"
_EURO: Final = "#,##0.00"

KEY = Kind("Schlüssel", "ein Schlüssel (Text ohne „;“ und „:“)", cells.parse_key, _TEXT)
AGS = Kind("AGS", "ein AGS mit genau 8 Ziffern", cells.parse_ags, _TEXT)
REFERENCE = Kind("Verweis", "ein Schlüssel aus dem Blatt", cells.parse_reference, _TEXT)
REFERENCES = Kind("Liste von Verweisen", "durch „;“ getrennte Schlüssel aus dem Blatt", cells.parse_list, _TEXT)
TEXT = Kind("Text", "ein Text", cells.parse_text, _TEXT)
WORDS = Kind("Liste von Wörtern", "durch „;“ getrennte Wörter", cells.parse_list, _TEXT)
LINES = Kind("Zeilen", "durch „;“ getrennte Zeilen", cells.parse_lines, _TEXT)
CHOICE = Kind("Auswahl", "eines von", cells.parse_choice, _TEXT)
CHOICES = Kind("Liste aus Auswahl", "durch „;“ getrennt einige von", cells.parse_choices, _TEXT)
YES_NO = Kind("ja/nein", "eines von", cells.parse_yes_no, _TEXT)
FIELD = Kind("Leistungsbereich", "eines von", cells.parse_field, _TEXT)
FIELDS = Kind("Liste von Leistungsbereichen", "durch „;“ getrennt einige von", cells.parse_fields, _TEXT)
NUMBER = Kind("Zahl", "eine Zahl", cells.parse_number, "General")
DEGREE = Kind("Grad", "Grad als Zahl", cells.parse_degree, "0.00000")
WHOLE = Kind("ganze Zahl", "eine ganze Zahl", cells.parse_whole, "0")
YEAR = Kind("Jahr", "ein Haushaltsjahr", cells.parse_whole, "0")
HOURS = Kind("Stunden", "Stunden in der Woche als Zahl", cells.parse_hours, "0.##")
MONEY = Kind("Betrag in Euro", "ein Betrag in Euro mit höchstens zwei Nachkommastellen", cells.parse_money, _EURO)
SHARE = Kind("Anteil", "ein Anteil von 0 bis 1 oder in Prozent (0,05 oder 5 oder 5 %)", cells.parse_share, "0.##%")
PERCENT = Kind("Prozent", "Prozent als Zahl (1 ist 1 %)", cells.parse_percent, "0.##")
DATE = Kind("Datum", "ein Datum wie 31.12.2029", cells.parse_date, _DAY)
AGREEMENT = Kind("Datum oder „unbefristet“", "ein Datum wie 31.12.2029 oder „unbefristet“", cells.parse_agreement, _DAY)
HEARING = Kind("Datum oder „verzichtet“", "ein Datum wie 31.12.2029 oder „verzichtet“", cells.parse_hearing, _DAY)
ANYTHING = Kind("je nach Regel", "ein Wert, der zur Regel passt", cells.parse_anything)
ENTRY = Kind("Text", "ein Text", cells.parse_entry, _TEXT)
