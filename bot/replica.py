"""One of any number of identical processes on one database: it beats, it may lead, and it stops when it is outdated.

All of them take what comes in, send, and fire timers; row locks and unique events keep that once. What only one may
do at a time (asking the provider what never reached us, looking for what hangs) is done by whoever leads.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

#: How often a process beats (our choice).
EVERY = timedelta(seconds=3)
#: How long a lead lasts without a beat: with one beat more, another leads within 15 s of a death (issue 4).
LEAD = timedelta(seconds=10)

_log = logging.getLogger(__name__)


class Outdated(Exception):
    """A newer Muster has brought the tables up to date; the text says what to do."""


class Replica:
    """This process among the others."""

    def __init__(self, beat: Callable[[timedelta], str], seconds: Callable[[], float] = monotonic) -> None:
        """`beat` asks for the lead and gives a word of `Beat`; `seconds` never go back (a test hands in its own)."""
        self._beat = beat
        self._monotonic = seconds
        self._led_at: float | None = None
        self._outdated = asyncio.Event()

    @property
    def leads(self) -> bool:
        """Say whether this process may do now what only one may do; false in doubt."""
        return self._led_at is not None and self._monotonic() - self._led_at < LEAD.total_seconds()

    @property
    def outdated(self) -> bool:
        """Say whether a newer Muster has brought the tables up to date."""
        return self._outdated.is_set()

    async def beat(self) -> None:
        """Beat once."""
        before, led = self._monotonic(), self.leads
        said = await asyncio.to_thread(self._beat, LEAD)
        if said == "outdated":
            self._outdated.set()
        if said != "unknown":
            # Counted from before the question: the lease began no earlier. In doubt the lead runs out by itself.
            self._led_at = before if said == "leads" else None
        if self.leads is not led:
            _log.info("this process %s", "leads now" if self.leads else "does not lead any more")

    async def watch(self) -> None:
        """Wait until this process is outdated; raises Outdated."""
        await self._outdated.wait()
        raise Outdated(
            "A newer Muster has brought the database up to date; this older one has stopped. Nothing is lost: start "
            "the newer one here, too."
        )
