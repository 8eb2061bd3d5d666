"""Lets the auditor look every minute, and lets somebody outside know that it found nothing.

The heartbeat is a call that comes only while all is well: whoever expects it raises the alarm when it stays away, be
it that something hangs, that this machine is off, or that nobody watches any more (lessons, OnCall).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import aiohttp

from bot.ticker import safely
from handlers.auditing import Auditor

#: The heartbeat is no reason to wait for anything (our choice).
_LONGEST = aiohttp.ClientTimeout(total=10)

_log = logging.getLogger(__name__)


async def call(url: str) -> None:
    """Call the heartbeat's address. Raises aiohttp.ClientError, TimeoutError."""
    async with aiohttp.ClientSession(timeout=_LONGEST) as session, session.get(url) as answer:
        answer.raise_for_status()


class Watch:
    """Looks once a minute, in the process that leads."""

    def __init__(
        self, auditor: Auditor, heartbeat_url: str | None, call: Callable[[str], Awaitable[None]] = call
    ) -> None:
        """`call` calls the heartbeat."""
        self._auditor = auditor
        self._url = heartbeat_url
        self._call = call
        #: How much the last look found, for the metrics.
        self.findings = 0

    async def minute(self) -> None:
        """Look, move on what hangs, tell a human; call the heartbeat when nothing hangs."""
        looked = await asyncio.to_thread(safely, self._look, "audit")
        if not looked or self.findings or not self._url:
            return
        try:
            await self._call(self._url)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("the heartbeat could not be called: %s", error)

    def _look(self) -> None:
        found = self._auditor.look()
        self.findings = len(found)
        for one in found:
            _log.error("audit: %s", one.text)
            safely(partial(self._auditor.move_on, one), f"audit of {one.key}")
        self._auditor.say(found)
