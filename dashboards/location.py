"""Where the example lies, and where the database does when nobody says otherwise. No streamlit."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from optimizer import example_workbook

DATABASE: Final = "staffelstab.sqlite"
SETTING: Final = "STAFFELSTAB_DB"


def example() -> Path | None:
    """The example workbook of a clone, or the one that was installed with the program; None where there is neither."""
    return example_workbook()


def databases() -> tuple[str, ...]:
    """The setting alone; else a file beside the example of a clone, then one in the person's own folder."""
    if chosen := os.environ.get(SETTING):
        return (chosen,)
    beside = example()
    near = beside is not None and beside.parent.name == "data" and os.access(beside.parent, os.W_OK)
    folder = _own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return (*((str(beside.parent / DATABASE),) if beside and near else ()), str(folder / DATABASE))


def _own_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Staffelstab"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "staffelstab"
