"""What can be laid side by side: own what-ifs, open cases, and the workbook's scenarios. No streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from dashboards.look import SCENARIO_COLOURS, Stamp, scenario_look
from dashboards.work import TIME_LIMIT, Job, Report
from optimizer import (
    Case,
    Comparison,
    Dataset,
    LimitValue,
    Outcome,
    StaffelstabError,
    WhatIf,
    compare_outcomes,
    limits_of,
    make_plan,
    store,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario ready to be planned: the dataset, its name in there, its setup; `sign` is the hash of all of it."""

    dataset: Dataset
    scenario: str
    setup: store.Setup
    sign: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One scenario to choose: `key` finds it (`mappe:…`, `eigen:3`, `fall:2`); `load` is called only when needed."""

    key: str
    name: str
    origin: str
    load: Callable[[], Loaded]
    colour: str = ""

    @property
    def label(self) -> str:
        """The name, and where it comes from unless that is the workbook."""
        return self.name if self.key.startswith("mappe:") else f"{self.name} · {self.origin}"


@dataclass(frozen=True, slots=True)
class Made:
    """Plans that were made, with their choices, and the reasons where there is none."""

    outcomes: tuple[tuple[Choice, Outcome], ...]
    failed: tuple[tuple[str, str], ...] = ()

    def of(self, key: str) -> Outcome | None:
        """The plan of a choice."""
        return next((outcome for choice, outcome in self.outcomes if choice.key == key), None)


def choices(
    dataset: Dataset,
    own: Sequence[store.Scenario],
    cases: Sequence[store.StoredCase],
    basis: Callable[[str, int], Loaded],
) -> tuple[Choice, ...]:
    """Everything that can be chosen, each name once. `basis` loads an own scenario (`eigen`) or a case (`fall`)."""
    found = (
        *(
            Choice(f"eigen:{row.id}", row.name, "eigenes Szenario", partial(basis, "eigen", row.id), row.colour)
            for row in own
        ),
        *(
            Choice(f"fall:{row.id}", f"{row.name} {row.title}", "Fall", partial(basis, "fall", row.id))
            for row in cases
            if not row.decided
        ),
        *(
            Choice(f"mappe:{name}", name, "Arbeitsmappe", partial(of_workbook, dataset, name))
            for name in dataset.scenarios
        ),
    )
    names = [choice.name for choice in found]
    return tuple(
        choice if names.count(choice.name) == 1 else replace(choice, name=f"{choice.name} ({choice.origin})")
        for choice in found
    )


def of_workbook(dataset: Dataset, name: str) -> Loaded:
    """A scenario of the workbook."""
    return Loaded(dataset, name, store.setup_of(dataset, name), f"{dataset.sha256}/{name}")


def of_basis(basis: store.Basis, read: Callable[[store.Basis], Dataset]) -> Loaded:
    """An own scenario or a case, on what it must be planned on."""
    return Loaded(read(basis), basis.scenario, basis.setup, basis.inputs_hash)


def plan(loaded: Loaded) -> Callable[[Report], Outcome]:
    """The work of planning one scenario."""
    return lambda report: make_plan(
        loaded.dataset, loaded.scenario, time_limit=TIME_LIMIT, stopped=lambda: not report(0, 0)
    )


def gathered(done: Sequence[tuple[Choice, Job]]) -> Made:
    """What came of the jobs; an error that is not one of ours is raised."""
    made = tuple((choice, job.result) for choice, job in done if job.error is None and job.result is not None)
    failed = tuple((choice.name, _why_not(job)) for choice, job in done if job.error is not None or job.result is None)
    return Made(made, failed)


def _why_not(job: Job) -> str:
    if job.error is not None and not isinstance(job.error, StaffelstabError):
        raise job.error
    return str(job.error) if job.error is not None else "abgebrochen"


class Cancelled(Exception):
    """The work was asked to stop between two solves."""


class Watched(WhatIf):
    """Answers what-ifs and tells after each solve; stops where the page asks for it."""

    def __init__(self, outcome: Outcome, report: Report) -> None:
        super().__init__(outcome)
        self._report = report

    def solve(self, case: Case) -> Any:
        """The best plan of a changed case."""
        if not self._report(self.solves, 0):
            raise Cancelled
        return super().solve(case)


def watched(outcome: Outcome, ask: Callable[[WhatIf], T]) -> Callable[[Report], T | None]:
    """The work of a question that plans again and again; None where it was cancelled in between."""

    def work(report: Report) -> T | None:
        try:
            return ask(Watched(outcome, report))
        except Cancelled:
            return None

    return work


def limits_work(outcome: Outcome) -> Callable[[Report], tuple[LimitValue, ...] | None]:
    """The work of finding the Grenzwerte of a plan; None where it was cancelled."""
    return watched(outcome, lambda asked: limits_of(outcome, what_if=asked))


def compared(made: Made, base: str) -> Comparison | None:
    """The plans side by side under the names they were chosen by; None where the base has none."""
    first = made.of(base)
    if first is None:
        return None
    others = [(choice, outcome) for choice, outcome in made.outcomes if choice.key != base]
    found = compare_outcomes(first, [outcome for _, outcome in others], made.failed)
    names = {choice.key: choice.name for choice, _ in made.outcomes}
    return replace(found, base=names[base], scenarios=tuple(choice.name for choice, _ in others))


def stamps(wanted: Sequence[Choice]) -> tuple[Stamp, ...]:
    """Name and colour of each: its own colour where nobody before it has that, else the next of the house.

    Where all colours are taken, one that no other scenario has with the same pattern.
    """
    given: list[Stamp] = []
    for choice in wanted:
        taken = {stamp.colour for stamp in given}
        free = [colour for colour in (choice.colour, *SCENARIO_COLOURS) if colour and colour not in taken]
        given.append(Stamp(choice.name, next(iter(free or _with_another_pattern(given)), SCENARIO_COLOURS[0])))
    return tuple(given)


def _with_another_pattern(given: Sequence[Stamp]) -> list[str]:
    """Colours of the house that nobody has yet with the pattern of the next scenario; the one in turn first."""
    turn, pattern = scenario_look(len(given))
    alike = {stamp.colour for place, stamp in enumerate(given) if scenario_look(place)[1] == pattern}
    return [colour for colour in (turn, *SCENARIO_COLOURS) if colour not in alike]
