"""Entries → `PaperState`: the one reader for the page *Bescheide* and for the file of `--angaben`.

Every problem in one list, in German, with its place. Without a scope (the page, whose fields are made from the plan)
names are not looked up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from optimizer.model.errors import InputError, UnreadableFile
from optimizer.papers.entries import ENTRIES, Entry, EntryName, EntryScope
from optimizer.papers.entries_days import wrong_days
from optimizer.papers.entries_values import Reading, day_of, shown
from optimizer.papers.phrases import clean
from optimizer.papers.state import ALL_PAPERS, GROUNDS, Asked, Discretion, Ground, PaperState

MAX_BYTES: Final = 1_000_000
_SECTIONS: Final = (
    EntryName.SCENARIO, EntryName.PLAN, EntryName.APPLICATIONS, EntryName.GROUND, EntryName.DISCRETION,
    EntryName.ASKED, EntryName.CONSENTS, EntryName.RELEASED,
)  # fmt: skip
_KNOWN: Final = frozenset({*(entry.label for entry in ENTRIES), *_SECTIONS})


def read_entries_file(content: bytes, scope: EntryScope, name: str) -> PaperState:
    """The entries of a TOML file for one plan. Raises `UnreadableFile` for another file, `InputError` as below."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(f"„{name}“ ist zu groß für eine Datei mit Angaben.")
    try:
        found = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"„{name}“ ist nicht als UTF-8 gespeichert (im Editor: „Codierung: UTF-8“).") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(_not_toml(str(error), name)) from error
    except RecursionError as error:
        raise UnreadableFile(f"„{name}“ ist zu tief verschachtelt.") from error
    return read_entries(found, scope, name)


def _not_toml(said: str, name: str) -> str:
    place = re.search(r"at line (\d+), column (\d+)", said)
    where = f"Zeile {place[1]}, Zeichen {place[2]}" if place else "am Ende der Datei"
    return (
        f'„{name}“ ist nicht lesbar ({where}). Jede Zeile heißt "Name" = "Wert": Namen mit Umlaut oder Leerzeichen '
        "und alle Werte stehen in Anführungszeichen, und kein Name steht zweimal."
    )


def read_entries(entries: Mapping[str, Any], scope: EntryScope | None = None, name: str = "Angaben") -> PaperState:
    """The state that the entries set. Raises `InputError` with every unknown name and every wrong value."""
    reading = Reading(name)
    _check_plan(reading, entries, scope)
    reading.only_known((), entries, _KNOWN)
    plain: dict[str, Any] = {entry.attribute: _plain(reading, entry, entries) for entry in ENTRIES}
    state = PaperState(
        applications=tuple(_applications(reading, entries, scope)),
        grounds=tuple(_grounds(reading, entries, scope)),
        discretion=tuple(_discretion(reading, entries, scope)),
        asked=tuple(_asked(reading, entries, scope)),
        consents_complete=_consents(reading, entries, scope),
        released=_released(reading, entries, scope),
        **{name: value for name, value in plain.items() if value is not None},
    )
    for row in wrong_days(state, scope.bounds) if scope and scope.bounds else ():
        reading.wrong(row.path, row.found, row.expected, row.mend)
    if reading.problems:
        raise InputError(reading.problems)
    return state


