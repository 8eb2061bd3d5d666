"""Everything Muster may do outside, as data. A handler queues effects; the dispatcher performs them after the commit.

Rooms are named by our own id: the platform, its reference and the live card are looked up when the effect is sent,
so that it always shows the latest true state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from handlers.cards import Card
from playbooks.rules.vocabulary import CampaignId, IncidentId, Language, PersonId, RoomId, Sensitivity


class Priority(IntEnum):
    """Which traffic goes first (design, point 8); a lower lane never holds up a higher one."""

    DISTRESS = 0
    PAGE = 1
    CHECK_IN = 2
    ACT = 3  #: Something a person must do.
    REPLY = 4  #: Answers to people, and the same card to many: thousands may wait.
    CARD = 5
    DIGEST = 6


class Purpose(StrEnum):
    """What an SMS is for; it decides the priority and whether silence matters."""

    REPORT = "report"  #: Page of the SSD duty officer.
    PAGE = "page"
    ALERT = "alert"  #: A request for help, or words that may mean danger, to those who must act on it.
    HELP = "help"  #: Answers about a request for help: to who asked, and to who texted that they take it.
    CHECK_IN = "check-in"  #: The question, its reminders, and the follow-up.
    ALARM = "alarm"  #: To those in charge: the team is not complete.
    OVER = "over"  #: Stand-down, false alarm, merge.
    NOTICE = "notice"  #: "You were added".
    REPLY = "reply"


PRIORITY_OF = {
    Purpose.REPORT: Priority.DISTRESS,
    Purpose.PAGE: Priority.PAGE,
    Purpose.ALERT: Priority.DISTRESS,
    Purpose.HELP: Priority.DISTRESS,
    Purpose.CHECK_IN: Priority.CHECK_IN,
    # One lane, so that an alarm never comes after the news that it is over.
    Purpose.ALARM: Priority.CHECK_IN,
    Purpose.OVER: Priority.CHECK_IN,
    Purpose.NOTICE: Priority.CHECK_IN,
    Purpose.REPLY: Priority.REPLY,
}

#: How long a text is worth sending. Until then it is tried again; after it, it is recorded as expired and not sent.
USEFUL_FOR: Mapping[Purpose, timedelta] = {
    # The ladder has long gone on (our choice); a page of a later round takes its place before (`handlers.delivery`).
    Purpose.REPORT: timedelta(hours=1),
    Purpose.PAGE: timedelta(hours=1),
    # Whoever must take a request is told again every five minutes (domain 3.11).
    Purpose.ALERT: timedelta(hours=1),
    Purpose.HELP: timedelta(hours=1),
    # The last stage: by then somebody looks for the person (domain 3.4).
    Purpose.CHECK_IN: timedelta(hours=4),
    Purpose.ALARM: timedelta(hours=1),
    # Whoever was texted must hear that it is over, however late (domain 3.9).
    Purpose.OVER: timedelta(hours=24),
    Purpose.NOTICE: timedelta(hours=24),
    # Says what holds at a moment that it names (domain 3.10).
    Purpose.REPLY: timedelta(hours=1),
}
#: A call is worth making: then the ladder has gone on, or supervisors call their people (domain 3.4).
USEFUL_TO_CALL: Mapping[Purpose, timedelta] = {
    Purpose.REPORT: timedelta(minutes=10),
    Purpose.PAGE: timedelta(minutes=10),
    Purpose.CHECK_IN: timedelta(minutes=30),
}
#: No call rings for longer, or is talked into (our choice).
RINGS = timedelta(minutes=2)
#: A room or a card is of use when the platform is back (our choice).
USEFUL_IN_CHAT = timedelta(hours=24)


@dataclass(frozen=True)
class OpenRoom:
    """Open the private room."""

    room: RoomId


@dataclass(frozen=True)
class Invite:
    """Let people into the room."""

    room: RoomId
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class Remove:
    """Take a person out of the room."""

    room: RoomId
    person: PersonId


@dataclass(frozen=True)
class PinLive:
    """Post the incident's situation card and pin it."""

    room: RoomId


@dataclass(frozen=True)
class EditLive:
    """Bring the pinned situation card and the topic up to date."""

    room: RoomId


