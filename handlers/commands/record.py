"""The incident log, as typed."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.commands.base import OnIncident
from playbooks.rules.authority import Power
from playbooks.rules.vocabulary import PersonId


@dataclass(frozen=True, kw_only=True)
class Log(OnIncident):
    """log [CODE] TEXT [at=HH:MM]

    Write a line in the incident log; with at= if it happened earlier.
    """

    word = "log"
    power = Power.LOG
    text: str
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fact(OnIncident):
    """fact [CODE] TEXT [source=WHO SAYS SO] [at=HH:MM]

    Record what is known, and who says so.
    """

    word = "fact"
    power = Power.FACT
    text: str
    source: str = ""
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Assume(OnIncident):
    """assume [CODE] TEXT [because=WHY] [at=HH:MM]

    Record what the team takes as true until it is known.
    """

    word = "assume"
    power = Power.ASSUME
    text: str
    because: str = ""
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decide(OnIncident):
    """decide [CODE] DECISION because=WHY [options=A; B; C] [owner=WHO] [by=WHEN] [at=HH:MM]

    Record a decision with the options considered and the rationale. Not to act is a decision too.
    """

    word = "decide"
    power = Power.DECIDE
    text: str
    because: str = ""
    options: str = ""
    owner: str = ""
    by: str = ""
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Correct(OnIncident):
    """correct [CODE] NUMBER TEXT

    Correct a log entry by a new one; the old one stays, marked as corrected.
    """

    word = "correct"
    power = Power.CORRECT
    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Undo(OnIncident):
    """undo [CODE]

    Take back your own last fact, assumption, decision, note or pin, as a correction; the old entry stays, struck out.
    """

    word = "undo"
    power = Power.CORRECT


@dataclass(frozen=True, kw_only=True)
class Purge(OnIncident):
    """purge [CODE] NUMBER reason=WHY

    Remove a log entry's text for good (personal data); its place and digest stay, and the chain still verifies.
    """

    word = "purge"
    power = Power.PURGE
    number: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Pin(OnIncident):
    """A chat message was marked by the pin: it becomes a log entry."""

    word = "pin"
    power = Power.PIN
    text: str
    said_by: PersonId
    #: RFC 3339, when it was said.
    said_at: str
