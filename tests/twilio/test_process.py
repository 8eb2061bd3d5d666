"""The fake as a process of its own."""

from __future__ import annotations

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.twilio.application import PUBLIC, Application
from tests.twilio.process import TwilioProcess

CHAIR, OWN = "+41790000001", "+41445550100"


def test_a_process_is_told_what_to_do_over_http() -> None:
    with TwilioProcess("--number", OWN, "--public", PUBLIC) as fake, Application(fake.account.token) as application:
        fake.tell("reach", public=PUBLIC, listeners=[application.url])
        http = TwilioHttpClient(timeout=5)
        client = Client(fake.account.sid, fake.account.token, http_client=http)
        client.api.base_url = fake.url
        client.messages.create(to=CHAIR, from_=OWN, body="PAGE")
        assert fake.ask("texts")[CHAIR] == ["PAGE"]
        assert fake.tell("text", **{"from": CHAIR, "body": "7"}) == {"status": 200}
        assert [fields["Body"] for fields in application.fields("/twilio/sms")] == ["7"]
        fake.tell("door", closed=True)
        assert fake.tell("text", **{"from": CHAIR, "body": "7"}) == {"status": None}
        assert [one["inbound"] for one in fake.ask("messages")] == [False, True, True]
        assert fake.ask("befell") == {"send": {}, "call": {}, "look": {}}
        fake.tell("faults", seed=1, rates={"send": {"too_many": 1.0}})
        fake.tell("callbacks", seed=1, shares={"late": 1.0})
        fake.tell("habits", seed=1, habits=[{"when": "PAGE", "replies": {"7": 0.5}, "after": [0, 1]}])
        assert fake.ask("figures") == {
            "messages": 3,
            "inbound": 2,
            "faults": {},
            "callbacks_kept": 0,
            "callbacks_under_way": 0,
            "acts_under_way": 0,
            "not_as_described": [],
        }
        http.session.close()
