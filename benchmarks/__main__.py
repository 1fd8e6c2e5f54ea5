"""What the claims of speed rest on: `python -m benchmarks` prints every figure beside its target, and ends by itself.

`--schnell` leaves out the two long ones, explanations and lot rules; `--memory` is for the program's own use.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from benchmarks import process, table
from benchmarks.figures import Figure, plans


def main(words: list[str] | None = None) -> int:
    """Print the table, each row as soon as it is measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--schnell", action="store_true", help="ohne die langen Messungen: Erklärungen und Losregeln")
    parser.add_argument("--memory", metavar="FALL", help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if chosen.memory:
        process.print_own_memory(chosen.memory)
        return 0
    start = time.monotonic()
    print(table.HEAD, flush=True)
    show(*process.files(), *plans(chosen.schnell))
    for on in ("Beispiel", "S", "M"):
        print(f"| Spitzenspeicher eines Plans, ganzer Prozess | {on} | {process.memory(on)} | | | | | |", flush=True)
    print(f"\nPython {sys.version.split()[0]}, {sys.platform}, {time.monotonic() - start:.0f} s.")
    return 0


def show(*figures: Callable[[], Figure]) -> None:
    """Measure and print one row after the other."""
    for figure in figures:
        print(table.line(figure()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
