"""Why not: every reason as a sentence that names the fact, and a cure where someone could do something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from optimizer.model.case import CURABLE, REASON_CODES, Case, NotUsed, ReasonCode
from optimizer.model.dataset import Event, Pin
from optimizer.model.outcome import Outcome
from optimizer.papers.reasons import REASON_TITLES, cure_sentence, distance_km, reason_sentence

PAIR = NotUsed(1, "K-04", ())


@pytest.fixture
def case(autumn: Outcome) -> Case:
    return autumn.case


def changed(case: Case, *, provider: Any = None, capacity: Any = None, **data: Any) -> Case:
    """The case with some fields of Kompass e. V., of its capacity K-04 or of the dataset changed."""
    providers = tuple(replace(row, **(provider or {})) if row.key == "T-3" else row for row in case.dataset.providers)
    capacities = tuple(replace(row, **(capacity or {})) if row.key == "K-04" else row for row in case.capacities)
    return replace(case, dataset=replace(case.dataset, providers=providers, **data), capacities=capacities)


def said(case: Case, code: ReasonCode) -> tuple[str, str]:
    return reason_sentence(case, PAIR, code), cure_sentence(case, PAIR, code)


def test_every_code_has_words_a_sentence_and_a_cure_where_it_is_curable(case: Case) -> None:
    assert set(REASON_TITLES) == set(REASON_CODES)
    for code in REASON_CODES:
        sentence, cure = said(case, code)
        assert sentence.endswith(".")
        assert bool(cure) == (code in CURABLE and code != "window"), code
        assert not cure or cure.endswith(".")


def test_field_and_space_say_what_is_offered_instead(case: Case) -> None:
    pair = NotUsed(1, "K-03", ("field",))
    assert reason_sentence(case, pair, "field") == "Gebraucht wird § 11; angeboten werden nur § 13 und § 16 SGB VIII."
    assert said(case, "space")[0] == "Das Angebot liegt im Sozialraum „Nord“; die Kapazität gilt nur für „Süd“."


def test_distance_gives_kilometres_and_limit(case: Case) -> None:
    assert distance_km(case, PAIR) == pytest.approx(12.1, abs=0.1)
    sentence, cure = said(case, "distance")
    assert sentence == "Von Zwickau nach Glauchau sind es 12,1 km Luftlinie; erlaubt sind höchstens 10 km."
    assert cure == "Die Höchstentfernung (Blatt Regeln) auf mindestens 13 km anheben."


def test_a_hair_too_far_is_not_shown_as_the_limit_itself(case: Case) -> None:
    limit = Fraction(distance_km(case, PAIR)) - Fraction(1, 1000)
    rules = replace(case.dataset.rules, max_distance=round(limit, 3))
    sentence = said(changed(case, rules=rules), "distance")[0]
    assert sentence.split(" km")[0].split()[-1] != sentence.split(" km")[1].split()[-1]


def test_a_missing_requirement_is_named(case: Case) -> None:
    offerings = tuple(replace(row, requirements=("mobil", "Fachkraft")) for row in case.dataset.offerings)
    assert (
        said(changed(case, offerings=offerings), "requirements")[0] == "Es fehlen die Merkmale „mobil“ und „Fachkraft“."
    )
    nearly = changed(case, offerings=offerings, capacity={"features": ("mobil",)})
    assert said(nearly, "requirements")[0] == "Es fehlt das Merkmal „Fachkraft“."


def test_rate_names_both_amounts_and_rounds_away_from_the_limit(case: Case) -> None:
    dear = changed(
        case, capacity={"rate": Fraction(5500_00) + Fraction(1, 3)}, rules=replace(case.dataset.rules, max_rate=5500_00)
    )
    sentence, cure = said(dear, "rate")
    assert "5.500,01 €" in sentence
    assert "Höchstkostensatz von 5.500,00 €" in sentence
    assert cure.startswith("Mit Kompass e. V. höchstens 5.500,00 € vereinbaren")


@pytest.mark.parametrize(
    ("provider", "capacity", "sentence", "cure"),
    [
        (
            {"agreement_8a": None},
            {},
            "Es gibt keine Vereinbarung nach § 8a SGB VIII.",
            "Eine Vereinbarung nach § 8a SGB VIII schließen.",
        ),
        (
            {"agreement_72a": date(2027, 6, 30)},
            {},
            "die Vereinbarung nach § 72a SGB VIII endet am 30.06.2027, der Ausfall beginnt am 01.09.2027.",
            "Die Vereinbarung nach § 72a SGB VIII über den 30.06.2027 hinaus verlängern.",
        ),
        (
            {},
            {"start": date(2028, 2, 1)},
            "der Ausfall endet am 31.12.2027, die Kapazität steht erst ab 01.02.2028 bereit.",
            "Die Kapazität früher bereitstellen.",
        ),
        (
            {"cooperation_until": date(2027, 8, 31)},
            {"end": date(2027, 8, 1)},
            (
                "die Kapazität endet am 01.08.2027 und die Kooperation endet am 31.08.2027, "
                "der Ausfall beginnt am 01.09.2027."
            ),
            (
                "Die Kapazität über den 01.08.2027 hinaus anbieten "
                "und die Kooperation über den 31.08.2027 hinaus verlängern."
            ),
        ),
        (
            {},
            {"lead_days": 150},
            "der Ausfall endet am 31.12.2027, ein Beginn ist mit 150 Tagen Vorlauf frühestens am 29.01.2028 möglich.",
            "Den Vorlauf verkürzen.",
        ),
    ],
)
def test_window_names_the_days_that_miss_each_other(
    case: Case, provider: dict[str, Any], capacity: dict[str, Any], sentence: str, cure: str
) -> None:
    reason, remedy = said(changed(case, provider=provider, capacity=capacity), "window")
    assert (reason.removeprefix("Kein gemeinsamer Zeitraum: "), remedy) == (sentence, cure)


def test_signatory_recognition_and_own_failure_name_the_provider(case: Case) -> None:
    signed = changed(case, provider={"signatory_in": ("R2",)})
    assert said(signed, "signatory") == (
        "Kompass e. V. hat die Kooperationsvereinbarung für „Süd“ unterzeichnet, nicht für „Nord“.",
        "Kompass e. V. tritt der Kooperationsvereinbarung für „Nord“ bei.",
    )
    assert said(case, "recognition")[1] == "Kompass e. V. beantragt die Anerkennung nach § 75 SGB VIII."
    assert said(case, "same_provider") == ("Kompass e. V. ist der Träger, der selbst ausfällt.", "")


def test_affected_names_the_day_from_which_the_provider_is_out(case: Case) -> None:
    leaves = Event("S", "Kündigung", date(2027, 2, 10), provider="T-3")
    sentence, cure = said(changed(case, events=(*case.dataset.events, leaves)), "affected")
    assert sentence == "Kompass e. V. scheidet ab dem 01.07.2027 selbst aus; seine Kapazitäten enden am Tag davor."
    assert cure == ""


def test_an_exclusion_points_to_its_row(case: Case) -> None:
    pinned = changed(case, pins=(Pin("S", "A-01", "K-04", "ausgeschlossen", row=7),))
    assert said(pinned, "excluded")[0] == "Eine Vorgabe schließt diese Kapazität aus (Blatt Vorgaben, Zeile 7)."
