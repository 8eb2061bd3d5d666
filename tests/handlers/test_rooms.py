"""Rooms: private, new, for those who belong; and what happens when one cannot be had (R46, R51)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.ports import Refused
from handlers.cards import from_json, plain_text
from tests.databases import Databases
from tests.handlers.desk import ANYBODY, declared, entries, holders, paged, text
from tests.handlers.fakes import Chat
from tests.world import World

RESTRICTED = ("CHAIR", "HSSD", "HR", "MA", "SC", "LEG")


def members(world: World, room: str) -> set[str]:
    ref = next(
        one.ref
        for who in ("CHAIR", "HSSD")
        for one in world.app.console.rooms_of(world.who(who).id)
        if one.name == room
    )
    return set(world.app.console.members(ref))


@pytest.fixture
def world_on(filled: str, databases: Databases) -> Iterator[Callable[[Chat], World]]:
    """Give the demonstration with a console replaced by another platform."""
    made: list[World] = []

    def make(chat: Chat) -> World:
        made.append(World(databases.copy(filled), chat={"console": chat}))
        return made[-1]

    yield make
    for world in made:
        world.close()


class TestWhoIsIn:
    def test_the_main_room_holds_the_paged_and_the_declarer_and_nobody_else(self, world: World) -> None:
        code = declared(world, by="HSSD")
        assert members(world, f"crisis-{code.lower()}") == paged(world) | holders(world, "HSSD")
        assert world.person(ANYBODY).rooms() == []

    def test_the_restricted_room_holds_the_named_roles_only(self, world: World) -> None:
        code = declared(world, "L3")
        assert members(world, f"crisis-{code.lower()}-restricted") == holders(world, *RESTRICTED)

    def test_names_come_from_the_code_alone_so_that_any_title_is_safe(self, world: World) -> None:
        text(world, "CHAIR", "declare fire GVA L1 <!channel> #general ../../etc & 'DROP TABLE'")
        assert set(world.person("CHAIR").rooms()) == {
            f"crisis-{world.code().lower()}",
            f"crisis-{world.code().lower()}-restricted",
        }

    def test_the_alternate_who_is_paged_later_is_let_in_then(self, world: World) -> None:
        code = declared(world)
        assert world.person("ORT-L@GVA/1").rooms() == []
        world.passes(minutes=5)
        assert world.person("ORT-L@GVA/1").rooms() == [f"crisis-{code.lower()}"]

    def test_there_is_one_live_card_and_it_shows_the_latest_state(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"raise {code} L2")
        world.phone("ORT-L@GVA").replies("7")
        room = world.person("CHAIR").room(f"crisis-{code.lower()}")
        cards = [one for one in world.app.console.messages(room, world.who("CHAIR").id) if one.pinned]
        assert len(cards) == 1
        shown = plain_text(from_json(cards[0].card))
        assert "L2 Emergency" in shown
        assert "✓ joining" in shown


class TestARoomThatCannotBeHad:
    def test_everybody_concerned_is_told_nothing_is_public_and_pages_go_on(
        self, world_on: Callable[[Chat], World]
    ) -> None:
        def refuse(verb: str, what: str) -> None:
            if verb == "open":
                raise Refused("private rooms are switched off here")

        chat = Chat("console", refuse)
        world = world_on(chat)
        chair = world.who("CHAIR").id
        world.run(world.app.line(world.event(), chair, None, "/crisis declare fire GVA L1 smoke"))
        world.settle()
        code = world.code()
        told = {what.split()[0] for verb, what in chat.calls if verb == "tell" and "has no main room" in what}
        assert told == paged(world) | {chair}
        tried = sorted(what for verb, what in chat.calls if verb == "open")
        assert tried == [f"crisis-{code.lower()}", f"crisis-{code.lower()}-restricted"]
        assert {verb for verb, _ in chat.calls} == {"open", "tell"}
        assert any("private rooms are switched off here" in line for line in world.log(code))
        assert paged(world) == holders(world, "ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")
        world.phone("ORT-L@GVA").replies("9")
        world.phone("ORT-L@GVA/1").expects("PAGE")

    def test_a_name_that_is_taken_is_never_taken_over(self, filled: str, databases: Databases) -> None:
        with World(databases.copy(filled)) as first:
            code = declared(first)
        with World(databases.copy(filled)) as second:
            name = f"crisis-{code.lower()}"
            second.app.console.open_room("somebody's own", name, "lunch")
            assert declared(second) == code
            assert second.person("CHAIR").rooms() == [f"{name}-restricted"]
            assert any(f"{code} has no main room" in card for card in second.person("ORT-L@GVA").told())
            assert any(f"{name} could not be had" in line for line in second.log(code))

    def test_somebody_whom_the_platform_turns_away_is_listed(self, world_on: Callable[[Chat], World]) -> None:
        chat = Chat("console", turned_away={"P034": "no account here"})
        world = world_on(chat)
        world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L1 smoke"))
        world.settle()
        assert any("Philippe Crettenand: no account here" in line for line in world.log(world.code()))
        assert any("Not let into" in what for verb, what in chat.calls if verb == "post")


class TestAddedPeople:
    def test_somebody_added_until_a_day_leaves_at_its_end(self, world: World) -> None:
        code = declared(world)
        for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
            world.phone(seat).replies("7")
        text(world, "CHAIR", f"augment {code} P001 role=adviser until=2026-11-23")
        assert world.person("P001").rooms() == [f"crisis-{code.lower()}"]
        world.passes(hours=14, minutes=59)
        assert world.person("P001").rooms()
        world.passes(minutes=1)
        assert world.person("P001").rooms() == []
        assert "the time as adviser is over" in " ".join(world.log(code))

    def test_a_later_day_given_since_wins(self, world: World) -> None:
        code = declared(world)
        for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
            world.phone(seat).replies("7")
        for day in (23, 24):
            text(world, "CHAIR", f"augment {code} P001 role=adviser until=2026-11-{day}")
        world.passes(hours=16)
        assert world.person("P001").rooms()
        world.passes(hours=24)
        assert world.person("P001").rooms() == []

    def test_somebody_who_holds_a_seat_stays_when_the_time_as_an_addition_is_over(self, world: World) -> None:
        code = declared(world)
        for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
            world.phone(seat).replies("7")
        text(world, "CHAIR", f"augment {code} P034 role=guide until=2026-11-23")
        world.passes(hours=16)
        assert world.person("P034").rooms()


def test_closing_makes_the_rooms_read_only_and_they_stay(world: World) -> None:
    code = declared(world)
    text(world, "CHAIR", f"standdown {code}")
    text(world, "CHAIR", f"close {code}")
    before = entries(world, code)
    rooms = world.app.console.rooms_of(world.who("CHAIR").id)
    assert [room.closed for room in rooms] == [True, True]
    assert f"{code} is closed" in world.person("CHAIR").told()[-1]
    assert entries(world, code) == before
