"""A campaign on its way out: the next texts leave while others are slow, and a slow country holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.dispatcher import Dispatcher
from bot.limits import Limits
from bot.ports import OutgoingSms, Taken
from handlers.delivery import Routes
from handlers.effects import Priority
from playbooks.rules.countries import Countries, Country
from tests.databases import Databases
from tests.handlers.fakes import Sms
from tests.world import LIBRARY, World


@pytest.fixture
def world(databases: Databases, filled: str) -> Iterator[World]:
    with World(databases.copy(filled)) as world:
        yield world


class OneSlow(Sms):
    """Takes texts to one number only when it is let go; says when so many others have left."""

    def __init__(self, whom: str, enough: int) -> None:
        super().__init__("console")
        self.whom, self.enough = whom, enough
        self.done, self.go = asyncio.Event(), asyncio.Event()

    async def send(self, sms: OutgoingSms) -> Taken:
        if sms.number == self.whom:
            await self.go.wait()
        taken = await super().send(sms)
        if len(self.sent) >= self.enough:
            self.done.set()
        return taken


async def _serving(world: World, dispatcher: Dispatcher, priorities: tuple[Priority, ...], limit: int,
                   done: asyncio.Event) -> None:  # fmt: skip
    task = asyncio.create_task(dispatcher.serve(priorities, limit))
    try:
        async with asyncio.timeout(20):
            await done.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def ask_everybody(world: World) -> int:
    """Queue a check-in at Addis Ababa and send nothing yet; tell how many texts that is."""
    world.run(world.app.line(world.event(), "P002", None, "/crisis declare earthquake ADD L0 tremor"))
    world.run(world.app.line(world.event(), "P002", None, f"/crisis checkin start {world.code()}"))
    world.run(world.app.ticker.tick())
    with world.store.read() as uow:
        rows = uow.outbox.of(uow.incidents.by_code(world.code()).id)
    return sum(row.kind == "SendSms" for row in rows)


def test_the_next_texts_of_a_campaign_leave_while_a_slow_one_is_on_its_way(world: World) -> None:
    many = ask_everybody(world)
    assert many > 4, "more than the loop may send at a time"
    with world.store.read() as uow:
        rows = uow.outbox.of(uow.incidents.by_code(world.code()).id)
    first = next(row for row in rows if row.kind == "SendSms")
    sms = OneSlow(first.payload["number"], many - 1)
    dispatcher = Dispatcher(world.app.engine, {}, {"console": sms}, Routes())
    world.run(_serving(world, dispatcher, (Priority.CHECK_IN,), 4, sms.done))
    assert not sms.go.is_set()


class Elsewhere(Sms):
    """Says when a text to this country has left."""

    def __init__(self, prefix: str) -> None:
        super().__init__("carrier")
        self.prefix, self.done = prefix, asyncio.Event()

    async def send(self, sms: OutgoingSms) -> Taken:
        if sms.number.startswith(self.prefix):
            self.done.set()
        return await super().send(sms)


def test_a_country_whose_sender_is_slow_holds_up_no_other_and_loses_no_try(world: World) -> None:
    with world.store.begin() as uow:
        organisation = uow.roster.organisation()
        assert organisation is not None
        uow.roster.set_organisation(replace(organisation, demonstration=False))
        for at in range(60):
            payload = {"number": f"+251970{at:06d}", "text": "Are you safe?", "purpose": "check-in"}
            uow.outbox.put(f"a{at}", 2, f"phone:+251970{at:06d}:2", "SendSms", payload, world.app.now())
        payload = {"number": "+41791112233", "text": "Are you safe?", "purpose": "check-in"}
        uow.outbox.put("last", 2, "phone:+41791112233:2", "SendSms", payload, world.app.now())
    sms = Elsewhere("+41")
    slow = Country("+251", "Ethiopia", True, False, None, LIBRARY.countries.usual.price, None, 0.1)
    limits = Limits(Countries("USD", LIBRARY.countries.usual, {"+251": slow}))
    dispatcher = Dispatcher(world.app.engine, {}, {"carrier": sms}, Routes(sms="carrier"), limits)
    world.run(_serving(world, dispatcher, (Priority.CHECK_IN,), 8, sms.done))
    assert len([number for number, _ in sms.sent if number.startswith("+251")]) <= 2
    with world.store.read() as uow:
        waiting = uow.outbox.some(range(1, 61))
    assert max(row.tries for row in waiting) <= 1
    assert min(row.tries for row in waiting) == 0
