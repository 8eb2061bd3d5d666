"""An incident's rooms: what kinds there are, where they stand, who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from playbooks.rules.vocabulary import IncidentId, PersonId, RoomId


class RoomKind(StrEnum):
    """What a room is for."""

    MAIN = "main"  #: Everybody who works on the incident; Confidential.
    RESTRICTED = "restricted"  #: Named roles only; Strictly Confidential (domain 10).


class RoomState(StrEnum):
    """Where a room stands."""

    WANTED = "wanted"
    OPEN = "open"
    FAILED = "failed"  #: Could not be had privately; never retried in public.
    CLOSED = "closed"


@dataclass(eq=False)
class Room:
    """One private room on one platform."""

    id: RoomId
    incident: IncidentId
    kind: RoomKind
    #: ``console``, ``slack``, ``matrix``.
    platform: str
    #: Built from the incident code alone, so that any title is safe.
    name: str
    state: RoomState = RoomState.WANTED
    #: The platform's own id once the room is open.
    ref: str | None = None
    #: The platform's id of the pinned situation card.
    live_ref: str | None = None
    #: Why it failed, in words.
    note: str = ""


@dataclass(eq=False)
class Member:
    """A person in a room."""

    room: RoomId
    person: PersonId
    #: Why the person is here, for people: ``CHAIR alternate 1``, ``UNDSS liaison``.
    role: str
    since: datetime
    #: External members expire (R51).
    until: datetime | None = None
    left_at: datetime | None = None
    #: The platform's reason when it would not let the person in.
    note: str = ""
