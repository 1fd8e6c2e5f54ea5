"""A case that is hard to plan: the page shows that it works, can be told to stop, and goes on being of use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from dashboards import planning, progress, state
from optimizer import NoProof
from tests.dashboards.office import PEOPLE, Office, report_case
from tests.dashboards.test_szenarien import until
from tests.store.office import case_of

REAL = planning.make_plan


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Planning goes on only when the gate is open."""
    opened = threading.Event()

    def waiting(*given: Any, **more: Any) -> Any:
        assert opened.wait(20)
        return REAL(*given, **more)

    planning._kept().clear()
    monkeypatch.setattr(planning, "make_plan", waiting)
    monkeypatch.setattr(progress, "QUICK", 0.2)
    yield opened
    opened.set()


def test_planning_that_takes_long_says_so_and_then_the_plan_is_there(office: Office, gate: threading.Event) -> None:
    report_case(office)
    office.page("vorschlaege", fall=1)
    assert [button.label for button in office.tab.button].count("Abbrechen") == 1
    assert "Gedeckt" not in office.html
    gate.set()
    until(office, "Gedeckt")
    assert "Trittstein" in office.html


def test_planning_is_given_up_at_once_and_the_page_stays_of_use(office: Office, gate: threading.Event) -> None:
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.press("Abbrechen")  # the solver has not heard of it yet
    office.tab.run()
    assert "Die Planung ist angehalten" in office.html
    office.type("Anteil", "50 %")  # what may make it easier can be done
    office.press("Änderung speichern")
    assert case_of(state.open_store(), PEOPLE["Lokal"], 1).setup.events[0].share == 1 / 2
    office.press("Abbrechen")  # the changed case is planned anew
    office.tab.run()
    drawn = {field.label: field.proto.default for field in office.tab.text_input}
    assert (drawn["Bis"], drawn["Anteil"]) == ("30.11.2027", "50 %")  # fields that were gone come back filled
    gate.set()
    office.press("Neu rechnen")
    until(office, "Gedeckt")


def test_a_solver_that_is_cut_off_is_told_as_stopped_and_not_as_an_error(
    office: Office, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_given: Any, **_more: Any) -> Any:
        gate.wait(20)
        raise NoProof("abgebrochen")

    monkeypatch.setattr(planning, "make_plan", cut_off)
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.press("Abbrechen")
    gate.set()
    until(office, "Die Planung ist angehalten")
    office.tab.run()
    assert "kein bewiesenes Optimum" not in office.html


def test_other_pages_of_a_case_without_a_plan_say_so(office: Office, gate: threading.Event) -> None:
    report_case(office)
    office.page("bescheide", fall=1)
    office.press("Abbrechen")
    office.tab.run()
    assert "Die Planung ist angehalten" in office.html
    assert office.button("Neu rechnen")
    office.page("lage")
    assert "Fall 1" in office.html


def test_no_proof_in_time_is_told_in_the_words_of_the_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_given: Any, **_more: Any) -> Any:
        raise NoProof("Zeit (--zeit) verlängern")

    planning._kept().clear()
    monkeypatch.setattr(planning, "make_plan", endless)
    report_case(office)
    office.page("vorschlaege", fall=1)
    assert "In 60 Sekunden wurde kein bewiesenes Optimum gefunden" in office.html
    assert "--zeit" not in office.html
    monkeypatch.setattr(planning, "make_plan", REAL)
    office.press("Neu rechnen")
    assert "Gedeckt" in office.html
