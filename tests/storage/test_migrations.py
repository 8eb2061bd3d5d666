"""The tables that migrations make are the tables that the program means."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url

import storage.console_tables
import storage.queue_tables
import storage.response_tables
from storage import revision
from storage.migrate import current, migrate
from storage.migrations import guards
from storage.store import Store
from storage.tables import metadata
from tests.storage.sample import at_once, fill, incident

VERSIONS = Path(storage.queue_tables.__file__).parent / "migrations" / "versions"

COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
    FROM information_schema.columns WHERE table_schema = 'public'"""
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace"""
TRIGGERS = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def shape(connection: Connection) -> list[Any]:
    """Describe everything in the database in the database's own words, whatever order it was made in."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
        # The order of columns and constraints in the text is of no matter, nor where a column stands that came later.
        parts = [(row.name, re.split(r"\n|(?<=[A-Z]), (?=[a-z])", row.sql)) for row in rows]
        found = [(name, *sorted(part.strip(" ,\n\t") for part in said)) for name, said in parts]
        return sorted(each for each in found if not each[0].startswith("alembic"))
    found = [
        tuple(row) for query in (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS) for row in connection.execute(text(query))
    ]
    return sorted((row for row in found if row[0] != "alembic_version"), key=repr)


def shape_of(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        found = shape(connection)
    engine.dispose()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'muster.db'}"
    address: str = request.getfixturevalue("postgres_database")
    return address


def empty_again(url: str) -> None:
    """Take everything away."""
    if url.startswith("sqlite"):
        Path(str(make_url(url).database)).unlink()
        return
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def test_the_migrated_tables_are_those_the_program_means(empty_url: str) -> None:
    assert storage.console_tables.console_change.metadata is metadata
    migrate(empty_url)
    migrated = shape_of(create_engine(empty_url))
    empty_again(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        metadata.create_all(connection)
        for statement in guards.statements(connection.dialect.name):
            connection.exec_driver_sql(statement)
    assert shape_of(engine) == migrated
    assert len(migrated) > 30


def test_migrating_is_done_once_and_again_changes_nothing(empty_url: str) -> None:
    assert current(empty_url) is None
    assert migrate(empty_url) is True
    assert current(empty_url) == revision.CURRENT
    before = shape_of(create_engine(empty_url))
    assert migrate(empty_url) is False
    assert shape_of(create_engine(empty_url)) == before
    Store.open(empty_url).close()


def test_migrating_keeps_what_is_there(url: str) -> None:
    store = Store.open(url)
    fill(store)
    with store.begin() as work:
        work.incidents.add(incident())
    store.close()
    assert migrate(url) is False
    store = Store.open(url)
    with store.read() as work:
        assert work.incidents.by_code("K7Q").title == "Smoke in the archive"
    store.close()


def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    assert sorted(at_once(4, lambda _: migrate(empty_url))) == [False, False, False, True]


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        # A table of that name is in the way of the second revision.
        connection.execute(text("CREATE TABLE timer (something INTEGER)"))
    before = shape_of(engine)
    with pytest.raises(Exception, match="timer"):
        migrate(empty_url)
    assert shape_of(create_engine(empty_url)) == before
    assert current(empty_url) is None


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    files = sorted(path for path in VERSIONS.glob("*.py") if path.stem != "__init__")
    found = [re.findall(r'^(?:down_)?revision = (?:"(\d+)"|None)', path.read_text(), re.MULTILINE) for path in files]
    assert tuple(revisions[0] for revisions in found) == revision.REVISIONS
    assert [revisions[1] for revisions in found] == ["", *revision.REVISIONS[:-1]]
    assert [path.name[:4] for path in files] == list(revision.REVISIONS)


def test_a_copied_file_is_a_database_too(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    fill(store)
    store.close()
    copy = shutil.copy(str(make_url(sqlite_url).database), tmp_path / "backup.db")
    restored = Store.open(f"sqlite:///{copy}")
    with restored.read() as work:
        assert len(work.roster.everyone()) == 4
    restored.close()
