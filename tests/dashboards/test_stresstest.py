"""Stresstest: every failure, why, the plan that lies ready, pairs, and what a reserve would buy."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest

from dashboards import progress, state, stressing
from optimizer import store
from tests.dashboards.office import PEOPLE, Office
from tests.dashboards.test_szenarien import look_at, until

REAL = stressing.stress_test
ANSWERS: dict[tuple[Any, ...], Any] = {}


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question is worked out once for all tests here."""

    def remembered(dataset: Any, *, progress: Any, **more: Any) -> Any:
        key = (dataset.capacities, dataset.reserves, *more.items())
        if key not in ANSWERS:
            ANSWERS[key] = REAL(dataset, progress=progress, **more)
        return ANSWERS[key]

    monkeypatch.setattr(stressing, "stress_test", remembered)


def ready(office: Office) -> None:
    office.page("stresstest")
    until(office, "im Mittel aller Ausfälle")


def test_every_offering_fails_in_turn_and_the_page_counts_them(office: Office) -> None:
    ready(office)
    assert "<dd>48</dd>" in office.html
    assert "unter 50 % gedeckt" in office.html
    assert "Familienbildung „Erste Schritte“" in office.html
    labels = [button.label for button in office.tab.get("download_button")]
    assert "Excel" in labels
    assert "CSV" in labels


def test_the_irreplaceable_stand_with_their_reason(office: Office) -> None:
    ready(office)
    look_at(office, "Unersetzlich")
    assert "Niemand darf übernehmen: anderer Leistungsbereich" in office.html
    assert "Jugendtreff Gersdorf" not in office.html  # can be replaced whole


def test_a_plan_lies_ready_for_each(office: Office) -> None:
    ready(office)
    look_at(office, "Plan je Ausfall")
    office.choose("Wenn dieses Angebot ausfällt", "A-22")
    assert "ganz ersetzbar" in office.html
    assert "K-14" in office.html
    office.choose("Wenn dieses Angebot ausfällt", "A-07")
    assert "Niemand könnte übernehmen" in office.html


def test_the_failure_that_came_true_becomes_a_case_by_one_click(office: Office) -> None:
    ready(office)
    look_at(office, "Plan je Ausfall")
    office.choose("Wenn dieses Angebot ausfällt", "A-22")
    office.press("Als Fall übernehmen")
    (case,) = store.cases(state.open_store(), PEOPLE["Lokal"])
    (event,) = case.setup.events
    assert (event.kind, event.offering, event.share) == ("Ausfall", "A-22", 1)
    assert (event.start, event.end) == (date(2027, 7, 1), date(2027, 12, 31))  # the days of the test
    assert dict(case.setup.rules)["planning_day"] == date(2026, 12, 1)  # lead times count from today
    assert office.tab.query_params["fall"] == str(case.id)
    assert any("Aus dem Stresstest ist ein Fall geworden" in told.value for told in office.tab.success)
    office.page("vorschlaege")
    assert "K-14" in office.html
    office.page("stresstest")
    look_at(office, "Plan je Ausfall")
    office.choose("Wenn dieses Angebot ausfällt", "A-22")
    assert "schon einen offenen Fall: Fall 1" in office.html


def test_only_the_coordinator_makes_a_case_of_a_failure(sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office = sign_in("Finanzen")
    ready(office)
    look_at(office, "Plan je Ausfall")
    assert office.button("Als Fall übernehmen").disabled
    assert "für die Rolle Finanzen nicht vorgesehen" in office.button("Als Fall übernehmen").help
    monkeypatch.setattr(state, "allowed", lambda *_: "")  # pressed all the same: refused where it is done
    office.tab.run()
    office.press("Als Fall übernehmen")
    assert "nicht vorgesehen" in office.errors[0]
    assert store.cases(state.open_store(), PEOPLE["Finanzen"]) == ()


def test_another_threshold_is_another_answer(office: Office) -> None:
    ready(office)
    office.type("Unersetzlich unter einem Anteil von", "100 %")
    until(office, "unter 100 % gedeckt")
    assert "<dd>42</dd>" in office.html


def test_the_question_stays_while_one_looks_at_another_page(office: Office) -> None:
    ready(office)
    office.type("Unersetzlich unter einem Anteil von", "100 %")
    office.page("lage")
    office.page("stresstest")
    until(office, "unter 100 % gedeckt")


def test_a_date_that_is_none_stops_the_question_with_a_sentence(office: Office) -> None:
    ready(office)
    office.type("Bis", "31.2.2027")
    assert "gibt es nicht" in office.html
    assert "im Mittel aller Ausfälle" not in office.html
    office.type("Bis", "01.01.2027")
    assert "Das Ende liegt vor dem Anfang" in office.html


def test_a_period_in_which_nothing_runs_says_what_to_do(office: Office) -> None:
    ready(office)
    office.type("Bis", "31.12.2049")
    office.type("Jedes Angebot fällt aus ab", "01.01.2049")
    until(office, "In diesem Zeitraum läuft kein Angebot")


def slow(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> None:
    """The test goes on only step by step, as on a slow machine."""

    def waiting(dataset: Any, *, progress: Any, **more: Any) -> Any:
        def told(done: int, total: int) -> Any:
            gate.wait(20)
            return progress(done, total)

        return REAL(dataset, progress=told, **more)

    monkeypatch.setattr(stressing, "stress_test", waiting)
    monkeypatch.setattr(progress, "QUICK", 0.2)


def test_long_work_shows_its_progress_and_stops_when_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    slow(monkeypatch, gate)
    office.page("stresstest")
    assert "im Mittel aller Ausfälle" not in office.html
    assert [button.label for button in office.tab.button].count("Abbrechen") == 1
    office.press("Abbrechen")
    gate.set()
    until(office, "Angehalten: Gezeigt wird, was bis dahin gerechnet war.")
    assert "<dd>1</dd>" in office.html
    office.press("Neu rechnen")
    until(office, "<dd>48</dd>")


def test_a_rerun_does_not_start_the_work_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    real = stressing.stress_test

    def counted(*args: Any, **more: Any) -> Any:
        started.append(1)
        return real(*args, **more)

    monkeypatch.setattr(stressing, "stress_test", counted)
    ready(office)
    look_at(office, "Unersetzlich")
    office.tab.run()
    assert started == [1]


def test_pairs_start_on_demand_only(office: Office) -> None:
    ready(office)
    look_at(office, "Paare")
    assert any("1.128 Paare" in caption.value for caption in office.tab.caption)
    assert office.button("Alle Paare rechnen")


def test_a_reserve_is_tried_by_itself_and_with_the_other(office: Office) -> None:
    ready(office)
    look_at(office, "Was eine Reserve brächte")
    office.type("Springerpool (Wochenstunden)", "39")
    office.type("Rücklage je Jahr (EUR)", "0")
    office.press("Reserve durchrechnen")
    until(office, "Welchen Angeboten sie hilft")
    assert "39 h Springer" in office.html
    assert "ohne Reserve" in office.html


def test_a_municipality_sees_no_stress_test(sign_in: Any) -> None:
    office = sign_in("Kommune")
    office.page("stresstest")
    assert "nicht vorgesehen" in office.html
