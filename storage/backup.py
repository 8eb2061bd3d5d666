"""Backups: everything of one moment in one file of SQLite, whichever database it comes from and goes to."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import engines, revision
from storage.copying import copy_database
from storage.errors import CannotOpen, NotMigrated, StorageError, in_words
from storage.migrate import current, migrate
from storage.store import Store

#: A process that has beaten within this time runs: five of its beats (our choice).
RUNS = timedelta(seconds=15)
#: What belongs to the processes that ran when the backup was taken.
_OF_PROCESSES = ("lease", "replica")


@contextmanager
def backed_up(source: str, target: Path) -> Iterator[str]:
    """Write all that `source` holds at one moment into a new file; give the address to look at it before it counts.

    Muster may run meanwhile. The file is for its owner alone, and gets its name only when the block ends well. Raises
    CannotOpen when there is such a file, NotMigrated, NewerDatabase, StorageError.
    """
    if target.exists():
        raise CannotOpen(f"{target} is there already; name another file. Nothing was written.")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        _write(engines.place(source), part)
        yield f"sqlite:///{part}"
        _in_one_file(part)
        part.rename(target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _write(place: engines.Place, part: Path) -> None:
    if place.file is None:
        copy_database(place.url.render_as_string(hide_password=False), f"sqlite:///{part}")
        return
    place.must_exist()
    engine = engines.reader(place)
    try:
        with in_words(place.name), engine.connect() as connection:
            revision.must_be_current(connection, place.name)
    finally:
        engine.dispose()
    _copy_file(place.file, part)


def _copy_file(source: Path, target: Path) -> None:
    """Copy a database by SQLite's own means: whole, whoever writes meanwhile. Raises CannotOpen."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)
    except sqlite3.Error as error:
        raise CannotOpen(f"{source} is no database that can be read ({error}). Nothing was changed.") from error


def _in_one_file(file: Path) -> None:
    """Let nothing of a database stand in other files beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def prepared(backup: Path, near: Path) -> Iterator[str]:
    """Give the address of a copy of a backup, of this version, in a folder of its own in `near`; gone at the end.

    Raises CannotOpen for what is no backup of Muster or is damaged, NewerDatabase.
    """
    if not backup.is_file():
        raise CannotOpen(f"There is no file {backup}. Nothing was changed.")
    with TemporaryDirectory(prefix="restoring-", dir=near) as folder:
        copy = Path(folder) / "muster.db"
        _copy_file(backup, copy)
        _must_be_whole(copy, backup)
        address = f"sqlite:///{copy}"
        migrate(address)
        with closing(sqlite3.connect(copy)) as connection, connection:
            for table in _OF_PROCESSES:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  # two names of our own
        yield address


def _must_be_whole(copy: Path, backup: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if said != "ok":
        raise CannotOpen(f"{backup} is damaged ({said}). Nothing was changed; take an older backup.")
    if not {"alembic_version", "organisation", "log_entry"} <= tables:
        raise CannotOpen(f"{backup} is no backup of Muster: it has none of its tables. Nothing was changed.")
    engine = engines.reader(engines.place(f"sqlite:///{copy}"))
    try:
        with engine.connect() as connection:
            revision.must_not_be_newer(revision.of(connection), str(backup))
    finally:
        engine.dispose()


def must_be_free(target: str, now: datetime, *, replace: bool) -> None:
    """Refuse to restore onto an organisation, unless it is to be replaced, and onto one that runs.

    Raises CannotOpen.
    """
    place = engines.place(target)
    place.must_have_folder()
    if place.file is not None and not place.file.exists():
        return
    try:
        holds, runs = _holds(target, now)
    except StorageError as error:
        if isinstance(error, NotMigrated) and current(target) is None:
            return
        if place.file is None or not replace:
            how = " With --replace it is set aside, and the backup takes its place." if place.file else ""
            raise CannotOpen(f"{error}{how}") from error
        return
    if runs:
        raise CannotOpen(
            f"Muster runs on {place.name}, or did {RUNS.seconds} seconds ago; stop it first. Nothing was changed."
        )
    if holds and place.file is None:
        raise CannotOpen(
            f"{place.name} holds {holds}; nothing was changed. Make a new, empty database, let MUSTER_DATABASE_URL "
            "name it, and restore there; the old one stays as it is."
        )
    if holds and not replace:
        raise CannotOpen(
            f"{place.name} holds {holds}; nothing was changed. With --replace it is set aside, and the backup takes "
            "its place."
        )


def _holds(target: str, now: datetime) -> tuple[str, bool]:
    """Name the organisation of a database, "" without one, and tell whether a process works on it."""
    store = Store.open(target)
    try:
        with store.read() as uow:
            organisation = uow.roster.organisation()
            return organisation.name if organisation else "", bool(uow.replicas.running(now - RUNS))
    finally:
        store.close()


def put_in_place(address: str, target: str, now: datetime) -> Path | None:
    """Let a prepared copy be the database; gives where the file that was there is kept. All of it or nothing."""
    place = engines.place(target)
    copy = engines.place(address).file
    if place.file is None or copy is None:
        copy_database(address, target)
        return None
    _in_one_file(copy)
    kept = _set_aside(place.file, f".replaced-{now:%Y%m%dT%H%M%SZ}") if place.file.exists() else None
    copy.replace(place.file)
    return kept


def _set_aside(file: Path, ending: str) -> Path:
    """Copy a file that is to be replaced, and let nothing of it stand beside it any more."""
    with suppress(sqlite3.Error):  # What is damaged is kept as it is.
        _in_one_file(file)
    for each in [file.with_name(file.name + beside) for beside in ("-wal", "-shm", "")]:
        if each.exists():
            shutil.copy2(each, file.with_name(f"{file.name}{ending}{each.name.removeprefix(file.name)}"))
            if each != file:
                each.unlink()
    return file.with_name(file.name + ending)
