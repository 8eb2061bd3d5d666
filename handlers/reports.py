"""Reports to the SSD duty officer, by command or by a text that may be a call for help (R52); what is true of them."""

from __future__ import annotations

from typing import Any

from handlers import commands as c
from handlers import locate, system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import Context
from handlers.grammar import LINE_LIMIT
from handlers.helpcards import calling
from handlers.opening import (
    begin,
    meet_ahead,
    name_of_caller,
    new_incident,
    open_call,
    open_report,
    short_title,
    title_of_call,
)
from playbooks.rules.errors import Conflict
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
    """Open a report for a text that may be a call for help, or add to what this sender has open.

    Once that is an incident, to the request for help there, whose officer reads it; before, the duty officer is texted
    again.
    """
    person = ctx.uow.roster.person(command.person) if command.person else None
    name = person.name if person else name_of_caller(command.number)
    number = command.number or (person.mobile if person else None) or ""
    request = calling(ctx, [person.id] if person else [], number)
    if request is not None:
        ctx.then(system.AskHelp(request.incident, command.person, command.text, request.campaign, number))
        return
    said = f"{name} by SMS: {command.text}"
    # What follows goes along when the report becomes an incident.
    caller = "" if command.shared else command.person or ""
    details: dict[str, Any] = {"words": command.text, "phone": number, "caller": caller}
    incident = open_call(ctx, name)
    if incident is not None:
        ctx.incident = ctx.uow.incidents.get(incident.id)
        ctx.log(incident.code, EntryKind.REPORT, said, author=command.person, **details)
        ctx.post(incident, Card(f"{incident.code}: {name} says more", (Text(command.text),), Tone.ALARM))
        ctx.then(system.PageDutyOfficer(incident.id))
        return
    site = (person.site if person else None) or next(iter(ctx.uow.roster.sites()))
    incident = new_incident(ctx, IncidentType.OTHER, title_of_call(name), Level.L1, (site,))
    incident.declared_by = person.id if person else officers(ctx)[0]
    open_report(ctx, incident, said, author=command.person, **details)


def verify(command: c.Verify, ctx: Context) -> Card:
    """Record that it is real; a report becomes an active incident, and its team is paged.

    What kind it is and where may be said with it: a report that a text opened does not know. Whoever called for help
    comes along as a request for help.
    """
    incident = ctx.the_incident()
    changed = _says_more(ctx, incident, command)
    note = ctx.aside(incident, clean(command.text, limit=locate.TEXT_LIMIT, what="A note"))
    activated = incident.verify(ctx.me().id, ctx.now)
    if activated:
        usual = ctx.library.event(incident.type).default_level
        incident.level = locate.level(command.level) if command.level else usual
        meet_ahead(ctx, incident)
    ctx.uow.incidents.save(incident)
    became = f"; it is active at {incident.level}{changed}" if activated else ""
    if command.level and not activated and locate.level(command.level) is not incident.level:
        # Verifying changes no level; whoever typed one must not believe that it did.
        became = f"; it stays at {incident.level} (to change that: /crisis raise {incident.code} {command.level})"
    ctx.log(
        incident.code,
        EntryKind.STATUS,
        f"Verified by {ctx.actor.name}{became}. {note}".strip(),
        level=str(incident.level),
    )
    ctx.post(incident, Card(f"{incident.code} verified", (Text(f"By {ctx.actor.name}{became}. {note}".strip()),)))
    if activated:
        if changed:
            ctx.then(system.ChangeRun(incident.id))
        begin(ctx, incident)
        ctx.then(system.HelpOfReport(incident.id))
    ctx.refresh(incident)
    return Card(f"{incident.code} is verified{became}", (), Tone.GOOD)


def _says_more(ctx: Context, incident: Incident, command: c.Verify) -> str:
    """Take what a report turned out to be, and where; give it in words. Raises Conflict for what is declared."""
    if not (command.type or command.site):
        return ""
    if incident.phase is not Phase.REPORTED:
        text = f"{incident.code} is declared: its kind and its places stay."
        raise Conflict(text, instead=f"verify {incident.code}")
    if command.type:
        incident.type = locate.incident_type(ctx.library, command.type)
        incident.sensitivity = ctx.library.event(incident.type).sensitivity
    if command.site:
        named = [name.strip() for name in command.site.split(",") if name.strip()]
        incident.sites = tuple(dict.fromkeys(locate.site(ctx, name).code for name in named)) or incident.sites
    return f", {ctx.library.event(incident.type).label}, {locate.site_names(ctx, incident)}"


def _report_on(ctx: Context, incident: Incident, text: str) -> Card:
    text = ctx.aside(incident, text)
    ctx.log(incident.code, EntryKind.REPORT, f"{ctx.actor.name} to the duty officer: {text}")
    ctx.post(incident, Card(f"Report from {ctx.actor.name}", (Text(text),), Tone.WARNING))
    ctx.then(system.PageDutyOfficer(incident.id))
    return Card(f"Reported under {incident.code}", (Text("The SSD duty officer is being paged."),), Tone.GOOD)


def _danger(ctx: Context, incident: Incident) -> str:
    site = ctx.uow.roster.sites()[incident.sites[0]]
    return " or ".join(number for number in (site.emergency_number, ctx.organisation.duty_number) if number)
