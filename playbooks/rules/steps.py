"""The steps of playbooks: their clocks, gates and marks, and how each came out (R48, domain 11.0)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from playbooks.rules.errors import Conflict
from playbooks.rules.vocabulary import Element, IncidentType, PersonId

#: Nobody is told that a step is overdue in the first minutes after it became theirs (our choice).
GRACE = timedelta(minutes=5)


class Mark(StrEnum):
    """What a step asks for (domain 11.0)."""

    DECISION = "D"  #: A decision-log entry.
    EVIDENCE = "E"  #: A record to attach.
    CHECK_IN = "C"  #: Ticks itself when the check-in has gone out.
    PAGE = "P"  #: Ticks itself when the page has gone out.
    MESSAGE = "M"  #: The text that went out, and who cleared it.
    LIAISON = "L"  #: Who outside was contacted.
    GATE = "G"  #: What requires it is refused until it is done.
    RESTRICTED = "R"  #: Evidence only in the restricted room (Strictly Confidential).


class ClockBase(StrEnum):
    """What a step's target time counts from."""

    REPORT = "report"  #: The first report of the event (phase 0).
    DECLARATION = "declaration"
    STEP = "step"  #: The moment another step was finished.


class Tick(StrEnum):
    """What Muster itself observes, and ticks a step for."""

    ROOM = "room"  #: The incident's room is open.
    PAGE = "page"  #: The first page has gone out.
    CHECK_IN = "check-in"  #: The first text of a check-in has gone out.
    SILENT = "silent"  #: A silent check-in was started.
    QUORUM = "quorum"  #: Quorum is reached and somebody leads.


@dataclass(frozen=True)
class StepClock:
    """When a step should be done."""

    base: ClockBase
    #: After the base; may be negative for what is planned before an event (pandemic, conference).
    within: timedelta
    #: The step whose end starts this clock; only with `ClockBase.STEP`.
    after: str | None = None
    #: Again so long after each time it is done or falls due; None for once.
    every: timedelta | None = None


@dataclass(frozen=True)
class Step:
    """One line of a playbook."""

    #: ``c10``; ``x1`` ... for the core that every playbook has.
    id: str
    #: 0 alert and verify, 1 activate, 2 immediate response, 3 sustain, 4 recover, 5 stand down and learn.
    phase: int
    #: Role codes of `sop/roles.yaml`; none means the chair.
    roles: tuple[str, ...]
    element: Element
    marks: frozenset[Mark]
    #: What to do, one or two sentences.
    text: str
    #: What to write down when it is done; empty when nothing in particular.
    evidence: str
    #: None: no target time ("when it comes to that").
    clock: StepClock | None
    #: Ids of gate steps that must be done first.
    requires: tuple[str, ...] = ()
    #: Counts for the completion score (KPI B12).
    mandatory: bool = True
    #: Muster ticks it by itself.
    ticks: Tick | None = None


@dataclass(frozen=True)
class Playbook:
    """The SOP of one kind of incident, with the core steps in it."""

    type: IncidentType
    title: str
    #: Twelve hexadecimal digits of the digest of its files: an edited file is another version.
    version: str
    #: Who approved this text and when, for the reader; empty while it is a draft.
    approved: str
    #: In the order in which they are walked.
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class SopRole:
    """A role that playbooks name, and who holds it here."""

    code: str
    title: str
    #: Seats to look for, the first that the organisation has; ``@`` at the end means the seat of the incident's site.
    seats: tuple[str, ...]
    #: Whether the wardens of the incident's sites hold it.
    wardens: bool = False


class StepState(StrEnum):
    """Where a step of a run stands."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not applicable"


class RecordKind(StrEnum):
    """What was written down on a step."""

    EVIDENCE = "evidence"
    CONTACT = "contact"  #: With whom outside.
    DECISION = "decision"
    MESSAGE = "message"  #: What went out, and who cleared it.
    NOTE = "note"


@dataclass(frozen=True)
class StepRecord:
    """Where in the log the words stand: here are none, so that a purge and the restricted room keep all of them."""

    kind: RecordKind
    #: Number of the incident's log entry.
    entry: int
    by: str
    #: When it happened.
    at: datetime


class Why(StrEnum):
    """Why a step is somebody's now."""

    CLOCK = "its clock has started"
    GATE = "the gate before it is passed"
    ROUND = "it comes round again"
    ADDED = "it was added"


