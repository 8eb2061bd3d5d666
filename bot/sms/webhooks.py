"""What Twilio posts to Muster: texts that came in, and what becomes of those that went out.

Each is stored raw in one durable row before it is acknowledged, under the provider's own id, so that a replay or a
duplicate changes nothing; a worker carries it out (design, points 7 and 9).
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from twilio.request_validator import RequestValidator

from bot.sms.speech import last_words, question
from bot.sms.twilio import CALL_STATES, STATES, STATUS_PATH, WHY_NOT, Access, failure
from bot.sms.voice import KEYS_PATH
from handlers import system
from playbooks.rules.calls import CALLS, CHECKIN_KEYS, HELP_KEY, PAGE_KEYS
from playbooks.rules.delivery import REPORTS
from playbooks.rules.vocabulary import Language

#: Where Twilio posts calls to us, behind the public URL.
VOICE_PATH = "/twilio/voice"
#: Source of their events.
CALL = "call"
_ALL_KEYS = "".join((*CHECKIN_KEYS, *PAGE_KEYS))
#: No webhook of Twilio's is as long; a longer one is refused before it is read.
LONGEST_BODY = 64_000
#: Answers Twilio with nothing to say.
_NOTHING = Response('<?xml version="1.0" encoding="UTF-8"?><Response></Response>', media_type="application/xml")
_NO_CONTENT = Response(status_code=204)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that arrived, as the inbox keeps it."""

    id: str
    source: str
    raw: Mapping[str, Any]


#: Stores an event; returns when it is durable, raises when it is not.
Keep = Callable[[Event], Awaitable[None]]


class Speech(Protocol):
    """Knows what to say, and in which language."""

    org: str
    duty_number: str

    def say(self, key: str, language: Language, **values: str) -> str:
        """Write what is said."""

    async def listener(self, number: str) -> tuple[Language, str]:
        """Give the language of whoever has this number, and whom to call there in danger."""


class Refusal(Exception):
    """This is not from Twilio, or not for us."""


class Form(dict[str, str]):
    """The fields that were posted, each once."""

    def getall(self, name: str) -> list[str]:
        """Give a field's values; Twilio's validator asks for them so, and takes twice as long where it cannot."""
        return [self[name]]


#: Carries out what was posted: the scope, whose account it is, the form.
Act = Callable[[Scope, Access, Form], Awaitable[Response]]


