"""Who is away, from a day to a day; and the power to say so of others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Json

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Who may, in an organisation that was loaded before this power existed; its own authority.csv replaces it.
_RIGHT = ("leave", ["HR", "ORMS"], "The ORMS coordinator and human resources say when somebody else is away.")


def upgrade() -> None:
    """Add the columns, and give the new power to whoever keeps the lists."""
    op.add_column("person", sa.Column("away_from", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("away_until", sa.Date(), nullable=True))
    known = sa.text("away_until IS NOT NULL")
    op.create_index("ix_person_away", "person", ["away_until"], sqlite_where=known, postgresql_where=known)
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM authority_rule")).first() is None:
        return
    rule = sa.table("authority_rule", sa.column("power"), sa.column("roles", Json), sa.column("text"))
    power, roles, text = _RIGHT
    connection.execute(sa.insert(rule), [{"power": power, "roles": roles, "text": text}])
