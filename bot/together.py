"""Many small writes as one: whatever arrives while the last batch was being stored goes into the next.

One durable commit serves all who wait, and nobody is answered before theirs is in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Longest batch: what comes later must not wait for too much (our choice).
MOST = 256


class Together(Generic[Item, Result]):
    """Collects items and stores them batch by batch, in the order in which they came."""

    def __init__(self, store: Callable[[Sequence[Item]], Sequence[Result]]) -> None:
        """`store` runs in a thread, commits all of a batch or raises, and gives one result an item."""
        self._store = store
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Result:
        """Return once the item is durable. Raises what storing it raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all())
        return await future

    async def _store_all(self) -> None:
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                if not await self._stored(batch):
                    # One item that cannot be stored must not lose the others.
                    for one in batch:
                        await self._stored([one])
        except BaseException as error:
            # Whoever waits must not wait for ever for a store that is gone.
            for _, future in (*batch, *self._waiting):
                _refuse(future, error)
            self._waiting = []
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            self._storing = None

    async def _stored(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> bool:
        """Store a batch; False when it failed and had several items, each of which is then worth a try."""
        try:
            results = await asyncio.to_thread(self._store, [item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _refuse(batch[0][1], error)
            return len(batch) == 1
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
        return True


def _refuse(future: asyncio.Future[Result], error: BaseException) -> None:
    if future.done():
        return
    if isinstance(error, asyncio.CancelledError):
        future.cancel()
    else:
        future.set_exception(error)
