"""The tables of the simulated chat platform and phones. Nothing of an incident is kept here."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.columns import BigId, Json, Utc, Word
from storage.tables import metadata, one_of


class ChangeKind(StrEnum):
    """What changed on the simulated platform."""

    ROOM = "room"  #: Opened, closed, or its topic changed.
    MEMBER = "member"
    MESSAGE = "message"
    EDIT = "edit"
    PIN = "pin"
    DIRECT = "direct"
    SMS = "sms"


class Direction(StrEnum):
    """Which way a text went."""

    OUT = "out"  #: From Muster to the phone.
    IN = "in"


#: One row; whoever changes it holds it until the commit, so that numbers follow the order of commits.
console_counter = Table(
    "console_counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="there_is_one"),
)

console_change = Table(
    "console_change",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Word(ChangeKind), nullable=False),
    Column("room", BigInteger),
    Column("person", Text),
    Column("number", Text),
    Column("ref", BigInteger),
    one_of("kind", ChangeKind),
)

console_room = Table(
    "console_room",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
)

console_member = Table(
    "console_member",
    metadata,
    Column("room", BigInteger, ForeignKey("console_room.id"), primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("since", Utc, nullable=False),
    #: Number of the last message the person has seen.
    Column("seen", BigInteger, nullable=False),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

#: A message in a room, or to one person alone when it has no room. Its id is the number of its change.
console_message = Table(
    "console_message",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("room", BigInteger, ForeignKey("console_room.id")),
    #: The only one who sees it; None for everybody in the room.
    Column("person", Text),
    Column("by", Text, nullable=False),
    Column("card", Json),
    Column("text", Text),
    Column("at", Utc, nullable=False),
    Column("edited_at", Utc),
    Column("pinned", Boolean, nullable=False),
    CheckConstraint("(card IS NULL) <> (text IS NULL)", name="card_or_text"),
    CheckConstraint("room IS NOT NULL OR person IS NOT NULL", name="for_somebody"),
    Index(None, "room", "id"),
    Index(
        "ix_console_message_direct",
        "person",
        "id",
        sqlite_where=text("room IS NULL"),
        postgresql_where=text("room IS NULL"),
    ),
)

#: A text on a simulated phone. Its id is the number of its change.
console_sms = Table(
    "console_sms",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("direction", Word(Direction), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    one_of("direction", Direction),
    Index(None, "number", "id"),
)
