"""Ask people by SMS whether they are safe: start, send piece by piece, remind, close (R52, domain 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import audience as who
from handlers import commands as c
from handlers import effects as fx
from handlers import locate, rollup, system
from handlers.authorise import actor_of
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.checkin_sending import end_round, fall_silent, send_reminders
from handlers.context import Context
from handlers.headcount import in_words
from handlers.helpcards import open_for
from handlers.opening import new_incident, open_report
from handlers.owners import why_not
from handlers.questions import preview as preview_of
from handlers.refusals import quoted
from playbooks.rules.authority import Power
from playbooks.rules.checkin import OFFICIAL, STICKY, Campaign, HelpRequest, Source, Status
from playbooks.rules.errors import Ambiguous, Conflict, Invalid, NeedsConfirmation
from playbooks.rules.incident import Incident
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import CampaignId, EntryKind, PersonId, Phase, Sensitivity

_IN_CHAT = {Status.SAFE: "I am safe", Status.SAFE_ELSEWHERE: "I am safe, and not there"}
_SAID = {"safe": Status.SAFE, "help": Status.NEED_HELP, "elsewhere": Status.SAFE_ELSEWHERE}


def start(command: c.CheckinStart, ctx: Context) -> Card:
    """Ask at once whoever is concerned; whoever is beyond the incident's sites after one more press."""
    incident, words = ctx.incident, command.who
    if incident is None:
        incident, words = _report(ctx, command), command.who[2:]
    if not incident.open:
        raise Conflict(f"{incident.code} is {incident.phase}.", instead=f"reopen {incident.code} reason=...")
    meant = who.resolve(ctx, incident.sites, words)
    current = ctx.uow.campaigns.current(incident.id)
    hushed = _hush(ctx, incident, current) if command.silent and not command.again else False
    asked = set() if current is None or not current.open or command.again else _asked(ctx, current.id)
    near = [id_ for id_ in meant.near if id_ not in asked]
    far = [id_ for id_ in meant.far if id_ not in asked]
    now = [*near, *far] if command.confirmed else near
    if now:
        ctx.then(
            system.StartCheckin(
                incident.id, tuple(now), meant.words, meant.basis, command.silent, ctx.me().id, command.again
            )
        )
    elif not far and not hushed:
        raise Conflict(
            f"Everybody meant by that ({meant.words}) was asked already.",
            instead=f"checkin remind {incident.code}, or: checkin start {incident.code} --again",
        )
    card = _started(ctx, incident, replace(command, who=words), now, () if command.confirmed else far)
    return replace(card, title=f"{incident.code}: the check-in is silent from now on") if hushed else card


def preview(command: c.CheckinPreview, ctx: Context) -> Card:
    """Show whom a check-in would ask and with which words; sends nothing."""
    incident = ctx.incident
    if incident is None:
        raise Invalid("A preview needs an incident that is open.", instead=f"checkin start {' '.join(command.who)}")
    meant, shown = preview_of(ctx, incident, command.who, command.silent)
    line = f"checkin start {incident.code} {_typed(command.who)}" + (" --silent" if command.silent else "")
    # Whoever is beyond the incident's sites takes one more press, which the answer to this one offers.
    go = Buttons((Button(f"Ask {len(meant.near)} people now", line, "primary"),))
    return Card(f"{incident.code}: preview of a check-in", (*shown, go))


def _report(ctx: Context, command: c.CheckinStart) -> Incident:
    """Open a report for a check-in that cannot wait for a declaration."""
    if len(command.who) < 2:
        raise Invalid("Say what happened and where.", instead="checkin start earthquake ADD")
    kind, site = locate.incident_type(ctx.library, command.who[0]), locate.site(ctx, command.who[1])
    event = ctx.library.event(kind)
    incident = new_incident(ctx, kind, f"{event.label}, {site.name()}", event.default_level, (site.code,))
    # Now that the place is known: the ORT of another site has no say here.
    ctx.actor = actor_of(ctx.uow, ctx.me().id, ctx.now, incident)
    ctx.must(Power.CHECK_IN)
    said = f"{ctx.actor.name} asked staff whether they are safe; not yet verified."
    open_report(ctx, incident, said, type=str(kind), sites=[site.code])
    return incident


def _typed(words: Sequence[str]) -> str:
    """Write the words of an audience so that each stays one: "New York" is one site."""
    return quoted(",".join(words)) if any(" " in word for word in words) else ",".join(words)


