"""What goes back to somebody who texted, and to the humans who must look: shared by the use cases of inbound texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers import effects as fx
from handlers.authorise import officers
from handlers.cards import Block, Button, Buttons, Card, Field, Form, Text, Tone
from handlers.context import Context
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import IncidentId, Language, PersonId, SiteCode

#: How the reason begins for which nothing is sent to a number: its owner asked so, or is nobody of ours (domain 3.7).
OPTED_OUT, WRONG = "texted STOP", "wrong number"
#: Answers of a machine to texts that say nothing, one after the other; a machine may be at the other end (our choice).
ANSWERS_IN_A_ROW = 5
#: After so long without a text from a number the row begins again (our choice).
ROW_ENDS_AFTER = timedelta(hours=1)


def reply(
    ctx: Context, person: Person, key: str, incident: Incident | None = None,
    *, purpose: fx.Purpose = fx.Purpose.REPLY, number: str | None = None, **more: str,
) -> None:  # fmt: skip
    """Text an answer to a person, in their language; nothing to somebody without a number.

    A blocked number gets answers to a call for help and nothing else.
    """
    to = number or person.mobile
    if to is None or (purpose not in {fx.Purpose.HELP, fx.Purpose.ALERT} and ctx.uow.lists.blocked([to])):
        return
    text = compose(ctx, person.language, key, incident, whereabouts(ctx, incident, person), **more)
    ctx.send(fx.SendSms(to, text, purpose, person.id, incident.id if incident else None))


def reply_to(
    ctx: Context, number: str, language: Language, key: str, incident: Incident | None, **more: str
) -> None:  # fmt: skip
    """Text an answer about a call for help to a number that is nobody's on the list."""
    text = compose(ctx, language, key, incident, None, **more)
    ctx.send(fx.SendSms(number, text, fx.Purpose.HELP, None, incident.id if incident else None))


def whereabouts(ctx: Context, incident: Incident | None, person: Person) -> SiteCode | None:
    """Name the site where somebody is: a traveller's is the one of which the check-in asked, not the one at home."""
    campaign = ctx.uow.campaigns.current(incident.id) if incident else None
    listed = ctx.uow.campaigns.one(campaign.id, person.id) if campaign else None
    return listed.site if listed else person.site


def compose(
    ctx: Context, language: Language, key: str, incident: Incident | None, near: SiteCode | None = None, **more: str
) -> str:
    """Write a text; the words that most texts hold need not be given. `near` is the site of whoever reads it."""
    where = near or (incident.sites[0] if incident else None)
    values = {
        "org": ctx.organisation.short_name,
        "code": incident.code if incident else "",
        "time": f"{ctx.now:%H:%M} UTC",
        "number": ctx.organisation.duty_number,
        "emergency": emergency(ctx, where),
    }
    return ctx.words(key, language, **values | more)


def emergency(ctx: Context, site: SiteCode | None) -> str:
    """Give the numbers to call in danger: the site's emergency service, and Security."""
    here = ctx.uow.roster.sites().get(site) if site else None
    numbers = (here.emergency_number if here else "", ctx.organisation.duty_number)
    return " / ".join(dict.fromkeys(number for number in numbers if number))


def tell(
    ctx: Context, people: Iterable[PersonId], card: Card, incident: Incident | None = None, *, mass: bool = False
) -> None:  # fmt: skip
    """Show a card to people alone; whoever has left is left out. `mass` is for a card to everybody: it can wait."""
    known = ctx.uow.roster.people(people)
    for id_ in dict.fromkeys(people):
        if id_ in known and known[id_].active:
            ctx.send(fx.Tell(id_, card, incident.id if incident else None, mass))


def tell_duty(
    ctx: Context, title: str, text: str, incident: Incident | None = None, *blocks: Block, must: bool = True,
    about: Iterable[PersonId] = (),
) -> None:  # fmt: skip
    """Show something to the SSD duty officer; `must` says that it is to be acted upon.

    What is `about` the officer's own telephone is shown to the next.
    """
    card = Card(title, (Text(text), *blocks), Tone.WARNING if must else Tone.PLAIN, must_act=must)
    tell(ctx, first_officer(ctx, about), card, incident)


