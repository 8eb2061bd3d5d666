"""Pages with their calls: one seat of one incident each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, select

from playbooks.rules.errors import NotFound
from playbooks.rules.incident import OPEN
from playbooks.rules.paging import Call, Page
from playbooks.rules.vocabulary import IncidentId, PageId, PersonId, SeatCode
from storage.link import Later, Link, upsert
from storage.tables import incident, page, page_call

_ALL = select(page).order_by(page.c.id)
_BY_ID = _ALL.where(page.c.id == bindparam("id"))
_OF = _ALL.where(page.c.incident == bindparam("incident"))
# Begins at the few open incidents: somebody may have been called in thousands of closed ones.
_OF_PERSON = (
    _ALL.join(incident, incident.c.id == page.c.incident)
    .where(incident.c.phase.in_(sorted(OPEN)))
    .where(exists().where(page_call.c.page == page.c.id, page_call.c.person == bindparam("person")))
)
_CALLED = (
    select(page_call.c.person)
    .join(page, page.c.id == page_call.c.page)
    .join(incident, incident.c.id == page.c.incident)
    .where(incident.c.phase.in_(sorted(OPEN)), page_call.c.person.in_(bindparam("people", expanding=True)))
    .distinct()
)
#: A call's columns in the order of its fields: of the longest crisis there are thousands, read at every step.
_CALL = tuple(page_call.c[field.name] for field in fields(Call))
_CALLS = (
    select(page_call.c.page, *_CALL)
    .where(page_call.c.page.in_(bindparam("pages", expanding=True)))
    .order_by(page_call.c.page, page_call.c.position)
)
_ADD = page.insert().returning(page.c.id)
_SAVE = page.update().where(page.c.id == bindparam("which"))

_SAVE_CALL = upsert(page_call)


class Pages:
    """The pages of this database. Lock the incident before changing one of its pages."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._calls = Later(link, _SAVE_CALL)

    def add(self, new: Page) -> PageId:
        """Store a new page with its calls and give it its id."""
        new.id = PageId(self._link.change(_ADD, _values(new)).scalar_one())
        self._calls.add(*_calls(new))
        return new.id

    def save(self, changed: Page) -> None:
        """Store a page and its calls; calls are added or changed, never removed."""
        self._link.change(_SAVE, {"which": changed.id, **_values(changed)})
        self._calls.add(*_calls(changed))

    def get(self, id_: PageId) -> Page:
        """Load one. Raises NotFound."""
        found = self._load(_BY_ID, id=id_)
        if not found:
            raise NotFound(f"There is no page number {id_}.")
        return found[0]

    def of(self, incident_id: IncidentId) -> list[Page]:
        """List an incident's pages in the order in which they began."""
        return self._load(_OF, incident=incident_id)

    def of_person(self, person: PersonId) -> list[Page]:
        """List the pages of open incidents on which this person was called, oldest first."""
        return self._load(_OF_PERSON, person=person)

    def called(self, people: Sequence[PersonId]) -> set[PersonId]:
        """Name those of `people` who were called for an incident that is open."""
        self.flush()
        return {PersonId(row.person) for row in self._link.ask(_CALLED, people=list(people))} if people else set()

    def flush(self) -> None:
        """Write the calls that were kept back; the unit of work does it before the commit."""
        self._calls.flush()

    def _load(self, statement: Select[Any], **values: Any) -> list[Page]:
        self.flush()
        pages = {row.id: _page(row) for row in self._link.ask(statement, **values)}
        if pages:
            for row in self._link.ask(_CALLS, pages=list(pages)):
                pages[row.page].calls.append(_call(row))
        return list(pages.values())


def _values(page_: Page) -> dict[str, Any]:
    return {key: value for key, value in vars(page_).items() if key not in {"id", "calls"}}


def _calls(page_: Page) -> list[dict[str, Any]]:
    return [{"page": page_.id, "position": at, **vars(call)} for at, call in enumerate(page_.calls)]


def _page(row: Row[Any]) -> Page:
    ladder = tuple(PersonId(person) for person in row.ladder)
    return Page(row.id, row.incident, SeatCode(row.seat), ladder, row.state, row.round, row.rung)


def _call(row: Row[Any]) -> Call:
    values: Sequence[Any] = row[1:]
    return Call(*values)
