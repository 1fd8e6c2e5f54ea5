"""The command as a clerk or a script meets it: words in, files, German sentences and exit codes out."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

import optimizer
from optimizer.program.in_pulp import InPulp
from tests.cli.words import EXAMPLE, SCENARIO, run


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """The example with a change, as somebody might save it."""

    def make(change: Callable[[Any], None]) -> Path:
        book = openpyxl.load_workbook(EXAMPLE)
        change(book)
        place = tmp_path / "geändert.xlsx"
        book.save(place)
        return place

    return make


def header(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


def put(sheet: Any, row: int, column: str, value: object) -> None:
    sheet.cell(row, header(sheet).index(column) + 1).value = value


def add_row(sheet: Any, **values: object) -> None:
    names = header(sheet)
    row = sheet.max_row + 1
    for name, value in values.items():
        sheet.cell(row, names.index(name) + 1).value = value


def test_plan_writes_plan_workbook_and_drafts(planned: Path) -> None:
    names = {path.relative_to(planned).as_posix() for path in planned.rglob("*") if path.is_file()}
    assert {"plan.json", "plan.xlsx", "modell.lp"} <= names
    assert any(name.startswith("bescheide/") and name.endswith(".docx") for name in names)
    made = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    assert made["scenario"] == SCENARIO
    assert made["verified"] is True
    assert "Minimize" in (planned / "modell.lp").read_text(encoding="utf-8")


def test_the_same_again_gives_the_same_bytes(planned: Path, tmp_path: Path) -> None:
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path) == 0
    assert (tmp_path / "plan.json").read_bytes() == (planned / "plan.json").read_bytes()


def test_both_solvers_say_the_same_but_for_their_name(planned: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyscipopt")
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path, "--solver", "scip") == 0
    here, there = (json.loads((place / "plan.json").read_text(encoding="utf-8")) for place in (planned, tmp_path))
    assert here.pop("solver").startswith("HiGHS")
    assert there.pop("solver").startswith("SCIP")
    assert here == there


def test_an_earlier_plan_can_be_named(planned: Path, tmp_path: Path) -> None:
    plan = planned / "plan.json"
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "neu", "--bisher", plan) == 0


def test_audit_of_a_right_and_of_a_tampered_plan(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", EXAMPLE, planned / "plan.json") == 0
    assert "besteht die Nachprüfung" in capsys.readouterr().out
    made = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    dearer = copy.deepcopy(made)
    dearer["handovers"][0]["funding"][0]["cents"] += 1
    for wrong, rule in ((dearer, "cost_balance"), (made | {"verified": False}, "verified")):
        (tmp_path / "plan.json").write_text(json.dumps(wrong), encoding="utf-8")
        assert run("audit", EXAMPLE, tmp_path / "plan.json") == 4
        assert rule in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "gibt es nicht"), ("{}", "keine plan.json"), ("kein JSON", "keine plan.json"), ("[1]", "keine plan.json")],
)
def test_a_plan_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "plan.json").write_text(content, encoding="utf-8")
    assert run("audit", EXAMPLE, tmp_path / "plan.json") == 1
    assert said in capsys.readouterr().err


def test_exit_1_names_every_wrong_cell_and_writes_nothing(
    tmp_path: Path, changed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(book: Any) -> None:
        put(book["Finanzierung"], 2, "Bewilligt", -1)
        put(book["Angebote"], 3, "Wochenstunden", 0)

    book = changed(spoil)
    assert run("plan", book, "--szenario", SCENARIO, "--out", tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert "Finanzierung!" in said
    assert "Angebote!" in said
    assert "2 Fehler" in said
    assert not (tmp_path / "out").exists()
    assert run("pruefen", book) == 1


@pytest.mark.parametrize("mark", ["false", "true", 1, 0, None, [True]])
def test_a_plan_whose_mark_is_neither_true_nor_false(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: object
) -> None:
    made = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(made | {"verified": mark}), encoding="utf-8")
    assert run("audit", EXAMPLE, tmp_path / "plan.json") == 1
    assert "keine plan.json" in capsys.readouterr().err


def test_pruefen_also_works_out_every_scenario(changed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def twice(book: Any) -> None:
        sheet = book["Ereignisse"]
        for cell in sheet[2]:
            sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value

    assert run("pruefen", changed(twice)) == 1
    said = capsys.readouterr().err
    assert "Ereignisse" in said


def test_pruefen_of_a_good_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pruefen", EXAMPLE) == 0
    assert "ist in Ordnung: 33 Kommunen" in capsys.readouterr().out


def test_exit_1_for_a_scenario_that_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", EXAMPLE, "--szenario", SCENARIO + "r", "--out", tmp_path / "out") == 1
    assert f"„{SCENARIO}“" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_a_scenario_all_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", EXAMPLE, "--out", tmp_path / "out") == 2
    missing = capsys.readouterr().err
    assert run("szenarien", EXAMPLE) == 0
    listed = capsys.readouterr().out
    assert SCENARIO in listed
    assert listed.rstrip() in missing


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan"], "Es fehlt: DATEI."),
        (["plan", "x.xlsx", "--solver", "cbc"], "„cbc“ gibt es nicht; möglich ist: highs, scip."),
        (["plan", "x.xlsx", "--zeit", "bald"], "„bald“ ist keine Zahl von Sekunden"),
        (["plan", "x.xlsx", "--zeit", "-1"], "„-1“ ist keine Zahl von Sekunden"),
        (["plan", "x.xlsx", "--zeit", "inf"], "„inf“ ist keine Zahl von Sekunden"),
        (["plan", "x.xlsx", "--out"], "--out: Hier fehlt der Wert."),
        (["plan", "x.xlsx", "--szen", "S"], "Unbekannte Angabe: --szen S."),
        (["pruefen", "a.xlsx", "b.xlsx"], "Unbekannte Angabe: b.xlsx."),
        (["planen"], "„planen“ gibt es nicht"),
        (["plan", ""], "DATEI: Hier fehlt der Name."),
        (["plan", "x.xlsx", "--out", ""], "--out: Hier fehlt der Name."),
        (["vorlage", "neu"], "endet nicht auf .xlsx"),
        (["papiere", "angaben", "x.xlsx", "plan.json"], "Aufruf: staffelstab papiere angaben"),
        (["start", "--port", "0"], "„0“ ist kein Anschluss"),
        (["sicherung", "kopie.sqlite"], "Es fehlt: --name."),
        (["vergessen", "Kim", "--name", ""], "--name: Hier fehlt der Name."),
    ],
)
def test_exit_2_says_in_german_what_is_missing(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Aufruf: staffelstab" in error
    assert "usage" not in error


def test_exit_2_without_a_target(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", EXAMPLE, "--szenario", SCENARIO) == 2
    assert "--out ORDNER" in capsys.readouterr().err


def test_exit_3_says_which_pins_contradict(tmp_path: Path, changed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def pin(book: Any) -> None:
        plan = optimizer.make_plan(optimizer.read_workbook(EXAMPLE), SCENARIO).plan
        capacity = plan.handovers[0].capacity
        row = {"Szenario": SCENARIO, "Ereignis": plan.outages[0].offering, "Kapazität": capacity, "Art": "mindestens"}
        add_row(book["Vorgaben"], **row, Wochenstunden=500)

    assert run("plan", changed(pin), "--szenario", SCENARIO, "--out", tmp_path / "out") == 3
    assert "Vorgabe" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_exit_4_for_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(optimizer, "read_workbook", broken, raising=False)
    assert run("pruefen", EXAMPLE) == 4
    said = capsys.readouterr().err
    assert "Fehler des Programms" in said
    assert "Traceback" not in said
    assert run("--debug", "pruefen", EXAMPLE) == 4
    assert "Traceback" in capsys.readouterr().err
    assert run("pruefen", EXAMPLE, "--debug") == 4


def test_a_plan_that_pulp_does_not_confirm_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(InPulp, "holds", lambda _: False)
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out") == 4
    assert "PuLP bestätigt den Plan nicht" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_interrupted_by_hand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(optimizer, "read_workbook", interrupted, raising=False)
    assert run("pruefen", EXAMPLE) == 130
    assert "Abgebrochen" in capsys.readouterr().err


def test_exit_5_when_the_target_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mein Text", encoding="utf-8")
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out") == 5
    assert "Ordner" in capsys.readouterr().err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mein Text"


def test_exit_5_when_the_workbook_lies_where_a_result_belongs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An office that calls its workbook plan.xlsx and wants the results beside it keeps its workbook."""
    book = Path(shutil.copy(EXAMPLE, tmp_path / "plan.xlsx"))
    assert run("plan", book, "--szenario", SCENARIO, "--out", tmp_path) == 5
    assert "plan.xlsx“ ist nicht als Ergebnis" in capsys.readouterr().err
    assert book.read_bytes() == EXAMPLE.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_folder_where_a_file_belongs(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["pruefen", tmp_path], ["audit", EXAMPLE, tmp_path], ["audit", tmp_path, planned / "plan.json"]):
        assert run(*words) == 1
        assert "lässt sich nicht lesen (das ist ein Ordner)" in capsys.readouterr().err


