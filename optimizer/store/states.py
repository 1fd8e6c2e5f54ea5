"""The way of a case: Entwurf → in Abstimmung → beschlossen → Bescheid erstellt → bestandskräftig (or zurückgezogen)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from optimizer.store.errors import StateError

Status = Literal["Entwurf", "in Abstimmung", "beschlossen", "Bescheid erstellt", "bestandskräftig", "zurückgezogen"]
STATUSES: Final[tuple[Status, ...]] = (
    "Entwurf",
    "in Abstimmung",
    "beschlossen",
    "Bescheid erstellt",
    "bestandskräftig",
    "zurückgezogen",
)
DECIDED: Final[frozenset[str]] = frozenset({"beschlossen", "Bescheid erstellt", "bestandskräftig"})
"""From here on nothing of the case may change but its way forward."""

OPEN: Final[frozenset[str]] = frozenset({"Entwurf", "in Abstimmung"})
RESERVING: Final[frozenset[str]] = DECIDED | {"in Abstimmung"}
"""Cases that hold money and hours against every other case."""

STEPS: Final[Mapping[str, frozenset[str]]] = {
    "Entwurf": frozenset({"in Abstimmung", "zurückgezogen"}),
    "in Abstimmung": frozenset({"in Abstimmung", "beschlossen", "zurückgezogen"}),
    "beschlossen": frozenset({"Bescheid erstellt"}),
    "Bescheid erstellt": frozenset({"Bescheid erstellt", "bestandskräftig"}),
    "bestandskräftig": frozenset(),
    "zurückgezogen": frozenset(),
}


def check_step(before: str, after: str) -> None:
    """Raise `StateError` unless the case may go from one status to the other."""
    if after not in STEPS[before]:
        allowed = ", ".join(sorted(STEPS[before])) or "nichts mehr"
        raise StateError(f"Der Fall ist „{before}“; danach kann kommen: {allowed}, nicht „{after}“.")


def check_open(status: str) -> None:
    """Raise `StateError` when the case is decided or withdrawn (a decided plan is immutable)."""
    if status in DECIDED:
        raise StateError(f"Der Fall ist „{status}“ und damit unveränderlich; eine Änderung braucht einen neuen Fall.")
    if status not in OPEN:
        raise StateError("Der Fall wurde zurückgezogen und lässt sich nicht mehr ändern.")
