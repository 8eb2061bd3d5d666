"""What a purge takes besides the log's entry: the stored copies of what was sent, and the cards in the rooms.

Nothing ties a copy to an entry. So a copy goes when it was made in the same moment as the entry, that is in the same
transaction, or when it repeats its words later. Too many copies may go; the log still has what they said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handlers import cards
from handlers import effects as fx
from handlers.cards import Card, Text
from handlers.context import Context
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from storage.columns import stamp
from storage.queues import Outgoing, OutgoingState

#: What stands in the place of a card that quoted a purged entry.
REMOVED = Card("Removed", (Text("This card quoted an entry of the log whose text was purged."),))
#: What a purged text leaves in the stored copy of an SMS.
_NO_TEXT = "[purged]"
#: Shorter words are looked for in what was sent in the same moment alone: "fire" stands everywhere (our choice).
_TELLING = 8
#: What quotes a long text may cut it (our choice).
_BEGINNING = 100


def forget_copies(ctx: Context, incident: Incident, old: LogEntry) -> int:
    """Empty the copies of what an entry said; give how many cards in rooms are being replaced.

    A text or a card to one person that still waits leaves as it is: it may be a page. What a person was shown alone
    or has on a telephone stays there.
    """
    words = list(_words(old))
    shown = 0
    for row in ctx.uow.outbox.of(incident.id):
        if stamp(row.created_at) in {old.event_at, old.recorded_at} or _repeats(row.payload, words):
            shown += _empty(ctx, row)
    ctx.uow.inbox.forget(lambda reply: _repeats(reply, words), cards.to_json(REMOVED))
    return shown


def _empty(ctx: Context, row: Outgoing) -> bool:
    """Empty one copy; tell whether a room shows it."""
    waits = row.state in {OutgoingState.WAITING, OutgoingState.LEASED}
    effect = fx.from_json(row.kind, row.payload)
    match effect:
        case fx.SendSms() if not waits:
            emptied: fx.Effect = replace(effect, text=_NO_TEXT)
        case fx.Tell() if not waits:
            emptied = replace(effect, card=REMOVED)
        case fx.PostCard():
            emptied = replace(effect, card=REMOVED)
        case _:
            return False
    ctx.uow.outbox.rewrite(row.id, fx.to_json(emptied))
    if isinstance(effect, fx.PostCard) and row.ref:
        ctx.send(fx.Withdraw(effect.room, row.ref))
        return True
    return False


def _words(old: LogEntry) -> Iterator[str]:
    """Give what is looked for: each text of the entry, and what follows "Name: " in it."""
    for text in _texts(old.body):
        for part in (text, text.partition(": ")[2]):
            if len(part) >= _TELLING:
                yield part[:_BEGINNING]


def _repeats(data: Any, words: list[str]) -> bool:
    pattern = "|".join(re.escape(word) for word in words)
    return bool(words) and any(re.search(pattern, text) for text in _texts(data))


def _texts(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _texts(value)
        case list():
            for value in data:
                yield from _texts(value)
