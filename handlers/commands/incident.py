"""The life cycle of an incident, as typed."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.commands.base import OnIncident, Typed
from playbooks.rules.authority import Power


@dataclass(frozen=True, kw_only=True)
class Declare(Typed):
    """declare TYPE SITE[,SITE] [L0|L1|L2|L3] ONE LINE [reported=HH:MM]

    Declare an incident: opens its rooms, pages the team of that level, starts the log. Nothing is asked first.
    """

    word = "declare"
    power = Power.DECLARE
    type: str
    sites: tuple[str, ...]
    level: str | None
    title: str
    reported: str | None = None


@dataclass(frozen=True, kw_only=True)
class Report(OnIncident):
    """report [CODE] ONE LINE [type=TYPE] [site=SITE]

    Report something to the SSD duty officer, who is paged until somebody takes it. Anybody may.
    """

    word = "report"
    power = Power.REPORT
    scope = "if named"
    text: str
    type: str | None = None
    site: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verify(OnIncident):
    """verify [CODE] [L0|L1|L2|L3] [NOTE] [type=TYPE] [site=SITE[,SITE]]

    Record that a report is true; a report becomes an active incident, at its kind's usual level unless you say.
    Say with it what it turned out to be, and where; whoever called for help comes along.
    """

    word = "verify"
    power = Power.VERIFY
    level: str | None = None
    text: str = ""
    type: str | None = None
    site: str | None = None


@dataclass(frozen=True, kw_only=True)
class Status(OnIncident):
    """status [CODE]

    Show where the incident stands, or the list of open incidents you may see.
    """

    word = "status"
    power = Power.STATUS
    scope = "if named"


@dataclass(frozen=True, kw_only=True)
class Raise(OnIncident):
    """raise [CODE] L1|L2|L3 [reason=WHY]

    Raise the level at once; pages those not yet told.
    """

    word = "raise"
    power = Power.RAISE
    level: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Lower(OnIncident):
    """lower [CODE] L0|L1|L2 reason=WHY

    Lower the level; the chair does it, with a reason.
    """

    word = "lower"
    power = Power.LOWER
    level: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Merge(OnIncident):
    """merge CODE into CODE

    Two reports of one event: the first goes on under the second's code.
    """

    word = "merge"
    power = Power.MERGE
    into: str


@dataclass(frozen=True, kw_only=True)
class StandDown(OnIncident):
    """standdown [CODE] [reason=WHY]

    End the response and tell everybody who was texted. Whoever may not do it proposes it to the chair.
    """

    word = "standdown"
    power = Power.PROPOSE_STAND_DOWN
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class KeepGoing(OnIncident):
    """keepgoing [CODE] [reason=WHY]

    Turn a proposed stand-down away.
    """

    word = "keepgoing"
    power = Power.STAND_DOWN
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Close(OnIncident):
    """close [CODE] [reason=WHY]

    Close the file after the stand-down. An L2 or L3 without a review asks for the reason.
    """

    word = "close"
    power = Power.CLOSE
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reopen(OnIncident):
    """reopen CODE reason=WHY

    Take a finished incident up again; the team is paged anew.
    """

    word = "reopen"
    power = Power.REOPEN
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class FalseAlarm(OnIncident):
    """falsealarm [CODE] [reason=WHY]

    End it as a false alarm and tell everybody who was texted, by the same channel.
    """

    word = "falsealarm"
    power = Power.FALSE_ALARM
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportAlone(OnIncident):
    """``report`` typed alone: in an incident's room the report on it, elsewhere the form to the duty officer."""

    word = "report"
    power = Power.REPORT
    scope = "if named"


@dataclass(frozen=True, kw_only=True)
class AfterAction(OnIncident):
    """aar [CODE]

    Make the after-action report of the incident as it stands, and post it in the room. Also: report CODE.
    """

    word = "aar"
    power = Power.REVIEW
