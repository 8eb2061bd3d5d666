"""What a customer has at Twilio: an account with its secrets, numbers and a Messaging Service, and its switches."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

#: Twilio waits so long for an application's answer before it gives a webhook up.
WEBHOOK_TIMEOUT = timedelta(seconds=15)


def sid(prefix: str, *parts: object) -> str:
    """Make an identifier: two letters and 32 hexadecimal digits, the same for the same parts."""
    return prefix + hashlib.md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Number:
    """A telephone number that the account owns."""

    number: str
    #: Where Twilio posts a text that comes in, unless the number belongs to a Messaging Service; "" for nowhere.
    sms_url: str = ""
    #: Where Twilio posts a call that comes in; "" for nowhere.
    voice_url: str = ""
    #: Where Twilio posts the end of a call that came in.
    status_callback: str = ""
    voice: bool = True
    sms: bool = True

    @property
    def sid(self) -> str:
        """Its identifier."""
        return sid("PN", self.number)


@dataclass(frozen=True)
class Service:
    """A Messaging Service: a pool of senders with one inbound address and one list of those who opted out."""

    name: str = "Muster"
    inbound_request_url: str | None = None
    #: Used for a message that names no StatusCallback of its own.
    status_callback: str | None = None
    use_inbound_webhook_on_number: bool = False


@dataclass(frozen=True)
class Account:
    """One account; two of them with different names stand for a provider and the one that takes over."""

    name: str = "first"
    numbers: Sequence[Number] = (Number("+41445550100"),)
    #: Names of senders that are no numbers ("MUSTER"): nobody can answer those.
    alphanumeric: Sequence[str] = ()
    service: Service | None = field(default_factory=Service)
    #: Beginnings of numbers (E.164) to which texts are not permitted: 21408.
    blocked_sms: Sequence[str] = ()
    #: Beginnings of numbers to which calls are not permitted: 21215.
    blocked_voice: Sequence[str] = ()
    #: Twilio keeps the list of those who wrote STOP, answers them itself and says so in `OptOutType`.
    opt_out_handling: bool = True
    #: A message to somebody who opted out is refused when it is created (21610), or taken and then fails with 21610.
    opt_out_at_once: bool = True
    #: A message shows in lists only this long after it was created: real lists lag behind.
    list_lag: timedelta = timedelta(0)
    webhook_timeout: timedelta = WEBHOOK_TIMEOUT

    @property
    def sid(self) -> str:
        """The account's identifier, which is also the user name of its auth token."""
        return sid("AC", self.name)

    @property
    def token(self) -> str:
        """The auth token: password of the REST interface and key of the signatures."""
        return sid("", "token", self.name)

    @property
    def key_sid(self) -> str:
        """An API key's identifier, which may stand in for the account's as user name."""
        return sid("SK", self.name)

    @property
    def key_secret(self) -> str:
        """The API key's secret."""
        return sid("", "key", self.name)

    @property
    def service_sid(self) -> str:
        """The Messaging Service's identifier."""
        return sid("MG", self.name)

    def number(self, number: str) -> Number | None:
        """Find a number that the account owns."""
        return next((one for one in self.numbers if one.number == number), None)

    def sender_for(self, to: str) -> Number:
        """Choose the pool's sender for a recipient: of the same country where there is one, else the first."""
        able = [one for one in self.numbers if one.sms]
        return max(able, key=lambda one: _alike(one.number, to))

    def admits(self, authorization: str) -> bool:
        """Tell whether an Authorization header (basic) is the account's or its API key's."""
        kind, _, coded = authorization.partition(" ")
        try:
            user, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        wanted = {self.sid: self.token, self.key_sid: self.key_secret}.get(user, "")
        return kind.lower() == "basic" and bool(wanted) and secrets.compare_digest(password, wanted)

    def at(self, listener: str, *, sms: str = "/twilio/sms", voice: str = "/twilio/voice") -> Account:
        """Give the same account whose numbers and service call these paths of an application's public address."""
        numbers = [replace(one, sms_url=listener + sms, voice_url=listener + voice) for one in self.numbers]
        service = replace(self.service, inbound_request_url=listener + sms) if self.service else None
        return replace(self, numbers=numbers, service=service)


def _alike(one: str, other: str) -> int:
    return next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
