"""What is known of a text before anything is decided: who may have sent it, what they were asked, what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.context import Context
from handlers.helpcards import calling, open_for
from playbooks.rules.checkin import Campaign, HelpRequest, Respondent, Status
from playbooks.rules.checkin_replies import CheckinReading, ReplyClass, read_checkin_reply
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Answer
from playbooks.rules.people import Person
from playbooks.rules.replies import Meaning, Reading, read_page_answer
from playbooks.rules.reply_text import IS_HAN, WORD, fold, take_codes
from playbooks.rules.vocabulary import PersonId

ANSWERS = {Meaning.JOINING: Answer.JOINING, Meaning.LATE: Answer.LATE, Meaning.CANNOT: Answer.CANNOT}
#: A text without a code belongs to a check-in that was closed so long ago at most (our choice).
LATE_WITHIN = timedelta(hours=72)
_TWOS = frozenset({"2", "二", "٢"})
#: ``H3``, ``#h 3``; a Cyrillic letter that looks the same.
_REQUEST = re.compile(r"\W*[hн]\W?(\d{1,3})\W*")
#: Words by which carriers let texts through again (domain 3.7).
_TEXTS_AGAIN = frozenset({"start", "unstop", "yes"})


@dataclass(frozen=True)
class Place:
    """One person in one open check-in."""

    incident: Incident
    campaign: Campaign
    respondent: Respondent

    @property
    def not_asked_yet(self) -> bool:
        """A later round whose text has not left for them: what they say answers the round before."""
        unasked = self.respondent.asked_at is None or self.respondent.status is Status.NOT_CONTACTED
        return self.campaign.number > 1 and unasked


@dataclass(frozen=True)
class Inbound:
    """One text."""

    number: str
    #: As it came, cleaned.
    text: str
    #: Everybody with this number, at least one.
    people: tuple[Person, ...]
    #: Who of them sent it; None when it may be several.
    person: Person | None
    said: CheckinReading
    page: Reading
    #: Open check-ins, the newest first; of all who may have sent it.
    places: tuple[Place, ...]
    #: Open incidents whose page was put to whoever may have sent it, the oldest first.
    pages: tuple[Incident, ...]

    @property
    def names(self) -> str:
        """Name everybody with this number."""
        return " / ".join(one.name for one in self.people)

    @property
    def words(self) -> list[str]:
        """Give the folded words without incident codes."""
        return WORD.findall(take_codes(fold(self.text))[0])

    @property
    def answers_page(self) -> bool:
        """Reads as an answer to a page."""
        return self.page.meaning in ANSWERS

    @property
    def asks_help(self) -> bool:
        """Reads as a call for help."""
        if self.said.reply is ReplyClass.NEED_HELP:
            return True
        return self.page.meaning is Meaning.HELP and not self.places

    @property
    def bare_two(self) -> bool:
        """Holds a 2 and nothing else."""
        return len(self.words) == 1 and self.words[0] in _TWOS

    @property
    def opts_out(self) -> bool:
        """Holds an opt-out word and asks for no help."""
        return self.said.reply is ReplyClass.STOP or (self.page.meaning is Meaning.STOP and not self.asks_help)

    def both_digits(self) -> tuple[str, str] | None:
        """Give the page's and the check-in's digit of "7 1"; "8 1" may mean late by a minute, and is asked about."""
        found = self.words
        for page, checkin in (found, found[::-1]) if len(found) == 2 else ():
            if page in {"7", "9"} and checkin in {"1", "3"}:
                return page, checkin
        return None


def gather(ctx: Context, number: str, text: str, people: Sequence[Person]) -> Inbound:
    """Look up everything; changes nothing."""
    places = [
        Place(incident, ctx.uow.campaigns.get(respondent.campaign), respondent)
        for incident_id, respondent in ctx.uow.campaigns.open_of([one.id for one in people])
        if (incident := ctx.uow.incidents.look(incident_id)).open
    ]
    pages = {one.id: _pages(ctx, one.id) for one in people}
    asked = [one for one in people if pages[one.id] or any(place.respondent.person == one.id for place in places)]
    named, rest = _named(text, people) if len(people) > 1 else (None, text)
    # Of several on one telephone, whoever was not asked may read the question and answer it for themselves.
    person = named or _only_one(people, asked, checkin=bool(places))
    senders = {person.id} if person else {one.id for one in asked}
    incidents = {incident.id: incident for one in senders for incident in pages[one]}
    language = (person or people[0]).language
    return Inbound(
        number, text, tuple(people), person, read_checkin_reply(rest, language), read_page_answer(rest),
        tuple(place for place in places if place.respondent.person in senders), tuple(incidents.values()),
    )  # fmt: skip


def _only_one(people: Sequence[Person], asked: Sequence[Person], *, checkin: bool) -> Person | None:
    if len(people) == 1 or not asked:
        return people[0]
    return asked[0] if len(asked) == 1 and not checkin else None


def open_request(ctx: Context, inbound: Inbound) -> tuple[Incident, HelpRequest] | None:
    """Find the request for help that whoever texted has open, also in a check-in that is closed, or outside of any."""
    incidents = {place.incident.id: place.incident for place in inbound.places}
    incidents |= {incident.id: incident for incident in inbound.pages}
    people = [inbound.person] if inbound.person else list(inbound.people)
    for person in people:
        last = ctx.uow.campaigns.last_of(person.id)
        if last:
            incidents.setdefault(last.incident, ctx.uow.incidents.look(last.incident))
    ids = [person.id for person in people]
    for incident in incidents.values():
        if request := open_for(ctx, incident.id, ids, inbound.number):
            return incident, request
    # What answers a question that is open elsewhere stays an answer.
    outside = None if inbound.places or inbound.pages else calling(ctx, ids, inbound.number)
    return (ctx.uow.incidents.look(outside.incident), outside) if outside else None


def requested(text: str) -> tuple[int, str | None] | None:
    """Read ``H3`` or ``H3 K7Q``, which takes a request for help: its number, and the code if it was given."""
    rest, codes = take_codes(fold(text))
    match = _REQUEST.fullmatch(rest)
    return (int(match[1]), codes[0] if len(codes) == 1 else None) if match else None


def wants_texts_again(text: str) -> bool:
    """Tell whether the text is the word by which a blocked number is let through again."""
    return " ".join(WORD.findall(fold(text))) in _TEXTS_AGAIN


def _pages(ctx: Context, person: PersonId) -> list[Incident]:
    codes = dict.fromkeys(page.incident for page in ctx.uow.pages.of_person(person))
    return [ctx.uow.incidents.look(incident) for incident in codes]


def _named(text: str, people: Sequence[Person]) -> tuple[Person | None, str]:
    """Find the only one of `people` whom the text names by a part of the name; give them, and the text without it."""
    folded = fold(text)
    said = set(WORD.findall(folded))
    parts = {one.id: {word for word in WORD.findall(fold(one.name)) if len(word) > 1} for one in people}
    found: dict[PersonId, set[str]] = {}
    for id_, names in parts.items():
        others = set().union(*(words for other, words in parts.items() if other != id_))
        hit = {name for name in names - others if name in said or (IS_HAN.fullmatch(name) and name in folded)}
        if hit:
            found[id_] = hit | (names & said)
    if len(found) != 1:
        return None, text
    id_, words = found.popitem()
    for word in sorted(words, key=len, reverse=True):
        folded = re.sub(re.escape(word) if IS_HAN.fullmatch(word) else rf"\b{re.escape(word)}\b", " ", folded)
    return next(one for one in people if one.id == id_), folded
