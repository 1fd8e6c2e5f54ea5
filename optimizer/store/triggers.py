"""Triggers that keep what is decided and what is history, also against raw SQL, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operation = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Before `operation` on `table`: where `condition` holds (NEW, OLD), refuse with the German `message`."""

    table: str
    operation: Operation
    condition: str
    message: str
    name: str


def statements(trigger: Trigger, dialect: str) -> Iterator[str]:
    """The DDL that makes one trigger on SQLite or PostgreSQL. SQLite knows no TRUNCATE."""
    message = trigger.message.replace("'", "''")
    if dialect != "sqlite":
        yield from _postgresql(trigger, message)
    elif trigger.operation != "TRUNCATE":
        yield (
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table} WHEN {trigger.condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _postgresql(trigger: Trigger, message: str) -> Iterator[str]:
    back = "OLD" if trigger.operation == "DELETE" else "NULL" if trigger.operation == "TRUNCATE" else "NEW"
    yield (
        f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
        f"IF {trigger.condition} THEN RAISE EXCEPTION USING MESSAGE = '{message}', "
        f"ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {back}; END $body$"
    )
    each = "STATEMENT" if trigger.operation == "TRUNCATE" else "ROW"
    yield (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {trigger.name}()"
    )


def frozen(table: str, operations: tuple[Operation, ...] = ("UPDATE", "DELETE", "TRUNCATE")) -> Iterator[Trigger]:
    """A table whose rows are never changed or deleted."""
    message = f"Unveränderlich: {table}"
    for operation in operations:
        yield Trigger(table, operation, "1 = 1", message, f"keep_{table}_{operation.lower()}")
