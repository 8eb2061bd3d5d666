"""A world of tests drives an application in its own loop while phones of the fake speak: `Phones(fake, world)`."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.twilio.application import PUBLIC
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio

T = TypeVar("T")


class Driven:
    """An application that lives only while it is driven, as a `World`'s does."""

    def __init__(self) -> None:
        self.runner, self.settled, self.came = asyncio.Runner(), 0, 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        app = Starlette(routes=[Route("/{path:path}", self._take, methods=["POST"])])
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        self.run(self._begin())

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(act)

    def settle(self) -> None:
        self.settled += 1

    def close(self) -> None:
        self._server.should_exit = True
        self.run(self._ended())
        self.runner.close()

    async def _begin(self) -> None:
        self._serving = asyncio.create_task(self._server.serve(sockets=[self.listening]))

    async def _ended(self) -> None:
        await self._serving

    async def _take(self, request: Request) -> Response:
        self.came += "MessageStatus" not in (await request.body()).decode()
        return Response("<Response/>")


def test_phones_speak_to_an_application_that_their_driver_runs(fake: FakeTwilio) -> None:
    driven = Driven()
    fake.outward.reach(PUBLIC, f"http://127.0.0.1:{driven.listening.getsockname()[1]}")
    phones = Phones(fake, driven, {"CHAIR": "+41790000001"}.__getitem__)
    form = {"To": "+41790000001", "From": "+41445550100", "Body": "CMT PAGE", "StatusCallback": PUBLIC + "/status"}

    async def create() -> None:
        fake.exchange.send(fake.exchange.create(form))

    phones.act(create())
    phones.phone("CHAIR").expects("CMT PAGE").replies("7").is_silent()
    assert (driven.came, driven.settled) == (1, 4)
    assert [posted.taken for posted in fake.outward.posted] == [True] * 4
    phones.nobody_else_was_texted()
    driven.close()