def _hush(ctx: Context, incident: Incident, campaign: Campaign | None) -> bool:
    """Make a round that runs a silent one: from now on nobody's telephone is made to ring again."""
    if campaign is None or not campaign.open or campaign.silent:
        return False
    campaign.silent = True
    ctx.uow.campaigns.save(campaign)
    text = f"Round {campaign.number}: {ctx.actor.name} made it SILENT; no more reminders."
    ctx.log(incident.code, EntryKind.CHECK_IN, text)
    fall_silent(ctx, incident, new=True)
    ctx.refresh(incident)
    return True


def _asked(ctx: Context, campaign: CampaignId) -> set[PersonId]:
    return {one.person for one in ctx.uow.campaigns.respondents(campaign)}


def _started(
    ctx: Context, incident: Incident, command: c.CheckinStart, now: Sequence[PersonId], far: Sequence[PersonId]
) -> Card:
    code = incident.code
    blocks: list[Text | Buttons] = []
    if now:
        blocks.append(Text(f"{len(now)} people are being asked by SMS, each in their language."))
    if command.silent:
        blocks.append(Text("Silent: no reminders, no calls."))
    if far:
        people = ctx.uow.roster.people(far)
        sites = ctx.uow.roster.sites()
        places = sorted({sites[one.site].name() if one.site else "no site" for one in people.values()})
        blocks.append(Text(f"{len(far)} more are not at the incident's sites: {', '.join(places)}."))
        # Another round that has begun just now takes them in; where nobody was asked yet, their press begins it.
        again = " --again" if command.again and not now else ""
        flags = " --confirmed" + (" --silent" if command.silent else "") + again
        line = f"checkin start {code} {_typed(command.who)}{flags}"
        blocks.append(Buttons((Button(f"Ask these {len(far)} too", line, "primary"),)))
    headcount = Button("Headcount", f"checkin status {code}")
    title = f"{code}: asking {len(now)} people" if now else f"{code}: nobody is asked yet"
    return Card(title, (*blocks, Buttons((headcount,))), Tone.GOOD if now else Tone.WARNING, must_act=bool(far))


def remind(command: c.CheckinRemind, ctx: Context) -> Card:
    """Remind now whoever has not answered."""
    incident = ctx.the_incident()
    campaign = rollup.open_round(ctx, incident)
    if campaign.silent:
        raise Conflict(
            "This check-in is silent: nobody's telephone is made to ring again.",
            instead=f"checkin unaccounted {incident.code}",
        )
    many = send_reminders(ctx, incident, campaign)
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"Round {campaign.number}: {ctx.actor.name} reminded {many} people by SMS."
    )
    return Card(f"{incident.code}: {many} people are being reminded", (), Tone.GOOD)


def say(command: c.CheckinSay, ctx: Context) -> Card:
    """Take somebody's own answer, given in chat."""
    status = _SAID[command.answer]
    places = ctx.uow.campaigns.open_of([ctx.me().id])
    if ctx.incident is not None:
        places = [(incident, one) for incident, one in places if incident == ctx.incident.id]
    if status is Status.NEED_HELP and not places:
        return _help_all_the_same(ctx)
    if len(places) > 1 and status is not Status.NEED_HELP:
        choices = tuple((code, code) for code in sorted(ctx.uow.incidents.look(id_).code for id_, _ in places))
        raise Ambiguous("You are asked in several incidents; say for which by its code.", choices=choices)
    if not places:
        return _not_asked(ctx, status)
    incident_id, one = places[0]
    incident = ctx.incident = ctx.uow.incidents.get(incident_id)
    words = "" if status is Status.NEED_HELP else f"{_IN_CHAT[status]} (in chat)"
    ctx.then(system.CheckinAnswer(incident.id, one.campaign, one.person, status, words, Source.CHAT))
    if status is Status.NEED_HELP:
        return Card(f"{incident.code}: Security is being alerted", (), Tone.ALARM)
    if one.status in STICKY:
        return _a_human_ends_it(incident, open_for(ctx, incident.id, [one.person], one.number))
    if one.status in OFFICIAL or one.status is Status.MISSING:
        text = "Security recorded something else of you, and a human puts that right. They are told what you said."
        return Card(f"{incident.code}: you are not counted as {status} yet", (Text(text),), Tone.WARNING)
    return Card(f"{incident.code}: noted, you are {status}", (), Tone.GOOD)


def _a_human_ends_it(incident: Incident, request: HelpRequest | None) -> Card:
    """Say truly that a call for help stays, whatever its author says since."""
    asked = f"You asked for help ({request.name})" if request else "You are recorded as in need of help"
    text = f"{asked}; a human ends that. They are told what you said."
    return Card(f"{incident.code}: your call for help stays", (Text(text),), Tone.WARNING)


