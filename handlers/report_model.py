"""What a report says, as plain data: the after-action report, and the list of unaccounted people.

Nothing here knows how it is shown. The models are stored as JSON and rendered when somebody opens them, so that what
is read years later is what was known when the document was made. Times are aware, UTC. The after-action report names
the people of the team with their roles, and nobody who was asked in a check-in or asked for help (domain 3.9, 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from playbooks.rules.vocabulary import PersonId

#: Kinds of documents.
REPORT, UNACCOUNTED = "report", "unaccounted"


@dataclass(frozen=True)
class Place:
    """A site, and its clock."""

    code: str
    name: str
    #: IANA name.
    time_zone: str


@dataclass(frozen=True)
class LevelChange:
    """The level that the incident had from a moment on."""

    at: datetime
    level: str
    why: str


@dataclass(frozen=True)
class Title:
    """What stands on the first page."""

    organisation: str
    code: str
    #: In words: "Earthquake".
    type: str
    what: str
    #: The first one gives the site time.
    sites: tuple[Place, ...]
    #: "DEMONSTRATION: invented people"; empty for what was real.
    marking: str
    classification: str
    #: "Draft" until somebody has cleared it.
    version: str
    level: str
    phase: str
    levels: tuple[LevelChange, ...]
    reported_at: datetime
    #: None when it was never more than reported.
    declared_at: datetime | None
    made_at: datetime
    #: Name and role.
    made_by: str
    #: The end of the incident's log when this was made.
    head_count: int
    head_hash: str


@dataclass(frozen=True)
class Figure:
    """One indicator (domain 1.4, family B)."""

    #: ``B5``; empty for a plain figure.
    kpi: str
    name: str
    #: With its unit, "not reached" or "none".
    value: str
    target: str = ""
    #: None where there is no target, or nothing to hold against it.
    met: bool | None = None


@dataclass(frozen=True)
class Milestone:
    """A moment that a review asks for."""

    name: str
    #: None: not reached.
    at: datetime | None
    after_report: timedelta | None = None
    after_declaration: timedelta | None = None
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the incident's log."""

    number: int
    at: datetime
    recorded_at: datetime
    kind: str
    #: ORMS element code.
    element: str
    #: Name and role, or "Muster".
    by: str
    text: str
    #: (name, value): source, because, owner ...
    details: tuple[tuple[str, str], ...] = ()
    #: Written down more than a few minutes after it happened.
    late: bool = False
    #: Number of the entry that corrects this one.
    struck_by: int | None = None
    #: Number of the entry that this one corrects.
    corrects: int | None = None


@dataclass(frozen=True)
class CallLine:
    """One person told once for a seat."""

    person: str
    #: "holder", "alternate 1", "came unasked".
    place: str
    round: int
    told_at: datetime
    #: How far the text came, in words.
    delivery: str
    #: ``joining``, ``late``, ``cannot``, ``left``; empty for silence.
    answer: str
    answered_at: datetime | None
    late_by: timedelta | None
    #: The text could not be sent.
    failed: bool = False
    #: How often the same person was called again for the seat, as much in vain, and when for the last time.
    again: int = 0
    last_told_at: datetime | None = None
    #: When the next was called for the seat, or somebody came.
    next_at: datetime | None = None
    #: What they said in place of it later: "left at 11:20 UTC".
    later: str = ""


@dataclass(frozen=True)
class SeatLine:
    """One seat that was called."""

    code: str
    title: str
    #: Somebody comes for it, at the end.
    covered: bool
    calls: tuple[CallLine, ...]


@dataclass(frozen=True)
class QuorumChange:
    """The team could act from here on, or could not any more."""

    at: datetime
    met: bool
    text: str


class Outcome(StrEnum):
    """How a step came out against its target (domain 11.0)."""

    ON_TIME = "on time"
    DONE = "done"  #: It had no target.
    LATE = "late"
    OVERDUE = "overdue"
    OPEN = "open"
    NOT_STARTED = "not started"  #: What its clock waits for has not happened.
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class StepLine:
    """One step of the playbook: what was planned, what happened."""

    id: str
    #: 1, and one more each time a repeating step came round.
    occurrence: int
    phase: int
    element: str
    roles: tuple[str, ...]
    mandatory: bool
    text: str
    target: datetime | None
    finished_at: datetime | None
    outcome: Outcome
    #: Name and role of who finished it.
    by: str
    #: Why it was skipped or does not apply.
    reason: str
    #: What was recorded; "recorded, restricted" and no word of it for a restricted step.
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class PlaybookLine:
    """The playbook that was walked, and its steps in order."""

    title: str
    version: str
    approved: str
    started_at: datetime
    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class SiteCount:
    """The headcount of one site."""

    site: str
    everybody: int
    accounted: int
    #: Needs help or injured, when this was made.
    need_help: int


