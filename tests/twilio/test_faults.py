"""What goes wrong at Twilio, as its own SDK sees it."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from tests.twilio.conftest import SWISS
from tests.twilio.faults import Fault, Faults, On
from tests.twilio.server import FakeTwilio

CHAIR = "+41790000001"


def send(client: Any) -> str:
    made: str = client.messages.create(to=CHAIR, from_=SWISS, body="PAGE").sid
    return made


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault.TOO_MANY, 429, 20429),
        (Fault.ERROR, 500, 20500),
        (Fault.UNAVAILABLE, 503, 20503),
        # A page of HTML has no code: the SDK puts the status in its place.
        (Fault.GATEWAY, 502, 502),
    ],
)
def test_a_request_that_fails_leaves_nothing_behind(
    client: Any, fake: FakeTwilio, fault: Fault, status: int, code: int
) -> None:
    fake.faults.ask(fault)
    with pytest.raises(TwilioRestException) as caught:
        send(client)
    assert (caught.value.status, caught.value.code) == (status, code)
    assert fake.exchange.messages == {}
    assert fake.faults.befell == {(On.SEND, CHAIR): 1}
    assert send(client)


@pytest.mark.parametrize(
    ("fault", "stored"),
    [(Fault.HANG, 0), (Fault.HANG_STORED, 1), (Fault.BROKEN, 0), (Fault.BROKEN_STORED, 1)],
)
def test_whoever_gets_no_answer_can_only_look(client: Any, fake: FakeTwilio, fault: Fault, stored: int) -> None:
    client.http_client.timeout = 0.5
    fake.faults.ask(fault, to=CHAIR)
    with pytest.raises(requests.RequestException):
        send(client)
    assert len(client.messages.list(to=CHAIR)) == stored
    assert fake.faults.happened[On.SEND, fault] == 1


def test_looking_may_fail_as_well(client: Any, fake: FakeTwilio) -> None:
    sid = send(client)
    fake.faults.ask(Fault.UNAVAILABLE, on=On.LOOK, times=2)
    with pytest.raises(TwilioRestException):
        client.messages(sid).fetch()
    # A list that fails raises the SDK's general error, which has no status and no code.
    with pytest.raises(TwilioException) as caught:
        client.messages.list(to=CHAIR)
    assert type(caught.value) is TwilioException


def test_chance_is_the_same_for_the_same_seed_in_whatever_order_requests_come() -> None:
    numbers = [f"+4179{n:07}" for n in range(1_000)]
    rates = {On.SEND: {Fault.UNAVAILABLE: 0.05, Fault.HANG_STORED: 0.01}}
    one, other = Faults(), Faults()
    one.at_random(7, rates)
    other.at_random(7, rates)
    there = {number: one.befalls(On.SEND, number) for number in numbers}
    back = {number: other.befalls(On.SEND, number) for number in reversed(numbers)}
    assert there == back
    assert 30 <= one.happened[On.SEND, Fault.UNAVAILABLE] <= 70
    assert 3 <= one.happened[On.SEND, Fault.HANG_STORED] <= 20
    assert one.befalls(On.LOOK, numbers[0]) is None
