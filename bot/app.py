"""The composition root: builds every object once, by hand, and runs them together."""

from __future__ import annotations

import asyncio
import random
import secrets
import socket
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock, OffsetClock, SystemClock
from bot.config import Settings
from bot.console.adapters import ConsoleChat, ConsoleSms, Failures
from bot.console.simulate import Waiting, asks, replies
from bot.dispatcher import GROUPS, Dispatcher
from bot.folder import read_folder
from bot.inbound import Inbound
from bot.ports import ChatPort, SmsPort
from bot.ticker import Ticker
from handlers import cards, system
from handlers import commands as c
from handlers.authorise import DUTY_OFFICER
from handlers.cards import Card, Form
from handlers.delivery import CONSOLE, Routes
from handlers.demonstration import OFFSET
from handlers.execute import Engine, Envelope, organisation_of
from handlers.importing import import_organisation
from handlers.parse import fill_form, is_command
from playbooks.library import Library
from playbooks.rules.paging import Page
from playbooks.rules.people import Seat, on_duty
from playbooks.rules.text import storable
from playbooks.rules.vocabulary import Language, PersonId
from storage.console import ConsoleStore, NoSuchThing, RoomClosed, RoomTaken
from storage.migrate import migrate
from storage.store import StorageError, Store

#: The simulated platform's errors: what will never work, and what may work later.
_FAILURES = Failures(never=(RoomTaken, RoomClosed, NoSuchThing), later=(StorageError,))
#: What the console calls those on duty now, in the order in which they are paged.
_DUTY_TITLES = ("SSD duty officer", "SSD duty officer, backup")


