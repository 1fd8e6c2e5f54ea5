"""The resolution adds up: what is available, what is taken from reserves, and the grants of the notices."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.model.case import Freed, Outage
from optimizer.model.dataset import Event, Grant
from optimizer.model.german import euro
from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.model.plan import OutageResult, Payment
from optimizer.papers.drafting import word_papers
from optimizer.papers.notices import notices_of
from tests.papers.drafts.reading import COMPLETE, body_of
from tests.papers.glauchau import dataset, outcome
from tests.papers.test_who_awards import lines, planned

_AMOUNT = re.compile(r"\d[\d.]*,\d{2}(?= €)")
SCENARIOS = (
    "Personalausfall Jugendclub Meerane ab September",
    "Zu viel abgerufen in Fraureuth",
    "Nicht abgerufene Mittel treffen offene Anträge",
    "Insolvenz Brückenbogen",
    "Stiftung halbiert ihren Zuschuss zum Medienmobil",
    "Stadt Wilkau-Haßlau steigt aus",
)


_ROWS = (
    "frei geworden",
    "davon bereits abgerufen",
    "davon verfügbar",
    "verwendet aus freigewordenen Mitteln",
    "zusätzlich aus Reserven",
    "Übernahmen zusammen",
)


def cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def amounts(line: str) -> list[int]:
    return [cents(found) for found in _AMOUNT.findall(line)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_is_resolved_is_the_sum_of_its_parts_and_of_the_notices(scenario: str) -> None:
    text = lines(scenario, "beschluss/beschlussvorlage")
    resolved = [line for line in text if "wie folgt als Zuwendung zu verwenden" in line]
    items = [int(cents(found)) for line in text for found in re.findall(r"eine Zuwendung von ([\d.]+,\d{2}) €", line)]
    acts = [act.change for act in notices_of(planned(scenario)) if act.kind != "Minderung"]
    assert sorted(items) == sorted(act for act in acts if act)
    assert sum(amounts(line)[0] for line in resolved) == sum(items)
    for line in resolved:
        parts = re.findall(r"([\d.]+,\d{2}) € aus (?:frei gewordenen Mitteln|Reserven)", line)
        assert amounts(line)[0] == sum(map(cents, parts))
        assert sum(amounts(line.partition("aus Reserven (")[2])) == sum(map(cents, parts[1:]))
    table = {row: amounts(line) for line in text for row in _ROWS if line.startswith(row)}
    own = sum(amounts(line)[0] for line in text if line.startswith("zusätzlich aus eigenen Mitteln"))
    for row, (mine, shown, both) in table.items():
        assert both == mine + shown + (own if row == "Übernahmen zusammen" else 0)
    used, whole = table["verwendet aus freigewordenen Mitteln"], table["Übernahmen zusammen"]
    reserves = table.get("zusätzlich aus Reserven", [0, 0, 0])
    assert whole[0] == used[0] + reserves[0] == sum(items)
    assert whole[2] == used[2] + reserves[2] + own


def test_only_available_money_of_state_and_district_is_resolved() -> None:
    text = "\n".join(lines("Zu viel abgerufen in Fraureuth", "beschluss/beschlussvorlage"))
    assert "in Höhe von 16.934,99 € frei geworden sind; davon sind 4.064,40 € verfügbar (Anlage 1)." in text
    assert "davon bereits abgerufen und zurückzufordern 12.870,59 € 1.754,96 € 14.625,55 €" in text
    assert "eine Zuwendung von 5.944,72 € (nachrichtlich: Gemeinde Fraureuth 554,20 €)." in text
    assert "Mit den vorgeschlagenen Übernahmen sind 68,6 Prozent der ausfallenden Stunden" in text


def test_reserves_are_resolved_with_their_source_and_amount() -> None:
    text = "\n".join(lines("Nicht abgerufene Mittel treffen offene Anträge", "beschluss/beschlussvorlage"))
    assert (
        "beschließt, Mittel in Höhe von 25.581,24 € wie folgt als Zuwendung zu verwenden (Anlage 2), und zwar "
        "16.230,21 € aus frei gewordenen Mitteln und 9.351,03 € aus Reserven (Landkreis Zwickau 6.451,03 € und "
        "Freistaat Sachsen, Jugendpauschale (SMS) 2.900,00 €):" in text
    )
    meerane = "\n".join(lines(SCENARIOS[0], "beschluss/beschlussvorlage"))
    (granted,) = (act.change for act in notices_of(planned(SCENARIOS[0])) if act.recipient.name.startswith("Forum"))
    assert euro(granted).replace("\u00a0", " ") == "3.261,90 €"
    assert re.search(
        r"Forum [^\n]*eine Zuwendung von 3\.261,90 € \(nachrichtlich: Stadt Meerane 3\.373,99 €\)\.", meerane
    )


def committee(made: Outcome) -> str:
    return body_of(word_papers(made, state=COMPLETE)["beschluss/beschlussvorlage.docx"])


def test_money_of_another_field_is_named_as_such() -> None:
    """The district's money is not bound to its field: 1,000 EUR of what § 11 uses were freed in § 13."""
    base = dataset()
    data = replace(
        base,
        offerings=(base.offerings[0], replace(base.offerings[1], field="§ 13")),
        grants=(*base.grants, Grant("B1", "LK", 2027, 5_000_00)),
    )
    made = outcome(data)
    undrawn = Event("S", "Minderabruf", date(2027, 10, 1), offering="B1", source="LK", cents=1_000_00)
    day = Period(date(2027, 10, 1), date(2027, 10, 1))
    town, _, state = made.case.freed
    freed = (
        town,
        Freed(1, "LK", 2027, 9_000_00, 9_000_00, 0, 0),
        state,
        Freed(2, "LK", 2027, 1_000_00, 1_000_00, 0, 0),
    )
    case = replace(made.case, outages=(*made.case.outages, Outage(2, "B1", day, Fraction(0), undrawn)), freed=freed)
    results = (*made.plan.outages, OutageResult(2, "B1", day, Fraction(0), Fraction(0), Fraction(0)))
    text = committee(replace(made, case=case, plan=replace(made.plan, freed=freed, outages=results)))
    assert "und zwar 15.600,00 € aus frei gewordenen Mitteln (davon 1.000,00 € aus anderen Leistungsbereichen):" in text
    assert "in Höhe von 1.000,00 € frei geworden sind; davon sind 1.000,00 € verfügbar (Anlage 1)." in text


