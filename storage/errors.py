"""What can go wrong with the database itself, each as one clear sentence for whoever runs Muster.

StorageError
├── CannotOpen      missing folder, no permission, damaged file, unreachable server
├── NotMigrated     the tables are not there, or are older than this Muster
├── NewerDatabase   the database belongs to a newer Muster
├── DiskFull        no room left; nothing was recorded
└── Busy            somebody else held the database too long; nothing was recorded
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class StorageError(Exception):
    """The database cannot be used; the text is one sentence for a person."""


class CannotOpen(StorageError):
    """The database cannot be opened, read or written."""


class NotMigrated(StorageError):
    """The database's tables are not those of this version of Muster."""


class NewerDatabase(StorageError):
    """The database was written by a newer version of Muster."""


class DiskFull(StorageError):
    """There is no room left; the change was not recorded."""


class Busy(StorageError):
    """Somebody else held the database for too long; nothing was recorded, and it may be tried again."""


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turn the driver's errors about the database `where` into a `StorageError`; let all others pass."""
    try:
        yield
    except DBAPIError as error:
        if said := _said(error, where):
            raise said from error
        raise


def _said(error: DBAPIError, where: str) -> StorageError | None:
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite(error.orig, where)
    return _postgresql(error, where)


def _sqlite(error: sqlite3.Error, where: str) -> StorageError | None:
    # The low byte is the primary result code: https://www.sqlite.org/rescode.html
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(_full(where))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(f"The database {where} is in use by another program; nothing was recorded, try again.")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return CannotOpen(
                f"{where} is not a database or is damaged; restore it from a backup, or move it away and start anew."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return CannotOpen(f"{where} cannot be written; give the user who runs Muster the right to write it.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return CannotOpen(f"{where} cannot be opened or read ({error}); check its folder, rights and disk.")
        case _:
            return None


def _postgresql(error: DBAPIError, where: str) -> StorageError | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    # 53: disk, memory or connections used up; 55P03, 40P01, 40001: no lock in time, deadlock, serialisation.
    match state:
        case "53100":
            return DiskFull(_full(where))
        case "55P03" | "40P01" | "40001":
            return Busy(f"The database {where} was busy with the same incident; nothing was recorded, try again.")
    unreachable = isinstance(error, OperationalError | InterfaceError) and (
        not state or state[:2] in {"08", "53", "57"}
    )
    if unreachable or error.connection_invalidated or state[:2] == "28" or state == "3D000":
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
        return CannotOpen(f"The database {where} cannot be reached ({reason}); check its address, user and network.")
    return None


def _full(where: str) -> str:
    return f"The disk that holds {where} is full; nothing was recorded. Free some space, then try again."
