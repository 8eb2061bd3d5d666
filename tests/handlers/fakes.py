"""A chat platform and an SMS provider as ports, small enough to read: they keep what they were asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.ports import NotInvited, OutgoingSms, RoomSpec, Taken
from handlers.cards import Card


def _fine(verb: str, what: str) -> None:
    """Let everything succeed."""


@dataclass
class Chat:
    """Keeps each call as (verb, what); `trouble` may raise for any of them."""

    name: str = "elsewhere"
    trouble: Callable[[str, str], None] = _fine
    turned_away: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)

    def _do(self, verb: str, what: str) -> str:
        self.calls.append((verb, what))
        self.trouble(verb, what)
        return f"{verb}-{len(self.calls)}"

    async def open_room(self, key: str, spec: RoomSpec) -> str:
        self._do("open", spec.name)
        return spec.name

    async def invite(self, key: str, room: str, people: Sequence[str]) -> list[NotInvited]:
        self._do("invite", room)
        return [NotInvited(person, self.turned_away[person]) for person in people if person in self.turned_away]

    async def remove(self, key: str, room: str, person: str) -> None:
        self._do("remove", f"{room} {person}")

    async def set_topic(self, key: str, room: str, topic: str) -> None:
        self._do("topic", room)

    async def post(self, key: str, room: str, card: Card) -> str:
        return self._do("post", f"{room} {card.title}")

    async def edit(self, key: str, room: str, message: str, card: Card) -> None:
        self._do("edit", f"{room} {message}")

    async def pin(self, key: str, room: str, message: str) -> None:
        self._do("pin", f"{room} {message}")

    async def tell(self, key: str, person: str, card: Card) -> str:
        return self._do("tell", f"{person} {card.title}")

    async def close_room(self, key: str, room: str) -> None:
        self._do("close", room)


@dataclass
class Sms:
    """Keeps each text as (number, text); `trouble` may raise for any of them."""

    name: str = "carrier"
    trouble: Callable[[str, str], None] = _fine
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, sms: OutgoingSms) -> Taken:
        self.trouble(sms.number, sms.text)
        self.sent.append((sms.number, sms.text))
        return Taken(self.name, f"SM{len(self.sent)}")

    async def find(self, sms: OutgoingSms, since: datetime) -> Taken | None:
        return None
