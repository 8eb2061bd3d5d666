"""Incidents: found by id or code, locked while they are worked on, listed for the boards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, select

from playbooks.rules.errors import NotFound
from playbooks.rules.incident import OPEN, Incident
from playbooks.rules.vocabulary import IncidentId, Level, PersonId, SiteCode
from storage.link import Link, fields
from storage.tables import incident

_ALL = select(incident)
_BY_ID = _ALL.where(incident.c.id == bindparam("id"))
_BY_CODE = _ALL.where(incident.c.code == bindparam("code"))
_TAKEN = select(incident.c.id).where(incident.c.code == bindparam("code"))
_OPEN = _ALL.where(incident.c.phase.in_(sorted(OPEN))).order_by(incident.c.id.desc())
_RECENT = _ALL.order_by(incident.c.id.desc()).limit(bindparam("limit"))
_ADD = incident.insert().returning(incident.c.id)
_SAVE = incident.update().where(incident.c.id == bindparam("which"))


class Incidents:
    """The incidents of this database."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, new: Incident) -> IncidentId:
        """Store a new incident and give it its id, whatever id it had."""
        new.id = IncidentId(self._link.change(_ADD, _values(new)).scalar_one())
        return new.id

    def get(self, id_: IncidentId) -> Incident:
        """Load one, locked in a write transaction. Raises NotFound."""
        row = self._link.locked(_BY_ID, id=id_)
        if row is None:
            raise NotFound(f"There is no incident number {id_}.", instead="status")
        return _incident(row)

    def look(self, id_: IncidentId) -> Incident:
        """Load one without locking it, to show it or to route a message."""
        row = self._link.one(_BY_ID, id=id_)
        if row is None:
            raise NotFound(f"There is no incident number {id_}.", instead="status")
        return _incident(row)

    def by_code(self, code: str) -> Incident:
        """Load the one with this code, in capitals or not; locked in a write transaction. Raises NotFound."""
        row = self._link.locked(_BY_CODE, code=code.upper())
        if row is None:
            raise NotFound(f"There is no incident {code.upper()}.", instead="status")
        return _incident(row)

    def save(self, changed: Incident) -> None:
        """Store what changed in an incident loaded before."""
        self._link.change(_SAVE, {"which": changed.id, **_values(changed)})

    def code_taken(self, code: str) -> bool:
        """Tell whether an incident has or had this code."""
        return self._link.one(_TAKEN, code=code.upper()) is not None

    def open(self) -> list[Incident]:
        """List those being worked on, newest first; locks nothing."""
        return [_incident(row) for row in self._link.ask(_OPEN)]

    def recent(self, limit: int) -> list[Incident]:
        """List the newest of any phase, newest first; locks nothing."""
        return [_incident(row) for row in self._link.ask(_RECENT, limit=limit)]


def _values(incident_: Incident) -> dict[str, Any]:
    values = {key: value for key, value in vars(incident_).items() if key != "id"}
    return values | {"level": int(incident_.level), "code": incident_.code.upper()}


def _incident(row: Row[Any]) -> Incident:
    values = fields(row)
    values["level"] = Level(values["level"])
    values["sites"] = tuple(SiteCode(code) for code in values["sites"])
    values["declared_by"] = PersonId(values["declared_by"])
    return Incident(**values)
