"""How much waits in the database, and for how long: what health and the figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.effects import Priority
from storage.uow import UnitOfWork

#: Longer than this nothing urgent may wait in our own queues (our choice).
LATE = timedelta(minutes=1)
#: Lanes in which nothing waits for its turn.
AT_ONCE = (Priority.DISTRESS, Priority.PAGE, Priority.ACT, Priority.CARD, Priority.DIGEST)
_URGENT = (Priority.DISTRESS, Priority.PAGE, Priority.CHECK_IN)


@dataclass(frozen=True)
class Waiting:
    """How much waits, and for how long the oldest does."""

    many: int = 0
    oldest: timedelta = timedelta()


@dataclass(frozen=True)
class Work:
    """What waits."""

    #: Name of the priority -> what waits to leave.
    lanes: Mapping[str, Waiting]
    #: What arrived and is not carried out.
    inbox: Waiting
    timers_overdue: int
    help_untaken: int
    #: Requests for help that no human has ended.
    help_open: int
    incidents: int
    #: Processes on this database.
    processes: int


def work(uow: UnitOfWork, now: datetime, beaten_since: datetime) -> Work:
    """Measure what waits; processes count that have beaten since then (by the machine's own time)."""
    lanes = {priority.name.lower(): Waiting() for priority in Priority}
    for level, many, since in uow.backlog.lanes():
        lanes[Priority(level).name.lower()] = Waiting(many, _for(now, since))
    many, arrived = uow.inbox.backlog()
    incidents = uow.incidents.open()
    asking = sum(len(uow.helps.open(one.id)) for one in incidents)
    return Work(
        lanes, Waiting(many, _for(now, arrived)), uow.timers.overdue(now), len(uow.helps.waiting()),
        asking, len(incidents), uow.replicas.running(beaten_since),
    )  # fmt: skip


def late(uow: UnitOfWork, now: datetime) -> dict[str, int]:
    """Count what waits longer than `LATE`, by what it is."""
    before = now - LATE
    return {
        "urgent_messages_late": uow.outbox.overdue(_URGENT, before),
        "events_late": uow.inbox.overdue(before),
        "timers_late": uow.timers.overdue(before),
        # The lanes do not move.
        "messages_stuck": uow.backlog.untouched(AT_ONCE, before) + uow.backlog.abandoned(before),
    }


def _for(now: datetime, since: datetime | None) -> timedelta:
    return max(now - since, timedelta()) if since else timedelta()
