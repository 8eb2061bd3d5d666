"""Who holds a step of the playbook now: the person it was given to, else who covers the seats of its roles (R48)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from handlers.context import Context
from handlers.ladder import called_for, in_charge, seat_of
from playbooks.rules.incident import Incident
from playbooks.rules.people import Seat
from playbooks.rules.rooms import RoomKind
from playbooks.rules.steps import SopRole, StepRun
from playbooks.rules.vocabulary import PersonId, SeatCode


def outside(ctx: Context, incident: Incident, people: Iterable[PersonId]) -> list[PersonId]:
    """Name those of these people who are not in the restricted room; nobody where there is no such room."""
    rooms = ctx.open_rooms(incident, RoomKind.RESTRICTED)
    inside = {one.person for room in rooms for one in ctx.uow.rooms.members(room.id) if one.left_at is None}
    return [person for person in people if rooms and person not in inside]


class Holders:
    """The holders of the steps of one incident, as things are now; looks everything up once."""

    def __init__(self, ctx: Context, incident: Incident) -> None:
        self._ctx, self._incident = ctx, incident
        self._roles: dict[str, tuple[PersonId, ...]] = {}

    def of(self, step: StepRun) -> tuple[PersonId, ...]:
        """Name who holds the step, each once; never nobody as long as somebody leads or declared the incident."""
        if step.assigned_to is not None and self._active([step.assigned_to]):
            return (step.assigned_to,)
        named = [person for role in step.definition.roles for person in self._of_role(role)]
        return tuple(dict.fromkeys(named)) or self._chair

    def words(self, step: StepRun) -> str:
        """Name the holders for a card."""
        if step.assigned_to is None and step.definition.roles:
            return f"{', '.join(step.definition.roles)}: {self._ctx.names(list(self.of(step)))}"
        return self._ctx.names(list(self.of(step)))

    @cached_property
    def _chair(self) -> tuple[PersonId, ...]:
        return tuple(in_charge(self._ctx, self._incident)[:1])

    @cached_property
    def _seats(self) -> dict[SeatCode, Seat]:
        return {seat.code: seat for seat in self._ctx.uow.roster.seats()}

    @cached_property
    def _coming(self) -> dict[SeatCode, list[PersonId]]:
        return {page.seat: page.coming() for page in self._ctx.uow.pages.of(self._incident.id)}

    def _of_role(self, code: str) -> tuple[PersonId, ...]:
        if code not in self._roles:
            # A step that was added may name a seat of the organisation.
            role = self._ctx.library.sop_roles.get(code) or SopRole(code, code, (code,))
            self._roles[code] = (self._wardens() if role.wardens else ()) or self._of_seats(role.seats)
        return self._roles[code]

    def _of_seats(self, patterns: Iterable[str]) -> tuple[PersonId, ...]:
        """Take the first seat that the organisation has; one with ``@`` at the end at each site concerned."""
        for pattern in patterns:
            codes = [f"{pattern}{site}" for site in self._incident.sites] if pattern.endswith("@") else [pattern]
            found = [person for code in codes for person in self._of_seat(SeatCode(code))]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _of_seat(self, code: SeatCode) -> list[PersonId]:
        seat = self._seats.get(code) or seat_of(self._ctx, code)
        if seat.function == "chair" and self._chair:
            return list(self._chair)
        coming = self._active(self._coming.get(code, ()))
        return coming[:1] or self._active(called_for(self._ctx, code) or ())[:1]

    def _wardens(self) -> tuple[PersonId, ...]:
        """Name of each zone the first warden who is there."""
        zones = [zone.code for zone in self._ctx.uow.roster.zones() if zone.site in self._incident.sites]
        by_zone = self._ctx.uow.roster.wardens_by_zone()
        first = [person for code in zones for person in self._active(by_zone.get(code, ()))[:1]]
        return tuple(dict.fromkeys(first))

    def _active(self, people: Iterable[PersonId]) -> list[PersonId]:
        wanted = list(people)
        known = self._ctx.uow.roster.people(wanted)
        return [person for person in wanted if person in known and known[person].active]
