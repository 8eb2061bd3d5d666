"""A text while a check-in is open, or that asks for help: which check-in is meant, and what is said in it."""

from __future__ import annotations

from datetime import datetime

from handlers import effects as fx
from handlers import system
from handlers.context import ORG, Context
from handlers.inbound_pages import answer_page
from handlers.inbound_reading import ANSWERS, LATE_WITHIN, Inbound, Place
from handlers.replying import may_answer, reply, set_right, tell_duty
from playbooks.rules.checkin import HelpRequest, Source, Status
from playbooks.rules.checkin_replies import ReplyClass
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.replies import read_page_answer
from playbooks.rules.vocabulary import EntryKind, IncidentId, PersonId, Sensitivity

SECRET = Sensitivity.STRICTLY_CONFIDENTIAL
STATUS = {ReplyClass.SAFE: Status.SAFE, ReplyClass.SAFE_ELSEWHERE: Status.SAFE_ELSEWHERE}
_BY_DIGIT = {"1": Status.SAFE, "3": Status.SAFE_ELSEWHERE}


def ask_help(ctx: Context, inbound: Inbound, request: tuple[Incident, HelpRequest] | None) -> None:
    """Alert Security: in the check-in's incident, else where a request is open, else by a report of its own."""
    doubt = inbound.bare_two and bool(inbound.pages)
    place = _fitting(inbound)[0] if _fitting(inbound) else next(iter(inbound.places), None)
    if place and inbound.person:
        ctx.then(_answer(inbound, place, Status.NEED_HELP, in_doubt=doubt))
        _note_elsewhere(ctx, inbound, place)
    elif place:
        _help_of_one(ctx, inbound, place, doubt=doubt)
    elif request:
        ctx.then(system.AskHelp(request[0].id, _id(inbound), inbound.text, request[1].campaign, inbound.number))
    elif doubt:
        newest = inbound.pages[-1]
        ctx.then(system.AskHelp(newest.id, _id(inbound), inbound.text, None, inbound.number, in_doubt=True))
    elif not _in_last_round(ctx, inbound):
        report_call(ctx, inbound)
    if len(inbound.said.page_digits) == 1 and inbound.pages and inbound.person:
        answer_page(ctx, inbound, inbound.person, read_page_answer(str(*inbound.said.page_digits)))


def _help_of_one(ctx: Context, inbound: Inbound, place: Place, *, doubt: bool) -> None:
    """Ask for help for whoever of several it is: nobody of them counts as safe."""
    for one in inbound.places:
        if one.incident.id == place.incident.id:
            ctx.then(_answer(inbound, one, Status.NEED_HELP, shared=True))
    ctx.then(system.AskHelp(place.incident.id, None, inbound.text, place.campaign.id, inbound.number, doubt))


def _note_elsewhere(ctx: Context, inbound: Inbound, place: Place) -> None:
    for other in {one.incident.id: one.incident for one in inbound.places}.values():
        if other.id != place.incident.id:
            text = f"{inbound.names} asked for help; it is dealt with under {place.incident.code}: {inbound.text}"
            ctx.log(other.code, EntryKind.HELP, text, author=place.respondent.person, sensitivity=SECRET)


def _in_last_round(ctx: Context, inbound: Inbound) -> bool:
    """Ask for help in the incident whose check-in is closed already, if that incident still goes on."""
    last = ctx.uow.campaigns.last_of(inbound.person.id) if inbound.person else None
    if last is None or inbound.person is None or not ctx.uow.incidents.look(last.incident).open:
        return False
    person = inbound.person.id
    ctx.then(system.CheckinAnswer(last.incident, last.id, person, Status.NEED_HELP, inbound.text, Source.SMS))
    return True


def report_call(ctx: Context, inbound: Inbound) -> None:
    """Open a report, or add to the one that is open; whoever of several holds the telephone may be in danger."""
    person = inbound.person or inbound.people[0]
    shared = f"{inbound.text} (the number of {inbound.names})"
    ctx.log(
        ORG, EntryKind.REPORT, f"Possible call for help by SMS from {inbound.names}: {inbound.text}", author=person.id
    )  # fmt: skip
    alone = inbound.person is not None
    ctx.then(system.CallForHelp(person.id, inbound.text if alone else shared, inbound.number, shared=not alone))
    if may_answer(ctx, inbound.number, fx.Purpose.HELP):
        reply(ctx, person, "help_received", purpose=fx.Purpose.HELP, number=inbound.number)


def check_in(ctx: Context, inbound: Inbound, person: Person) -> None:
    """Take an answer while a check-in is open, perhaps with a page beside it."""
    both = inbound.both_digits() if inbound.pages else None
    if both:
        answer_page(ctx, inbound, person, read_page_answer(both[0]))
        _state(ctx, inbound, person, _BY_DIGIT[both[1]])
    elif inbound.pages and inbound.answers_page:
        answer_page(ctx, inbound, person, inbound.page)
        if not inbound.said.page_digits:
            # "ok coming" fits both: the page is answered, and the check-in is asked about.
            _state(ctx, inbound, person, Status.UNCLEAR)
    elif inbound.said.reply is ReplyClass.PROXY:
        _proxy(ctx, inbound, person)
    else:
        status = STATUS.get(inbound.said.reply, Status.UNCLEAR)
        _state(ctx, inbound, person, Status.UNCLEAR if inbound.said.page_digits else status)


