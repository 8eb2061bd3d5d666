"""What a declaration and a report have in common: a new incident, its title, its first meeting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers import locate, system
from handlers.context import Context
from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import EntryKind, IncidentId, IncidentType, Level, Phase, incident_code

#: How long a watch may lie before it is looked at again (domain 2.2).
WATCH_REVIEW = timedelta(hours=24)
#: How the title of a report begins that a text opened.
_CALL_FOR_HELP = "Possible call for help by SMS"


def new_incident(ctx: Context, kind: IncidentType, title: str, level: Level, sites: tuple[str, ...]) -> Incident:
    code = incident_code(ctx.chance.choice, ctx.uow.incidents.code_taken)
    by = ctx.actor.person.id if ctx.actor.person else None
    return Incident(
        IncidentId(0), code, kind, title, level, Phase.REPORTED, sites, ctx.library.event(kind).sensitivity,  # type: ignore[arg-type]  # site codes
        by or "", ctx.now, first_meeting=next_meeting(ctx),  # type: ignore[arg-type]  # a person id; callers without an actor set it
    )  # fmt: skip


def open_report(ctx: Context, incident: Incident, said: str, author: str | None = None, **details: Any) -> None:
    """Store a new incident as a report: the duty officer is paged, rooms and playbook are there meanwhile (R52).

    `details` go into the log's entry, whose author is the actor unless another is named.
    """
    ctx.incident = incident
    incident.id = ctx.uow.incidents.add(incident)
    ctx.log(incident.code, EntryKind.REPORT, said, author=author, **details)
    ctx.then(system.PageDutyOfficer(incident.id))
    ctx.then(system.OpenRooms(incident.id))
    ctx.then(system.StartRun(incident.id))


def begin(ctx: Context, incident: Incident) -> None:
    """Page the team, open the rooms, begin the playbook and set the clocks of an incident that is active."""
    ctx.then(system.StartPages(incident.id))
    ctx.then(system.OpenRooms(incident.id))
    ctx.then(system.StartRun(incident.id))
    clocks(ctx, incident)


def clocks(ctx: Context, incident: Incident) -> None:
    """Set what comes again by itself while an incident is active."""
    ctx.after(system.HEAD_EVERY, system.PublishHead(incident.id, repeat=True), incident.id)
    if incident.level is Level.L0:
        ctx.after(WATCH_REVIEW, system.ReviewWatch(incident.id), incident.id)


def meet_ahead(ctx: Context, incident: Incident) -> None:
    """Set another first meeting when the present one is over."""
    # A page must not call people to a meeting that is over.
    if incident.first_meeting is None or incident.first_meeting <= ctx.now:
        incident.first_meeting = next_meeting(ctx)


def title_of_call(name: str) -> str:
    """Give the title of a report that a text opened: it says whose text."""
    return f"{_CALL_FOR_HELP}: {name}"


def open_call(ctx: Context, name: str) -> Incident | None:
    """Find the report that an earlier text of the same sender opened, as long as nobody has verified or ended it."""
    title = title_of_call(name)
    return next((one for one in ctx.uow.incidents.open() if one.title == title and one.phase is Phase.REPORTED), None)


def name_of_caller(number: str) -> str:
    """Name whoever texted from a number that is nobody's."""
    return f"the unknown number {number}"


def short_title(text: str) -> str:
    """Cut a long line for the title: declaring never waits for a shorter one; the log has all of it."""
    return text if len(text) <= locate.TITLE_LIMIT else text[: locate.TITLE_LIMIT - 1] + "…"


def next_meeting(ctx: Context) -> datetime:
    five = timedelta(minutes=5)
    raw = ctx.now + ctx.organisation.first_meeting
    over = timedelta(minutes=raw.minute % 5, seconds=raw.second, microseconds=raw.microsecond)
    return raw - over + (five if over else timedelta(0))
