"""A small playbook for the tests of the walk: one step of each sort, for a fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from playbooks.library import Library
from playbooks.rules.runs import Run
from playbooks.rules.steps import ClockBase, Mark, Playbook, Step, StepClock, StepRun, Tick
from playbooks.rules.vocabulary import Element, IncidentType
from tests.world import LIBRARY, World

M = timedelta(minutes=1)


def _step(id_: str, role: str, due: int | None, marks: str = "", **more: object) -> Step:
    clock = None if due is None else StepClock(ClockBase.DECLARATION, due * M)
    plain = Step(
        f"s{id_}", 2, (role,) if role else (), Element.SS, frozenset(Mark(mark) for mark in marks),
        f"Do the work of s{id_}.", f"what s{id_} leaves", clock,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields of a step


STEPS = (
    _step("1", "SSD-DO", None, "E", phase=0, clock=StepClock(ClockBase.REPORT, 15 * M)),
    _step("2", "HSSD", 20, "L", phase=1),
    _step("3", "SSD-DO", 5, "P", phase=1, ticks=Tick.PAGE),
    _step("4", "CHAIR", 30, "D", element=Element.CM),
    _step("5", "MA", 60, "ER", element=Element.MC),
    _step("6", "FAC", 70, "GE"),
    _step("7", "FAC", 90, requires=("s6",)),
    _step("8", "CCD", 45, "M", element=Element.CC),
    _step("9", "HR", None, clock=StepClock(ClockBase.STEP, 30 * M, "s2")),
    _step("10", "HSSD", None, "C", ticks=Tick.CHECK_IN,
          clock=StepClock(ClockBase.DECLARATION, 12 * 60 * M, None, 12 * 60 * M)),
    _step("11", "CHAIR", 20, ticks=Tick.QUORUM),
    _step("12", "ORMS", 5, ticks=Tick.ROOM),
    _step("13", "ORMS", None, mandatory=False, phase=5),
    _step("14", "WRD", 40),
    _step("15", "NOBODY", 50),
    _step("16", "MA", 80, "DR"),
)  # fmt: skip
PLAYBOOK = Playbook(IncidentType.FIRE, "Small fire", "0123456789ab", "", STEPS)


def library(playbook: Playbook = PLAYBOOK) -> Library:
    """Give the library with this playbook for a fire."""
    return replace(LIBRARY, playbooks=MappingProxyType({**LIBRARY.playbooks, playbook.type: playbook}))


def run(world: World, code: str) -> Run:
    """Give an incident's run as it is stored."""
    with world.store.read() as uow:
        found = uow.runs.get(uow.incidents.by_code(code).id)
    assert found is not None
    return found


def step(world: World, code: str, id_: str) -> StepRun:
    """Give one step of it."""
    return run(world, code).step(id_)
