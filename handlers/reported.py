"""What the providers report of texts that they took: late, twice and out of order (lessons 1, GoAlert)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import effects as fx
from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.delivery import delivered
from handlers.replying import OPTED_OUT, tell
from playbooks.rules.calls import CALLS
from playbooks.rules.delivery import DeliveryState, news
from playbooks.rules.vocabulary import CampaignId, EntryKind, IncidentId, PersonId
from storage.deliveries import Delivery
from storage.queues import Outgoing, OutgoingState

#: What a provider that takes it back says about the number, not about one text.
_STOPPED = "21610"
#: The provider had it, whatever became of it later.
_ARRIVED = frozenset(DeliveryState) - {DeliveryState.DOUBTFUL, DeliveryState.FAILED}
_PAGES = frozenset({fx.Purpose.PAGE, fx.Purpose.REPORT})


@dataclass(frozen=True)
class _Heard:
    """A report of an effect of ours that says more than what was known."""

    row: Outgoing
    report: system.Reported


def reported(command: system.Reported, ctx: Context) -> None:
    """Take one report."""
    take_reports([command], ctx)


def take_reports(reports: Sequence[system.Reported], ctx: Context) -> None:
    """Take many: one look, one write. What is not news, or is about nothing of ours, changes nothing."""
    rows = {row.id: row for row in ctx.uow.outbox.some([one.effect for one in reports])}
    known: dict[str, DeliveryState] = {}
    for before in ctx.uow.deliveries.of(list(rows)):
        if news(known.get(before.ref), before.state):
            known[before.ref] = before.state
    heard = []
    for one in reports:
        row = rows.get(one.effect)
        if row is not None and row.kind in fx.TO_TELEPHONES and news(known.get(one.ref), one.state):
            known[one.ref] = one.state
            heard.append(_Heard(row, one))
    ctx.uow.deliveries.add(_history(each, ctx) for each in heard)
    _left(ctx, heard)
    texts = [one for one in heard if one.row.kind == fx.SendSms.__name__]
    _reached(ctx, [one for one in texts if one.report.state is DeliveryState.DELIVERED])
    for each in texts:
        if each.report.state is DeliveryState.FAILED:
            _failed(ctx, each)


def _left(ctx: Context, heard: Sequence[_Heard]) -> None:
    """End what is still being sent, or whose outcome was not known: the provider has it, so it must not leave again."""
    taken = {each.row.id: each.report for each in heard if each.report.state in _ARRIVED}
    rows = ctx.uow.outbox.unfinished(list(taken)) if taken else []
    if rows:
        receipts = [system.Delivered(row.id, taken[row.id].ref, provider=taken[row.id].provider) for row in rows]
        delivered(ctx, rows, receipts)


def _history(each: _Heard, ctx: Context) -> Delivery:
    payload, report = each.row.payload, each.report
    return Delivery(
        each.row.id, each.row.incident, payload.get("person"), report.state, report.at or ctx.now, ctx.now,
        report.provider, report.ref, report.code, report.note,
    )  # fmt: skip


def _failed(ctx: Context, each: _Heard) -> None:
    """Go on another way, as when the provider had refused it at once; unless another try of it arrived."""
    report, number = each.report, str(each.row.payload.get("number", ""))
    if report.code == _STOPPED and number:
        ctx.uow.lists.block(number, f"{OPTED_OUT} (the provider says so)", ctx.now)
    others = [one for one in ctx.uow.deliveries.of([each.row.id]) if one.ref != report.ref]
    if any(one.state is DeliveryState.DELIVERED for one in others):
        return
    if each.row.state is OutgoingState.SENT and each.row.ref not in (None, report.ref):
        return  # a try in doubt that failed; the one that counts is another
    ctx.then(system.NotDelivered(each.row.id, f"{report.provider}: {report.note or 'not delivered'}", reported=True))


def _reached(ctx: Context, heard: Sequence[_Heard]) -> None:
    """Let the headcount show to whom the question came."""
    asked: dict[tuple[IncidentId, CampaignId], list[PersonId]] = {}
    for each in heard:
        payload, about = each.row.payload, each.row.incident
        if payload.get("purpose") in _PAGES and payload.get("person") and about is not None:
            ctx.then(system.SmsSent(about, PersonId(payload["person"]), came=True))
        if payload.get("campaign") and payload.get("person") and about is not None:
            asked.setdefault((about, CampaignId(payload["campaign"])), []).append(PersonId(payload["person"]))
    for (incident_id, campaign), people in asked.items():
        incident = ctx.uow.incidents.get(incident_id)
        found = ctx.uow.campaigns.some(campaign, people)
        together = ctx.uow.campaigns.sharing(campaign, [one.number for one in found.values() if one.number], people)
        changed = [one for one in (*found.values(), *together) if one.text_left(ctx.now, came=True)]
        ctx.uow.campaigns.put(changed)
        ctx.uow.campaigns.record(one.change(ctx.now) for one in changed)
        if changed:
            ctx.refresh(incident)


def provider_changed(command: system.ProviderChanged, ctx: Context) -> None:
    """Write down, and show those who must know, that a way to send texts has failed or works again."""
    name, what = command.provider, "calls" if command.provider.endswith(CALLS) else "texts"
    if command.works:
        text, tone = f"{what.capitalize()} leave through {name} again.", Tone.GOOD
    else:
        text, tone = f"{name} does not take {what}: {command.why}.", Tone.ALARM
        text += f" They leave through {command.instead}." if command.instead else " There is no other way set up."
    ctx.log(ORG, EntryKind.DELIVERY, text, author=MUSTER)
    title = f"{name} {'works again' if command.works else 'has failed'}"
    tell(ctx, officers(ctx)[:2], Card(title, (Text(text),), tone, must_act=not command.works))
    for incident in ctx.uow.incidents.open():
        ctx.post(incident, Card(title, (Text(text),), tone))
