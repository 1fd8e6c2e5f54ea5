"""Each worked case, from a real workbook to the plan: the hand and the program agree, cent by cent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from optimizer.model.errors import InputError, PinContradiction
from optimizer.model.plan import Plan
from optimizer.plans.planner import make_plan
from tests.cases import worked_case

SCENARIOS = [(name, scenario) for name in worked_case.names() for scenario in worked_case.load(name)["expected"]]


def found_in(plan: Plan) -> dict[str, Any]:
    """The plan in the words of the case files: payments by pot, pots as [held, used], reasons by pair."""
    document = json.loads(plan.to_json())
    handovers = document["handovers"]
    for row in handovers:
        row["paid"] = {paid["pot"]: paid["cents"] for paid in row.pop("funding")}
    return {
        "outages": document["outages"],
        "freed": {
            f"{row['outage']} {row['source']} {row['year']}": [
                row["freed"],
                row["available"],
                row["reclaim"],
                row["returned"],
            ]
            for row in document["freed"]
        },
        "pots": {row["pot"]: [row["cents"], row["used"]] for row in document["pots"]},
        "handovers": handovers,
        "goals": {row["name"]: row["value"] for row in document["goals"]},
        "not_used": {f"{row['outage']} {row['capacity']}": row["reasons"] for row in document["not_used"]},
    }


def only(found: Any, asked: Any) -> Any:
    """What was found, without the parts of handovers and outages that the case says nothing about."""
    if isinstance(asked, list) and isinstance(found, list) and len(asked) == len(found):
        return [only(*pair) for pair in zip(found, asked, strict=True)]
    if isinstance(asked, dict) and isinstance(found, dict) and "outage" in asked:
        return {key: found[key] for key in asked}
    return found


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS)
def test_the_program_agrees_with_the_hand(name: str, scenario: str) -> None:
    expected = worked_case.load(name)["expected"][scenario]
    dataset = worked_case.read(name)
    if "refused" in expected:
        wanted: type[Exception] = {"Vorgaben": PinContradiction, "Mappe": InputError}[expected["refused"]]
        with pytest.raises(wanted) as refusal:
            make_plan(dataset, scenario)
        assert [word for word in expected["names"] if word not in str(refusal.value)] == []
        assert [word for word in expected.get("leaves_out", ()) if word in str(refusal.value)] == []
        return
    found = found_in(make_plan(dataset, scenario).plan)
    for part, wanted_part in expected.items():
        assert only(found[part], wanted_part) == wanted_part, part
    assert set(expected) >= {"outages", "freed", "pots", "handovers", "goals"}


@pytest.mark.parametrize("name", worked_case.names())
def test_every_case_says_why_and_whence(name: str) -> None:
    case = worked_case.load(name)
    assert set(case) == {"why", "source", "given", "expected"}
    assert len(" ".join(case["why"])) > 80
    assert case["source"]


def test_there_are_cases_for_every_kind_of_event_and_rule() -> None:
    kinds, rules, sheets = set(), set(), set()
    for name in worked_case.names():
        given = worked_case.load(name)["given"]
        sheets |= set(given)
        rules |= {row[0] for row in given.get("Regeln", ())}
        kinds |= {row[given["Ereignisse"][0].index("Art")] for row in given["Ereignisse"][1:]}
    assert kinds == {
        "Ausfall",
        "Kündigung",
        "Fristlose Kündigung",
        "Entzug",
        "Mittelwegfall",
        "Minderabruf",
        "Mehrbedarf",
    }
    assert {"Stundenraster", "Mindestumfang", "Höchstzahl Übernehmende", "Planungstag", "Laufzeitende"} <= rules
    assert {"Reserven", "Anteile", "Vorgaben", "Annahmen"} <= sheets
