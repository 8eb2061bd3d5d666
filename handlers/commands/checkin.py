"""Accounting for people, as typed (R52, domain 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.commands.base import OnIncident
from playbooks.rules.authority import Power


@dataclass(frozen=True, kw_only=True)
class CheckinStart(OnIncident):
    """checkin start [CODE] [WHO ...] [--silent] [--again]

    Ask people by SMS whether they are safe. WHO: sites, zones, lists, people, or everyone; nothing = all concerned.
    Without an incident: checkin start TYPE SITE. --silent for hiding people; --again for another round.
    """

    word = "checkin start"
    power = Power.CHECK_IN
    scope = "one or new"
    #: Sites, zones, lists, ids, ``everyone``; a type first where no incident is meant. Empty: all concerned.
    who: tuple[str, ...] = ()
    silent: bool = False
    again: bool = False
    #: The press that lets it go beyond the incident's sites.
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckinPreview(OnIncident):
    """checkin preview [CODE] [WHO ...] [--silent]

    Show whom a check-in would ask, with which words, and how many SMS parts each language takes. Sends nothing.
    """

    word = "checkin preview"
    power = Power.CHECK_IN
    scope = "one or new"
    who: tuple[str, ...] = ()
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckinStatus(OnIncident):
    """checkin status [CODE]

    Show the headcount; who may see names sees who needs help and who is unaccounted, a warden those of the zone.
    """

    word = "checkin status"
    power = Power.HEADCOUNT


@dataclass(frozen=True, kw_only=True)
class CheckinUnaccounted(OnIncident):
    """checkin unaccounted [CODE]

    Make the printable list of unaccounted people by warden.
    """

    word = "checkin unaccounted"
    power = Power.NAMES


@dataclass(frozen=True, kw_only=True)
class CheckinRemind(OnIncident):
    """checkin remind [CODE]

    Remind everybody who has not answered, now.
    """

    word = "checkin remind"
    power = Power.CHECK_IN


@dataclass(frozen=True, kw_only=True)
class CheckinSay(OnIncident):
    """checkin iam safe|help|elsewhere [CODE]

    Answer a check-in for yourself, in chat.
    """

    word = "checkin iam"
    power = Power.REPORT
    scope = "if named"
    answer: Literal["safe", "help", "elsewhere"]


@dataclass(frozen=True, kw_only=True)
class CheckinProxy(OnIncident):
    """checkin proxy [CODE] PERSON[,PERSON] STATUS source=HOW YOU KNOW [at=HH:MM]

    Record what you know of somebody else: safe, elsewhere, help, injured or assist.
    """

    word = "checkin proxy"
    power = Power.PROXY
    people: tuple[str, ...]
    status: str
    source: str = ""
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class CheckinTake(OnIncident):
    """checkin take [CODE] REQUEST

    Take a help request: you are calling this person. Its number (H3), or the person's name.
    """

    word = "checkin take"
    power = Power.HELP
    request: str


@dataclass(frozen=True, kw_only=True)
class CheckinResolve(OnIncident):
    """checkin resolve [CODE] REQUEST STATUS note=WHAT WAS DONE

    End a help request; only a human does. STATUS: safe, elsewhere, injured, assist, hospitalised.
    """

    word = "checkin resolve"
    power = Power.HELP
    request: str
    status: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckinCorrect(OnIncident):
    """checkin correct [CODE] PERSON STATUS reason=WHY

    Put a person's status right by hand; also missing, hospitalised, deceased (restricted room) and excluded.
    """

    word = "checkin correct"
    power = Power.NAMES
    who: str
    status: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckinAssign(OnIncident):
    """checkin assign [CODE] PERSON OWNER

    Name who goes on looking for an unaccounted person.
    """

    word = "checkin assign"
    power = Power.NAMES
    who: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class CheckinClose(OnIncident):
    """checkin close [CODE] [reason=WHY]

    End the check-in; with people unaccounted it asks for the reason, and each keeps a named owner.
    """

    word = "checkin close"
    power = Power.CHECK_IN
    reason: str = ""
