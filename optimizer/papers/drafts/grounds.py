"""The legal ground of a reduction: the revocation that the old notice reserved, or what a person has chosen."""

from __future__ import annotations

from typing import Final

from optimizer.papers.drafts.desk import Fields, paragraphs
from optimizer.papers.notice import Notice
from optimizer.papers.state import GROUNDS, Ground, PaperState

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
        "Rechtsgrundlage der Minderung ist § 47 Absatz 2 Satz 1 Nummer 1 SGB X. Die Zuwendung wird insoweit nicht, "
        "nicht alsbald oder nicht mehr für den im Bescheid bestimmten Zweck verwendet."
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


def ground_fields(notice: Notice, state: PaperState) -> Fields:
    """The ground, or the choice among those that can carry a reduction where no revocation is reserved (§ 47 SGB X)."""
    chosen = dict(state.grounds).get(notice.offering.key)
    is_open = chosen is None and not notice.revocable
    return {
        "grund_offen": is_open,
        "grund_auswahl": paragraphs([_NAMES[name] for name in GROUNDS]),
        "grund": "" if is_open else _TEXTS[chosen],
    }
