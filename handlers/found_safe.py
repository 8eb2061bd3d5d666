"""What was kept from the telephones of people who hid goes out, once they are known to be out of danger."""

from __future__ import annotations

from collections.abc import Collection

from handlers import effects as fx
from handlers import system
from handlers.checkin_sending import put_question
from handlers.context import Context
from handlers.ladder import Change, reach, ring, seat_of
from playbooks.rules.checkin import Status
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Page, PageState
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.vocabulary import EntryKind, PersonId, Sensitivity


def hold_back(ctx: Context, effect: fx.SendSms, number: int) -> None:
    """Keep the news that an incident is over, effect `number`, for somebody who hides."""
    ctx.uow.meta.append(_key(effect.person or ""), f" {number}")


def found_safe(command: system.FoundSafe, ctx: Context) -> None:
    """Page, ask and tell each of these people; nothing to whoever hides in another check-in still."""
    hiding = ctx.uow.campaigns.hiding(command.people)
    people = [one for one in dict.fromkeys(command.people) if one not in hiding]
    _page(ctx, set(people))
    _ask(ctx, people)
    _tell(ctx, people)


def _page(ctx: Context, people: Collection[PersonId]) -> None:
    """Ring them for the seats for which nobody is rung any more, and nobody comes."""
    for one in ctx.uow.incidents.open() if people else ():
        waiting = {
            (page.id, person) for page in ctx.uow.pages.of(one.id) for person in _not_rung(page) if person in people
        }
        if not waiting:
            continue
        incident = ctx.incident = ctx.uow.incidents.get(one.id)
        pages = ctx.uow.pages.of(incident.id)
        changes: list[Change] = [
            (seat_of(ctx, page.seat), page, page.can_be_rung(person, reach(ctx, page, pages), ctx.now))
            for page in pages
            for person in page.ladder
            if (page.id, person) in waiting
        ]
        ring(ctx, incident, [change for change in changes if change[2]])
        ctx.refresh(incident)


def _not_rung(page: Page) -> list[PersonId]:
    """Name who was not rung for hiding, and has not answered, on a ladder that came to its end."""
    if page.state is not PageState.EXHAUSTED:
        return []
    calls = [page.latest_call(person) for person in dict.fromkeys(call.person for call in page.calls)]
    return [call.person for call in calls if call and call.delivery_note == NOT_RUNG and call.answer is None]


def _ask(ctx: Context, people: list[PersonId]) -> None:
    """Ask them in the check-ins of other incidents, whose question was not sent."""
    for incident_id, one in ctx.uow.campaigns.open_of(people):
        if one.status is Status.NOT_CONTACTED and one.note == NOT_RUNG:
            incident, campaign = ctx.uow.incidents.get(incident_id), ctx.uow.campaigns.get(one.campaign)
            if incident.open:
                put_question(ctx, incident, campaign, [one])
                _log(ctx, incident, f"{ctx.names([one.person])} is asked now: they do not hide any more.")


def _tell(ctx: Context, people: list[PersonId]) -> None:
    """Tell them once of each incident that ended meanwhile, unless they were told since or it goes on again."""
    for kept in ctx.uow.meta.take([_key(person) for person in people]).values():
        rows = [ctx.uow.outbox.get(int(number)) for number in kept.split()]
        effects = [fx.from_json(row.kind, row.payload) for row in rows]
        news = {one.incident: one for one in effects if isinstance(one, fx.SendSms) and one.incident}
        for incident, effect in news.items():
            about = ctx.uow.incidents.look(incident)
            untold = (effect.number, effect.person) in ctx.uow.outbox.texted(incident, fx.Purpose.OVER)
            if not about.open and untold and effect.person:
                ctx.send(effect)
                _log(ctx, about, f"{ctx.names([effect.person])} is told now that it is over: they hide no more.")


def _log(ctx: Context, incident: Incident, text: str) -> None:
    ctx.log(incident.code, EntryKind.CHECK_IN, text, sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL)


def _key(person: str) -> str:
    return f"held back: {person}"
