"""The gateway: what may leave, where to, and what came of it (design, point 11).

The dispatcher claims effects here as jobs that are ready to perform: the platform, its reference and the live card
are looked up now, so a waiting edit shows the latest state. What may not leave is refused here and logged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from handlers import boards, calling, gates, system
from handlers import effects as fx
from handlers.cards import Card
from handlers.context import Context
from handlers.forgetting import REMOVED
from handlers.found_safe import hold_back
from handlers.gates import ALREADY_ANSWERED, SILENT_NOW, STALE, Gate, is_page
from handlers.known import Known, know
from handlers.replying import WRONG
from handlers.tries import taken, write_failure
from handlers.undelivered import say_so
from playbooks.rules.errors import CrisisError
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.rooms import Room, RoomKind
from playbooks.rules.vocabulary import CampaignId, IncidentId, PersonId, Sensitivity
from storage.queues import Outgoing, OutgoingState
from storage.uow import UnitOfWork

#: A claimed effect that is not reported on by then is tried again, pages and alerts sooner: the process that sent it
#: may have died. Longer than any try takes, ten seconds until its turn and ten for the call (our choice).
LEASE, URGENT_LEASE = timedelta(seconds=60), timedelta(seconds=25)
#: Why a call is not ended.
NOT_RINGING = "it does not ring any more"
#: The only way out for a demonstration organisation, whatever is configured.
CONSOLE = "console"
#: How the note on an effect begins that was tried too often: it may have arrived all the same.
GIVEN_UP = "given up after"
_SECRET = Sensitivity.STRICTLY_CONFIDENTIAL


_NO_MATTER = frozenset({ALREADY_ANSWERED, SILENT_NOW})
#: What preparing an effect may raise that says nothing of the database.
_OWN_FAULTS = (CrisisError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
Receipt = system.Delivered | system.NotDelivered

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One effect, ready to perform."""

    id: int
    key: str
    effect: fx.Effect
    #: Name of the port that performs it.
    port: str
    #: How often it was tried, this time included.
    tries: int
    #: When it was handed out.
    claimed_at: datetime
    #: When an earlier try began whose outcome is not known; None when no earlier one has arrived.
    doubtful_since: datetime | None
    #: When it is of no use any more.
    expires_at: datetime | None = None
    #: The room's reference on its platform, for room effects.
    room: str = ""
    name: str = ""
    topic: str = ""
    #: The pinned message, for edits; the provider's id of a call, to end it.
    message: str = ""
    card: Card | None = None


@dataclass(frozen=True)
class Routes:
    """Which port performs what, as configured."""

    sms: str = CONSOLE
    #: None where nobody can be called.
    call: str | None = None
    tell: str = CONSOLE


@dataclass(frozen=True)
class Claimed:
    """What one look at the outbox gave."""

    jobs: list[Job]
    #: (effect, why) of those that must not leave; give each as `NotDelivered`.
    refused: list[tuple[int, str]]


def lanes_of(prefix: str) -> str:
    """Name how the lanes of texts to such numbers begin."""
    return f"phone:{prefix}"


def claim(ctx: Context, routes: Routes, priorities: Sequence[int], limit: int, but: Sequence[str] = ()) -> Claimed:
    """Claim waiting effects, most urgent first, as jobs; those that may not leave come back with the reason.

    Texts to numbers that begin with one of `but` are left waiting.
    """
    claimed = Claimed([], [])
    lease = URGENT_LEASE if max(priorities) <= fx.Priority.PAGE else LEASE
    rows = ctx.uow.outbox.claim(ctx.now, priorities, limit, lease, [lanes_of(one) for one in but])
    effects = {row.id: effect for row in rows if (effect := _read(row)) is not None}
    known = know(ctx.uow, effects.values())
    for row in rows:
        try:
            if row.state == "expired":
                raise Gate(_too_late(row))
            claimed.jobs.append(_job(ctx, routes, row, effects[row.id], known))
        except Gate as gate:
            claimed.refused.append((row.id, str(gate)))
        except _OWN_FAULTS as fault:
            # It must not hold up for ever what was claimed together with it.
            _log.exception("effect %s cannot be made ready", row.id)
            claimed.refused.append((row.id, f"Muster failed to prepare it ({type(fault).__name__})"))
    return claimed


