"""A reduction takes effect on the day from which its money is free, on every paper alike (§ 47 (1) SGB X)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.papers.drafting import word_papers
from optimizer.papers.notices import mail_merge, notices_of
from optimizer.papers.state import PaperState
from optimizer.papers.timeline import backdated
from tests.papers.drafts.reading import COMPLETE, body_of
from tests.papers.glauchau import outcome
from tests.papers.test_who_awards import lines, planned


@pytest.mark.parametrize(
    ("scenario", "notice", "out", "free"),
    [
        ("Unklare Rückkehr im Jugendclub Kirchberg", "J1-M", "4. Oktober 2027", "15. November 2027"),
        ("Sechs Wochen Lohnfortzahlung im Kesselhaus", "J1-M", "6. September 2027", "18. Oktober 2027"),
    ],
)
def test_it_begins_when_the_sick_pay_ends(scenario: str, notice: str, out: str, free: str) -> None:
    text = lines(scenario, f"bescheide/{notice}")
    assert any(f"mit Wirkung vom {free} teilweise aufgehoben. Vom {free} bis" in line for line in text)
    assert any(f"erst ab dem {free} frei und werden erst ab diesem Tag gemindert" in line for line in text)
    assert any(line.startswith(f"Die Minderung gilt vom {free} bis") for line in text)
    assert any(f"nötigen Unterlagen rechtzeitig vor dem {out}" in line for line in text)
    assert any(line.startswith(f"Vom {free} bis") for line in lines(scenario, f"anhoerung/{notice}"))
    assert any(line.startswith(f"Vom {free} bis") for line in lines(scenario, f"vertrag/{notice}"))


def test_both_reductions_of_one_pot_begin_when_their_money_is_free() -> None:
    made = planned("Zwei Jugendhäuser, ein Topf")
    cuts = [row for row in notices_of(made) if row.kind == "Minderung"]
    assert len(cuts) == 2
    for cut in cuts:
        event = made.case.outage[cut.outage].event
        assert event.free_from
        assert event.free_from > event.start
        assert mail_merge(cut)["Beginn"] == cut.period.start == event.free_from


def free_from(day: date) -> Outcome:
    base = outcome()
    (row,) = base.case.outages
    later = replace(row, event=replace(row.event, free_from=day))
    return replace(base, case=replace(base.case, outages=(later,)))


def test_who_is_told_in_time_is_not_warned_of_days_that_are_not_reduced() -> None:
    state = PaperState(posted=date(2027, 9, 20))
    assert "mindert ab dem 01.09.2027" in backdated(outcome(), state)[0]
    assert backdated(free_from(date(2027, 10, 13)), state) == ()
    assert "mindert ab dem 22.09.2027" in backdated(free_from(date(2027, 9, 22)), state)[0]


def test_a_day_before_the_outage_changes_nothing() -> None:
    text = body_of(word_papers(free_from(date(2027, 8, 1)), state=COMPLETE)["bescheide/J1-M.docx"])
    assert "mit Wirkung vom 1. September 2027 teilweise aufgehoben" in text
    assert "erst ab dem" not in text


def test_an_outage_within_the_sick_pay_is_no_reduction() -> None:
    made = free_from(date(2027, 8, 1))
    (row,) = made.case.outages
    short = replace(row, period=Period(date(2027, 9, 1), date(2027, 9, 30)))
    paid = replace(short, event=replace(row.event, free_from=date(2027, 10, 13)))
    assert paid.freeing is None
    case = replace(made.case, outages=(paid,), freed=())
    acts = notices_of(replace(made, case=case, plan=replace(made.plan, freed=())))
    assert [act.kind for act in acts] == ["Zuwendung", "Erhöhung"]
