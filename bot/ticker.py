"""Looks whether a stored timer is due or a stored event waits; APScheduler says when to look.

Holds nothing but what failed lately and when to try that again; after a restart it is tried at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot import logs
from handlers.execute import Engine, StoredEvent, StoredTimer

#: Longest pause between two tries of what fails; the first is a second, the next twice that (our choice).
LONGEST_PAUSE = timedelta(seconds=60)

_log = logging.getLogger(__name__)


class Ticker:
    """Fires timers and executes what was only stored.

    What fails is shown to a human once and set aside until its next try, so that it holds up nothing else, however
    much of it there is.
    """

    def __init__(
        self, engine: Engine, drain: Callable[[], Awaitable[None]], wake: Callable[[], Awaitable[None]]
    ) -> None:
        """`drain` sends all that waits; `wake` lets whoever sends look at once."""
        self._engine = engine
        self._drain = drain
        self._wake = wake
        self._called = asyncio.Event()
        #: Event id, or number of a timer -> pause before its next try, and when that is.
        self._failed: dict[str | int, tuple[timedelta, datetime]] = {}

    async def tick(self) -> int:
        """Carry out what is due now; tell how many went through."""
        return await asyncio.to_thread(self._tick)

    def wake(self) -> None:
        """Let `serve` look now."""
        self._called.set()

    async def serve(self) -> None:
        """Look for ever, whenever woken; at once again while there was something to do."""
        while True:
            await self._called.wait()
            self._called.clear()
            while await self._looked():
                await self._wake()

    async def _looked(self) -> int:
        try:
            return await self.tick()
        except Exception:
            _log.exception("the stored commands could not be read; trying again at the next tick")
            return 0

    async def play(self, until: datetime, move: Callable[[datetime], None]) -> None:
        """Let time pass up to `until`: each timer fires at its own moment, and what it sends goes out then.

        `move` sets the clock. For a demonstration's pushed clock, and for tests.
        """
        await self.settle()
        while True:
            due = await asyncio.to_thread(self._next_due)
            if due is None or due > until:
                break
            move(due)
            await self.settle()
        move(until)
        await self.settle()

    async def settle(self) -> None:
        """Carry out and send until nothing is due any more."""
        await self.tick()
        await self._drain()
        while await self.tick():
            await self._drain()

    def _tick(self) -> int:
        now = self._engine.now()
        events, timers = self._set_aside()
        done, rest = self._absorbed(events)
        for raw in rest:
            done += self._try(raw.event_id, raw, partial(self._engine.resume, raw))
        for timer in self._engine.due_timers(timers):
            done += self._try(timer.id, timer, partial(self._engine.fire, timer))
        # What was to be tried again and did not fail is done, here or by another process.
        self._failed = {key: found for key, found in self._failed.items() if found[1] > now}
        return done

    def _try(self, key: str | int, stored: StoredEvent | StoredTimer, act: Callable[[], None]) -> int:
        what = f"event {key}" if isinstance(key, str) else f"timer {key}"
        if safely(act, what):
            return 1
        pause, _ = self._failed.get(key, (timedelta(seconds=0.5), None))
        pause = min(pause * 2, LONGEST_PAUSE)
        self._failed[key] = (pause, self._engine.now() + pause)
        # Meanwhile somebody must read what was written, or do what is due.
        safely(partial(self._engine.show_to_a_human, stored), f"{what}, to a human")
        return 0

    def _set_aside(self) -> tuple[list[str], list[int]]:
        """Give what is not tried now: events, and timers."""
        now = self._engine.now()
        aside = [key for key, (_, again) in self._failed.items() if again > now]
        return [key for key in aside if isinstance(key, str)], [key for key in aside if isinstance(key, int)]

    def _next_due(self) -> datetime | None:
        _, timers = self._set_aside()
        moments = [self._engine.next_due(timers), *(again for _, again in self._failed.values())]
        return min((moment for moment in moments if moment is not None), default=None)

    def _absorbed(self, but: Sequence[str]) -> tuple[int, Sequence[StoredEvent]]:
        """Carry out many events at once; give how many that were, and those that must be carried out alone."""
        try:
            # All processes would take the same texts, and wait for each other only to find them done.
            with self._engine.store.in_turn("texts"):
                return self._engine.absorb(but)
        except Exception:
            _log.exception("stored events could not be carried out together; each is now carried out alone")
            return 0, self._engine.stored_events(but)


def safely(act: Callable[[], None], what: str) -> int:
    """Do something that may fail in whatever way; 1 when it did not, else 0, and the program's own log has it."""
    with logs.about(event=what):
        try:
            act()
        except Exception:
            _log.exception("a stored command failed; it stays and is tried again")
            return 0
    return 1
