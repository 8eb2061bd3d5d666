"""Sends requests over HTTP as fast as a server takes them: keep-alive connections, nothing read but the status."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlencode


async def post(
    ports: Sequence[int], requests: Sequence[bytes], *, connections: int = 128, per_second: float | None = None
) -> list[float]:
    """Send every request once, to each port in turn, at this rate or as fast as they are taken.

    Gives when each was sent, in seconds since 1970, in order. Raises RuntimeError for a refusal.
    """
    waiting = list(reversed(requests))
    sent: list[float] = []
    began = time.time()

    async def connection(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            asked = waiting.pop()
            if per_second is not None:
                await _pause(began + (len(requests) - len(waiting)) / per_second - time.time())
            sent.append(time.time())
            writer.write(asked)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 2"):
                raise RuntimeError(head.split(b"\r\n")[0].decode())
            if b"HTTP/1.1 204" not in head:
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(connection(ports[at % len(ports)]) for at in range(connections)))
    return sorted(sent)


async def _pause(seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(max(seconds, 0)):
            await asyncio.Event().wait()


def request(path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """Write a request that posts a form."""
    body = urlencode(form).encode()
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = (
        f"POST {path} HTTP/1.1\r\n{more}"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
