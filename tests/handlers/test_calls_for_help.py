"""Calls for help, and words of the restricted room: what must never wait, and what must never leak."""

from __future__ import annotations

from playbooks.rules.checkin import Status
from tests.handlers.asking import requests, status
from tests.handlers.desk import BACKUP, DUTY, ask, buttons, declared, incident, text
from tests.world import World


def test_a_second_call_for_help_is_texted_again_to_who_took_the_first_and_to_who_is_on_duty_now(world: World) -> None:
    world.phone("P047").replies("help me")
    world.phone(DUTY).expects(world.code()).replies("7").expects(world.code())
    world.passes(hours=14)
    first, now_on_duty = len(world.phone(DUTY).texts()), len(world.phone("P044").texts())
    world.phone("P047").replies("SOS I cannot breathe")
    assert len(world.phone(DUTY).texts()) == first + 1
    assert len(world.phone("P044").texts()) == now_on_duty + 1


def test_a_call_for_help_is_not_hidden_in_an_older_report_of_the_same_person(world: World) -> None:
    text(world, "P047", 'report "laptop stolen"')
    world.phone(DUTY).expects(world.code()).replies("7")
    older = world.code()
    world.phone("P047").replies("SOS shooter in the building")
    assert world.code() != older
    assert any(world.code() in said for said in world.phone(DUTY).texts())


def test_a_call_for_help_from_an_unknown_number_pages_the_duty_officer_until_it_is_taken(world: World) -> None:
    world.phone("+12025550188").replies("HELP I am trapped on floor 3").expects("We are alerting Security")
    world.phone(DUTY).expects(world.code())
    world.passes(minutes=5)
    world.phone(BACKUP).expects(world.code())


def test_whoever_is_paged_for_a_call_for_help_reads_its_words(world: World) -> None:
    world.phone("P047").replies("SOS the lift is full of smoke")
    world.passes(minutes=5)
    for officer in (DUTY, BACKUP):
        assert any("You are paged" in one and "full of smoke" in one for one in world.person(officer).told())
        assert "the lift is full of smoke" in text(world, officer, f"status {world.code()}")


def test_a_report_that_is_verified_as_another_kind_goes_on_with_its_playbook_and_keeps_what_was_done(
    world: World,
) -> None:
    world.phone("P047").replies("SOS smoke")
    code = world.code()
    opened = world.app.now()
    world.passes(minutes=7)
    said = text(world, DUTY, f"verify {code} L1 seen type=fire site=GVA")
    assert "it is active at L1, Fire, evacuation or loss of premises, Geneva" in said
    assert any("Playbook 'Fire" in line and "takes the place of" in line for line in world.log(code))
    with world.store.read() as uow:
        run = uow.runs.get(incident(world, code).id)
    assert run is not None
    assert run.type == "fire"
    assert run.step("x1").finished_at == opened, "that the room is open was ticked in the report"
    world.passes(hours=2)
    assert any("is overdue" in line for line in world.log(code)), "its clocks run"


def test_what_is_declared_keeps_its_kind_and_a_wrong_word_changes_nothing(world: World) -> None:
    code = declared(world, "L1")
    assert "its kind and its places stay" in text(world, DUTY, f"verify {code} type=cyber")
    world.phone("P047").replies("SOS smoke")
    report = world.code()
    assert "'Atlantis' is not a site" in text(world, DUTY, f"verify {report} L2 site=Atlantis")
    assert incident(world, report).verified_at is None


def test_a_call_for_help_goes_along_when_its_report_is_merged_into_an_incident(world: World) -> None:
    code = declared(world, "L1")
    world.phone("P047").replies("SOS I am on floor 3")
    report = world.code()
    ask(world, DUTY, f"merge {report} into {code}")
    assert any(f"H1 {report}" in said for said in world.phone(DUTY).texts()), "nobody had taken it"
    assert f"H1 of {report} nobody has taken it" in text(world, "CHAIR", f"status {code}")
    world.phone(DUTY).replies(f"H1 {code}")
    world.phone("P047").replies("smoke is coming in")
    assert world.code() == report
    assert "smoke is coming in" in world.person(DUTY).told()[-1]


