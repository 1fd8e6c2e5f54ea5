"""Staffelstab: plans the redistribution of youth-service money when a provider cannot go on.

The public API. Names load their module on first use, so that a command imports only what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.model.dataset import Dataset as Dataset
    from optimizer.model.plan import Plan as Plan

_HOME = {
    "Dataset": "optimizer.model.dataset",
    "Plan": "optimizer.model.plan",
}

__all__ = ["Dataset", "Plan"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'optimizer' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
