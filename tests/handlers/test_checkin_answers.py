"""What is heard of people: their own answers, what wardens know, what humans put right."""

from __future__ import annotations

import pytest

from playbooks.rules.checkin import Source, Status
from tests.handlers.asking import BRUNO, CHIARA, asked, history, over, place, requests, status
from tests.handlers.desk import BACKUP, DUTY, ask, declared, entries, form, text
from tests.world import World

#: Warden of Chiara's zone, and of Geneva's ORT; Bruno is a warden of his own zone and nothing else.
WARDEN = "P042"


@pytest.fixture
def code(world: World) -> str:
    code = declared(world)
    asked(world, code, CHIARA, BRUNO)
    return code


def owned(world: World, code: str, who: str, owner: str) -> None:
    respondent = place(world, code, who)
    respondent.owner = world.who(owner).id
    with world.store.begin() as uow:
        uow.campaigns.put([respondent])


@pytest.mark.parametrize(
    ("typed", "now", "receipt"),
    [("1", Status.SAFE, "noted SAFE 09:00 UTC"), ("3 at home", Status.SAFE_ELSEWHERE, "SAFE, NOT THERE")],
)
def test_a_clear_answer_counts_is_receipted_and_kept_with_its_words(
    world: World, code: str, typed: str, now: Status, receipt: str
) -> None:
    world.phone(CHIARA).replies(typed)
    assert status(world, code, CHIARA) is now
    assert receipt in world.phone(CHIARA).texts()[-1]
    row = history(world, code)[-1]
    assert (row.person, row.status, row.source, row.words) == (CHIARA, now, Source.SMS, typed)


def test_what_a_person_said_stands_in_no_open_entry(world: World, code: str) -> None:
    world.phone(CHIARA).replies("1 at my desk")
    world.phone(BRUNO).replies("what is this blah")
    told = [one for one in entries(world, code) if one.kind == "check-in"]
    assert len(told) == 2
    assert {one.sensitivity for one in told} == {"strictly confidential"}
    assert (told[0].body or {})["answers"] == [[CHIARA, "safe"]]
    assert "desk" not in " ".join(one.text for one in told if one.sensitivity == "confidential")


def test_an_accounted_person_has_no_owner_any_more(world: World, code: str) -> None:
    owned(world, code, CHIARA, WARDEN)
    world.phone(CHIARA).replies("1")
    assert place(world, code, CHIARA).owner is None


def test_what_is_not_understood_is_asked_once_more_and_shown_to_a_human(world: World, code: str) -> None:
    phone = world.phone(CHIARA).replies("blah blah who")
    assert status(world, code, CHIARA) is Status.UNCLEAR
    assert "Reply 1=Safe 2=Need help 3=Safe, not there" in phone.texts()[-1]
    assert "blah blah who" in world.person(DUTY).told()[-1]
    assert f"checkin correct {code} {CHIARA}" in world.person(DUTY).told()[-1]
    count = len(phone.texts())
    phone.replies("blah again")
    assert len(phone.texts()) == count
    assert "blah again" in world.person(DUTY).told()[-1]


def test_a_text_that_may_mean_danger_alarms_the_officer_by_sms_at_once(world: World, code: str) -> None:
    before = len(world.phone(DUTY).texts())
    world.phone(CHIARA).replies("not injured")
    assert status(world, code, CHIARA) is Status.UNCLEAR
    assert len(world.phone(DUTY).texts()) == before + 1
    assert "not injured" in world.person(DUTY).told()[-1]
    assert "may be in danger" in world.person(DUTY).told()[-1]


def test_thanks_after_a_one_makes_nobody_unsafe_and_a_human_sees_it(world: World, code: str) -> None:
    world.phone(CHIARA).replies("1").replies("blah blah what")
    assert status(world, code, CHIARA) is Status.SAFE
    assert "blah blah what" in world.person(DUTY).told()[-1]


def test_somebody_declared_missing_who_texts_is_shown_to_a_human_and_not_counted(world: World, code: str) -> None:
    text(world, DUTY, f'checkin correct {code} {CHIARA} missing reason="not seen since 9"')
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.MISSING
    assert "is 'missing'" in world.person(DUTY).told()[-1]


