"""What became of texts and calls at the providers: added to, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from playbooks.rules.delivery import ENDED, DeliveryState
from playbooks.rules.vocabulary import IncidentId, PersonId
from storage.link import Either, Link, fields
from storage.queue_tables import delivery, outbox


@dataclass(frozen=True)
class Delivery:
    """One thing that a provider did or said."""

    effect: int
    incident: IncidentId | None
    person: PersonId | None
    state: DeliveryState
    #: When the provider says that it was so; else when we saw it.
    at: datetime
    recorded_at: datetime
    #: Name of the provider's port.
    provider: str
    #: The provider's own id of the text or call.
    ref: str = ""
    #: The provider's code of a failure.
    code: str = ""
    #: In words, for people.
    note: str = ""


_COLUMNS = [delivery.c[name] for name in Delivery.__dataclass_fields__]
_ADD = Either(lambda insert: insert(delivery).on_conflict_do_nothing())
_OF = select(*_COLUMNS).where(delivery.c.effect.in_(bindparam("effects", expanding=True))).order_by(delivery.c.id)
_OF_PEOPLE = (
    select(*_COLUMNS)
    .where(delivery.c.incident == bindparam("incident"), delivery.c.person.in_(bindparam("people", expanding=True)))
    .order_by(delivery.c.id)
)
_ENDS_OF = (
    select(*_COLUMNS)
    .where(delivery.c.person.in_(bindparam("people", expanding=True)), delivery.c.state.in_(sorted(ENDED)))
    .where(delivery.c.at >= bindparam("since", type_=delivery.c.at.type))
    .order_by(delivery.c.id)
)
_OF_LATE = (
    select(*_COLUMNS)
    .where(delivery.c.person.in_(bindparam("people", expanding=True)))
    .where(delivery.c.recorded_at >= bindparam("since", type_=delivery.c.recorded_at.type))
    .order_by(delivery.c.id)
)
_EFFECTS = select(outbox.c.ref, outbox.c.id).where(outbox.c.ref.in_(bindparam("refs", expanding=True)))


class Deliveries:
    """The delivery history."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, news: Iterable[Delivery]) -> None:
        """Append; what is known of the same text or call already changes nothing."""
        self._link.change_many(_ADD, [vars(each) for each in news])

    def of(self, effects: Sequence[int]) -> list[Delivery]:
        """Give what is known of these effects, in the order in which it was recorded."""
        return [_delivery(row) for row in self._link.ask(_OF, effects=list(effects))]

    def of_people(self, incident: IncidentId, people: Sequence[PersonId]) -> list[Delivery]:
        """Give what became of the incident's texts and calls to these people, of each in the order of recording."""
        return [_delivery(row) for row in self._link.ask_for(_OF_PEOPLE, "people", people, incident=incident)]

    def of_late(self, people: Sequence[PersonId], since: datetime) -> list[Delivery]:
        """Give what was heard since then of texts and calls to these people, in the order of recording."""
        return [_delivery(row) for row in self._link.ask_for(_OF_LATE, "people", people, since=since)]

    def ends_of(self, people: Sequence[PersonId], since: datetime) -> list[Delivery]:
        """Give what was delivered to these people, or not, since then, in the order of recording."""
        return [_delivery(row) for row in self._link.ask_for(_ENDS_OF, "people", people, since=since)]

    def effects(self, refs: Sequence[str]) -> dict[str, int]:
        """Give the effect for each of a provider's ids that is known."""
        return {row.ref: row.id for row in self._link.ask(_EFFECTS, refs=list(refs))}


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**fields(row))
