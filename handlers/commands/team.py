"""Paging and people, as typed."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.commands.base import OnIncident, Typed
from playbooks.rules.authority import Power
from playbooks.rules.paging import Answer


@dataclass(frozen=True, kw_only=True)
class PageSeat(OnIncident):
    """page [CODE] SEAT|all

    Page a seat again from its holder on, or every seat of the level that nobody covers.
    """

    word = "page"
    power = Power.PAGE
    seat: str


@dataclass(frozen=True, kw_only=True)
class AnswerPage(OnIncident):
    """answer joining|late [MINUTES]|cannot|leaving [CODE]

    Answer your page; the latest answer counts. By SMS: 7 joining, 8 late, 9 cannot.
    """

    word = "answer"
    power = Power.ANSWER
    answer: Answer
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class WhoIs(Typed):
    """whois SEAT|SITE|PERSON

    Show who holds a seat, with alternates and who is on duty; a site's team; or a person's seats.
    """

    word = "whois"
    power = Power.WHOIS
    what: str


@dataclass(frozen=True, kw_only=True)
class Away(Typed):
    """away [PERSON] [from YYYY-MM-DD] until YYYY-MM-DD

    Say that you are away up to and with that day, from today if not said otherwise; pages ring you last. The
    coordinator names somebody else.
    """

    word = "away"
    power = Power.ANSWER
    #: Empty for whoever types it.
    who: str = ""
    since: str = ""
    until: str


@dataclass(frozen=True, kw_only=True)
class Back(Typed):
    """back [PERSON]

    Say that you are there again, or do not go away; the coordinator names somebody else.
    """

    word = "back"
    power = Power.ANSWER
    #: Empty for whoever types it.
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Join(OnIncident):
    """join CODE

    Enter the incident's room, and count as joining for the seats you may cover.
    """

    word = "join"
    power = Power.JOIN


@dataclass(frozen=True, kw_only=True)
class Augment(OnIncident):
    """augment [CODE] PERSON role=WHAT [until=YYYY-MM-DD] [number=+41...]

    Add a person to the incident: one of the organisation, or an external with name and number, until a date.
    """

    word = "augment"
    power = Power.AUGMENT
    who: str
    role: str = ""
    until: str | None = None
    number: str | None = None
