"""What is kept of the tries to send: those that must be made again, and the history of each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import effects as fx
from handlers import system
from handlers.context import Context
from handlers.replying import OPTED_OUT
from playbooks.rules.delivery import DeliveryState
from storage.deliveries import Delivery
from storage.queues import Outgoing
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Again:
    """An effect that is to be tried again."""

    effect: int
    pause: timedelta
    #: What went wrong, in words.
    note: str
    #: When a try began that may have arrived.
    doubtful_since: datetime | None = None
    expires_at: datetime | None = None
    #: It was handed out, and there was no room for it: no try.
    untried: bool = False


def put_back(uow: UnitOfWork, again: Sequence[Again], now: datetime) -> None:
    """Let effects wait for their next try, or for their end where that comes first."""
    for one in again:
        next_at = now + one.pause
        next_at = min(next_at, one.expires_at) if one.expires_at else next_at
        uow.outbox.retry(one.effect, next_at, one.note, doubtful_since=one.doubtful_since, untried=one.untried)
        if one.doubtful_since is not None and not one.untried:
            _in_doubt(uow, one.effect, one.note, now)


def _in_doubt(uow: UnitOfWork, effect: int, note: str, now: datetime) -> None:
    """Keep with the history that nobody knows whether a text left; again adds nothing."""
    row = uow.outbox.get(effect)
    if row.kind in fx.TO_TELEPHONES and not uow.deliveries.of([effect]):
        person, state = row.payload.get("person"), DeliveryState.DOUBTFUL
        uow.deliveries.add([Delivery(effect, row.incident, person, state, now, now, provider="", note=note)])


def taken(row: Outgoing, receipt: system.Delivered, now: datetime) -> Delivery:
    """Give what the history keeps of a text that a provider took."""
    person, state = row.payload.get("person"), DeliveryState.ACCEPTED
    return Delivery(row.id, row.incident, person, state, now, now, receipt.provider, receipt.ref)


def write_failure(ctx: Context, row: Outgoing, effect: fx.SendSms | fx.Call, note: str) -> None:
    """Keep with the delivery history why it did not leave; a provider that knows of a STOP has the last word."""
    if note.startswith(OPTED_OUT) and not ctx.uow.lists.blocked([effect.number]):
        ctx.uow.lists.block(effect.number, f"{OPTED_OUT} (the provider says so)", ctx.now)
    failed = Delivery(
        row.id, row.incident, effect.person, DeliveryState.FAILED, ctx.now, ctx.now, provider="", note=note
    )  # fmt: skip
    ctx.uow.deliveries.add([failed])
