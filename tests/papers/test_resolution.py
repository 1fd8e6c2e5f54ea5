"""The resolution adds up: what is available, what is taken from reserves, and the grants of the notices."""

from __future__ import annotations

import re

import pytest

from optimizer.model.german import euro
from optimizer.papers.notices import notices_of
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
