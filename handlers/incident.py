"""The life cycle: declare, raise, lower, merge, stand down, close, reopen, false alarm (domain 2.3)."""

from __future__ import annotations

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, rollup, system
from handlers.authorise import actor_of, open_to
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.context import Context
from handlers.grammar import LINE_LIMIT
from handlers.opening import WATCH_REVIEW, begin, clocks, meet_ahead, new_incident, next_meeting, short_title
from handlers.rooms import take_along
from playbooks.rules.authority import Power
from playbooks.rules.checkin import ACCOUNTED, Status
from playbooks.rules.errors import NotAllowed
from playbooks.rules.incident import Incident
from playbooks.rules.merging import CARRIED
from playbooks.rules.paging import team_for
from playbooks.rules.text import clean, one_line
from playbooks.rules.vocabulary import EntryKind, Level, Phase


def declare(command: c.Declare, ctx: Context) -> Card:
    """Declare an incident. Nothing is asked first; what resembles it is offered for merging afterwards."""
    kind = locate.incident_type(ctx.library, command.type)
    sites = [locate.site(ctx, name) for name in command.sites] or [locate.own_site(ctx)]
    event = ctx.library.event(kind)
    level = locate.level(command.level) if command.level else event.default_level
    codes = tuple(dict.fromkeys(site.code for site in sites))
    reported = locate.earlier(ctx, command.reported, codes) or ctx.now
    said = one_line(clean(command.title, limit=LINE_LIMIT, what="The line")) or event.label
    incident = new_incident(ctx, kind, short_title(said), level, codes)
    incident.phase, incident.declared_at, incident.reported_at = Phase.ACTIVE, ctx.now, reported
    ctx.incident = incident
    incident.id = ctx.uow.incidents.add(incident)
    where = locate.site_names(ctx, incident)
    ctx.log(
        incident.code, EntryKind.STATUS, f"Declared {level}: {event.label}, {where}. {said}",
        level=str(level), sites=list(codes), type=str(kind), reported_at=reported.isoformat(),
    )  # fmt: skip
    begin(ctx, incident)
    return _declared_card(ctx, incident)


def raise_level(command: c.Raise, ctx: Context) -> Card:
    """Raise at once; those not yet told are paged."""
    incident = ctx.the_incident()
    before = incident.raise_to(locate.level(command.level))
    meet_ahead(ctx, incident)
    return _level_changed(ctx, incident, before, "raised", ctx.aside(incident, command.reason))


def lower_level(command: c.Lower, ctx: Context) -> Card:
    """Lower with a reason; pages that the lower level would not have made go on until answered."""
    incident = ctx.the_incident()
    before = incident.lower_to(locate.level(command.level), command.reason)
    return _level_changed(ctx, incident, before, "lowered", ctx.aside(incident, command.reason))


def merge(command: c.Merge, ctx: Context) -> Card:
    """Go on under another incident's code; everybody who was texted is told, the people come along."""
    incident = ctx.the_incident()
    other = ctx.uow.incidents.by_code(command.into)
    there = actor_of(ctx.uow, ctx.me().id, ctx.now, other).roles
    verdict = ctx.uow.roster.matrix().verdict(Power.MERGE, there)
    if not verdict.allowed:
        raise NotAllowed(f"{other.code}: {verdict.rule}", verdict.who_may)
    was_running = incident.running
    incident.merge_into(other)
    ctx.uow.incidents.save(incident)
    # The response covers every place that either was about.
    other.sites = tuple(dict.fromkeys((*other.sites, *incident.sites)))
    ctx.uow.incidents.save(other)
    ctx.log(incident.code, EntryKind.STATUS, f"Merged into {other.code} by {ctx.actor.name}.", into=other.code)
    ctx.log(
        other.code, EntryKind.STATUS, f"{incident.code} was merged into this: {incident.title}", merged=incident.code
    )
    card = Card(
        f"{incident.code} is now part of {other.code}", (Text(f"Go on in the room of {other.code}."),), Tone.WARNING
    )
    ctx.post(incident, card)
    ctx.post(other, Card(f"{incident.code} was merged into this incident", (Text(incident.title),)))
    ctx.then(system.HelpOfReport(incident.id))
    ctx.then(system.StopPages(incident.id, "merged", other.code))
    _take_over_people(ctx, incident, other)
    members = {
        (member.person, member.role)
        for room in ctx.uow.rooms.of(incident.id)
        for member in ctx.uow.rooms.members(room.id)
        if member.left_at is None and member.until is None
    }
    ctx.then(system.LetIn(other.id, tuple(sorted(members))))
    if other.running:
        if was_running and incident.level > other.level:
            _take_over_level(ctx, incident, other)
        ctx.then(system.StartPages(other.id))
    ctx.then(system.CloseRooms(incident.id))
    ctx.refresh(incident)
    return card


