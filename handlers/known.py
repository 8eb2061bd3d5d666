"""What the gateway asks about a batch of texts, looked up for all of them at once: a campaign has thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from handlers import effects as fx
from playbooks.rules.checkin import Campaign, Respondent
from playbooks.rules.errors import NotFound
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import CampaignId, IncidentId, PersonId
from storage.uow import UnitOfWork

Id = TypeVar("Id")
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Known:
    """People, numbers and check-ins of one batch."""

    people: dict[PersonId, Person]
    #: Number -> why nothing is sent there.
    blocked: dict[str, str]
    #: In an open silent check-in, and not known to be out of danger.
    hiding: set[PersonId]
    campaigns: dict[CampaignId, Campaign]
    respondents: dict[tuple[CampaignId, PersonId], Respondent]
    #: Whether an incident is open.
    open: dict[IncidentId, bool]


def know(uow: UnitOfWork, effects: Iterable[fx.Effect]) -> Known:
    """Look up what these effects are about."""
    told = [one for one in effects if isinstance(one, fx.SendSms | fx.Call | fx.Tell)]
    texts = [one for one in told if isinstance(one, fx.SendSms | fx.Call)]
    people = [one.person for one in told if one.person is not None]
    asked: dict[CampaignId, list[PersonId]] = {}
    for one in texts:
        if one.campaign and one.person:
            asked.setdefault(one.campaign, []).append(one.person)
    incidents = {one.incident for one in texts if one.incident is not None}
    return Known(
        people=uow.roster.people(people),
        blocked=dict(uow.lists.blocked([one.number for one in texts])),
        hiding=uow.campaigns.hiding({one.person for one in texts if one.person is not None}),
        campaigns=_found(uow.campaigns.get, asked),
        respondents={
            (id_, person): one for id_, some in asked.items() for person, one in uow.campaigns.some(id_, some).items()
        },
        open={id_: one.open for id_, one in _found(uow.incidents.look, incidents).items()},
    )


def _found(get: Callable[[Id], Thing], ids: Iterable[Id]) -> dict[Id, Thing]:
    """Leave out what is not there: whoever asks for it fails alone."""
    found = {}
    for id_ in ids:
        with suppress(NotFound):
            found[id_] = get(id_)
    return found
