"""`--lp`: the model that was solved, in a file that takes nobody's place."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.words import EXAMPLE, SCENARIO, run


def test_exit_5_when_the_lp_file_is_a_folder_that_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "modelle").mkdir()
    (tmp_path / "modelle" / "alt.lp").write_text("von früher", encoding="utf-8")
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--lp", tmp_path / "modelle"]
    assert run(*words) == 5
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["alt.lp", "modelle"]


def test_exit_5_leaves_no_lp_file_behind(tmp_path: Path) -> None:
    (tmp_path / "out" / "plan.json").mkdir(parents=True)
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--lp", tmp_path / "modell.lp"]
    assert run(*words) == 5
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "plan.json"]


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """The example as an office keeps it: its only copy."""
    (tmp_path / "amt").mkdir()
    return Path(shutil.copy(EXAMPLE, tmp_path / "amt" / "mappe.xlsx"))


def _as_it_is(place: Path) -> Path:
    return place


def _spelt_otherwise(place: Path) -> Path:
    return place.parent / ".." / place.parent.name / place.name


def _by_a_link(place: Path) -> Path:
    (place.parent / "verknüpft.lp").symlink_to(place)
    return place.parent / "verknüpft.lp"


def _under_a_second_name(place: Path) -> Path:
    os.link(place, place.parent / "zweiter.lp")
    return place.parent / "zweiter.lp"


@pytest.mark.parametrize(
    "named",
    [
        _as_it_is,
        _spelt_otherwise,
        pytest.param(_by_a_link, marks=pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")),
        _under_a_second_name,
    ],
)
def test_exit_2_when_the_lp_file_is_the_workbook_itself(
    own_copy: Path, capsys: pytest.CaptureFixture[str], named: Callable[[Path], Path]
) -> None:
    lp, before = named(own_copy), own_copy.read_bytes()
    out = own_copy.parent / "out"
    assert run("plan", own_copy, "--szenario", SCENARIO, "--out", out, "--lp", lp) == 2
    assert "die gelesen wird" in capsys.readouterr().err
    assert own_copy.read_bytes() == lp.read_bytes() == before
    assert not out.exists()


def test_exit_2_when_the_lp_file_is_the_earlier_plan(planned: Path, tmp_path: Path) -> None:
    earlier = Path(shutil.copy(planned / "plan.json", tmp_path / "bisher.json"))
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--bisher", earlier, "--lp", earlier]
    assert run(*words) == 2
    assert earlier.read_bytes() == (planned / "plan.json").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "plan.json",
        "plan.xlsx",
        "PLAN.JSON",
        "x/../plan.json",
        "bescheide/1.docx",
        ".staffelstab.json",
        "plan.json/x",
        ".",
    ],
)
def test_exit_2_when_the_lp_file_is_the_place_of_a_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--lp", f"{tmp_path / 'out'}/{name}"]
    assert run(*words) == 2
    assert "Platz eines Ergebnisses" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_exit_2_when_the_lp_file_among_the_results_has_a_name_that_windows_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", out, "--lp", out / "nul.lp") == 2
    assert "kein Name für eine Ergebnisdatei: 'nul.lp'" in capsys.readouterr().err
    assert not out.exists()


def test_an_lp_file_replaces_an_earlier_one_and_no_other_file(tmp_path: Path) -> None:
    words = ["plan", EXAMPLE, "--szenario", SCENARIO, "--out", tmp_path / "out", "--lp"]
    lp, letter = tmp_path / "modell.lp", tmp_path / "brief.docx"
    assert run(*words, lp) == run(*words, lp) == 0
    letter.write_bytes(b"an das Amt")
    assert run(*words, letter) == 5
    assert letter.read_bytes() == b"an das Amt"
