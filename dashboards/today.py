"""What day it is in the office. No streamlit."""

from __future__ import annotations

import os
from datetime import date
from typing import Final

SETTING: Final = "STAFFELSTAB_HEUTE"
"""Another day, such as `2027-08-20`, for training with the example and for tests."""


def today() -> date:
    """The machine's day, or the one of the setting; a setting that is no day is left aside."""
    try:
        return date.fromisoformat(os.environ.get(SETTING, ""))
    except ValueError:
        return date.today()  # noqa: DTZ011 -- the office's own day
