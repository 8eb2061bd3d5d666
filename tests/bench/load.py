"""Sends forms over HTTP as fast as a server takes them: keep-alive connections, nothing read but the status."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from urllib.parse import urlencode


async def send(port: int, path: str, forms: Sequence[dict[str, str]], connections: int = 128) -> float:
    """Post every form once; give the seconds until the last was answered. Raises RuntimeError for a refusal."""
    waiting = list(reversed([_request(port, path, form) for form in forms]))
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, waiting) for _ in range(connections)))
    return time.perf_counter() - began


async def _connection(port: int, waiting: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        writer.write(waiting.pop())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(head.split(b"\r\n")[0].decode())
    writer.close()
    await writer.wait_closed()


def _request(port: int, path: str, form: dict[str, str]) -> bytes:
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nHX-Request: true\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
