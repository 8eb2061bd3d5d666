"""The tables of what came in, what is to go out, and when to look again."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Table, Text, text

from playbooks.rules.delivery import DeliveryState
from storage.columns import BigId, Json, Utc, Word
from storage.tables import metadata, one_of


class OutgoingState(StrEnum):
    """Where something that is to leave stands."""

    WAITING = "waiting"
    LEASED = "leased"  #: A dispatcher is sending it; it comes back when the lease runs out.
    SENT = "sent"
    REFUSED = "refused"  #: The platform said never, or it was called off.
    DEAD = "dead"  #: Given up after many tries.
    EXPIRED = "expired"  #: Too old to be of use; not sent.


#: Received once, by the source's own event id.
inbox = Table(
    "inbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("received_at", Utc, nullable=False),
    #: None while the event is only stored.
    Column("claimed_at", Utc),
    #: What arrived, until it is executed.
    Column("raw", Json),
    #: What was answered, for a repeat.
    Column("reply", Json),
    Index(
        "ix_inbox_waiting",
        "id",
        sqlite_where=text("claimed_at IS NULL"),
        postgresql_where=text("claimed_at IS NULL"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("priority", Integer, nullable=False),
    Column("lane", Text, nullable=False),
    Column("incident", BigInteger),
    Column("room", BigInteger),
    Column("kind", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("state", Word(OutgoingState), nullable=False),
    #: 0 while it may still leave; what the partial indexes go by.
    Column("finished", Integer, nullable=False),
    Column("finished_at", Utc),
    Column("leased_until", Utc),
    Column("tries", Integer, nullable=False),
    #: When a try began whose outcome is not known: the process died, or the connection broke.
    Column("doubtful_since", Utc),
    Column("note", Text, nullable=False),
    Column("ref", Text),
    one_of("state", OutgoingState),
    CheckConstraint("(state IN ('waiting', 'leased')) = (finished = 0)", name="finished"),
    CheckConstraint("(state = 'leased') = (leased_until IS NOT NULL)", name="leased"),
    Index(
        "ix_outbox_next",
        "priority",
        "id",
        sqlite_where=text("finished = 0"),
        postgresql_where=text("finished = 0"),
    ),
    Index(
        "ix_outbox_lane",
        "lane",
        "id",
        sqlite_where=text("finished = 0"),
        postgresql_where=text("finished = 0"),
    ),
    Index("ix_outbox_room", "room", sqlite_where=text("finished = 0"), postgresql_where=text("finished = 0")),
    Index(None, "incident"),
    Index("ix_outbox_ref", "ref", sqlite_where=text("ref IS NOT NULL"), postgresql_where=text("ref IS NOT NULL")),
)

#: What the providers did and said of texts and calls; only ever added to.
delivery = Table(
    "delivery",
    metadata,
    Column("id", BigId, primary_key=True),
    #: The effect in the outbox.
    Column("effect", BigInteger, nullable=False),
    Column("incident", BigInteger),
    Column("person", Text),
    Column("state", Word(DeliveryState), nullable=False),
    #: When the provider says that it was so; else when we saw it.
    Column("at", Utc, nullable=False),
    Column("recorded_at", Utc, nullable=False),
    #: Which provider, by the name of its port.
    Column("provider", Text, nullable=False),
    #: The provider's own id of the text or call.
    Column("ref", Text, nullable=False),
    #: The provider's code of a failure; empty without.
    Column("code", Text, nullable=False),
    #: In words, for people; empty without.
    Column("note", Text, nullable=False),
    one_of("state", DeliveryState),
    Index(None, "effect"),
    Index("ix_delivery_person", "person", "incident"),
    #: The same news of the same text a second time is none.
    Index(
        "uq_delivery_ref_state",
        "ref",
        "state",
        unique=True,
        sqlite_where=text("ref <> ''"),
        postgresql_where=text("ref <> ''"),
    ),
)

#: What only one process may do at a time, and which one does.
lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Utc, nullable=False),
)

#: The processes that run on this database.
replica = Table(
    "replica",
    metadata,
    Column("id", Text, primary_key=True),
    Column("started_at", Utc, nullable=False),
    Column("beat_at", Utc, nullable=False),
    #: Which tables its program knows.
    Column("revision", Text, nullable=False),
)

timer = Table(
    "timer",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("due", Utc, nullable=False),
    Column("command", Json, nullable=False),
    Column("incident", BigInteger),
    #: 1 once it has fired; the row stays, so that the same timer is never set twice.
    Column("fired", Integer, nullable=False),
    CheckConstraint("fired IN (0, 1)", name="fired"),
    Index("ix_timer_due", "due", "id", sqlite_where=text("fired = 0"), postgresql_where=text("fired = 0")),
)

#: Small facts about this database: the demonstration clock's offset, the console's session secret.
meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
