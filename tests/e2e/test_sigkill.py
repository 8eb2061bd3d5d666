"""Real processes, really killed: SIGKILL from inside the commit hook, and an unmoved clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.e2e.crash import AFTER, BEFORE, calm_run
from tests.e2e.script import SCRIPT, seen
from tests.world import World

ROOT = Path(__file__).parents[2]
#: Killed in a usual run; the long run kills every command type. `absorb` takes many inbound texts together.
USUAL = (
    "Report", "InboundSms", "Raise", "Escalate", "receive", "claim", "StandDown", "Merge", "CheckinStart", "SopDone",
    "absorb",
)  # fmt: skip
#: The long run is cut into so many tests for each moment, which run side by side.
PARTS = 4


def first_steps() -> dict[str, int]:
    """Give for each command type the first step that commits it."""
    found: dict[str, int] = {}
    for number, stage in enumerate(calm_run()):
        for command in stage.commits:
            found.setdefault(command, number)
    return found


def differs(command: str, moment: str, databases: Databases) -> bool:
    """Kill a process at the command's first commit, finish in another; tell whether people saw any difference."""
    number = first_steps()[command]
    stage = calm_run()[number]
    database = databases.copy(stage.database)
    line = [sys.executable, "-m", "tests.e2e.one_step", database, str(number), stage.began.isoformat(), command]
    done = subprocess.run([*line, moment], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    with World(database, start=stage.began) as world:
        world.nobody_else_sends()
        world.settle()
        SCRIPT[number](world)
        return seen(world) != stage.seen


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("command", USUAL)
def test_a_killed_process_leaves_nothing_half_done(command: str, moment: str, databases: Databases) -> None:
    assert not differs(command, moment, databases)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_a_process_killed_at_each_command_type_leaves_nothing_half_done(
    moment: str, part: int, databases: Databases
) -> None:
    assert [command for command in [*first_steps()][part::PARTS] if differs(command, moment, databases)] == []


def test_a_timer_of_a_killed_process_fires_once_after_the_restart(databases: Databases) -> None:
    """Nothing is moved here: the machine's clock, a timer of two seconds, SIGKILL, another process."""
    database = databases.bare()
    setting = [sys.executable, "-m", "tests.e2e.real_timer", database]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.run([*setting, "set"], cwd=ROOT, env=env, check=False)
    assert first.returncode == -signal.SIGKILL
    for _ in range(2):
        subprocess.run([*setting, "wait"], cwd=ROOT, env=env, check=True, timeout=60)
    with World(database) as world:
        heads = [text for text in world.log(world.code()) if "due for review" in text]
        assert len(heads) == 1
