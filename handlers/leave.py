"""Who is away: said by themselves, or for them; and what that leaves of the ladders (R46)."""

from __future__ import annotations

from datetime import date, timedelta

from handlers import commands as c
from handlers import locate
from handlers.cards import Button, Buttons, Card, Facts, Text, Tone
from handlers.context import ORG, Context
from handlers.presence import Ahead, hint
from handlers.replying import tell
from playbooks.rules import leave
from playbooks.rules.authority import Power
from playbooks.rules.errors import Conflict, Invalid
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import EntryKind

_EXAMPLE = "away from 2026-12-01 until 2026-12-04"


def away(command: c.Away, ctx: Context) -> Card:
    """Note from which day to which a person is away; another leave of theirs is replaced."""
    person = _whom(ctx, command.who)
    today = leave.today(person, ctx.uow.roster.sites(), ctx.now)
    since = _day(command.since) if command.since else today
    until = _day(command.until)
    if until < today:
        raise Invalid(f"{until} is over already: {_named(ctx, person)} there.", instead=_EXAMPLE)
    try:
        person = leave.going(person, since, until)
    except Invalid as error:
        raise Invalid(error.text, instead=_EXAMPLE) from None
    _store(ctx, person, f"{person.name} is {leave.words(person)}.")
    text = "Whoever is away is rung after those who are there; a check-in asks them all the same."
    if alone := _alone(ctx, person, since, until):
        text += f"\nThen nobody who is there can be texted for {', '.join(alone)}. Have another alternate named."
    facts = Facts((("First day", str(since)), ("Last day", str(until))))
    title = f"{_named(ctx, person)} {leave.words(person, today)}"
    return Card(title, (facts, Text(text)), Tone.WARNING if alone else Tone.GOOD)


def back(command: c.Back, ctx: Context) -> Card:
    """Note that a person is there again, or does not go."""
    person = _whom(ctx, command.who)
    if not hint(ctx.uow, person, ctx.now):
        raise Conflict(f"No leave of {person.name} is known.", instead=_EXAMPLE)
    person = leave.back(person)
    _store(ctx, person, f"{person.name} is not on leave any more.")
    return Card(f"{_named(ctx, person)} there again", (Text("Pages ring in the usual order."),), Tone.GOOD)


def _whom(ctx: Context, who: str) -> Person:
    """Find whose leave it is; the coordinator may say so of others (R47)."""
    me = ctx.me()
    person = locate.person(ctx, who) if who.casefold() not in {"", "me"} else me
    if person.id != me.id:
        ctx.must(Power.LEAVE)
    if not person.active:
        raise Invalid(f"{person.name} has left the organisation.", instead="whois NAME")
    return person


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"'{text[:30]}' is not a date; write year-month-day.", instead=_EXAMPLE) from None


def _store(ctx: Context, person: Person, text: str) -> None:
    """Store the leave, and tell whoever had it said for them, so that they can contradict."""
    ctx.uow.roster.put_person(person)
    ctx.log(ORG, EntryKind.ADMIN, text, person=person.id)
    if person.id != ctx.me().id:
        there = (Buttons((Button("I am there", "back"),)),) if person.away_until else ()
        tell(ctx, [person.id], Card(f"{ctx.actor.name} has noted: {text}", there))


def _alone(ctx: Context, person: Person, since: date, until: date) -> list[str]:
    """Name the person's seats of which nobody is there on one of these days."""
    today = leave.today(person, ctx.uow.roster.sites(), ctx.now)
    first, last = max((since - today).days, 0), (until - today).days
    seats = [seat for seat in ctx.uow.roster.seats() if person.id in seat.holders]
    ahead = Ahead(ctx.uow, {id_ for seat in seats for id_ in seat.holders})
    moments = [ctx.now + timedelta(days=days) for days in range(first, last + 1)]
    return [str(seat.code) for seat in ahead.unattended(seats, moments)]


def _named(ctx: Context, person: Person) -> str:
    return "You are" if person.id == ctx.me().id else f"{person.name} is"
