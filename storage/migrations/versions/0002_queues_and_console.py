"""What comes in and goes out, and the simulated platform."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import BigId, Json, Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _queues()
    _console()


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _queues() -> None:
    """Make what came in, what is to go out, when to look again."""
    op.create_table(
        "inbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("received_at", Utc(), nullable=False),
        sa.Column("claimed_at", Utc(), nullable=True),
        sa.Column("raw", Json, nullable=True),
        sa.Column("reply", Json, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_inbox_event_id")),
    )
    op.create_index("ix_inbox_waiting", "inbox", ["id"], **_where("claimed_at IS NULL"))
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=True),
        sa.Column("room", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("finished_at", Utc(), nullable=True),
        sa.Column("leased_until", Utc(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'leased') = (leased_until IS NOT NULL)", name=op.f("ck_outbox_leased")),
        sa.CheckConstraint("(state IN ('waiting', 'leased')) = (finished = 0)", name=op.f("ck_outbox_finished")),
        sa.CheckConstraint(
            "state IN ('dead', 'expired', 'leased', 'refused', 'sent', 'waiting')", name=op.f("ck_outbox_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_incident"), "outbox", ["incident"])
    op.create_index("ix_outbox_lane", "outbox", ["lane", "id"], **_where("finished = 0"))
    op.create_index("ix_outbox_next", "outbox", ["priority", "id"], **_where("finished = 0"))
    op.create_index("ix_outbox_room", "outbox", ["room"], **_where("finished = 0"))
    op.create_table(
        "timer",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due", Utc(), nullable=False),
        sa.Column("command", Json, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=True),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.CheckConstraint("fired IN (0, 1)", name=op.f("ck_timer_fired")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
        sa.UniqueConstraint("key", name=op.f("uq_timer_key")),
    )
    op.create_index("ix_timer_due", "timer", ["due", "id"], **_where("fired = 0"))
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _console() -> None:
    """Make the simulated platform."""
    op.create_table(
        "console_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_console_counter_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_counter")),
    )
    op.create_table(
        "console_change",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("room", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("ref", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('direct', 'edit', 'member', 'message', 'pin', 'room', 'sms')", name=op.f("ck_console_change_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_change")),
    )
    op.create_table(
        "console_room",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_room")),
        sa.UniqueConstraint("key", name=op.f("uq_console_room_key")),
        sa.UniqueConstraint("name", name=op.f("uq_console_room_name")),
    )
    op.create_table(
        "console_member",
        sa.Column("room", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["room"], ["console_room.id"], name=op.f("fk_console_member_room")),
        sa.PrimaryKeyConstraint("room", "person", name=op.f("pk_console_member")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_console_member_person"), "console_member", ["person"])
    op.create_table(
        "console_message",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("room", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("card", Json, nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("edited_at", Utc(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(card IS NULL) <> (text IS NULL)", name=op.f("ck_console_message_card_or_text")),
        sa.CheckConstraint("room IS NOT NULL OR person IS NOT NULL", name=op.f("ck_console_message_for_somebody")),
        sa.ForeignKeyConstraint(["room"], ["console_room.id"], name=op.f("fk_console_message_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_message")),
        sa.UniqueConstraint("key", name=op.f("uq_console_message_key")),
    )
    op.create_index("ix_console_message_direct", "console_message", ["person", "id"], **_where("room IS NULL"))
    op.create_index(op.f("ix_console_message_room_id"), "console_message", ["room", "id"])
    op.create_table(
        "console_sms",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_console_sms_direction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_sms")),
        sa.UniqueConstraint("key", name=op.f("uq_console_sms_key")),
    )
    op.create_index(op.f("ix_console_sms_number_id"), "console_sms", ["number", "id"])
