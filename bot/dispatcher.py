"""Takes effects out of the outbox and performs them; receipts go back in by the same door as everything else.

Each group of priorities has its own loop and its own limit, so that no traffic holds up a more urgent one: a page
never waits behind cards, and a slow platform never behind a slow provider.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from bot import logs
from bot.health import Took
from bot.limits import PATIENCE, Limits
from bot.ports import (
    CallPort,
    ChatPort,
    NotInvited,
    OneWay,
    Out,
    OutgoingCall,
    OutgoingSms,
    PortError,
    Refused,
    Retry,
    RoomSpec,
    SmsPort,
    Taken,
    Throttled,
)
from bot.together import Together
from handlers import effects as fx
from handlers import system
from handlers.delivery import GIVEN_UP, Job, Receipt, Routes
from handlers.effects import Priority
from handlers.execute import Engine
from handlers.tries import Again
from playbooks.rules.calls import CHECKIN_KEYS, PAGE_KEYS
from playbooks.rules.vocabulary import PersonId

#: Priorities that share a loop, the most urgent first; at most so many at once. Those with texts stay together below
#: the 100 connections that a provider's client holds: no page may wait for one.
GROUPS: tuple[tuple[tuple[Priority, ...], int], ...] = (
    ((Priority.DISTRESS,), 8),
    ((Priority.PAGE,), 32),
    ((Priority.CHECK_IN,), 40),
    ((Priority.ACT,), 32),
    ((Priority.REPLY,), 16),
    ((Priority.CARD, Priority.DIGEST), 4),
)
#: After so many tries an effect is given up in which Muster itself fails (our choice; the rest: `effects.USEFUL_FOR`).
MAX_TRIES = 20
#: A call that takes longer has an unknown outcome; it must not hold up the others of its batch.
CALL_LIMIT = timedelta(seconds=10)
#: Longest pause between two tries, of what is most urgent and of the rest: a provider that is down must not be asked
#: about a hundred thousand texts every minute (our choice).
LONGEST_PAUSE = timedelta(seconds=60)
LONGEST_PAUSE_OF_MANY = timedelta(minutes=5)
_MOST_URGENT = frozenset({Priority.DISTRESS, Priority.PAGE})

#: What ends within so many seconds wakes the loops once.
MOMENT = 0.02

_log = logging.getLogger(__name__)


class Dispatcher:
    """Performs what waits. Holds no state but how fast it goes: what is not finished is found after a restart."""

    def __init__(
        self,
        engine: Engine,
        chat: Mapping[str, ChatPort],
        sms: Mapping[str, SmsPort],
        routes: Routes,
        limits: Limits | None = None,
        calls: CallPort | None = None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`limits` are those of the country table unless given; `seconds` never go back."""
        self._engine = engine
        self._chat = chat
        self._sms = sms
        self._calls = calls
        self._routes = routes
        self._delivered: Together[system.Delivered, None] = Together(engine.receive)
        self._put_back: Together[Again, None] = Together(engine.put_back)
        self._limits = limits or Limits(engine.library.countries)
        self._seconds = seconds
        #: How long answers took.
        self.took = Took()
        self._waking: asyncio.Task[None] | None = None
        self._wake = asyncio.Condition()

    async def drain(self) -> None:
        """Perform everything that may leave now, most urgent first, until nothing is left."""
        while True:
            for priorities, limit in GROUPS:
                if await self.once(priorities, limit):
                    break
            else:
                return

    async def once(self, priorities: Sequence[Priority], limit: int) -> int:
        """Claim up to `limit` effects and perform them side by side; tell how many there were."""
        acts = await self._claimed(priorities, limit)
        await asyncio.gather(*acts)
        if acts:
            # What was performed may be waited for: by the next effect of a lane, by an open page.
            await self.wake()
        return len(acts)

    async def serve(self, priorities: Sequence[Priority], limit: int) -> None:
        """Perform one group for ever, at most `limit` at a time: at once when woken, else looking every second.

        As many more are claimed while these are on their way, so that the next never wait for the database.
        """
        slots = asyncio.Semaphore(limit)
        flying: set[asyncio.Task[None]] = set()
        try:
            while True:
                acts: list[Coroutine[Any, Any, None]] = []
                try:
                    acts = await self._claimed(priorities, 2 * limit - len(flying))
                except Exception:
                    _log.exception("the outbox could not be read; trying again")
                for act in acts:
                    task = asyncio.create_task(_in_turn(slots, act))
                    flying.add(task)
                    task.add_done_callback(flying.discard)
                    task.add_done_callback(self._landed)
                while len(flying) > limit:
                    await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                if not acts:
                    await self.rest()
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    async def _claimed(self, priorities: Sequence[Priority], limit: int) -> list[Coroutine[Any, Any, None]]:
        """Claim up to `limit` effects; give what is to be done with each."""
        full = self._limits.full(tuple(priorities), self._seconds())
        claimed = await asyncio.to_thread(self._engine.claim, self._routes, priorities, limit, full)
        return [
            *(self._alone(id_, self._receipt(system.NotDelivered(id_, why))) for id_, why in claimed.refused),
            *(self._alone(job.id, self._perform(job)) for job in claimed.jobs),
        ]

    def _landed(self, _: asyncio.Task[None]) -> None:
        """Let the loops look, for all that landed in a moment once."""
        if self._waking is None:
            loop = asyncio.get_running_loop()
            self._waking = loop.create_task(self._wake_soon())

    async def _wake_soon(self) -> None:
        try:
            await _pause(MOMENT)
        finally:
            self._waking = None
        await self.wake()

    async def wake(self) -> None:
        """Let the loops look now."""
        async with self._wake:
            self._wake.notify_all()

    async def rest(self) -> None:
        """Return when woken, or after a second."""
        # Not wait_for: on Python 3.11 it can swallow a cancellation that comes together with the wake-up.
        with suppress(TimeoutError):
            async with asyncio.timeout(1), self._wake:
                await self._wake.wait()

    async def _alone(self, effect: int, act: Awaitable[None]) -> None:
        """Keep what fails from the others of the batch; the effect's lease brings it back."""
        with logs.about(effect=str(effect)):
            try:
                await act
            except Exception:
                _log.exception("what became of an effect could not be recorded")

    async def _perform(self, job: Job) -> None:
        if not await self._has_room(job):
            return
        try:
            async with asyncio.timeout(CALL_LIMIT.total_seconds()):
                delivered = await self._timed(job)
        except TimeoutError:
            await self._again(job, "the provider did not answer in time", timedelta(seconds=1), unknown=True)
        except Refused as refusal:
            await self._receipt(system.NotDelivered(job.id, str(refusal)))
        except Retry as retry:
            if isinstance(retry, Throttled):
                self._limits.hold(job.port, fx.priority_of(job.effect), retry.after.total_seconds(), self._seconds())
            await self._again(job, str(retry), retry.after)
        except PortError as error:
            # Unknown: the next try looks first whether this one arrived, where the provider can tell; a page that
            # may go out twice is better than one that does not go out.
            await self._again(job, str(error), timedelta(seconds=1), unknown=True)
        except Exception as error:
            _log.exception("an effect failed")
            note = f"internal error: {type(error).__name__}"
            if job.tries >= MAX_TRIES:
                await self._receipt(system.NotDelivered(job.id, f"{GIVEN_UP} {job.tries} tries: {note}"))
            else:
                await self._again(job, note, timedelta(seconds=1), unknown=True)
        else:
            await self._recorded(delivered)

    async def _has_room(self, job: Job) -> bool:
        """Wait for the turn of a text; False when that would be too long, and it waits in the outbox instead."""
        match job.effect:
            case fx.SendSms():
                wait = self._limits.take(job.port, fx.priority_of(job.effect), job.effect.number, self._seconds())
            case fx.Call():
                wait = self._limits.take_call(job.port, fx.priority_of(job.effect), self._seconds())
            case _:
                return True
        if wait is None:
            pause = timedelta(seconds=PATIENCE)
            await self._put_back.put(Again(job.id, pause, "", job.doubtful_since, job.expires_at, untried=True))
            return False
        if wait:
            await _pause(wait)
        return True

    async def _timed(self, job: Job) -> system.Delivered:
        began = self._seconds()
        try:
            return await self._send(job)
        finally:
            self.took.note(job.port, fx.priority_of(job.effect).name.lower(), self._seconds() - began)

    async def _send(self, job: Job) -> system.Delivered:
        match job.effect:
            case fx.SendSms():
                sms = OutgoingSms(job.key, job.id, job.effect.number, job.effect.text)
                taken = await _once(self._sms[job.port], sms, job.doubtful_since)
                return system.Delivered(job.id, taken.ref, provider=taken.provider)
            case fx.Call(number=number, language=language, text=text, nothing=nothing):
                if self._calls is None:
                    raise Refused("nothing here can call")
                keys = tuple(PAGE_KEYS if job.effect.campaign is None else CHECKIN_KEYS)
                call = OutgoingCall(job.key, job.id, number, language, text, nothing, keys)
                taken = await _once(self._calls, call, job.doubtful_since)
                return system.Delivered(job.id, taken.ref, provider=taken.provider)
            case fx.HangUp():
                if self._calls is None:
                    raise Refused("nothing here can call")
                await self._calls.end(Taken(job.name, job.message))
                return system.Delivered(job.id, "")
            case fx.Tell():
                ref = await self._chat[job.port].tell(job.key, job.effect.person, job.effect.card)
                return system.Delivered(job.id, ref)
            case _:
                ref, not_invited = await self._in_room(self._chat[job.port], job)
                refused = tuple((PersonId(one.person), one.why) for one in not_invited)
                return system.Delivered(job.id, ref, refused)

    async def _in_room(self, chat: ChatPort, job: Job) -> tuple[str, list[NotInvited]]:
        match job.effect:
            case fx.OpenRoom():
                return await chat.open_room(job.key, RoomSpec(job.name, job.topic)), []
            case fx.Invite():
                return "", await chat.invite(job.key, job.room, job.effect.people)
            case fx.Remove():
                await chat.remove(job.key, job.room, job.effect.person)
            case fx.CloseRoom():
                await chat.close_room(job.key, job.room)
            case _:
                return await self._card(chat, job), []
        return "", []

    async def _card(self, chat: ChatPort, job: Job) -> str:
        if job.card is None:
            raise Refused("there is nothing to show")
        if isinstance(job.effect, fx.EditLive):
            await chat.edit(job.key, job.room, job.message, job.card)
            await chat.set_topic(job.key, job.room, job.topic)
            return job.message
        if isinstance(job.effect, fx.Withdraw):
            await chat.edit(job.key, job.room, job.message, job.card)
            return job.message
        ref = await chat.post(job.key, job.room, job.card)
        if isinstance(job.effect, fx.PinLive):
            await chat.pin(job.key, job.room, ref)
        return ref

    async def _again(self, job: Job, note: str, least: timedelta, *, unknown: bool = False) -> None:
        # Doubling with a cap and up to a quarter of jitter, so that many do not come back together.
        spread = 1 + self._engine.chance(f"{job.key}/{job.tries}").random() / 4
        longest = LONGEST_PAUSE if fx.priority_of(job.effect) in _MOST_URGENT else LONGEST_PAUSE_OF_MANY
        pause = min(timedelta(seconds=2 ** min(job.tries, 9)), longest) * spread
        doubtful_since = job.doubtful_since or (job.claimed_at if unknown else None)
        await self._put_back.put(Again(job.id, max(pause, least), note, doubtful_since, job.expires_at))

    async def _recorded(self, receipt: system.Delivered) -> None:
        try:
            await self._delivered.put(receipt)
        except Exception:
            await self._end_alone(receipt)

    async def _receipt(self, receipt: system.NotDelivered) -> None:
        try:
            await asyncio.to_thread(self._engine.not_delivered, receipt)
        except Exception:
            await self._end_alone(receipt)

    async def _end_alone(self, receipt: Receipt) -> None:
        # Else a text that left would be sent again and again, or what is behind it in its lane would wait for ever.
        _log.exception("what follows from an effect failed; it is recorded as ended, and the rest is tried again")
        await asyncio.to_thread(self._engine.end_alone, receipt)


async def _once(port: OneWay[Out], out: Out, doubtful_since: datetime | None) -> Taken:
    """Send something that may have left already: then only if the provider does not have it."""
    if doubtful_since is not None:
        try:
            found = await port.find(out, doubtful_since)
        except PortError:
            # Nobody can tell: life safety before tidiness.
            found = None
        if found is not None:
            return found
    return await port.send(out)


async def _pause(seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()


async def _in_turn(slots: asyncio.Semaphore, act: Coroutine[Any, Any, None]) -> None:
    try:
        async with slots:
            await act
    finally:
        # Ended before its turn, it was never begun.
        act.close()
