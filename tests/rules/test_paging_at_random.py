"""Pages of several seats (R46) under whatever may happen to them: answers, failures, timers, changed seats."""

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
    Exhausted,
    Page,
    PageState,
    QuorumRule,
    Reach,
    Ring,
    Skipped,
    lateness,
    latest_answers,
    quorum,
)
from playbooks.rules.people import Seat
from playbooks.rules.vocabulary import IncidentId, PageId, PersonId, SeatCode, Team

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
ANNA, BO, CARL, DINA = (PersonId(name) for name in ("anna", "bo", "carl", "dina"))


def page(*ladder: PersonId, number: int) -> Page:
    return Page(PageId(number), IncidentId(1), SeatCode(f"SEAT{number}"), ladder)


def seat(code: str, function: str, *holders: PersonId) -> Seat:
    return Seat(SeatCode(code), code.title(), Team.CMT, None, function, True, None, holders)


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
        self.ladders = list(ladders)
        self.unreachable = dict.fromkeys(sorted(mute), "no mobile number")
        self.said: dict[PersonId, Answer] = {}
        self.timers: list[Timer] = []
        self.rung: list[list[tuple[int, int]]] = [[] for _ in ladders]
        for number in range(len(self.pages)):
            self.follow(number, self.pages[number].start(self.reach(number), self.now))

    def reach(self, number: int) -> Reach:
        return Reach(self.unreachable, latest_answers(self.pages), lateness(self.pages), self.ladders[number])

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

    @rule(
        person=st.sampled_from(PEOPLE),
        answer=st.sampled_from(Answer),
        minutes=st.sampled_from([1, 1, 1, -30]),
        late=st.sampled_from([None, 20, 700]),
    )
    def somebody_answers(self, person: PersonId, answer: Answer, minutes: int, late: int | None) -> None:
        """A person's answer goes to every page on which the person was told, as the handler does it."""
        late_by = timedelta(minutes=late) if late and answer is Answer.LATE else None
        self.now += timedelta(minutes=minutes)
        self.said[person] = answer
        told = [number for number, it in enumerate(self.pages) if it.latest_call(person)]
        for number, it in enumerate(self.pages):
            state, calls = it.state, len(it.calls)
            if number in told:
                self.follow(number, it.answered(person, answer, late_by, self.reach(number), self.now))
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
                decisions = it.restart(timer.round, self.reach(timer.page), self.now)
            else:
                due = (it.state, it.round, it.rung) == (PageState.RINGING, timer.round, timer.rung)
                decisions = it.overdue(timer.round, timer.rung, self.reach(timer.page), self.now)
            self.follow(timer.page, decisions)
            assert bool(decisions) == due
            if not due:
                assert (it.state, it.round, it.rung, len(it.calls)) == before

    @rule(number=NUMBERS, person=st.sampled_from(PEOPLE), old=st.booleans())
    def a_text_fails(self, number: int, person: PersonId, old: bool) -> None:
        it = self.pages[number]
        calls = [call for call in it.calls if call.person == person]
        told_at = calls[0].told_at if old and calls else None
        self.follow(number, it.failed(person, "switched off", self.reach(number), self.now, told_at))

    @rule(number=NUMBERS, ladder=LADDERS)
    def the_seat_changes_hands(self, number: int, ladder: tuple[PersonId, ...]) -> None:
        """Nothing happens until a round begins."""
        self.ladders[number] = ladder

    @rule(number=NUMBERS)
    def somebody_pages_the_seat_again(self, number: int) -> None:
        it = self.pages[number]
        covered = it.state is PageState.COVERED
        decisions = it.start(self.reach(number), self.now)
        self.follow(number, decisions)
        assert covered or it.ladder == self.ladders[number]
        assert covered == (not decisions)

    @rule(person=st.sampled_from(PEOPLE), answer=st.sampled_from(Answer))
    def the_team_is_stood_down_and_called_again(self, person: PersonId, answer: Answer) -> None:
        for it in self.pages:
            it.stop()
        self.fire(list(self.timers))
        for number, it in enumerate(self.pages):
            assert it.answered(person, answer, None, self.reach(number), self.now) == []
            assert it.failed(person, "switched off", self.reach(number), self.now) == []
            assert it.state is PageState.STOPPED
        self.said.clear()
        for number, it in enumerate(self.pages):
            self.follow(number, it.start(self.reach(number), self.now))

    @invariant()
    def covered_means_that_somebody_is_coming_in_time(self) -> None:
        for it in self.pages:
            assert (it.state is PageState.COVERED) == bool(it.covering())
            assert set(it.covering()) <= set(it.coming())

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
        coming = {person for it in self.pages for person in it.covering()}
        assert (found.present, found.met) == (len(coming), len(coming) >= 2)


TestPages = Pages.TestCase
TestPages.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
