"""What Muster tells itself: follow-ups in the same transaction, timers, receipts, inbound texts.

These need no authority: whatever caused them had it. Timers and raw inbound events are stored as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from playbooks.rules.checkin import Source, Stage, Status
from playbooks.rules.paging import Answer
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, Level, PageId, PersonId, RoomId

#: How often the log's head is posted while an incident runs.
HEAD_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class System:
    """A command that Muster gives itself: a follow-up, a timer, a receipt, an inbound text."""


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
class SmsSent(System):
    """The page's text left for this person."""

    incident: IncidentId
    person: PersonId


@dataclass(frozen=True)
class SmsFailed(System):
    """The page's text could not be sent to this person."""

    incident: IncidentId
    person: PersonId
    note: str
    #: When it was queued, which names the call.
    told_at: datetime


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
class CallForHelp(System):
    """A text that may be a call for help: the duty officer is paged (lessons 15)."""

    #: None when the number is nobody's on the list.
    person: PersonId | None
    text: str
    number: str = ""


@dataclass(frozen=True)
class StartRun(System):
    """Begin the playbook's run, or start the clocks of a declaration in one that began with the report."""

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


@dataclass(frozen=True)
class StartCheckin(System):
    """Ask these people (in the order of sending) whether they are safe."""

    incident: IncidentId
    people: tuple[PersonId, ...]
    audience: str
    basis: str
    silent: bool
    started_by: PersonId
    again: bool = False  #: Another round, though one is open.
    kept_from: CampaignId | None = None  #: The check-in of an incident that was merged into this one.


@dataclass(frozen=True)
class ExpandCheckin(System):
    """Text the next piece of a check-in (timer that is due at once)."""

    incident: IncidentId
    campaign: CampaignId


@dataclass(frozen=True)
class CheckinStage(System):
    """A moment of the check-in's cadence has come (timer)."""

    incident: IncidentId
    campaign: CampaignId
    stage: Stage


@dataclass(frozen=True)
class CheckinAnswer(System):
    """A person answered a check-in by SMS or in chat."""

    incident: IncidentId
    campaign: CampaignId
    person: PersonId
    #: SAFE, SAFE_ELSEWHERE, NEED_HELP or UNCLEAR.
    status: Status
    words: str
    via: Source
    #: May have been meant for a page that the person has open too.
    in_doubt: bool = False
    #: A human must look at once: a negated danger word, for instance.
    urgent: bool = False
    #: One of several who have this telephone, nobody knows which; the request for help is asked for all of them.
    shared: bool = False


@dataclass(frozen=True)
class CheckinSent(System):
    """The provider took the check-in's texts to these people."""

    incident: IncidentId
    campaign: CampaignId
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class CheckinNotSent(System):
    """The check-in's text could not be sent to this person."""

    incident: IncidentId
    campaign: CampaignId
    person: PersonId
    note: str


@dataclass(frozen=True)
class NumbersChanged(System):
    """An import gave these people other mobile numbers, or none (timer)."""

    incident: IncidentId
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class EndCheckins(System):
    """The incident is over: remind nobody any more; requests for help stay open until a human ends them."""

    incident: IncidentId


@dataclass(frozen=True)
class AskHelp(System):
    """Somebody asks for help: alert Security until a human takes it."""

    incident: IncidentId
    person: PersonId | None
    words: str
    campaign: CampaignId | None = None
    phone: str | None = None
    in_doubt: bool = False


@dataclass(frozen=True)
class EscalateHelp(System):
    """Nobody has taken the request in time (timer); `told` names how many had been told."""

    incident: IncidentId
    request: HelpId
    told: int


@dataclass(frozen=True)
class HelpNotSent(System):
    """A text about a request for help was not delivered, to an officer or to whoever asked."""

    incident: IncidentId
    person: PersonId
    note: str


@dataclass(frozen=True)
class TakeHelp(System):
    """A person takes a request by SMS or chat."""

    incident: IncidentId
    request: HelpId
    person: PersonId


@dataclass(frozen=True)
class InboundSms(System):
    """A text message arrived."""

    number: str
    text: str


@dataclass(frozen=True)
class Delivered(System):
    """An effect was performed; taken many at once, by `Engine.receive`; alone (timer) when what follows had failed."""

    effect: int
    ref: str
    #: (person, why) of those whom the platform would not let in.
    not_invited: tuple[tuple[PersonId, str], ...] = ()


@dataclass(frozen=True)
class NotDelivered(System):
    """An effect was refused or given up; `reported`: the provider took it, and says since that it did not arrive."""

    effect: int
    note: str
    reported: bool = False


_SYSTEM: dict[str, type[System]] = {kind.__name__: kind for kind in System.__subclasses__()}


@cache
def _adapter(name: str) -> TypeAdapter[System]:
    return TypeAdapter(_SYSTEM[name])


def to_json(command: System) -> dict[str, Any]:
    """Give a system command as JSON data, for the timers and the inbox."""
    name = type(command).__name__
    return {"command": name, "with": _adapter(name).dump_python(command, mode="json")}


def from_json(data: dict[str, Any]) -> System:
    """Read what `to_json` gave."""
    return _adapter(data["command"]).validate_python(data["with"])
