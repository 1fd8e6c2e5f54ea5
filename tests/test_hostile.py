"""Files that try to break the program, where a corpus of them lies beside the clone (`../shared/hostile`)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from optimizer.cli import main

CORPUS = Path(__file__).parents[2] / "shared" / "hostile"


def entries(name: str) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads((CORPUS / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return found


@pytest.mark.parametrize("entry", entries("manifest.json"), ids=lambda entry: entry["file"])
def test_one_thing_wrong(entry: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code = main(["plan", str(CORPUS / entry["file"]), "--szenario", entry["scenario"], "--out", str(out)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    if entry["exit"] is None:  # accepted or refused, but the user is told
        assert code in {0, 1}
        assert said.err.strip()
    else:
        assert code == entry["exit"], said.err
    assert [name for name in entry["must_name"] if name not in said.err] == []
    assert out.exists() == (code == 0)
    assert {path.name for path in tmp_path.iterdir()} <= {"out"}


@pytest.mark.parametrize(
    "entry", [row for row in entries("files.json") if "xls" in row["file"]], ids=lambda entry: entry["file"]
)
def test_bombs_and_disguises(entry: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.process_time()
    code = main(["plan", str(CORPUS / "files" / entry["file"]), "--szenario", "S", "--out", str(tmp_path / "out")])
    taken = time.process_time() - began
    said = capsys.readouterr().err
    assert code == 1, said
    assert "Traceback" not in said
    assert "root:" not in said  # no file of this machine shows through
    assert taken < 5
    assert not list(tmp_path.iterdir())
    if entry["expect"] == "reject":
        assert len(said.strip().splitlines()) == 1  # one sentence
