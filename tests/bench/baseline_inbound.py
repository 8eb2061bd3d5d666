"""The bare route that `bench_inbound` is held against: one form in, one durable row, one answer."""

from __future__ import annotations

import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route


def main(database: str, port: int) -> None:
    """Serve until told to stop: the same server and the same fsync as Muster, and nothing else."""
    rows = sqlite3.connect(database, isolation_level=None)
    rows.execute("PRAGMA journal_mode=WAL")
    rows.execute("PRAGMA synchronous=FULL")
    rows.execute("CREATE TABLE answer (id TEXT PRIMARY KEY, number TEXT, text TEXT)")

    async def answer(request: Request) -> PlainTextResponse:
        form = await request.form()
        # In the loop itself: the quickest way there is for a route that does one thing.
        rows.execute("INSERT INTO answer VALUES (?, ?, ?)", (form["event_id"], form["number"], form["text"]))
        return PlainTextResponse("taken")

    routes = [Route("/as/P001/sms", answer, methods=["POST"]), Route("/healthz", lambda _: PlainTextResponse("ok"))]
    uvicorn.run(Starlette(routes=routes), port=port, log_config=None, log_level="warning", lifespan="off")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
