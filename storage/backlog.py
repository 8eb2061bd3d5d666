"""What waits to leave, and what hangs on the way: claimed and forgotten, or never claimed at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, literal_column, select

from playbooks.rules.vocabulary import IncidentId
from storage.link import Link
from storage.queue_tables import OutgoingState, outbox


@dataclass(frozen=True)
class Unsent:
    """Something that waits to leave."""

    incident: IncidentId | None
    payload: dict[str, Any]


_UNFINISHED = outbox.c.finished == literal_column("0")
_earlier = outbox.alias()
_LANES = (
    select(outbox.c.priority, func.count().label("many"), func.min(outbox.c.created_at).label("since"))
    .where(_UNFINISHED)
    .group_by(outbox.c.priority)
)
_FORGOTTEN = outbox.c.leased_until <= bindparam("before", type_=outbox.c.leased_until.type)
_ABANDONED = select(func.count()).select_from(outbox).where(_UNFINISHED, _FORGOTTEN)
_FREE = outbox.update().where(_UNFINISHED, _FORGOTTEN).values(state=OutgoingState.WAITING, leased_until=None)
_UNTOUCHED = (
    select(func.count())
    .select_from(outbox)
    .where(_UNFINISHED, outbox.c.priority.in_(bindparam("priorities", expanding=True)))
    .where(outbox.c.not_before <= bindparam("before"), outbox.c.leased_until.is_(None))
    .where(
        ~exists().where(
            _earlier.c.lane == outbox.c.lane, _earlier.c.id < outbox.c.id, _earlier.c.finished == literal_column("0")
        )
    )
)
_UNSENT = (
    select(func.count().label("many"), func.max(outbox.c.note).label("note"))
    .where(_UNFINISHED, outbox.c.priority.in_(bindparam("priorities", expanding=True)))
    .where(outbox.c.created_at <= bindparam("before"))
)
_WAITING = (
    select(outbox)
    .where(_UNFINISHED, outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.id)
)
_HOLD = (
    outbox.update()
    .where(_UNFINISHED, outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .values(
        # Given up, not refused: it may have left all the same, so its receiver counts as texted.
        state=OutgoingState.DEAD,
        finished=1,
        finished_at=bindparam("at", type_=outbox.c.finished_at.type),
        leased_until=None,
        note=bindparam("why"),
    )
)


class Backlog:
    """The outbox as somebody sees it who watches over it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def lanes(self) -> list[tuple[int, int, datetime]]:
        """Give for each priority of which something is unfinished: the priority, how many, since when the oldest."""
        return [(row.priority, row.many, row.since) for row in self._link.ask(_LANES)]

    def abandoned(self, before: datetime) -> int:
        """Count what was claimed, and whose lease ended before then without anybody claiming it again."""
        many: int = self._link.ask(_ABANDONED, before=before).scalar_one()
        return many

    def free(self, before: datetime) -> None:
        """Put back what was abandoned; whether it left stays in doubt."""
        self._link.change(_FREE, {"before": before})

    def waiting(self, kinds: Sequence[str]) -> list[Unsent]:
        """Give what is unfinished of these kinds of effect, most urgent first."""
        rows = self._link.ask(_WAITING, kinds=list(kinds))
        return [Unsent(row.incident, row.payload) for row in rows]

    def hold(self, kinds: Sequence[str], why: str, now: datetime) -> None:
        """End what is unfinished of these kinds without sending it."""
        self._link.change(_HOLD, {"kinds": list(kinds), "at": now, "why": why})

    def untouched(self, priorities: Sequence[int], before: datetime) -> int:
        """Count what could have been claimed since then, and was not."""
        values = {"priorities": [int(one) for one in priorities], "before": before}
        many: int = self._link.ask(_UNTOUCHED, **values).scalar_one()
        return many

    def unsent(self, priorities: Sequence[int], before: datetime) -> tuple[int, str]:
        """Count what was queued before then and has neither left nor ended; give a reason of a last try, or ""."""
        row = self._link.ask(_UNSENT, priorities=[int(one) for one in priorities], before=before).one()
        return row.many, row.note or ""
