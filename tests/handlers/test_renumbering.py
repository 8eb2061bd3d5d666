"""Numbers that change while people are asked."""

from __future__ import annotations

from handlers.importing import import_organisation
from playbooks.rules.checkin import Status
from tests.handlers.desk import declared, entries
from tests.handlers.quake import FIRST, SECOND, asked, people, queued
from tests.world import World


def numbers(world: World, given: dict[str, str]) -> None:
    """Import other mobile numbers for people."""
    people = [world.who(who) for who in given]
    rows = [f"{one.id},{one.name},{one.kind},{one.language},{one.site},{given[one.id]}" for one in people]
    report = import_organisation(
        world.store, {"people.csv": "\n".join(["id,name,kind,language,site,mobile", *rows]).encode()},
        now=world.app.now(), chance=world.app.engine.chance(f"import {given}"), author="cli",
    )  # fmt: skip
    assert report.applied, report.lines()
    world.settle()


class TestCorrectedNumbers:
    NEW, OTHER = "+251911000001", "+251911000002"

    def test_who_was_asked_on_an_old_number_is_asked_at_once_on_the_new_one_and_reminded_there(
        self, world: World
    ) -> None:
        code = asked(world)
        old = world.phone(FIRST)
        numbers(world, {FIRST: self.NEW})
        world.phone(self.NEW).expects(code, "1")
        world.passes(minutes=16)
        world.phone(self.NEW).expects(code).replies("1")
        assert len(old.texts()) == 1
        assert people(world, code)[FIRST].status is Status.SAFE
        assert any(
            world.who(FIRST).name in entry.text and "Asked there" in entry.text for entry in entries(world, code)
        )

    def test_who_had_no_number_and_gets_one_is_asked_at_once_and_once(self, world: World) -> None:
        numbers(world, {FIRST: "", SECOND: ""})
        code = asked(world, "--silent")
        assert people(world, code)[FIRST].status is Status.UNREACHABLE
        numbers(world, {FIRST: self.NEW, SECOND: self.NEW})
        (question,) = world.phone(self.NEW).texts()
        assert code in question
        assert people(world, code)[FIRST].status is Status.SENT
        numbers(world, {FIRST: self.NEW})
        assert len(world.phone(self.NEW).texts()) == 1

    def test_who_was_heard_is_not_asked_again_for_a_new_number(self, world: World) -> None:
        code = asked(world)
        world.phone(FIRST).replies("2")
        numbers(world, {FIRST: self.NEW})
        assert world.phone(self.NEW).texts() == []
        assert people(world, code)[FIRST].status is Status.NEED_HELP

    def test_a_question_that_waited_for_the_old_number_goes_to_the_new_one_alone(self, world: World) -> None:
        code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
        old = world.phone(FIRST)
        queued(world, "CHAIR", f"checkin start {code}")
        numbers(world, {FIRST: self.NEW})
        assert old.texts() == []
        assert len(world.phone(self.NEW).texts()) == 1
        assert people(world, code)[FIRST].status is Status.SENT

    def test_a_number_that_was_a_stranger_s_is_texted_again_when_the_list_gives_it_to_somebody(
        self, world: World
    ) -> None:
        code = asked(world)
        number = world.phone(FIRST).number
        world.phone(FIRST).replies("wrong number")
        many = len(world.phone(number).texts())
        numbers(world, {FIRST: self.NEW, SECOND: number})
        assert code in world.phone(self.NEW).texts()[0]
        assert len(world.phone(number).texts()) == many + 1
        world.phone(number).replies("1")
        assert people(world, code)[SECOND].status is Status.SAFE
        assert any(f"numbers that have another owner: {number}." in line for line in world.log("org"))

    def test_an_opt_out_ends_with_its_owner_and_not_before(self, world: World) -> None:
        number = world.phone(FIRST).number
        world.phone(FIRST).replies("STOP")
        many = len(world.phone(number).texts())
        numbers(world, {SECOND: number})
        code = asked(world)
        assert len(world.phone(number).texts()) == many, "whoever said STOP still has it"
        numbers(world, {FIRST: self.OTHER, SECOND: self.NEW})
        numbers(world, {SECOND: number})
        assert code in world.phone(number).texts()[-1]
