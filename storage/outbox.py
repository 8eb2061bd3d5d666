"""What is to leave: lanes in order, leases, retries, and an end for everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, exists, func, literal_column, select

from playbooks.rules.vocabulary import IncidentId, PersonId, RoomId
from storage.link import Either, Later, Link, fields
from storage.queue_tables import OutgoingState, outbox

State = OutgoingState
#: The kind of effect that is a text message; its payload names ``number``, ``person`` and ``purpose``.
_SMS = "SendSms"


@dataclass(frozen=True)
class Outgoing:
    """One effect that is to leave, or has left."""

    id: int
    key: str
    #: The lower, the sooner.
    priority: int
    #: Inside a lane, nothing overtakes.
    lane: str
    incident: IncidentId | None
    room: RoomId | None
    kind: str
    payload: dict[str, Any]
    created_at: datetime
    not_before: datetime
    expires_at: datetime | None
    state: OutgoingState
    #: How often it was handed out for sending.
    tries: int
    #: When the first try began whose outcome is not known; None when every try is known not to have arrived.
    doubtful_since: datetime | None
    #: The platform's reason, in words.
    note: str
    #: The platform's own id of what was sent.
    ref: str | None


_COLUMNS = [outbox.c[name] for name in Outgoing.__dataclass_fields__]
# Written out, not bound: only so do both databases see that the partial indexes apply.
_UNFINISHED = outbox.c.finished == literal_column("0")
_earlier = outbox.alias()
_FIRST_OF_LANE = ~exists().where(
    _earlier.c.lane == outbox.c.lane,
    _earlier.c.id < outbox.c.id,
    _earlier.c.finished == literal_column("0"),
)
_FREE = outbox.c.leased_until.is_(None) | (outbox.c.leased_until <= bindparam("now"))

_PUT = Either(lambda insert: insert(outbox).on_conflict_do_nothing())
_GET = select(*_COLUMNS).where(outbox.c.id == bindparam("id"))
_OF = select(*_COLUMNS).where(outbox.c.incident == bindparam("incident")).order_by(outbox.c.id)
_REWRITE = (
    outbox.update()
    .where(outbox.c.id == bindparam("which"))
    .values(payload=bindparam("to_payload", type_=outbox.c.payload.type))
)
_SOME = select(*_COLUMNS).where(outbox.c.id.in_(bindparam("ids", expanding=True))).order_by(outbox.c.id)
_UNFINISHED_OF = (
    select(*_COLUMNS).where(outbox.c.id.in_(bindparam("ids", expanding=True)), _UNFINISHED).order_by(outbox.c.id)
)
_SAME = (
    select(outbox.c.id)
    .where(_UNFINISHED, outbox.c.room == bindparam("room"), outbox.c.kind == bindparam("kind"))
    .where(outbox.c.state == State.WAITING)
    .order_by(outbox.c.id)
    .limit(1)
)
_CLAIM = (
    select(*_COLUMNS)
    .where(_UNFINISHED, outbox.c.priority.in_(bindparam("priorities", expanding=True)))
    .where(outbox.c.not_before <= bindparam("now"), _FREE, _FIRST_OF_LANE)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=outbox)
)
_DUE = (
    select(outbox.c.id)
    .where(_UNFINISHED, outbox.c.priority.in_(bindparam("priorities", expanding=True)))
    .where(outbox.c.not_before <= bindparam("now"), _FREE, _FIRST_OF_LANE)
    .limit(1)
)
_LEASE = (
    outbox.update()
    .where(outbox.c.id == bindparam("which"))
    # Until the outcome is told: a process that dies now leaves it unknown.
    .values(
        state=State.LEASED,
        leased_until=bindparam("until"),
        tries=outbox.c.tries + 1,
        doubtful_since=func.coalesce(outbox.c.doubtful_since, bindparam("at", type_=outbox.c.doubtful_since.type)),
    )
)
_FINISH = (
    outbox.update()
    .where(outbox.c.id == bindparam("which"), _UNFINISHED)
    .values(
        state=bindparam("to_state"),
        finished=1,
        finished_at=bindparam("at"),
        leased_until=None,
        note=bindparam("why"),
        ref=bindparam("to_ref"),
    )
)
_RETRY = (
    outbox.update()
    .where(outbox.c.id == bindparam("which"), _UNFINISHED)
    .values(
        state=State.WAITING,
        leased_until=None,
        not_before=bindparam("next"),
        note=bindparam("why"),
        doubtful_since=bindparam("since", type_=outbox.c.doubtful_since.type),
        tries=outbox.c.tries - bindparam("untried"),
    )
)
_FREE_ALL = (
    outbox.update().where(_UNFINISHED, outbox.c.state == State.LEASED).values(state=State.WAITING, leased_until=None)
)
_DROP = outbox.update().where(_UNFINISHED, outbox.c.state == State.WAITING)
_DROP_ROOM = (
    _DROP.where(outbox.c.room == bindparam("which"))
    .values(state=State.REFUSED, finished=1, note=bindparam("why"))
    .returning(outbox.c.id)
)
_purpose = outbox.c.payload["purpose"].as_string()
_DROP_PAGES = (
    _DROP.where(outbox.c.incident == bindparam("which"), outbox.c.kind.in_((_SMS, "Call")))
    .where(_purpose.in_(bindparam("purposes", expanding=True)))
    # What was tried once may have arrived, whatever the provider said; so its receiver counts as texted.
    .values(
        state=case((outbox.c.tries > 0, State.DEAD), else_=State.REFUSED),
        finished=1,
        finished_at=bindparam("at"),
    )
    .values(note="called off: the incident is over")
    .returning(*_COLUMNS)
)
_TEXTS = (
    select(outbox.c.payload, outbox.c.state)
    .where(outbox.c.incident == bindparam("incident"), outbox.c.kind == _SMS)
    .order_by(outbox.c.id)
)
#: What left, or may have; and what left, or will.
_MAY_HAVE_COME = frozenset({State.SENT, State.LEASED, State.DEAD})
_COMES = frozenset({State.SENT, State.LEASED, State.WAITING})
_LATELY = (
    select(outbox.c.payload)
    .where(outbox.c.incident == bindparam("incident"), outbox.c.kind == bindparam("kind"))
    .where(_purpose == bindparam("purpose"), outbox.c.created_at > bindparam("after"))
)
_OVERDUE = (
    select(func.count())
    .select_from(outbox)
    .where(_UNFINISHED, outbox.c.priority.in_(bindparam("priorities", expanding=True)))
    .where(outbox.c.created_at <= bindparam("before"))
)
_PENDING = select(func.count()).select_from(outbox).where(_UNFINISHED, outbox.c.not_before <= bindparam("now"))
_NEXT_AT = select(
    func.min(case((outbox.c.leased_until.is_not(None), outbox.c.leased_until), else_=outbox.c.not_before))
).where(_UNFINISHED, _FIRST_OF_LANE)


class Outbox:
    """Effects on their way out. A finished one is never sent or changed again."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._new = Later(link, _PUT)

    def put(
        self,
        key: str,
        priority: int,
        lane: str,
        kind: str,
        payload: dict[str, Any],
        now: datetime,
        incident: IncidentId | None = None,
        room: RoomId | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """Queue an effect; the same key a second time changes nothing."""
        self._new.add(
            {
                "key": key,
                "priority": int(priority),
                "lane": lane,
                "kind": kind,
                "payload": payload,
                "created_at": now,
                "incident": incident,
                "room": room,
                "not_before": not_before or now,
                "expires_at": expires_at,
                "state": State.WAITING,
                "finished": 0,
                "tries": 0,
                "note": "",
            }
        )

    def put_latest(
        self,
        key: str,
        priority: int,
        lane: str,
        kind: str,
        payload: dict[str, Any],
        now: datetime,
        incident: IncidentId | None = None,
        room: RoomId | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """Queue an effect unless one of its kind waits for the same room already.

        For effects that show the state at the moment they are sent (the live card): one waiting is enough.
        """
        if any((row["room"], row["kind"]) == (room, kind) for row in self._new.rows):
            return
        # Locked, so that no dispatcher takes it away with the state from before this transaction.
        if self._link.locked(_SAME, room=room, kind=kind) is None:
            self.put(key, priority, lane, kind, payload, now, incident, room, not_before, expires_at)

    def is_due(self, now: datetime, priorities: Sequence[int], but: Sequence[str] = ()) -> bool:
        """Tell whether `claim` would find anything."""
        return self._link.one(_but(_DUE, but), now=now, priorities=[int(one) for one in priorities]) is not None

    def claim(
        self, now: datetime, priorities: Sequence[int], limit: int, lease: timedelta, but: Sequence[str] = ()
    ) -> list[Outgoing]:
        """Take what may leave now, most urgent first; from each lane only its first unfinished effect.

        Lanes whose name begins with one of `but` are left alone.

        What is too old comes back as EXPIRED. Each must be ended or put back by the taker, or it comes back to others
        when the lease runs out.
        """
        self.flush()
        levels = [int(priority) for priority in priorities]
        rows = self._link.ask(_but(_CLAIM, but), now=now, priorities=levels, limit=limit)
        taken = [_taken(row, now) for row in rows]
        # What is too old is not tried, so in no doubt.
        tried = [(each.id, None if each.state is State.EXPIRED else now) for each in taken]
        self._link.change_many(_LEASE, [{"which": id_, "until": now + lease, "at": began} for id_, began in tried])
        return taken

    def get(self, id_: int) -> Outgoing:
        """Give one effect by its number."""
        self.flush()
        return _outgoing(self._link.ask(_GET, id=id_).one())

    def of(self, incident: IncidentId) -> list[Outgoing]:
        """List everything that was queued for an incident, whatever became of it."""
        self.flush()
        return [_outgoing(row) for row in self._link.ask(_OF, incident=incident)]

    def rewrite(self, id_: int, payload: dict[str, Any]) -> None:
        """Put other content in the place of what is kept of an effect; what became of it stays."""
        self._link.change(_REWRITE, {"which": id_, "to_payload": payload})

    def some(self, ids: Sequence[int]) -> list[Outgoing]:
        """Give those effects of `ids` that there are, in order."""
        self.flush()
        return [_outgoing(row) for row in self._link.ask(_SOME, ids=list(ids))]

    def unfinished(self, ids: Sequence[int]) -> list[Outgoing]:
        """Give those of `ids` that have not ended, in order, kept from other writers until the commit."""
        self.flush()
        statement = _UNFINISHED_OF.with_for_update() if self._link.writing else _UNFINISHED_OF
        return [_outgoing(row) for row in self._link.ask(statement, ids=list(ids))]

    def sent(self, receipts: Sequence[tuple[int, str | None]], now: datetime) -> None:
        """Record that the platform took effects, each with the platform's own reference."""
        self.flush()
        self._link.change_many(_FINISH, [_end(id_, State.SENT, now, ref=ref) for id_, ref in receipts])

    def refused(self, id_: int, note: str, now: datetime) -> None:
        """Record that the platform said never, and why."""
        self.flush()
        self._link.change(_FINISH, _end(id_, State.REFUSED, now, note))

    def expired(self, id_: int, note: str, now: datetime) -> None:
        """Record that it was too old to be sent."""
        self.flush()
        self._link.change(_FINISH, _end(id_, State.EXPIRED, now, note))

    def dead(self, id_: int, note: str, now: datetime) -> None:
        """Record that it was given up, and why."""
        self.flush()
        self._link.change(_FINISH, _end(id_, State.DEAD, now, note))

    def retry(
        self, id_: int, not_before: datetime, note: str, *, doubtful_since: datetime | None = None,
        untried: bool = False,
    ) -> None:  # fmt: skip
        """Put it back at its place, not to be tried before `not_before`; `untried` when it was only handed out.

        `doubtful_since` is when the first try began whose outcome is not known; None when no try has arrived.
        """
        self.flush()
        values = {"which": id_, "next": not_before, "why": note, "since": doubtful_since, "untried": int(untried)}
        self._link.change(_RETRY, values)

    def free_all(self) -> None:
        """Put back everything that was being sent: for a process that knows itself to be the only one, at its start."""
        self._link.change(_FREE_ALL, {})

    def drop_room(self, room: RoomId, note: str) -> int:
        """Call off what waits for a room; tell how many."""
        self.flush()
        return len(self._link.change(_DROP_ROOM, {"which": room, "why": note}).all())

    def drop_pages(self, incident: IncidentId, purposes: Iterable[str], now: datetime) -> list[Outgoing]:
        """Call off the texts and calls for these purposes that wait for this incident, and give them.

        Other texts of the incident stay: who was texted hears of the stand-down.
        """
        self.flush()
        rows = self._link.change(_DROP_PAGES, {"which": incident, "purposes": list(purposes), "at": now}).all()
        return sorted((_outgoing(row) for row in rows), key=lambda each: each.id)

    def texted(self, incident: IncidentId, over: str) -> list[tuple[str, PersonId | None]]:
        """Name who was texted for this incident, or may have been: number and person, each number once.

        Whoever was told since that it is over, by a text for the purpose `over`, is left out.
        """
        self.flush()
        texted: dict[str, tuple[str, PersonId | None]] = {}
        for row in self._link.ask(_TEXTS, incident=incident):
            number, told = row.payload["number"], row.payload.get("purpose") == over
            if row.state in (_COMES if told else _MAY_HAVE_COME):
                texted.pop(number, None)
                if not told:
                    texted[number] = (number, row.payload["person"])
        return list(texted.values())

    def texted_lately(self, incident: IncidentId, purpose: str, after: datetime, kind: str = _SMS) -> set[PersonId]:
        """Name for whom a text (or a ``Call``) for this purpose was queued after that, whatever became of it."""
        self.flush()
        rows = self._link.ask(_LATELY, incident=incident, purpose=purpose, after=after, kind=kind)
        return {row.payload["person"] for row in rows if row.payload["person"]}

    def pending(self, now: datetime) -> int:
        """Count what is unfinished and may leave by `now`, what is being sent included."""
        self.flush()
        count: int = self._link.ask(_PENDING, now=now).scalar_one()
        return count

    def overdue(self, priorities: Sequence[int], before: datetime) -> int:
        """Count what was queued before a moment in these lanes and has neither left nor ended."""
        self.flush()
        levels = [int(priority) for priority in priorities]
        count: int = self._link.ask(_OVERDUE, priorities=levels, before=before).scalar_one()
        return count

    def next_at(self) -> datetime | None:
        """Tell when something may leave next, a past moment meaning now; None when nothing waits."""
        self.flush()
        moment: datetime | None = self._link.ask(_NEXT_AT).scalar_one()
        return moment

    def flush(self) -> None:
        """Write what was put; the unit of work does it before the commit."""
        self._new.flush()


def _end(id_: int, state: OutgoingState, now: datetime, note: str = "", ref: str | None = None) -> dict[str, Any]:
    return {"which": id_, "to_state": state, "at": now, "why": note, "to_ref": ref}


def _but(statement: Select[Any], lanes: Sequence[str]) -> Select[Any]:
    return statement.where(*(~outbox.c.lane.startswith(lane, autoescape=True) for lane in lanes))


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(**fields(row))


def _taken(row: Row[Any], now: datetime) -> Outgoing:
    found = _outgoing(row)
    if found.expires_at is not None and found.expires_at <= now:
        return replace(found, state=State.EXPIRED)
    return replace(found, state=State.LEASED, tries=found.tries + 1)
