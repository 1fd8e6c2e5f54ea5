"""The form „Was wäre, wenn?“: what should be different, in German numbers, and a new scenario from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import escape
from typing import TypeVar

import streamlit as st

from dashboards import show, state
from dashboards.choices import Choice, Loaded
from dashboards.look import SCENARIO_COLOURS
from dashboards.numbers import NotRead, read_day, read_number, read_percent
from dashboards.what_if import Extra, Wishes, setup_with, signed, told
from optimizer import Dataset, euro, percent, short_date, store

T = TypeVar("T")
ALL = "alle"


class Form:
    """The fields of one drawing; `wrong` holds what cannot be read, so that nothing is silently left out."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def typed(
        self, label: str, key: str, read: Callable[[str], T], shown: Callable[[T], str], example: str
    ) -> T | None:
        """One field: what was understood stands below it, or why it cannot be read."""
        text = st.text_input(label, key=f"wenn:{key}", placeholder=example, max_chars=40, autocomplete="off") or ""
        if not text.strip():
            return None
        try:
            value = read(text)
        except NotRead as problem:
            self.wrong.append(label)
            st.html(f"<div class='ss-wrong' role='alert'>{escape(str(problem))}</div>")
            return None
        st.html(f"<div class='ss-read'>= {escape(shown(value))}</div>")
        return value

    def change(self, label: str, key: str, example: str) -> Fraction:
        """A change in percent, with its sign; nothing typed is no change."""
        return self.typed(label, key, _change, lambda part: f"{signed(part * 100)} %", example) or Fraction(0)

    def day(self, label: str, key: str) -> date | None:
        """A date."""
        return self.typed(label, key, read_day, short_date, "TT.MM.JJJJ")

    def share(self, label: str, key: str) -> Fraction | None:
        """A share in percent."""
        return self.typed(label, key, read_percent, percent, "50 %")


def _change(text: str) -> Fraction:
    part = read_number(text.strip().removesuffix("%").removeprefix("+"), 4) / 100
    if not -1 <= part <= 10:
        raise NotRead("Eine Änderung liegt zwischen −100 % und +1000 %.")
    return part


def _signed_cents(text: str) -> int:
    return int(read_number(text.strip().removesuffix("€").removeprefix("+"), 2) * 100)


def _signed_hours(text: str) -> Fraction:
    return read_number(text.strip().removesuffix("h").removeprefix("+"), 2)


def draw(desk: state.Desk, dataset: Dataset, base: Choice) -> None:
    """The form with its button; a new scenario is stored, chosen, and compared at once."""
    st.caption("Leere Felder lassen alles, wie es in der Basis ist.")
    form = Form()
    left, middle, right = st.columns(3)
    with left:
        wishes = _money(form, dataset)
    with middle:
        wishes = _hours(form, dataset, wishes)
    with right:
        wishes = replace(wishes, extras=_extras(form, dataset))
    _save(desk, base.load(), wishes, form, base)


def _money(form: Form, dataset: Dataset) -> Wishes:
    st.html("<strong>Geld</strong>")
    source = _one_of("Bewilligungen von", "quelle", {row.key: row.name for row in dataset.sources})
    grants = form.change("Bewilligungen ändern um", "bewilligt", "−10 %")
    rates = form.change("Löhne und Kostensätze ändern um", "lohn", "+3 %")
    frozen = st.toggle("Reserven sperren (Haushaltssperre)", key="wenn:sperre")
    reserve = _one_of(
        "Reserve", "reserve", {row.key: f"{row.key}, {row.year}" for row in dataset.reserves}, every="keine"
    )
    cents = form.typed("Reserve ändern um (EUR)", "betrag", _signed_cents, euro, "+5.000,00") if reserve else None
    return Wishes(
        grants=grants,
        grants_source=source,
        rates=rates,
        reserves=Fraction(-1) if frozen else Fraction(0),
        reserve=reserve,
        reserve_cents=cents or 0,
    )


def _hours(form: Form, dataset: Dataset, wishes: Wishes) -> Wishes:
    st.html("<strong>Stunden und Ausfall</strong>")
    names = {row.key: f"{row.key} {dataset.provider[row.provider].name}" for row in dataset.capacities}
    capacity = _one_of("Freie Kapazität", "kapazitaet", names)
    hours = form.typed("Kapazität ändern um (Wochenstunden)", "stunden", _signed_hours, signed, "+5")
    return replace(
        wishes,
        capacity=capacity,
        hours=hours or Fraction(0),
        new_end=form.day("Die Ausfälle der Basis dauern bis", "ende"),
        new_share=form.share("Ausgefallener Anteil", "anteil"),
    )


def _extras(form: Form, dataset: Dataset) -> tuple[Extra, ...]:
    st.html("<strong>Zusätzliches Ereignis</strong>")
    kinds = {"Ausfall": "Ein Angebot fällt aus", "Mittelwegfall": "Eine Quelle zahlt weniger"}
    kind = _one_of("Was geschieht?", "ereignis", kinds, every="nichts")
    if kind is None:
        return ()
    keys = (
        {row.key: f"{row.key} {row.title}" for row in dataset.offerings}
        if kind == "Ausfall"
        else {row.key: row.name for row in dataset.sources}
    )
    key = st.selectbox("Welches?", list(keys), format_func=keys.__getitem__, key=f"wenn:was:{kind}")
    start, end = form.day("Ab", "ab"), form.day("Bis (leer: bis zum Ende)", "bis")
    share = form.share("Zu welchem Anteil (leer: ganz)", "extra")
    if start is None or (end is not None and end < start):
        form.wrong.append("Ab" if start is None else "Bis")
        return ()
    return (Extra("Ausfall" if kind == "Ausfall" else "Mittelwegfall", key, start, end, share or Fraction(1)),)


def _one_of(label: str, key: str, names: dict[str, str], *, every: str = ALL) -> str | None:
    """A choice of one, or of none in particular."""
    found: str = st.selectbox(label, ["", *names], format_func=lambda name: names.get(name, every), key=f"wenn:{key}")
    return found or None


def _save(desk: state.Desk, base: Loaded, wishes: Wishes, form: Form, choice: Choice) -> None:
    words = "; ".join(told(wishes))
    left, right, button = st.columns([3, 1, 1.4], vertical_alignment="bottom")
    name = left.text_input(
        "Name des Szenarios", key="wenn:name", max_chars=100, placeholder=words[:100] or "z. B. Land −10 %"
    )
    colour = right.color_picker("Farbe", SCENARIO_COLOURS[1], key="wenn:farbe")
    why = _why_not(desk, wishes, form)
    pressed = button.button("Anlegen und vergleichen", type="primary", disabled=bool(why), help=why or None)
    st.caption(show.safe(f"{choice.name}, dazu: {words}" if words else why))
    if pressed and desk.data:
        what = store.WhatIf((name or words)[:100], colour, desk.data.id, setup_with(base.setup, wishes))
        state.act(
            "szenario",
            lambda token: store.save_scenario(desk.db, desk.me, what, token=token),
            done=f"Das Szenario „{what.name}“ ist angelegt und steht im Vergleich.",
            then="szenarien",
            neu=...,
        )


def _why_not(desk: state.Desk, wishes: Wishes, form: Form) -> str:
    """Why the button is off; empty where it is not."""
    if reason := state.allowed(desk, store.Act.SCENARIO):
        return reason
    if form.wrong:
        return f"Noch nicht lesbar: {', '.join(form.wrong)}."
    return "Noch ist nichts anders als in der Basis." if wishes.empty else ""
