"""The collection of hostile workbooks that lies beside the project, where it does: every one gets its answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.workbook.reader import check_workbook, read_workbook

COLLECTION = Path(__file__).parents[2].parent / "shared" / "hostile"
WITHOUT_EVENTS = "kein-ereignis.xlsx"


@pytest.mark.skipif(not COLLECTION.exists(), reason="the collection lies beside the project of its makers only")
def test_every_hostile_workbook_gets_its_answer() -> None:
    for case in json.loads((COLLECTION / "manifest.json").read_text("utf-8")):
        problems, notices = check_workbook(COLLECTION / case["file"])
        told = "\n".join(map(str, problems))
        if case["file"] == WITHOUT_EVENTS:
            assert case["scenario"] not in read_workbook(COLLECTION / case["file"]).scenarios
        elif case["exit"] is None:
            assert problems or notices, case["file"]
        else:
            assert bool(problems) == (case["exit"] == 1), case["file"]
            assert all(word in told for word in case["must_name"]), (case["file"], told)


@pytest.mark.skipif(not COLLECTION.exists(), reason="the collection lies beside the project of its makers only")
def test_every_file_that_is_no_workbook_of_ours_is_refused() -> None:
    for case in json.loads((COLLECTION / "files.json").read_text("utf-8")):
        problems, _ = check_workbook(COLLECTION / "files" / case["file"])
        accepted = {problem.found for problem in problems} <= {"das Blatt fehlt", "die Spalte fehlt"}
        assert problems, case["file"]
        assert not (case["expect"] == "reject" and accepted), case["file"]
