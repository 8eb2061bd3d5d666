"""Is the organisation ready: seats, site teams, duty, quorum, authority, log; each checked and said in a sentence.

Looks only; `muster doctor` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from handlers.authorise import DUTY_OFFICER
from handlers.context import ORG
from handlers.demonstration import OFFSET
from handlers.preflight import lines, unreached
from playbooks.rules.authority import ROLE_WORDS, Power
from playbooks.rules.countries import Countries
from playbooks.rules.logbook import as_record, broken_at
from playbooks.rules.organisation import Organisation
from playbooks.rules.people import DutyShift, Person, Seat, on_duty
from playbooks.rules.vocabulary import PersonId, SiteCode, Team
from storage.uow import UnitOfWork

#: How far ahead the duty rota must be filled (our choice: a rota is made by the week).
AHEAD = timedelta(days=7)
#: R46.
ALTERNATES = 2
#: As many of a kind are named; the rest is counted.
_NAMED = 5
#: A machine's clock may be this much behind before it is said (our choice: a clock service's own corrections).
_BEHIND = timedelta(seconds=2)


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    state: State
    #: What was looked at, in a word or two.
    what: str
    #: A sentence; what to do when it is not ok.
    text: str

    def __str__(self) -> str:
        return f"{self.state:<8} {self.what}: {self.text}"


def readiness(uow: UnitOfWork, now: datetime, countries: Countries | None = None) -> list[Finding]:
    """Check the organisation in the database; `now` is the machine's time (aware).

    `countries` is None when their table cannot be read: whether replies come through is not checked then.
    """
    organisation = uow.roster.organisation()
    if organisation is None:
        text = "none is loaded; muster import FOLDER, or muster run for the demonstration."
        return [Finding(State.PROBLEM, "organisation", text)]
    machine = now
    if organisation.demonstration:
        now += timedelta(seconds=float(uow.meta.get(OFFSET) or 0))
    people = {person.id: person for person in uow.roster.everyone()}
    seats = uow.roster.seats()
    return [
        _which(organisation, people),
        _ladders(seats, people),
        _site_teams(uow, seats, people),
        _preflight(uow, None if organisation.demonstration else countries, now),
        _duty(uow.roster.duty(), people, now),
        _quorum(organisation, seats, people, uow.roster.sites()),
        _authority(uow, seats),
        _log(uow, now),
        _clock(uow, machine),
    ]


def _which(organisation: Organisation, people: Mapping[PersonId, Person]) -> Finding:
    active = sum(person.active for person in people.values())
    text = f"{organisation.name}, {active} people."
    if organisation.demonstration:
        text += " DEMONSTRATION: its messages leave only through the console, whatever is configured."
    return Finding(State.OK, "organisation", text)


def _reachable(people: Mapping[PersonId, Person], ids: Iterable[PersonId]) -> list[PersonId]:
    return [id_ for id_ in ids if id_ in people and people[id_].active and people[id_].mobile]


def _ladders(seats: Iterable[Seat], people: Mapping[PersonId, Person]) -> Finding:
    """R46: every seat of the CMT has a holder and two alternates who can be paged; a thin ladder only warns."""
    empty, thin, teams = [], [], [seat for seat in seats if seat.team is Team.CMT]
    for seat in teams:
        ready = _reachable(people, seat.holders)
        if not ready:
            empty.append(f"{seat.code} has nobody who can be paged")
        elif len(ready) <= ALTERNATES:
            silent = [f"{people[id_].name} has no mobile" for id_ in seat.holders if id_ not in ready]
            why = f" ({', '.join(silent)})" if silent else ""
            thin.append(f"{seat.code} has {len(ready)} who can be paged, of {ALTERNATES + 1}{why}")
    if not teams:
        return Finding(State.PROBLEM, "CMT seats", "there is none; import seats.csv.")
    return _finding("CMT seats", empty, thin, f"{len(teams)}, each with a holder and two alternates who can be paged.")


def _preflight(uow: UnitOfWork, countries: Countries | None, now: datetime) -> Finding:
    """R46: whom a page would not reach today."""
    return _finding("reach", [], list(lines(unreached(uow, countries, now))), "everybody in the teams can be reached.")


def _site_teams(uow: UnitOfWork, seats: Iterable[Seat], people: Mapping[PersonId, Person]) -> Finding:
    sites = uow.roster.sites()
    led = {seat.site for seat in seats if seat.team is Team.ORT and _reachable(people, seat.holders)}
    missing = [
        f"{site.code} {site.name()} has no ORT that can be paged" for site in sites.values() if site.code not in led
    ]
    if not sites:
        missing = ["there is no site; import sites.csv"]
    return _finding("site teams", missing, [], f"all {len(sites)} sites have an ORT.")


def _duty(shifts: Iterable[DutyShift], people: Mapping[PersonId, Person], now: datetime) -> Finding:
    shifts, until = tuple(shifts), now + AHEAD
    gaps = [f"nobody from {_utc(since)} to {_utc(to)}" for since, to in _gaps(shifts, people, now, until)]
    backups = {shift.rank for shift in shifts}
    thin = [] if len(backups) > 1 else ["the rota has no backup (rank 2)"]
    return _finding("SSD duty", gaps, thin, f"covered day and night until {_utc(until)}.")


def _gaps(
    shifts: tuple[DutyShift, ...], people: Mapping[PersonId, Person], now: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Give the times without a duty officer who can be paged; cover changes only where a shift begins or ends."""
    moments = sorted({now, until, *(one for one in _changes(shifts, now) if now < one < until)})
    since: datetime | None = None
    for moment, following in pairwise(moments):
        covered = _reachable(people, on_duty(shifts, DUTY_OFFICER, moment))
        if not covered and since is None:
            since = moment
        if covered and since is not None:
            yield since, moment
            since = None
        if since is not None and following == until:
            yield since, until