def _check_plan(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> None:
    """What was confirmed was confirmed for one plan: other handovers or cents need it anew."""
    if scope is None:
        return
    if entries.get(EntryName.PLAN) != scope.plan:
        mend = "eine neue Datei schreibt „staffelstab papiere angaben“; was bestätigt ist, ist dort neu zu bestätigen"
        told = "gehört zu einem anderen Plan" if entries.get(EntryName.PLAN) else "Kennung des Plans fehlt"
        reading.wrong((EntryName.PLAN,), told, f"„{scope.plan}“", mend)
    if entries.get(EntryName.SCENARIO, scope.scenario) != scope.scenario:
        reading.wrong((EntryName.SCENARIO,), shown(entries[EntryName.SCENARIO]), f"„{clean(scope.scenario)}“")


def _plain(reading: Reading, entry: Entry, entries: Mapping[str, Any]) -> date | str | int | None:
    value = entries.get(entry.label, "")
    if entry.kind == "text":
        return reading.text((entry.label,), value)
    if entry.kind == "day":
        return reading.day((entry.label,), value)
    return _count(reading, entry, value)


def _count(reading: Reading, entry: Entry, value: object) -> int | None:
    """A number of days from 1 to 365; an empty text leaves the default."""
    if value == "":
        return None
    digits = str(value).strip() if not isinstance(value, bool) else ""
    if not (re.fullmatch(r"\d{1,3}", digits, re.ASCII) and 1 <= int(digits) <= 365):
        reading.wrong((entry.label,), shown(value), "eine ganze Zahl von 1 bis 365")
        return None
    return int(digits)


def _applications(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> Iterator[tuple[str, date]]:
    table = reading.table(entries, EntryName.APPLICATIONS, scope.applicants if scope else None)
    for key, value in sorted(table.items()):
        day = reading.day((EntryName.APPLICATIONS, key), value)
        if day:
            yield key, day


def _grounds(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> Iterator[tuple[str, Ground]]:
    """The ground that a person has chosen where the old notice reserved no revocation."""
    table = reading.table(entries, EntryName.GROUND, scope.grounds if scope else None)
    for key, value in sorted(table.items()):
        chosen = next((ground for ground in GROUNDS if ground == value), None)
        if chosen:
            yield key, chosen
        elif value != "":
            allowed = ", ".join(f"„{ground}“" for ground in GROUNDS)
            reading.wrong((EntryName.GROUND, key), shown(value), f"einer der Gründe {allowed}")


def _discretion(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> Iterator[Discretion]:
    """What stands confirmed counts; a text without name and day is shown and stays a draft."""
    fields = frozenset({EntryName.CONFIRMED_BY, EntryName.CONFIRMED_ON, EntryName.TEXT})
    for notice, row in sorted(reading.table(entries, EntryName.DISCRETION, scope.notices if scope else None).items()):
        path = (EntryName.DISCRETION, notice)
        if not isinstance(row, Mapping):
            reading.wrong(path, shown(row), f'ein Abschnitt [{EntryName.DISCRETION}."{notice}"]')
            continue
        reading.only_known(path, row, fields)
        by = clean(reading.text((*path, EntryName.CONFIRMED_BY), row.get(EntryName.CONFIRMED_BY, "")))
        on = reading.day((*path, EntryName.CONFIRMED_ON), row.get(EntryName.CONFIRMED_ON, ""))
        text = reading.text((*path, EntryName.TEXT), row.get(EntryName.TEXT, ""))
        if (on and not by) or (by and row.get(EntryName.CONFIRMED_ON, "") == ""):
            missing = EntryName.CONFIRMED_ON if by else EntryName.CONFIRMED_BY
            reading.wrong((*path, missing), "fehlt", "wer die Ermessensgründe bestätigt hat und an welchem Tag")
        if by or text:
            yield Discretion(notice, by, on, text)


def _asked(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> Iterator[Asked]:
    rows = entries.get(EntryName.ASKED, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        reading.wrong((EntryName.ASKED,), shown(rows), f"ein Abschnitt [[{EntryName.ASKED}]] für jede Anfrage")
        return
    fields = frozenset({EntryName.ASKED_PROVIDER, EntryName.ASKED_ON, EntryName.ASKED_ANSWER})
    for number, row in enumerate(rows, start=1):
        path = (EntryName.ASKED, f"{number}. Anfrage")
        reading.only_known(path, row, fields)
        provider = reading.text((*path, EntryName.ASKED_PROVIDER), row.get(EntryName.ASKED_PROVIDER, ""))
        day = reading.day((*path, EntryName.ASKED_ON), row.get(EntryName.ASKED_ON, ""))
        answer = reading.text((*path, EntryName.ASKED_ANSWER), row.get(EntryName.ASKED_ANSWER, ""))
        if not (provider or day or answer):
            continue
        if scope and provider not in scope.providers:
            reading.wrong((*path, EntryName.ASKED_PROVIDER), shown(provider), "ein Schlüssel aus dem Blatt Träger")
        if day:
            yield Asked(provider, day, answer)
        elif row.get(EntryName.ASKED_ON, "") == "":
            reading.wrong((*path, EntryName.ASKED_ON), "fehlt", "der Tag der Anfrage")


def _consents(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> bool:
    """Has everybody agreed who must, or need not for a stated reason (clause 3.1.7)?"""
    table = reading.table(entries, EntryName.CONSENTS, scope.parties if scope else None)
    asked = scope.parties if scope else table
    settled = [_settled(reading, party, table.get(party, "")) for party in asked]
    return bool(settled) and all(settled)


def _settled(reading: Reading, party: str, value: object) -> bool:
    path = (EntryName.CONSENTS, party)
    if isinstance(value, str) and value.strip().startswith(EntryName.NOT_NEEDED):
        reason = value.strip().removeprefix(EntryName.NOT_NEEDED).strip(" :")
        if not reason:
            reading.wrong(path, shown(value), f'"{EntryName.NOT_NEEDED}: Begründung"')
        return bool(reason)
    found = value if value == "" or isinstance(value, date) else day_of(value)
    if found is None:
        reading.wrong(path, shown(value), f'der Tag der Zustimmung, "{EntryName.NOT_NEEDED}: Begründung" oder ""')
        return False
    return reading.day(path, value) is not None


def _released(reading: Reading, entries: Mapping[str, Any], scope: EntryScope | None) -> tuple[str, ...]:
    """The papers that a person has released: all, or some by name."""
    value = entries.get(EntryName.RELEASED, [])
    if value in ("", EntryName.EVERYTHING):
        return (ALL_PAPERS,) if value else ()
    if not isinstance(value, list) or not all(isinstance(row, str) for row in value):
        reading.wrong((EntryName.RELEASED,), shown(value), f'"{EntryName.EVERYTHING}", "" oder eine Liste von Papieren')
        return ()
    if scope:
        known = dict.fromkeys(scope.papers, "")
        reading.only_known((EntryName.RELEASED,), dict.fromkeys(value), known)
    return tuple(value)
