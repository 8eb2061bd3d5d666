"""One crisis of the demonstration organisation, told by its phones and rooms, from a refusal to the verified log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers.exporting import export_jsonl
from playbooks.rules.logbook import check_export
from tests.databases import Databases
from tests.twilio.account import Account
from tests.twilio.application import PUBLIC
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing
from tests.world import START, World

STAFF, DUTY, BACKUP = "P047", "P043", "P045"
CMT = ("CHAIR", "HSSD", "ORMS", "CCD", "HR", "FAC", "ITBC", "BCO", "FIN", "LEG", "MA", "SC")
CORE = CMT[:7]
ORT = ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")


@pytest.fixture(params=["console", "twilio"])
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[World]:
    """Give the demonstration with simulated phones, and the same people as a real organisation with Twilio's."""
    if request.param == "console":
        with World(databases.bare()) as world:
            yield world
        return
    with FakeTwilio(Account().at(PUBLIC)) as fake, Ringing(databases.bare(), fake) as ringing:
        yield ringing


def test_a_fire_from_the_first_report_to_the_verified_log(world: World) -> None:
    code = a_member_of_staff_reports_it_and_the_duty_officer_verifies_it(world)
    room = f"crisis-{code.lower()}"
    it_grows_and_only_those_not_yet_told_are_paged(world, code)
    answers_come_in_every_way_and_silence_goes_to_the_alternates(world, code, room)
    the_team_writes_down_what_it_knows(world, room)
    posted = a_second_report_is_merged(world, code, room)
    an_external_comes_and_goes(world, code, room)
    it_ends_and_everybody_who_was_texted_hears_of_it(world, code, room)
    it_flares_up_again_in_a_new_room(world, code, room)
    a_false_alarm_elsewhere_texts_those_it_woke_and_nobody_else(world)
    the_log_is_whole_and_cannot_be_cut(world, code, posted)
    world.nobody_else_was_texted()


def a_member_of_staff_reports_it_and_the_duty_officer_verifies_it(world: World) -> str:
    refused = world.person(STAFF).types("/crisis declare fire GVA L2 smoke on floor 3")
    assert "Not done" in refused
    assert "CM policy 3.1" in refused
    assert "[Report it to the duty officer]" in refused
    assert world.texts() == {}
    line = next(line for line in refused.splitlines() if line.startswith("[Report")).split("] ")[1]

    assert "duty officer is being paged" in world.person(STAFF).types(line)
    code = world.code()
    world.phone(DUTY).expects(code)
    world.passes(minutes=5)
    world.phone(BACKUP).expects(code).replies("7").expects(code)
    world.passes(minutes=30)
    world.phone(DUTY).is_silent()

    world.person(BACKUP).types(f"/crisis verify {code} L1 seen by the guard")
    for seat in ORT:
        world.phone(seat).expects(code, "L1")
    assert any(code in told and "for information" in told for told in world.person("CHAIR").told())
    assert f"crisis-{code.lower()}" in world.person("ORT-L@GVA").rooms()
    assert world.person(STAFF).rooms() == [f"crisis-{code.lower()}"], "the reporter is in the room, and in no other"
    assert world.person("P048").rooms() == []
    assert "L1 Incident" in world.person("ORT-L@GVA").board(f"crisis-{code.lower()}")
    world.phone("ORT-L@GVA").replies("7").expects(code)
    return code


def it_grows_and_only_those_not_yet_told_are_paged(world: World, code: str) -> None:
    world.person("ORT-L@GVA").types(f"/crisis raise {code} L2 reason=it spreads")
    for seat in CORE:
        world.phone(seat).expects(code, "L2")
    for seat in set(CMT) - set(CORE):
        world.phone(seat).is_silent()
    world.person("HSSD").types(f"/crisis raise {code} L3")
    for seat in set(CMT) - set(CORE):
        world.phone(seat).expects(code, "L3")
    for seat in (*CORE, *ORT):
        world.phone(seat).is_silent()


