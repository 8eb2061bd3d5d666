"""Who is on duty, and whom a level calls (domain 2.2, R46, R53)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules.people import DutyShift, Person, PersonKind, Seat, Site, on_duty, seats_to_page
from playbooks.rules.vocabulary import Language, Level, PersonId, SeatCode, SiteCode, Team

DUTY_OFFICER = SeatCode("SSD-DO")
EVERY_DAY = frozenset(range(1, 8))
GVA, BKK = SiteCode("GVA"), SiteCode("BKK")


def shift(
    person: str, start: str, end: str, days: frozenset[int] = EVERY_DAY, zone: str = "Europe/Zurich", rank: int = 1
) -> DutyShift:
    begins, ends = time.fromisoformat(start), time.fromisoformat(end)
    return DutyShift(DUTY_OFFICER, rank, PersonId(person), days, begins, ends, zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        ("2025-01-10 20:59", False),  # Friday 21:59 in Geneva
        ("2025-01-10 21:00", True),  # Friday 22:00
        ("2025-01-10 23:30", True),  # Saturday 00:30: Friday's night
        ("2025-01-11 04:59", True),  # Saturday 05:59
        ("2025-01-11 05:00", False),  # Saturday 06:00
        ("2025-01-11 22:00", False),  # Saturday 23:00 is nobody's: the shift starts on Fridays
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_starts(moment: str, on: bool) -> None:
    assert shift("anna", "22:00", "06:00", frozenset({5})).covers(utc(moment)) is on


def test_a_shift_that_ends_when_it_starts_lasts_a_day() -> None:
    sunday = shift("anna", "08:00", "08:00", frozenset({7}))
    assert [sunday.covers(utc(f"2025-01-{day} 07:00")) for day in (12, 13)] == [True, False]
    assert sunday.covers(utc("2025-01-13 06:59"))


@pytest.mark.parametrize("moment", ["2025-03-30 00:30", "2025-03-30 01:30", "2025-10-26 00:30", "2025-10-26 01:30"])
def test_the_hour_of_a_clock_change_is_covered_by_exactly_one_of_two_shifts(moment: str) -> None:
    shifts = [shift("anna", "14:30", "02:30"), shift("bo", "02:30", "14:30")]
    assert len(on_duty(shifts, DUTY_OFFICER, utc(moment))) == 1


def test_the_shift_that_has_begun_goes_on_when_the_clocks_are_put_back_over_its_start() -> None:
    rota = [shift("anna", "14:30", "02:30"), shift("bo", "02:30", "14:30")]
    turns = [utc(f"2025-10-26 0{hour}:{minute}") for hour, minute in ((0, 29), (0, 30), (1, 15), (1, 45))]
    assert [on_duty(rota, DUTY_OFFICER, moment)[0] for moment in turns] == ["anna", "bo", "bo", "bo"]


def test_a_night_with_a_clock_change_is_an_hour_shorter_or_longer() -> None:
    night = shift("anna", "22:00", "06:00", frozenset({6}))
    spring, autumn = utc("2025-03-29 21:00"), utc("2025-10-25 20:00")
    assert [night.covers(spring + timedelta(hours=hours)) for hours in (0, 6, 7)] == [True, True, False]
    assert [night.covers(autumn + timedelta(hours=hours)) for hours in (0, 8, 9)] == [True, True, False]


def test_a_shift_counts_only_while_it_is_valid() -> None:
    until = DutyShift(
        DUTY_OFFICER, 1, PersonId("anna"), EVERY_DAY, time(22), time(6), "UTC", date(2025, 1, 2), date(2025, 1, 3)
    )
    starts = ["2025-01-01 23:00", "2025-01-02 23:00", "2025-01-04 05:00", "2025-01-04 23:00"]
    assert [until.covers(utc(moment)) for moment in starts] == [False, True, True, False]


@given(
    moment=st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: utc("2024-01-01") + timedelta(minutes=minutes)),
    zone=st.sampled_from(["Europe/Zurich", "Asia/Bangkok", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe"]),
    turn=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
)
def test_a_rota_of_two_halves_of_a_day_always_has_exactly_one_on_duty(moment: datetime, zone: str, turn: time) -> None:
    opposite = turn.replace(hour=(turn.hour + 12) % 24)
    rota = [shift("anna", f"{turn}", f"{opposite}", zone=zone), shift("bo", f"{opposite}", f"{turn}", zone=zone)]
    assert len(on_duty(rota, DUTY_OFFICER, moment)) == 1


def test_the_primary_is_named_first_and_each_person_once() -> None:
    rota = [
        shift("bo", "00:00", "00:00", rank=2),
        shift("zoe", "00:00", "00:00"),
        shift("zoe", "08:00", "20:00", rank=3),
    ]
    assert on_duty(rota, DUTY_OFFICER, utc("2025-01-10 12:00")) == (PersonId("zoe"), PersonId("bo"))
    assert on_duty(rota, SeatCode("ANOTHER"), utc("2025-01-10 12:00")) == ()


def seat(code: str, team: Team, *, site: SiteCode | None = None, core: bool = False, line: int | None = None) -> Seat:
    return Seat(SeatCode(code), code, team, site, "function", core, line, (PersonId("anna"),))


SEATS = (
    seat("COM", Team.CMT),
    seat("HSSD", Team.CMT, core=True),
    seat("DEPUTY", Team.CMT, core=True, line=2),
    seat("CHAIR", Team.CMT, core=True, line=1),
    seat("ORT-L@GVA", Team.ORT, site=GVA),
    seat("ORT-L@BKK", Team.ORT, site=BKK),
    seat("SSD-DO", Team.SSD),
)


@pytest.mark.parametrize(
    ("level", "sites", "called"),
    [
        (Level.L0, [GVA], []),
        (Level.L1, [BKK], ["ORT-L@BKK"]),
        (Level.L1, [GVA, BKK], ["ORT-L@BKK", "ORT-L@GVA"]),
        (Level.L2, [GVA], ["CHAIR", "DEPUTY", "HSSD", "ORT-L@GVA"]),
        (Level.L3, [GVA], ["CHAIR", "DEPUTY", "HSSD", "COM", "ORT-L@GVA"]),
    ],
)
def test_a_level_calls_its_seats_most_senior_first(level: Level, sites: list[SiteCode], called: list[str]) -> None:
    assert [found.code for found in seats_to_page(SEATS, level, sites)] == called


def test_a_raise_never_drops_a_seat_that_was_called_before() -> None:
    by_level = [set(seats_to_page(SEATS, level, [GVA])) for level in Level]
    assert all(lower <= higher for lower, higher in pairwise(by_level))


def test_a_site_is_named_in_the_readers_language_or_else_in_english() -> None:
    site = Site(GVA, "office", "CH", "Europe/Zurich", {"en": "Geneva", "fr": "Genève"})
    assert [site.name(language) for language in (Language.FR, Language.AR)] == ["Genève", "Geneva"]
    assert site.local(utc("2025-07-01 12:00")).hour == 14


def test_somebody_who_left_is_no_longer_active() -> None:
    anna = Person(PersonId("P001"), "Anna", PersonKind.STAFF, Language.EN, GVA)
    assert anna.active
    assert not Person(PersonId("P002"), "Bo", PersonKind.STAFF, Language.EN, GVA, left_on=date(2025, 1, 1)).active
