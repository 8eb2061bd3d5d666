"""Looks whether a stored timer is due or a stored event waits; APScheduler says when to look. Holds no state."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from bot import logs
from handlers.execute import Engine, StoredEvent

_log = logging.getLogger(__name__)


class Ticker:
    """Fires timers and executes what was only stored; what fails is tried again and holds up nothing else."""

    def __init__(
        self, engine: Engine, drain: Callable[[], Awaitable[None]], wake: Callable[[], Awaitable[None]]
    ) -> None:
        """`drain` sends all that waits; `wake` lets whoever sends look at once."""
        self._engine = engine
        self._drain = drain
        self._wake = wake
        self._called = asyncio.Event()

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
            due = await asyncio.to_thread(self._engine.next_due)
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
        done, rest = self._absorbed()
        for raw in rest:
            went = _safely(partial(self._engine.resume, raw), f"event {raw.event_id}")
            if not went:
                # It is tried again at every tick; meanwhile somebody must read what was written.
                _safely(partial(self._engine.show_to_a_human, raw), f"event {raw.event_id}, to a human")
            done += went
        for timer in self._engine.due_timers():
            done += _safely(partial(self._engine.fire, timer), f"timer {timer.id}")
        return done

    def _absorbed(self) -> tuple[int, Sequence[StoredEvent]]:
        """Carry out many events at once; give how many that were, and those that must be carried out alone."""
        try:
            return self._engine.absorb()
        except Exception:
            _log.exception("stored events could not be carried out together; each is now carried out alone")
            return 0, self._engine.stored_events()


def _safely(act: Callable[[], None], what: str) -> int:
    with logs.about(event=what):
        try:
            act()
        except Exception:
            _log.exception("a stored command failed; it stays and is tried again")
            return 0
    return 1
