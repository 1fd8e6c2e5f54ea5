"""Which script makes which template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from optimizer.papers.template_maker import (
    abwaegung,
    anhoerung,
    beschlussvorlage,
    beteiligung,
    bewilligung,
    minderung,
    vertrag,
    vordrucke,
)
from optimizer.papers.template_maker.paper import Paper

FOLDER: Final = Path(__file__).parent.parent / "vorlagen"
TEMPLATES: Final[Mapping[str, Callable[[], Paper]]] = {
    "abwaegung": abwaegung.paper,
    "anhoerung": anhoerung.paper,
    "beschlussvorlage": beschlussvorlage.paper,
    "beteiligung": beteiligung.paper,
    "minderung": minderung.paper,
    "erhoehung": lambda: bewilligung.paper(first=False),
    "zuwendung": lambda: bewilligung.paper(first=True),
    "vertrag": vertrag.paper,
    "anhoerungserklaerung": vordrucke.hearing_answer,
    "rechtsbehelfsverzicht": vordrucke.waiver,
    "mittelabruf": vordrucke.payment_call,
}


def make_all(folder: Path = FOLDER) -> None:
    """Write every template into a folder."""
    for name, paper in TEMPLATES.items():
        (folder / f"{name}.docx").write_bytes(paper().saved())
