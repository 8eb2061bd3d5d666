"""What is this text? An answer to a page, a call for help, or something that a human must look at.

A bare digit that fits two open questions is never guessed: the person is asked. Doubt goes to a human.
"""

from __future__ import annotations

from datetime import timedelta

from handlers import effects as fx
from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import ORG, Context
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Answer
from playbooks.rules.people import Person
from playbooks.rules.replies import Meaning, Reading, read_page_answer
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import EntryKind, Language, Phase

#: Longest part of a text that is kept (an SMS of ten parts).
SMS_LIMIT = 2_000
_ANSWERS = {Meaning.JOINING: Answer.JOINING, Meaning.LATE: Answer.LATE, Meaning.CANNOT: Answer.CANNOT}


def inbound_sms(command: system.InboundSms, ctx: Context) -> None:
    """Take a text message from a telephone; always answered, always on record."""
    text = clean(command.text[:SMS_LIMIT], limit=SMS_LIMIT, what="A text")
    people = ctx.uow.roster.by_number(command.number)
    if not people:
        _unknown(ctx, command.number, text)
        return
    reading = read_page_answer(text)
    open_pages = {person.id: _asked(ctx, person) for person in people}
    person = next((one for one in people if open_pages[one.id]), people[0])
    incidents = open_pages[person.id]
    names = " / ".join(one.name for one in people)
    if reading.meaning is Meaning.HELP:
        # Before anything else: whoever of several holds the phone may be in danger.
        ctx.log(ORG, EntryKind.REPORT, f"Possible call for help by SMS from {names}: {text}", author=person.id)
        ctx.then(system.CallForHelp(person.id, text if len(people) == 1 else f"{text} (the number of {names})"))
        _reply(ctx, person, "help_received", incidents)
    elif sum(bool(asked) for asked in open_pages.values()) > 1:
        shared = f"{names} share this number and are paged: {text}"
        ctx.log(ORG, EntryKind.MESSAGE, f"SMS not understood: {shared}", author=person.id)
        _to_a_human(ctx, person, incidents, shared)
        _reply(ctx, person, "not_understood", incidents)
    elif reading.meaning in _ANSWERS:
        _answer(ctx, person, reading, incidents, text)
    else:
        _unclear(ctx, person, reading, incidents, text)


def _asked(ctx: Context, person: Person) -> list[Incident]:
    """Give the open incidents whose page was put to this person."""
    codes = dict.fromkeys(page.incident for page in ctx.uow.pages.of_person(person.id))
    return [ctx.uow.incidents.get(incident) for incident in codes]


def _answer(ctx: Context, person: Person, reading: Reading, incidents: list[Incident], text: str) -> None:
    fitting = [one for one in incidents if reading.code in (None, one.code)]
    if not incidents:
        ctx.log(ORG, EntryKind.MESSAGE, f"SMS from {person.name}, nothing open: {text}", author=person.id)
        _tell_duty(ctx, f"SMS from {person.name}", f"No page is open for them: {text}")
        _reply(ctx, person, "nothing_open", incidents)
        return
    if len(fitting) != 1:
        ctx.log(
            ORG, EntryKind.MESSAGE, f"SMS from {person.name} fits several pages; asked which: {text}", author=person.id
        )
        _reply(ctx, person, "ask_which", incidents)
        return
    incident = fitting[0]
    ctx.log(incident.code, EntryKind.MESSAGE, f"SMS from {person.name}: {text}", author=person.id)
    ctx.then(system.TakeAnswer(incident.id, person.id, _ANSWERS[reading.meaning], reading.late_by, "SMS"))
    _reply(ctx, person, _receipt(reading, incident), [incident], reading.late_by)


def _unclear(ctx: Context, person: Person, reading: Reading, incidents: list[Incident], text: str) -> None:
    ctx.log(
        incidents[0].code if len(incidents) == 1 else ORG,
        EntryKind.MESSAGE, f"SMS from {person.name}, not understood: {text}", author=person.id, why=reading.why,
    )  # fmt: skip
    _to_a_human(ctx, person, incidents, text)
    if incidents and reading.meaning is Meaning.CHECKIN_DIGIT:
        # 1 to 3 answer check-ins, and 2 means "need help": the duty officer sees it whatever the room does.
        _tell_duty(ctx, f"{person.name} texted {text}, the digit of a check-in", "Ask whether they need help.")
    if reading.meaning is not Meaning.STOP:
        # After STOP the carrier delivers nothing more; the human who was told reaches the person another way.
        _reply(ctx, person, "not_understood" if incidents else "nothing_open", incidents)


def _to_a_human(ctx: Context, person: Person, incidents: list[Incident], text: str) -> None:
    card = Card(f"SMS from {person.name} that Muster does not understand", (Text(text),), Tone.WARNING)
    for incident in incidents:
        ctx.post(incident, card)
    if not incidents:
        _tell_duty(ctx, card.title, text)


def _tell_duty(ctx: Context, title: str, text: str) -> None:
    card = Card(title, (Text(text),), Tone.WARNING, must_act=True)
    for officer in officers(ctx)[:1]:
        ctx.send(fx.Tell(officer, card))


def _unknown(ctx: Context, number: str, text: str) -> None:
    ctx.log(ORG, EntryKind.MESSAGE, f"SMS from a number that nobody on the list has: {text}", number=number)
    _tell_duty(ctx, f"SMS from an unknown number {number}", text)
    help_wanted = read_page_answer(text).meaning is Meaning.HELP
    if help_wanted:
        ctx.then(system.CallForHelp(None, text, number))
    key = "help_received" if help_wanted else "unknown_number"
    duty = ctx.organisation.duty_number
    words = ctx.words(key, Language.EN, org=ctx.organisation.short_name, number=duty)
    ctx.send(fx.SendSms(number, words, fx.Purpose.REPLY))


def _receipt(reading: Reading, incident: Incident) -> str:
    match reading.meaning:
        case Meaning.JOINING:
            return "ack_taken" if incident.phase is Phase.REPORTED else "ack_joining"
        case Meaning.LATE if reading.late_by:
            return "ack_late"
        case Meaning.LATE:
            return "ack_joining"
        case _:
            return "ack_cannot"


def _reply(ctx: Context, person: Person, key: str, incidents: list[Incident], late_by: timedelta | None = None) -> None:
    words = ctx.words(
        key,
        person.language,
        org=ctx.organisation.short_name,
        code=incidents[0].code if incidents else "",
        codes=", ".join(incident.code for incident in incidents),
        minutes=str((late_by or timedelta(0)) // timedelta(minutes=1)),
        time=f"{ctx.now:%H:%M} UTC",
        number=ctx.organisation.duty_number,
    )
    ctx.sms(person, fx.Purpose.REPLY, words, incidents[0].id if incidents else None)
