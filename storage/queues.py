"""What came in, what is to go out, when to look again: the three queues a restart must find as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, bindparam, func, literal_column, select

from playbooks.rules.delivery import REPORTS
from storage.columns import stamp
from storage.link import Either, Later, Link, fields, upsert
from storage.outbox import Outbox, Outgoing
from storage.queue_tables import OutgoingState, inbox, meta, timer

__all__ = [
    "Claimed",
    "Inbox",
    "Meta",
    "Outbox",
    "Outgoing",
    "OutgoingState",
    "Raw",
    "Seen",
    "Timer",
    "Timers",
]


@dataclass(frozen=True)
class Claimed:
    """The event is this transaction's to execute."""


@dataclass(frozen=True)
class Seen:
    """The event was executed before."""

    #: What was answered then.
    reply: dict[str, Any] | None


@dataclass(frozen=True)
class Raw:
    """An event that is stored and not yet executed."""

    event_id: str
    source: str
    raw: dict[str, Any]


def _claim(insert: Any) -> Any:
    statement = insert(inbox)
    # A second claimer waits here until the first has committed or rolled back.
    return statement.on_conflict_do_update(
        index_elements=("event_id",),
        set_={"claimed_at": statement.excluded.claimed_at, "raw": None},
        where=inbox.c.claimed_at.is_(None),
    ).returning(inbox.c.id)


_CLAIM = Either(_claim)
_KEEP = Either(lambda insert: insert(inbox).on_conflict_do_nothing())
_REPLY = select(inbox.c.reply).where(inbox.c.event_id == bindparam("event_id"))
_REPLIES = select(inbox.c.event_id, inbox.c.reply).where(inbox.c.reply.is_not(None))
_ANSWER = (
    inbox.update()
    .where(inbox.c.event_id == bindparam("which"))
    .values(reply=bindparam("answer", type_=inbox.c.reply.type))
)
# What another process is carrying out now is not waited for: it may wait for the incident that is locked here.
_FREE_OF = (
    select(inbox.c.id)
    .where(inbox.c.event_id.in_(bindparam("ids", expanding=True)), inbox.c.claimed_at.is_(None))
    .with_for_update(skip_locked=True)
)
_CLAIM_MANY = (
    inbox.update()
    .where(inbox.c.id.in_(_FREE_OF))
    .values(claimed_at=bindparam("at"), raw=None)
    .returning(inbox.c.event_id)
)
_OVERDUE_EVENTS = (
    select(func.count())
    .select_from(inbox)
    .where(inbox.c.claimed_at.is_(None), inbox.c.received_at <= bindparam("before"))
)
_BACKLOG = (
    select(func.count().label("many"), func.min(inbox.c.received_at).label("since"))
    .select_from(inbox)
    .where(inbox.c.claimed_at.is_(None))
)
_WAITING = (
    select(inbox)
    .where(inbox.c.claimed_at.is_(None), inbox.c.event_id.not_in(bindparam("but", expanding=True)))
    .order_by(inbox.c.id)
    .limit(bindparam("limit"))
)
_WAITING_OF = _WAITING.where((inbox.c.source == REPORTS) == bindparam("reports", type_=Boolean))


