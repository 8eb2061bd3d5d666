"""Rooms: private, new, named from the incident code; who is let in, and what happens when one cannot be had (R46)."""

from __future__ import annotations

from handlers import effects as fx
from handlers import system
from handlers.cards import Card, Text, Tone
from handlers.context import Context
from handlers.ladder import nobody_is_rung
from playbooks.rules.incident import Incident
from playbooks.rules.rooms import Member, Room, RoomKind, RoomState
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import EntryKind, PersonId, RoomId


def open_rooms(command: system.OpenRooms, ctx: Context) -> None:
    """Want a main and a restricted room on each platform, unless they are there."""
    incident = ctx.the_incident()
    before = len(ctx.open_rooms(incident))
    # Platforms list the newest room first: the main one.
    for kind in (RoomKind.RESTRICTED, RoomKind.MAIN):
        have = {room.platform for room in ctx.open_rooms(incident, kind)}
        for platform in ctx.platforms:
            if platform not in have:
                _want(ctx, incident, kind, platform)
    if len(ctx.open_rooms(incident)) > before and (card := nobody_is_rung(ctx, incident)):
        # The pages went first, and had no room to say so in.
        ctx.post(incident, card)
    ctx.then(system.LetIn(incident.id, ((incident.declared_by, "raised the alarm"),)))


def let_in(command: system.LetIn, ctx: Context) -> None:
    """Let people into the main room, and the named roles into the restricted one."""
    incident = ctx.the_incident()
    named = _restricted_people(ctx)
    wanted = dict(command.people)
    active = {id_ for id_, person in ctx.uow.roster.people(wanted).items() if person.active}
    for room in [*ctx.open_rooms(incident), *ctx.open_rooms(incident, RoomKind.RESTRICTED)]:
        inside = {member.person: member for member in ctx.uow.rooms.members(room.id) if member.left_at is None}
        coming = [
            (person, role)
            for person, role in wanted.items()
            if person in active and person not in inside and (room.kind is RoomKind.MAIN or person in named)
        ]
        for person, role in coming:
            ctx.uow.rooms.save_member(Member(room.id, person, role, ctx.now))
        if coming:
            people = [person for person, _ in coming]
            ctx.send(fx.Invite(room.id, tuple(people)))
            ctx.log(incident.code, EntryKind.TEAM, f"Let into {room.name}: {ctx.names(people)}", people=people)


def take_along(ctx: Context, incident: Incident) -> None:
    """Let those into the new rooms who were in the old ones and did not leave: a reopening shuts nobody out.

    Whoever was added until a day comes until that day.
    """
    people: dict[PersonId, str] = {}
    for room in ctx.uow.rooms.of(incident.id):
        for one in ctx.uow.rooms.members(room.id):
            if one.left_at is None and one.until is None:
                people.setdefault(one.person, one.role)
            elif one.left_at is None and one.until is not None and one.until > ctx.now:
                ctx.then(system.Admit(incident.id, one.person, one.role, one.until))
    ctx.then(system.LetIn(incident.id, tuple(people.items())))


def admit(command: system.Admit, ctx: Context) -> None:
    """Let one added person into the main rooms, until a time if one is given (R51)."""
    incident = ctx.the_incident()
    for room in ctx.open_rooms(incident):
        inside = [one for one in ctx.uow.rooms.members(room.id) if one.person == command.person and not one.left_at]
        if inside and inside[0].until is None:
            # Whoever is here for a seat stays when the time as an addition is over.
            continue
        ctx.uow.rooms.save_member(Member(room.id, command.person, command.role, ctx.now, command.until))
        ctx.send(fx.Invite(room.id, (command.person,)))
        name = ctx.names([command.person])
        ctx.log(incident.code, EntryKind.TEAM, f"Let into {room.name}: {name}", people=[command.person])
        if command.until is not None:
            ctx.after(command.until - ctx.now, system.ExpireMember(room.id, command.person), incident.id)


def expire_member(command: system.ExpireMember, ctx: Context) -> None:
    """Take an added member out when the time is over; a later date given since wins."""
    room = ctx.uow.rooms.get(command.room)
    member = next((one for one in ctx.uow.rooms.members(room.id) if one.person == command.person), None)
    if member is None or member.left_at is not None or member.until is None or member.until > ctx.now:
        return
    incident = ctx.incident = ctx.uow.incidents.get(room.incident)
    member.left_at = ctx.now
    ctx.uow.rooms.save_member(member)
    ctx.send(fx.Remove(room.id, member.person))
    ctx.log(
        incident.code,
        EntryKind.TEAM,
        f"{ctx.names([member.person])} left {room.name}: the time as {member.role} is over.",
    )
    ctx.refresh(incident)