def _take_over_people(ctx: Context, incident: Incident, other: Incident) -> None:
    """Go on asking under the other code whoever is not accounted for; who is hiding is not made to ring again.

    Whoever needs help, is missing or was officially recorded comes along as they are.
    """
    campaign = ctx.uow.campaigns.current(incident.id)
    ctx.then(system.EndCheckins(incident.id))
    if campaign is None:
        return
    lost = ctx.uow.campaigns.in_status(campaign.id, set(Status) - ACCOUNTED) if campaign.open else []
    kept = ctx.uow.campaigns.in_status(campaign.id, CARRIED)
    asked = [] if campaign.silent else lost
    if asked or kept:
        people = tuple(dict.fromkeys(one.person for one in (*asked, *kept)))
        audience = f"not accounted for, or in need, in {incident.code}"
        ctx.then(
            system.StartCheckin(
                other.id, people, audience, campaign.basis, campaign.silent, ctx.me().id, kept_from=campaign.id
            )
        )
    if lost and campaign.silent:
        text = (
            f"The silent check-in of {incident.code} ends with {len(lost)} people not accounted for; each has an owner."
        )
        ctx.post(other, Card(f"{other.code}: people of {incident.code}", (Text(text),), Tone.ALARM, must_act=True))


def _take_over_level(ctx: Context, incident: Incident, other: Incident) -> None:
    # A merge must not lower the response in passing: that is the chair's decision, with a reason.
    before = other.raise_to(incident.level)
    meet_ahead(ctx, other)
    _save_level(ctx, other, before)
    text = f"{other.code} raised from {before} to {other.level}: {incident.code}, merged into it, was at that level."
    ctx.log(other.code, EntryKind.STATUS, text, level=str(other.level), before=str(before))


def stand_down(command: c.StandDown, ctx: Context) -> Card:
    """Stand the team down, or propose it to the chair where the right to decide is missing."""
    incident = ctx.the_incident()
    reason = ctx.aside(incident, clean(command.reason, limit=locate.TEXT_LIMIT, what="A reason"))
    if not ctx.may(Power.STAND_DOWN).allowed:
        return _propose(ctx, incident, reason)
    incident.stand_down(ctx.now)
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.STATUS, f"Stood down by {ctx.actor.name}. {reason}".strip())
    card = Card(
        f"{incident.code} stood down",
        (
            Text(f"By {ctx.actor.name}. {reason}".strip()),
            Buttons(
                (
                    Button("Close the file", f"close {incident.code}"),
                    Button("Reopen", f"reopen {incident.code} reason="),
                )
            ),
        ),
        Tone.GOOD,
    )
    ctx.post(incident, card)
    ctx.then(system.StopPages(incident.id, "stand_down"))
    ctx.then(system.EndCheckins(incident.id))
    ctx.then(system.PublishHead(incident.id))
    ctx.refresh(incident)
    return _over_card(ctx, incident, f"{incident.code} is stood down")


def _over_card(ctx: Context, incident: Incident, title: str) -> Card:
    """Say that it is over, and what is left open about people all the same."""
    left = "".join(f"\n{name}: {said}" for name, said in rollup.open_ends(ctx, incident))
    text = f"Everybody who was texted is being told.{left}"
    return Card(title, (Text(text),), Tone.WARNING if left else Tone.GOOD)


