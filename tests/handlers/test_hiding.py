"""Nobody who may hide is rung: not by a page, a question, news, an alert; and all of it comes once they are safe."""

from __future__ import annotations

from playbooks.rules.checkin import Status
from tests.handlers.desk import ask, declared, text
from tests.handlers.quake import FIRST, SECOND, asked, people, received
from tests.world import World


def hide(world: World, *people: str) -> str:
    """Ask people silently, in an incident of its own; give its code."""
    code = declared(world, "L0", "GVA", "CHAIR", "attack")
    ask(world, "CHAIR", f"checkin start {code} {','.join(people)} --silent --confirmed")
    return code


class TestAQuestionOfAnotherIncident:
    def test_is_kept_back_and_makes_nobody_unreachable(self, world: World) -> None:
        hide(world, FIRST)
        before = received(world)
        code = asked(world, f"{FIRST},{SECOND}")
        world.passes(hours=1)
        assert received(world)[world.who(FIRST).mobile or ""] == before[world.who(FIRST).mobile or ""]
        kept = people(world, code)[FIRST]
        assert (kept.status, kept.note) == (Status.NOT_CONTACTED, "is asked silently; not rung")
        assert "not contacted (is asked silently; not rung)" in text(world, "HSSD", f"checkin status {code}")

    def test_whoever_looks_for_them_reads_that_nobody_may_call_them(self, world: World) -> None:
        hide(world, FIRST)
        code = asked(world, FIRST)
        world.passes(minutes=46)
        owner = people(world, code)[FIRST].owner
        assert owner is not None
        assert any("not contacted: MAY HIDE, do not call" in card for card in world.person(owner).told())
