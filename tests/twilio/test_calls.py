"""Calls: placed by Twilio's own SDK, answered by phones, walked through the TwiML of an application."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.twilio.application import PUBLIC, Application
from tests.twilio.conftest import SWISS
from tests.twilio.phones import Phones
from tests.twilio.records import Said
from tests.twilio.server import FakeTwilio
from tests.twilio.twiml import APPLICATION_ERROR

CHAIR = "+41790000001"
VOICE, ANSWER, STATUS = "/twilio/call", "/twilio/digits", "/twilio/call-status"
QUESTION = (
    '<Response><Gather numDigits="1" timeout="10" action="/twilio/digits">'
    '<Say language="fr-FR" voice="Polly.Lea">Appuyez sur 7.</Say></Gather>'
    '<Say language="fr-FR">Nous vous rappelons.</Say></Response>'
)


def place(client: Any, **more: Any) -> str:
    asked = {"url": PUBLIC + VOICE, "status_callback": PUBLIC + STATUS, **more}
    events = ["initiated", "ringing", "answered", "completed"]
    made: str = client.calls.create(to=CHAIR, from_=SWISS, status_callback_event=events, timeout=25, **asked).sid
    return made


@pytest.fixture(autouse=True)
def _speaks(application: Application) -> None:
    application.answers[VOICE] = lambda _: QUESTION
    application.answers[ANSWER] = lambda fields: f"<Response><Say>You pressed {fields['Digits']}.</Say></Response>"


def test_a_call_is_answered_with_a_key(client: Any, phones: Phones, application: Application) -> None:
    sid = place(client)
    assert client.calls(sid).fetch().status == "ringing"
    phone = phones.phone(CHAIR)
    assert phone.rings()
    phone.answers("7").hears("Appuyez sur 7.", "You pressed 7.")
    assert phone.heard()[0] == Said("Appuyez sur 7.", "fr-FR", "Polly.Lea")
    (fetched,) = application.fields(VOICE)
    assert (fetched["CallSid"], fetched["CallStatus"], fetched["Direction"]) == (sid, "in-progress", "outbound-api")
    (digits,) = application.fields(ANSWER)
    assert (digits["Digits"], digits["CallSid"], digits["To"]) == ("7", sid, CHAIR)
    assert client.calls(sid).fetch().status == "completed"
    phones.nobody_else_was_called()


def test_its_progress_is_called_back_and_numbered(client: Any, phones: Phones, application: Application) -> None:
    place(client)
    phones.phone(CHAIR).answers("7")
    told = application.fields(STATUS)
    assert [one["CallStatus"] for one in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert [one["SequenceNumber"] for one in told] == ["0", "1", "2", "3"]
    assert told[0]["Timestamp"] == "Mon, 23 Nov 2026 09:00:00 +0000"
    assert int(told[-1]["CallDuration"]) > 0
    assert "CallDuration" not in told[0]


def test_only_the_end_is_called_back_unless_more_is_asked_for(
    client: Any, phones: Phones, application: Application
) -> None:
    client.calls.create(to=CHAIR, from_=SWISS, url=PUBLIC + VOICE, status_callback=PUBLIC + STATUS)
    phones.phone(CHAIR).does_not_answer()
    (told,) = application.fields(STATUS)
    assert (told["CallStatus"], told["SequenceNumber"], told["CallDuration"]) == ("no-answer", "0", "0")


def test_no_input_falls_through(client: Any, phones: Phones, application: Application) -> None:
    place(client)
    phones.phone(CHAIR).answers().hears("Nous vous rappelons.", language="fr-FR")
    assert application.fields(ANSWER) == []


def test_whoever_hangs_up_hears_no_more(client: Any, phones: Phones, application: Application) -> None:
    place(client)
    assert [one.text for one in phones.phone(CHAIR).hangs_up().heard()] == ["Appuyez sur 7."]
    assert application.fields(ANSWER) == []
    assert application.fields(STATUS)[-1]["CallStatus"] == "completed"


def test_voicemail_is_told_from_a_human_when_detection_is_asked_for(
    client: Any, phones: Phones, application: Application
) -> None:
    place(client, machine_detection="Enable")
    phones.phone(CHAIR).goes_to_voicemail()
    assert application.fields(VOICE)[-1]["AnsweredBy"] == "machine_start"
    sid = place(client, machine_detection="Enable")
    phones.phone(CHAIR).answers("7")
    assert application.fields(VOICE)[-1]["AnsweredBy"] == "human"
    assert client.calls(sid).fetch().answered_by == "human"
    place(client)
    phones.phone(CHAIR).goes_to_voicemail()
    assert "AnsweredBy" not in application.fields(VOICE)[-1]


def test_busy_unanswered_and_failed_calls_fetch_nothing(client: Any, phones: Phones, application: Application) -> None:
    phone = phones.phone(CHAIR)
    for end, act in (("busy", phone.is_busy), ("no-answer", phone.does_not_answer), ("failed", phone.cannot_be_called)):
        sid = place(client)
        act()
        assert client.calls(sid).fetch().status == end
    assert application.fields(VOICE) == []


def test_a_ringing_call_can_be_called_off(client: Any, phones: Phones, application: Application) -> None:
    sid = place(client)
    assert client.calls(sid).update(status="canceled").status == "canceled"
    phones.quiet()
    assert application.fields(STATUS)[-1]["CallStatus"] == "canceled"
    assert not phones.phone(CHAIR).rings()


def test_redirects_pauses_and_the_call_s_own_twiml_are_followed(
    client: Any, phones: Phones, application: Application
) -> None:
    twiml = f'<Response><Pause length="3"/><Redirect>{PUBLIC}{VOICE}?again=1</Redirect></Response>'
    sid = client.calls.create(to=CHAIR, from_=SWISS, twiml=twiml).sid
    phones.phone(CHAIR).answers("7").hears("You pressed 7.")
    assert len(application.fields(f"{VOICE}?again=1")) == 1
    assert int(client.calls(sid).fetch().duration) >= 3


def test_an_application_that_fails_is_heard(client: Any, phones: Phones, application: Application) -> None:
    application.answers[VOICE] = lambda _: "not TwiML"
    place(client)
    phones.phone(CHAIR).answers("7").hears(APPLICATION_ERROR)
    application.answers["/twilio/spare"] = lambda fields: f"<Response><Say>{fields['ErrorCode']}</Say></Response>"
    place(client, fallback_url=PUBLIC + "/twilio/spare")
    phones.phone(CHAIR).answers("7").hears("11200")


def test_somebody_calls(client: Any, phones: Phones, application: Application) -> None:
    application.answers["/twilio/voice"] = lambda _: QUESTION
    phones.phone(CHAIR).calls("5").hears("You pressed 5.")
    (asked,) = application.fields("/twilio/voice")
    assert (asked["CallStatus"], asked["Direction"], asked["From"], asked["To"]) == ("ringing", "inbound", CHAIR, SWISS)
    assert asked["FromCity"] == ""
    (listed,) = client.calls.list(to=SWISS)
    assert (listed.direction, listed.status) == ("inbound", "completed")


def test_a_call_that_met_a_closed_door_is_listed(client: Any, phones: Phones, fake: FakeTwilio) -> None:
    fake.outward.door_closed = True
    phones.phone(CHAIR).calls().hears(APPLICATION_ERROR)
    assert [one.direction for one in client.calls.list(from_=CHAIR)] == ["inbound"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ({"to": "0790000001"}, 21211),
        ({"from_": "+41449999999"}, 21210),
        ({"url": "nowhere"}, 21205),
        ({"to": "+85021234567"}, 21215),
    ],
)
def test_what_twilio_refuses_to_call_the_fake_refuses(client: Any, call: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        client.calls.create(**{"to": CHAIR, "from_": SWISS, "url": PUBLIC + VOICE, **call})
    assert caught.value.code == code