def test_an_answer_after_the_round_is_kept_with_it_and_counts_nobody(world: World, code: str) -> None:
    owned(world, code, CHIARA, WARDEN)
    over(world, code)
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.SENT
    assert history(world, code)[-1].words == "1"
    assert "that check is over" in world.phone(CHIARA).texts()[-1]
    assert "texted after the check-in" in world.person(WARDEN).told()[-1]


def test_help_after_the_round_is_help_all_the_same(world: World, code: str) -> None:
    over(world, code)
    world.phone(CHIARA).replies("2")
    assert status(world, code, CHIARA) is Status.NEED_HELP
    assert len(requests(world, code)) == 1


def test_help_after_the_incident_is_a_report_of_its_own(world: World, code: str) -> None:
    text(world, "CHAIR", f"falsealarm {code}")
    over(world, code)
    world.phone(CHIARA).replies("2")
    assert world.code() != code
    assert "We are alerting Security" in world.phone(CHIARA).texts()[-1]


def test_an_answer_days_after_the_round_belongs_to_nothing(world: World, code: str) -> None:
    over(world, code)
    text(world, "CHAIR", f"falsealarm {code}")
    world.passes(hours=80)
    world.phone(CHIARA).replies("1")
    assert history(world, code) == []
    assert "nothing is open" in world.phone(CHIARA).texts()[-1]


def test_a_text_from_before_the_new_question_answers_the_round_before(world: World, code: str) -> None:
    asked(world, code, CHIARA, sent=False)
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.NOT_CONTACTED
    assert history(world, code, 0)[-1].status is Status.SAFE
    world.phone(CHIARA).replies("2")
    assert status(world, code, CHIARA) is Status.NEED_HELP


def test_in_a_later_round_an_answer_counts_once_the_question_has_left(world: World, code: str) -> None:
    asked(world, code, CHIARA)
    world.phone(CHIARA).replies("1")
    assert status(world, code, CHIARA) is Status.SAFE
    assert history(world, code, 0) == []


def test_a_warden_reports_for_the_zone_with_source_and_time(world: World, code: str) -> None:
    world.passes(minutes=40)
    said = text(world, WARDEN, f'checkin proxy {code} {CHIARA} safe source="at the lawn, sign B" at=10:30')
    assert "1 of 1 recorded as safe" in said
    row = history(world, code)[-1]
    assert (row.status, row.source, row.by, row.words) == (Status.SAFE, Source.PROXY, WARDEN, "at the lawn, sign B")
    assert f"{row.at:%H:%M}" == "09:30"
    assert "Source: at the lawn, sign B" in entries(world, code)[-1].text


def test_a_warden_reports_for_nobody_in_other_zones(world: World, code: str) -> None:
    said = text(world, BRUNO, f"checkin proxy {code} {BRUNO},{CHIARA} safe source=seen")
    assert "Chiara Bellandi: not in your zones (GVA-TS)" in said
    assert status(world, code, BRUNO) is Status.SENT
    assert "1 of 1" in text(world, BRUNO, f"checkin proxy {code} {BRUNO} safe source=seen")


def test_security_reports_for_everybody(world: World, code: str) -> None:
    said = text(world, DUTY, f"checkin proxy {code} {CHIARA},{BRUNO} elsewhere source=badges")
    assert "2 of 2" in said
    assert status(world, code, BRUNO) is Status.SAFE_ELSEWHERE


def test_whoever_is_neither_reports_nothing(world: World, code: str) -> None:
    assert "CM policy 8.3" in text(world, "P026", f"checkin proxy {code} {CHIARA} safe source=x")


@pytest.mark.parametrize(
    ("line", "wants"),
    [
        (f"{CHIARA} safe", "How do you know?"),
        (f"{CHIARA} deceased source=x", "not a status here"),
        ("P060 safe source=x", "is not in the check-in"),
    ],
)
def test_a_proxy_that_lacks_something_changes_nothing(world: World, code: str, line: str, wants: str) -> None:
    assert wants in text(world, DUTY, f"checkin proxy {code} {line}")
    assert history(world, code) == []


