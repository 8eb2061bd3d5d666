"""What Muster tells itself about what arrived and what left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.system.base import System
from playbooks.rules.delivery import DeliveryState
from playbooks.rules.vocabulary import IncidentId, PageId, PersonId


@dataclass(frozen=True)
class SmsSent(System):
    """The page's text left for this person; `came`: the network says that it is on the telephone."""

    incident: IncidentId
    person: PersonId
    came: bool = False


@dataclass(frozen=True)
class SmsFailed(System):
    """The page's text could not be sent to this person."""

    incident: IncidentId
    person: PersonId
    note: str
    #: When it was queued, which names the call.
    told_at: datetime


@dataclass(frozen=True)
class InboundSms(System):
    """A text message arrived."""

    number: str
    text: str


@dataclass(frozen=True)
class CallPaged(System):
    """Call those who have not answered the texts of these calls of a page (timer)."""

    incident: IncidentId
    #: (page, round, rung) of each.
    calls: tuple[tuple[PageId, int, int], ...]


@dataclass(frozen=True)
class CallAnswered(System):
    """A key was pressed in a call of ours."""

    effect: int
    key: str


@dataclass(frozen=True)
class CallCame(System):
    """Somebody calls us; `key` is empty until one is pressed."""

    number: str
    key: str = ""


@dataclass(frozen=True)
class ProviderChanged(System):
    """A way to send texts has failed, or works again."""

    provider: str
    works: bool
    why: str
    #: The way that is used meanwhile; empty without one.
    instead: str = ""


@dataclass(frozen=True)
class Preflight(System):
    """Look who of the teams could not be reached (once a day)."""


@dataclass(frozen=True)
class Reported(System):
    """A provider reports what became of a text or a call that it took."""

    effect: int
    provider: str
    #: The provider's own id.
    ref: str
    state: DeliveryState
    #: When it was so, as the provider says; None when it does not.
    at: datetime | None = None
    #: The provider's code of a failure.
    code: str = ""
    #: The reason in words.
    note: str = ""


@dataclass(frozen=True)
class Delivered(System):
    """An effect was performed; taken many at once, by `Engine.receive`; alone (timer) when what follows had failed."""

    effect: int
    ref: str
    #: (person, why) of those whom the platform would not let in.
    not_invited: tuple[tuple[PersonId, str], ...] = ()
    #: Name of the port that took a text or a call.
    provider: str = ""


@dataclass(frozen=True)
class NotDelivered(System):
    """An effect was refused or given up; `reported`: the provider took it, and says since that it did not arrive."""

    effect: int
    note: str
    reported: bool = False


@dataclass(frozen=True)
class CallForHelp(System):
    """A text that may be a call for help: the duty officer is paged (lessons 15)."""

    #: None when the number is nobody's on the list.
    person: PersonId | None
    text: str
    #: Empty for the person's own.
    number: str = ""
    #: One of several who have this telephone, nobody knows which.
    shared: bool = False
