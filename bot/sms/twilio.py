"""Text messages through Twilio, by its own asynchronous client; and what its answers mean."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from bot.ports import OutgoingSms, PortError, Refused, Retry, Taken, Throttled, Unknown
from playbooks.rules.delivery import DeliveryState, reason_in_words

#: Where Twilio reports what becomes of an effect, behind the public URL.
STATUS_PATH = "/twilio/status"
#: Clocks of two machines may differ by so much (our choice).
CLOCKS_DIFFER = timedelta(minutes=2)
#: Refusals that say something about us and not about the number: another provider may well send it.
_OURS = frozenset({20003, 20005, 20403, 20404, 21408, 21603, 21606, 21611, 21612, 21701, 21703})
#: How long one page of a list may take, and how often it is asked for when it does not come (our choice).
PATIENCE, LOOKS = timedelta(seconds=10), 3
#: How long to leave a provider alone that does not accept us.
_NOT_ACCEPTED = timedelta(seconds=30)
#: Twilio's words for what becomes of a message.
STATES: Mapping[str, DeliveryState] = {
    "accepted": DeliveryState.ACCEPTED,
    "scheduled": DeliveryState.ACCEPTED,
    "queued": DeliveryState.ACCEPTED,
    "sending": DeliveryState.SENT,
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
    "undelivered": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.FAILED,
}


#: Twilio's words for what becomes of a call.
CALL_STATES: Mapping[str, DeliveryState] = {
    "queued": DeliveryState.ACCEPTED,
    "initiated": DeliveryState.ACCEPTED,
    "ringing": DeliveryState.SENT,
    "in-progress": DeliveryState.ANSWERED,
    "completed": DeliveryState.DELIVERED,
    "busy": DeliveryState.FAILED,
    "no-answer": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.FAILED,
}
#: The failed ones, for people.
WHY_NOT: Mapping[str, str] = {
    "busy": "the line is busy, or they turned it away",
    "no-answer": "nobody picked up",
    "failed": "the network could not call this number",
    "canceled": "it was called off",
}


@dataclass(frozen=True)
class Access:
    """An account at Twilio."""

    #: Name of the port: ``twilio``, ``twilio2``.
    name: str
    account: str
    token: str = field(repr=False)
    #: A Messaging Service (``MG...``) or a number.
    sender: str
    #: Other than Twilio's own only for tests and proxies.
    api_url: str
    #: The number that calls; None where there is none.
    caller: str | None = None


@dataclass(frozen=True)
class Arrived:
    """A text that reached Twilio for us."""

    sid: str
    number: str
    text: str
    at: datetime | None


@dataclass(frozen=True)
class OwnNumber:
    """A number that the account owns."""

    can_call: bool
    #: Where calls to it are posted.
    voice_url: str


#: Twilio's ids of texts -> the effects for which they left, as far as that is known.
SentFor = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]


async def for_nothing(refs: Sequence[str]) -> Mapping[str, int]:
    """Know of no text for what it left."""
    return {}


class TwilioSms:
    """One account behind `SmsPort`."""

    def __init__(
        self,
        access: Access,
        public_url: str,
        sender_in: Callable[[str], str | None],
        sent_for: SentFor = for_nothing,
        patience: timedelta = PATIENCE,
    ) -> None:
        """`sender_in` gives the sender to use for a recipient's number, None for the usual one.

        `sent_for` tells of texts that Twilio took for which effect each of them left. A look at a list that takes
        longer than `patience` has failed.
        """
        self._sent_for = sent_for
        self._patience = patience
        self.name = access.name
        self._access = access
        self._public_url = public_url
        self._sender_in = sender_in
        self._client: Client | None = None

    async def send(self, sms: OutgoingSms) -> Taken:
        """Send a text. Twilio keeps no keys: after a doubtful outcome `find` looks first."""
        sender = self._sender_in(sms.number) or self._access.sender
        by = {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}
        async with in_words():
            message = await self.client().messages.create_async(
                to=sms.number, body=sms.text, status_callback=f"{self._public_url}{STATUS_PATH}/{sms.effect}", **by
            )
        return Taken(self.name, str(message.sid))

    async def find(self, sms: OutgoingSms, since: datetime) -> Taken | None:
        """Look for this very text to this number among what Twilio has taken since then."""
        async with in_words():
            found = await self.client().messages.list_async(
                to=sms.number, date_sent_after=since - CLOCKS_DIFFER, limit=50
            )
        same = [one for one in found if one.body == sms.text and str(one.direction).startswith("outbound")]
        new = [one for one in same if one.date_created is None or one.date_created >= since - CLOCKS_DIFFER]
        own = await self.sent_for(sms.effect, [str(one.sid) for one in new])
        return Taken(self.name, own[0]) if own else None

    async def sent_for(self, effect: int, refs: Sequence[str]) -> list[str]:
        """Leave out of Twilio's ids those that are known to be another effect's.

        The holder of two seats is paged twice in the same words, and the first must not pass for the second.
        """
        others = await self._sent_for(refs)
        return [ref for ref in refs if others.get(ref, effect) == effect]

    async def arrived(self, since: datetime) -> list[Arrived]:
        """List the texts that came in since then, the oldest first; webhooks may have brought them already."""
        # By our own numbers: else a campaign's hundred thousand texts would be listed as well, every minute.
        found = [one for number in await self._own_numbers() for one in await self._to(number, since)]
        # Twilio lists the newest first; of two answers of one person the later counts.
        in_turn = [
            Arrived(str(one.sid), str(one.from_), str(one.body or ""), utc(one.date_sent or one.date_created))
            for one in reversed(found)
            if one.direction == "inbound"
        ]
        return sorted(in_turn, key=lambda one: one.at or since)

    async def _to(self, number: str, since: datetime) -> list[Any]:
        return await self.pages(partial(self.client().messages.page_async, to=number, date_sent_after=since))

    async def pages(self, first: Callable[..., Awaitable[Any]]) -> list[Any]:
        """List all there is, page by page, so that one that fails does not lose the others; `first` asks for the first.

        Raises PortError.
        """
        found, page = [], await self._look(partial(first, page_size=1_000))
        while page is not None:
            found += list(page)
            page = await self._look(page.next_page_async)
        return found

    async def _own_numbers(self) -> list[str]:
        """Name the numbers that people answer to, as they are now: a Messaging Service may have got another."""
        sender = self._access.sender
        if not sender.startswith("MG"):
            return [sender]
        return [str(one.phone_number) for one in await self._look(self._pool(sender).list_async)]

    def _pool(self, service: str) -> Any:
        return self.client().messaging.v1.services(service).phone_numbers

    async def _look(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        """Ask for a list; what fails or hangs is asked again at once, `LOOKS` times in all."""
        for _ in range(LOOKS - 1):
            with suppress(Unknown):
                return await self._in_time(ask)
        return await self._in_time(ask)

    async def _in_time(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        # Of its own, the client waits for five minutes; whoever looks back does other things every minute.
        async with in_words(), asyncio.timeout(self._patience.total_seconds()):
            return await ask()

    async def number(self, number: str) -> OwnNumber | None:
        """Look up a number of the account's; None when it has none like it."""
        async with in_words():
            found = await self.client().incoming_phone_numbers.list_async(phone_number=number, limit=1)
        return OwnNumber(bool(found[0].capabilities.get("voice")), found[0].voice_url or "") if found else None

    async def reachable(self) -> None:
        """Ask who we are there; raises PortError with the reason."""
        async with in_words():
            await self.client().api.accounts(self._access.account).fetch_async()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.http_client.close()
            self._client = None

    def client(self) -> Client:
        """Give the account's client."""
        # Made in the loop that uses it.
        if self._client is None:
            http = AsyncTwilioHttpClient()
            self._client = Client(self._access.account, self._access.token, http_client=http)
            self._client.api.base_url = self._access.api_url
            self._client.messaging.base_url = self._access.api_url
        return self._client