@dataclass(frozen=True)
class PostCard:
    """Post a card in the room."""

    room: RoomId
    card: Card
    sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL


@dataclass(frozen=True)
class Withdraw:
    """Put a word that it was removed in the place of a card that was posted."""

    room: RoomId
    #: The platform's reference of the card.
    message: str


@dataclass(frozen=True)
class CloseRoom:
    """Make the room read-only."""

    room: RoomId


@dataclass(frozen=True)
class Tell:
    """Show a card to one person alone."""

    person: PersonId
    card: Card
    incident: IncidentId | None = None
    #: One of many alike; nobody's request for help waits behind them.
    mass: bool = False


@dataclass(frozen=True)
class SendSms:
    """Send a text message."""

    #: E.164.
    number: str
    text: str
    purpose: Purpose
    #: None for a number that belongs to nobody we know.
    person: PersonId | None = None
    incident: IncidentId | None = None
    campaign: CampaignId | None = None


@dataclass(frozen=True)
class Call:
    """Call somebody, say something, and wait for a key (`playbooks.rules.calls`)."""

    #: E.164.
    number: str
    language: Language
    #: Said until a key is pressed.
    text: str
    #: Said when none was.
    nothing: str
    #: PAGE, REPORT or CHECK_IN.
    purpose: Purpose
    person: PersonId
    incident: IncidentId
    campaign: CampaignId | None = None


@dataclass(frozen=True)
class HangUp:
    """End a call that rings, or is about to: whoever is called may hide now."""

    #: Number of the call's effect.
    call: int
    person: PersonId
    incident: IncidentId


Effect = (
    OpenRoom | Invite | Remove | PinLive | EditLive | PostCard | Withdraw | CloseRoom | Tell | SendSms | Call | HangUp
)
RoomEffect = OpenRoom | Invite | Remove | PinLive | EditLive | PostCard | Withdraw | CloseRoom

#: Kinds whose history is kept.
TO_TELEPHONES = frozenset({SendSms.__name__, Call.__name__})
_KINDS: dict[str, type[Effect]] = {
    kind.__name__: kind
    for kind in (
        OpenRoom,
        Invite,
        Remove,
        PinLive,
        EditLive,
        PostCard,
        Withdraw,
        CloseRoom,
        Tell,
        SendSms,
        Call,
        HangUp,
    )
}


@cache
def _adapter(kind: str) -> TypeAdapter[Effect]:
    return TypeAdapter(_KINDS[kind])


def kind_of(effect: Effect) -> str:
    """Name the effect's kind as the outbox stores it."""
    return type(effect).__name__


def to_json(effect: Effect) -> dict[str, Any]:
    """Give the effect as JSON data."""
    data: dict[str, Any] = _adapter(kind_of(effect)).dump_python(effect, mode="json")
    return data


def from_json(kind: str, data: Any) -> Effect:
    """Read what `to_json` gave."""
    return _adapter(kind).validate_python(data)


def lane_of(effect: Effect) -> str:
    """Name the queue in which order is kept: a room's effects, a person's cards or a phone's texts of one urgency.

    A page to a phone never waits for an earlier answer to the same phone that is being tried again.
    """
    match effect:
        case Tell():
            return f"person:{effect.person}:{priority_of(effect).value}"
        case SendSms():
            return f"phone:{effect.number}:{PRIORITY_OF[effect.purpose].value}"
        case Call():
            # The second way must not wait for the first, which may be in trouble.
            return f"call:{effect.number}"
        case HangUp():
            return f"hang up:{effect.call}"
        case _:
            return f"room:{effect.room}"


def useful_for(effect: Effect) -> timedelta:
    """Say how long the effect is worth performing."""
    match effect:
        case SendSms():
            return USEFUL_FOR[effect.purpose]
        case Call():
            return USEFUL_TO_CALL[effect.purpose]
        case HangUp():
            return RINGS
        case _:
            return USEFUL_IN_CHAT


def priority_of(effect: Effect) -> Priority:
    """Give the effect's priority."""
    match effect:
        case SendSms() | Call():
            return PRIORITY_OF[effect.purpose]
        case Tell():
            return Priority.REPLY if effect.mass else Priority.ACT
        case HangUp():
            return Priority.DISTRESS
        case _:
            return Priority.CARD
