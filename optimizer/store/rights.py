"""Who may do what: acts by role, as data. Every service function checks here, not only the page that draws the button.

Without sign-in there is one role, `Lokal`, with every right; the page asks for a name, which stands in the log.
With sign-in `Lokal` is refused. A municipality reads and consents, and only where its own AGS is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from optimizer.store.errors import ForbiddenError, StateError

Role = Literal["Finanzen", "Koordination", "Kommune", "Prüfung", "Lokal"]
ROLES: Final[tuple[Role, ...]] = ("Finanzen", "Koordination", "Kommune", "Prüfung", "Lokal")


class Act(StrEnum):
    """What a person can do; the value is the German word of log and messages."""

    READ = "Lesen"
    READ_WORKBOOK = "Arbeitsmappe herunterladen"
    READ_LOG = "Protokoll lesen"
    UPLOAD = "Daten hochladen"
    REPORT = "Ausfall melden"
    CHANGE = "Fall ändern"
    PIN = "Vorgabe setzen"
    PLAN = "Plan speichern"
    SCENARIO = "Szenario bearbeiten"
    PROPOSE = "Plan zur Abstimmung stellen"
    CONSENT = "Zustimmung eintragen"
    WAIVE = "Zustimmung für nicht erforderlich erklären"
    RELEASE = "Plan beschließen"
    CONFIRM = "Text eines Papiers bestätigen"
    ISSUE = "Bescheid erstellen"
    FINAL = "Bestandskraft feststellen"
    WITHDRAW = "Fall zurückziehen"
    ATTACH = "Anlage ablegen"
    BACKUP = "Sicherung erstellen"
    FORGET = "Namen löschen"


_ALL: Final = frozenset(Act)
_READING: Final = frozenset({Act.READ, Act.READ_WORKBOOK, Act.READ_LOG})
_CASEWORK: Final = frozenset(
    {Act.REPORT, Act.CHANGE, Act.PIN, Act.PROPOSE, Act.CONSENT, Act.WAIVE, Act.WITHDRAW, Act.FORGET}
)

RIGHTS: Final[Mapping[Role, frozenset[Act]]] = {
    "Lokal": _ALL,
    "Koordination": _ALL - {Act.BACKUP},
    "Finanzen": _ALL - _CASEWORK,
    "Kommune": frozenset({Act.READ, Act.CONSENT}),
    "Prüfung": _READING,
}
"""The whole matrix: what is not named is forbidden."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts. `ags` binds a municipality's person; `identity` is the sign-in's key (default: the name).

    Raises `StateError` without a name, or for a municipality without its AGS.
    """

    name: str
    role: Role
    ags: str | None = None
    identity: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise StateError("Bitte einen Namen angeben: Er steht im Protokoll.")
        if self.role == "Kommune" and not self.ags:
            raise StateError("Für die Rolle Kommune fehlt der Amtliche Gemeindeschlüssel (AGS).")

    @property
    def key(self) -> str:
        """What tells two persons apart, whatever the spelling of capitals."""
        return (self.identity or self.name).strip().casefold()

    @property
    def bound(self) -> bool:
        """Does this person see one municipality's things only?"""
        return self.role == "Kommune"


def may(actor: Actor, act: Act) -> bool:
    """Does the role allow the act (for drawing a button; the act itself is checked again)?"""
    return act in RIGHTS.get(actor.role, frozenset())


def why_not(actor: Actor, act: Act) -> str:
    """The German sentence for a disabled button; empty when the act is allowed."""
    if may(actor, act):
        return ""
    able = [role for role in ROLES if role != "Lokal" and act in RIGHTS[role]]
    hint = f" Das darf: {', '.join(able)}." if able else ""
    return f"„{act}“ ist für die Rolle {actor.role} nicht vorgesehen.{hint}"


def check_right(actor: Actor, act: Act, *, sign_in: bool = False) -> None:
    """Raise `ForbiddenError` unless the role allows the act; with sign-in nobody is `Lokal`."""
    if sign_in and actor.role == "Lokal":
        raise ForbiddenError("Bitte anmelden: Ohne Anmeldung ist hier nichts erlaubt.")
    if not may(actor, act):
        raise ForbiddenError(why_not(actor, act))


def check_own(actor: Actor, touched: Collection[str]) -> None:
    """Raise `ForbiddenError` when a municipality's person reaches for what does not touch their own municipality."""
    if actor.bound and actor.ags not in touched:
        raise ForbiddenError("Diesen Fall sieht nur, wen er berührt: Die eigene Kommune ist nicht dabei.")
