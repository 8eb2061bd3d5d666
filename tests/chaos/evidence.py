"""What a run left behind: at the provider, on the telephones, and in Muster's database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from playbooks.rules.checkin import Respondent
from playbooks.rules.paging import Page
from playbooks.rules.vocabulary import IncidentId, PersonId
from storage.outbox import Outgoing
from storage.queue_tables import inbox
from storage.store import Store
from storage.uow import UnitOfWork
from tests.twilio.process import TwilioProcess

_EFFECT = re.compile(r"/twilio/status/(\d+)$")


@dataclass(frozen=True)
class Text:
    """A text as the provider keeps it."""

    sid: str
    inbound: bool
    #: The telephone of the person.
    number: str
    body: str
    #: The telephone has it.
    arrived: bool = True
    #: What Muster sent it for; None for what came in.
    effect: int | None = None


@dataclass(frozen=True)
class Provider:
    """What the provider knows."""

    texts: Sequence[Text]
    #: How often a look-up about a number failed.
    failed_looks: Mapping[str, int]
    #: How often each fault befell each kind of request.
    faults: Mapping[str, int]

    def inbound(self) -> frozenset[str]:
        """Name the texts that came in."""
        return frozenset(one.sid for one in self.texts if one.inbound)

    def answers(self) -> dict[str, list[str]]:
        """Give what each telephone sent, oldest first."""
        sent: dict[str, list[str]] = {}
        for one in self.texts:
            if one.inbound:
                sent.setdefault(one.number, []).append(one.body)
        return sent


@dataclass(frozen=True)
class Rest:
    """Up to where a run counts: when nothing was on its way."""

    #: The last effect that was queued.
    effect: int
    #: The texts that had come in.
    inbound: frozenset[str]


@dataclass(frozen=True)
class Evidence:
    """All of it."""

    provider: Provider
    #: Every text that Muster meant to send, and what it knows of it.
    effects: Sequence[Outgoing]
    #: The last of them that was queued before the run came to rest; what came later need not have left.
    last_effect: int
    #: Events that came in -> whether they were carried out.
    events: Mapping[str, bool]
    respondents: Sequence[Respondent]
    #: Who has a request for help that no human has ended.
    helped: frozenset[PersonId]
    pages: Sequence[Page]
    #: The numbers of people who were paged.
    numbers: Mapping[PersonId, str]
    #: The verifier's word on each log, when it did not hold.
    broken_logs: Sequence[str] = ()


def at_provider(fake: TwilioProcess) -> Provider:
    """Ask the provider."""
    texts = [
        Text(
            one["sid"], one["inbound"], one["from"] if one["inbound"] else one["to"], one["body"], one["arrived"],
            _effect(one),
        )
        for one in fake.ask("messages")
    ]  # fmt: skip
    return Provider(texts, fake.ask("befell")["look"], fake.ask("figures")["faults"])


def _effect(message: Mapping[str, Any]) -> int | None:
    found = _EFFECT.search(message["callback"] or "")
    return int(found[1]) if found else None


def gathered(store: Store, provider: Provider, rest: Rest, broken_logs: Sequence[str]) -> Evidence:
    """Read the database; what was queued or came in after the rest counts only where Muster carried it out."""
    with store.read() as uow:
        incidents = [one.id for one in uow.incidents.recent(100)]
        pages = [page for one in incidents for page in uow.pages.of(one)]
        people = uow.roster.people({call.person for page in pages for call in page.calls})
        events = {row.event_id: row.claimed_at is not None for row in uow.link.ask(select(inbox))}
        texts = [
            one
            for one in provider.texts
            if not one.inbound or one.sid in rest.inbound or events.get(f"twilio:{one.sid}")
        ]
        return Evidence(
            provider=replace(provider, texts=texts),
            effects=list(_texts(uow, incidents)),
            last_effect=rest.effect,
            events=events,
            respondents=list(_respondents(uow, incidents)),
            helped=frozenset(
                one.person for incident in incidents for one in uow.helps.open(incident) if one.person is not None
            ),
            pages=pages,
            numbers={id_: one.mobile for id_, one in people.items() if one.mobile},
            broken_logs=broken_logs,
        )


def _texts(uow: UnitOfWork, incidents: Sequence[IncidentId]) -> Iterator[Outgoing]:
    for incident in incidents:
        yield from (one for one in uow.outbox.of(incident) if one.kind == "SendSms")


def _respondents(uow: UnitOfWork, incidents: Sequence[IncidentId]) -> Iterator[Respondent]:
    for incident in incidents:
        for campaign in uow.campaigns.of(incident):
            yield from uow.campaigns.respondents(campaign.id)
