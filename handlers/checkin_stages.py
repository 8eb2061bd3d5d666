"""What happens while people do not answer: reminders, wardens' lists, call-down, review (domain 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import effects as fx
from handlers import system
from handlers.authorise import officers
from handlers.calling import call_silent
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.checkin_sending import send_reminders
from handlers.context import Context
from handlers.owners import give_owners, to_find
from handlers.replying import tell
from playbooks.rules.checkin import (
    ACCOUNTED,
    NOT_WHEN_SILENT,
    SILENT_SO_FAR,
    Campaign,
    Respondent,
    Stage,
    Status,
)
from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import EntryKind, PersonId


def stage(command: system.CheckinStage, ctx: Context) -> None:
    """Do what is due now; nothing when the round is closed."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.get(command.campaign)
    if not campaign.open or not incident.open or (campaign.silent and command.stage in NOT_WHEN_SILENT):
        return
    everybody = ctx.uow.campaigns.in_status(campaign.id, set(Status) - ACCOUNTED)
    last = command.last or max((one.position for one in everybody), default=0)
    theirs = [one for one in everybody if command.first <= one.position <= last]
    # The first people's moments count for whoever was added by then too: nobody is looked for later than before.
    lost = everybody if command.first == 1 else theirs
    match command.stage:
        case Stage.REMINDER_1:
            _remind(ctx, incident, campaign, theirs, "First")
        case Stage.REMINDER_2:
            _remind(ctx, incident, campaign, theirs, "Second")
            _ask_in_chat(ctx, incident, theirs)
            _call(ctx, incident, campaign, theirs)
        case Stage.WARDENS:
            _give_up(ctx, theirs)
            _wardens(ctx, incident, campaign, lost)
        case Stage.CALL_DOWN:
            _call_down(ctx, incident, campaign, lost)
        case Stage.REVIEW:
            _review(ctx, incident, campaign, lost)
        case Stage.NEXT_OF_KIN:
            _next_of_kin(ctx, incident, campaign, lost)


def _remind(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent], which: str) -> None:
    many = send_reminders(ctx, incident, campaign, lost)
    if many:
        text = f"Round {campaign.number}: {which.lower()} reminder by SMS to {many} people."
        ctx.log(incident.code, EntryKind.CHECK_IN, text)


def _call(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent]) -> None:
    """Call those who are still silent: a telephone that gets no texts may still ring (domain 3.4)."""
    silent = [one for one in lost if one.status in SILENT_SO_FAR | {Status.UNREACHABLE}]
    many = call_silent(ctx, incident, campaign, silent) if ctx.calls else 0
    if many:
        ctx.log(incident.code, EntryKind.CHECK_IN, f"Round {campaign.number}: {many} people who are silent are called.")


def _ask_in_chat(ctx: Context, incident: Incident, lost: Sequence[Respondent]) -> None:
    """Ask those who are still silent by a second way as well."""
    code = incident.code
    card = Card(
        f"{code}: are you safe?",
        (
            Text("You were asked by SMS and have not answered."),
            Buttons((
                Button("I am safe", f"checkin iam safe {code}", "primary"),
                Button("I need help", f"checkin iam help {code}", "danger"),
                Button("Safe, not there", f"checkin iam elsewhere {code}"),
            )),
        ),
        Tone.ALARM,
        must_act=True,
    )  # fmt: skip
    silent = [one.person for one in lost if one.status in SILENT_SO_FAR | {Status.UNREACHABLE}]
    tell(ctx, silent, card, incident, mass=True)


def _give_up(ctx: Context, people: Sequence[Respondent]) -> None:
    """Note that whoever was asked and reminded, and is silent until now, gives no reply."""
    changed = [one for one in people if one.gives_no_reply(ctx.now)]
    ctx.uow.campaigns.record(one.change(ctx.now) for one in changed)
    ctx.uow.campaigns.put(changed)


def _wardens(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent]) -> None:
    """Give each warden the names of the zone, and each who is unaccounted for an owner."""
    ctx.uow.campaigns.put(give_owners(ctx, lost))
    seekers = _seekers(ctx, lost)
    for seeker, people in seekers.items():
        ctx.send(fx.Tell(seeker, to_find(ctx, incident, people), incident.id))
        if not campaign.silent:
            _text_warden(ctx, incident, seeker, people)
    if lost:
        many = _many(ctx, campaign, lost)
        text = f"Round {campaign.number}: {many} people unaccounted; {len(seekers)} people look for them."
        ctx.log(incident.code, EntryKind.CHECK_IN, text, owners=sorted({one.owner for one in lost if one.owner}))
        ctx.post(incident, Card(f"{incident.code}: {many} unaccounted", (Text(text),), Tone.WARNING))
    ctx.refresh(incident)


