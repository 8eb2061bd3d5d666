"""What Muster tells itself about check-ins and requests for help."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.system.base import System
from playbooks.rules.checkin import Source, Stage, Status
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, PersonId


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
    """A moment of the cadence has come for those who were asked together: `first` to `last` in the order (timer)."""

    incident: IncidentId
    campaign: CampaignId
    stage: Stage
    first: int = 1
    last: int | None = None  #: None: to the end.


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
class FoundSafe(System):
    """People of a silent check-in are known to be out of danger: what was kept from their telephones goes out."""

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
class HelpOfReport(System):
    """A report that texts opened becomes an incident, or part of one: whoever called goes along, asking for help."""

    incident: IncidentId


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
