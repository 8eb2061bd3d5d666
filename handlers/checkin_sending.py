"""The sending of a check-in: rounds, pieces, reminders, receipts (design, point 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from handlers import effects as fx
from handlers import rollup, system
from handlers.calling import hang_up
from handlers.cards import Button, Buttons, Card, Text
from handlers.context import Context
from handlers.helpcards import warn_of_hiding
from handlers.owners import give_owners, to_find
from handlers.questions import question
from playbooks.rules.checkin import (
    ACCOUNTED,
    SILENT_SO_FAR,
    Campaign,
    Respondent,
    Source,
    Status,
)
from playbooks.rules.incident import Incident
from playbooks.rules.merging import CARRIED, copy_known, take_over
from playbooks.rules.people import Person
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import CampaignId, EntryKind, PersonId, Phase, Sensitivity

#: Texted in one transaction (design, point 10).
PIECE = 500
#: Statuses that another round does not ask about again: a human set them, or must end them.
KEPT = CARRIED | {Status.EXCLUDED}


def start_checkin(command: system.StartCheckin, ctx: Context) -> None:
    """Open a round, or add people to the open one, and send the first piece."""
    incident = ctx.the_incident()
    current = ctx.uow.campaigns.current(incident.id)
    known = ctx.uow.campaigns.respondents(current.id) if current else []
    kept: dict[PersonId, Respondent] = {}
    lost: list[PersonId] = []
    behind = 0
    here: dict[PersonId, Respondent] = {}
    if current is not None and current.open and not command.again:
        campaign, behind = current, max((one.position for one in known), default=0)
        here = {one.person: one for one in known}
        campaign.audience = _and(campaign.audience, command.audience)
        campaign.basis = _and(campaign.basis, command.basis)
        ctx.uow.campaigns.save(campaign)
    else:
        # Whoever needs help, or was found missing, stays in the count of every later round, asked again or not.
        # So does, and is asked anew, who was not accounted for, whatever this round's words say.
        campaign = _round(ctx, incident, current, command)
        kept = {one.person: one for one in known if one.status in KEPT}
        lost = [one.person for one in known if not one.accounted]
        if current is not None and set(lost) - set(command.people):
            campaign.basis += f"; unaccounted in round {current.number}"
            ctx.uow.campaigns.save(campaign)
    if command.kept_from is not None:
        merged = {one.person: one for one in ctx.uow.campaigns.in_status(command.kept_from, CARRIED)}
        _take_over(ctx, here, merged)
        for id_, one in merged.items():
            take_over(kept.setdefault(id_, one), one)
    # Nobody who is in the round already is listed anew: that would forget what they have said.
    ids = [one for one in dict.fromkeys((*command.people, *lost, *kept)) if one not in here]
    listed = _list(ctx, incident, campaign, ids, kept, behind)
    _set_stages(ctx, campaign, listed)
    silent = " SILENT." if campaign.silent else ""
    left_out = _left_out(known, listed) if campaign is not current else ""
    said = f"Check-in, round {campaign.number}: {len(listed)} people ({command.audience}).{silent}{left_out}"
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"{said} People from: {campaign.basis}.",
        author=command.started_by, round=campaign.number, people=len(listed),
    )  # fmt: skip
    asked = f"{len(listed)} people are being asked whether they are safe: {command.audience}.{silent}{left_out}"
    headcount = Buttons((Button("Headcount", f"checkin status {incident.code}"),))
    ctx.post(incident, Card(f"{incident.code}: check-in, round {campaign.number}", (Text(asked), headcount)))
    ctx.then(system.ExpandCheckin(incident.id, campaign.id))
    if campaign.silent:
        fall_silent(ctx, incident, new=campaign is not current)
    ctx.refresh(incident)


def fall_silent(ctx: Context, incident: Incident, *, new: bool) -> None:
    """Tick the playbook's step; when the silence is new, warn whoever might call somebody who hides now."""
    ctx.then(system.TickStep(incident.id, Tick.SILENT))
    if campaign := ctx.uow.campaigns.current(incident.id):
        hang_up(ctx, [one.person for one in ctx.uow.campaigns.respondents(campaign.id)])
    if new:
        warn_of_hiding(ctx, incident)


def _round(ctx: Context, incident: Incident, before: Campaign | None, command: system.StartCheckin) -> Campaign:
    if before is not None and before.open:
        before.closed_at, before.closed_by = ctx.now, command.started_by
        ctx.uow.campaigns.save(before)
    number = before.number + 1 if before else 1
    campaign = Campaign(
        CampaignId(0), incident.id, number, command.started_by, ctx.now, command.silent, command.audience,
        command.basis,
    )  # fmt: skip
    ctx.uow.campaigns.add(campaign)
    return campaign