def _changes(shifts: tuple[DutyShift, ...], now: datetime) -> Iterator[datetime]:
    for shift in shifts:
        zone = ZoneInfo(shift.time_zone)
        for day in range(-1, AHEAD.days + 2):
            date = now.astimezone(zone).date() + timedelta(days=day)
            for clock in (shift.start, shift.end):
                yield datetime.combine(date, clock, zone).astimezone(UTC)


def _quorum(
    organisation: Organisation,
    seats: Iterable[Seat],
    people: Mapping[PersonId, Person],
    sites: Iterable[SiteCode],
) -> Finding:
    """Whether each team could be quorate if everybody came."""
    short = []
    for team, rule in organisation.quorum.items():
        for site in [None] if team is Team.CMT else sites:
            of_team = [seat for seat in seats if seat.team is team and (site is None or seat.site == site)]
            ready = {seat.code: _reachable(people, seat.holders) for seat in of_team}
            functions = {seat.function for seat in of_team if ready[seat.code]}
            different = {id_ for ids in ready.values() for id_ in ids}
            name = f"{team} {site or ''}".strip()
            if missing := sorted(rule.functions - functions):
                short.append(f"{name} has nobody for {', '.join(missing)}")
            if len(different) < rule.minimum:
                short.append(f"{name} has {len(different)} people who can be paged, {rule.minimum} are needed")
    if not organisation.quorum:
        return Finding(State.WARNING, "quorum", "none is asked for; set it in organisation.yaml.")
    return _finding("quorum", short, [], "can be reached by every team.")


def _authority(uow: UnitOfWork, seats: Iterable[Seat]) -> Finding:
    rules, roles = uow.roster.matrix().rules, {*ROLE_WORDS, *(str(seat.code) for seat in seats)}
    missing = [f"nobody may {power.value}" for power in Power if power not in rules or not rules[power].roles & roles]
    strange = sorted({role for rule in rules.values() for role in rule.roles} - roles)
    warnings = [f"'{role}' is no seat any more" for role in strange]
    return _finding("authority", missing, warnings, f"all {len(rules)} powers have a rule.")


def _log(uow: UnitOfWork, now: datetime) -> Finding:
    """Check the organisation's own log; an export of any other log is checked by ``muster verify-log``."""
    broken = broken_at(as_record(entry) for entry in uow.log.entries(ORG))
    if broken:
        text = f"BROKEN at entry {broken.seq}: {broken.why}; keep a copy of the database and tell the auditor."
        return Finding(State.PROBLEM, "log", text)
    head, last = uow.log.head(ORG), uow.log.last(ORG, 1)
    if last and datetime.fromisoformat(last[0].recorded_at) > now:
        text = f"its last entry is of {last[0].recorded_at}, which is still to come; the machine's clock is behind."
        return Finding(State.WARNING, "log", text)
    return Finding(State.OK, "log", f"the organisation's log is whole, {head.count} entries.")


def _clock(uow: UnitOfWork, machine: datetime) -> Finding:
    seen = uow.meta.time_seen()
    if seen is not None and seen - machine > _BEHIND:
        text = f"the machine's clock is {seen - machine} behind the time Muster has reached; put it right."
        return Finding(State.WARNING, "clock", text)
    return Finding(State.OK, "clock", "the machine's clock is not behind the time Muster has reached.")


def _finding(what: str, problems: list[str], warnings: list[str], fine: str) -> Finding:
    said = problems or warnings
    if not said:
        return Finding(State.OK, what, fine)
    more = f"; and {len(said) - _NAMED} more" if len(said) > _NAMED else ""
    return Finding(State.PROBLEM if problems else State.WARNING, what, "; ".join(said[:_NAMED]) + more + ".")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
