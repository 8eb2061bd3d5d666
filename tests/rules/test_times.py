"""Times of day as they are typed and shown."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules.errors import Invalid
from playbooks.rules.times import both_times, read_clock_time

GENEVA = "Europe/Zurich"
NOON = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:00", "2025-07-01 12:00"),
        ("13:59", "2025-07-01 11:59"),
        ("9:05", "2025-07-01 07:05"),
        (" 9h05 ", "2025-07-01 07:05"),
        ("09.05", "2025-07-01 07:05"),
        ("٠٩:٠٥", "2025-07-01 07:05"),
        ("14:01", "2025-06-30 12:01"),
        ("00:30", "2025-06-30 22:30"),
        ("11:59Z", "2025-07-01 11:59"),
        ("11:59 utc", "2025-07-01 11:59"),
        ("12:01z", "2025-06-30 12:01"),
    ],
)
def test_a_time_is_the_last_moment_at_which_the_clock_showed_it(typed: str, moment: str) -> None:
    assert read_clock_time(typed, GENEVA, NOON) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "12:60", "1400", "14:0", "-1:00", "14:00:00", "14:00 PST", "½:00"]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Invalid, match=r"14:20 \(local time\) or 12:20Z \(UTC\)"):
        read_clock_time(typed, GENEVA, NOON)


def test_a_time_that_was_left_out_today_is_refused_and_before_that_means_yesterday() -> None:
    with pytest.raises(Invalid, match="02:30 was left out today"):
        read_clock_time("02:30", GENEVA, datetime(2025, 3, 30, 10, tzinfo=UTC))
    before = datetime(2025, 3, 30, 0, 30, tzinfo=UTC)
    assert read_clock_time("02:30", GENEVA, before) == datetime(2025, 3, 29, 1, 30, tzinfo=UTC)


def test_an_hour_shown_twice_means_the_later_once_it_has_come() -> None:
    between = datetime(2025, 10, 26, 0, 45, tzinfo=UTC)
    assert read_clock_time("02:30", GENEVA, between) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert read_clock_time("02:30", GENEVA, between + timedelta(hours=1)) == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


@given(
    now=st.integers(-5 * 365 * 24 * 60, 5 * 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    zone=st.sampled_from([GENEVA, "Asia/Kathmandu", "America/Havana", "Pacific/Apia", "UTC"]),
    clock=st.times(),
)
def test_whatever_is_typed_is_read_as_shown_by_that_clock_not_in_the_future_and_not_long_ago(
    now: datetime, zone: str, clock: time
) -> None:
    try:
        moment = read_clock_time(f"{clock:%H:%M}", zone, now)
    except Invalid:
        # Only an hour that the clocks skipped today is refused: a day earlier it is read.
        moment = read_clock_time(f"{clock:%H:%M}", zone, now - timedelta(days=1))
    assert now - timedelta(hours=50) < moment <= now
    assert f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" == f"{clock:%H:%M}"


@pytest.mark.parametrize(
    ("moment", "zone", "shown"),
    [
        ("2025-07-01 14:20", GENEVA, "14:20 UTC (16:20 Geneva)"),
        ("2025-07-01 23:30", GENEVA, "23:30 UTC (2025-07-02 01:30 Geneva)"),
        ("2025-07-02 14:20", GENEVA, "2025-07-02 14:20 UTC (16:20 Geneva)"),
        ("2025-06-30 23:59", "America/Lima", "2025-06-30 23:59 UTC (18:59 Geneva)"),
    ],
)
def test_a_moment_is_shown_in_both_times_with_a_date_where_one_is_needed(moment: str, zone: str, shown: str) -> None:
    assert both_times(datetime.fromisoformat(moment).replace(tzinfo=UTC), zone, "Geneva", NOON) == shown


def test_without_a_now_no_date_is_put_in_front() -> None:
    assert both_times(NOON, "UTC", "Geneva") == "12:00 UTC (12:00 Geneva)"
