"""Copies a whole database into an empty one: from SQLite to PostgreSQL when an organisation outgrows one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

import storage.console_tables
import storage.queue_tables
import storage.response_tables  # noqa: F401  # all three so that the metadata knows every table
from storage import engines, revision
from storage.errors import CannotOpen, in_words
from storage.migrate import migrate
from storage.tables import metadata

#: Rows that are read and written together.
_PIECE = 1_000
#: Held by processes of the old database; they mean nothing in the new one.
_LEFT_BEHIND = frozenset({"lease", "replica"})


def copy_database(source: str, target: str, say: Callable[[str], None] = lambda _: None) -> int:
    """Copy every row of `source` into `target`, made for it; give how many rows. All of it or nothing.

    `say` is called with a sentence for each table that holds something. Numbers of rows stay as they are, so that
    codes, references and the chains of the logs do. Nothing may run on `source` meanwhile. Raises CannotOpen for a
    target that is not empty, NotMigrated and NewerDatabase for a source of another version, StorageError.
    """
    if engines.place(source).url == engines.place(target).url:
        raise CannotOpen("The database cannot be copied onto itself; name another target.")
    old_place, new_place = engines.place(source), engines.place(target)
    old_place.must_exist()
    # A snapshot: what a process that was forgotten writes meanwhile is in all tables or in none.
    old_engine = engines.reader(old_place)
    try:
        with in_words(old_place.name), old_engine.connect() as old:
            revision.must_be_current(old, old_place.name)
            migrate(target)
            new_engine = engines.writer(new_place)
            try:
                with in_words(new_place.name), new_engine.begin() as new:
                    _must_be_empty(new, new_place.name)
                    return _copy(old, new, say)
            finally:
                new_engine.dispose()
    finally:
        old_engine.dispose()


def _must_be_empty(connection: Connection, where: str) -> None:
    full = [table.name for table in metadata.sorted_tables if connection.execute(select(table).limit(1)).first()]
    if full:
        raise CannotOpen(
            f"{where} holds data already ({', '.join(full[:3])}); nothing was copied. Name an empty database."
        )


def _copy(old: Connection, new: Connection, say: Callable[[str], None]) -> int:
    total = 0
    for table in metadata.sorted_tables:
        if table.name in _LEFT_BEHIND:
            continue
        copied = 0
        for rows in _pieces(old, table):
            new.execute(table.insert(), rows)
            copied += len(rows)
        if copied:
            _number_on(new, table)
            say(f"{table.name}: {copied}")
        total += copied
    return total


def _pieces(old: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Give a table's rows piece by piece; a row that others of its own table point at comes before them."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not own:
        for rows in old.execute(select(table).execution_options(yield_per=_PIECE)).mappings().partitions():
            yield [dict(row) for row in rows]
        return
    (key,) = table.primary_key.columns
    left, there = [dict(row) for row in old.execute(select(table)).mappings()], {None}
    while left:
        # A ring, which no rule allows, would be refused by the database.
        ready = [row for row in left if all(row[name] in there for name in own)] or left
        there |= {row[key.name] for row in ready}
        left = [row for row in left if row[key.name] not in there]
        yield ready


def _number_on(connection: Connection, table: Table) -> None:
    """Let the database number new rows behind those that came with a number; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
    if sequence:
        last = connection.execute(select(func.max(column))).scalar()
        connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