def _set_stages(ctx: Context, campaign: Campaign, listed: Sequence[Respondent]) -> None:
    """Set the cadence for these people, who stand in a row; whoever is added later has a cadence of their own."""
    for stage, after in campaign.stages() if listed else ():
        first, last = listed[0].position, listed[-1].position
        command = system.CheckinStage(campaign.incident, campaign.id, stage, first, last)
        ctx.after(after, command, campaign.incident)


def _take_over(ctx: Context, here: Mapping[PersonId, Respondent], merged: Mapping[PersonId, Respondent]) -> None:
    changed = [one for id_, one in here.items() if id_ in merged and take_over(one, merged[id_])]
    ctx.uow.campaigns.put(changed)
    ctx.uow.campaigns.record(one.change(ctx.now) for one in changed)


def _and(before: str, more: str) -> str:
    """Add what is not there yet: the headcount says who all its people are, and where the list of them comes from."""
    return "; ".join(dict.fromkeys([*before.split("; "), *more.split("; ")]))


def _left_out(before: Sequence[Respondent], now: Sequence[Respondent]) -> str:
    """Say how many of the round before are not in this one: the denominator never shrinks silently."""
    many = len({one.person for one in before} - {one.person for one in now})
    return f" Not in it: {many} who were accounted for in the round before." if many else ""


def _list(
    ctx: Context, incident: Incident, campaign: Campaign, ids: Sequence[PersonId],
    kept: Mapping[PersonId, Respondent], behind: int,
) -> list[Respondent]:  # fmt: skip
    """Write down who is asked; whom no text reaches is unreachable from the first moment on."""
    people = ctx.uow.roster.people(ids)
    visiting = {id_: one.site for one in ctx.uow.lists.all() if one.site in incident.sites for id_ in one.people}
    blocked = ctx.uow.lists.blocked([one.mobile for one in people.values() if one.mobile])
    # Of several on one telephone nobody knows whose call it is.
    calling = {one.person or one.phone: one for one in ctx.uow.helps.open(incident.id)}
    listed, changes = [], []
    for at, one in enumerate(_together([people[id_] for id_ in ids if id_ in people]), behind + 1):
        new = Respondent(campaign.id, one.id, one.mobile, one.language, one.site, one.zone, at)
        if one.site not in incident.sites and one.id in visiting:
            # A traveller is looked for where they are, not by the wardens at home.
            new.site, new.zone = visiting[one.id], None
        if one.id in kept:
            copy_known(new, kept[one.id])
            changes.append(new.change(ctx.now))
        elif request := calling.get(one.id) or (calling.get(one.mobile) if one.mobile else None):
            # Whoever has asked for help is not asked whether they are safe: only a human ends that.
            new.said(Status.NEED_HELP, Source.SMS if request.phone else Source.CHAT, ctx.now)
            changes.append(new.change(ctx.now))
        elif one.mobile is None:
            new.not_reached("no mobile number", ctx.now)
        elif one.mobile in blocked:
            new.not_reached(blocked[one.mobile], ctx.now)
        if new.status is Status.UNREACHABLE:
            changes.append(new.change(ctx.now))
        listed.append(new)
    ctx.uow.campaigns.put(listed)
    ctx.uow.campaigns.record(changes)
    return listed


def _together(people: Sequence[Person]) -> list[Person]:
    """Let who shares a telephone stand together, where the first of them stands: one text asks them all."""
    first: dict[str, int] = {}
    for at, one in enumerate(people):
        first.setdefault(one.mobile or one.id, at)
    return sorted(people, key=lambda one: first[one.mobile or one.id])


def expand(command: system.ExpandCheckin, ctx: Context) -> None:
    """Text the next piece; two people on one telephone get one text, which asks for the name."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.get(command.campaign)
    if not campaign.open:
        return
    following = ctx.uow.campaigns.after(campaign.id, campaign.expanded, PIECE + 50)
    piece = following[:PIECE]
    while len(piece) < len(following) and following[len(piece)].number == piece[-1].number is not None:
        piece.append(following[len(piece)])
    if not piece:
        return
    to_ask = [one for one in piece if one.status is Status.NOT_CONTACTED and one.number]
    put_question(ctx, incident, campaign, to_ask)
    campaign.expanded = piece[-1].position
    ctx.uow.campaigns.save(campaign)
    ctx.log(incident.code, EntryKind.CHECK_IN, f"Round {campaign.number}: {len(to_ask)} people are being texted.")
    if len(following) > len(piece):
        ctx.after(timedelta(0), command, incident.id)


def put_question(ctx: Context, incident: Incident, campaign: Campaign, people: Sequence[Respondent]) -> None:
    """Ask people who have a number; a telephone that the list gives to several gets one text, which wants a name."""
    by_number: dict[str, list[Respondent]] = {}
    for one in people:
        by_number.setdefault(one.number or "", []).append(one)
    holders = ctx.uow.roster.by_numbers(list(by_number))
    for number, together in by_number.items():
        alone = len(together) == 1 and len(holders.get(number, ())) < 2
        key = "checkin_silent" if campaign.silent else ("checkin" if alone else "checkin_shared")
        send_question(ctx, incident, campaign, together[0], key)
    for one in people:
        one.asked(ctx.now)
    ctx.uow.campaigns.put(people)


def send_question(ctx: Context, incident: Incident, campaign: Campaign, one: Respondent, key: str) -> None:
    """Queue one of the check-in's texts to a person."""
    text = question(ctx, incident, one, key)
    effect = fx.SendSms(one.number or "", text, fx.Purpose.CHECK_IN, one.person, incident.id, campaign.id)
    ctx.send(effect)


