"""Why outage and capacity share no day: the first and last days that meet, and what would have to be prolonged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.model.case import Case, NotUsed
from optimizer.model.dataset import Provider
from optimizer.model.german import listed, short_date


@dataclass(frozen=True, slots=True)
class _Bound:
    """A first or last day of the window, how people call it, and what would move it (empty = nobody can)."""

    day: date
    text: str
    cure: str = ""


def _bounds(case: Case, exclusion: NotUsed) -> tuple[list[_Bound], list[_Bound]]:
    """What opens and what closes the window; the outage's own ends come first in each list."""
    outage, capacity = case.outage[exclusion.outage], case.capacity_of(exclusion)
    what = "Mehrbedarf" if outage.event.kind == "Mehrbedarf" else "Ausfall"
    ready = case.planning_day + timedelta(days=capacity.lead_days)
    lead = f" mit {capacity.lead_days} Tagen Vorlauf" if capacity.lead_days else " ab dem Planungstag"
    shorten = "den Vorlauf verkürzen" if capacity.lead_days else ""
    opens = [
        _Bound(outage.period.start, f"der {what} beginnt am {short_date(outage.period.start)}"),
        _Bound(
            capacity.start,
            f"die Kapazität steht erst ab {short_date(capacity.start)} bereit",
            "die Kapazität früher bereitstellen",
        ),
        _Bound(ready, f"ein Beginn ist{lead} frühestens am {short_date(ready)} möglich", shorten),
    ]
    closes = [
        _Bound(outage.period.end, f"der {what} endet am {short_date(outage.period.end)}"),
        _Bound(
            capacity.end,
            f"die Kapazität endet am {short_date(capacity.end)}",
            f"die Kapazität über den {short_date(capacity.end)} hinaus anbieten",
        ),
    ]
    return opens, closes + _agreement_bounds(case.dataset.provider[capacity.provider])


def _agreement_bounds(provider: Provider) -> list[_Bound]:
    """The last days of the agreements; a missing one under § 8a or § 72a leaves no day at all."""
    needed = (("§ 8a SGB VIII", provider.agreement_8a), ("§ 72a SGB VIII", provider.agreement_72a))
    bounds = [_agreement(f"Vereinbarung nach {law}", last) if last else _missing(law) for law, last in needed]
    limits = (("Vereinbarung nach § 3 KKG", provider.agreement_kkg), ("Kooperation", provider.cooperation_until))
    return bounds + [_agreement(name, last) for name, last in limits if last]


def _agreement(name: str, last: date) -> _Bound:
    day = short_date(last)
    return _Bound(last, f"die {name} endet am {day}", f"die {name} über den {day} hinaus verlängern")


def _missing(law: str) -> _Bound:
    return _Bound(date.min, f"es gibt keine Vereinbarung nach {law}", f"eine Vereinbarung nach {law} schließen")


def window_sentence(case: Case, exclusion: NotUsed) -> str:
    """Which last day lies before which first day, or which agreement is missing."""
    opens, closes = _bounds(case, exclusion)
    latest = max(opens, key=lambda bound: bound.day)
    early = [bound.text for bound in closes if bound.day < latest.day]
    if early and all(bound.day == date.min for bound in closes if bound.day < latest.day):
        return f"{_capital(listed(early))}."
    return f"Kein gemeinsamer Zeitraum: {listed(early)}, {latest.text}."


def window_cure(case: Case, exclusion: NotUsed) -> str:
    """What to prolong or to bring forward so that outage and capacity share a day; empty where nothing would do."""
    opens, closes = _bounds(case, exclusion)
    outage_end = closes[0].day
    start = max(bound.day for bound in opens if bound.day <= outage_end)
    cures = [bound.cure for bound in opens if bound.day > outage_end]
    cures += [bound.cure for bound in closes if bound.day < start]
    return f"{_capital(listed([cure for cure in cures if cure]))}." if any(cures) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
