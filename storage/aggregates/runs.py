"""Runs of playbooks: one an incident, with all its steps and their rounds."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, select

from playbooks.rules.runs import Run
from playbooks.rules.steps import Step, StepRecord, StepRun
from playbooks.rules.vocabulary import IncidentId
from storage.link import Link, fields, upsert
from storage.response_tables import sop_run, sop_step

_KEY = ("incident", "step", "occurrence")
_RUN = select(sop_run).where(sop_run.c.incident == bindparam("incident"))
_STEPS = (
    select(sop_step)
    .where(sop_step.c.incident == bindparam("incident"))
    .order_by(sop_step.c.position, sop_step.c.occurrence)
)
_ADD = sop_run.insert()
#: A step's definition is stamped, and stays.
_STAMPED = ("position", "definition")
_CHANGING = {column.name for column in sop_step.c} - {*_KEY, *_STAMPED}
_PUT = upsert(sop_step, keep=_STAMPED)
_DEFINITION: TypeAdapter[Step] = TypeAdapter(Step)
_RECORDS: TypeAdapter[list[StepRecord]] = TypeAdapter(list[StepRecord])


class Runs:
    """The runs of this database. Lock the incident before changing its run."""

    def __init__(self, link: Link) -> None:
        self._link = link
        #: What the database holds of each step that was loaded or stored here.
        self._held: dict[tuple[IncidentId, str, int], dict[str, Any]] = {}

    def add(self, new: Run) -> None:
        """Store a new run with its steps."""
        self._link.change(_ADD, {key: value for key, value in vars(new).items() if key != "steps"})
        self.save(new)

    def save(self, changed: Run) -> None:
        """Store the steps that changed since they were loaded, and new ones, in one statement; none is removed."""
        rows = []
        for one in changed.steps:
            key = (changed.incident, one.id, one.occurrence)
            values = _values(one)
            if self._held.get(key) != values:
                self._held[key] = values
                rows.append({**dict(zip(_KEY, key, strict=True)), **_stamped(one), **values})
        self._link.change_many(_PUT, rows)

    def put_in_place(self, new: Run) -> None:
        """Store a run in place of the one that the incident has."""
        for table in (sop_step, sop_run):
            self._link.change(table.delete().where(table.c.incident == bindparam("which")), {"which": new.incident})
        self._held = {key: values for key, values in self._held.items() if key[0] != new.incident}
        self.add(new)

    def get(self, incident: IncidentId) -> Run | None:
        """Load the run of an incident; None when it has none."""
        row = self._link.one(_RUN, incident=incident)
        if row is None:
            return None
        steps = [_step(each) for each in self._link.ask(_STEPS, incident=incident)]
        if self._link.writing:
            self._held |= {(incident, one.id, one.occurrence): _values(one) for one in steps}
        return Run(**fields(row), steps=steps)


def _stamped(step: StepRun) -> dict[str, Any]:
    return {"position": step.position, "definition": _DEFINITION.dump_python(step.definition, mode="json")}


def _values(step: StepRun) -> dict[str, Any]:
    values = {key: value for key, value in vars(step).items() if key in _CHANGING}
    return values | {"records": _RECORDS.dump_python(step.records, mode="json")}


def _step(row: Row[Any]) -> StepRun:
    values = fields(row)
    del values["incident"], values["step"]
    definition, records = _DEFINITION.validate_python(row.definition), _RECORDS.validate_python(row.records)
    return StepRun(**values | {"definition": definition, "records": records})
