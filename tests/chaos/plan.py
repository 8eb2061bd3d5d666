"""What one run does to Muster, all of it drawn from one seed."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Names the seed of the next run, to repeat one.
SEED = "CHAOS_SEED"
REPLICAS = 3
#: What befalls requests: 5 % fail, 1 % hang, half of these after they were carried out; the look-up fails as well.
FAULTS: dict[str, dict[str, float]] = {
    "send": {
        "too_many": 0.01, "error": 0.01, "unavailable": 0.01, "gateway": 0.01, "broken_stored": 0.01,
        "hang": 0.005, "hang_stored": 0.005,
    },
    "look": {"error": 0.1, "gateway": 0.05, "hang": 0.02},
}  # fmt: skip
#: How reports of texts come: late enough, and they never come.
REPORTS: dict[str, float] = {"twice": 0.1, "reversed": 0.1, "shuffled": 0.1, "lost": 0.3}


@dataclass(frozen=True)
class Stroke:
    """A replica is killed, and started again."""

    at: float
    replica: int
    again_at: float


@dataclass(frozen=True)
class Plan:
    """One run; times in seconds."""

    seed: str
    people: int
    #: The share of them that asks for help.
    need_help: float
    #: How long replicas are killed.
    killing: float
    #: From one kill to the next, at least and at most.
    pause: tuple[float, float]
    #: How long a replica stays away, at least and at most.
    away: tuple[float, float]
    #: In how long everything must have come to rest after the last kill.
    rest: float
    #: After the last kill all machines stand still for so long, and the provider mends its faults: what waits is moved
    #: into the past instead of waiting.
    standstill: float = 0.0

    def strokes(self) -> list[Stroke]:
        """Draw who is killed when."""
        return list(self._strokes(random.Random(f"{self.seed}/strokes")))

    def habits(self) -> list[dict[str, Any]]:
        """Say what people answer to a text with such a word in it; the rest is silent."""
        return [
            {"when": "7=", "replies": {"7": 0.5, "9": 0.2}, "after": [0.2, 3]},
            {"when": "1=", "replies": {"1": 0.65, "2": self.need_help}, "after": [0.2, 4]},
            # What somebody who needs help is asked: " A injured B trapped ..."; who then says "safe" still needs it.
            {"when": " B", "also": " C", "replies": {"1": 0.8}, "after": [0.2, 3]},
        ]

    def _strokes(self, chance: random.Random) -> Iterator[Stroke]:
        at, back = chance.uniform(*self.pause), [0.0] * REPLICAS
        while at < self.killing:
            there = [one for one in range(REPLICAS) if back[one] <= at]
            if there:
                victim = chance.choice(there)
                back[victim] = at + chance.uniform(*self.away)
                yield Stroke(at, victim, back[victim])
            at += chance.uniform(*self.pause)


def seed(otherwise: str = "") -> str:
    """Give the seed that was asked for, or this one, or a new one."""
    return os.environ.get(SEED) or otherwise or secrets.token_hex(4)


def short() -> Plan:
    """Give a run that every test run has time for."""
    return Plan(
        seed("7"), people=250, need_help=0.03, killing=7, pause=(0.5, 2), away=(0.2, 2), rest=150, standstill=90,
    )  # fmt: skip


def full() -> Plan:
    """Give the whole run: some minutes."""
    return Plan(seed(), people=10_000, need_help=0.01, killing=180, pause=(2, 12), away=(0.5, 8), rest=240)
