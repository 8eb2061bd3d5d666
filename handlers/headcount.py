"""What every change of a person's status has in common: storing it, reading it, and who may set what."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.context import Context
from playbooks.rules.checkin import Respondent, Status
from playbooks.rules.errors import Conflict, Invalid
from playbooks.rules.incident import Incident
from playbooks.rules.rooms import RoomKind


def put(ctx: Context, respondent: Respondent, words: str = "") -> None:
    """Store a person's present status and add it to the history; whoever is accounted for has no owner any more."""
    if respondent.accounted:
        respondent.owner = None
    ctx.uow.campaigns.put([respondent])
    ctx.uow.campaigns.record([respondent.change(ctx.now, words)])


def read_status(text: str, known: Mapping[str, Status], instead: str) -> Status:
    """Read a status as people type it. Raises Invalid."""
    status = known.get(text.strip().lower())
    if status is None:
        raise Invalid(f"'{text[:30]}' is not a status here: {', '.join(known)}.", instead=instead)
    return status


def secret_room(ctx: Context, incident: Incident, status: Status) -> None:
    """Let what is official be typed in the restricted room alone. Raises Conflict, which no log repeats."""
    room = ctx.room
    if room is None or room.kind is not RoomKind.RESTRICTED or room.incident != incident.id:
        raise Conflict(
            f"'{status}' is recorded only in the restricted room of {incident.code}, after official confirmation. "
            "Type it there; nothing of it was kept."
        )