def _read(row: Outgoing) -> fx.Effect | None:
    try:
        return fx.from_json(row.kind, row.payload)
    except _OWN_FAULTS:
        return None


def _too_late(row: Outgoing) -> str:
    """Say why it is not tried any more, with the reason of the last try; what is in doubt may have arrived."""
    if row.doubtful_since is not None:
        return f"{GIVEN_UP} {row.tries} tries, and may have arrived: {row.note}"
    return f"{STALE}: {row.note}" if row.note else STALE


def delivered(ctx: Context, rows: Sequence[Outgoing], receipts: Sequence[system.Delivered]) -> None:
    """Note that these effects were performed, and what follows."""
    refs = {receipt.effect: receipt for receipt in receipts}
    ctx.uow.outbox.sent([(row.id, refs[row.id].ref) for row in rows], ctx.now)
    ctx.uow.deliveries.add(taken(row, refs[row.id], ctx.now) for row in rows if row.kind in fx.TO_TELEPHONES)
    asked: dict[tuple[IncidentId, CampaignId], list[PersonId]] = {}
    for row in rows:
        effect = fx.from_json(row.kind, row.payload)
        if isinstance(effect, fx.SendSms) and effect.campaign and effect.person and effect.incident:
            asked.setdefault((effect.incident, effect.campaign), []).append(effect.person)
        else:
            _after(ctx, effect, refs[row.id])
    for (incident, campaign), people in asked.items():
        ctx.then(system.CheckinSent(incident, campaign, tuple(people)))


def follow_up(command: system.Delivered, ctx: Context) -> None:
    """Carry out what follows from an effect that was noted as performed before (timer)."""
    delivered(ctx, [ctx.uow.outbox.get(command.effect)], [command])


def _after(ctx: Context, effect: fx.Effect, receipt: system.Delivered) -> None:
    match effect:
        case fx.OpenRoom():
            ctx.then(system.RoomOpened(effect.room, receipt.ref))
        case fx.PinLive():
            room = ctx.uow.rooms.get(effect.room)
            room.live_ref = receipt.ref
            ctx.uow.rooms.save(room)
        case fx.Invite() if receipt.not_invited:
            ctx.then(system.NotLetIn(effect.room, receipt.not_invited))
        case fx.SendSms() if is_page(effect):
            ctx.then(system.SmsSent(effect.incident, effect.person))  # type: ignore[arg-type]  # a page has both
        case fx.Call() if ctx.uow.campaigns.hiding([effect.person]):
            # They began to hide while it was being made.
            ctx.send(fx.HangUp(receipt.effect, effect.person, effect.incident))
        case _:
            pass


def not_delivered(command: system.NotDelivered, ctx: Context) -> None:
    """Note that an effect will not be performed, tell who needs to know, and go on another way.

    An attempt that ends badly says nothing when another has succeeded meanwhile. What the provider reports of a text
    that it took is news, whatever was noted.
    """
    row = ctx.uow.outbox.get(command.effect)
    if row.state is OutgoingState.SENT and not command.reported:
        return
    end(ctx.uow, command, ctx.now)
    effect = fx.from_json(row.kind, row.payload)
    if isinstance(effect, fx.SendSms | fx.Call) and not command.reported:
        write_failure(ctx, row, effect, command.note)
    match effect:
        case fx.OpenRoom():
            ctx.then(system.RoomFailed(effect.room, command.note))
        case fx.Call() | fx.HangUp() if isinstance(effect, fx.Call) or command.note == NOT_RINGING:
            # The history says it; the ladder and the cadence go on by themselves.
            pass
        case fx.SendSms(purpose=fx.Purpose.OVER) if effect.person and command.note == NOT_RUNG:
            hold_back(ctx, effect, row.id)
            say_so(ctx, row, effect, f"{command.note}; it is sent when they are known to be safe")
        case fx.SendSms() if effect.campaign and (command.note in _NO_MATTER or _has_other_number(ctx, effect)):
            pass  # Nobody is harder to reach for that.
        case fx.SendSms() if effect.campaign and effect.person and effect.incident:
            ctx.then(system.CheckinNotSent(effect.incident, effect.campaign, effect.person, command.note))
        case fx.SendSms(purpose=fx.Purpose.HELP | fx.Purpose.ALERT) if effect.person and effect.incident:
            ctx.then(system.HelpNotSent(effect.incident, effect.person, command.note))
        case fx.SendSms() if is_page(effect):
            ctx.then(system.SmsFailed(effect.incident, effect.person, command.note, row.created_at))  # type: ignore[arg-type]  # a page has both
        case _:
            say_so(ctx, row, effect, command.note)


