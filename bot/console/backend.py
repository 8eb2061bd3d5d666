"""What the console needs of the rest of Muster; the composition root hands it in.

The console imports no storage: it names here the few things that it asks of the simulated platform, and whatever has
them will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.console.simulate import Asks
from bot.health import Figures
from bot.reports.html import Sheet
from handlers.cards import Card, Form


class RoomSeen(Protocol):
    """A room as one of its members sees it."""

    @property
    def ref(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def closed(self) -> bool: ...
    @property
    def unread(self) -> int: ...


class MessageSeen(Protocol):
    """A message in a room, or to one person alone when `room` is None."""

    @property
    def ref(self) -> str: ...
    @property
    def room(self) -> str | None: ...
    @property
    def only_for(self) -> str | None: ...
    @property
    def by(self) -> str: ...
    @property
    def card(self) -> Mapping[str, Any] | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def edited_at(self) -> datetime | None: ...
    @property
    def pinned(self) -> bool: ...


class SmsSeen(Protocol):
    """A text on a simulated phone."""

    @property
    def ref(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class PhoneSeen(Protocol):
    """The last text on a simulated phone."""

    @property
    def last(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class ChangeSeen(Protocol):
    """Something changed on the simulated platform; its kinds are those of `KINDS`."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def room(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def number(self) -> str | None: ...
    @property
    def ref(self) -> str | None: ...


class Platform(Protocol):
    """The simulated platform as the adapters change it. Synchronous; safe for many threads."""

    def open_room(self, key: str, name: str, topic: str) -> str: ...
    def invite(self, room: str, people: Iterable[str]) -> None: ...
    def remove(self, room: str, person: str) -> None: ...
    def set_topic(self, room: str, topic: str) -> None: ...
    def close(self, room: str) -> None: ...
    def post(
        self, key: str, room: str, card: Mapping[str, Any], by: str = "muster", only_for: str | None = None
    ) -> str: ...
    def edit(self, room: str, ref: str, card: Mapping[str, Any]) -> None: ...
    def pin(self, room: str, ref: str) -> None: ...
    def tell(self, key: str, person: str, card: Mapping[str, Any]) -> str: ...
    def sms_out(self, texts: Sequence[tuple[str, str, str]]) -> Sequence[str]: ...


class Simulated(Protocol):
    """The simulated platform as the pages read it. Synchronous; safe for many threads."""

    def members(self, room: str) -> Sequence[str]: ...
    def rooms_of(self, person: str) -> Sequence[RoomSeen]: ...
    def seen(self, room: str, person: str, ref: str) -> None: ...
    def messages(self, room: str, person: str, after: int = 0, limit: int = 200) -> Sequence[MessageSeen]: ...
    def pinned(self, room: str, person: str) -> Sequence[MessageSeen]: ...
    def direct(self, person: str, after: int = 0, limit: int = 200) -> Sequence[MessageSeen]: ...
    def sms(self, number: str, after: int = 0) -> Sequence[SmsSeen]: ...
    def phones_summary(self) -> Mapping[str, PhoneSeen]: ...
    def changes(self, after: int, limit: int = 500) -> Sequence[ChangeSeen]: ...
    def last_change(self) -> int: ...


class Who(Protocol):
    """Somebody whom the console can be used as, and whose phone it simulates."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def site(self) -> str | None: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def mobile(self) -> str | None: ...
    @property
    def kind(self) -> str: ...


class Access(Protocol):
    """The settings that the console goes by (`bot.config.Settings` has them)."""

    @property
    def console_host(self) -> str: ...
    @property
    def console_password(self) -> str | None: ...


class Backend(Protocol):
    """What stands behind the pages. Nothing here raises for a mistake of the person at the keyboard."""

    @property
    def store(self) -> Simulated: ...

    async def line(self, event_id: str, person: str, room: str | None, text: str) -> None:
        """Take a typed line, a pressed button or a filled form; the answer comes back as a message."""

    async def pin(self, event_id: str, person: str, message: str) -> None:
        """Mark a message for the log."""

    async def sms_reply(self, event_id: str, number: str, text: str) -> None:
        """Let a simulated phone answer."""

    async def others_answer(self, event_id: str) -> Mapping[str, frozenset[Asks]]:
        """Let every phone with an unanswered question answer; give by number what each answered."""

    def still_asked(self) -> Mapping[str, frozenset[Asks]]:
        """Give by number what is not answered yet."""

    async def push_clock(self, event_id: str, person: str, minutes: int) -> None:
        """Push the demonstration's clock forward."""

    def now(self) -> datetime:
        """Tell the time (aware, UTC)."""

    def clock_offset(self) -> timedelta:
        """Tell how far the clock was pushed forward."""

    def knows(self, person: str) -> bool: ...
    def people(self) -> Sequence[Who]:
        """List everybody."""

    def simulated(self) -> bool:
        """Say whether the telephones are simulated, so that one may be anybody here."""
        ...

    def demonstration(self) -> bool:
        """Say whether the organisation is invented."""

    def organisation_name(self) -> str:
        """Give the organisation's name."""

    async def changed(self, after: int) -> None:
        """Return when there is a change newer than `after`, or after about fifteen seconds."""

    def fill(self, form: Form, values: Mapping[str, str | list[str]]) -> str:
        """Make the line that a filled form stands for; raises Invalid."""

    def help_card(self, person: str) -> Card:
        """Say what this person can type."""

    def document(self, person: str, number: int) -> Sheet:
        """Render a document that this person may see; raises NotFound, NotAllowed and Conflict, which say why not."""

    def ready(self) -> Mapping[str, Any]:
        """Say how the process is."""

    def figures(self) -> Figures:
        """Measure it."""

    def session_secret(self) -> str:
        """Give the key that signs the log-in cookie, the same after a restart."""