class Inbox:
    """Every event is executed once, whoever delivers it how often."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def claim(self, event_id: str, source: str, now: datetime) -> Claimed | Seen:
        """Take the event, unless somebody has; a second claimer waits for the first, then gets its reply.

        An event that was only stored is taken too, and what was stored of it is forgotten.
        """
        row = self._link.change(_CLAIM, _arrived(event_id, source, now) | {"claimed_at": now}).first()
        if row is not None:
            return Claimed()
        return Seen(self._link.ask(_REPLY, event_id=event_id).scalar_one())

    def answer(self, event_id: str, reply: dict[str, Any] | None) -> None:
        """Keep the reply for whoever delivers the event again."""
        self._link.change(_ANSWER, {"which": event_id, "answer": reply})

    def forget(self, which: Callable[[dict[str, Any]], bool], instead: dict[str, Any]) -> None:
        """Put another reply in the place of those kept for which `which` is true."""
        for row in self._link.ask(_REPLIES).all():
            if row.reply is not None and which(row.reply):
                self.answer(row.event_id, instead)

    def keep_raw(self, events: Sequence[tuple[str, str, Mapping[str, Any]]], now: datetime) -> None:
        """Store events (id, source, raw) before they are acknowledged; one that is known already changes nothing."""
        rows = [_arrived(event_id, source, now) | {"raw": dict(raw)} for event_id, source, raw in events]
        self._link.change_many(_KEEP, rows)

    def claim_many(self, event_ids: Sequence[str], now: datetime) -> set[str]:
        """Take those of the stored events that nobody has or is taking, and forget what was stored; give their ids."""
        taken = self._link.change(_CLAIM_MANY, {"ids": list(event_ids), "at": now}) if event_ids else ()
        return {row.event_id for row in taken}

    def overdue(self, before: datetime) -> int:
        """Count what was stored before a moment and is not carried out."""
        count: int = self._link.ask(_OVERDUE_EVENTS, before=before).scalar_one()
        return count

    def backlog(self) -> tuple[int, datetime | None]:
        """Count what is stored and not carried out, and tell since when the oldest of it waits."""
        row = self._link.ask(_BACKLOG).one()
        return row.many, row.since

    def waiting(self, limit: int, but: Sequence[str] = ()) -> list[Raw]:
        """List stored events that nobody has executed, but for those named, in the order in which they came."""
        rows = self._link.ask(_WAITING, limit=limit, but=list(but))
        return [Raw(row.event_id, row.source, row.raw) for row in rows]

    def waiting_of(self, limit: int, but: Sequence[str] = (), *, reports: bool) -> list[Raw]:
        """List as `waiting` does what providers report of texts that left, or everything else."""
        rows = self._link.ask(_WAITING_OF, limit=limit, but=list(but), reports=reports)
        return [Raw(row.event_id, row.source, row.raw) for row in rows]


def _arrived(event_id: str, source: str, now: datetime) -> dict[str, Any]:
    return {"event_id": event_id, "source": source, "received_at": now, "claimed_at": None, "raw": None}


@dataclass(frozen=True)
class Timer:
    """A command to execute when it is due."""

    id: int
    key: str
    due: datetime
    command: dict[str, Any]
    incident: int | None


_OPEN = timer.c.fired == literal_column("0")
_PUT_TIMER = Either(lambda insert: insert(timer).on_conflict_do_nothing())
_DUE = (
    select(timer.c.id, timer.c.key, timer.c.due, timer.c.command, timer.c.incident)
    .where(_OPEN, timer.c.due <= bindparam("now"), timer.c.id.not_in(bindparam("but", expanding=True)))
    .order_by(timer.c.due, timer.c.id)
    .limit(bindparam("limit"))
)
_DROP = (
    timer.update()
    .where(_OPEN, timer.c.incident == bindparam("which"))
    .where(timer.c.command["command"].as_string().in_(bindparam("commands", expanding=True)))
    .values(fired=1)
)
_DONE = timer.update().where(timer.c.id == bindparam("which")).values(fired=1)
_OVERDUE_TIMERS = select(func.count()).select_from(timer).where(_OPEN, timer.c.due <= bindparam("before"))
_OF_COMMANDS = (
    select(timer.c.command, timer.c.fired)
    .where(timer.c.incident == bindparam("incident"))
    .where(timer.c.command["command"].as_string().in_(bindparam("commands", expanding=True)))
    .order_by(timer.c.id)
)
_NEXT_DUE = select(func.min(timer.c.due)).where(_OPEN, timer.c.id.not_in(bindparam("but", expanding=True)))


class Timers:
    """Stored commands. New ones are written together, before any is read or committed."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._new = Later(link, _PUT_TIMER)

    def put(self, key: str, due: datetime, command: dict[str, Any], incident: int | None = None) -> None:
        """Set a timer; the same key a second time changes nothing, even after it has fired."""
        self._new.add({"key": key, "due": due, "command": command, "incident": incident, "fired": 0})

    def due(self, now: datetime, limit: int = 50, but: Sequence[int] = ()) -> list[Timer]:
        """List what is due, but for those of these numbers, the longest overdue first."""
        self.flush()
        return [Timer(**fields(row)) for row in self._link.ask(_DUE, now=now, limit=limit, but=list(but))]

    def overdue(self, before: datetime) -> int:
        """Count what was due by a moment and has not fired."""
        self.flush()
        count: int = self._link.ask(_OVERDUE_TIMERS, before=before).scalar_one()
        return count

    def of(self, incident: int, commands: Sequence[str]) -> list[tuple[dict[str, Any], bool]]:
        """List what an incident's timers of these commands hold, and whether each has fired or was dropped."""
        self.flush()
        rows = self._link.ask(_OF_COMMANDS, incident=incident, commands=list(commands))
        return [(row.command["with"], bool(row.fired)) for row in rows]

    def done(self, id_: int) -> None:
        """Record that a timer has fired; again changes nothing."""
        self._link.change(_DONE, {"which": id_})

    def drop(self, incident: int, commands: Iterable[str]) -> None:
        """Let an incident's timers of these commands never fire; those of other commands stay."""
        self.flush()
        self._link.change(_DROP, {"which": incident, "commands": list(commands)})

    def next_due(self, but: Sequence[int] = ()) -> datetime | None:
        """Tell when the next timer but those of these numbers is due; None when none is set."""
        self.flush()
        moment: datetime | None = self._link.ask(_NEXT_DUE, but=list(but)).scalar_one()
        return moment

    def flush(self) -> None:
        """Write what was put; the unit of work does it before the commit."""
        self._new.flush()


