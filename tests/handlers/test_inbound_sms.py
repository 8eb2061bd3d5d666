"""Texts that come in: answers, calls for help, and everything that a human must look at."""

from __future__ import annotations

import pytest

from playbooks.rules.checkin import Status
from playbooks.rules.vocabulary import Phase
from tests.handlers.asking import BRUNO, CHIARA, asked, place, requests, share, status
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


@pytest.mark.parametrize("typed", ["1", "3", "7 9", "maybe", "", "7?", "\x00\x07", "7 Z9Z and 7 K3R"])
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
    share(world, "ORT-L@GVA", "ORT-D@GVA")
    code = declared(world)
    phone = world.phone("ORT-L@GVA").replies("7")
    assert answered(world, code) == []
    assert any("share this number" in card for card in world.person("CHAIR").reads(f"crisis-{code.lower()}"))
    assert "1 NOM" in phone.texts()[-1]
    phone.replies(f"7 {code} VILLACORTA").replies("9 crettenand")
    assert "Andrés Villacorta Peña is joining (by SMS)" in answered(world, code)[0]
    assert "Philippe Crettenand is not able to come (by SMS)" in answered(world, code)[1]


def test_stop_is_confirmed_once_and_no_further_text_is_sent(world: World) -> None:
    code = declared(world)
    phone = world.phone("ORT-L@GVA").replies("STOP")
    assert "ne recevra plus nos SMS" in phone.texts()[-1]
    assert any("STOP" in card for card in world.person("CHAIR").reads(f"crisis-{code.lower()}"))
    count = len(phone.texts())
    phone.replies("stop").replies("7 blah blah why")
    assert len(phone.texts()) == count
    phone.replies("START")
    assert len(phone.texts()) == count + 1
    phone.replies("7")
    assert answered(world, code)


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


def test_a_bare_two_while_only_paged_waits_for_a_human_until_the_person_says_which(world: World) -> None:
    code = declared(world)
    phone = world.phone("ORT-L@GVA").replies("2")
    assert answered(world, code) == []
    (request,) = requests(world, code)
    assert request.in_doubt
    assert "7, 8 ou 9" in phone.texts()[-1]
    assert "may have been meant for the page" in world.person(DUTY).told()[-1]
    phone.replies("7")
    assert len(answered(world, code)) == 1
    (request,) = requests(world, code)
    assert request.open
    assert request.words[-1] == "then answered 7: probably meant the page"


def both_open(world: World) -> str:
    """Page the ORT leader and ask the same person whether they are safe."""
    code = declared(world)
    asked(world, code, "P034")
    return code


def test_with_both_open_digits_go_where_they_belong(world: World) -> None:
    code = both_open(world)
    phone = world.phone("P034").replies("1")
    assert status(world, code, "P034") is Status.SAFE
    assert answered(world, code) == []
    phone.replies("8 20")
    assert "late by 20 min" in answered(world, code)[0]
    assert status(world, code, "P034") is Status.SAFE


@pytest.mark.parametrize("typed", ["7 1", "1 7", "1, 7", "7 {code} 1"])
def test_with_both_open_two_digits_answer_both(world: World, typed: str) -> None:
    code = both_open(world)
    world.phone("P034").replies(typed.format(code=code))
    assert len(answered(world, code)) == 1
    assert status(world, code, "P034") is Status.SAFE


def test_with_both_open_an_eight_and_a_one_are_asked_about(world: World) -> None:
    code = both_open(world)
    world.phone("P034").replies("8 1")
    assert answered(world, code) == []
    assert status(world, code, "P034") is Status.UNCLEAR


def test_with_both_open_words_that_fit_both_answer_the_page_and_are_asked_about(world: World) -> None:
    code = both_open(world)
    world.phone("P034").replies("ok coming")
    assert len(answered(world, code)) == 1
    assert status(world, code, "P034") is Status.UNCLEAR
    assert "Etes-vous en sécurité" in " ".join(world.phone("P034").texts())


def test_with_both_open_a_bare_two_is_in_doubt_and_words_are_not(world: World) -> None:
    code = both_open(world)
    world.phone("P034").replies("2")
    assert status(world, code, "P034") is Status.NEED_HELP
    assert requests(world, code)[0].in_doubt
    other = declared(world, kind="cyber")
    asked(world, other, "P034")
    world.phone("P034").replies(f"au secours {other}")
    assert not requests(world, other)[0].in_doubt


def test_a_two_beside_a_seven_is_help_and_the_page_is_answered_too(world: World) -> None:
    code = both_open(world)
    world.phone("P034").replies("7 2")
    assert len(answered(world, code)) == 1
    assert status(world, code, "P034") is Status.NEED_HELP


@pytest.mark.parametrize("typed", ["7", "8 20", "9", "7 1", "1 7"])
def test_a_page_s_digit_without_a_page_is_not_understood(world: World, typed: str) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    world.phone(CHIARA).replies(typed)
    assert status(world, code, CHIARA) is Status.UNCLEAR


def test_an_answer_that_fits_several_check_ins_is_asked_back_and_the_code_decides(world: World) -> None:
    first, second = declared(world), declared(world, kind="cyber")
    asked(world, first, CHIARA)
    asked(world, second, CHIARA)
    phone = world.phone(CHIARA).replies("1")
    assert status(world, first, CHIARA) is status(world, second, CHIARA) is Status.SENT
    assert first in phone.texts()[-1]
    assert second in phone.texts()[-1]
    phone.replies(f"1 {first}")
    assert (status(world, first, CHIARA), status(world, second, CHIARA)) == (Status.SAFE, Status.SENT)


