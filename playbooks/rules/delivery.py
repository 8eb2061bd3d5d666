"""What became of a text or a call at the provider: the order of its states, and the reasons in words (R52).

Callbacks come late, twice and out of order; a state never goes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

#: Source of the events in which providers report what became of texts: a campaign brings hundreds of thousands.
REPORTS = "report"


class DeliveryState(StrEnum):
    """What is known of one text or call."""

    #: Our own: the outcome of a try is not known.
    DOUBTFUL = "outcome unknown"
    #: The provider has it.
    ACCEPTED = "accepted"
    #: It is on its way to the telephone; a call rings.
    SENT = "sent"
    #: A call was taken, by a human or by a machine.
    ANSWERED = "answered"
    DELIVERED = "delivered"
    #: The network or the provider gave up; `reason_in_words` says why.
    FAILED = "failed"


_RANK = {
    DeliveryState.DOUBTFUL: 0,
    DeliveryState.ACCEPTED: 1,
    DeliveryState.SENT: 2,
    DeliveryState.ANSWERED: 3,
    DeliveryState.DELIVERED: 4,
    DeliveryState.FAILED: 4,
}
#: States after which nothing follows.
ENDED = frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED})


def news(known: DeliveryState | None, told: DeliveryState) -> bool:
    """Tell whether `told` says more than what is known; of two ends the first counts."""
    return known is None or _RANK[told] > _RANK[known]


#: Why a provider refuses a text or a network does not deliver it (Twilio's codes), for people.
REASONS: Mapping[str, str] = {
    "20003": "the provider does not accept our credentials",
    "21211": "the number is none",
    "21217": "the number is none",
    "21408": "texts to this country are not switched on at the provider",
    "21602": "the text is empty",
    "21603": "no sender is set",
    "21606": "our sender is no number of ours at the provider",
    "21610": "texted STOP",
    "21611": "the provider's queue for our sender is full",
    "21612": "the provider cannot reach this number from our sender",
    "21614": "the number is no mobile number",
    "21617": "the text is too long",
    "21701": "our Messaging Service is not known to the provider",
    "21703": "our Messaging Service has no sender",
    "30001": "the provider's queue ran over",
    "30002": "our account at the provider is suspended",
    "30003": "the telephone is switched off or out of reach",
    "30004": "the network or the owner blocks such texts",
    "30005": "nobody has this number, or it is out of reach",
    "30006": "the number is a landline, or its network takes no texts",
    "30007": "the network took it for unwanted mail",
    "30008": "the network gave no reason",
    "30034": "our sender is not registered for this country",
}


#: The reasons that say that the number itself takes no texts, today and tomorrow.
_INVALID = tuple(REASONS[code] for code in ("21211", "21614", "30005", "30006"))


def invalid_number(note: str) -> str:
    """Give the reason for which a number takes no texts at all; empty where a failure says nothing of the number."""
    return next((words for words in _INVALID if words in note), "")


def reason_in_words(code: str) -> str:
    """Say why something was not delivered; for a code that is not known, the code."""
    return REASONS.get(code, f"the provider says {code}" if code else "the provider gave no reason")
