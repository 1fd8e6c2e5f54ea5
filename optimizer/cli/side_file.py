"""The file that `--lp` asks for: it may replace an earlier model, and nothing else that anybody needs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESULTS: Final = ("plan.json", "plan.xlsx", "bescheide")
"""What a run of its own accord puts into the folder of results, drafts in the last."""
_HIDDEN: Final = ".staffelstab"
_MODEL_BEGINS: Final = b"\\*"


def refuse_lp(lp: Path, out: Path, inputs: tuple[Path, ...]) -> None:
    """Raise `UsageError` where `lp` is a file that is read or a result of the run, `TargetError` where it is foreign.

    What counts is the file that is meant, by whatever name, link or spelling of the path.
    """
    from optimizer import TargetError, UsageError

    if lp.is_dir():
        raise TargetError(f"„{lp}“ ist ein Ordner; --lp braucht den Namen einer Datei. Nichts wurde geschrieben.")
    for read in inputs:
        if lp.exists() and lp.samefile(read):
            raise UsageError(
                f"--lp: „{lp}“ ist die Datei „{read}“, die gelesen wird. Bitte einen anderen Namen wählen."
            )
    name = name_within(lp, out)
    if name is not None and _taken(name.casefold()):
        raise UsageError(f"--lp: „{lp}“ ist der Platz eines Ergebnisses. Bitte einen anderen Namen wählen.")
    if lp.is_file() and not _is_model(lp):
        raise TargetError(
            f"„{lp}“ gibt es schon, ist keine LP-Datei und bleibt deshalb, wie sie ist. "
            "Bitte einen anderen Namen wählen. Nichts wurde geschrieben."
        )


def name_within(lp: Path, out: Path) -> str | None:
    """The name of `lp` among the results in `out`, with `/`; None where it lies elsewhere."""
    place, folder = lp.resolve(), out.resolve()
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else None


def _taken(name: str) -> bool:
    return name == "." or name.partition("/")[0] in RESULTS or name.startswith(_HIDDEN)


def _is_model(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return file.read(len(_MODEL_BEGINS)) in (b"", _MODEL_BEGINS)
    except OSError:
        return False