def test_what_the_notices_claim_beyond_the_reclaim_is_named() -> None:
    base = dataset()
    grants = tuple(replace(row, drawn=row.granted) if row.source != "SMS" else row for row in base.grants)
    made = outcome(replace(base, rules=replace(base.rules, plan_reclaims=True), grants=grants))
    assert "schon eingeplant sind: 10.000,00 € Zuwendung, nachrichtlich 2.000,00 € der Kommunen und Dritter." in (
        committee(made)
    )
    assert "Zu erstatten sind außerdem" not in committee(outcome())


def test_a_handover_paid_by_a_town_alone_is_no_grant() -> None:
    made = outcome()
    town = next(row.key for row in made.case.pots if row.source == "KOM")
    funding = (Payment(town, "KOM", 2027, 2_000_00),)
    paid = (replace(made.plan.handovers[0], cost=((2027, 2_000_00),), funding=funding),)
    pots = tuple(replace(row, used=2_000_00 if row.pot == town else 0) for row in made.plan.pots)
    text = committee(replace(made, plan=replace(made.plan, handovers=paid, pots=pots)))
    assert "nimmt folgende Übernahmen zur Kenntnis; Mittel des Landes und des Landkreises werden dafür nicht" in text
    assert "und erhält dafür keine Zuwendung (nachrichtlich: Stadt Glauchau 2.000,00 €)." in text
