"""What the team writes down: notes, facts, assumptions, decisions, pinned messages, corrections (domain 2.7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers import commands as c
from handlers import locate, system
from handlers.cards import Block, Button, Buttons, Card, Facts, Text, Tone
from handlers.context import Context
from handlers.forgetting import forget_copies
from playbooks.rules.errors import Conflict, Invalid, NeedsConfirmation, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import EntryKind, Sensitivity

#: An entry written later than this after the event says so (JESIP: "more than a few minutes").
LATE_AFTER = timedelta(minutes=5)
#: What `undo` may take back: marks that people made.
_MARKS = (EntryKind.NOTE, EntryKind.FACT, EntryKind.ASSUMPTION, EntryKind.DECISION, EntryKind.MESSAGE)


def note(command: c.Log, ctx: Context) -> Card:
    """Write a line in the log."""
    return _mark(ctx, EntryKind.NOTE, "Logged", _text(command.text), command.at)


def fact(command: c.Fact, ctx: Context) -> Card:
    """Record what is known, with its source."""
    return _mark(ctx, EntryKind.FACT, "Fact", _text(command.text), command.at, source=command.source)


def assume(command: c.Assume, ctx: Context) -> Card:
    """Record what is taken as true for now."""
    return _mark(ctx, EntryKind.ASSUMPTION, "Assumption", _text(command.text), command.at, because=command.because)


def decide(command: c.Decide, ctx: Context) -> Card:
    """Record a decision; the rationale is asked for, since the review will ask."""
    text = _text(command.text)
    if not command.because.strip():
        raise NeedsConfirmation("A decision needs its rationale.", instead="decide DECISION because=WHY options=A; B")
    options = [option.strip() for option in command.options.split(";") if option.strip()]
    return _mark(
        ctx, EntryKind.DECISION, "Decision", text, command.at,
        because=command.because, options=options, owner=command.owner, by=command.by,
    )  # fmt: skip


def pin(command: c.Pin, ctx: Context) -> Card:
    """Make a chat message an entry, under the name of who said it, when it was said."""
    incident = ctx.the_incident()
    said_by = ctx.uow.roster.person(command.said_by)
    at = datetime.fromisoformat(command.said_at)
    text = clean(command.text, limit=locate.TEXT_LIMIT, what="A message", required=True)
    seq = ctx.log(
        incident.code, EntryKind.MESSAGE, f"{said_by.name}: {text}", at=at, on_behalf=said_by.id,
        sensitivity=ctx.spoken_at(),
    )  # fmt: skip
    ctx.refresh(incident)
    return Card(f"Added to the log of {incident.code} as entry {seq}", (), Tone.GOOD)


def correct(command: c.Correct, ctx: Context) -> Card:
    """Write a new entry in the place of an old one; both stay."""
    incident = ctx.the_incident()
    old = _old(ctx, incident, command.number)
    text = _text(command.text)
    secret = _sensitivity(ctx, old)
    seq = ctx.log(incident.code, EntryKind.CORRECTION, text, supersedes=old.seq, sensitivity=secret)
    card = Card(
        f"{incident.code}: entry {old.seq} corrected by entry {seq}", (Facts((("Was", old.text), ("Is", text))),)
    )
    ctx.post(incident, card, secret)
    ctx.refresh(incident)
    return Card(card.title, (), Tone.GOOD)


def undo(command: c.Undo, ctx: Context) -> Card:
    """Take back one's own last mark, as a correction."""
    incident = ctx.the_incident()
    last = ctx.uow.log.last_by(incident.code, ctx.me().id, _MARKS)
    if last is None:
        raise NotFound(
            f"You have nothing to take back in {incident.code}.", instead=f"correct {incident.code} NUMBER TEXT"
        )
    seq = ctx.log(
        incident.code, EntryKind.CORRECTION, f"Entry {last.seq} was a mistake and is struck out.",
        supersedes=last.seq, sensitivity=_sensitivity(ctx, last),
    )  # fmt: skip
    struck = f"{incident.code}: entry {last.seq} is struck out by entry {seq}"
    card = Card(struck, (Text(last.text),))
    ctx.post(incident, card, _sensitivity(ctx, last))
    ctx.refresh(incident)
    return Card(struck, (), Tone.GOOD)


