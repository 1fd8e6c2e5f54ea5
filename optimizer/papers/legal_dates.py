"""The legal dates of a handover, each with its rule and its paragraph. Source: SGB X, VwGO, BGB, the agreement.

Days only; the caller gives the day of posting. Public holidays are those of Saxony (maintained by `holidays`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from optimizer.model.periods import ONE_DAY, end_after_notice

FICTION_DAYS: Final = 4
"""§ 37 (2) SGB X: a letter counts as notified on the fourth day after posting."""

HEARING_DAYS: Final = 14
"""Default length of the hearing; the user sets it, no law does."""

SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A day, how it was found (a German sentence) and where that is written."""

    day: date
    rule: str
    paragraph: str


@lru_cache(maxsize=64)
def holidays_of(year: int) -> dict[date, str]:
    """The public holidays of Saxony in one year, with their German names."""
    from holidays import country_holidays

    return dict(country_holidays("DE", subdiv="SN", years=year, language="de"))


def obstacle(day: date) -> str:
    """Why a period cannot end on `day`: `ein Sonnabend`, `ein Sonntag`, the holiday's name; empty on a working day."""
    name = holidays_of(day.year).get(day)
    if name:
        return f"ein gesetzlicher Feiertag ({name})"
    return {SATURDAY: "ein Sonnabend", SATURDAY + 1: "ein Sonntag"}.get(day.weekday(), "")


def next_working_day(day: date) -> date:
    """`day` itself or, on a Saturday, Sunday or Saxon holiday, the next working day (§ 26 (3) SGB X, § 193 BGB)."""
    while obstacle(day):
        day += ONE_DAY
    return day


def one_month_after(day: date) -> date:
    """The day of the next month with the same number, or that month's last day (§ 188 (2), (3) BGB)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def notified(posted: date) -> LegalDate:
    """Day of notification by post: the fourth day after posting; not moved over weekends and holidays."""
    return LegalDate(
        posted + timedelta(days=FICTION_DAYS),
        "vierter Tag nach der Aufgabe zur Post; der Tag verschiebt sich nicht auf einen Werktag",
        "§ 37 Absatz 2 SGB X",
    )


def objection_end(notification: date) -> LegalDate:
    """Last day of the objection period: one month after notification, moved to the next working day."""
    plain = one_month_after(notification)
    return LegalDate(
        next_working_day(plain),
        f"ein Monat nach der Bekanntgabe{_moved(plain)}",
        "§ 70 Absatz 1 VwGO, § 62 und § 26 Absatz 1 und 3 SGB X, §§ 187 Absatz 1, 188 Absatz 2 und 3 BGB",
    )


def hearing_end(posted: date, days: int = HEARING_DAYS) -> LegalDate:
    """Last day to answer the hearing: `days` after the letter counts as notified, moved to the next working day."""
    plain = notified(posted).day + timedelta(days=days)
    unit = "ein Tag" if days == 1 else f"{days} Tage"
    return LegalDate(
        next_working_day(plain),
        f"{unit} nach der Bekanntgabe der Anhörung{_moved(plain)}",
        "§ 24 Absatz 1, § 26 Absatz 2 und 3 SGB X",
    )


def safe_from(last_objection_day: date, waived: date | None = None) -> LegalDate:
    """Sicher ab: the day after the reduction's objection period, or the day on which the provider waived its appeal."""
    if waived is not None and waived <= last_objection_day:
        return LegalDate(waived, "Tag, an dem auf Rechtsbehelfe verzichtet worden ist", "§ 39 SGB X")
    return LegalDate(
        last_objection_day + ONE_DAY,
        "Tag nach dem Ende der Widerspruchsfrist, wenn kein Widerspruch eingelegt worden ist",
        "§ 70, § 80 Absatz 1 VwGO",
    )


def notice_period_end(received: date) -> LegalDate:
    """Last day of a membership of the agreement that was ended by notice received on `received`."""
    return LegalDate(
        end_after_notice(received),
        "drei Monate zum Ende eines Quartals, gerechnet ab dem Zugang der Kündigung",
        "Nummer 5.1.1 der Kooperationsvereinbarung",
    )


def _moved(plain: date) -> str:
    """The half-sentence that says why a period's end moved; empty where it did not."""
    why = obstacle(plain)
    return f"; der {plain.day:02d}.{plain.month:02d}.{plain.year} ist {why}, deshalb der nächste Werktag" if why else ""