def test_whoever_called_for_help_in_one_incident_answers_the_check_in_of_another(world: World) -> None:
    world.phone("P047").replies("SOS smoke")
    code = world.code()
    text(world, DUTY, f"verify {code} L1")
    other = declared(world, "L0", kind="earthquake")
    ask(world, "CHAIR", f"checkin start {other} P047")
    world.phone("P047").replies("1")
    assert status(world, other, "P047") is Status.SAFE
    assert [one.open for one in requests(world, code)] == [True]


def test_the_duty_officer_s_own_call_for_help_pages_the_next_at_once_and_never_the_officer(world: World) -> None:
    world.phone(DUTY).replies("help me").expects("Nous alertons")
    world.phone(BACKUP).expects(world.code())
    world.passes(minutes=60)
    assert not any("7=" in said for said in world.phone(DUTY).texts())
    name = world.who(DUTY).name
    assert f"SSD-DO: {name} was not texted: called for help themselves." in world.log(world.code())
    before = len(world.phone(BACKUP).replies("7").texts())
    world.phone(DUTY).replies("SOS they are at the door")
    assert len(world.phone(BACKUP).texts()) == before + 1


def test_doubtful_words_of_the_duty_officer_are_shown_to_the_next(world: World) -> None:
    code = declared(world, "L0")
    ask(world, "CHAIR", f"checkin start {code} {DUTY}")
    world.phone(DUTY).expects(code).replies("not hurt")
    world.phone(BACKUP).expects(world.who(DUTY).name)
    assert any("may be in danger" in card for card in world.person(BACKUP).told())
    assert not any("may be in danger" in card for card in world.person(DUTY).told())


def test_a_reason_typed_in_the_restricted_room_stays_there(world: World) -> None:
    code = declared(world, "L2")
    room = f"crisis-{code.lower()}"
    ask(world, "CHAIR", "raise L3 reason=Maria Lopez is dead", room=f"{room}-restricted")
    assert not any("Maria" in said for said in world.person("ORMS").reads(room))
    assert any("Maria" in said for said in world.person("CHAIR").reads(f"{room}-restricted"))
    assert "Maria" not in text(world, "ORMS", f"status {code}")


def test_a_merge_needs_the_right_in_both_incidents_and_keeps_the_places_of_both(world: World) -> None:
    geneva = declared(world, "L1", "GVA")
    addis = declared(world, "L1", "ADD")
    world.phone("ORT-L@ADD").replies(f"7 {addis}")
    assert "CM policy 4.5" in text(world, "ORT-L@ADD", f"merge {addis} into {geneva}")
    ask(world, "CHAIR", f"merge {geneva} into {addis}")
    assert set(incident(world, addis).sites) == {"ADD", "GVA"}
    assert buttons(ask(world, "ORT-L@GVA", f"status {addis}"))


def test_a_page_after_the_meeting_names_one_that_is_still_to_come(world: World) -> None:
    code = declared(world, "L1")
    world.passes(hours=3)
    ask(world, "CHAIR", f"raise {code} L2")
    assert "12:30 UTC" in world.phone("HSSD").texts()[-1]


def test_at_two_sites_each_is_paged_by_its_own_name_and_one_is_no_quorum_of_the_other(world: World) -> None:
    code = declared(world, "L1", "GVA,ADD")
    assert "Addis" in world.phone("ORT-L@ADD").texts()[0]
    for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
        world.phone(seat).replies("7")
    assert "Quorum: not reached: 3 coming, 4 needed, missing: leader" in text(world, "CHAIR", f"status {code}")
    for seat in ("ORT-L@ADD", "ORT-D@ADD"):
        world.phone(seat).replies("7")
    assert "Quorum: reached" in text(world, "CHAIR", f"status {code}")


def test_after_lowering_the_team_s_quorum_is_still_awaited(world: World) -> None:
    code = declared(world, "L3")
    world.phone("CHAIR").replies("7")
    world.passes(minutes=5)
    ask(world, "CHAIR", f"lower {code} L2 reason=smaller")
    world.passes(minutes=31)
    assert any("No quorum yet" in line for line in world.log(code))
