"""What Twilio posts to Muster: texts that came in, and what becomes of those that went out.

Each is stored raw in one durable row before it is acknowledged, under the provider's own id, so that a replay or a
duplicate changes nothing; a worker carries it out (design, points 7 and 9).
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
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
_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

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
            Route("/twilio/sms", self._endpoint(self._text), methods=["POST"]),
            Route(f"{STATUS_PATH}/{{effect:int}}", self._endpoint(self._status), methods=["POST"]),
            Route(f"{KEYS_PATH}/{{effect:int}}", self._endpoint(self._key), methods=["POST"]),
            Route(VOICE_PATH, self._endpoint(self._came), methods=["POST"]),
            Route(f"{VOICE_PATH}/key", self._endpoint(self._pressed), methods=["POST"]),
        ]

    def _endpoint(
        self, act: Callable[[Request, Access, dict[str, str]], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                access, form = await self._checked(request)
            except Refusal as refusal:
                self.refused += 1
                _log.warning("a request to %s was refused: %s", request.url.path, refusal)
                return PlainTextResponse(str(refusal), 403)
            return await act(request, access, form)

        return endpoint

    async def _checked(self, request: Request) -> tuple[Access, dict[str, str]]:
        """Read the form, blank fields kept, and check who signed it. Raises Refusal."""
        body = await _body(request)
        try:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=200))
        except ValueError as error:
            raise Refusal("This is not a form.") from error
        known = self._by_account.get(form.get("AccountSid", ""))
        if known is None:
            raise Refusal("This account is not set up here.")
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{self._public_url}{request.url.path}{query}"
        access, validator = known
        if not validator.validate(url, form, request.headers.get("X-Twilio-Signature", "")):
            raise Refusal("The signature does not fit; is public_url what Twilio calls, and the token right?")
        return access, form

    async def _text(self, request: Request, access: Access, form: dict[str, str]) -> Response:
        sid, number = form.get("MessageSid", ""), form.get("From", "")
        if not sid or not number:
            return PlainTextResponse("MessageSid and From are missing.", 400)
        await self._keep(text_event(sid, number, form.get("Body", "")))
        return Response(_NOTHING, media_type="application/xml")

    async def _status(self, request: Request, access: Access, form: dict[str, str]) -> Response:
        called = form.get("CallStatus", "")
        state = CALL_STATES.get(called) if called else STATES.get(form.get("MessageStatus", ""))
        sid = form.get("CallSid" if called else "MessageSid", "")
        if state is None or not sid:
            # A word that is not known yet says nothing that could be acted on.
            return Response(status_code=204)
        code, note = failure(form.get("ErrorCode"))
        name = access.name + CALLS if called else access.name
        at = _moment(form.get("Timestamp" if called else "RawDlrDoneDate"))
        why = WHY_NOT.get(called, note if code else "")
        reported = system.Reported(request.path_params["effect"], name, sid, state, at, code, why)
        await self._keep(Event(f"twilio:{sid}:{state}", REPORTS, system.to_json(reported)))
        return Response(status_code=204)

    async def _key(self, request: Request, access: Access, form: dict[str, str]) -> Response:
        """Take a key pressed in a call of ours; whoever pressed one that means nothing is asked again."""
        sid, key, number = form.get("CallSid", ""), form.get("Digits", ""), form.get("To", "")
        keys = request.query_params.get("keys", "")
        action = f"{self._public_url}{request.url.path}?keys={keys}"
        if not key or key not in keys:
            return await self._again(number, keys, action)
        event = system.CallAnswered(request.path_params["effect"], key)
        await self._keep(Event(f"twilio:{sid}:key", CALL, system.to_json(event)))
        return await self._noted(number, key)

    async def _came(self, request: Request, access: Access, form: dict[str, str]) -> Response:
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

    async def _pressed(self, request: Request, access: Access, form: dict[str, str]) -> Response:
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


def call_event(sid: str, number: str) -> Event:
    """Make the event of a call that came in; its id is the same however we hear of it."""
    return Event(f"twilio:{sid}", CALL, system.to_json(system.CallCame(number)))


def _twiml(document: str) -> Response:
    return Response(document, media_type="application/xml")


def text_event(sid: str, number: str, text: str) -> Event:
    """Make the event of a text that came in; its id is the same however it reached us."""
    return Event(f"twilio:{sid}", "sms", system.to_json(system.InboundSms(number, text)))


async def _body(request: Request) -> bytes:
    declared = request.headers.get("Content-Length", "0")
    if not declared.isdigit() or int(declared) > LONGEST_BODY:
        raise Refusal("The request is too long.")
    body = b""
    async for chunk in request.stream():
        body += chunk
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
