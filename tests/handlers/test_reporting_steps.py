"""The playbook in the after-action report: planned against happened, and what stays restricted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from handlers.report_model import Outcome, Report, StepLine
from playbooks.rules.runs import Run
from playbooks.rules.steps import (
    ClockBase,
    Mark,
    Playbook,
    RecordKind,
    Step,
    StepClock,
    StepRecord,
)
from playbooks.rules.vocabulary import Element, EntryKind, IncidentType, Sensitivity
from storage.response_tables import sop_run, sop_step
from storage.uow import UnitOfWork
from tests.handlers.desk import ANYBODY, declared, incident
from tests.handlers.test_reporting import MINUTE, everything, figure, made
from tests.world import World

SECRET = "two colleagues are in the northern hospital"


def step(id_: str, phase: int, minutes: int | None, *marks: Mark, element: Element = Element.SS) -> Step:
    clock = None if minutes is None else StepClock(ClockBase.DECLARATION, timedelta(minutes=minutes))
    return Step(id_, phase, ("HSSD",), element, frozenset(marks), f"Do {id_}.", "", clock)


STEPS = (
    step("c1", 0, 10), step("c2", 1, 10), step("c3", 1, 10), step("c4", 2, 10), step("c5", 2, 10),
    step("c6", 3, 10_000), step("c7", 3, None, element=Element.SF), step("c8", 4, 10, Mark.RESTRICTED),
)  # fmt: skip


@pytest.fixture
def report(world: World) -> Report:
    """The report on a fire whose steps came out in every way."""
    code = declared(world)
    start = world.app.now()
    hssd = world.who("HSSD").id
    with world.store.begin() as uow:
        # Whatever run the declaration began gives way to one that is known here.
        for table in (sop_step, sop_run):
            uow.link.change(table.delete().where(table.c.incident == incident(world, code).id))
        run = Run.of(incident(world, code).id, Playbook(IncidentType.FIRE, "Fire", "abc123", "", STEPS), start)
        run.start(start, start, start)
        later = start + 20 * MINUTE
        run.done("c1", hssd, start + 5 * MINUTE, start + 5 * MINUTE)
        run.step("c1").records.append(record(uow, code, start, "the guard confirms it"))
        run.done("c2", hssd, later, later)
        run.skip("c3", hssd, f"{world.who(ANYBODY).name} did it", later)
        run.not_applicable("c4", hssd, "nobody is there", later)
        run.done("c7", "muster", later, later)
        run.done("c8", hssd, start + 5 * MINUTE, later)
        run.step("c8").records.append(record(uow, code, start, SECRET, Sensitivity.STRICTLY_CONFIDENTIAL))
        uow.runs.add(run)
    world.passes(minutes=30)
    return made(world, code)


def record(
    uow: UnitOfWork, code: str, at: datetime, text: str, sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL
) -> StepRecord:
    """Write what was recorded on a step where it belongs: in the log."""
    entry = uow.log.append(
        code, event_at=at, now=at, kind=EntryKind.STEP, author="P005", body={"text": text}, salt="00",
        sensitivity=sensitivity,
    )  # fmt: skip
    return StepRecord(RecordKind.EVIDENCE, entry.seq, "P005", at)


def lines(report: Report) -> dict[str, StepLine]:
    assert report.playbook
    return {one.id: one for one in report.playbook.steps}


def test_each_step_is_held_against_its_target(report: Report) -> None:
    assert {id_: one.outcome for id_, one in lines(report).items()} == {
        "c1": Outcome.ON_TIME, "c2": Outcome.LATE, "c3": Outcome.SKIPPED, "c4": Outcome.NOT_APPLICABLE,
        "c5": Outcome.OVERDUE, "c6": Outcome.OPEN, "c7": Outcome.DONE, "c8": Outcome.ON_TIME,
    }  # fmt: skip
    late = lines(report)["c2"]
    assert late.target
    assert late.finished_at
    assert late.finished_at - late.target == 10 * MINUTE


def test_it_says_who_ticked_a_step_by_function_and_what_was_recorded(report: Report) -> None:
    assert lines(report)["c1"].by.endswith("Head of Safety and Security")
    assert lines(report)["c7"].by == "Muster"
    assert lines(report)["c1"].evidence[0].startswith("the guard confirms it (entry ")
    assert lines(report)["c4"].reason == "nobody is there"


def test_restricted_evidence_and_names_of_staff_are_left_out(report: Report, world: World) -> None:
    assert lines(report)["c8"].evidence == ("recorded, restricted",)
    assert SECRET not in everything(report)
    assert world.who(ANYBODY).name not in everything(report)
    assert lines(report)["c3"].reason == "[a member of staff] did it"


def test_steps_are_counted_by_element_and_only_those_due_count_against_the_target(report: Report) -> None:
    by_element = {one.code: Counter(dict(one.steps)) for one in report.elements}
    assert by_element["SS"].total() == 7
    assert by_element["SF"] == Counter({"done": 1})
    assert list(by_element) == ["CM", "SS", "CC", "MC", "IT", "BC", "SF"]
    assert figure(report, "Mandatory steps done").value == "66 %", "4 of the 6 that were due"
    assert figure(report, "Mandatory steps done on time").value == "50 %"