def _state(ctx: Context, inbound: Inbound, person: Person, status: Status) -> None:
    """Take a status for the check-in that is meant."""
    fitting = _fitting(inbound)
    if not fitting:
        _of_an_older_one(ctx, inbound, status)
    elif len(fitting) > 1 and status is not Status.UNCLEAR:
        _ask_which(ctx, inbound, person, fitting)
    else:
        ctx.then(_answer(inbound, _round_meant(ctx, fitting[0]), status))


def _of_an_older_one(ctx: Context, inbound: Inbound, status: Status) -> None:
    """The code names none of the open check-ins: it may name one that is over."""
    place = inbound.places[0]
    for incident in ctx.uow.incidents.recent(50):
        campaign = ctx.uow.campaigns.current(incident.id) if incident.code == inbound.said.code else None
        if campaign and ctx.uow.campaigns.one(campaign.id, place.respondent.person):
            ctx.then(_answer(inbound, Place(incident, campaign, place.respondent), status))
            return
    ctx.then(_answer(inbound, place, Status.UNCLEAR))


def _round_meant(ctx: Context, place: Place) -> Place:
    """Give the round before when the text of this one has not left yet for the person, and they were in that one."""
    if place.not_asked_yet:
        before = ctx.uow.campaigns.of(place.incident.id)[place.campaign.number - 2]
        earlier = ctx.uow.campaigns.one(before.id, place.respondent.person)
        if earlier:
            return Place(place.incident, before, earlier)
    return place


def _ask_which(ctx: Context, inbound: Inbound, person: Person, fitting: list[Place]) -> None:
    codes = ", ".join(place.incident.code for place in fitting)
    text = f"SMS from {person.name} fits several check-ins ({codes}); asked which"
    ctx.log(ORG, EntryKind.MESSAGE, f"{text}: {inbound.text}", author=person.id, sensitivity=SECRET)
    if may_answer(ctx, inbound.number):
        reply(ctx, person, "ask_which_checkin", fitting[0].incident, codes=codes)


def _proxy(ctx: Context, inbound: Inbound, person: Person) -> None:
    """Show to a human what somebody says of others; it counts nobody."""
    place = inbound.places[0]
    incident = place.incident
    text = f"{person.name} speaks of somebody else: {inbound.text}"
    ctx.log(incident.code, EntryKind.CHECK_IN, text, author=person.id, sensitivity=SECRET, why=inbound.said.why)
    tell_duty(
        ctx, f"{incident.code}: {person.name}'s telephone speaks of somebody else", inbound.text, incident,
        *set_right(incident, person), about=[person.id],
    )  # fmt: skip
    if may_answer(ctx, inbound.number):
        reply(ctx, person, "proxy_noted" if place.respondent.accounted else "proxy_ask", incident)


def more(ctx: Context, inbound: Inbound, person: Person, incident: Incident, request: HelpRequest) -> None:
    """Add to the request that the person has open; a human alone ends it."""
    both = inbound.both_digits()
    page = read_page_answer(both[0]) if both else inbound.page
    if inbound.pages and page.meaning in ANSWERS:
        answer_page(ctx, inbound, person, page)
        if request.in_doubt:
            note = f"then answered {inbound.text}: probably meant the page"
            phone = None if request.person else request.phone
            ctx.then(system.AskHelp(incident.id, request.person, note, request.campaign, phone))
            return
        if inbound.said.page_digits and not both:
            return
    place = next((one for one in inbound.places if one.incident.id == incident.id), None)
    status = STATUS.get(inbound.said.reply)
    if place and status:
        ctx.then(_answer(inbound, place, status))
    else:
        ctx.then(system.AskHelp(incident.id, request.person, inbound.text, request.campaign, inbound.number))


def late(ctx: Context, inbound: Inbound, person: Person) -> bool:
    """Keep an answer that comes when nothing is asked any more with its round; False when it belongs to none."""
    last = ctx.uow.campaigns.last_of(person.id)
    status = STATUS.get(inbound.said.reply)
    if last is None or status is None or not _is_of(ctx, inbound, last.closed_at or last.started_at, last.incident):
        return False
    ctx.then(system.CheckinAnswer(last.incident, last.id, person.id, status, inbound.text, Source.SMS))
    return True


def _is_of(ctx: Context, inbound: Inbound, ended: datetime, incident: IncidentId) -> bool:
    if inbound.said.code:
        return ctx.uow.incidents.look(incident).code == inbound.said.code
    return ctx.now - ended <= LATE_WITHIN


def _fitting(inbound: Inbound) -> list[Place]:
    code = inbound.said.code
    return [place for place in inbound.places if code in (None, place.incident.code)]


def _id(inbound: Inbound) -> PersonId | None:
    return inbound.person.id if inbound.person else None


def _answer(
    inbound: Inbound, place: Place, status: Status, *, in_doubt: bool = False, shared: bool = False
) -> system.CheckinAnswer:  # fmt: skip
    return system.CheckinAnswer(
        place.incident.id, place.campaign.id, place.respondent.person, status, inbound.text, Source.SMS,
        in_doubt=in_doubt, urgent=inbound.said.urgent, shared=shared,
    )  # fmt: skip