def answers_come_in_every_way_and_silence_goes_to_the_alternates(world: World, code: str, room: str) -> None:
    world.phone("HSSD").replies("8 20 min").expects(code, "20")
    world.phone("HR").replies("٧").expects(code)
    world.phone("FIN").replies(f"7 {code.lower()}!").expects(code)
    world.phone("SC").replies("voy").expects(code)
    world.phone("MA").replies("9").expects(code)
    world.phone("MA/1").expects(code, "L3").replies("7, 参加").expects(code)
    world.phone("LEG").replies("perhaps later?").expects("7")
    assert any("perhaps later?" in said for said in world.person("HSSD").reads(room)), "doubt goes to a human"
    world.person("CCD").types("/crisis answer joining", room=room)
    world.person("ORMS").types("/crisis answer late 15", room=room)
    board = world.person("CCD").board(room)
    assert "Quorum: not reached" in board
    assert "missing: chair" in board
    assert f"Leads: {world.who('HSSD').name}" in board, "late, but the first in the line of succession who comes"

    world.passes(minutes=5)
    for seat in ("CHAIR/1", "FAC/1", "ITBC/1", "BCO/1", "LEG/1", "ORT-D@GVA/1", "ORT-F@GVA/1"):
        world.phone(seat).expects(code)
    world.phone("CHAIR/1").replies("7").expects(code)
    said = world.person("HSSD").reads(room)
    assert any("quorum reached" in text for text in said)
    assert any(f"{world.who('CHAIR/1').name} leads" in text for text in said)

    for seat in ("FAC/1", "ITBC/1", "LEG/1", "ORT-D@GVA/1", "ORT-F@GVA/1"):
        world.phone(seat).replies("7").expects(code)
    world.passes(minutes=5)
    said = world.person("HSSD").reads(room)
    assert any("Business Continuity Officer is uncovered" in text and "Not reached by SMS" in text for text in said)
    world.phone("CHAIR/1").expects(code, "L3")
    world.phone(STAFF).is_silent()
    for leader in ("CHAIR/1", BACKUP, STAFF):
        told = any("is uncovered" in text for text in world.person(leader).told())
        assert told == (leader != BACKUP), "the acting chair and whoever raised the alarm hear of it in person"
    world.passes(minutes=10)
    world.phone("BCO").expects(code).replies("7").expects(code)

    world.phone("CHAIR").replies("7").expects(code)
    assert any(f"{world.who('CHAIR').name} leads" in text for text in world.person("HSSD").reads(room))
    world.person("CCD").types("/crisis answer leaving", room=room)
    world.phone("CCD/1").expects(code)
    assert any("quorum lost" in text for text in world.person("CHAIR").told())
    world.phone("CHAIR").expects(code, "L3")
    world.phone("CCD/1").replies("7").expects(code)
    assert "Quorum: reached" in world.person("HSSD").board(room)


def the_team_writes_down_what_it_knows(world: World, room: str) -> None:
    world.person("HSSD").types("/crisis fact two floors are evacuated source=guard at=10:40", room=room)
    world.person("HSSD").types("/crisis assume nobody is inside because=no alarm", room=room)
    without = world.person("CHAIR").types("/crisis decide close the building", room=room)
    assert "rationale" in without
    world.person("CHAIR").types("/crisis decide close the building because=unsafe options=close; watch", room=room)
    restricted = f"{room}-restricted"
    world.person("CHAIR").types("/crisis fact one colleague is injured", room=restricted)
    assert not any("injured" in text for text in world.person("FIN").reads(room)), "restricted stays restricted"
    assert any("injured" in text for text in world.person("MA").reads(restricted))
    world.person("HSSD").types("/crisis log fire brigade has arived", room=room)
    assert "struck out" in world.person("HSSD").types("/crisis undo", room=room)
    a_message_is_marked_by_the_pin(world, room, "The garage door is jammed.")
    fact = entry_number(world, room, "two floors are evacuated")
    world.person("CHAIR").types(f"/crisis correct {fact} three floors are evacuated", room=room)
    board = world.person("FIN").board(room)
    assert "three floors are evacuated" in board
    assert "two floors are evacuated" not in board, "what was corrected is shown no more, but stays in the log"
    assert "two floors are evacuated" in world.log(room_code(room))
    assert "CM policy 4.3" in world.person("HSSD").types("/crisis lower L2 reason=smaller", room=room), "only the chair"
    assert "reason" in world.person("CHAIR").types("/crisis lower L2", room=room)
    world.person("CHAIR").types("/crisis lower L2 reason=the fire is contained", room=room)
    assert "L2 Emergency" in world.person("CHAIR").board(room)


def a_message_is_marked_by_the_pin(world: World, room: str, words: str) -> None:
    speaker, reader = world.person("FAC/1"), world.person("HSSD")
    speaker.types(words, room=room)
    seen = world.app.console.messages(reader.room(room), reader.person.id)
    ref = next(one.ref for one in seen if one.text == words)
    world.run(world.app.pin(world.event(), reader.person.id, ref))
    world.settle()
    assert f"{speaker.person.name}: {words}" in world.log(room_code(room))


def entry_number(world: World, room: str, begins: str) -> int:
    """Give the number of the log entry that begins with these words."""
    return next(at for at, text in enumerate(world.log(room_code(room)), 1) if text.startswith(begins))


