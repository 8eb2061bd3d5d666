"""Many answers to a check-in in one transaction: one lock, one look at the people, one write of each kind.

Only what leaves no doubt is taken here: one person on the number, one open check-in, no open page, "safe" or "safe
elsewhere" clearly said, nothing sticky. Everything else goes the way of a single text, `handlers.inbound_sms`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from handlers import system
from handlers.checkin_answers import record_answers
from handlers.context import Context
from handlers.reported import take_reports
from playbooks.rules.checkin import OFFICIAL, STICKY, Respondent, Source, Status
from playbooks.rules.checkin_replies import CheckinReading, ReplyClass, read_checkin_reply
from playbooks.rules.delivery import REPORTS, DeliveryState
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import CampaignId, IncidentId, Language, PersonId
from storage.queues import Raw

#: How many reports of failures are carried out, each alone, before texts are looked for again (our choice).
FAILURES = 50

_STATUS = {ReplyClass.SAFE: Status.SAFE, ReplyClass.SAFE_ELSEWHERE: Status.SAFE_ELSEWHERE}


@dataclass(frozen=True)
class Answer:
    """One clear answer."""

    event_id: str
    campaign: CampaignId
    person: PersonId
    status: Status
    words: str


@dataclass(frozen=True)
class SortedOut:
    """What waits, parted into what is clear and what needs a look of its own."""

    answers: dict[IncidentId, list[Answer]] = field(default_factory=dict)
    rest: list[Raw] = field(default_factory=list)
    #: What providers report of texts that are on their way or came: (event id, report).
    reports: list[tuple[str, system.Reported]] = field(default_factory=list)


@dataclass(frozen=True)
class _Text:
    raw: Raw
    number: str
    words: str
    person: Person | None
    reading: CheckinReading


def sort_out(ctx: Context, waiting: Sequence[Raw]) -> SortedOut:
    """Part stored events; changes nothing. What may be a call for help comes first among the rest."""
    found = SortedOut()
    texts = _texts(ctx, waiting)
    twice = {number for number, many in Counter(text.number for text in texts).items() if many > 1}
    clear = [text for text in texts if text.number not in twice and _is_clear(text)]
    places = _places(ctx, [text.person.id for text in clear if text.person])
    taken: set[str] = set()
    for text in clear:
        place = places.get(text.person.id) if text.person else None
        if place is None:
            continue
        incident, code, respondent = place
        if text.reading.code in (None, code) and _is_plain(respondent):
            answer = Answer(
                text.raw.event_id, respondent.campaign, respondent.person, _STATUS[text.reading.reply], text.words
            )
            found.answers.setdefault(incident, []).append(answer)
            taken.add(text.raw.event_id)
    urgent = {text.raw.event_id for text in texts if text.reading.reply is ReplyClass.NEED_HELP or text.reading.urgent}
    found.reports.extend(_receipts(waiting))
    taken |= {event_id for event_id, _ in found.reports}
    left = [raw for raw in waiting if raw.event_id not in taken]
    # The texts that come meanwhile must not wait for thousands of failures; those come with the next look.
    later = {raw.event_id for raw in [one for one in left if one.source == REPORTS][FAILURES:]}
    left = [raw for raw in left if raw.event_id not in later]
    found.rest.extend(sorted(left, key=lambda raw: raw.event_id not in urgent))
    return found


def _receipts(waiting: Sequence[Raw]) -> Iterator[tuple[str, system.Reported]]:
    """Give the reports from which nothing follows for anybody; a failure is carried out alone."""
    for raw in waiting:
        if raw.raw.get("command") == system.Reported.__name__ and raw.raw["with"]["state"] != DeliveryState.FAILED:
            command = system.from_json(raw.raw)
            if isinstance(command, system.Reported):
                yield raw.event_id, command


def take_receipts(ctx: Context, reports: Sequence[tuple[str, system.Reported]]) -> int:
    """Take what providers report in one transaction; give how many were still to be taken."""
    claimed = ctx.uow.inbox.claim_many([event_id for event_id, _ in reports], ctx.now)
    take_reports([report for event_id, report in reports if event_id in claimed], ctx)
    return len(claimed)


def _texts(ctx: Context, waiting: Sequence[Raw]) -> list[_Text]:
    arrived = [(raw, raw.raw["with"]) for raw in waiting if raw.raw.get("command") == system.InboundSms.__name__]
    numbers = [sms["number"] for _, sms in arrived]
    people, blocked = ctx.uow.roster.by_numbers(numbers), ctx.uow.lists.blocked(numbers)
    texts = []
    # Most people type the same few words.
    read = cache(read_checkin_reply)
    for raw, sms in arrived:
        known = people.get(sms["number"], [])
        # A blocked number opted out, or is not the person's at all.
        person = known[0] if len(known) == 1 and sms["number"] not in blocked else None
        reading = read(sms["text"], person.language if person else Language.EN)
        texts.append(_Text(raw, sms["number"], sms["text"], person, reading))
    return texts


def _is_clear(text: _Text) -> bool:
    said = text.reading
    return text.person is not None and said.reply in _STATUS and not said.urgent and not said.page_digits


#: Before the question has left, a text may answer the round before; what a human recorded, a human looks at.
_NOT_PLAIN = STICKY | OFFICIAL | {Status.MISSING, Status.NOT_CONTACTED}


def _is_plain(respondent: Respondent) -> bool:
    return respondent.asked_at is not None and respondent.status not in _NOT_PLAIN


def _places(ctx: Context, people: Sequence[PersonId]) -> dict[PersonId, tuple[IncidentId, str, Respondent]]:
    """Give the only open check-in of each of these people who have no page open; others are left out."""
    paged = ctx.uow.pages.called(people)
    places: dict[PersonId, list[tuple[IncidentId, Respondent]]] = {}
    for incident, respondent in ctx.uow.campaigns.open_of(people):
        places.setdefault(respondent.person, []).append((incident, respondent))
    known = {incident for found in places.values() for incident, _ in found}
    codes = {incident: ctx.uow.incidents.look(incident) for incident in known}
    return {
        person: (found[0][0], codes[found[0][0]].code, found[0][1])
        for person, found in places.items()
        if len(found) == 1 and person not in paged and codes[found[0][0]].open
    }


def take_answers(ctx: Context, incident_id: IncidentId, answers: Sequence[Answer]) -> int:
    """Take clear answers of one incident; give how many were still to be taken.

    What has changed since they were sorted out (somebody asked for help, the round was closed) is left to be
    carried out alone.
    """
    incident = ctx.incident = ctx.uow.incidents.get(incident_id)
    campaign = ctx.uow.campaigns.current(incident_id)
    if campaign is None or not campaign.open:
        return 0
    people = ctx.uow.campaigns.some(campaign.id, [answer.person for answer in answers])
    fitting = [one for one in answers if one.person in people and _is_plain(people[one.person])]
    claimed = ctx.uow.inbox.claim_many([one.event_id for one in fitting], ctx.now)
    taken = [one for one in fitting if one.event_id in claimed]
    if taken:
        # Not by the first answer: two processes may have sorted it out, and what the other sent has its name.
        ctx.event_id = f"bulk:{taken[0].event_id}"
        for one in taken:
            people[one.person].said(one.status, Source.SMS, ctx.now)
        record_answers(ctx, incident, campaign, [(people[one.person], one.words) for one in taken])
    return len(taken)
