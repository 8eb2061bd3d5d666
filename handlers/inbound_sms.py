"""What is this text? An answer to a page or a check-in, a call for help, or something that a human must look at.

Digits 1 to 3 answer check-ins, 7 to 9 pages. What fits two open questions is never guessed: the person is asked.
Doubt goes to a human. What may be a call for help comes before everything else.
"""

from __future__ import annotations

from handlers import effects as fx
from handlers import system
from handlers.authorise import actor_of
from handlers.context import Context
from handlers.inbound_checkins import ask_help, check_in, late, more, report_call
from handlers.inbound_numbers import ask_who, opted_out, texts_again, unknown, wrong_number
from handlers.inbound_pages import answer_page, unclear_page
from handlers.inbound_reading import Inbound, gather, open_request, requested, wants_texts_again
from handlers.opening import open_call
from handlers.replying import WRONG, reply, tell_duty
from playbooks.rules.authority import Power
from playbooks.rules.checkin import HelpRequest
from playbooks.rules.checkin_replies import ReplyClass
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import HelpId

#: Longest part of a text that is kept (an SMS of ten parts).
SMS_LIMIT = 2_000
#: How many of the newest incidents are looked through for a code that an officer typed (our choice).
_LOOKED_THROUGH = 50


def inbound_sms(command: system.InboundSms, ctx: Context) -> None:
    """Take a text message from a telephone; always on record, and answered unless that could go on for ever."""
    text = clean(command.text[:SMS_LIMIT], limit=SMS_LIMIT, what="A text")
    blocked = ctx.uow.lists.blocked([command.number]).get(command.number, "")
    people = [] if blocked.startswith(WRONG) else ctx.uow.roster.by_number(command.number)
    if not people:
        unknown(ctx, command.number, text, mute=bool(blocked))
        return
    inbound = gather(ctx, command.number, text, people)
    if blocked and wants_texts_again(text):
        texts_again(ctx, inbound)
    elif inbound.opts_out:
        opted_out(ctx, inbound, again=bool(blocked))
    elif inbound.said.reply is ReplyClass.WRONG_NUMBER:
        wrong_number(ctx, inbound)
    elif not _takes_request(ctx, inbound):
        _read(ctx, inbound)


def _read(ctx: Context, inbound: Inbound) -> None:
    person = inbound.person
    request = open_request(ctx, inbound)
    # "8 30 stuck in traffic": one odd word beside a clear answer to the only question that is open.
    only_a_page = bool(inbound.pages) and not inbound.places and inbound.answers_page
    if inbound.asks_help and not only_a_page:
        ask_help(ctx, inbound, request)
    elif person is None:
        ask_who(ctx, inbound)
    elif request:
        more(ctx, inbound, person, *request)
    elif inbound.places:
        check_in(ctx, inbound, person)
    elif not inbound.pages and open_call(ctx, person.name):
        report_call(ctx, inbound)
    elif not (inbound.pages and inbound.answers_page) and late(ctx, inbound, person):
        return
    elif inbound.answers_page:
        _page(ctx, inbound, person)
    else:
        unclear_page(ctx, inbound, person)


def _page(ctx: Context, inbound: Inbound, person: Person) -> None:
    answer_page(ctx, inbound, person, inbound.page)
    if inbound.said.reply is ReplyClass.NEED_HELP:
        title = f"{person.name} answered a page in words that may mean danger"
        tell_duty(ctx, title, inbound.text, about=[person.id])


def _takes_request(ctx: Context, inbound: Inbound) -> bool:
    """Let an officer take a request by its number; False when the text is none, or not from an officer."""
    asked = requested(inbound.text)
    if asked is None:
        return False
    number, code = asked
    for person in inbound.people:
        found = [one for one in _requests(ctx, number, code) if _is_officer(ctx, person, *one)]
        waiting = [one for one in found if one[1].waiting]
        meant = _told(person, waiting) or waiting or _told(person, found) or found
        if len(meant) == 1:
            ctx.then(system.TakeHelp(meant[0][0].id, meant[0][1].id, person.id))
        elif meant:
            codes = ", ".join(incident.code for incident, _ in meant)
            reply(
                ctx, person, "ask_which_help", meant[0][0], purpose=fx.Purpose.HELP, codes=codes,
                request=meant[0][1].name,
            )  # fmt: skip
        if meant:
            return True
    return False


def _told(person: Person, requests: list[tuple[Incident, HelpRequest]]) -> list[tuple[Incident, HelpRequest]]:
    return [one for one in requests if person.id in one[1].ladder[: one[1].told]]


def _requests(ctx: Context, number: int, code: str | None) -> list[tuple[Incident, HelpRequest]]:
    """Give the requests of this number: of the incident with the code, else of those that are open or wait."""
    if code:
        incidents = [one for one in ctx.uow.incidents.recent(_LOOKED_THROUGH) if one.code == code]
    else:
        incidents = ctx.uow.incidents.open()
        known = {one.id for one in incidents}
        ids = {request.incident for request in ctx.uow.helps.waiting()} - known
        incidents += [ctx.uow.incidents.look(id_) for id_ in sorted(ids)]
    found: dict[HelpId, tuple[Incident, HelpRequest]] = {}
    for one in incidents:
        every = [request for request in ctx.uow.helps.with_merged(one.id) if request.number == number]
        own = [request for request in every if request.incident == one.id]
        # What came along by a merge keeps its number and its code; of two with one number the incident's own is meant.
        for request in (own if code else every) or every:
            home = one if request.incident == one.id else ctx.uow.incidents.look(request.incident)
            found.setdefault(request.id, (home, request))
    return list(found.values())


def _is_officer(ctx: Context, person: Person, incident: Incident, request: HelpRequest) -> bool:
    if request.person == person.id:
        return False
    roles = actor_of(ctx.uow, person.id, ctx.now, incident).roles
    return person.id in request.ladder or ctx.uow.roster.matrix().verdict(Power.HELP, roles).allowed
