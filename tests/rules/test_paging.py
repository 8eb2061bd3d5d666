"""Paging a seat (R46): examples told with names, then pages of several seats under whatever may happen to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from playbooks.rules.paging import (
    COMING,
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


def test_those_who_said_no_are_asked_again_when_the_only_other_person_cannot_be_texted() -> None:
    no_number = Reach(unreachable={BO: "no mobile number"})
    it = page(ANNA, BO)
    it.start(no_number, NOW)
    assert take(it, ANNA, Answer.CANNOT, no_number) == [Skipped(BO, "no mobile number"), Exhausted(1)]
    assert it.restart(1, no_number, NOW) == [Ring(ANNA, 2, 0)]


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


def test_the_acting_chair_is_the_first_in_line_who_joins_then_the_first_who_is_late() -> None:
    line = [seat("CHAIR", "chair", ANNA, BO, succession=1), seat("DEPUTY", "deputy", CARL, DINA, succession=2)]
    assert acting_chair(line, {ANNA: Answer.LATE, DINA: Answer.JOINING, CARL: Answer.JOINING}) == CARL
    assert acting_chair(line, {ANNA: Answer.CANNOT, BO: Answer.LATE, DINA: Answer.LATE}) == BO
    assert acting_chair(line, {ANNA: Answer.LEFT}) is None


def test_the_site_team_leads_up_to_level_1_and_the_cmt_from_level_2() -> None:
    assert [team_for(level) for level in Level] == [Team.ORT, Team.ORT, Team.CMT, Team.CMT]


@dataclass(frozen=True)
class Timer:
    """What a Ring or an Exhausted asks to be reminded of."""

    page: int
    round: int
    #: None for the restart of an exhausted ladder.
    rung: int | None


PEOPLE = (ANNA, BO, CARL, DINA)
LADDERS = st.permutations(PEOPLE).flatmap(lambda order: st.integers(1, 4).map(lambda size: tuple(order[:size])))
NUMBERS = st.integers(0, 2)


class Pages(RuleBasedStateMachine):
    """Three seats of one incident: answers, failures, and timers that come late, twice or never."""

    @initialize(ladders=st.lists(LADDERS, min_size=3, max_size=3), mute=st.sets(st.sampled_from(PEOPLE), max_size=2))
    def declare(self, ladders: list[tuple[PersonId, ...]], mute: set[PersonId]) -> None:
        self.now = NOW
        self.pages = [page(*ladder, number=number) for number, ladder in enumerate(ladders)]
        self.unreachable = dict.fromkeys(sorted(mute), "no mobile number")
        self.said: dict[PersonId, Answer] = {}
        self.timers: list[Timer] = []
        self.rung: list[list[tuple[int, int]]] = [[] for _ in ladders]
        for number in range(len(self.pages)):
            self.follow(number, self.pages[number].start(self.reach(), self.now))

    def reach(self) -> Reach:
        return Reach(self.unreachable, latest_answers(self.pages))

    def follow(self, number: int, decisions: Iterable[Decision]) -> None:
        """Check what a page decides, and set its timers."""
        before = latest_answers(self.pages)
        for decision in decisions:
            match decision:
                case Ring(person, round_, rung):
                    assert self.pages[number].state is PageState.RINGING
                    assert person not in self.unreachable
                    assert before.get(person) not in COMING, "on the way already, yet texted again"
                    self.rung[number].append((round_, rung))
                    self.timers.append(Timer(number, round_, rung))
                case Exhausted(round_):
                    assert self.pages[number].state is PageState.EXHAUSTED
                    self.timers.append(Timer(number, round_, None))
                case Covered(person):
                    assert self.said[person] in COMING
                case Skipped(person, why):
                    assert person in self.unreachable or self.said[person] not in COMING, why

    @rule(person=st.sampled_from(PEOPLE), answer=st.sampled_from(Answer), minutes=st.sampled_from([1, 1, 1, -30]))
    def somebody_answers(self, person: PersonId, answer: Answer, minutes: int) -> None:
        """A person's answer goes to every page on which the person was told, as the handler does it."""
        self.now += timedelta(minutes=minutes)
        self.said[person] = answer
        told = [number for number, it in enumerate(self.pages) if it.latest_call(person)]
        for number, it in enumerate(self.pages):
            state, calls = it.state, len(it.calls)
            if number in told:
                self.follow(number, it.answered(person, answer, None, self.reach(), self.now))
            else:
                assert (it.state, len(it.calls)) == (state, calls), "an answer stopped somebody else's page"

    @rule(number=NUMBERS)
    def nobody_answers_in_time(self, number: int) -> None:
        mine = [timer for timer in self.timers if timer.page == number]
        self.fire(mine[-1:])

    @rule(data=st.data())
    def a_timer_comes_late_or_again(self, data: st.DataObject) -> None:
        self.fire([data.draw(st.sampled_from(self.timers))] if self.timers else [])

    def fire(self, timers: list[Timer]) -> None:
        for timer in timers:
            it = self.pages[timer.page]
            before = (it.state, it.round, it.rung, len(it.calls))
            if timer.rung is None:
                due = (it.state, it.round) == (PageState.EXHAUSTED, timer.round)
                decisions = it.restart(timer.round, self.reach(), self.now)
            else:
                due = (it.state, it.round, it.rung) == (PageState.RINGING, timer.round, timer.rung)
                decisions = it.overdue(timer.round, timer.rung, self.reach(), self.now)
            self.follow(timer.page, decisions)
            assert bool(decisions) == due
            if not due:
                assert (it.state, it.round, it.rung, len(it.calls)) == before

    @rule(number=NUMBERS, person=st.sampled_from(PEOPLE), old=st.booleans())
    def a_text_fails(self, number: int, person: PersonId, old: bool) -> None:
        it = self.pages[number]
        calls = [call for call in it.calls if call.person == person]
        told_at = calls[0].told_at if old and calls else None
        self.follow(number, it.failed(person, "switched off", self.reach(), self.now, told_at))

    @rule(number=NUMBERS)
    def somebody_pages_the_seat_again(self, number: int) -> None:
        it = self.pages[number]
        covered = it.state is PageState.COVERED
        decisions = it.start(self.reach(), self.now)
        self.follow(number, decisions)
        assert covered == (not decisions)

    @rule(person=st.sampled_from(PEOPLE), answer=st.sampled_from(Answer))
    def the_team_is_stood_down_and_called_again(self, person: PersonId, answer: Answer) -> None:
        for it in self.pages:
            it.stop()
        self.fire(list(self.timers))
        for it in self.pages:
            assert it.answered(person, answer, None, self.reach(), self.now) == []
            assert it.failed(person, "switched off", self.reach(), self.now) == []
            assert it.state is PageState.STOPPED
        self.said.clear()
        for number, it in enumerate(self.pages):
            self.follow(number, it.start(self.reach(), self.now))

    @invariant()
    def covered_means_that_somebody_is_coming(self) -> None:
        for it in self.pages:
            assert (it.state is PageState.COVERED) == bool(it.coming())

    @invariant()
    def each_rung_is_rung_once_a_round_and_in_order(self) -> None:
        for rung in self.rung:
            assert rung == sorted(set(rung))

    @invariant()
    def the_latest_answer_counts(self) -> None:
        for it in self.pages:
            assert all(self.said.get(person) in COMING for person in it.coming())

    @invariant()
    def a_seat_nobody_comes_to_is_ringing_or_waits_to_start_again(self) -> None:
        for number, it in enumerate(self.pages):
            if it.state is PageState.RINGING:
                assert Timer(number, it.round, it.rung) in self.timers
            if it.state is PageState.EXHAUSTED:
                assert Timer(number, it.round, None) in self.timers

    @invariant()
    def quorum_counts_each_person_once(self) -> None:
        seats = [seat(f"S{number}", "chair", *it.ladder) for number, it in enumerate(self.pages)]
        found = quorum(QuorumRule(frozenset({"chair"}), 2, timedelta()), zip(seats, self.pages, strict=True))
        coming = {person for it in self.pages for person in it.coming()}
        assert (found.present, found.met) == (len(coming), len(coming) >= 2)


TestPages = Pages.TestCase
TestPages.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
