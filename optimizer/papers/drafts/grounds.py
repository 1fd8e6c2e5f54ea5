"""The legal ground of a reduction: the revocation that the old notice reserved, or what a person has chosen."""

from __future__ import annotations

from typing import Final

from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.notice import Notice
from optimizer.papers.state import GROUNDS, RETROACTIVE, Ground
from optimizer.papers.timeline import hearing_day

_TEXTS: Final[dict[Ground | None, str]] = {
    None: (
        "Rechtsgrundlage der Minderung ist § 47 Absatz 1 Nummer 1 SGB X. Danach kann ein rechtmäßiger begünstigender "
        "Verwaltungsakt mit Wirkung für die Zukunft widerrufen werden, soweit der Widerruf im Verwaltungsakt "
        "vorbehalten ist. Der Zuwendungsbescheid enthält einen solchen Vorbehalt."
    ),
    "§ 48": (
        "Rechtsgrundlage der Minderung ist § 48 Absatz 1 Satz 1 SGB X. In den tatsächlichen Verhältnissen, die beim "
        "Erlass des Zuwendungsbescheids vorgelegen haben, ist eine wesentliche Änderung eingetreten, weil die "
        "Leistung nicht mehr wie bewilligt erbracht wird; der Bescheid ist insoweit mit Wirkung für die Zukunft "
        "aufzuheben."
    ),
    "§ 47 Abs. 2 Nr. 1": (
        "Rechtsgrundlage der Minderung ist § 47 Absatz 2 Satz 1 Nummer 1 SGB X. Danach kann der Bescheid auch mit "
        "Wirkung für die Vergangenheit widerrufen werden. Die Zuwendung wird insoweit nicht, nicht alsbald oder nicht "
        "mehr für den im Bescheid bestimmten Zweck verwendet."
    ),
    "Verzicht": (
        "Die Minderung beruht darauf, dass der Träger auf die Zuwendung insoweit schriftlich verzichtet oder der "
        "Minderung schriftlich zugestimmt hat."
    ),
}
_NAMES: Final[dict[Ground, str]] = {
    "§ 48": "§ 48 Absatz 1 Satz 1 SGB X (wesentliche Änderung der Verhältnisse)",
    "§ 47 Abs. 2 Nr. 1": "§ 47 Absatz 2 Satz 1 Nummer 1 SGB X (keine Verwendung für den Zweck)",
    "Verzicht": "schriftlicher Verzicht oder schriftliche Zustimmung des Trägers",
}


_FUTURE_ONLY: Final = " – wirkt nur für die Zukunft und trägt erst, wenn die Minderung nach der Bekanntgabe beginnt"


def ground_fields(desk: Desk, notice: Notice) -> Fields:
    """The ground, or the choice among those that can carry a reduction where the reserved revocation does not (§ 47).

    It does not where the old notice reserves none, nor for days before the notification (§ 47 (1) SGB X).
    """
    chosen = dict(desk.state.grounds).get(notice.offering.key)
    early = begins_before_notification(desk, notice)
    is_open = chosen not in RETROACTIVE if early else chosen is None and not notice.revocable
    return {
        "grund_offen": is_open,
        "grund_hindernis": _obstacle(desk, notice) if is_open else "",
        "grund_auswahl": paragraphs(
            [_NAMES[name] + ("" if name in RETROACTIVE or not early else _FUTURE_ONLY) for name in GROUNDS]
        ),
        "grund": "" if is_open else _TEXTS[chosen],
    }


def begins_before_notification(desk: Desk, notice: Notice) -> bool:
    """Does a reduction begin before it can be known? Only what is set counts: its posting, or when its hearing went."""
    if desk.state.posted is None and hearing_day(notice, desk.state) is None:
        return False
    return desk.file.timelines[notice.outage].early


def future_only(desk: Desk, notice: Notice) -> bool:
    """Does the reduction work for the future only, by its days and by its ground?"""
    chosen = dict(desk.state.grounds).get(notice.offering.key)
    return chosen not in RETROACTIVE and not begins_before_notification(desk, notice)


def _obstacle(desk: Desk, notice: Notice) -> str:
    """Why the reserved revocation carries nothing, or not the whole reduction."""
    texts = [] if notice.revocable else ["Der Zuwendungsbescheid enthält keinen Widerrufsvorbehalt."]
    if begins_before_notification(desk, notice):
        known = long_date(desk.file.timelines[notice.outage].notified.day)
        texts.append(
            f"Die Minderung ab dem {long_date(notice.period.start)} liegt vor der Bekanntgabe des Bescheids "
            f"({'' if desk.state.posted else 'frühestens '}am {known}); der Widerruf nach § 47 Absatz 1 SGB X wirkt "
            "nur für die Zukunft."
        )
    return " ".join(texts)
