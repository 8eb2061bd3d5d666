"""Many small writes as one: nobody is answered before their item is stored, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.together import MOST, Together


class Shelf:
    """Stores numbers; refuses 13; the first batch waits until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.go = threading.Event()

    def store(self, items: Sequence[int]) -> list[int]:
        assert self.go.wait(10)
        if 13 in items:
            raise ValueError("13 cannot be stored")
        if 666 in items:
            raise SystemExit
        self.batches.append(list(items))
        return [item * 10 for item in items]


async def put_all(shelf: Shelf, items: Sequence[int]) -> list[int | BaseException]:
    together = Together(shelf.store)
    waiting = [asyncio.create_task(together.put(item)) for item in items]
    await asyncio.to_thread(lambda: None)
    assert not any(task.done() for task in waiting), "nobody is answered before the store has run"
    shelf.go.set()
    return await asyncio.gather(*waiting, return_exceptions=True)


def test_what_arrives_together_is_stored_together_and_in_order() -> None:
    shelf = Shelf()
    assert asyncio.run(put_all(shelf, range(1, 11))) == [item * 10 for item in range(1, 11)]
    assert [item for batch in shelf.batches for item in batch] == list(range(1, 11))
    assert len(shelf.batches) <= 2


def test_one_item_that_cannot_be_stored_loses_no_other() -> None:
    shelf = Shelf()
    results = asyncio.run(put_all(shelf, [11, 12, 13, 14]))
    assert [result for result in results if isinstance(result, int)] == [110, 120, 140]
    assert isinstance(results[2], ValueError)


def test_a_batch_has_its_limit() -> None:
    shelf = Shelf()
    asyncio.run(put_all(shelf, range(1000, 1000 + 2 * MOST + 10)))
    assert max(len(batch) for batch in shelf.batches) <= MOST


def test_whoever_waits_for_a_store_that_dies_is_told() -> None:
    async def die() -> None:
        shelf = Shelf()
        shelf.go.set()
        with pytest.raises(SystemExit):
            await Together(shelf.store).put(666)

    asyncio.run(die())
