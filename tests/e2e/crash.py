"""Kill Muster at a commit of a step, start it again, deliver the step again, and see what people see."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from storage.store import NO_HOOKS, CommitHooks
from tests.databases import Databases, kept
from tests.e2e.script import TWELVE_PEOPLE, Step, Story, seen
from tests.world import World

BEFORE, AFTER = "before", "after"


class Killed(BaseException):
    """The process is dead: nothing catches it, and nothing is committed after it."""


@dataclass(frozen=True)
class Stage:
    """A step of the calm run: where it began, which commits it made, what people saw afterwards."""

    step: Step
    #: Addresses of copies of the database as it was when the step began, and when it was over.
    database: str
    after: str
    began: datetime
    ended: datetime
    #: The command behind each commit, or what else wrote.
    commits: tuple[str, ...]

    @cached_property
    def seen(self) -> dict[str, Any]:
        """Give what people saw when the step was over."""
        with World(self.after, start=self.ended) as world:
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
    databases = kept()
    commits: list[str] = []
    hooks = CommitHooks(before=lambda: commits.append(command_on_the_stack()))
    stages: list[Stage] = []
    with World(databases.new(), files=story.files, hooks=hooks) as world:
        before = databases.copy(world.url)
        for step in story.steps:
            began = world.clock.now()
            commits.clear()
            step(world)
            made = tuple(commits)
            after = databases.copy(world.url)
            stages.append(Stage(step, before, after, began, world.clock.now(), made))
            before = after
    return tuple(stages)


def killed_and_restarted(stage: Stage, at: int, moment: str, databases: Databases) -> dict[str, Any]:
    """Kill the step at its commit number `at`, restart, deliver it again; give what people see then.

    Receipts that arrive together share a commit, so a step may make fewer than in the calm run: then it is killed at
    an earlier one.
    """
    for earlier in range(at, -1, -1):
        seen_after = _killed_once(stage, earlier, moment, databases)
        if seen_after is not None:
            return seen_after
    raise AssertionError(f"{stage.step.name} made no commit")


def _killed_once(stage: Stage, at: int, moment: str, databases: Databases) -> dict[str, Any] | None:
    """Give None when the step was over before the kill."""
    killer = Killer(at, moment, die)
    world = World(databases.copy(stage.database), start=stage.began, hooks=killer.hooks())
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
        databases.close()


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
