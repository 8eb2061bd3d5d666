"""Who there is: persons, sites and their zones, wardens, seats with their alternates, the duty rota."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from playbooks.rules.vocabulary import Language, Level, PersonId, SeatCode, SiteCode, Team


class PersonKind(StrEnum):
    """Why a person is on the list (domain 3.1)."""

    STAFF = "staff"
    CONSULTANT = "consultant"
    INTERN = "intern"
    DELEGATE = "delegate"
    CONTRACTOR = "contractor"
    EXTERNAL = "external"  #: Added to one incident by ``augment`` (R51).


@dataclass(frozen=True)
class Person:
    """One human being who can be reached."""

    id: PersonId
    name: str
    kind: PersonKind
    language: Language
    site: SiteCode | None
    zone: str | None = None
    #: E.164, or None when the organisation has no number.
    mobile: str | None = None
    email: str | None = None
    unit: str | None = None
    job_title: str | None = None
    #: The day the person left; left people are kept for the log, and never contacted.
    left_on: date | None = None
    #: The first and the last day of a leave, at the person's site; both or neither.
    away_from: date | None = None
    away_until: date | None = None

    def away_on(self, day: date) -> bool:
        """Tell whether the person is on leave on a day at their site."""
        return bool(self.away_from and self.away_until and self.away_from <= day <= self.away_until)

    @property
    def active(self) -> bool:
        """Still with the organisation."""
        return self.left_on is None


@dataclass(frozen=True)
class Site:
    """A place the organisation works in (R6)."""

    code: SiteCode
    kind: str
    country: str
    time_zone: str
    #: Language tag -> name, all six.
    names: dict[str, str]
    address: str = ""
    assembly_point: str = ""
    emergency_number: str = ""
    duty_number: str = ""
    #: When somebody last rang these numbers.
    numbers_checked: date | None = None

    def name(self, language: Language = Language.EN) -> str:
        """Give the site's name in `language`, English when missing."""
        return self.names.get(language, self.names[Language.EN])

    def local(self, moment: datetime) -> datetime:
        """Show `moment` on the site's wall clock."""
        return moment.astimezone(ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class Zone:
    """A part of a site that wardens count (domain 3.1)."""

    code: str
    site: SiteCode
    name: str
    assembly_point: str = ""


@dataclass(frozen=True)
class Warden:
    """Somebody who accounts for the people of a zone."""

    zone: str
    #: 1 for the warden, 2 and on for those who stand in.
    rank: int
    person: PersonId


@dataclass(frozen=True)
class Seat:
    """A function that somebody must hold, with at least two alternates in order (R46)."""

    code: SeatCode
    title: str
    team: Team
    site: SiteCode | None
    #: Function that quorum counts, for example ``chair`` or ``security``.
    function: str
    #: Paged from level 2 on (domain 2.2).
    core: bool
    #: Place in the chair's line of succession, 1 first; None = not in it.
    succession: int | None
    #: Holder first, then alternates in the order in which they are paged.
    holders: tuple[PersonId, ...]


@dataclass(frozen=True)
class DutyShift:
    """A weekly shift of a duty role, in the role's own time zone (R53)."""

    role: SeatCode
    rank: int
    person: PersonId
    #: ISO weekdays on which the shift starts, 1 = Monday.
    days: frozenset[int]
    start: time
    #: Not after `start` means that the shift ends the next day; equal means 24 hours.
    end: time
    time_zone: str
    valid_from: date | None = None
    valid_until: date | None = None

    def covers(self, moment: datetime) -> bool:
        """Tell whether somebody on this shift is on duty at `moment` (aware)."""
        local = moment.astimezone(ZoneInfo(self.time_zone))
        return any(self._covers_from(local.date() - timedelta(days=back), moment) for back in (0, 1))

    def _covers_from(self, day: date, moment: datetime) -> bool:
        if day.isoweekday() not in self.days:
            return False
        if (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until):
            return False
        zone = ZoneInfo(self.time_zone)
        starts = datetime.combine(day, self.start, zone)
        ends_on = day if self.end > self.start else day + timedelta(days=1)
        ends = datetime.combine(ends_on, self.end, zone)
        # Aware datetimes of one zone compare by wall clock; in UTC the hours of a clock change come out right.
        return starts.astimezone(UTC) <= moment.astimezone(UTC) < ends.astimezone(UTC)


def on_duty(shifts: Iterable[DutyShift], role: SeatCode, moment: datetime) -> tuple[PersonId, ...]:
    """Name who is on duty in `role` at `moment`, first the primary; each person once."""
    ranked = sorted((shift.rank, shift.person) for shift in shifts if shift.role == role and shift.covers(moment))
    return tuple(dict.fromkeys(person for _, person in ranked))


def seats_to_page(seats: Iterable[Seat], level: Level, sites: Iterable[SiteCode]) -> tuple[Seat, ...]:
    """Name the seats that a level calls, most senior first (domain 2.2).

    L0 nobody; L1 the ORT of each site concerned; L2 these and the core CMT; L3 these and the whole CMT. Levels add
    up, so a raise only pages those not yet told, and the people on the spot hear of a crisis declared at once.
    """
    concerned = set(sites)

    def called(seat: Seat) -> bool:
        match seat.team:
            case Team.ORT:
                return level >= Level.L1 and seat.site in concerned
            case Team.CMT:
                return level == Level.L3 or (level == Level.L2 and seat.core)
            case Team.SSD:
                return False

    team_order = [Team.CMT, Team.ORT, Team.SSD]
    return tuple(
        sorted(
            (seat for seat in seats if called(seat)),
            key=lambda seat: (team_order.index(seat.team), seat.succession or 99, not seat.core, seat.code),
        )
    )
