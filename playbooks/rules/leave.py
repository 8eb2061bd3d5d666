"""Who is away: from a day to a day, on the calendar of their duty station.

Somebody who is away is rung after those who are there, and never left out: they may be the last who can come (R46).
A check-in asks them like everybody, since whoever is on leave may be in the place all the same (domain 3.1).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from playbooks.rules.errors import Invalid
from playbooks.rules.people import Person, Site
from playbooks.rules.vocabulary import PersonId, SiteCode

#: Whoever is away for longer holds no seat any more; more likely the year was mistyped (our choice).
LONGEST = timedelta(days=730)


def going(person: Person, since: date, until: date) -> Person:
    """Give the person as away from the first day to the last, both included. Raises Invalid."""
    if until < since:
        raise Invalid(f"The last day away, {until}, lies before the first, {since}.")
    if until - since > LONGEST:
        raise Invalid(f"From {since} to {until} is more than two years: give the seats to somebody else.")
    return replace(person, away_from=since, away_until=until)


def back(person: Person) -> Person:
    """Give the person as there, today and on all days for which a leave was known."""
    return replace(person, away_from=None, away_until=None)


def today(person: Person, sites: Mapping[SiteCode, Site], now: datetime) -> date:
    """Give the date at the person's duty station; in UTC for somebody without one."""
    site = sites.get(person.site) if person.site else None
    return (site.local(now) if site else now).date()


def away(people: Iterable[Person], sites: Mapping[SiteCode, Site], now: datetime) -> dict[PersonId, Person]:
    """Give those of these people who are away now, each by the date of their own place."""
    return {one.id: one for one in people if one.away_on(today(one, sites, now))}


def there_first(ladder: Iterable[PersonId], gone: Container[PersonId]) -> tuple[PersonId, ...]:
    """Put whoever is away behind those who are there, without changing the order otherwise."""
    return tuple(sorted(ladder, key=lambda id_: id_ in gone))


def words(person: Person, day: date | None = None) -> str:
    """Say when the person is away, for cards and logs; empty when they are not, or not any more on `day`."""
    if person.away_from is None or person.away_until is None or (day and person.away_until < day):
        return ""
    if day and person.away_from <= day:
        return f"on leave until {person.away_until}"
    return f"on leave from {person.away_from} until {person.away_until}"
