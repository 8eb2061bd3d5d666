"""Faults of the provider: what befalls a request, decided by a seed or asked for by a test.

Chance is drawn from the seed, the kind of request, the number it concerns and how often that number was asked for
before: the same run has the same faults, in whatever order parallel requests arrive.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class On(StrEnum):
    """The kinds of requests that faults tell apart."""

    #: Creating a message.
    SEND = "send"
    #: Creating a call.
    CALL = "call"
    #: Fetching or listing anything.
    LOOK = "look"


class Fault(StrEnum):
    """What may befall a request."""

    #: 429 with 20429.
    TOO_MANY = "too_many"
    #: 500 with 20500.
    ERROR = "error"
    #: 503 with 20503.
    UNAVAILABLE = "unavailable"
    #: 502 with a page of HTML, as from a proxy that stands in front.
    GATEWAY = "gateway"
    #: Accepted, not carried out, never answered.
    HANG = "hang"
    #: Carried out, never answered.
    HANG_STORED = "hang_stored"
    #: The connection breaks before anything is done.
    BROKEN = "broken"
    #: The connection breaks after it was carried out.
    BROKEN_STORED = "broken_stored"


@dataclass(eq=False)
class _Asked:
    fault: Fault
    on: On
    to: str | None
    left: int


class Faults:
    """Decides what befalls each request."""

    def __init__(self) -> None:
        """Begin without any."""
        self._asked: list[_Asked] = []
        self._rates: dict[On, dict[Fault, float]] = {}
        self._seed = "0"
        self._times: Counter[tuple[On, str]] = Counter()
        #: How often each befell each kind of request.
        self.happened: Counter[tuple[On, Fault]] = Counter()
        #: How often any befell each kind of request about a number.
        self.befell: Counter[tuple[On, str]] = Counter()

    def ask(self, fault: Fault, *, on: On = On.SEND, to: str | None = None, times: int = 1) -> None:
        """Let the next so many requests of a kind have this fault, those about the number `to` alone when given."""
        self._asked.append(_Asked(fault, on, to, times))

    def at_random(self, seed: int | str, rates: Mapping[On, Mapping[Fault, float]]) -> None:
        """Draw faults from now on: a share (0 to 1) for each kind of request and fault; {} for none."""
        self._seed, self._rates = str(seed), {on: dict(shares) for on, shares in rates.items()}

    def none(self) -> None:
        """Let everything work again."""
        self._asked.clear()
        self._rates.clear()

    def befalls(self, on: On, to: str) -> Fault | None:
        """Decide about one request that concerns the number `to` ("" for none)."""
        fault = self._next(on, to) or self._drawn(on, to)
        if fault is not None:
            self.happened[on, fault] += 1
            self.befell[on, to] += 1
        return fault

    def _next(self, on: On, to: str) -> Fault | None:
        for asked in self._asked:
            if asked.on is on and asked.to in (None, to):
                asked.left -= 1
                if asked.left == 0:
                    self._asked.remove(asked)
                return asked.fault
        return None

    def _drawn(self, on: On, to: str) -> Fault | None:
        shares = self._rates.get(on)
        if not shares:
            return None
        self._times[on, to] += 1
        drawn = hashlib.blake2b(f"{self._seed}/{on}/{to}/{self._times[on, to]}".encode(), digest_size=8).digest()
        place = int.from_bytes(drawn) / 2**64
        for fault, share in shares.items():
            if place < share:
                return fault
            place -= share
        return None
