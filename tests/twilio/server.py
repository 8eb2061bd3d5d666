"""The fake at work: a real HTTP server on loopback, in a thread of its own.

A test uses it as a context manager. What the test asks of it runs in the fake's own loop: from plain code through
`run`, from asynchronous code by awaiting `there`, so that an application in the test's loop can answer meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.clock import SystemClock
from tests.twilio.account import Account
from tests.twilio.contract import contract
from tests.twilio.control import control_routes
from tests.twilio.exchange import Exchange
from tests.twilio.faults import Faults
from tests.twilio.habits import Habits
from tests.twilio.loopback import Loopback
from tests.twilio.outward import Callbacks, Outward
from tests.twilio.rest import Rest
from tests.twilio.voice import Switchboard

T = TypeVar("T")


class Parts:
    """Everything but the thread; made and used in one running loop."""

    def __init__(self, account: Account, now: Callable[[], datetime]) -> None:
        self.account = account
        self.outward = Outward(account)
        self.callbacks = Callbacks(self.outward)
        self.exchange = Exchange(account, self.outward, self.callbacks, now)
        self.switchboard = Switchboard(account, self.outward, self.callbacks, now)
        self.faults = Faults()
        self.contract = contract()
        self.habits = Habits(self.exchange.receive, self.switchboard.pick_up, self.switchboard.end)
        self.exchange.arrived = self.habits.texted
        self.switchboard.rings = self.habits.called
        self._connections: dict[tuple[str, int], asyncio.Transport] = {}
        rest = Rest(self.exchange, self.switchboard, self.faults, self._break, self.contract)
        hand = control_routes(self.exchange, self.outward, self.callbacks, self.faults, self.habits, self.contract)
        self.app = Starlette(routes=[*hand, *rest.routes()])

    def protocol(self) -> type[H11Protocol]:
        """Give uvicorn's protocol, with its connections known by the client's address so that one can be broken."""
        connections = self._connections

        class Breakable(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
                super().connection_made(transport)
                if self.client is not None:
                    connections[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    connections.pop(self.client, None)
                super().connection_lost(exc)

        return Breakable

    async def close(self) -> None:
        """Drop what is on its way."""
        await self.habits.close()
        await self.callbacks.close()
        await self.outward.close()

    def _break(self, client: tuple[str, int]) -> None:
        self._connections[client].abort()


class FakeTwilio:
    """One account at Twilio, listening; a context manager."""

    def __init__(self, account: Account | None = None, now: Callable[[], datetime] | None = None) -> None:
        """`now` is the machine's time unless a test's clock is given."""
        self.account = account or Account()
        self._now = now or SystemClock().now
        self._server = Loopback(self._make, self._close)
        #: The base URL of both interfaces: `client.api.base_url` and `client.messaging.base_url`.
        self.url = self._server.url

    def __enter__(self) -> FakeTwilio:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        if error is None and self.parts.contract is not None:
            assert self.parts.contract.violations == [], "not as Twilio describes it"

    @property
    def exchange(self) -> Exchange:
        """Messages."""
        return self.parts.exchange

    @property
    def switchboard(self) -> Switchboard:
        """Calls."""
        return self.parts.switchboard

    @property
    def faults(self) -> Faults:
        """What befalls requests."""
        return self.parts.faults

    @property
    def outward(self) -> Outward:
        """Requests to the application."""
        return self.parts.outward

    @property
    def callbacks(self) -> Callbacks:
        """Status callbacks to the application."""
        return self.parts.callbacks

    @property
    def habits(self) -> Habits:
        """What phones do on their own."""
        return self.parts.habits

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Run something in the fake's loop and wait for it, from plain code."""
        return asyncio.run_coroutine_threadsafe(act, self._server.loop).result(60)

    async def there(self, act: Coroutine[Any, Any, T]) -> T:
        """Run something in the fake's loop and wait for it, from another loop, which goes on meanwhile."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(act, self._server.loop))

    def _make(self) -> uvicorn.Server:
        self.parts = Parts(self.account, self._now)
        return server_of(self.parts)

    async def _close(self) -> None:
        await self.parts.close()


def server_of(parts: Parts) -> uvicorn.Server:
    """Make the HTTP server."""
    config = uvicorn.Config(
        parts.app,
        http=parts.protocol(),
        log_config=None,
        lifespan="off",
        access_log=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
