"""Requests for help: Security is alerted until a named human takes it, and only a human ends it (domain 3.11, R52)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import commands as c
from handlers import effects as fx
from handlers import system
from handlers.authorise import DUTY_OFFICER, officers
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.context import MUSTER, Context
from handlers.headcount import put, read_status, secret_room, sees_official
from handlers.helpcards import OUTCOMES, Asker, asker_of, card_of, find_request, going_on, home_of, open_for, say_yours
from handlers.ladder import in_charge
from handlers.presence import there_first
from handlers.replying import compose, may_answer, not_to_be_rung, reply, reply_to, tell
from playbooks.rules.authority import Power
from playbooks.rules.checkin import OFFICIAL, STICKY, TAKE_WITHIN, HelpRequest, Source, Status
from playbooks.rules.checkin_replies import read_needs
from playbooks.rules.errors import Ambiguous, Conflict, Invalid
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from playbooks.rules.people import on_duty
from playbooks.rules.vocabulary import EntryKind, HelpId, PersonId, Sensitivity
from playbooks.rules.writing import language_of

SECRET = Sensitivity.STRICTLY_CONFIDENTIAL
#: So many texts of one report are looked at (our choice).
_CALLS = 200


def ask_help(command: system.AskHelp, ctx: Context) -> None:
    """Open a request and alert the first officer; add to the request that is open, and show that to who has it."""
    incident = ctx.the_incident()
    people = [command.person] if command.person else []
    request = open_for(ctx, incident.id, people, command.phone)
    if request is None:
        _open(ctx, incident, command)
        return
    needs, place = read_needs(command.words) if command.phone else (frozenset[str](), "")
    request.said_more(command.words, needs, place if needs else "")
    home = home_of(ctx, incident, request)
    if _give_back(ctx, home, request):
        _tell_next(ctx, home, request)
    ctx.uow.helps.save(request)
    asker = asker_of(ctx, home, request)
    _log_words(ctx, home, f"{request.name}: {asker.name} again: {command.words}", command.person)
    told = [request.taken_by] if request.taken_by else list(request.ladder[: request.told])
    card = card_of(ctx, home, request, asker, "says more")
    tell(ctx, told, card, incident)
    ctx.post(incident, card, SECRET)
    if request.waiting or (request.campaign is None and command.phone):
        # Outside of a check-in nobody expects words; whoever has the request may not be looking.
        _text(ctx, home, request, asker, told[-1:], again=True)
    known = command.phone and ctx.uow.roster.by_number(command.phone)
    if known and may_answer(ctx, command.phone or "", fx.Purpose.HELP):
        _answer(ctx, incident, command, "help_noted")
    ctx.refresh(incident)


def help_of_report(command: system.HelpOfReport, ctx: Context) -> None:
    """Let whoever called for help by text go along when their report becomes an incident, or part of one.

    Who took the report has the request; where nobody has, officers are alerted until one does.
    """
    incident = ctx.the_incident()
    known = {(one.person, one.phone) for one in ctx.uow.helps.of(incident.id)}
    calls: dict[tuple[PersonId | None, str | None], list[LogEntry]] = {}
    for entry in ctx.uow.log.last_of_kinds(incident.code, [EntryKind.REPORT], _CALLS):
        if entry.body and "words" in entry.body:
            caller = PersonId(entry.body["caller"]) if entry.body.get("caller") else None
            calls.setdefault((caller, entry.body.get("phone")), []).append(entry)
    for (person, phone), entries in calls.items():
        if (person, phone) not in known:
            words = tuple(entry.body["words"] for entry in entries if entry.body)
            at = datetime.fromisoformat(entries[0].event_at)
            _goes_along(ctx, incident, HelpRequest(HelpId(0), incident.id, 0, None, person, phone, at, words))


def _goes_along(ctx: Context, incident: Incident, request: HelpRequest) -> None:
    ctx.uow.helps.add(request)
    asker = asker_of(ctx, incident, request)
    text = f"{request.name}: somebody at {asker.place} called for help by text"
    ctx.log(incident.code, EntryKind.HELP, text, author=MUSTER)
    _log_words(ctx, incident, f"{request.name}: {asker.name}: {'; '.join(request.words)}", request.person)
    ctx.post(incident, card_of(ctx, incident, request, asker, "called for help"), SECRET)
    page = next((one for one in ctx.uow.pages.of(incident.id) if one.seat == DUTY_OFFICER), None)
    call = page.latest_call(page.coming()[0]) if page and page.coming() else None
    if call is None or call.answered_at is None or not request.take(call.person, call.answered_at):
        _tell_next(ctx, incident, request)
        return
    ctx.uow.helps.save(request)
    text = f"{request.name} is with {ctx.names([call.person])}, who took the report"
    ctx.log(incident.code, EntryKind.HELP, text, author=call.person)
    tell(ctx, [call.person], card_of(ctx, incident, request, asker, "is yours still"), incident)
    ctx.refresh(incident)


def escalate_help(command: system.EscalateHelp, ctx: Context) -> None:
    """Go on to the next who must take it; means nothing once it was taken, or when others were told since."""
    request = ctx.uow.helps.get(command.request)
    if request.waiting and request.told == command.told:
        _tell_next(ctx, ctx.the_incident(), request)


def help_not_sent(command: system.HelpNotSent, ctx: Context) -> None:
    """Go on to the next officer at once when the one who was told last is not reached; the main room names nobody."""
    incident = ctx.the_incident()
    name = ctx.names([command.person])
    text = f"A text about a request for help was not delivered to {name}: {command.note}"
    ctx.log(incident.code, EntryKind.DELIVERY, text, sensitivity=SECRET)
    card = Card(f"{incident.code}: not delivered", (Text(text),), Tone.WARNING, must_act=True)
    ctx.post(incident, card, SECRET)
    tell(ctx, [one for one in officers(ctx)[:2] if one != command.person], card, incident)
    for request in ctx.uow.helps.of(incident.id):
        # Once everybody was told there is no next one; the timer goes on.
        last = request.ladder[request.told - 1 : request.told]
        if request.waiting and last == (command.person,):
            _tell_next(ctx, incident, request)


def take_help(command: system.TakeHelp, ctx: Context) -> None:
    """Let an officer take a request by SMS; the officer is answered, whoever has it."""
    incident = ctx.the_incident()
    request = ctx.uow.helps.get(command.request)
    officer = ctx.uow.roster.person(command.person)
    took = _take(ctx, incident, request, officer.id)
    holder = request.ended_by or request.taken_by
    if not request.open or (not took and holder != officer.id):
        key, name = "help_gone" if request.open else "help_ended", ctx.names([holder]) if holder else ""
        reply(ctx, officer, key, incident, purpose=fx.Purpose.HELP, request=request.name, name=name)
        return
    say_yours(ctx, incident, request, officer, fx.Purpose.HELP)


def checkin_take(command: c.CheckinTake, ctx: Context) -> Card:
    """Let somebody take a request in chat."""
    me = ctx.me()
    request = find_request(ctx, ctx.the_incident(), command.request)
    incident = home_of(ctx, ctx.the_incident(), request)
    if request.person == me.id:
        raise Conflict(f"{request.name} is your own request; somebody else must take it.")
    _must_be_open(ctx, incident, request)
    if not _take(ctx, incident, request, me.id) and request.taken_by != me.id:
        raise Conflict(f"{request.name} is with {ctx.names([request.taken_by] if request.taken_by else [])} already.")
    asker = asker_of(ctx, incident, request)
    return card_of(ctx, incident, request, asker, "is yours" if asker.silent else "is yours: call now")


def checkin_resolve(command: c.CheckinResolve, ctx: Context) -> Card:
    """End a request, by a human who says what was done and what the person's status is now."""
    request = find_request(ctx, ctx.the_incident(), command.request)
    incident = home_of(ctx, ctx.the_incident(), request)
    again = f"checkin resolve {incident.code} {request.name}"
    status = read_status(command.status, OUTCOMES, f"{again} safe note=...")
    if not command.note.strip():
        raise Invalid("Say what was done.", instead=f"{again} {command.status} note=...")
    if status in OFFICIAL:
        secret_room(ctx, going_on(ctx, incident), status)
        ctx.must(Power.NAMES)
    _must_be_open(ctx, incident, request)
    asker = asker_of(ctx, incident, request)
    person = _which(ctx, incident, request, asker, command)
    if person:
        _set(ctx, incident, person, status, command.note)
    left = [one for one in asker.people if one != person and not _settled(ctx, incident, request, one)]
    name = ctx.names([person]) if person else asker.name
    words = f"{request.name}: {name} is {status}, by {ctx.actor.name}: {command.note}"
    ctx.log(incident.code, EntryKind.HELP, words, sensitivity=SECRET)
    if left and request.person is None:
        ctx.refresh(incident)
        return Card(f"{incident.code} {request.name}: {name} is {status}", (Text(f"Open for {ctx.names(left)}."),))
    request.end(ctx.me().id, str(status), ctx.now)
    ctx.uow.helps.save(request)
    ctx.log(incident.code, EntryKind.HELP, f"{request.name} ended by {ctx.actor.name}")
    ctx.post(incident, Card(f"{incident.code} {request.name} is ended", (Text(f"By {ctx.actor.name}."),), Tone.GOOD))
    ctx.refresh(incident)
    return Card(f"{incident.code} {request.name} ended: {name} is {status}", (), Tone.GOOD)


