"""The algebra of each rule, goal and last stage for one tiny case, as LP text that a person can check against the page.

`python -m tests.program.golden` writes the files in `lp/` anew after a wanted change; read the difference before it is
committed. Each text stands for the rows that this rule alone yields (`RULE.lp`; `RULE.raster.lp` with a Stundenraster;
`RULE.cent.lp` in whole cents, when the hours stand), or for the objective and rows of one goal.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pulp

from optimizer.cases.case import work_out
from optimizer.cases.costs import handover_cost
from optimizer.model.case import Case
from optimizer.program.decisions import Decisions, Takeovers
from optimizer.program.goals import GOALS, LAST, coverage
from optimizer.program.payers import Payers
from optimizer.program.rules import MONEY_RULES, RULES, state_rules
from optimizer.workbook.reader import read_workbook
from tests.cases.worked_case import workbook_of

FOLDER = Path(__file__).parent / "lp"
EARLIER = {(1, "K1"): Fraction(10)}
DECIDED = {(1, "K1"): Fraction(10), (2, "K2"): Fraction(5, 2)}
ASCII_NAME = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ü": "Ue"})
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])")
_TERM = re.compile(r"([+-]?)\s*(\d\S*)?\s*([A-Za-z_]\w*)")


def tiny_case(grid: Fraction = Fraction(0)) -> Case:
    """Two outages, two capacities, two years; every rule has something to say."""
    given = json.loads((FOLDER / "tiny.json").read_text(encoding="utf-8"))
    case = work_out(read_workbook(workbook_of(given)), "S")
    return replace(case, dataset=replace(case.dataset, rules=replace(case.dataset.rules, hour_grid=grid)))


def takeovers(grid: Fraction = Fraction(0)) -> Takeovers:
    """Hours and money of the tiny case."""
    case = tiny_case(grid)
    return Takeovers(case, case.options, EARLIER)


def payers() -> Payers:
    """Its money alone, once 10 h of K1 and 2,5 h of K2 stand."""
    case = tiny_case()
    costs = {
        option: dict(handover_cost(case, option, DECIDED[option.outage, option.capacity]))
        for option in case.options
        if (option.outage, option.capacity) in DECIDED
    }
    return Payers(case, costs)


def texts() -> Iterator[tuple[str, str]]:
    """(file name, text) of every golden file."""
    half = Fraction(1, 2)
    for rule in RULES:
        yield from _rule(rule.__name__, rule, takeovers())
        yield from _rule(f"{rule.__name__}.raster", rule, takeovers(half))
    for rule in MONEY_RULES:
        yield from _rule(f"{rule.__name__}.cent", rule, payers())
    for name, (sense, expression) in GOALS.items():
        yield _goal(name, sense, expression, takeovers())
    for priority in (1, 3):
        yield _goal(f"Versorgung {priority}", "max", lambda program, p=priority: coverage(program, p), takeovers())
    for name, (sense, expression) in LAST.items():
        yield _goal(name, sense, expression, takeovers())
        yield _goal(f"{name}.cent", sense, expression, payers())
    for name, program in (("spalten", takeovers()), ("spalten.raster", takeovers(half)), ("spalten.cent", payers())):
        yield f"{name}.lp", columns(program)


def rows(program: Decisions, objective: object = None, sense: str = "min") -> str:
    """Objective and rows as PuLP writes them, in one form for all its versions: sorted terms, plain numbers."""
    problem = program.in_pulp.problem
    problem.setObjective(pulp.lpSum([objective] if objective is not None else []))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "golden.lp"
        problem.writeLP(str(path))
        text = path.read_text(encoding="utf-8")
    body = re.split(r"\n(?:Bounds|Generals|Binaries|End)", text.split("\nMinimize\n")[1])[0]
    goal, _, constraints = body.partition("\nSubject To")
    lines = [plain(line) for line in _joined(constraints) if not line.startswith("_dummy:")]
    head = [{"min": "Minimize", "max": "Maximize"}[sense], plain(_joined(goal)[0])] if objective is not None else []
    return "\n".join([*head, "Subject To", *sorted(lines)]) + "\n"


def columns(program: Decisions) -> str:
    """What is decided: every column with its bounds and kind."""
    lines = [
        f"{column.lowBound:g} <= {column.name}"
        + (f" <= {column.upBound:g}" if column.upBound not in {None, float("inf")} else "")
        + (" integer" if column.cat == pulp.LpInteger else "")
        for column in program.in_pulp.columns
    ]
    return "\n".join(lines) + "\n"


def plain(line: str) -> str:
    """One row with its terms sorted by name and numbers without superfluous digits."""
    name, _, rest = line.partition(": ")
    terms, sign, right = re.fullmatch(r"(.*?)(?:\s*(<=|>=|=)\s*(\S+))?", rest).groups()  # type: ignore[union-attr]
    found = {variable: f"{minus}{factor or 1}" for minus, factor, variable in _TERM.findall(terms)}
    found.pop("__dummy", None)
    left = " ".join(f"{float(factor):+.12g} {variable}" for variable, factor in sorted(found.items())) or "0"
    return f"{name}: {left}" + (f" {sign} {float(right) + 0.0:.12g}" if sign else "")


def _joined(text: str) -> list[str]:
    """Rows that PuLP wrapped, on one line each."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if re.match(r"\w+: ", line):
            lines.append(line)
        else:
            lines[-1] += " " + line.strip()
    return lines


def _rule(name: str, rule: Callable[..., object], program: Decisions) -> Iterator[tuple[str, str]]:
    state_rules(program, [rule])  # type: ignore[list-item]
    if program.in_pulp.problem.constraints():
        yield f"{name}.lp", rows(program)


def _goal(name: str, sense: str, expression: Callable[..., object], program: Decisions) -> tuple[str, str]:
    return f"{name.replace(' ', '_').translate(ASCII_NAME)}.lp", rows(program, expression(program), sense)


if __name__ == "__main__":
    for old in FOLDER.glob("*.lp"):
        old.unlink()
    for file, golden in texts():
        (FOLDER / file).write_text(golden, encoding="utf-8")
