"""Several clerks at once, in processes of their own; and a process that is killed in the middle of a write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from optimizer import store
from optimizer.store.engine import Store
from tests.store.office import ME, SICK, case_of, district, fresh, reported, with_data

ROOT = Path(__file__).parents[2]
CLERKS = 3
ONCE = "einmal"


def clerk(job: str, address: str, times: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writers", job, address, str(times)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(clerks: list[subprocess.Popen[str]]) -> None:
    for each in clerks:
        _, errors = each.communicate(timeout=120)
        assert each.returncode == 0, errors


def counting_case(db: Store) -> None:
    with_data(db)
    store.report(db, ME, store.Report("0", SICK), district(), token=fresh())


def test_no_update_is_lost_between_clerks(db: Store, address: str) -> None:
    counting_case(db)
    finish([clerk("count_up", address, 15) for _ in range(CLERKS)])
    case = case_of(db, ME, 1)
    assert case.title == str(15 * CLERKS)
    assert case.version == 15 * CLERKS + 1
    assert store.check_log(db, ME) == ()


def test_a_double_click_does_nothing_twice(db: Store, address: str) -> None:
    with_data(db)
    finish([clerk("click_twice", address, 12) for _ in range(CLERKS)])
    titles = [row.title for row in store.cases(db, ME)]
    assert sorted(titles) == sorted(f"Klick {number}" for number in range(12))
    assert store.log_head(db, ME).number == 1 + 12


@pytest.mark.parametrize("acknowledged", [1, 12])
def test_a_killed_process_leaves_nothing_half_written(db: Store, address: str, acknowledged: int) -> None:
    counting_case(db)
    victim = clerk("write_on", address)
    assert victim.stdout is not None
    for _ in range(acknowledged):
        last = int(victim.stdout.readline())
    victim.kill()
    rest = victim.communicate()[0].split()
    last = int(rest[-1]) if rest else last
    case = case_of(db, ME, 1)
    assert last <= int(case.title) <= last + 1, "acknowledged is written"
    assert case.version == int(case.title) + 1 == store.log_head(db, ME).number - 1
    assert store.check_log(db, ME) == ()
    reported(db)  # and the lock is free


def test_the_second_save_hears_who_changed_what_and_when(db: Store) -> None:
    counting_case(db)
    other = store.Actor("Robin Anders", "Lokal")
    mine = case_of(db, ME, 1)
    store.change_case(db, other, 1, store.Report("anders", SICK), district(), seen=mine.version, token=fresh())
    with pytest.raises(store.ConflictError) as refused:
        store.change_case(db, ME, 1, store.Report("meins", SICK), district(), seen=mine.version, token=fresh())
    for word in ("Fall 1", "Robin Anders", "Geändert: Bezeichnung", ".2027 um "):
        assert word in str(refused.value)
    assert case_of(db, ME, 1).title == "anders"


def test_a_token_belongs_to_one_person_and_one_act(db: Store) -> None:
    with_data(db)
    what = store.Report("Klick", SICK)
    first = store.report(db, ME, what, district(), token=ONCE)
    assert store.report(db, ME, what, district(), token=ONCE) == first
    with pytest.raises(store.ConflictError, match="neu laden"):
        store.withdraw(db, ME, first, "weg", seen=1, token=ONCE)
    with pytest.raises(store.ConflictError):
        store.report(db, store.Actor("Robin", "Lokal"), what, district(), token=ONCE)
    with pytest.raises(store.ConflictError, match="Kennung"):
        store.report(db, ME, what, district(), token="")
