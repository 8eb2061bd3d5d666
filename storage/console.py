"""The simulated chat platform and phones behind the console: a platform like any other, in our database.

Its changes run in short transactions of their own. Each takes a number from one counter row that is held until
the commit: who has seen everything up to a number has missed nothing, and the event stream is replayed by it.
Handlers never touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from storage import console_queries as q
from storage.console_tables import ChangeKind, Direction, console_change
from storage.console_views import Change, Message, NoSuchThing, Phone, RoomClosed, RoomTaken, RoomView, Sms
from storage.link import Link
from storage.store import Store

__all__ = [
    "Change",
    "ChangeKind",
    "ConsoleStore",
    "Direction",
    "Message",
    "NoSuchThing",
    "Phone",
    "RoomClosed",
    "RoomTaken",
    "RoomView",
    "Sms",
]

_NOTHING: Mapping[str, Any] = {"room": None, "person": None, "number": None, "ref": None}


class ConsoleStore:
    """Rooms, messages and phones of the simulated platform.

    Every call that makes something carries a key: the same key again changes nothing and gives the first.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Use `now` for the time (aware) that is written on messages."""
        self._store = store
        self._now = now

    # Rooms

    def open_room(self, key: str, name: str, topic: str) -> str:
        """Open a private, empty room; raises RoomTaken when another key has the name."""
        with self._store.begin() as work:
            known = work.link.one(q.ROOM_BY_KEY, key=key)
            if known is not None:
                return str(known.id)
            number = _number(work.link)
            made = work.link.change(q.OPEN_ROOM, {"key": key, "name": name, "topic": topic}).scalar()
            if made is None:
                raise RoomTaken(f"There is a room named {name} already, and it is not the one asked for.")
            _changed(work.link, number, ChangeKind.ROOM, room=made)
            return str(made)

    def invite(self, room: str, people: Iterable[str]) -> None:
        """Let people in; those in already stay as they are. Raises NoSuchThing."""
        with self._store.begin() as work:
            _room(work.link, room)
            for person in people:
                number = _number(work.link)
                row = {"room": int(room), "person": person, "since": self._now(), "seen": 0}
                if work.link.change(q.JOIN, row).first() is not None:
                    _changed(work.link, number, ChangeKind.MEMBER, room=int(room), person=person)

    def remove(self, room: str, person: str) -> None:
        """Take a person out; again changes nothing."""
        self._update(q.LEAVE, {"which": int(room), "who": person}, ChangeKind.MEMBER, room=int(room), person=person)

    def set_topic(self, room: str, topic: str) -> None:
        """Change the topic; the same again changes nothing."""
        self._update(q.TOPIC, {"which": int(room), "to_topic": topic}, ChangeKind.ROOM, room=int(room))

    def close(self, room: str) -> None:
        """Make the room read-only; again changes nothing."""
        self._update(q.CLOSE, {"which": int(room)}, ChangeKind.ROOM, room=int(room))

    def members(self, room: str) -> list[str]:
        """Name who is in the room, in the order in which they came."""
        with self._store.read() as work:
            return list(work.link.ask(q.MEMBERS, room=int(room)).scalars())

    def rooms_of(self, person: str) -> list[RoomView]:
        """List the rooms the person is in, newest first."""
        with self._store.read() as work:
            rows = work.link.ask(q.ROOMS_OF, person=person)
            return [RoomView(str(row.id), row.name, row.topic, row.closed, row.unread) for row in rows]

    def seen(self, room: str, person: str, ref: str) -> None:
        """Record that the person has seen everything up to message `ref`."""
        with self._store.begin() as work:
            work.link.change(q.SEEN, {"which": int(room), "who": person, "to_seen": int(ref)})

    # Messages

    def post(
        self, key: str, room: str, card: Mapping[str, Any], by: str = "muster", only_for: str | None = None
    ) -> str:
        """Post a card; `only_for` one member when given. Raises RoomClosed, NoSuchThing."""
        row = {"room": int(room), "person": only_for, "by": by, "card": dict(card), "text": None}
        return self._message(key, row, ChangeKind.MESSAGE)

    def say(self, key: str, room: str, person: str, text: str) -> str:
        """Post what a person said. Raises RoomClosed, NoSuchThing."""
        row = {"room": int(room), "person": None, "by": person, "card": None, "text": text}
        return self._message(key, row, ChangeKind.MESSAGE)

    def tell(self, key: str, person: str, card: Mapping[str, Any]) -> str:
        """Show a card to one person alone."""
        row = {"room": None, "person": person, "by": "muster", "card": dict(card), "text": None}
        return self._message(key, row, ChangeKind.DIRECT)

    def edit(self, room: str, ref: str, card: Mapping[str, Any]) -> None:
        """Replace a posted card; the same content changes nothing. Raises NoSuchThing."""
        with self._store.begin() as work:
            found = work.link.locked(q.MESSAGE, id=int(ref))
            if found is None or found.room != int(room):
                raise NoSuchThing(f"There is no message {ref} in room {room}.")
            if found.card != dict(card):
                number = _number(work.link)
                work.link.change(q.EDIT, {"which": found.id, "to_card": dict(card), "now": self._now()})
                _changed(work.link, number, ChangeKind.EDIT, room=found.room, person=found.person, ref=found.id)

    def pin(self, room: str, ref: str) -> None:
        """Pin a message; again changes nothing."""
        self._update(q.PIN, {"which": int(ref)}, ChangeKind.PIN, room=int(room), ref=int(ref))

    def message(self, ref: str) -> Message:
        """Give one message. Raises NoSuchThing."""
        with self._store.read() as work:
            row = work.link.one(q.MESSAGE, id=int(ref))
        if row is None:
            raise NoSuchThing(f"There is no message {ref}.")
        return _shown(row)

    def messages(self, room: str, person: str, after: int = 0, limit: int = 200) -> list[Message]:
        """Give what the person sees of a room: the newest `limit` messages behind `after`, oldest first.

        Nothing when the person is not in the room.
        """
        return self._messages(q.IN_ROOM, room=int(room), person=person, after=after, limit=limit)

    def pinned(self, room: str, person: str) -> list[Message]:
        """Give the room's pinned messages, oldest first; nothing when the person is not in the room."""
        return self._messages(q.PINNED, room=int(room), person=person, after=0, limit=20)

    def direct(self, person: str, after: int = 0, limit: int = 200) -> list[Message]:
        """Give the cards shown to this person alone: the newest `limit` behind `after`, oldest first."""
        return self._messages(q.DIRECT, person=person, after=after, limit=limit)

    # Phones

    def sms_out(self, texts: Sequence[tuple[str, str, str]]) -> list[str]:
        """Deliver texts (key, number, text) to simulated phones, all or none; gives the reference of each."""
        with self._store.begin() as work:
            now = self._now()
            return _texts(work.link, [(key, number, Direction.OUT, text, now) for key, number, text in texts])

    def sms_in(
        self, texts: Sequence[tuple[str, str, str, Mapping[str, Any]]], now: datetime, source: str = "sms"
    ) -> list[str]:
        """Take texts (key, number, text, raw) from simulated phones, all or none; gives the reference of each.

        What is raw goes into the inbox under the same key.
        """
        with self._store.begin() as work:
            work.inbox.keep_raw([(key, source, raw) for key, _, _, raw in texts], now)
            return _texts(work.link, [(key, number, Direction.IN, text, now) for key, number, text, _ in texts])

    def sms(self, number: str, after: int = 0) -> list[Sms]:
        """Give the texts on a phone, oldest first, those behind number `after`."""
        with self._store.read() as work:
            rows = work.link.ask(q.SMS, number=number, after=after)
            return [Sms(str(row.id), row.number, row.direction, row.text, row.at) for row in rows]

    def phones_summary(self) -> dict[str, Phone]:
        """Give the last text on each phone that has one, the latest first."""
        with self._store.read() as work:
            rows = work.link.ask(q.PHONES)
            return {row.number: Phone(str(row.id), row.text, row.direction, row.at) for row in rows}

    # Changes

    def changes(self, after: int, limit: int = 500) -> list[Change]:
        """List what changed behind number `after`, in the order of the commits."""
        with self._store.read() as work:
            rows = work.link.ask(q.CHANGES, after=after, limit=limit)
            return [Change(row.id, row.kind, _text(row.room), row.person, row.number, _text(row.ref)) for row in rows]

    def last_change(self) -> int:
        """Give the number of the last change; 0 when there is none."""
        with self._store.read() as work:
            return work.link.ask(q.LAST).scalar_one() or 0

    def _update(self, statement: Any, values: dict[str, Any], kind: ChangeKind, **what: Any) -> None:
        with self._store.begin() as work:
            if work.link.change(statement, values).first() is not None:
                _changed(work.link, _number(work.link), kind, **what)

    def _message(self, key: str, row: dict[str, Any], kind: ChangeKind) -> str:
        with self._store.begin() as work:
            known = work.link.one(q.MESSAGE_BY_KEY, key=key)
            if known is not None:
                return str(known.id)
            if row["room"] is not None and _room(work.link, row["room"]).closed:
                raise RoomClosed("The room is closed; nothing can be posted in it.")
            number = _number(work.link)
            new = work.link.change(q.POST, {**row, "id": number, "key": key, "at": self._now()}).scalar()
            if new is None:
                return str(work.link.ask(q.MESSAGE_BY_KEY, key=key).scalar_one())
            _changed(work.link, number, kind, room=row["room"], person=row["person"], ref=new)
            return str(new)

    def _messages(self, statement: Any, **values: Any) -> list[Message]:
        with self._store.read() as work:
            return [_shown(row) for row in work.link.ask(statement, **values)][::-1]


