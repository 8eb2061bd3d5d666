"""What became of texts and calls at the providers; processes that share a database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import BigId, Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATES = ("accepted", "answered", "delivered", "failed", "outcome unknown", "sent")


def upgrade() -> None:
    """Make the tables."""
    op.add_column("outbox", sa.Column("doubtful_since", Utc(), nullable=True))
    op.create_index("ix_outbox_ref", "outbox", ["ref"], **_where("ref IS NOT NULL"))
    _deliveries()
    _processes()


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", BigId, nullable=False),
        sa.Column("effect", sa.BigInteger(), nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("recorded_at", Utc(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(f"state IN {_STATES!r}", name=op.f("ck_delivery_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_effect"), "delivery", ["effect"])
    op.create_index("ix_delivery_person", "delivery", ["person", "incident"])
    op.create_index("uq_delivery_ref_state", "delivery", ["ref", "state"], unique=True, **_where("ref <> ''"))


def _processes() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "replica",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("beat_at", Utc(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replica")),
    )
