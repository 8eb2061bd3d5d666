"""Clocks never go backwards, whatever the machine's clock does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import ManualClock, OffsetClock, SystemClock

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Machine:
    """The two counters of a machine, moved by hand: seconds."""

    wall: float = NOON.timestamp()
    monotonic: float = 1000.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.monotonic += seconds

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.monotonic)


def test_the_system_clock_tells_the_machines_time_in_utc() -> None:
    machine = Machine()
    clock = machine.clock()
    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC
    machine.passes(90)
    assert clock.now() == NOON + timedelta(seconds=90)


def test_time_goes_on_when_the_machines_clock_is_set_back() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= 3600
    machine.passes(10)
    assert clock.now() == NOON + timedelta(seconds=10)
    assert clock.behind() == timedelta(hours=1)


def test_time_begins_where_it_was_when_the_clock_was_set_back_meanwhile_and_follows_it_later() -> None:
    machine = Machine()
    clock = SystemClock(lambda: machine.wall, lambda: machine.monotonic, since=NOON + timedelta(hours=2))
    assert clock.now() == NOON + timedelta(hours=2)
    assert clock.behind() == timedelta(hours=2)
    machine.passes(60)
    assert clock.now() == NOON + timedelta(hours=2, minutes=1)
    machine.wall += 3 * 3600
    assert clock.now() == NOON + timedelta(hours=3, minutes=1)


def test_time_that_was_seen_long_ago_changes_nothing() -> None:
    machine = Machine()
    clock = SystemClock(lambda: machine.wall, lambda: machine.monotonic, since=NOON - timedelta(days=1))
    assert clock.now() == NOON


def test_time_follows_a_machines_clock_that_is_set_forward() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 3600
    assert clock.now() == NOON + timedelta(hours=1)
    machine.passes(5)
    assert clock.now() == NOON + timedelta(hours=1, seconds=5)
    assert clock.behind() == timedelta()


def test_a_small_lead_of_the_machines_clock_is_not_followed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 1.5
    assert clock.now() == NOON


def test_a_clock_set_back_and_then_put_right_is_not_behind_any_more() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= 600
    machine.passes(60)
    clock.now()
    machine.wall += 600
    assert clock.now() == NOON + timedelta(seconds=60)
    assert clock.behind() == timedelta()


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e5)), max_size=30),
)
def test_the_system_clock_never_goes_backwards(moves: list[tuple[float, float]]) -> None:
    machine = Machine()
    clock = machine.clock()
    last = clock.now()
    for jump, passed in moves:
        machine.wall += jump
        machine.passes(passed)
        assert clock.now() >= last
        last = clock.now()


def test_the_real_system_clock_moves_with_the_real_counters() -> None:
    clock = SystemClock()
    first = clock.now()
    assert clock.now() >= first
    assert clock.behind() < timedelta(seconds=2)


def test_a_pushed_forward_clock_is_ahead_of_the_other_one() -> None:
    base = ManualClock(NOON)
    clock = OffsetClock(base)
    assert clock.now() == NOON
    clock.offset += timedelta(hours=1)
    base.advance(timedelta(minutes=5))
    assert clock.now() == NOON + timedelta(hours=1, minutes=5)


def test_a_pushed_forward_clock_is_never_put_back() -> None:
    clock = OffsetClock(ManualClock(NOON), timedelta(hours=1))
    with pytest.raises(ValueError, match="never put back"):
        clock.offset = timedelta(minutes=59)
    assert clock.offset == timedelta(hours=1)


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.advance(timedelta(minutes=1)) == NOON + timedelta(minutes=1)
    clock.set(NOON + timedelta(hours=2))
    assert clock.now() == NOON + timedelta(hours=2)


def test_a_manual_clock_never_goes_backwards() -> None:
    clock = ManualClock(NOON)
    with pytest.raises(ValueError, match="never put back"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="never put back"):
        clock.set(NOON - timedelta(seconds=1))
    assert clock.now() == NOON


def test_a_manual_clock_takes_any_time_zone_and_tells_utc() -> None:
    clock = ManualClock(datetime(2027, 3, 1, 15, 0, tzinfo=timezone(timedelta(hours=3))))
    assert clock.now() == NOON
    assert clock.now().utcoffset() == timedelta()
    with pytest.raises(ValueError, match="no time zone"):
        clock.set(NOON.replace(tzinfo=None))
