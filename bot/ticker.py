"""Looks whether a stored timer is due or a stored event waits; APScheduler says when to look. Holds no state."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot import logs
from handlers.execute import Engine

_log = logging.getLogger(__name__)


class Ticker:
    """Fires timers and executes what was only stored; what fails is tried again and holds up nothing else."""

    def __init__(self, engine: Engine, drain: Callable[[], Awaitable[None]]) -> None:
        self._engine = engine
        self._drain = drain

    async def tick(self) -> int:
        """Carry out what is due now; tell how many went through."""
        return await asyncio.to_thread(self._tick)

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
        done = 0
        for raw in self._engine.stored_events():
            done += _safely(partial(self._engine.resume, raw), f"event {raw.event_id}")
        for timer in self._engine.due_timers():
            done += _safely(partial(self._engine.fire, timer), f"timer {timer.id}")
        return done


def _safely(act: Callable[[], None], what: str) -> int:
    with logs.about(event=what):
        try:
            act()
        except Exception:
            _log.exception("a stored command failed; it stays and is tried again")
            return 0
    return 1
