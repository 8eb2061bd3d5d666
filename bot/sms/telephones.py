"""Real telephones: the providers behind one port, what they post to us, and what they never could."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from starlette.routing import Route

from bot.config import Provider
from bot.ports import PortError
from bot.sms.failover import Several
from bot.sms.twilio import Access, Arrived, SentFor, TwilioSms
from bot.sms.voice import SeveralCalls, TwilioCalls
from bot.sms.webhooks import Event, Keep, Speech, Webhooks, call_event, text_event
from playbooks.rules.calls import CALLS
from playbooks.rules.countries import Countries

#: A provider's list may lag behind, and two machines' clocks differ: so much is looked through twice (our choice).
OVERLAP = timedelta(minutes=5)

_log = logging.getLogger(__name__)


class Telephones:
    """Everything that stands between Muster and telephones."""

    def __init__(
        self,
        providers: Sequence[Provider],
        public_url: str,
        countries: Countries,
        keep: Keep,
        say: Callable[[str, bool, str], Awaitable[None]],
        speech: Speech,
        sent_for: SentFor,
    ) -> None:
        """`keep` stores what arrived, `say` is told when a provider fails or works again."""
        accounts = [Access(one.name, one.account, one.token, one.sender, one.api_url, one.caller) for one in providers]
        self.ports = [
            TwilioSms(one, public_url, lambda number: countries.of(number).sender, sent_for) for one in accounts
        ]
        self.port = Several("sms", self.ports, say)
        self._callers = [
            TwilioCalls(port, one.caller, public_url)
            for port, one in zip(self.ports, accounts, strict=True)
            if one.caller
        ]
        #: None where no provider has a number that calls.
        self.calls = SeveralCalls(self._callers, say) if self._callers else None
        self._webhooks = Webhooks(accounts, public_url, keep, speech)
        self._keep = keep

    def works(self, like: str = "") -> dict[str, bool]:
        """Say of each provider whether it works: for calls where `like` names one of calls, else for texts."""
        return self.calls.works() if self.calls and like.endswith(CALLS) else self.port.works()

    def refused(self) -> int:
        """Count the webhooks that were not believed, since the start."""
        return self._webhooks.refused

    def routes(self) -> list[Route]:
        """Give what the public listener answers."""
        return self._webhooks.routes()

    async def look_back(self, since: Callable[[str], datetime], looked: Callable[[str, datetime], None]) -> None:
        """Take in what reached a provider and never us: a webhook that met a closed door does not come again.

        `since` gives from when on a provider's list is looked through; `looked` is told up to when it was.
        """
        texts: list[tuple[TwilioSms | TwilioCalls, Callable[[Arrived], Event]]] = [(one, _text) for one in self.ports]
        for port, event in [*texts, *((one, _call) for one in self._callers)]:
            began = since(port.name)
            try:
                arrived = await port.arrived(began - OVERLAP)
            except PortError as error:
                _log.warning("%s cannot say what came in: %s", port.name, error)
                continue
            # Together: after a while without us there may be thousands.
            await asyncio.gather(*(self._keep(event(one)) for one in arrived))
            moments = [one.at for one in arrived if one.at is not None]
            looked(port.name, max([began, *moments]))

    async def close(self) -> None:
        """Let go of the connections."""
        for port in self.ports:
            await port.close()


def _text(one: Arrived) -> Event:
    return text_event(one.sid, one.number, one.text)


def _call(one: Arrived) -> Event:
    return call_event(one.sid, one.number)
