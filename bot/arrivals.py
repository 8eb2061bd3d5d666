"""What providers bring: stored before they are answered, and up to when their lists were looked through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.sms.webhooks import Event
from bot.together import Together
from handlers.execute import Engine

#: Where it is kept up to when a provider's list of inbound texts was looked through.
_LOOKED = "inbound looked through up to: "
#: So far back goes the first look at a provider's list (our choice: what came while Muster was being set up).
_FIRST_LOOK = timedelta(hours=1)


class Arrivals:
    """The stored side of what comes from outside."""

    def __init__(self, engine: Engine, wake: Callable[[], None], base: Callable[[], datetime]) -> None:
        """`wake` is called when something was stored; `base` gives the time without a demonstration's push."""
        self._engine = engine
        self._wake = wake
        self._base = base
        self._keeping = Together(self._store_all)

    async def keep(self, event: Event) -> None:
        """Store what arrived; returns when it is durable."""
        await self._keeping.put(event)
        self._wake()

    def looked_up_to(self, provider: str) -> datetime:
        """Tell from when on a provider's list is to be looked through."""
        with self._engine.store.read() as uow:
            stored = uow.meta.get(f"{_LOOKED}{provider}")
        return datetime.fromisoformat(stored) if stored else self._base() - _FIRST_LOOK

    def looked(self, provider: str, moment: datetime) -> None:
        """Note up to when a provider's list was looked through."""
        with self._engine.store.begin() as uow:
            uow.meta.set(f"{_LOOKED}{provider}", moment.isoformat())

    async def sent_for(self, refs: Sequence[str]) -> Mapping[str, int]:
        """Give for a provider's ids the effects for which they left, as far as that is known."""
        return await asyncio.to_thread(self._effects, refs)

    def _effects(self, refs: Sequence[str]) -> Mapping[str, int]:
        with self._engine.store.read() as uow:
            return uow.deliveries.effects(refs)

    def _store_all(self, events: Sequence[Event]) -> list[None]:
        by_source: dict[str, list[Event]] = {}
        for event in events:
            by_source.setdefault(event.source, []).append(event)
        with self._engine.store.begin() as uow:
            for source, some in by_source.items():
                uow.inbox.keep_raw([(one.id, source, one.raw) for one in some], self._engine.now())
        return [None] * len(events)
