"""A clerk in a process of its own, for tests with several at once: `python writers.py JOB ADDRESS NUMBER`."""

from __future__ import annotations

import sys

from optimizer import store
from optimizer.store.engine import Store
from tests.store.office import ME, SICK, case_of, district, fresh


def count_up(db: Store, times: int) -> None:
    """Raise the number in the case's title, so many times; whoever was too late looks again."""
    done = 0
    while done < times:
        case = case_of(db, ME, 1)
        what = store.Report(str(int(case.title) + 1), SICK)
        try:
            store.change_case(db, ME, 1, what, district(), seen=case.version, token=fresh())
        except store.ConflictError:
            continue
        done += 1


def click_twice(db: Store, times: int) -> None:
    """Report cases with tokens that every other process uses too."""
    for number in range(times):
        store.report(db, ME, store.Report(f"Klick {number}", SICK), district(), token=f"klick-{number}")


def write_on(db: Store, _times: int) -> None:
    """Write until somebody kills the process; print what was acknowledged."""
    while True:
        case = case_of(db, ME, 1)
        what = store.Report(str(int(case.title) + 1), SICK)
        store.change_case(db, ME, 1, what, district(), seen=case.version, token=fresh())
        print(what.title, flush=True)  # noqa: T201 (the parent listens)


JOBS = {"count_up": count_up, "click_twice": click_twice, "write_on": write_on}

if __name__ == "__main__":
    opened = store.open_store(sys.argv[2])
    try:
        JOBS[sys.argv[1]](opened, int(sys.argv[3]))
    finally:
        opened.close()
