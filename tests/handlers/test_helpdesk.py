"""Requests for help: somebody named takes each, and only a human ends it."""

from __future__ import annotations

import pytest

from handlers import system
from handlers.execute import Envelope
from playbooks.rules.checkin import Status
from playbooks.rules.vocabulary import PersonId
from tests.handlers.asking import BRUNO, CHIARA, asked, helped, over, place, requests, share, status
from tests.handlers.desk import BACKUP, DUTY, ask, declared, entries, leaves, outgoing, text
from tests.world import World


@pytest.fixture
def code(world: World) -> str:
    code = declared(world)
    asked(world, code, CHIARA, BRUNO)
    return code


def test_who_asks_for_help_is_answered_at_once_and_the_officer_on_duty_is_alerted(world: World, code: str) -> None:
    helped(world, code)
    answer = world.phone(CHIARA).texts()[-1]
    assert "we are alerting Security" in answer
    assert "117 / +41220000000" in answer
    alert = world.phone(DUTY).texts()[-1]
    assert "Chiara Bellandi" in alert
    assert str(world.who(CHIARA).mobile) in alert
    assert f"H1 {code}" in alert
    assert "[I take H1]" in world.person(DUTY).told()[-1]


def test_the_main_room_and_the_open_log_name_nobody_and_the_restricted_room_does(world: World, code: str) -> None:
    helped(world, code, said="2 I am trapped behind the lift")
    room = f"crisis-{code.lower()}"
    main = " ".join(world.person("ORMS").reads(room) if room in world.person("ORMS").rooms() else [])
    main += " ".join(world.person("ORT-L@GVA").reads(room))
    assert "H1: somebody at Geneva asks for help; Security is alerted." in main
    assert "Chiara" not in main
    assert "lift" not in main
    spoken = [one for one in entries(world, code) if "Chiara" in one.text or "lift" in one.text]
    assert spoken
    assert {one.sensitivity for one in spoken} == {"strictly confidential"}


def test_nobody_takes_it_and_it_goes_up_the_ladder_for_ever_and_turns_red(world: World, code: str) -> None:
    helped(world, code)
    before = {who: len(world.phone(who).texts()) for who in (DUTY, BACKUP, "HSSD", "ORT-L@GVA")}
    world.passes(minutes=5)
    assert len(world.phone(BACKUP).texts()) == before[BACKUP] + 1
    assert requests(world, code)[0].red
    assert any("nobody has taken a request for help" in card for card in world.person("CHAIR").told())
    world.passes(minutes=5)
    assert len(world.phone("HSSD").texts()) == before["HSSD"] + 1
    world.passes(minutes=5)
    assert len(world.phone("ORT-L@GVA").texts()) > before["ORT-L@GVA"]
    # Everybody was told once; from then on all are told again and again.
    world.passes(minutes=20)
    alerts = [one for one in world.phone(DUTY).texts() if "H1" in one]
    assert len(alerts) >= 3
    chair = [card for card in world.person("CHAIR").told() if "nobody has taken" in card]
    assert len(chair) == 1


def test_an_officer_takes_it_by_sms_and_the_sender_hears_who_calls(world: World, code: str) -> None:
    helped(world, code)
    world.phone(DUTY).replies("h1")
    assert requests(world, code)[0].taken_by == DUTY
    assert "Karim Ouédraogo-Diallo of Security is calling you" in world.phone(CHIARA).texts()[-1]
    assert "Chiara Bellandi" in world.phone(DUTY).texts()[-1]
    count = len(world.phone(BACKUP).texts())
    world.passes(minutes=30)
    assert len(world.phone(BACKUP).texts()) == count
    assert not requests(world, code)[0].red


@pytest.mark.parametrize("typed", ["H1", "#H1", "Н1", "h 1", "H1 {code}", "{code} H1"])
def test_a_request_is_taken_as_officers_type_it(world: World, code: str, typed: str) -> None:
    helped(world, code)
    world.phone(DUTY).replies(typed.format(code=code))
    assert requests(world, code)[0].taken_by == DUTY


def test_who_is_no_officer_takes_nothing(world: World, code: str) -> None:
    helped(world, code)
    world.phone(BRUNO).replies("H1")
    assert requests(world, code)[0].taken_by is None
    assert "CM policy 8.5" in text(world, BRUNO, f"checkin take {code} H1")