def _must_be_open(ctx: Context, incident: Incident, request: HelpRequest) -> None:
    """Refuse what comes too late, and say who ended it. Raises Conflict."""
    if not request.open:
        by = ctx.names([request.ended_by]) if request.ended_by else "somebody"
        openly = request.outcome not in OFFICIAL or sees_official(ctx, going_on(ctx, incident))
        raise Conflict(f"{request.name} was ended by {by}{f': {request.outcome}' if openly else ''}.")


def _open(ctx: Context, incident: Incident, command: system.AskHelp) -> None:
    request = HelpRequest(
        HelpId(0), incident.id, 0, command.campaign, command.person, command.phone, ctx.now, (command.words,),
        in_doubt=command.in_doubt,
    )  # fmt: skip
    ctx.uow.helps.add(request)
    asker = asker_of(ctx, incident, request)
    somebody = f"somebody at {asker.place}"
    ctx.log(incident.code, EntryKind.HELP, f"{request.name}: {somebody} asks for help", author=MUSTER)
    _log_words(ctx, incident, f"{request.name}: {asker.name}: {command.words}", command.person)
    text = f"{request.name}: {somebody} asks for help; Security is alerted."
    ctx.post(incident, Card(f"{incident.code}: a request for help", (Text(text),), Tone.ALARM))
    ctx.post(incident, card_of(ctx, incident, request, asker, "asks for help"), SECRET)
    if command.phone:
        _answer(ctx, incident, command, "ask_page_or_help" if command.in_doubt else "help_received_checkin")
    _tell_next(ctx, incident, request)