@dataclass(frozen=True)
class Listed:
    """Somebody whom the console can be used as."""

    id: str
    name: str
    language: str
    site: str | None
    roles: tuple[str, ...]
    mobile: str | None
    kind: str


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
    ) -> None:
        """`clock` is the time before the demonstration's push; `chat` and `sms` add to the console's own ports."""
        with store.read() as uow:
            organisation = organisation_of(uow)
            pushed = timedelta(seconds=float(uow.meta.get(OFFSET) or 0))
        self._store = store
        self._base = clock
        self._clock: Clock = OffsetClock(clock, pushed) if organisation.demonstration else clock
        self.organisation = organisation
        self.engine = Engine(store, self.now, library or Library.load(), chance, platforms)
        self.engine.recover()
        self.console = ConsoleStore(store, self.now)
        self.inbound = Inbound(self.engine)
        self.dispatcher = Dispatcher(
            self.engine,
            {CONSOLE: ConsoleChat(self.console, _FAILURES), **(chat or {})},
            {CONSOLE: ConsoleSms(self.console, _FAILURES), **(sms or {})},
            routes or Routes(),
        )
        self.ticker = Ticker(self.engine, self.dispatcher.drain)

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

    def health(self) -> Mapping[str, object]:
        """Say how the process is; `waiting` counts what should have been sent by now."""
        with self._store.read() as uow:
            waiting = uow.outbox.pending(self.now())
        return {"status": "ok", "waiting": waiting, "internal_errors": self.inbound.failures}

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

    async def others_answer(self, event_id: str) -> int:
        """Let every phone whose last page is unanswered answer, each in its person's language."""
        phones = await asyncio.to_thread(self.console.phones_summary)
        asking = {number: one for number, one in phones.items() if one.direction == "out" and asks(one.text)}
        languages = await asyncio.to_thread(self._still_asked, asking.keys())
        waiting = [Waiting(number, language, asking[number].text) for number, language in sorted(languages.items())]
        for number, text in replies("demonstration", waiting):
            await self.sms_reply(f"{event_id}/{number}", number, text)
        return len(waiting)

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
        await asyncio.to_thread(self.console.sms_in, event_id, number, text, raw, self.now())
        await self.ticker.tick()
        await self.dispatcher.wake()

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

    def people(self) -> list[Listed]:
        """List everybody for "who are you" and for the phones."""
        with self._store.read() as uow:
            seats = uow.roster.seats()
            duty = list(zip(on_duty(uow.roster.duty(), DUTY_OFFICER, self.now()), _DUTY_TITLES, strict=False))
            return [
                Listed(
                    person.id, person.name, person.language, person.site,
                    (
                        *(_place(seat, person.id) for seat in seats if person.id in seat.holders),
                        *(title for officer, title in duty if person.id == officer),
                    ),
                    person.mobile, person.kind,
                )
                for person in uow.roster.everyone()
                if person.active
            ]  # fmt: skip

    async def serve(self) -> None:
        """Send and tick for ever."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # heavy; only a running bot needs it

        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(self._tick, "interval", seconds=1, max_instances=1, coalesce=True)
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as group:
                for priorities, limit in GROUPS:
                    group.create_task(self.dispatcher.serve(priorities, limit))
        finally:
            scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        if await self.ticker.tick():
            await self.dispatcher.wake()

    def _still_asked(self, numbers: Container[str]) -> dict[str, Language]:
        """Give the languages of the phones whose people have not answered in some other way, as by a button."""
        with self._store.read() as uow:
            return {
                who.mobile: who.language
                for who in uow.roster.everyone()
                if who.active and who.mobile is not None and who.mobile in numbers
                if any(_unanswered(page, who.id) for page in uow.pages.of_person(who.id))
            }

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


def _place(seat: Seat, person: PersonId) -> str:
    rung = seat.holders.index(person)
    return f"{seat.title} (alternate {rung})" if rung else seat.title


def _unanswered(page: Page, person: PersonId) -> bool:
    call = page.latest_call(person)
    return call is not None and call.answer is None


def _from_console(event_id: str, person: str, room: str | None) -> Envelope:
    return Envelope(event_id, "console", PersonId(person), (CONSOLE, room) if room else None)


class CannotStart(Exception):
    """Muster cannot start; the text says why, and what to do."""


def run(settings: Settings) -> int:
    """Start Muster and serve until it is told to stop; gives the exit code. Raises CannotStart and StorageError."""
    listening = _listen(settings)
    _prepare(settings)
    store = Store.open(settings.database_url)
    try:
        _load_organisation(store, settings)
        app = App(store, SystemClock())
        _say_hello(app, settings)
        asyncio.run(_serve(app, settings, listening))
    finally:
        store.close()
        listening.close()
    return 0


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.console_host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.console_host, settings.console_port))
    except OSError as error:
        listening.close()
        where = f"{settings.console_host}:{settings.console_port}"
        raise CannotStart(
            f"{where} cannot be used ({error.strerror}). Is Muster running already? "
            "Another port: MUSTER_CONSOLE_PORT=8766 make run"
        ) from error
    return listening


def _prepare(settings: Settings) -> None:
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "Set MUSTER_VAR_DIR to one you may write in."
        raise CannotStart(f"The folder {settings.var_dir} cannot be made ({error.strerror}). {advice}") from error
    if migrate(settings.database_url):
        print("Database made or brought up to date.")  # noqa: T201  # the person at the terminal reads this


def _load_organisation(store: Store, settings: Settings) -> None:
    with store.read() as uow:
        if uow.roster.organisation() is not None:
            return
    report = import_organisation(
        store, read_folder(settings.organisation), now=SystemClock().now(), chance=secrets.SystemRandom(), author="cli"
    )
    if not report.applied:
        raise CannotStart("\n".join([f"{settings.organisation} was not loaded:", *report.lines()]))


def _say_hello(app: App, settings: Settings) -> None:
    host = f"[{settings.console_host}]" if ":" in settings.console_host else settings.console_host
    lines = [f"Muster runs for {app.organisation.name}."]
    if app.organisation.demonstration:
        lines.append("DEMONSTRATION: invented people; its messages leave only through the console.")
    lines += [
        f"Console: http://{host}:{settings.console_port}/",
        "Open it, choose who you are (the CMT chair, say), and type: /crisis declare fire GVA L3 smoke on floor 3",
        "Stop with Ctrl+C.",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201  # the person at the terminal reads this


async def _serve(app: App, settings: Settings, listening: socket.socket) -> None:
    import uvicorn  # heavy; only a running bot needs it

    from bot.console.pages import console_app

    config = uvicorn.Config(
        console_app(app, settings), log_config=None, log_level="warning", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    working = asyncio.create_task(app.serve())
    try:
        await server.serve(sockets=[listening])
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
