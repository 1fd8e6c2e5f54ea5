"""plan.xlsx and the Bescheidliste as the finance department gets them: figures, live sums, print, pictures."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer import finance_workbook, notice_list_workbook
from optimizer.model.findings import (
    Alternative,
    Bottleneck,
    CurvePoint,
    DurationEnd,
    Findings,
    ForcedOption,
    GoalChange,
    Limit,
    LimitValue,
    PinPrice,
    Steadiness,
    TradeOff,
    UncertainDuration,
)
from optimizer.model.outcome import Outcome
from optimizer.papers.merge_fields import MERGE_FIELDS

SHEETS = [
    "Übersicht", "Übergaben", "Geld nach Topf", "Geld nach Quelle", "Freigesetzt", "Zahlungen", "Bescheide",
    "Ungedeckt", "Warum nicht", "Annahmen", "Prüfungen", "Grafikdaten",
]  # fmt: skip


def opened(data: bytes, *, values: bool = True) -> Any:
    return load_workbook(BytesIO(data), data_only=values)


def table(page: Any, first_title: str) -> list[dict[str, Any]]:
    """The lines of the table whose first title is this one, down to its sum or an empty line."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == first_title)
    titles, lines = [title for title in rows[start] if title], []
    for row in rows[start + 1 :]:
        if row[0] in (None, "Summe", "Σ"):
            break
        lines.append(dict(zip(titles, row, strict=False)))
    return lines


