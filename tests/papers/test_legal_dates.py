"""Legal dates against worked cases (data files beside this test), and what must hold on any day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.papers import legal_dates

HERE = Path(__file__).parent / "dates"


def cases(name: str) -> list[Any]:
    rows = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row["given"], row["expected"], id=row["why"][:60]) for row in rows]


@pytest.mark.parametrize(("given_", "expected"), cases("postweg"))
def test_from_posting_to_the_day_on_which_the_money_is_safe(given_: dict[str, str], expected: dict[str, str]) -> None:
    known = legal_dates.notified(date.fromisoformat(given_["posted"]))
    end = legal_dates.objection_end(known.day)
    found = {
        "notified": known.day.isoformat(),
        "objection_end": end.day.isoformat(),
        "safe_from": legal_dates.safe_from(end.day).day.isoformat(),
    }
    assert found == expected


@pytest.mark.parametrize(("given_", "expected"), cases("anhoerung"))
def test_end_of_the_hearing(given_: dict[str, Any], expected: dict[str, str]) -> None:
    found = legal_dates.hearing_end(date.fromisoformat(given_["posted"]), given_["days"])
    assert found.day.isoformat() == expected["hearing_end"]


@pytest.mark.parametrize(("given_", "expected"), cases("kuendigung"))
def test_notice_period_of_the_agreement(given_: dict[str, str], expected: dict[str, str]) -> None:
    assert legal_dates.notice_period_end(date.fromisoformat(given_["received"])).day.isoformat() == expected["end"]


@pytest.mark.parametrize(("given_", "expected"), cases("sicher_ab"))
def test_safe_from(given_: dict[str, Any], expected: dict[str, str]) -> None:
    waived = date.fromisoformat(given_["waived"]) if given_["waived"] else None
    found = legal_dates.safe_from(date.fromisoformat(given_["objection_end"]), waived)
    assert found.day.isoformat() == expected["safe_from"]


def test_each_date_says_its_rule_and_paragraph() -> None:
    end = legal_dates.objection_end(date(2027, 10, 17))
    assert end.rule == (
        "ein Monat nach der Bekanntgabe; der 17.11.2027 ist ein gesetzlicher Feiertag (Buß- und Bettag), "
        "deshalb der nächste Werktag"
    )
    assert "§ 70 Absatz 1 VwGO" in end.paragraph
    assert legal_dates.notified(date(2027, 3, 1)).paragraph == "§ 37 Absatz 2 SGB X"


@given(st.dates(date(2026, 1, 1), date(2035, 12, 31)))
def test_no_period_ends_on_a_day_off_and_none_is_shortened(posted: date) -> None:
    known = legal_dates.notified(posted).day
    end = legal_dates.objection_end(known).day
    assert known == posted + timedelta(days=4)
    assert not legal_dates.obstacle(end)
    assert legal_dates.one_month_after(known) <= end <= legal_dates.one_month_after(known) + timedelta(days=5)
