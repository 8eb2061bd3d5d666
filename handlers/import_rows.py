"""Makes what an organisation consists of, from sites to the authority matrix, from the rows of its files.

A row may refer to what is stored and to what the other files of the same import bring; anything else is reported.
A column that a file lacks leaves what is stored; an empty cell clears it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from handlers.authorise import DUTY_OFFICER
from handlers.import_files import Bad, Row, Table, shown
from playbooks.rules import leave
from playbooks.rules.authority import ROLE_WORDS, Power, Rule
from playbooks.rules.errors import Invalid
from playbooks.rules.organisation import Organisation
from playbooks.rules.people import DutyShift, Person, PersonKind, Seat, Site, Warden, Zone
from playbooks.rules.vocabulary import Language, PersonId, SeatCode, SiteCode, Team
from storage.aggregates.lists import PeopleList
from storage.uow import UnitOfWork

ALTERNATES = tuple(f"alternate_{number}" for number in range(1, 10))
_SITE = (r"[A-Z][A-Z0-9]{1,9}", "GVA")
_ZONE = (r"[A-Z0-9][A-Z0-9._-]{0,29}", "GVA-M1")
_PERSON = (r"[A-Z0-9][A-Z0-9._-]{0,39}", "P001")
_LIST = (r"[A-Z][A-Z0-9._-]{1,29}", "TRAVEL-ADD")
_SEAT = (r"[A-Z][A-Z0-9-]{0,19}(@[A-Z][A-Z0-9]{1,9})?", "HSSD or ORT-L@GVA")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")


_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass
class Roll:
    """The whole organisation, before or after an import."""

    organisation: Organisation | None
    sites: dict[SiteCode, Site]
    zones: dict[str, Zone]
    people: dict[PersonId, Person]
    wardens: dict[tuple[str, int], Warden]
    seats: dict[SeatCode, Seat]
    duty: tuple[DutyShift, ...]
    rules: dict[Power, Rule]
    lists: dict[str, PeopleList]
    #: Ids that stand in people.csv, also in rows that cannot be used.
    named: set[str] = field(default_factory=set)

    def copy(self) -> Roll:
        """Give one that can be changed."""
        return replace(
            self, sites=dict(self.sites), zones=dict(self.zones), people=dict(self.people), wardens=dict(self.wardens),
            seats=dict(self.seats), rules=dict(self.rules), lists=dict(self.lists), named=set(self.named),
        )  # fmt: skip

    def part(self, file: str) -> Mapping[Any, object]:
        """Give what a file speaks of, by key; keys differ in type from file to file."""
        match file:
            case "sites.csv":
                return self.sites
            case "zones.csv":
                return self.zones
            case "people.csv":
                return self.people
            case "wardens.csv":
                return self.wardens
            case "seats.csv":
                return self.seats
            case "duty.csv":
                return {shift: shift for shift in self.duty}
            case "authority.csv":
                return self.rules
            case "lists.csv":
                return {
                    (each.code, id_): replace(each, people=()) for each in self.lists.values() for id_ in each.people
                }
            case _:
                return {file: self.organisation} if self.organisation else {}


def stored(uow: UnitOfWork) -> Roll:
    """Give the organisation as it is."""
    roster = uow.roster
    return Roll(
        roster.organisation(),
        dict(roster.sites()),
        {zone.code: zone for zone in roster.zones()},
        {person.id: person for person in roster.everyone()},
        {(warden.zone, warden.rank): warden for warden in roster.wardens()},
        {seat.code: seat for seat in roster.seats()},
        roster.duty(),
        dict(roster.matrix().rules),
        {each.code: each for each in uow.lists.all()},
    )


def _each(table: Table, target: dict[_Key, _Value], build: Callable[[Row], tuple[_Key, _Value]]) -> list[_Key]:
    """Build from every good row into `target`; give the keys. A second row with the same key is reported."""
    lines: dict[_Key, int] = {}
    for row in table.rows:
        if row.bad:
            continue
        try:
            key, value = build(row)
        except Bad as bad:
            row.wrong(bad.wrong, bad.instead)
            continue
        if key in lines:
            row.wrong(f"the same stands in line {lines[key]} already", "Keep one of the two rows")
            continue
        lines[key], target[key] = row.line, value
    return list(lines)


def _column(table: Table, column: str) -> set[str]:
    return {row.cells[column].upper() for row in table.rows if row.cells.get(column)}


def _site(row: Row, after: Roll) -> SiteCode | None:
    if not row.text("site"):
        return None
    code = SiteCode(row.code("site", *_SITE))
    if code not in after.sites:
        raise Bad(f"there is no site {code}", f"Add it to sites.csv, or write one of: {', '.join(after.sites) or '-'}")
    return code


def _person(row: Row, after: Roll, column: str) -> PersonId:
    """Give somebody who is with the organisation."""
    id_ = PersonId(row.code(column, *_PERSON))
    person = after.people.get(id_)
    if person is None and id_ in after.named:
        raise Bad(f"{id_} has a row in people.csv that cannot be used", "Put that row right first")
    if person is None:
        raise Bad(f"there is no person {id_}", "Add them to people.csv, or correct the id")
    if not person.active:
        raise Bad(f"{id_} {person.name} has left the organisation", "Name somebody else")
    return id_


def sites(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read sites.csv."""

    def build(row: Row) -> tuple[SiteCode, Site]:
        code = SiteCode(row.code("code", *_SITE))
        old = before.sites.get(code) or Site(code, "", "", "UTC", {})
        country = row.text("country", required=True).upper()
        if not re.fullmatch("[A-Z]{2}", country):
            raise Bad(f"'{shown(country)}' is no country code", "Write two letters: CH")
        names = {tag: row.optional(f"name_{tag}", old.names.get(tag), 60) for tag in Language}
        row.text("name_en", required=True)
        return code, Site(
            code, row.text("kind", 30, required=True).casefold(), country, row.time_zone("time_zone"),
            {tag.value: name for tag, name in names.items() if name},
            row.optional("address", old.address) or "",
            row.optional("assembly_point", old.assembly_point) or "",
            row.short_number("emergency_number") if row.has("emergency_number") else old.emergency_number,
            row.short_number("duty_number") if row.has("duty_number") else old.duty_number,
            row.day("numbers_checked") if row.has("numbers_checked") else old.numbers_checked,
        )  # fmt: skip

    return _each(table, after.sites, build)


