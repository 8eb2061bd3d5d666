"""The fake, Twilio's own SDK pointed at it, and an application behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from bot.clock import ManualClock
from tests.twilio.account import Account, Number
from tests.twilio.application import PUBLIC, Application
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio
from tests.world import START

#: What needs Twilio's published description is collected only where it is.
collect_ignore = [] if os.environ.get("MUSTER_CONTRACTS") else ["test_contract.py"]

SWISS, ENGLISH = "+41445550100", "+447700900100"
ACCOUNT = Account(
    numbers=(Number(SWISS), Number(ENGLISH)), alphanumeric=("MUSTER",), blocked_sms=("+850",), blocked_voice=("+850",)
)


@pytest.fixture
def clock() -> ManualClock:
    """Give the time of the fake: a Monday morning."""
    return ManualClock(START)


@pytest.fixture
def fake(clock: ManualClock) -> Iterator[FakeTwilio]:
    """Run a fake whose numbers and service call the application's public address."""
    with FakeTwilio(ACCOUNT.at(PUBLIC), clock.now) as running:
        yield running


@pytest.fixture
def application(fake: FakeTwilio) -> Iterator[Application]:
    """Run an application at the public address."""
    with Application(fake.account.token) as running:
        fake.outward.reach(PUBLIC, running.url)
        yield running


@pytest.fixture
def phones(fake: FakeTwilio, application: Application) -> Phones:
    """Give the telephones."""
    return Phones(fake)


@pytest.fixture
def client(fake: FakeTwilio) -> Iterator[Any]:  # Any: the SDK ships no types
    """Give Twilio's own client."""
    http = TwilioHttpClient(timeout=5)
    made = Client(fake.account.sid, fake.account.token, http_client=http)
    made.api.base_url = made.messaging.base_url = fake.url
    yield made
    http.session.close()
