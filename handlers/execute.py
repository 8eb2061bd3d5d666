"""The only way in: claim the event, find the actor, check authority, decide, log, queue; all in one transaction."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from handlers import bulk, cards, locate, refusals, reporting, set_aside, system
from handlers import commands as c
from handlers.authorise import actor_of, open_to
from handlers.cards import Card
from handlers.context import MUSTER, ORG, Actor, Context
from handlers.delivery import Claimed, Receipt, Routes, claim, delivered, lanes_of
from handlers.parse import parse
from handlers.report_model import Report, UnaccountedList
from handlers.table import HANDLERS, READS
from handlers.tries import Again, put_back
from playbooks.library import Library
from playbooks.rules.authority import Power
from playbooks.rules.errors import Ambiguous, CrisisError, NotAllowed, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.organisation import Organisation
from playbooks.rules.text import storable
from playbooks.rules.vocabulary import DocumentId, EntryKind, PersonId
from storage.queues import Raw, Seen, Timer
from storage.store import Busy, Store
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class Envelope:
    """Where a command came from."""

    #: The source's own id of the event; the same id twice acts once.
    event_id: str
    #: ``console``, ``cli``, ``sms``, ``timer``, ``outbox``.
    source: str
    person: PersonId | None = None
    #: (platform, reference) of the room in which it was typed.
    room: tuple[str, str] | None = None


#: How often a transaction is tried that met another one's locks (our choice).
TRIES_WHEN_BUSY = 5
#: Commands whose words follow the code at once, so that the first of them may look like one.
_BEGINS_WITH_TEXT = (c.Report, c.Log, c.Fact, c.Assume, c.Decide)
#: The hour (UTC) from which on the daily look is due (our choice: read when offices in Europe and Africa open).
MORNING = 6
#: How many stored events are looked at together (design, point 7: batches of 16 to 64 gain most; more do not hurt).
MANY = 256
#: How many reports of providers; nobody waits for the answer to one.
MANY_REPORTS = 1_000
StoredEvent = Raw
StoredTimer = Timer
T = TypeVar("T")


class NoOrganisation(Exception):
    """The database holds no organisation yet; import one."""


@dataclass(frozen=True)
class Engine:
    """Carries out commands on one store. Time and chance are handed in."""

    store: Store
    now: Callable[[], datetime]
    library: Library
    #: Gives the chance that belongs to an event id.
    chance: Callable[[str], random.Random]
    platforms: tuple[str, ...] = ("console",)
    #: Telephones can be called.
    calls: bool = False

    def line(self, envelope: Envelope, text: str) -> Card | None:
        """Carry out a typed line; whatever a person can put right comes back as a card that says how."""
        # Answers and the log of refusals repeat the line: it must hold nothing unseen, and nothing unstorable.
        text = storable(text)
        try:
            command = parse(text)
        except CrisisError as error:
            return refusals.error_card(error, text)
        return self.execute(envelope, command, text)

    def execute(self, envelope: Envelope, command: c.Typed | system.System, line: str = "") -> Card | None:
        """Carry out a command once; a second delivery of the event gives the first reply and does nothing."""
        try:
            if type(command) in READS:
                return self._read(envelope, command)
            return _patiently(lambda: self._write(envelope, command))
        except CrisisError as error:
            return self._refuse(envelope, command, error, line)

    def fire(self, timer: Timer) -> None:
        """Carry out a stored command whose time has come, and mark it done in the same transaction."""
        envelope, command = Envelope(f"timer:{timer.id}", "timer"), system.from_json(timer.command)
        _patiently(lambda: self._write(envelope, command, lambda uow: uow.timers.done(timer.id)))

    def claim(self, routes: Routes, priorities: Sequence[int], limit: int, but: Sequence[str] = ()) -> Claimed:
        """Claim what waits to be sent, for the dispatcher, but for texts to numbers that begin with one of `but`."""
        with self.store.read() as uow:
            # Whoever only looks must not hold up whoever writes.
            if not uow.outbox.is_due(self.now(), priorities, [lanes_of(one) for one in but]):
                return Claimed([], [])
        with self.store.begin() as uow:
            return claim(self.bare(uow, "claim"), routes, priorities, limit, but)

    def recover(self) -> None:
        """Let what a killed process was sending go out now instead of when its lease ends.

        Only where no other process can be sending: on SQLite.
        """
        if self.store.dialect == "sqlite":
            with self.store.begin() as uow:
                uow.outbox.free_all()

    def put_back(self, again: Sequence[Again]) -> list[None]:
        """Let effects wait before they are tried again."""
        with self.store.begin() as uow:
            put_back(uow, again, self.now())
        return [None] * len(again)

    def due_timers(self, but: Sequence[int] = ()) -> list[Timer]:
        """List the timers that are due, but for those of these numbers."""
        with self.store.read() as uow:
            return uow.timers.due(self.now(), but=but)

    def each_morning(self) -> None:
        """Look once a day, from `MORNING` on, whom of the teams no page would reach; again that day does nothing."""
        now = self.now()
        if now.hour >= MORNING:
            self.execute(Envelope(f"preflight:{now:%Y-%m-%d}", "timer"), system.Preflight())

    def next_due(self, but: Sequence[int] = ()) -> datetime | None:
        """Tell when something is to be done next: a timer but those, or an effect that waits for its next try."""
        with self.store.read() as uow:
            moments = [uow.timers.next_due(but), uow.outbox.next_at()]
        return min((moment for moment in moments if moment is not None), default=None)

    def stored_events(self, but: Sequence[str] = ()) -> list[StoredEvent]:
        """List events but these that were stored and not yet carried out (a text that came just before a crash)."""
        with self.store.read() as uow:
            return uow.inbox.waiting(100, but)

    def receive(self, receipts: Sequence[system.Delivered]) -> list[None]:
        """Note what was delivered, and carry out what follows, in one transaction; a second receipt does nothing."""

        def note() -> list[None]:
            with self.store.begin() as uow:
                rows = uow.outbox.unfinished([receipt.effect for receipt in receipts])
                if rows:
                    # Not by the first receipt: that of a duplicate gave its name to what followed from another batch.
                    ctx = self.bare(uow, f"outbox:{rows[0].id}")
                    delivered(ctx, rows, receipts)
                    _carry_on(ctx)
            return [None] * len(receipts)

        return _patiently(note)

    def not_delivered(self, receipt: system.NotDelivered) -> None:
        """Note that an effect will not be performed, and carry out what follows; again does nothing."""
        _patiently(lambda: self._write(Envelope(set_aside.event_of(receipt), "outbox"), receipt))

    def end_alone(self, receipt: Receipt) -> None:
        """Note how an effect ended from which something follows that fails; that is tried again by itself."""
        with self.store.begin() as uow:
            set_aside.end_alone(uow, receipt, self.now())

    def absorb(self, but: Sequence[str] = ()) -> tuple[int, list[StoredEvent]]:
        """Carry out in one transaction what only says "safe"; give how many that was, and the stored events left over.

        Whatever may be a call for help comes first among these (design, point 7). The events `but` are left alone.
        """
        with self.store.read() as uow:
            # However many reports wait, no text does: it may be a call for help.
            waiting = uow.inbox.waiting_of(MANY, but, reports=False)
            waiting += uow.inbox.waiting_of(MANY_REPORTS, but, reports=True)
            sorted_out = bulk.sort_out(self.bare(uow, "bulk"), waiting)
        done = 0
        for id_, answers in sorted_out.answers.items():
            done += self._together(answers[0].event_id, partial(bulk.take_answers, incident_id=id_, answers=answers))
        if sorted_out.reports:
            done += self._together(sorted_out.reports[0][0], partial(bulk.take_receipts, reports=sorted_out.reports))
        return done, sorted_out.rest

    def _together(self, first: str, take: Callable[[Context], int]) -> int:
        def act() -> int:
            with self.store.begin() as uow:
                ctx = self.bare(uow, f"bulk:{first}")
                taken = take(ctx)
                _carry_on(ctx)
                return taken

        return _patiently(act)

    def resume(self, raw: StoredEvent) -> None:
        """Carry out a stored event; one that nothing can read is written in the organisation's log and given up."""
        try:
            command = system.from_json(raw.raw)
        except (KeyError, TypeError, ValueError) as error:
            self._give_up(raw, type(error).__name__)
            return
        _patiently(lambda: self._write(Envelope(raw.event_id, raw.source), command))

    def show_to_a_human(self, failing: StoredEvent | StoredTimer) -> None:
        """Show the duty officer what Muster fails to carry out, once."""
        with self.store.begin() as uow:
            set_aside.to_a_human(self.bare(uow, "to a human"), failing)

    def _give_up(self, raw: StoredEvent, why: str) -> None:
        with self.store.begin() as uow:
            if not isinstance(uow.inbox.claim(raw.event_id, raw.source, self.now()), Seen):
                set_aside.given_up(self.bare(uow, raw.event_id), raw, why)

    def document(self, person: PersonId, number: DocumentId) -> Report | UnaccountedList:
        """Give a document's content to somebody who may see it; a refusal is written in the organisation's log.

        Raises NotFound, NotAllowed, and Conflict where it was emptied.
        """
        event_id = f"document:{number}:{person}"
        try:
            with self.store.read() as uow:
                return reporting.opened(self.bare(uow, event_id), person, number)
        except NotAllowed as error:
            envelope = Envelope(f"{event_id}:{self.now().isoformat()}", "console", person)
            with self.store.begin() as uow:
                _log_refusal(self, uow, envelope, f"to open document {number}", error)
            raise

    def _read(self, envelope: Envelope, command: c.Typed | system.System) -> Card | None:
        with self.store.read() as uow:
            ctx, command = self._context(uow, envelope, command)
            return READS[type(command)](command, ctx)

    def _write(
        self,
        envelope: Envelope,
        command: c.Typed | system.System,
        finish: Callable[[UnitOfWork], None] = lambda uow: None,
    ) -> Card | None:
        with self.store.begin() as uow:
            claimed = uow.inbox.claim(envelope.event_id, envelope.source, self.now())
            finish(uow)
            if isinstance(claimed, Seen):
                return cards.from_json(claimed.reply) if claimed.reply else None
            ctx, command = self._context(uow, envelope, command)
            reply = run(command, ctx)
            uow.inbox.answer(envelope.event_id, cards.to_json(reply) if reply else None)
            return reply

    def _context(
        self, uow: UnitOfWork, envelope: Envelope, command: c.Typed | system.System
    ) -> tuple[Context, c.Typed | system.System]:
        ctx = self.bare(uow, envelope.event_id)
        if isinstance(command, system.System):
            return ctx, command
        if envelope.person is None:
            raise AssertionError("a typed command needs a person")
        ctx.room = uow.rooms.by_ref(*envelope.room) if envelope.room else None
        command, ctx.incident = _incident_of(ctx, envelope.person, command)
        ctx.actor = actor_of(uow, envelope.person, ctx.now, ctx.incident)
        if not _open_to_all(command, ctx.incident):
            ctx.must(type(command).power)
        return ctx, command

    def bare(self, uow: UnitOfWork, event_id: str) -> Context:
        """Give what a handler has in hand that nobody called."""
        return Context(
            uow, self.now(), event_id, organisation_of(uow), self.library, self.chance(event_id),
            self.platforms, Actor(None, frozenset()), calls=self.calls,
        )  # fmt: skip

    def _refuse(
        self, envelope: Envelope, command: c.Typed | system.System, error: CrisisError, line: str
    ) -> Card | None:
        """Answer with the error, once; a command without the right to it is written in the organisation's log."""
        with self.store.begin() as uow:
            claimed = uow.inbox.claim(envelope.event_id, envelope.source, self.now())
            if isinstance(claimed, Seen):
                return cards.from_json(claimed.reply) if claimed.reply else None
            report = ""
            if isinstance(error, NotAllowed):
                ctx = self.bare(uow, envelope.event_id)
                ctx.room = uow.rooms.by_ref(*envelope.room) if envelope.room else None
                kept = refusals.without_words(command, line, ctx)
                _log_refusal(self, uow, envelope, kept or type(command).__name__, error)
                report = self._report_instead(ctx, envelope, command, line)
            card = refusals.error_card(error, refusals.for_the_author(command, line), report)
            uow.inbox.answer(envelope.event_id, cards.to_json(card))
        return card

    def _report_instead(self, ctx: Context, envelope: Envelope, command: c.Typed | system.System, line: str) -> str:
        """Make the line behind "Report it to the duty officer", naming the incident; empty for who may not report."""
        if envelope.person is None or isinstance(command, system.System):
            return ""
        kept = refusals.without_words(command, line, ctx)
        try:
            command, incident = _incident_of(ctx, envelope.person, command)
            ctx.actor = actor_of(ctx.uow, envelope.person, ctx.now, incident)
            ctx.must(Power.REPORT)
        except CrisisError:
            return ""
        if isinstance(command, c.OnIncident) and incident is not None:
            command = replace(command, code=incident.code)
        return refusals.report_line(command, line, kept)


