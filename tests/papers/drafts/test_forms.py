"""The forms that go out with a letter and come back filled in, each with its addressee's data only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from optimizer.model.errors import CheckFailed
from optimizer.papers.drafting import gaps, word_papers
from optimizer.papers.drafts import form_fields
from optimizer.papers.state import PaperState
from tests.papers.drafts.reading import COMPLETE, body_of
from tests.papers.glauchau import outcome


def form(name: str, state: PaperState = COMPLETE, *, reclaim: int = 0) -> str:
    return body_of(word_papers(outcome(reclaim=reclaim), state=state)[f"{name}.docx"])


def test_the_provider_that_drops_out_can_waive_its_hearing_or_agree() -> None:
    text = form("anhoerungserklaerung/J1-M", reclaim=2_000_00)
    for part in (
        "Jugendhaus Eins e. V.",
        "An:",
        "Landratsamt Musterkreis, Jugendamt, Musterstraße 1, 08056 Musterstadt",
        "zur Anhörung mit Schreiben vom 2. August 2027",
        "vom 1. September 2027 bis zum 31. Dezember 2027 um insgesamt 18.000,00 €",
        "sollen erstattet werden",
        "☐ Wir verzichten darauf, vor dem Erlass des Bescheids angehört zu werden (§ 24 SGB X).",
        "☐ Wir stimmen der beabsichtigten Minderung zu",
        "bis zum 20. August 2027 zurück",
    ):
        assert part in text


def test_no_answer_to_a_hearing_that_was_waived() -> None:
    papers = word_papers(outcome(), state=replace(COMPLETE, hearing_waived=date(2027, 8, 1)))
    assert "anhoerungserklaerung/J1-M.docx" not in papers
    assert "rechtsbehelfsverzicht/J1-M.docx" in papers


def test_without_the_day_of_posting_the_answer_is_not_ready() -> None:
    found = {gap.what for gap in gaps(outcome()) if gap.paper == "anhoerungserklaerung/J1-M"}
    assert "Tag der Aufgabe zur Post (Anhörung)" in found


def test_the_waiver_names_its_notice_and_can_only_be_declared_afterwards() -> None:
    text = form("rechtsbehelfsverzicht/J1-M")
    assert "gegen den 1. Änderungsbescheid vom 26. August 2027 zum Zuwendungsbescheid vom 10. Dezember 2026" in text
    assert "Der Bescheid ist uns am ____________________ bekannt gegeben worden." in text
    assert "erst nach der Bekanntgabe des Bescheids möglich" in text
    assert "erstatten" not in text


def test_the_call_for_money_shows_what_the_district_grants_by_source_and_year() -> None:
    text = form("mittelabruf/J1-K1")
    assert "zum Zuwendungsbescheid vom 26. August 2027" in text
    assert "20 Wochenstunden, vom 1. September 2027 bis zum 31. Dezember 2027" in text
    assert "Haushaltsjahr Mittelgeber bewilligt bereits abgerufen hiermit abgerufen" in text
    assert "2027 Landkreis Musterkreis" in text
    assert "2027 Stadt Glauchau" not in text


def test_a_form_holds_nothing_of_anybody_else() -> None:
    names = {"T1": "Jugendhaus Eins e. V.", "T2": "Träger Zwei e. V.", "T3": "Drei gGmbH"}
    for paper, own in (("anhoerungserklaerung/J1-M", "T1"), ("rechtsbehelfsverzicht/J1-M", "T1"),
                       ("mittelabruf/J1-K1", "T2"), ("mittelabruf/J1-K2", "T3")):  # fmt: skip
        text = form(paper)
        assert {key for key, name in names.items() if name in text} == {own}


def test_a_form_with_another_amount_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    right = form_fields.amount_fields
    monkeypatch.setattr(form_fields, "amount_fields", lambda *given: right(*given) | {"betrag": "18.000,01 €"})
    with pytest.raises(CheckFailed, match="anhoerungserklaerung"):
        form("rechtsbehelfsverzicht/J1-M")
