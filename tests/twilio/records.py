"""Messages and calls as Twilio keeps them, and how its REST interface shows them.

Dates in the 2010 interface are RFC 2822 in GMT; numbers in it are strings (`num_segments`, `duration`), but for
`error_code`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from math import ceil
from typing import Any

API_VERSION = "2010-04-01"
#: What a single SMS can hold in seven bits (3GPP TS 23.038): the basic table, then what takes two places in it.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("^{}\\[~]|€\f")


def segments(text: str) -> int:
    """Count the parts in which a text travels: 160 or 153 septets, 70 or 67 UTF-16 units."""
    if all(letter in _BASIC or letter in _TWICE for letter in text):
        size, alone, part = sum(2 if letter in _TWICE else 1 for letter in text), 160, 153
    else:
        size, alone, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= alone else ceil(size / part)


def rfc2822(moment: datetime | None) -> str | None:
    """Write a moment as the 2010 interface does."""
    return None if moment is None else format_datetime(moment)


@dataclass(eq=False, slots=True)
class Message:
    """A text, in or out."""

    sid: str
    direction: str
    sender: str | None
    to: str
    body: str
    status: str
    created: datetime
    service_sid: str | None = None
    sent: datetime | None = None
    error_code: int | None = None
    status_callback: str | None = None
    #: Twilio's own answer to STOP, START and HELP: nobody asked for it.
    notice: bool = False
    #: The phone has it (an outbound message that was not lost on the way).
    arrived: bool = False

    def resource(self, account_sid: str) -> dict[str, Any]:
        """Show it as the REST interface does."""
        uri = f"/{API_VERSION}/Accounts/{account_sid}/Messages/{self.sid}"
        waiting = self.service_sid is not None and self.sender is None
        return {
            "account_sid": account_sid,
            "api_version": API_VERSION,
            "body": self.body,
            "date_created": rfc2822(self.created),
            "date_sent": rfc2822(self.sent),
            "date_updated": rfc2822(self.sent or self.created),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": ERRORS.get(self.error_code or 0),
            "from": self.sender,
            "messaging_service_sid": self.service_sid,
            "num_media": "0",
            # A Messaging Service that has not chosen its sender yet counts none.
            "num_segments": "0" if waiting else str(segments(self.body)),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


#: Why a message did not arrive (Twilio's error dictionary).
ERRORS = {
    21610: "Attempt to send to unsubscribed recipient",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
}


@dataclass(frozen=True)
class Said:
    """Something a phone heard."""

    text: str
    language: str = ""
    voice: str = ""


@dataclass(eq=False, slots=True)
class Call:
    """A call, in or out."""

    sid: str
    direction: str
    sender: str
    to: str
    status: str
    created: datetime
    url: str | None = None
    twiml: str | None = None
    fallback_url: str | None = None
    status_callback: str | None = None
    events: frozenset[str] = frozenset({"completed"})
    machine_detection: str | None = None
    #: How long it rings, in seconds.
    timeout: int = 60
    answered_by: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    #: Seconds from the answer to the end, as the TwiML would have taken.
    duration: int = 0
    number_sid: str | None = None
    #: The next number of its status callbacks, from 0.
    sequence: int = 0
    heard: list[Said] = field(default_factory=list)
    #: The keys that the phone pressed, one item for each Gather that got any.
    pressed: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Tell whether it has ended, one way or another."""
        return self.status in {"completed", "busy", "failed", "no-answer", "canceled"}

    def resource(self, account_sid: str) -> dict[str, Any]:
        """Show it as the REST interface does."""
        uri = f"/{API_VERSION}/Accounts/{account_sid}/Calls/{self.sid}"
        return {
            "account_sid": account_sid,
            "answered_by": self.answered_by,
            "api_version": API_VERSION,
            "caller_name": None,
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.ended or self.started or self.created),
            "direction": self.direction,
            "duration": str(self.duration) if self.status == "completed" else None,
            "end_time": rfc2822(self.ended),
            "forwarded_from": None,
            "from": self.sender,
            "from_formatted": self.sender,
            "group_sid": None,
            "parent_call_sid": None,
            "phone_number_sid": self.number_sid,
            "price": None,
            "price_unit": "USD",
            "queue_time": "0",
            "sid": self.sid,
            "start_time": rfc2822(self.started),
            "status": self.status,
            "subresource_uris": {
                "notifications": f"{uri}/Notifications.json",
                "recordings": f"{uri}/Recordings.json",
                "events": f"{uri}/Events.json",
            },
            "to": self.to,
            "to_formatted": self.to,
            "trunk_sid": None,
            "uri": f"{uri}.json",
        }