def test_help_with_several_check_ins_open_is_never_safe_in_any(world: World) -> None:
    first, second = declared(world), declared(world, kind="cyber")
    asked(world, first, CHIARA)
    asked(world, second, CHIARA)
    world.phone(CHIARA).replies("2")
    assert status(world, second, CHIARA) is Status.NEED_HELP
    assert status(world, first, CHIARA) is Status.SENT
    assert any(f"dealt with under {second}" in line for line in world.log(first))


def test_a_code_of_no_open_check_in_makes_nobody_safe(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    world.phone(CHIARA).replies("1 Z9Z")
    assert status(world, code, CHIARA) is Status.UNCLEAR


def test_two_on_one_phone_answer_by_name_in_any_spelling(world: World) -> None:
    code = declared(world)
    number = share(world, "P002", "P003")
    asked(world, code, "P002", "P003")
    phone = world.phone(number).replies("1")
    assert status(world, code, "P002") is status(world, code, "P003") is Status.SENT
    assert "plusieurs personnes" in phone.texts()[-1]
    phone.replies("1 HELENE")
    assert (status(world, code, "P002"), status(world, code, "P003")) == (Status.SAFE, Status.SENT)
    phone.replies("3 Rafaël")
    assert status(world, code, "P003") is Status.SAFE_ELSEWHERE
    phone.replies("1 Helene and Rafael")
    assert status(world, code, "P003") is Status.SAFE_ELSEWHERE


def test_a_chinese_name_glued_to_the_digit_is_read(world: World) -> None:
    code = declared(world)
    number = share(world, "P004", "P010")
    asked(world, code, "P004", "P010")
    world.phone(number).replies("1林致渊")
    assert (status(world, code, "P004"), status(world, code, "P010")) == (Status.SENT, Status.SAFE)


def test_who_speaks_of_somebody_else_counts_nobody_and_is_asked_for_themselves(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    phone = world.phone(CHIARA).replies("this is her husband, she is at home")
    assert status(world, code, CHIARA) is Status.SENT
    assert "her husband" in world.person(DUTY).told()[-1]
    assert "Are you safe yourself?" in phone.texts()[-1]


def test_stop_is_a_sign_of_life_and_the_warden_hears_of_it(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    phone = world.phone(CHIARA).replies("STOP")
    found = place(world, code, CHIARA)
    assert found.status is Status.UNREACHABLE
    assert "texted STOP at 09:00 UTC: alive" in found.note
    assert "this number gets no more texts" in phone.texts()[-1]
    assert "STOP" in world.person(DUTY).told()[-1]
    assert "STOP" in world.person("P042").told()[-1]
    phone.replies("1")
    assert status(world, code, CHIARA) is Status.SAFE
    assert "no more texts" in phone.texts()[-1]


def test_help_from_a_number_that_opted_out_is_answered(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    world.phone(CHIARA).replies("STOP").replies("2")
    assert status(world, code, CHIARA) is Status.NEED_HELP
    assert "we are alerting Security" in world.phone(CHIARA).texts()[-1]


def test_a_wrong_number_gets_nothing_more_and_hr_hears_of_it(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA)
    phone = world.phone(CHIARA)
    count = len(phone.texts())
    phone.replies("wrong number")
    found = place(world, code, CHIARA)
    assert (found.status, found.note) == (Status.UNREACHABLE, "wrong number: said so at 09:00 UTC")
    assert any("Wrong number: Chiara Bellandi" in card for card in world.person("HR").told())
    phone.replies("1").replies("who are you")
    assert len(phone.texts()) == count
    assert status(world, code, CHIARA) is Status.UNREACHABLE


def test_a_machine_at_an_unknown_number_is_answered_five_times(world: World) -> None:
    phone = world.phone("+41791112233")
    for _ in range(8):
        phone.replies("I am out of office")
    assert len(phone.texts()) == 5
    assert len([card for card in world.person(DUTY).told() if "+41791112233" in card]) == 6
    assert len([line for line in world.log("org") if "out of office" in line]) == 8
    world.passes(hours=2)
    phone.replies("hello?")
    assert len(phone.texts()) == 6


def test_what_a_number_was_answered_outlives_a_restart(world: World) -> None:
    phone = world.phone("+41791112233")
    for _ in range(5):
        phone.replies("I am out of office")
    world.restart()
    world.phone("+41791112233").replies("I am out of office")
    assert len(world.phone("+41791112233").texts()) == 5


def test_a_clear_answer_to_a_page_with_a_frightening_word_is_taken_and_shown(world: World) -> None:
    code = declared(world)
    world.phone("ORT-L@GVA").replies("8 30 stuck in traffic")
    assert "late by 30 min" in answered(world, code)[0]
    assert any("stuck in traffic" in card for card in world.person(DUTY).told())


def test_the_same_safe_delivered_twice_is_counted_once(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA, BRUNO)
    world.phone(CHIARA).replies("1", event="carrier-9")
    before = entries(world, code), len(world.phone(CHIARA).texts())
    world.phone(CHIARA).replies("1", event="carrier-9")
    assert (entries(world, code), len(world.phone(CHIARA).texts())) == before