def keep_going(command: c.KeepGoing, ctx: Context) -> Card:
    """Turn a proposed stand-down away."""
    incident = ctx.the_incident()
    incident.keep_going()
    reason = ctx.aside(incident, command.reason)
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.STATUS, f"{ctx.actor.name} keeps it going. {reason}".strip())
    card = Card(f"{incident.code} goes on", (Text(f"{ctx.actor.name} turned the stand-down away. {reason}".strip()),))
    ctx.post(incident, card)
    ctx.refresh(incident)
    return card


def close(command: c.Close, ctx: Context) -> Card:
    """Close the file; the rooms become read-only and stay."""
    incident = ctx.the_incident()
    incident.close(command.reason, ctx.now, _highest(ctx, incident))
    reason = ctx.aside(incident, command.reason)
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.STATUS, f"Closed by {ctx.actor.name}. {reason}".strip())
    ctx.refresh(incident)
    ctx.then(system.PublishHead(incident.id))
    ctx.then(system.CloseRooms(incident.id))
    return Card(f"{incident.code} is closed", (), Tone.GOOD)


def reopen(command: c.Reopen, ctx: Context) -> Card:
    """Take it up again; the team is paged anew, or for what was never more than a report, the duty officer."""
    incident = ctx.the_incident()
    incident.reopen(command.reason)
    reason = ctx.aside(incident, command.reason)
    incident.first_meeting = next_meeting(ctx)
    ctx.uow.incidents.save(incident)
    declared = incident.running
    where = f"at {incident.level}" if declared else "as a report, not verified"
    who = "The team" if declared else "The SSD duty officer"
    ctx.log(incident.code, EntryKind.STATUS, f"Reopened {where} by {ctx.actor.name}. {reason}")
    ctx.then(system.StartPages(incident.id, again=True) if declared else system.PageDutyOfficer(incident.id))
    ctx.then(system.OpenRooms(incident.id))
    take_along(ctx, incident)
    ctx.then(system.StartRun(incident.id))
    if declared:
        clocks(ctx, incident)
    ctx.refresh(incident)
    return Card(f"{incident.code} is open again {where}", (Text(f"{who} is being paged."),), Tone.WARNING)


def false_alarm(command: c.FalseAlarm, ctx: Context) -> Card:
    """End it as a false alarm; everybody who was texted hears so by the same channel (domain 3.9)."""
    incident = ctx.the_incident()
    incident.false_alarm(ctx.now)
    reason = ctx.aside(incident, command.reason)
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.STATUS, f"False alarm, by {ctx.actor.name}. {reason}".strip())
    ctx.post(
        incident,
        Card(f"{incident.code} was a false alarm", (Text(f"By {ctx.actor.name}. {reason}".strip()),), Tone.GOOD),
    )
    ctx.then(system.StopPages(incident.id, "false_alarm"))
    ctx.then(system.EndCheckins(incident.id))
    ctx.then(system.PublishHead(incident.id))
    ctx.refresh(incident)
    return _over_card(ctx, incident, f"{incident.code} is a false alarm")


def review_watch(command: system.ReviewWatch, ctx: Context) -> None:
    """Ask whoever declared a watch to look at it again; goes on daily while it stays a watch."""
    incident = ctx.the_incident()
    if not incident.running or incident.level is not Level.L0:
        return
    ctx.log(incident.code, EntryKind.NOTE, "The watch is due for review.")
    card = Card(
        f"{incident.code}: review this watch",
        (
            Text(f"{incident.title}\nA watch is looked at every 24 hours."),
            Buttons(
                (Button("Raise to L1", f"raise {incident.code} L1"), Button("Stand down", f"standdown {incident.code}"))
            ),
        ),
        must_act=True,
    )
    ctx.send(fx.Tell(incident.declared_by, card, incident.id))
    ctx.after(WATCH_REVIEW, command, incident.id)