def failure(code: int | str | None) -> tuple[str, str]:
    """Give a code as text, and the reason in words."""
    said = "" if code in (None, "", 0, "0") else str(code)
    return said, reason_in_words(said)


@asynccontextmanager
async def in_words() -> AsyncIterator[None]:
    """Raise one of the three errors of a port in place of the client's."""
    try:
        yield
    except TwilioRestException as error:
        raise _meaning(error) from error
    except aiohttp.ClientConnectorError as error:
        # Nothing was asked, so nothing can have happened.
        raise Retry("Twilio cannot be reached") from error
    except (aiohttp.ClientError, TwilioException, OSError, ValueError) as error:
        # ValueError: an answer that is no JSON, from a proxy in front of it.
        raise Unknown(f"Twilio gave no answer that can be read ({type(error).__name__})") from error


def _meaning(error: TwilioRestException) -> PortError:
    code = error.code or 0
    words = reason_in_words(str(code) if code else str(error.status))
    if error.status == 429:
        return Throttled("Twilio asks us to send slower")
    if error.status >= 500:
        return Unknown(f"Twilio has a fault of its own ({error.status})")
    if error.status in {401, 403} or code in _OURS:
        return Retry(f"Twilio: {words} ({code or error.status})", _NOT_ACCEPTED)
    return Refused(f"{words} ({code or error.status})")


def utc(moment: Any) -> datetime | None:
    """Give a moment of the provider's in UTC; None when there is none."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else None
