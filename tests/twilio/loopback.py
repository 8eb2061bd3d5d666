"""An HTTP server in a thread of its own, on a free port of loopback, that starts and stops at once."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable

import uvicorn

#: Accepting a connection takes three turns of asyncio's loop, losing one takes another.
TURNS = 6


async def turns() -> None:
    """Let the loop do what it has at hand."""
    for _ in range(TURNS):
        done = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(done.set_result, None)
        await done


async def nothing() -> None:
    """Do nothing at the end."""


class Loopback:
    """Serves what `made` gives, which is called in the server's own loop."""

    def __init__(self, made: Callable[[], uvicorn.Server], closing: Callable[[], Awaitable[None]] = nothing) -> None:
        """`closing` is awaited in the server's loop when it stops."""
        self._made, self._closing = made, closing
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1_024)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()
        assert self._ready.wait(20), "the server did not start"

    def stop(self) -> None:
        """Close the port and end; a second call does nothing."""
        if self._thread.is_alive():
            self.loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(20)
        assert not self._thread.is_alive()
        self._listening.close()

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = self._made()
        serving = asyncio.create_task(server.serve(sockets=[self._listening]))
        self._ready.set()
        await self._stopping.wait()
        await self._closing()
        # Not uvicorn's own way to stop, which looks around every tenth of a second.
        self.loop.remove_reader(self._listening.fileno())
        await turns()  # what was being accepted must be in before the server closes
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        for connection in list(server.server_state.connections):
            connection.transport.abort()
        for one in server.servers if server.started else ():
            one.close()
        await turns()
