"""Telephone calls through Twilio: made with what they say, so that they speak even when we cannot be reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from bot.ports import CallPort, OutgoingCall, Refused, Taken
from bot.sms.failover import Several
from bot.sms.speech import question
from bot.sms.twilio import CLOCKS_DIFFER, STATUS_PATH, Arrived, TwilioSms, in_words, utc
from playbooks.rules.calls import CALLS

#: Where keys that are pressed in a call of ours are posted, behind the public URL.
KEYS_PATH = "/twilio/call"
#: Seconds for which it rings (our choice: most voicemails begin sooner).
RINGS = 40


class TwilioCalls:
    """One account behind `CallPort`."""

    def __init__(self, account: TwilioSms, caller: str, public_url: str) -> None:
        """`caller` is a number of the account's that can call."""
        self.name = account.name + CALLS
        self._account = account
        self._caller = caller
        self._public_url = public_url

    async def send(self, call: OutgoingCall) -> Taken:
        """Call. Twilio keeps no keys: after a doubtful outcome `find` looks first."""
        action = f"{self._public_url}{KEYS_PATH}/{call.effect}?keys={''.join(call.keys)}"
        async with in_words():
            made = await self._account.client().calls.create_async(
                to=call.number,
                from_=self._caller,
                twiml=question(call.language, call.text, call.nothing, action),
                status_callback=f"{self._public_url}{STATUS_PATH}/{call.effect}",
                status_callback_event=["ringing", "answered", "completed"],
                timeout=RINGS,
            )
        return Taken(self.name, str(made.sid))

    async def find(self, call: OutgoingCall, since: datetime) -> Taken | None:
        """Look for a call of ours to this number since then."""
        async with in_words():
            found = await self._account.client().calls.list_async(to=call.number, limit=50)
        new = [
            one
            for one in found
            if str(one.direction).startswith("outbound")
            and (one.date_created is None or one.date_created >= since - CLOCKS_DIFFER)
        ]
        own = await self._account.sent_for(call.effect, [str(one.sid) for one in new])
        return Taken(self.name, own[0]) if own else None

    async def arrived(self, since: datetime) -> list[Arrived]:
        """List the calls that came to our number since then; webhooks may have brought them already."""
        calls = self._account.client().calls
        found = await self._account.pages(partial(calls.page_async, to=self._caller, start_time_after=since))
        return [
            # The SDK's own name of the field: "from" is a word of Python's.
            Arrived(str(one.sid), str(one._from), "", utc(one.start_time or one.date_created))  # noqa: SLF001
            for one in found
            if one.direction == "inbound"
        ]

    async def end(self, call: Taken) -> None:
        """End a call; one that is over is no error."""
        with suppress(Refused):
            async with in_words():
                await self._account.client().calls(call.ref).update_async(status="completed")


class SeveralCalls(Several[OutgoingCall]):
    """Providers of calls in the order of preference; the one that made a call ends it."""

    def __init__(self, ports: Sequence[CallPort], say: Callable[[str, bool, str], Awaitable[None]]) -> None:
        super().__init__("call", ports, say)
        self._by_name = {port.name: port for port in ports}

    async def end(self, call: Taken) -> None:
        """End a call, where its provider is still set up."""
        if port := self._by_name.get(call.provider):
            await port.end(call)
