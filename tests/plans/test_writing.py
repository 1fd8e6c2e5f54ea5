"""Results of a run on disk: all of them or none, whatever happens in between."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from optimizer.model.errors import TargetError
from optimizer.plans import staging
from optimizer.plans.writing import INVENTORY, instead_of, refuse_hopeless, write_all, write_file

OLD = {
    "plan.json": b"old plan",
    "plan.xlsx": b"old book",
    "bescheide/A-1.docx": b"old A-1",
    "bescheide/A-2.docx": b"A-2",
}
NEW = {
    "plan.json": b"new plan",
    "plan.xlsx": b"new book",
    "bescheide/A-1.docx": b"new A-1",
    "bescheide/A-3.docx": b"A-3",
}
FOREIGN = {"notizen.txt": b"mine", "bescheide/eigener.docx": b"mine too"}


@pytest.fixture(autouse=True)
def flushed() -> Iterator[list[int]]:
    """Waiting for the disk is counted, not done: hundreds of runs would take minutes."""
    count: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", count.append)
        yield count


def content(folder: Path) -> dict[str, bytes]:
    """Everything that a person sees in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: body for name, body in names.items() if not name.startswith(".staffelstab")}


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with an earlier result and two files of the clerk's own."""
    write_all(OLD, tmp_path / "out")
    put(tmp_path / "out", FOREIGN)
    return tmp_path / "out"


def test_a_new_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    written = write_all(NEW, tmp_path / "a" / "b")
    assert content(tmp_path / "a" / "b") == NEW
    assert set(written) == {tmp_path / "a" / "b" / name for name in NEW}
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["b"]


def test_every_file_and_folder_reaches_the_disk(tmp_path: Path, flushed: list[int]) -> None:
    write_all(NEW, tmp_path / "out")
    assert len(flushed) >= len(NEW) + len([INVENTORY, "neu", "neu/bescheide", "staging", "parent"])


def test_an_earlier_result_is_replaced_and_foreign_files_stay(out: Path) -> None:
    write_all(NEW, out)
    assert content(out) == NEW | FOREIGN
    assert {path.name for path in out.iterdir()} == {"plan.json", "plan.xlsx", "bescheide", "notizen.txt", INVENTORY}


def test_a_folder_of_drafts_that_is_no_longer_needed_goes(tmp_path: Path) -> None:
    write_all(OLD, tmp_path)
    write_all({"plan.json": b"nobody takes over"}, tmp_path)
    assert content(tmp_path) == {"plan.json": b"nobody takes over"}
    assert not (tmp_path / "bescheide").exists()


def test_the_same_again_changes_nothing(out: Path) -> None:
    write_all(OLD, out)
    assert content(out) == OLD | FOREIGN


def test_what_a_clerk_has_edited_is_never_overwritten(out: Path) -> None:
    (out / "bescheide" / "A-1.docx").write_bytes(b"edited")
    with pytest.raises(TargetError, match=r"A-1\.docx.*bearbeitet"):
        write_all(NEW, out)
    assert content(out) == OLD | FOREIGN | {"bescheide/A-1.docx": b"edited"}


def test_an_edited_draft_that_the_new_plan_lacks_stays(out: Path) -> None:
    (out / "bescheide" / "A-2.docx").write_bytes(b"edited")
    write_all(NEW, out)
    assert content(out) == NEW | FOREIGN | {"bescheide/A-2.docx": b"edited"}


def test_papers_beside_a_plan_replace_papers_and_a_new_plan_replaces_all(tmp_path: Path) -> None:
    write_all(OLD, tmp_path)
    write_all({"anhoerung/T-1.docx": b"1", "bescheide/A-1.docx": b"with a date"}, tmp_path, part="papiere")
    with_papers = OLD | {"anhoerung/T-1.docx": b"1", "bescheide/A-1.docx": b"with a date"}
    assert content(tmp_path) == with_papers
    write_all({"anhoerung/T-2.docx": b"2", "bescheide/A-1.docx": b"later"}, tmp_path, part="papiere")
    del with_papers["anhoerung/T-1.docx"]
    assert content(tmp_path) == with_papers | {"anhoerung/T-2.docx": b"2", "bescheide/A-1.docx": b"later"}
    write_all(NEW, tmp_path)
    assert content(tmp_path) == NEW


@pytest.mark.parametrize(
    "spoilt", ['{"files": {"../../etc/passwd": {"sha256": "x", "part": ""}}}', "{", '{"files": {"plan.json": 1}}', "[]"]
)
def test_a_spoilt_inventory_is_no_inventory(out: Path, spoilt: str) -> None:
    """Nobody can say then whose the files are: the same again is fine, anything else leaves them alone."""
    (out / INVENTORY).write_text(spoilt, encoding="utf-8")
    with pytest.raises(TargetError, match="nicht als Ergebnis"):
        write_all(NEW, out)
    assert content(out) == OLD | FOREIGN
    write_all(OLD, out)
    write_all(NEW, out)
    assert content(out) == NEW | FOREIGN


