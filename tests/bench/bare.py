"""What Muster on telephones is held against: the same HTTP and the same durable rows, and nothing else.

``python -m tests.bench.bare URL PORT TOKEN PUBLIC`` serves the bare route. Rows that come while others are being made
durable go into the next commit together, as Muster's do.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import aiohttp
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator

from bot.together import Together

#: (id, number, text)
Row = tuple[str, str, str]
_TABLE = "CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, number TEXT, text TEXT)"


def keeper(url: str) -> Callable[[Sequence[Row]], list[None]]:
    """Give what stores rows in one transaction."""
    if url.startswith("postgresql"):
        server = psycopg.connect(url)
        server.execute(_TABLE)
        server.commit()

        def keep_there(rows: Sequence[Row]) -> list[None]:
            with server.cursor() as cursor:
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s)", rows)
            server.commit()
            return [None] * len(rows)

        return keep_there
    file = sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    file.execute(_TABLE)

    def keep(rows: Sequence[Row]) -> list[None]:
        with file:
            file.executemany("INSERT INTO bare VALUES (?, ?, ?)", rows)
        return [None] * len(rows)

    return keep


def main(url: str, port: int, token: str, public: str) -> None:
    """Take signed texts until told to stop."""
    rows: Together[Row, None] = Together(keeper(url))
    validator: Any = RequestValidator(token)

    async def text(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(f"{public}{request.url.path}", form, signature):
            return PlainTextResponse("forged", 403)
        await rows.put((form["MessageSid"], form["From"], form["Body"]))
        return Response("<Response></Response>", media_type="application/xml")

    routes = [Route("/twilio/sms", text, methods=["POST"]), Route("/healthz", lambda _: PlainTextResponse("ok"))]
    uvicorn.run(Starlette(routes=routes), port=port, log_config=None, log_level="warning", lifespan="off")


async def post_all(
    url: str, address: str, account: tuple[str, str], forms: Sequence[Mapping[str, str]], at_once: int
) -> None:
    """Make a row of each text, then post it; so many at once. Raises for any answer but 201."""
    rows: Together[Row, None] = Together(keeper(url))
    waiting = list(forms)
    auth = aiohttp.BasicAuth(*account)

    async def sender(session: aiohttp.ClientSession) -> None:
        while waiting:
            form = waiting.pop()
            await rows.put((uuid4().hex, form["To"], form["Body"]))
            async with session.post(f"{address}/2010-04-01/Accounts/{account[0]}/Messages.json", data=form) as answer:
                await answer.json()
                if answer.status != 201:
                    raise RuntimeError(f"the fake answered {answer.status}")

    async with aiohttp.ClientSession(auth=auth) as session:
        await asyncio.gather(*(sender(session) for _ in range(at_once)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
