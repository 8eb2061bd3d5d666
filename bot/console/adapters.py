"""The console's rooms and phones as the ports see them: the default platform, and the verified fake of the tests.

The platform is synchronous and keeps everything in the database, so each call runs in a worker thread. Which of its
errors mean "never" and which "later" is handed in, since nothing here may know storage.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, TypeVar

from bot.console.backend import Platform
from bot.ports import NotInvited, OutgoingSms, Refused, Retry, RoomSpec, Taken
from bot.together import Together
from handlers.cards import Card, to_json

P = ParamSpec("P")
T = TypeVar("T")

#: A plus sign, then 7 to 15 digits of which the first is not zero (ITU-T E.164; the lower bound is ours).
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True)
class Failures:
    """What the platform's errors mean; the text of each is for people."""

    #: Trying again will not help: the name is taken, the room is closed, there is no such room.
    never: tuple[type[Exception], ...] = ()
    #: Busy, or the disk is full just now.
    later: tuple[type[Exception], ...] = ()

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in a worker thread; raises Refused or Retry in place of the platform's errors."""
        return await self.told(asyncio.to_thread(function, *args, **kwargs))

    async def told(self, act: Awaitable[T]) -> T:
        """Wait for it; raises Refused or Retry in place of the platform's errors."""
        try:
            return await act
        except self.never as problem:
            raise Refused(str(problem)) from problem
        except self.later as problem:
            raise Retry(str(problem)) from problem


class ConsoleChat:
    """The simulated rooms behind `ChatPort`. All of them are private: there is no other kind."""

    name = "console"

    def __init__(self, platform: Platform, failures: Failures) -> None:
        self._platform = platform
        self._failures = failures

    async def open_room(self, key: str, spec: RoomSpec) -> str:
        """Open a new private room; Refused when another key has the name."""
        return await self._failures.call(self._platform.open_room, key, spec.name, spec.topic)

    async def invite(self, key: str, room: str, people: Sequence[str]) -> list[NotInvited]:
        """Let people in; the console turns nobody away."""
        await self._failures.call(self._platform.invite, room, list(people))
        return []

    async def remove(self, key: str, room: str, person: str) -> None:
        """Take a person out; again changes nothing."""
        await self._failures.call(self._platform.remove, room, person)

    async def set_topic(self, key: str, room: str, topic: str) -> None:
        """Change the room's topic."""
        await self._failures.call(self._platform.set_topic, room, topic)

    async def post(self, key: str, room: str, card: Card) -> str:
        """Post a card; the same key gives the first message."""
        return await self._failures.call(self._platform.post, key, room, to_json(card))

    async def edit(self, key: str, room: str, message: str, card: Card) -> None:
        """Replace a posted card."""
        await self._failures.call(self._platform.edit, room, message, to_json(card))

    async def pin(self, key: str, room: str, message: str) -> None:
        """Pin a message; again changes nothing."""
        await self._failures.call(self._platform.pin, room, message)

    async def tell(self, key: str, person: str, card: Card) -> str:
        """Show a card to one person alone."""
        return await self._failures.call(self._platform.tell, key, person, to_json(card))

    async def close_room(self, key: str, room: str) -> None:
        """Make the room read-only and keep it."""
        await self._failures.call(self._platform.close, room)


class ConsoleSms:
    """The simulated phones behind `SmsPort`."""

    name = "console"

    def __init__(self, platform: Platform, failures: Failures) -> None:
        self._failures = failures
        self._together: Together[tuple[str, str, str], str] = Together(platform.sms_out)

    async def send(self, sms: OutgoingSms) -> Taken:
        """Deliver a text to the phone; Refused when the number is none or the text is empty."""
        if not E164.fullmatch(sms.number):
            raise Refused(f"'{sms.number[:40]}' is not a phone number; write it as +41791234567.")
        if not sms.text.strip():
            raise Refused("The text is empty; nothing was sent.")
        return Taken(self.name, await self._failures.told(self._together.put((sms.key, sms.number, sms.text))))

    async def find(self, sms: OutgoingSms, since: datetime) -> Taken | None:
        """Give nothing: the same key a second time is harmless here."""
        return None