def room_code(room: str) -> str:
    """Give the code of the incident that a room is named after."""
    return room.removeprefix("crisis-").upper()


def a_second_report_is_merged(world: World, code: str, room: str) -> str:
    offered = world.person("ORMS").types("/crisis declare fire GVA L1 burning smell in the garage")
    second = world.code()
    assert f"/crisis merge {second} into {code}" in offered
    for seat in ORT:
        world.phone(seat).expects(second)
    world.phone("ORT-L@GVA").replies("7").expects(code, second)
    world.phone("ORT-L@GVA").replies(f"7 {second}").expects(second)
    world.person("ORMS").types(f"/crisis merge {second} into {code}")
    for seat in ORT:
        world.phone(seat).expects(second, code)
    world.passes(hours=1)
    heads = [text for text in world.person("CHAIR").reads(room) if "head" in text and "SHA-256" in text]
    assert heads
    count, _, hash_ = heads[-1].rpartition("\n")[2].partition(" entries, SHA-256 ")
    return f"{count}:{hash_}"


def an_external_comes_and_goes(world: World, code: str, room: str) -> None:
    world.person("CHAIR").types(
        f'/crisis augment {code} "Jane Doe" role=UNDSS liaison until=2026-11-23 number=+1 202 555 0199'
    )
    world.phone("+12025550199").expects(code)
    jane = f"X-{code}-1"
    assert world.person(jane).rooms() == [room]
    world.until(START + timedelta(hours=15, minutes=1))
    assert world.person(jane).rooms() == []


def it_ends_and_everybody_who_was_texted_hears_of_it(world: World, code: str, room: str) -> None:
    before = {number: len(texts) for number, texts in world.texts().items()}
    assert "asked" in world.person("FIN").types("/crisis standdown reason=all out", room=room)
    assert any("stand down?" in text for text in world.person("CHAIR").told())
    world.person("CHAIR").types("/crisis standdown", room=room)
    told = {number for number, texts in world.texts().items() if len(texts) == before[number] + 1}
    # Phones that only asked which of two, or belong to nobody of this incident, were not texted for it.
    assert told == set(before)
    for number in told:
        world.phone(number).expects(code)
    world.passes(hours=2)
    assert "reason" in world.person("CHAIR").types("/crisis close", room=room)
    world.person("CHAIR").types("/crisis close reason=handed over to facilities", room=room)
    assert "closed" in world.person("CHAIR").types(f"/crisis status {code}")


def it_flares_up_again_in_a_new_room(world: World, code: str, room: str) -> None:
    assert "reason" in world.person("CHAIR").types(f"/crisis reopen {code}")
    world.person("CHAIR").types(f"/crisis reopen {code} reason=smoke again")
    for seat in (*CORE, *ORT):
        world.phone(seat).expects(code, "L2")
    assert f"{room}-2" in world.person("CHAIR").rooms(), "the closed room stays closed"
    assert "Phase: active" in world.person("CHAIR").board(f"{room}-2")
    before = {number: len(texts) for number, texts in world.texts().items()}
    world.person("HSSD").types(f"/crisis standdown {code} reason=only steam")
    for number, texts in world.texts().items():
        assert len(texts) <= before[number] + 1
        for _ in texts[before[number] :]:
            world.phone(number).expects(code)
    for seat in (*CORE, *ORT):
        assert len(world.phone(seat).texts()) == before[world.phone(seat).number] + 1


def a_false_alarm_elsewhere_texts_those_it_woke_and_nobody_else(world: World) -> None:
    world.person("ORT-L@SCL").types("/crisis declare earthquake SCL L1 the ground shook")
    code = world.code()
    woken = ("ORT-L@SCL", "ORT-D@SCL", "ORT-F@SCL")
    for seat in woken:
        world.phone(seat).expects(code)
    assert "CM policy 3.4" in world.person("ORT-D@SCL").types(f"/crisis falsealarm {code}")
    world.person("HSSD").types(f"/crisis falsealarm {code} reason=a lorry")
    for seat in woken:
        world.phone(seat).expects(code)
    world.passes(hours=1)
    for seat in woken:
        world.phone(seat).is_silent()


def the_log_is_whole_and_cannot_be_cut(world: World, code: str, posted: str) -> None:
    with world.store.read() as uow:
        lines = list(export_jsonl(uow, code, world.app.now()))
        organisation = list(export_jsonl(uow, "org", world.app.now()))
    whole, sentence = check_export(lines, [posted])
    assert whole, sentence
    assert check_export(organisation)[0]
    assert not check_export([lines[0], *lines[1:-1]])[0]
    assert not check_export(lines, [posted.replace(posted[-3:], "000")])[0]
