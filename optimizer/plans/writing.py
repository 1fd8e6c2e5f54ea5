"""Write the results of a run to a folder: all files or none, and never over what a person has edited since."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, NoReturn

from optimizer.model.errors import TargetError
from optimizer.plans.staging import OtherRunError, Staging, staging_for, write_through

MARK: Final = "plan.json"
"""The file that comes last: where it lies, the others lie too."""

INVENTORY: Final = ".staffelstab.json"
"""What the last run wrote, with checksums: by it the next run knows its own files from foreign and edited ones."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of the inventory: its checksum, and the part of the work that wrote it."""

    checksum: str
    part: str


_RESERVED: Final = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_WORDS: Final[Mapping[int, str]] = {
    errno.ENOSPC: "der Datenträger ist voll",
    errno.EDQUOT: "das Speicherkontingent ist erschöpft",
    errno.EACCES: "die Berechtigung fehlt, oder eine Datei ist in Excel oder Word geöffnet",
    errno.EPERM: "die Berechtigung fehlt",
    errno.EBUSY: "eine Datei ist in einem anderen Programm geöffnet",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.ENOTDIR: "ein Teil des Pfades ist eine Datei, kein Ordner",
    errno.EEXIST: "dort liegt schon etwas mit diesem Namen",
    errno.ENOENT: "den Ordner oder das Laufwerk gibt es nicht",
    errno.EISDIR: "dort liegt ein Ordner mit dem Namen einer Datei",
    errno.ENOTEMPTY: "dort liegt ein Ordner mit dem Namen einer Datei",
    errno.ENAMETOOLONG: "der Pfad ist zu lang",
    errno.EFBIG: "die Datei ist für den Datenträger zu groß",
    errno.EIO: "der Datenträger meldet einen Fehler",
}


def write_all(files: Mapping[str, bytes], target: Path, *, part: str = "") -> tuple[Path, ...]:
    """Write `files` (relative name with `/` → content) below the folder `target`: every one of them, or none.

    An earlier result in `target` is replaced; of it, files that the new one lacks are removed. Foreign files stay:
    one that no run has written, or that a person has edited since, is never overwritten (`TargetError` names it).
    With a `part` only what an earlier run of that part wrote counts as earlier result: papers beside a plan replace
    papers, a plan replaces all.
    Returns the paths written. Raises `TargetError` with the German reason, and `ValueError` for a name that could
    leave the folder.
    """
    _check_names(files)
    with _said_in_german(target), _made(target.parent):
        if target.exists() and not target.is_dir():
            raise TargetError(f"„{target}“ ist eine Datei; gebraucht wird ein Ordner. Nichts wurde geschrieben.")
        with staging_for(target) as staging:
            _write(staging, files, part)
    return tuple(target / name for name in files)


def write_file(content: bytes, place: Path, *, overwrite: bool = False) -> None:
    """Write one file, wholly or not at all. Raises `TargetError`, also where it exists and `overwrite` is not set."""
    if not overwrite and place.exists():
        raise TargetError(f"„{place}“ gibt es schon und wurde nicht angetastet. Ein anderer Name hilft.")
    with instead_of(place, content):
        pass


@contextmanager
def instead_of(place: Path, content: bytes) -> Iterator[None]:
    """Put one file in place while the block runs; where the block fails, the old state comes back."""
    new, old = place.with_name(f".{place.name}.neu"), place.with_name(f".{place.name}.alt")
    if place.is_dir():
        raise TargetError(f"„{place}“ ist ein Ordner; hier wird eine Datei geschrieben.")
    with _said_in_german(place), _made(place.parent):
        new.unlink(missing_ok=True)
        try:
            write_through(new, content)
            if place.exists():
                _refuse_open(place)
                place.replace(old)
            new.replace(place)
        except BaseException:
            new.unlink(missing_ok=True)
            if old.exists():
                old.replace(place)
            raise
    try:
        yield
    except BaseException:
        place.unlink(missing_ok=True)
        if old.exists():
            old.replace(place)
        raise
    old.unlink(missing_ok=True)


def refuse_hopeless(target: Path) -> None:
    """Say before a long calculation that `target` can be no folder. Raises `TargetError`."""
    for part in (target, *target.parents):
        if part.exists():
            if not part.is_dir():
                raise TargetError(f"„{part}“ ist eine Datei; gebraucht wird ein Ordner. Nichts wurde geschrieben.")
            return


