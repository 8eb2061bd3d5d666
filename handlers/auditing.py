"""The auditor: finds what should have moved and has not, moves it on, and says so to a human (lessons, OnCall).

It trusts no timer: it looks at pages, check-ins, requests for help and effects as they stand. What is found twice in
a row counts; after a pause of the machine much is due at once, and is nobody's fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.effects import Priority
from handlers.execute import Engine, Envelope
from handlers.measuring import AT_ONCE
from handlers.replying import tell
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Page, PageState
from playbooks.rules.vocabulary import CampaignId, EntryKind, IncidentId

#: What is due may be late by so much before it counts (our choice: the ticker looks every second).
GRACE = timedelta(minutes=2)
#: A page or an alarm that could not leave for so long is one that somebody must hear of (our choice).
UNSENT = timedelta(minutes=5)
_MUST_LEAVE = (Priority.DISTRESS, Priority.PAGE)
#: Where it is kept what a human was told of.
_TOLD = "audit: told"


@dataclass(frozen=True)
class Finding:
    """Something that should have moved."""

    #: The same as long as it is the same thing.
    key: str
    #: For people; names nobody.
    text: str
    #: What moves it on; None where only a human can.
    mend: system.System | None = None
    #: Effects whose sender is gone are put back.
    frees: bool = False


class Auditor:
    """Does it on one store. Remembers what it saw the last time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._before: frozenset[str] = frozenset()

    def look(self) -> list[Finding]:
        """Find what hangs for the second time in a row."""
        with self._engine.store.read() as uow:
            seen = look(self._engine.bare(uow, "audit"))
        before, self._before = self._before, frozenset(one.key for one in seen)
        return [one for one in seen if one.key in before]

    def move_on(self, one: Finding) -> None:
        """Do what should have been done."""
        event = f"audit:{one.key}@{self._engine.now().isoformat()}"
        if one.frees:
            with self._engine.store.begin() as uow:
                free(self._engine.bare(uow, event))
        if one.mend is not None:
            self._engine.execute(Envelope(event, "audit"), one.mend)

    def say(self, found: Sequence[Finding]) -> None:
        """Tell a human of what is found."""
        with self._engine.store.begin() as uow:
            say(self._engine.bare(uow, f"audit:{self._engine.now().isoformat()}"), found)


def look(ctx: Context) -> list[Finding]:
    """Find everything that hangs; changes nothing."""
    found = [*_queues(ctx)]
    for incident in ctx.uow.incidents.open():
        found += _pages(ctx, incident)
    for campaign in ctx.uow.campaigns.running():
        found += _check_in(ctx, campaign.incident, campaign.id)
    return [*found, *_helps(ctx)]


def say(ctx: Context, found: Sequence[Finding]) -> None:
    """Tell the duty officer of what is found, each thing once; write down when all moves again."""
    told = set(json.loads(ctx.uow.meta.get(_TOLD) or "[]"))
    keys = {one.key for one in found}
    if keys == told:
        return
    ctx.uow.meta.set(_TOLD, json.dumps(sorted(keys)))
    new = [one for one in found if one.key not in told]
    if new:
        lines = "\n".join(one.text + (" It was moved on." if one.mend or one.frees else "") for one in new)
        ctx.log(ORG, EntryKind.ADMIN, f"Audit: {lines}", author=MUSTER)
        card = Card("Something in Muster did not move", (Text(lines),), Tone.ALARM, must_act=True)
        tell(ctx, officers(ctx)[:1], card)
    elif not found:
        ctx.log(ORG, EntryKind.ADMIN, "Audit: everything moves again.", author=MUSTER)


def free(ctx: Context) -> None:
    """Put back what was claimed by a sender that is gone."""
    ctx.uow.backlog.free(ctx.now - GRACE)


