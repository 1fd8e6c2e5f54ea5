"""Notices of a plan: each act with old → change → new, folded in order, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.model.outcome import Outcome
from optimizer.papers.merge_fields import MERGE_FIELDS
from optimizer.papers.notice import AWARDED, MUNICIPAL, THIRD_PARTY
from optimizer.papers.notices import Notice, mail_merge, notices_of


@pytest.fixture
def acts(autumn: Outcome) -> dict[str, Notice]:
    return {notice.id: notice for notice in notices_of(autumn)}


def test_six_acts_follow_from_three_outages(autumn: Outcome) -> None:
    assert [(notice.id, notice.kind, notice.recipient.name) for notice in notices_of(autumn)] == [
        ("J1-M", "Minderung", "Anker e. V."),
        ("J1-K-01", "Erhöhung", "Boje gGmbH"),
        ("J1-K-02", "Zuwendung", "Kompass e. V."),
        ("J2-M", "Minderung", "Boje gGmbH"),
        ("J3-M", "Minderung", "Leuchtturm e. V."),
        ("J3-BISHER", "Erhöhung", "Leuchtturm e. V."),
    ]


def test_the_reduction_splits_what_it_takes(acts: dict[str, Notice]) -> None:
    cut = acts["J1-M"]
    rows = [(row.source, row.old, row.change, row.new, row.available, row.owed, row.returned) for row in cut.amounts]
    assert rows == [
        ("KOM", 6_000_00, -2_000_00, 4_000_00, 2_000_00, 0, 0),
        ("LK", 30_000_00, -10_000_00, 20_000_00, 10_000_00, 0, 0),
        ("SMS", 24_000_00, -8_000_00, 16_000_00, 4_000_00, 4_000_00, 0),
    ]
    assert [cut.sum_of(name) for name in ("old", "change", "new", "owed")] == [
        54_000_00, -18_000_00, 36_000_00, 4_000_00,
    ]  # fmt: skip
    assert (cut.sum_of("change", MUNICIPAL), cut.sum_of("change", THIRD_PARTY)) == (-2_000_00, 0)
    assert (cut.hours.old, cut.hours.change, cut.hours.new) == (30, -30, 0)
    assert cut.title == "1. Änderungsbescheid (Minderung)"
    assert cut.revocable
    assert cut.hearing == "verzichtet"


def test_the_next_notice_starts_where_the_last_one_ended(acts: dict[str, Notice]) -> None:
    raised, cut = acts["J1-K-01"], acts["J2-M"]
    assert (raised.change_number, cut.change_number) == (3, 4)
    state = [
        (row.old, row.change, row.new) for notice in (raised, cut) for row in notice.amounts if row.source == "SMS"
    ]
    assert state == [(20_000_00, 4_000_00, 24_000_00), (24_000_00, -500_00, 23_500_00)]
    assert raised.sum_of("new") == cut.sum_of("old")
    assert (raised.hours.old, raised.hours.new, cut.hours.old) == (20, 40, 40)


def test_an_increase_names_grants_of_the_year_that_stay(acts: dict[str, Notice]) -> None:
    assert [(row.source, row.change) for row in acts["J2-M"].amounts] == [("KOM", 0), ("LK", 0), ("SMS", -500_00)]


def test_a_first_grant_starts_at_nothing_and_keeps_own_means_apart(acts: dict[str, Notice]) -> None:
    first = acts["J1-K-02"]
    assert [(row.source, row.old, row.new) for row in first.amounts] == [("LK", 0, 5_000_00)]
    assert first.own_means == ((2027, 600_00),)
    assert (first.title, first.change_number, first.file_number) == ("Zuwendungsbescheid", None, "")


def test_hours_that_go_on_after_a_source_has_left_raise_the_offering_itself(acts: dict[str, Notice]) -> None:
    cut, kept = acts["J3-M"], acts["J3-BISHER"]
    assert (cut.sum_of("returned", THIRD_PARTY), cut.sum_of("returned"), cut.sum_of("available")) == (
        1_000_00, 0, 1_000_00,
    )  # fmt: skip
    assert kept.changed is not None
    assert kept.changed.key == "A-03"
    assert (kept.change_number, kept.hours.old, kept.hours.new) == (2, Fraction(5), Fraction(15, 2))
    assert kept.sum_of("old") == cut.sum_of("new")


def test_notices_agree_with_the_plan_to_the_cent(autumn: Outcome) -> None:
    acts = notices_of(autumn)
    everyone = AWARDED | MUNICIPAL | THIRD_PARTY
    taken = sum(notice.sum_of("change", everyone) for notice in acts if notice.kind == "Minderung")
    given = sum(notice.sum_of("change", everyone) + notice.own_total for notice in acts if notice.kind != "Minderung")
    assert -taken == sum(row.freed for row in autumn.plan.freed) == 22_500_00
    assert given == sum(row.total for row in autumn.plan.handovers) == 18_600_00


def test_no_paper_shows_what_belongs_to_another(autumn: Outcome) -> None:
    for notice in notices_of(autumn):
        shown = " ".join(str(value) for value in mail_merge(notice).values())
        others = [row for row in autumn.case.dataset.providers if row.key != notice.recipient.key]
        assert not [row.name for row in others if row.name in shown]
        foreign = [row for row in autumn.case.dataset.offerings if row.provider != notice.recipient.key]
        assert not [row.file_number for row in foreign if row.file_number in shown]


def test_a_grant_of_someone_else_is_never_raised(autumn: Outcome) -> None:
    """Bestehendes Angebot of another provider: a first grant, so that no one reads another one's amounts."""
    data = autumn.case.dataset
    strange = tuple(replace(row, offering="A-01") if row.key == "K-02" else row for row in autumn.case.capacities)
    case = replace(autumn.case, dataset=replace(data, capacities=strange[:-1]), capacities=strange)
    kinds = {notice.id: notice.kind for notice in notices_of(replace(autumn, case=case))}
    assert kinds["J1-K-02"] == "Zuwendung"


