"""The composition root: builds every object once, by hand, and runs them together."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import asked
from bot.arrivals import Arrivals
from bot.asked import Listed, list_people
from bot.clock import Clock, OffsetClock, Timekeeper
from bot.config import Provider
from bot.console.adapters import ConsoleChat, ConsoleSms, Failures
from bot.console.simulate import Asks, replies
from bot.dispatcher import GROUPS, Dispatcher
from bot.health import Figures
from bot.inbound import Inbound
from bot.limits import AT_PROVIDER, Limits
from bot.ports import ChatPort, SmsPort
from bot.replica import EVERY, LEAD, Replica
from bot.reports.html import Sheet, render
from bot.sms.telephones import Telephones
from bot.sms.webhooks import CALL
from bot.speaking import Speaks
from bot.ticker import Ticker
from bot.together import Together
from bot.watch import Watch
from handlers import cards, measuring, system
from handlers import commands as c
from handlers.auditing import Auditor
from handlers.cards import Card, Form
from handlers.context import ORG
from handlers.delivery import CONSOLE, Routes
from handlers.demonstration import OFFSET
from handlers.execute import Engine, Envelope, organisation_of
from handlers.parse import fill_form, is_command
from playbooks.library import Library
from playbooks.rules.countries import Countries
from playbooks.rules.text import storable
from playbooks.rules.vocabulary import DocumentId, PersonId
from storage.console import ConsoleStore, NoSuchThing, RoomClosed, RoomTaken
from storage.replicas import Pulse
from storage.store import StorageError, Store

#: The simulated platform's errors: what will never work, and what may work later.
_FAILURES = Failures(never=(RoomTaken, RoomClosed, NoSuchThing), later=(StorageError,))


def fresh_chance(_: str) -> random.Random:
    """Give real chance for an event; tests hand in chance that belongs to the event id."""
    return secrets.SystemRandom()


class App:
    """Muster on one database: what the console talks to, and what runs in the background."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        library: Library | None = None,
        chance: Callable[[str], random.Random] = fresh_chance,
        chat: Mapping[str, ChatPort] | None = None,
        sms: Mapping[str, SmsPort] | None = None,
        routes: Routes | None = None,
        platforms: tuple[str, ...] = (CONSOLE,),
        providers: Sequence[Provider] = (),
        public_url: str = "",
        limits: Limits | None = None,
        texts_per_second: float = AT_PROVIDER,
        heartbeat_url: str | None = None,
    ) -> None:
        """`clock` is the time before the demonstration's push; `chat` and `sms` add to the console's own ports.

        With `providers` texts leave through them, unless the organisation is a demonstration.
        """
        with store.read() as uow:
            organisation = organisation_of(uow)
            pushed = timedelta(seconds=float(uow.meta.get(OFFSET) or 0))
        self._store = store
        self._base = clock
        self._clock: Clock = OffsetClock(clock, pushed) if organisation.demonstration else clock
        self.organisation = organisation
        library = library or Library.load()
        can_call = any(one.caller for one in providers) and not organisation.demonstration
        self.engine = Engine(store, self.now, library, chance, platforms, can_call)
        self.engine.recover()
        self.console = ConsoleStore(store, self.now)
        self.inbound = Inbound(self.engine)
        self._arrivals = Arrivals(self.engine, self._wake, clock.now)
        #: Real telephones; None where texts stay in the console.
        self.telephones = self._real_telephones(providers, public_url, library.countries)
        if self.telephones:
            sms = {self.telephones.port.name: self.telephones.port}
            routes = Routes(sms=self.telephones.port.name, call=CALL if self.telephones.calls else None)
        self.dispatcher = Dispatcher(
            self.engine,
            {CONSOLE: ConsoleChat(self.console, _FAILURES), **(chat or {})},
            {CONSOLE: ConsoleSms(self.console, _FAILURES), **(sms or {})},
            routes or Routes(),
            limits or Limits(library.countries, texts_per_second),
            self.telephones.calls if self.telephones else None,
        )
        self.ticker = Ticker(self.engine, self.dispatcher.drain, self.dispatcher.wake)
        self.watch = Watch(Auditor(self.engine), heartbeat_url)
        self._pulse = Pulse(store, secrets.token_hex(8), clock.now)
        self.replica = Replica(self._pulse.beat)
        self._arriving = Together(self._take_in)
        self._minute = asyncio.Lock()
        self._people: tuple[object, list[Listed]] | None = None
        self.keep_time = Timekeeper(clock, self._see_time).keep

    def _real_telephones(
        self, providers: Sequence[Provider], public_url: str, countries: Countries
    ) -> Telephones | None:  # fmt: skip
        if not providers or self.organisation.demonstration:
            return None
        return Telephones(
            providers,
            public_url,
            countries,
            self._arrivals.keep,
            self._provider_changed,
            Speaks(self.engine),
            self._arrivals.sent_for,
        )

    def now(self) -> datetime:
        """Tell the time, aware, UTC; in a demonstration with what it was pushed by."""
        return self._clock.now()

    @property
    def store(self) -> ConsoleStore:
        """The simulated platform, as the pages read it."""
        return self.console

    def clock_offset(self) -> timedelta:
        """Tell how far the demonstration's clock was pushed."""
        return self._clock.offset if isinstance(self._clock, OffsetClock) else timedelta(0)

    def simulated(self) -> bool:
        """Say whether the telephones are the console's own."""
        return self.telephones is None

    def demonstration(self) -> bool:
        """Say whether the organisation is invented."""
        return self.organisation.demonstration

    def organisation_name(self) -> str:
        """Give the organisation's name."""
        return self.organisation.name

    def fill(self, form: Form, values: Mapping[str, str | list[str]]) -> str:
        """Make the line that a filled form stands for; raises Invalid."""
        return fill_form(form, values)

    def help_card(self, person: str) -> Card:
        """Say what one can type."""
        card = self.inbound.command(_from_console("help", person, None), c.Help())
        return card or Card("Help")

    def document(self, person: str, number: int) -> Sheet:
        """Render a document that this person may see; raises NotFound, NotAllowed and Conflict, which say why not."""
        return render(self.engine.document(PersonId(person), DocumentId(number)))

    def ready(self) -> Mapping[str, object]:
        """Say whether the process can do its work: ``ok``, or what is wrong.

        ``behind`` when an urgent message, an event or a timer waits longer than a minute; ``no provider`` when none
        takes texts; ``no database`` when it cannot be asked; ``outdated`` when a newer Muster has migrated it.
        """
        try:
            with self._store.read() as uow:
                late, waiting = measuring.late(uow, self.now()), uow.outbox.pending(self.now())
        except StorageError as error:
            return {"status": "no database", "why": str(error)}
        providers = self._providers()
        down = bool(providers) and not any(providers.values())
        wrong = {"outdated": self.replica.outdated, "no provider": down, "behind": any(late.values())}
        status = next((word for word, is_so in wrong.items() if is_so), "ok")
        found = {"status": status, **late, "waiting": waiting, "internal_errors": self.inbound.failures}
        return found | ({"providers": providers} if providers else {})

    def figures(self) -> Figures:
        """Measure what waits, and what became of what left."""
        with self._store.read() as uow:
            work = measuring.work(uow, self.now(), self._base.now() - 2 * LEAD)
        real = self.telephones
        return Figures(
            work, self._providers(), real.port.results if real else {}, real.refused() if real else 0,
            self.inbound.failures, self.replica.leads, self.watch.findings, self.dispatcher.took,
        )  # fmt: skip

    def _providers(self) -> Mapping[str, bool]:
        return self.telephones.works() if self.telephones else {}

    def session_secret(self) -> str:
        """Give the key that signs the console's cookie, the same after a restart."""
        with self._store.begin() as uow:
            secret = uow.meta.get("session_secret") or self.engine.chance("session").randbytes(32).hex()
            uow.meta.set("session_secret", secret)
            return secret

    async def changed(self, after: int) -> None:
        """Return when something newer than change `after` exists, or after 15 seconds."""
        for _ in range(15):
            if await asyncio.to_thread(self.console.last_change) > after:
                return
            # Another process on the same database may change something without waking this one.
            await self.dispatcher.rest()

    def still_asked(self) -> Mapping[str, frozenset[Asks]]:
        """Give by number what is not answered yet."""
        with self._store.read() as uow:
            return {number: owing.asks for number, owing in asked.still_asked(uow).items()}

    async def others_answer(self, event_id: str) -> Mapping[str, frozenset[Asks]]:
        """Let every phone with an unanswered question answer, in its person's language; whether one is safe first."""
        waiting = await asyncio.to_thread(asked.waiting, self._store, self.console)
        given: dict[str, frozenset[Asks]] = {}
        arriving = []
        for phone, (number, text) in zip(waiting, replies("demonstration", waiting), strict=True):
            given[number] = given.get(number, frozenset()) | {phone.asks}
            arriving.append(self.sms_reply(f"{event_id}/{number}/{phone.asks}", number, text))
        await asyncio.gather(*arriving)
        return given

    async def line(self, event_id: str, person: str, room: str | None, text: str) -> None:
        """Take a typed line, a pressed button or a filled form; the answer is shown to its sender alone."""
        text = storable(text)
        if room is not None and not is_command(text):
            await asyncio.to_thread(self._say, event_id, person, room, text)
            return
        envelope = _from_console(event_id, person, room)
        card = await asyncio.to_thread(self.inbound.line, envelope, text)
        await self._answer(event_id, person, room, card)

    async def pin(self, event_id: str, person: str, message: str) -> None:
        """Add a chat message to the incident's log."""
        said = await asyncio.to_thread(self.console.message, message)
        if said.room is None or said.text is None or person not in self.console.members(said.room):
            return
        command = c.Pin(text=said.text, said_by=PersonId(said.by), said_at=said.at.isoformat())
        card = await asyncio.to_thread(self.inbound.command, _from_console(event_id, person, said.room), command)
        await self._answer(event_id, person, said.room, card)

    async def sms_reply(self, event_id: str, number: str, text: str) -> None:
        """Take a text from a simulated phone: stored first, then carried out."""
        text = storable(text)
        raw = system.to_json(system.InboundSms(number, text))
        await self._arriving.put((event_id, number, text, raw))
        self.ticker.wake()

    async def push_clock(self, event_id: str, person: str, minutes: int) -> None:
        """Push the demonstration's clock forward; every timer on the way fires at its own moment."""
        by = timedelta(minutes=minutes)
        command = c.PushClock(by=by)
        card = await asyncio.to_thread(self.inbound.command, _from_console(event_id, person, None), command)
        await self._answer(event_id, person, None, card)
        if isinstance(self._clock, OffsetClock):
            pushed = self._clock.offset + by
            await self.ticker.play(self._base.now() + pushed, self._push_to)
            self._clock.offset = max(pushed, self._clock.offset)

    def knows(self, person: str) -> bool:
        """Say whether somebody of this id is with the organisation."""
        with self._store.read() as uow:
            found = uow.roster.people([PersonId(person)])
        return any(one.active for one in found.values())

    def people(self) -> list[Listed]:
        """List everybody for "who are you" and for the phones; read anew only when somebody may have changed."""
        with self._store.read() as uow:
            # Imports are logged, externals added; who is on duty changes by the minute.
            version = (uow.log.head(ORG).count, uow.roster.how_many(), self.now().replace(second=0, microsecond=0))
            if self._people is None or self._people[0] != version:
                self._people = version, list_people(uow, self.now())
            return self._people[1]

    async def serve(self) -> None:
        """Send and tick for ever; an `ExceptionGroup` with `Outdated` ends it when a newer Muster has migrated."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # heavy; only a running bot needs it

        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(self._tick, "interval", seconds=1, max_instances=1, coalesce=True)

        async def beat() -> None:
            led = self.replica.leads
            await self.replica.beat()
            if self.replica.leads and not led:
                # What came while nobody led must not wait for this process's own minute.
                scheduler.add_job(self._each_minute)

        beats = EVERY.total_seconds()
        scheduler.add_job(beat, "interval", seconds=beats, max_instances=1, coalesce=True)
        scheduler.add_job(self._each_minute, "interval", minutes=1, max_instances=1, coalesce=True)
        # At once as well: somebody may have called for help while nothing ran.
        scheduler.add_job(self._each_minute)
        await self.replica.beat()
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.replica.watch())
                group.create_task(self.ticker.serve())
                for priorities, limit in GROUPS:
                    group.create_task(self.dispatcher.serve(priorities, limit))
        finally:
            scheduler.shutdown(wait=False)
            await asyncio.to_thread(self._pulse.leave)
            if self.telephones:
                await self.telephones.close()

    def _see_time(self, now: datetime) -> None:
        with self._store.begin() as uow:
            uow.meta.see_time(now)

    def _wake(self) -> None:
        self.ticker.wake()

    async def _tick(self) -> None:
        self.ticker.wake()
        await asyncio.to_thread(self.keep_time)

    async def _each_minute(self) -> None:
        """Do what one process alone does."""
        if self.replica.leads and not self._minute.locked():
            async with self._minute:
                await asyncio.to_thread(self.engine.each_morning)
                await self.look_back()
                await self.watch.minute()
                await self.dispatcher.wake()

    async def look_back(self) -> None:
        """Take in what reached a provider while we could not be reached."""
        if self.telephones:
            await self.telephones.look_back(self._arrivals.looked_up_to, self._arrivals.looked)
            self.ticker.wake()

    async def _provider_changed(self, name: str, works: bool, why: str) -> None:
        """Let those who must know hear of it, once a minute however many processes see it."""
        alike = self.telephones.works(name) if self.telephones else {}
        others = [other for other, is_well in alike.items() if is_well and other != name]
        command = system.ProviderChanged(name, works, why, others[0] if others else "")
        event = f"provider:{name}:{works}:{self.now():%Y-%m-%dT%H:%M}"
        await asyncio.to_thread(self.engine.execute, Envelope(event, "provider"), command)
        await self.dispatcher.wake()

    def _take_in(self, texts: Sequence[tuple[str, str, str, Mapping[str, object]]]) -> list[str]:
        return self.console.sms_in(texts, self.now())

    def _say(self, event_id: str, person: str, room: str, text: str) -> None:
        if text.strip() and person in self.console.members(room):
            self.console.say(event_id, room, person, text)

    async def _answer(self, event_id: str, person: str, room: str | None, card: Card | None) -> None:
        if card is not None:
            await asyncio.to_thread(self._show, f"{event_id}/reply", person, room, cards.to_json(card))
        await self.dispatcher.wake()

    def _show(self, key: str, person: str, room: str | None, card: dict[str, object]) -> None:
        if room is not None:
            try:
                self.console.post(key, room, card, only_for=person)
            except RoomClosed:
                self.console.tell(key, person, card)
        else:
            self.console.tell(key, person, card)

    def _push_to(self, moment: datetime) -> None:
        if isinstance(self._clock, OffsetClock):
            # Real time goes on meanwhile, so that a moment may be reached without a push.
            self._clock.offset = max(self._clock.offset, moment - self._base.now())


def _from_console(event_id: str, person: str, room: str | None) -> Envelope:
    return Envelope(event_id, "console", PersonId(person), (CONSOLE, room) if room else None)
