"""The heartbeat is called every minute while nothing hangs, and only then."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest

from bot.watch import Watch
from handlers.auditing import Auditor
from storage.queue_tables import timer
from tests.databases import Databases
from tests.handlers.desk import declared
from tests.world import World

URL = "https://heartbeat.example/muster"


@pytest.fixture
def world(databases: Databases, filled: str) -> Iterator[World]:
    with World(databases.copy(filled)) as world:
        yield world


@dataclass
class Ear:
    """Somebody who waits for the heartbeat."""

    error: Exception | None = None
    heard: list[str] = field(default_factory=list)

    async def call(self, url: str) -> None:
        if self.error:
            raise self.error
        self.heard.append(url)


def test_all_is_well_every_minute(world: World) -> None:
    ear = Ear()
    watch = Watch(Auditor(world.app.engine), URL, ear.call)
    declared(world)
    for _ in range(3):
        world.run(watch.minute())
        world.passes(minutes=1)
    assert ear.heard == [URL] * 3


def test_the_heartbeat_stays_away_while_something_hangs_and_comes_back_when_it_moves(world: World) -> None:
    ear = Ear()
    watch = Watch(Auditor(world.app.engine), URL, ear.call)
    declared(world)
    with world.store.begin() as uow:
        uow.link.change(timer.delete())
    world.clock.set(world.clock.now() + timedelta(minutes=20))
    world.run(watch.minute())
    heard = len(ear.heard)
    world.run(watch.minute())
    assert len(ear.heard) == heard
    assert watch.findings > 0
    world.settle()
    world.run(watch.minute())
    world.run(watch.minute())
    assert len(ear.heard) == heard + 2
    assert watch.findings == 0


class Broken(Auditor):
    """Cannot look."""

    def look(self) -> list[object]:  # type: ignore[override]  # never returns
        raise RuntimeError("a defect")


def test_an_audit_that_fails_calls_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    ear = Ear()
    world.run(Watch(Broken(world.app.engine), URL, ear.call).minute())
    assert ear.heard == []
    assert "a defect" in caplog.text


def test_a_heartbeat_that_cannot_be_called_stops_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    watch = Watch(Auditor(world.app.engine), URL, Ear(aiohttp.ClientError("no route")).call)
    world.run(watch.minute())
    assert "the heartbeat could not be called" in caplog.text


def test_what_is_found_is_moved_on_though_one_of_it_fails(world: World, caplog: pytest.LogCaptureFixture) -> None:
    declared(world)
    with world.store.begin() as uow:
        uow.link.change(timer.delete())

    class Half(Auditor):
        def move_on(self, one: object) -> None:
            if "ORT-L@GVA" in str(one):
                raise RuntimeError("a defect")
            super().move_on(one)  # type: ignore[arg-type]  # a finding

    world.clock.set(world.clock.now() + timedelta(minutes=20))
    watch = Watch(Half(world.app.engine), None)
    world.run(watch.minute())
    world.run(watch.minute())
    world.settle()
    assert "a defect" in caplog.text
    assert world.phone("ORT-D@GVA/1").texts()
    assert not world.phone("ORT-L@GVA/1").texts()