def zones(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read zones.csv."""

    def build(row: Row) -> tuple[str, Zone]:
        code = row.code("code", *_ZONE)
        site, old = _site(row, after), before.zones.get(code)
        if site is None:
            raise Bad("'site' is empty", "Write the site of the zone")
        point = row.optional("assembly_point", old.assembly_point if old else None) or ""
        return code, Zone(code, site, row.text("name", 100, required=True), point)

    return _each(table, after.zones, build)


def people(table: Table, before: Roll, after: Roll, today: date, *, full: bool) -> Sequence[Hashable]:
    """Read people.csv; in a full list whoever is absent, externals excepted, has left `today`."""
    after.named = _column(table, "id")
    stays = [person for person in before.people.values() if person.active and person.id not in after.named]
    numbers = {one.mobile: one.id for one in stays if one.mobile and one.kind is not PersonKind.EXTERNAL and not full}

    def build(row: Row) -> tuple[PersonId, Person]:
        person = _read_person(row, before, after, today)
        if person.active and person.mobile:
            holder = numbers.setdefault(person.mobile, person.id)
            if holder != person.id:
                # A couple, a shared telephone of an office: each answers with their name (domain 3.5).
                shared = f"{person.mobile} is the mobile of {holder} and of {person.id}"
                table.notes.append(f"{shared}: one text asks both, and each answers with their name. Is that meant?")
        return person.id, person

    keys = _each(table, after.people, build)
    for person in stays:
        if full and person.kind is not PersonKind.EXTERNAL:
            after.people[person.id] = replace(person, left_on=today)
    return keys


def _read_person(row: Row, before: Roll, after: Roll, today: date) -> Person:
    id_ = PersonId(row.code("id", *_PERSON))
    kind, site = row.word("kind", PersonKind), None
    old = before.people.get(id_) or Person(id_, "", kind, Language.EN, None)
    if id_.startswith("X-") and kind is not PersonKind.EXTERNAL:
        raise Bad(f"{id_} is the id of an external person", "Give staff an id that does not begin with X-")
    site = _site(row, after) if row.has("site") else old.site
    zone = row.optional("zone", old.zone)
    left_on = row.day("left_on")
    if left_on and left_on > today:
        raise Bad(f"left_on {left_on} is still to come", "Leave it empty until that day: whoever left is not paged")
    person = Person(
        id_, row.text("name", 100, required=True), kind, row.word("language", Language), site, _zone(zone, site, after),
        row.number("mobile") if row.has("mobile") else old.mobile,
        _mail(row.optional("email", old.email)),
        row.optional("unit", old.unit),
        row.optional("job_title", old.job_title),
        left_on,
    )  # fmt: skip
    return _away(row, old, person)


def _away(row: Row, old: Person, person: Person) -> Person:
    since = row.day("away_from") if row.has("away_from") else old.away_from
    until = row.day("away_until") if row.has("away_until") else old.away_until
    if since is None and until is None:
        return person
    if since is None or until is None:
        missing = "away_from" if since is None else "away_until"
        raise Bad(f"'{missing}' is empty", "Write the first and the last day of the leave, or leave both empty")
    try:
        return leave.going(person, since, until)
    except Invalid as error:
        raise Bad(error.text.rstrip("."), "Correct away_from or away_until") from None


def _zone(code: str | None, site: SiteCode | None, after: Roll) -> str | None:
    if not code:
        return None
    zone = after.zones.get(code.upper())
    if zone is None:
        raise Bad(f"there is no zone '{shown(code)}'", "Add it to zones.csv, or correct it")
    if zone.site != site:
        raise Bad(f"the zone {zone.code} belongs to {zone.site}, the person to {site or 'no site'}", "Correct one")
    return zone.code


def _mail(address: str | None) -> str | None:
    if address and not _MAIL.fullmatch(address):
        raise Bad(f"'{shown(address)}' is not an e-mail address", "Write name@organisation.example, or leave it empty")
    return address


def wardens(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read wardens.csv; the zones it names get these wardens, other zones keep theirs."""

    def build(row: Row) -> tuple[tuple[str, int], Warden]:
        code = row.code("zone", *_ZONE)
        if code not in after.zones:
            raise Bad(f"there is no zone {code}", "Add it to zones.csv, or correct it")
        warden = Warden(code, row.whole("rank"), _person(row, after, "person"))
        return (warden.zone, warden.rank), warden

    keys = _each(table, after.wardens, build)
    if not table.problems:
        named = _column(table, "zone")
        for key in [key for key in before.wardens if key[0] in named and key not in keys]:
            del after.wardens[key]
    return keys


def seats(table: Table, before: Roll, after: Roll, *, full: bool) -> Sequence[Hashable]:
    """Read seats.csv; in a full list a seat that is absent is removed."""
    named = _column(table, "code")
    order = {seat.succession: seat.code for seat in before.seats.values() if seat.code not in named}

    def build(row: Row) -> tuple[SeatCode, Seat]:
        seat = _read_seat(row, after)
        if seat.succession and order.setdefault(seat.succession, seat.code) != seat.code:
            wrong = f"{order[seat.succession]} has place {seat.succession} in the succession already"
            raise Bad(wrong, "Give each seat a place of its own, or leave it empty")
        return seat.code, seat

    keys = _each(table, after.seats, build)
    if full:
        for code in [code for code in before.seats if code not in named]:
            del after.seats[code]
    return keys


def _read_seat(row: Row, after: Roll) -> Seat:
    code = SeatCode(row.code("code", *_SEAT))
    team, site = row.word("team", Team), _site(row, after)
    if code in ROLE_WORDS:
        raise Bad(f"{code} is a role that Muster works out by itself", "Give the seat another code")
    if (team is Team.ORT) != (site is not None):
        raise Bad(f"a seat of the {team} {'needs a site' if site is None else 'has no site'}", "Correct team or site")
    if "@" in code and code.partition("@")[2] != site:
        raise Bad(f"the code {code} and the site {site or '-'} do not fit", f"Write {code.partition('@')[0]}@{site}")
    columns = [name for name in ("holder", *ALTERNATES) if row.text(name)]
    holders = tuple(_person(row, after, name) for name in columns)
    if len(set(holders)) < len(holders):
        raise Bad(f"somebody stands twice on the ladder of {code}", "Name each person once")
    if holders and columns[0] != "holder":
        raise Bad(f"{code} has alternates and no holder", "Write who holds the seat")
    succession = row.whole("succession") if row.text("succession") else None
    title, function = row.text("title", 80, required=True), row.text("function", 30, required=True).casefold()
    return Seat(code, title, team, site, function, row.truth("core"), succession, holders)


def duty(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read duty.csv; the roles it names get this rota, other roles keep theirs."""

    def build(row: Row) -> tuple[DutyShift, DutyShift]:
        role = row.text("role", required=True).upper()
        if role != DUTY_OFFICER:
            raise Bad(f"'{shown(role)}' is no duty role", f"Write {DUTY_OFFICER}")
        since, until = row.day("valid_from"), row.day("valid_until")
        if since and until and until < since:
            raise Bad("valid_until lies before valid_from", "Correct one of the two")
        shift = DutyShift(
            DUTY_OFFICER, row.whole("rank"), _person(row, after, "person"), row.days("days"), row.clock("from"),
            row.clock("to"), row.time_zone("time_zone"), since, until,
        )  # fmt: skip
        return shift, shift

    found = _each(table, dict[DutyShift, DutyShift](), build)
    if table.problems and before.duty:
        table.notes.append("duty.csv: the stored rota stays as it is, since a gap in it would go unnoticed.")
        return []
    named = {shift.role for shift in found}
    after.duty = (*(shift for shift in before.duty if shift.role not in named), *found)
    return found


def authority(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read authority.csv; a power that it does not name keeps its rule."""
    del before

    def build(row: Row) -> tuple[Power, Rule]:
        power = row.word("power", Power)
        roles = frozenset(re.split(r"[\s,;]+", row.text("roles", required=True).upper()))
        unknown = sorted(role for role in roles if role not in ROLE_WORDS and role not in after.seats)
        if unknown:
            wrong = f"there is no role or seat {', '.join(shown(role) for role in unknown)}"
            raise Bad(wrong, f"Write codes of seats.csv, or: {', '.join(ROLE_WORDS)}")
        return power, Rule(power, roles, row.text("rule", 300, required=True))

    return _each(table, after.rules, build)


def lists(table: Table, before: Roll, after: Roll) -> Sequence[Hashable]:
    """Read lists.csv, a row a person; the lists it names get these people, other lists keep theirs.

    A list with one row and no person in it goes. With a bad row nobody falls out of a list: rather one person too many
    is asked than one too few.
    """
    heads: dict[str, tuple[int, PeopleList]] = {}

    def build(row: Row) -> tuple[tuple[str, str], PeopleList]:
        head = _read_list(row, before, after)
        line, first = heads.setdefault(head.code, (row.line, head))
        if head != first:
            raise Bad(
                f"{head.code} reads otherwise in line {line}", "Write the same title, site, source in all its rows"
            )
        return (head.code, _person(row, after, "person") if row.text("person") else ""), head

    keys = _each(table, dict[tuple[str, str], PeopleList](), build)
    members: dict[str, set[PersonId]] = {}
    for code, id_ in keys:
        members.setdefault(code, set()).update({PersonId(id_)} if id_ else ())
    for code, people in members.items():
        if table.problems and code in before.lists:
            people.update(before.lists[code].people)
        after.lists[code] = replace(heads[code][1], people=tuple(sorted(people)))
        if not people:
            del after.lists[code]
    return keys


def _read_list(row: Row, before: Roll, after: Roll) -> PeopleList:
    code = row.code("list", *_LIST)
    old = before.lists.get(code) or PeopleList(code, "", None, "", None, ())
    return PeopleList(
        code, row.optional("title", old.title, 100) or code,
        _site(row, after) if row.has("site") else old.site,
        row.optional("source", old.source, 60) or "",
        row.day("as_of") if row.has("as_of") else old.as_of, (),
    )  # fmt: skip
