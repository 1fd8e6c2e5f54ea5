"""Fields for German numbers and dates: what was understood stands below at once, what is ambiguous is refused."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape
from typing import Any, Final, TypeVar, cast

import streamlit as st

from dashboards.numbers import NotRead, read_day, read_hours, read_money, read_percent
from optimizer import euro, number, percent, short_date

T = TypeVar("T")
_DAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(slots=True)
class Kept:
    """What a field is remembered by: its widget's key, what was stored then, what it began with, what it says."""

    key: str
    stored: Any
    first: Any
    value: Any


class Form:
    """Fields drawn one after another under one key; `problems` names, in German, what keeps them from being taken.

    Their first values go with every drawing: a field that was gone for a while would else come back empty in the
    browser and full on the server. With a memory (`state.form`) a field that a person has touched keeps what was
    typed, while the page is away and when somebody else stores another value; one that nobody touched follows.
    """

    def __init__(self, key: str, memory: dict[str, Kept] | None = None) -> None:
        self.key = key
        self.memory = memory
        self.problems: list[str] = []

    def _begin(self, label: str, stored: Any, about: Hashable = ()) -> tuple[str, Any]:
        """The widget's key and first value. `about` is what else makes it another widget: the words of its options."""
        key = f"{self.key}:{label}"
        if self.memory is None:
            return key, stored
        key = f"{key}:{hash((str(stored), about))}"
        before = self.memory.get(label)
        first = stored
        if before is not None and before.key == key and key in st.session_state:
            first = before.first
        elif before is not None:
            said = st.session_state.get(before.key, before.value)
            first = stored if said == before.stored else said
        self.memory[label] = Kept(key, stored, first, first)
        return key, first

    def _keep(self, label: str, value: Any) -> None:
        if self.memory is not None:
            self.memory[label].value = value

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
        key, first = self._begin(label, value)
        told, example = help_text or None, hint or None
        if lines:
            found = st.text_area(label, first, key=key, help=told, placeholder=example, height=80)
        else:
            found = st.text_input(label, first, key=key, help=told, placeholder=example, autocomplete="off")
        self._keep(label, found)
        plain = (found or "").strip()
        if needed and not plain:
            self.problems.append(f"„{label}“ fehlt.")
        return plain

    def choice(
        self,
        label: str,
        options: Sequence[T],
        stored: T,
        *,
        told: Callable[[T], str] = str,
        help_text: str = "",
        hint: str = "",
    ) -> T:
        """One of several; where `stored` is none of them, nothing is chosen beforehand."""
        key, first = self._begin(label, stored, tuple(map(told, options)))
        begin = first if first in options else stored
        found = st.selectbox(
            label,
            options,
            index=options.index(begin) if begin in options else None,
            format_func=told,
            key=key,
            placeholder=hint or None,
            help=help_text or None,
        )
        self._keep(label, found)
        return cast("T", found)  # None only where `stored` is

    def several(
        self,
        label: str,
        options: Sequence[T],
        *,
        told: Callable[[T], str] = str,
        help_text: str = "",
        hint: str = "",
    ) -> list[T]:
        """Any number of several."""
        key, first = self._begin(label, [], tuple(map(told, options)))
        begin = [one for one in first if one in options]
        found = st.multiselect(
            label, options, begin, format_func=told, placeholder=hint or None, key=key, help=help_text or None
        )
        self._keep(label, found)
        return found

    def tick(self, label: str, *, value: bool = False, switch: bool = False) -> bool:
        """Yes or no, as a box or as a switch."""
        key, first = self._begin(label, value)
        found = (st.toggle if switch else st.checkbox)(label, first, key=key)
        self._keep(label, found)
        return found

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
        key, first = self._begin(label, value)
        raw = st.text_input(
            label,
            first,
            key=key,
            help=help_text or None,
            placeholder=example,
            max_chars=40,
            autocomplete="off",
        )
        self._keep(label, raw)
        text = raw.strip()
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
