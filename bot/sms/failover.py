"""Several providers behind one port: the first that works; trouble is remembered, said, and tried again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Generic

from bot.ports import OneWay, Out, PortError, Refused, Retry, Taken, Throttled, Unknown

#: So many failures in a row, and the provider counts as down (our choice).
DOWN_AFTER = 3
#: A provider that is down is tried again by one text after so long (our choice).
AGAIN_AFTER = timedelta(seconds=30)


@dataclass(eq=False)
class _Health:
    failures: int = 0
    down: bool = False
    #: Seconds of the monotonic counter from which on one more try is let through.
    again_at: float = 0.0


class Several(Generic[Out]):
    """Providers in the order of preference."""

    def __init__(
        self,
        name: str,
        ports: Sequence[OneWay[Out]],
        say: Callable[[str, bool, str], Awaitable[None]],
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`say` is told (provider, works, why) whenever that changes; `seconds` never go back."""
        self.name = name
        self._ports = ports
        self._say = say
        self._seconds = seconds
        self._health = {port.name: _Health() for port in ports}
        #: (provider, result) -> how many texts since the start.
        self.results: Counter[tuple[str, str]] = Counter()

    def works(self) -> dict[str, bool]:
        """Say of each provider whether it counts as working."""
        return {name: not health.down for name, health in self._health.items()}

    async def send(self, out: Out) -> Taken:
        """Send by the first provider that surely takes or surely refuses it; what is in doubt goes to nobody else.

        Raises what the last one said when none could.
        """
        said: PortError = Retry("no provider is set up")
        for port in self._in_order():
            try:
                taken = await port.send(out)
            except Refused:
                self.results[port.name, "refused"] += 1
                raise
            except Throttled as throttled:
                self.results[port.name, "throttled"] += 1
                # It is well; the next may have room.
                said = throttled
            except Retry as retry:
                self.results[port.name, "failed"] += 1
                await self._failed(port.name, str(retry))
                said = retry
            except Unknown as unknown:
                self.results[port.name, "unknown"] += 1
                await self._failed(port.name, str(unknown))
                raise
            except asyncio.CancelledError:
                self.results[port.name, "unknown"] += 1
                # Whoever waited for the answer gave up.
                await asyncio.shield(self._failed(port.name, "it gives no answer in time"))
                raise
            else:
                self.results[port.name, "taken"] += 1
                await self._worked(port.name)
                return taken
        raise said

    async def find(self, out: Out, since: datetime) -> Taken | None:
        """Look at each provider; raises what one said that could not tell, unless another has the text."""
        doubt: PortError | None = None
        for port in self._ports:
            try:
                found = await port.find(out, since)
            except PortError as error:
                doubt = error
            else:
                if found is not None:
                    return found
        if doubt is not None:
            raise doubt
        return None

    def _in_order(self) -> list[OneWay[Out]]:
        """Give those that work first; one that is down is due for its one try after a while."""
        now = self._seconds()

        def last(port: OneWay[Out]) -> bool:
            health = self._health[port.name]
            if health.down and now >= health.again_at:
                health.again_at = now + AGAIN_AFTER.total_seconds()
                return False
            return health.down

        return sorted(self._ports, key=last)

    async def _failed(self, name: str, why: str) -> None:
        health = self._health[name]
        health.failures += 1
        if health.failures >= DOWN_AFTER and not health.down:
            health.down = True
            health.again_at = self._seconds() + AGAIN_AFTER.total_seconds()
            await self._say(name, False, why)

    async def _worked(self, name: str) -> None:
        health = self._health[name]
        was_down, health.failures, health.down = health.down, 0, False
        if was_down:
            await self._say(name, True, "")
