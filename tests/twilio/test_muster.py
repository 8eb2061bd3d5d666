"""Muster and Twilio: pages and check-ins over HTTP, signed answers, receipts in any order, faults of every kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from bot.clock import ManualClock
from bot.console.pages import console_app
from bot.replica import LEAD
from bot.sms.twilio import Access as Credentials
from bot.sms.twilio import TwilioSms
from playbooks.rules.delivery import DeliveryState
from tests.console.running import Access
from tests.databases import Databases
from tests.twilio.account import Account
from tests.twilio.application import PUBLIC
from tests.twilio.conftest import ACCOUNT
from tests.twilio.faults import Fault, On
from tests.twilio.outward import Order
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing, provider
from tests.world import START, World

LEADER = "ORT-L@GVA"


@pytest.fixture
def world(fake: FakeTwilio, databases: Databases) -> Iterator[Ringing]:
    with Ringing(databases.new(), fake) as world:
        yield world


def fire(world: Ringing, level: str = "L1") -> str:
    world.person("CHAIR").types(f"/crisis declare fire GVA {level} smoke on floor 3")
    return world.code()


def history(world: Ringing, who: str) -> list[tuple[DeliveryState, str]]:
    with world.store.read() as uow:
        incident = uow.incidents.by_code(world.code())
        return [(one.state, one.note) for one in uow.deliveries.of_people(incident.id, [world.who(who).id])]


class TestOut:
    def test_a_page_leaves_and_its_answer_comes_back_signed(self, world: Ringing) -> None:
        code = fire(world)
        world.phone(LEADER).expects("7=", code).replies("7").expects(code)
        assert any("joining" in line for line in world.log(code))
        assert history(world, LEADER)[0] == (DeliveryState.ACCEPTED, "")

    def test_what_became_of_a_text_is_known_whatever_the_order_of_the_reports(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        fake.callbacks.held = True
        fire(world)
        for order in (Order.REVERSED, Order.TWICE):
            world.phones.post_callbacks(order, seed=1)
        world.settle()
        states = [state for state, _ in history(world, LEADER)]
        assert states[-1] is DeliveryState.DELIVERED
        assert len(states) == len(set(states))

    def test_the_board_shows_what_came_and_what_did_not(self, world: Ringing) -> None:
        world.phone(LEADER).is_unreachable(30006)
        code = fire(world)
        world.phones.quiet()
        shown = world.person("CHAIR").types(f"/crisis status {code}")
        assert "SMS delivered 09:00 UTC" in shown
        assert "SMS failed: twilio: the number is a landline, or its network takes no texts" in shown

    def test_the_headcount_shows_to_whom_the_question_came_and_why_not(self, world: Ringing) -> None:
        gone, there = "P068", "P069"
        world.phone(gone).is_unreachable(30005)
        world.person("CHAIR").types("/crisis declare earthquake ADD L0 building is down")
        code = world.code()
        world.person("CHAIR").types(f"/crisis checkin start {code} {gone},{there}")
        world.phones.quiet()
        shown = world.person("HSSD").types(f"/crisis checkin status {code}")
        assert "delivered 09:00 UTC" in shown
        assert "unreachable 09:00 UTC (twilio: nobody has this number, or it is out of reach)" in shown

    def test_a_page_that_a_network_does_not_deliver_rings_the_alternate_at_once(self, world: Ringing) -> None:
        world.phone(LEADER).is_unreachable(30003)
        code = fire(world)
        world.phones.quiet()
        world.phone(f"{LEADER}/1").expects("7=", code)
        assert (DeliveryState.FAILED, "the telephone is switched off or out of reach") in history(world, LEADER)
        assert any("switched off or out of reach" in line for line in world.log(code))

    def test_who_has_opted_out_at_the_provider_is_known_and_not_texted_again(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        fake.exchange.opts_out(world.who(LEADER).mobile or "")
        code = fire(world)
        world.phone(f"{LEADER}/1").expects("7=", code)
        with world.store.read() as uow:
            number = world.who(LEADER).mobile or ""
            assert "texted STOP" in uow.lists.blocked([number])[number]


class TestDoubt:
    @pytest.mark.parametrize("fault", [Fault.BROKEN_STORED, Fault.HANG_STORED])
    def test_a_page_whose_outcome_is_unknown_is_looked_for_and_not_doubled(
        self, world: Ringing, fake: FakeTwilio, fault: Fault
    ) -> None:
        fake.faults.ask(fault, on=On.SEND, to=world.who(LEADER).mobile)
        code = fire(world)
        world.passes(seconds=5)
        world.phone(LEADER).expects("7=", code).is_silent()

    @pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.ERROR, Fault.GATEWAY, Fault.TOO_MANY, Fault.UNAVAILABLE])
    def test_a_page_that_did_not_arrive_is_sent_again(self, world: Ringing, fake: FakeTwilio, fault: Fault) -> None:
        fake.faults.ask(fault, on=On.SEND, to=world.who(LEADER).mobile)
        code = fire(world)
        world.passes(seconds=20)
        world.phone(LEADER).expects("7=", code).is_silent()

    def test_a_report_of_the_text_tells_that_it_left_where_the_provider_cannot_be_asked(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        fake.faults.ask(Fault.BROKEN_STORED, on=On.SEND, to=world.who(LEADER).mobile)
        fake.faults.ask(Fault.ERROR, on=On.LOOK, times=1)
        code = fire(world)
        world.passes(seconds=5)
        world.phone(LEADER).expects("7=", code).is_silent()

    def test_an_earlier_text_in_the_same_words_does_not_pass_for_the_one_in_doubt(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        # Deputy leader, and the leader's first alternate: a leader who cannot come has the same page sent once more.
        deputy = world.phone("ORT-D@ADD")
        assert deputy.number == world.phone("ORT-L@ADD/1").number
        world.person("CHAIR").types("/crisis declare fire ADD L1 smoke on floor 3")
        first = deputy.expects("7=").texts()[0]
        fake.faults.ask(Fault.BROKEN, on=On.SEND, to=deputy.number)
        world.phone("ORT-L@ADD").expects("7=").replies("9")
        world.passes(seconds=20)
        deputy.expects("7=")
        assert deputy.texts() == [first, first]

    def test_where_nobody_can_tell_the_page_goes_out_twice_rather_than_not_at_all(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        fake.callbacks.held = True
        fake.faults.ask(Fault.BROKEN_STORED, on=On.SEND, to=world.who(LEADER).mobile)
        fake.faults.ask(Fault.ERROR, on=On.LOOK, times=1)
        code = fire(world)
        world.passes(seconds=5)
        world.phone(LEADER).expects("7=", code).expects("7=", code).is_silent()


class TestIn:
    def test_a_forged_request_is_refused_and_changes_nothing(self, world: Ringing) -> None:
        code = fire(world)
        phone = world.phone(LEADER).expects("7=")
        assert phone.sends("7", forged=True).status == 403
        phone.is_silent()
        assert not any("joining" in line for line in world.log(code))

    def test_a_replay_acts_once(self, world: Ringing) -> None:
        code = fire(world)
        phone = world.phone(LEADER).expects("7=")
        for _ in range(3):
            phone.replies("7", event="the same")
        phone.expects(code).is_silent()
        assert sum("joining" in line for line in world.log(code)) == 1

    def test_what_met_a_closed_door_is_fetched_from_the_provider_s_own_list(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        code = fire(world)
        phone = world.phone(LEADER).expects("7=")
        fake.outward.door_closed = True
        phone.sends("7 on my way")
        fake.outward.door_closed = False
        assert not any("joining" in line for line in world.log(code))
        for _ in range(2):
            world.run(world.app.look_back())
            world.settle()
        phone.expects(code).is_silent()
        assert any("joining" in line for line in world.log(code))

    def test_of_two_answers_that_met_a_closed_door_the_later_counts(self, world: Ringing, fake: FakeTwilio) -> None:
        code = fire(world)
        phone = world.phone(LEADER).expects("7=")
        fake.outward.door_closed = True
        phone.sends("7")
        phone.sends("9")
        fake.outward.door_closed = False
        world.run(world.app.look_back())
        world.settle()
        answers = [line for line in world.log(code) if "(by SMS)" in line]
        assert ["joining" in answers[0], "not able to come" in answers[-1]] == [True, True]

    def test_a_look_at_the_list_that_fails_or_hangs_is_made_again_by_itself(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        phone = world.phone(LEADER)
        for text in ("7", "8 10"):
            phone.sends(text)
        own = fake.account.numbers[0].number
        for fault in (Fault.HANG, Fault.ERROR):
            fake.faults.ask(fault, on=On.LOOK, to=own)
        account = provider(fake)
        access = Credentials(account.name, account.account, account.token, account.sender, account.api_url)
        port = TwilioSms(access, PUBLIC, lambda number: None, patience=timedelta(milliseconds=300))

        async def look() -> list[str]:
            try:
                return [one.text for one in await port.arrived(START - timedelta(minutes=5))]
            finally:
                await port.close()

        assert world.run(look()) == ["7", "8 10"]
        assert fake.faults.befell == {(On.LOOK, own): 2}


def test_what_came_while_nothing_ran_is_fetched_at_the_start(fake: FakeTwilio, databases: Databases) -> None:
    url = databases.new()
    with Ringing(url, fake) as world:
        code = fire(world)
        number = world.who(LEADER).mobile or ""
    Phones(fake).phone(number).sends("7")
    with Ringing(url, fake) as world:

        async def start() -> None:
            serving = asyncio.create_task(world.app.serve())
            try:
                async with asyncio.timeout(20):
                    while not any("joining" in line for line in await asyncio.to_thread(world.log, code)):
                        await world.app.dispatcher.rest()
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)

        world.run(start())


def test_what_came_while_nobody_led_is_fetched_as_soon_as_somebody_leads(
    fake: FakeTwilio, databases: Databases
) -> None:
    with Ringing(databases.new(), fake) as world:
        code = fire(world)
        fake.outward.door_closed = True
        Phones(fake).phone(world.who(LEADER).mobile or "").sends("7")
        with world.store.begin() as uow:
            assert uow.replicas.take("leader", "one that was killed", world.clock.now(), LEAD)

        async def lead() -> None:
            serving = asyncio.create_task(world.app.serve())
            try:
                async with asyncio.timeout(20):
                    while not any("joining" in line for line in await asyncio.to_thread(world.log, code)):
                        await world.app.dispatcher.rest()
                        world.clock.set(world.clock.now() + timedelta(seconds=1))
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)

        world.run(lead())


class TestTwoProviders:
    @pytest.fixture
    def second(self, clock: ManualClock) -> Iterator[FakeTwilio]:
        with FakeTwilio(Account("second").at(PUBLIC), clock.now) as running:
            yield running

    def test_the_second_takes_over_at_once_and_that_is_logged_and_told(
        self, fake: FakeTwilio, second: FakeTwilio, databases: Databases
    ) -> None:
        with Ringing(databases.new(), fake, second) as world:
            fake.faults.ask(Fault.TOO_MANY, on=On.SEND, times=100)
            code = fire(world)
            arrived = [one.body for one in second.exchange.texts(world.who(LEADER).mobile or "")]
            assert len(arrived) == 1
            assert code in arrived[0]
            assert world.app.telephones is not None
            assert world.app.telephones.port.works() == {"twilio": True, "twilio2": True}, "throttled is not broken"

    def test_wrong_credentials_at_the_first_are_said_and_the_second_sends(
        self, clock: ManualClock, fake: FakeTwilio, second: FakeTwilio, databases: Databases
    ) -> None:
        with Ringing(databases.new(), fake, second) as world:
            object.__setattr__(fake.parts.account, "name", "renamed")
            code = fire(world, "L3")
            world.passes(minutes=1)
            object.__setattr__(fake.parts.account, "name", ACCOUNT.name)
            assert any(code in one.body for one in second.exchange.texts(world.who(LEADER).mobile or ""))
            assert any("twilio does not take texts" in line for line in world.log("org"))
            assert any("They leave through twilio2" in line for line in world.log("org"))


def test_a_demonstration_leaves_only_through_the_console_whatever_is_set_up(
    fake: FakeTwilio, databases: Databases
) -> None:
    with World(databases.new(), start=START, providers=(provider(fake),), public_url=PUBLIC) as world:
        world.person("CHAIR").types("/crisis declare fire GVA L1 smoke")
        assert world.app.telephones is None
        assert world.texts()
    assert fake.exchange.by_recipient == {}


def got(world: World, path: str, method: str = "GET") -> httpx.Response:
    """Ask the console."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=console_app(world.app, Access()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            return await client.request(method, path)

    return world.run(ask())


def test_with_real_telephones_nobody_chooses_who_they_are_in_the_console(world: Ringing) -> None:
    fire(world)
    assert "Texts go to real telephones." in got(world, "/").text
    for path in ("/as/P002", "/as/P002/phones", "/as/P002/document/1"):
        assert got(world, path).status_code == 404
    for name in ("line", "sms", "others"):
        assert got(world, f"/as/P002/{name}", "POST").status_code in {403, 404}
    assert got(world, "/readyz").json()["providers"] == {"twilio": True}
