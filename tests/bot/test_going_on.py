"""The machine's clock is set back while Muster is stopped: time goes on, and nobody waits for an escalation."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app import App
from bot.clock import going_on
from storage.store import Store
from tests.databases import Databases
from tests.world import LIBRARY, START, World


@dataclass
class Machine:
    """A machine's clock, moved by hand."""

    wall: float = START.timestamp()
    monotonic: float = 0.0

    def app(self, store: Store) -> App:
        """Start Muster on this machine."""
        with store.read() as uow:
            clock = going_on(uow.meta.time_seen(), lambda: self.wall, lambda: self.monotonic)
        return App(store, clock, library=LIBRARY, chance=random.Random)


def test_the_alternate_is_paged_when_due_though_the_clock_went_back_an_hour(
    databases: Databases, filled: str, caplog: pytest.LogCaptureFixture
) -> None:
    with World(databases.copy(filled)) as world:
        machine, number = Machine(), world.phone("ORT-L@GVA/1").number
        before = machine.app(world.store)
        before.keep_time()
        world.run(before.line("1", world.who("CHAIR").id, None, "/crisis declare fire GVA L1 smoke"))
        assert not caplog.records
        machine.wall -= 3600
        after = machine.app(world.store)
        assert "1:00:00 behind" in caplog.text
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        machine.monotonic += 300
        machine.wall += 300
        world.run(after.ticker.settle())
        assert len(after.console.sms(number)) == 1


def test_the_time_is_stored_once_a_minute_and_never_goes_back(databases: Databases, filled: str) -> None:
    with World(databases.copy(filled)) as world:
        machine = Machine()
        app = machine.app(world.store)
        seen = []
        for seconds in (0, 59, 1):
            machine.wall += seconds
            machine.monotonic += seconds
            app.keep_time()
            with world.store.read() as uow:
                seen.append(uow.meta.time_seen())
        assert seen == [START, START, START + timedelta(minutes=1)]
        with world.store.begin() as uow:
            uow.meta.see_time(START)
            assert uow.meta.time_seen() == START + timedelta(minutes=1)
