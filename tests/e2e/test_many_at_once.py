"""Many people and loops at once: nothing is lost, nothing happens twice, the log stays one chain."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from handlers import system
from handlers.execute import Envelope
from playbooks.rules.checkin import Source, Status
from playbooks.rules.logbook import as_record, broken_at
from storage.store import Store
from tests.world import LIBRARY, World

#: Declared at the same moment.
DECLARED = 15
#: Telephones that answer a check-in at the same moment.
PHONES = 40


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The demonstration organisation on either database."""
    where: Any = f"sqlite:///{tmp_path}/many.db"
    if request.param == "postgresql":
        where = request.getfixturevalue("postgres_database")
    with World(where) as world:
        yield world


async def serve_until_all_is_sent(world: World, *first: Any) -> None:
    """Run the real loops, as a running bot does, until nothing waits."""
    serving = asyncio.create_task(world.app.serve())
    await asyncio.gather(*first)
    while world.app.ready()["waiting"]:
        await world.app.dispatcher.rest()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def test_with_all_loops_running_each_room_opens_first_and_every_page_goes_out_once(world: World) -> None:
    chair = world.who("CHAIR").id
    lines = [world.app.line(f"d{n}", chair, None, f"/crisis declare fire GVA L3 smoke {n}") for n in range(DECLARED)]
    world.run(serve_until_all_is_sent(world, *lines))
    codes = [room.removeprefix("crisis-").upper() for room in world.person("CHAIR").rooms() if "restr" not in room]
    assert len(codes) == DECLARED
    for code in codes:
        assert "L3 Crisis" in world.person("CHAIR").board(f"crisis-{code.lower()}")
        assert not [text for text in world.log(code) if "not delivered" in text]
    texts = Counter(text for text in world.phone("HSSD").texts())
    assert len(texts) == DECLARED
    assert set(texts.values()) == {1}


def test_twelve_people_answering_at_once_each_three_times_leave_one_unbroken_log(world: World) -> None:
    world.person("CHAIR").types("/crisis declare fire GVA L3 smoke")
    code = world.code()
    numbers = sorted(world.texts())[:12]
    raw = [(f"sms-{number}", number) for number in numbers for _ in range(3)]

    def answers(event: str, number: str) -> None:
        world.app.engine.execute(Envelope(event, "sms"), system.InboundSms(number, "7"))

    with ThreadPoolExecutor(12) as threads:
        for future in [threads.submit(answers, event, number) for event, number in raw]:
            future.result()
    world.settle()
    assert sum("is joining (by SMS)" in text for text in world.log(code)) == 12
    with world.store.read() as uow:
        records = [as_record(entry) for entry in uow.log.entries(code)]
        assert broken_at(records, [uow.log.head(code)]) is None
    for number in numbers:
        assert sum(code in text and "PAGE" not in text for text in world.texts()[number]) >= 1
        assert len(world.texts()[number]) == 2, "the page and one receipt"


async def answer_all(apps: list[App], texts: list[tuple[str, str, str]]) -> None:
    """Let the texts arrive at once, by turns in each process, and let all processes carry them out at once."""
    await asyncio.gather(*(apps[at % len(apps)].sms_reply(*text) for at, text in enumerate(texts)))
    await asyncio.gather(*(app.ticker.settle() for app in apps))


def test_of_forty_answers_that_come_at_once_each_counts_once(world: World) -> None:
    world.person("P043").types("/crisis checkin start fire GVA")
    code = world.code()
    people = [one for one in world.app.people() if one.site == "GVA" and one.mobile and one.id != "P043"][:PHONES]
    texts = [(f"answer of {one.id}", str(one.mobile), "1") for one in people]
    # Another process on the same database; SQLite has but one.
    other = Store.open(world.url)
    apps = [world.app]
    if other.dialect == "postgresql":
        apps.append(App(other, world.clock, library=LIBRARY))
    # The provider delivers each of them twice, to the one process and to the other.
    world.run(answer_all(apps, [*texts, *texts[1:], texts[0]]))
    other.close()

    with world.store.read() as uow:
        campaign = uow.campaigns.current(uow.incidents.by_code(code).id)
        assert campaign is not None
        safe = uow.campaigns.in_status(campaign.id, {Status.SAFE})
        assert {one.person for one in safe} == {one.id for one in people}
        told = [one.person for one in uow.campaigns.history(campaign.id) if one.source is Source.SMS]
        assert Counter(told) == Counter(one.id for one in people)
        records = [as_record(entry) for entry in uow.log.entries(code)]
        assert broken_at(records, [uow.log.head(code)]) is None
    counted = [text for text in world.log(code) if text.startswith("Answered the check-in")]
    assert sum(int(text.rpartition(": ")[2].split()[0]) for text in counted) == PHONES
    for one in people:
        assert sum("1=" not in text for text in world.texts()[str(one.mobile)]) == 1, "one receipt"
    assert f"{PHONES} of" in world.person("P043").board(f"crisis-{code.lower()}")
