"""The figures of whole processes and files: the command and its imports, the long workbook, memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from openpyxl import load_workbook

from benchmarks.clock import in_turn
from benchmarks.districts import SCENARIO, M, S, Size, district, long_workbook
from benchmarks.figures import DEMO, EXAMPLE, LARGE, Figure
from optimizer import make_plan, read_workbook

_SIZES: Final[dict[str, Size]] = {S.name: S, M.name: M}
_SITE: Final = """
import sys
from optimizer.cli import main
sys.argv = ["staffelstab", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
own = sys.stdlib_module_names | {"optimizer", "__main__"}
print("LIBRARIES", *sorted({name.partition(".")[0] for name in sys.modules} - own))
"""


def command() -> Figure:
    """The command `plan` on the example, the whole process ÷ a process that only imports the libraries it loads."""
    with TemporaryDirectory() as folder:
        words = ["plan", str(EXAMPLE), "--szenario", DEMO, "--out", str(Path(folder) / "out")]
        said = _python("-c", _SITE, *words)
        libraries = said.rpartition("LIBRARIES ")[2].split()
        known = [name for name in libraries if not name.startswith("_") and _can_import(name)]
        times = in_turn(
            lambda: _python("-m", "optimizer.cli", *words),
            lambda: _python("-c", f"import {', '.join(known)}"),
            pairs=5,
            seconds=40,
        )
    return Figure("Befehl „plan“ ÷ Import seiner Bibliotheken", "Beispiel", 4, times, f"importiert: {', '.join(known)}")


def long_read(*, rows: int = 20_000, pairs: int = 3) -> Figure:
    """Reading and checking a long workbook ÷ one full read of its cells with openpyxl."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lang.xlsx"
        count = long_workbook(path, rows)
        times = in_turn(lambda: read_workbook(path), lambda: _all_cells(path), pairs=pairs, seconds=60)
    return Figure("Mappe lesen und prüfen ÷ Lesen mit openpyxl", f"{count} Zeilen", 3, times)


def memory(on: str) -> str:
    """Peak memory of a process that makes one plan: „Beispiel“, „S“ or „M“, the latter with lot rules off."""
    kilobytes = _python("-m", "benchmarks", "--memory", on).split()
    return f"{int(kilobytes[-1]) / 1024:.0f} MB" if kilobytes[-1].isdigit() else "auf diesem System nicht messbar"


def print_own_memory(on: str) -> None:
    """In the process that is measured: plan, then print the peak in kilobytes."""
    if on in _SIZES:
        make_plan(district(_SIZES[on], 1, lots=False), SCENARIO)
    else:
        make_plan(read_workbook(EXAMPLE), LARGE)
    print(_peak() or "-")


def _peak() -> int | None:
    """Kilobytes; None where the system does not tell. Linux counts `ru_maxrss` from before a process was itself."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _all_cells(path: Path) -> int:
    book = load_workbook(path, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def _can_import(name: str) -> bool:
    return not subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode


def _python(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def files() -> list[Callable[[], Figure]]:
    """The figures of this page."""
    return [command, long_read]
