"""One function per command. Heavy libraries load inside, so that help and a wrong word answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from optimizer.cli.reading import read, read_plan, refuse_broken
from optimizer.cli.side_file import name_within, refuse_lp
from optimizer.cli.speech import complain, tell

if TYPE_CHECKING:
    from optimizer import Dataset, Findings, Outcome, Plan


def plan(  # noqa: PLR0913 -- one argument for each word of the command line
    *,
    datei: Path,
    szenario: str | None,
    out: Path | None,
    solver: Literal["highs", "scip"],
    lp: Path | None,
    bisher: Path | None,
    zeit: float | None,
    erklaeren: bool,
) -> int:
    """Plan a scenario, audit and confirm it, and write plan.json, plan.xlsx and the drafts: all of them or none."""
    from optimizer import Findings, UsageError, confirm, early_starts, make_plan, refuse_hopeless

    dataset = read(datei)
    if szenario is None:
        raise UsageError(f"Es fehlt: --szenario NAME. In „{datei.name}“ gibt es:\n{_scenario_lines(dataset)}")
    if out is None:
        raise UsageError("Es fehlt: --out ORDNER (dorthin kommen plan.json, plan.xlsx und bescheide/).")
    refuse_hopeless(out)
    earlier = read_plan(bisher) if bisher else None
    if lp:
        refuse_lp(lp, out, (datei, bisher) if bisher else (datei,))
    with _scratch_file(wanted=lp is not None) as scratch:
        outcome = make_plan(dataset, szenario, solver=solver, previous=earlier, time_limit=zeit, lp_file=scratch)
        model = scratch.read_bytes() if scratch else None
    confirm(outcome)
    complain(*(f"Hinweis: {warning}" for warning in (*outcome.warnings, *early_starts(outcome))))
    findings = _findings(outcome, dataset, earlier) if erklaeren else Findings()
    written = _write(outcome, findings, out, (lp, model) if lp and model is not None else None)
    tell(*_summary(outcome), *(f"Geschrieben: {place}" for place in written))
    return 0


def check(*, datei: Path) -> int:
    """Name every problem of a workbook at once, also those that show only when its scenarios are worked out."""
    from optimizer import InputError, Problem, work_out

    dataset = read(datei)
    problems: list[Problem] = []
    for scenario in dataset.scenarios:
        try:
            case = work_out(dataset, scenario)
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
        else:
            complain(*(f"Hinweis ({scenario}): {notice}" for notice in case.notices))
    if problems:
        raise InputError(problems)
    tell(
        f"„{datei.name}“ ist in Ordnung: {len(dataset.municipalities)} Kommunen, {len(dataset.offerings)} Angebote, "
        f"{len(dataset.capacities)} Kapazitäten, {len(dataset.scenarios)} Szenarien."
    )
    return 0


def scenarios(*, datei: Path) -> int:
    """List the names that `--szenario` takes."""
    tell(_scenario_lines(read(datei)))
    return 0


def template(*, datei: Path, beispiel: bool) -> int:
    """Write an empty workbook to fill in, or the example to try things with; never over a file that exists."""
    from optimizer import example_bytes, template_bytes, write_file

    write_file(example_bytes() if beispiel else template_bytes(), datei)
    tell(f"Geschrieben: {datei}")
    return 0


def audit_plan(*, datei: Path, plan: Path, bisher: Path | None) -> int:
    """Check a plan from the workbook and the plan alone; every broken rule is named."""
    refuse_broken(read(datei), read_plan(plan), plan.name, read_plan(bisher) if bisher else None)
    tell(f"„{plan.name}“ besteht die Nachprüfung: keine Regel ist verletzt, jeder Cent stimmt.")
    return 0


def start(*, port: int, ohne_browser: bool) -> int:
    """Open the pages in the browser; they can be reached from this machine alone."""
    import subprocess
    import sys
    from importlib.util import find_spec

    spec = find_spec("dashboards")
    places = [Path(place) / "app.py" for place in (spec.submodule_search_locations or [] if spec else [])]
    app = next((place for place in places if place.is_file()), None)
    if app is None:
        from optimizer import CheckFailed

        raise CheckFailed("Die Oberfläche (dashboards/app.py) fehlt; bitte neu installieren.")
    _refuse_taken(port)
    settings = {"address": "127.0.0.1", "port": port, "headless": str(ohne_browser).lower(), "showEmailPrompt": "false"}
    words = [f"--server.{name}={value}" for name, value in settings.items()]
    tell(f"Die Oberfläche läuft unter http://127.0.0.1:{port}, nur auf diesem Rechner (Ende mit Strg+C).")
    try:
        return subprocess.run([sys.executable, "-m", "streamlit", "run", str(app), *words], check=False).returncode  # noqa: S603 -- our own words
    except KeyboardInterrupt:
        tell("Beendet.")
        return 0


def _refuse_taken(port: int) -> None:
    import socket

    from optimizer import UsageError

    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return
    raise UsageError(
        f"Unter http://127.0.0.1:{port} läuft schon etwas, vielleicht die Oberfläche selbst. "
        "Ein anderer Anschluss: --port NUMMER."
    )


def _scenario_lines(dataset: Dataset) -> str:
    return "\n".join(f"  {scenario}" for scenario in dataset.scenarios) or "  (kein Szenario)"


@contextmanager
def _scratch_file(*, wanted: bool) -> Iterator[Path | None]:
    """A file for the time of the calculation; what it holds is put in place only when all has gone well."""
    if not wanted:
        yield None
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / "modell.lp"


def _findings(outcome: Outcome, dataset: Dataset, earlier: Plan | None) -> Findings:
    from optimizer import findings_of

    return findings_of(outcome, dataset, previous=earlier)


def _write(outcome: Outcome, findings: Findings, out: Path, model: tuple[Path, bytes] | None) -> tuple[Path, ...]:
    from optimizer import UsageError, finance_workbook, instead_of, notice_drafts, write_all

    files = {"plan.json": outcome.plan.to_json().encode(), "plan.xlsx": finance_workbook(outcome, findings)}
    files |= notice_drafts(outcome)
    if model is None:
        return write_all(files, out)
    place, content = model
    if name := name_within(place, out):
        try:
            return write_all({**files, name: content}, out)
        except ValueError as error:
            raise UsageError(f"--lp: {error}. Bitte einen anderen Namen wählen.") from None
    with instead_of(place, content):
        return (*write_all(files, out), place)


def _summary(outcome: Outcome) -> Iterator[str]:
    from optimizer import euro, number

    made = outcome.plan
    lost = sum((row.lost for row in made.outages), start=Fraction(0))
    covered = sum((row.covered for row in made.outages), start=Fraction(0))
    share = f"{number(covered * 100 / lost, 1)}\u00a0%" if lost else "nichts"
    outages, handovers = len(made.outages), len(made.handovers)
    yield (
        f"Szenario „{made.scenario}“: {outages} {'Ausfall' if outages == 1 else 'Ausfälle'}, "
        f"{handovers} {'Übergabe' if handovers == 1 else 'Übergaben'}."
    )
    yield f"Gedeckt: {number(covered)} von {number(lost)} Stundenmonaten ({share})."
    yield f"Eingesetzt: {euro(sum(row.total for row in made.handovers))}. Nachgeprüft, {made.solver}."