def _queues(ctx: Context) -> Iterator[Finding]:
    before = ctx.now - GRACE
    if many := ctx.uow.timers.overdue(before):
        yield Finding("timers", f"{_things(many, 'timer')} should have fired more than {_minutes(GRACE)} ago.")
    if many := ctx.uow.inbox.overdue(before):
        yield Finding("events", f"{_things(many, 'text or report')} came in and was not read.")
    if many := ctx.uow.backlog.abandoned(before):
        text = f"{_things(many, 'message')} was taken to be sent by a process that is gone."
        yield Finding("leases", text, frees=True)
    if many := ctx.uow.backlog.untouched(AT_ONCE, before):
        yield Finding("lanes", f"{_things(many, 'message')} could leave, and nobody sends.")
    many, why = ctx.uow.backlog.unsent(_MUST_LEAVE, ctx.now - UNSENT)
    if many:
        why = f" The last reason: {why}." if why else ""
        yield Finding("unsent", f"{_things(many, 'page or alarm')} could not leave for {_minutes(UNSENT)}.{why}")


def _pages(ctx: Context, incident: Incident) -> Iterator[Finding]:
    waiting = _open(ctx, incident.id, system.Escalate, system.RestartLadders)
    rung = {tuple(call) for command in waiting for call in command.get("calls", ())}
    again = {tuple(page) for command in waiting for page in command.get("pages", ())}
    late = ctx.now - ctx.organisation.answer_within - GRACE
    for page in ctx.uow.pages.of(incident.id):
        at = (page.id, page.round, page.rung)
        if page.state is PageState.RINGING and at not in rung and _told_before(page, late):
            text = f"{incident.code}: the page of {page.seat} rang, and nothing was set to go on to the next."
            yield Finding(f"page {at}", text, system.Escalate(incident.id, (at,)))
        elif page.state is PageState.EXHAUSTED and (page.id, page.round) not in again:
            text = f"{incident.code}: {page.seat} is uncovered, and nothing was set to ring again."
            yield Finding(f"ladder {at}", text, system.RestartLadders(incident.id, ((page.id, page.round),)))


def _told_before(page: Page, moment: Any) -> bool:
    return bool(page.calls) and page.calls[-1].told_at <= moment


def _check_in(ctx: Context, incident: IncidentId, id_: CampaignId) -> Iterator[Finding]:
    campaign = ctx.uow.campaigns.get(id_)
    code = ctx.uow.incidents.look(incident).code
    known = {
        command["stage"]
        for command, _ in ctx.uow.timers.of(incident, [system.CheckinStage.__name__])
        if command["campaign"] == id_ and command.get("first", 1) == 1
    }
    for stage, after in campaign.stages():
        if stage not in known and campaign.started_at + after + GRACE <= ctx.now:
            text = f"{code}: the check-in's {stage} was due, and nothing was set for it."
            yield Finding(f"stage {id_} {stage}", text, system.CheckinStage(incident, id_, stage))
    expanding = any(one["campaign"] == id_ for one in _open(ctx, incident, system.ExpandCheckin))
    if not expanding and ctx.uow.campaigns.after(id_, campaign.expanded, 1):
        text = f"{code}: not everybody on the check-in's list was texted, and nothing was set to go on."
        yield Finding(f"expand {id_} {campaign.expanded}", text, system.ExpandCheckin(incident, id_))


def _helps(ctx: Context) -> Iterator[Finding]:
    set_: dict[IncidentId, list[dict[str, Any]]] = {}
    for request in ctx.uow.helps.waiting():
        about = request.incident
        if about not in set_:
            set_[about] = _open(ctx, about, system.EscalateHelp)
        if not any(one["request"] == request.id and one["told"] == request.told for one in set_[about]):
            code = ctx.uow.incidents.look(about).code
            text = f"{code}: nobody has taken {request.name}, and nothing was set to alert the next."
            mend = system.EscalateHelp(about, request.id, request.told)
            yield Finding(f"help {request.id} {request.told}", text, mend)


def _open(ctx: Context, incident: IncidentId, *commands: type[system.System]) -> list[dict[str, Any]]:
    """Give the content of the incident's timers of these commands that are still to fire."""
    found: Iterable[tuple[dict[str, Any], bool]] = ctx.uow.timers.of(incident, [one.__name__ for one in commands])
    return [command for command, fired in found if not fired]


def _things(many: int, what: str) -> str:
    return f"At least one {what}" if many == 1 else f"{many} times: a {what}"


def _minutes(span: timedelta) -> str:
    return f"{span // timedelta(minutes=1)} min"
