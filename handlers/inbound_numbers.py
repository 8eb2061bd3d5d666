"""Texts that are about the number they come from: nobody's, the wrong one's, several people's, one that opts out."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import effects as fx
from handlers import system
from handlers.cards import Card, Text, Tone
from handlers.context import ORG, Context
from handlers.headcount import put
from handlers.helpcards import calling
from handlers.inbound_reading import Inbound
from handlers.opening import name_of_caller, open_call
from handlers.replying import (
    OPTED_OUT,
    WRONG,
    alert_duty,
    compose,
    first_officer,
    may_answer,
    reply,
    reply_to,
    row_is_over,
    tell,
    tell_duty,
)
from playbooks.rules.checkin_replies import ReplyClass, read_checkin_reply
from playbooks.rules.replies import Meaning, read_page_answer
from playbooks.rules.vocabulary import EntryKind, PersonId, Sensitivity
from playbooks.rules.writing import language_of

SECRET = Sensitivity.STRICTLY_CONFIDENTIAL


def unknown(ctx: Context, number: str, text: str, *, mute: bool) -> None:
    """Log it and show it to a human; answer politely, but not a machine that answers for ever.

    A call for help has a row of answers of its own. `mute` is for a number that is blocked: it is never answered.
    """
    known = "a number that was the wrong one" if mute else "a number that nobody on the list has"
    ctx.log(ORG, EntryKind.MESSAGE, f"SMS from {known}: {text}", number=number)
    said = {read_checkin_reply(text).reply, read_page_answer(text).meaning}
    help_wanted = bool(said & {ReplyClass.NEED_HELP, Meaning.HELP})
    if help_wanted or open_call(ctx, name_of_caller(number)) or calling(ctx, [], number):
        # Whoever called for help is heard to the end.
        ctx.then(system.CallForHelp(None, text, number))
        if may_answer(ctx, number, fx.Purpose.HELP) and not mute:
            reply_to(ctx, number, language_of(text), "help_received", None)
        return
    over = row_is_over(ctx, number)
    answered = may_answer(ctx, number) and not mute
    if answered:
        tell_duty(ctx, f"SMS from an unknown number {number}", text)
        words = compose(ctx, language_of(text), "unknown_number", None)
        ctx.send(fx.SendSms(number, words, fx.Purpose.REPLY))
    elif not over:
        # Said once; a loop of two machines must not bury what the officer has to read.
        title = f"SMS from {number}: no further answers"
        tell_duty(ctx, title, f"{text}\nAll texts from there stand in the organisation's log.")


def texts_again(ctx: Context, inbound: Inbound) -> None:
    """Let texts to this number through again, and ask what is open."""
    person = inbound.person or inbound.people[0]
    ctx.uow.lists.unblock(inbound.number)
    ctx.log(ORG, EntryKind.MESSAGE, f"{inbound.names} gets texts again: {inbound.text}", author=person.id)
    if inbound.places:
        reply(ctx, person, "checkin_unclear", inbound.places[0].incident)
    elif inbound.pages:
        reply(ctx, person, "not_understood", inbound.pages[0])
    else:
        reply(ctx, person, "nothing_open")


def opted_out(ctx: Context, inbound: Inbound, *, again: bool) -> None:
    """Confirm once, send nothing further, and let a human reach them another way; it is a sign of life (domain 3.7)."""
    person = inbound.person or inbound.people[0]
    note = f"{OPTED_OUT} at {ctx.now:%H:%M} UTC: alive, not reached by SMS"
    _without_sms(ctx, inbound, note)
    text = f"{inbound.names} opted out of texts: {inbound.text}. Reach them another way; they are alive."
    card = Card(f"SMS from {inbound.names}: {inbound.text}", (Text(text),), Tone.WARNING, must_act=True)
    tell(ctx, [*_first_officer(ctx, inbound), *_wardens(ctx, inbound)], card)
    for incident in inbound.pages:
        ctx.post(incident, card)
    if not again:
        reply(ctx, person, "stop_noted", number=inbound.number)
    ctx.uow.lists.block(inbound.number, note, ctx.now)


def wrong_number(ctx: Context, inbound: Inbound) -> None:
    """Send nothing more to this number; HR finds the right one, Security goes another way (domain 3.5)."""
    note = f"{WRONG}: said so at {ctx.now:%H:%M} UTC"
    _without_sms(ctx, inbound, note)
    text = f"{inbound.number} is not the number of {inbound.names}: {inbound.text}. "
    text += "Nothing more is sent there until an import gives the number to somebody anew."
    card = Card(f"Wrong number: {inbound.names}", (Text(text),), Tone.WARNING, must_act=True)
    people_seat = [seat.holders[0] for seat in ctx.uow.roster.seats() if seat.function == "people" and seat.holders]
    tell(ctx, [*_first_officer(ctx, inbound), *people_seat, *_wardens(ctx, inbound)], card)
    ctx.uow.lists.block(inbound.number, note, ctx.now)


def ask_who(ctx: Context, inbound: Inbound) -> None:
    """Ask which of several it is; nobody is marked."""
    first = inbound.people[0]
    incident = inbound.places[0].incident if inbound.places else next(iter(inbound.pages), None)
    shared = f"{inbound.names} share this number: {inbound.text}"
    ctx.log(
        incident.code if incident else ORG, EntryKind.MESSAGE, f"SMS not understood: {shared}", author=first.id,
        sensitivity=SECRET if inbound.places else Sensitivity.CONFIDENTIAL,
    )  # fmt: skip
    card = Card(f"SMS from {inbound.names}: who is it?", (Text(shared),), Tone.WARNING)
    for paged in [] if inbound.places else inbound.pages:
        ctx.post(paged, card)
    if inbound.places and incident:
        people = [one.id for one in inbound.people]
        tell_duty(ctx, card.title, shared, incident, about=people)
        if inbound.said.urgent:
            alert_duty(ctx, "doubt_alert", incident, people, name=inbound.names, phone=inbound.number)
    if may_answer(ctx, inbound.number):
        reply(ctx, first, "ask_who", incident, number=inbound.number)


def _without_sms(ctx: Context, inbound: Inbound, note: str) -> None:
    """Note with every open check-in that no text reaches whoever has this number."""
    ctx.log(ORG, EntryKind.MESSAGE, f"SMS from {inbound.names}: {inbound.text}", author=inbound.people[0].id)
    ids = [one.id for one in inbound.people]
    for incident_id, _ in ctx.uow.campaigns.open_of(ids):
        incident = ctx.uow.incidents.get(incident_id)
        campaign = ctx.uow.campaigns.current(incident_id)
        for respondent in ctx.uow.campaigns.some(campaign.id, ids).values() if campaign else ():
            if respondent.not_reached(note, ctx.now):
                put(ctx, respondent, inbound.text)
                text = f"{ctx.names([respondent.person])} is unreachable: {note}"
                ctx.log(incident.code, EntryKind.CHECK_IN, text, author=respondent.person, sensitivity=SECRET)
        ctx.refresh(incident)


def _first_officer(ctx: Context, inbound: Inbound) -> list[PersonId]:
    return first_officer(ctx, [one.id for one in inbound.people])


def _wardens(ctx: Context, inbound: Inbound) -> Iterable[PersonId]:
    """Name the wardens of those who are asked in a check-in."""
    zones = {place.respondent.zone for place in inbound.places if place.respondent.zone}
    zones |= {one.zone for one in inbound.people if one.zone} if inbound.places else set()
    return [warden.person for warden in ctx.uow.roster.wardens() if warden.zone in zones and warden.rank == 1]
