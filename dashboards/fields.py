"""Fields for German numbers and dates: what was understood stands below at once, what is ambiguous is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from html import escape
from typing import Final, TypeVar

import streamlit as st

from dashboards.numbers import NotRead, read_day, read_hours, read_money, read_percent
from optimizer import euro, number, percent, short_date

T = TypeVar("T")
_DAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


class Form:
    """Fields drawn one after another under one key; `problems` names, in German, what keeps them from being taken.

    Their first values go with every drawing: a field that was gone for a while would else come back empty in the
    browser and full on the server.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.problems: list[str] = []

    def day(self, label: str, *, value: str = "", needed: bool = False, help_text: str = "") -> date | None:
        """A date such as `01.09.2027`."""
        return self._typed(label, read_day, _day_text, "TT.MM.JJJJ", value, needed, help_text)

    def money(self, label: str, *, value: str = "", needed: bool = False, help_text: str = "") -> int | None:
        """An amount, in cents."""
        return self._typed(label, read_money, euro, "1.234,56", value, needed, help_text)

    def hours(self, label: str, *, value: str = "", needed: bool = False, help_text: str = "") -> Fraction | None:
        """Weekly hours."""
        return self._typed(label, read_hours, _hours_text, "19,5", value, needed, help_text)

    def share(self, label: str, *, value: str = "", needed: bool = False, help_text: str = "") -> Fraction | None:
        """A share in percent, as a fraction of one."""
        return self._typed(label, read_percent, percent, "50 %", value, needed, help_text)

    def count(self, label: str, *, value: str = "", help_text: str = "") -> int | None:
        """A whole number of days from 1 to 365."""
        return self._typed(label, _read_count, str, "14", value, needed=False, help_text=help_text)

    def text(
        self,
        label: str,
        *,
        value: str = "",
        needed: bool = False,
        help_text: str = "",
        lines: bool = False,
        hint: str = "",
    ) -> str:
        """A line, or several lines, of plain text."""
        key, told, example = f"{self.key}:{label}", help_text or None, hint or None
        if lines:
            found = st.text_area(label, value, key=key, help=told, placeholder=example, height=80)
        else:
            found = st.text_input(label, value, key=key, help=told, placeholder=example, autocomplete="off")
        plain = (found or "").strip()
        if needed and not plain:
            self.problems.append(f"„{label}“ fehlt.")
        return plain

    def _typed(
        self,
        label: str,
        read: Callable[[str], T],
        told: Callable[[T], str],
        example: str,
        value: str,
        needed: bool,
        help_text: str,
    ) -> T | None:
        text = st.text_input(
            label,
            value,
            key=f"{self.key}:{label}",
            help=help_text or None,
            placeholder=example,
            max_chars=40,
            autocomplete="off",
        ).strip()
        if not text:
            if needed:
                self.problems.append(f"„{label}“ fehlt.")
            _say("Pflichtangabe" if needed else "")
            return None
        try:
            found = read(text)
        except NotRead as problem:
            self.problems.append(f"„{label}“: {problem}")
            _say(str(problem), wrong=True)
            return None
        _say(f"= {told(found)}")
        return found


def _read_count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 365):
        raise NotRead(f"„{text}“ ist keine ganze Zahl von 1 bis 365.")
    return int(text)


def _say(text: str, *, wrong: bool = False) -> None:
    """The line below a field; it always takes its room, so that nothing jumps under the mouse."""
    kind = 'ss-wrong" role="alert' if wrong else "ss-read"
    st.html(f'<div class="{kind}">{escape(text) or "&nbsp;"}</div>')


def _day_text(read: date) -> str:
    return f"{_DAYS[read.weekday()]}, {short_date(read)}"


def _hours_text(read: Fraction) -> str:
    return f"{number(read)} Wochenstunden"
