"""Who is away, and what it changes of a ladder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from playbooks.rules import leave
from playbooks.rules.errors import Invalid
from playbooks.rules.people import Person, PersonKind, Site
from playbooks.rules.vocabulary import Language, PersonId, SiteCode

SUVA, HAWAII = SiteCode("SUV"), SiteCode("HNL")
SITES = {
    SUVA: Site(SUVA, "office", "FJ", "Pacific/Fiji", {"en": "Suva"}),
    HAWAII: Site(HAWAII, "office", "US", "Pacific/Honolulu", {"en": "Honolulu"}),
}
#: Already the 2nd in Fiji, still the 1st in Hawaii.
NOON = datetime(2026, 12, 1, 13, tzinfo=UTC)
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


def person(id_: str, site: SiteCode | None = SUVA) -> Person:
    return Person(PersonId(id_), id_, PersonKind.STAFF, Language.EN, site)


@pytest.mark.parametrize(("site", "until", "gone"), [(SUVA, FIRST, False), (SUVA, SECOND, True), (HAWAII, FIRST, True)])
def test_the_day_is_that_of_the_duty_station_and_the_last_one_counts(site: SiteCode, until: date, gone: bool) -> None:
    one = leave.going(person("P1", site), FIRST, until)
    assert bool(leave.away([one], SITES, NOON)) is gone


def test_the_first_day_counts_and_the_day_before_does_not() -> None:
    one = leave.going(person("P1", None), SECOND, SECOND)
    assert not leave.away([one], SITES, NOON)
    assert set(leave.away([one], SITES, NOON.replace(day=2))) == {"P1"}
    assert not leave.away([leave.back(one)], SITES, NOON.replace(day=2))


def test_whoever_is_away_is_rung_last_in_the_usual_order_and_never_left_out() -> None:
    ladder = tuple(PersonId(id_) for id_ in ("P1", "P2", "P3", "P4"))
    assert leave.there_first(ladder, ladder[::2]) == ("P2", "P4", "P1", "P3")
    assert leave.there_first(ladder, ladder) == ladder


@pytest.mark.parametrize(
    ("until", "said"),
    [(date(2026, 11, 30), "lies before the first"), (date(2062, 12, 1), "more than two years")],
)
def test_days_that_can_only_be_mistyped_are_refused(until: date, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        leave.going(person("P1"), FIRST, until)


def test_it_is_said_as_it_is_for_whoever_reads_it_that_day() -> None:
    one = leave.going(person("P1"), SECOND, date(2026, 12, 4))
    assert leave.words(one, FIRST) == "on leave from 2026-12-02 until 2026-12-04"
    assert leave.words(one, SECOND) == "on leave until 2026-12-04"
    assert leave.words(one, date(2026, 12, 5)) == leave.words(replace(one, away_until=None)) == ""
