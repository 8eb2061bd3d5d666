"""Rooms and who is in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from playbooks.rules.errors import NotFound
from playbooks.rules.rooms import Member, Room
from playbooks.rules.vocabulary import IncidentId, PersonId, RoomId
from storage.link import Later, Link, fields, upsert
from storage.tables import member, room

_ALL = select(room).order_by(room.c.id)
_BY_ID = _ALL.where(room.c.id == bindparam("id"))
_BY_REF = _ALL.where(room.c.platform == bindparam("platform"), room.c.ref == bindparam("ref"))
_OF = _ALL.where(room.c.incident == bindparam("incident"))
_ADD = room.insert().returning(room.c.id)
_SAVE = room.update().where(room.c.id == bindparam("which"))

_MEMBERS = select(member).where(member.c.room == bindparam("room")).order_by(member.c.since, member.c.person)
_EXPIRING = (
    select(member)
    .where(member.c.until.is_not(None), member.c.left_at.is_(None), member.c.until <= bindparam("now"))
    .order_by(member.c.until, member.c.room, member.c.person)
)
_INCIDENTS_OF = (
    select(room.c.incident)
    .distinct()
    .join(member, member.c.room == room.c.id)
    .where(member.c.person == bindparam("person"), member.c.left_at.is_(None))
)

_SAVE_MEMBER = upsert(member)


class Rooms:
    """The incidents' rooms on whatever platform."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._members = Later(link, _SAVE_MEMBER)

    def add(self, new: Room) -> RoomId:
        """Store a new room and give it its id."""
        new.id = RoomId(self._link.change(_ADD, _values(new)).scalar_one())
        return new.id

    def save(self, changed: Room) -> None:
        """Store what changed in a room."""
        self._link.change(_SAVE, {"which": changed.id, **_values(changed)})

    def get(self, id_: RoomId) -> Room:
        """Load one. Raises NotFound."""
        row = self._link.one(_BY_ID, id=id_)
        if row is None:
            raise NotFound(f"There is no room number {id_}.")
        return _room(row)

    def by_ref(self, platform: str, ref: str) -> Room | None:
        """Find the room that a platform knows as `ref`; None when it is none of ours."""
        row = self._link.one(_BY_REF, platform=platform, ref=ref)
        return None if row is None else _room(row)

    def of(self, incident: IncidentId) -> list[Room]:
        """List an incident's rooms, oldest first."""
        return [_room(row) for row in self._link.ask(_OF, incident=incident)]

    def members(self, room_id: RoomId) -> list[Member]:
        """List who is or was in the room, in the order in which they came."""
        self.flush()
        return [Member(**fields(row)) for row in self._link.ask(_MEMBERS, room=room_id)]

    def save_member(self, member_: Member) -> None:
        """Store a member, new or changed."""
        self._members.add(dict(vars(member_)))

    def expiring(self, now: datetime) -> list[Member]:
        """List external members whose time is over and who are still in (R51), the longest overdue first."""
        self.flush()
        return [Member(**fields(row)) for row in self._link.ask(_EXPIRING, now=now)]

    def incidents_of(self, person: PersonId) -> set[IncidentId]:
        """Name the incidents in whose rooms this person is now."""
        self.flush()
        return {IncidentId(row.incident) for row in self._link.ask(_INCIDENTS_OF, person=person)}

    def flush(self) -> None:
        """Write the members that were kept back; the unit of work does it before the commit."""
        self._members.flush()


def _values(room_: Room) -> dict[str, Any]:
    return {key: value for key, value in vars(room_).items() if key != "id"}


def _room(row: Row[Any]) -> Room:
    return Room(**fields(row))
