"""What became of a text or a call at the provider: the order of its states, and the reasons in words (R52).

Callbacks come late, twice and out of order; a state never goes back.
"""

from __future__ import annotations

from enum import StrEnum


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
