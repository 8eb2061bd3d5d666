"""Who somebody is, as far as authority goes: seats, duty, teams of the site, membership of the incident (R8)."""

from __future__ import annotations

from datetime import datetime

from handlers.context import Actor, Context
from handlers.presence import there_first
from playbooks.rules.authority import Power
from playbooks.rules.errors import NotAllowed
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person, PersonKind, Seat, on_duty
from playbooks.rules.vocabulary import PersonId, SeatCode, Team
from storage.uow import UnitOfWork

#: The duty role that is paged for reports (R53).
DUTY_OFFICER = SeatCode("SSD-DO")


def actor_of(uow: UnitOfWork, person_id: PersonId, now: datetime, incident: Incident | None) -> Actor:
    """Find the person and the roles that count for this incident. Raises NotAllowed for somebody who has left."""
    person = uow.roster.person(person_id)
    if not person.active:
        raise NotAllowed(f"{person.name} is not on the organisation's list any more.", "people on the list")
    return Actor(person, frozenset(_roles(uow, person, now, incident)))


def open_to(uow: UnitOfWork, person_id: PersonId, now: datetime) -> list[Incident]:
    """Give the open incidents whose state this person may see, newest first."""
    matrix = uow.roster.matrix()
    return [
        incident
        for incident in uow.incidents.open()
        if matrix.verdict(Power.STATUS, actor_of(uow, person_id, now, incident).roles).allowed
    ]


def officers(ctx: Context) -> list[PersonId]:
    """Name who hears of an alarm first: SSD on duty now, then the Head of Security and alternates; never nobody.

    Whoever is on leave comes after those of their kind who are there.
    """
    duty = on_duty(ctx.uow.roster.duty(), DUTY_OFFICER, ctx.now)
    heads = [person for seat in ctx.uow.roster.seats() if seat.function == "security" for person in seat.holders]
    anybody = [person for seat in ctx.uow.roster.seats() for person in seat.holders]
    security, others = (there_first(ctx.uow, ids, ctx.now) for ids in ([*duty, *heads], anybody))
    return list(dict.fromkeys([*security, *others]))


def _roles(uow: UnitOfWork, person: Person, now: datetime, incident: Incident | None) -> set[str]:
    roles: set[str] = set()
    if person.kind is not PersonKind.EXTERNAL:
        roles.add("STAFF")
    for seat in uow.roster.seats():
        if person.id in seat.holders and _counts(seat, incident):
            roles.update(_seat_roles(seat))
    if person.id in on_duty(uow.roster.duty(), DUTY_OFFICER, now):
        roles.add(DUTY_OFFICER)
    if _is_warden(uow, person, incident):
        roles.add("WARDEN")
    member_of = uow.rooms.incidents_of(person.id)
    if incident is None:
        # What concerns no incident in particular is open to the members of any (an external who asks who is who).
        if any(one.id in member_of for one in uow.incidents.open()):
            roles.add("MEMBER")
        return roles
    if incident.id in member_of:
        roles.add("MEMBER")
    if incident.acting_chair == person.id:
        # Whoever leads by succession decides as the chair does.
        roles.add("CHAIR")
    return roles


def _is_warden(uow: UnitOfWork, person: Person, incident: Incident | None) -> bool:
    """Tell whether the person is a warden of a site concerned, or of one whose people are asked too."""
    zones = uow.roster.zones_of(person.id)
    if not zones or incident is None:
        return bool(zones)
    if any(zone.site in incident.sites for zone in uow.roster.zones() if zone.code in zones):
        return True
    campaign = uow.campaigns.current(incident.id)
    return campaign is not None and uow.campaigns.one(campaign.id, person.id) is not None


def _counts(seat: Seat, incident: Incident | None) -> bool:
    return seat.team is not Team.ORT or incident is None or seat.site in incident.sites


def _seat_roles(seat: Seat) -> set[str]:
    roles = {str(seat.code), str(seat.team)}
    if seat.core:
        roles.add("CORE")
    return roles