def _highest(ctx: Context, incident: Incident) -> Level:
    """Find the highest level it ever had: lowering a crisis does not make it a small one."""
    changes = [entry.body for entry in ctx.uow.log.entries(incident.code) if entry.kind == EntryKind.STATUS]
    levels = [body[key] for body in changes if body for key in ("level", "before") if key in body]
    return max([incident.level, *(Level[level] for level in levels)])


def _propose(ctx: Context, incident: Incident, reason: str) -> Card:
    incident.propose_stand_down()
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.STATUS, f"{ctx.actor.name} proposes to stand down. {reason}".strip())
    card = Card(
        f"{incident.code}: stand down?",
        (
            Text(f"{ctx.actor.name} proposes to stand down. {reason}".strip()),
            Buttons((
                Button("Stand down", f"standdown {incident.code}", "primary"),
                Button("Keep going", f"keepgoing {incident.code}"),
            )),
        ),
        must_act=True,
    )  # fmt: skip
    ctx.post(incident, card)
    chair = incident.acting_chair or next(
        (seat.holders[0] for seat in ctx.uow.roster.seats() if seat.code == "CHAIR"), None
    )
    if chair is not None:
        ctx.send(fx.Tell(chair, card, incident.id))
    ctx.refresh(incident)
    return Card(
        f"{incident.code}: stand-down proposed", (Text("The chair has been asked; until then it goes on."),), Tone.GOOD
    )


def _save_level(ctx: Context, incident: Incident, before: Level) -> None:
    if team_for(before) is not team_for(incident.level):
        # Another team leads now, whose quorum was not reached or lost yet.
        incident.quorum = None
    ctx.uow.incidents.save(incident)


def _level_changed(ctx: Context, incident: Incident, before: Level, verb: str, reason: str) -> Card:
    _save_level(ctx, incident, before)
    text = f"{incident.code} {verb} from {before} to {incident.level} by {ctx.actor.name}. {reason}".strip()
    ctx.log(incident.code, EntryKind.STATUS, text, level=str(incident.level), before=str(before), reason=reason)
    card = Card(
        f"{incident.code} is now {incident.level}", (Text(text),), Tone.ALARM if verb == "raised" else Tone.PLAIN
    )
    ctx.post(incident, card)
    # A lower level calls nobody who was not called; but its team, chair and quorum are looked at anew.
    ctx.then(system.StartPages(incident.id))
    ctx.then(system.PublishHead(incident.id))
    if before is Level.L0:
        # A watch that becomes more has a team now, and the team its steps.
        ctx.then(system.StartRun(incident.id))
    if incident.level is Level.L0:
        ctx.after(WATCH_REVIEW, system.ReviewWatch(incident.id), incident.id)
    ctx.refresh(incident)
    return card


def _declared_card(ctx: Context, incident: Incident) -> Card:
    similar = [other for other in open_to(ctx.uow, ctx.me().id, ctx.now) if other.resembles(incident)]
    meets = locate.times(ctx, incident, incident.first_meeting) if incident.first_meeting else ""
    paged = "Nobody is paged at L0." if incident.level is Level.L0 else "The team is being paged."
    text = Text(
        f"{incident.level}, {locate.site_names(ctx, incident)}: {incident.title}\n{paged} First meeting {meets}."
    )
    if not similar:
        return Card(f"{incident.code} declared", (text,), Tone.GOOD)
    listed = "; ".join(f"{other.code} {other.title}" for other in similar[:5])
    if not ctx.may(Power.MERGE).allowed:
        return Card(f"{incident.code} declared", (text, Text(f"Open already: {listed}")), Tone.GOOD)
    merges = tuple(
        Button(f"Merge into {other.code}", f"merge {incident.code} into {other.code}") for other in similar[:5]
    )
    return Card(
        f"{incident.code} declared; is it the same event as {', '.join(other.code for other in similar[:5])}?",
        (text, Text(f"Open already: {listed}"), Buttons(merges)),
        Tone.WARNING,
        must_act=True,
    )
