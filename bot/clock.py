"""Clocks: the one place where the machine's time is read.

Everything else is handed a `Clock`. Each clock gives aware times in UTC and never goes backwards, because the
log, the timers and the pages are ordered by it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

#: A machine's clock may lead ours by this much before we follow it (our choice: more than a clock service's
#: slow correction, less than anybody would notice in a log).
FOLLOWS_AFTER = timedelta(seconds=2)
#: How often the time is stored from which a restart goes on (our choice).
KEPT_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Tell the time: aware, in UTC, never earlier than the answer before."""
        ...


class SystemClock:
    """The machine's time, carried by its monotonic counter, so that a clock set back stops nothing.

    When the machine's clock is more than `FOLLOWS_AFTER` ahead (it was set forward, or the machine slept),
    the time follows it. When it is behind, time goes on from where it was, and `behind` tells by how much.
    Safe to ask from several threads. `wall` gives seconds since 1970 UTC, `monotonic` seconds since whenever.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        since: datetime | None = None,
    ) -> None:
        """Take the two counters to read; a test hands in its own.

        Time begins at `since` when the machine's clock is not that far: it was set back while Muster was stopped.
        """
        self._wall = wall
        self._monotonic = monotonic
        self._lock = Lock()
        self._anchor = max(self._wall_time(), since or self._wall_time())
        self._anchored_at = monotonic()

    def now(self) -> datetime:
        """Tell the time; follows a machine's clock that was set forward."""
        with self._lock:
            carried, machine = self._carried(), self._wall_time()
            if machine - carried > FOLLOWS_AFTER:
                self._anchor, self._anchored_at = machine, self._monotonic()
                return machine
            return carried

    def behind(self) -> timedelta:
        """Tell by how much the machine's clock is behind the time given out; zero when it is not."""
        with self._lock:
            return max(timedelta(), self._carried() - self._wall_time())

    def _wall_time(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)

    def _carried(self) -> datetime:
        return self._anchor + timedelta(seconds=self._monotonic() - self._anchored_at)


def going_on(
    seen: datetime | None, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
) -> SystemClock:
    """Make the clock that goes on from the time that was `seen` last, wherever the machine's clock stands.

    Timers are due by that time: behind it, every escalation would wait until it is reached again.
    """
    clock = SystemClock(wall, monotonic, since=seen)
    if clock.behind() > FOLLOWS_AFTER:
        _log.warning("the machine's clock is %s behind the time Muster has reached; put it right", clock.behind())
    return clock


class Timekeeper:
    """Stores the time once a minute, so that a restart never goes behind it."""

    def __init__(self, clock: Clock, store: Callable[[datetime], None]) -> None:
        """`store` keeps a time where the next start finds it."""
        self._clock = clock
        self._store = store
        self._kept: datetime | None = None

    def keep(self) -> None:
        """Store the time, unless that was done less than `KEPT_EVERY` ago."""
        now = self._clock.now()
        if self._kept is None or now - self._kept >= KEPT_EVERY:
            self._store(now)
            self._kept = now


class OffsetClock:
    """Another clock pushed forward: in the demonstration, an hour passes at the press of a button."""

    def __init__(self, base: Clock, offset: timedelta = timedelta()) -> None:
        """Start `offset` ahead of `base`."""
        self._base = base
        self._offset = timedelta()
        self.offset = offset

    @property
    def offset(self) -> timedelta:
        """By how much this clock is ahead of the other."""
        return self._offset

    @offset.setter
    def offset(self, offset: timedelta) -> None:
        """Push the clock forward; ValueError when that would move it back."""
        if offset < self._offset:
            raise ValueError(f"a clock is never put back: it is {self._offset} ahead, {offset} was asked")
        self._offset = offset

    def now(self) -> datetime:
        """Tell the pushed-forward time."""
        return self._base.now() + self._offset


class ManualClock:
    """A clock that stands still until it is moved: for tests and for replaying a scenario."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`, which must be aware."""
        self._now = _aware(start)

    def now(self) -> datetime:
        """Tell where the clock was put last."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to `moment`; ValueError when it is earlier than now, or has no time zone."""
        moment = _aware(moment)
        if moment < self._now:
            raise ValueError(f"a clock is never put back: it is {self._now}, {moment} was asked")
        self._now = moment

    def advance(self, by: timedelta) -> datetime:
        """Move forward and tell the new time; ValueError for a negative span."""
        self.set(self._now + by)
        return self._now


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)
