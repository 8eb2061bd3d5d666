"""What the report makes of a real check-in and a real request for help: figures and functions, no names."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.desk import ANYBODY, ask, declared
from tests.handlers.test_reporting import everything, figure, made, milestone
from tests.world import World

#: Staff of Geneva without a seat, all with a telephone.
STAFF = (ANYBODY, "P048", "P049", "P050")


def test_a_check_in_and_a_request_for_help_are_counted_and_nobody_is_named(world: World) -> None:
    code = declared(world, level="L1", kind="earthquake")
    ask(world, "HSSD", f"checkin start {code}")
    world.passes(minutes=2)
    for person in STAFF[:2]:
        world.phone(person).replies("1")
    world.phone(STAFF[2]).replies("2 my leg is trapped")
    # The chair is of the team, and asks for help like anybody else.
    world.phone("CHAIR").replies("2 in the lift")
    world.passes(minutes=3)
    ask(world, "HSSD", f"checkin take {code} H1")
    world.passes(minutes=30)
    report = made(world, code)
    (round_,) = report.rounds
    assert round_.everybody == sum(one.everybody for one in round_.by_site) > 50
    assert round_.accounted == round_.curve[-1][1] >= 4
    assert milestone(report, "First check-in text").at == round_.first_sent_at
    assert [stop.name for stop in round_.stops] == ["first reminder", "second reminder"]
    taken, waiting = report.helps[:2]
    assert taken.taken_at is not None
    assert taken.taken_at - taken.opened_at == timedelta(minutes=3)
    assert taken.taken_by == "Head of Safety and Security"
    assert waiting.taken_at is None
    assert waiting.alerts > 1
    assert figure(report, "Longest wait of a request for help").met is False
    said = everything(report)
    assert not [one for one in STAFF if world.who(one).name in said]
    assert "trapped" not in said
    assert "lift" not in said
    helped = [entry for entry in report.timeline if entry.kind == "help"]
    assert len(helped) >= 3
    chair = world.who("CHAIR").name
    assert not [entry for entry in helped if chair in f"{entry.by} {entry.text}"], "not who asked, whoever it was"
    assert report.restricted_answers >= 4
