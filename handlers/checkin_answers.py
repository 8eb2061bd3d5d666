"""What is heard of people in a check-in: their own answers, what others know of them, what humans put right (R52)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, system
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, Context
from handlers.headcount import in_words, let_ring, put, read_status, secret_room, sees_official
from handlers.helpcards import open_for
from handlers.replying import alert_duty, compose, owners, reply, set_right, tell, tell_duty
from playbooks.rules.authority import Power
from playbooks.rules.checkin import OFFICIAL, STICKY, Campaign, Change, Heard, Respondent, Source, Status
from playbooks.rules.errors import Conflict, Invalid, NeedsConfirmation, NotAllowed, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import CampaignId, EntryKind, Language, PersonId, Sensitivity, SiteCode

SECRET = Sensitivity.STRICTLY_CONFIDENTIAL
_RECEIPTS = {Status.SAFE: "ack_safe", Status.SAFE_ELSEWHERE: "ack_elsewhere"}
#: What a warden or colleague may report, as people type it.
_BY_PROXY = {
    "safe": Status.SAFE, "elsewhere": Status.SAFE_ELSEWHERE, "help": Status.NEED_HELP, "injured": Status.INJURED,
    "assist": Status.NEEDS_ASSIST,
}  # fmt: skip
_BY_HAND = _BY_PROXY | {
    "missing": Status.MISSING, "hospitalised": Status.HOSPITALISED, "deceased": Status.DECEASED,
    "excluded": Status.EXCLUDED, "unreachable": Status.UNREACHABLE, "noreply": Status.NO_REPLY,
}  # fmt: skip
#: Who declares somebody missing (domain 3.4).
_DECLARES_MISSING = frozenset({"SSD-DO", "HSSD"})


def checkin_answer(command: system.CheckinAnswer, ctx: Context) -> None:
    """Take what a person said; it follows from their status what becomes of it."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.get(command.campaign)
    if command.status is Status.NEED_HELP:
        # Whoever needs help needs it now, whichever round the text answers.
        campaign = ctx.uow.campaigns.current(incident.id) or campaign
    elif not campaign.open:
        _late(ctx, incident, campaign, command)
        return
    respondent = ctx.uow.campaigns.one(campaign.id, command.person)
    if respondent is None:
        _not_listed(ctx, incident, command)
        return
    was = respondent.status
    _follow(ctx, incident, campaign, respondent, command, was, respondent.said(command.status, command.via, ctx.now))


def _follow(
    ctx: Context, incident: Incident, campaign: Campaign, respondent: Respondent, command: system.CheckinAnswer,
    was: Status, heard: Heard,
) -> None:  # fmt: skip
    match heard:
        case Heard.TAKEN:
            record_answers(ctx, incident, campaign, [(respondent, command.words)])
        case Heard.HELP:
            _heard(ctx, incident, respondent, command.words, "asks for help")
            if not command.shared:
                ctx.then(_help(ctx, command, respondent.campaign))
        case Heard.STUCK:
            _heard(ctx, incident, respondent, command.words, f"stays '{was}', then texted")
            ctx.then(_help(ctx, command, respondent.campaign, f"then texted: {command.words}"))
        case Heard.ASK_AGAIN:
            _heard(ctx, incident, respondent, command.words, "was not understood and is asked again")
            if command.via is Source.SMS:
                reply(ctx, ctx.uow.roster.person(command.person), "checkin_unclear", incident)
            _to_a_human(ctx, incident, command, "is not understood, and is asked again")
        case Heard.HUMAN:
            _heard(ctx, incident, respondent, command.words, f"is '{was}' and texted")
            _to_a_human(ctx, incident, command, f"is '{was}' and texted again", must=not respondent.accounted)


def record_answers(
    ctx: Context, incident: Incident, campaign: Campaign, answered: Sequence[tuple[Respondent, str]]
) -> None:  # fmt: skip
    """Store what people have said, each with their words: state, history, one log entry, receipts, board."""
    for respondent, _ in answered:
        if respondent.accounted:
            respondent.owner = None
    ctx.uow.campaigns.put(respondent for respondent, _ in answered)
    ctx.uow.campaigns.record(respondent.change(ctx.now, words) for respondent, words in answered)
    let_ring(ctx, campaign, [respondent for respondent, _ in answered])
    counts = Counter(respondent.status for respondent, _ in answered)
    said = ", ".join(f"{many} {status}" for status, many in counts.items())
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"Answered the check-in (round {campaign.number}): {said}",
        author=answered[0][0].person if len(answered) == 1 else MUSTER, sensitivity=SECRET,
        answers=[[respondent.person, str(respondent.status)] for respondent, _ in answered],
    )  # fmt: skip
    _receipts(ctx, incident, [respondent for respondent, _ in answered if respondent.source is Source.SMS])
    ctx.refresh(incident)