def test_who_was_seen_before_it_happened_is_not_safe_for_that_and_needs_help_at_any_time(
    world: World, code: str
) -> None:
    refused = text(world, WARDEN, f"checkin proxy {code} {CHIARA} safe source=lift at=09:59")
    assert f"That was before {code} was reported, at 09:00 UTC" in refused
    assert "at=" not in refused
    assert status(world, code, CHIARA) is Status.SENT
    assert "1 of 1" in text(world, WARDEN, f"checkin proxy {code} {CHIARA} safe source=lift at=10:00")
    assert "1 of 1" in text(world, WARDEN, f"checkin proxy {code} {CHIARA} help source=lift at=09:59")


@pytest.mark.parametrize("said", ["help", "injured"])
def test_a_proxy_s_need_for_help_opens_a_request(world: World, code: str, said: str) -> None:
    text(world, WARDEN, f'checkin proxy {code} {CHIARA} {said} source="by the stairs"')
    (request,) = requests(world, code)
    assert request.person == CHIARA
    assert "by the stairs" in world.person(DUTY).told()[-1]
    assert "H1" in world.phone(DUTY).texts()[-1]


def test_a_proxy_lowers_no_need_for_help(world: World, code: str) -> None:
    world.phone(CHIARA).replies("2")
    said = text(world, WARDEN, f"checkin proxy {code} {CHIARA} safe source=seen")
    assert "0 of 1 recorded" in said
    assert "only checkin resolve" in said
    assert status(world, code, CHIARA) is Status.NEED_HELP


def test_an_older_sighting_does_not_overrule_what_came_since(world: World, code: str) -> None:
    world.passes(minutes=10)
    text(world, DUTY, f"checkin correct {code} {CHIARA} noreply reason=test")
    text(world, DUTY, f"checkin correct {code} {CHIARA} missing reason=test")
    assert "0 of 1" in text(world, DUTY, f"checkin proxy {code} {CHIARA} safe source=lobby at=10:02")
    assert "1 of 1" in text(world, DUTY, f"checkin proxy {code} {CHIARA} safe source=lobby")


def test_a_correction_wants_its_reason_and_offers_a_form(world: World, code: str) -> None:
    card = ask(world, DUTY, f"checkin correct {code} {CHIARA} excluded")
    assert form(card).line.endswith("reason={reason}")
    assert status(world, code, CHIARA) is Status.SENT
    text(world, DUTY, f'checkin correct {code} {CHIARA} excluded reason="left in May"')
    assert (place(world, code, CHIARA).status, place(world, code, CHIARA).note) == (Status.EXCLUDED, "left in May")


@pytest.mark.parametrize("said", ["deceased", "hospitalised"])
def test_what_is_official_is_recorded_in_the_restricted_room_alone(world: World, code: str, said: str) -> None:
    line = f"checkin correct {code} {CHIARA} {said} reason=confirmed"
    before = entries(world, "org"), entries(world, code)
    assert "only in the restricted room" in text(world, "HSSD", line)
    assert (entries(world, "org"), entries(world, code)) == before
    text(world, "CHAIR", f"augment {code} HSSD")
    world.phone("HSSD").replies(f"7 {code}")
    text(world, "HSSD", f"join {code}")
    text(world, "HSSD", line, room=f"crisis-{code.lower()}-restricted")
    assert status(world, code, CHIARA).value == said


def test_only_security_declares_somebody_missing(world: World, code: str) -> None:
    line = f"checkin correct {code} {CHIARA} missing reason=x"
    assert "Only Security" in text(world, "HR", line)
    assert status(world, code, CHIARA) is Status.SENT
    text(world, "HSSD", line)
    assert status(world, code, CHIARA) is Status.MISSING


def test_a_correction_does_not_go_round_an_open_request(world: World, code: str) -> None:
    world.phone(CHIARA).replies("2")
    said = text(world, DUTY, f"checkin correct {code} {CHIARA} safe reason=x")
    assert f"checkin resolve {code} H1" in said
    assert status(world, code, CHIARA) is Status.NEED_HELP


def test_a_correction_to_need_help_alerts_too(world: World, code: str) -> None:
    text(world, DUTY, f'checkin correct {code} {CHIARA} help reason="heard her on the radio"')
    assert len(requests(world, code)) == 1
    world.passes(minutes=5)
    assert "H1" in world.phone(BACKUP).texts()[-1]


def test_wardens_correct_nothing(world: World, code: str) -> None:
    assert "CM policy 8.2" in text(world, WARDEN, f"checkin correct {code} {CHIARA} safe reason=x")
