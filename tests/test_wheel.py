"""The wheel carries all that an installed program needs; nothing is fetched to build it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = "optimizer/workbook/beispiel.xlsx"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installed program, far from the clone."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


def test_the_example_goes_into_the_wheel_from_its_one_place() -> None:
    target = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert target["wheel"]["force-include"] == {"data/beispiel.xlsx": EXAMPLE}
    assert (ROOT / "data" / "beispiel.xlsx").is_file()
    assert not (ROOT / EXAMPLE).exists()


def test_a_wheel_holds_every_file_that_is_no_code(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    kept = subprocess.run(["git", "ls-files", "optimizer", "dashboards"], cwd=ROOT, check=True, capture_output=True)
    assert set(kept.stdout.decode().split()) | {EXAMPLE} <= names


def test_an_installed_program_has_the_example_and_plans_it(unpacked: Path, tmp_path: Path) -> None:
    """With the libraries of this environment, and without the clone."""
    script = (
        "import sys; sys.path[:] = [row for row in sys.path if row.rstrip(chr(47)) != sys.argv[1]];"
        "sys.path.insert(0, sys.argv[2]);"
        "import optimizer; from optimizer.cli import main; from dashboards import location;"
        "assert optimizer.__file__.startswith(sys.argv[2]) and str(location.example()).startswith(sys.argv[2]);"
        "words = ['plan', 'mappe.xlsx', '--szenario', optimizer.read_workbook(location.example()).scenarios[0]];"
        "sys.exit(main(['vorlage', 'mappe.xlsx', '--beispiel']) or main([*words, '--out', 'out']))"
    )
    command = [sys.executable, "-P", "-c", script, str(ROOT), str(unpacked)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "out" / "plan.json").is_file()
