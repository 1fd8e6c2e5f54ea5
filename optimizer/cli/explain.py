"""`staffelstab erklaeren`: why, why not, what else; one function per question, sentences on standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from optimizer.cli.reading import read, read_plan
from optimizer.cli.speech import complain, tell

if TYPE_CHECKING:
    from optimizer import Dataset, Outcome, Plan, WhatIf

Lines = Iterator[str]


@dataclass(frozen=True)
class Asked:
    """What one call asks about, and of what."""

    dataset: Dataset
    outcome: Outcome
    what_if: WhatIf
    outage: int | None
    capacity: str | None
    money: int
    hours: Fraction
    points: Fraction
    slack: Fraction | None
    by: Literal["wer", "wo", "womit"]
    goals: tuple[str, str]
    others: tuple[str, ...]
    out: Path | None
    previous: Plan | None


def explain(  # noqa: PLR0913 -- one argument for each word of the command line
    *,
    datei: Path,
    szenario: str,
    was: list[str] | None,
    ausfall: int | None,
    kapazitaet: str | None,
    geld: Fraction,
    stunden: Fraction,
    punkte: Fraction,
    spielraum: Fraction | None,
    nach: Literal["wer", "wo", "womit"],
    ziele: list[str],
    mit: list[str] | None,
    out: Path | None,
    bisher: Path | None,
    zeit: float | None,
) -> int:
    """Plan a scenario and answer questions about the plan; nothing is written but a comparison, where asked for."""
    from optimizer import WhatIf, make_plan

    questions = was or list(DEFAULT_QUESTIONS)
    dataset = read(datei)
    _refuse_words_that_do_not_fit(dataset, questions, mit or [], out)
    earlier = read_plan(bisher) if bisher else None
    outcome = make_plan(dataset, szenario, previous=earlier, time_limit=zeit)
    complain(*(f"Hinweis: {warning}" for warning in outcome.warnings))
    _refuse_what_is_not_there(outcome, ausfall, kapazitaet)
    asked = Asked(
        dataset,
        outcome,
        WhatIf(outcome, previous=earlier),
        ausfall,
        kapazitaet,
        int(geld * 100),
        stunden,
        punkte / 100,
        None if spielraum is None else spielraum / 100,
        nach,
        (ziele[0], ziele[1]),
        tuple(mit or ()),
        out,
        earlier,
    )
    for question in questions:
        title, answer = QUESTIONS[question]
        lines = list(answer(asked)) or ["Dazu gibt es hier nichts zu sagen."]
        tell(f"{title}:", *(f"  {line}" for line in lines), "")
    return 0


def _refuse_words_that_do_not_fit(dataset: Dataset, questions: list[str], others: list[str], out: Path | None) -> None:
    from optimizer import UsageError

    if out and "vergleich" not in questions:
        raise UsageError("--out legt den Vergleich ab; dazu gehört --was vergleich.")
    for name in others:
        if name not in dataset.scenarios:
            raise UsageError(
                f"--mit: Ein Szenario „{name}“ gibt es nicht; „staffelstab szenarien DATEI“ listet sie alle."
            )


def _refuse_what_is_not_there(outcome: Outcome, outage: int | None, capacity: str | None) -> None:
    from optimizer import UsageError

    case = outcome.case
    if outage is not None and outage not in case.outage:
        raise UsageError(f"Einen Ausfall {outage} gibt es hier nicht; es gibt 1 bis {len(case.outages)}.")
    if capacity is not None and capacity not in {row.key for row in case.capacities}:
        raise UsageError(f"--kapazitaet: Eine Kapazität „{capacity}“ gibt es hier nicht.")


def _limits(asked: Asked) -> Lines:
    from optimizer import Steps, limits_of

    steps = Steps(money=asked.money, hours=asked.hours, points=asked.points)
    yield from (value.sentence for value in limits_of(asked.outcome, steps=steps, what_if=asked.what_if))


def _why_not(asked: Asked) -> Lines:
    from optimizer import why_not

    found = why_not(asked.outcome, outage=asked.outage, capacity=asked.capacity, what_if=asked.what_if)
    for row in found:
        reasons = row.forced.sentence if row.forced else _reasons(asked, row.outage, row.capacity)
        yield f"Ausfall {row.outage}, {row.capacity}: {reasons}"


def _reasons(asked: Asked, outage: int, capacity: str) -> str:
    """All reasons of a pair that is no option, each with what would cure it."""
    from optimizer import cure_sentence, reason_sentence

    case = asked.outcome.case
    pair = next(row for row in case.exclusions if row.key == (outage, capacity))
    sentences = []
    for code in pair.reasons:
        cure = cure_sentence(case, pair, code)
        sentences.append(reason_sentence(case, pair, code) + (f" Abhilfe: {cure}" if cure else ""))
    return " ".join(sentences)


def _ranking(asked: Asked) -> Lines:
    from optimizer import ranking

    for outage in asked.outcome.case.outages:
        if not outage.hours or asked.outage not in (None, outage.number):
            continue
        yield f"Ausfall {outage.number} ({asked.outcome.case.offering_of(outage).title}):"
        for row in ranking(asked.outcome, outage.number, what_if=asked.what_if):
            name = asked.dataset.provider[row.provider].name
            why = f" {_reasons(asked, row.outage, row.capacity)}" if row.reasons else ""
            yield f"{row.rank}. {row.capacity} ({name}): {row.sentence}{why}"


def _bottlenecks(asked: Asked) -> Lines:
    from optimizer import bottlenecks

    found = bottlenecks(asked.outcome, outage=asked.outage, what_if=asked.what_if)
    yield from (row.sentence for row in found)
    if not found:
        yield "Alle Stunden sind gedeckt."


def _alternatives(asked: Asked) -> Lines:
    from optimizer import alternatives

    found = alternatives(asked.outcome, asked.dataset, by=asked.by, slack=asked.slack, what_if=asked.what_if)
    for number, row in enumerate(found, 1):
        yield f"{number}. {row.sentence}"
    if not found:
        yield "In diesem Spielraum gibt es keinen Plan, der sich nennenswert unterscheidet."


def _validity(asked: Asked) -> Lines:
    from optimizer import validity

    yield from (row.sentence for row in validity(asked.outcome, what_if=asked.what_if))


def _curve(asked: Asked) -> Lines:
    from optimizer import trade_off

    yield trade_off(asked.outcome, *asked.goals, what_if=asked.what_if).sentence


def _pins(asked: Asked) -> Lines:
    from optimizer import price_of_pins

    found = price_of_pins(asked.dataset, asked.outcome, previous=asked.previous)
    yield from (row.sentence for row in found)
    if not found:
        yield "Das Szenario hat keine Vorgaben."


def _steadiness(asked: Asked) -> Lines:
    from optimizer import UsageError, steadiness

    if asked.previous is None:
        raise UsageError("Für die Stetigkeit fehlt der frühere Plan: --bisher plan.json.")
    yield steadiness(asked.outcome, asked.previous).sentence


def _comparison(asked: Asked) -> Lines:
    from optimizer import comparison, comparison_lines, comparison_workbook, write_file

    base = asked.outcome.plan.scenario
    others = asked.others or tuple(name for name in asked.dataset.scenarios if name != base)
    found = comparison(asked.dataset, base, others)
    yield from comparison_lines(found)
    if asked.out:
        day: date = asked.outcome.case.planning_day
        write_file(comparison_workbook(found, program=asked.outcome.plan.program, day=day), asked.out)
        yield f"Geschrieben: {asked.out}"


def _duration(asked: Asked) -> Lines:
    from optimizer import uncertain_duration

    yield uncertain_duration(asked.dataset, asked.outcome.plan.scenario).sentence


QUESTIONS: Final[dict[str, tuple[str, Callable[[Asked], Lines]]]] = {
    "grenzwerte": ("Grenzwerte", _limits),
    "warum-nicht": ("Warum nicht?", _why_not),
    "rangliste": ("Rangliste", _ranking),
    "engpass": ("Engpass", _bottlenecks),
    "alternativen": ("Alternativen", _alternatives),
    "gueltigkeit": ("Gültigkeit", _validity),
    "kurve": ("Abwägungskurve", _curve),
    "abweichung": ("Preis der Abweichung", _pins),
    "stetigkeit": ("Stetigkeit", _steadiness),
    "vergleich": ("Vergleich", _comparison),
    "dauer": ("Unsichere Dauer", _duration),
}
DEFAULT_QUESTIONS: Final = ("grenzwerte", "warum-nicht", "rangliste", "engpass", "alternativen")
