"""`staffelstab erklaeren`: why, why not, what else; one function per question, sentences on standard output."""

from __future__ import annotations

import argparse
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
    from optimizer import UsageError, WhatIf, make_plan

    questions = was or list(DEFAULT_QUESTIONS)
    dataset = read(datei)
    earlier = read_plan(bisher) if bisher else None
    outcome = make_plan(dataset, szenario, previous=earlier, time_limit=zeit)
    complain(*(f"Hinweis: {warning}" for warning in outcome.warnings))
    numbers = [row.number for row in outcome.case.outages]
    if ausfall is not None and ausfall not in numbers:
        raise UsageError(f"Einen Ausfall {ausfall} gibt es hier nicht; es gibt 1 bis {len(numbers)}.")
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
    pair = next(row for row in case.exclusions if (row.outage, row.capacity) == (outage, capacity))
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


def add_words(parser: argparse.ArgumentParser) -> None:
    """What can be said after `erklaeren DATEI`."""
    add = parser.add_argument
    add("--szenario", metavar="NAME", required=True, help="Name aus dem Blatt „Ereignisse“")
    asked = "was gefragt ist, mehrfach möglich: " + ", ".join(QUESTIONS)
    add("--was", metavar="FRAGE", action="append", choices=tuple(QUESTIONS), help=asked)
    add("--ausfall", metavar="NUMMER", type=int, help="nur dieser Ausfall")
    add("--kapazitaet", metavar="NAME", help="nur diese Kapazität (bei warum-nicht)")
    add("--geld", metavar="EURO", type=_number, default=Fraction(1000), help="Schritt der Grenzwerte in Euro (1000)")
    add("--stunden", metavar="STUNDEN", type=_number, default=Fraction(5), help="Schritt in Wochenstunden (5)")
    add("--punkte", metavar="PUNKTE", type=_number, default=Fraction(5), help="Schritt in Prozentpunkten (5)")
    add("--spielraum", metavar="PROZENT", type=_number, help="Spielraum jedes Ziels bei Alternativen, in Prozent")
    add("--nach", choices=("wer", "wo", "womit"), default="wer", help="worin sich Alternativen unterscheiden (wer)")
    goals = ["Versorgung", "Kosten"]
    add("--ziele", nargs=2, metavar="ZIEL", default=goals, help="die zwei Ziele der Kurve (Versorgung Kosten)")
    add("--mit", metavar="SZENARIO", action="append", help="womit verglichen wird, mehrfach möglich (alle anderen)")
    add("--out", metavar="DATEI", type=Path, help="den Vergleich auch als Excel-Datei ablegen")
    add("--bisher", metavar="PLAN", type=Path, help="früherer plan.json für die Stetigkeit")
    add("--zeit", metavar="SEKUNDEN", type=float, help="so lange darf der Plan höchstens gerechnet werden")


def _number(text: str) -> Fraction:
    try:
        value = Fraction(text.replace(".", "").replace(",", ".") if "," in text else text)
    except ValueError:
        value = Fraction(0)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Zahl über null.")
    return value
