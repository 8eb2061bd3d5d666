"""What every chat platform behind `ChatPort` keeps to; a fake that passes this is a verified fake."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from bot.console.adapters import ConsoleChat, Failures
from bot.ports import ChatPort, Refused, RoomSpec
from handlers.cards import Card, Text, from_json, plain_text
from storage.console import ConsoleStore, NoSuchThing, RoomClosed, RoomTaken
from storage.store import StorageError, Store
from tests.databases import Databases

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Platform:
    """A port, and ways to look at what became of it from outside."""

    port: ChatPort
    #: (room, person) -> what the person reads there as plain text, oldest first.
    reads: Callable[[str, str], list[str]]
    #: person -> what the person was told alone.
    told: Callable[[str], list[str]]
    #: room -> who is in it.
    members: Callable[[str], list[str]]
    #: (room, person) -> texts of the pinned messages.
    pinned: Callable[[str, str], list[str]]


def run(act: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(act)


def written(message: Any) -> str:
    return plain_text(from_json(message.card)) if message.card else message.text or ""


@pytest.fixture(scope="module")
def console_platform(shared_databases: Databases) -> Iterator[Platform]:
    """Give the console's own platform on a real database."""
    store = Store.open(shared_databases.new())
    console = ConsoleStore(store, lambda: NOW)
    failures = Failures(never=(RoomTaken, RoomClosed, NoSuchThing), later=(StorageError,))
    yield Platform(
        ConsoleChat(console, failures),
        lambda room, person: [written(one) for one in console.messages(room, person)],
        lambda person: [written(one) for one in console.direct(person)],
        console.members,
        lambda room, person: [written(one) for one in console.pinned(room, person)],
    )
    store.close()


@pytest.fixture(params=["console"])
def platform(request: pytest.FixtureRequest) -> Platform:
    """Give each platform in turn."""
    found: Platform = request.getfixturevalue(f"{request.param}_platform")
    return found


@pytest.fixture
def key() -> str:
    """Give a key that nothing has used, which is also a free room name."""
    return f"room-{uuid4().hex[:10]}"


def card(text: str) -> Card:
    return Card(text, (Text("Details"),))


def opened(platform: Platform, key: str, *people: str) -> str:
    room = run(platform.port.open_room(key, RoomSpec(key, "Topic")))
    assert run(platform.port.invite(f"{key}/invite", room, people)) == []
    return room


def test_a_new_room_is_empty_and_private(platform: Platform, key: str) -> None:
    room = opened(platform, key)
    run(platform.port.post(f"{key}/1", room, card("For nobody yet")))
    assert platform.members(room) == []
    assert platform.reads(room, "P002") == []


def test_the_same_key_gives_the_same_room(platform: Platform, key: str) -> None:
    assert opened(platform, key) == opened(platform, key)


def test_a_room_that_is_not_ours_is_never_taken_over(platform: Platform, key: str) -> None:
    opened(platform, key)
    with pytest.raises(Refused, match=key):
        run(platform.port.open_room("another key", RoomSpec(key, "Topic")))


def test_who_is_invited_reads_everything_and_twice_is_no_error(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    run(platform.port.post(f"{key}/1", room, card("Hello")))
    assert run(platform.port.invite(f"{key}/again", room, ["P002", "P005"])) == []
    assert platform.members(room) == ["P002", "P005"]
    assert platform.reads(room, "P005") == ["Hello\nDetails"]


def test_who_is_removed_reads_nothing_more(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002", "P005")
    run(platform.port.post(f"{key}/1", room, card("Hello")))
    for _ in range(2):
        run(platform.port.remove(f"{key}/out", room, "P005"))
    assert platform.members(room) == ["P002"]
    assert platform.reads(room, "P005") == []


def test_the_same_key_posts_once(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    refs = {run(platform.port.post(f"{key}/1", room, card("Once"))) for _ in range(3)}
    assert len(refs) == 1
    assert platform.reads(room, "P002") == ["Once\nDetails"]


def test_cards_stand_in_the_order_in_which_they_were_posted(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    for number in range(5):
        run(platform.port.post(f"{key}/{number}", room, card(f"Card {number}")))
    assert [text[:6] for text in platform.reads(room, "P002")] == [f"Card {number}" for number in range(5)]


def test_an_edit_replaces_the_card_in_its_place(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    first = run(platform.port.post(f"{key}/1", room, card("Old")))
    run(platform.port.post(f"{key}/2", room, card("Second")))
    for _ in range(2):
        run(platform.port.edit(f"{key}/3", room, first, card("New")))
    assert platform.reads(room, "P002") == ["New\nDetails", "Second\nDetails"]


def test_what_is_not_there_cannot_be_edited(platform: Platform, key: str) -> None:
    room = opened(platform, key)
    with pytest.raises(Refused):
        run(platform.port.edit(f"{key}/1", room, "999999999", card("New")))


def test_a_pin_is_set_once(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    ref = run(platform.port.post(f"{key}/1", room, card("Board")))
    for _ in range(2):
        run(platform.port.pin(f"{key}/2", room, ref))
    assert platform.pinned(room, "P002") == ["Board\nDetails"]


def test_what_one_person_is_told_nobody_else_reads(platform: Platform, key: str) -> None:
    refs = {run(platform.port.tell(f"{key}/1", key, card("You alone"))) for _ in range(2)}
    assert len(refs) == 1
    assert platform.told(key) == ["You alone\nDetails"]
    assert "You alone\nDetails" not in platform.told("P005")


def test_a_topic_may_hold_any_words(platform: Platform, key: str) -> None:
    room = opened(platform, key)
    run(platform.port.set_topic(f"{key}/1", room, "K7Q L3: <b>حريق</b> 火灾"))
    run(platform.port.set_topic(f"{key}/1", room, "K7Q L3: <b>حريق</b> 火灾"))


def test_a_closed_room_is_kept_and_takes_nothing_more(platform: Platform, key: str) -> None:
    room = opened(platform, key, "P002")
    run(platform.port.post(f"{key}/1", room, card("Kept")))
    for _ in range(2):
        run(platform.port.close_room(f"{key}/2", room))
    with pytest.raises(Refused):
        run(platform.port.post(f"{key}/3", room, card("Too late")))
    assert platform.reads(room, "P002") == ["Kept\nDetails"]


def test_a_room_that_does_not_exist_is_refused(platform: Platform, key: str) -> None:
    with pytest.raises(Refused):
        run(platform.port.post(key, "999999999", card("Lost")))