def run(command: c.Typed | system.System, ctx: Context) -> Card | None:
    """Call the handler, then everything that follows from it, in the order in which it was asked for."""
    _enter(command, ctx)
    reply = HANDLERS[type(command)](command, ctx)
    _carry_on(ctx)
    return reply


def _patiently(act: Callable[[], T]) -> T:
    """Try again when the database chose this transaction to break a deadlock: nothing of it was kept."""
    for _ in range(TRIES_WHEN_BUSY - 1):
        try:
            return act()
        except Busy:
            continue
    return act()


def _carry_on(ctx: Context) -> None:
    while ctx.follow_ups:
        following = ctx.follow_ups.pop(0)
        _enter(following, ctx)
        HANDLERS[type(following)](following, ctx)


def organisation_of(uow: UnitOfWork) -> Organisation:
    """Give the organisation; raises NoOrganisation before the first import."""
    organisation = uow.roster.organisation()
    if organisation is None:
        raise NoOrganisation("no organisation is loaded yet; run `muster import FOLDER`")
    return organisation


def _enter(command: c.Typed | system.System, ctx: Context) -> None:
    # A follow-up sees the incident as the handler before it saved it.
    if isinstance(command, system.System) and any(field.name == "incident" for field in fields(command)):
        ctx.incident = ctx.uow.incidents.get(command.incident)  # type: ignore[attr-defined]  # looked for just above