def _ladder(ctx: Context, incident: Incident, asker: Asker) -> list[PersonId]:
    """Name who must take it, in order: on duty now, the Head of Security, the site's ORT leader, the Head's alternates.

    Domain 3.11 wants the alternate and then the Head within ten minutes; the ORT leader is near, and comes next.
    Whoever is on leave comes after those who are there.
    """
    seats = ctx.uow.roster.seats()
    heads = [person for seat in seats if seat.function == "security" for person in seat.holders]
    leaders = [seat.holders[:1] for seat in seats if seat.function == "leader" and seat.site == asker.site]
    ladder = [
        *on_duty(ctx.uow.roster.duty(), DUTY_OFFICER, ctx.now), *heads[:1], *(one for held in leaders for one in held),
        *heads[1:],
    ]  # fmt: skip
    known = ctx.uow.roster.people([*ladder, *officers(ctx)])
    ladder = list(there_first(ctx.uow, ladder, ctx.now))
    there = [one for one in dict.fromkeys(ladder) if one in known and known[one].active and one not in asker.people]
    return there or [one for one in officers(ctx) if known[one].active and one not in asker.people]


def _tell_next(ctx: Context, incident: Incident, request: HelpRequest) -> None:
    asker = asker_of(ctx, incident, request)
    before = request.ladder[: request.told]
    # Whoever has come on duty since is next; whoever was told stays told.
    rest = [one for one in _ladder(ctx, incident, asker) if one not in before]
    mute = not_to_be_rung(ctx, [*before, *rest])
    # Whoever cannot be rung reads it in chat at once, and is waited for last.
    request.ladder = (*before, *sorted(rest, key=lambda one: one in mute))
    was_red = request.red
    told = request.tell_next()
    ctx.uow.helps.save(request)
    in_chat = [one for one in request.ladder if one in mute and one not in told] if not before else []
    tell(ctx, [*told, *in_chat], card_of(ctx, incident, request, asker, "asks for help"), incident)
    _text(ctx, incident, request, asker, [one for one in told if one not in mute])
    ctx.log(incident.code, EntryKind.HELP, f"{request.name}: alerted {ctx.names(list(told))}", people=list(told))
    if told and mute.issuperset(told):
        _say_that_nobody_is_rung(ctx, incident, request, told)
    ctx.after(TAKE_WITHIN, system.EscalateHelp(incident.id, request.id, request.told), incident.id)
    if request.red and not was_red:
        minutes = (ctx.now - request.opened_at).total_seconds() // 60
        text = f"{request.name} has waited {minutes:.0f} min and nobody has taken it. The next is alerted."
        card = Card(
            f"{incident.code}: nobody has taken a request for help",
            (Text(text), Buttons((Button(f"I take {request.name}", f"checkin take {incident.code} {request.name}"),))),
            Tone.ALARM, must_act=True,
        )  # fmt: skip
        ctx.post(incident, card)
        tell(ctx, in_charge(ctx, going_on(ctx, incident))[:1], card, incident)
    ctx.refresh(incident)


