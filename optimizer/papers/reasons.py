"""Why a capacity is no option, in plain German with the concrete fact, and what would cure it.

One function per reason code; papers and pages show the same sentences. Texts come from the workbook as they are:
whoever shows them sees to it that they stay text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Final

from optimizer.model.case import CURABLE, Case, NotUsed, ReasonCode
from optimizer.model.dataset import DISTRICT_WIDE, Municipality, Provider
from optimizer.model.german import amount, listed, number, short_date
from optimizer.papers.reason_window import window_cure, window_sentence

REASON_TITLES: Final[Mapping[ReasonCode, str]] = {
    "same_provider": "Träger fällt selbst aus",
    "affected": "Träger scheidet selbst aus",
    "field": "anderer Leistungsbereich",
    "space": "anderer Sozialraum",
    "requirements": "Merkmal fehlt",
    "recognition": "Anerkennung fehlt",
    "rate": "Kostensatz zu hoch",
    "signatory": "nicht Vertragspartner",
    "distance": "zu weit entfernt",
    "window": "kein gemeinsamer Zeitraum",
    "excluded": "durch Vorgabe ausgeschlossen",
}
"""Two or three words per reason code, for a column or a badge."""

UNUSED_OPTION: Final = "Möglich, im besten Plan aber nicht gebraucht."
"""What is said of an option without a handover when no re-solve has asked for more."""

EARTH_KM: Final = 6371


def reason_sentence(case: Case, exclusion: NotUsed, code: ReasonCode) -> str:
    """Why this pair of outage and capacity is no option, with the date, distance, rate or Merkmal that decides."""
    return _SENTENCES[code](case, exclusion)


def cure_sentence(case: Case, exclusion: NotUsed, code: ReasonCode) -> str:
    """What someone could do so that this reason no longer holds; empty where nobody can."""
    return _CURES[code](case, exclusion) if code in CURABLE else ""


def distance_km(case: Case, exclusion: NotUsed) -> float:
    """Great-circle kilometres between the capacity's base and the offering's seat (haversine, 6,371 km)."""
    here = case.dataset.municipality[case.capacity_of(exclusion).ags]
    there = case.dataset.municipality[case.offering_of(exclusion).ags]
    return _haversine(here, there)


def _haversine(here: Municipality, there: Municipality) -> float:
    phi, psi = radians(here.latitude), radians(there.latitude)
    turn = radians(there.longitude - here.longitude)
    chord = sin((psi - phi) / 2) ** 2 + cos(phi) * cos(psi) * sin(turn / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def _provider(case: Case, exclusion: NotUsed) -> Provider:
    return case.dataset.provider[case.capacity_of(exclusion).provider]


def _space(case: Case, key: str) -> str:
    space = case.dataset.space.get(key)
    return f"„{space.name}“" if space else "des ganzen Landkreises"


def _spaces(case: Case, keys: tuple[str, ...]) -> str:
    return listed([_space(case, key) for key in keys])


def _same_provider(case: Case, exclusion: NotUsed) -> str:
    return f"{_provider(case, exclusion).name} ist der Träger, der selbst ausfällt."


def _affected(case: Case, exclusion: NotUsed) -> str:
    provider = _provider(case, exclusion)
    days = [
        event.effective
        for event in case.dataset.events
        if event.scenario == case.scenario and event.leaves == provider.key
    ]
    since = f" ab dem {short_date(min(days))}" if days else ""
    return f"{provider.name} scheidet{since} selbst aus; seine Kapazitäten enden am Tag davor."


def _field(case: Case, exclusion: NotUsed) -> str:
    offers = case.capacity_of(exclusion).fields
    verb = "wird" if len(offers) == 1 else "werden"
    return f"Gebraucht wird {case.offering_of(exclusion).field}; angeboten {verb} nur {listed(offers)} SGB VIII."


def _space_reason(case: Case, exclusion: NotUsed) -> str:
    offering, own = case.offering_of(exclusion), _spaces(case, case.capacity_of(exclusion).spaces)
    if offering.space == DISTRICT_WIDE:
        return f"Das Angebot wirkt kreisweit; die Kapazität gilt nur für den Sozialraum {own}."
    return f"Das Angebot liegt im Sozialraum {_space(case, offering.space)}; die Kapazität gilt nur für {own}."


def _requirements(case: Case, exclusion: NotUsed) -> str:
    features = case.capacity_of(exclusion).features
    missing = [f"„{word}“" for word in case.offering_of(exclusion).requirements if word not in features]
    return (
        f"Es fehlt das Merkmal {listed(missing)}."
        if len(missing) == 1
        else f"Es fehlen die Merkmale {listed(missing)}."
    )


def _recognition(case: Case, exclusion: NotUsed) -> str:
    return (
        f"{_provider(case, exclusion).name} ist nicht als Träger der freien Jugendhilfe nach § 75 SGB VIII anerkannt."
    )


def _recognition_cure(case: Case, exclusion: NotUsed) -> str:
    return f"{_provider(case, exclusion).name} beantragt die Anerkennung nach § 75 SGB VIII."


def _rate(case: Case, exclusion: NotUsed) -> str:
    rate, limit = ceil(case.capacity_of(exclusion).rate), case.dataset.rules.max_rate or 0
    return (
        f"Der Kostensatz von {amount(rate)} € je VzÄ und Monat liegt über dem Höchstkostensatz "
        f"von {amount(limit)} € (§ 74 Abs. 5 SGB VIII)."
    )


def _rate_cure(case: Case, exclusion: NotUsed) -> str:
    name, limit = _provider(case, exclusion).name, amount(case.dataset.rules.max_rate or 0)
    return f"Mit {name} höchstens {limit} € vereinbaren oder den Höchstkostensatz (Blatt Regeln) neu beschließen."


def _signatory(case: Case, exclusion: NotUsed) -> str:
    provider, space = _provider(case, exclusion), case.offering_of(exclusion).space
    return (
        f"{provider.name} hat die Kooperationsvereinbarung für {_spaces(case, provider.signatory_in)} unterzeichnet, "
        f"nicht für {_space(case, space)}."
    )


def _signatory_cure(case: Case, exclusion: NotUsed) -> str:
    space = _space(case, case.offering_of(exclusion).space)
    return f"{_provider(case, exclusion).name} tritt der Kooperationsvereinbarung für {space} bei."


def _distance(case: Case, exclusion: NotUsed) -> str:
    towns = case.dataset.municipality
    here, there = towns[case.capacity_of(exclusion).ags], towns[case.offering_of(exclusion).ags]
    limit = case.dataset.rules.max_distance or Fraction(0)
    km = _at_least(distance_km(case, exclusion), limit)
    return f"Von {here.name} nach {there.name} sind es {km} km Luftlinie; erlaubt sind höchstens {number(limit)} km."


def _distance_cure(case: Case, exclusion: NotUsed) -> str:
    return f"Die Höchstentfernung (Blatt Regeln) auf mindestens {ceil(distance_km(case, exclusion))} km anheben."


def _at_least(km: float, limit: Fraction) -> str:
    """Kilometres with one decimal, with more where they would look like the limit itself."""
    places = next((places for places in (1, 2, 3) if round(Fraction(km), places) > limit), 6)
    return number(Fraction(km), places)


def _excluded(case: Case, exclusion: NotUsed) -> str:
    rows = _exclusion_rows(case, exclusion)
    place = f" (Blatt Vorgaben, Zeile {listed(rows)})" if rows else ""
    return f"Eine Vorgabe schließt diese Kapazität aus{place}."


def _excluded_cure(case: Case, exclusion: NotUsed) -> str:
    rows = _exclusion_rows(case, exclusion)
    return f"Die Vorgabe{f' in Zeile {listed(rows)}' if rows else ''} streichen, wenn sie nicht mehr gilt."


def _exclusion_rows(case: Case, exclusion: NotUsed) -> list[str]:
    place = (case.outage[exclusion.outage].offering, exclusion.capacity)
    pins = (pin for pin in case.pins if (pin.offering, pin.capacity, pin.kind) == (*place, "ausgeschlossen"))
    return [str(pin.row) for pin in pins if pin.row]


_Sentence = Callable[[Case, NotUsed], str]
_SENTENCES: Final[Mapping[ReasonCode, _Sentence]] = {
    "same_provider": _same_provider,
    "affected": _affected,
    "field": _field,
    "space": _space_reason,
    "requirements": _requirements,
    "recognition": _recognition,
    "rate": _rate,
    "signatory": _signatory,
    "distance": _distance,
    "window": window_sentence,
    "excluded": _excluded,
}
_CURES: Final[Mapping[ReasonCode, _Sentence]] = {
    "recognition": _recognition_cure,
    "rate": _rate_cure,
    "signatory": _signatory_cure,
    "distance": _distance_cure,
    "window": window_cure,
    "excluded": _excluded_cure,
}