def sent(command: system.CheckinSent, ctx: Context) -> None:
    """Note that the provider took the texts; the first of a round ticks the playbook's step."""
    campaign = ctx.uow.campaigns.get(command.campaign)
    people = [
        one
        for one in ctx.uow.campaigns.some(campaign.id, command.people).values()
        if one.status is Status.NOT_CONTACTED
    ]
    people += ctx.uow.campaigns.sharing(campaign.id, [one.number for one in people if one.number], command.people)
    changed = [one for one in people if one.text_left(ctx.now)]
    ctx.uow.campaigns.put(changed)
    ctx.uow.campaigns.record(one.change(ctx.now) for one in changed)
    if campaign.first_sent_at is None:
        campaign.first_sent_at = ctx.now
        ctx.uow.campaigns.save(campaign)
        ctx.then(system.TickStep(command.incident, Tick.CHECK_IN))
    if changed:
        ctx.refresh(ctx.the_incident())


def not_sent(command: system.CheckinNotSent, ctx: Context) -> None:
    """Note that a text did not go out; whoever it was for is unreachable, unless they were heard meanwhile."""
    incident = ctx.the_incident()
    first = ctx.uow.campaigns.one(command.campaign, command.person)
    if first is None or not ctx.uow.campaigns.get(command.campaign).open:
        return
    people = [first, *ctx.uow.campaigns.sharing(command.campaign, [first.number or ""], [first.person])]
    if command.note == NOT_RUNG:
        # Nobody is unreachable for being asked silently elsewhere; once they are safe there, they are asked here.
        changed = [one for one in people if one.status is Status.NOT_CONTACTED]
        for one in changed:
            one.note = NOT_RUNG
    else:
        changed = [one for one in people if one.not_reached(command.note, ctx.now)]
    ctx.uow.campaigns.put(changed)
    ctx.uow.campaigns.record(one.change(ctx.now) for one in changed)
    if changed:
        names = ctx.names([one.person for one in changed])
        ctx.log(
            incident.code, EntryKind.DELIVERY, f"The check-in's text to {names} did not go out: {command.note}",
            sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL,
        )  # fmt: skip
        ctx.refresh(incident)


def send_reminders(
    ctx: Context, incident: Incident, campaign: Campaign, among: Iterable[Respondent] | None = None
) -> int:  # fmt: skip
    """Text whoever was asked and has not been heard, of everybody or of those given; give how many."""
    people = ctx.uow.campaigns.in_status(campaign.id, SILENT_SO_FAR) if among is None else among
    silent = [one for one in people if one.status in SILENT_SO_FAR and one.asked_at and one.number]
    numbers: set[str] = set()
    for one in silent:
        if one.number and one.number not in numbers:
            numbers.add(one.number)
            send_question(ctx, incident, campaign, one, "checkin_reminder")
    return len(silent)


def end_round(ctx: Context, incident: Incident, campaign: Campaign, by: str, why: str) -> int:
    """Close a round: whoever is still unaccounted for has an owner, who is told unless nothing had happened.

    Gives for how many nobody could be named.
    """
    count = rollup.headcount(ctx, campaign)
    lost = ctx.uow.campaigns.in_status(campaign.id, set(Status) - ACCOUNTED)
    new = give_owners(ctx, lost, PersonId(by))
    ctx.uow.campaigns.put(new)
    if incident.phase is not Phase.FALSE_ALARM:
        for owner in dict.fromkeys(one.owner for one in new if one.owner):
            theirs = [one for one in lost if one.owner == owner]
            ctx.send(fx.Tell(owner, to_find(ctx, incident, theirs), incident.id))
    campaign.closed_at, campaign.closed_by = ctx.now, PersonId(by)
    ctx.uow.campaigns.save(campaign)
    known = f"{count.accounted} of {count.everybody} accounted for"
    ctx.log(
        incident.code, EntryKind.CHECK_IN, f"Check-in, round {campaign.number}, is closed: {known}. {why}".strip(),
        accounted=count.accounted, everybody=count.everybody,
    )  # fmt: skip
    ctx.refresh(incident)
    return sum(one.owner is None for one in lost)