def recomputed(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice computes it after every stored value beside a formula was taken out."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    bare, out = folder / "bare.xlsx", folder / "out"
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (out / "bare.xlsx").read_bytes()


def formulas(data: bytes) -> dict[tuple[str, str], tuple[str, Any]]:
    """Every formula with the value stored beside it."""
    written, stored = opened(data, values=False), opened(data)
    return {
        (page.title, cell.coordinate): (cell.value, stored[page.title][cell.coordinate].value)
        for page in written
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_every_sheet_is_there_in_order(autumn: Outcome) -> None:
    assert opened(finance_workbook(autumn)).sheetnames == SHEETS


def test_money_by_pot_says_before_freed_used_left(autumn: Outcome) -> None:
    rows = table(opened(finance_workbook(autumn))["Geld nach Topf"], "Nr")
    found = {row["Topf"]: (row["Davor"], row["Freigesetzt"], row["Genutzt"], row["Übrig"]) for row in rows}
    assert found == {
        "frei:LK:2027:Landkreis:§ 11": (0, 11000, 11000, 0),
        "frei:SMS:2027:Landkreis:§ 11": (0, 4500, 4000, 500),
        "frei:KOM:2027:14524080:§ 11": (0, 2000, 2000, 0),
        "reserve:R-LK": (3000, 0, 1000, 2000),
        "eigen:T-3:2027": (600, 0, 600, 0),
    }
    assert rows[2]["Gilt für"] == "Glauchau"


def test_used_and_left_are_live(autumn: Outcome) -> None:
    page = opened(finance_workbook(autumn), values=False)["Geld nach Topf"]
    row = next(row for row in page.iter_rows() if row[1].value == "reserve:R-LK")
    assert row[11].value == "=SUMIFS('Zahlungen'!$I$6:$I$12,'Zahlungen'!$E$6:$E$12,A9)"
    assert row[12].value == "=K9-L9"
    assert [cell.value for cell in page[11]][-1] == "=SUBTOTAL(109,Geld_nach_Topf[Übrig])"


def test_handovers_cost_and_are_paid_the_same(autumn: Outcome) -> None:
    rows = table(opened(finance_workbook(autumn))["Übergaben"], "Nr")
    assert [
        (row["übernimmt"], row["Stunden"], row["Stundenmonate"], row["Kosten gesamt"], row["Bezahlt"]) for row in rows
    ] == [
        ("Boje gGmbH", 20, 80, 12000, 12000),
        ("Kompass e. V.", 10, 40, 5600, 5600),
        ("Leuchtturm e. V.", 2.5, 5, 1000, 1000),
    ]


def test_uncovered_hours_name_the_days(autumn: Outcome) -> None:
    rows = table(opened(finance_workbook(autumn))["Ungedeckt"], "Ausfall")
    assert [(row["Angebot"], f"{row['Von']:%d.%m.}", row["ungedeckt"], row["Stundenmonate"]) for row in rows] == [
        ("Treff West", "01.11.", 2.5, 5)
    ]


def test_why_not_has_reason_and_cure(autumn: Outcome) -> None:
    rows = table(opened(finance_workbook(autumn))["Warum nicht"], "Ausfall")
    assert [row["Grund"] for row in rows] == [
        "Träger fällt selbst aus; anderer Leistungsbereich",
        "anderer Sozialraum; zu weit entfernt",
        "anderer Leistungsbereich; zu weit entfernt",
        "möglich, nicht gebraucht",
    ]
    assert rows[1]["Abhilfe"] == "Die Höchstentfernung (Blatt Regeln) auf mindestens 13 km anheben."
    assert "Was es kosten würde" not in rows[0]


def test_checks_are_all_zero_and_live(autumn: Outcome) -> None:
    data = finance_workbook(autumn)
    rows = table(opened(data)["Prüfungen"], "Nr")
    assert len(rows) == 20
    assert {(row["Differenz"], row["Ergebnis"]) for row in rows} == {(0, "stimmt")}
    live = table(opened(data, values=False)["Prüfungen"], "Nr")
    assert all(row["laut Blatt"].startswith("=SUM") and not str(row["laut Plan"]).startswith("=") for row in live)


def test_overview_adds_up_and_has_two_pictures(autumn: Outcome) -> None:
    data = finance_workbook(autumn)
    money = {row["Geld"]: row["Betrag"] for row in table(opened(data)["Übersicht"], "Geld")}
    assert list(money.values()) == [22500, 1000, 4000, 17500, 17000, 500, 1000, 600, 18600]
    figures = {row["Kennzahl"]: row["Wert"] for row in table(opened(data)["Übersicht"], "Kennzahl")}
    assert figures["ausgefallene Stundenmonate"] == 130
    assert figures["davon ungedeckt"] == 5
    names = zipfile.ZipFile(BytesIO(data)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 2


@pytest.mark.parametrize(("need", "unit"), [(1, "Stundenmonate"), (Fraction(8, 5), "gewichtete Stundenmonate")])
def test_hours_that_a_need_weighs_are_called_weighted(autumn: Outcome, need: Fraction, unit: str) -> None:
    data = autumn.case.dataset
    offerings = (replace(data.offerings[0], need=Fraction(need)), *data.offerings[1:])
    made = replace(autumn, case=replace(autumn.case, dataset=replace(data, offerings=offerings)))
    rows = {row["Ziel"]: row["Einheit"] for row in table(opened(finance_workbook(made))["Übersicht"], "Ziel")}
    assert rows["1. Versorgung"] == unit
    assert rows["4. Übergaben"] == "Übergaben"


def test_waterfall_stands_on_its_base(autumn: Outcome) -> None:
    rows = table(opened(finance_workbook(autumn))["Grafikdaten"], "Schritt")
    assert [(row["Sockel"], row["Stand"], row["Abgang"]) for row in rows] == [
        (0, 22500, 0), (21500, 0, 1000), (17500, 0, 4000), (0, 17500, 0), (500, 0, 17000), (0, 500, 0),
    ]  # fmt: skip


def test_pages_are_ready_to_print(autumn: Outcome) -> None:
    for page in opened(finance_workbook(autumn)):
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight) == (9, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.oddHeader.center.text.removeprefix("&B") == "ENTWURF"
        assert "Szenario: S" in page.oddHeader.left.text
        assert page.oddFooter.right.text == "Seite &P von &N"
    handovers = opened(finance_workbook(autumn))["Übergaben"]
    assert handovers.print_title_rows == "$5:$5"
    assert handovers.freeze_panes == "C6"
    assert handovers.tables["Übergaben"].autoFilter is not None


def test_numbers_are_german_in_every_office(autumn: Outcome) -> None:
    page = opened(finance_workbook(autumn))["Zahlungen"]
    assert page["I6"].number_format == "[$-407]#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]"
    assert opened(finance_workbook(autumn))["Übergaben"]["I6"].number_format == "dd\\.mm\\.yyyy"


def test_the_same_plan_gives_the_same_bytes(autumn: Outcome) -> None:
    assert finance_workbook(autumn) == finance_workbook(autumn)
    assert notice_list_workbook(autumn) == notice_list_workbook(autumn)


def test_bescheidliste_serves_a_mail_merge(autumn: Outcome) -> None:
    book = opened(notice_list_workbook(autumn), values=False)
    assert book.sheetnames == ["Bescheide", "Beträge", "Summen", "Felder"]
    rows = list(book["Bescheide"].iter_rows(values_only=True))
    assert list(rows[0]) == [field.name for field in MERGE_FIELDS]
    assert [row[0] for row in rows[1:]] == ["J1-M", "J1-K-01", "J1-K-02", "J2-M", "J3-M", "J3-BISHER"]
    assert not [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("=")]


def test_bescheidliste_sums_by_source_and_year(autumn: Outcome) -> None:
    rows = table(opened(notice_list_workbook(autumn))["Summen"], "Quelle")
    assert [(row["Quelle"], row["Minderungen"], row["Erhöhungen und Zuwendungen"], row["Saldo"]) for row in rows] == [
        ("Landkreis", -11000, 12000, 1000),
        ("Freistaat Sachsen", -8500, 4000, -4500),
    ]
    control = table(opened(notice_list_workbook(autumn))["Summen"], "Prüfung")
    assert [row["Differenz"] for row in control] == [0] * 7


def test_every_field_is_documented(autumn: Outcome) -> None:
    rows = {row["Feld"]: row for row in table(opened(notice_list_workbook(autumn))["Felder"], "Feld")}
    assert list(rows) == [field.name for field in MERGE_FIELDS]
    assert all(row["Bedeutung"] for row in rows.values())
    assert rows["Betrag_neu"]["Beispiel"] == "36.000,00\u00a0€"
    assert rows["Beginn"]["Feldfunktion in Word"] == '{ MERGEFIELD Beginn \\@ "dd.MM.yyyy" }'


@pytest.mark.parametrize("make", [finance_workbook, notice_list_workbook])
def test_libreoffice_computes_every_stored_value(
    autumn: Outcome, make: Callable[[Outcome], bytes], tmp_path: Path
) -> None:
    data = make(autumn)
    again = opened(recomputed(data, tmp_path))
    live = formulas(data)
    assert len(live) > 40
    for (sheet, place), (formula, stored) in live.items():
        found = again[sheet][place].value
        assert found == (pytest.approx(stored, abs=1e-6) if isinstance(stored, int | float) else stored), (
            sheet, place, formula,
        )  # fmt: skip


def findings_of(outcome: Outcome) -> Findings:
    cheaper = (GoalChange("Versorgung", Fraction(125), Fraction(120)), GoalChange("Kosten", Fraction(10), Fraction(20)))
    limit = Limit("pot", "reserve:R-LK", "Reserve des Landkreises")
    return Findings(
        limits=(LimitValue(limit, Fraction(1000_00), None, cheaper, "1.000 € mehr ändern etwas."),),
        forced=(ForcedOption(3, "K-02", Fraction(1), cheaper, "Kostet 5 Stundenmonate."),),
        alternatives=(
            Alternative(outcome.plan, cheaper, "Fast so gut."),
            Alternative(replace(outcome.plan, handovers=()), (), "Nichts."),
        ),
        bottlenecks=(Bottleneck(3, Fraction(5), (limit,), "Es fehlen 1.000 €."),),
    )  # fmt: skip


def test_what_was_asked_of_the_plan_has_its_own_sheets(autumn: Outcome) -> None:
    book = opened(finance_workbook(autumn, findings_of(autumn)))
    assert book.sheetnames[8:12] == ["Warum nicht", "Grenzwerte", "Alternativen", "Engpass"]
    limit = table(book["Grenzwerte"], "Art")[0]
    assert (limit["Schritt"], limit["weniger davon"]) == ("1.000,00\u00a0€", "nicht möglich")
    assert limit["mehr davon"] == "Versorgung −5; Kosten +0,10\u00a0€"
    assert table(book["Warum nicht"], "Ausfall")[3]["Was es kosten würde"] == "Kostet 5 Stundenmonate."
    assert [row["übernimmt"] for row in table(book["Alternativen"], "Alternative")][-2:] == [
        "Leuchtturm e. V.",
        "niemand",
    ]
    assert table(book["Engpass"], "Ausfall")[0]["Was hält"] == "Reserve des Landkreises"
    assert table(book["Ungedeckt"], "Ausfall")[0]["Engpass"] == "Es fehlen 1.000 €."


def test_what_pins_cost_has_a_sheet_only_where_there_are_pins(autumn: Outcome) -> None:
    dearer = (GoalChange("Kosten", Fraction(100_00), Fraction(350_00)),)
    asked = Findings(pin_price=(PinPrice(("A-1 durch K-01 fest 5 h",), dearer, "Die Vorgabe kostet 250 €."),))
    row = table(opened(finance_workbook(autumn, asked))["Preis der Vorgaben"], "Vorgaben")[0]
    assert row["Vorgaben"] == "A-1 durch K-01 fest 5 h"
    assert row["Preis je Ziel"] == "Kosten +250,00\u00a0€"
    assert row["In Worten"] == "Die Vorgabe kostet 250 €."
    assert "Preis der Vorgaben" not in opened(finance_workbook(autumn)).sheetnames


def test_curve_steadiness_and_uncertain_end_have_sheets_where_they_were_asked(autumn: Outcome) -> None:
    points = (
        CurvePoint(("Versorgung", "Kosten"), (), Fraction(125), Fraction(900_00), ()),
        CurvePoint(("Versorgung", "Kosten"), (("Versorgung", Fraction(10)),), Fraction("112.5"), Fraction(800_00), ()),
    )
    dearer = (GoalChange("Kosten", Fraction(100_00), Fraction(350_00)),)
    day = date(2027, 12, 31)
    asked = Findings(
        trade_off=TradeOff("Versorgung", "Kosten", points, "Weniger Stunden sparen Geld."),
        steadiness=Steadiness(Fraction(40), Fraction(12), dearer, "28 Stundenmonate weniger ändern sich."),
        duration=UncertainDuration(
            (DurationEnd("früh", (("A-1", day),), autumn.plan),), "früh", (), day, "Am schlechtesten: früh."
        ),
    )
    book = opened(finance_workbook(autumn, asked))
    curve = table(book["Abwägung"], "Versorgung")
    assert [row["Kosten"] for row in curve] == ["900,00\u00a0€", "800,00\u00a0€"]
    assert [row["Spielraum"] for row in curve] == ["keiner", "Versorgung 10 %"]
    assert table(book["Stetigkeit"], "Stundenmonate anders als früher")[0]["Das kostet"] == "Kosten +250,00\u00a0€"
    ends = table(book["Unsichere Dauer"], "Ende")
    assert [(row["Ende"], row["Tage"], row["Kapazität"]) for row in ends] == [
        ("früh", "A-1 31.12.2027", made.capacity) for made in autumn.plan.handovers
    ]
    assert any("Am schlechtesten" in str(cell.value) for row in book["Unsichere Dauer"].iter_rows() for cell in row)


def test_a_plan_without_any_handover_is_a_workbook_too(autumn: Outcome) -> None:
    nothing = replace(
        autumn.plan,
        handovers=(),
        pots=tuple(replace(pot, used=0) for pot in autumn.plan.pots),
        outages=tuple(replace(row, covered=Fraction(0)) for row in autumn.plan.outages),
        not_used=(),
    )
    data = finance_workbook(replace(autumn, plan=nothing))
    rows = table(opened(data)["Prüfungen"], "Nr")
    assert {row["Ergebnis"] for row in rows} == {"stimmt"}
    assert table(opened(data)["Übergaben"], "Nr") == []


def test_a_reduction_below_nothing_is_pointed_out(autumn: Outcome) -> None:
    """More money named as undrawn than was ever granted: the figures stand, and the overview says so."""
    rows = tuple(
        row._replace(freed=60_000_00, available=60_000_00) if row.outage == 2 else row for row in autumn.plan.freed
    )
    page = opened(finance_workbook(replace(autumn, plan=replace(autumn.plan, freed=rows))))["Übersicht"]
    hints = [row["Was zu beachten ist"] for row in table(page, "Was zu beachten ist")]
    assert (
        "Bescheid J2-M nimmt Freistaat Sachsen im Jahr 2027 mehr, als bewilligt ist (neu -36.000,00\u00a0€)"
        in " ".join(hints)
    )
