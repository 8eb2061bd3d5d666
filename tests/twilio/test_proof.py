"""``muster doctor`` proves the way to telephones and back, or says where it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from bot.clock import SystemClock
from bot.config import Provider
from bot.health import Health
from bot.sms.proof import providers, text_and_answer
from bot.web import public_app
from handlers.readiness import State
from tests.databases import Databases
from tests.twilio.account import Account
from tests.twilio.application import PUBLIC, Application
from tests.twilio.conftest import ACCOUNT, SWISS
from tests.twilio.loopback import Loopback
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing, provider

PHONE = "+41790000001"


@pytest.fixture
def listening(fake: FakeTwilio, databases: Databases) -> Iterator[str]:
    """Serve the public listener on a port that both the fake and the doctor reach; give its address."""
    with Ringing(databases.new(), fake) as world:
        telephones = world.app.telephones
        assert telephones is not None
        asgi = public_app(telephones.routes(), Health(world.app.ready, world.app.figures))
        server = Loopback(lambda: uvicorn.Server(uvicorn.Config(asgi, log_config=None, lifespan="off")))
        telephones._webhooks._public_url = server.url
        server.start()
        yield server.url
        server.stop()


def said(
    fake: FakeTwilio, url: str, account: Account = ACCOUNT, caller: str | None = None
) -> dict[str, tuple[State, str]]:
    mine = provider(fake)
    changed = Provider(mine.name, account.sid, account.token, mine.sender, mine.api_url, caller)
    return {one.what: (one.state, one.text) for one in asyncio.run(providers([changed], url))}


def test_all_is_well(fake: FakeTwilio, listening: str) -> None:
    found = said(fake, listening)
    assert found["twilio"] == (State.OK, "takes our credentials.")
    assert found["twilio webhook"][0] is State.OK


def test_wrong_credentials_and_a_door_that_nobody_opens_are_said(fake: FakeTwilio) -> None:
    found = said(fake, "http://127.0.0.1:9", Account("somebody else"))
    assert found["twilio"][0] is found["twilio webhook"][0] is State.PROBLEM
    assert "Check account, token and network." in found["twilio"][1]
    assert "cannot be reached" in found["twilio webhook"][1]


def test_an_address_behind_which_somebody_else_answers_is_said(fake: FakeTwilio, application: Application) -> None:
    state, text = said(fake, application.url)["twilio webhook"]
    assert state is State.PROBLEM
    assert "not 204 and 403" in text


def test_the_number_that_calls_is_looked_up(fake: FakeTwilio) -> None:
    assert said(fake, PUBLIC, caller=SWISS)["twilio calls"] == (
        State.OK,
        f"{SWISS} can call, and calls to it reach us.",
    )
    assert (
        "set its voice webhook to http://127.0.0.1:9/twilio/voice"
        in (said(fake, "http://127.0.0.1:9", caller=SWISS)["twilio calls"][1])
    )
    assert "no number of this account that can call" in said(fake, PUBLIC, caller="+41440000000")["twilio calls"][1]
    assert said(fake, PUBLIC)["twilio calls"][0] is State.WARNING


def test_a_text_goes_out_and_its_answer_comes_back() -> None:
    with FakeTwilio(ACCOUNT.at(PUBLIC)) as fake:
        fake.outward.door_closed = True
        phone = Phones(fake).phone(PHONE)

        def answer(words: str) -> None:
            assert PHONE in words
            threading.Thread(target=lambda: phone.sends("1")).start()

        found = asyncio.run(text_and_answer(provider(fake), "http://127.0.0.1:9", PHONE, SystemClock().now, answer))
        assert found.state is State.OK, found.text
        phone.expects("MUSTER TEST", "Nothing has happened")


def test_a_number_that_is_none_is_said() -> None:
    with FakeTwilio(ACCOUNT.at(PUBLIC)) as fake:
        found = asyncio.run(text_and_answer(provider(fake), "http://127.0.0.1:9", "0791", SystemClock().now, print))
        assert found.state is State.PROBLEM
        assert "the number is none" in found.text
