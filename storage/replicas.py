"""The processes on one database: who runs, and who may do what only one may do at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select

from storage import revision
from storage.errors import StorageError
from storage.link import Either, Link, upsert
from storage.queue_tables import lease, replica

if TYPE_CHECKING:
    from storage.store import Store

#: Name of the one lease: who leads.
LEADER = "leader"
#: A process that has not beaten for so long is forgotten (our choice).
FORGOTTEN_AFTER = timedelta(minutes=5)

_log = logging.getLogger(__name__)

_BEAT = upsert(replica, keep=("started_at",))
_GONE = replica.delete().where(replica.c.beat_at < bindparam("before"))
_LEAVE = replica.delete().where(replica.c.id == bindparam("which"))
_MANY = select(func.count()).select_from(replica).where(replica.c.beat_at >= bindparam("since"))
_RELEASE = lease.delete().where(lease.c.holder == bindparam("which"))


def _take(insert: Any) -> Any:
    statement = insert(lease)
    free = or_(lease.c.holder == statement.excluded.holder, lease.c.until <= bindparam("now", type_=lease.c.until.type))
    return statement.on_conflict_do_update(
        index_elements=("name",),
        set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
        where=free,
    ).returning(lease.c.name)


_TAKE = Either(_take)


class Replicas:
    """Beats of the processes, and leases among them. Times are of the processes' own clocks."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def beat(self, id_: str, revision: str, now: datetime, gone_before: datetime) -> None:
        """Say that a process runs; forget those whose last beat is older than `gone_before`."""
        row = {"id": id_, "started_at": now, "beat_at": now, "revision": revision}
        self._link.change(_BEAT, row)
        self._link.change(_GONE, {"before": gone_before})

    def running(self, since: datetime) -> int:
        """Count the processes that have beaten since then."""
        many: int = self._link.ask(_MANY, since=since).scalar_one()
        return many

    def take(self, name: str, id_: str, now: datetime, for_: timedelta) -> bool:
        """Take or keep a lease; False when another process holds it."""
        row = {"name": name, "holder": id_, "until": now + for_, "now": now}
        return self._link.change(_TAKE, row).first() is not None

    def leave(self, id_: str) -> None:
        """A process ends in good order: others need not wait for its leases to run out."""
        self._link.change(_RELEASE, {"which": id_})
        self._link.change(_LEAVE, {"which": id_})


class Beat(StrEnum):
    """What a beat found."""

    LEADS = "leads"
    FOLLOWS = "follows"
    #: The database could not be asked.
    UNKNOWN = "unknown"
    #: A newer Muster has brought the tables up to date; this one must not write to them.
    OUTDATED = "outdated"


class Pulse:
    """One process as the others see it."""

    def __init__(self, store: Store, id_: str, now: Callable[[], datetime]) -> None:
        """`now` is the machine's time, without a demonstration's push."""
        self._store = store
        self._id = id_
        self._now = now

    def beat(self, lead_for: timedelta) -> Beat:
        """Say that this process runs, and take or keep the lead for so long if nobody else has it."""
        now = self._now()
        try:
            with self._store.begin() as work:
                if revision.of(work.link.connection) not in revision.REVISIONS:
                    return Beat.OUTDATED
                work.replicas.beat(self._id, revision.CURRENT, now, now - FORGOTTEN_AFTER)
                return Beat.LEADS if work.replicas.take(LEADER, self._id, now, lead_for) else Beat.FOLLOWS
        except StorageError:
            _log.exception("this process could not say that it runs")
            return Beat.UNKNOWN

    def leave(self) -> None:
        """Be gone, so that nobody waits for the lead to run out; what cannot be said is found out by the others."""
        with suppress(StorageError), self._store.begin() as work:
            work.replicas.leave(self._id)
