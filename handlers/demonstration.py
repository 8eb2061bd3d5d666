"""What only a demonstration may do: push its clock forward."""

from __future__ import annotations

from datetime import timedelta

from handlers import commands as c
from handlers.cards import Card, Tone
from handlers.context import ORG, Context
from playbooks.rules.errors import Conflict
from playbooks.rules.vocabulary import EntryKind

#: Where the pushed time is kept, in seconds.
OFFSET = "clock_offset"


def push_clock(command: c.PushClock, ctx: Context) -> Card:
    """Move the demonstration's clock forward; a real organisation's clock cannot be moved."""
    if not ctx.organisation.demonstration:
        raise Conflict("Only a demonstration's clock can be pushed.")
    if not timedelta(0) < command.by <= timedelta(days=7):
        raise Conflict("Push the clock by at least a second and at most seven days.")
    before = float(ctx.uow.meta.get(OFFSET) or 0)
    ctx.uow.meta.set(OFFSET, str(before + command.by.total_seconds()))
    ctx.log(
        ORG, EntryKind.ADMIN, f"{ctx.actor.name} pushed the demonstration's clock forward by {_in_words(command.by)}."
    )
    return Card(f"The clock is pushed by {_in_words(command.by)}", (), Tone.GOOD)


def _in_words(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second"))
    return " ".join(f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in parts if count)
