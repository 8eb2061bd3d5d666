"""What is to leave: again with growing pauses, never behind what is less urgent, never lost without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.dispatcher import GROUPS, LONGEST_PAUSE, LONGEST_PAUSE_OF_MANY, MAX_TRIES, Dispatcher
from bot.ports import OutgoingSms, Refused, Retry, RoomSpec, Taken, Unknown
from handlers.delivery import Routes
from handlers.effects import USEFUL_FOR, Purpose
from playbooks.rules.paging import Delivery
from playbooks.rules.vocabulary import IncidentId
from storage.queue_tables import outbox
from storage.queues import Outgoing, OutgoingState
from tests.databases import Databases
from tests.handlers.desk import DUTY
from tests.handlers.fakes import Chat, Sms
from tests.world import START, World

LEADER = "+41790000028"
MakeWorld = Callable[..., World]


@pytest.fixture
def make(filled: str, databases: Databases) -> Iterator[MakeWorld]:
    """Give a maker of the demonstration with ports of the test's own in the console's place."""
    made: list[World] = []

    def world(chat: Chat | None = None, sms: Sms | None = None) -> World:
        url = databases.copy(filled)
        made.append(World(url, chat={"console": chat} if chat else None, sms={"console": sms} if sms else None))
        return made[-1]

    yield world
    for one in made:
        one.close()


def declare(world: World) -> str:
    """Declare an L1 at Geneva and send nothing yet; give its code."""
    world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L1 smoke"))
    return world.code()


@dataclass
class Failing:
    """Fails for one number or person, as often as it is told to, and keeps when it was asked."""

    whom: str
    error: Exception
    times: int = 10_000
    now: Callable[[], datetime] = lambda: START
    asked: list[datetime] = field(default_factory=list)

    def __call__(self, first: str, second: str) -> None:
        if self.whom in (first, second.split()[0]) and len(self.asked) < self.times:
            self.asked.append(self.now())
            raise self.error


def test_what_is_to_be_tried_later_is_tried_again_with_growing_pauses_and_sent_once(make: MakeWorld) -> None:
    failing = Failing(LEADER, Retry("the line is busy", timedelta(0)), times=5)
    sms = Sms(trouble=failing)
    world = make(sms=sms)
    failing.now = world.clock.now
    declare(world)
    world.passes(minutes=4)
    assert [number for number, _ in sms.sent].count(LEADER) == 1
    pauses = [(b - a).total_seconds() for a, b in zip(failing.asked, failing.asked[1:], strict=False)]
    for pause, least in zip(pauses, (2, 4, 8, 16), strict=True):
        assert least <= pause <= least * 1.25


@pytest.mark.parametrize(
    ("error", "least"),
    [(Retry("come back later", timedelta(seconds=45)), 45), (Unknown("no answer"), 1), (ValueError("odd"), 1)],
)
def test_the_pause_is_at_least_what_the_provider_asked_for(make: MakeWorld, error: Exception, least: int) -> None:
    failing = Failing(LEADER, error, times=2)
    sms = Sms(trouble=failing)
    world = make(sms=sms)
    failing.now = world.clock.now
    declare(world)
    world.passes(minutes=4)
    assert (failing.asked[1] - failing.asked[0]).total_seconds() >= least
    assert [number for number, _ in sms.sent].count(LEADER) == 1


def test_one_failing_number_holds_up_no_other(make: MakeWorld) -> None:
    sms = Sms(trouble=Failing(LEADER, Unknown("no answer")))
    world = make(sms=sms)
    declare(world)
    world.settle()
    assert len(sms.sent) == 2


def test_a_refused_page_pages_the_next_alternate_at_once_and_says_why(make: MakeWorld) -> None:
    sms = Sms(trouble=Failing(LEADER, Refused("the carrier knows no such number")))
    world = make(sms=sms)
    code = declare(world)
    world.settle()
    assert world.phone("ORT-L@GVA/1").number in {number for number, _ in sms.sent}
    assert any("was not delivered: the carrier knows no such number" in line for line in world.log(code))


def all_join(world: World) -> None:
    """Let the team come, so that no ladder rings on while time passes."""
    for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
        world.settle()
        world.phone(seat).replies("7")


def they_take_over(world: World) -> None:
    """Let alternates come, so that nobody rings the leader again."""
    world.settle()
    for seat in ("ORT-D@GVA", "ORT-F@GVA", "ORT-L@GVA/1"):
        world.person(seat).types(f"/crisis join {world.code()}")


def ended(world: World, seat: str) -> Outgoing:
    """Give the first page to somebody, which has ended, and not as sent."""
    row = page_to(world, seat)
    assert row.state not in {OutgoingState.SENT, OutgoingState.WAITING, OutgoingState.LEASED}
    return row


def test_what_fails_in_muster_itself_is_given_up_after_so_many_tries_and_said_in_words(make: MakeWorld) -> None:
    failing = Failing("P040", ValueError("a defect"))
    world = make(chat=Chat("console", failing))
    failing.now = world.clock.now
    code = declare(world)
    all_join(world)
    world.passes(hours=2)
    assert len(failing.asked) == MAX_TRIES
    said = f"was not delivered: given up after {MAX_TRIES} tries: internal error: ValueError"
    assert any("The message to 黄晓梅" in line and said in line for line in world.log(code))


def test_a_platform_that_is_down_for_hours_still_shows_the_card_afterwards(make: MakeWorld) -> None:
    failing = Failing("P040", Retry("the platform is down", timedelta(0)), times=50)
    chat = Chat("console", failing)
    world = make(chat=chat)
    failing.now = world.clock.now
    declare(world)
    all_join(world)
    world.passes(hours=5)
    assert len(failing.asked) == 50
    longest = max(b - a for a, b in zip(failing.asked, failing.asked[1:], strict=False))
    assert LONGEST_PAUSE_OF_MANY <= longest <= LONGEST_PAUSE_OF_MANY * 1.25
    world.passes(minutes=10)
    assert any(verb == "tell" and what.startswith("P040") for verb, what in chat.calls[-50:])


def test_a_page_is_tried_until_it_is_of_no_use_and_then_recorded_as_expired_with_the_reason(make: MakeWorld) -> None:
    failing = Failing(LEADER, Retry("the line is busy", timedelta(0)))
    sms = Sms(trouble=failing)
    world = make(sms=sms)
    failing.now = world.clock.now
    code = declare(world)
    they_take_over(world)
    world.passes(minutes=70)
    assert failing.asked[-1] - START < USEFUL_FOR[Purpose.PAGE]
    pauses = [b - a for a, b in zip(failing.asked, failing.asked[1:], strict=False)]
    assert max(pauses) <= LONGEST_PAUSE * 1.25, "what is most urgent is tried every minute"
    row = ended(world, "ORT-L@GVA")
    assert row.state is OutgoingState.EXPIRED
    assert any("was not delivered: it could not be sent in time, and is stale now: the line is busy" in line
               for line in world.log(code))  # fmt: skip
    assert LEADER not in {number for number, _ in sms.sent}


def test_a_page_that_may_have_arrived_ends_as_that(make: MakeWorld) -> None:
    world = make(sms=Sms(trouble=Failing(LEADER, Unknown("the connection broke"))))
    declare(world)
    they_take_over(world)
    world.passes(minutes=70)
    row = ended(world, "ORT-L@GVA")
    assert row.state is OutgoingState.DEAD
    assert "may have arrived: the connection broke" in row.note


def test_after_an_hours_failure_nobody_gets_the_pages_of_all_rounds_at_once(make: MakeWorld) -> None:
    down: list[bool] = [True]

    def trouble(number: str, text: str) -> None:
        if down:
            raise Retry("the provider is down", timedelta(0))

    sms = Sms(trouble=trouble)
    world = make(sms=sms)
    code = declare(world)
    world.passes(minutes=40)
    with world.store.read() as uow:
        pages = [row for row in uow.outbox.of(uow.incidents.by_code(code).id)
                 if row.kind == "SendSms" and row.payload["number"] == LEADER]  # fmt: skip
    assert len(pages) > 1, "the ladder went round"
    down.clear()
    world.passes(minutes=2)
    assert [number for number, _ in sms.sent].count(LEADER) == 1


def test_pages_leave_before_everything_else_of_the_same_command(make: MakeWorld) -> None:
    order: list[str] = []
    sms = Sms(trouble=lambda number, text: order.append("sms"))
    chat = Chat("console", lambda verb, what: order.append(verb))
    world = make(sms=sms, chat=chat)
    declare(world)
    world.settle()
    assert order[:3] == ["sms"] * 3
    assert order.index("open") > max(place for place, verb in enumerate(order) if verb == "tell")


def test_a_room_is_opened_before_anything_is_done_in_it(make: MakeWorld) -> None:
    chat = Chat("console")
    world = make(chat=chat)
    declare(world)
    world.settle()
    name = f"crisis-{world.code().lower()}"
    verbs = [verb for verb, what in chat.calls if what.split()[0] == name]
    assert verbs[:2] == ["open", "post"]
    assert {"pin", "invite"} <= set(verbs)


class Slow(Chat):
    """Opens no room before it is let go."""

    def __init__(self) -> None:
        super().__init__("console")
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def open_room(self, key: str, spec: RoomSpec) -> str:
        self.asked.set()
        await self.go.wait()
        return await super().open_room(key, spec)


class Counting(Sms):
    """Says when so many texts have left."""

    def __init__(self, enough: int) -> None:
        super().__init__("console")
        self.enough, self.done = enough, asyncio.Event()

    async def send(self, sms: OutgoingSms) -> Taken:
        taken = await super().send(sms)
        if len(self.sent) >= self.enough:
            self.done.set()
        return taken


def test_a_platform_that_hangs_delays_no_page(make: MakeWorld) -> None:
    world = make()

    async def act() -> None:
        chat, sms = Slow(), Counting(3)
        dispatcher = Dispatcher(world.app.engine, {"console": chat}, {"console": sms}, Routes())
        await world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L0 smoke")
        tasks = [asyncio.create_task(dispatcher.serve(priorities, limit)) for priorities, limit in GROUPS]
        try:
            async with asyncio.timeout(20):
                await chat.asked.wait()
                # The card loop hangs now; the pages that come later leave all the same.
                await world.app.line(world.event(), "P002", None, f"/crisis raise {world.code()} L1")
                await dispatcher.wake()
                await sms.done.wait()
                assert not chat.go.is_set()
                chat.go.set()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    world.run(act())


def spoil(world: World, effect: int, **values: object) -> None:
    """Let what follows from an effect fail, as a defect of Muster would; with the old values it is right again."""
    with world.store.begin() as uow:
        payload = {**uow.outbox.get(effect).payload, **values}
        uow.link.change(outbox.update().where(outbox.c.id == effect).values(payload=payload))


def page_to(world: World, seat: str) -> Outgoing:
    """Give the first page to somebody."""
    with world.store.read() as uow:
        rows = [uow.outbox.get(number) for number in range(1, 8)]
    return next(row for row in rows if row.payload.get("person") == world.who(seat).id and row.kind == "SendSms")


def reached(world: World, seat: str) -> Delivery:
    """Say how far the page to somebody came."""
    row = page_to(world, seat)
    with world.store.read() as uow:
        calls = [call for page in uow.pages.of(IncidentId(1)) for call in page.calls]
    return next(call.delivery for call in calls if call.person == row.payload["person"])


@pytest.mark.parametrize(
    ("error", "state", "delivery"),
    [(None, "sent", Delivery.SENT), (Refused("no such number"), "refused", Delivery.FAILED)],
)
def test_what_follows_fails_yet_no_text_leaves_twice_and_it_is_done_as_soon_as_it_can_be(
    make: MakeWorld, error: Exception | None, state: str, delivery: Delivery
) -> None:
    tried: list[str] = []

    def spoiled(number: str, text: str) -> None:
        if number == LEADER and not tried:
            spoil(world, page_to(world, "ORT-L@GVA").id, incident=99)
        tried.append(number)
        if number == LEADER and error:
            raise error

    world = make(sms=Sms(trouble=spoiled))
    declare(world)
    before = len(world.person(DUTY).told())
    world.passes(minutes=3)
    page = page_to(world, "ORT-L@GVA")
    assert page.state == state
    assert tried.count(LEADER) == 1, "not at every lease"
    assert reached(world, "ORT-L@GVA") is Delivery.WAITING
    shown = [card for card in world.person(DUTY).told()[before:] if "fails to do something" in card]
    assert len(shown) == 1, "a human hears of it, once"
    spoil(world, page.id, incident=1)
    world.passes(minutes=2)
    assert reached(world, "ORT-L@GVA") is delivery


def test_what_cannot_be_made_ready_holds_up_no_other_page(make: MakeWorld) -> None:
    sms = Sms()
    world = make(sms=sms)
    declare(world)
    first = page_to(world, "ORT-L@GVA").id
    spoil(world, first, incident=99)
    world.settle()
    assert LEADER not in {number for number, _ in sms.sent}
    assert len(sms.sent) == 2
    with world.store.read() as uow:
        assert "Muster failed to prepare it" in uow.outbox.get(first).note
