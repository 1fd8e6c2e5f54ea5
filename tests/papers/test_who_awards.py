"""The notice awards and revokes state and district money; what towns and foundations pay it shows (clause 3.1.3)."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer import finance_workbook, make_plan, notice_list_workbook, read_workbook
from optimizer.model.german import euro
from optimizer.model.outcome import Outcome
from optimizer.papers.drafting import word_papers
from optimizer.papers.notices import mail_merge, notices_of
from tests.papers.drafts.reading import body_of

EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"
FRAUREUTH = "Zu viel abgerufen in Fraureuth"
FOUNDATION = "Stiftung halbiert ihren Zuschuss zum Medienmobil"


@cache
def planned(scenario: str) -> Outcome:
    return make_plan(read_workbook(EXAMPLE), scenario)


@cache
def papers(scenario: str) -> dict[str, bytes]:
    return word_papers(planned(scenario))


def lines(scenario: str, name: str) -> list[str]:
    return body_of(papers(scenario)[f"{name}.docx"]).splitlines()


def sheet(data: bytes, name: str, first_title: str) -> list[dict[str, Any]]:
    """The lines of a table with what its formulas show, down to its sum."""
    rows = list(load_workbook(BytesIO(data), data_only=True)[name].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == first_title)
    kept: list[dict[str, Any]] = []
    for row in rows[start + 1 :]:
        if row[0] in (None, "Summe"):
            break
        kept.append(dict(zip(rows[start], row, strict=True)))
    return kept


def test_every_list_claims_back_what_the_notice_claims_back() -> None:
    made = planned(FRAUREUTH)
    (listed, _, _) = sheet(notice_list_workbook(made), "Bescheide", "Bescheid_Nr")
    (booked, _, _) = sheet(finance_workbook(made), "Bescheide", "Bescheid_Nr")
    for row in (listed, booked):
        assert (row["Rückforderung"], row["Kommune_Erstattung"]) == (12_870.59, 1_754.96)
        assert (row["Betrag_Änderung"], row["Kommune_Änderung"], row["Dritte_Änderung"]) == (-16_934.99, -2_309.16, 0)
    text = "\n".join(lines(FRAUREUTH, "bescheide/J1-M"))
    assert "Bereits abgerufene Mittel in Höhe von 12.870,59 €" in text
    assert "Von der Kommune sind Mittel in Höhe von 1.754,96 € bereits abgerufen" in text
    assert "Auf diesen Anteil und Zeitraum entfallen bewilligte Mittel in Höhe von 16.934,99 €." in text


def test_sums_of_the_lists_keep_the_towns_money_apart() -> None:
    made = planned(FRAUREUTH)
    amounts = sheet(notice_list_workbook(made), "Beträge", "Bescheid_Nr")
    assert sum(row["Rückforderung"] for row in amounts) == pytest.approx(12_870.59)
    assert sum(row["Erstattung nachrichtlich"] for row in amounts) == pytest.approx(1_754.96)
    assert {row["Mittel"] for row in amounts if row["Quelle"] == "Gemeinde Fraureuth"} == {"Kommune"}
    checks = {row["Prüfung"]: row for row in sheet(finance_workbook(made), "Prüfungen", "Nr")}
    assert {row["Ergebnis"] for row in checks.values()} == {"stimmt"}
    assert checks["Rückforderung, die die Bescheide festsetzen"]["laut Blatt"] == 12_870.59
    assert checks["Minderungsbescheide nehmen genau das Freigesetzte (Zuwendung)"]["laut Plan"] == -16_934.99


_PRINTED = ("Betrag_gesamt", "Betrag_neu", "Rückforderung")


@pytest.mark.parametrize(
    "scenario", [FRAUREUTH, FOUNDATION, "Insolvenz Brückenbogen", "Stadt Wilkau-Haßlau steigt aus"]
)
def test_a_mail_merge_prints_the_amounts_of_the_notice(scenario: str) -> None:
    for notice in notices_of(planned(scenario)):
        fields = mail_merge(notice)
        total, new, claim = (euro(int(str(fields[name]))).replace("\u00a0", " ") for name in _PRINTED)
        text = lines(scenario, f"bescheide/{notice.id}")
        assert [line for line in text if line.startswith("Die Zuwendung") and f" insgesamt {total} (in Worten" in line]
        assert [line for line in text if line.startswith("Zuwendung insgesamt") and line.endswith(new)]
        claimed = [line for line in text if "sind zu erstatten" in line]
        assert bool(claimed) == bool(fields["Rückforderung"])
        assert all(f"in Höhe von {claim} (" in line for line in claimed)


def test_a_foundations_money_is_neither_revoked_nor_awarded_nor_called() -> None:
    cut = lines(FOUNDATION, "bescheide/J1-M")
    assert "2027 nachrichtlich: Stiftung Brunnenstube (erfunden) 9.000,00 € − 1.500,00 € 7.500,00 €" in cut
    assert "Zuwendung insgesamt 48.457,00 € − 8.076,16 € 40.380,84 €" in cut
    assert "2027 Stiftung Brunnenstube (erfunden) nachrichtlich 7.500,00 €" in cut
    assert "Mittel Dritter sind nachrichtlich ausgewiesen; über sie entscheiden die Dritten selbst." in cut
    assert any("Sie beträgt in den genannten Haushaltsjahren höchstens 40.380,84 €." in line for line in cut)
    assert any("vermindert sich um insgesamt 8.076,16 €" in line for line in cut)
    assert any("vermindert sich um 8.076,16 €" in line for line in lines(FOUNDATION, "vertrag/J1-M"))
    assert not [line for line in lines(FOUNDATION, "mittelabruf/J1-BISHER") if "Stiftung" in line]
    leaving = lines("Insolvenz Brückenbogen", "bescheide/J6-M")
    assert [line for line in leaving if line.startswith("2027 nachrichtlich: Stiftung")]


@pytest.mark.parametrize(
    ("scenario", "notice"),
    [("Personalausfall Jugendclub Meerane ab September", "J1-K-22"), ("Am Telefon abgesprochen", "J2-K-11")],
)
def test_money_is_booked_to_the_field_of_the_outage(scenario: str, notice: str) -> None:
    """The substitute's own grant is one of another field; the share of each field is declared to the state."""
    made = planned(scenario)
    act = next(row for row in notices_of(made) if row.id == notice)
    assert act.changed
    assert act.changed.field != act.offering.field == "§ 11"
    assert mail_merge(act)["Produktkonto"] == "36310103.4318511"
    assert any("Produktkonto 36310103.4318511 gebucht" in line for line in lines(scenario, f"bescheide/{notice}"))
    assert "Produktkonto: 36310103.4318511" in lines(scenario, f"mittelabruf/{notice}")
