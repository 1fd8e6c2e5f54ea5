"""`staffelstab erklaeren` as a clerk meets it, and `plan --erklaeren`."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimizer.cli import main

EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"
SCENARIO = "Sechs Wochen Lohnfortzahlung im Kesselhaus"
SMALL = "Stiftung halbiert ihren Zuschuss zum Medienmobil"
DEMO = "Personalausfall Jugendclub Meerane ab September"


def explained(capsys: pytest.CaptureFixture[str], *words: object, scenario: str = SCENARIO) -> str:
    assert main(["erklaeren", str(EXAMPLE), "--szenario", scenario, *map(str, words)]) == 0
    return capsys.readouterr().out


def test_without_a_question_the_usual_ones_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys)
    titles = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert titles == ["Grenzwerte:", "Warum nicht?:", "Rangliste:", "Engpass:", "Alternativen:"]
    assert "1.000 € weniger" in text
    assert "Günstigste Abhilfe" in text
    assert "Abhilfe: " in text
    assert "1. K-" in text


def test_steps_are_said_in_german_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, "--was", "grenzwerte", "--geld", "1.500,50", "--stunden", "2,5")
    assert "1.500,50 € mehr" in text
    assert "2,5 Stunden weniger" in text


def test_a_comparison_is_text_and_a_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "vergleich.xlsx"
    words = ("--was", "vergleich", "--mit", "Tarifsteigerung drei Prozent", "--out", place)
    text = explained(capsys, *words, scenario=DEMO)
    assert "[1] Tarifsteigerung drei Prozent" in text
    assert load_workbook(place).sheetnames == ["Vergleich", "Szenarien"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kurve", "Versorgung gegen Kosten: "),
        ("abweichung", "Das Szenario hat keine Vorgaben."),
        ("gueltigkeit", "ohne Einfluss auf die Übergaben"),
        ("engpass", "Alle Stunden sind gedeckt."),
    ],
)
def test_single_questions(question: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in explained(capsys, "--was", question, scenario=SMALL)


def test_an_uncertain_end_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, "--was", "dauer", scenario="Unklare Rückkehr im Jugendclub Kirchberg")
    assert "Spätestens am 30.11.2027 muss feststehen" in text


def test_one_capacity_only(capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys, "--was", "warum-nicht", "--kapazitaet", "K-14").splitlines()
    assert [line for line in lines if "Ausfall" in line] == [
        line for line in lines if line.startswith("  Ausfall 1, K-14: ")
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--was", "unsinn"], "„unsinn“ gibt es nicht"),
        (["--ausfall", "7"], "Einen Ausfall 7 gibt es hier nicht"),
        (["--was", "stetigkeit"], "--bisher plan.json"),
        (["--was", "dauer"], "Bis früh"),
        (["--was", "kurve", "--ziele", "Kosten", "Schönheit"], "Schönheit"),
        (["--geld", "-5"], "keine Zahl über null"),
        (["--geld", "1/0"], "keine Zahl über null"),
        (["--zeit", "bald"], "keine Zahl von Sekunden"),
        (["--ausfall", "eins"], "keine Nummer eines Ausfalls"),
        (["--kapazitaet", "K-99"], "Eine Kapazität „K-99“ gibt es hier nicht"),
        (["--was", "vergleich", "--mit", "Nirgends"], "Ein Szenario „Nirgends“ gibt es nicht"),
        (["--was", "engpass", "--out", "vergleich.xlsx"], "dazu gehört --was vergleich"),
    ],
)
def test_wrong_words_end_with_2_and_a_german_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erklaeren", str(EXAMPLE), "--szenario", SCENARIO, *words]) == 2
    assert said in capsys.readouterr().err


def test_plan_erklaeren_fills_the_sheets_of_plan_xlsx(tmp_path: Path) -> None:
    words = ["plan", str(EXAMPLE), "--szenario", SMALL, "--out", str(tmp_path / "aus"), "--erklaeren"]
    assert main(words) == 0
    sheets = load_workbook(tmp_path / "aus" / "plan.xlsx").sheetnames
    assert {"Grenzwerte", "Alternativen"} <= set(sheets)
