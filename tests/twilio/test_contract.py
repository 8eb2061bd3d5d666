"""The fake against Twilio's own published description; collected only where MUSTER_CONTRACTS names its folder.

Each other test in this folder is held against it as well then: `FakeTwilio` collects what is not as described and
fails at its end.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.twilio.application import PUBLIC
from tests.twilio.conftest import SWISS
from tests.twilio.contract import Contract
from tests.twilio.phones import Phones
from tests.twilio.server import FakeTwilio

FOLDER = os.environ["MUSTER_CONTRACTS"]
CHAIR = "+41790000001"
MESSAGES = "/2010-04-01/Accounts/AC" + "0" * 32 + "/Messages.json"


def test_every_request_and_answer_is_as_described(client: Any, fake: FakeTwilio, phones: Phones) -> None:
    service = fake.account.service_sid
    made = client.messages.create(
        to=CHAIR, messaging_service_sid=service, body="PAGE", status_callback=PUBLIC, validity_period=600
    )
    phones.phone(CHAIR).replies("7")
    client.messages(made.sid).fetch()
    client.messages.list(to=CHAIR, date_sent_after=made.date_created, page_size=1)
    call = client.calls.create(to=CHAIR, from_=SWISS, url=PUBLIC, machine_detection="Enable", timeout=25)
    client.calls.list(to=CHAIR, start_time_after=made.date_created)
    client.calls(call.sid).fetch()
    client.calls(call.sid).update(status="canceled")
    client.incoming_phone_numbers.list(phone_number=SWISS)
    client.api.accounts(fake.account.sid).fetch()
    assert fake.parts.contract is not None
    assert fake.parts.contract.violations == []


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ([("To", CHAIR), ("Text", "x")], "Text is not described"),
        ([("Body", "x")], "To is required"),
        ([("To", CHAIR), ("ValidityPeriod", "ten")], "is no integer"),
        ([("To", CHAIR), ("SmartEncoded", "True")], "is neither true nor false"),
        ([("To", CHAIR), ("MessagingServiceSid", "SM1")], "does not match"),
        ([("To", CHAIR), ("RiskCheck", "maybe")], "is none of"),
    ],
)
def test_a_request_that_is_not_as_described_is_found(form: list[tuple[str, str]], why: str) -> None:
    (found,) = Contract(FOLDER).asked("POST", MESSAGES, {}, form)
    assert why in found


def test_a_path_or_method_that_is_not_described_is_found() -> None:
    contract = Contract(FOLDER)
    assert contract.asked("GET", MESSAGES, {"To": CHAIR}, []) == []
    assert len(contract.asked("PUT", MESSAGES, {}, [])) == 1
    assert len(contract.asked("GET", MESSAGES.replace("Messages", "Texts"), {}, [])) == 1
    assert len(contract.asked("GET", MESSAGES, {"Since": "2026-11-23"}, [])) == 1


def test_an_answer_that_is_not_as_described_is_found() -> None:
    description = json.loads((Path(FOLDER) / "twilio_api_v2010.json").read_text(encoding="utf-8"))
    path = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
    answer = description["paths"][path]["post"]["responses"]["201"]["content"]["application/json"]
    good = answer["examples"]["create"]["value"]
    bad: list[dict[str, Any]] = [
        {name: value for name, value in good.items() if name != "error_code"},
        {**good, "sid": "XX1"},
        {**good, "error_code": "30003"},
        {**good, "status": "lost"},
        {**good, "date_sent": "2026-11-23"},
        {**good, "carrier": "x"},
    ]
    for payload, count in [(good, 0), *((one, 1) for one in bad)]:
        contract = Contract(FOLDER)
        contract.answered("POST", MESSAGES, 201, payload)
        assert len(contract.violations) == count, payload
