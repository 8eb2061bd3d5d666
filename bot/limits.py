"""How fast texts may leave: per lane, provider and destination country, so that none of them holds up another.

A sender has a rate of its own in each country; what goes faster waits at the provider, in one queue, and a page that
comes then waits behind it. So Muster keeps the queue: nothing leaves faster than the sender can send, and most of that
is kept from the lanes in which thousands wait. Time is handed in, in seconds of a counter that never goes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.delivery import CONSOLE
from handlers.effects import Priority
from playbooks.rules.countries import Countries, calling_code

#: The part of a rate that a lane may use; a lane that is not named has all of it. Together the two leave room for
#: pages and calls for help, which are few (our choice).
SHARE: Mapping[Priority, float] = {Priority.CHECK_IN: 0.6, Priority.REPLY: 0.3}
#: Requests a second that one provider takes in all, unless the setting says otherwise (our choice, below the 100 that
#: Twilio takes at a time).
AT_PROVIDER = 80.0
#: Calls that a provider begins in a second (Twilio's own rate for a new account).
CALLS_AT_PROVIDER = 1.0
#: So many seconds' worth may leave at once after a pause (our choice).
BURST = 1.0
#: Who would have to wait longer goes back into the outbox, well before its lease ends (our choice).
PATIENCE = 10.0
#: Ports without a limit: simulated telephones.
UNLIMITED = frozenset({CONSOLE})


@dataclass(eq=False)
class Bucket:
    """One rate."""

    per_second: float
    #: When everything that was let through so far would be through at this rate.
    _through_at: float = 0.0

    def ahead(self, now: float) -> float:
        """Tell how long the next one waits."""
        return max(0.0, self._through_at - BURST - now)

    def take(self, now: float) -> float:
        """Let one through; tell how long it waits."""
        wait = self.ahead(now)
        self._through_at = max(self._through_at, now) + 1 / self.per_second
        return wait

    def hold(self, until: float) -> None:
        """Let nothing through before then."""
        self._through_at = max(self._through_at, until + BURST)


class Limits:
    """All rates of one process."""

    def __init__(self, countries: Countries, at_provider: float = AT_PROVIDER) -> None:
        """`countries` tells the rate of the sender in each country."""
        self._countries = countries
        self._at_provider = at_provider
        self._providers: dict[tuple[str, Priority], Bucket] = {}
        self._calls: dict[tuple[str, Priority], Bucket] = {}
        #: By provider, lane and prefix.
        self._senders: dict[tuple[str, Priority, str], Bucket] = {}

    def take(self, port: str, lane: Priority, number: str, now: float) -> float | None:
        """Let a text through: how long it waits, None when that is too long and it must come again later."""
        if port in UNLIMITED:
            return 0.0
        buckets = self._of(port, lane, number)
        if max(bucket.ahead(now) for bucket in buckets) > PATIENCE:
            return None
        return max([bucket.take(now) for bucket in buckets])

    def take_call(self, port: str, lane: Priority, now: float) -> float | None:
        """Let a call through, as `take` does for texts; wherever it goes."""
        one = self._calls.setdefault((port, lane), Bucket(CALLS_AT_PROVIDER * SHARE.get(lane, 1.0)))
        return None if one.ahead(now) > PATIENCE else one.take(now)

    def hold(self, port: str, lane: Priority, seconds: float, now: float) -> None:
        """The provider asks for a pause: let nothing of this lane through meanwhile."""
        if port not in UNLIMITED:
            self._provider(port, lane).hold(now + seconds)

    def full(self, lanes: tuple[Priority, ...], now: float) -> list[str]:
        """Name the prefixes of numbers for which there is no room soon in these lanes; all numbers: ``+``."""
        if any(lane in lanes and one.ahead(now) > PATIENCE / 2 for (_, lane), one in self._providers.items()):
            return ["+"]
        return [
            prefix
            for (_, lane, prefix), one in self._senders.items()
            if lane in lanes and one.ahead(now) > PATIENCE / 2
        ]  # fmt: skip

    def _of(self, port: str, lane: Priority, number: str) -> tuple[Bucket, Bucket]:
        row = self._countries.of(number)
        key = (port, lane, row.prefix or calling_code(number))
        if key not in self._senders:
            self._senders[key] = Bucket(row.per_second * SHARE.get(lane, 1.0))
        return self._provider(port, lane), self._senders[key]

    def _provider(self, port: str, lane: Priority) -> Bucket:
        if (port, lane) not in self._providers:
            self._providers[port, lane] = Bucket(self._at_provider * SHARE.get(lane, 1.0))
        return self._providers[port, lane]
