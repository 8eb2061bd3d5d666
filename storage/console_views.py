"""What the simulated platform shows, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.console_tables import ChangeKind, Direction


class RoomTaken(Exception):
    """Another room has this name."""


class RoomClosed(Exception):
    """The room is read-only."""


class NoSuchThing(Exception):
    """The platform knows no such room or message."""


@dataclass(frozen=True)
class RoomView:
    """A room as one of its members sees it."""

    ref: str
    name: str
    topic: str
    closed: bool
    #: Messages of others that this member has not seen.
    unread: int


@dataclass(frozen=True)
class Message:
    """A message in a room or to one person alone."""

    ref: str
    #: None for a direct message.
    room: str | None
    #: The only one who sees it; None for everybody in the room.
    only_for: str | None
    #: Person id, or ``muster``.
    by: str
    #: A card as JSON data, or None for a plain text.
    card: dict[str, Any] | None
    text: str | None
    at: datetime
    edited_at: datetime | None
    pinned: bool


@dataclass(frozen=True)
class Sms:
    """A text on a phone."""

    ref: str
    number: str
    direction: Direction
    text: str
    at: datetime


@dataclass(frozen=True)
class Phone:
    """The last text on a phone."""

    last: str
    text: str
    direction: Direction
    at: datetime


@dataclass(frozen=True)
class Change:
    """Something changed; who may see it looks it up."""

    id: int
    kind: ChangeKind
    room: str | None
    #: The only one concerned, where there is one.
    person: str | None
    number: str | None
    #: The message or text.
    ref: str | None
