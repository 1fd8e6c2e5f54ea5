"""The example workbook, which a clone has in `data/` and an installed program beside this module (see pyproject)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from optimizer.model.errors import UnreadableFile

NAME: Final = "beispiel.xlsx"


def example_workbook() -> Path | None:
    """Where the example lies; None where it was taken away."""
    here = Path(__file__).resolve()
    places = (here.parents[2] / "data" / NAME, here.with_name(NAME))
    return next((place for place in places if place.is_file()), None)


def example_bytes() -> bytes:
    """The example as a file to work with. Raises `UnreadableFile` where it was taken away."""
    place = example_workbook()
    if place is None:
        raise UnreadableFile("Die Beispielmappe fehlt; bitte das Programm neu installieren.")
    return place.read_bytes()
