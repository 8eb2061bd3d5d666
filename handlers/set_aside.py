"""What Muster itself fails to carry out: it is kept, shown to a human once, and holds up nothing else."""

from __future__ import annotations

from datetime import datetime

from handlers import effects as fx
from handlers import system
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.delivery import Receipt, end
from playbooks.rules.vocabulary import EntryKind, IncidentId
from storage.queues import Raw, Timer
from storage.uow import UnitOfWork

#: Longest part of a stored command that is shown or logged.
_SHOWN = 2_000


def event_of(receipt: Receipt) -> str:
    """Name the event of an effect's end."""
    return f"outbox:{receipt.effect}"


def end_alone(uow: UnitOfWork, receipt: Receipt, now: datetime) -> None:
    """Record the end of an effect without what follows from it, which is tried again as a timer.

    Else a text that left would be sent again at every lease, and whatever is behind it in its lane would wait.
    """
    if uow.outbox.unfinished([receipt.effect]):
        uow.inbox.claim(event_of(receipt), "outbox", now)
        end(uow, receipt, now)
        uow.timers.put(event_of(receipt), now, system.to_json(receipt))


def to_a_human(ctx: Context, failing: Raw | Timer) -> None:
    """Show the duty officer what cannot be carried out, once: a text may be a call for help."""
    name = failing.event_id if isinstance(failing, Raw) else f"timer:{failing.id}"
    key = f"shown to a human: {name}"
    if ctx.uow.meta.get(key):
        return
    ctx.uow.meta.set(key, ctx.now.isoformat())
    # Not the event's own id: what it sends when it goes through one day must not be taken for this.
    ctx.event_id = f"{name}/human"
    title, text = _text(failing) if isinstance(failing, Raw) else _command(ctx, failing)
    ctx.log(ORG, EntryKind.MESSAGE, f"Muster fails to carry this out: {text}", author=MUSTER)
    card = Card(title, (Text(text[:_SHOWN]),), Tone.ALARM, must_act=True)
    for officer in officers(ctx)[:2]:
        ctx.send(fx.Tell(officer, card))


def given_up(ctx: Context, raw: Raw, why: str) -> None:
    """Write down that a stored event cannot be read at all."""
    text = f"An event that was stored as {raw.event_id} cannot be read ({why}); nothing was done for it."
    ctx.log(ORG, EntryKind.ADMIN, text, author=MUSTER, event=str(raw.raw)[:_SHOWN])


def _text(raw: Raw) -> tuple[str, str]:
    said = raw.raw.get("with", {})
    words = f"From {said.get('number', 'an unknown number')}: {said.get('text', raw.raw)}"
    return "Muster cannot handle a text; please read it", words


def _command(ctx: Context, timer: Timer) -> tuple[str, str]:
    """Name the command and its incident; its content may be for other eyes."""
    where = f" for {ctx.uow.incidents.look(IncidentId(timer.incident)).code}" if timer.incident else ""
    name = timer.command.get("command", "a command")
    return "Muster fails to do something that is due", f"{name}{where}, due {timer.due:%H:%M} UTC. It is tried again."