def checkin_proxy(command: c.CheckinProxy, ctx: Context) -> Card:
    """Record what somebody knows of others; a warden of the people of their own zones only."""
    incident = ctx.the_incident()
    campaign = _newest(ctx, incident)
    line = f"checkin proxy {incident.code} {','.join(command.people)}"
    status = read_status(command.status, _BY_PROXY, f"{line} safe source=...")
    if not command.source.strip():
        raise Invalid("How do you know?", instead=f"{line} {command.status} source=SAW THEM AT THE ASSEMBLY POINT")
    at = locate.earlier(ctx, command.at, incident.sites) or ctx.now
    if status not in STICKY:
        _must_be_news(incident, at, f"{line} {command.status} source=...")
    people = [locate.person(ctx, name) for name in command.people]
    found = ctx.uow.campaigns.some(campaign.id, [person.id for person in people])
    for person in people:
        _must_be_listed(incident, person, found)
    _must_be_theirs(ctx, [(person, found[person.id]) for person in people])
    taken = [person for person in people if found[person.id].reported(status, ctx.me().id, at)]
    for person in taken:
        put(ctx, found[person.id], command.source)
        if status in STICKY:
            words = f"{ctx.actor.name} reports: {status}. {command.source}"
            ctx.then(system.AskHelp(incident.id, person.id, words, campaign.id))
    ctx.log(
        incident.code, EntryKind.CHECK_IN,
        f"{ctx.actor.name} reports {ctx.names([person.id for person in taken]) or 'nobody'}: {status}. "
        f"Source: {command.source}",
        at=at, sensitivity=SECRET, answers=[[person.id, str(status)] for person in taken],
    )  # fmt: skip
    ctx.refresh(incident)
    rows = [f"{one.name}: {_result(ctx, incident, found[one.id], counted=one in taken)}" for one in people]
    title = f"{incident.code}: {len(taken)} of {len(people)} recorded as {status}"
    tone = Tone.GOOD if len(taken) == len(people) else Tone.WARNING
    return Card(title, (Text("\n".join(rows)),), tone)


def checkin_correct(command: c.CheckinCorrect, ctx: Context) -> Card:
    """Put a status right by hand, with the reason."""
    incident = ctx.the_incident()
    campaign = _newest(ctx, incident)
    person = locate.person(ctx, command.who)
    line = f"checkin correct {incident.code} {person.id}"
    status = read_status(command.status, _BY_HAND, f"{line} safe reason=...")
    found = ctx.uow.campaigns.some(campaign.id, [person.id])
    _must_be_listed(incident, person, found)
    respondent = found[person.id]
    was = respondent.status
    _may_become(ctx, incident, person, was, status)
    if not command.reason.strip():
        raise NeedsConfirmation("A correction needs its reason.", instead=f"{line} {command.status} reason=...")
    respondent.set_by_hand(status, ctx.me().id, command.reason, ctx.now)
    put(ctx, respondent, command.reason)
    text = f"{ctx.actor.name} corrects {person.name}: {was} -> {status}. {command.reason}"
    ctx.log(
        incident.code, EntryKind.CHECK_IN, text, sensitivity=SECRET, answers=[[person.id, str(status)]]
    )  # fmt: skip
    if status in STICKY:
        words = f"{ctx.actor.name}: {status}. {command.reason}"
        ctx.then(system.AskHelp(incident.id, person.id, words, campaign.id))
    ctx.refresh(incident)
    return Card(f"{incident.code}: {person.name} is {status}", (Text(f"Was: {was}."),), Tone.GOOD)


def _help(ctx: Context, command: system.CheckinAnswer, campaign: CampaignId, words: str = "") -> system.AskHelp:
    phone = ctx.uow.roster.person(command.person).mobile if command.via is Source.SMS else None
    words = words or command.words
    return system.AskHelp(command.incident, command.person, words, campaign, phone, command.in_doubt)


def _heard(ctx: Context, incident: Incident, respondent: Respondent, words: str, what: str) -> None:
    put(ctx, respondent, words)
    name = ctx.names([respondent.person])
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"{name} {what}: {words}", author=respondent.person, sensitivity=SECRET,
        answers=[[respondent.person, str(respondent.status)]],
    )  # fmt: skip
    ctx.refresh(incident)


def _to_a_human(
    ctx: Context, incident: Incident, command: system.CheckinAnswer, what: str, *, must: bool = True
) -> None:  # fmt: skip
    """Show the words to the duty officer; by SMS too when they may mean danger."""
    person = ctx.uow.roster.person(command.person)
    title = f"{incident.code}: {person.name} {what}"
    if command.urgent:
        title = f"{incident.code}: {person.name} may be in danger"
        alert_duty(ctx, "doubt_alert", incident, [person.id], name=person.name, phone=person.mobile or "-")
    must = must or command.urgent
    blocks = set_right(incident, person) if must else ()
    tell_duty(ctx, title, command.words, incident, *blocks, must=must, about=[person.id])


