"""Who is there and who is on leave; shared by whoever rings a ladder, and by those who look ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from playbooks.rules import leave
from playbooks.rules.people import DutyShift, Person, Seat
from playbooks.rules.vocabulary import PersonId
from storage.uow import UnitOfWork


def away_now(uow: UnitOfWork, now: datetime) -> dict[PersonId, Person]:
    """Give everybody who is on leave now, each by the date at their duty station."""
    # Somewhere it is still yesterday.
    known = uow.roster.on_leave(now.date() - timedelta(days=1))
    return leave.away(known, uow.roster.sites(), now)


def there_first(uow: UnitOfWork, ladder: Iterable[PersonId], now: datetime) -> tuple[PersonId, ...]:
    """Put whoever is on leave now behind those who are there."""
    return leave.there_first(ladder, away_now(uow, now))


def hint(uow: UnitOfWork, person: Person, now: datetime) -> str:
    """Say until when a person is on leave, or from when; empty for somebody of whom no leave is known."""
    return leave.words(person, leave.today(person, uow.roster.sites(), now))


class Ahead:
    """Looks ahead: who of a ladder is there at some moment, and can be texted."""

    def __init__(self, uow: UnitOfWork, ids: Iterable[PersonId]) -> None:
        self._sites, self._people = uow.roster.sites(), uow.roster.people(ids)
        self._blocked = uow.lists.blocked([one.mobile for one in self._people.values() if one.mobile])

    def unattended(self, seats: Iterable[Seat], moments: Sequence[datetime]) -> Iterator[Seat]:
        """Give the seats whose holder is on leave at one of these moments while no alternate is there."""
        for seat in seats:
            holder, others = seat.holders[:1], seat.holders[1:]
            if any(self._away(holder, at) and not self._anybody(others, at) for at in moments):
                yield seat

    def alone_on_duty(self, shifts: Sequence[DutyShift], moments: Sequence[datetime]) -> Iterator[DutyShift]:
        """Give the shifts whose person is on leave at one of these moments while nobody else on duty is there."""
        for shift in shifts:
            for at in moments:
                if shift.covers(at) and self._away([shift.person], at):
                    others = [one.person for one in shifts if one.role == shift.role and one.covers(at)]
                    if not self._anybody(others, at):
                        yield shift
                        break

    def _away(self, ids: Iterable[PersonId], at: datetime) -> bool:
        known = [self._people[id_] for id_ in ids if id_ in self._people]
        return any(one.active and one.away_on(leave.today(one, self._sites, at)) for one in known)

    def _anybody(self, ids: Iterable[PersonId], at: datetime) -> bool:
        known = [self._people[id_] for id_ in ids if id_ in self._people]
        there = [one for one in known if one.active and not one.away_on(leave.today(one, self._sites, at))]
        return any(one.mobile and one.mobile not in self._blocked for one in there)
