"""A playbook's run is loaded as it was saved, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from playbooks.library import Library
from playbooks.rules.runs import Run
from playbooks.rules.steps import RecordKind, StepRecord, StepState
from playbooks.rules.vocabulary import IncidentId, IncidentType
from storage.response_tables import sop_step
from storage.store import Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, BOB, MINUTE, NOW, incident

EARTHQUAKE = Library.load().playbook(IncidentType.EARTHQUAKE)


def begun(work: UnitOfWork, code: str = "K7Q") -> IncidentId:
    fire = work.incidents.add(incident(code))
    run = Run.of(fire, EARTHQUAKE, NOW)
    run.start(NOW, NOW, NOW)
    work.runs.add(run)
    return fire


def loaded(work: UnitOfWork, of: IncidentId) -> Run:
    run = work.runs.get(of)
    assert run is not None
    return run


def everything(run: Run) -> list[object]:
    return [{**vars(run), "steps": None}, *(vars(step) for step in run.steps)]


def test_every_step_of_the_playbook_comes_back_as_it_was_stamped(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
    expected = Run.of(fire, EARTHQUAKE, NOW)
    expected.start(NOW, NOW, NOW)
    with store.read() as work:
        assert everything(loaded(work, fire)) == everything(expected)


def test_an_incident_without_a_playbook_has_no_run(store: Store) -> None:
    with store.begin() as work:
        assert work.runs.get(work.incidents.add(incident())) is None


def test_what_changed_on_a_step_is_kept(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
    with store.begin() as work:
        run = loaded(work, fire)
        run.done("c1", ANA, NOW - MINUTE, NOW)
        run.assign("c2", BOB)
        run.step("c2").records.append(StepRecord(RecordKind.EVIDENCE, 7, ANA, NOW))
        run.told_overdue("c3", 1, NOW + timedelta(hours=1))
        run.skip("c9", BOB, "no press here", NOW)
        run.add("Call the school", ("HR",), timedelta(minutes=30), None, NOW, NOW)
        work.runs.save(run)
        expected = everything(run)
    with store.read() as work:
        again = loaded(work, fire)
        assert everything(again) == expected
        assert again.step("c9").state is StepState.SKIPPED
        assert again.step("n1").definition.text == "Call the school"


def test_the_rounds_of_a_step_stand_together_and_in_order(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
        run = loaded(work, fire)
        run.done("c16", ANA, NOW, NOW)
        work.runs.save(run)
    with store.begin() as work:
        run = loaded(work, fire)
        run.done("c16", ANA, NOW + timedelta(hours=30), NOW + timedelta(hours=30))
        work.runs.save(run)
    with store.read() as work:
        run = loaded(work, fire)
        rounds = [(step.id, step.occurrence) for step in run.steps if step.id in {"c15", "c16", "c17"}]
        assert rounds == [("c15", 1), ("c16", 1), ("c16", 2), ("c16", 4), ("c17", 1)]


def test_saving_twice_adds_nothing_and_forgets_nothing(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
        run = loaded(work, fire)
        run.done("c1", ANA, NOW, NOW)
        work.runs.save(run)
        work.runs.save(run)
        run.reopen("c1", "it was another building", NOW)
        work.runs.save(run)
    with store.read() as work:
        count = work.link.ask(select(func.count()).select_from(sop_step)).scalar_one()
        assert count == len(EARTHQUAKE.steps)
        assert loaded(work, fire).step("c1").reason == "it was another building"


def test_the_run_of_one_incident_does_not_touch_another(store: Store) -> None:
    with store.begin() as work:
        fire, flood = begun(work), begun(work, "B2B")
        run = loaded(work, fire)
        run.done("c1", ANA, NOW, NOW)
        work.runs.save(run)
    with store.read() as work:
        assert loaded(work, flood).step("c1").open


def test_an_incident_has_one_run(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
    with pytest.raises(DBAPIError), store.begin() as work:
        work.runs.add(Run.of(fire, EARTHQUAKE, NOW))


def test_a_read_changes_no_run(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work)
    with store.read() as work:
        run = loaded(work, fire)
        run.done("c1", ANA, NOW, NOW)
        with pytest.raises(RuntimeError, match="read transaction"):
            work.runs.save(run)
