"""What Twilio posts, as the routes take it: who is believed, and what is refused before it is read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlencode

import httpx
import pytest

from bot.health import Health
from bot.sms.twilio import Access
from bot.sms.webhooks import LONGEST_BODY, Event, Webhooks
from bot.web import public_app
from playbooks.rules.vocabulary import Language
from tests.twilio.account import Account
from tests.twilio.application import PUBLIC
from tests.twilio.outward import signature

ACCOUNT = Account()
SMS = f"{PUBLIC}/twilio/sms"
FORM = {"AccountSid": ACCOUNT.sid, "MessageSid": "SM1", "From": "+41790000001", "Body": "", "FromCity": ""}


class Mute:
    """Speaks no language; nothing here is said on the telephone."""

    org = "ITU"
    duty_number = "+41220000000"

    def say(self, key: str, language: Language, **values: str) -> str:
        pytest.fail(f"{key} was said")

    async def listener(self, number: str) -> tuple[Language, str]:
        pytest.fail(f"{number} listened")


class Door:
    """The routes, and what they kept."""

    def __init__(self) -> None:
        self.kept: list[Event] = []
        access = Access("twilio", ACCOUNT.sid, ACCOUNT.token, ACCOUNT.service_sid, "")
        self.webhooks = Webhooks([access], PUBLIC, self._keep, Mute())
        health = Health(dict, lambda: pytest.fail("nobody asked for figures"))
        self._app = public_app(self.webhooks.routes(), health)

    async def _keep(self, event: Event) -> None:
        self.kept.append(event)

    def posted(self, content: bytes | AsyncIterator[bytes], signed: str, path: str = "/twilio/sms") -> int:
        """Post something; give the HTTP status."""

        async def post() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://behind-a-proxy:8080") as client:
                return await client.post(
                    path, content=content, headers={b"X-Twilio-Signature": signed.encode("latin-1")}
                )

        return asyncio.run(post()).status_code


def body(form: Mapping[str, str]) -> bytes:
    return urlencode(form).encode()


def test_blank_fields_count_in_the_signature() -> None:
    door = Door()
    assert door.posted(body(FORM), signature(ACCOUNT.token, SMS, FORM)) == 200
    without = {name: value for name, value in FORM.items() if value}
    assert door.posted(body(FORM), signature(ACCOUNT.token, SMS, without)) == 403
    assert [event.id for event in door.kept] == ["twilio:SM1"]
    assert door.webhooks.refused == 1


def test_twilio_may_name_the_port_that_the_address_leaves_out() -> None:
    door = Door()
    with_port = SMS.replace("muster.example.org", "muster.example.org:443")
    assert door.posted(body(FORM), signature(ACCOUNT.token, with_port, FORM)) == 200


@pytest.mark.parametrize("signed", ["", "forged", "gef\xe4lscht"])
def test_whatever_stands_in_the_place_of_a_signature_is_refused(signed: str) -> None:
    door = Door()
    assert door.posted(body(FORM), signed) == 403
    assert door.kept == []


def test_the_signature_covers_what_follows_the_path() -> None:
    door = Door()
    signed = signature(ACCOUNT.token, f"{SMS}?site=GVA", FORM)
    assert door.posted(body(FORM), signed, "/twilio/sms?site=GVA") == 200
    assert door.posted(body(FORM), signed) == 403


def test_what_comes_in_pieces_is_put_together_and_what_never_ends_is_refused() -> None:
    async def pieces(of: bytes) -> AsyncIterator[bytes]:
        for at in range(0, len(of), 1_000):
            yield of[at : at + 1_000]

    door = Door()
    long = FORM | {"Body": "help " * 500}
    assert door.posted(pieces(body(long)), signature(ACCOUNT.token, SMS, long)) == 200
    endless = FORM | {"Body": "x" * LONGEST_BODY}
    assert door.posted(pieces(body(endless)), signature(ACCOUNT.token, SMS, endless)) == 403
    assert [event.raw["with"]["text"] for event in door.kept] == [long["Body"]]