def close_rooms(command: system.CloseRooms, ctx: Context) -> None:
    """Make the rooms read-only; they stay for the record."""
    incident = ctx.the_incident()
    for room in ctx.uow.rooms.of(incident.id):
        if room.state in {RoomState.WANTED, RoomState.OPEN}:
            room.state = RoomState.CLOSED
            ctx.uow.rooms.save(room)
            ctx.send(fx.CloseRoom(room.id))
    ctx.log(incident.code, EntryKind.TEAM, "The rooms are closed.")


def room_opened(command: system.RoomOpened, ctx: Context) -> None:
    """Note the platform's reference of a room that was opened."""
    room = ctx.uow.rooms.get(command.room)
    incident = ctx.uow.incidents.get(room.incident)
    room.ref = command.ref
    if room.state is RoomState.WANTED:
        room.state = RoomState.OPEN
    ctx.uow.rooms.save(room)
    ctx.log(incident.code, EntryKind.TEAM, f"Room {room.name} is open on {room.platform}, private.")
    if room.kind is RoomKind.MAIN:
        ctx.then(system.TickStep(incident.id, Tick.ROOM))


def room_failed(command: system.RoomFailed, ctx: Context) -> None:
    """Say that a private room could not be had; it is never tried in public."""
    room = ctx.uow.rooms.get(command.room)
    incident = ctx.incident = ctx.uow.incidents.get(room.incident)
    room.state, room.note = RoomState.FAILED, command.note
    ctx.uow.rooms.save(room)
    ctx.uow.outbox.drop_room(room.id, "its room could not be opened")
    text = f"The private room {room.name} could not be had on {room.platform}: {command.note}."
    ctx.log(incident.code, EntryKind.DELIVERY, text)
    card = Card(
        f"{incident.code} has no {room.kind} room on {room.platform}",
        (Text(f"{text}\nIt was not made public. Paging by SMS goes on; meet by telephone."),),
        Tone.ALARM,
        must_act=True,
    )
    told = [member.person for member in ctx.uow.rooms.members(room.id)]
    for person in dict.fromkeys([incident.declared_by, *told]):
        ctx.send(fx.Tell(person, card, incident.id))
    ctx.refresh(incident)


def not_let_in(command: system.NotLetIn, ctx: Context) -> None:
    """List whom the platform would not let in; they are not forgotten."""
    room = ctx.uow.rooms.get(command.room)
    incident = ctx.incident = ctx.uow.incidents.get(room.incident)
    for member in ctx.uow.rooms.members(room.id):
        why = dict(command.people).get(member.person)
        if why is not None:
            member.note = why
            ctx.uow.rooms.save_member(member)
    listed = "; ".join(f"{ctx.names([PersonId(person)])}: {why}" for person, why in command.people)
    ctx.log(incident.code, EntryKind.DELIVERY, f"Not let into {room.name}: {listed}")
    ctx.post(incident, Card(f"Not let into {room.name}", (Text(listed),), Tone.WARNING))


def _want(ctx: Context, incident: Incident, kind: RoomKind, platform: str) -> None:
    before = [room for room in ctx.uow.rooms.of(incident.id) if (room.kind, room.platform) == (kind, platform)]
    name = f"crisis-{incident.code.lower()}"
    if kind is RoomKind.RESTRICTED:
        name += "-restricted"
    if before:
        # A reopened incident gets a new room: one that was closed, or that failed, is never taken over.
        name += f"-{len(before) + 1}"
    room = Room(RoomId(0), incident.id, kind, platform, name)
    room.id = ctx.uow.rooms.add(room)
    ctx.send(fx.OpenRoom(room.id))
    if kind is RoomKind.MAIN:
        ctx.send(fx.PinLive(room.id))
    else:
        text = "Named roles only. Names, medical and family matters stay here; they are Strictly Confidential."
        ctx.send(fx.PostCard(room.id, Card(f"{incident.code}: restricted room", (Text(text),))))


def _restricted_people(ctx: Context) -> set[PersonId]:
    seats = ctx.uow.roster.seats()
    return {person for seat in seats if seat.code in ctx.organisation.restricted_roles for person in seat.holders}
