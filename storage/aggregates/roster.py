"""The organisation's people: persons, seats with their holders, the duty rota."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, func, select

from playbooks.rules.authority import Matrix, Power, Rule
from playbooks.rules.errors import NotFound
from playbooks.rules.organisation import Organisation
from playbooks.rules.people import DutyShift, Person, Seat, Site, Warden, Zone
from playbooks.rules.vocabulary import PersonId, SeatCode, SiteCode
from storage.aggregates import policy
from storage.link import Link, fields, upsert
from storage.tables import duty_shift, person, seat, seat_holder, site, warden, zone

_Known = TypeVar("_Known")

_EVERYONE = select(person).order_by(person.c.left_on.is_not(None), person.c.id)
_PEOPLE = _EVERYONE.where(person.c.id.in_(bindparam("ids", expanding=True)))
_ON_LEAVE = _EVERYONE.where(person.c.away_until >= bindparam("day"), person.c.left_on.is_(None))
_HOW_MANY = select(func.count()).select_from(person)
_BY_NUMBER = _EVERYONE.where(person.c.mobile == bindparam("number"), person.c.left_on.is_(None))
_BY_NUMBERS = _EVERYONE.where(person.c.mobile.in_(bindparam("numbers", expanding=True)), person.c.left_on.is_(None))
_BY_NAME = (
    select(person)
    .where(person.c.folded.like(bindparam("pattern"), escape="/"))
    .order_by(person.c.left_on.is_not(None), person.c.folded, person.c.id)
    .limit(bindparam("limit"))
)
_SEATS = select(seat).order_by(seat.c.code)
_HOLDERS = select(seat_holder).order_by(seat_holder.c.seat, seat_holder.c.rank)
_NO_HOLDERS = seat_holder.delete().where(seat_holder.c.seat == bindparam("code"))
_DROP_SEAT = seat.delete().where(seat.c.code == bindparam("code"))
_SITES = select(site).order_by(site.c.code)
_ZONES = select(zone).order_by(zone.c.code)
_WARDENS = select(warden).order_by(warden.c.zone, warden.c.rank)
_DUTY = select(duty_shift).order_by(duty_shift.c.id)


_PUT_PERSON = upsert(person)
_PUT_SEAT = upsert(seat)
_PUT_SITE = upsert(site)


class Roster:
    """Who there is and who may do what.

    Organisation, matrix, seats, sites, zones, wardens, rota and leave are read once a transaction: handlers ask often.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._known: dict[str, Any] = {}

    def organisation(self) -> Organisation | None:
        """Give the organisation; None before the first import."""
        return self._once("organisation", lambda: policy.organisation(self._link))

    def set_organisation(self, organisation: Organisation) -> None:
        """Store the organisation in place of what was there."""
        self._known.clear()
        policy.set_organisation(self._link, organisation)

    def matrix(self) -> Matrix:
        """Give the authority matrix, with the seats' titles."""
        titles: dict[str, str] = {seat_.code: seat_.title for seat_ in self.seats()}
        return self._once("matrix", lambda: Matrix(policy.rules(self._link), titles))

    def replace_matrix(self, rules: Iterable[Rule] | Mapping[Power, Rule]) -> None:
        """Store the authority matrix in place of what was there."""
        self._known.clear()
        policy.replace_rules(self._link, rules.values() if isinstance(rules, Mapping) else rules)

    def person(self, id_: PersonId) -> Person:
        """Give one person, also one who has left. Raises NotFound."""
        found = self.people([id_])
        if not found:
            raise NotFound(f"There is nobody with the staff number {id_}.", instead=f"whois {id_}")
        return found[id_]

    def people(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Give those of `ids` that exist, also who has left."""
        wanted = list(dict.fromkeys(ids))
        return {row.id: _person(row) for row in self._link.ask_for(_PEOPLE, "ids", wanted)}

    def everyone(self) -> list[Person]:
        """List all, those who have left last; by id."""
        return [_person(row) for row in self._link.ask(_EVERYONE)]

    def on_leave(self, since: date) -> list[Person]:
        """List who has a leave that lasts, or begins, on that day or later; nobody who has left the organisation."""
        return self._once(f"on leave since {since}", lambda: list(map(_person, self._link.ask(_ON_LEAVE, day=since))))

    def how_many(self) -> int:
        """Count all, those who have left too."""
        many: int = self._link.ask(_HOW_MANY).scalar_one()
        return many

    def by_number(self, e164: str) -> list[Person]:
        """List who can be reached at this number; nobody who has left."""
        return [_person(row) for row in self._link.ask(_BY_NUMBER, number=e164)]

    def by_numbers(self, numbers: Sequence[str]) -> dict[str, list[Person]]:
        """Give who can be reached at each of these numbers; nobody who has left."""
        found: dict[str, list[Person]] = {}
        for row in self._link.ask(_BY_NUMBERS, numbers=list(numbers)) if numbers else ():
            found.setdefault(row.mobile, []).append(_person(row))
        return found

    def find(self, text: str, limit: int = 10) -> list[Person]:
        """Find people by id, or by part of their name without regard to capitals and accents.

        Whoever has this id comes first, those who have left last.
        """
        part = re.sub("[/%_]", r"/\g<0>", folded(text))
        if not part:
            return []
        by_id = self.people([PersonId(text.strip().upper()), PersonId(text.strip())])
        by_name = {row.id: _person(row) for row in self._link.ask(_BY_NAME, pattern=f"%{part}%", limit=limit)}
        return list((by_id | by_name).values())[:limit]

    def put_person(self, person_: Person) -> None:
        """Store a person, new or changed."""
        self.put_people([person_])

    def put_people(self, people: Sequence[Person]) -> None:
        """Store several persons, new or changed."""
        self._known.clear()
        self._link.change_many(_PUT_PERSON, [{**vars(each), "folded": folded(each.name)} for each in people])

    def seats(self) -> tuple[Seat, ...]:
        """Give all seats by code, each with its holder and alternates."""
        return self._once("seats", self._load_seats)

    def put_seat(self, seat_: Seat) -> None:
        """Store a seat and its holders, new or changed."""
        self._known.clear()
        values = {key: value for key, value in vars(seat_).items() if key != "holders"}
        self._link.change(_PUT_SEAT, values)
        self._link.change(_NO_HOLDERS, {"code": seat_.code})
        held = [{"seat": seat_.code, "rank": rank, "person": who} for rank, who in enumerate(seat_.holders)]
        self._link.change_many(seat_holder.insert(), held)

    def drop_seat(self, code: SeatCode) -> None:
        """Remove a seat; removing it again changes nothing."""
        self._known.clear()
        self._link.change(_NO_HOLDERS, {"code": code})
        self._link.change(_DROP_SEAT, {"code": code})

    def sites(self) -> dict[SiteCode, Site]:
        """Give all sites, by code."""
        return self._once("sites", self._load_sites)

    def put_site(self, site_: Site) -> None:
        """Store a site, new or changed."""
        self._known.clear()
        self._link.change(_PUT_SITE, vars(site_))

    def zones(self) -> tuple[Zone, ...]:
        """Give all zones by code."""
        return self._once("zones", lambda: tuple(Zone(**fields(row)) for row in self._link.ask(_ZONES)))

    def wardens(self) -> tuple[Warden, ...]:
        """Give all wardens by zone, first the warden, then who stands in."""
        return self._once("wardens", lambda: tuple(Warden(**fields(row)) for row in self._link.ask(_WARDENS)))

    def wardens_by_zone(self) -> dict[str, list[PersonId]]:
        """Give the wardens of each zone that has any, first the warden, then who stands in."""
        by_zone: dict[str, list[PersonId]] = {}
        for warden_ in self.wardens():
            by_zone.setdefault(warden_.zone, []).append(warden_.person)
        return by_zone

    def zones_of(self, person_: PersonId) -> set[str]:
        """Name the zones of which somebody is a warden."""
        return {warden_.zone for warden_ in self.wardens() if warden_.person == person_}

    def replace_zones(self, zones: Iterable[Zone]) -> None:
        """Store the zones in place of what was there; the wardens go with them."""
        self._known.clear()
        self._link.change(warden.delete())
        self._link.change(zone.delete())
        self._link.change_many(zone.insert(), [vars(each) for each in zones])

    def replace_wardens(self, wardens: Iterable[Warden]) -> None:
        """Store the wardens in place of what was there."""
        self._known.clear()
        self._link.change(warden.delete())
        self._link.change_many(warden.insert(), [vars(each) for each in wardens])

    def duty(self) -> tuple[DutyShift, ...]:
        """Give the duty rota, in the order in which it was stored."""
        return self._once("duty", lambda: tuple(_shift(row) for row in self._link.ask(_DUTY)))

    def replace_duty(self, shifts: Iterable[DutyShift]) -> None:
        """Store the duty rota in place of what was there."""
        self._known.clear()
        self._link.change(duty_shift.delete())
        rows = [{"id": number, **vars(each), "days": sorted(each.days)} for number, each in enumerate(shifts, 1)]
        self._link.change_many(duty_shift.insert(), rows)

    def _once(self, name: str, load: Callable[[], _Known]) -> _Known:
        if name not in self._known:
            self._known[name] = load()
        known: _Known = self._known[name]
        return known

    def _load_seats(self) -> tuple[Seat, ...]:
        holders: dict[str, list[PersonId]] = {}
        for row in self._link.ask(_HOLDERS):
            holders.setdefault(row.seat, []).append(PersonId(row.person))
        rows = self._link.ask(_SEATS)
        return tuple(Seat(**fields(row), holders=tuple(holders.get(row.code, ()))) for row in rows)

    def _load_sites(self) -> dict[SiteCode, Site]:
        return {SiteCode(row.code): Site(**fields(row)) for row in self._link.ask(_SITES)}


def folded(text: str) -> str:
    """Write a name without capitals, accents and needless spaces, as it is searched for."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def _person(row: Row[Any]) -> Person:
    values = fields(row)
    del values["folded"]
    return Person(**values)


def _shift(row: Row[Any]) -> DutyShift:
    values = fields(row)
    del values["id"]
    return DutyShift(**values | {"days": frozenset(values["days"])})
