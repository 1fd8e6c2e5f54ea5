"""Words given to the command, and the example they are about."""

from __future__ import annotations

from pathlib import Path

from optimizer.cli import main

EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"
SCENARIO = "Personalausfall Jugendclub Meerane ab September"


def run(*words: object) -> int:
    return main([str(word) for word in words])
