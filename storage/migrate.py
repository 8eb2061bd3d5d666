"""Brings a database's tables up to date, from nothing or from any earlier version; all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from storage import engines, revision
from storage.errors import in_words

#: Any number, the same in all versions: two replicas that start together migrate one after the other.
_ADVISORY_LOCK = 7_682_377


def migrate(url: str) -> bool:
    """Make or upgrade the tables; True if anything changed. Raises CannotOpen, NewerDatabase, DiskFull."""
    place = engines.place(url)
    place.must_have_folder()
    engine = engines.writer(place)
    try:
        with in_words(place.name), engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
            found = revision.of(connection)
            revision.must_not_be_newer(found, place.name)
            if found == revision.CURRENT:
                return False
            _upgrade(connection)
            return True
    finally:
        engine.dispose()


def current(url: str) -> str | None:
    """Give the revision of a database; None when it has no tables or does not exist. Raises CannotOpen."""
    place = engines.place(url)
    place.must_have_folder()
    if place.file is not None and not place.file.exists():
        return None
    engine = engines.writer(place)
    try:
        with in_words(place.name), engine.connect() as connection:
            return revision.of(connection)
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    # Loaded here alone: a start that has nothing to migrate does without.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