def test_the_second_who_takes_it_hears_who_has_it(world: World, code: str) -> None:
    helped(world, code)
    world.phone(DUTY).replies("H1")
    world.phone(BACKUP).replies("H1")
    assert "Karim Ouédraogo-Diallo" in world.phone(BACKUP).texts()[-1]
    assert "is with Karim Ouédraogo-Diallo already" in text(world, "HSSD", f"checkin take {code} H1")
    assert requests(world, code)[0].taken_by == DUTY


def test_who_comes_too_late_reads_that_it_is_ended_and_by_whom(world: World, code: str) -> None:
    helped(world, code)
    text(world, DUTY, f"checkin take {code} H1")
    text(world, DUTY, f"checkin resolve {code} H1 safe note=met")
    world.phone(BACKUP).replies("H1")
    assert "H1 is over, ended by Karim" in world.phone(BACKUP).texts()[-1]
    said = text(world, "HSSD", f"checkin take {code} H1")
    assert "H1 was ended by Karim Ouédraogo-Diallo: safe" in said
    world.phone(DUTY).replies("H1")
    assert "clos, par Karim" in world.phone(DUTY).texts()[-1]


def test_one_number_in_two_incidents_is_asked_back_unless_the_code_is_given(world: World, code: str) -> None:
    other = declared(world, kind="cyber")
    asked(world, other, BRUNO)
    helped(world, code)
    world.phone(BRUNO).replies(f"2 {other}")
    world.phone(DUTY).replies("H1")
    assert code in world.phone(DUTY).texts()[-1]
    assert other in world.phone(DUTY).texts()[-1]
    world.phone(DUTY).replies(f"H1 {other}")
    assert (requests(world, code)[0].taken_by, requests(world, other)[0].taken_by) == (None, DUTY)


def test_in_a_silent_check_in_nobody_promises_or_makes_a_call(world: World) -> None:
    code = declared(world)
    asked(world, code, CHIARA, silent=True)
    helped(world, code)
    world.phone(DUTY).replies("H1")
    assert "Nobody will call you" in world.phone(CHIARA).texts()[-1]
    assert "N'APPELEZ PAS" in world.phone(DUTY).texts()[-1]
    assert any("DO NOT CALL" in card for card in world.person(DUTY).told())


def test_letters_and_the_place_reach_whoever_has_it(world: World, code: str) -> None:
    helped(world, code)
    world.phone(DUTY).replies("H1")
    world.phone(CHIARA).replies("A B, room 214")
    request = requests(world, code)[0]
    assert (sorted(request.needs), request.place) == (["A", "B"], "room 214")
    card = world.person(DUTY).told()[-1]
    assert "injured, trapped, room 214" in card
    assert "shown to Security" in world.phone(CHIARA).texts()[-1]
    assert len(requests(world, code)) == 1


def test_a_later_one_is_noted_on_the_request_and_lowers_nothing(world: World, code: str) -> None:
    helped(world, code)
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.NEED_HELP
    assert requests(world, code)[0].words[-1] == "then texted: 1"
    assert "then texted: 1" in world.person(DUTY).told()[-1]


def test_only_a_human_ends_it_and_says_how_the_person_is(world: World, code: str) -> None:
    helped(world, code)
    assert "Say what was done" in text(world, DUTY, f"checkin resolve {code} H1 safe")
    assert requests(world, code)[0].open
    assert "ended" in text(world, DUTY, f'checkin resolve {code} H1 safe note="brought out, unhurt"')
    request = requests(world, code)[0]
    assert (request.ended_by, request.outcome, status(world, code, CHIARA)) == (DUTY, "safe", Status.SAFE)
    count = len(world.phone(BACKUP).texts())
    world.passes(minutes=30)
    assert len(world.phone(BACKUP).texts()) == count
    assert "was ended by" in text(world, DUTY, f"checkin resolve {code} H1 safe note=again")


def test_who_may_not_end_it_does_not(world: World, code: str) -> None:
    helped(world, code)
    assert "CM policy 8.5" in text(world, BRUNO, f"checkin resolve {code} H1 safe note=x")
    assert status(world, code, CHIARA) is Status.NEED_HELP