#: The latest time that was stored, in the clock's own time (without a demonstration's push).
_SEEN = "time_seen"
_GET = select(meta.c.value).where(meta.c.key == bindparam("key"))

_SET = upsert(meta)
_SOME = select(meta).where(meta.c.key.in_(bindparam("keys", expanding=True))).with_for_update()
_DROP_KEY = meta.delete().where(meta.c.key == bindparam("which"))


def _append(insert: Any) -> Any:
    statement = insert(meta)
    longer = meta.c.value + statement.excluded.value
    return statement.on_conflict_do_update(index_elements=["key"], set_={"value": longer})


_APPEND = Either(_append)


class Meta:
    """Small facts about this database."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, key: str) -> str | None:
        """Give a value, or None."""
        row = self._link.one(_GET, key=key)
        return None if row is None else row.value

    def set(self, key: str, value: str) -> None:
        """Store a value in place of what was there."""
        self._link.change(_SET, {"key": key, "value": value})

    def append(self, key: str, value: str) -> None:
        """Add to the end of what is stored, or begin with it; two processes lose nothing of each other's."""
        self._link.change(_APPEND, {"key": key, "value": value})

    def take(self, keys: Sequence[str]) -> dict[str, str]:
        """Give what is stored under these keys, and forget it."""
        found = {row.key: row.value for row in self._link.ask_for(_SOME, "keys", list(keys))}
        if found:
            self._link.change_many(_DROP_KEY, [{"which": key} for key in found])
        return found

    def time_seen(self) -> datetime | None:
        """Give the latest time that was stored; None before the first."""
        value = self.get(_SEEN)
        return None if value is None else datetime.fromisoformat(value)

    def see_time(self, now: datetime) -> None:
        """Store the time, unless a later one is stored: two processes may run on one database."""
        seen = self.time_seen()
        if seen is None or seen < now:
            self.set(_SEEN, stamp(now))
