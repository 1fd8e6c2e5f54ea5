"""Szenarien: the finance department's way, under Streamlit's own harness."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboards import scenario_parts, state
from dashboards.choices import choices, compared, gathered, limits_work, of_workbook, plan, stamps
from dashboards.look import SCENARIO_COLOURS, letter, scenario_look
from dashboards.sheets import workbook_of
from dashboards.what_if import Extra, Wishes, setup_with, told
from dashboards.work import Job
from optimizer import Dataset, limits_of, make_plan, read_workbook, store
from tests.dashboards.office import ROOT, Office, tab_of

FAIL = "Personalausfall Jugendclub Meerane ab September"
FREEZE = "Haushaltssperre im Herbst"
KIM = store.Actor("Kim Beispiel", "Lokal")


@pytest.fixture(scope="module")
def example() -> Dataset:
    return read_workbook(ROOT / "data" / "beispiel.xlsx")


def until(office: Office, text: str, rounds: int = 100) -> None:
    """Look at the page until the work is done."""
    for _ in range(rounds):
        if text in office.html:
            return
        office.tab.run()
    raise AssertionError(f"{text!r} never came: {office.html[:2000]}")


def pick(office: Office, *keys: str) -> None:
    box = next(box for box in office.tab.multiselect if box.label == "Vergleichen mit")
    box.set_value(list(keys)).run()
    assert not office.tab.exception, office.tab.exception


def look_at(office: Office, view: str) -> None:
    control = next(group for group in office.tab.get("button_group") if group.label == "Ansicht")
    control.set_value(view).run()
    assert not office.tab.exception, office.tab.exception


# --- Wishes become a setup -------------------------------------------------------------------------------------------


def test_wishes_become_events_and_assumptions(example: Dataset) -> None:
    base = store.setup_of(example, FAIL)
    wishes = Wishes(
        grants=Fraction(-1, 10),
        grants_source="SMS",
        rates=Fraction(3, 100),
        reserves=Fraction(-1),
        hours=Fraction(5),
        capacity="K-14",
        new_end=date(2028, 3, 31),
        extras=(Extra("Mittelwegfall", "STIFTUNG", date(2027, 10, 1)),),
    )
    made = setup_with(base, wishes)
    assert [row.end for row in made.events] == [date(2028, 3, 31), None]
    assert made.events[1].source == "STIFTUNG"
    assert {(row.quantity, row.selection, row.factor, row.addend) for row in made.assumptions} == {
        ("Finanzierung", "SMS", Fraction(9, 10), 0),
        ("Kostensatz", None, Fraction(103, 100), 0),
        ("Reserve", None, Fraction(0), 0),
        ("Kapazität", "K-14", Fraction(1), Fraction(5)),
    }
    assert told(wishes) == (
        "Bewilligungen SMS −10 %",
        "Kostensätze +3 %",
        "Reserven gesperrt",
        "Kapazität K-14 +5 Wochenstunden",
        "Ausfall bis 31.03.2028",
        "Mittelwegfall STIFTUNG ab 01.10.2027 zu 100 %",
    )


def test_the_same_wishes_as_a_scenario_of_the_workbook_give_the_same_plan(example: Dataset) -> None:
    setup = setup_with(store.setup_of(example, FAIL), Wishes(rates=Fraction(3, 100)))
    own = make_plan(store.applied(setup, example, "Eigenes"), "Eigenes").plan
    written = make_plan(example, "Tarifsteigerung drei Prozent").plan
    assert own.handovers == written.handovers
    assert own.goals == written.goals


def test_nothing_wished_is_nothing_different(example: Dataset) -> None:
    assert Wishes(grants_source="SMS", capacity="K-01").empty
    assert not Wishes(reserve="R", reserve_cents=1).empty
    base = store.setup_of(example, FAIL)
    assert setup_with(base, Wishes()) == base


# --- Choosing and comparing ------------------------------------------------------------------------------------------


def none(_kind: str, _number: int) -> Any:
    raise AssertionError


def test_a_scenario_is_planned_under_its_own_name_and_colour(example: Dataset) -> None:
    offered = choices(example, (), (), none)
    wanted = [choice for choice in offered if choice.name in (FAIL, FREEZE)]
    jobs = [Job(plan(choice.load())) for choice in wanted]
    assert all(job.wait(30) for job in jobs)
    made = gathered(list(zip(wanted, jobs, strict=True)))
    found = compared(made, wanted[0].key)
    assert found is not None
    assert (found.base, found.scenarios) == (FAIL, (FREEZE,))
    assert [mark.colour for mark in stamps(wanted)] == list(SCENARIO_COLOURS[:2])


def test_any_number_of_scenarios_keep_a_look_of_their_own(example: Dataset) -> None:
    offered = choices(example, (), (), none)
    own = [replace(offered[0], colour=SCENARIO_COLOURS[1]), *([offered[0]] * 29)]
    marks = stamps(own)
    looks = {(mark.colour, scenario_look(place)[1]) for place, mark in enumerate(marks)}
    assert len(looks) == len(marks)
    plain = stamps([offered[0]] * 16)
    assert [mark.colour for mark in plain] == [*SCENARIO_COLOURS, *SCENARIO_COLOURS]
    assert [letter(place) for place in (0, 7, 25, 26, 27)] == ["A", "H", "Z", "AA", "AB"]


def test_more_than_seven_scenarios_stand_side_by_side(office: Office, example: Dataset) -> None:
    office.page("szenarien", basis=f"mappe:{FAIL}")
    names = [name for name in example.scenarios if name != FAIL][:9]
    pick(office, *(f"mappe:{name}" for name in names))
    until(office, "Was sich unterscheidet")
    box = next(box for box in office.tab.multiselect if box.label == "Vergleichen mit")
    assert len(box.value) == 9
    assert not box.proto.max_selections
    assert "I ±" in office.html


def test_a_scenario_without_a_plan_says_why_and_the_others_stand(example: Dataset) -> None:
    offered = choices(example, (), (), none)
    wanted = [next(choice for choice in offered if choice.name == FAIL), offered[3]]
    wrong = of_workbook(example, "Gibt es nicht")
    jobs = [Job(plan(wanted[0].load())), Job(plan(wrong))]
    assert all(job.wait(30) for job in jobs)
    made = gathered(list(zip(wanted, jobs, strict=True)))
    assert len(made.outcomes) == 1
    assert made.failed[0][0] == wanted[1].name
    assert "Gibt es nicht" in made.failed[0][1]


def test_names_that_are_there_twice_are_told_apart(example: Dataset) -> None:
    class Row:
        id, name, colour = 7, FAIL, "#123456"

    offered = choices(example, (Row(),), (), none)  # type: ignore[arg-type]
    names = [choice.name for choice in offered]
    assert len(names) == len(set(names))
    assert f"{FAIL} (eigenes Szenario)" in names


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_differs_and_only_that(office: Office) -> None:
    office.page("szenarien")
    until(office, "Oben ein oder mehrere Szenarien wählen")
    pick(office, f"mappe:{FREEZE}")
    until(office, "Was sich unterscheidet")
    assert "Stundenmonate" in office.html
    assert "19.715,37" in office.html  # costs of the frozen autumn
    assert "Subsidiarität" not in office.html  # the same in both


def test_the_choice_stays_in_the_address(office: Office) -> None:
    office.page("szenarien")
    pick(office, f"mappe:{FREEZE}")
    until(office, "Was sich unterscheidet")
    assert "".join(office.tab.query_params["mit"]) == f"mappe:{FREEZE}"
    office.page("lage")
    office.page("szenarien")
    until(office, "Was sich unterscheidet")


def test_every_view_of_a_scenario(office: Office) -> None:
    office.page("szenarien")
    until(office, "Oben ein oder mehrere")
    look_at(office, "Grenzwerte")
    until(office, "ändern nichts")
    assert "5 Stunden weniger K-14" in office.html
    look_at(office, "Geldfluss")
    until(office, "Woher und wohin")
    assert "bleibt übrig" in office.html
    look_at(office, "Zeit und Ort")
    until(office, "Ausfälle und Übergaben je Träger")
    look_at(office, "Herunterladen")
    until(office, "Alles, was hier zu sehen war")
    labels = [button.label for button in office.tab.get("download_button")]
    assert labels[:3] == ["Vergleich und Grenzwerte (Excel)", "Plan (Excel)", "Bescheidliste"]


def test_a_what_if_is_typed_in_german_stored_and_compared_at_once(office: Office) -> None:
    office.page("szenarien")
    until(office, "Oben ein oder mehrere")
    button = office.button("Anlegen und vergleichen")
    assert button.disabled
    assert "nichts anders" in button.help
    office.type("Löhne und Kostensätze ändern um", "+3 %")
    assert "= +3 %" in office.html
    office.type("Name des Szenarios", "Löhne steigen")
    office.press("Anlegen und vergleichen")
    until(office, "Was sich unterscheidet")
    assert "21.645,84" in office.html
    (stored,) = store.scenarios(state.open_store(), KIM)
    assert stored.name == "Löhne steigen"
    assert [(row.quantity, row.factor) for row in stored.setup.assumptions] == [("Kostensatz", Fraction(103, 100))]
    picked = next(box for box in office.tab.multiselect if box.label == "Vergleichen mit")
    assert picked.value == [f"eigen:{stored.id}"]


def test_an_end_before_the_first_day_is_refused_and_never_shifted(office: Office) -> None:
    office.page("szenarien", basis=f"mappe:{FAIL}")
    office.type("Die Ausfälle der Basis dauern bis", "31.8.2027")
    button = office.button("Anlegen und vergleichen")
    assert button.disabled
    assert "liegt vor dem ersten Tag: A-22 fällt erst ab 01.09.2027 aus." in button.help
    office.type("Die Ausfälle der Basis dauern bis", "1.9.2027")
    assert not office.button("Anlegen und vergleichen").disabled


def test_what_could_mean_two_things_is_refused(office: Office) -> None:
    office.page("szenarien")
    office.type("Bewilligungen ändern um", "2.500")
    assert "mehrdeutig" in office.html
    assert office.button("Anlegen und vergleichen").disabled
    office.type("Bewilligungen ändern um", "-150")
    assert "zwischen −100 % und" in office.html
    assert store.scenarios(state.open_store(), KIM) == ()


def test_the_same_name_twice_is_refused_with_a_sentence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_SAME_CLICK", 0.0)
    for _ in range(2):
        office.page("szenarien")
        office.type("Löhne und Kostensätze ändern um", "3")
        office.type("Name des Szenarios", "Löhne")
        office.press("Anlegen und vergleichen")
    assert "gibt es schon" in office.errors[0]
    assert len(store.scenarios(state.open_store(), KIM)) == 1


def test_a_second_tab_sees_the_scenario_but_not_the_choice(office: Office) -> None:
    office.page("szenarien")
    office.type("Löhne und Kostensätze ändern um", "3")
    office.type("Name des Szenarios", "Löhne")
    office.press("Anlegen und vergleichen")
    other = tab_of("Lu Beispiel")
    other.page("szenarien")
    box = next(box for box in other.tab.multiselect if box.label == "Vergleichen mit")
    assert any("Löhne" in option for option in box.options)
    assert box.value == []


def test_a_municipality_does_not_see_the_districts_planning(sign_in: Any) -> None:
    office = sign_in("Kommune")
    office.page("szenarien")
    assert "nicht vorgesehen" in office.html
    assert not office.tab.multiselect


def test_an_auditor_may_compare_but_not_store(sign_in: Any) -> None:
    office = sign_in("Prüfung")
    office.page("szenarien")
    office.type("Löhne und Kostensätze ändern um", "3")
    button = office.button("Anlegen und vergleichen")
    assert button.disabled
    assert "Prüfung" in button.help


def test_the_comparison_file_holds_every_group_with_full_names(example: Dataset) -> None:
    offered = choices(example, (), (), none)
    wanted = [choice for choice in offered if choice.name in (FAIL, FREEZE)]
    jobs = [Job(plan(choice.load())) for choice in wanted]
    assert all(job.wait(30) for job in jobs)
    found = compared(gathered(list(zip(wanted, jobs, strict=True))), wanted[0].key)
    assert found is not None
    book = load_workbook(io.BytesIO(workbook_of(scenario_parts.export_tables(found, ()), "Vergleich", FAIL)()))
    assert book.sheetnames == ["Ziele", "Quellen", "Träger", "Kommunen", "Ausfälle und Übergaben"]
    heading = [cell.value for cell in book["Ziele"][5]]
    assert heading[2:5] == [f"Basis: {FAIL}", FREEZE, f"{FREEZE} ±"]
    costs = next(row for row in book["Ziele"].iter_rows(values_only=True) if row[0] == "Kosten")
    assert costs[2:5] == (21015.37, 19715.37, -1300.0)


def test_a_scenario_can_be_put_away(office: Office) -> None:
    office.page("szenarien")
    office.type("Löhne und Kostensätze ändern um", "3")
    office.type("Name des Szenarios", "Löhne")
    office.press("Anlegen und vergleichen")
    office.press("Ablegen")
    db = state.open_store()
    assert store.scenarios(db, KIM) == ()
    assert [row.name for row in store.scenarios(db, KIM, archived=True)] == ["Löhne"]


def test_a_scenario_can_stand_on_top_of_decided_and_running_cases(office: Office) -> None:
    office.page("szenarien")
    office.type("Löhne und Kostensätze ändern um", "3")
    next(box for box in office.tab.toggle if "aufsetzen" in box.label).set_value(True).run()
    office.press("Anlegen und vergleichen")
    (stored,) = store.scenarios(state.open_store(), KIM)
    assert stored.on_cases
    assert stored.name == "Kostensätze +3 %"  # named by what is different where nobody gives a name


def test_grenzwerte_stop_between_two_solves(example: Dataset) -> None:
    outcome = make_plan(example, FAIL)
    asked: list[int] = []

    def impatient(done: int, _total: int) -> bool:
        asked.append(done)
        return len(asked) < 3

    assert limits_work(outcome)(impatient) is None
    assert len(asked) == 3
    assert limits_work(outcome)(lambda _done, _total: True) == limits_of(outcome)


def test_files_do_not_wait_for_grenzwerte(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.page("szenarien")
    until(office, "Oben ein oder mehrere")
    monkeypatch.setattr(scenario_parts, "limits_work", lambda _outcome: pytest.fail("nobody asked for them"))
    look_at(office, "Herunterladen")
    until(office, "Alles, was hier zu sehen war")
    assert any("sobald sie" in caption.value for caption in office.tab.caption)
