"""What Muster asks of the outside world: few verbs about rooms, cards and texts; none about incidents.

Every call carries a key. The same key twice has one effect, as far as the platform can; `find` tells after a doubtful
outcome whether the first try arrived. A port answers with the platform's own reference, or raises one of three:
`Retry` (try again later), `Refused` (never), `Unknown` (it may have happened).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from handlers.cards import Card
from playbooks.rules.vocabulary import Language


class PortError(Exception):
    """Something outside did not do what was asked; the text is for people."""


class Retry(PortError):
    """Not now; try again after `after`."""

    def __init__(self, text: str, after: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(text)
        self.after = after


class Throttled(Retry):
    """Not so fast; nothing is wrong with whoever says so."""


class Refused(PortError):
    """No, and trying again will not help; says why in words."""


class Unknown(PortError):
    """It may or may not have happened."""


@dataclass(frozen=True)
class RoomSpec:
    """A private room to open. There is no public kind."""

    name: str
    topic: str


@dataclass(frozen=True)
class NotInvited:
    """Somebody whom the platform would not let in, and why."""

    person: str
    why: str


class ChatPort(Protocol):
    """One chat platform. Three implementations, one contract suite."""

    name: str

    async def open_room(self, key: str, spec: RoomSpec) -> str:
        """Open a new private room; give its reference. Refuses a name that another key has taken."""

    async def invite(self, key: str, room: str, people: Sequence[str]) -> list[NotInvited]:
        """Let people (person ids) in; those in already are no error."""

    async def remove(self, key: str, room: str, person: str) -> None:
        """Take a person out of the room."""

    async def set_topic(self, key: str, room: str, topic: str) -> None:
        """Change the room's topic."""

    async def post(self, key: str, room: str, card: Card) -> str:
        """Post a card; give the message's reference."""

    async def edit(self, key: str, room: str, message: str, card: Card) -> None:
        """Replace a posted card."""

    async def pin(self, key: str, room: str, message: str) -> None:
        """Pin a message; pinning it again is no error."""

    async def tell(self, key: str, person: str, card: Card) -> str:
        """Show a card to one person alone."""

    async def close_room(self, key: str, room: str) -> None:
        """Make the room read-only and keep it."""


@dataclass(frozen=True)
class OutgoingSms:
    """A text to send."""

    #: The same key twice has one effect, where the provider keeps keys.
    key: str
    #: Number of the effect: what the provider reports later names it.
    effect: int
    #: E.164.
    number: str
    text: str


@dataclass(frozen=True)
class OutgoingCall:
    """A call to make."""

    key: str
    #: Number of the effect: the keys that are pressed and what the provider reports name it.
    effect: int
    #: E.164.
    number: str
    language: Language
    #: Said until a key is pressed; then `nothing`.
    text: str
    nothing: str
    #: Keys that answer.
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """A provider took something to deliver."""

    #: Name of the port that did.
    provider: str
    #: The provider's own id.
    ref: str


Out = TypeVar("Out", contravariant=True)


class OneWay(Protocol[Out]):
    """One way to telephones: for texts, or for calls."""

    name: str

    async def send(self, out: Out) -> Taken:
        """Send it."""

    async def find(self, out: Out, since: datetime) -> Taken | None:
        """Look whether the provider took this very one since then; None when it did not."""


SmsPort = OneWay[OutgoingSms]


class CallPort(OneWay[OutgoingCall], Protocol):
    """Makes calls."""

    async def end(self, call: Taken) -> None:
        """End a call, whether it is answered or not; one that is over is no error."""
