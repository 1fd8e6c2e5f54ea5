"""Column types that mean the same in SQLite's STRICT tables and in PostgreSQL. Times come back aware, in UTC."""

# ruff: noqa: ARG002 (the signatures are SQLAlchemy's)
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zlib import compress, decompress

from sqlalchemy import Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment as ISO text in UTC, with microseconds; sorts as text and hashes the same everywhere."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Aware datetime → text; a naive one is refused."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Text → aware datetime."""
        return None if value is None else datetime.fromisoformat(value)


def instant_text(value: datetime) -> str:
    """An aware moment as ISO text in UTC. Raises `ValueError` for a naive one."""
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class Day(TypeDecorator[date]):
    """A date as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Date → text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """Text → date."""
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Truth value → 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        """1 or 0 → truth value."""
        return None if value is None else bool(value)


class Packed(TypeDecorator[bytes]):
    """Bytes, compressed with zlib: readable in ten years without this program."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Bytes → compressed bytes."""
        return None if value is None else compress(value, 6)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Compressed bytes → bytes."""
        return None if value is None else decompress(value)