def alert_duty(ctx: Context, key: str, incident: Incident, about: Iterable[PersonId], **more: str) -> None:
    """Text the SSD duty officer that somebody may be in danger; if it is the officer, or no text comes, the next."""
    line = first_officer(ctx, about)
    mute = not_to_be_rung(ctx, line)
    for officer in ctx.uow.roster.people([one for one in line if one not in mute]).values():
        text = compose(ctx, officer.language, key, incident, officer.site, **more)
        ctx.sms(officer, fx.Purpose.ALERT, text, incident.id)


def first_officer(ctx: Context, about: Iterable[PersonId]) -> list[PersonId]:
    """Name who hears first of what these people texted: the first of the officers who is none of them and is here.

    Where no telephone of that one may ring, the first whose does hears of it too.
    """
    line, theirs = officers(ctx), set(about)
    known = ctx.uow.roster.people(line)
    here = sorted((one for one in line if one in known and known[one].active), key=lambda one: one in theirs)
    mute = not_to_be_rung(ctx, here)
    return list(dict.fromkeys([*here[:1], *[one for one in here if one not in mute][:1]]))


def not_to_be_rung(ctx: Context, ladder: Sequence[PersonId]) -> set[PersonId]:
    """Name whom no text reaches, and who may hide: another is alerted in their place."""
    people = ctx.uow.roster.people(ladder)
    blocked = ctx.uow.lists.blocked([one.mobile for one in people.values() if one.mobile])
    without = {id_ for id_, one in people.items() if not one.mobile or blocked.get(one.mobile, "").startswith(WRONG)}
    return without | ctx.uow.campaigns.hiding(ladder)


def set_right(incident: Incident, person: Person) -> tuple[Block, ...]:
    """Give what a human may do about somebody whose text was not understood."""
    name = f"checkin correct {incident.code} {person.id} {{status}} reason={{reason}}"
    choices = (("safe", "Safe"), ("elsewhere", "Safe, not there"), ("assist", "Needs assistance, not urgent"))
    form = Form(
        (Field("status", "They are", "choice", choices), Field("reason", "How you know")), name, "Record it",
        title=f"{person.name}: what is so?",
    )  # fmt: skip
    asks = f'checkin proxy {incident.code} {person.id} help source="their text"'
    return form, Buttons((Button("They need help", asks, "danger"),))


def may_answer(ctx: Context, number: str, to: fx.Purpose = fx.Purpose.REPLY) -> bool:
    """Tell whether a text is answered once more; counts it.

    A row of its own for calls for help: a machine may send those as well, but no other text takes their answers away.
    """
    count = _row(ctx, number, to) + 1
    ctx.uow.meta.set(_key(number, to), f"{count} {ctx.now.isoformat()}")
    return count <= ANSWERS_IN_A_ROW


def row_is_over(ctx: Context, number: str) -> bool:
    """Tell whether the last text from this number went unanswered because there were too many."""
    return _row(ctx, number, fx.Purpose.REPLY) > ANSWERS_IN_A_ROW


def owners(ctx: Context, incident: IncidentId, person: PersonId) -> list[PersonId]:
    """Name who looks for this person in the incident's newest check-in, if anybody does."""
    campaign = ctx.uow.campaigns.current(incident)
    place = ctx.uow.campaigns.one(campaign.id, person) if campaign else None
    return [place.owner] if place and place.owner else []


def _row(ctx: Context, number: str, to: fx.Purpose) -> int:
    stored = ctx.uow.meta.get(_key(number, to))
    if stored is None:
        return 0
    count, _, last = stored.partition(" ")
    return int(count) if ctx.now - datetime.fromisoformat(last) < ROW_ENDS_AFTER else 0


def _key(number: str, to: fx.Purpose) -> str:
    return f"answered in a row: {number}" if to is fx.Purpose.REPLY else f"answered in a row ({to}): {number}"
