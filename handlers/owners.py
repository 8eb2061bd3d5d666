"""Who goes on looking for somebody who is not accounted for: each ends with a named owner (domain 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.authorise import DUTY_OFFICER
from handlers.cards import Button, Buttons, Card, Table, Text, Tone
from handlers.context import Context
from handlers.ladder import in_charge
from handlers.rollup import NAMED
from playbooks.rules.checkin import Respondent, Status
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person, Seat, on_duty
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.vocabulary import CampaignId, PersonId


def give_owners(
    ctx: Context, unaccounted: Sequence[Respondent], closer: PersonId | None = None
) -> list[Respondent]:  # fmt: skip
    """Name an owner for each who has none, or one who cannot look any more; gives those that were changed.

    In order: the wardens of the zone, the site's ORT leader, security, SSD on duty, human resources, who leads, who
    declared it, who closes the round. Nobody owns a search who is not accounted for, needs help, is on leave or has
    left; if that leaves nobody, there is no owner.
    """
    rounds = {one.campaign for one in unaccounted}
    lost = {one.person for one in unaccounted}.union(*(_cannot_look(ctx, campaign) for campaign in rounds))
    wardens, seats = ctx.uow.roster.wardens_by_zone(), ctx.uow.roster.seats()
    last = {campaign: [*_last_in_line(ctx, seats, campaign), *([closer] if closer else [])] for campaign in rounds}
    candidates = {id_ for ids in (*wardens.values(), *last.values(), _held(seats)) for id_ in ids}
    people = ctx.uow.roster.people(candidates | {one.owner for one in unaccounted if one.owner})
    fit = {id_ for id_, one in people.items() if one.active} - lost
    changed = []
    for one in unaccounted:
        if one.owner not in fit:
            line = [
                *wardens.get(one.zone or "", ()), *_leaders(seats, one), *_with(seats, "security"),
                *last[one.campaign],
            ]  # fmt: skip
            one.owner = next((id_ for id_ in line if id_ in fit), None)
            changed.append(one)
    return changed


def why_not(ctx: Context, missing: Respondent, owner: Person) -> str:
    """Say why somebody cannot own the search for this person; empty when they can."""
    if owner.id == missing.person:
        return f"{owner.name} is who is missing"
    if not owner.active:
        return f"{owner.name} has left the organisation"
    if owner.id in _cannot_look(ctx, missing.campaign):
        place = ctx.uow.campaigns.one(missing.campaign, owner.id)
        return f"{owner.name} is '{place.status if place else 'unknown'}' in this check-in"
    return ""


def to_find(ctx: Context, incident: Incident, people: Sequence[Respondent]) -> Card:
    """Name whom somebody is to look for, and say how to report them."""
    known = ctx.uow.roster.people([one.person for one in people])
    rows = tuple((known[one.person].name, one.number or "none", one.zone or "", _last(one)) for one in people[:NAMED])
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


def _last(one: Respondent) -> str:
    return f"{one.status}: MAY HIDE, do not call" if one.note == NOT_RUNG else str(one.status)


def _cannot_look(ctx: Context, campaign: CampaignId) -> set[PersonId]:
    fit = {Status.SAFE, Status.SAFE_ELSEWHERE}
    return {one.person for one in ctx.uow.campaigns.in_status(campaign, set(Status) - fit)}


def _held(seats: Sequence[Seat]) -> list[PersonId]:
    return [id_ for seat in seats if seat.function in {"leader", "security"} for id_ in seat.holders]


def _leaders(seats: Sequence[Seat], one: Respondent) -> list[PersonId]:
    return [id_ for seat in seats if seat.function == "leader" and seat.site == one.site for id_ in seat.holders]


def _with(seats: Sequence[Seat], function: str) -> list[PersonId]:
    return [id_ for seat in seats if seat.function == function for id_ in seat.holders]


def _last_in_line(ctx: Context, seats: Sequence[Seat], campaign: CampaignId) -> list[PersonId]:
    incident = ctx.uow.incidents.look(ctx.uow.campaigns.get(campaign).incident)
    duty = on_duty(ctx.uow.roster.duty(), DUTY_OFFICER, ctx.now)
    return [*duty, *_with(seats, "people"), *in_charge(ctx, incident)]
