"""Processes on one database: one leads, and another when it is gone."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from storage.replicas import FORGOTTEN_AFTER, Beat, Pulse
from storage.store import Busy, CommitHooks, Store
from tests.storage.sample import MINUTE, NOW, at_once

LEAD = timedelta(seconds=10)


class Machine:
    """A machine's clock."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> object:
        return self.time


@pytest.fixture
def machine() -> Machine:
    return Machine()


def pulse(store: Store, id_: str, machine: Machine) -> Pulse:
    return Pulse(store, id_, machine.now)  # type: ignore[arg-type]  # the test's own clock


def test_the_first_leads_for_as_long_as_it_beats(store: Store, machine: Machine) -> None:
    one, two = pulse(store, "one", machine), pulse(store, "two", machine)
    for _ in range(5):
        assert one.beat(LEAD) is Beat.LEADS
        assert two.beat(LEAD) is Beat.FOLLOWS
        machine.time += LEAD * 0.9


def test_another_leads_when_the_leader_is_silent_and_the_leader_then_follows(store: Store, machine: Machine) -> None:
    one, two = pulse(store, "one", machine), pulse(store, "two", machine)
    one.beat(LEAD)
    machine.time += LEAD
    assert two.beat(LEAD) is Beat.LEADS
    assert one.beat(LEAD) is Beat.FOLLOWS


def test_nobody_waits_for_a_leader_that_ended_in_good_order(store: Store, machine: Machine) -> None:
    one, two = pulse(store, "one", machine), pulse(store, "two", machine)
    one.beat(LEAD)
    one.leave()
    assert two.beat(LEAD) is Beat.LEADS


def test_of_eight_that_start_together_one_leads(store: Store, machine: Machine) -> None:
    pulses = [pulse(store, str(number), machine) for number in range(8)]
    found = at_once(8, lambda number: pulses[number].beat(LEAD))
    assert sorted(found) == [Beat.FOLLOWS] * 7 + [Beat.LEADS]


def test_who_runs_is_counted_and_who_is_gone_is_forgotten(store: Store, machine: Machine) -> None:
    for name in ("one", "two"):
        pulse(store, name, machine).beat(LEAD)
    with store.read() as work:
        assert work.replicas.running(NOW - MINUTE) == 2
    machine.time += FORGOTTEN_AFTER + MINUTE
    pulse(store, "one", machine).beat(LEAD)
    with store.read() as work:
        assert work.replicas.running(NOW - MINUTE) == 1


def test_an_older_program_finds_out_that_the_tables_are_newer(url: str, store: Store, machine: Machine) -> None:
    one = pulse(store, "one", machine)
    assert one.beat(LEAD) is Beat.LEADS
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert one.beat(LEAD) is Beat.OUTDATED


def test_a_database_that_fails_is_not_a_lead_that_is_lost(url: str, machine: Machine) -> None:
    def fail() -> None:
        raise Busy("the database is busy")

    failing = Store.open(url, CommitHooks(before=fail))
    assert pulse(failing, "one", machine).beat(LEAD) is Beat.UNKNOWN
    failing.close()


def test_processes_take_turns_at_what_each_could_do_alone(postgresql_url: str) -> None:
    one, two = Store.open(postgresql_url), Store.open(postgresql_url)
    done: list[str] = []

    def second() -> None:
        with two.in_turn("texts"):
            done.append("second")

    other = threading.Thread(target=second)
    with one.in_turn("texts"):
        other.start()
        # It waits there; what is not the same does not.
        with two.in_turn("something else"):
            done.append("first")
    other.join()
    assert done == ["first", "second"]
    one.close()
    two.close()


def test_a_process_that_hangs_in_its_turn_holds_up_the_others_for_a_moment_only(postgresql_url: str) -> None:
    one, two = Store.open(postgresql_url), Store.open(postgresql_url)
    with one.in_turn("texts"), two.in_turn("texts"), two.begin() as work:
        work.meta.set("done by", "two")
    with one.read() as work:
        assert work.meta.get("done by") == "two"
    one.close()
    two.close()