@dataclass(frozen=True)
class Stop:
    """A moment of a check-in: a reminder, the wardens' lists."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Reached:
    """When so many of everybody were accounted for."""

    percent: int
    at: datetime | None


@dataclass(frozen=True)
class Round:
    """One check-in of the incident."""

    number: int
    started_at: datetime
    #: None when no text left.
    first_sent_at: datetime | None
    closed_at: datetime | None
    silent: bool
    audience: str
    #: Where the list of people comes from, and of when it is.
    basis: str
    #: The denominator: everybody who was ever listed.
    everybody: int
    accounted: int
    #: (status in words, counts as accounted, people), those with nobody left out; what is official, under "other".
    counts: tuple[tuple[str, bool, int], ...]
    #: (minutes since the start, accounted then), only where it changes; begins at 0.
    curve: tuple[tuple[int, int], ...]
    #: What was done about those who did not answer.
    stops: tuple[Stop, ...]
    reached: tuple[Reached, ...]
    by_site: tuple[SiteCount, ...]


@dataclass(frozen=True)
class HelpLine:
    """One request for help, without who asked and what they said."""

    name: str
    opened_at: datetime
    taken_at: datetime | None
    #: Role of who took it.
    taken_by: str
    ended_at: datetime | None
    #: In one or two words: "safe", "injured"; empty while open.
    outcome: str
    #: How often somebody was alerted to it.
    alerts: int = 1


@dataclass(frozen=True)
class Failure:
    """A message that did not arrive."""

    at: datetime
    text: str
    #: How often more, and when for the last time.
    again: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class ElementLine:
    """One element of the UN ORMS, as the review goes through them."""

    code: str
    name: str
    #: Steps of this element by outcome, those with none left out.
    steps: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Participant:
    """Somebody of the team."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The after-action report of one incident, as of one moment."""

    title: Title
    #: Sentences made of the figures.
    summary: tuple[str, ...]
    figures: tuple[Figure, ...]
    milestones: tuple[Milestone, ...]
    timeline: tuple[Entry, ...]
    #: Entries that only the restricted log holds, and how many of them are single answers and requests for help.
    restricted: int
    restricted_answers: int
    seats: tuple[SeatLine, ...]
    quorum: tuple[QuorumChange, ...]
    #: None where no playbook was walked.
    playbook: PlaybookLine | None
    rounds: tuple[Round, ...]
    helps: tuple[HelpLine, ...]
    decisions: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    elements: tuple[ElementLine, ...]
    participants: tuple[Participant, ...]


@dataclass(frozen=True)
class UnaccountedPerson:
    """Somebody who is not accounted for."""

    name: str
    site: str
    zone: str
    #: What is known last, in words.
    status: str
    #: Who goes on looking for them.
    owner: str
    phone: str


@dataclass(frozen=True)
class WardenSheet:
    """The page of one zone's wardens."""

    site: str
    #: The zone's name; "No zone" for people whom no warden counts.
    zone: str
    assembly_point: str
    #: Names of the wardens, the first one first.
    wardens: tuple[str, ...]
    #: Whoever of these may not see all names opens this sheet alone.
    warden_ids: tuple[PersonId, ...]
    people: tuple[UnaccountedPerson, ...]


@dataclass(frozen=True)
class UnaccountedList:
    """Who is not accounted for, to be printed: one page a warden (domain 3.4)."""

    organisation: str
    code: str
    title: str
    #: "DEMONSTRATION: invented people"; empty for what is real.
    marking: str
    #: Its clock stands beside UTC.
    place: Place
    as_of: datetime
    #: Where the list of people comes from, and of when it is.
    basis: str
    #: The denominator.
    everybody: int
    accounted: int
    sheets: tuple[WardenSheet, ...]


_REPORT: TypeAdapter[Report] = TypeAdapter(Report)
_UNACCOUNTED: TypeAdapter[UnaccountedList] = TypeAdapter(UnaccountedList)


def to_json(model: Report | UnaccountedList) -> dict[str, Any]:
    """Give a model as JSON data."""
    adapter: TypeAdapter[Any] = _REPORT if isinstance(model, Report) else _UNACCOUNTED
    data: dict[str, Any] = adapter.dump_python(model, mode="json")
    return data


def from_json(kind: str, data: Any) -> Report | UnaccountedList:
    """Read what `to_json` gave, of a document of this kind."""
    return _REPORT.validate_python(data) if kind == REPORT else _UNACCOUNTED.validate_python(data)
