"""The world a test speaks of: people, rooms, phones and a clock that is moved.

A test reads as the script of a crisis: ``world.person("CHAIR").types("/crisis declare ...")``,
``world.phone("HSSD").expects("PAGE").replies("7")``, ``world.passes(minutes=5)``, ``world.nobody_else_was_texted()``.
Everything is real but the clock and chance: the store, the handlers, the dispatcher, the console's own ports.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

from bot.app import App
from bot.clock import ManualClock
from bot.config import demonstration
from handlers.cards import Card, from_json, plain_text
from handlers.importing import import_organisation
from playbooks.library import Library
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import PersonId
from storage.migrate import migrate
from storage.store import NO_HOOKS, CommitHooks, Store

T = TypeVar("T")
#: A Monday morning: 09:00 UTC is 10:00 in Geneva.
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIBRARY = Library.load()


def folder_files(folder: Path) -> dict[str, bytes]:
    """Read an organisation's folder as `muster import` does."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".csv", ".yaml"}}


class World:
    """One Muster on one database, driven by hand. Close it, or use it as a context manager."""

    def __init__(
        self,
        url: str,
        *,
        files: Mapping[str, bytes] | None = None,
        start: datetime = START,
        hooks: CommitHooks = NO_HOOKS,
        **app: Any,
    ) -> None:
        """Migrate and fill the database at `url` unless that was done; `app` goes to `App`."""
        self.url, self.clock, self._app = url, ManualClock(start), app
        migrate(url)
        store = Store.open(url)
        with store.read() as uow:
            empty = uow.roster.organisation() is None
        if empty:
            report = import_organisation(
                store, files or folder_files(demonstration()), now=start, chance=random.Random("import"), author="cli"
            )
            assert report.applied, report.lines()
        store.close()
        self._events = 0
        self._expected: dict[str, int] = {}
        self._start(hooks)

    def _start(self, hooks: CommitHooks) -> None:
        self.runner = asyncio.Runner()
        self.store = Store.open(self.url, hooks)
        self.app = App(self.store, self.clock, **{"library": LIBRARY, "chance": random.Random, **self._app})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop, as a process that ends."""
        self.runner.close()
        self.store.close()

    def restart(self, hooks: CommitHooks = NO_HOOKS) -> None:
        """Stop and start again on the same database at the same time."""
        self.close()
        self._start(hooks)
        self.nobody_else_sends()
        self.settle()

    def nobody_else_sends(self) -> None:
        """Let what a killed process was sending go out now: on PostgreSQL as when its lease has run out."""
        with self.store.begin() as uow:
            uow.outbox.free_all()

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Run something of the app."""
        return self.runner.run(act)

    def settle(self) -> None:
        """Let everything that is due be done and sent."""
        self.run(self.app.ticker.settle())

    def passes(self, **span: float) -> None:
        """Let time pass: each timer fires at its own moment."""
        self.until(self.app.now() + timedelta(**span))

    def until(self, moment: datetime) -> None:
        """Let time pass up to `moment`; a moment in the past lets nothing pass."""
        self.run(self.app.ticker.play(max(moment, self.app.now()), self.clock.set))

    def event(self) -> str:
        """Give an id for the next thing that somebody does."""
        self._events += 1
        return f"event-{self._events}"

    def who(self, named: str) -> Person:
        """Find a person by seat code (its holder), ``SEAT/1`` (its first alternate), or id."""
        code, _, rung = named.partition("/")
        with self.store.read() as uow:
            for seat in uow.roster.seats():
                if seat.code == code:
                    return uow.roster.person(seat.holders[int(rung or 0)])
            return uow.roster.person(PersonId(named))

    def person(self, named: str) -> Participant:
        """Speak for somebody in chat."""
        return Participant(self, self.who(named))

    def phone(self, named: str) -> Phone:
        """Look at somebody's telephone; a number stands for itself."""
        if named.startswith("+"):
            return Phone(self, named)
        person = self.who(named)
        assert person.mobile is not None, f"{person.name} has no telephone"
        return Phone(self, person.mobile)

    def code(self, index: int = -1) -> str:
        """Give an incident's code, the newest unless said otherwise."""
        with self.store.read() as uow:
            return uow.incidents.recent(100)[::-1][index].code

    def log(self, chain: str) -> list[str]:
        """Give the texts of a log, oldest first."""
        with self.store.read() as uow:
            return [entry.text for entry in uow.log.entries(chain)]

    def texts(self) -> dict[str, list[str]]:
        """Give all that Muster texted, by number."""
        sent = {number: self.app.console.sms(number) for number in self.app.console.phones_summary()}
        return {number: [sms.text for sms in texts if sms.direction == "out"] for number, texts in sent.items()}

    def took(self, number: str, count: int) -> None:
        """Note that a test has looked at so many texts of a phone."""
        self._expected[number] = max(count, self._expected.get(number, 0))

    def looked_at(self, number: str) -> int:
        """Tell how many texts of a phone a test has looked at."""
        return self._expected.get(number, 0)

    def nobody_else_was_texted(self) -> None:
        """Fail if any text went out that no phone of the test expected."""
        unseen = {number: texts[self.looked_at(number) :] for number, texts in self.texts().items()}
        assert not {number: texts for number, texts in unseen.items() if texts}


