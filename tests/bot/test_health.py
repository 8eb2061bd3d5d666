"""What machines that watch Muster read of the lanes, of answers and of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.health import BOUNDS, Took, text
from bot.ports import Retry
from handlers.effects import Priority
from storage.queue_tables import timer
from tests.databases import Databases
from tests.handlers.desk import ask, declared
from tests.handlers.fakes import Sms
from tests.world import World


@pytest.fixture
def world(databases: Databases, filled: str) -> Iterator[World]:
    with World(databases.copy(filled)) as world:
        yield world


def values(world: World) -> dict[str, float]:
    """Read the figures as Prometheus does."""
    lines = [line for line in text(world.app.figures()).decode().splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_cards_that_nobody_sends_make_it_not_ready(world: World) -> None:
    world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L0 smoke"))
    assert world.app.ready()["status"] == "ok"
    world.clock.set(world.clock.now() + timedelta(minutes=2))
    found = world.app.ready()
    assert found["status"] == "behind"
    assert found["messages_stuck"]
    assert not found["urgent_messages_late"]
    world.settle()
    assert world.app.ready()["status"] == "ok"


def test_a_text_that_waits_for_its_next_try_is_no_lane_that_stands_still(databases: Databases, filled: str) -> None:
    def busy(number: str, words: str) -> None:
        raise Retry("the line is busy", timedelta(minutes=10))

    with World(databases.copy(filled), sms={"console": Sms("console", busy)}) as world:
        declared(world)
        world.passes(minutes=3)
        assert not world.app.ready()["messages_stuck"]


def test_what_waits_and_who_asks_for_help_is_counted(world: World) -> None:
    code = declared(world, site="ADD", kind="earthquake")
    ask(world, "CHAIR", f"checkin start {code}")
    staff = next(one for one in world.app.people() if one.site == "ADD" and one.mobile)
    world.phone(staff.id).replies("2")
    with world.store.begin() as uow:
        uow.outbox.put("one", Priority.PAGE, "lane", "Tell", {}, world.app.now() - timedelta(seconds=7))
    read = values(world)
    assert read["muster_incidents_open"] == 1
    assert read["muster_help_requests_open"] == read["muster_help_requests_untaken"] == 1
    assert read['muster_outbox_waiting{lane="page"}'] == 1
    assert read['muster_outbox_oldest_seconds{lane="page"}'] == 7
    assert read['muster_send_seconds_count{lane="check_in",port="console"}'] > 1


def test_the_audits_findings_stand_among_the_figures(world: World) -> None:
    declared(world)
    with world.store.begin() as uow:
        uow.link.change(timer.delete())
    world.clock.set(world.clock.now() + timedelta(minutes=20))
    for _ in range(2):
        world.run(world.app.watch.minute())
    assert values(world)["muster_audit_findings"] > 0


def test_the_classes_of_answers_add_up_as_prometheus_expects(world: World) -> None:
    world.app.dispatcher.took = Took()
    for seconds in (0.01, 0.2, 3.0, 99.0):
        world.app.dispatcher.took.note("twilio", "page", seconds)
    read = values(world)
    bounds = [f'muster_send_seconds_bucket{{lane="page",le="{bound}",port="twilio"}}' for bound in (*BOUNDS, "+Inf")]
    assert [read[one] for one in bounds] == [1, 1, 2, 2, 2, 2, 3, 3, 4]
    assert read['muster_send_seconds_sum{lane="page",port="twilio"}'] == pytest.approx(102.21)