def _seekers(ctx: Context, lost: Sequence[Respondent]) -> dict[PersonId, list[Respondent]]:
    """Say who is told to look for whom: each owner, and every warden of the zone.

    A warden who has not answered may be busy leading people out, and knows best who is there; but owns no search.
    """
    wardens = ctx.uow.roster.wardens_by_zone()
    seekers: dict[PersonId, list[Respondent]] = {}
    for one in lost:
        for id_ in dict.fromkeys([*([one.owner] if one.owner else []), *wardens.get(one.zone or "", ())]):
            if id_ != one.person:
                seekers.setdefault(id_, []).append(one)
    known = ctx.uow.roster.people(seekers)
    return {id_: people for id_, people in seekers.items() if known[id_].active}


def _text_warden(ctx: Context, incident: Incident, owner: PersonId, people: Sequence[Respondent]) -> None:
    warden = ctx.uow.roster.person(owner)
    if warden.mobile is None:
        return
    sites = ctx.uow.roster.sites()
    # Where these people are, which need not be the first of the incident's sites.
    there = list(dict.fromkeys(one.site or incident.sites[0] for one in people))
    more = f" +{len(there) - 1}" if len(there) > 1 else ""
    text = ctx.words(
        "checkin_warden", warden.language, org=ctx.organisation.short_name, code=incident.code,
        count=str(len(people)), site=sites[there[0]].name(warden.language) + more,
    )  # fmt: skip
    ctx.sms(warden, fx.Purpose.CHECK_IN, text, incident.id)


def _call_down(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent]) -> None:
    leaders = [
        id_ for seat in ctx.uow.roster.seats() if seat.function == "leader" and seat.site in incident.sites
        for id_ in seat.holders[:1]
    ]  # fmt: skip
    text = "Let supervisors call their people; report each: checkin proxy."
    _ask(ctx, incident, campaign, lost, "call-down", text, [*leaders, *officers(ctx)[:1]])


def _review(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent]) -> None:
    text = f"Decide for each who is MISSING: /crisis checkin correct {incident.code} PERSON missing reason=..."
    _ask(ctx, incident, campaign, lost, "SSD review", text, [*officers(ctx)[:1], *_seat(ctx, "security")])


def _next_of_kin(ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent]) -> None:
    text = "A trained human contacts the emergency contacts of those still unaccounted; Muster never does."
    _ask(ctx, incident, campaign, lost, "next of kin", text, _seat(ctx, "people"))


def _ask(
    ctx: Context, incident: Incident, campaign: Campaign, lost: Sequence[Respondent], what: str, text: str,
    whom: Iterable[PersonId],
) -> None:  # fmt: skip
    """Ask people to act on whoever is still unaccounted for."""
    if not lost:
        return
    many = _many(ctx, campaign, lost)
    said = f"Round {campaign.number}, {what}: {many} people unaccounted."
    buttons = Buttons((
        Button("Headcount", f"checkin status {incident.code}"),
        Button("Printable list", f"checkin unaccounted {incident.code}"),
    ))  # fmt: skip
    card = Card(f"{incident.code}: {what}, {many} unaccounted", (Text(text), buttons), Tone.ALARM, must_act=True)
    told = list(dict.fromkeys(whom))
    tell(ctx, told, card, incident)
    ctx.log(incident.code, EntryKind.CHECK_IN, f"{said} Told: {ctx.names(told)}.")


def _many(ctx: Context, campaign: Campaign, lost: Sequence[Respondent]) -> str:
    """Count these, and everybody where that is more: whoever was added later has a cadence of their own."""
    counts = ctx.uow.campaigns.counts(campaign.id)
    everybody = sum(many for status, many in counts.items() if status not in ACCOUNTED)
    return f"{len(lost)} of the {everybody}" if everybody > len(lost) else str(len(lost))


def _seat(ctx: Context, function: str) -> list[PersonId]:
    return [id_ for seat in ctx.uow.roster.seats() if seat.function == function for id_ in seat.holders[:1]]
