"""Paging a seat (R46): examples told with names. Whatever else may happen: `test_paging_at_random`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playbooks.rules.paging import (
    LATEST_TO_COVER,
    Answer,
    Covered,
    Decision,
    Delivery,
    Exhausted,
    Page,
    PageState,
    Quorum,
    QuorumRule,
    Reach,
    Ring,
    Skipped,
    acting_chair,
    latest_answers,
    quorum,
    team_for,
)  # fmt: skip
from playbooks.rules.people import Seat
from playbooks.rules.vocabulary import IncidentId, Level, PageId, PersonId, SeatCode, Team

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
ANNA, BO, CARL, DINA = (PersonId(name) for name in ("anna", "bo", "carl", "dina"))
NOBODY_ELSE = Reach()


def page(*ladder: PersonId, number: int = 1) -> Page:
    return Page(PageId(number), IncidentId(1), SeatCode(f"SEAT{number}"), ladder)


def started(*ladder: PersonId) -> Page:
    made = page(*ladder)
    made.start(NOBODY_ELSE, NOW)
    return made


def seat(code: str, function: str, *holders: PersonId, succession: int | None = None) -> Seat:
    return Seat(SeatCode(code), code.title(), Team.CMT, None, function, True, succession, holders)


def take(it: Page, person: PersonId, answer: Answer, reach: Reach = NOBODY_ELSE, minutes: int = 1) -> list[Decision]:
    return it.answered(person, answer, None, reach, NOW + timedelta(minutes=minutes))


def late(it: Page, person: PersonId, minutes: float, reach: Reach = NOBODY_ELSE) -> list[Decision]:
    return it.answered(person, Answer.LATE, timedelta(minutes=minutes), reach, NOW)


def test_the_holder_is_rung_first_and_then_the_alternates_in_order() -> None:
    it = page(ANNA, BO)
    assert it.start(NOBODY_ELSE, NOW) == [Ring(ANNA, 1, 0)]
    assert it.overdue(1, 0, NOBODY_ELSE, NOW) == [Ring(BO, 1, 1)]
    assert it.overdue(1, 1, NOBODY_ELSE, NOW) == [Exhausted(1)]
    assert it.restart(1, NOBODY_ELSE, NOW) == [Ring(ANNA, 2, 0)]


def test_a_late_or_repeated_timer_changes_nothing() -> None:
    it = started(ANNA, BO)
    it.overdue(1, 0, NOBODY_ELSE, NOW)
    assert it.overdue(1, 0, NOBODY_ELSE, NOW) == []
    assert it.restart(1, NOBODY_ELSE, NOW) == []
    it.overdue(1, 1, NOBODY_ELSE, NOW)
    assert it.restart(1, NOBODY_ELSE, NOW) == [Ring(ANNA, 2, 0)]
    it.overdue(2, 0, NOBODY_ELSE, NOW)
    it.overdue(2, 1, NOBODY_ELSE, NOW)
    assert it.restart(1, NOBODY_ELSE, NOW) == []
    take(it, BO, Answer.JOINING)
    assert it.overdue(1, 1, NOBODY_ELSE, NOW) == []


def test_somebody_who_answers_too_late_still_covers_the_seat_and_may_leave_again() -> None:
    it = started(ANNA, BO, CARL)
    it.overdue(1, 0, NOBODY_ELSE, NOW)
    assert take(it, ANNA, Answer.LATE) == [Covered(ANNA)]
    assert take(it, ANNA, Answer.LEFT) == [Ring(CARL, 1, 2)]


def test_a_no_pages_the_next_and_a_no_from_a_rung_that_is_over_does_not() -> None:
    it = started(ANNA, BO, CARL)
    assert take(it, ANNA, Answer.CANNOT) == [Ring(BO, 1, 1)]
    assert take(it, ANNA, Answer.CANNOT) == []


def test_the_latest_answer_counts() -> None:
    it = started(ANNA, BO)
    take(it, ANNA, Answer.CANNOT)
    assert take(it, ANNA, Answer.JOINING) == [Covered(ANNA)]
    assert it.coming() == [ANNA]


def test_an_answer_after_the_ladder_is_exhausted_covers_the_seat_and_the_restart_rings_nobody() -> None:
    it = started(ANNA)
    it.overdue(1, 0, NOBODY_ELSE, NOW)
    assert take(it, ANNA, Answer.JOINING) == [Covered(ANNA)]
    assert it.restart(1, NOBODY_ELSE, NOW) == []
    assert take(it, ANNA, Answer.LEFT) == [Exhausted(1)]


def test_a_repeated_round_leaves_out_who_said_no_as_long_as_somebody_has_not() -> None:
    it = started(ANNA, BO)
    take(it, ANNA, Answer.CANNOT)
    it.overdue(1, 1, NOBODY_ELSE, NOW)
    assert it.restart(1, NOBODY_ELSE, NOW) == [Ring(BO, 2, 1)]
    assert take(it, BO, Answer.CANNOT) == [Exhausted(2)]
    assert it.restart(2, NOBODY_ELSE, NOW) == [Ring(ANNA, 3, 0)]


def test_who_could_not_be_rung_is_rung_when_they_can_be_while_nobody_else_is() -> None:
    hide = Reach(unreachable={ANNA: "is asked silently; not rung", BO: "is asked silently; not rung"})
    it = page(ANNA, BO, CARL)
    assert it.start(hide, NOW)[-1] == Ring(CARL, 1, 2)
    only_anna = Reach(unreachable={ANNA: "is asked silently; not rung"})
    assert it.can_be_rung(BO, only_anna, NOW) == [], "Carl is rung"
    assert it.overdue(1, 2, hide, NOW) == [Exhausted(1)]
    assert it.can_be_rung(BO, only_anna, NOW) == [Ring(BO, 2, 1)]
    assert it.restart(1, only_anna, NOW) == []
    assert it.overdue(2, 1, only_anna, NOW) == [Ring(CARL, 2, 2)]


def test_those_who_said_no_are_asked_again_when_the_only_other_person_cannot_be_texted() -> None:
    no_number = Reach(unreachable={BO: "no mobile number"})
    it = page(ANNA, BO)
    it.start(no_number, NOW)
    assert take(it, ANNA, Answer.CANNOT, no_number) == [Skipped(BO, "no mobile number"), Exhausted(1)]
    assert it.restart(1, no_number, NOW) == [Ring(ANNA, 2, 0)]


def test_whoever_said_yes_and_then_no_in_a_repeated_round_is_asked_again_in_the_next_and_not_at_once() -> None:
    it = page(BO, ANNA)
    it.start(NOBODY_ELSE, NOW)
    take(it, BO, Answer.CANNOT)
    it.overdue(1, 1, NOBODY_ELSE, NOW)
    assert it.restart(1, NOBODY_ELSE, NOW) == [Ring(ANNA, 2, 1)]
    it.overdue(2, 1, NOBODY_ELSE, NOW)
    take(it, ANNA, Answer.CANNOT)
    assert it.restart(2, NOBODY_ELSE, NOW) == [Ring(BO, 3, 0)]
    take(it, ANNA, Answer.JOINING)
    assert take(it, ANNA, Answer.CANNOT) == [Skipped(ANNA, "said cannot already"), Exhausted(3)]
    assert it.restart(3, NOBODY_ELSE, NOW) == [Ring(BO, 4, 0)]
    assert take(it, BO, Answer.CANNOT) == [Ring(ANNA, 4, 1)]


def test_a_no_to_another_seat_of_the_incident_is_not_asked_again_here() -> None:
    knows = Reach(answers={ANNA: Answer.CANNOT})
    it = page(ANNA, BO)
    assert it.start(knows, NOW) == [Skipped(ANNA, "said cannot already"), Ring(BO, 1, 1)]
    it.overdue(1, 1, knows, NOW)
    assert it.restart(1, knows, NOW) == [Ring(BO, 2, 1)]


def test_somebody_on_the_way_already_gets_no_second_text() -> None:
    it = page(ANNA, BO)
    assert it.start(Reach(answers={ANNA: Answer.LATE}), NOW) == [Covered(ANNA)]
    assert it.calls[0].delivery is Delivery.NOT_SENT


def test_a_leaver_is_not_taken_to_be_coming_because_of_an_older_answer() -> None:
    it = started(BO, ANNA, CARL)
    take(it, ANNA, Answer.JOINING)
    not_yet_told = Reach(answers={ANNA: Answer.JOINING})
    assert take(it, ANNA, Answer.LEFT, not_yet_told) == [Skipped(ANNA, "said left already"), Ring(CARL, 1, 2)]


def test_somebody_who_comes_unasked_covers_the_seat_and_is_named_last() -> None:
    it = started(ANNA, BO)
    assert take(it, DINA, Answer.JOINING) == [Covered(DINA)]
    take(it, BO, Answer.JOINING)
    assert it.coming() == [BO, DINA]
    assert take(it, DINA, Answer.LEFT) == []
    assert take(it, BO, Answer.LEFT) == [Skipped(BO, "said left already"), Exhausted(1)]


def test_a_text_that_does_not_go_pages_the_next_at_once_and_only_once() -> None:
    it = started(ANNA, BO, CARL)
    assert it.failed(ANNA, "unknown number", NOBODY_ELSE, NOW) == [Ring(BO, 1, 1)]
    assert it.failed(ANNA, "unknown number", NOBODY_ELSE, NOW) == []
    assert it.calls[0].delivery_note == "unknown number"
    assert it.failed(DINA, "never texted", NOBODY_ELSE, NOW) == []


def test_news_of_an_earlier_rounds_text_does_not_end_the_present_ringing() -> None:
    it = started(ANNA)
    it.overdue(1, 0, NOBODY_ELSE, NOW)
    it.restart(1, NOBODY_ELSE, NOW + timedelta(minutes=10))
    assert it.failed(ANNA, "expired", NOBODY_ELSE, NOW + timedelta(minutes=11), told_at=NOW) == []
    assert [call.delivery for call in it.calls] == [Delivery.FAILED, Delivery.WAITING]


def test_a_failed_text_of_somebody_who_answered_by_button_changes_nothing() -> None:
    it = started(ANNA, BO)
    take(it, ANNA, Answer.JOINING)
    assert it.failed(ANNA, "switched off", NOBODY_ELSE, NOW) == []
    assert it.state is PageState.COVERED


def test_a_covered_page_is_not_started_again() -> None:
    it = started(ANNA, BO)
    take(it, BO, Answer.JOINING)
    assert it.start(NOBODY_ELSE, NOW) == []
    assert it.state is PageState.COVERED


def test_a_page_without_anybody_on_its_ladder_is_exhausted_at_once() -> None:
    assert page().start(NOBODY_ELSE, NOW) == [Exhausted(1)]


def test_a_stopped_page_rings_nobody_and_remembers_no_answer_when_the_team_is_paged_anew() -> None:
    it, other = started(ANNA, BO), started(ANNA)
    take(it, ANNA, Answer.JOINING)
    take(other, ANNA, Answer.JOINING)
    for one in (it, other):
        one.stop()
    assert take(it, ANNA, Answer.LEFT) == []
    assert it.overdue(1, 0, NOBODY_ELSE, NOW) == it.restart(1, NOBODY_ELSE, NOW) == []
    reach = Reach(answers=latest_answers([it, other]))
    assert it.start(reach, NOW) == [Ring(ANNA, 2, 0)]
    assert it.coming() == []


def test_a_new_round_rings_the_people_of_now_and_a_running_one_those_it_began_with() -> None:
    now = Reach(ladder=(CARL, DINA))
    it = started(ANNA, BO)
    assert it.overdue(1, 0, now, NOW) == [Ring(BO, 1, 1)]
    assert it.overdue(1, 1, now, NOW) == [Exhausted(1)]
    assert it.restart(1, now, NOW) == [Ring(CARL, 2, 0)]
    assert it.overdue(2, 0, now, NOW) == [Ring(DINA, 2, 1)]


def test_a_seat_that_is_gone_rings_those_who_had_it() -> None:
    it = started(ANNA)
    it.overdue(1, 0, Reach(ladder=None), NOW)
    assert it.restart(1, Reach(ladder=None), NOW) == [Ring(ANNA, 2, 0)]


def test_whoever_said_yes_counts_even_if_the_seat_has_changed_hands_since() -> None:
    it = started(ANNA, BO)
    it.overdue(1, 0, NOBODY_ELSE, NOW)
    it.overdue(1, 1, NOBODY_ELSE, NOW)
    it.restart(1, Reach(ladder=(CARL,)), NOW)
    assert take(it, ANNA, Answer.JOINING) == [Covered(ANNA)]
    assert it.overdue(2, 0, NOBODY_ELSE, NOW) == []
    assert it.coming() == [ANNA]


def test_somebody_who_comes_much_too_late_comes_but_the_next_is_rung_at_once() -> None:
    it = started(ANNA, BO)
    assert late(it, ANNA, 700) == [Ring(BO, 1, 1)]
    assert (it.coming(), it.state) == ([ANNA], PageState.RINGING)
    assert take(it, BO, Answer.JOINING) == [Covered(BO)]
    assert it.coming() == [ANNA, BO]


def test_an_hour_late_holds_the_page_and_a_minute_more_does_not() -> None:
    hour = LATEST_TO_COVER / timedelta(minutes=1)
    assert late(started(ANNA, BO), ANNA, hour) == [Covered(ANNA)]
    assert late(started(ANNA, BO), ANNA, hour + 1) == [Ring(BO, 1, 1)]


def test_somebody_who_covers_and_then_says_much_later_pages_the_next() -> None:
    it = started(ANNA, BO)
    take(it, ANNA, Answer.JOINING)
    assert late(it, ANNA, 90) == [Ring(BO, 1, 1)]
    assert late(it, ANNA, 30) == [Covered(ANNA)]


def test_somebody_much_too_late_is_not_texted_again_and_the_others_are_asked_once_more() -> None:
    it = started(ANNA, BO)
    late(it, ANNA, 700)
    assert take(it, BO, Answer.CANNOT) == [Exhausted(1)]
    calls = len(it.calls)
    assert it.restart(1, NOBODY_ELSE, NOW) == [Ring(BO, 2, 1)]
    assert len(it.calls) == calls + 1
    assert it.coming() == [ANNA]


def test_much_too_late_for_one_seat_is_too_late_for_the_other() -> None:
    knows = Reach(answers={ANNA: Answer.LATE}, late_by={ANNA: timedelta(minutes=700)})
    it = page(ANNA, BO)
    assert it.start(knows, NOW) == [Ring(BO, 1, 1)]
    assert it.coming() == [ANNA]
    assert it.calls[0].delivery is Delivery.NOT_SENT


def test_one_answer_stops_nobody_elses_page() -> None:
    first, second = started(ANNA, BO), page(CARL, DINA, number=2)
    second.start(NOBODY_ELSE, NOW)
    take(first, ANNA, Answer.JOINING)
    assert second.state is PageState.RINGING
    assert second.overdue(1, 0, NOBODY_ELSE, NOW) == [Ring(DINA, 1, 1)]


def test_of_two_answers_the_later_counts_even_if_the_clock_jumped_back() -> None:
    it = started(ANNA, BO)
    take(it, ANNA, Answer.CANNOT, minutes=60)
    take(it, BO, Answer.CANNOT, minutes=61)
    it.restart(1, NOBODY_ELSE, NOW)
    take(it, ANNA, Answer.JOINING, minutes=2)
    other = started(ANNA)
    assert latest_answers([it, other])[ANNA] is Answer.JOINING


RULE = QuorumRule(frozenset({"chair", "security"}), minimum=3, within=timedelta(minutes=30))


def test_quorum_counts_people_once_names_what_is_missing_and_can_be_lost() -> None:
    chair, security, media = page(ANNA, number=1), page(BO, number=2), page(ANNA, CARL, number=3)
    seats = [seat("CHAIR", "chair", ANNA), seat("HSSD", "security", BO), seat("COM", "media", ANNA, CARL)]
    team = list(zip(seats, [chair, security, media], strict=True))
    for one in (chair, media):
        take(one, ANNA, Answer.JOINING)
    assert quorum(RULE, team) == Quorum(False, 1, 3, ("security",))
    take(security, BO, Answer.LATE)
    assert quorum(RULE, team) == Quorum(False, 2, 3, ())
    take(media, CARL, Answer.JOINING)
    assert quorum(RULE, team).met
    take(security, BO, Answer.LEFT)
    assert quorum(RULE, team) == Quorum(False, 2, 3, ("security",))


def test_quorum_counts_nobody_who_comes_much_too_late_or_is_gone() -> None:
    chair, security = page(ANNA, number=1), page(BO, number=2)
    team = [(seat("CHAIR", "chair", ANNA), chair), (seat("HSSD", "security", BO), security)]
    take(chair, ANNA, Answer.JOINING)
    late(security, BO, 700)
    assert quorum(RULE, team) == Quorum(False, 1, 3, ("security",))
    assert quorum(RULE, team, gone={ANNA}) == Quorum(False, 0, 3, ("chair", "security"))


def test_somebody_much_too_late_leads_only_while_nobody_else_does() -> None:
    line = [seat("CHAIR", "chair", ANNA, BO, succession=1)]
    far = {ANNA: timedelta(minutes=700), BO: timedelta(minutes=10)}
    assert acting_chair(line, {ANNA: Answer.LATE, BO: Answer.LATE}, far) == BO
    assert acting_chair(line, {ANNA: Answer.LATE}, far) == ANNA


def test_the_acting_chair_is_the_first_in_line_who_joins_then_the_first_who_is_late() -> None:
    line = [seat("CHAIR", "chair", ANNA, BO, succession=1), seat("DEPUTY", "deputy", CARL, DINA, succession=2)]
    assert acting_chair(line, {ANNA: Answer.LATE, DINA: Answer.JOINING, CARL: Answer.JOINING}) == CARL
    assert acting_chair(line, {ANNA: Answer.CANNOT, BO: Answer.LATE, DINA: Answer.LATE}) == BO
    assert acting_chair(line, {ANNA: Answer.LEFT}) is None


def test_the_site_team_leads_up_to_level_1_and_the_cmt_from_level_2() -> None:
    assert [team_for(level) for level in Level] == [Team.ORT, Team.ORT, Team.CMT, Team.CMT]
