"""Opens the database and runs transactions: SQLite in one process, PostgreSQL for several.

SQLite: one connection writes, behind a lock and with BEGIN IMMEDIATE; readers have their own connections and
never wait for it. PostgreSQL: a pool, READ COMMITTED and row locks for writing, a snapshot for reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, bindparam, func, select

from storage import engines, revision
from storage.errors import Busy, CannotOpen, DiskFull, NewerDatabase, NotMigrated, StorageError, in_words
from storage.link import Link
from storage.uow import UnitOfWork

__all__ = [
    "NO_HOOKS",
    "Busy",
    "CannotOpen",
    "CommitHooks",
    "DiskFull",
    "NewerDatabase",
    "NotMigrated",
    "StorageError",
    "Store",
]


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class CommitHooks:
    """Called around each commit of a write transaction that wrote something; tests kill the process there."""

    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing


NO_HOOKS = CommitHooks()

#: So long does a process wait for its turn (our choice).
TURN = timedelta(seconds=2)
_PATIENCE = select(func.set_config("lock_timeout", bindparam("wait"), True))
_TURN = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("what"))))


class Store:
    """One open database. Safe for many threads."""

    def __init__(self, writer: Engine, reader: Engine, where: str, hooks: CommitHooks) -> None:
        self.dialect = writer.dialect.name
        #: How the database is named to people; no password in it.
        self.where = where
        self._writer = writer
        self._reader = reader
        self._hooks = hooks
        self._turn: AbstractContextManager[object] = threading.Lock() if self.dialect == "sqlite" else nullcontext()

    @classmethod
    def open(cls, url: str, hooks: CommitHooks = NO_HOOKS) -> Store:
        """Open a database that is migrated already.

        Raises CannotOpen, NotMigrated or NewerDatabase, each with a sentence for whoever starts Muster.
        """
        place = engines.place(url)
        place.must_exist()
        writer, reader = engines.writer(place), engines.reader(place)
        store = cls(writer, reader, place.name, hooks)
        try:
            with in_words(place.name), writer.connect() as connection:
                revision.must_be_current(connection, place.name)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """Run a write transaction: committed on a clean exit, rolled back on anything else.

        Transactions do not nest: a second one in the same thread waits for ever. Raises StorageError when the
        database fails; then nothing was recorded.
        """
        with self._turn, in_words(self.where), _connection(self._writer) as connection:
            link = Link(connection, writing=True)
            work = UnitOfWork(link)
            yield work
            work.flush()
            if link.changed:
                self._hooks.before()
            connection.commit()
            if link.changed:
                self._hooks.after()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Look at one consistent snapshot, without waiting for writers; changing anything is a RuntimeError."""
        with in_words(self.where), _connection(self._reader) as connection:
            yield UnitOfWork(Link(connection, writing=False))

    @contextmanager
    def in_turn(self, what: str) -> Iterator[None]:
        """Let one process after another do what each could do alone, so that none does it in vain.

        Not for safety: whoever has waited for `TURN` goes ahead, for the process before may hang. SQLite has one
        process.
        """
        if self.dialect == "sqlite":
            yield
            return
        with in_words(self.where), _connection(self._writer) as connection:
            connection.execute(_PATIENCE, {"wait": f"{round(TURN.total_seconds() * 1000)}ms"})
            with suppress(Busy), in_words(self.where):
                connection.execute(_TURN, {"what": what})
            yield

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        self._writer.dispose()


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    # Closing gives the connection back, which rolls back what was not committed.
    with engine.connect() as connection:
        yield connection
