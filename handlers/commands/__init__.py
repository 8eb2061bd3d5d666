"""Every intention of a person as a frozen dataclass (`handlers.system` has those of Muster itself).

A typed command's docstring is its help: the first line is the usage, the rest says what it does. `power` names what
the authority matrix must grant. `scope` says which incident it concerns: ``one`` (the code, else the room's, else
the only one open), ``one or new`` (the same, but none where the words begin with a type of incident), ``if named``
(the code or the room's, else none), or ``none``.
"""

from __future__ import annotations

from handlers.commands.base import OnIncident, Scope, Typed
from handlers.commands.checkin import (
    CheckinAssign,
    CheckinClose,
    CheckinCorrect,
    CheckinPreview,
    CheckinProxy,
    CheckinRemind,
    CheckinResolve,
    CheckinSay,
    CheckinStart,
    CheckinStatus,
    CheckinTake,
    CheckinUnaccounted,
)
from handlers.commands.incident import (
    AfterAction,
    Close,
    Declare,
    FalseAlarm,
    KeepGoing,
    Lower,
    Merge,
    Raise,
    Reopen,
    Report,
    ReportAlone,
    StandDown,
    Status,
    Verify,
)
from handlers.commands.other import Help, PushClock, ShowForm
from handlers.commands.record import Assume, Correct, Decide, Fact, Log, Pin, Purge, Undo
from handlers.commands.sop import (
    SopAdd,
    SopAssign,
    SopDone,
    SopEvidence,
    SopNext,
    SopNotApplicable,
    SopNote,
    SopReopen,
    SopShow,
    SopSkip,
)
from handlers.commands.team import AnswerPage, Augment, Away, Back, Join, PageSeat, WhoIs

__all__ = [
    "TYPED", "AfterAction", "AnswerPage", "Assume", "Augment", "Away", "Back", "CheckinAssign", "CheckinClose",
    "CheckinCorrect", "CheckinPreview", "CheckinProxy", "CheckinRemind", "CheckinResolve", "CheckinSay",
    "CheckinStart", "CheckinStatus", "CheckinTake", "CheckinUnaccounted", "Close", "Correct", "Decide", "Declare",
    "Fact", "FalseAlarm", "Help", "Join", "KeepGoing", "Log", "Lower", "Merge", "OnIncident", "PageSeat", "Pin",
    "Purge", "PushClock", "Raise", "Reopen", "Report", "ReportAlone", "Scope", "ShowForm", "SopAdd", "SopAssign",
    "SopDone", "SopEvidence", "SopNext", "SopNotApplicable", "SopNote", "SopReopen", "SopShow", "SopSkip",
    "StandDown", "Status", "Typed", "Undo", "Verify", "WhoIs",
]  # fmt: skip

#: What may be typed, in the order in which help shows it.
TYPED: tuple[type[Typed], ...] = (
    Declare, Report, Verify, Status, Raise, Lower, Merge, StandDown, KeepGoing, Close, Reopen, FalseAlarm,
    PageSeat, AnswerPage, WhoIs, Away, Back, Join, Augment,
    SopShow, SopNext, SopDone, SopSkip, SopNotApplicable, SopAssign, SopNote, SopEvidence, SopReopen, SopAdd,
    CheckinStart, CheckinPreview, CheckinStatus, CheckinUnaccounted, CheckinRemind, CheckinSay, CheckinProxy,
    CheckinTake, CheckinResolve, CheckinCorrect, CheckinAssign, CheckinClose,
    Log, Fact, Assume, Decide, Correct, Undo, Purge, AfterAction, Help,
)  # fmt: skip
