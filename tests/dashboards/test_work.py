"""Long work: once, with its progress, to be stopped, and never left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from dashboards import work
from dashboards.work import Job, Jobs, Report
from optimizer import UsageError


def counting(steps: int, gate: threading.Event | None = None) -> Callable[[Report], int]:
    def count(report: Report) -> int:
        for step in range(steps):
            if gate:
                gate.wait(5)
            if not report(step + 1, steps):
                return step + 1
        return steps

    return count


def test_a_job_gives_its_answer_and_how_far_it_was() -> None:
    job = Job(counting(4))
    assert job.wait(5)
    assert (job.result, job.done, job.total) == (4, 4, 4)


def test_a_cancelled_job_gives_back_what_there_is() -> None:
    begun, gate = threading.Event(), threading.Event()

    def working(report: Report) -> int:
        begun.set()
        return counting(1000, gate)(report)

    job = Job(working)
    assert begun.wait(5)
    job.cancel()
    gate.set()
    assert job.wait(5)
    assert (job.result, job.cancelled) == (1, True)


def test_nobody_waits_for_a_cancelled_job_that_has_no_part_to_give() -> None:
    gate = threading.Event()
    job = Job(counting(1, gate), whole=True)
    assert not job.wait(0.05)
    job.cancel()
    assert job.wait(5)
    assert (job.finished, job.result) == (False, None)
    gate.set()


def test_a_job_waits_for_its_turn_and_a_cancel_in_the_queue_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_SLOTS", threading.BoundedSemaphore(1))
    gate = threading.Event()
    first, second = Job(counting(1, gate)), Job(counting(1))
    assert not second.wait(0.2)
    second.cancel()
    gate.set()
    assert first.wait(5)
    assert second.wait(5)
    assert (first.result, second.result) == (1, None)


def test_an_error_is_kept_for_the_page() -> None:
    def refuse(_report: Report) -> None:
        raise UsageError("geht nicht")

    job = Job(refuse)
    assert job.wait(5)
    assert isinstance(job.error, UsageError)


def test_nobody_looking_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_UNWATCHED", 0.05)
    gate = threading.Event()
    job = Job(counting(10**6, gate))
    time.sleep(0.2)
    gate.set()
    assert job._over.wait(5)
    assert job.cancelled
    assert job.done < 10**6


def test_the_same_question_is_worked_on_once() -> None:
    jobs, started = Jobs(), []

    def note(_report: Report) -> int:
        started.append(1)
        return len(started)

    first = jobs.of(("plan", "abc"), note)
    again = jobs.of(("plan", "abc"), note)
    assert first is again
    assert first.wait(5)
    assert started == [1]
    assert jobs.known(("plan", "x")) is None
    jobs.forget(("plan", "abc"))
    assert jobs.of(("plan", "abc"), note).wait(5)
    assert started == [1, 1]


def test_only_the_last_answers_are_kept() -> None:
    jobs = Jobs()
    for number in range(work._KEPT + 5):
        jobs.of(("plan", str(number)), counting(1)).wait(5)
    assert jobs.known(("plan", "0")) is None
    assert jobs.known(("plan", str(work._KEPT + 4))) is not None
