"""The notebooks run from top to bottom, know the program by its public names alone, and are stored without results."""

from __future__ import annotations

import ast
import base64
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import optimizer

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = {"der-kleinste-fall": 1, "was-waere-wenn": 3}


def test_the_two_notebooks_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(PICTURES)


def read(path: Path) -> nbformat.NotebookNode:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    return book


def code(book: nbformat.NotebookNode) -> str:
    lines = [line for cell in book.cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    return "\n".join(line for line in lines if not line.startswith("%"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_results(path: Path) -> None:
    for cell in read(path).cells:
        assert cell.cell_type == "markdown" or (not cell.outputs and cell.execution_count is None)
        assert not cell.metadata


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_the_public_names_alone(path: Path) -> None:
    used: set[str] = set()
    for node in ast.walk(ast.parse(code(read(path)))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [module for module in modules if module.startswith("optimizer.") or module == "data"]
        if isinstance(node, ast.ImportFrom) and node.module == "optimizer":
            used |= {alias.name for alias in node.names}
    assert {"make_plan", "read_workbook"} <= used <= set(optimizer.__all__)


RUN = """
import sys
import nbformat
from nbclient import NotebookClient

book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, kernel_name="python3", timeout=60, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(book, sys.argv[3])
"""
"""In a process of its own: what the kernel's sockets leave behind is none of the other tests' business."""


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_draws(path: Path, tmp_path: Path) -> None:
    done = tmp_path / path.name
    folders = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
    places = {name: str(tmp_path / name.lower()) for name in folders} | {"PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(path.parent), str(done)],
        env=os.environ | places,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )
    assert not answer.returncode, answer.stderr[-3000:]
    outputs = [output for cell in read(done).cells for output in cell.get("outputs", ())]
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    pictures = [
        base64.b64decode(output.data["image/png"]) for output in outputs if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == PICTURES[path.stem]
    assert all(len(picture) > 10_000 for picture in pictures)
