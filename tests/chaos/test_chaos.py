"""Replicas killed at random moments behind a provider that fails: nothing is lost, nothing doubled without need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.plan import SEED, Plan, full, short
from tests.chaos.run import PAGES, run
from tests.chaos.verdict import sentence, wrongs

#: More would only be scrolled past.
SHOWN = 40


def holds(plan: Plan, url: str, folder: Path, record: Callable[[str, object], None]) -> None:
    """Carry out a plan; fail with everything that does not hold, and with the seed that repeats it."""
    outcome = run(plan, url, folder)
    said = f"{SEED}={plan.seed}: {outcome.killed} kills, {sentence(outcome.found)}"
    record("says", said)
    wrong = wrongs(outcome.found, outcome.people, PAGES)
    many = f"{len(wrong)} things do not hold"
    assert not wrong, "\n".join([said, many, *wrong[:SHOWN], *outcome.errors[-SHOWN:]])


def test_nothing_is_lost_when_replicas_are_killed_and_the_provider_fails(
    postgres_database: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    holds(short(), postgres_database, tmp_path, record_property)


@pytest.mark.soak
def test_nothing_of_a_check_in_to_ten_thousand_is_lost(
    postgres_database: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    holds(full(), postgres_database, tmp_path, record_property)
