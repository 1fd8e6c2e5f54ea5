"""Put finished files in their places: every one of them, or none, also when the machine stops in the middle.

New files wait in a hidden folder on the same disk (`neu/`). A journal says which names are about to change, then the
old files step aside (`alt/`) and the new ones move in. A run that finds the journal of one that died puts everything
back first. The mark file (`plan.json`) leaves first and comes last: a folder that has it is complete.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

NEW, OLD, JOURNAL, LOCK = "neu", "alt", "journal.json", "sperre"


class OtherRunError(OSError):
    """Another run is writing to the same place right now."""


@dataclass(frozen=True, slots=True)
class Staging:
    """The hidden folder `base` from which files move into `target`."""

    base: Path
    target: Path

    def stage(self, files: Mapping[str, bytes]) -> None:
        """Write every file below `neu/`, through to the disk."""
        for name, content in files.items():
            place = self.base / NEW / name
            place.parent.mkdir(parents=True, exist_ok=True)
            write_through(place, content)
        for folder in {(self.base / NEW / name).parent for name in files} | {self.base / NEW}:
            flush_folder(folder)

    def appear(self) -> None:
        """The target does not exist yet: the whole folder takes its name in one step."""
        flush_folder(self.base)
        (self.base / NEW).rename(self.target)
        flush_folder(self.target.parent)

    def swap(self, names: Iterable[str], gone: Iterable[str], mark: str) -> None:
        """The target exists: old files of `names` and `gone` leave, new ones come; else all is as before."""
        coming = sorted(names, key=lambda name: (name == mark, name))
        leaving = [*reversed(coming), *gone]
        self._begin(coming, leaving)
        try:
            for name in leaving:
                if _there(self.target / name):
                    _move(self.target / name, self.base / OLD / name)
            for name in coming:
                _move(self.base / NEW / name, self.target / name)
            flush_folder(self.target)
            self._end()
        except BaseException:
            self.put_back()
            raise
        for name in gone:
            _drop_empty((self.target / name).parent, self.target)

    def put_back(self) -> None:
        """Undo a swap that did not end, whoever began it. Does nothing where none was begun."""
        if not (self.base / JOURNAL).is_file():
            return
        record = json.loads((self.base / JOURNAL).read_text(encoding="utf-8"))
        for name in record["coming"]:
            arrived = not _there(self.base / NEW / name)
            if arrived and _there(self.target / name):
                (self.target / name).unlink()
                _drop_empty((self.target / name).parent, self.target)
        for name in record["leaving"]:
            if _there(self.base / OLD / name):
                _move(self.base / OLD / name, self.target / name)
        flush_folder(self.target)
        self._end()

    def _begin(self, coming: list[str], leaving: list[str]) -> None:
        record = json.dumps({"coming": coming, "leaving": leaving}, ensure_ascii=False)
        draft = self.base / f"{JOURNAL}.{NEW}"
        write_through(draft, record.encode())
        draft.replace(self.base / JOURNAL)
        flush_folder(self.base)

    def _end(self) -> None:
        (self.base / JOURNAL).unlink()
        flush_folder(self.base)


@contextmanager
def staging_for(target: Path) -> Iterator[Staging]:
    """A staging folder for `target`, locked against other runs; what a dead run left is put back before.

    It stands inside an existing target (so one needs no right beside it), else beside the target to be.
    """
    base = target / ".staffelstab-neu" if target.is_dir() else target.parent / f".{target.name}.staffelstab-neu"
    base.mkdir(exist_ok=True)
    staging = Staging(base, target)
    # The lock goes with the process: one that was killed never blocks the next.
    with (base / LOCK).open("a+b") as lock:
        _take(lock)
        try:
            staging.put_back()
            _empty(base, keep=LOCK)
            yield staging
        finally:
            if not (base / JOURNAL).exists():
                shutil.rmtree(base, ignore_errors=True)
    if base.exists() and not (base / JOURNAL).exists():  # Windows: not while the lock is open
        shutil.rmtree(base, ignore_errors=True)


def _empty(base: Path, keep: str) -> None:
    for part in base.iterdir():
        if part.is_dir():
            shutil.rmtree(part)
        elif part.name != keep:
            part.unlink()


def _take(lock: IO[bytes]) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise OtherRunError(*error.args) from error


def write_through(place: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with place.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the disk knows the folder's names (Windows does so by itself, some network drives cannot)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _move(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    source.replace(place)


def _there(place: Path) -> bool:
    return place.is_symlink() or place.exists()


def _drop_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
