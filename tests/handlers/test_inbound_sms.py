"""Texts that come in: answers, calls for help, and everything that a human must look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playbooks.rules.vocabulary import Phase
from tests.handlers.desk import DUTY, declared, entries, incident, last, leaves, paged, text
from tests.world import World


def answered(world: World, code: str) -> list[str]:
    return [entry.text for entry in entries(world, code) if entry.kind == "answer"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7", "joining"),
        (" 7. ", "joining"),
        ("٧", "joining"),
        ("ok 7", "joining"),
        ("8 20", "late by 20 min"),
        ("8 (7 min)", "late by 7 min"),
        ("9", "not able to come"),
        ("no puedo", "not able to come"),
    ],
)
def test_an_answer_is_taken_as_people_type_it_and_receipted(world: World, typed: str, said: str) -> None:
    code = declared(world)
    world.phone("ORT-F@GVA").replies(typed)
    assert f"is {said} (by SMS)" in answered(world, code)[0]
    assert code in world.phone("ORT-F@GVA").texts()[-1]
    assert any(typed.strip() in line for line in world.log(code))


@pytest.mark.parametrize("typed", ["1", "2", "3", "7 9", "maybe", "", "7?", "\x00\x07", "7 Z9Z and 7 K3R"])
def test_what_is_no_clear_answer_is_never_guessed_and_a_human_sees_it(world: World, typed: str) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies(typed)
    assert answered(world, code) == []
    assert "SMS from Philippe Crettenand" in " ".join(world.person("CHAIR").reads(f"crisis-{code.lower()}"))
    assert len(world.phone("ORT-L@GVA").texts()) == 2
    world.passes(minutes=5)
    world.phone("ORT-L@GVA/1").expects("PAGE")


def test_a_bare_digit_that_fits_two_pages_is_asked_back_and_the_code_decides(world: World) -> None:
    first, second = declared(world, "L1"), declared(world, "L1", kind="cyber")
    phone = world.phone("ORT-L@GVA").replies("7")
    assert answered(world, first) == answered(world, second) == []
    assert first in phone.texts()[-1]
    assert second in phone.texts()[-1]
    phone.replies(f"7 {first.lower()}")
    assert len(answered(world, first)) == 1
    assert answered(world, second) == []


def test_a_code_that_is_not_theirs_is_asked_back(world: World) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies("7 Z9Z")
    assert answered(world, code) == []
    assert code in world.phone("ORT-L@GVA").texts()[-1]


def test_a_call_for_help_pages_the_duty_officer_and_never_counts_as_an_answer(world: World) -> None:
    declared(world)
    world.phone("ORT-L@GVA").replies("help I am trapped 7")
    code = world.code()
    made = incident(world, code)
    assert (made.phase, made.declared_by) == (Phase.REPORTED, "P034")
    assert any("help I am trapped 7" in line for line in world.log(code))
    assert DUTY in paged(world)
    world.phone("ORT-L@GVA").replies("help second floor")
    assert world.code() == code
    assert any("second floor" in line for line in world.log(code))


def test_an_answer_when_nothing_is_open_is_said_so_and_shown_to_the_duty_officer(world: World) -> None:
    world.phone("CHAIR").replies("7")
    assert len(world.phone("CHAIR").texts()) == 1
    assert "nothing open" in last(world, "org").text
    assert "No page is open for them: 7" in world.person(DUTY).told()[-1]


def test_a_closed_incident_takes_no_answer_by_sms(world: World) -> None:
    code = declared(world)
    text(world, "CHAIR", f"falsealarm {code}")
    world.phone("ORT-L@GVA").replies("7")
    assert answered(world, code) == []


def test_an_unknown_number_is_answered_logged_and_shown_to_a_human(world: World) -> None:
    world.phone("+41791112233").replies("<b>who</b> is this?")
    assert len(world.phone("+41791112233").texts()) == 1
    assert "<b>who</b> is this?" in last(world, "org").text
    assert "+41791112233" in world.person(DUTY).told()[-1]


def test_somebody_who_left_is_an_unknown_number(world: World) -> None:
    code = declared(world)
    leaves(world, "ORT-L@GVA")
    world.phone("+41790000028").replies("7")
    assert answered(world, code) == []
    assert "nobody on the list" in last(world, "org").text


def test_two_people_with_one_number_are_not_mistaken_for_each_other(world: World) -> None:
    shared = world.who("ORT-L@GVA").mobile
    with world.store.begin() as uow:
        uow.roster.put_person(replace(world.who("ORT-D@GVA"), mobile=shared))
    code = declared(world)
    world.phone("ORT-L@GVA").replies("7")
    assert answered(world, code) == []
    assert any("share this number" in card for card in world.person("CHAIR").reads(f"crisis-{code.lower()}"))


def test_after_stop_no_further_text_is_sent_and_a_human_is_told(world: World) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies("STOP")
    assert len(world.phone("ORT-L@GVA").texts()) == 1
    assert any("STOP" in card for card in world.person("CHAIR").reads(f"crisis-{code.lower()}"))


def test_a_very_long_text_is_cut_for_the_log_and_not_taken_for_an_answer(world: World) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies("7 " + "blah " * 3000)
    assert answered(world, code) == []
    assert all(len(line) < 2200 for line in world.log(code))


def test_the_same_text_delivered_twice_is_taken_once(world: World) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies("7", event="carrier-1")
    before = entries(world, code)
    world.phone("ORT-L@GVA").replies("7", event="carrier-1")
    assert entries(world, code) == before
