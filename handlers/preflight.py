"""Who of those that must come could not be reached, and why: said every morning, before it matters (lessons 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Table, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.replying import tell
from playbooks.rules.countries import Countries
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import EntryKind, PersonId
from storage.uow import UnitOfWork

#: A number to which nothing was delivered for so long may be dead (issue 4).
PROVEN_WITHIN = timedelta(days=90)


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
    proven = uow.deliveries.delivered_to(list(people), now - PROVEN_WITHIN)
    found = []
    for id_, where in places.items():
        if id_ in people and people[id_].active:
            why = _why(people[id_], blocked.get(people[id_].mobile or "", ""), countries, proven=id_ in proven)
            if why:
                found.append(Unreached(people[id_], tuple(where), why))
    return sorted(found, key=lambda one: (one.places, one.person.name))


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
    text = Text("A page would not reach them, or their answer would not reach Muster. Put it right with muster import.")
    card = Card(
        f"{len(found)} people of the teams cannot be reached",
        (text, Table(("Name", "Place", "Why"), rows, "Cannot be reached")), Tone.WARNING, must_act=True,
    )  # fmt: skip
    tell(ctx, _who_puts_it_right(ctx), card)


def _who_puts_it_right(ctx: Context) -> Iterable[PersonId]:
    """Name the ORMS coordinators (R47) and the duty officer."""
    coordinators = [seat.holders[:1] for seat in ctx.uow.roster.seats() if seat.function == "coordination"]
    return dict.fromkeys([*(one for held in coordinators for one in held), *officers(ctx)[:1]])


def lines(found: Iterable[Unreached]) -> Iterator[str]:
    """Say each in a few words, for ``muster doctor``."""
    return (f"{one.person.name} ({', '.join(one.places)}): {one.why}" for one in found)
