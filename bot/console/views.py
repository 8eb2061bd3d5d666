"""What the pages show, gathered from the simulated platform. Synchronous: pages call it in a worker thread.

Every view is of one person: a room that the person is not in is the same as no room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.adapters import E164
from bot.console.backend import Backend, MessageSeen, RoomSeen, SmsSeen, Who
from bot.console.place import Place
from bot.console.render import asked_of, card_of
from bot.console.simulate import Asks, quick_answers
from handlers.cards import Card

#: How much of a conversation and of the phones is shown at once (our choice).
LATEST, WHOLE, PHONES = 200, 5_000, 60
MUSTER = "muster"
#: Roles that the chooser offers at once: title, and what the role is called in the roster.
_SHORTCUTS = (
    ("CMT chair", ("chair", "chef de cabinet")),
    ("SSD duty officer", ("ssd-do", "duty officer")),
    ("Security", ("hssd", "security")),
    ("ORT leader", ("ort-l", "ort leader", "operational response team")),
)


class NoSuchPlace(Exception):
    """There is no such person, or no such room for this person."""


@dataclass(frozen=True)
class Item:
    """One message as somebody sees it."""

    ref: str
    #: None when Muster said it.
    author: Who | None
    author_name: str
    mine: bool
    at: datetime
    edited_at: datetime | None
    #: Nobody else in the room sees it.
    private: bool
    card: Card | None
    text: str
    pinned: bool


@dataclass(frozen=True)
class Conversation:
    """What stands in the middle of the page."""

    #: None for the direct messages from Muster.
    room: RoomSeen | None
    members: tuple[Who, ...]
    #: The pinned cards of Muster, shown on top and not among the messages.
    board: tuple[Item, ...]
    items: tuple[Item, ...]
    #: There is more before the first of them.
    cut: bool
    #: What to type, for somebody to whom Muster has said nothing yet.
    help: Card | None


@dataclass(frozen=True)
class Side:
    """The left column."""

    rooms: tuple[RoomSeen, ...]
    unread_direct: int
    #: What this person must do and has not opened yet, newest first.
    acts: tuple[Item, ...]


@dataclass(frozen=True)
class PhoneLine:
    """One simulated phone in the list."""

    number: str
    who: Who | None
    text: str
    at: datetime | None
    #: What its owner has not answered yet.
    asks: tuple[Asks, ...]
    #: The last text is the person's own.
    answered: bool


@dataclass(frozen=True)
class Phones:
    """The right column."""

    lines: tuple[PhoneLine, ...]
    more: int
    waiting: int
    #: What of, in words.
    asked: str
    #: A number that was searched for and belongs to nobody.
    stranger: str | None


@dataclass(frozen=True)
class Thread:
    """An open phone."""

    number: str
    who: Who | None
    texts: tuple[SmsSeen, ...]
    #: What the person may want to answer: text and label.
    quick: tuple[tuple[str, str], ...]


class Views:
    """Reads the platform for the pages."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._store = backend.store

    def people(self) -> dict[str, Who]:
        """Give everybody by id, in the organisation's order."""
        return {who.id: who for who in self._backend.people()}

    def person(self, person: str) -> Who:
        """Give one person; raises NoSuchPlace."""
        found = self.people().get(person)
        if found is None:
            raise _nobody(person)
        return found

    def must_exist(self, person: str) -> None:
        """Refuse whoever is nobody (NoSuchPlace), without a look at all the others."""
        if not self._backend.knows(person):
            raise _nobody(person)

    def room(self, place: Place) -> RoomSeen | None:
        """Give the open room; raises NoSuchPlace unless the person is in it."""
        if place.room is None:
            return None
        for room in self._store.rooms_of(place.person):
            if room.ref == place.room:
                return room
        raise NoSuchPlace("There is no such room, or you are not one of its members.")

    def conversation(self, place: Place) -> Conversation:
        """Gather the open room, or the direct messages; raises NoSuchPlace."""
        people, room = self.people(), self.room(place)
        limit = WHOLE if place.whole else LATEST
        pinned: Sequence[MessageSeen] = []
        members: list[Who] = []
        if room is None:
            messages = self._store.direct(place.person, limit=limit)
        else:
            messages = self._store.messages(room.ref, place.person, limit=limit)
            pinned = [one for one in self._store.pinned(room.ref, place.person) if is_board(one)]
            members = [people[person] for person in self._store.members(room.ref) if person in people]
        items = tuple(self._item(one, place.person, people) for one in messages if not is_board(one))
        help_ = self._backend.help_card(place.person) if not items and room is None else None
        board = tuple(self._item(one, place.person, people) for one in reversed(pinned))
        return Conversation(room, tuple(members), board, items, len(messages) == limit, help_)

    def message(self, place: Place, ref: str) -> Item:
        """Give one message of the open conversation; raises NoSuchPlace."""
        if not (ref.isdecimal() and len(ref) <= 18):
            raise NoSuchPlace("There is no such message.")
        room, before = self.room(place), int(ref) - 1
        if room is None:
            found = self._store.direct(place.person, after=before, limit=WHOLE)
        else:
            found = self._store.messages(room.ref, place.person, after=before, limit=WHOLE)
        for message in found:
            if message.ref == ref:
                return self._item(message, place.person, self.people())
        raise NoSuchPlace("There is no such message.")

    def side(self, place: Place, seen: int) -> Side:
        """Gather the rooms and direct messages; what stands in the open room counts as seen.

        `seen` is the number of the last direct message that was opened.
        """
        rooms = self._store.rooms_of(place.person)
        here = next((room for room in rooms if room.ref == place.room), None)
        if here is not None and here.unread:
            last = self._store.messages(here.ref, place.person, limit=1)
            self._store.seen(here.ref, place.person, last[-1].ref)
            rooms = self._store.rooms_of(place.person)
        unseen = self._store.direct(place.person, after=seen) if place.room else []
        people = self.people()
        items = [self._item(one, place.person, people) for one in reversed(unseen)]
        acts = tuple(item for item in items if item.card is not None and item.card.must_act)
        return Side(tuple(sorted(rooms, key=lambda room: (room.closed, room.name))), len(items), acts)

    def last_direct(self, person: str) -> int:
        """Give the number of the newest direct message; 0 when there is none."""
        newest = self._store.direct(person, limit=1)
        return int(newest[-1].ref) if newest else 0

    def phones(self, place: Place) -> Phones:
        """Gather the phones that fit what is searched for: unanswered first, then by the last text."""
        owners = {who.mobile: who for who in self._backend.people() if who.mobile}
        asked = self._backend.still_asked()
        lines = list(self._lines(owners, asked))
        wanted = place.q.casefold().split()
        fitting = [line for line in lines if all(word in _searched(line) for word in wanted)]
        fitting.sort(key=_phone_order)
        typed = place.q.replace(" ", "")
        stranger = typed if E164.fullmatch(typed) and not any(line.number == typed for line in fitting) else None
        waiting = {line.number: asked[line.number] for line in lines if line.asks}
        words = asked_of(waiting)
        return Phones(tuple(fitting[:PHONES]), max(0, len(fitting) - PHONES), len(waiting), words, stranger)

    def thread(self, number: str) -> Thread | None:
        """Give an open phone; None when the number is none."""
        if not E164.fullmatch(number):
            return None
        owner = next((who for who in self._backend.people() if who.mobile == number), None)
        texts = tuple(self._store.sms(number))
        last = next((sms.text for sms in reversed(texts) if sms.direction == "out"), "")
        asked = self._backend.still_asked().get(number, frozenset())
        return Thread(number, owner, texts, tuple(quick_answers(asked, last)))

    def shortcuts(self) -> list[tuple[str, Who]]:
        """Name people whom somebody who tries Muster wants to be: the chair, the duty officer, anybody."""
        people = self._backend.people()
        found = [(title, who) for title, words in _SHORTCUTS if (who := _best(people, words)) is not None]
        plain = next((who for who in people if not who.roles and who.kind == "staff"), None)
        found += [("A staff member", plain)] if plain else []
        return list({who.id: (title, who) for title, who in reversed(found)}.values())[::-1]

    def _lines(self, owners: Mapping[str, Who], asked: Mapping[str, frozenset[Asks]]) -> list[PhoneLine]:
        summary = self._store.phones_summary()
        lines = []
        for number in dict.fromkeys([*summary, *owners]):
            last = summary.get(number)
            if last is None:
                lines.append(PhoneLine(number, owners[number], "", None, (), answered=False))
                continue
            asks, answered = tuple(sorted(asked.get(number, ()))), last.direction == "in"
            lines.append(PhoneLine(number, owners.get(number), last.text, last.at, asks, answered))
        return lines

    def _item(self, message: MessageSeen, person: str, people: Mapping[str, Who]) -> Item:
        author = people.get(message.by)
        name = "Muster" if message.by == MUSTER else (author.name if author else message.by)
        return Item(
            ref=message.ref,
            author=author,
            author_name=name,
            mine=message.by == person,
            at=message.at,
            edited_at=message.edited_at,
            private=message.room is not None and message.only_for is not None,
            card=card_of(message.card),
            text=message.text or "",
            pinned=message.pinned,
        )