def _not_asked(ctx: Context, status: Status) -> Card:
    """Tell who has the request of somebody who was not asked, but asked for help; there is nothing else to answer."""
    me = ctx.me()
    for incident in [ctx.incident] if ctx.incident else ctx.uow.incidents.open():
        request = open_for(ctx, incident.id, [me.id], me.mobile)
        if request:
            phone = None if request.person else request.phone
            words = f"then said: {_IN_CHAT[status]} (in chat)"
            ctx.then(system.AskHelp(incident.id, request.person, words, request.campaign, phone))
            return _a_human_ends_it(incident, request)
    where = f" in {ctx.incident.code}" if ctx.incident else ""
    raise Conflict(f"You are not asked{where}.", instead="report what happened, and where")


def _help_all_the_same(ctx: Context) -> Card:
    """Alert Security for somebody who was not asked, or whose check-in is closed: nobody is turned away."""
    words = "I need help (in chat)"
    if ctx.incident is not None and ctx.incident.open:
        ctx.then(system.AskHelp(ctx.incident.id, ctx.me().id, words))
    else:
        ctx.then(system.CallForHelp(ctx.me().id, words))
    return Card("Security is being alerted", (), Tone.ALARM)


def assign(command: c.CheckinAssign, ctx: Context) -> Card:
    """Name who goes on looking for somebody."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.current(incident.id)
    person, owner = locate.person(ctx, command.who), locate.person(ctx, command.owner)
    one = ctx.uow.campaigns.one(campaign.id, person.id) if campaign else None
    if one is None:
        raise Conflict(f"{person.name} is not in the check-in of {incident.code}.")
    if why := why_not(ctx, one, owner):
        again = f"checkin assign {incident.code} {person.id} SOMEBODY WHO CAN LOOK"
        raise Conflict(f"{why}, and cannot look for {person.name}.", instead=again)
    one.owner = owner.id
    ctx.uow.campaigns.put([one])
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"{owner.name} looks for {person.name}, says {ctx.actor.name}.",
        sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL,
    )  # fmt: skip
    card = Card(
        f"{incident.code}: you look for {person.name}",
        (Text(f"{in_words(one.status, openly=False)}. Telephone {person.mobile or 'unknown'}."),),
        Tone.WARNING, must_act=True,
    )  # fmt: skip
    ctx.send(fx.Tell(owner.id, card, incident.id))
    return Card(f"{incident.code}: {owner.name} looks for {person.name}", (), Tone.GOOD)


def close(command: c.CheckinClose, ctx: Context) -> Card:
    """End the round; with people unaccounted it asks for the reason, and each keeps a named owner."""
    incident = ctx.the_incident()
    campaign = rollup.open_round(ctx, incident)
    count = rollup.headcount(ctx, campaign)
    reason = clean(command.reason, limit=locate.TEXT_LIMIT, what="A reason")
    if count.unaccounted and not reason:
        raise NeedsConfirmation(
            f"{count.unaccounted} of {count.everybody} people are not accounted for; closing needs a reason.",
            instead=f"checkin close {incident.code} reason=...",
        )
    why = f"{ctx.actor.name} closed it. {ctx.aside(incident, reason)}"
    nobody = end_round(ctx, incident, campaign, ctx.actor.id, why)
    owners = f"{nobody} of them with nobody who looks for them" if nobody else "each with a named owner"
    text = f"{count.accounted} of {count.everybody} accounted for; {count.unaccounted} not, {owners}."
    if nobody:
        text += f" Name somebody for each: /crisis checkin assign {incident.code} PERSON OWNER"
    return Card(f"{incident.code}: the check-in is closed", (Text(text),), Tone.WARNING if nobody else Tone.GOOD)


def end_checkins(command: system.EndCheckins, ctx: Context) -> None:
    """Remind nobody any more: the incident is over. Requests for help stay until a human ends them."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is not None and campaign.open:
        by = ctx.actor.id if ctx.actor.person else campaign.started_by
        end_round(ctx, incident, campaign, by, f"{incident.code} is {incident.phase}.")
    if campaign is not None and campaign.silent and incident.phase is not Phase.MERGED:
        # A merge says nothing of the danger; that the incident is over, does.
        ctx.then(system.FoundSafe(tuple(one.person for one in ctx.uow.campaigns.in_status(campaign.id, Status))))