class Webhooks:
    """The routes for every account that is set up."""

    def __init__(self, accounts: Sequence[Access], public_url: str, keep: Keep, speech: Speech) -> None:
        """`public_url` is what Twilio calls: signatures are made over it, whatever a proxy makes of the address."""
        self._by_account = {one.account: (one, RequestValidator(one.token)) for one in accounts}
        self._public_url = public_url
        self._keep = keep
        self._speech = speech
        #: How many requests were refused, for the metrics.
        self.refused = 0

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/twilio/sms", _Endpoint(self, self._text), methods=["POST"]),
            Route(f"{STATUS_PATH}/{{effect:int}}", _Endpoint(self, self._status), methods=["POST"]),
            Route(f"{KEYS_PATH}/{{effect:int}}", _Endpoint(self, self._key), methods=["POST"]),
            Route(VOICE_PATH, _Endpoint(self, self._came), methods=["POST"]),
            Route(f"{VOICE_PATH}/key", _Endpoint(self, self._pressed), methods=["POST"]),
        ]

    async def answer(self, act: Act, scope: Scope, receive: Receive) -> Response:
        """Let `act` take what is Twilio's, refuse the rest."""
        try:
            access, form = await self._checked(scope, receive)
        except Refusal as refusal:
            self.refused += 1
            _log.warning("a request to %s was refused: %s", scope["path"], refusal)
            return PlainTextResponse(str(refusal), 403)
        return await act(scope, access, form)

    async def _checked(self, scope: Scope, receive: Receive) -> tuple[Access, Form]:
        """Read the form, blank fields kept, and check who signed it. Raises Refusal."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        body = await _body(headers, receive)
        try:
            form = Form(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=200))
        except ValueError as error:
            raise Refusal("This is not a form.") from error
        known = self._by_account.get(form.get("AccountSid", ""))
        if known is None:
            raise Refusal("This account is not set up here.")
        query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        url = f"{self._public_url}{scope['path']}{query}"
        access, validator = known
        if not _is_signed(validator, url, form, headers.get(b"x-twilio-signature", b"")):
            raise Refusal("The signature does not fit; is public_url what Twilio calls, and the token right?")
        return access, form

    async def _text(self, scope: Scope, access: Access, form: Form) -> Response:
        sid, number = form.get("MessageSid", ""), form.get("From", "")
        if not sid or not number:
            return PlainTextResponse("MessageSid and From are missing.", 400)
        await self._keep(text_event(sid, number, form.get("Body", "")))
        return _NOTHING

    async def _status(self, scope: Scope, access: Access, form: Form) -> Response:
        called = form.get("CallStatus", "")
        state = CALL_STATES.get(called) if called else STATES.get(form.get("MessageStatus", ""))
        sid = form.get("CallSid" if called else "MessageSid", "")
        if state is None or not sid:
            # A word that is not known yet says nothing that could be acted on.
            return _NO_CONTENT
        code, note = failure(form.get("ErrorCode"))
        name = access.name + CALLS if called else access.name
        at = _moment(form.get("Timestamp" if called else "RawDlrDoneDate"))
        why = WHY_NOT.get(called, note if code else "")
        reported = system.Reported(scope["path_params"]["effect"], name, sid, state, at, code, why)
        await self._keep(Event(f"twilio:{sid}:{state}", REPORTS, system.to_json(reported)))
        return _NO_CONTENT

    async def _key(self, scope: Scope, access: Access, form: Form) -> Response:
        """Take a key pressed in a call of ours; whoever pressed one that means nothing is asked again."""
        sid, key, number = form.get("CallSid", ""), form.get("Digits", ""), form.get("To", "")
        keys = dict(parse_qsl(scope["query_string"].decode())).get("keys", "")
        action = f"{self._public_url}{scope['path']}?keys={keys}"
        if not key or key not in keys:
            return await self._again(number, keys, action)
        event = system.CallAnswered(scope["path_params"]["effect"], key)
        await self._keep(Event(f"twilio:{sid}:key", CALL, system.to_json(event)))
        return await self._noted(number, key)

    async def _came(self, scope: Scope, access: Access, form: Form) -> Response:
        """Take a call to us."""
        sid, number = form.get("CallSid", ""), form.get("From", "")
        if not sid or not number:
            return PlainTextResponse("CallSid and From are missing.", 400)
        await self._keep(call_event(sid, number))
        language, emergency = await self._speech.listener(number)
        say = self._speech.say
        text = say("call_came", language, org=self._speech.org, emergency=emergency)
        nothing = say("call_nothing", language, number=self._speech.duty_number)
        return _twiml(question(language, text, nothing, f"{self._public_url}{VOICE_PATH}/key"))

    async def _pressed(self, scope: Scope, access: Access, form: Form) -> Response:
        """Take a key that somebody pressed who called us."""
        sid, key, number = form.get("CallSid", ""), form.get("Digits", ""), form.get("From", "")
        if not sid or not number or not key or key not in _ALL_KEYS:
            return await self._again(number, _ALL_KEYS, f"{self._public_url}{VOICE_PATH}/key")
        await self._keep(Event(f"twilio:{sid}:key", CALL, system.to_json(system.CallCame(number, key))))
        return await self._noted(number, key)

    async def _again(self, number: str, keys: str, action: str) -> Response:
        language, _ = await self._speech.listener(number)
        text = self._speech.say("call_again", language, keys=", ".join(keys))
        nothing = self._speech.say("call_nothing", language, number=self._speech.duty_number)
        return _twiml(question(language, text, nothing, action))

    async def _noted(self, number: str, key: str) -> Response:
        language, emergency = await self._speech.listener(number)
        if key == HELP_KEY:
            return _twiml(last_words(language, self._speech.say("call_help", language, emergency=emergency)))
        return _twiml(last_words(language, self._speech.say("call_noted", language, digit=key)))


class _Endpoint:
    """A route as the server calls it: thousands of answers come at once, and what would stand between has a price."""

    def __init__(self, webhooks: Webhooks, act: Act) -> None:
        self._webhooks, self._act = webhooks, act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._webhooks.answer(self._act, scope, receive)
        await response(scope, receive, send)


def call_event(sid: str, number: str) -> Event:
    """Make the event of a call that came in; its id is the same however we hear of it."""
    return Event(f"twilio:{sid}", CALL, system.to_json(system.CallCame(number)))


def _twiml(document: str) -> Response:
    return Response(document, media_type="application/xml")


def text_event(sid: str, number: str, text: str) -> Event:
    """Make the event of a text that came in; its id is the same however it reached us."""
    return Event(f"twilio:{sid}", "sms", system.to_json(system.InboundSms(number, text)))


def _is_signed(validator: RequestValidator, url: str, form: Form, signature: bytes) -> bool:
    """Compare with the address as it was set; the validator then tries it with and without a port as well."""
    if hmac.compare_digest(validator.compute_signature(url, form).encode(), signature):
        return True
    return bool(validator.validate(url, form, signature.decode("latin-1")))


async def _body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or int(declared) > LONGEST_BODY:
        raise Refusal("The request is too long.")
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            raise Refusal("The request is too long.")
    return body


def _moment(text: str | None) -> datetime | None:
    """Read the network's own time of delivery (``2611230905``: YYMMDDhhmm, UTC); None for anything else."""
    if not text:
        return None
    try:
        if text.isdigit() and len(text) == 10:
            return datetime.strptime(text, "%y%m%d%H%M").replace(tzinfo=UTC)
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError):
        return None