@pytest.mark.parametrize("name", ["plan.xlsx", "bescheide/A-3.docx"])
def test_a_foreign_file_with_the_name_of_a_result_is_never_overwritten(tmp_path: Path, name: str) -> None:
    put(tmp_path, {name: b"mine"})
    with pytest.raises(TargetError, match=f"{re.escape(name)}.*nicht als Ergebnis"):
        write_all(NEW, tmp_path)
    assert content(tmp_path) == {name: b"mine"}


def test_a_draft_that_was_edited_and_left_out_once_is_still_safe_when_it_is_wanted_again(out: Path) -> None:
    (out / "bescheide" / "A-2.docx").write_bytes(b"edited")
    write_all(NEW, out)
    with pytest.raises(TargetError, match=r"A-2\.docx.*nicht als Ergebnis"):
        write_all(OLD, out)
    assert content(out) == NEW | FOREIGN | {"bescheide/A-2.docx": b"edited"}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../x",
        "a/../../x",
        "",
        "a//b",
        "a\\b",
        "C:x",
        "CON",
        "nul.docx",
        "x.",
        "x ",
        "a\nb",
        "a:b",
        ".",
        'a"',
    ],
)
def test_a_name_can_never_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="kein Name"):
        write_all({name: b""}, tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_two_names_that_windows_holds_for_one(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kein Name"):
        write_all({"a.docx": b"", "A.docx": b""}, tmp_path / "out")


STEPS = ("Path.replace", "Path.rename", "Path.open", "Path.mkdir", "Path.unlink", "os.fsync")


@pytest.fixture
def break_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, Callable[[], None]], list[int]]]:
    """Count every step that touches the disk; do something dreadful at one of them."""

    def arm(step: int, strike: Callable[[], None]) -> list[int]:
        count = [0]
        for name in STEPS:
            home: Any = Path if name.startswith("Path") else os
            attribute = name.partition(".")[2]
            real = getattr(home, attribute)

            def counted(*args: Any, _real: Any = real, **words: Any) -> Any:
                count[0] += 1
                if count[0] == step:
                    strike()
                return _real(*args, **words)

            monkeypatch.setattr(home, attribute, counted)
        return count

    yield arm
    monkeypatch.undo()


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted() -> None:
    raise KeyboardInterrupt