def test_more_hours_wanted_need_no_reduction(autumn: Outcome) -> None:
    wanted = replace(autumn.case.outages[2].event, kind="Mehrbedarf")
    outage = replace(autumn.case.outages[2], event=wanted)
    case = replace(autumn.case, outages=(*autumn.case.outages[:2], outage))
    plan = replace(autumn.plan, freed=tuple(row for row in autumn.plan.freed if row.outage != 3))
    assert [notice.id for notice in notices_of(Outcome(plan, case))][-2:] == ["J2-M", "J3-BISHER"]


def test_merge_fields_are_complete_and_stable(acts: dict[str, Notice]) -> None:
    fields = mail_merge(acts["J1-K-01"])
    assert list(fields) == [field.name for field in MERGE_FIELDS]
    assert len(set(fields)) == len(fields)
    assert {name: fields[name] for name in ("Bescheid_Nr", "Aktenzeichen", "Anschrift_4", "Sitzkommune", "Jahre")} == {
        "Bescheid_Nr": "J1-K-01",
        "Aktenzeichen": "51.2/A-02",
        "Anschrift_4": "08371 Glauchau, Sachsen",
        "Sitzkommune": "Glauchau",
        "Jahre": "2027",
    }
    assert (fields["Beginn"], fields["Stunden_neu"], fields["Betrag_neu"]) == (date(2027, 9, 1), 40, 40_000_00)
    assert fields["VzÄ_Änderung"] == Fraction(20, 39)


@pytest.mark.parametrize("key", ["../../x", "M", "m", "CON.", "bisher", "🙂", "K 1", "x" * 300, "=1+1"])
def test_an_id_is_safe_as_a_file_name_whatever_the_key(office: Callable[..., Outcome], key: str) -> None:
    outcome = office(lambda word: key if word == "K-01" else word)
    ids = [notice.id for notice in notices_of(outcome)]
    assert len({name.upper() for name in ids}) == len(ids)
    assert all(name.isascii() and name.replace("-", "").isalnum() and len(name) < 50 for name in ids)
