"""Killed at any commit and started again, Muster goes on as if nothing had happened."""

from __future__ import annotations

import random

import pytest

from handlers.table import HANDLERS
from playbooks.rules.logbook import as_record, broken_at
from tests.databases import Databases
from tests.e2e.crash import AFTER, BEFORE, Stage, calm_run, killed_and_restarted
from tests.e2e.earthquake import EARTHQUAKE
from tests.e2e.script import SCRIPT, TWELVE, TWELVE_PEOPLE, Story, seen
from tests.world import START, World

#: Kills of a usual run; the long one does them all.
SAMPLE = 40
#: Kills of the earthquake with its 120 people, in the long run.
LARGE_SAMPLE = 20
#: The long run is cut into so many tests, each well inside the time after which a test counts as hanging.
PARTS = 16
#: Commands that are always part of another's transaction; `ExpandCheckin` alone only beyond 500 people, and
#: `Delivered` only where what follows from a receipt has failed, `NumbersChanged` only by an import.
FOLLOW_UPS = {
    "OpenRooms", "StartPages", "PageDutyOfficer", "StopPages", "LetIn", "Admit", "TakeAnswer", "SmsSent", "SmsFailed",
    "RoomOpened", "RoomFailed", "NotLetIn", "CloseRooms", "CallForHelp", "StartRun", "TickStep", "TellSteps",
    "StartCheckin", "ExpandCheckin", "CheckinSent", "CheckinNotSent", "CheckinAnswer", "EndCheckins", "AskHelp",
    "TakeHelp", "HelpNotSent", "Delivered", "NumbersChanged", "FoundSafe", "HelpOfReport", "ChangeRun",
}  # fmt: skip


def every_kill(story: Story = TWELVE_PEOPLE) -> list[tuple[Stage, int, str]]:
    """List each commit of the calm run, to be killed just before and just after it."""
    return [
        (stage, at, moment)
        for stage in calm_run(story)
        for at in range(len(stage.commits))
        for moment in (BEFORE, AFTER)
    ]


def killed(kills: list[tuple[Stage, int, str]], databases: Databases) -> list[str]:
    """Carry the kills out; give those after which people saw anything else than after the calm run."""
    return [
        f"{stage.step.name}: killed {moment} commit {at} ({stage.commits[at]})"
        for stage, at, moment in kills
        if killed_and_restarted(stage, at, moment, databases) != stage.seen
    ]


@pytest.mark.usefixtures("databases")
def test_the_script_commits_every_command_there_is() -> None:
    committed = {command for stage in calm_run() for command in stage.commits}
    assert {kind.__name__ for kind in HANDLERS} - committed == FOLLOW_UPS


def test_a_kill_at_any_of_many_commits_changes_nothing_that_people_see(databases: Databases) -> None:
    kills = random.Random("kills").sample(every_kill(), SAMPLE)
    assert killed(kills, databases) == []


@pytest.mark.soak
def test_an_earthquake_with_120_people_survives_kills_at_any_of_many_commits(databases: Databases) -> None:
    kills = random.Random("earthquake").sample(every_kill(EARTHQUAKE), LARGE_SAMPLE)
    assert killed(kills, databases) == []


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_before_or_after_each_single_commit_changes_nothing_that_people_see(
    part: int, databases: Databases
) -> None:
    assert killed(every_kill()[part::PARTS], databases) == []


def test_each_step_delivered_twice_has_the_effect_of_once(databases: Databases) -> None:
    with World(databases.new(), files=TWELVE) as world:
        for step, stage in zip(SCRIPT, calm_run(), strict=True):
            step(world)
            step(world)
            assert seen(world) == stage.seen, step.name


def test_a_restart_between_all_steps_changes_nothing(databases: Databases) -> None:
    with World(databases.new(), files=TWELVE) as world:
        for step in SCRIPT:
            step(world)
            world.restart()
        assert seen(world) == calm_run()[-1].seen


def test_the_logs_of_the_whole_script_are_unbroken(databases: Databases) -> None:
    with World(databases.new(), files=TWELVE, start=START) as world:
        for step in SCRIPT:
            step(world)
        with world.store.read() as uow:
            for chain in uow.log.chains():
                records = [as_record(entry) for entry in uow.log.entries(chain)]
                assert broken_at(records, [uow.log.head(chain)]) is None
