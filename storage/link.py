"""One open transaction as the aggregates see it: run a statement, lock a row, remember what was changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

#: So many values are asked about at once; PostgreSQL takes 65,535, SQLite half of that.
PART = 10_000
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Either:
    """A statement that both databases understand, but SQLAlchemy spells per dialect (ON CONFLICT)."""

    def __init__(self, build: Callable[[Any], Executable]) -> None:
        # Any: the two dialects' insert functions have no common type.
        self._build = build
        self._built: dict[str, Executable] = {}

    def on(self, dialect: str) -> Executable:
        """Give the statement for `dialect`; built once, so that its compiled form is cached."""
        if dialect not in self._built:
            insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
            self._built[dialect] = self._build(insert)
        return self._built[dialect]


def upsert(table: Table, keep: Collection[str] = ()) -> Either:
    """Make the statement that stores a row by its primary key, new or changed; columns in `keep` stay as they were."""
    key = [column.name for column in table.primary_key]

    def build(insert: Any) -> Any:
        statement = insert(table)
        changing = [column.name for column in table.c if column.name not in (*key, *keep)]
        return statement.on_conflict_do_update(
            index_elements=key, set_={name: statement.excluded[name] for name in changing}
        )

    return Either(build)


class Link:
    """A transaction on one connection. Not for use by two threads at once."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self.writing = writing
        #: Set by the first write; a transaction that changed nothing is not worth a commit hook.
        self.changed = False

    def must_write(self) -> None:
        """Refuse to change anything in a read transaction (RuntimeError)."""
        if not self.writing:
            raise RuntimeError("a read transaction was asked to change something")

    def ask(self, statement: Executable, **values: Any) -> CursorResult[Any]:
        """Run a query."""
        return self.connection.execute(statement, values)

    def ask_for(self, statement: Executable, name: str, wanted: Sequence[Any], **values: Any) -> Iterator[Row[Any]]:
        """Run a query about a list of any length, part by part, and not at all for an empty one.

        The order of the rows is that of the query inside each part.
        """
        for at in range(0, len(wanted), PART):
            yield from self.ask(statement, **values, **{name: wanted[at : at + PART]})

    def one(self, statement: Executable, **values: Any) -> Row[Any] | None:
        """Give the first row of a query, or None."""
        return self.ask(statement, **values).first()

    def locked(self, statement: Select[Any], **values: Any) -> Row[Any] | None:
        """Give the first row, kept from other writers until the end of a write transaction.

        SQLite has one writer anyway, and ignores it.
        """
        return self.one(statement.with_for_update() if self.writing else statement, **values)

    def change(self, statement: Executable | Either, values: Parameters = None) -> CursorResult[Any]:
        """Run an INSERT, UPDATE or DELETE, once for each of several parameter sets."""
        self.must_write()
        self.changed = True
        statement = statement.on(self.dialect) if isinstance(statement, Either) else statement
        return self.connection.execute(statement, values)

    def change_many(self, statement: Executable | Either, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row, or not at all when there is none."""
        if rows:
            self.change(statement, rows)


class Later:
    """Rows that are written together, before they are read and before the commit: one trip instead of many."""

    def __init__(self, link: Link, statement: Executable | Either) -> None:
        self._link = link
        self._statement = statement
        self.rows: list[Mapping[str, Any]] = []

    def add(self, *rows: Mapping[str, Any]) -> None:
        """Keep rows back."""
        self._link.must_write()
        self.rows.extend(rows)

    def flush(self) -> None:
        """Write them, in the order in which they came."""
        rows, self.rows = self.rows, []
        self._link.change_many(self._statement, rows)


def fields(row: Row[Any]) -> dict[str, Any]:
    """Give a row's values by the names of its columns."""
    return dict(row._mapping)  # public, whatever its name: SQLAlchemy keeps column names free