def _say_that_nobody_is_rung(
    ctx: Context, incident: Incident, request: HelpRequest, told: Sequence[PersonId]
) -> None:  # fmt: skip
    names = ctx.names(list(told))
    text = f"{request.name}: no telephone of {names} can be rung (no number, or they may hide); they read it in chat."
    ctx.log(incident.code, EntryKind.HELP, text, sensitivity=SECRET)
    ctx.post(incident, Card(f"{incident.code}: nobody of Security is rung", (Text(text),), Tone.ALARM), SECRET)
    short = f"No telephone of those who must take {request.name} can be rung. Take it, or call them another way."
    ctx.post(
        incident, Card(f"{incident.code}: a request for help is alerted in chat alone", (Text(short),), Tone.ALARM)
    )


def _text(
    ctx: Context, incident: Incident, request: HelpRequest, asker: Asker, who: list[PersonId], *, again: bool = False
) -> None:  # fmt: skip
    """Alert officers by SMS; for further words of the same person no more often than every two minutes."""
    lately = ctx.uow.outbox.texted_lately(incident.id, fx.Purpose.ALERT, ctx.now - TAKE_WITHIN / 2) if again else set()
    for officer in ctx.uow.roster.people(who).values():
        if officer.mobile and officer.active and officer.id not in lately:
            text = compose(
                ctx, officer.language, "help_alert", incident, officer.site, request=request.name, name=asker.name,
                site=asker.place_in(officer.language), phone=asker.phone or "-",
            )  # fmt: skip
            ctx.sms(officer, fx.Purpose.ALERT, text, incident.id)


