"""The form „Was wäre, wenn?“: what should be different, in German numbers, and a new scenario from it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import streamlit as st

from dashboards import show, state
from dashboards.choices import Choice, Loaded
from dashboards.fields import Form
from dashboards.look import SCENARIO_COLOURS
from dashboards.numbers import NotRead, read_number
from dashboards.what_if import Extra, Wishes, contradictions, setup_with, signed, told
from optimizer import Dataset, euro, store

ALL = "alle"


class WhatIf(Form):
    """The fields of a what-if: beside days and shares also changes with a sign."""

    def change(self, label: str, example: str) -> Fraction:
        """A change in percent; nothing typed is no change."""
        return self._typed(
            label, _change, lambda part: f"{signed(part * 100)} %", example, "", needed=False, help_text=""
        ) or Fraction(0)

    def more_hours(self, label: str) -> Fraction:
        """Weekly hours more or less."""
        return self._typed(label, _signed_hours, signed, "+5", "", needed=False, help_text="") or Fraction(0)

    def more_money(self, label: str) -> int:
        """Euros more or less, in cents."""
        return self._typed(label, _signed_cents, euro, "+5.000,00", "", needed=False, help_text="") or 0


def _change(text: str) -> Fraction:
    part = read_number(text.strip().removesuffix("%").removeprefix("+"), 4) / 100
    if not -1 <= part <= 10:
        raise NotRead("Eine Änderung liegt zwischen −100 % und +1000 %.")
    return part


def _signed_cents(text: str) -> int:
    return int(read_number(text.strip().removesuffix("€").removeprefix("+"), 2) * 100)


def _signed_hours(text: str) -> Fraction:
    return read_number(text.strip().removesuffix("h").removeprefix("+"), 2)


def draw(desk: state.Desk, dataset: Dataset, base: Choice, count: int) -> None:
    """The form with its button; a new scenario is stored, chosen, and compared at once.

    `count` is the number of scenarios there are: with each new one the fields are empty again.
    """
    st.caption("Leere Felder lassen alles, wie es in der Basis ist.")
    form = WhatIf(f"wenn:{count}")
    left, middle, right = st.columns(3)
    with left:
        wishes = _money(form, dataset)
    with middle:
        wishes = _hours(form, dataset, wishes)
    with right:
        wishes = replace(wishes, extras=_extras(form, dataset))
    _save(desk, base.load(), wishes, form, base)


def _money(form: WhatIf, dataset: Dataset) -> Wishes:
    st.html("<strong>Geld</strong>")
    source = _one_of(form, "Bewilligungen von", {row.key: row.name for row in dataset.sources})
    grants = form.change("Bewilligungen ändern um", "−10 %")
    rates = form.change("Löhne und Kostensätze ändern um", "+3 %")
    frozen = st.toggle("Reserven sperren (Haushaltssperre)", key=f"{form.key}:sperre")
    reserve = _one_of(form, "Reserve", {row.key: f"{row.key}, {row.year}" for row in dataset.reserves}, every="keine")
    cents = form.more_money("Reserve ändern um (EUR)") if reserve else 0
    return Wishes(
        grants=grants,
        grants_source=source,
        rates=rates,
        reserves=Fraction(-1) if frozen else Fraction(0),
        reserve=reserve,
        reserve_cents=cents,
    )


def _hours(form: WhatIf, dataset: Dataset, wishes: Wishes) -> Wishes:
    st.html("<strong>Stunden und Ausfall</strong>")
    names = {row.key: f"{row.key} {dataset.provider[row.provider].name}" for row in dataset.capacities}
    capacity = _one_of(form, "Freie Kapazität", names)
    hours = form.more_hours("Kapazität ändern um (Wochenstunden)")
    return replace(
        wishes,
        capacity=capacity,
        hours=hours,
        new_end=form.day("Die Ausfälle der Basis dauern bis"),
        new_share=form.share("Ausgefallener Anteil"),
    )


def _extras(form: WhatIf, dataset: Dataset) -> tuple[Extra, ...]:
    st.html("<strong>Zusätzliches Ereignis</strong>")
    kinds = {"Ausfall": "Ein Angebot fällt aus", "Mittelwegfall": "Eine Quelle zahlt weniger"}
    kind = _one_of(form, "Was geschieht?", kinds, every="nichts")
    if kind is None:
        return ()
    keys = (
        {row.key: f"{row.key} {row.title}" for row in dataset.offerings}
        if kind == "Ausfall"
        else {row.key: row.name for row in dataset.sources}
    )
    key = st.selectbox("Welches?", list(keys), format_func=keys.__getitem__, key=f"{form.key}:{kind}")
    start, end = form.day("Ab", needed=True), form.day("Bis (leer: bis zum Ende)")
    share = form.share("Zu welchem Anteil (leer: ganz)")
    if start is not None and end is not None and end < start:
        form.problems.append("„Bis“ liegt vor „Ab“.")
    if start is None:
        return ()
    return (Extra("Ausfall" if kind == "Ausfall" else "Mittelwegfall", key, start, end, share or Fraction(1)),)


def _one_of(form: WhatIf, label: str, names: dict[str, str], *, every: str = ALL) -> str | None:
    """A choice of one, or of none in particular."""
    found: str = st.selectbox(
        label, ["", *names], format_func=lambda name: names.get(name, every), key=f"{form.key}:{label}"
    )
    return found or None


def _save(desk: state.Desk, base: Loaded, wishes: Wishes, form: WhatIf, choice: Choice) -> None:
    words = "; ".join(told(wishes))
    left, right, button = st.columns([3, 1, 1.4], vertical_alignment="bottom")
    name = left.text_input(
        "Name des Szenarios", key=f"{form.key}:name", max_chars=100, placeholder=words[:100] or "z. B. Land −10 %"
    )
    colour = right.color_picker("Farbe", SCENARIO_COLOURS[1], key=f"{form.key}:farbe")
    form.problems.extend(contradictions(base.setup, wishes))
    why = _why_not(desk, wishes, form)
    on_cases = st.toggle(
        "Auf beschlossene und laufende Fälle aufsetzen",
        key=f"{form.key}:faelle",
        help="Was diese Fälle an Geld und Stunden schon binden, steht dem Szenario dann nicht mehr zur Verfügung.",
    )
    pressed = button.button("Anlegen und vergleichen", type="primary", disabled=bool(why), help=why or None)
    st.caption(show.safe(f"{choice.name}, dazu: {words}." if words else "") + (f" {show.safe(why)}" if why else ""))
    if pressed and desk.data:
        what = store.WhatIf((name or words)[:100], colour, desk.data.id, setup_with(base.setup, wishes), on_cases)
        state.act(
            "szenario",
            lambda token: store.save_scenario(desk.db, desk.me, what, token=token),
            done=f"Das Szenario „{what.name}“ ist angelegt und steht im Vergleich.",
            then="szenarien",
            neu=...,
        )


def _why_not(desk: state.Desk, wishes: Wishes, form: WhatIf) -> str:
    """Why the button is off; empty where it is not."""
    if reason := state.allowed(desk, store.Act.SCENARIO):
        return reason
    if form.problems:
        return " ".join(form.problems)
    return "Noch ist nichts anders als in der Basis." if wishes.empty else ""
