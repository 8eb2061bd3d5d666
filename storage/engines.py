"""How a database address becomes connections: pragmas, isolation, limits; and whether anything is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, Pool, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.columns import to_json
from storage.errors import CannotOpen, NotMigrated

#: Milliseconds that SQLite waits for another program's write.
_BUSY_MS = 5000
#: A command waits this long for another one on the same incident; then the person is told to try again.
_POSTGRES_OPTIONS = "-c timezone=UTC -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s"
_CONNECT_SECONDS = 10
_CONNECTIONS = 10


@dataclass(frozen=True)
class Place:
    """Where a database is."""

    url: URL
    #: For people: the file's path, or the server's address without the password.
    name: str

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a server."""
        return Path(str(self.url.database)) if self.url.get_backend_name() == "sqlite" else None

    def must_have_folder(self) -> None:
        """Refuse a file in a folder that does not exist. Raises CannotOpen."""
        if self.file is not None and not self.file.parent.is_dir():
            folder = self.file.parent
            raise CannotOpen(f"The folder {folder} does not exist; make it first: mkdir -p {folder}")

    def must_exist(self) -> None:
        """Refuse a file that is not there, instead of making an empty one. Raises CannotOpen, NotMigrated."""
        self.must_have_folder()
        if self.file is not None and not self.file.exists():
            raise NotMigrated(f"There is no database at {self.name} yet; make it first: muster migrate")
        if self.file is not None and not self.file.is_file():
            raise CannotOpen(f"{self.name} is not a file; name a database file.")


def place(url: str) -> Place:
    """Read an address: ``sqlite:///path`` or ``postgresql://user:password@host/name``. Raises CannotOpen."""
    help_ = "write sqlite:///path/to/muster.db or postgresql://user:password@host/name"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise CannotOpen(f"The database address cannot be read; {help_}") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return Place(parsed.set(drivername="sqlite"), parsed.database)
        case "sqlite":
            raise CannotOpen(f"A database in memory would be lost at the next start; {help_}")
        case "postgresql" | "postgres":
            parsed = parsed.set(drivername="postgresql+psycopg")
            shown = parsed.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
            return Place(parsed, shown)
        case other:
            raise CannotOpen(f"Muster keeps its data in SQLite or PostgreSQL, not in '{other}'; {help_}")


def writer(where: Place) -> Engine:
    """Make the engine that write transactions run on."""
    if where.file is None:
        return _postgresql(where.url)
    return _sqlite(where.url, size=1, begin="BEGIN IMMEDIATE", read_only=False)


def reader(where: Place) -> Engine:
    """Make the engine that read transactions run on."""
    if where.file is None:
        return _postgresql(where.url, isolation_level="REPEATABLE READ").execution_options(postgresql_readonly=True)
    return _sqlite(where.url, size=_CONNECTIONS, begin="BEGIN", read_only=True)


def _postgresql(url: URL, **options: Any) -> Engine:
    return create_engine(
        url,
        pool_size=_CONNECTIONS,
        pool_pre_ping=True,
        json_serializer=to_json,
        hide_parameters=True,  # names, numbers and texts of people belong in no error message
        connect_args={"options": _POSTGRES_OPTIONS, "connect_timeout": _CONNECT_SECONDS},
        **options,
    )


def _sqlite(url: URL, *, size: int, begin: str, read_only: bool) -> Engine:
    pool: type[Pool] = QueuePool
    engine = create_engine(
        url,
        poolclass=pool,
        pool_size=size,
        max_overflow=0,
        json_serializer=to_json,
        hide_parameters=True,  # names, numbers and texts of people belong in no error message
        connect_args={"check_same_thread": False, "timeout": _BUSY_MS / 1000},
    )

    def prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would begin them too late and not IMMEDIATE.
        connection.isolation_level = None
        # FULL: what was committed survives a power cut (WAL alone may lose the last seconds).
        pragmas = [
            "foreign_keys=ON",
            "synchronous=FULL",
            "query_only=ON" if read_only else "journal_mode=WAL",
        ]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