def end(uow: UnitOfWork, receipt: Receipt, now: datetime) -> None:
    """Record how an effect ended; what was tried too often may have arrived all the same."""
    match receipt:
        case system.Delivered():
            uow.outbox.sent([(receipt.effect, receipt.ref)], now)
        case _ if receipt.note.startswith(GIVEN_UP):
            uow.outbox.dead(receipt.effect, receipt.note, now)
        case _ if receipt.note.startswith(STALE):
            uow.outbox.expired(receipt.effect, receipt.note, now)
        case _:
            uow.outbox.refused(receipt.effect, receipt.note, now)


def _job(ctx: Context, routes: Routes, row: Outgoing, effect: fx.Effect, known: Known) -> Job:
    make = partial(
        Job, row.id, row.key, effect,
        tries=row.tries, claimed_at=ctx.now, doubtful_since=row.doubtful_since, expires_at=row.expires_at,
    )  # fmt: skip
    match effect:
        case fx.SendSms():
            gates.still_here(known, effect.person)
            gates.not_blocked(known, effect)
            gates.still_true(ctx, effect, known)
            if row.tries > 1 and is_page(effect):
                gates.still_last(ctx, effect, row)
            gates.not_hiding(known, effect)
            return make(port=_only_console(ctx, routes.sms))
        case fx.Call():
            gates.still_here(known, effect.person)
            gates.still_theirs(known, effect)
            if known.blocked.get(effect.number, "").startswith(WRONG):
                raise Gate(known.blocked[effect.number])
            gates.still_true(ctx, effect, known)
            gates.still_unanswered(ctx, effect)
            gates.not_hiding(known, effect)
            if routes.call is None or ctx.organisation.demonstration:
                raise Gate("nothing here can call")
            return make(port=routes.call)
        case fx.HangUp():
            call = calling.rings(ctx, effect.call)
            if routes.call is None or call is None:
                raise Gate(NOT_RINGING)
            return make(port=routes.call, name=call.provider, message=call.ref)
        case fx.Tell():
            gates.still_here(known, effect.person)
            return make(port=_only_console(ctx, routes.tell), card=effect.card)
        case _:
            return _room_job(ctx, make, effect)


def _room_job(ctx: Context, make: Callable[..., Job], effect: fx.RoomEffect) -> Job:
    room = ctx.uow.rooms.get(effect.room)
    _keeps_secrets(room, effect)
    if _only_console(ctx, room.platform) != room.platform:
        raise Gate(f"this is a demonstration; nothing leaves for {room.platform}")
    topic = boards.topic(ctx, room)
    if isinstance(effect, fx.OpenRoom):
        return make(port=room.platform, name=room.name, topic=topic)
    if room.ref is None:
        raise Gate("the room was never opened")
    match effect:
        case fx.PinLive() | fx.EditLive():
            if isinstance(effect, fx.EditLive) and room.live_ref is None:
                raise Gate("the situation card was never posted")
            card = boards.situation(ctx, ctx.uow.incidents.look(room.incident))
            return make(port=room.platform, room=room.ref, message=room.live_ref or "", card=card, topic=topic)
        case fx.PostCard():
            return make(port=room.platform, room=room.ref, card=effect.card)
        case fx.Withdraw():
            return make(port=room.platform, room=room.ref, message=effect.message, card=REMOVED)
        case _:
            return make(port=room.platform, room=room.ref)


def _only_console(ctx: Context, port: str) -> str:
    return CONSOLE if ctx.organisation.demonstration else port


def _keeps_secrets(room: Room, effect: fx.RoomEffect) -> None:
    secret = isinstance(effect, fx.PostCard) and effect.sensitivity is _SECRET
    if secret and room.kind is not RoomKind.RESTRICTED:
        raise Gate("it is strictly confidential, and the room is not restricted")


def _has_other_number(ctx: Context, effect: fx.SendSms) -> bool:
    """Tell whether the number was corrected since the text was written; another went to the right one."""
    one = ctx.uow.campaigns.one(effect.campaign, effect.person) if effect.campaign and effect.person else None
    return one is not None and one.number != effect.number
