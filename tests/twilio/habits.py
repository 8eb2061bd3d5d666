"""Phones that act on their own: for runs with thousands of them, in which no test speaks for each.

What a phone does is drawn from a seed, its number, and how many texts or calls it has had, so that the same run has
the same answers.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.twilio.records import Call, Message
from tests.twilio.voice import Person

#: What a phone may do about a call besides pressing keys.
BUSY, NO_ANSWER, MACHINE = "busy", "no-answer", "machine"


@dataclass(frozen=True)
class Habit:
    """What phones do about texts that hold a word, and about calls."""

    #: The word; "" for every text.
    when: str = ""
    #: Another that must be in it as well.
    also: str = ""
    #: The share (0 to 1) of each answer; the rest is silent.
    replies: Mapping[str, float] = field(default_factory=dict)
    #: The share of each reaction to a call: keys ("7"), "" for picking up and pressing nothing, BUSY, NO_ANSWER,
    #: MACHINE; the rest lets it ring.
    calls: Mapping[str, float] = field(default_factory=dict)
    #: After how many seconds, at least and at most.
    after: tuple[float, float] = (0.0, 0.0)


class Habits:
    """Lets phones act; asks `text`, `pick_up` and `end` to carry it out."""

    def __init__(
        self,
        text: Callable[[str, str], Awaitable[Any]],
        pick_up: Callable[[Call, Person], Awaitable[Any]],
        end: Callable[[Call, str], None],
    ) -> None:
        self._text, self._pick_up, self._end = text, pick_up, end
        self._habits: Sequence[Habit] = ()
        self._seed = ""
        self._times: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()

    def are(self, seed: int | str, *habits: Habit) -> None:
        """Let every phone behave so from now on; the first habit whose word is in the text decides."""
        self._seed, self._habits = str(seed), habits

    @property
    def under_way(self) -> int:
        """Count the phones that are about to act."""
        return len(self._timers) + len(self._tasks)

    def texted(self, message: Message) -> None:
        """Let a phone react to a text that has arrived."""
        habit = next((one for one in self._habits if one.when in message.body and one.also in message.body), None)
        if habit is None:
            return
        chance = self._chance(message.to, "text")
        reply = drawn(chance, habit.replies)
        if reply is not None:
            self._later(chance, habit, lambda: self._text(message.to, reply))

    def called(self, call: Call) -> None:
        """Let a phone react to a call that rings."""
        habit = next((one for one in self._habits if one.calls), None)
        if habit is None:
            return
        chance = self._chance(call.to, "call")
        reaction = drawn(chance, habit.calls)
        if reaction is not None:
            self._later(chance, habit, lambda: self._reacts(call, reaction))

    async def close(self) -> None:
        """Let nobody act any more."""
        for timer in self._timers:
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _reacts(self, call: Call, reaction: str) -> None:
        if call.status != "ringing":
            return
        if reaction in {BUSY, NO_ANSWER}:
            self._end(call, reaction)
        else:
            digits = (reaction,) if reaction and reaction != MACHINE else ()
            await self._pick_up(call, Person(digits, machine=reaction == MACHINE))

    def _chance(self, number: str, kind: str) -> random.Random:
        self._times[kind + number] += 1
        return random.Random(f"{self._seed}/{kind}/{number}/{self._times[kind + number]}")

    def _later(self, chance: random.Random, habit: Habit, act: Callable[[], Awaitable[Any]]) -> None:
        loop = asyncio.get_running_loop()

        async def acts() -> None:
            await act()

        def begin() -> None:
            self._timers.discard(timer)
            task = loop.create_task(acts())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        timer = loop.call_later(chance.uniform(*habit.after), begin)
        self._timers.add(timer)


def drawn(chance: random.Random, shares: Mapping[str, float]) -> str | None:
    """Draw one of several by their shares; None for the rest."""
    place = chance.random()
    for one, share in shares.items():
        if place < share:
            return one
        place -= share
    return None
