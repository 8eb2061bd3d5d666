"""Who goes on looking for somebody who is not accounted for: each ends with a named owner (domain 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Button, Buttons, Card, Table, Text, Tone
from handlers.context import Context
from handlers.rollup import NAMED
from playbooks.rules.checkin import ACCOUNTED, Respondent, Status
from playbooks.rules.incident import Incident
from playbooks.rules.people import Seat
from playbooks.rules.vocabulary import PersonId

#: Accounted for, but in no state to look for anybody: trapped, in hospital, not there.
_UNFIT = ACCOUNTED - {Status.SAFE, Status.SAFE_ELSEWHERE}


def give_owners(ctx: Context, unaccounted: Sequence[Respondent]) -> list[Respondent]:
    """Name an owner for each who has none: a warden of the zone, else the site's ORT leader, else security.

    Nobody owns a search who is not accounted for, needs help or is on leave. Gives those that were changed.
    """
    lost = {one.person for one in unaccounted}
    for campaign in {one.campaign for one in unaccounted}:
        lost |= {one.person for one in ctx.uow.campaigns.in_status(campaign, _UNFIT)}
    wardens = ctx.uow.roster.wardens_by_zone()
    seats = ctx.uow.roster.seats()
    people = ctx.uow.roster.people([*(id_ for zone in wardens.values() for id_ in zone), *_held(seats)])
    fit = {id_ for id_, one in people.items() if one.active} - lost
    changed = []
    for one in unaccounted:
        if one.owner is None or one.owner in lost:
            line = [*wardens.get(one.zone or "", ()), *_leaders(seats, one), *_security(seats)]
            one.owner = next((id_ for id_ in line if id_ in fit), None)
            changed.append(one)
    return changed


def to_find(ctx: Context, incident: Incident, people: Sequence[Respondent]) -> Card:
    """Name whom somebody is to look for, and say how to report them."""
    known = ctx.uow.roster.people([one.person for one in people])
    rows = tuple(
        (known[one.person].name, one.number or "none", one.zone or "", str(one.status)) for one in people[:NAMED]
    )
    table = Table(("Name", "Telephone", "Zone", "Known last"), rows, "Please find")
    ids = ",".join(one.person for one in people[:1])
    buttons = Buttons((
        Button("Report somebody", f"checkin proxy {incident.code}", "primary"),
        Button("My zone", f"checkin status {incident.code}"),
    ))  # fmt: skip
    text = Text(
        "They have not answered. Ask by radio, visit, colleague. Then, for example: "
        f"/crisis checkin proxy {incident.code} {ids} safe source=seen at the assembly point"
    )
    return Card(f"{incident.code}: find {len(people)} people", (text, table, buttons), Tone.ALARM, must_act=True)


def _held(seats: Sequence[Seat]) -> list[PersonId]:
    return [id_ for seat in seats if seat.function in {"leader", "security"} for id_ in seat.holders]


def _leaders(seats: Sequence[Seat], one: Respondent) -> list[PersonId]:
    return [id_ for seat in seats if seat.function == "leader" and seat.site == one.site for id_ in seat.holders]


def _security(seats: Sequence[Seat]) -> list[PersonId]:
    return [id_ for seat in seats if seat.function == "security" for id_ in seat.holders]
