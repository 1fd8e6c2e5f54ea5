"""Values on the command line: read as an office writes them, refused with a German sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from fractions import Fraction
from pathlib import Path


def name(text: str) -> str:
    """A name. An empty word (a script's unset variable) is none."""
    if not text.strip():
        raise ArgumentTypeError("Hier fehlt der Name.")
    return text


def place(text: str) -> Path:
    """A file or folder; without its name it would be the folder one stands in."""
    return Path(name(text))


def workbook_place(text: str) -> Path:
    """A new Excel file; under another ending Excel would not open it."""
    if Path(text).suffix.lower() != ".xlsx":
        raise ArgumentTypeError(f"„{text}“ endet nicht auf .xlsx; Excel könnte die Datei so nicht öffnen.")
    return Path(text)


def above_zero(text: str) -> Fraction:
    """A number above zero, with a decimal comma or point."""
    try:
        value = Fraction(text.replace(".", "").replace(",", ".") if "," in text else text)
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if value <= 0:
        raise ArgumentTypeError(f"„{text}“ ist keine Zahl über null.")
    return value


def outage_number(text: str) -> int:
    """The number of an outage, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"„{text}“ ist keine Nummer eines Ausfalls.")
    return int(text)


def seconds(text: str) -> float:
    """Seconds above zero."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"„{text}“ ist keine Zahl von Sekunden über null.")
    return value


def port(text: str) -> int:
    """A port of this machine."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"„{text}“ ist kein Anschluss zwischen 1 und 65535.")
    return int(text)
