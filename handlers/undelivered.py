"""Shared by the gateway and whoever reports to it: what humans read of something that did not reach anybody."""

from __future__ import annotations

from handlers import effects as fx
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, ORG, Context
from playbooks.rules.vocabulary import EntryKind, Sensitivity
from storage.queues import Outgoing

_SECRET = Sensitivity.STRICTLY_CONFIDENTIAL


def say_so(ctx: Context, row: Outgoing, effect: fx.Effect, note: str) -> None:
    """Write it down, and show it in the room when a person was not reached; a card that failed is no reason for one.

    Whom it was for stands in the restricted room alone: it may be somebody who is not accounted for.
    """
    text, in_full = (f"{said} was not delivered: {note}" for said in (_in_short(ctx, effect), _describe(ctx, effect)))
    if row.incident is None:
        ctx.log(ORG, EntryKind.DELIVERY, in_full, author=MUSTER)
        return
    incident = ctx.incident = ctx.uow.incidents.get(row.incident)
    ctx.log(incident.code, EntryKind.DELIVERY, text, author=MUSTER)
    if in_full != text:
        ctx.log(incident.code, EntryKind.DELIVERY, in_full, author=MUSTER, sensitivity=_SECRET)
    if isinstance(effect, fx.SendSms | fx.HangUp | fx.Tell):
        title = f"{incident.code}: not delivered"
        ctx.post(incident, Card(title, (Text(f"{text}. For whom: see the restricted room."),), Tone.WARNING))
        ctx.post(incident, Card(title, (Text(in_full),), Tone.WARNING), _SECRET)


def _in_short(ctx: Context, effect: fx.Effect) -> str:
    """Say what was to be sent, without a name or a number."""
    match effect:
        case fx.SendSms():
            return f"One SMS ({effect.purpose})"
        case fx.Tell():
            return "One message in chat"
        case fx.HangUp():
            return "The end of a call to somebody who may hide"
        case fx.PostCard(sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL):
            return f"A card for {ctx.uow.rooms.get(effect.room).name}"
        case _:
            return _describe(ctx, effect)


def _describe(ctx: Context, effect: fx.Effect) -> str:
    match effect:
        case fx.SendSms():
            who = ctx.names([effect.person]) if effect.person else effect.number
            return f"The SMS ({effect.purpose}) to {who}"
        case fx.Tell():
            # The title may name who asks for help.
            return f"The message to {ctx.names([effect.person])}"
        case fx.Call():
            return f"The call ({effect.purpose}) to {ctx.names([effect.person])}"
        case fx.HangUp():
            return f"The end of the call to {ctx.names([effect.person])}, who may hide,"
        case fx.PostCard():
            return f"The card '{effect.card.title}'"
        case _:
            return f"{fx.kind_of(effect)} for {ctx.uow.rooms.get(effect.room).name}"