def _late(ctx: Context, incident: Incident, campaign: Campaign, command: system.CheckinAnswer) -> None:
    """Keep an answer to a round that is over with that round; it counts nobody, and whoever looks for them hears."""
    person = ctx.uow.roster.person(command.person)
    change = Change(campaign.id, person.id, command.status, ctx.now, ctx.now, command.via, words=command.words)
    ctx.uow.campaigns.record([change])
    text = f"{person.name} answered round {campaign.number} when it was over: {command.words}"
    ctx.log(incident.code, EntryKind.CHECK_IN, text, author=person.id, sensitivity=SECRET)
    card = Card(f"{incident.code}: {person.name} texted after the check-in", (Text(command.words),), must_act=True)
    tell(ctx, owners(ctx, incident.id, person.id), card, incident)
    newest = ctx.uow.campaigns.current(incident.id)
    place = ctx.uow.campaigns.one(newest.id, person.id) if newest else None
    # Nobody can ask the unreachable: a human must hear when they speak.
    if command.status is Status.UNCLEAR or (place and place.status is Status.UNREACHABLE):
        _to_a_human(ctx, incident, command, "texted after the check-in")
    if command.via is Source.SMS:
        reply(ctx, person, "late_noted", incident)


def _not_listed(ctx: Context, incident: Incident, command: system.CheckinAnswer) -> None:
    if command.status is Status.NEED_HELP:
        ctx.then(_help(ctx, command, command.campaign))
        return
    _to_a_human(ctx, incident, command, "is not in this check-in, but texted")


def _receipts(ctx: Context, incident: Incident, answered: Sequence[Respondent]) -> None:
    people = ctx.uow.roster.people([one.person for one in answered])
    blocked = ctx.uow.lists.blocked([person.mobile for person in people.values() if person.mobile])
    words: dict[tuple[str, Language, SiteCode | None], str] = {}
    for one in answered:
        person, key = people[one.person], _RECEIPTS.get(one.status)
        if key and person.mobile and person.mobile not in blocked:
            kind = (key, person.language, person.site)
            if kind not in words:
                words[kind] = compose(ctx, person.language, key, incident, person.site)
            ctx.sms(person, fx.Purpose.REPLY, words[kind], incident.id)


def _newest(ctx: Context, incident: Incident) -> Campaign:
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is None:
        raise Conflict(f"{incident.code} has no check-in yet.", instead=f"checkin start {incident.code}")
    return campaign


def _must_be_listed(incident: Incident, person: Person, found: dict[PersonId, Respondent]) -> None:
    if person.id not in found:
        raise NotFound(
            f"{person.name} is not in the check-in of {incident.code}.",
            instead=f"checkin start {incident.code} {person.id}",
        )


def _must_be_theirs(ctx: Context, people: Sequence[tuple[Person, Respondent]]) -> None:
    """Hold a warden to the zones of theirs; whoever may report by another role may report for everybody."""
    beyond = ctx.uow.roster.matrix().verdict(Power.PROXY, ctx.actor.roles - {"WARDEN"})
    if beyond.allowed:
        return
    zones = ctx.uow.roster.zones_of(ctx.me().id)
    others = [person.name for person, place in people if not {person.zone, place.zone} & zones]
    if others:
        about = f"{', '.join(others)}: not in your zones ({', '.join(sorted(zones))})."
        raise NotAllowed(beyond.rule, beyond.who_may, about=about)


def _must_be_news(incident: Incident, at: datetime, instead: str) -> None:
    """Refuse a sighting from before the report: what was so then says nothing of now. Raises Conflict."""
    if at < incident.reported_at.replace(second=0, microsecond=0):
        raise Conflict(
            f"That was before {incident.code} was reported, at {incident.reported_at:%H:%M} UTC: who was well then may "
            "not be now. Report what is known of them since.",
            instead=instead,
        )


def _may_become(ctx: Context, incident: Incident, person: Person, was: Status, status: Status) -> None:
    for official in {was, status} & OFFICIAL:
        secret_room(ctx, incident, official)
    if Status.MISSING is status and not ctx.actor.roles & _DECLARES_MISSING:
        raise NotAllowed("Only Security declares somebody missing.", "SSD duty officer, Head of Safety and Security")
    request = open_for(ctx, incident.id, [person.id], person.mobile)
    if was in STICKY and status not in STICKY and request:
        raise Conflict(
            f"{person.name} has an open request for help; whoever deals with it ends it.",
            instead=f"checkin resolve {incident.code} {request.name} STATUS note=...",
        )


def _result(ctx: Context, incident: Incident, respondent: Respondent, *, counted: bool) -> str:
    if counted:
        return str(respondent.status)
    if respondent.status in STICKY:
        return f"stays '{respondent.status}'; only checkin resolve {incident.code} lowers it"
    return (
        f"stays '{in_words(respondent.status, openly=sees_official(ctx, incident))}', which is official or more recent"
    )
