"""Kill Muster at a commit of a step, start it again, deliver the step again, and see what people see."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from storage.store import NO_HOOKS, CommitHooks
from tests.e2e.script import TWELVE_PEOPLE, Step, Story, seen
from tests.world import World

BEFORE, AFTER = "before", "after"


class Killed(BaseException):
    """The process is dead: nothing catches it, and nothing is committed after it."""


@dataclass(frozen=True)
class Stage:
    """A step of the calm run: where it began, which commits it made, what people saw afterwards."""

    step: Step
    #: Copies of the database as it was when the step began, and when it was over.
    database: Path
    after: Path
    began: datetime
    ended: datetime
    #: The command behind each commit, or what else wrote.
    commits: tuple[str, ...]

    @cached_property
    def seen(self) -> dict[str, Any]:
        """Give what people saw when the step was over."""
        with World(f"sqlite:///{self.after}", start=self.ended) as world:
            return seen(world)


class Killer:
    """Counts commits; kills just before or just after one of them, and lets no commit through afterwards."""

    def __init__(self, at: int, moment: str, kill: Callable[[], None], command: str = "") -> None:
        """`at` counts from 0; with a `command` only that command's commits."""
        self._at, self._moment, self._kill, self._command = at, moment, kill, command
        self._count = -1
        self._turn = threading.Lock()
        self.dead = False
        #: Commits are counted only once the world stands.
        self.armed = False

    def hooks(self) -> CommitHooks:
        """Give the hooks to open the store with."""
        return CommitHooks(self._before, self._after)

    def _before(self) -> None:
        if not self.armed or (self._command and command_on_the_stack() != self._command):
            return
        with self._turn:
            self._count += 1
            if self.dead or (self._count == self._at and self._moment == BEFORE):
                self.dead = True
                self._kill()

    def _after(self) -> None:
        if self.armed and not self.dead and self._count == self._at and self._moment == AFTER:
            self.dead = True
            self._kill()


def die() -> None:
    """Die in process."""
    raise Killed


@cache
def calm_run(story: Story = TWELVE_PEOPLE) -> tuple[Stage, ...]:
    """Play a story undisturbed once; give its stages."""
    folder = Path(mkdtemp(prefix="muster-calm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    commits: list[str] = []
    hooks = CommitHooks(before=lambda: commits.append(command_on_the_stack()))
    stages: list[Stage] = []
    with World(f"sqlite:///{folder}/calm.db", files=story.files, hooks=hooks) as world:
        _copy(folder / "calm.db", folder / "0.db")
        for number, step in enumerate(story.steps):
            began, after = world.clock.now(), folder / f"{number + 1}.db"
            commits.clear()
            step(world)
            made = tuple(commits)
            _copy(folder / "calm.db", after)
            stages.append(Stage(step, folder / f"{number}.db", after, began, world.clock.now(), made))
    return tuple(stages)


def killed_and_restarted(stage: Stage, at: int, moment: str, folder: Path) -> dict[str, Any]:
    """Kill the step at its commit number `at`, restart, deliver it again; give what people see then.

    Receipts that arrive together share a commit, so a step may make fewer than in the calm run: then it is killed at
    an earlier one.
    """
    for earlier in range(at, -1, -1):
        seen_after = _killed_once(stage, earlier, moment, folder)
        if seen_after is not None:
            return seen_after
    raise AssertionError(f"{stage.step.name} made no commit")


def _killed_once(stage: Stage, at: int, moment: str, folder: Path) -> dict[str, Any] | None:
    """Give None when the step was over before the kill."""
    database = folder / "killed.db"
    shutil.copy(stage.database, database)
    killer = Killer(at, moment, die)
    world = World(f"sqlite:///{database}", start=stage.began, hooks=killer.hooks())
    try:
        killer.armed = True
        try:
            stage.step(world)
        except Killed:
            world.restart(NO_HOOKS)
            stage.step(world)
        return seen(world) if killer.dead else None
    finally:
        killer.armed = False
        world.close()


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    here.close()
    there.close()


def command_on_the_stack() -> str:
    """Name the command whose transaction is being committed, without touching the program under test."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "_write" and "command" in frame.f_locals:
            return type(frame.f_locals["command"]).__name__
        if frame.f_code.co_name in {"claim", "_refuse", "put_back", "receive", "absorb"}:
            return frame.f_code.co_name
        if frame.f_back is None:
            break
        frame = frame.f_back
    return "console"
