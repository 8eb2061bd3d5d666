"""Which version of the tables a database has, told without loading the migration tool (start-up is quick)."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from storage.errors import NewerDatabase, NotMigrated

#: All revisions, oldest first; a test holds it against the files in ``migrations/versions``.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
CURRENT = REVISIONS[-1]


def of(connection: Connection) -> str | None:
    """Give the database's revision; None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def must_not_be_newer(revision: str | None, where: str) -> None:
    """Refuse a database whose revision this Muster does not know. Raises NewerDatabase."""
    if revision is not None and revision not in REVISIONS:
        raise NewerDatabase(
            f"The database {where} was written by a newer Muster (its tables are version {revision}, "
            f"this one knows up to {CURRENT}); nothing was changed. "
            "Start the newer Muster, or restore an older backup."
        )


def must_be_current(connection: Connection, where: str) -> None:
    """Refuse a database whose tables are not this Muster's. Raises NewerDatabase, NotMigrated."""
    found = of(connection)
    must_not_be_newer(found, where)
    if found is None:
        raise NotMigrated(f"The database {where} has no tables of Muster yet; make them first: muster migrate")
    if found != CURRENT:
        raise NotMigrated(
            f"The tables of {where} are version {found}, this Muster needs {CURRENT}; first: muster migrate"
        )
