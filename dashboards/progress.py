"""Long work on the page: quick answers just appear, slow ones show how far they are and can be cancelled."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboards import show, state
from dashboards.work import Job
from optimizer import number

QUICK = 0.8
"""Seconds in which an answer just appears, without a bar."""


def result_of(job: Job, label: str) -> Any:
    """What the job found; until then the page ends here with its progress. Raises what the work raised.

    None for a whole one that was cancelled, also where its work was cut off with an error then.
    """
    wait_for([job], label)
    if job.error is not None and not job.cancelled:
        raise job.error
    return job.result


def wait_for(jobs: Sequence[Job], label: str) -> None:
    """Go on once all of them are over; until then the page ends here with their progress."""
    until = time.monotonic() + QUICK
    over = [job.wait(max(0.0, until - time.monotonic())) for job in jobs]
    if not all(over):
        _watch(jobs, label)
        st.stop()


@st.fragment(run_every=0.5)
def _watch(jobs: Sequence[Job], label: str) -> None:
    """The bar and the button; drawn anew twice a second without the rest of the page."""
    over = [job.wait(0) for job in jobs]  # each is looked at, so that none thinks itself forgotten
    if all(over):
        st.rerun()
    done, total = (jobs[0].done, jobs[0].total) if len(jobs) == 1 else (sum(job.finished for job in jobs), len(jobs))
    st.progress(done / total if total else 0.0, text=_told(label, done, total))
    cancelled = any(job.cancelled for job in jobs)
    st.button(
        "Abbrechen",
        key="progress:cancel",
        disabled=cancelled,
        help="Der laufende Schritt wird noch fertig." if cancelled else None,
        icon=":material/stop_circle:",
        on_click=_cancel,
        args=(jobs,),
    )
    if cancelled:
        st.caption("Wird angehalten, sobald der laufende Schritt fertig ist.")


def _told(label: str, done: int, total: int) -> str:
    if total:
        return f"{label}: {number(done)} von {number(total)}"
    return f"{label}: {number(done)} Rechnungen" if done else f"{label} …"


def _cancel(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.cancel()


def stopped(job: Job, key: tuple[str, ...]) -> bool:
    """Says so, with the way to start anew, where a whole job was cancelled before it had found anything."""
    if job.cancelled and job.result is None:
        show.note("Angehalten.", "warn")
        restart([key])
        return True
    return False


def restart(keys: Sequence[tuple[str, ...]]) -> None:
    """The way to work again on what was cancelled."""
    if st.button("Neu rechnen", key=f"restart:{keys[0][0]}", icon=":material/restart_alt:"):
        for key in keys:
            state.jobs().forget(key)
        st.rerun()
