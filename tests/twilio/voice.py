"""Calls: ringing, picking up, and walking through the TwiML that the application gives.

The document is fetched from `Url` when the call is answered (with machine detection: once Twilio knows who answered).
`Gather` posts the digits to its `action`, else to the document's own address; without input the walk falls through to
the next verb. Relative addresses are taken from the document's. Status callbacks are numbered from 0 in the order in
which they happen; only `completed` is called back unless `StatusCallbackEvent` asks for more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement

from tests.twilio.account import Account, sid
from tests.twilio.exchange import absolute, place
from tests.twilio.outward import Callback, Callbacks, Outward
from tests.twilio.records import API_VERSION, Call, Said, rfc2822
from tests.twilio.refusals import Refusal
from tests.twilio.twiml import APPLICATION_ERROR, read, spoken

#: A walk ends after so many documents: an application that redirects in a circle (our choice).
MOST_DOCUMENTS = 25
#: Seconds for which Gather waits and Pause lasts unless they say so (Twilio's defaults).
GATHER_WAITS, PAUSE_LASTS = 5, 1


@dataclass(frozen=True)
class Document:
    """One TwiML document and where it came from."""

    root: Element
    url: str = ""


@dataclass(frozen=True)
class Person:
    """Whoever picks up."""

    #: What is pressed, one item for each Gather; afterwards nothing.
    digits: Sequence[str] = ()
    #: Voicemail: hears everything, presses nothing.
    machine: bool = False
    #: Listens to the end; otherwise hangs up at the first Gather, or at the end of the first document.
    stays: bool = True


class Switchboard:
    """Calls in and out."""

    def __init__(self, account: Account, outward: Outward, callbacks: Callbacks, now: Callable[[], datetime]) -> None:
        self.account, self.now = account, now
        self._outward, self._callbacks = outward, callbacks
        #: Every call, oldest first.
        self.calls: dict[str, Call] = {}
        #: Told of each call that begins to ring at a phone.
        self.rings: Callable[[Call], None] = lambda call: None

    def create(self, form: Mapping[str, str], events: Sequence[str]) -> Call:
        """Carry out a POST to Calls; raises Refusal. `events` is what StatusCallbackEvent names, if anything."""
        to, sender = form.get("To", ""), form.get("From", "")
        self._check(to, sender, form.get("Url", ""), form.get("Twiml", ""))
        call = Call(
            sid=sid("CA", self.account.sid, len(self.calls)),
            direction="outbound-api",
            sender=sender,
            to=to,
            status="queued",
            created=self.now(),
            url=form.get("Url"),
            twiml=form.get("Twiml"),
            fallback_url=form.get("FallbackUrl"),
            status_callback=form.get("StatusCallback"),
            events=frozenset(word for event in events for word in event.split()) or frozenset({"completed"}),
            machine_detection=form.get("MachineDetection"),
            timeout=int(form.get("Timeout") or 60),
        )
        self.calls[call.sid] = call
        return call

    def dial(self, call: Call) -> None:
        """Let a created call ring."""
        self._happens(call, "initiated", "initiated")
        call.status = "ringing"
        self._happens(call, "ringing", "ringing")
        self.rings(call)

    def update(self, call: Call, status: str) -> None:
        """End a call from outside: `canceled` while it has not been answered, `completed` at any time."""
        if call.over or (status == "canceled" and call.status == "in-progress"):
            raise Refusal(21220)
        self.end(call, "canceled" if call.status in {"queued", "ringing"} else "completed")

    def ringing(self, number: str) -> Call | None:
        """Find the oldest call that rings at a phone."""
        return next((one for one in self.calls.values() if one.to == number and one.status == "ringing"), None)

    def end(self, call: Call, status: str) -> None:
        """End a call as `busy`, `no-answer`, `failed`, `canceled` or `completed`."""
        if not call.over:
            call.status, call.ended = status, self.now()
            self._happens(call, "completed", status)

    async def pick_up(self, call: Call, person: Person) -> Call:
        """Answer a ringing call and walk it to its end."""
        call.status, call.started = "in-progress", self.now()
        self._happens(call, "answered", "in-progress")
        if call.machine_detection:
            end = "machine_end_beep" if call.machine_detection == "DetectMessageEnd" else "machine_start"
            call.answered_by = end if person.machine else "human"
        await Walk(call, person, self._outward, self._params).run()
        self.end(call, "completed")
        return call

    async def receive(self, number: str, digits: Sequence[str], *, to: str | None = None, key: str = "") -> Call:
        """Take a call from a phone and walk what the application answers; the same `key` is the same call again."""
        own = self.account.number(to) if to else self.account.sender_for(number)
        if own is None:
            raise Refusal(21211, to or "")
        call = Call(
            sid=sid("CA", self.account.sid, "in", key or len(self.calls)),
            direction="inbound",
            sender=number,
            to=own.number,
            status="ringing",
            created=self.now(),
            url=own.voice_url,
            status_callback=own.status_callback or None,
            started=self.now(),
            number_sid=own.sid,
        )
        call = self.calls.setdefault(call.sid, call)
        await Walk(call, Person(digits), self._outward, self._params).run()
        self.end(call, "completed")
        return call

    def _check(self, to: str, sender: str, url: str, twiml: str) -> None:
        if not to:
            raise Refusal(21201)
        if not (to.startswith("+") and to[1:].isdigit() and 8 <= len(to) <= 16 and to[1] != "0"):
            raise Refusal(21211, to)
        if not sender:
            raise Refusal(21213)
        number = self.account.number(sender)
        if number is None or not number.voice:
            raise Refusal(21210, sender)
        if not twiml and not absolute(url):
            raise Refusal(21205, url)
        if to.startswith(tuple(self.account.blocked_voice)):
            raise Refusal(21215, to)

    def _params(self, call: Call) -> dict[str, str]:
        fields = {
            "AccountSid": self.account.sid,
            "ApiVersion": API_VERSION,
            "CallSid": call.sid,
            "CallStatus": call.status,
            "Called": call.to,
            **place("Called", call.to),
            "Caller": call.sender,
            **place("Caller", call.sender),
            "Direction": call.direction,
            "From": call.sender,
            **place("From", call.sender),
            "To": call.to,
            **place("To", call.to),
        }
        return {**fields, "AnsweredBy": call.answered_by} if call.answered_by else fields

    def _happens(self, call: Call, event: str, status: str) -> None:
        if not call.status_callback or event not in call.events:
            return
        fields = {
            **self._params(call),
            "CallStatus": status,
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
            "Timestamp": rfc2822(self.now()) or "",
        }
        if event == "completed":
            seconds = call.duration if status == "completed" else 0
            fields |= {"CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
        call.sequence += 1
        self._callbacks.take([Callback(call.status_callback, fields)], call.sid)


class Walk:
    """One way through an application's TwiML."""

    def __init__(self, call: Call, person: Person, outward: Outward, params: Callable[[Call], dict[str, str]]) -> None:
        self._call, self._person, self._outward, self._params = call, person, outward, params
        self._digits = iter(() if person.machine else person.digits)
        self._gone = False

    async def run(self) -> None:
        """Walk until somebody hangs up."""
        if self._call.twiml:
            root = read(self._call.twiml)
            document: Document | None = Document(_failure() if root is None else root)
        else:
            document = await self._fetch(self._call.url or "", {}, self._call.fallback_url)
        self._call.status = "in-progress"
        for _ in range(MOST_DOCUMENTS):
            if document is None:
                return
            document = await self._through(document)
            if not self._person.stays:
                return

    async def _through(self, document: Document) -> Document | None:
        for verb in _verbs(document.root):
            match verb.tag:
                case "Say" | "Play" | "Pause":
                    self._hears(verb)
                case "Gather":
                    following = await self._gather(verb, document)
                    if following is not None or self._gone:
                        return following
                case "Redirect":
                    return await self._fetch(urljoin(document.url, spoken(verb)), {}) if self._person.stays else None
                case "Hangup" | "Reject":
                    return None
                case _:
                    self._hears(_failure()[0])
                    return None
        return None

    async def _gather(self, gather: Element, document: Document) -> Document | None:
        for verb in _verbs(gather):
            self._hears(verb)
        if not self._person.stays:
            self._gone = True
            return None
        pressed = next(self._digits, "")
        most = int(gather.get("numDigits") or len(pressed) or 1)
        digits = pressed.split(gather.get("finishOnKey", "#") or "\0")[0][:most]
        if not digits and gather.get("actionOnEmptyResult", "false").lower() != "true":
            self._call.duration += int(gather.get("timeout") or GATHER_WAITS)
            return None
        if digits:
            self._call.pressed.append(digits)
        action = urljoin(document.url, gather.get("action") or document.url)
        return await self._fetch(action, {"Digits": digits, "FinishedOnKey": "", "msg": "Gather End"})

    def _hears(self, verb: Element) -> None:
        call = self._call
        if verb.tag == "Say":
            call.heard.append(Said(spoken(verb), verb.get("language", ""), verb.get("voice", "")))
            call.duration += 1
        elif verb.tag == "Play":
            call.heard.append(Said(f"[{spoken(verb)}]"))
        elif verb.tag == "Pause":
            call.duration += int(verb.get("length") or PAUSE_LASTS)

    async def _fetch(self, url: str, more: Mapping[str, str], fallback: str | None = None) -> Document:
        posted = await self._outward.post(url, {**self._params(self._call), **more})
        root = read(posted.text) if posted.taken else None
        if root is not None:
            return Document(root, url)
        if fallback:
            return await self._fetch(fallback, {**more, "ErrorCode": "11200", "ErrorUrl": url})
        return Document(_failure(), url)


def _verbs(element: Element) -> Iterator[Element]:
    return iter(list(element))


def _failure() -> Element:
    root = Element("Response")
    SubElement(root, "Say").text = APPLICATION_ERROR
    return root
