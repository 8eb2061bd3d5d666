"""What Muster tells itself about an incident: its rooms, pages, clocks and steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.system.base import System
from playbooks.rules.paging import Answer
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import IncidentId, Level, PageId, PersonId, RoomId


@dataclass(frozen=True)
class OpenRooms(System):
    """Open the incident's rooms and let the first people in."""

    incident: IncidentId


@dataclass(frozen=True)
class StartPages(System):
    """Page every seat of the level that was not told yet; `again` also those that were stopped."""

    incident: IncidentId
    again: bool = False


@dataclass(frozen=True)
class PageDutyOfficer(System):
    """Page the SSD duty officer for a report."""

    incident: IncidentId


@dataclass(frozen=True)
class StopPages(System):
    """Ring nobody any more, and text `notice` to everybody who was texted."""

    incident: IncidentId
    #: Key of the SMS template.
    notice: str
    #: For the merge notice: the other incident's code.
    other: str = ""


@dataclass(frozen=True)
class LetIn(System):
    """Let people into the incident's rooms, each with the role that brings them."""

    incident: IncidentId
    people: tuple[tuple[PersonId, str], ...]


@dataclass(frozen=True)
class Admit(System):
    """Let an added person into the main room, until a time (R51)."""

    incident: IncidentId
    person: PersonId
    role: str
    until: datetime | None


@dataclass(frozen=True)
class TakeAnswer(System):
    """A person answered the page of an incident, by whatever way."""

    incident: IncidentId
    person: PersonId
    answer: Answer
    late_by: timedelta | None
    #: ``sms``, ``chat`` or ``join``.
    via: str


@dataclass(frozen=True)
class Escalate(System):
    """The answering time of calls that were made together is over (timer)."""

    incident: IncidentId
    #: (page, round, rung) of each call.
    calls: tuple[tuple[PageId, int, int], ...]


@dataclass(frozen=True)
class RestartLadders(System):
    """Ladders that were exhausted together start again (timer)."""

    incident: IncidentId
    #: (page, exhausted round).
    pages: tuple[tuple[PageId, int], ...]


@dataclass(frozen=True)
class CheckQuorum(System):
    """Quorum should have been reached by now (timer); means nothing any more at another level."""

    incident: IncidentId
    level: Level


@dataclass(frozen=True)
class PublishHead(System):
    """Post the log's head in the room; `repeat` hourly while the incident runs (timer)."""

    incident: IncidentId
    repeat: bool = False


@dataclass(frozen=True)
class ReviewWatch(System):
    """An L0 watch is due for review (timer, domain 2.2)."""

    incident: IncidentId


@dataclass(frozen=True)
class ExpireMember(System):
    """An added member's time is over (timer, R51)."""

    room: RoomId
    person: PersonId


@dataclass(frozen=True)
class RoomOpened(System):
    """The platform opened the room."""

    room: RoomId
    ref: str


@dataclass(frozen=True)
class RoomFailed(System):
    """The platform would not open the room."""

    room: RoomId
    note: str


@dataclass(frozen=True)
class NotLetIn(System):
    """The platform would not let these people in."""

    room: RoomId
    #: (person, why).
    people: tuple[tuple[PersonId, str], ...]


@dataclass(frozen=True)
class CloseRooms(System):
    """Make the incident's rooms read-only."""

    incident: IncidentId


@dataclass(frozen=True)
class StartRun(System):
    """Begin the playbook's run, or start the clocks of a declaration in one that began with the report."""

    incident: IncidentId


@dataclass(frozen=True)
class ChangeRun(System):
    """A report turned out to be of another kind: its playbook takes the place of the one that began."""

    incident: IncidentId


@dataclass(frozen=True)
class StepDue(System):
    """A step's target time has come (timer); means nothing when it is finished or another occurrence runs."""

    incident: IncidentId
    step: str
    occurrence: int


@dataclass(frozen=True)
class TickStep(System):
    """Muster saw something happen that ticks a step by itself."""

    incident: IncidentId
    what: Tick


@dataclass(frozen=True)
class TellSteps(System):
    """A person holds steps that somebody else was told of: an alternate who came, a chair by succession."""

    incident: IncidentId
    person: PersonId
