"""Plans on the pages: worked out beside the page, kept for everybody, and given up when somebody says so."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

import streamlit as st

from dashboards import progress, show, state
from dashboards.work import TIME_LIMIT, Report
from optimizer import NoProof, Outcome, StaffelstabError, make_plan, number, read_workbook, store

_KEPT: Final = 64
_STOPPED: Final = "Die Planung ist angehalten; zu diesem Stand gibt es noch keinen Plan."
_TOO_LONG: Final = (
    f"In {number(int(TIME_LIMIT))} Sekunden wurde kein bewiesenes Optimum gefunden; ein unbewiesener Plan wird nicht "
    "gezeigt. Vorgaben, kürzere Ausfälle oder ein gröberes Stundenraster machen die Rechnung leichter; ohne Zeitgrenze "
    "rechnet der Befehl „staffelstab plan“."
)


class NoPlanYet(StaffelstabError):
    """Planning was stopped, or took too long; `key` finds the job."""

    def __init__(self, message: str, key: tuple[str, ...]) -> None:
        super().__init__(message)
        self.key = key


def planned(basis: store.Basis) -> Outcome:
    """The best plan on this basis; until it is there the page ends here with its progress.

    Raises `NoPlanYet`, and what reading and planning raise.
    """
    key, kept = ("vorschlag", basis.inputs_hash, basis.scenario), _kept()
    if key not in kept:
        job = state.jobs().of(key, lambda report: _plan(basis, report), whole=True)
        try:
            outcome: Outcome | None = progress.result_of(job, "Der Plan wird berechnet")
        except NoProof as error:
            raise NoPlanYet(_TOO_LONG, key) from error
        if outcome is None:
            raise NoPlanYet(_STOPPED, key)
        kept[key] = outcome
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return kept[key]


def refusal(error: StaffelstabError) -> None:
    """An error in German; where planning was stopped, with the way to plan again."""
    if isinstance(error, NoPlanYet):
        show.note(str(error), "warn")
        progress.restart([error.key])
    else:
        show.refusal(error)


@st.cache_resource
def _kept() -> OrderedDict[tuple[str, ...], Outcome]:
    """The last plans of this process: the same basis is planned once, whoever looks."""
    return OrderedDict()


def _plan(basis: store.Basis, report: Report) -> Outcome:
    dataset = store.planning_dataset(basis, read_workbook)
    return make_plan(dataset, basis.scenario, time_limit=TIME_LIMIT, stopped=lambda: not report(0, 0))
