"""What Muster tells itself: follow-ups in the same transaction, timers, receipts, inbound texts.

These need no authority: whatever caused them had it. Timers and raw inbound events are stored as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from playbooks.rules.paging import Answer
from playbooks.rules.vocabulary import IncidentId, Level, PageId, PersonId, RoomId

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
class InboundSms(System):
    """A text message arrived."""

    number: str
    text: str


@dataclass(frozen=True)
class Delivered(System):
    """An effect was performed."""

    effect: int
    ref: str
    #: (person, why) of those whom the platform would not let in.
    not_invited: tuple[tuple[PersonId, str], ...] = ()


@dataclass(frozen=True)
class NotDelivered(System):
    """An effect was refused, or given up."""

    effect: int
    note: str


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
