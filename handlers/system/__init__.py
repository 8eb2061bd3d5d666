"""What Muster tells itself: follow-ups in the same transaction, timers, receipts, inbound texts.

These need no authority: whatever caused them had it. Timers and raw inbound events are stored as JSON.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.system.base import System, from_json, to_json
from handlers.system.checkin import (
    AskHelp,
    CheckinAnswer,
    CheckinNotSent,
    CheckinSent,
    CheckinStage,
    EndCheckins,
    EscalateHelp,
    ExpandCheckin,
    HelpNotSent,
    NumbersChanged,
    StartCheckin,
    TakeHelp,
)
from handlers.system.incident import (
    Admit,
    CheckQuorum,
    CloseRooms,
    Escalate,
    ExpireMember,
    LetIn,
    NotLetIn,
    OpenRooms,
    PageDutyOfficer,
    PublishHead,
    RestartLadders,
    ReviewWatch,
    RoomFailed,
    RoomOpened,
    StartPages,
    StartRun,
    StepDue,
    StopPages,
    TakeAnswer,
    TellSteps,
    TickStep,
)
from handlers.system.sending import (
    CallForHelp,
    Delivered,
    InboundSms,
    NotDelivered,
    Preflight,
    ProviderChanged,
    Reported,
    SmsFailed,
    SmsSent,
)

#: How often the log's head is posted while an incident runs.
HEAD_EVERY = timedelta(hours=1)

__all__ = [
    "Admit",
    "AskHelp",
    "CallForHelp",
    "CheckQuorum",
    "CheckinAnswer",
    "CheckinNotSent",
    "CheckinSent",
    "CheckinStage",
    "CloseRooms",
    "Delivered",
    "EndCheckins",
    "Escalate",
    "EscalateHelp",
    "ExpandCheckin",
    "ExpireMember",
    "HEAD_EVERY",
    "HelpNotSent",
    "InboundSms",
    "LetIn",
    "NotDelivered",
    "NotLetIn",
    "NumbersChanged",
    "OpenRooms",
    "PageDutyOfficer",
    "PublishHead",
    "RestartLadders",
    "Preflight",
    "ProviderChanged",
    "Reported",
    "ReviewWatch",
    "RoomFailed",
    "RoomOpened",
    "SmsFailed",
    "SmsSent",
    "StartCheckin",
    "StartPages",
    "StartRun",
    "StepDue",
    "StopPages",
    "System",
    "TakeAnswer",
    "TakeHelp",
    "TellSteps",
    "TickStep",
    "from_json",
    "to_json",
]
