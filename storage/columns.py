"""How values are kept: times that refuse to be naive, durations, words of a fixed list, JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_Word = TypeVar("_Word", bound=StrEnum)
_MICROSECOND = timedelta(microseconds=1)

#: Numbered by the database. SQLite numbers only what it calls INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")
#: JSON as text, never reordered: a log entry's hash covers what is stored. None is SQL's NULL.
Json = JSON(none_as_null=True)


@lru_cache(maxsize=64)
def stamp(moment: datetime) -> str:
    """Write an aware moment as RFC 3339 in UTC with microseconds; such texts sort as the moments do.

    The rows of one transaction have the same few moments in them, so the last ones are remembered.

    Raises ValueError for a naive one.
    """
    return must_be_aware(moment).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def must_be_aware(moment: datetime) -> datetime:
    """Give it back; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; say which moment is meant")
    return moment


def to_json(value: Any) -> str:
    """Write JSON as the database keeps it. Raises ValueError for what JSON cannot say (NaN)."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Utc(TypeDecorator[datetime]):
    """A moment, always UTC; text that sorts on SQLite, timestamptz on PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Keep text where the database has no type for moments."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times (ValueError)."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return stamp(value)
        return must_be_aware(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an aware moment in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


class Duration(TypeDecorator[timedelta]):
    """A length of time, as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """Count microseconds."""
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        """Give the length back."""
        return None if value is None else value * _MICROSECOND


class Word(TypeDecorator[_Word], Generic[_Word]):
    """One of an enumeration's words, as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[_Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: _Word | None, dialect: Dialect) -> str | None:
        """Write the word; refuse what is not on the list (ValueError)."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> _Word | None:
        """Read the word."""
        return None if value is None else self.words(value)
