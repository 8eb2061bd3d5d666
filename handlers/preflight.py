"""Who of those that must come could not be reached, and why: said every morning, before it matters (lessons 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Table, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.presence import Ahead, hint, there_first
from handlers.replying import tell
from playbooks.rules.countries import Countries
from playbooks.rules.delivery import DeliveryState, invalid_number
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import EntryKind, PersonId
from storage.deliveries import Delivery
from storage.uow import UnitOfWork

#: A number to which nothing was delivered for so long may be dead (issue 4).
PROVEN_WITHIN = timedelta(days=90)
#: How far ahead a leave without alternate is said: there must be time to name one (our choice).
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Unreached:
    """Somebody who holds a place in a team and could not be reached."""

    person: Person
    #: Seat codes and "duty rota".
    places: tuple[str, ...]
    #: In words.
    why: str


def unreached(uow: UnitOfWork, countries: Countries | None, now: datetime) -> list[Unreached]:
    """List every holder of a seat or a shift who cannot be reached by SMS, or could not answer by it, each once.

    So is who is on leave, now or within `AHEAD`, while no alternate of theirs is there and can be texted.
    `countries` is None for a demonstration, whose simulated telephones answer from everywhere and need no proof.
    """
    places: dict[PersonId, list[str]] = {}
    for seat in uow.roster.seats():
        for id_ in seat.holders:
            places.setdefault(id_, []).append(str(seat.code))
    for shift in uow.roster.duty():
        if "duty rota" not in places.setdefault(shift.person, []):
            places[shift.person].append("duty rota")
    people = uow.roster.people(places)
    blocked = uow.lists.blocked([one.mobile for one in people.values() if one.mobile])
    ends = uow.deliveries.ends_of(list(people), now - PROVEN_WITHIN)
    proven = {one.person for one in ends if one.state is DeliveryState.DELIVERED}
    invalid = _invalid(uow, people, ends)
    alone = _alone(uow, list(places), now)
    found = []
    for id_, where in places.items():
        if id_ in people and people[id_].active:
            known = invalid.get(id_) or blocked.get(people[id_].mobile or "", "")
            why = _why(people[id_], known, countries, proven=id_ in proven)
            on_leave = (
                f"{hint(uow, people[id_], now)} without alternate: {', '.join(alone[id_])}" if id_ in alone else ""
            )
            if why or on_leave:
                found.append(Unreached(people[id_], tuple(where), "; ".join(each for each in (why, on_leave) if each)))
    return sorted(found, key=lambda one: (one.places, one.person.name))


def _invalid(
    uow: UnitOfWork, people: Mapping[PersonId, Person], ends: Iterable[Delivery]
) -> dict[PersonId, str]:  # fmt: skip
    """Say of whose number of now the provider has said last that it takes no texts."""
    last = {one.person: one for one in ends if one.person}
    failed = {id_: one for id_, one in last.items() if one.state is DeliveryState.FAILED and invalid_number(one.note)}
    numbers = {row.id: row.payload.get("number") for row in uow.outbox.some([one.effect for one in failed.values()])}
    return {
        id_: f"invalid number: {invalid_number(one.note)}"
        for id_, one in failed.items()
        if numbers.get(one.effect) == people[id_].mobile
    }


def _why(person: Person, blocked: str, countries: Countries | None, *, proven: bool) -> str:
    if person.mobile is None:
        return "no mobile number"
    if blocked:
        return blocked
    if countries is None:
        return ""
    if not countries.of(person.mobile).two_way:
        return f"replies do not come through from {countries.of(person.mobile).name}: answers in chat only"
    return "" if proven else f"no text was delivered in the last {PROVEN_WITHIN.days} days: send a test page"


def _alone(uow: UnitOfWork, ids: list[PersonId], now: datetime) -> dict[PersonId, list[str]]:
    """Name who is on leave within `AHEAD`, and of which places nobody else is there then."""
    ahead = Ahead(uow, ids)
    alone: dict[PersonId, list[str]] = {}
    for seat in ahead.unattended(uow.roster.seats(), [now + timedelta(days=day) for day in range(AHEAD.days + 1)]):
        alone.setdefault(seat.holders[0], []).append(str(seat.code))
    # A shift may be of an hour.
    for shift in ahead.alone_on_duty(
        uow.roster.duty(), [now + timedelta(hours=hour) for hour in range(AHEAD.days * 24)]
    ):
        if "duty rota" not in alone.setdefault(shift.person, []):
            alone[shift.person].append("duty rota")
    return alone


def preflight(command: system.Preflight, ctx: Context) -> None:
    """Write down each morning who could not be reached, and show it to those who can put it right."""
    countries = None if ctx.organisation.demonstration else ctx.library.countries
    found = unreached(ctx.uow, countries, ctx.now)
    if not found:
        ctx.log(ORG, EntryKind.DELIVERY, "Preflight: everybody in the teams can be reached.", author=MUSTER)
        return
    listed = "; ".join(f"{one.person.name} ({', '.join(one.places)}): {one.why}" for one in found)
    ctx.log(ORG, EntryKind.DELIVERY, f"Preflight: {len(found)} in the teams cannot be reached: {listed}", author=MUSTER)
    rows = tuple((one.person.name, ", ".join(one.places), one.why) for one in found)
    text = Text(
        "A page would not reach them, or their answer would not reach Muster. Put it right with "
        f"muster import. Leave is looked at {AHEAD.days} days ahead: name another alternate, or whoever is there "
        "after all types /crisis back."
    )
    card = Card(
        f"{len(found)} people of the teams cannot be reached",
        (text, Table(("Name", "Place", "Why"), rows, "Cannot be reached")), Tone.WARNING, must_act=True,
    )  # fmt: skip
    tell(ctx, _who_puts_it_right(ctx), card)


def _who_puts_it_right(ctx: Context) -> Iterable[PersonId]:
    """Name the ORMS coordinators (R47), or who stands in for one on leave, and the duty officer."""
    seats = [seat for seat in ctx.uow.roster.seats() if seat.function == "coordination"]
    coordinators = [there_first(ctx.uow, seat.holders, ctx.now)[:1] for seat in seats]
    return dict.fromkeys([*(one for held in coordinators for one in held), *officers(ctx)[:1]])


def lines(found: Iterable[Unreached]) -> Iterator[str]:
    """Say each in a few words, for ``muster doctor``."""
    return (f"{one.person.name} ({', '.join(one.places)}): {one.why}" for one in found)