def test_in_hospital_is_said_only_in_the_restricted_room(world: World, code: str) -> None:
    helped(world, code)
    world.phone("HSSD").replies("7")
    line = f"checkin resolve {code} H1 hospitalised note=confirmed"
    assert "restricted room" in text(world, DUTY, line)
    assert status(world, code, CHIARA) is Status.NEED_HELP
    assert not any("hospitalised" in one for one in world.log("org") + world.log(code))


def test_it_goes_on_after_the_incident_stood_down(world: World, code: str) -> None:
    helped(world, code)
    text(world, "CHAIR", f"falsealarm {code}")
    count = len(world.phone(BACKUP).texts())
    world.passes(minutes=5)
    assert any("H1" in one for one in world.phone(BACKUP).texts()[count:])
    world.phone(BACKUP).replies("H1")
    assert requests(world, code)[0].taken_by == BACKUP
    assert "ended" in text(world, DUTY, f"checkin resolve {code} H1 safe note=found")


def test_another_text_of_the_same_person_opens_no_second_request(world: World, code: str) -> None:
    helped(world, code)
    world.phone(CHIARA).replies("SOS it burns")
    assert len(requests(world, code)) == 1
    assert requests(world, code)[0].words == ("2", "SOS it burns")


def test_further_words_after_the_round_was_closed_still_reach_the_request(world: World, code: str) -> None:
    helped(world, code)
    over(world, code)
    world.phone(CHIARA).replies("third floor by the stairs")
    assert requests(world, code)[0].words[-1] == "third floor by the stairs"


def test_two_on_one_phone_are_one_request_and_end_one_by_one(world: World) -> None:
    code = declared(world)
    number = share(world, CHIARA, BRUNO)
    asked(world, code, CHIARA, BRUNO)
    world.phone(number).replies("help")
    (request,) = requests(world, code)
    assert request.person is None
    assert status(world, code, CHIARA) is status(world, code, BRUNO) is Status.NEED_HELP
    assert "one of Chiara Bellandi / Bruno Delacroix-Simon" in world.phone(DUTY).texts()[-1]
    assert "end it for each" in text(world, DUTY, f"checkin resolve {code} H1 safe note=x")
    text(world, DUTY, f"checkin resolve {code} {CHIARA} safe note=spoke")
    assert status(world, code, BRUNO) is Status.NEED_HELP
    assert requests(world, code)[0].open
    text(world, DUTY, f"checkin resolve {code} {BRUNO} assist note=bruise")
    assert not requests(world, code)[0].open


def test_an_officer_who_left_is_not_alerted(world: World, code: str) -> None:
    leaves(world, BACKUP)
    helped(world, code)
    world.passes(minutes=5)
    assert requests(world, code)[0].ladder[:2] == (DUTY, world.who("HSSD").id)


def test_whoever_has_come_on_duty_since_is_next(world: World) -> None:
    world.passes(hours=8, minutes=58)
    code = declared(world)
    asked(world, code, CHIARA)
    helped(world, code)
    world.passes(minutes=5)
    assert requests(world, code)[0].ladder[:2] == (DUTY, "P044")
    assert any("H1" in one for one in world.phone("P044").texts())


def test_the_person_on_duty_who_asks_is_not_alerted_to_themselves(world: World) -> None:
    code = declared(world)
    asked(world, code, DUTY)
    world.phone(DUTY).replies("2")
    assert requests(world, code)[0].ladder[0] == BACKUP
    assert "your own request" in text(world, DUTY, f"checkin take {code} H1")


def test_the_same_call_for_help_delivered_twice_is_one(world: World, code: str) -> None:
    world.phone(CHIARA).replies("2", event="carrier-2")
    before = entries(world, code)
    world.phone(CHIARA).replies("2", event="carrier-2")
    assert entries(world, code) == before
    assert len(requests(world, code)[0].words) == 1


def test_help_is_taken_in_chat_by_name_too(world: World, code: str) -> None:
    helped(world, code)
    card = ask(world, DUTY, f"checkin take {code} bellandi")
    assert "is yours: call now" in card.title
    assert place(world, code, CHIARA).status is Status.NEED_HELP


