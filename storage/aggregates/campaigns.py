"""Check-ins: the rounds of an incident, who was asked, what is known of each, and the history of it.

Ten thousand people are read and written in a few statements; a headcount is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from playbooks.rules.checkin import SILENT_SO_FAR, Campaign, Change, Respondent, Status
from playbooks.rules.errors import NotFound
from playbooks.rules.incident import OPEN
from playbooks.rules.ringing import MAY_BE_RUNG
from playbooks.rules.vocabulary import CampaignId, IncidentId, PersonId
from storage.link import Later, Link, fields, upsert
from storage.response_tables import campaign, respondent, status_change
from storage.tables import incident

_BY_ID = select(campaign).where(campaign.c.id == bindparam("id"))
_OF = select(campaign).where(campaign.c.incident == bindparam("incident")).order_by(campaign.c.number)
_PEOPLE = (
    select(respondent)
    .where(respondent.c.campaign == bindparam("campaign"))
    .order_by(respondent.c.position, respondent.c.person)
)
_SOME = _PEOPLE.where(respondent.c.person.in_(bindparam("people", expanding=True)))
_SHARING = _PEOPLE.where(
    respondent.c.number.in_(bindparam("numbers", expanding=True)),
    respondent.c.person.not_in(bindparam("but", expanding=True)),
)
_BEHIND = _PEOPLE.where(respondent.c.position > bindparam("position")).limit(bindparam("limit"))
_IN_STATUS = _PEOPLE.where(respondent.c.status.in_(bindparam("statuses", expanding=True)))
_COUNTS = (
    select(respondent.c.status, func.count().label("many"))
    .where(respondent.c.campaign == bindparam("campaign"))
    .group_by(respondent.c.status)
)
_HISTORY = select(status_change).where(status_change.c.campaign == bindparam("campaign")).order_by(status_change.c.id)
_OF_PEOPLE = (
    select(respondent, campaign.c.incident)
    .join(campaign, campaign.c.id == respondent.c.campaign)
    .where(campaign.c.closed_at.is_(None), respondent.c.person.in_(bindparam("people", expanding=True)))
    .order_by(respondent.c.campaign.desc())
)
_HIDING = (
    select(respondent.c.person)
    .join(campaign, campaign.c.id == respondent.c.campaign)
    .join(incident, incident.c.id == campaign.c.incident)
    .where(campaign.c.closed_at.is_(None), campaign.c.silent.is_(True), incident.c.phase.in_(sorted(OPEN)))
    .where(respondent.c.person.in_(bindparam("people", expanding=True)))
    .where(respondent.c.status.not_in(sorted(MAY_BE_RUNG)))
)
_LAST_OF_PERSON = (
    select(campaign)
    .join(respondent, campaign.c.id == respondent.c.campaign)
    .where(respondent.c.person == bindparam("person"))
    .order_by(campaign.c.id.desc())
    .limit(1)
)
_OPEN_NOW = (
    select(campaign)
    .join(incident, incident.c.id == campaign.c.incident)
    .where(campaign.c.closed_at.is_(None), incident.c.phase.in_(sorted(OPEN)))
    .order_by(campaign.c.id)
)
_ADD = campaign.insert().returning(campaign.c.id)
_SAVE = campaign.update().where(campaign.c.id == bindparam("which"))

_PUT = upsert(respondent)


class Campaigns:
    """The check-ins of this database. Lock the incident before changing one of its check-ins."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._changes = Later(link, status_change.insert())

    def add(self, new: Campaign) -> CampaignId:
        """Store a new round and give it its id, whatever id it had."""
        new.id = CampaignId(self._link.change(_ADD, _values(new)).scalar_one())
        return new.id

    def save(self, changed: Campaign) -> None:
        """Store what changed in a round loaded before."""
        self._link.change(_SAVE, {"which": changed.id, **_values(changed)})

    def get(self, id_: CampaignId) -> Campaign:
        """Load one. Raises NotFound."""
        row = self._link.one(_BY_ID, id=id_)
        if row is None:
            raise NotFound(f"There is no check-in number {id_}.")
        return _campaign(row)

    def of(self, incident_id: IncidentId) -> list[Campaign]:
        """List the rounds of an incident, the first one first."""
        return [_campaign(row) for row in self._link.ask(_OF, incident=incident_id)]

    def current(self, incident_id: IncidentId) -> Campaign | None:
        """Give the newest round of an incident, open or closed; None when there was none."""
        rounds = self.of(incident_id)
        return rounds[-1] if rounds else None

    def running(self) -> list[Campaign]:
        """List the open rounds of open incidents, oldest first."""
        return [_campaign(row) for row in self._link.ask(_OPEN_NOW)]

    def hiding(self, people: Iterable[PersonId]) -> set[PersonId]:
        """Name those of `people` who are in an open silent round and not known to be out of danger."""
        return {row.person for row in self._link.ask_for(_HIDING, "people", list(people))}

    def last_of(self, person: PersonId) -> Campaign | None:
        """Give the newest round, of whatever state, in which this person was asked."""
        row = self._link.one(_LAST_OF_PERSON, person=person)
        return None if row is None else _campaign(row)

    def put(self, people: Iterable[Respondent]) -> None:
        """Store people of a check-in, new or changed."""
        self._link.change_many(_PUT, [dict(vars(each)) for each in people])

    def record(self, changes: Iterable[Change]) -> None:
        """Append to the history."""
        self._changes.add(*(dict(vars(each)) for each in changes))

    def respondents(self, id_: CampaignId) -> list[Respondent]:
        """List everybody who was ever asked in this round, in the order of sending."""
        return self._load(_PEOPLE, campaign=id_)

    def some(self, id_: CampaignId, people: Sequence[PersonId]) -> dict[PersonId, Respondent]:
        """Give those of `people` who are in this round."""
        return {each.person: each for each in self._load(_SOME, campaign=id_, people=list(people))} if people else {}

    def one(self, id_: CampaignId, person: PersonId) -> Respondent | None:
        """Give one person of this round; None when they are not in it."""
        return self.some(id_, [person]).get(person)

    def sharing(self, id_: CampaignId, numbers: Sequence[str], but: Sequence[PersonId]) -> list[Respondent]:
        """Give who else is asked on one of these telephones."""
        return self._load(_SHARING, campaign=id_, numbers=list(numbers), but=list(but)) if numbers else []

    def after(self, id_: CampaignId, position: int, limit: int) -> list[Respondent]:
        """Give the next people in the order of sending."""
        return self._load(_BEHIND, campaign=id_, position=position, limit=limit)

    def in_status(self, id_: CampaignId, statuses: Iterable[Status] = SILENT_SO_FAR) -> list[Respondent]:
        """Give the people of this round who have one of these statuses, in the order of sending."""
        return self._load(_IN_STATUS, campaign=id_, statuses=sorted(statuses))

    def counts(self, id_: CampaignId) -> dict[Status, int]:
        """Count this round's people by status; every status is named."""
        found = {Status(row.status): row.many for row in self._link.ask(_COUNTS, campaign=id_)}
        return {status: found.get(status, 0) for status in Status}

    def history(self, id_: CampaignId) -> list[Change]:
        """Give every status of every person of this round, in the order in which it was recorded."""
        self.flush()
        return [_change(row) for row in self._link.ask(_HISTORY, campaign=id_)]

    def open_of(self, people: Sequence[PersonId]) -> list[tuple[IncidentId, Respondent]]:
        """Give these people's places in open rounds, the newest round first, with the incident of each."""
        found = []
        for row in self._link.ask_for(_OF_PEOPLE, "people", list(people)):
            values = fields(row)
            incident_id = IncidentId(values.pop("incident"))
            found.append((incident_id, Respondent(**values)))
        return found

    def flush(self) -> None:
        """Write the history that was kept back; the unit of work does it before the commit."""
        self._changes.flush()

    def _load(self, statement: Select[Any], **values: Any) -> list[Respondent]:
        return [Respondent(**fields(row)) for row in self._link.ask(statement, **values)]


def _values(campaign_: Campaign) -> dict[str, Any]:
    return {key: value for key, value in vars(campaign_).items() if key != "id"}


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(**fields(row))


def _change(row: Row[Any]) -> Change:
    values = fields(row)
    del values["id"]
    return Change(**values)
