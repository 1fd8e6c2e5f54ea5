"""Reading papers in tests: the text of a .docx, and a state in which everything has been set."""

from __future__ import annotations

from datetime import date

from optimizer.papers.state import Asked, Discretion, PaperState
from optimizer.papers.word.package import open_package
from optimizer.papers.word.readback import lines_of

COMPLETE = PaperState(
    dated=date(2027, 8, 26),
    posted=date(2027, 8, 27),
    hearing_posted=date(2027, 8, 2),
    reply_by=date(2027, 8, 20),
    reclaim_due=date(2027, 10, 15),
    resolution="Nr. 12/2027 vom 25. August 2027",
    applications=(("T2", date(2027, 8, 24)), ("T3", date(2027, 8, 25))),
    discretion=tuple(Discretion(notice, "Frau Muster", date(2027, 8, 26)) for notice in ("J1-M", "J1-K1", "J1-K2")),
    asked=(Asked("Träger Zwei e. V.", date(2027, 8, 21), "kann 20 Stunden übernehmen"),),
    consents_complete=True,
    released=("*",),
)


def text_of(content: bytes) -> str:
    """All text of a paper, with headers and footers, one paragraph or row a line."""
    return "\n".join(lines_of(content)).replace("\u00a0", " ")


def body_of(content: bytes) -> str:
    """The text of the body alone."""
    parts = open_package(content)
    kept = {name: part for name, part in parts.items() if "header" not in name and "footer" not in name}
    from optimizer.papers.word.package import write_package

    return text_of(write_package(kept))
