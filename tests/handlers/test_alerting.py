"""Who is alerted of a call for help: nobody by ringing who may hide, somebody at once, and no machine for ever."""

from __future__ import annotations

import random

import pytest

from handlers.importing import import_organisation
from playbooks.rules.checkin import Status
from tests.handlers.asking import BRUNO, CHIARA, asked, helped, requests, status
from tests.handlers.desk import BACKUP, DUTY, ask, declared, entries, text
from tests.handlers.quake import FIRST, SECOND, current, people
from tests.handlers.quake import asked as shaken
from tests.world import World


def without_number(world: World, *who: str) -> None:
    """Import these people without a mobile number."""
    found = [world.who(one) for one in who]
    rows = [f"{one.id},{one.name},{one.kind},{one.language},{one.site}," for one in found]
    report = import_organisation(
        world.store, {"people.csv": "\n".join(["id,name,kind,language,site,mobile", *rows]).encode()},
        now=world.app.now(), chance=random.Random("numbers"), author="cli",
    )  # fmt: skip
    assert report.applied, report.lines()
    world.settle()


class TestNobodyRingsWhoMayHide:
    def test_a_later_silent_round_makes_the_card_of_an_older_request_say_do_not_call(self, world: World) -> None:
        code = shaken(world)
        world.phone(FIRST).replies("2")
        assert "DO NOT CALL" not in world.person(DUTY).told()[-1]
        ask(world, "CHAIR", f"checkin start {code} {SECOND} --again --silent")
        world.phone(FIRST).replies("he is at the door")
        assert "DO NOT CALL" in world.person(DUTY).told()[-1]
        world.phone(DUTY).replies(f"H1 {code}")
        assert "Nobody will call you" in world.phone(FIRST).texts()[-1]

    def test_an_officer_who_may_hide_reads_it_in_chat_and_the_next_is_rung_at_once(self, world: World) -> None:
        code = declared(world)
        asked(world, code, DUTY, CHIARA, silent=True)
        rung = len(world.phone(DUTY).texts())
        backup = len(world.phone(BACKUP).texts())
        world.phone(CHIARA).replies("2")
        assert len(world.phone(DUTY).texts()) == rung
        assert len(world.phone(BACKUP).texts()) == backup + 1
        assert "Chiara Bellandi asks for help" in world.person(DUTY).told()[-1]
        assert not requests(world, code)[0].red
        world.passes(minutes=5)
        assert len(world.phone(DUTY).texts()) == rung
        assert requests(world, code)[0].red

    def test_when_all_may_hide_the_rooms_say_that_no_telephone_is_rung(self, world: World) -> None:
        code = declared(world)
        security = {world.who(one).id for one in (DUTY, BACKUP, "HSSD", "HSSD/1", "HSSD/2", "ORT-L@GVA")}
        asked(world, code, *security, BRUNO, silent=True)
        before = world.texts()
        world.phone(BRUNO).replies("2")
        assert "is alerted in chat alone" in " ".join(world.person("CHAIR").reads(f"crisis-{code.lower()}"))
        assert {number for number, texts in world.texts().items() if texts != before.get(number)} == {
            world.who(BRUNO).mobile
        }
        assert any("Bruno" in card for card in world.person("HSSD").told())


