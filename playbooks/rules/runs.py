"""Walking through a playbook: what may be ticked, what a gate refuses, which clocks begin (R48, domain 11.0).

A playbook is stamped on the incident when its run begins: editing the file later changes no running incident.
Methods take `now`, return what follows from the change, and perform nothing. ``CODE`` in an error's line to type
instead stands for the incident's code, which only the caller knows.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from playbooks.rules.errors import Conflict, Invalid, NeedsConfirmation, NotFound
from playbooks.rules.steps import (
    Begun,
    ClockBase,
    Figures,
    Mark,
    Playbook,
    Step,
    StepClock,
    StepRun,
    StepState,
    Tick,
    Why,
)
from playbooks.rules.vocabulary import Element, IncidentId, IncidentType, PersonId

#: The latest target of a step that is added during a run (our choice: the longest of the playbooks is 30 days).
LONGEST_TARGET = timedelta(days=90)


@dataclass(eq=False)
class Run:
    """A playbook being walked in one incident."""

    incident: IncidentId
    type: IncidentType
    title: str
    version: str
    approved: str
    started_at: datetime
    #: By position and round.
    steps: list[StepRun]

    @classmethod
    def of(cls, incident: IncidentId, playbook: Playbook, now: datetime) -> Run:
        """Stamp a playbook; no clock runs yet."""
        steps = [StepRun(step, position) for position, step in enumerate(playbook.steps)]
        return cls(incident, playbook.type, playbook.title, playbook.version, playbook.approved, now, steps)

    def keep(self, before: Run) -> int:
        """Take over what was done of the steps that both playbooks share; give how many steps that was."""
        kept: list[StepRun] = []
        for new in self.steps:
            rounds = [one for one in before.steps if (one.id, one.definition.text) == (new.id, new.definition.text)]
            kept += [replace(one, definition=new.definition, position=new.position) for one in rounds]
        ids = {one.id for one in kept}
        self.steps = sorted([*kept, *(one for one in self.steps if one.id not in ids)], key=lambda one: one.position)
        return len(ids)

    def step(self, id_: str) -> StepRun:
        """Give a step, of a repeating one the newest round. Raises NotFound, naming what is near."""
        rounds = [one for one in self.steps if one.id == id_]
        if rounds:
            return rounds[-1]
        near = difflib.get_close_matches(id_, [one.id for one in self.latest()], n=3, cutoff=0.5)
        family = [one.id for one in self.latest() if one.id[:1] == id_[:1]]
        hint = f" Near it: {', '.join(near)}." if near else f" It has {family[0]} to {family[-1]}." if family else ""
        text = f"The playbook '{self.title}' has no step '{id_}'.{hint}"
        raise NotFound(text, instead="sop show CODE", meant=(id_, near[0]) if near else None)

    def latest(self) -> list[StepRun]:
        """List each step once, of a repeating one the newest round."""
        return list({one.id: one for one in self.steps}.values())

    def start(self, reported_at: datetime, declared_at: datetime | None, now: datetime) -> list[Begun]:
        """Start the clocks of the report and, once declared, of the declaration; a second call starts none twice."""
        bases = {ClockBase.REPORT: reported_at, ClockBase.DECLARATION: declared_at}
        begun = []
        for one in self.steps:
            clock = one.definition.clock
            base = bases.get(clock.base) if clock else None
            if clock and base and one.open and one.started_at is None:
                one.begin(now, base + clock.within)
                begun.append(Begun(one, Why.CLOCK))
        return begun

    def shut(self, step: StepRun) -> list[StepRun]:
        """List the gates before a step that are not passed."""
        return [gate for gate in map(self.step, step.definition.requires) if not gate.passed]

    def done(self, id_: str, by: str, at: datetime, now: datetime) -> list[Begun]:
        """Tick a step that happened at `at`; give what begins. Raises Conflict for a shut gate before it."""
        step = self.step(id_)
        self.check_gates(step)
        return self._finished(step, StepState.DONE, by, at, now, "")

    def skip(self, id_: str, by: str, reason: str, now: datetime) -> list[Begun]:
        """Leave a step out; what requires it stays shut. Raises NeedsConfirmation without a reason."""
        step = self.step(id_)
        if not reason:
            text = f"Skipping {id_} needs a reason: the review will ask."
            raise NeedsConfirmation(text, instead=f"sop skip CODE {id_} reason=...")
        return self._finished(step, StepState.SKIPPED, by, now, now, reason)

    def not_applicable(self, id_: str, by: str, reason: str, now: datetime) -> list[Begun]:
        """Say that a step does not apply; it does not come round again. A gate needs a reason."""
        step = self.step(id_)
        if step.gate and not reason:
            text = f"{id_} is a gate; setting it aside needs a reason."
            raise NeedsConfirmation(text, instead=f"sop na CODE {id_} reason=...")
        return self._finished(step, StepState.NOT_APPLICABLE, by, now, now, reason)

    def reopen(self, id_: str, reason: str, now: datetime) -> list[Begun]:
        """Take a finished step up again with its old target; its own clock may begin. Raises as the others do."""
        step = self.step(id_)
        if step.open:
            round_ = f" (round {step.occurrence})" if step.occurrence > 1 else ""
            raise Conflict(f"{id_}{round_} is open.", instead=f"sop show CODE {id_}")
        if not reason:
            raise NeedsConfirmation(f"Opening {id_} again needs a reason.", instead=f"sop reopen CODE {id_} reason=...")
        step.state, step.reason = StepState.OPEN, reason
        step.finished_at = step.finished_by = step.overdue_told_at = None
        return list(self._clocks_of_steps(step, now, now))

    def assign(self, id_: str, person: PersonId) -> StepRun:
        """Give an open step to a person; a repeating one stays with them. Raises Conflict."""
        step = self.step(id_)
        if not step.open:
            raise Conflict(f"{id_} is {step.state}.", instead=f"sop reopen CODE {id_} reason=...")
        step.assigned_to = person
        return step

    def add(
        self, text: str, roles: tuple[str, ...], within: timedelta | None, after: str | None,
        declared_at: datetime | None, now: datetime, marks: frozenset[Mark] = frozenset(),
    ) -> list[Begun]:  # fmt: skip
        """Add a step to this run alone, due `within` from now or from the end of step `after`; the last is the new.

        Raises NotFound for an unknown `after`, and Invalid for a target beyond `LONGEST_TARGET`.
        """
        if within is not None and within > LONGEST_TARGET:
            text = f"A step is due within {LONGEST_TARGET.days} days; what takes longer is a project of its own."
            raise Invalid(text, instead="sop add CODE WHAT TO DO within=2h")
        before = self.step(after) if after else None
        clock = None
        if within is not None:
            waits = before is not None and before.open
            # Shown as every other target: so long after the declaration, or the report before there is one.
            base = ClockBase.STEP if waits else ClockBase.DECLARATION if declared_at else ClockBase.REPORT
            since = within if waits else now + within - (declared_at or self.started_at)
            clock = StepClock(base, since, after if waits else None)
        taken = {one.id for one in self.steps}
        id_ = next(name for number in range(1, len(taken) + 2) if (name := f"n{number}") not in taken)
        phase = before.definition.phase if before else (2 if declared_at else 0)
        element = before.definition.element if before else Element.CM
        step = Step(id_, phase, roles, element, marks, text, "", clock)
        new = StepRun(step, max((one.position for one in self.steps), default=-1) + 1)
        self.steps.append(new)
        if clock is None or clock.base is not ClockBase.STEP:
            new.begin(now, now + within if within is not None else None)
            return [Begun(new, Why.ADDED)]
        return []

    def tick(self, what: Tick, by: str, now: datetime) -> tuple[list[StepRun], list[Begun]]:
        """Tick what Muster saw happen; give the steps ticked, and what begins.

        One check-in is one: it ticks a repeating step only when no other step was still waiting for it. A step that
        asks for a decision waits for it, whatever went out.
        """
        waiting = [one for one in self._waiting_for(what) if not one.undecided]
        once = [one for one in waiting if not _repeats(one)]
        ticked = once or waiting
        return ticked, [new for one in ticked for new in self._finished(one, StepState.DONE, by, now, now, "")]

    def undecided(self, what: Tick) -> list[StepRun]:
        """List the steps of which this much has happened, and whose decision is not on record."""
        return [one for one in self._waiting_for(what) if one.undecided]

    def told_overdue(self, id_: str, occurrence: int, now: datetime) -> StepRun | None:
        """Note that the holders of an overdue step hear of it; None when there is nothing to tell (any more)."""
        found = [one for one in self.steps if (one.id, one.occurrence) == (id_, occurrence)]
        if not found or not found[0].overdue(now) or found[0].overdue_told_at is not None:
            return None
        found[0].overdue_told_at = now
        return found[0]

    def check_gates(self, step: StepRun) -> None:
        """Raise Conflict when a gate before the step is not passed, naming it and what to type."""
        shut = self.shut(step)
        if shut:
            gate = shut[0]
            text = f"{step.id} waits for the gate {gate.id}, which is {gate.state}: {gate.definition.text}"
            again = f"sop reopen CODE {gate.id} reason=..."
            raise Conflict(text, instead=f"sop done CODE {gate.id} WHAT WAS DONE" if gate.open else again)

    def figures(self, now: datetime) -> Figures:
        """Count the mandatory steps, each round of a repeating one for itself (KPI B12)."""
        counted = [one for one in self.steps if one.definition.mandatory]
        done = [one for one in counted if one.state is StepState.DONE]
        states = [one.state for one in counted]
        late = sum(one.late for one in done)
        return Figures(
            mandatory=len(counted),
            done=len(done),
            on_time=sum(one.due_at is not None for one in done) - late,
            late=late,
            skipped=states.count(StepState.SKIPPED),
            not_applicable=states.count(StepState.NOT_APPLICABLE),
            open=states.count(StepState.OPEN),
            overdue=sum(one.overdue(now) for one in counted),
        )

    def _waiting_for(self, what: Tick) -> list[StepRun]:
        return [
            one
            for one in self.latest()
            if one.definition.ticks is what and one.open and not self.shut(one) and not _waits_for_step(one)
        ]

    def _finished(
        self, step: StepRun, state: StepState, by: str, at: datetime, now: datetime, reason: str
    ) -> list[Begun]:
        waited = {one.id for one in self.latest() if self.shut(one)}
        step.finish(state, by, at, reason)
        again = self._next_round(step, now) if state is not StepState.NOT_APPLICABLE else []
        freed = [one for one in self.latest() if one.id in waited and one.open and not self.shut(one)]
        started = list(self._clocks_of_steps(step, at, now))
        seen = {new.step.id for new in started}
        passed = [Begun(one, Why.GATE) for one in freed if _theirs(one) and one.id not in seen]
        return [*again, *started, *passed]

    def _next_round(self, step: StepRun, now: datetime) -> list[Begun]:
        every = step.definition.clock.every if step.definition.clock else None
        if every is None or step.finished_at is None:
            return []
        # "So long after it was done or fell due": done late, it keeps its rhythm; what nobody did is left out.
        since = min(step.finished_at, step.due_at or step.finished_at)
        missed = max(0, (now - since) // every)
        new = replace(
            step, occurrence=step.occurrence + 1 + missed, state=StepState.OPEN, overdue_told_at=None,
            finished_at=None, finished_by=None, reason="", records=[],
        )  # fmt: skip
        new.begin(now, since + every * (missed + 1))
        self.steps.insert(self.steps.index(step) + 1, new)
        return [Begun(new, Why.ROUND)]

    def _clocks_of_steps(self, ended: StepRun, at: datetime, now: datetime) -> Iterable[Begun]:
        """Start the clocks that waited for a step, as soon as no gate is before them."""
        for one in self.latest():
            clock = one.definition.clock
            if not clock or clock.base is not ClockBase.STEP or clock.after is None:
                continue
            if one.started_at is None and one.open and self._ever_ended(clock.after) and not self.shut(one):
                one.begin(now, at + clock.within)
                yield Begun(one, Why.CLOCK if clock.after == ended.id else Why.GATE)

    def _ever_ended(self, id_: str) -> bool:
        return any(not one.open for one in self.steps if one.id == id_)


def _repeats(step: StepRun) -> bool:
    return step.definition.clock is not None and step.definition.clock.every is not None


def _theirs(step: StepRun) -> bool:
    return step.started_at is not None or step.definition.clock is None


def _waits_for_step(step: StepRun) -> bool:
    clock = step.definition.clock
    return clock is not None and clock.base is ClockBase.STEP and step.started_at is None
