"""The life cycle of an incident (domain 2.3): examples a duty officer would recognise, then every order of deeds."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from playbooks.rules.errors import Conflict, CrisisError, NeedsConfirmation
from playbooks.rules.incident import OPEN, REOPENABLE, RUNNING, Incident
from playbooks.rules.vocabulary import IncidentId, IncidentType, Level, PersonId, Phase, Sensitivity, SiteCode

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
JEAN, AMINA = PersonId("P001"), PersonId("P002")
REASONS = st.sampled_from(["", "  ", "\n", "the fire is out"])


def incident(number: int = 1, phase: Phase = Phase.ACTIVE, level: Level = Level.L2, **changes: object) -> Incident:
    made = Incident(
        id=IncidentId(number),
        code=f"K{number + 1}Q",
        type=IncidentType.FIRE,
        title="Smoke on the fourth floor",
        level=level,
        phase=phase,
        sites=(SiteCode("GVA"),),
        sensitivity=Sensitivity.CONFIDENTIAL,
        declared_by=JEAN,
        reported_at=NOW,
        declared_at=None if phase is Phase.REPORTED else NOW,
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_a_report_that_is_verified_becomes_an_active_incident() -> None:
    report = incident(phase=Phase.REPORTED)
    assert report.verify(AMINA, NOW)
    assert (report.phase, report.declared_at, report.verified_by) == (Phase.ACTIVE, NOW, AMINA)


def test_a_declared_incident_is_verified_without_starting_again_and_only_once() -> None:
    declared = incident()
    assert not declared.verify(AMINA, NOW)
    with pytest.raises(Conflict, match="verified already"):
        declared.verify(JEAN, NOW)
    assert declared.verified_by == AMINA


def test_a_mere_report_has_no_level_to_change() -> None:
    report = incident(phase=Phase.REPORTED)
    with pytest.raises(Conflict, match="K2Q is reported"):
        report.raise_to(Level.L3)
    with pytest.raises(Conflict, match="K2Q is reported"):
        report.lower_to(Level.L1, "smaller than thought")


def test_a_raise_to_a_lower_level_names_the_command_that_lowers() -> None:
    with pytest.raises(Conflict) as refused:
        incident(level=Level.L3).raise_to(Level.L1)
    assert refused.value.instead.startswith("lower K2Q L1")


@pytest.mark.parametrize("level", [Level.L2, Level.L3])
def test_closing_a_grave_incident_without_a_review_asks_for_a_reason(level: Level) -> None:
    stood_down = incident(phase=Phase.STOOD_DOWN, level=level)
    with pytest.raises(NeedsConfirmation, match="reason"):
        stood_down.close(" ", NOW)
    stood_down.close("review will follow in June", NOW)
    assert stood_down.closed_at == NOW


def test_what_was_a_crisis_once_closes_with_a_reason_however_low_it_ended() -> None:
    lowered = incident(phase=Phase.STOOD_DOWN, level=Level.L1)
    with pytest.raises(NeedsConfirmation, match="was an L3"):
        lowered.close("", NOW, Level.L3)
    lowered.close("review will follow in June", NOW, Level.L3)
    assert lowered.closed_at == NOW


def test_a_report_that_was_a_false_alarm_is_a_report_again_when_it_is_reopened() -> None:
    report = incident(phase=Phase.REPORTED)
    report.false_alarm(NOW)
    report.reopen("it does smell of gas")
    assert (report.phase, report.declared_at) == (Phase.REPORTED, None)
    assert report.verify(AMINA, NOW)


def test_closing_a_small_incident_asks_for_nothing() -> None:
    small = incident(phase=Phase.STOOD_DOWN, level=Level.L1)
    small.close("", NOW)
    assert small.phase is Phase.CLOSED


def test_a_reopened_incident_has_neither_chair_nor_quorum_left_from_before() -> None:
    closed = incident(phase=Phase.CLOSED, acting_chair=JEAN, quorum=True, closed_at=NOW, stood_down_at=NOW)
    closed.reopen("smoke again")
    left = (closed.acting_chair, closed.quorum, closed.closed_at, closed.stood_down_at)
    assert (closed.phase, *left) == (Phase.ACTIVE, None, None, None, None)


def test_a_declared_incident_does_not_end_in_a_mere_report() -> None:
    declared, report = incident(1), incident(2, Phase.REPORTED)
    with pytest.raises(Conflict, match="other way round") as refused:
        declared.merge_into(report)
    assert refused.value.instead == "merge K3Q into K2Q"
    report.merge_into(declared)
    assert report.merged_into == declared.id


def test_a_refusal_to_merge_offers_only_what_would_work() -> None:
    for phase, instead in ((Phase.CLOSED, "reopen K3Q reason=..."), (Phase.MERGED, "status K3Q")):
        with pytest.raises(Conflict) as refused:
            incident(1).merge_into(incident(2, phase))
        assert refused.value.instead == instead
    with pytest.raises(Conflict, match="itself"):
        incident(1).merge_into(incident(1))


def test_reports_resemble_each_other_by_place_or_type_within_a_day() -> None:
    fire = incident(1)
    elsewhere = (SiteCode("BKK"),)
    assert fire.resembles(incident(2, type=IncidentType.CYBER))
    assert fire.resembles(incident(2, sites=elsewhere))
    assert not fire.resembles(incident(2, sites=elsewhere, type=IncidentType.CYBER))
    assert not fire.resembles(incident(2, reported_at=NOW + timedelta(hours=25)))
    assert not fire.resembles(fire)


class LifeCycle(RuleBasedStateMachine):
    """Anything may be asked of an incident at any moment; only what the life cycle allows may happen."""

    @initialize(phase=st.sampled_from([Phase.REPORTED, Phase.ACTIVE]), level=st.sampled_from(Level))
    def begin(self, phase: Phase, level: Level) -> None:
        self.it = incident(1, phase, level)
        self.now = NOW

    def attempt(self, method: str, *arguments: object) -> bool:
        """Do it; True if it was done. What is refused must leave the incident as it was."""
        before = copy.copy(vars(self.it))
        self.now += timedelta(minutes=1)
        try:
            getattr(self.it, method)(*arguments)
        except CrisisError as error:
            refused = error
        else:
            self.check_step(Phase(before["phase"]), Level(before["level"]), method, arguments)
            return True
        assert refused.text
        assert refused.instead
        assert vars(self.it) == before
        return False

    def check_step(self, before: Phase, level: Level, method: str, arguments: tuple[object, ...]) -> None:
        after = self.it
        assert before is not Phase.MERGED
        if after.phase is Phase.CLOSED:
            assert before is Phase.STOOD_DOWN
            assert level < Level.L2 or str(arguments[0]).strip()
        if after.level != level:
            assert before in RUNNING
            assert method == ("raise_to" if after.level > level else "lower_to")
        if after.level < level:
            assert str(arguments[1]).strip()
        if before in REOPENABLE and after.phase not in REOPENABLE:
            assert method == "reopen"
            assert str(arguments[0]).strip()
            assert after.phase is (Phase.ACTIVE if after.declared_at else Phase.REPORTED)

    @rule()
    def verify(self) -> None:
        self.attempt("verify", AMINA, self.now)

    @rule(level=st.sampled_from(Level))
    def raise_to(self, level: Level) -> None:
        self.attempt("raise_to", level)

    @rule(level=st.sampled_from(Level), reason=REASONS)
    def lower_to(self, level: Level, reason: str) -> None:
        self.attempt("lower_to", level, reason)

    @rule()
    def propose_stand_down(self) -> None:
        self.attempt("propose_stand_down")

    @rule()
    def keep_going(self) -> None:
        self.attempt("keep_going")

    @rule()
    def stand_down(self) -> None:
        self.attempt("stand_down", self.now)

    @rule(reason=REASONS)
    def close(self, reason: str) -> None:
        self.attempt("close", reason, self.now)

    @rule()
    def false_alarm(self) -> None:
        self.attempt("false_alarm", self.now)

    @rule(reason=REASONS)
    def reopen(self, reason: str) -> None:
        self.attempt("reopen", reason)

    @rule(number=st.sampled_from([1, 2]), phase=st.sampled_from(Phase))
    def merge_into(self, number: int, phase: Phase) -> None:
        other = incident(number, phase)
        if self.attempt("merge_into", other):
            assert self.it.merged_into == other.id != self.it.id
            assert other.phase in OPEN

    @precondition(lambda self: self.it.phase is Phase.MERGED)
    @rule()
    def nothing_moves_a_merged_incident(self) -> None:
        assert not self.attempt("reopen", "a reason")
        assert not self.attempt("stand_down", self.now)

    @invariant()
    def times_and_states_agree(self) -> None:
        it = self.it
        assert (it.phase is Phase.MERGED) == (it.merged_into is not None)
        assert (it.phase is Phase.CLOSED) == (it.closed_at is not None)
        assert it.stood_down_at is not None or it.phase not in REOPENABLE
        assert it.stood_down_at is None or it.phase in REOPENABLE
        assert it.declared_at is not None or it.phase in {Phase.REPORTED, Phase.FALSE_ALARM, Phase.MERGED}
        assert it.open == (it.phase in OPEN)
        assert it.running == (it.phase in RUNNING)


TestLifeCycle = LifeCycle.TestCase
TestLifeCycle.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