def _texts(link: Link, texts: Sequence[tuple[str, str, Direction, str, datetime]]) -> list[str]:
    """Write texts, each key once, and give their references in the order given."""
    _number(link, 0)  # nobody else writes a text between the look and the write
    known = {row.key: int(row.id) for row in link.ask(q.SMS_BY_KEYS, keys=[text[0] for text in texts])}
    new = {text[0]: text for text in texts if text[0] not in known}
    if new:
        last = _number(link, len(new))
        rows = [
            {"id": last - len(new) + at, "key": key, "number": number, "direction": direction, "text": text, "at": when}
            for at, (key, number, direction, text, when) in enumerate(new.values(), 1)
        ]
        link.change(q.ADD_SMS, rows)
        changes = [
            {**_NOTHING, "kind": ChangeKind.SMS, "id": row["id"], "number": row["number"], "ref": row["id"]}
            for row in rows
        ]
        link.change(console_change.insert(), changes)
        known |= {str(row["key"]): int(str(row["id"])) for row in rows}
    return [str(known[text[0]]) for text in texts]


def _number(link: Link, many: int = 1) -> int:
    """Take the next numbers, give the last, and have the only turn to change the platform until the commit."""
    number: int | None = link.change(q.NEXT, {"many": many}).scalar()
    if number is None:
        link.change(q.START)
        number = link.change(q.NEXT, {"many": many}).scalar_one()
    return int(number or 0)


def _changed(link: Link, order: int, kind: ChangeKind, **what: Any) -> None:
    link.change(console_change.insert(), {"id": order, "kind": kind, **_NOTHING, **what})


def _room(link: Link, room: str | int) -> Any:
    found = link.one(q.ROOM, id=int(room))
    if found is None:
        raise NoSuchThing(f"There is no room {room}.")
    return found


def _shown(row: Any) -> Message:
    return Message(
        ref=str(row.id),
        room=_text(row.room),
        only_for=row.person,
        by=row.by,
        card=row.card,
        text=row.text,
        at=row.at,
        edited_at=row.edited_at,
        pinned=row.pinned,
    )


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
