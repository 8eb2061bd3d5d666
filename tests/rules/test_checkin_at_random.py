"""Accounting for people (R52, domain 3) under whatever may happen to a person, a headcount, a request for help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from playbooks.rules.checkin import (
    OFFICIAL,
    SILENT_SO_FAR,
    STICKY,
    Campaign,
    Heard,
    HelpRequest,
    Respondent,
    Rollup,
    Source,
    Status,
    count,
)
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, Language, PersonId, SiteCode

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANNA, BO, CARL, WARDEN, OFFICER = (PersonId(name) for name in ("anna", "bo", "carl", "warden", "officer"))
MINUTE = timedelta(minutes=1)
OWN = (Source.SMS, Source.CHAT)
SAYABLE = (Status.SAFE, Status.SAFE_ELSEWHERE, Status.NEED_HELP, Status.UNCLEAR)
PROXIED = (Status.SAFE, Status.SAFE_ELSEWHERE, Status.NEED_HELP, Status.INJURED, Status.NEEDS_ASSIST)
ROUND = Campaign(CampaignId(1), IncidentId(1), 1, OFFICER, NOW, False, "all concerned: Geneva", "staff list")


def respondent(person: PersonId = ANNA) -> Respondent:
    return Respondent(CampaignId(1), person, "+41790000001", Language.EN, SiteCode("GVA"), "GVA-M1", 1)


def request(*ladder: PersonId) -> HelpRequest:
    return HelpRequest(HelpId(1), IncidentId(1), 3, CampaignId(1), ANNA, "+41790000001", NOW, ("2",), ladder=ladder)


MINUTES = st.integers(-20, 20).map(lambda minutes: minutes * MINUTE)


class APerson(RuleBasedStateMachine):
    """One person of one round: texts, chat, hearsay, receipts, humans; in any order, clocks that jump included."""

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.it = respondent()
        self.before = self.it.status
        self.answered = False
        self.asked_again = 0
        self.by_hand = False

    def step(self, by_hand: bool = False) -> None:
        self.before, self.by_hand = self.it.status, by_hand
        self.now += MINUTE

    @rule(status=st.sampled_from([*SAYABLE, *sorted(OFFICIAL)]), source=st.sampled_from(OWN))
    def they_answer(self, status: Status, source: Source) -> None:
        self.step()
        heard = self.it.said(status, source, self.now)
        self.answered = True
        self.asked_again += heard is Heard.ASK_AGAIN
        assert (heard is Heard.HELP) is (status is Status.NEED_HELP), "help was asked for, or was made up"
        if heard is Heard.TAKEN:
            assert (self.it.status, self.it.source, self.it.since) == (status, source, self.now)
        if self.before in {Status.SAFE, Status.SAFE_ELSEWHERE} and status is Status.UNCLEAR:
            assert (self.it.status, heard) == (self.before, Heard.HUMAN)

    @rule(status=st.sampled_from([*PROXIED, *sorted(OFFICIAL)]), ago=MINUTES)
    def somebody_tells_of_them(self, status: Status, ago: timedelta) -> None:
        self.step()
        at, since, source = self.now - ago, self.it.since, self.it.source
        counts = self.it.reported(status, WARDEN, at)
        if status in STICKY:
            assert counts is (self.before not in OFFICIAL), "a proxy's need-help did not count"
        elif source in OWN and since and at < since:
            assert not counts, "an older sighting overruled their own answer"
        if not counts:
            assert (self.it.status, self.it.since, self.it.source) == (self.before, since, source)

    @rule(kind=st.sampled_from(["left", "failed", "no reply"]))
    def something_becomes_of_the_text(self, kind: str) -> None:
        self.step()
        match kind:
            case "left":
                changed = self.it.text_left(self.now)
            case "failed":
                changed = self.it.not_reached("no such number", self.now)
            case _:
                changed = self.it.gives_no_reply(self.now)
        assert changed is (self.it.status is not self.before)
        assert not changed or self.before in SILENT_SO_FAR, "what was heard is overwritten by a receipt"

    @rule(status=st.sampled_from(sorted(set(Status) - SILENT_SO_FAR)))
    def a_human_decides(self, status: Status) -> None:
        self.step(by_hand=True)
        self.it.set_by_hand(status, OFFICER, "as found", self.now)
        assert (self.it.status, self.it.source, self.it.by, self.it.note) == (status, Source.HUMAN, OFFICER, "as found")

    @invariant()
    def need_help_and_injured_are_lowered_by_a_human_alone(self) -> None:
        if self.before in STICKY and not self.by_hand:
            assert self.it.status in STICKY
            assert self.before is not Status.INJURED or self.it.status is Status.INJURED

    @invariant()
    def what_is_official_comes_and_goes_by_a_human_alone(self) -> None:
        if not self.by_hand:
            assert (self.it.status in OFFICIAL) is (self.before in OFFICIAL)
        if self.it.status in OFFICIAL:
            assert self.it.source is Source.HUMAN

    @invariant()
    def whoever_answered_anything_is_not_taken_for_silent(self) -> None:
        if self.answered:
            assert self.it.status not in SILENT_SO_FAR
            assert self.it.answered_at

    @invariant()
    def they_are_asked_again_once_at_most_and_then_were_not_understood(self) -> None:
        assert self.asked_again == self.it.asked_again
        assert self.asked_again <= 1

    @invariant()
    def the_history_s_row_says_what_is(self) -> None:
        row = self.it.change(self.now)
        assert (row.status, row.recorded_at) == (self.it.status, self.now)


TestAPersonAtRandom = APerson.TestCase
TestAPersonAtRandom.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)


class AHeadcount(RuleBasedStateMachine):
    """A round to which people are added while others are heard of."""

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.people: list[Respondent] = []
        self.most = 0

    @rule(more=st.integers(1, 4))
    def people_are_added(self, more: int) -> None:
        first = len(self.people)
        self.people += [respondent(PersonId(f"P{first + number}")) for number in range(more)]

    @precondition(lambda self: self.people)
    @rule(data=st.data(), status=st.sampled_from(Status), how=st.sampled_from(Source))
    def somebody_is_heard_of(self, data: st.DataObject, status: Status, how: Source) -> None:
        self.now += MINUTE
        one = data.draw(st.sampled_from(self.people))
        match how:
            case Source.SMS | Source.CHAT:
                one.said(status if status in SAYABLE else Status.UNCLEAR, how, self.now)
            case Source.PROXY:
                one.reported(status, WARDEN, self.now)
            case Source.HUMAN:
                one.set_by_hand(status, OFFICER, "as found", self.now)
            case Source.SENDING:
                one.not_reached("failed", self.now)

    @invariant()
    def who_is_accounted_for_and_who_is_not_are_together_everybody(self) -> None:
        it = Rollup(ROUND, self.now, count(self.people))
        assert it.accounted + it.unaccounted == it.everybody == len(self.people)
        assert it.accounted == sum(one.accounted for one in self.people)
        assert it.unaccounted == sum(not one.accounted for one in self.people)

    @invariant()
    def the_denominator_never_shrinks(self) -> None:
        everybody = Rollup(ROUND, self.now, count(self.people)).everybody
        assert everybody >= self.most
        self.most = everybody


TestAHeadcountAtRandom = AHeadcount.TestCase
TestAHeadcountAtRandom.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


class AskingForHelp(RuleBasedStateMachine):
    """One request: timers, officers who take and end it twice, further words."""

    @initialize(ladder=st.lists(st.sampled_from([ANNA, BO, CARL, OFFICER]), unique=True, max_size=4))
    def ask(self, ladder: list[PersonId]) -> None:
        self.now = NOW
        self.it = request(*ladder)
        self.tellings: list[tuple[PersonId, ...]] = []
        self.took: list[PersonId] = []
        self.ended: list[PersonId] = []

    @rule()
    def nobody_took_it_in_time(self) -> None:
        self.now += 5 * MINUTE
        told = self.it.tell_next()
        if self.took or self.ended:
            assert told == (), "somebody is alerted although it is taken or ended"
        elif self.it.ladder:
            assert told, "the ladder came to its end and nobody has taken the request"
            self.tellings.append(told)
        place = len(self.tellings) - 1
        if told and place < len(self.it.ladder):
            assert told == (self.it.ladder[place],)
        elif told:
            assert told == self.it.ladder

    @rule(by=st.sampled_from([ANNA, BO, CARL, OFFICER]))
    def somebody_takes_it(self, by: PersonId) -> None:
        self.now += MINUTE
        free = not self.took and not self.ended
        assert self.it.take(by, self.now) is free
        self.took += [by] if free else []

    @rule(by=st.sampled_from([ANNA, BO]))
    def somebody_ends_it(self, by: PersonId) -> None:
        self.now += MINUTE
        free = not self.ended
        assert self.it.end(by, f"ended by {by}", self.now) is free
        self.ended += [by] if free else []

    @rule(words=st.text(max_size=5), needs=st.frozensets(st.sampled_from("ABCDE")))
    def they_write_more(self, words: str, needs: frozenset[str]) -> None:
        before, had = self.it.words, self.it.needs
        self.it.said_more(words, needs, "")
        assert self.it.words == (*before, words)
        assert self.it.needs == had | needs

    @invariant()
    def it_is_red_from_the_second_telling_until_somebody_has_it(self) -> None:
        waiting = not self.took and not self.ended
        assert self.it.waiting is waiting
        if self.it.ladder:
            assert self.it.red is (waiting and len(self.tellings) > 1)
        assert not self.it.red or waiting

    @invariant()
    def it_has_one_taker_and_one_end(self) -> None:
        assert self.it.taken_by == (self.took[0] if self.took else None)
        assert self.it.ended_by == (self.ended[0] if self.ended else None)
        assert self.it.open is not bool(self.ended)
        assert self.it.outcome == (f"ended by {self.ended[0]}" if self.ended else "")


TestAskingForHelpAtRandom = AskingForHelp.TestCase
TestAskingForHelpAtRandom.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
