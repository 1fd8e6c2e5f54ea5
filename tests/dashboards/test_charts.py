"""Pictures: the figures of plan and table, readable without colour, nothing from outside, names harmless."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboards import charts, overview, proposal, stress_charts
from dashboards.frames import compared, district, flow, pairs, stress, timeline
from dashboards.look import PATTERNS, SCENARIO_COLOURS, Stamp, file_name, safe, shorter
from dashboards.sheets import Sheet, chosen, columns, sheet
from optimizer import (
    Dataset,
    Outcome,
    Period,
    StressTest,
    comparison,
    euro,
    make_plan,
    number,
    read_workbook,
    stress_test,
)
from tests.dashboards.office import ROOT

FAIL = "Personalausfall Jugendclub Meerane ab September"
DRAWN = "Zu viel abgerufen in Fraureuth"
FOUNDATION = "Stiftung fördert nicht mehr"
MANY = "Insolvenz Brückenbogen"
NASTY = '<a href="http://example.invalid">=1+1 & $x$</a>'


@pytest.fixture(scope="module")
def example() -> Dataset:
    return read_workbook(ROOT / "data" / "beispiel.xlsx")


@pytest.fixture(scope="module")
def plans(example: Dataset) -> dict[str, Outcome]:
    return {name: make_plan(example, name) for name in (FAIL, DRAWN, FOUNDATION, MANY)}


@pytest.fixture(scope="module")
def failures(example: Dataset) -> StressTest:
    keys = ("A-07", "A-18", "A-20", "A-22", "A-45")
    return stress_test(example, period=Period(date(2027, 7, 1), date(2027, 12, 31)), offerings=keys)


@pytest.mark.parametrize("name", [FAIL, DRAWN, FOUNDATION, MANY])
def test_no_cent_is_lost_in_the_money_flow(plans: dict[str, Outcome], name: str) -> None:
    frame = flow.flow_sheet(plans[name]).frame
    inner = set(frame["Von"]) & set(frame["Nach"])
    assert inner
    for place in inner:
        arrives = frame.loc[frame["Nach"] == place, "Betrag"].sum()
        leaves = frame.loc[frame["Von"] == place, "Betrag"].sum()
        assert arrives == leaves, place
    plan = plans[name].plan
    paid = sum(payment.cents for row in plan.handovers for payment in row.funding)
    to_providers = sum(row["Betrag"] for row in frame.to_dict("records") if row["Nach"].startswith("an "))
    assert to_providers == paid
    (left,) = (value for label, value, _ in proposal.figures(plans[name]) if label == "Bleibt übrig")
    assert euro(frame.loc[frame["Nach"] == flow.UNUSED, "Betrag"].sum()) == left
    back = {word: frame.loc[frame["Nach"] == word, "Betrag"].sum() for word in (flow.RETURNED, flow.RECLAIMED)}
    assert back[flow.RETURNED] == sum(row.returned for row in plan.freed)
    assert back[flow.RECLAIMED] == sum(row.reclaim for row in plan.freed)


def test_what_was_drawn_too_early_is_seen_as_a_reclaim(plans: dict[str, Outcome]) -> None:
    assert flow.RECLAIMED in set(flow.flow_sheet(plans[DRAWN]).frame["Nach"])
    assert flow.RETURNED in set(flow.flow_sheet(plans[FOUNDATION]).frame["Nach"])


@pytest.mark.parametrize("name", [FAIL, DRAWN, FOUNDATION])
def test_each_source_adds_up_to_what_is_left(plans: dict[str, Outcome], name: str) -> None:
    outcome = plans[name]
    frame = flow.steps_sheet(outcome).frame
    for (source, year), rows in frame.groupby(["Quelle", "Jahr"]):
        *steps, last = rows.to_dict("records")
        fresh = any(row["Schritt"] in {"Reserve", "Eigenmittel"} for row in steps)
        assert last["Schritt"] == (flow.TOGETHER if fresh else flow.UNUSED)
        assert sum(row["Betrag"] for row in steps) == last["Betrag"]
        pots = [pot for pot in outcome.plan.pots if (flow.source_name(outcome, pot.source), pot.year) == (source, year)]
        assert last["Betrag"] == sum(pot.cents - pot.used for pot in pots)


def test_the_waterfall_ends_in_a_total_and_says_every_amount(plans: dict[str, Outcome]) -> None:
    steps = chosen(flow.steps_sheet(plans[FAIL]), "Quelle", ["Landkreis Zwickau"])
    figure = charts.waterfall(steps.frame, stamp=Stamp(FAIL, "#1d5c8f"))
    assert figure.data[0].measure[-1] == "total"
    assert figure.data[0].text[0] == "11.176,00\u00a0€"
    assert "Jugendclub" in figure.layout.annotations[0].text


def test_the_map_keeps_every_offering_apart_and_at_its_town(example: Dataset, plans: dict[str, Outcome]) -> None:
    shown = district.offerings_sheet(example, plans[FAIL])
    rows = district.visible_rows(shown).frame
    assert len(rows) == len(example.offerings)
    places = {(row["Breite"], row["Länge"]) for row in rows.to_dict("records")}
    assert len(places) == len(example.offerings)
    for offering, row in zip(example.offerings, rows.to_dict("records"), strict=True):
        town = example.municipality[offering.ags]
        assert abs(row["Breite"] - town.latitude) < 0.03
        assert abs(row["Länge"] - town.longitude) < 0.05


def test_the_map_shows_cover_and_gaps(example: Dataset, plans: dict[str, Outcome]) -> None:
    states = dict(district.offerings_sheet(example, plans[FAIL]).frame[["Angebot", "Zustand"]].to_numpy().tolist())
    assert states["A-22"] == district.COVERED
    assert states["A-01"] == district.RUNS
    nobody = make_plan(example, "Niemand darf übernehmen")
    frame = district.offerings_sheet(example, nobody).frame
    assert list(frame["Zustand"]).count(district.GAP) == 1
    assert district.EMPTY in set(frame["Zustand"])


def test_the_map_counts_on_a_day_what_the_figures_count(example: Dataset) -> None:
    for day in (date(2026, 12, 1), date(2027, 8, 20)):
        shown = dict(row[:2] for row in overview.figures(example, (), day))
        figure = charts.district_map(district.offerings_sheet(example, today=day).frame)
        legend = [trace.name for trace in figure.data if trace.name]
        ended = len(example.offerings) - int(shown["Angebote"])
        assert f"läuft ({shown['Angebote']})" in legend
        assert (f"beendet ({ended})" in legend) == bool(ended)


def test_the_map_has_no_tiles_and_equal_scales(example: Dataset) -> None:
    frame = district.offerings_sheet(example).frame
    figure = charts.district_map(frame)
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert figure.layout.yaxis.scaleanchor == "x"
    middle = math.radians(sum(float(row) for row in frame["Breite"]) / len(frame))
    assert figure.layout.yaxis.scaleratio == pytest.approx(1 / math.cos(middle), rel=1e-3)


def test_no_state_is_told_by_colour_alone() -> None:
    looks = list(charts.STATE_LOOK.values())
    plan_states = [
        charts.STATE_LOOK[state]
        for state in (district.RUNS, district.ENDED, district.COVERED, district.PART, district.GAP, district.EMPTY)
    ]
    test_states = [
        charts.STATE_LOOK[state] for state in (district.SURE, district.PARTLY, district.IRREPLACEABLE, district.EMPTY)
    ]
    for group in (plan_states, test_states):
        assert len({symbol for _, symbol, _ in group}) == len(group)
    assert len(looks) == 9
    assert len(set(PATTERNS)) == len(PATTERNS) == len(SCENARIO_COLOURS) == len(set(SCENARIO_COLOURS))


def test_the_timeline_counts_the_last_day(plans: dict[str, Outcome]) -> None:
    shown = timeline.timeline_sheet(plans[FAIL])
    assert list(shown.frame["Was"]) == [timeline.OUT, timeline.TAKES, timeline.TAKES]
    figure = charts.timeline(shown.frame)
    bar = figure.data[0]
    assert bar.base[0] == "2027-09-01"
    assert bar.x[0] == 122 * 86_400_000  # 1 September to 31 December, both included
    assert bar.text[0] == "30 h"
    assert bar.marker.pattern.shape == "/"


def test_two_handovers_of_one_provider_have_a_line_each(plans: dict[str, Outcome]) -> None:
    shown = timeline.timeline_sheet(plans[MANY])
    figure = charts.timeline(shown.frame)
    lines = [line for trace in figure.data for line in trace.y]
    assert len(lines) == len(set(lines)) == len(shown.frame)


def test_comparison_bars_carry_the_figures_of_the_table(example: Dataset) -> None:
    found = comparison(example, FAIL, ["Tarifsteigerung drei Prozent", "Haushaltssperre im Herbst"])
    bars = compared.bars_sheet(found, "source", "eingesetzt")
    figure = charts.compared_bars(bars.frame, colours=["#111111", "#222222", "#333333"])
    assert [trace.name for trace in figure.data][1] == "Tarifsteigerung drei Prozent"
    assert [trace.marker.color for trace in figure.data] == ["#111111", "#222222", "#333333"]
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 3
    told = dict(zip(figure.data[1].y, figure.data[1].text, strict=True))
    assert told["Eigenmittel, 2027"] == "558,86\u00a0€"


def test_deltas_stand_beside_every_figure(example: Dataset) -> None:
    found = comparison(example, FAIL, ["Haushaltssperre im Herbst"])
    rows = compared.compared_sheet(found, "goal").table()
    assert rows.headings[3:] == (
        "Haushaltssperre im Herbst",
        "Haushaltssperre im Herbst ±",
        "Haushaltssperre im Herbst ± %",
    )
    first = rows.rows[0]
    assert first == ("Versorgung (nach Bedarf gewichtet)", "gewichtete Stundenmonate", "180", "171", "-9", "-5\u00a0%")
    lost = compared.compared_sheet(found, "outage").table().rows
    assert {row[1] for row in lost} == {"Stundenmonate", "Wochenstunden"}  # those of the outages weigh nothing
    short = compared.compared_sheet(found, "goal", short=True)
    assert short.table().headings == ("Kennzahl", "Einheit", "Basis", "A", "A ±", "A ± %")
    assert "A = Haushaltssperre im Herbst" in short.note


def test_a_goal_stands_in_one_row_whatever_the_other_goals_are(example: Dataset) -> None:
    found = comparison(example, FAIL, ["Träger kündigt zum Jahresende"])
    labels = [row.label for row in found.rows if row.group == "goal"]
    assert len(labels) == len(set(labels))


def test_the_stress_test_puts_the_worst_first_in_words_and_patterns(example: Dataset, failures: StressTest) -> None:
    shown = stress.stress_sheet(example, failures)
    assert shown.frame["Urteil"].iloc[0] == "unersetzlich"
    assert list(shown.frame["Anteil"]) == sorted(shown.frame["Anteil"])
    figure = stress_charts.stress_bars(shown.frame)
    assert len({trace.marker.pattern.shape for trace in figure.data}) == len(figure.data)
    assert any("unersetzlich (" in trace.name for trace in figure.data)


def test_the_grid_weighs_by_hours(example: Dataset, failures: StressTest) -> None:
    frame = stress.fields_sheet(example, failures).frame
    total = sum(row.lost for row in failures.rows)
    assert frame["Angebote"].sum() == len(failures.rows)
    weighed = sum(row.covered for row in failures.rows) / total
    assert 0 < weighed < 1
    figure = stress_charts.share_grid(frame)
    assert "0\u00a0%" in [text for line in figure.data[0].text for text in line]


@pytest.fixture(scope="module")
def wanting(example: Dataset) -> Sheet:
    """Five offerings two by two: those of one field and space want the same hours."""
    days = Period(date(2027, 7, 1), date(2027, 12, 31))
    keys = ("A-01", "A-02", "A-09", "A-12", "A-21")
    single = stress_test(example, period=days, offerings=keys)
    return pairs.pairs_sheet(example, single, stress_test(example, period=days, offerings=keys, pairs=True))


def test_pairs_show_only_what_is_missing_beyond_the_two_by_themselves(wanting: Sheet) -> None:
    rows = {(row["Erstes"], row["Zweites"]): row for row in wanting.frame.to_dict("records")}
    assert next(iter(rows)) == ("A-01", "A-02")
    assert all(row["fehlt nur zusammen"] > 0 for row in rows.values())
    assert all(row["Anteil zusammen"] < row["Anteil einzeln"] for row in rows.values())
    assert ("A-09", "A-21") not in rows


def test_the_grid_of_pairs_says_each_pair_once_and_in_figures(wanting: Sheet) -> None:
    keys = pairs.worst(wanting)
    heat = stress_charts.pair_grid(wanting.frame, keys).data[0]
    told = [text for line in heat.text for text in line if text not in {"", "–"}]
    assert len(told) == len(wanting.frame)
    first = wanting.frame.iloc[0]["fehlt nur zusammen"]
    assert number(first, 1) in told
    drawn = [cell for line in heat.z for cell in line if cell is not None]
    assert max(drawn) == pytest.approx(float(first))


def test_a_large_district_shows_the_worst_only(wanting: Sheet) -> None:
    many = sheet(
        "x",
        wanting.kinds,
        [("a", "b", Fraction(n), 0, 0, "", f"A{n:02}", f"B{n:02}") for n in range(1, 30)],
        hidden=("Erstes", "Zweites"),
    )
    keys = pairs.worst(many)
    assert len(keys) == pairs.MOST
    assert keys[:2] == ("A29", "B29")


def test_what_is_not_whole_never_reads_a_hundred_percent() -> None:
    assert charts.portion(Fraction(9999, 10000)) == "99,9\u00a0%"
    assert charts.portion(Fraction(1)) == "100\u00a0%"


def hostile(dataset: Dataset) -> Dataset:
    return replace(
        dataset,
        providers=tuple(replace(row, name=NASTY) for row in dataset.providers),
        offerings=tuple(replace(row, title=NASTY) for row in dataset.offerings),
        municipalities=tuple(replace(row, name=NASTY) for row in dataset.municipalities),
        sources=tuple(replace(row, name=NASTY) for row in dataset.sources),
        spaces=tuple(replace(row, name=NASTY) for row in dataset.spaces),
    )


def pictures_of_one_plan(dataset: Dataset) -> list[go.Figure]:
    outcome = make_plan(dataset, FAIL)
    stamp = Stamp(NASTY, "#1d5c8f")
    return [
        charts.district_map(district.offerings_sheet(dataset, outcome).frame, stamp=stamp),
        charts.money_flow(flow.flow_sheet(outcome).frame, stamp=stamp),
        charts.timeline(timeline.timeline_sheet(outcome).frame, stamp=stamp),
        charts.waterfall(flow.steps_sheet(outcome).frame, stamp=stamp),
    ]


def pictures_of_many_plans(dataset: Dataset, failures: StressTest) -> list[go.Figure]:
    found = comparison(dataset, FAIL, ["Haushaltssperre im Herbst"])
    return [
        charts.compared_bars(compared.bars_sheet(found, "source", "eingesetzt").frame),
        stress_charts.stress_bars(stress.stress_sheet(dataset, failures).frame),
        stress_charts.share_grid(stress.fields_sheet(dataset, failures).frame),
        pair_picture(dataset, failures),
    ]


def pair_picture(dataset: Dataset, failures: StressTest) -> go.Figure:
    """A pair that covers nothing together, whatever the two could do alone."""
    first, second = failures.rows[-2:]
    row = replace(first, offerings=(first.offerings[0], second.offerings[0]), covered=Fraction(0))
    found = pairs.pairs_sheet(dataset, failures, replace(failures, rows=(row,)))
    return stress_charts.pair_grid(found.frame, pairs.worst(found))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_names_become_no_markup_and_no_picture_asks_outside(example: Dataset, failures: StressTest) -> None:
    data = hostile(example)
    for figure in [*pictures_of_one_plan(data), *pictures_of_many_plans(data, failures)]:
        drawn = json.loads(figure.to_json())
        drawn["layout"].pop("template")
        said = texts(drawn)
        assert not [text for text in said if "<a " in text or "</a>" in text], figure.data[0].type
        assert any("&lt;a href" in text for text in said), figure.data[0].type
        assert not {"geo", "mapbox", "map", "images"} & set(drawn["layout"])


def test_every_picture_writes_german_numbers(example: Dataset, failures: StressTest) -> None:
    for figure in [*pictures_of_one_plan(example), *pictures_of_many_plans(example, failures)]:
        assert figure.layout.separators == ",."


def test_the_pictures_of_one_plan_bear_its_name_as_a_watermark(example: Dataset) -> None:
    for figure in pictures_of_one_plan(example):
        (mark,) = figure.layout.annotations
        assert "&lt;a href" in mark.text


def test_words_for_pictures_and_files() -> None:
    assert safe("Müller & Söhne <gGmbH>") == "Müller &amp; Söhne &lt;gGmbH&gt;"
    assert shorter("Kommunaler Jugenddienst Sternthal", 12) == "Kommunaler…"
    assert file_name("../Plan: Ausfälle & „Übergaben“/2027") == "Plan-Ausfalle-Ubergaben-2027"
    assert file_name("///") == "tabelle"


def test_a_sheet_shows_only_columns_that_have_a_kind() -> None:
    shown: Sheet = sheet("Probe", {"Name": "text", "Betrag": "cents"}, [("A", 123456, 1.0)], hidden=("Ort",))
    assert shown.table().rows == (("A", "1.234,56"),)
    assert shown.listing().columns == (("Name", "text"), ("Betrag", "cents"))
    assert columns(shown, ["Betrag"], "Nur Geld").table().columns == ("Betrag>",)
    assert chosen(shown, "Name", ["B"]).empty


def test_frames_and_pictures_know_no_page() -> None:
    """They can be used, and tested, without a running server."""
    pages = ROOT / "dashboards"
    pure = [*pages.glob("*charts.py"), *(pages / "frames").glob("*.py")]
    pure += [pages / f"{name}.py" for name in ("look", "sheets", "what_if", "choices", "work")]
    assert len(pure) > 12
    for path in pure:
        assert "streamlit" not in {
            word for line in path.read_text(encoding="utf-8").splitlines() if "import" in line for word in line.split()
        }, path.name
