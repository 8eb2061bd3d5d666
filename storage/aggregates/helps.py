"""Requests for help: who asked, who was told, who took it, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select

from playbooks.rules.checkin import HelpRequest
from playbooks.rules.errors import NotFound
from playbooks.rules.incident import OPEN
from playbooks.rules.vocabulary import HelpId, IncidentId, PersonId, Phase
from storage.link import Link, fields
from storage.response_tables import help_request
from storage.tables import incident as incidents

_ALL = select(help_request).order_by(help_request.c.number)
_BY_ID = _ALL.where(help_request.c.id == bindparam("id"))
_OF = _ALL.where(help_request.c.incident == bindparam("incident"))
_FAMILY = select(incidents.c.id).where(incidents.c.id == bindparam("incident")).cte("family", recursive=True)
_FAMILY = _FAMILY.union_all(select(incidents.c.id).join(_FAMILY, incidents.c.merged_into == _FAMILY.c.id))
_WITH_MERGED = select(help_request).where(help_request.c.incident.in_(select(_FAMILY.c.id))).order_by(help_request.c.id)
_OPEN = _WITH_MERGED.where(help_request.c.ended_at.is_(None))
_OPEN_OF = _OPEN.where(
    or_(
        help_request.c.person.in_(bindparam("people", expanding=True)),
        and_(help_request.c.person.is_(None), help_request.c.phone.in_(bindparam("phones", expanding=True))),
    )
)
_CALLING = (
    select(help_request)
    .join(incidents, incidents.c.id == help_request.c.incident)
    .where(help_request.c.ended_at.is_(None), incidents.c.phase.in_(sorted([*OPEN, Phase.MERGED])))
    .where(
        or_(
            help_request.c.person.in_(bindparam("people", expanding=True)),
            and_(help_request.c.person.is_(None), help_request.c.phone.in_(bindparam("phones", expanding=True))),
        )
    )
    .order_by(help_request.c.id)
)
_NEXT = select(func.coalesce(func.max(help_request.c.number), 0) + 1).where(
    help_request.c.incident == bindparam("incident")
)
_WAITING = (
    select(help_request)
    .where(help_request.c.ended_at.is_(None), help_request.c.taken_at.is_(None))
    .order_by(help_request.c.id)
)
_ADD = help_request.insert().returning(help_request.c.id)
_SAVE = help_request.update().where(help_request.c.id == bindparam("which"))


class Helps:
    """The requests for help of this database. Lock the incident before changing one of its requests."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, new: HelpRequest) -> HelpId:
        """Store a new request; gives it its id, and the next number of its incident."""
        new.number = self._link.ask(_NEXT, incident=new.incident).scalar_one()
        new.id = HelpId(self._link.change(_ADD, _values(new)).scalar_one())
        return new.id

    def save(self, changed: HelpRequest) -> None:
        """Store what changed in a request loaded before."""
        self._link.change(_SAVE, {"which": changed.id, **_values(changed)})

    def get(self, id_: HelpId) -> HelpRequest:
        """Load one. Raises NotFound."""
        found = self._load(_BY_ID, id=id_)
        if not found:
            raise NotFound(f"There is no request for help number {id_}.")
        return found[0]

    def of(self, incident: IncidentId) -> list[HelpRequest]:
        """List an incident's requests in the order in which they came, ended ones too."""
        return self._load(_OF, incident=incident)

    def with_merged(self, incident: IncidentId) -> list[HelpRequest]:
        """List the requests of an incident and of those that were merged into it, ended ones too, the oldest first."""
        return self._load(_WITH_MERGED, incident=incident)

    def open(self, incident: IncidentId) -> list[HelpRequest]:
        """List what nobody has ended in an incident and in those that were merged into it, the oldest first."""
        return self._load(_OPEN, incident=incident)

    def open_of(
        self, incident: IncidentId, people: Sequence[PersonId], phones: Sequence[str] = ()
    ) -> list[HelpRequest]:  # fmt: skip
        """List the open requests of these people, or of a telephone of theirs of which nobody knows whose call it is.

        Those of incidents that were merged into this one are among them; the oldest first.
        """
        return self._load(_OPEN_OF, incident=incident, people=list(people), phones=list(phones))

    def calling(self, people: Sequence[PersonId], phones: Sequence[str]) -> list[HelpRequest]:
        """List the open requests of these people, or of a telephone, in whatever incident was not ended."""
        return self._load(_CALLING, people=list(people), phones=list(phones))

    def waiting(self) -> list[HelpRequest]:
        """List the requests, of whatever incident, that nobody has taken; the oldest first."""
        return self._load(_WAITING)

    def _load(self, statement: Select[Any], **values: Any) -> list[HelpRequest]:
        return [_request(row) for row in self._link.ask(statement, **values)]


def _values(request: HelpRequest) -> dict[str, Any]:
    values = {key: value for key, value in vars(request).items() if key != "id"}
    return values | {
        "words": list(request.words),
        "needs": sorted(request.needs),
        "ladder": list(request.ladder),
    }


def _request(row: Row[Any]) -> HelpRequest:
    values = fields(row)
    ladder = tuple(PersonId(person) for person in row.ladder)
    return HelpRequest(**values | {"words": tuple(row.words), "needs": frozenset(row.needs), "ladder": ladder})
