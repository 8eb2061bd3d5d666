"""The fake's REST interface, asked by Twilio's own SDK."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from bot.clock import ManualClock
from tests.twilio.account import Account
from tests.twilio.conftest import ENGLISH, SWISS
from tests.twilio.phones import Phones
from tests.twilio.records import segments
from tests.twilio.server import FakeTwilio
from tests.world import START

CHAIR = "+41790000001"


def refused(client: Any, **message: str) -> tuple[int, int]:
    """Give the HTTP status and Twilio's code with which a message is refused."""
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(**{"to": CHAIR, "from_": SWISS, "body": "PAGE", **message})
    return caught.value.status, caught.value.code


def test_a_message_from_a_number_is_queued_and_arrives(client: Any, fake: FakeTwilio) -> None:
    made = client.messages.create(to=CHAIR, from_=SWISS, body="CMT PAGE")
    assert (made.status, made.direction, made.from_, made.num_segments) == ("queued", "outbound-api", SWISS, "1")
    assert made.sid.startswith("SM")
    assert made.date_created == START
    assert client.messages(made.sid).fetch().status == "delivered"
    assert [one.body for one in fake.exchange.texts(CHAIR)] == ["CMT PAGE"]


def test_a_messaging_service_accepts_first_and_chooses_its_sender_later(client: Any, fake: FakeTwilio) -> None:
    made = client.messages.create(to="+447700900999", messaging_service_sid=fake.account.service_sid, body="x")
    assert (made.status, made.from_, made.num_segments) == ("accepted", None, "0")
    fetched = client.messages(made.sid).fetch()
    assert (fetched.status, fetched.from_, fetched.num_segments) == ("delivered", ENGLISH, "1")


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        ({"to": "0790000001"}, 400, 21211),
        ({"to": ""}, 400, 21604),
        ({"from_": "+41449999999"}, 400, 21606),
        ({"from_": ""}, 400, 21603),
        ({"body": ""}, 400, 21602),
        ({"body": "x" * 1_601}, 400, 21617),
        ({"to": "+85021234567"}, 400, 21408),
        ({"status_callback": "muster.example.org/status"}, 400, 21609),
        ({"messaging_service_sid": "MG" + "0" * 32}, 404, 21701),
    ],
)
def test_what_twilio_refuses_the_fake_refuses(client: Any, message: dict[str, str], status: int, code: int) -> None:
    assert refused(client, **message) == (status, code)


def test_1600_characters_and_a_name_as_sender_are_taken(client: Any, phones: Phones) -> None:
    client.messages.create(to=CHAIR, from_="MUSTER", body="x" * 1_600)
    phones.phone(CHAIR).expects("x" * 1_600)


def test_a_wrong_password_or_another_account_is_not_let_in(client: Any, fake: FakeTwilio) -> None:
    client.auth = (fake.account.sid, "wrong")
    assert refused(client) == (401, 20003)
    client.auth = (fake.account.sid, fake.account.token)
    with pytest.raises(TwilioRestException) as caught:
        client.api.accounts("AC" + "1" * 32).fetch()
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_an_api_key_is_let_in(client: Any, fake: FakeTwilio) -> None:
    client.auth = (fake.account.key_sid, fake.account.key_secret)
    assert client.messages.create(to=CHAIR, from_=SWISS, body="PAGE").sid


def test_what_is_not_there_is_not_found(client: Any) -> None:
    for resource in (client.messages("SM" + "0" * 32), client.calls("CA" + "0" * 32)):
        with pytest.raises(TwilioRestException) as caught:
            resource.fetch()
        assert (caught.value.status, caught.value.code) == (404, 20404)


def test_a_list_is_read_page_by_page_newest_first(client: Any) -> None:
    for number in range(7):
        client.messages.create(to=CHAIR, from_=SWISS, body=str(number))
    client.messages.create(to="+41790000002", from_=SWISS, body="somebody else")
    assert [one.body for one in client.messages.list(to=CHAIR, page_size=3)] == list("6543210")
    page = client.messages.page(to=CHAIR, page_size=3)
    assert len(list(page)) == 3
    client.messages.create(to=CHAIR, from_=SWISS, body="meanwhile")
    # What came in while the list was read moves nothing.
    assert [one.body for one in page.next_page()] == list("321")


def test_a_list_knows_days_and_moments(client: Any, clock: ManualClock) -> None:
    for hours in (-24, 0, 1):
        clock.set(max(clock.now(), START + timedelta(hours=hours + 24)))
        client.messages.create(to=CHAIR, from_=SWISS, body=str(hours))

    def since(moment: datetime) -> list[str]:
        return [one.body for one in client.messages.list(to=CHAIR, date_sent_after=moment)]

    assert since(START + timedelta(hours=24)) == ["1", "0"]
    assert since(START + timedelta(hours=24, seconds=1)) == ["1"]
    assert [one.body for one in client.messages.list(date_sent_before=START)] == ["-24"]
    assert [one.body for one in client.messages.list(date_sent=datetime(2026, 11, 24, tzinfo=UTC).date())] == []


def test_a_list_may_lag_behind(client: Any, clock: ManualClock) -> None:
    with FakeTwilio(Account(list_lag=timedelta(seconds=5)), clock.now) as slow:
        client.api.base_url = slow.url
        here = client.api.accounts(slow.account.sid)
        here.messages.create(to=CHAIR, from_=SWISS, body="PAGE")
        assert here.messages.list(to=CHAIR) == []
        clock.set(clock.now() + timedelta(seconds=5))
        assert len(here.messages.list(to=CHAIR)) == 1


def test_the_account_its_numbers_and_its_service_can_be_looked_up(client: Any, fake: FakeTwilio) -> None:
    account = client.api.accounts(fake.account.sid).fetch()
    assert (account.status, account.type) == ("active", "Full")
    numbers = client.incoming_phone_numbers.list()
    assert [one.phone_number for one in numbers] == [SWISS, ENGLISH]
    assert numbers[0].capabilities == {"voice": True, "sms": True, "mms": False, "fax": False}
    assert numbers[0].voice_url == "https://muster.example.org/twilio/voice"
    assert [one.sid for one in client.incoming_phone_numbers.list(phone_number=ENGLISH)] == [numbers[1].sid]
    assert client.incoming_phone_numbers(numbers[1].sid).fetch().phone_number == ENGLISH
    service = client.messaging.v1.services(fake.account.service_sid)
    assert service.fetch().inbound_request_url == "https://muster.example.org/twilio/sms"
    assert [one.phone_number for one in service.phone_numbers.list()] == [SWISS, ENGLISH]


def test_parts_are_counted_as_networks_count_them() -> None:
    assert [segments(text) for text in ("x" * 160, "x" * 161, "€" * 80, "€" * 81)] == [1, 2, 1, 2]
    assert [segments(text) for text in ("参" * 70, "参" * 71, "😀" * 35, "😀" * 36)] == [1, 2, 1, 2]


def test_asynchronous_code_may_use_it_too(fake: FakeTwilio) -> None:
    async def send() -> list[str]:
        async with AsyncTwilioHttpClient() as http:
            client = Client(fake.account.sid, fake.account.token, http_client=http)
            client.api.base_url = fake.url
            made = [client.messages.create_async(to=CHAIR, from_=SWISS, body=f"PAGE {n}") for n in range(50)]
            await asyncio.gather(*made)
            return [one.body for one in await client.messages.list_async(to=CHAIR, page_size=20)]

    assert sorted(asyncio.run(send())) == sorted(f"PAGE {n}" for n in range(50))
