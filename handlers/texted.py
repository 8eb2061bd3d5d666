"""What became of the texts to people, in words for those who may see their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbooks.rules.calls import CALLS
from playbooks.rules.delivery import DeliveryState, news
from playbooks.rules.vocabulary import PersonId
from storage.deliveries import Delivery


def last_known(deliveries: Sequence[Delivery]) -> Mapping[PersonId, Delivery]:
    """Give for each person the newest state of the newest text or call, for people to read."""
    by_text: dict[tuple[PersonId, int], Delivery] = {}
    for one in deliveries:
        if one.person is not None:
            before = by_text.get((one.person, one.effect))
            # Of two tries one may have failed, and the other come.
            if before is None or one.state is DeliveryState.DELIVERED or news(before.state, one.state):
                by_text[one.person, one.effect] = one
    found: dict[PersonId, Delivery] = {}
    for (person, effect), one in by_text.items():
        if person not in found or found[person].effect < effect:
            found[person] = one
    return found


def in_words(one: Delivery) -> str:
    """Say what became of a text or call: ``SMS delivered 14:02 UTC``, ``SMS failed 14:02 UTC: switched off``."""
    why = f": {one.note}" if one.note else ""
    what = "call" if one.provider.endswith(CALLS) else "SMS"
    return f"{what} {one.state} {one.at:%H:%M} UTC{why}"
