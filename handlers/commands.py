"""Every intention of a person as a frozen dataclass (`handlers.system` has those of Muster itself).

A typed command's docstring is its help: the first line is the usage, the rest says what it does. `power` names what
the authority matrix must grant. `scope` says which incident it concerns: ``one`` (the code, else the room's, else
the only one open), ``if named`` (the code or the room's, else none), or ``none``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal

from playbooks.rules.authority import Power
from playbooks.rules.paging import Answer
from playbooks.rules.vocabulary import PersonId

Scope = Literal["one", "if named", "none"]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A command that a person types, presses or fills in."""

    word: ClassVar[str]
    power: ClassVar[Power]
    scope: ClassVar[Scope] = "none"


@dataclass(frozen=True, kw_only=True)
class OnIncident(Typed):
    """A command about one incident."""

    scope: ClassVar[Scope] = "one"
    #: The incident's code, when it was typed.
    code: str | None = None


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
    """verify [CODE] [L0|L1|L2|L3] [NOTE]

    Record that a report is true; a report becomes an active incident at that level (L1 unless you say).
    """

    word = "verify"
    power = Power.VERIFY
    level: str | None = None
    text: str = ""


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
class Help(Typed):
    """help [COMMAND]

    Show the commands, or how one of them is typed.
    """

    word = "help"
    power = Power.WHOIS
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowForm(OnIncident):
    """A command word typed alone that is easier filled in than typed."""

    word = "form"
    power = Power.WHOIS
    scope = "if named"
    of: str


@dataclass(frozen=True, kw_only=True)
class Pin(OnIncident):
    """A chat message was marked by the pin: it becomes a log entry."""

    word = "pin"
    power = Power.PIN
    text: str
    said_by: PersonId
    #: RFC 3339, when it was said.
    said_at: str


@dataclass(frozen=True, kw_only=True)
class PushClock(Typed):
    """The demonstration's clock is pushed forward."""

    word = "clock"
    power = Power.CLOCK
    by: timedelta


#: What may be typed, in the order in which help shows it.
TYPED: tuple[type[Typed], ...] = (
    Declare, Report, Verify, Status, Raise, Lower, Merge, StandDown, KeepGoing, Close, Reopen, FalseAlarm,
    PageSeat, AnswerPage, WhoIs, Join, Augment, Log, Fact, Assume, Decide, Correct, Undo, Purge, Help,
)  # fmt: skip
