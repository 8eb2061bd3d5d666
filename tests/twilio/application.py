"""A small application under the fake: it listens, checks each signature with Twilio's own validator, and remembers."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator

from tests.twilio.loopback import Loopback

PUBLIC = "https://muster.example.org"


def says_nothing(fields: dict[str, str]) -> str:
    """Answer that there is nothing to do."""
    return "<Response/>"


class Application:
    """Listens in a thread; a context manager."""

    def __init__(self, token: str) -> None:
        # Any: the SDK ships no types.
        self._validator: Any = RequestValidator(token)
        #: (path and query, fields) of each request whose signature was right, oldest first.
        self.taken: list[tuple[str, dict[str, str]]] = []
        #: The TwiML for a path; nothing for the rest.
        self.answers: dict[str, Callable[[dict[str, str]], str]] = {}
        app = Starlette(routes=[Route("/{path:path}", self._take, methods=["POST"])])
        self._server = Loopback(lambda: uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off")))
        self.url = self._server.url

    def __enter__(self) -> Application:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the door."""
        self._server.stop()

    def fields(self, path: str) -> list[dict[str, str]]:
        """Give what was posted to a path."""
        return [fields for taken, fields in self.taken if taken == path]

    async def _take(self, request: Request) -> Response:
        fields = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if not self._validator.validate(PUBLIC + where, fields, request.headers["x-twilio-signature"]):
            return Response(status_code=403)
        self.taken.append((where, fields))
        answer = self.answers.get(request.url.path, says_nothing)
        return Response(answer(fields), media_type="text/xml")
