"""A playbook being walked (R48, domain 11.0): gates hold, what is finished stays, nothing is lost, figures add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from playbooks.rules.errors import Conflict, CrisisError, NeedsConfirmation, NotFound
from playbooks.rules.runs import Run
from playbooks.rules.steps import (
    GRACE,
    ClockBase,
    Mark,
    Playbook,
    RecordKind,
    Step,
    StepClock,
    StepRecord,
    StepState,
    Tick,
    Why,
)
from playbooks.rules.vocabulary import Element, IncidentId, IncidentType, PersonId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ANA, MUSTER = PersonId("P001"), "muster"


def step(id_: str, due: StepClock | None = None, **more: object) -> Step:
    plain = Step(id_, 2, ("HSSD",), Element.SS, frozenset(), f"Do {id_}.", "", due)
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields of a step


def declared(minutes: int, every: timedelta | None = None) -> StepClock:
    return StepClock(ClockBase.DECLARATION, minutes * MINUTE, None, every)


def after(name: str, minutes: int) -> StepClock:
    return StepClock(ClockBase.STEP, minutes * MINUTE, name)


STEPS = (
    step("c1", StepClock(ClockBase.REPORT, 15 * MINUTE), phase=0),
    step("c2", declared(20)),
    step("c3", declared(30), marks=frozenset({Mark.CHECK_IN}), ticks=Tick.CHECK_IN),
    step("c4", declared(60), marks=frozenset({Mark.GATE, Mark.EVIDENCE})),
    step("c5", declared(90), requires=("c4",)),
    step("c6", after("c2", 45)),
    step("c7", after("c2", 10), requires=("c4",)),
    step("c8", declared(720, every=12 * HOUR), ticks=Tick.CHECK_IN),
    step("c9", None, mandatory=False),
)
PLAYBOOK = Playbook(IncidentType.EARTHQUAKE, "Earthquake", "0123456789ab", "", STEPS)


def run(*, declared_at: datetime | None = NOW) -> Run:
    new = Run.of(IncidentId(1), PLAYBOOK, NOW)
    new.start(NOW, declared_at, NOW)
    return new


def ids(begun: list[object]) -> list[tuple[str, Why]]:
    return [(one.step.id, one.why) for one in begun]  # type: ignore[attr-defined]  # Begun


class TestClocks:
    def test_a_report_starts_the_clocks_of_the_report_alone_and_a_declaration_the_others_once(self) -> None:
        new = Run.of(IncidentId(1), PLAYBOOK, NOW)
        assert ids([*new.start(NOW, None, NOW)]) == [("c1", Why.CLOCK)]
        later = NOW + HOUR
        assert [name for name, _ in ids([*new.start(NOW, later, later)])] == ["c2", "c3", "c4", "c5", "c8"]
        assert new.start(NOW, later, later + HOUR) == []
        assert new.step("c1").due_at == NOW + 15 * MINUTE
        assert new.step("c2").due_at == later + 20 * MINUTE

    def test_a_named_step_starts_a_clock_when_it_happened_and_not_when_it_was_typed(self) -> None:
        one = run()
        begun = one.done("c2", ANA, NOW + 10 * MINUTE, NOW + 30 * MINUTE)
        assert ids([*begun]) == [("c6", Why.CLOCK)]
        assert one.step("c6").due_at == NOW + 55 * MINUTE

    def test_what_waits_for_a_step_and_a_gate_begins_with_the_later_of_both(self) -> None:
        one = run()
        one.done("c2", ANA, NOW, NOW)
        assert one.step("c7").started_at is None
        begun = one.done("c4", ANA, NOW + HOUR, NOW + HOUR)
        assert set(ids([*begun])) == {("c7", Why.GATE), ("c5", Why.GATE)}
        assert one.step("c7").due_at == NOW + HOUR + 10 * MINUTE
        assert one.step("c5").due_at == NOW + 90 * MINUTE

    def test_a_step_done_before_its_clock_began_is_on_time_and_begins_nothing(self) -> None:
        one = run(declared_at=None)
        one.done("c2", ANA, NOW, NOW)
        one.start(NOW, NOW + HOUR, NOW + HOUR)
        assert (one.step("c2").due_at, one.step("c2").late) == (None, False)

    def test_nobody_hears_of_an_overdue_step_in_the_first_minutes(self) -> None:
        one = run()
        assert one.step("c1").alarm_at(NOW) == NOW + 15 * MINUTE
        one.step("c1").due_at = NOW - HOUR
        assert one.step("c1").alarm_at(NOW) == NOW + GRACE

    def test_late_is_judged_by_when_it_happened(self) -> None:
        for happened, late in ((20, False), (21, True)):
            one = run()
            one.done("c2", ANA, NOW + happened * MINUTE, NOW + HOUR)
            assert one.step("c2").late is late

    def test_an_overdue_step_is_told_once_and_only_while_it_is_open(self) -> None:
        one = run()
        due = NOW + 20 * MINUTE
        assert one.told_overdue("c2", 1, due - MINUTE) is None
        assert one.told_overdue("c2", 1, due) is one.step("c2")
        assert one.told_overdue("c2", 1, due + MINUTE) is None
        one.done("c3", ANA, NOW, NOW)
        assert one.told_overdue("c3", 1, NOW + 9 * HOUR) is None
        assert one.told_overdue("c8", 2, NOW + 99 * HOUR) is None


class TestGates:
    def test_a_shut_gate_refuses_and_names_itself_and_what_to_type(self) -> None:
        one = run()
        with pytest.raises(Conflict, match="c5 waits for the gate c4, which is open: Do c4") as refusal:
            one.done("c5", ANA, NOW, NOW)
        assert refusal.value.instead == "sop done CODE c4 WHAT WAS DONE"
        assert one.step("c5").open

    def test_a_skipped_gate_stays_shut_until_it_is_opened_again_and_done(self) -> None:
        one = run()
        one.skip("c4", ANA, "no engineer", NOW)
        with pytest.raises(Conflict, match="which is skipped") as refusal:
            one.done("c5", ANA, NOW, NOW)
        assert refusal.value.instead == "sop reopen CODE c4 reason=..."
        one.reopen("c4", "an engineer came", NOW)
        one.done("c4", ANA, NOW, NOW)
        one.done("c5", ANA, NOW, NOW)
        assert one.step("c5").state is StepState.DONE

    def test_a_gate_that_does_not_apply_is_passed_but_needs_a_reason(self) -> None:
        one = run()
        with pytest.raises(NeedsConfirmation):
            one.not_applicable("c4", ANA, "", NOW)
        assert ("c5", Why.GATE) in ids([*one.not_applicable("c4", ANA, "no building", NOW)])
        one.done("c5", ANA, NOW, NOW)

    def test_what_waits_for_a_gate_may_be_left_out(self) -> None:
        one = run()
        one.skip("c5", ANA, "overtaken", NOW)
        one.not_applicable("c7", ANA, "", NOW)
        assert one.figures(NOW).skipped == one.figures(NOW).not_applicable == 1


class TestEnds:
    def test_what_is_finished_stays_so_until_it_is_opened_again(self) -> None:
        one = run()
        one.done("c2", ANA, NOW, NOW)
        for again in (
            lambda: one.done("c2", ANA, NOW, NOW),
            lambda: one.skip("c2", ANA, "x", NOW),
            lambda: one.not_applicable("c2", ANA, "", NOW),
            lambda: one.assign("c2", ANA),
        ):
            with pytest.raises(Conflict, match=r"c2 is done"):
                again()
        with pytest.raises(NeedsConfirmation):
            one.reopen("c2", "", NOW)
        one.reopen("c2", "the wrong office", NOW)
        assert (one.step("c2").finished_at, one.step("c2").reason) == (None, "the wrong office")
        with pytest.raises(Conflict, match="c2 is open"):
            one.reopen("c2", "again", NOW)

    def test_a_skip_needs_a_reason(self) -> None:
        with pytest.raises(NeedsConfirmation):
            run().skip("c2", ANA, "", NOW)

    def test_an_unknown_step_is_told_with_what_is_near(self) -> None:
        with pytest.raises(NotFound, match=r"no step 'c22'\. Near it: c2") as refusal:
            run().step("c22")
        assert refusal.value.meant == ("c22", "c2")
        with pytest.raises(NotFound, match="no step 'zz'"):
            run().step("zz")

    def test_a_note_is_no_evidence(self) -> None:
        one = run().step("c2")
        one.records.append(StepRecord(RecordKind.NOTE, 1, ANA, NOW))
        assert not one.recorded()
        one.records.append(StepRecord(RecordKind.EVIDENCE, 2, ANA, NOW))
        assert one.recorded()


class TestRounds:
    def test_a_step_comes_round_again_so_long_after_it_was_done(self) -> None:
        one = run()
        begun = one.done("c8", ANA, NOW + 11 * HOUR, NOW + 11 * HOUR)
        assert ids([*begun]) == [("c8", Why.ROUND)]
        assert (one.step("c8").occurrence, one.step("c8").due_at) == (2, NOW + 23 * HOUR)

    def test_done_late_it_keeps_its_rhythm_and_rounds_that_nobody_did_show_as_a_gap(self) -> None:
        one = run()
        one.done("c8", ANA, NOW + 15 * HOUR, NOW + 15 * HOUR)
        assert (one.step("c8").occurrence, one.step("c8").due_at) == (2, NOW + 24 * HOUR)
        one.done("c8", ANA, NOW + 50 * HOUR, NOW + 50 * HOUR)
        assert (one.step("c8").occurrence, one.step("c8").due_at) == (5, NOW + 60 * HOUR)

    def test_what_does_not_apply_does_not_come_round_and_can_be_taken_up_again(self) -> None:
        one = run()
        assert one.not_applicable("c8", ANA, "", NOW) == []
        one.reopen("c8", "it does", NOW)
        one.skip("c8", ANA, "once only", NOW)
        assert one.step("c8").occurrence == 2
        with pytest.raises(Conflict, match=r"c8 \(round 2\) is open"):
            one.reopen("c8", "why not", NOW)

    def test_the_next_round_stays_with_whom_it_was_given_to_and_has_no_records(self) -> None:
        one = run()
        one.assign("c8", ANA)
        one.step("c8").records.append(StepRecord(RecordKind.EVIDENCE, 1, ANA, NOW))
        one.done("c8", ANA, NOW, NOW)
        assert (one.step("c8").assigned_to, one.step("c8").records) == (ANA, [])


class TestTicks:
    def test_one_check_in_ticks_the_step_that_waits_for_it_and_the_next_one_the_round(self) -> None:
        one = run()
        assert [each.id for each in one.tick(Tick.CHECK_IN, MUSTER, NOW)[0]] == ["c3"]
        ticked, begun = one.tick(Tick.CHECK_IN, MUSTER, NOW + HOUR)
        assert [(each.id, each.occurrence) for each in ticked] == [("c8", 1)]
        assert ids([*begun]) == [("c8", Why.ROUND)]

    def test_what_nobody_waits_for_ticks_nothing(self) -> None:
        assert run().tick(Tick.QUORUM, MUSTER, NOW) == ([], [])

    def test_a_shut_gate_holds_a_tick_too(self) -> None:
        steps = tuple(replace(each, requires=("c4",)) if each.id == "c3" else each for each in STEPS[:5])
        one = Run.of(IncidentId(1), replace(PLAYBOOK, steps=steps), NOW)
        assert one.tick(Tick.CHECK_IN, MUSTER, NOW) == ([], [])


class TestAdding:
    def test_an_added_step_is_due_from_now(self) -> None:
        one = run()
        later = NOW + HOUR
        begun = one.add("Call the school", ("HR",), 30 * MINUTE, None, NOW, later)
        assert ids([*begun]) == [("n1", Why.ADDED)]
        assert one.step("n1").due_at == later + 30 * MINUTE
        assert one.step("n1").definition.clock == StepClock(ClockBase.DECLARATION, 90 * MINUTE)
        one.add("And the nursery", (), None, None, NOW, later)
        assert (one.step("n2").due_at, one.step("n2").definition.mandatory) == (None, True)

    def test_or_from_the_end_of_another_step(self) -> None:
        one = run()
        assert one.add("Ring back", (), 10 * MINUTE, "c2", NOW, NOW) == []
        one.done("c2", ANA, NOW + HOUR, NOW + HOUR)
        assert one.step("n1").due_at == NOW + 70 * MINUTE
        assert ids([*one.add("At once", (), 5 * MINUTE, "c2", NOW, NOW + 2 * HOUR)]) == [("n2", Why.ADDED)]
        with pytest.raises(NotFound):
            one.add("x", (), None, "c77", NOW, NOW)

    def test_it_takes_no_name_that_the_playbook_has(self) -> None:
        one = Run.of(IncidentId(1), replace(PLAYBOOK, steps=(step("n1"), step("n2"))), NOW)
        one.add("Another", (), None, None, NOW, NOW)
        assert [each.id for each in one.steps] == ["n1", "n2", "n3"]


NAMES = st.sampled_from([each.id for each in STEPS] + ["n1", "n2"])


class Walk(RuleBasedStateMachine):
    """A run under whatever people, machines and late timers do to it."""

    @initialize(at_once=st.booleans())
    def begins(self, at_once: bool) -> None:
        self.now = NOW
        self.run = Run.of(IncidentId(1), PLAYBOOK, NOW)
        self.declared_at = NOW if at_once else None
        self.run.start(NOW, self.declared_at, NOW)
        #: (step, round) -> how it ended, as far as nobody opened it again.
        self.ended: dict[tuple[str, int], tuple[object, ...]] = {}
        self.seen: Counter[str] = Counter()
        self.alarms: Counter[tuple[str, int]] = Counter()

    def note(self) -> None:
        for each in self.run.steps:
            if not each.open:
                facts = (each.state, each.finished_at, each.finished_by)
                assert self.ended.setdefault((each.id, each.occurrence), facts) == facts, "an end was changed"

    @rule(name=NAMES, how=st.sampled_from(["done", "skip", "na"]), earlier=st.sampled_from([0, 0, 25]))
    def somebody_ends_a_step(self, name: str, how: str, earlier: int) -> None:
        shut = [gate.id for gate in self.run.shut(self.run.step(name))] if self.knows(name) else []
        was_open = self.knows(name) and self.run.step(name).open
        try:
            if how == "done":
                self.run.done(name, ANA, self.now - earlier * MINUTE, self.now)
            elif how == "skip":
                self.run.skip(name, ANA, "a reason", self.now)
            else:
                self.run.not_applicable(name, ANA, "a reason", self.now)
        except CrisisError:
            assert not was_open or (how == "done" and shut)
        else:
            assert was_open
            assert how != "done" or not shut, "a gate did not hold"

    @rule(name=NAMES)
    def somebody_opens_it_again(self, name: str) -> None:
        if not self.knows(name):
            return
        latest = self.run.step(name)
        if latest.open:
            with pytest.raises(Conflict):
                self.run.reopen(name, "a reason", self.now)
        else:
            del self.ended[name, latest.occurrence]
            self.run.reopen(name, "a reason", self.now)
            self.alarms[name, latest.occurrence] = 0

    @rule(what=st.sampled_from(Tick))
    def muster_sees_something(self, what: Tick) -> None:
        ticked, _ = self.run.tick(what, MUSTER, self.now)
        assert all(not self.run.shut(each) for each in ticked)

    @rule(name=st.sampled_from(["c2", "c9"]), within=st.sampled_from([None, 10]))
    def somebody_adds_a_step(self, name: str, within: int | None) -> None:
        if len(self.run.steps) < 30:
            self.run.add("More", (), within * MINUTE if within else None, name, self.declared_at, self.now)

    @rule()
    def it_is_declared(self) -> None:
        self.declared_at = self.declared_at or self.now
        self.run.start(NOW, self.declared_at, self.now)

    @rule(minutes=st.sampled_from([1, 15, 60, 900]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(name=NAMES, occurrence=st.integers(1, 4))
    def a_timer_fires(self, name: str, occurrence: int) -> None:
        told = self.run.told_overdue(name, occurrence, self.now)
        if told is not None:
            self.alarms[name, occurrence] += 1
            assert told.overdue(self.now)
            assert told.open
            assert told.due_at is not None
            assert self.now >= told.due_at
            assert self.alarms[name, occurrence] == 1, "told twice"

    def knows(self, name: str) -> bool:
        return any(each.id == name for each in self.run.steps)

    @invariant()
    def ends_stay_and_nothing_is_lost(self) -> None:
        if not hasattr(self, "run"):
            return
        self.note()
        now = Counter(each.id for each in self.run.steps)
        assert all(now[name] >= count for name, count in self.seen.items()), "a step was lost"
        assert {each.id for each in STEPS} <= now.keys()
        self.seen = now
        rounds = [(each.position, each.occurrence) for each in self.run.steps]
        assert len(set(rounds)) == len(rounds)
        assert all(sum(each.open for each in self.run.steps if each.id == name) <= 1 for name in now)

    @invariant()
    def figures_add_up(self) -> None:
        if not hasattr(self, "run"):
            return
        figures = self.run.figures(self.now)
        counted = [each for each in self.run.steps if each.definition.mandatory]
        assert figures.mandatory == len(counted)
        assert figures.mandatory == figures.done + figures.skipped + figures.not_applicable + figures.open
        untimed = sum(each.state is StepState.DONE and each.due_at is None for each in counted)
        assert figures.done == figures.on_time + figures.late + untimed
        assert figures.overdue <= figures.open

    @invariant()
    def late_and_overdue_are_true(self) -> None:
        for each in self.run.steps if hasattr(self, "run") else ():
            if each.late:
                assert each.finished_at is not None
                assert each.due_at is not None
                assert each.finished_at > each.due_at
            assert each.overdue(self.now) == (each.open and each.due_at is not None and each.due_at <= self.now)
            assert (each.due_at is None) or each.started_at is not None


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