def is_board(message: MessageSeen) -> bool:
    """Tell whether a message stands on top of the room and not among the others."""
    return message.pinned and message.card is not None


def find_people(people: Sequence[Who], q: str) -> list[Who]:
    """Give those whose name, id, roles, site or kind hold every word of `q`."""
    words = q.casefold().split()
    return [who for who in people if all(word in _described(who) for word in words)]


def _described(who: Who) -> str:
    return " ".join([who.id, who.name, who.site or "", who.kind, who.language, *who.roles]).casefold()


def _searched(line: PhoneLine) -> str:
    return f"{line.number} {_described(line.who) if line.who else 'unknown'}"


def _phone_order(line: PhoneLine) -> tuple[int, float, str]:
    rank = 0 if line.asks else (1 if line.at else 2)
    return rank, -line.at.timestamp() if line.at else 0.0, line.who.name if line.who else ""


def _best(people: Sequence[Who], words: Sequence[str]) -> Who | None:
    """Give the person whose role says it in the fewest letters: the holder before an alternate."""
    fitting = [
        (len(role), place, who)
        for place, who in enumerate(people)
        for role in who.roles
        if any(word in role.casefold() for word in words)
    ]
    return min(fitting, key=lambda row: row[:2])[2] if fitting else None


def _nobody(person: str) -> NoSuchPlace:
    return NoSuchPlace(f"Nobody has the id '{person[:40]}'. Choose who you are on the first page.")
