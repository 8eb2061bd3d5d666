"""Reports to the SSD duty officer, by command or by a text that may be a call for help (R52)."""

from __future__ import annotations

from handlers import commands as c
from handlers import locate, system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import Context
from handlers.grammar import LINE_LIMIT
from handlers.opening import new_incident, open_report, short_title, title_of_call
from playbooks.rules.incident import Incident
from playbooks.rules.text import clean, one_line
from playbooks.rules.vocabulary import EntryKind, IncidentType, Level, Phase


def report(command: c.Report, ctx: Context) -> Card:
    """Report something to the SSD duty officer; anybody may (R52)."""
    text = clean(command.text, limit=LINE_LIMIT, what="A report", required=True)
    if ctx.incident is not None and ctx.incident.open:
        return _report_on(ctx, ctx.incident, text)
    kind, where, text = locate.reported(ctx, command.type, command.site, text)
    incident = new_incident(ctx, kind, short_title(one_line(text)), ctx.library.event(kind).default_level, (where,))
    open_report(ctx, incident, f"Reported by {ctx.actor.name}: {text}", type=str(kind), sites=[where])
    return Card(
        f"{incident.code} reported",
        (Text(f"The SSD duty officer is being paged. In danger call {_danger(ctx, incident)}."),),
        Tone.GOOD,
    )


def call_for_help(command: system.CallForHelp, ctx: Context) -> None:
    """Open a report for a text that may be a call for help, or add to the call that this person has open."""
    person = ctx.uow.roster.person(command.person) if command.person else None
    name = person.name if person else f"the unknown number {command.number}"
    title = title_of_call(name)
    said = f"{name} by SMS: {command.text}"
    incident = next(
        (one for one in ctx.uow.incidents.open() if one.title == title and one.phase is Phase.REPORTED), None
    )
    if incident is not None:
        ctx.incident = ctx.uow.incidents.get(incident.id)
        ctx.log(incident.code, EntryKind.REPORT, said, author=command.person)
        ctx.then(system.PageDutyOfficer(incident.id))
        return
    site = (person.site if person else None) or next(iter(ctx.uow.roster.sites()))
    incident = new_incident(ctx, IncidentType.OTHER, title, Level.L1, (site,))
    incident.declared_by = person.id if person else officers(ctx)[0]
    open_report(ctx, incident, said, author=command.person)


def _report_on(ctx: Context, incident: Incident, text: str) -> Card:
    text = ctx.aside(incident, text)
    ctx.log(incident.code, EntryKind.REPORT, f"{ctx.actor.name} to the duty officer: {text}")
    ctx.post(incident, Card(f"Report from {ctx.actor.name}", (Text(text),), Tone.WARNING))
    ctx.then(system.PageDutyOfficer(incident.id))
    return Card(f"Reported under {incident.code}", (Text("The SSD duty officer is being paged."),), Tone.GOOD)


def _danger(ctx: Context, incident: Incident) -> str:
    site = ctx.uow.roster.sites()[incident.sites[0]]
    return " or ".join(number for number in (site.emergency_number, ctx.organisation.duty_number) if number)
