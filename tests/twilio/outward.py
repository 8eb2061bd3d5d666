"""What Twilio sends to the application: signed requests, and status callbacks in whatever order.

A signature is HMAC-SHA1, keyed with the auth token, over the public address as it was configured and every parameter
in order of its name, blank ones too. The request itself goes to where that address leads: `reach` says which listeners
stand behind it, and its Host header is theirs, so that nobody can compute the signature from the request's own
address. A webhook that fails is not sent again.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

import aiohttp
from yarl import URL

from tests.twilio.account import Account

#: So many webhooks run at the same time at most (our choice).
AT_ONCE = 32


def signature(token: str, url: str, params: Mapping[str, str]) -> str:
    """Sign as Twilio does."""
    text = url + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


@dataclass(frozen=True)
class Posted:
    """A request to the application, and what came of it."""

    url: str
    params: Mapping[str, str]
    #: The HTTP status; None when nobody answered.
    status: int | None
    text: str = ""

    @property
    def taken(self) -> bool:
        """Tell whether the application took it."""
        return self.status is not None and 200 <= self.status < 300


class Outward:
    """Sends requests to the application."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._listeners: dict[str, list[str]] = {}
        self._turn = count()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(AT_ONCE)
        #: Nothing gets through while this is true: every webhook meets a closed door.
        self.door_closed = False
        #: The last requests and what came of them, oldest first.
        self.posted: deque[Posted] = deque(maxlen=5_000)

    def reach(self, public: str, *listeners: str) -> None:
        """Say where addresses that begin with `public` lead; several listeners take turns, closed ones are left out."""
        self._listeners[public] = list(listeners)

    async def close(self) -> None:
        """Give the connections up."""
        if self._session is not None:
            await self._session.close()

    async def post(self, url: str, params: Mapping[str, str], *, forged: bool = False, once: str = "") -> Posted:
        """Post a signed request; a `forged` one is signed with a key that is not the account's.

        `once` is the token by which Twilio marks repetitions of the same request.
        """
        key = "somebody-else" if forged else self._account.token
        headers = {
            "X-Twilio-Signature": signature(key, url, params),
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": once or str(uuid4()),
        }
        async with self._slots:
            status, text = await self._send(url, urlencode(params).encode(), headers)
        done = Posted(url, dict(params), status, text)
        self.posted.append(done)
        return done

    async def _send(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str]:
        if self.door_closed:
            return None, ""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._account.webhook_timeout.total_seconds())
            self._session = aiohttp.ClientSession(timeout=timeout)
        for address in self._addresses(url):
            try:
                async with self._session.post(URL(address, encoded=True), data=body, headers=headers) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                continue  # nobody listens there; perhaps another replica does
            except (aiohttp.ClientError, TimeoutError):
                break
        return None, ""

    def _addresses(self, url: str) -> list[str]:
        for public, listeners in self._listeners.items():
            if url.startswith(public):
                first = next(self._turn) % len(listeners)
                return [one + url.removeprefix(public) for one in listeners[first:] + listeners[:first]]
        return [url]


@dataclass(frozen=True)
class Callback:
    """One status callback."""

    url: str
    params: Mapping[str, str]


class Order(StrEnum):
    """In which order a message's or a call's callbacks come."""

    IN_TURN = "in turn"
    TWICE = "twice"
    REVERSED = "reversed"
    SHUFFLED = "shuffled"
    #: Not before they are posted by hand.
    LATE = "late"
    #: Never.
    LOST = "lost"


class Callbacks:
    """Posts status callbacks, at once and in turn unless a test wants it otherwise."""

    def __init__(self, outward: Outward) -> None:
        self._outward = outward
        #: What is on its way, the last of each message or call: its next callback waits for it.
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._seed = ""
        self._shares: Mapping[Order, float] = {}
        #: Keep all of them until `post`.
        self.held = False
        #: What was kept, oldest first.
        self.waiting: list[Callback] = []

    def at_random(self, seed: int | str, shares: Mapping[Order, float]) -> None:
        """Let a share (0 to 1) of the messages and calls have their callbacks in each order, drawn from the seed."""
        self._seed, self._shares = str(seed), dict(shares)

    def take(self, chain: Sequence[Callback], about: str) -> None:
        """Take the callbacks of one message or call (its id is `about`), in turn."""
        order = Order.LATE if self.held else self._drawn(about)
        if order is Order.LATE:
            self.waiting += chain
        elif order is not Order.LOST and chain:
            after = self._after(self._tasks.get(about), arranged(chain, order, self._seed))
            self._tasks[about] = task = asyncio.get_running_loop().create_task(after)
            task.add_done_callback(lambda done: self._forget(about, done))

    async def post(self, order: Order = Order.IN_TURN, *, seed: int = 0) -> list[Posted]:
        """Post what was kept, one after the other, in this order."""
        chain, self.waiting = self.waiting, []
        return await self._post(arranged(chain, order, str(seed)))

    @property
    def under_way(self) -> int:
        """Count the messages and calls whose callbacks are on their way."""
        return len(self._tasks)

    async def quiet(self) -> None:
        """Wait until nothing is on its way."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """Drop what is on its way."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _after(self, earlier: asyncio.Task[None] | None, chain: Sequence[Callback]) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        await self._post(chain)

    def _forget(self, about: str, done: asyncio.Task[None]) -> None:
        if self._tasks.get(about) is done:
            del self._tasks[about]

    async def _post(self, chain: Sequence[Callback]) -> list[Posted]:
        return [await self._outward.post(one.url, one.params) for one in chain]

    def _drawn(self, about: str) -> Order:
        if not self._shares:
            return Order.IN_TURN
        place = random.Random(f"{self._seed}/{about}").random()
        for order, share in self._shares.items():
            if place < share:
                return order
            place -= share
        return Order.IN_TURN


def arranged(chain: Sequence[Callback], order: Order, seed: str = "") -> list[Callback]:
    """Put callbacks into an order."""
    match order:
        case Order.TWICE:
            return [one for one in chain for _ in range(2)]
        case Order.REVERSED:
            return list(reversed(chain))
        case Order.SHUFFLED:
            return random.Random(seed).sample(chain, len(chain))
        case _:
            return list(chain)