class Participant:
    """Somebody at the keyboard."""

    def __init__(self, world: World, person: Person) -> None:
        self.world, self.person = world, person

    def types(self, line: str, *, room: str | None = None, event: str | None = None) -> str:
        """Type a line, in a room when its name is given; give the answer as plain text, "" when there is none."""
        event = event or self.world.event()
        ref = self.room(room) if room else None
        self.world.run(self.world.app.line(event, self.person.id, ref, line))
        answer = self._answer(ref)
        self.world.settle()
        return "" if answer is None else plain_text(answer)

    def rooms(self) -> list[str]:
        """Name the rooms this person sees."""
        return [room.name for room in self.world.app.console.rooms_of(self.person.id)]

    def room(self, name: str) -> str:
        """Give the reference of a room by its name."""
        rooms = {room.name: room.ref for room in self.world.app.console.rooms_of(self.person.id)}
        assert name in rooms, f"{self.person.name} is not in {name}, but in {list(rooms)}"
        return rooms[name]

    def reads(self, name: str) -> list[str]:
        """Give all messages of a room as this person sees them, as plain text."""
        messages = self.world.app.console.messages(self.room(name), self.person.id)
        return [plain_text(from_json(one.card)) if one.card else one.text or "" for one in messages]

    def board(self, name: str) -> str:
        """Give the pinned situation card of a room."""
        messages = self.world.app.console.messages(self.room(name), self.person.id)
        return next(plain_text(from_json(one.card)) for one in messages if one.pinned and one.card)

    def told(self) -> list[str]:
        """Give what Muster told this person alone."""
        return [plain_text(from_json(one.card)) for one in self.world.app.console.direct(self.person.id) if one.card]

    def _answer(self, room: str | None) -> Card | None:
        console = self.world.app.console
        seen = console.messages(room, self.person.id) if room else console.direct(self.person.id)
        cards = [one for one in seen if one.card is not None and (room is None or one.only_for)]
        return from_json(cards[-1].card) if cards else None


class Phone:
    """Somebody's telephone."""

    def __init__(self, world: World, number: str) -> None:
        self.world, self.number = world, number

    def texts(self) -> list[str]:
        """Give what Muster texted here."""
        return self.world.texts().get(self.number, [])

    def expects(self, *words: str) -> Phone:
        """Expect the next text to have come, with these words in it."""
        index = self.world.looked_at(self.number)
        texts = self.texts()
        assert len(texts) > index, f"no further text to {self.number}; it had {texts}"
        missing = [word for word in words if word not in texts[index]]
        assert not missing, f"{missing} is not in the text {texts[index]!r}"
        self.world.took(self.number, index + 1)
        return self

    def is_silent(self) -> Phone:
        """Expect no further text."""
        assert self.texts()[self.world.looked_at(self.number) :] == []
        return self

    def replies(self, text: str, *, event: str | None = None) -> Phone:
        """Answer by SMS."""
        self.world.run(self.world.app.sms_reply(event or self.world.event(), self.number, text))
        self.world.settle()
        return self
