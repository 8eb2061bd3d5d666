"""The simulated platform: keys, who sees what, and changes in the order of their commits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.console import ConsoleStore, Message, NoSuchThing, RoomClosed, RoomTaken
from storage.store import Store
from tests.storage.sample import ANA, BOB, CAI, MINUTE, NOW, at_once

CARD = {"title": "Situation", "blocks": []}
NUMBER = "+41790000001"


@pytest.fixture
def console(url: str) -> Iterator[ConsoleStore]:
    store = Store.open(url)
    yield ConsoleStore(store, lambda: NOW)
    store.close()


@pytest.fixture
def room(console: ConsoleStore) -> str:
    ref = console.open_room("open", "crisis-k7q", "K7Q")
    console.invite(ref, [ANA, BOB])
    return ref


def texts(messages: list[Message]) -> list[str]:
    return [message.card["title"] if message.card else str(message.text) for message in messages]


def test_the_same_key_has_one_effect(console: ConsoleStore, room: str) -> None:
    def everything() -> list[str]:
        return [
            console.open_room("open", "crisis-k7q", "K7Q"),
            console.post("post", room, CARD),
            console.say("say", room, ANA, "hello"),
            console.tell("tell", ANA, CARD),
            *console.sms_out([("out", NUMBER, "PAGE K7Q")]),
            *console.sms_in([("in", NUMBER, "7", {"text": "7"})], NOW),
        ]

    first = everything()
    last = console.last_change()
    assert everything() == first
    console.invite(room, [ANA, BOB])
    console.set_topic(room, "K7Q")
    assert console.last_change() == last
    assert len(set(first)) == 6
    assert texts(console.messages(room, ANA)) == ["Situation", "hello"]
    assert [sms.text for sms in console.sms(NUMBER)] == ["PAGE K7Q", "7"]


def test_a_name_that_is_taken_is_refused(console: ConsoleStore, room: str) -> None:
    with pytest.raises(RoomTaken):
        console.open_room("another key", "crisis-k7q", "")
    assert [view.ref for view in console.rooms_of(ANA)] == [room]


def test_only_who_is_in_a_room_sees_it(console: ConsoleStore, room: str) -> None:
    console.post("1", room, CARD)
    console.post("2", room, {"title": "only Ana"}, only_for=ANA)
    console.tell("3", ANA, {"title": "direct"})
    assert texts(console.messages(room, ANA)) == ["Situation", "only Ana"]
    assert texts(console.messages(room, BOB)) == ["Situation"]
    assert console.messages(room, CAI) == []
    assert texts(console.direct(ANA)) == ["direct"]
    assert console.direct(BOB) == []
    console.remove(room, ANA)
    console.remove(room, ANA)
    assert console.messages(room, ANA) == []
    assert console.rooms_of(ANA) == []
    assert console.members(room) == [BOB]


def test_a_closed_room_is_kept_and_takes_nothing_more(console: ConsoleStore, room: str) -> None:
    console.post("1", room, CARD)
    console.close(room)
    console.close(room)
    with pytest.raises(RoomClosed):
        console.post("2", room, CARD)
    with pytest.raises(RoomClosed):
        console.say("3", room, ANA, "hello?")
    # The first try arrived; only its receipt was lost.
    assert console.post("1", room, CARD) == console.messages(room, ANA)[0].ref
    assert console.rooms_of(BOB)[0].closed
    assert texts(console.messages(room, BOB)) == ["Situation"]


def test_what_does_not_exist_is_said_not_to(console: ConsoleStore, room: str) -> None:
    ref = console.post("1", room, CARD)
    other = console.open_room("other", "crisis-b2b", "")
    for attempt in (
        lambda: console.post("2", "999", CARD),
        lambda: console.invite("999", [ANA]),
        lambda: console.edit(room, "999", CARD),
        lambda: console.edit(other, ref, CARD),
        lambda: console.message("999"),
    ):
        with pytest.raises(NoSuchThing):
            attempt()


def test_an_edit_that_changes_nothing_is_none(console: ConsoleStore, room: str) -> None:
    ref = console.post("1", room, CARD)
    before = console.last_change()
    console.edit(room, ref, dict(CARD))
    assert console.last_change() == before
    console.edit(room, ref, {"title": "Situation, 10:00"})
    assert console.message(ref).card == {"title": "Situation, 10:00"}
    assert console.message(ref).edited_at == NOW
    (change,) = console.changes(before)
    assert (change.kind, change.room, change.ref) == ("edit", room, ref)


def test_pinned_messages_are_known(console: ConsoleStore, room: str) -> None:
    ref = console.post("1", room, CARD)
    console.say("2", room, ANA, "hello")
    before = console.last_change()
    console.pin(room, ref)
    console.pin(room, ref)
    assert [change.kind for change in console.changes(before)] == ["pin"]
    assert [message.ref for message in console.pinned(room, BOB)] == [ref]
    assert console.pinned(room, CAI) == []
    assert console.message(ref).pinned


def test_unread_counts_what_others_said_since(console: ConsoleStore, room: str) -> None:
    console.say("1", room, ANA, "one")
    ref = console.say("2", room, ANA, "two")
    console.say("3", room, BOB, "three")
    console.post("4", room, CARD, only_for=BOB)
    assert console.rooms_of(ANA)[0].unread == 1
    assert console.rooms_of(BOB)[0].unread == 3
    console.seen(room, BOB, ref)
    assert console.rooms_of(BOB)[0].unread == 1
    console.seen(room, BOB, "1")
    assert console.rooms_of(BOB)[0].unread == 1


def test_messages_are_paged_from_the_newest(console: ConsoleStore, room: str) -> None:
    refs = [console.say(str(number), room, ANA, str(number)) for number in range(6)]
    assert texts(console.messages(room, BOB, limit=2)) == ["4", "5"]
    assert texts(console.messages(room, BOB, after=int(refs[3]))) == ["4", "5"]


def test_a_phones_answer_and_its_inbox_row_come_together(url: str, console: ConsoleStore) -> None:
    [ref] = console.sms_in([("phone-1", NUMBER, "7", {"number": NUMBER, "text": "7"})], NOW)
    other = Store.open(url)
    with other.begin() as work:
        (raw,) = work.inbox.waiting(9)
        assert (raw.event_id, raw.source, raw.raw) == ("phone-1", "sms", {"number": NUMBER, "text": "7"})
        work.inbox.claim("phone-1", "sms", NOW)
    console.sms_in([("phone-1", NUMBER, "7", {"number": NUMBER, "text": "7"})], NOW)
    with other.read() as work:
        assert work.inbox.waiting(9) == []
    other.close()
    assert [(sms.ref, sms.direction, sms.text) for sms in console.sms(NUMBER)] == [(ref, "in", "7")]


def test_phones_are_listed_with_their_last_text(console: ConsoleStore) -> None:
    console.sms_out([("1", NUMBER, "PAGE K7Q")])
    console.sms_out([("2", "+412", "PAGE K7Q too")])
    [last] = console.sms_in([("3", NUMBER, "7", {})], NOW + MINUTE)
    phones = console.phones_summary()
    assert list(phones) == [NUMBER, "+412"]
    assert (phones[NUMBER].last, phones[NUMBER].text, phones[NUMBER].direction) == (last, "7", "in")
    assert phones[NUMBER].at == NOW + MINUTE


def test_each_kind_of_change_is_announced_to_whom_it_concerns(console: ConsoleStore, room: str) -> None:
    console.set_topic(room, "K7Q L2")
    ref = console.post("1", room, CARD, only_for=ANA)
    told = console.tell("2", BOB, CARD)
    [sms] = console.sms_out([("3", NUMBER, "PAGE")])
    console.close(room)
    assert [(each.kind, each.room, each.person, each.number, each.ref) for each in console.changes(0)] == [
        ("room", room, None, None, None),
        ("member", room, ANA, None, None),
        ("member", room, BOB, None, None),
        ("room", room, None, None, None),
        ("message", room, ANA, None, ref),
        ("direct", None, BOB, None, told),
        ("sms", None, None, NUMBER, sms),
        ("room", room, None, None, None),
    ]
    assert len(console.changes(0, limit=3)) == 3
    assert console.changes(console.last_change()) == []


def test_whoever_follows_the_changes_misses_none_while_eight_write(console: ConsoleStore, room: str) -> None:
    followed: list[int] = []

    def write(writer: int) -> None:
        for number in range(10):
            if writer:
                console.say(f"{writer}.{number}", room, ANA, "hello")
                console.sms_out([(f"{writer}.{number}", f"+41{writer}", "hello")])
            # One of them follows, from the last number it has seen.
            else:
                followed.extend(change.id for change in console.changes(followed[-1] if followed else 0))

    at_once(8, write)
    followed.extend(change.id for change in console.changes(followed[-1] if followed else 0))
    assert followed == [change.id for change in console.changes(0)]
    assert len(followed) == 3 + 7 * 10 * 2


def test_the_same_key_from_eight_threads_posts_once(console: ConsoleStore, room: str) -> None:
    refs = at_once(8, lambda _: console.post("same", room, CARD))
    assert len(set(refs)) == 1
    assert len(console.messages(room, ANA)) == 1
