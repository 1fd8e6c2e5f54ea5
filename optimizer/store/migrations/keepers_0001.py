"""The triggers of the first shape, as data. Never edited after a release; a change comes as a new step."""

from __future__ import annotations

from typing import Final

from optimizer.store.triggers import Operation, Trigger, frozen

_DECIDED: Final = "('beschlossen', 'Bescheid erstellt', 'bestandskräftig')"
_CLOSED: Final = "('beschlossen', 'Bescheid erstellt', 'bestandskräftig', 'zurückgezogen')"
_HISTORY: Final = ("data_versions", "plans", "proposals", "decisions", "papers", "attachments", "log", "tokens")
_CHANGES: Final[tuple[Operation, ...]] = ("INSERT", "UPDATE")
_FIXED: Final = ("name", "title", "data_id", "setup", "seats", "at", "person_id")

_MOVES: Final = (
    "NOT (OLD.status = NEW.status AND OLD.status IN ('Entwurf', 'in Abstimmung', 'Bescheid erstellt')"
    " OR OLD.status = 'Entwurf' AND NEW.status IN ('in Abstimmung', 'zurückgezogen')"
    " OR OLD.status = 'in Abstimmung' AND NEW.status IN ('beschlossen', 'zurückgezogen')"
    " OR OLD.status = 'beschlossen' AND NEW.status = 'Bescheid erstellt'"
    " OR OLD.status = 'Bescheid erstellt' AND NEW.status = 'bestandskräftig')"
)


def _of_closed_case(row: str, closed: str = _CLOSED) -> str:
    return f"EXISTS (SELECT 1 FROM cases WHERE cases.id = {row}.case_id AND cases.status IN {closed})"  # noqa: S608 (constants)


def _keepers() -> tuple[Trigger, ...]:
    decided = "Der Fall ist beschlossen und damit unveränderlich"
    changed = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _FIXED)
    lasting = "coalesce(OLD.lasting, -1) <> coalesce(NEW.lasting, -1)"
    no_decision = "NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.case_id = NEW.id)"
    in_vote = "EXISTS (SELECT 1 FROM cases WHERE cases.id = NEW.case_id AND cases.status = 'in Abstimmung')"
    return (
        *(keeper for table in _HISTORY for keeper in frozen(table)),
        *(
            keeper
            for table in ("cases", "pins", "consents", "texts")
            for keeper in frozen(table, ("DELETE", "TRUNCATE"))
        ),
        Trigger("cases", "INSERT", "NEW.status <> 'Entwurf'", "Ein Fall beginnt als Entwurf", "case_starts"),
        Trigger("cases", "UPDATE", _MOVES, "Diesen Weg nimmt kein Fall", "case_moves"),
        Trigger("cases", "UPDATE", f"OLD.status IN {_CLOSED} AND ({changed} OR {lasting})", decided, "case_decided"),
        Trigger(
            "cases",
            "UPDATE",
            f"OLD.status <> NEW.status AND NEW.status IN {_DECIDED} AND {no_decision}",
            "Ohne Beschluss gilt kein Fall als beschlossen",
            "case_needs_decision",
        ),
        Trigger(
            "decisions", "INSERT", f"NOT {in_vote}", "Beschlossen wird nur, was in Abstimmung ist", "decision_in_vote"
        ),
        *(
            Trigger(table, operation, _of_closed_case("NEW"), decided, f"{table}_closed_{operation.lower()}")
            for table in ("pins", "consents")
            for operation in _CHANGES
        ),
        *(
            Trigger(table, "UPDATE", "OLD.case_id <> NEW.case_id", decided, f"{table}_stay")
            for table in ("pins", "consents", "texts")
        ),
        Trigger("proposals", "INSERT", _of_closed_case("NEW"), decided, "proposals_closed_insert"),
        Trigger(
            "papers",
            "INSERT",
            f"NOT {_of_closed_case('NEW', _DECIDED)}",
            "Ein Papier braucht einen beschlossenen Fall",
            "papers_decided",
        ),
        *(
            Trigger(
                "texts",
                operation,
                "EXISTS (SELECT 1 FROM papers WHERE papers.case_id = NEW.case_id AND papers.notice = NEW.notice)",
                "Das Papier ist schon erstellt",
                f"texts_issued_{operation.lower()}",
            )
            for operation in _CHANGES
        ),
    )


KEEPERS: Final = _keepers()
