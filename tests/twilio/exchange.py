"""The telephone exchange: what Twilio does with messages that are created and with texts that come in.

A message named with a Messaging Service is `accepted` first, without a sender; the pool's sender is chosen after the
answer. Its further statuses follow from the fate of the phone it goes to. Twilio keeps the list of those who wrote
STOP, per Messaging Service or per number, answers STOP, START and HELP itself, and posts the webhook all the same,
with `OptOutType`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.twilio.account import Account, sid
from tests.twilio.outward import Callback, Callbacks, Outward, Posted
from tests.twilio.records import API_VERSION, Message, segments
from tests.twilio.refusals import Refusal
from tests.twilio.twiml import messages_of

#: E.164, which is all that Twilio sends texts to.
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
#: Twilio's default words (upper case; alone in the text).
_OPT_OUT = {
    **dict.fromkeys(("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"), "STOP"),
    **dict.fromkeys(("START", "YES", "UNSTOP"), "START"),
    **dict.fromkeys(("HELP", "INFO"), "HELP"),
}
_NOTICES = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from this number.",
    "START": "You have successfully been re-subscribed to messages from this number.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}
#: The country that a webhook names, as far as the tests need it.
_COUNTRIES = {"+1": "US", "+7": "RU", "+33": "FR", "+41": "CH", "+44": "GB", "+86": "CN", "+254": "KE", "+962": "JO"}


@dataclass(frozen=True)
class Fate:
    """What becomes of the texts to a phone."""

    #: `delivered`, `sent` (no receipt ever comes), `undelivered` or `failed`.
    end: str = "delivered"
    error: int | None = None
    #: The phone shows it.
    arrives: bool = True
    #: The receipt names the network's own time (`RawDlrDoneDate`).
    dated: bool = True

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that are called back, in turn."""
        return ("queued", "failed") if self.end == "failed" else tuple(dict.fromkeys(("queued", "sent", self.end)))


#: What becomes of a text unless somebody says otherwise.
DELIVERED = Fate()


def country(number: str) -> str:
    """Name a number's country; "" when it is none of the known ones."""
    return next((name for start, name in _COUNTRIES.items() if number.startswith(start)), "")


def place(prefix: str, number: str) -> dict[str, str]:
    """Give the fields with which a webhook places a number; all but the country are blank outside North America."""
    return {f"{prefix}City": "", f"{prefix}State": "", f"{prefix}Zip": "", f"{prefix}Country": country(number)}


def absolute(url: str) -> bool:
    """Tell whether Twilio would call this address."""
    return bool(re.match(r"https?://[^/\s]+", url))


