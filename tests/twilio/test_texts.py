"""What phones send, and what becomes of texts: signed webhooks, checked with Twilio's own validator."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.twilio.account import Account
from tests.twilio.application import PUBLIC, Application
from tests.twilio.conftest import ACCOUNT, SWISS
from tests.twilio.habits import Habit
from tests.twilio.outward import Order
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio

CHAIR = "+41790000001"
SMS, STATUS = "/twilio/sms", "/twilio/status?page=K7Q"


def page(client: Any, body: str = "CMT PAGE K7Q: 7=coming") -> str:
    made: str = client.messages.create(to=CHAIR, from_=SWISS, body=body, status_callback=PUBLIC + STATUS).sid
    return made


def statuses(application: Application) -> list[str]:
    return [fields["MessageStatus"] for fields in application.fields(STATUS)]


def test_a_phone_expects_a_text_and_replies(client: Any, phones: Phones, application: Application) -> None:
    page(client)
    phones.phone(CHAIR).expects("CMT PAGE", "7=coming").is_silent().replies("7")
    (fields,) = application.fields(SMS)
    assert (fields["From"], fields["To"], fields["Body"], fields["SmsStatus"]) == (CHAIR, SWISS, "7", "received")
    assert fields["MessageSid"] == fields["SmsSid"] == fields["SmsMessageSid"]
    assert (fields["NumMedia"], fields["NumSegments"], fields["FromCountry"]) == ("0", "1", "CH")
    phones.nobody_else_was_texted()


def test_a_text_that_nobody_expected_is_found(client: Any, phones: Phones) -> None:
    page(client)
    with pytest.raises(AssertionError):
        phones.nobody_else_was_texted()
    with pytest.raises(AssertionError):
        phones.phone(CHAIR).is_silent()
    with pytest.raises(AssertionError):
        phones.phone(CHAIR).expects("CMT PAGE", "9=refusing")


@pytest.mark.parametrize("body", ["واحد", "我很安全", "😀 7", "x" * 400, "Two\nlines & more=less", " 7 ", ""])
def test_every_script_is_signed_rightly_and_blank_fields_belong_to_it(
    phones: Phones, application: Application, body: str
) -> None:
    assert phones.phone(CHAIR).sends(body).taken
    (fields,) = application.fields(SMS)
    assert fields["Body"] == body
    assert fields["FromCity"] == ""


def test_without_a_messaging_service_its_field_is_blank() -> None:
    with FakeTwilio(replace(ACCOUNT, service=None).at(PUBLIC)) as fake, Application(fake.account.token) as application:
        fake.outward.reach(PUBLIC, application.url)
        Phones(fake).phone(CHAIR).replies("7")
        assert application.fields(SMS)[0]["MessagingServiceSid"] == ""


def test_a_forged_signature_is_nothing_that_twilio_knows(client: Any, phones: Phones, application: Application) -> None:
    assert phones.phone(CHAIR).sends("7", forged=True).status == 403
    assert application.taken == []
    assert client.messages.list(to=SWISS) == []


def test_the_same_message_may_come_twice(client: Any, phones: Phones, application: Application) -> None:
    phone = phones.phone(CHAIR).replies("7", event="again").replies("7", event="again")
    assert [fields["MessageSid"] for fields in application.fields(SMS)] == [phone.sent_sid("again")] * 2
    assert len(client.messages.list(to=SWISS)) == 1


def test_what_met_a_closed_door_is_not_sent_again_but_is_listed(
    client: Any, phones: Phones, fake: FakeTwilio, application: Application
) -> None:
    fake.outward.door_closed = True
    assert phones.phone(CHAIR).sends("7").status is None
    fake.outward.door_closed = False
    phones.quiet()
    assert application.taken == []
    (listed,) = client.messages.list(to=SWISS)
    assert (listed.direction, listed.status, listed.body, listed.from_) == ("inbound", "received", "7", CHAIR)


def test_a_stopped_application_is_a_closed_door_and_another_replica_opens(
    phones: Phones, fake: FakeTwilio, application: Application
) -> None:
    application.stop()
    assert phones.phone(CHAIR).sends("7").status is None
    with Application(fake.account.token) as other:
        fake.outward.reach(PUBLIC, application.url, other.url)
        assert phones.phone(CHAIR).sends("8").taken
        assert [fields["Body"] for fields in other.fields(SMS)] == ["8"]


def test_several_replicas_take_turns(phones: Phones, fake: FakeTwilio, application: Application) -> None:
    with Application(fake.account.token) as other:
        fake.outward.reach(PUBLIC, application.url, other.url)
        for text in ("7", "8", "9"):
            assert phones.phone(CHAIR).sends(text).taken
        assert {len(one.fields(SMS)) for one in (application, other)} == {1, 2}


def test_an_answer_in_twiml_is_texted(phones: Phones, application: Application) -> None:
    application.answers[SMS] = lambda fields: f"<Response><Message>Got {fields['Body']}</Message></Response>"
    phones.phone(CHAIR).replies("7").expects("Got 7")


def test_stop_and_start_are_kept_by_twilio(client: Any, phones: Phones, application: Application) -> None:
    phone = phones.phone(CHAIR).replies(" stop ")
    assert application.fields(SMS)[-1]["OptOutType"] == "STOP"
    assert "unsubscribed" in phone.notices()[-1]
    with pytest.raises(TwilioRestException) as caught:
        page(client)
    assert (caught.value.status, caught.value.code) == (400, 21610)
    phone.replies("START")
    assert application.fields(SMS)[-1]["OptOutType"] == "START"
    page(client)
    phone.expects("CMT PAGE").replies("HELP me")
    assert "OptOutType" not in application.fields(SMS)[-1]
    phone.replies("HELP")
    assert application.fields(SMS)[-1]["OptOutType"] == "HELP"
    phone.is_silent()


def test_an_opt_out_may_show_only_afterwards() -> None:
    account = Account(opt_out_at_once=False).at(PUBLIC)
    with FakeTwilio(account) as fake, Application(fake.account.token) as application:
        fake.outward.reach(PUBLIC, application.url)
        phones = Phones(fake)
        phones.phone(CHAIR).opted_out()
        form = {"To": CHAIR, "From": SWISS, "Body": "PAGE", "StatusCallback": PUBLIC + STATUS}

        async def create() -> None:
            fake.exchange.send(fake.exchange.create(form))

        phones.act(create())
        assert [(one["MessageStatus"], one.get("ErrorCode")) for one in application.fields(STATUS)] == [
            ("queued", None),
            ("failed", "21610"),
        ]
        phones.phone(CHAIR).is_silent()


def test_statuses_are_called_back_in_turn(client: Any, phones: Phones, application: Application) -> None:
    sid = page(client)
    phones.quiet()
    assert statuses(application) == ["queued", "sent", "delivered"]
    last = application.fields(STATUS)[-1]
    assert (last["MessageSid"], last["To"], last["From"]) == (sid, CHAIR, SWISS)
    assert last["RawDlrDoneDate"] == "2611230900"
    assert "RawDlrDoneDate" not in application.fields(STATUS)[0]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.IN_TURN, ["queued", "sent", "delivered"]),
        (Order.REVERSED, ["delivered", "sent", "queued"]),
        (Order.TWICE, ["queued", "queued", "sent", "sent", "delivered", "delivered"]),
    ],
)
def test_statuses_may_come_late_and_in_any_order(
    client: Any, phones: Phones, fake: FakeTwilio, application: Application, order: Order, expected: list[str]
) -> None:
    fake.callbacks.held = True
    page(client)
    phones.quiet()
    assert statuses(application) == []
    phones.post_callbacks(order)
    assert statuses(application) == expected


@pytest.mark.parametrize("error", [30003, 30005, 30006, 30007])
def test_what_does_not_arrive_says_why(client: Any, phones: Phones, application: Application, error: int) -> None:
    phone = phones.phone(CHAIR).is_unreachable(error)
    sid = page(client)
    phones.quiet()
    last = application.fields(STATUS)[-1]
    assert (last["MessageStatus"], last["ErrorCode"]) == ("undelivered", str(error))
    assert client.messages(sid).fetch().error_code == error
    phone.is_silent()
    phone.is_unreachable(error, end="failed")
    page(client)
    phones.quiet()
    assert statuses(application)[-2:] == ["queued", "failed"]


def test_some_networks_never_send_a_receipt(client: Any, phones: Phones, application: Application) -> None:
    phone = phones.phone(CHAIR).gives_no_receipt()
    page(client)
    phones.quiet()
    assert statuses(application) == ["queued", "sent"]
    phone.expects("CMT PAGE").is_refused(21614)
    with pytest.raises(TwilioRestException):
        page(client)
    phone.is_reachable()
    page(client)
    phone.expects("CMT PAGE")


def test_phones_may_answer_on_their_own(
    client: Any, phones: Phones, fake: FakeTwilio, application: Application
) -> None:
    fake.habits.are(1, Habit(when="PAGE", replies={"7": 1.0}))
    posted = asyncio.run(_answered(client, fake, application))
    assert [fields["Body"] for fields in posted] == ["7"]


async def _answered(client: Any, fake: FakeTwilio, application: Application) -> list[dict[str, str]]:
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    def answer(fields: dict[str, str]) -> str:
        loop.call_soon_threadsafe(reached.set)
        return "<Response/>"

    application.answers[SMS] = answer
    await asyncio.to_thread(page, client)
    await asyncio.wait_for(reached.wait(), 20)
    return application.fields(SMS)
