"""What becomes of the seats, shifts and zones of people who leave: said for each of them, never silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.import_rows import Roll
from playbooks.rules.people import DutyShift, Person, Seat, Warden
from playbooks.rules.vocabulary import PersonId

_DAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def posts_of(roll: Roll, id_: PersonId) -> list[str]:
    """Name the seats, shifts and zones that somebody has."""
    held = [f"{seat.code} ({_rung(seat, id_)})" for seat in roll.seats.values() if id_ in seat.holders]
    held += [_shift(shift) for shift in roll.duty if shift.person == id_]
    return held + [f"warden of {one.zone}" for one in roll.wardens.values() if one.person == id_]


def vacate(after: Roll) -> dict[PersonId, list[str]]:
    """Take everybody who has left off their posts; say for each what becomes of those."""
    gone = {person.id: person for person in after.people.values() if not person.active}
    told: dict[PersonId, list[str]] = {}
    for seat in list(after.seats.values()):
        for id_ in [id_ for id_ in seat.holders if id_ in gone]:
            told.setdefault(id_, []).append(_leaves_seat(after, seat, gone[id_]))
        after.seats[seat.code] = replace(seat, holders=tuple(id_ for id_ in seat.holders if id_ not in gone))
    for shift in (shift for shift in after.duty if shift.person in gone):
        who = _named([gone[shift.person]])
        told.setdefault(shift.person, []).append(f"{who} has left; nobody takes this shift: {_shift(shift)}.")
    after.duty = tuple(shift for shift in after.duty if shift.person not in gone)
    for id_, sentence in _vacate_zones(after, gone):
        told.setdefault(id_, []).append(sentence)
    return told


def changed_hands(before: Roll, after: Roll, besides: set[PersonId]) -> list[str]:
    """Name the seats that others hold now, but for those that somebody `besides` has left."""
    found = []
    for code, seat in after.seats.items():
        old = before.seats.get(code)
        if old and old.holders != seat.holders and not besides & set(old.holders):
            was, now = (_named(after.people[id_] for id_ in one.holders) for one in (old, seat))
            found.append(f"{code} {seat.title}: was {was or 'nobody'}; now {now or 'nobody'}.")
    return found


def _leaves_seat(after: Roll, seat: Seat, person: Person) -> str:
    rest = [after.people[id_] for id_ in seat.holders if after.people[id_].active]
    what = f"{person.id} {person.name} has left, {_rung(seat, person.id)} of {seat.code} {seat.title}"
    if not rest:
        return f"{what}; the seat is UNCOVERED."
    if seat.holders.index(person.id) == 0:
        return f"{what}; {_named(rest[:1])} moves up and holds it."
    return f"{what}; its ladder is now {_named(rest)}."


def _vacate_zones(after: Roll, gone: dict[PersonId, Person]) -> list[tuple[PersonId, str]]:
    told = []
    for zone in sorted({one.zone for one in after.wardens.values() if one.person in gone}):
        ranked = sorted((one for one in after.wardens.values() if one.zone == zone), key=lambda one: one.rank)
        stay = [one.person for one in ranked if one.person not in gone]
        now = f"now {_named(after.people[id_] for id_ in stay)}" if stay else "the zone has NO WARDEN"
        told += [
            (one.person, f"{_named([gone[one.person]])} has left, warden of {zone}; {now}.")
            for one in ranked
            if one.person in gone
        ]
        for one in ranked:
            del after.wardens[zone, one.rank]
        after.wardens.update({(zone, rank): Warden(zone, rank, id_) for rank, id_ in enumerate(stay, 1)})
    return told


def _rung(seat: Seat, id_: PersonId) -> str:
    place = seat.holders.index(id_)
    return "holder" if place == 0 else f"alternate {place}"


def _shift(shift: DutyShift) -> str:
    days = " ".join(_DAYS[day] for day in sorted(shift.days))
    return f"{shift.role} {days} {shift.start:%H:%M}-{shift.end:%H:%M} {shift.time_zone} (rank {shift.rank})"


def _named(people: Iterable[Person]) -> str:
    return ", ".join(f"{person.id} {person.name}" for person in people)
