"""The statements behind the simulated platform."""

from __future__ import annotations

from sqlalchemy import bindparam, false, func, select

from storage.console_tables import (
    console_change,
    console_counter,
    console_member,
    console_message,
    console_room,
    console_sms,
)
from storage.link import Either

START = Either(lambda insert: insert(console_counter).values(id=1, last=0).on_conflict_do_nothing())
NEXT = (
    console_counter.update().values(last=console_counter.c.last + bindparam("many")).returning(console_counter.c.last)
)
LAST = select(func.max(console_change.c.id))
CHANGES = (
    select(console_change)
    .where(console_change.c.id > bindparam("after"))
    .order_by(console_change.c.id)
    .limit(bindparam("limit"))
)

ROOM = select(console_room).where(console_room.c.id == bindparam("id"))
ROOM_BY_KEY = select(console_room.c.id).where(console_room.c.key == bindparam("key"))
OPEN_ROOM = Either(
    lambda insert: insert(console_room).values(closed=false()).on_conflict_do_nothing().returning(console_room.c.id)
)
TOPIC = (
    console_room.update()
    .where(console_room.c.id == bindparam("which"), console_room.c.topic != bindparam("to_topic"))
    .values(topic=bindparam("to_topic"))
    .returning(console_room.c.id)
)
CLOSE = (
    console_room.update()
    .where(console_room.c.id == bindparam("which"), ~console_room.c.closed)
    .values(closed=True)
    .returning(console_room.c.id)
)
MEMBERS = (
    select(console_member.c.person)
    .where(console_member.c.room == bindparam("room"))
    .order_by(console_member.c.since, console_member.c.person)
)
JOIN = Either(lambda insert: insert(console_member).on_conflict_do_nothing().returning(console_member.c.person))
LEAVE = (
    console_member.delete()
    .where(console_member.c.room == bindparam("which"), console_member.c.person == bindparam("who"))
    .returning(console_member.c.person)
)
SEEN = (
    console_member.update()
    .where(console_member.c.room == bindparam("which"), console_member.c.person == bindparam("who"))
    .where(console_member.c.seen < bindparam("to_seen"))
    .values(seen=bindparam("to_seen"))
)

_visible = console_message.c.person.is_(None) | (console_message.c.person == bindparam("person"))
_unread = (
    select(func.count())
    .select_from(console_message)
    .where(console_message.c.room == console_room.c.id, console_message.c.id > console_member.c.seen, _visible)
    .where(console_message.c.by != bindparam("person"))
    .correlate(console_room, console_member)
    .scalar_subquery()
)
ROOMS_OF = (
    select(
        console_room.c.id,
        console_room.c.name,
        console_room.c.topic,
        console_room.c.closed,
        _unread.label("unread"),
    )
    .join(console_member, console_member.c.room == console_room.c.id)
    .where(console_member.c.person == bindparam("person"))
    .order_by(console_room.c.id.desc())
)
MESSAGE = select(console_message).where(console_message.c.id == bindparam("id"))
MESSAGE_BY_KEY = select(console_message.c.id).where(console_message.c.key == bindparam("key"))
NEWEST = (
    select(console_message)
    .where(console_message.c.id > bindparam("after"))
    .order_by(console_message.c.id.desc())
    .limit(bindparam("limit"))
)
# Only who is in the room sees what is said in it.
IN_ROOM = NEWEST.join(console_member, console_member.c.room == console_message.c.room).where(
    console_message.c.room == bindparam("room"), console_member.c.person == bindparam("person"), _visible
)
PINNED = IN_ROOM.where(console_message.c.pinned)
DIRECT = NEWEST.where(console_message.c.room.is_(None), console_message.c.person == bindparam("person"))
POST = Either(
    lambda insert: (
        insert(console_message)
        .values(pinned=false())
        .on_conflict_do_nothing(index_elements=("key",))
        .returning(console_message.c.id)
    )
)
EDIT = (
    console_message.update()
    .where(console_message.c.id == bindparam("which"))
    .values(card=bindparam("to_card", type_=console_message.c.card.type), edited_at=bindparam("now"))
)
PIN = (
    console_message.update()
    .where(console_message.c.id == bindparam("which"), ~console_message.c.pinned)
    .values(pinned=True)
    .returning(console_message.c.id)
)

SMS_BY_KEYS = select(console_sms.c.id, console_sms.c.key).where(
    console_sms.c.key.in_(bindparam("keys", expanding=True))
)
ADD_SMS = console_sms.insert()
SMS = (
    select(console_sms)
    .where(console_sms.c.number == bindparam("number"), console_sms.c.id > bindparam("after"))
    .order_by(console_sms.c.id)
)
_newest = select(func.max(console_sms.c.id)).group_by(console_sms.c.number)
PHONES = select(console_sms).where(console_sms.c.id.in_(_newest)).order_by(console_sms.c.id.desc())
