"""Muster in a thread of its own, listening on a free port, as a test needs it."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from uuid import uuid4

import httpx
import uvicorn

from bot.app import App
from bot.clock import Clock, SystemClock
from bot.console.pages import console_app
from handlers.cards import Card, to_json
from storage.console import ConsoleStore
from storage.store import Store
from tests.world import LIBRARY, START, World

#: How the browser and htmx report that an answer did not come: Muster restarts, a room is left.
_NO_ANSWER = (
    "Failed to load resource",
    "htmx:afterRequest",
    "htmx:sendError",
    "htmx:timeout",
    "Response Status Error Code 503",
)
#: Seats of the demonstration organisation that the tests speak of.
CHAIR, SECURITY, OUTSIDER = "P002", "P005", "P120"


@dataclass(frozen=True)
class Access:
    """Where the console listens."""

    console_host: str = "127.0.0.1"
    console_password: str | None = None


class Running:
    """The whole program in a thread; a context manager."""

    def __init__(self, database: str, access: Access | None = None, clock: Clock | None = None) -> None:
        """`clock` is the real one unless another is given."""
        self.database, self.access, self.clock = database, access or Access(), clock or SystemClock()
        World(database, start=START).close()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Running:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._listening.close()

    def start(self) -> None:
        """Begin to serve; who connects before waits in the socket's queue."""
        self.store = Store.open(self.database)
        self.app = App(self.store, self.clock, library=LIBRARY)
        config = uvicorn.Config(
            console_app(self.app, self.access), log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()

    def stop(self) -> None:
        """End as a process that is stopped."""
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()
        self.store.close()

    @property
    def console(self) -> ConsoleStore:
        """The simulated platform."""
        return self.app.console

    def room(self, *people: str) -> str:
        """Open a room with a name of its own."""
        name = f"room-{uuid4().hex[:8]}"
        ref = self.console.open_room(name, name, "What is said here")
        self.console.invite(ref, people)
        return ref

    def post(self, room: str, card: Card, only_for: str | None = None) -> str:
        """Post a card as Muster."""
        return self.console.post(uuid4().hex, room, to_json(card), only_for=only_for)

    def tell(self, person: str, card: Card) -> str:
        """Tell somebody alone."""
        return self.console.tell(uuid4().hex, person, to_json(card))

    def say(self, room: str, person: str, text: str) -> str:
        """Say something as a person."""
        return self.console.say(uuid4().hex, room, person, text)

    def texts(self, number: str, text: str) -> None:
        """Send a text to a phone."""
        self.console.sms_out([(uuid4().hex, number, text)])

    async def _serve(self) -> None:
        working = asyncio.create_task(self.app.serve())
        try:
            # A copy, so that the port stays ours while the server is stopped and started again.
            await self._server.serve(sockets=[self._listening.dup()])
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


def amiss(complaints: list[str]) -> list[str]:
    """Give what a browser complains of and should not have to: all but that an answer did not come."""
    return [text for text in complaints if not text.startswith(_NO_ANSWER)]


def visitor(running: Running) -> httpx.Client:
    """Give a client that behaves like a browser without script."""
    return httpx.Client(base_url=running.url, headers={"origin": running.url}, timeout=20)


def listen(
    client: httpx.Client, path: str, events: int, headers: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """Read so many (name, data) pairs of an event stream."""
    heard: list[tuple[str, str]] = []
    name, data = "", ""
    with client.stream("GET", path, headers=headers or {}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                data += line.removeprefix("data: ")
            elif not line and data:
                heard.append((name, data))
                name, data = "", ""
                if len(heard) == events:
                    break
    return heard


def visible(html: str) -> str:
    """Give what of a page is text, on single spaces, still escaped."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()