def test_exit_6_when_time_is_too_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--zeit", "0,000001"]
    assert run(*words) == 6
    assert capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_papers_beside_a_plan_leave_the_plan_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", out) == 0
    plan = (out / "plan.json").read_bytes()
    assert run("papiere", EXAMPLE, out / "plan.json", "--out", out) == 0
    assert (out / "plan.json").read_bytes() == plan
    assert {"bescheidliste.xlsx", "kalender.ics", "plan.xlsx"} <= {path.name for path in out.iterdir()}
    assert "Offen: " in capsys.readouterr().err


def test_papers_with_all_entries_confirmed_lose_entwurf(
    changed: Callable[[Callable[[Any], None]], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the workbook to papers that may leave the house, by the command line alone."""

    def complete(book: Any) -> None:
        for name in ("Unterzeichnung", "Kasse", "Verwendungsnachweis bis"):
            book["Behörde"].append([name, "Muster"])

    book, out, entries = changed(complete), tmp_path / "out", tmp_path / "angaben.toml"
    assert run("plan", book, "--szenario", SCENARIO, "--out", out) == 0
    assert run("papiere", "angaben", book, out / "plan.json", entries) == 0
    text = entries.read_text(encoding="utf-8")
    said = (("Freigegeben", "alle"), ("bestätigt von", "Frau Muster"), ("Träger", "T-07"))
    deadlines = (("Rückmeldung der Kommune bis", "10.09.2027"), ("Rückforderung fällig am", "30.09.2027"))
    for name, value in (*said, *deadlines):
        text = text.replace(f'"{name}" = ""', f'"{name}" = "{value}"')
    text = re.sub('("A-.*?") = ""', r'\1 = "Verzicht"', text)
    text = text.replace('"Text" = ""', '"Text" = "Geprüft."').replace(' = ""', ' = "30.08.2027"')
    entries.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run("papiere", book, out / "plan.json", "--out", out, "--angaben", entries) == 0
    assert "Offen: " not in capsys.readouterr().err
    for paper in (out / "bescheide").iterdir():
        assert "ENTWURF" not in " ".join(header.text for header in headers(paper))


def headers(paper: Path) -> list[Any]:
    sections = docx.Document(str(paper)).sections
    return [line for row in sections for part in (row.header, row.first_page_header) for line in part.paragraphs]


def test_wrong_entries_for_papers_end_with_1_and_an_entry_file_is_never_overwritten(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = tmp_path / "angaben.toml"
    words = ["papiere", EXAMPLE, planned / "plan.json", "--out", tmp_path / "out", "--angaben", entries]
    assert run(*words) == 1
    assert run("papiere", "angaben", EXAMPLE, planned / "plan.json", entries) == 0
    assert run("papiere", "angaben", EXAMPLE, planned / "plan.json", entries) == 5
    entries.write_text(entries.read_text(encoding="utf-8").replace("Gespräch am", "Gespräche am"), encoding="utf-8")
    capsys.readouterr()
    assert run(*words) == 1
    said = capsys.readouterr().err
    assert "angaben.toml, Gespräche am: unbekannter Name" in said
    assert "1 Fehler. Nichts wurde geschrieben." in said
    assert not (tmp_path / "out").exists()


def test_papers_of_a_plan_that_breaks_a_rule_are_never_drafted(planned: Path, tmp_path: Path) -> None:
    made = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    made["handovers"][0]["hours"] = "29"
    (tmp_path / "plan.json").write_text(json.dumps(made), encoding="utf-8")
    assert run("papiere", EXAMPLE, tmp_path / "plan.json", "--out", tmp_path / "papiere") == 4
    assert not (tmp_path / "papiere").exists()


def test_papers_of_a_plan_for_stetigkeit_know_the_earlier_plan(changed: Any, planned: Path, tmp_path: Path) -> None:
    def steady(book: Any) -> None:
        for row in book["Regeln"].iter_rows(min_row=2):
            if row[0].value == "Ziele":
                row[1].value = "Versorgung; Stetigkeit; Kosten"

    book, out, earlier = changed(steady), tmp_path / "out", planned / "plan.json"
    assert run("plan", book, "--szenario", SCENARIO, "--out", out, "--bisher", earlier) == 0
    words = ["papiere", book, out / "plan.json", "--out", out, "--erklaeren"]
    assert run(*words) == 2
    assert run(*words, "--bisher", earlier) == 0


def test_templates_of_a_district_are_looked_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built_in = Path(optimizer.__file__).parent / "papers" / "vorlagen"
    assert run("papiere", "pruefen", built_in) == 0
    (tmp_path / "minderung.docx").write_bytes(b"kein Word")
    assert run("papiere", "pruefen", tmp_path) == 1
    assert "minderung.docx" in capsys.readouterr().err
    assert run("papiere", "pruefen", tmp_path / "nirgends") == 1


def test_templates_that_are_no_folder(planned: Path, tmp_path: Path) -> None:
    words = ["papiere", EXAMPLE, planned / "plan.json", "--out", tmp_path / "out", "--vorlagen", tmp_path / "nirgends"]
    assert run(*words) == 2
    assert run(*words[:-1], EXAMPLE.parent) == 2
    assert not (tmp_path / "out").exists()


def test_the_example_to_try_things_with(tmp_path: Path) -> None:
    assert run("vorlage", tmp_path / "beispiel.xlsx", "--beispiel") == 0
    assert (tmp_path / "beispiel.xlsx").read_bytes() == EXAMPLE.read_bytes()
    assert run("vorlage", tmp_path / "beispiel.xlsx", "--beispiel") == 5


def test_an_empty_workbook_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "neu" / "vorlage.xlsx"
    assert run("vorlage", place) == 0
    assert "Ereignisse" in openpyxl.load_workbook(place).sheetnames
    first = place.read_bytes()
    assert run("vorlage", place) == 5
    assert "gibt es schon" in capsys.readouterr().err
    assert place.read_bytes() == first


def test_text_of_a_file_never_steers_the_terminal(changed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def hostile(book: Any) -> None:
        add_row(book["Ereignisse"], Szenario="\u202eböse\u200b", Art="Ausfall", Angebot="A-22", Von="01.09.2027")

    run("szenarien", changed(hostile))
    said = "".join(capsys.readouterr())
    assert "böse" in said
    assert "\u202e" not in said
    assert optimizer.cli.speech.harmless("a\x1b[31mb\nc") == "a�[31mb\nc"


def test_start_serves_this_machine_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[list[str]] = []

    def served(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(subprocess, "run", served)
    assert run("start", "--ohne-browser", "--port", 8765) == 0
    assert asked[0][1:4] == ["-m", "streamlit", "run"]
    assert Path(asked[0][4]).name == "app.py"
    assert {"--server.address=127.0.0.1", "--server.port=8765", "--server.headless=true"} <= set(asked[0])
    assert "http://127.0.0.1:8765" in capsys.readouterr().out


def test_start_ends_as_it_was_told_to(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stopped)
    assert run("start", "--ohne-browser", "--port", 8765) == 0
    assert "Beendet." in capsys.readouterr().out


def test_start_says_when_something_runs_there_already(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("start", "--port", taken.getsockname()[1]) == 2
    assert "läuft schon etwas" in capsys.readouterr().err


def test_help_answers_without_loading_anything_heavy() -> None:
    program = (
        "import sys; from optimizer.cli import main; code = main(['plan', '--hilfe'])\n"
        "print(code, {'pandas', 'pulp', 'openpyxl', 'numpy', 'streamlit'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    assert answer.stdout.splitlines()[-1] == "0 set()"
    assert "Aufruf: staffelstab plan" in answer.stdout


def test_a_console_that_lacks_letters_shows_question_marks() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "optimizer.cli", "pruefen", "nirgends.xlsx"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert answer.returncode == 1
    assert b"?nirgends.xlsx? gibt es nicht" in answer.stderr
