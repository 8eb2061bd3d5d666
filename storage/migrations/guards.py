"""What the database itself refuses: changing, replacing, removing a log entry; all but purging of its words.

Whoever owns the database can still drop these triggers. That is found by the chain of hashes, whose head is
published in the rooms and on every export (R38). Part of revision 0001: a change of them is a new revision.
"""

from __future__ import annotations

REFUSED = "The log is append-only: write a correction as a new entry."
PURGE_ONLY = "The words of a log entry can only be purged, body and salt together."

SQLITE: tuple[str, ...] = (
    f"""CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    # INSERT OR REPLACE deletes without asking the DELETE trigger; so it is stopped before it begins.
    f"""CREATE TRIGGER log_entry_no_replace BEFORE INSERT ON log_entry
    WHEN EXISTS (SELECT 1 FROM log_entry WHERE chain = NEW.chain AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER log_body_purge_only BEFORE UPDATE ON log_body
    WHEN NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.chain <> OLD.chain OR NEW.seq <> OLD.seq
    BEGIN SELECT RAISE(ABORT, '{PURGE_ONLY}'); END""",
    f"""CREATE TRIGGER log_body_no_delete BEFORE DELETE ON log_body
    BEGIN SELECT RAISE(ABORT, '{PURGE_ONLY}'); END""",
    f"""CREATE TRIGGER log_body_no_replace BEFORE INSERT ON log_body
    WHEN EXISTS (SELECT 1 FROM log_body WHERE chain = NEW.chain AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, '{PURGE_ONLY}'); END""",
)

POSTGRESQL: tuple[str, ...] = (
    f"""CREATE FUNCTION log_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER log_entry_no_change BEFORE UPDATE OR DELETE ON log_entry
    FOR EACH ROW EXECUTE FUNCTION log_entry_refuses()""",
    """CREATE TRIGGER log_entry_no_truncate BEFORE TRUNCATE ON log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION log_entry_refuses()""",
    f"""CREATE FUNCTION log_body_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND TG_LEVEL = 'ROW' THEN
            IF NEW.body IS NULL AND NEW.salt IS NULL AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION '{PURGE_ONLY}' USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE TRIGGER log_body_purge_only BEFORE UPDATE OR DELETE ON log_body
    FOR EACH ROW EXECUTE FUNCTION log_body_refuses()""",
    """CREATE TRIGGER log_body_no_truncate BEFORE TRUNCATE ON log_body
    FOR EACH STATEMENT EXECUTE FUNCTION log_body_refuses()""",
)


def statements(dialect: str) -> tuple[str, ...]:
    """Give the statements that put the guards up, in order."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
