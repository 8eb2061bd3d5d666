"""Accounting for people (R52, domain 3): examples told with names. All else: `test_checkin_at_random`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from playbooks.rules.checkin import (
    ACCOUNTED,
    CADENCE,
    OFFICIAL,
    SILENT_SO_FAR,
    Campaign,
    Heard,
    HelpRequest,
    Respondent,
    Rollup,
    Source,
    Stage,
    Status,
    count,
)
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, Language, PersonId, SiteCode

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANNA, BO, CARL, WARDEN, OFFICER = (PersonId(name) for name in ("anna", "bo", "carl", "warden", "officer"))
MINUTE = timedelta(minutes=1)


def respondent(person: PersonId = ANNA, status: Status = Status.NOT_CONTACTED) -> Respondent:
    made = Respondent(CampaignId(1), person, "+41790000001", Language.EN, SiteCode("GVA"), "GVA-M1", 1)
    if status is not Status.NOT_CONTACTED:
        made.set_by_hand(status, OFFICER, "so it was", NOW)
    return made


def campaign(*, silent: bool = False) -> Campaign:
    return Campaign(CampaignId(1), IncidentId(1), 1, OFFICER, NOW, silent, "all concerned: Geneva", "staff list")


def request(*ladder: PersonId) -> HelpRequest:
    return HelpRequest(HelpId(1), IncidentId(1), 3, CampaignId(1), ANNA, "+41790000001", NOW, ("2",), ladder=ladder)


class TestAPerson:
    def test_is_safe_by_their_own_word(self) -> None:
        it = respondent()
        assert it.said(Status.SAFE, Source.SMS, NOW) is Heard.TAKEN
        assert (it.status, it.source, it.since, it.answered_at) == (Status.SAFE, Source.SMS, NOW, NOW)
        assert it.accounted

    def test_who_asked_for_help_stays_in_need_when_a_1_comes_after_it(self) -> None:
        it = respondent()
        assert it.said(Status.NEED_HELP, Source.SMS, NOW) is Heard.HELP
        assert it.said(Status.SAFE, Source.SMS, NOW + MINUTE) is Heard.STUCK
        assert not it.reported(Status.SAFE, WARDEN, NOW + MINUTE)
        assert it.status is Status.NEED_HELP
        it.set_by_hand(Status.SAFE, OFFICER, "called back, was a slip", NOW + 2 * MINUTE)
        assert (it.status, it.note) == (Status.SAFE, "called back, was a slip")

    @pytest.mark.parametrize("status", sorted(set(Status) - OFFICIAL))
    def test_who_asks_for_help_gets_a_request_whatever_was_known_of_them(self, status: Status) -> None:
        it = respondent(status=status)
        assert it.said(Status.NEED_HELP, Source.SMS, NOW) is Heard.HELP
        assert it.status is (Status.INJURED if status is Status.INJURED else Status.NEED_HELP)

    @pytest.mark.parametrize("status", sorted(OFFICIAL))
    def test_a_call_for_help_from_the_phone_of_a_dead_person_alerts_a_human_and_changes_no_status(
        self, status: Status
    ) -> None:
        it = respondent(status=status)
        assert it.said(Status.NEED_HELP, Source.SMS, NOW) is Heard.HELP
        assert it.said(Status.SAFE, Source.SMS, NOW) is Heard.HUMAN
        assert it.status is status

    def test_a_missing_person_s_safe_is_shown_to_a_human(self) -> None:
        it = respondent(status=Status.MISSING)
        assert it.said(Status.SAFE, Source.SMS, NOW) is Heard.HUMAN
        assert it.status is Status.MISSING

    def test_what_is_not_understood_is_asked_once_more_and_then_goes_to_a_human(self) -> None:
        it = respondent()
        heard = [it.said(Status.UNCLEAR, Source.SMS, NOW + minutes * MINUTE) for minutes in range(3)]
        assert heard == [Heard.ASK_AGAIN, Heard.HUMAN, Heard.HUMAN]
        assert it.status is Status.UNCLEAR
        assert not it.accounted

    def test_a_thank_you_after_a_1_makes_nobody_unsafe_and_is_seen_by_a_human(self) -> None:
        it = respondent()
        it.said(Status.SAFE, Source.SMS, NOW)
        assert it.said(Status.UNCLEAR, Source.SMS, NOW + MINUTE) is Heard.HUMAN
        assert (it.status, it.since) == (Status.SAFE, NOW)

    def test_a_newer_sighting_counts_and_an_older_one_does_not_overrule_their_own_answer(self) -> None:
        it = respondent()
        it.said(Status.SAFE, Source.SMS, NOW)
        assert not it.reported(Status.SAFE_ELSEWHERE, WARDEN, NOW - MINUTE)
        assert it.status is Status.SAFE
        assert it.reported(Status.SAFE_ELSEWHERE, WARDEN, NOW + MINUTE)
        assert (it.status, it.source, it.by) == (Status.SAFE_ELSEWHERE, Source.PROXY, WARDEN)

    def test_somebody_seen_before_the_text_to_them_failed_was_seen(self) -> None:
        it = respondent()
        it.not_reached("no such number", NOW)
        assert it.reported(Status.SAFE, WARDEN, NOW - 5 * MINUTE)
        assert (it.status, it.note) == (Status.SAFE, "")

    def test_a_colleague_s_need_help_counts_even_if_it_tells_of_an_earlier_moment(self) -> None:
        it = respondent()
        it.said(Status.SAFE, Source.SMS, NOW)
        assert it.reported(Status.NEED_HELP, WARDEN, NOW - MINUTE)
        assert it.status is Status.NEED_HELP

    def test_a_colleague_s_need_help_does_not_make_less_of_injured(self) -> None:
        it = respondent()
        assert it.reported(Status.INJURED, WARDEN, NOW)
        assert it.reported(Status.NEED_HELP, WARDEN, NOW + MINUTE)
        assert it.status is Status.INJURED

    def test_nobody_is_dead_or_in_hospital_by_hearsay(self) -> None:
        for status in OFFICIAL:
            it = respondent()
            assert not it.reported(status, WARDEN, NOW)
            assert it.source is None
            assert it.said(status, Source.SMS, NOW) is Heard.ASK_AGAIN
            assert it.status is Status.UNCLEAR

    def test_is_asked_then_gives_no_reply_and_is_still_taken_when_they_answer(self) -> None:
        it = respondent()
        it.asked(NOW)
        it.asked(NOW + MINUTE)
        assert it.asked_at == NOW
        assert it.text_left(NOW)
        assert not it.text_left(NOW)
        assert it.gives_no_reply(NOW + 45 * MINUTE)
        assert it.said(Status.SAFE_ELSEWHERE, Source.CHAT, NOW + 50 * MINUTE) is Heard.TAKEN

    def test_nothing_that_becomes_of_a_text_overwrites_what_they_said(self) -> None:
        it = respondent()
        it.said(Status.UNCLEAR, Source.SMS, NOW)
        assert not it.text_left(NOW)
        assert not it.not_reached("expired", NOW)
        assert not it.gives_no_reply(NOW)
        assert it.status is Status.UNCLEAR

    def test_a_change_is_told_with_who_said_it_and_when(self) -> None:
        it = respondent()
        it.reported(Status.SAFE, WARDEN, NOW - MINUTE)
        told = it.change(NOW, "seen at the lake")
        assert (told.person, told.status, told.at, told.recorded_at) == (ANNA, Status.SAFE, NOW - MINUTE, NOW)
        assert (told.source, told.by, told.words) == (Source.PROXY, WARDEN, "seen at the lake")


class TestARound:
    def test_reminds_twice_then_wardens_supervisors_security_and_human_resources_act(self) -> None:
        assert [after // MINUTE for _, after in campaign().stages()] == [15, 30, 45, 60, 120, 240]
        assert [stage for stage, _ in campaign().stages()] == [stage for stage, _ in CADENCE] == list(Stage)

    def test_rings_no_telephone_a_second_time_when_it_is_silent(self) -> None:
        stages = [stage for stage, _ in campaign(silent=True).stages()]
        assert stages == [Stage.WARDENS, Stage.CALL_DOWN, Stage.REVIEW, Stage.NEXT_OF_KIN]

    def test_counts_everybody_once_and_names_each_status(self) -> None:
        people = [respondent(ANNA, Status.SAFE), respondent(BO, Status.NEED_HELP), respondent(CARL)]
        counts = count(people)
        assert set(counts) == set(Status)
        it = Rollup(campaign(), NOW, counts)
        assert (it.everybody, it.accounted, it.unaccounted) == (3, 2, 1)
        assert it.of(Status.NEED_HELP, Status.INJURED) == 1

    def test_counts_as_accounted_nobody_of_whom_nothing_is_known(self) -> None:
        known = {status for status in Status if Rollup(campaign(), NOW, count([respondent(status=status)])).accounted}
        assert known == ACCOUNTED
        assert not known & {*SILENT_SO_FAR, Status.UNREACHABLE, Status.UNCLEAR, Status.MISSING}


class TestARequestForHelp:
    def test_is_told_to_one_after_the_other_and_then_to_everybody_until_taken(self) -> None:
        it = request(ANNA, BO)
        assert [it.tell_next() for _ in range(4)] == [(ANNA,), (BO,), (ANNA, BO), (ANNA, BO)]
        assert it.take(BO, NOW)
        assert it.tell_next() == ()

    def test_turns_red_with_the_second_telling_and_not_when_it_is_taken_before(self) -> None:
        it = request(ANNA, BO)
        red = []
        for step in (it.tell_next, it.tell_next, lambda: it.take(ANNA, NOW)):
            step()
            red.append(it.red)
        assert red == [False, True, False]

    def test_is_red_at_once_when_there_is_nobody_to_tell(self) -> None:
        it = request()
        assert it.tell_next() == ()
        assert it.red

    def test_is_taken_by_one_and_ended_by_one(self) -> None:
        it = request(ANNA)
        assert it.take(ANNA, NOW)
        assert not it.take(BO, NOW + MINUTE)
        assert it.end(ANNA, "safe", NOW + MINUTE)
        assert not it.end(BO, "injured", NOW + 2 * MINUTE)
        assert (it.taken_by, it.ended_by, it.outcome, it.name) == (ANNA, ANNA, "safe", "H3")

    def test_keeps_every_word_and_need_and_the_place_that_was_named_last(self) -> None:
        it = request(ANNA)
        it.said_more("A room 4", frozenset("A"), "room 4")
        it.said_more("B", frozenset("B"), "")
        assert it.words == ("2", "A room 4", "B")
        assert (it.needs, it.place) == (frozenset("AB"), "room 4")
