"""What `muster doctor` says about the organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.readiness import Finding, State, readiness
from playbooks.rules.vocabulary import EntryKind, PersonId, SeatCode
from storage.store import Store
from tests.handlers.loading import NOW
from tests.world import LIBRARY


def checks(store: Store, now: datetime = NOW + timedelta(hours=1)) -> dict[str, Finding]:
    with store.read() as uow:
        return {finding.what: finding for finding in readiness(uow, now, LIBRARY.countries)}


def said(store: Store, what: str) -> tuple[State, str]:
    finding = checks(store)[what]
    return finding.state, finding.text


def test_the_demonstration_is_ready_but_for_an_alternate_without_a_mobile(demo: Store) -> None:
    found = checks(demo)
    assert "DEMONSTRATION: its messages leave only through the console" in found["organisation"].text
    assert found["CMT seats"].state is State.WARNING
    assert found["CMT seats"].text == "BCO has 2 who can be paged, of 3 (Gonzalo Peñafiel Ruiz has no mobile)."
    assert "Gonzalo Peñafiel Ruiz (BCO): no mobile number" in found["reach"].text
    assert {finding.what for finding in found.values() if finding.state is not State.OK} == {"CMT seats", "reach"}


def test_a_machines_clock_behind_the_time_that_was_reached_is_said(demo: Store) -> None:
    assert said(demo, "clock")[0] is State.OK
    with demo.begin() as uow:
        uow.meta.see_time(NOW + timedelta(hours=4))
    state, text = said(demo, "clock")
    assert state is State.WARNING
    assert "the machine's clock is 3:00:00 behind" in text


def test_without_an_organisation_it_says_what_to_type(store: Store) -> None:
    assert said(store, "organisation")[0] is State.PROBLEM
    assert "muster import FOLDER" in said(store, "organisation")[1]


def test_a_seat_that_nobody_can_be_paged_for_is_a_problem(demo: Store) -> None:
    with demo.begin() as uow:
        for person in uow.roster.people([PersonId("P005"), PersonId("P006"), PersonId("P007")]).values():
            uow.roster.put_person(replace(person, mobile=None))
    assert said(demo, "CMT seats")[1].startswith("HSSD has nobody who can be paged")
    assert said(demo, "quorum") == (State.PROBLEM, "CMT has nobody for security.")


def test_a_site_without_its_team_is_named(demo: Store) -> None:
    with demo.begin() as uow:
        for code in ("ORT-L@ADD", "ORT-D@ADD", "ORT-F@ADD"):
            uow.roster.drop_seat(SeatCode(code))
    assert said(demo, "site teams") == (State.PROBLEM, "ADD Addis Ababa has no ORT that can be paged.")


def test_an_hour_without_a_duty_officer_is_found(demo: Store) -> None:
    with demo.begin() as uow:
        first, *rest = (shift for shift in uow.roster.duty() if shift.rank == 1)
        early = replace(first, end=first.end.replace(hour=18))
        uow.roster.replace_duty([early, *rest])
    state, text = said(demo, "SSD duty")
    assert state is State.PROBLEM
    assert "nobody from 2026-11-23 17:00 UTC to 2026-11-23 18:00 UTC" in text
    with demo.begin() as uow:
        uow.roster.replace_duty([])
    assert said(demo, "SSD duty")[1] == "nobody from 2026-11-23 10:00 UTC to 2026-11-30 10:00 UTC."


def test_a_duty_officer_without_a_mobile_covers_nothing(demo: Store) -> None:
    with demo.begin() as uow:
        uow.roster.replace_duty([shift for shift in uow.roster.duty() if shift.rank == 1])
        uow.roster.put_person(replace(uow.roster.person(PersonId("P046")), mobile=None))
    assert "nobody from 2026-11-28 18:00 UTC to 2026-11-29 06:00 UTC" in said(demo, "SSD duty")[1]


def test_a_power_that_belongs_to_nobody_is_named(demo: Store) -> None:
    with demo.begin() as uow:
        rules = dict(uow.roster.matrix().rules)
        uow.roster.replace_matrix([rule for power, rule in rules.items() if power != "declare"])
        uow.roster.drop_seat(SeatCode("ORMS"))
    assert said(demo, "authority") == (State.PROBLEM, "nobody may declare.")


def test_a_log_from_the_future_means_that_the_clock_is_behind(demo: Store) -> None:
    finding = checks(demo, NOW - timedelta(days=1))["log"]
    assert finding.state is State.WARNING
    assert "the machine's clock is behind" in finding.text


def test_a_pushed_demonstration_clock_is_no_clock_that_is_behind(demo: Store) -> None:
    later = datetime(2026, 11, 25, tzinfo=UTC)
    with demo.begin() as uow:
        uow.meta.set("clock_offset", str((later - NOW).total_seconds()))
        uow.log.append(
            "org", event_at=later, now=later, kind=EntryKind.ADMIN, author="muster", body={"text": "x"}, salt="00"
        )
    assert checks(demo)["log"].state is State.OK