def test_an_officer_who_is_not_reached_holds_nothing_up(world: World, code: str) -> None:
    helped(world, code)
    before = len(world.phone(BACKUP).texts())
    effect = next(
        number for number in range(1, 200)
        if (row := outgoing(world, number)).kind == "SendSms"
        and (row.payload["purpose"], row.payload["person"]) == ("alert", DUTY)
    )  # fmt: skip
    refused = system.NotDelivered(effect, "the number is switched off", reported=True)
    world.app.engine.execute(Envelope("carrier-x", "outbox"), refused)
    world.settle()
    assert len(world.phone(BACKUP).texts()) == before + 1
    assert requests(world, code)[0].told == 2
    main = " ".join(world.person("ORT-L@GVA").reads(f"crisis-{code.lower()}"))
    assert "switched off" not in main
    assert any("switched off" in one.text for one in entries(world, code))


def test_an_officer_whose_number_is_a_stranger_s_is_passed_over_and_the_stranger_hears_nothing(
    world: World, code: str
) -> None:
    world.phone(DUTY).replies("wrong number")
    stranger, backup = len(world.phone(DUTY).texts()), len(world.phone(BACKUP).texts())
    helped(world, code)
    assert len(world.phone(DUTY).texts()) == stranger
    assert len(world.phone(BACKUP).texts()) == backup + 1


def test_whoever_asked_for_help_before_the_check_in_is_listed_so_and_a_one_changes_nothing(world: World) -> None:
    code = declared(world)
    with world.store.read() as uow:
        incident = uow.incidents.by_code(code)
    help_ = system.AskHelp(incident.id, PersonId(CHIARA), "I need help (in chat)")
    world.app.engine.execute(Envelope("chat-1", "console"), help_)
    text(world, "CHAIR", f"checkin start {code} {CHIARA}")
    assert status(world, code, CHIARA) is Status.NEED_HELP
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.NEED_HELP


def test_a_one_from_a_shared_telephone_counts_nobody_though_only_one_of_them_was_asked(world: World) -> None:
    code = declared(world)
    number = share(world, CHIARA, BRUNO)
    asked(world, code, CHIARA)
    world.phone(number).replies("1")
    assert status(world, code, CHIARA) is Status.SENT
    world.phone(number).replies("Chiara 1")
    assert status(world, code, CHIARA) is Status.SAFE


def test_a_request_whose_taker_has_left_is_alerted_again_when_the_asker_speaks(world: World, code: str) -> None:
    helped(world, code)
    text(world, DUTY, f"checkin take {code} H1")
    leaves(world, DUTY)
    before = len(world.phone(BACKUP).texts())
    world.phone(CHIARA).replies("please come quickly")
    assert requests(world, code)[0].waiting
    assert len(world.phone(BACKUP).texts()) > before
    assert "is yours" in text(world, BACKUP, f"checkin take {code} H1")


def test_an_officer_takes_by_sms_what_somebody_had_who_has_left(world: World, code: str) -> None:
    helped(world, code)
    world.passes(minutes=5)
    text(world, DUTY, f"checkin take {code} H1")
    leaves(world, DUTY)
    world.phone(BACKUP).replies(f"H1 {code}")
    assert requests(world, code)[0].taken_by == BACKUP


@pytest.mark.parametrize("end", ["falsealarm", "standdown"])
def test_at_the_end_whoever_waits_for_help_reads_that_it_goes_on_and_the_others_that_it_is_over(
    world: World, end: str
) -> None:
    code = declared(world)
    text(world, "CHAIR", f"checkin start {code} {CHIARA},{BRUNO}")
    helped(world, code)
    said = text(world, "CHAIR", f"{end} {code} reason=a lorry")
    # Whoever ends it reads whom nobody has taken, too.
    assert "H1 nobody has taken it" in said
    last = world.phone(CHIARA).texts()[-1]
    assert "your request for help is not" in last
    assert "117 / +41220000000" in last
    assert "You do not need to reply" not in last
    assert "request" not in world.phone(BRUNO).texts()[-1]
    assert requests(world, code)[0].open


def test_once_a_human_has_ended_it_they_read_what_everybody_reads(world: World) -> None:
    code = declared(world)
    text(world, "CHAIR", f"checkin start {code} {CHIARA}")
    helped(world, code)
    text(world, DUTY, f"checkin resolve {code} H1 safe note=met at the gate")
    assert "H1" not in text(world, "CHAIR", f"falsealarm {code} reason=a lorry")
    assert "FALSE ALARM" in world.phone(CHIARA).texts()[-1]
