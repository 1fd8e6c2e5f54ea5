"""The house keeps its rooms: who may import whom, and what may never be committed."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
API = "optimizer"
"""The public API: the names that `optimizer/__init__.py` offers."""

MAY_IMPORT: dict[str, set[str]] = {
    "model": {"model"},
    "workbook": {"model", "workbook"},
    "cases": {"model", "cases"},
    "program": {"model", "cases", "program"},
    "plans": {"model", "cases", "plans"},
    "plans, solver step": {"model", "cases", "program", "plans", "plans, solver step", "plans, audit"},
    "plans, audit": {"model", "plans, audit"},
    "insight": {"model", "workbook", "cases", "program", "plans", "plans, solver step", "plans, audit", "insight"},
    "papers": {"model", "plans", "plans, audit", "papers"},
    "store": {"model", "plans", "plans, audit", "store"},
    "cli": {API, "cli"},
    "dashboards": {API, "dashboards"},
    "notebooks": {API},
}
SOLVER_STEP = {"cents", "confirming", "pins", "planner", "reached", "solving", "ways_out"}
"""The modules of `plans` that turn to the program or solver."""

HOME_OF_LIBRARY = {
    "pulp": {"program"},
    "highspy": {"program"},
    "pyscipopt": {"program"},
    "streamlit": {"dashboards"},
    "plotly": {"dashboards"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "openpyxl": {"workbook", "papers"},
    "xlsxwriter": {"workbook", "papers"},
    "docx": {"papers"},
    "lxml": {"papers", "workbook"},
}


def room_of(module: str) -> str:
    """The room of the house in which a module lies: `optimizer.plans.audit_case` → `plans, audit`."""
    parts = module.split(".")
    if parts[0] != "optimizer" or len(parts) == 1:
        return parts[0]
    if parts[1] == "plans" and len(parts) > 2:
        if parts[2].startswith("audit"):
            return "plans, audit"
        return "plans, solver step" if parts[2] in SOLVER_STEP else "plans"
    return parts[1]


def sources() -> Iterator[tuple[str, Path]]:
    for package in ("optimizer", "dashboards"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if name != "optimizer":
                yield name, path


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the room"
            assert node.module
            yield node.module
            for alias in node.names:  # from optimizer.plans import audit_lists
                if (ROOT / Path(*node.module.split("."), f"{alias.name}.py")).is_file():
                    yield f"{node.module}.{alias.name}"


MODULES = dict(sources())


@pytest.mark.parametrize("module", MODULES)
def test_every_module_imports_only_what_its_room_may(module: str) -> None:
    room = room_of(module)
    packages = {found for found in imports(MODULES[module]) if found not in {"optimizer.plans", "dashboards"}}
    own = {room_of(found) for found in packages if found.split(".")[0] in {"optimizer", "dashboards"}}
    assert own <= MAY_IMPORT[room], f"{module} ({room}) imports from {sorted(own - MAY_IMPORT[room])}"


@pytest.mark.parametrize("module", MODULES)
def test_every_library_is_known_in_one_room_only(module: str) -> None:
    room = room_of(module).partition(",")[0]
    for found in imports(MODULES[module]):
        homes = HOME_OF_LIBRARY.get(found.split(".")[0])
        assert homes is None or room in homes, f"{module} imports {found}"


def test_the_table_can_fail() -> None:
    assert room_of("optimizer.plans.audit_money") == "plans, audit"
    assert "program" not in MAY_IMPORT["plans, audit"] | MAY_IMPORT["plans"] | MAY_IMPORT["papers"]
    assert {"optimizer.program.solver", "optimizer.model.plan"} <= set(imports(MODULES["optimizer.plans.planner"]))


def test_the_pages_leave_charts_free_of_streamlit() -> None:
    charts = ROOT / "dashboards" / "charts.py"
    assert not charts.exists() or "streamlit" not in {name.split(".")[0] for name in imports(charts)}


def test_every_name_of_the_public_api_is_there() -> None:
    import optimizer

    assert sorted(optimizer.__all__) == list(optimizer.__all__)
    assert set(optimizer.__all__) == set(optimizer._HOME)
    for name in optimizer.__all__:
        assert getattr(optimizer, name) is not None


def tracked_files() -> list[Path]:
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if answer.returncode:
        pytest.skip("no clone")
    return [ROOT / name for name in answer.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    hosts = ["py" + "pi.org", "pythonhos" + "ted", "registry.npm" + "js", "deb.deb" + "ian"]
    folders = ["/" + name + "/" for name in ("work", "root", "farm")] + [
        "/opt/" + name for name in ("wheels", "py" + "pi")
    ]
    pattern = re.compile("|".join(map(re.escape, [*hosts, *folders])).encode())
    guilty = {
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked_files()
        for match in pattern.finditer(path.read_bytes())
    }
    assert not guilty