@dataclass(eq=False)
class StepRun:
    """One step of a run; a repeating one has one for each round."""

    definition: Step
    #: In the order in which the playbook is walked; the rounds of a step share it.
    position: int
    #: 1, and one more each time a repeating step comes round; rounds that nobody did are left out.
    occurrence: int = 1
    state: StepState = StepState.OPEN
    #: None while its clock has not started.
    started_at: datetime | None = None
    due_at: datetime | None = None
    #: When its holders were told that it is overdue.
    overdue_told_at: datetime | None = None
    #: When it happened, not when it was typed.
    finished_at: datetime | None = None
    #: A person's id, or ``muster``.
    finished_by: str | None = None
    assigned_to: PersonId | None = None
    #: Why it was skipped, does not apply, or was opened again.
    reason: str = ""
    records: list[StepRecord] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Give the step's name, ``c10``."""
        return self.definition.id

    @property
    def open(self) -> bool:
        """Not finished in any way."""
        return self.state is StepState.OPEN

    @property
    def gate(self) -> bool:
        """What requires it waits for it."""
        return Mark.GATE in self.definition.marks

    @property
    def restricted(self) -> bool:
        """Its words belong in the restricted room."""
        return Mark.RESTRICTED in self.definition.marks

    @property
    def passed(self) -> bool:
        """As a gate: done, or set aside by who may; a skipped gate stays shut."""
        return self.state in {StepState.DONE, StepState.NOT_APPLICABLE}

    @property
    def late(self) -> bool:
        """Done after its target (domain 11.0), by when it happened."""
        return self.state is StepState.DONE and None not in (self.due_at, self.finished_at) and self._behind()

    def overdue(self, now: datetime) -> bool:
        """Open when its target has come."""
        return self.open and self.due_at is not None and now >= self.due_at

    def alarm_at(self, now: datetime) -> datetime | None:
        """Tell when its holders hear that it is overdue, seen from `now`; None when they do not (any more)."""
        if not self.open or self.due_at is None or self.overdue_told_at is not None:
            return None
        return max(self.due_at, now + GRACE)

    def recorded(self) -> bool:
        """Tell whether something was recorded that counts as evidence."""
        return any(one.kind is not RecordKind.NOTE for one in self.records)

    @property
    def undecided(self) -> bool:
        """It asks for a decision, and none is on record: no machine ticks it."""
        decided = any(one.kind is RecordKind.DECISION for one in self.records)
        return Mark.DECISION in self.definition.marks and not decided

    def begin(self, at: datetime, due: datetime | None) -> None:
        """Start its clock."""
        self.started_at, self.due_at = at, due

    def finish(self, state: StepState, by: str, at: datetime, reason: str = "") -> None:
        """End it; what is ended stays so until it is opened again. Raises Conflict."""
        if not self.open:
            when = f" at {self.finished_at:%H:%M} UTC" if self.finished_at else ""
            text = f"{self.id} is {self.state} already{when}."
            raise Conflict(text, instead=f"sop reopen CODE {self.id} reason=...")
        self.state, self.finished_by, self.finished_at, self.reason = state, by, at, reason

    def _behind(self) -> bool:
        return self.finished_at > self.due_at  # type: ignore[operator]  # both are there


@dataclass(frozen=True)
class Begun:
    """A step that is its holders' from now on; they are told."""

    step: StepRun
    why: Why


@dataclass(frozen=True)
class Figures:
    """How far the mandatory steps of a run are (KPI B12): the parts add up to the whole."""

    mandatory: int
    #: Of these: on time, late, or without a target.
    done: int
    on_time: int
    late: int
    skipped: int
    not_applicable: int
    open: int
    #: Of the open ones.
    overdue: int