def _write(staging: Staging, files: Mapping[str, bytes], part: str) -> None:
    target, known = staging.target, _inventory(staging.target)
    written = {name: _Entry(sha256(content).hexdigest(), part) for name, content in files.items()}
    edited = {name for name, entry in known.items() if _checksum(target / name) not in {None, entry.checksum}}
    foreign = {name for name in written.keys() - known.keys() if _checksum(target / name) is not None}
    for name in sorted((edited | foreign) & written.keys()):
        if _checksum(target / name) != written[name].checksum:
            _refuse_to_overwrite(target / name, edited=name in edited)
    earlier = {name for name, entry in known.items() if entry.part == part or not part}
    gone = sorted(earlier - written.keys() - edited)
    for name in [*files, *gone]:
        _refuse_blocked(target, name)
        _refuse_open(target / name)
    staging.stage({**files, INVENTORY: _as_json({name: known[name] for name in known.keys() - earlier} | written)})
    if target.is_dir():
        staging.swap([*files, INVENTORY], gone, MARK)
    else:
        staging.appear()


def _refuse_to_overwrite(place: Path, *, edited: bool) -> NoReturn:
    edited_or_foreign = (
        "wurde seit dem letzten Lauf bearbeitet"
        if edited
        else "ist nicht als Ergebnis eines früheren Laufs verzeichnet"
    )
    raise TargetError(
        f"„{place}“ {edited_or_foreign} und bleibt deshalb, wie es ist. "
        "Bitte einen anderen Ordner wählen oder die Datei vorher umbenennen. Nichts wurde geschrieben."
    )


def _as_json(entries: Mapping[str, _Entry]) -> bytes:
    files = {name: {"sha256": entry.checksum, "part": entry.part} for name, entry in sorted(entries.items())}
    return json.dumps({"files": files}, ensure_ascii=False, indent=1).encode()


def _inventory(target: Path) -> dict[str, _Entry]:
    """What earlier runs wrote; nothing where the inventory is missing or no longer one."""
    try:
        files = json.loads((target / INVENTORY).read_text(encoding="utf-8"))["files"]
        _check_names(files)
        return {name: _Entry(str(entry["sha256"]), str(entry["part"])) for name, entry in files.items()}
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _checksum(place: Path) -> str | None:
    return sha256(place.read_bytes()).hexdigest() if place.is_file() else None


def _check_names(files: Mapping[str, object]) -> None:
    seen: set[str] = set()
    for name in files:
        parts = name.split("/")
        bad = any(
            part in {"", ".", ".."}
            or part[-1] in ". "
            or part.partition(".")[0].strip().lower() in _RESERVED
            or any(sign in '\\:*?"<>|' or not sign.isprintable() for sign in part)
            for part in parts
        )
        if bad or PurePosixPath(name).is_absolute() or name.lower() in seen:
            raise ValueError(f"kein Name für eine Ergebnisdatei: {name!r}")
        seen.add(name.lower())


def _refuse_blocked(target: Path, name: str) -> None:
    if (target / name).is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder stands where a file belongs")
    for folder in PurePosixPath(name).parents:
        if (target / folder).is_symlink() and str(folder) != ".":
            raise TargetError(f"„{target / folder}“ ist eine Verknüpfung; dorthin wird nicht geschrieben.")


def _refuse_open(place: Path) -> None:
    for lock in (place.with_name(f".~lock.{place.name}#"), place.with_name(f"~${place.name}")):
        if lock.exists():
            raise TargetError(
                f"„{place}“ ist in Excel, Word oder LibreOffice geöffnet; bitte dort schließen "
                f"(die Sperre ist die Datei „{lock.name}“). Nichts wurde geschrieben."
            )


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder and those above it; made ones are taken away again where the block fails."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for part in missing:
            if part.is_dir() and not any(part.iterdir()):
                part.rmdir()
        raise


@contextmanager
def _said_in_german(target: Path) -> Iterator[None]:
    try:
        yield
    except OtherRunError as error:
        raise TargetError(f"In „{target}“ schreibt gerade ein anderer Lauf. Bitte gleich noch einmal.") from error
    except OSError as error:
        reason = _WORDS.get(error.errno or 0, f"das Betriebssystem meldet Fehler {error.errno}")
        raise TargetError(f"„{target}“ lässt sich nicht schreiben: {reason}. Nichts wurde geschrieben.") from error