def test_an_officer_without_a_number_is_told_in_chat_and_the_next_is_rung_at_once(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    without_number(world, DUTY)
    before = len(world.phone(BACKUP).texts())
    world.phone(CHIARA).replies("2")
    assert len(world.phone(BACKUP).texts()) == before + 1
    assert "Chiara Bellandi asks for help" in world.person(DUTY).told()[-1]
    assert "is yours" in text(world, DUTY, f"checkin take {code} H1")


def test_a_machine_that_answers_every_answer_with_a_danger_word_is_not_answered_for_ever(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    for _ in range(12):
        world.phone(CHIARA).replies("Out of office. In an EMERGENCY, help: call my colleague")
    assert len(world.phone(CHIARA).texts()) <= 7
    assert requests(world, code)[0].open
    # Whoever has a request of their own is still heard by a human.
    assert "Out of office" in world.person(DUTY).told()[-1]


def test_a_board_with_many_requests_names_the_first_that_wait_and_counts_the_rest(world: World) -> None:
    code = shaken(world)
    everybody = [one for one in people(world, code) if one not in {DUTY, BACKUP}][:9]
    for one in everybody:
        world.phone(one).replies("2")
    world.phone(DUTY).replies(f"H1 {code}")
    shown = text(world, "CHAIR", f"status {code}")
    assert "9 open, 8 not taken: H2" in shown
    assert "and 4 more" in shown
    assert "H1 taken" not in shown


def test_what_came_along_by_a_merge_is_alerted_in_the_rooms_that_are_open_and_stands_in_the_report(
    world: World,
) -> None:
    first, second = declared(world), declared(world, "L0", "ADD", "CHAIR", "earthquake")
    asked(world, first, CHIARA)
    world.phone(CHIARA).replies("2")
    ask(world, "CHAIR", f"merge {first} into {second}")
    world.passes(minutes=6)
    room = " ".join(world.person("CHAIR").reads(f"crisis-{second.lower()}"))
    assert "nobody has taken a request for help" in room
    world.phone(DUTY).replies(f"H1 {first}")
    ask(world, DUTY, f"checkin resolve {first} H1 safe note=met")
    opened = text(world, "CHAIR", f"report {second}")
    assert "report" in opened.lower()
    with world.store.read() as uow:
        document = uow.documents.get(1)  # type: ignore[arg-type]  # the first of this world
    assert [one["name"] for one in document.model["helps"]] == [f"H1 of {first}"]  # type: ignore[index]  # never purged


def test_who_is_added_late_is_reminded_and_looked_for_as_late(world: World) -> None:
    code = shaken(world, FIRST)
    world.phone(FIRST).replies("1")
    world.passes(minutes=50)
    ask(world, "CHAIR", f"checkin start {code} {SECOND}")
    assert current(world, code).number == 1
    many = len(world.phone(SECOND).texts())
    world.passes(minutes=16)
    assert len(world.phone(SECOND).texts()) == many + 1
    world.passes(minutes=31)
    found = people(world, code)[SECOND]
    assert found.status is Status.NO_REPLY
    assert found.owner
    assert status(world, code, FIRST) is Status.SAFE
    assert any("1 people unaccounted" in one.text for one in entries(world, code))


class TestAfterAMerge:
    @pytest.fixture
    def merged(self, world: World) -> tuple[str, str]:
        """Somebody asks for help in an incident that then goes on under the other's code."""
        into, code = declared(world, by="HSSD"), declared(world, kind="earthquake")
        asked(world, code, CHIARA)
        helped(world, code)
        text(world, "CHAIR", f"merge {code} into {into}")
        return code, into

    @pytest.mark.parametrize("which", [0, 1])
    def test_it_is_taken_and_ended_under_either_code_and_the_person_counts_anew(
        self, world: World, merged: tuple[str, str], which: int
    ) -> None:
        code, into = merged
        assert "is yours" in text(world, DUTY, f"checkin take {merged[which]} H1")
        assert status(world, into, CHIARA) is Status.NEED_HELP
        assert "ended" in text(world, DUTY, f"checkin resolve {merged[which]} H1 safe note=brought out")
        assert status(world, into, CHIARA) is Status.SAFE
        assert not requests(world, code)[0].open

    @pytest.mark.parametrize("typed", ["H1", "H1 {}"])
    def test_it_is_taken_by_text_under_either_code(self, world: World, merged: tuple[str, str], typed: str) -> None:
        code, into = merged
        world.phone(DUTY).replies(typed.format(into))
        assert requests(world, code)[0].taken_by == DUTY
        assert code in world.phone(DUTY).texts()[-1]
        world.phone(BACKUP).replies(typed.format(into))
        assert f"{code}: H1 is with Karim" in world.phone(BACKUP).texts()[-1]
        text(world, DUTY, f"checkin resolve {code} H1 safe note=met")
        world.phone(BACKUP).replies(typed.format(code))
        assert f"{code}: H1 is over, ended by Karim" in world.phone(BACKUP).texts()[-1]

    def test_in_hospital_is_said_in_the_restricted_room_of_the_incident_that_goes_on(
        self, world: World, merged: tuple[str, str]
    ) -> None:
        code, into = merged
        room = f"crisis-{into.lower()}-restricted"
        assert "ended" in text(world, "HSSD", f"checkin resolve {code} H1 hospitalised note=by ambulance", room)
        assert status(world, into, CHIARA) is Status.HOSPITALISED


@pytest.mark.parametrize("how", ["checkin start {} {} --silent", "checkin start {} {} --silent --again"])
def test_whoever_has_a_request_or_was_told_of_it_hears_that_nobody_may_be_called_any_more(
    world: World, how: str
) -> None:
    code = declared(world)
    text(world, "CHAIR", f"checkin start {code} {CHIARA},{BRUNO}")
    helped(world, code)
    text(world, DUTY, f"checkin take {code} H1")
    helped(world, code, BRUNO)
    text(world, "CHAIR", how.format(code, f"{CHIARA},{BRUNO}"))
    assert "N'APPELEZ PAS" in world.phone(DUTY).texts()[-1]
    assert any("H1: Chiara Bellandi may be hiding: do not call" in card for card in world.person(DUTY).told())
    assert "H2: Bruno Delacroix-Simon may be hiding: do not call" in world.person(DUTY).told()[-1]