def steps_of_a_run(folder: Path, arm: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    with monkeypatch.context():
        count: list[int] = arm(0, disk_full)
        write_all(NEW, folder)
    monkeypatch.undo()
    return count[0]


@pytest.mark.parametrize("strike", [disk_full, interrupted])
@pytest.mark.parametrize("earlier", [True, False])
def test_a_failure_at_any_step_leaves_all_as_it_was(
    tmp_path: Path, break_at: Any, monkeypatch: pytest.MonkeyPatch, strike: Callable[[], None], earlier: bool
) -> None:
    def fresh(name: str) -> Path:
        folder = tmp_path / name
        if earlier:
            write_all(OLD, folder)
            put(folder, FOREIGN)
        return folder

    total = steps_of_a_run(fresh("whole"), break_at, monkeypatch)
    assert total > 20
    failed = 0
    for step in range(1, total + 1):
        folder = fresh(f"out-{step}")
        break_at(step, strike)
        try:
            write_all(NEW, folder)
        except (TargetError, KeyboardInterrupt):
            failed += 1
            monkeypatch.undo()
            before, after = (OLD | FOREIGN, NEW | FOREIGN) if earlier else ({}, NEW)
            # Ctrl+C may also come when all is in place; an error of the disk never counts as done.
            assert content(folder) in ([before, after] if strike is interrupted else [before]), step
        else:  # the failure came after everything was in place
            monkeypatch.undo()
            assert content(folder) == (NEW | FOREIGN if earlier else NEW), step
        write_all(NEW, folder)
        assert content(folder) == (NEW | FOREIGN if earlier else NEW), step
        shutil.rmtree(folder)
    assert failed > total / 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a forked process plays the machine that dies")
def test_after_a_death_at_any_step_the_next_run_finds_old_or_new_and_mends_it(
    tmp_path: Path, break_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fresh(name: str) -> Path:
        write_all(OLD, tmp_path / name)
        put(tmp_path / name, FOREIGN)
        return tmp_path / name

    total = steps_of_a_run(fresh("whole"), break_at, monkeypatch)
    for step in range(1, total + 1):
        folder = fresh(f"out-{step}")
        child = os.fork()
        if child == 0:
            break_at(step, lambda: os.kill(os.getpid(), signal.SIGKILL))
            write_all(NEW, folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, step
        seen = content(folder)
        # Where the mark lies, everything lies; where it is missing, the old one waits in the staging folder.
        if "plan.json" in seen:
            whole = [OLD | FOREIGN, NEW | FOREIGN, NEW | FOREIGN | {"bescheide/A-2.docx": b"A-2"}]
            assert seen in whole, step
        with staging.staging_for(folder):
            pass
        assert content(folder) in (OLD | FOREIGN, NEW | FOREIGN), step
        write_all(NEW, folder)
        assert content(folder) == NEW | FOREIGN, step
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_command_never_leaves_half_of_a_new_folder(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from optimizer.plans.writing import write_all\n"
        "files = {f'bescheide/{n}.docx': bytes(200_000) for n in range(200)} | {'plan.json': b'new'}\n"
        "print('go', flush=True); write_all(files, Path(sys.argv[1]))"
    )
    for pause in (0.005, 0.05, 0.2):
        folder = tmp_path / f"out-{pause}"
        with subprocess.Popen([sys.executable, "-c", program, folder], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(pause)
            run.kill()
        assert not folder.exists() or len(content(folder)) == 201


def test_two_runs_at_once_never_mix(out: Path) -> None:
    with staging.staging_for(out), pytest.raises(TargetError, match="anderer Lauf"):
        write_all(NEW, out)
    assert content(out) == OLD | FOREIGN


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    make = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]
    if not shutil.which("mount") or subprocess.run(make, capture_output=True, check=False).returncode:
        pytest.skip("no right to make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_full(small_disk: Path) -> None:
    write_all(OLD, small_disk / "out")
    with pytest.raises(TargetError, match="Datenträger ist voll"):
        write_all({**NEW, "bescheide/huge.docx": bytes(2_000_000)}, small_disk / "out")
    assert content(small_disk / "out") == OLD
    with pytest.raises(TargetError, match="voll"):
        write_all({"plan.json": bytes(2_000_000)}, small_disk / "new" / "out")
    assert [path.name for path in small_disk.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "voll"),
        (errno.EDQUOT, "Speicherkontingent"),
        (errno.EACCES, "Excel oder Word geöffnet"),
        (errno.EROFS, "schreibgeschützt"),
        (errno.ENOENT, "Laufwerk gibt es nicht"),
        (12345, "Fehler 12345"),
    ],
)
def test_the_reason_is_said_in_german(out: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(staging, "write_through", refuse)
    with pytest.raises(TargetError, match=words):
        write_all(NEW, out)
    assert content(out) == OLD | FOREIGN


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_that_is_open_is_left_alone(out: Path, lock: str) -> None:
    (out / lock).write_bytes(b"")
    with pytest.raises(TargetError, match=r"plan\.xlsx.*geöffnet"):
        write_all(NEW, out)
    assert content(out) == OLD | FOREIGN | {lock: b""}


def test_a_target_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(TargetError, match="Ordner"):
        write_all(NEW, tmp_path / "out")
    with pytest.raises(TargetError, match="Ordner"):
        refuse_hopeless(tmp_path / "out" / "deeper")
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_folders_in_the_way_are_not_swept_aside(tmp_path: Path) -> None:
    put(tmp_path, {"plan.json/mine.txt": b"mine"})
    with pytest.raises(TargetError, match="Ordner"):
        write_all(NEW, tmp_path)
    assert content(tmp_path) == {"plan.json/mine.txt": b"mine"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_inside_the_target_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bescheide").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetError, match="Verknüpfung"):
        write_all(NEW, tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_one_file_is_never_written_over_another(tmp_path: Path) -> None:
    write_file(b"empty template", tmp_path / "neu" / "vorlage.xlsx")
    with pytest.raises(TargetError, match="gibt es schon"):
        write_file(b"again", tmp_path / "neu" / "vorlage.xlsx")
    assert content(tmp_path) == {"neu/vorlage.xlsx": b"empty template"}


def test_a_side_file_comes_back_when_the_main_files_fail(tmp_path: Path) -> None:
    lp = tmp_path / "model.lp"
    lp.write_bytes(b"old model")
    with pytest.raises(TargetError, match="Ordner"), instead_of(lp, b"new model"):
        write_all(NEW, lp)
    assert content(tmp_path) == {"model.lp": b"old model"}
    with instead_of(lp, b"new model"):
        write_all(NEW, tmp_path / "out")
    assert lp.read_bytes() == b"new model"
    assert content(tmp_path / "out") == NEW
