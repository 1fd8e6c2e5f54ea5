"""The example workbook: it reads without a notice, is as rich as it claims, invented where it must be, and remade."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.book import STAMP
from data.make_example import EXAMPLE, make
from optimizer import Dataset, read_workbook
from optimizer.model.dataset import DISTRICT_WIDE, EVENT_KINDS, FIELDS, UNLIMITED

REAL_PROVIDERS = (
    "Kindervereinigung",
    "Kinderschutzbund",
    "DKSB",
    "CVJM",
    "ASB",
    "Arbeiter-Samariter",
    "Jugendpfarramt",
    "Stadtmission",
    "Limbacher Land",
    "Diakonie",
    "Caritas",
    "Westsachsen",
    "Kolping",
    "Johanniter",
    "AWO",
    "DRK",
)
"""Named in public documents about the district, or run everywhere."""


@pytest.fixture(scope="module")
def example() -> Dataset:
    return read_workbook(EXAMPLE)


def granted(example: Dataset, source: str, year: int) -> int:
    return sum(grant.granted for grant in example.grants if grant.source == source and grant.year == year) // 100


def test_it_reads_without_a_notice(example: Dataset) -> None:
    assert example.notices == ()


def test_it_is_remade_from_the_tables_without_a_trace_of_the_clock(tmp_path: Path) -> None:
    remade = make(tmp_path / "beispiel.xlsx").read_bytes()
    assert cells(remade) == cells(EXAMPLE.read_bytes())
    with zipfile.ZipFile(io.BytesIO(remade)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {STAMP.timetuple()[:6]}
        times = re.findall(r"W3CDTF\">([^<]*)<", parts.read("docProps/core.xml").decode())
    assert set(times) == {"2026-11-23T08:00:00Z"}


def cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(io.BytesIO(data))}


def test_all_33_municipalities_of_the_district_lie_where_saxony_is(example: Dataset) -> None:
    assert len(example.municipalities) == 33
    assert all(town.ags.startswith("14524") for town in example.municipalities)
    assert all(50.5 < town.latitude < 51 and 12.2 < town.longitude < 12.9 for town in example.municipalities)
    assert sum(town.young_people or 0 for town in example.municipalities) == 65_120


def test_it_has_the_size_of_a_real_district(example: Dataset) -> None:
    assert len(example.spaces) == 5
    assert 40 <= len(example.offerings) <= 50
    assert 15 <= len(example.providers) <= 18
    assert 25 <= len(example.capacities) <= 35
    assert len(example.scenarios) >= 14
    assert {offering.field for offering in example.offerings} == set(FIELDS)
    assert {offering.priority for offering in example.offerings} == {1, 2, 3}
    assert {offering.space for offering in example.offerings} == {*example.space, DISTRICT_WIDE}


def test_social_spaces_providers_and_the_foundation_say_or_show_that_they_are_invented(example: Dataset) -> None:
    assert all("(Beispiel)" in space.name for space in example.spaces)
    assert "(erfunden)" in example.source["STIFTUNG"].name
    names = " ".join(f"{provider.name} {provider.representative}" for provider in example.providers)
    assert [name for name in REAL_PROVIDERS if re.search(rf"\b{re.escape(name)}", names)] == []
    assert not re.search(r"\b(Herr|Frau|Dr\.)\b", names)


def test_providers_differ_in_what_decides_about_a_handover(example: Dataset) -> None:
    providers = example.providers
    assert sum(provider.municipal for provider in providers) == 2
    assert [provider.key for provider in providers if not provider.recognised and not provider.municipal] == ["T-15"]
    assert [provider.key for provider in providers if provider.agreement_8a is None] == ["T-17"]
    assert example.provider["T-16"].agreement_72a == date(2027, 10, 31)
    assert any(provider.agreement_8a == UNLIMITED for provider in providers)
    assert any(provider.own_means for provider in providers)
    assert any(provider.signatory_in for provider in providers)


def test_who_represents_a_provider_reads_well_inside_a_sentence(example: Dataset) -> None:
    assert example.provider["T-13"].representative == "die verbandsvorsitzende Person"


def test_notices_can_be_drafted_but_gaps_show(example: Dataset) -> None:
    assert all(row.file_number and row.notice_date and row.contract_date for row in example.offerings)
    assert {offering.revocable for offering in example.offerings} == {True, False}
    assert all(offering.product_account.startswith("36310103.43185") for offering in example.offerings)
    assert example.authority_of("Name") == "Landratsamt Zwickau"
    assert example.authority_of("Kassenzeichen") == ""


def test_the_state_gives_no_more_than_its_rate_for_each_young_person(example: Dataset) -> None:
    young = sum(town.young_people or 0 for town in example.municipalities)
    reserve = sum(row.cents for row in example.reserves if row.source == "SMS" and row.year == 2027) // 100
    assert 930_000 < granted(example, "SMS", 2027) + reserve <= young * Fraction("14.50")


def test_the_district_pays_about_1_7_million_and_the_whole_rise(example: Dataset) -> None:
    assert 1_600_000 < granted(example, "LK", 2027) < 1_800_000
    rises = [rise(example, offering.key) for offering in example.offerings if offering.period.months == 36]
    assert all(abs(value - Fraction(3, 100)) < Fraction(1, 1000) for value in rises)


def rise(example: Dataset, offering: str) -> Fraction:
    total: Counter[int] = Counter()
    for grant in example.grants_of[offering]:
        total[grant.year] += grant.granted
    return Fraction(total[2028], total[2027]) - 1


def test_nobody_has_drawn_money_of_later_years(example: Dataset) -> None:
    drawn = [grant for grant in example.grants if grant.drawn]
    assert {grant.year for grant in drawn} == {2027}
    assert any(10 * grant.drawn >= 9 * grant.granted for grant in drawn)


def test_every_kind_of_event_and_assumption_about_time_occurs(example: Dataset) -> None:
    assert {event.kind for event in example.events} == set(EVENT_KINDS)
    assert any(event.source and event.kind == "Kündigung" for event in example.events)
    assert any(event.share == Fraction(1, 2) for event in example.events)
    assert any(event.free_from == event.start + timedelta(weeks=6) for event in example.events)
    assert any(event.early_end and event.late_end for event in example.events)
    assert {pin.kind for pin in example.pins} == {"fest", "mindestens", "höchstens", "ausgeschlossen"}
    assert any(not reserve.approved for reserve in example.reserves)


def test_the_readme_counts_right_and_tells_of_each_scenario(example: Dataset) -> None:
    text = (EXAMPLE.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(example.providers)} providers" in text
    assert f"{len(example.offerings)} offerings" in text
    assert f"{len(example.capacities)} free capacities" in text
    assert f"{len(example.scenarios)} scenarios" in text
    assert f"grants {granted(example, 'SMS', 2027):,} €" in text
    assert [name for name in example.scenarios if f"| {name} |" not in text] == []
