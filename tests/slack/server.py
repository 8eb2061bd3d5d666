"""The fake at work: an HTTP and WebSocket server on loopback, in a thread of its own.

A test uses it as a context manager. What the test asks of it runs in the fake's own loop: from plain code through
`run`, from asynchronous code by awaiting `there`, so that an application in the test's loop can answer meanwhile.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import web

from bot.clock import SystemClock
from tests.slack.workspace import Settings, Workspace

T = TypeVar("T")


class FakeSlack:
    """One workspace, listening; a context manager."""

    def __init__(self, settings: Settings | None = None, now: Callable[[], datetime] | None = None) -> None:
        """`now` is the machine's time unless a test's clock is given."""
        self.workspace = Workspace(now or SystemClock().now, settings)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1_024)
        self.origin = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        #: The Web API's base URL: `AsyncWebClient(base_url=...)`.
        self.url = f"{self.origin}/api/"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> FakeSlack:
        self._thread.start()
        assert self._ready.wait(20), "the fake did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(20)
        assert not self._thread.is_alive()

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Run something in the fake's loop and wait for it, from plain code."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(60)

    async def there(self, act: Coroutine[Any, Any, T]) -> T:
        """Run something in the fake's loop and wait for it, from another loop, which goes on meanwhile."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(act, self._loop))

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.SockSite(runner, self._listening).start()
        self._ready.set()
        await self._stopping.wait()
        await runner.cleanup()

    def _application(self) -> web.Application:
        return web.Application()
