"""Who is who, and who comes in addition: whois, join, augment (R8, R51)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, system
from handlers.authorise import DUTY_OFFICER
from handlers.cards import Card, Facts, Table, Text, Tone
from handlers.context import Context
from handlers.presence import hint
from playbooks.rules.errors import Conflict, Invalid, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Answer
from playbooks.rules.people import Person, PersonKind, Seat, Site, on_duty
from playbooks.rules.text import clean, one_line
from playbooks.rules.vocabulary import EntryKind, Language, PersonId, Team
from storage.aggregates.roster import folded

_NUMBER = re.compile(r"\+[1-9]\d{7,14}")


def whois(command: c.WhoIs, ctx: Context) -> Card:
    """Show a seat, the duty officer, a site's team, or a person's seats."""
    if command.what.upper() in {DUTY_OFFICER, "DUTY", "DUTY OFFICER"}:
        return _duty_card(ctx)
    if command.what.upper() in {Team.CMT, Team.ORT}:
        return _seats_card(
            ctx, [seat for seat in ctx.uow.roster.seats() if seat.team == command.what.upper()], command.what.upper()
        )
    for reader in (_whois_seat, _whois_site):
        try:
            return reader(ctx, command.what)
        except (NotFound, Invalid):
            continue
    try:
        return _whois_person(ctx, command.what)
    except NotFound:
        text = f"'{command.what[:60]}' is no seat, site or person."
        raise NotFound(text, instead="whois HSSD, whois GVA or whois NAME") from None


def join(command: c.Join, ctx: Context) -> Card:
    """Enter the room, and cover the seats one is on the ladder of."""
    incident, me = ctx.the_incident(), ctx.me()
    _must_be_open(incident)
    ctx.log(incident.code, EntryKind.TEAM, f"{me.name} joins.")
    ctx.then(system.LetIn(incident.id, ((me.id, "joined"),)))
    ctx.then(system.TakeAnswer(incident.id, me.id, Answer.JOINING, None, "chat"))
    return Card(f"You join {incident.code}", (Text("The room is in your list."),), Tone.GOOD)


def augment(command: c.Augment, ctx: Context) -> Card:
    """Add somebody to the incident, one of the organisation or an external, until a date."""
    incident = ctx.the_incident()
    _must_be_open(incident)
    role = one_line(clean(command.role, limit=100, what="A role"))
    if not role:
        raise Invalid(
            "Say as what the person comes: role=...", instead=f"augment {incident.code} NAME role=UNDSS liaison"
        )
    until = _until(ctx, command.until, incident)
    person = _external(ctx, command, incident) if command.number else locate.person(ctx, command.who)
    if not person.active:
        raise Invalid(f"{person.name} has left the organisation.", instead="whois NAME")
    ctx.then(system.Admit(incident.id, person.id, role, until))
    lasting = f" until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    ctx.log(incident.code, EntryKind.TEAM, f"{person.name} added as {role}{lasting}.", person=person.id, role=role)
    if person.mobile:
        words = ctx.words(
            "augmented", person.language, org=ctx.organisation.short_name, code=incident.code,
            level=str(incident.level), event=ctx.library.event(incident.type).phrase(person.language),
            site=ctx.uow.roster.sites()[incident.sites[0]].name(person.language), number=ctx.organisation.duty_number,
        )  # fmt: skip
        ctx.sms(person, fx.Purpose.NOTICE, words, incident.id)
    ctx.refresh(incident)
    how = "told by SMS" if person.mobile else "without a mobile number: tell them yourself"
    return Card(f"{person.name} is added to {incident.code} as {role}{lasting}, {how}", (), Tone.GOOD)


def _must_be_open(incident: Incident) -> None:
    if not incident.open:
        text = f"{incident.code} is {incident.phase}: nobody joins it any more."
        raise Conflict(text, instead=f"status {incident.code}")


def _external(ctx: Context, command: c.Augment, incident: Incident) -> Person:
    name = one_line(clean(command.who, limit=100, what="A name"))
    number = re.sub(r"[\s().-]", "", command.number or "")
    if not name or not _NUMBER.fullmatch(number):
        raise Invalid(
            "An external needs a name and an international number such as +41791234567.",
            instead=f"augment {incident.code} NAME role=ROLE number=+41...",
        )
    known = next(iter(ctx.uow.roster.by_number(number)), None)
    if known is not None and known.kind is not PersonKind.EXTERNAL:
        # A second person with this number would make every answer from it doubtful.
        text = f"{number} is {known.name}'s, who is on the list."
        raise Invalid(text, instead=f"augment {incident.code} {known.id} role=...")
    if known is not None:
        if folded(known.name) != folded(name):
            text = f"{number} is {known.name}'s, who was added before: one number is one person's."
            raise Invalid(text, instead=f"augment {incident.code} {known.id} role=...")
        return known
    number_of = sum(one.kind is PersonKind.EXTERNAL for one in ctx.uow.roster.everyone()) + 1
    person = Person(
        PersonId(f"X-{incident.code}-{number_of}"), name, PersonKind.EXTERNAL, Language.EN, incident.sites[0],
        mobile=number,
    )  # fmt: skip
    ctx.uow.roster.put_person(person)
    return person


def _until(ctx: Context, text: str | None, incident: Incident) -> datetime | None:
    if not text:
        return None
    try:
        end = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(0), UTC)
    except (ValueError, OverflowError):
        raise Invalid(f"'{text[:30]}' is not a date; write until=YYYY-MM-DD.") from None
    if end <= ctx.now:
        raise Invalid(f"{text} is over already.", instead=f"augment {incident.code} NAME role=ROLE until=YYYY-MM-DD")
    return end


def _whois_seat(ctx: Context, what: str) -> Card:
    return _seats_card(ctx, [locate.seat(ctx, what, None)], what.upper())


def _whois_site(ctx: Context, what: str) -> Card:
    site: Site = locate.site(ctx, what)
    card = _seats_card(ctx, [seat for seat in ctx.uow.roster.seats() if seat.site == site.code], site.name())
    checked = f"checked {site.numbers_checked}" if site.numbers_checked else "never checked"
    facts = Facts((
        ("Emergency number", f"{site.emergency_number or 'unknown'} ({checked})"),
        ("SSD duty number", site.duty_number or ctx.organisation.duty_number),
        ("Assembly point", site.assembly_point or "unknown"),
        ("Local time", f"{site.local(ctx.now):%H:%M} ({site.time_zone})"),
    ))  # fmt: skip
    return Card(f"{site.code} {site.name()}", (facts, *card.blocks))


def _whois_person(ctx: Context, what: str) -> Card:
    person = locate.person(ctx, what)
    held = [seat for seat in ctx.uow.roster.seats() if person.id in seat.holders]
    seats = "; ".join(f"{seat.title} ({_place(seat, person.id)})" for seat in held) or "none"
    facts = (
        ("Id", person.id), ("Kind", str(person.kind)), ("Site", person.site or "none"),
        ("Unit", person.unit or "unknown"), ("Seats", seats), ("Mobile", "on file" if person.mobile else "no number"),
        *((("Away", away),) if (away := hint(ctx.uow, person, ctx.now)) else ()),
    )  # fmt: skip
    return Card(person.name + ("" if person.active else " (has left)"), (Facts(facts),))


def _duty_card(ctx: Context) -> Card:
    officers = on_duty(ctx.uow.roster.duty(), DUTY_OFFICER, ctx.now)
    people = ctx.uow.roster.people(officers)
    rows = tuple(
        (
            "on duty" if rank == 0 else f"backup {rank}",
            _name(ctx, people[officer]),
            people[officer].mobile or "no number",
        )
        for rank, officer in enumerate(officers)
    )
    if not rows:
        return Card("Nobody is on SSD duty now", (Text(f"Call {ctx.organisation.duty_number}."),), Tone.ALARM)
    return Card("SSD duty officer", (Table(("", "Name", "Mobile"), rows, "On duty now"),))


def _seats_card(ctx: Context, seats: list[Seat], title: str) -> Card:
    people = ctx.uow.roster.people({person for seat in seats for person in seat.holders})
    rows = tuple(
        (
            seat.code,
            seat.title,
            *(_name(ctx, people[person]) for person in seat.holders),
            *([""] * (3 - len(seat.holders))),
        )
        for seat in seats
    )
    if not rows:
        return Card(title, (Text("No seats here."),))
    return Card(
        title,
        (Table(("Seat", "Title", "Holder", "Alternate 1", "Alternate 2"), tuple(row[:5] for row in rows), title),),
    )


def _name(ctx: Context, person: Person) -> str:
    away = hint(ctx.uow, person, ctx.now)
    return f"{person.name} ({away})" if away else person.name


def _place(seat: Seat, person: PersonId) -> str:
    rung = seat.holders.index(person)
    return "holder" if rung == 0 else f"alternate {rung}"
