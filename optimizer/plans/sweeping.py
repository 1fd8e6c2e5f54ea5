"""Python's search for cyclic garbage waits until a plan stands: it costs as much as a sixth of the plan."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No search inside; whoever had it off already finds it off afterwards.

    Where two threads plan at once, the first to end turns it on again: slower for the other, never wrong.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
