"""Twilio's refusals: HTTP status, code and text, in the JSON that its SDK reads."""

from __future__ import annotations

from typing import Any

#: Code, then HTTP status and text. The text names what was sent where the real one does.
REFUSALS: dict[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource {} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable, please try again"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url is not a valid URL: {}"),
    21210: (400, "The source phone number provided, {}, is not yet verified for your account."),
    21211: (400, "The 'To' number {} is not a valid phone number."),
    21213: (400, "No 'From' number is specified"),
    21215: (400, "Account not authorized to call {}. Perhaps you need to enable some international permissions."),
    21220: (400, "Invalid call state. Call is not in-progress. Cannot redirect."),
    21408: (400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {}"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number provided ({}) is not a valid message-capable Twilio phone number."),
    21609: (400, "The 'StatusCallback' URL {} is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21612: (400, "Message cannot be sent with the current combination of 'To' ({}) and/or 'From' parameters"),
    21614: (400, "'To' number is not a valid mobile number: {}"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21701: (404, "The Messaging Service resource {} does not exist"),
}


class Refusal(Exception):
    """Twilio says no."""

    def __init__(self, code: int, about: str = "") -> None:
        status, text = REFUSALS[code]
        super().__init__(text.format(about))
        self.code, self.status = code, status

    def payload(self) -> dict[str, Any]:
        """Give the JSON of the answer."""
        return {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