def purge(command: c.Purge, ctx: Context) -> Card:
    """Remove a text for good; the entry's place and digest stay, and the purge is itself on record (domain 10)."""
    incident = ctx.the_incident()
    old = ctx.uow.log.entry(incident.code, command.number)
    if old.body is None:
        raise Conflict(f"Entry {old.seq} was purged before.", instead=f"status {incident.code}")
    reason = clean(command.reason, limit=locate.TEXT_LIMIT, what="A reason")
    if not reason:
        text = f"Purging removes the text of entry {old.seq} for good and needs a reason."
        raise NeedsConfirmation(text, instead=f"purge {incident.code} {old.seq} reason=...")
    ctx.uow.log.purge(incident.code, old.seq)
    ctx.log(incident.code, EntryKind.ADMIN, f"The text of entry {old.seq} was purged: {reason}", purged=old.seq)
    # A report may quote what was purged, and nobody could tell which.
    emptied = ctx.uow.documents.purge(incident.id)
    shown = forget_copies(ctx, incident, old)
    what = "1 document that may quote it is" if emptied == 1 else f"{emptied} documents that may quote it are"
    said = f"{what} emptied. Make the report anew."
    if emptied:
        ctx.log(incident.code, EntryKind.ADMIN, said, emptied=emptied)
    ctx.refresh(incident)
    more: tuple[Block, ...] = ()
    if shown:
        more = (Text(f"Removed from the rooms: {shown} {'card' if shown == 1 else 'cards'} that may quote it."),)
    if emptied:
        more += (Text(said), Buttons((Button("After-action report", f"aar {incident.code}"),)))
    return Card(f"{incident.code}: the text of entry {old.seq} is purged", more, Tone.GOOD)


def publish_head(command: system.PublishHead, ctx: Context) -> None:
    """Post the log's head in the room, so that nobody can shorten or rebuild the log unnoticed."""
    incident = ctx.the_incident()
    if command.repeat and not incident.running:
        return
    head = ctx.uow.log.head(incident.code)
    text = f"{head.count} entries, SHA-256 {head.hash}"
    ctx.post(incident, Card(f"Log of {incident.code}: head {head.count}:{head.hash[:12]}", (Text(text),)))
    ctx.log(
        incident.code, EntryKind.CHECKPOINT, f"Head published in the room: {head}", count=head.count, hash=head.hash
    )
    if command.repeat:
        ctx.after(system.HEAD_EVERY, command, incident.id)


def _mark(ctx: Context, kind: EntryKind, word: str, text: str, at: str | None, **details: Any) -> Card:
    incident = ctx.the_incident()
    when = locate.earlier(ctx, at, incident.sites)
    late = when is not None and ctx.now - when > LATE_AFTER
    secret = ctx.spoken_at()
    seq = ctx.log(incident.code, kind, text, at=when, sensitivity=secret, late=late or None, **details)
    shown = [("By", ctx.actor.name)]
    shown += [
        (key.capitalize(), ", ".join(value) if isinstance(value, list) else str(value))
        for key, value in details.items()
        if value
    ]
    if when is not None:
        shown.append(("Happened", locate.times(ctx, incident, when) + (" (entered late)" if late else "")))
    undoing = Button("Take it back", f"undo {incident.code}")
    if kind is not EntryKind.NOTE:
        # Facts, assumptions and decisions are the team's; a plain note stays between its author and the log.
        ctx.post(incident, Card(f"{word} {seq}: {text}", (Facts(tuple(shown)),)), secret)
    ctx.refresh(incident)
    return Card(f"{word} {seq} of {incident.code}: {text}", (Facts(tuple(shown)), Buttons((undoing,))), Tone.GOOD)


def _sensitivity(ctx: Context, old: LogEntry) -> Sensitivity:
    """What speaks of a restricted entry is restricted too, wherever it was typed."""
    return max(Sensitivity(old.sensitivity), ctx.spoken_at(), key=list(Sensitivity).index)


def _text(text: str) -> str:
    return clean(text, limit=locate.TEXT_LIMIT, what="An entry", required=True)


def _old(ctx: Context, incident: Incident, number: int) -> LogEntry:
    old = ctx.uow.log.entry(incident.code, number)
    if old.seq in ctx.uow.log.superseded(incident.code):
        raise Conflict(
            f"Entry {old.seq} was corrected before; correct the newer entry.", instead=f"status {incident.code}"
        )
    if old.kind in {EntryKind.CHECKPOINT, EntryKind.STATUS}:
        raise Invalid(f"Entry {old.seq} records what Muster did; it stands. Write a note instead.", instead="log TEXT")
    return old
