"""A process among others: when it leads, when it does not, and when it must stop."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.replica import EVERY, LEAD, Outdated, Replica


class Others:
    """What the database says, and seconds that a test moves."""

    def __init__(self) -> None:
        self.said, self.seconds = "leads", 0.0
        self.replica = Replica(lambda _: self.said, lambda: self.seconds)

    def beat(self, said: str) -> bool:
        self.said = said
        asyncio.run(self.replica.beat())
        return self.replica.leads


def test_it_leads_when_the_database_says_so() -> None:
    others = Others()
    assert not others.replica.leads
    assert [others.beat(said) for said in ("leads", "follows", "leads")] == [True, False, True]


def test_in_doubt_the_lead_goes_on_for_as_long_as_nobody_else_can_have_it() -> None:
    others = Others()
    others.beat("leads")
    others.seconds += LEAD.total_seconds() - 0.1
    assert others.beat("unknown")
    others.seconds += 0.1
    assert not others.beat("unknown")


def test_another_leads_within_fifteen_seconds_of_a_death() -> None:
    assert timedelta(seconds=15) >= LEAD + EVERY


def test_an_outdated_process_is_told_what_to_do() -> None:
    others = Others()

    async def run() -> None:
        watching = asyncio.create_task(others.replica.watch())
        others.said = "outdated"
        await others.replica.beat()
        await watching

    with pytest.raises(Outdated, match="newer Muster"):
        asyncio.run(run())
