"""The after-action report: made from the record as of now, stored, posted; and who may open a document (R50, R60)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from handlers import commands as c
from handlers import forms, report_counts, report_figures, report_steps
from handlers import report_model as model
from handlers.authorise import actor_of, open_to
from handlers.cards import Block, Button, Buttons, Card, Form, Open, Text, Tone
from handlers.context import Context
from handlers.report_figures import Gathered
from handlers.report_log import Told
from handlers.report_model import ElementLine, Outcome, Place, Report, Title, UnaccountedList
from handlers.report_team import Team
from playbooks.rules.authority import Power
from playbooks.rules.errors import Conflict, NotAllowed
from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import DocumentId, Element, EntryKind, PersonId, Sensitivity
from storage.aggregates.documents import Document

#: The elements of the UN ORMS in the order in which a review goes through them (domain 1.2).
ELEMENTS = {
    Element.CM: "Crisis management", Element.SS: "Safety and security", Element.CC: "Crisis communications",
    Element.MC: "Mass-casualty incident response", Element.IT: "IT disaster recovery",
    Element.BC: "Business continuity", Element.SF: "Support to staff, survivors and families",
}  # fmt: skip
#: So many incidents are offered to somebody who types ``report`` outside of a room.
OFFERED = 3


def after_action(command: c.AfterAction, ctx: Context) -> Card:
    """Make the report of the incident as it stands."""
    return make(ctx, ctx.the_incident(), ctx.me().id)


def report_alone(command: c.ReportAlone, ctx: Context) -> Card:
    """Take ``report`` typed alone: in an incident's room the report on it, elsewhere the form to the duty officer."""
    form = forms.show_form(c.ShowForm(of="report"), ctx)
    if ctx.room is None:
        return replace(form, blocks=(*form.blocks, *_offers(ctx)))
    if not ctx.may(Power.REVIEW).allowed:
        return form
    made = make(ctx, ctx.the_incident(), ctx.me().id)
    # Whoever wanted to report something to the duty officer must not have to find out how.
    blank = tuple(
        replace(block, title="Or report something to the duty officer")
        for block in form.blocks
        if isinstance(block, Form)
    )
    return replace(made, blocks=(*made.blocks, *blank))


def make(ctx: Context, incident: Incident, by: PersonId) -> Card:
    """Make, store, log and post the report; gives the card that opens it."""
    report = build(ctx, incident, by)
    title = f"{incident.code}: after-action report, {report.title.version.lower()}"
    document = ctx.uow.documents.add(
        incident.id, model.REPORT, title, model.to_json(report), Sensitivity.CONFIDENTIAL, by, ctx.now
    )
    ctx.log(
        incident.code, EntryKind.ADMIN,
        f"After-action report made: document {document.id}, digest {document.digest}",
        author=by, document=int(document.id), digest=document.digest,
    )  # fmt: skip
    blocks: tuple[Block, ...] = (Text("\n".join(report.summary)), Open("Open the report", int(document.id)))
    card = Card(title, blocks)
    ctx.post(incident, card)
    return replace(card, tone=Tone.GOOD)


def build(ctx: Context, incident: Incident, by: PersonId) -> Report:
    """Gather the report from what is stored now."""
    pages = ctx.uow.pages.of(incident.id)
    team = Team(ctx, incident, pages)
    told = Told(tuple(ctx.uow.log.entries(incident.code)), team)
    playbook = report_steps.playbook(ctx, incident, told)
    got = Gathered(
        incident=incident,
        title=_title(ctx, incident, team, told, by),
        told=told,
        pages=pages,
        seats=report_counts.seats(ctx, pages, told),
        playbook=playbook,
        rounds=report_counts.rounds(ctx, ctx.uow.campaigns.of(incident.id), team),
        helps=report_counts.helps(ctx, incident, team),
    )
    restricted, answers = told.restricted()
    return Report(
        title=got.title,
        summary=report_figures.summary(got),
        figures=report_figures.figures(got),
        milestones=report_figures.milestones(got),
        timeline=told.timeline(),
        restricted=restricted,
        restricted_answers=answers,
        seats=tuple(got.seats),
        quorum=told.quorum(),
        playbook=playbook,
        rounds=tuple(got.rounds),
        helps=tuple(got.helps),
        decisions=told.decisions(),
        failures=told.failures(),
        elements=_elements(got),
        participants=team.participants(),
    )


def opened(ctx: Context, person: PersonId, number: DocumentId) -> Report | UnaccountedList:
    """Give a document's content to somebody who may see it; a warden sees the sheets of the own zones alone.

    Raises NotFound, NotAllowed, and Conflict where it was emptied because something in it was purged.
    """
    document = ctx.uow.documents.get(number)
    incident = ctx.incident = ctx.uow.incidents.look(document.incident)
    ctx.actor = actor_of(ctx.uow, person, ctx.now, incident)
    content = _content(document, incident)
    if isinstance(content, Report):
        ctx.must(Power.STATUS)
        return content
    verdict = ctx.may(Power.NAMES)
    if verdict.allowed:
        return content
    own = tuple(sheet for sheet in content.sheets if person in sheet.warden_ids)
    if not own:
        raise NotAllowed(verdict.rule, verdict.who_may)
    return replace(content, sheets=own)


def _content(document: Document, incident: Incident) -> Report | UnaccountedList:
    if document.model is None:
        again = "aar" if document.kind == model.REPORT else "checkin unaccounted"
        raise Conflict(
            f"Document {document.id} was emptied: something that it may quote was purged. Make it anew.",
            instead=f"{again} {incident.code}",
        )
    return model.from_json(document.kind, document.model)


def _offers(ctx: Context) -> tuple[Buttons, ...]:
    """Offer the report on each open incident that this person may report on."""
    matrix, me = ctx.uow.roster.matrix(), ctx.me().id
    mine = [
        incident
        for incident in open_to(ctx.uow, me, ctx.now)
        if matrix.verdict(Power.REVIEW, actor_of(ctx.uow, me, ctx.now, incident).roles).allowed
    ]
    buttons = tuple(Button(f"After-action report {one.code}", f"aar {one.code}") for one in mine[:OFFERED])
    return (Buttons(buttons),) if buttons else ()


def _title(ctx: Context, incident: Incident, team: Team, told: Told, by: PersonId) -> Title:
    sites, head = ctx.uow.roster.sites(), ctx.uow.log.head(incident.code)
    return Title(
        organisation=ctx.organisation.name,
        code=incident.code,
        type=ctx.library.event(incident.type).label,
        what=team.masked(incident.title),
        sites=tuple(Place(code, sites[code].name(), sites[code].time_zone) for code in incident.sites),
        marking="DEMONSTRATION: invented people and events" if ctx.organisation.demonstration else "",
        classification=str(Sensitivity.CONFIDENTIAL).capitalize(),
        version="Draft",
        level=str(incident.level),
        phase=str(incident.phase),
        levels=told.levels(),
        reported_at=incident.reported_at,
        declared_at=incident.declared_at,
        made_at=ctx.now,
        made_by=team.by(by),
        head_count=head.count,
        head_hash=head.hash,
    )


def _elements(got: Gathered) -> tuple[ElementLine, ...]:
    steps = got.playbook.steps if got.playbook else ()
    lines = []
    for element, name in ELEMENTS.items():
        counts = Counter(one.outcome for one in steps if one.element == element)
        lines.append(ElementLine(str(element), name, tuple((str(one), counts[one]) for one in Outcome if counts[one])))
    return tuple(lines)