def _take(ctx: Context, incident: Incident, request: HelpRequest, by: PersonId) -> bool:
    _give_back(ctx, incident, request)
    if not request.take(by, ctx.now):
        return False
    ctx.uow.helps.save(request)
    name = ctx.names([by])
    ctx.log(incident.code, EntryKind.HELP, f"{request.name} taken by {name}", author=by)
    taken = Card(f"{incident.code} {request.name} is taken by {name}")
    ctx.post(incident, taken)
    tell(ctx, [one for one in request.ladder[: request.told] if one != by], taken, incident)
    asker = asker_of(ctx, incident, request)
    _tell_asker(ctx, incident, request, asker, name)
    ctx.refresh(incident)
    return True


def _give_back(ctx: Context, incident: Incident, request: HelpRequest) -> bool:
    """Let a request wait again whose taker has left the organisation; tell whether that was so."""
    if not (request.open and request.taken_by) or ctx.uow.roster.person(request.taken_by).active:
        return False
    _log_words(ctx, incident, f"{request.name}: {ctx.names([request.taken_by])} has left; it waits again", None)
    request.give_back()
    return True


def _tell_asker(ctx: Context, incident: Incident, request: HelpRequest, asker: Asker, name: str) -> None:
    """Say who has taken it, the way the call for help came; to somebody who hides, that nobody will ring."""
    if request.phone is None:
        does = "has your message; nobody will call you" if asker.silent else "is calling you"
        tell(ctx, asker.people, Card(f"{incident.code}: {name} of Security {does}", (), Tone.GOOD), incident)
        return
    key = "help_taken_silent" if asker.silent else "help_taken"
    for person in ctx.uow.roster.people(asker.people[:1]).values():
        reply(ctx, person, key, incident, purpose=fx.Purpose.HELP, number=request.phone, name=name)
    if not asker.people:
        reply_to(ctx, request.phone, language_of(request.words[0]), key, incident, name=name)


def _answer(ctx: Context, incident: Incident, command: system.AskHelp, key: str) -> None:
    people = ctx.uow.roster.by_number(command.phone or "")
    who = ctx.uow.roster.person(command.person) if command.person else next(iter(people), None)
    if who:
        reply(ctx, who, key, incident, purpose=fx.Purpose.HELP, number=command.phone)


def _which(
    ctx: Context, incident: Incident, request: HelpRequest, asker: Asker, command: c.CheckinResolve
) -> PersonId | None:
    """Say whose status it is; of several on one phone the human must name one."""
    if request.person or len(asker.people) < 2:
        return request.person or next(iter(asker.people), None)
    named = {one.id for one in ctx.uow.roster.find(command.request)} & set(asker.people)
    if len(named) != 1:
        line = f"checkin resolve {incident.code} {asker.people[0]} {command.status} note=..."
        choices = ", ".join(f"{one.name} ({one.id})" for one in ctx.uow.roster.people(asker.people).values())
        error = Ambiguous(f"{request.name} may be any of {choices}: end it for each, by the id.")
        error.instead = line
        raise error
    return named.pop()


def _set(ctx: Context, incident: Incident, person: PersonId, status: Status, note: str) -> None:
    # The incident whose check-in changes is locked, as always.
    campaign = ctx.uow.campaigns.current(ctx.uow.incidents.get(going_on(ctx, incident).id).id)
    respondent = ctx.uow.campaigns.one(campaign.id, person) if campaign else None
    if respondent is not None:
        respondent.set_by_hand(status, ctx.me().id, note, ctx.now)
        put(ctx, respondent, note)


def _settled(ctx: Context, incident: Incident, request: HelpRequest, person: PersonId) -> bool:
    """Tell whether a human has said since how this person of several is."""
    campaign = ctx.uow.campaigns.current(going_on(ctx, incident).id)
    respondent = ctx.uow.campaigns.one(campaign.id, person) if campaign else None
    if respondent is None or respondent.status not in STICKY:
        return True
    return respondent.source is Source.HUMAN and (respondent.since or ctx.now) >= request.opened_at


def _log_words(ctx: Context, incident: Incident, text: str, author: PersonId | None) -> None:
    ctx.log(incident.code, EntryKind.HELP, text, author=author, sensitivity=SECRET)