class Exchange:
    """Messages in and out."""

    def __init__(self, account: Account, outward: Outward, callbacks: Callbacks, now: Callable[[], datetime]) -> None:
        self.account, self.now = account, now
        self._outward, self._callbacks = outward, callbacks
        #: Every message, oldest first.
        self.messages: dict[str, Message] = {}
        self.by_recipient: defaultdict[str, list[Message]] = defaultdict(list)
        self._opted_out: set[tuple[str, str]] = set()
        #: The fate of texts to a number; DELIVERED for the rest.
        self.fates: dict[str, Fate] = {}
        #: Refusals (Twilio's code) of messages to a number.
        self.refused: dict[str, int] = {}
        #: Told of each text that has arrived at a phone.
        self.arrived: Callable[[Message], None] = lambda message: None

    def create(self, form: Mapping[str, str]) -> Message:
        """Carry out a POST to Messages; raises Refusal."""
        to, body, sender = form.get("To", ""), form.get("Body", ""), form.get("From")
        service = form.get("MessagingServiceSid")
        self._check(to, body, sender, service, form.get("StatusCallback", ""))
        pool = self.account.service if service else None
        message = Message(
            sid=sid("SM", self.account.sid, len(self.messages)),
            direction="outbound-api",
            sender=sender,
            to=to,
            body=body,
            status="accepted" if service else "queued",
            created=self.now(),
            service_sid=service,
            status_callback=form.get("StatusCallback") or (pool.status_callback if pool else None),
        )
        self._keep(message)
        return message

    def send(self, message: Message) -> None:
        """Let a created message go its way, as its phone's fate is."""
        fate = self.fates.get(message.to, DELIVERED)
        message.sender = message.sender or self.account.sender_for(message.to).number
        if self._opt_out_of(message.sender, message.service_sid, message.to):
            fate = Fate("failed", 21610, arrives=False)
        message.sent = None if fate.end == "failed" else self.now()
        message.status, message.error_code, message.arrived = fate.end, fate.error, fate.arrives
        if message.status_callback:
            chain = [Callback(message.status_callback, self._status(message, one, fate)) for one in fate.statuses]
            self._callbacks.take(chain, message.sid)
        if message.arrived:
            self.arrived(message)

    async def receive(
        self, number: str, body: str, *, to: str | None = None, key: str = "", forged: bool = False
    ) -> Posted | None:
        """Take a text from a phone and post it to the application; None when no address is configured.

        The same `key` a second time is the same message, posted again. A `forged` one never came through Twilio.
        """
        own = to or self._answered(number)
        known = sid("SM", self.account.sid, "in", key or len(self.messages))
        message = self.messages.get(known) or Message(
            sid=known,
            direction="inbound",
            sender=number,
            to=own,
            body=body,
            status="received",
            created=self.now(),
            service_sid=self.account.service_sid if self.account.service else None,
            sent=self.now(),
        )
        word = _OPT_OUT.get(body.strip().upper(), "") if self.account.opt_out_handling else ""
        if not forged and known not in self.messages:
            self._keep(message)
            self._note(word, own, number)
        url = self._inbound_url(own)
        if not url:
            return None
        posted = await self._outward.post(url, self._inbound(message, word), forged=forged, once=known)
        if not forged and posted.taken:
            self._reply(message, messages_of(posted.text))
        return posted

    def texts(self, number: str) -> list[Message]:
        """Give the texts that a phone has, oldest first, without Twilio's own."""
        return [one for one in self.by_recipient.get(number, ()) if one.arrived and not one.notice]

    def notices(self, number: str) -> list[str]:
        """Give what Twilio itself answered a phone."""
        return [one.body for one in self.by_recipient.get(number, ()) if one.notice]

    def opts_out(self, number: str) -> None:
        """Put a number on the list of those who wrote STOP."""
        self._note("STOP", self._answered(number), number, silent=True)

    def _check(self, to: str, body: str, sender: str | None, service: str | None, callback: str) -> None:
        if not to:
            raise Refusal(21604)
        if not _E164.fullmatch(to):
            raise Refusal(21211, to)
        if not sender and not service:
            raise Refusal(21603)
        self._check_sender(sender, service)
        if not body:
            raise Refusal(21602)
        if len(body) > 1_600:
            raise Refusal(21617)
        if callback and not absolute(callback):
            raise Refusal(21609, callback)
        if to.startswith(tuple(self.account.blocked_sms)):
            raise Refusal(21408, to)
        if to in self.refused:
            raise Refusal(self.refused[to], to)
        own = sender or self.account.sender_for(to).number
        if self.account.opt_out_at_once and self._opt_out_of(own, service, to):
            raise Refusal(21610)

    def _check_sender(self, sender: str | None, service: str | None) -> None:
        if service and (self.account.service is None or service != self.account.service_sid):
            raise Refusal(21701, service)
        number = self.account.number(sender) if sender else None
        if sender and not (number and number.sms) and sender not in self.account.alphanumeric:
            raise Refusal(21606, sender)

    def _keep(self, message: Message) -> None:
        self.messages[message.sid] = message
        self.by_recipient[message.to].append(message)

    def _list(self, own: str, service: str | None) -> str:
        """Name the list of opt-outs: the service's, of which every number is a member, else the number's own."""
        return service or (self.account.service_sid if self.account.service else own)

    def _opt_out_of(self, own: str, service: str | None, number: str) -> bool:
        return (self._list(own, service), number) in self._opted_out

    def _answered(self, number: str) -> str:
        """Find which of the account's numbers somebody answers to: the one that texted last."""
        last = next((one for one in reversed(self.by_recipient.get(number, ())) if one.sender), None)
        own = last.sender if last and last.sender else ""
        return own if self.account.number(own) else self.account.sender_for(number).number

    def _note(self, word: str, own: str, number: str, *, silent: bool = False) -> None:
        if word == "STOP":
            self._opted_out.add((self._list(own, None), number))
        elif word == "START":
            self._opted_out.discard((self._list(own, None), number))
        if word and not silent:
            self._outbound_reply(own, number, _NOTICES[word], notice=True)

    def _reply(self, message: Message, texts: list[str]) -> None:
        for text in texts:
            self._outbound_reply(message.to, message.sender or "", text)

    def _outbound_reply(self, own: str, number: str, text: str, *, notice: bool = False) -> None:
        blocked = not notice and self._opt_out_of(own, None, number)
        reply = Message(
            sid=sid("SM", self.account.sid, len(self.messages)),
            direction="outbound-reply",
            sender=own,
            to=number,
            body=text,
            status="failed" if blocked else "delivered",
            created=self.now(),
            sent=self.now(),
            error_code=21610 if blocked else None,
            notice=notice,
            arrived=not blocked,
        )
        self._keep(reply)

    def _inbound_url(self, own: str) -> str:
        number, service = self.account.number(own), self.account.service
        if service and not service.use_inbound_webhook_on_number:
            return service.inbound_request_url or ""
        return number.sms_url if number else ""

    def _inbound(self, message: Message, word: str) -> dict[str, str]:
        sender = message.sender or ""
        fields = {
            **place("To", message.to),
            **place("From", sender),
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageSid": message.sid,
            "AccountSid": self.account.sid,
            "MessagingServiceSid": message.service_sid or "",
            "From": sender,
            "To": message.to,
            "Body": message.body,
            "NumMedia": "0",
            "NumSegments": str(segments(message.body)),
            "SmsStatus": "received",
            "ApiVersion": API_VERSION,
        }
        return {**fields, "OptOutType": word} if word else fields

    def _status(self, message: Message, status: str, fate: Fate) -> dict[str, str]:
        fields = {
            "AccountSid": self.account.sid,
            "ApiVersion": API_VERSION,
            "From": message.sender or "",
            "MessageSid": message.sid,
            "MessageStatus": status,
            "SmsSid": message.sid,
            "SmsStatus": status,
            "To": message.to,
        }
        if message.service_sid:
            fields["MessagingServiceSid"] = message.service_sid
        if fate.error and status == fate.end:
            fields["ErrorCode"] = str(fate.error)
        if fate.dated and status in {"delivered", "undelivered"}:
            fields["RawDlrDoneDate"] = self.now().strftime("%y%m%d%H%M")
        return fields
