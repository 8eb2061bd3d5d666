"""Two incidents become one: the response is never less than what either had."""

from __future__ import annotations

from playbooks.rules.vocabulary import Level
from tests.handlers.desk import declared, incident, text
from tests.handlers.test_incident import CORE, REST
from tests.world import World


def test_a_crisis_merged_into_less_raises_it_and_pages_whoever_was_not_told(world: World) -> None:
    first, second = declared(world, "L1", by="HSSD"), declared(world, "L3", "NYC")
    text(world, "CHAIR", f"merge {second} into {first}")
    assert incident(world, first).level is Level.L3
    assert any(f"raised from L1 to L3: {second}, merged into it" in line for line in world.log(first))
    for seat in (*CORE, *REST):
        assert any(first in said and "L3" in said for said in world.phone(seat).texts()), seat


def test_what_was_only_reported_raises_nothing(world: World) -> None:
    first = declared(world, "L1", by="HSSD")
    text(world, "CHAIR", "report fire GVA smoke on floor 3")
    second = world.code()
    text(world, "CHAIR", f"merge {second} into {first}")
    assert incident(world, first).level is Level.L1
