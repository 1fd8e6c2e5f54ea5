"""Makes `data/beispiel.xlsx` out of the tables: `python -m data.make_example [TARGET]`.

The same tables give the same bytes on every run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from data.book import write
from data.sheets import sheets

EXAMPLE: Final = Path(__file__).parent / "beispiel.xlsx"


def make(target: Path = EXAMPLE) -> Path:
    """Write the example workbook to `target` and return it."""
    write(sheets(), target)
    return target


if __name__ == "__main__":
    print(make(*map(Path, sys.argv[1:2])))
