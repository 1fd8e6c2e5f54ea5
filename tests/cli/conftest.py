"""What one run of the command leaves, for all who only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.words import EXAMPLE, SCENARIO, run


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run on the example leaves."""
    out = tmp_path_factory.mktemp("plan") / "out"
    assert run("plan", EXAMPLE, "--szenario", SCENARIO, "--out", out, "--lp", out / "modell.lp") == 0
    return out