def _incident_of(ctx: Context, person: PersonId, command: c.Typed) -> tuple[c.Typed, Incident | None]:
    if not isinstance(command, c.OnIncident):
        return command, None
    if command.code is not None:
        try:
            return command, ctx.uow.incidents.by_code(command.code)
        except NotFound:
            if not isinstance(command, _BEGINS_WITH_TEXT):
                raise
            # "log B2B meeting moved": the first word only looked like a code.
            command = replace(command, code=None, text=f"{command.code} {command.text}".strip())
    if ctx.room is not None:
        return command, ctx.uow.incidents.get(ctx.room.incident)
    if command.scope == "if named" or _begins_another(ctx, command):
        return command, None
    return command, _the_only_one(ctx, person, "status" if command.scope == "one" else "checkin start earthquake ADD")


def _begins_another(ctx: Context, command: c.OnIncident) -> bool:
    """Tell whether a check-in is for what no incident stands for yet: its words begin with what happened."""
    if not isinstance(command, c.CheckinStart | c.CheckinPreview):
        return False
    return any(locate.is_type(ctx.library, word) for word in command.who[:1])


def _open_to_all(command: c.Typed, incident: Incident | None) -> bool:
    """Tell whether no power is needed: help is for everybody, and the list of incidents shows each only their own."""
    return isinstance(command, c.Help) or (isinstance(command, c.Status) and incident is None)


def _the_only_one(ctx: Context, person: PersonId, instead: str) -> Incident:
    mine = open_to(ctx.uow, person, ctx.now)
    if not mine:
        raise NotFound("No incident is open that you work on.", instead=instead)
    if len(mine) > 1:
        choices = tuple((f"{one.code} {one.title}", one.code) for one in mine)
        raise Ambiguous("Several incidents are open; say which by its code, right after the command.", choices=choices)
    return ctx.uow.incidents.get(mine[0].id)


def _log_refusal(engine: Engine, uow: UnitOfWork, envelope: Envelope, what: str, error: NotAllowed) -> None:
    chance = engine.chance(f"{envelope.event_id}/refused")
    body = {"text": f"Refused: {what}", "rule": error.rule, "who_may": error.who_may}
    uow.log.append(
        ORG, event_at=engine.now(), now=engine.now(), kind=EntryKind.REFUSED, author=envelope.person or MUSTER,
        body=body, salt=chance.randbytes(16).hex(),
    )  # fmt: skip
