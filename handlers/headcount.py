"""What every change of a person's status has in common: storing it, reading it, and who may set what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers import system
from handlers.context import Context
from handlers.step_cards import shows_secrets
from playbooks.rules.authority import Power
from playbooks.rules.checkin import ACCOUNTED, OFFICIAL, Campaign, Respondent, Status
from playbooks.rules.errors import Conflict, Invalid
from playbooks.rules.incident import Incident
from playbooks.rules.ringing import MAY_BE_RUNG
from playbooks.rules.rooms import RoomKind

#: What stands in the place of a status that was recorded in the restricted room. Others stand in it with those, so
#: that not even the figure says that somebody is in hospital, or dead (domain 10).
OTHER = "accounted for, other"
_UNDER_OTHER = OFFICIAL | {Status.EXCLUDED, Status.NEEDS_ASSIST}


def sees_official(ctx: Context, incident: Incident) -> bool:
    """Tell whether what is official may be shown: to who may see names, and in the restricted room."""
    return ctx.may(Power.NAMES).allowed or shows_secrets(ctx, incident)


def in_words(status: Status, *, openly: bool) -> str:
    """Write a status; `openly` to those who may see what is official."""
    return OTHER if status in _UNDER_OTHER and not openly else str(status)


def by_words(counts: Mapping[Status, int], *, openly: bool = False) -> tuple[tuple[str, bool, int], ...]:
    """Count people as `in_words` calls them: words, whether they are accounted for, how many; nobody is left out."""
    sums: dict[tuple[str, bool], int] = {}
    for status in Status:
        group = in_words(status, openly=openly), status in ACCOUNTED
        sums[group] = sums.get(group, 0) + counts.get(status, 0)
    return tuple((words, accounted, many) for (words, accounted), many in sums.items() if many)


def put(ctx: Context, respondent: Respondent, words: str = "") -> None:
    """Store a person's present status and add it to the history; whoever is accounted for has no owner any more."""
    if respondent.accounted:
        respondent.owner = None
    ctx.uow.campaigns.put([respondent])
    ctx.uow.campaigns.record([respondent.change(ctx.now, words)])
    let_ring(ctx, ctx.uow.campaigns.get(respondent.campaign), [respondent])


def let_ring(ctx: Context, campaign: Campaign, changed: Iterable[Respondent]) -> None:
    """Let what was kept from people of a silent check-in go out to those of `changed` who are out of danger."""
    safe = tuple(one.person for one in changed if one.status in MAY_BE_RUNG) if campaign.silent else ()
    if safe:
        ctx.then(system.FoundSafe(safe))


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
