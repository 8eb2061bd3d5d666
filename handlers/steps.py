"""Walk through the playbook: tick, skip, set aside, assign, note, attach evidence, open again, add (R48, domain 11).

What a restricted step records is taken in the restricted room alone: typed elsewhere it is refused, and kept nowhere.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, step_cards
from handlers.authorise import actor_of
from handlers.cards import Card, Facts, Text, Tone
from handlers.context import Context
from handlers.step_cards import SEALED, run_of, shows_secrets
from handlers.step_clocks import tell, watch
from handlers.step_holders import Holders, outside
from playbooks.rules.authority import Power
from playbooks.rules.errors import Conflict, CrisisError, Invalid
from playbooks.rules.incident import Incident
from playbooks.rules.rooms import RoomKind
from playbooks.rules.runs import Run
from playbooks.rules.steps import Mark, RecordKind, StepRecord, StepRun, StepState
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import EntryKind, Level, PersonId, Sensitivity

_WITHIN = re.compile(r"(\d{1,4}) ?(m|min|h|d|w)", re.IGNORECASE)
#: Stands for the words of a step that was added in the restricted room.
_SEALED_STEP = "A restricted step: what is to be done stands in the restricted room."
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def show(command: c.SopShow, ctx: Context) -> Card:
    """Show the whole playbook, or one step with what was recorded."""
    incident = ctx.the_incident()
    run = run_of(ctx, incident)
    if command.step is None:
        return step_cards.show_all(ctx, incident, run)
    with _naming(incident):
        return step_cards.show_one(ctx, incident, run, run.step(command.step))


def next_steps(command: c.SopNext, ctx: Context) -> Card:
    """Show what is to be done next."""
    incident = ctx.the_incident()
    return step_cards.show_next(ctx, incident, run_of(ctx, incident), ctx.me().id)


def done(command: c.SopDone, ctx: Context) -> Card:
    """Tick a step; what its marks ask for is asked for first, and nothing happens until it is there."""
    incident, run, step = _found(ctx, command.step)
    words = {"text": _words(command.text), "because": _words(command.because), "cleared": _words(command.cleared)}
    _only_where_allowed(ctx, incident, step, any(words.values()))
    with _naming(incident):
        if step.open:
            run.check_gates(step)
            asked = _asked(step, words)
            if asked:
                _only_where_allowed(ctx, incident, step, True)
                # What is restricted stands in no answer either, be it to its own author.
                prefilled = {key: "" if _secret(ctx, incident, step) else words[key] for key in asked}
                return step_cards.missing(incident.code, step, prefilled)
        at = locate.earlier(ctx, command.at, incident.sites) or ctx.now
        begun = run.done(step.id, ctx.me().id, at, ctx.now)
    more = {key: words[key] for key in ("because", "cleared")}
    _write(ctx, incident, step, _Said(_kind(step), "done", words["text"], at, more))
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    ctx.refresh(incident)
    behind = f", {(at - step.due_at) // timedelta(minutes=1)} min after its target" if step.late and step.due_at else ""
    return _reply(incident, f"{incident.code} {step_cards.name(step)} is done{behind}")


def skip(command: c.SopSkip, ctx: Context) -> Card:
    """Leave a step out, with the reason; behind a skipped gate everything stays refused."""
    incident, run, step = _found(ctx, command.step)
    reason = _words(command.reason)
    with _naming(incident):
        begun = run.skip(step.id, ctx.me().id, _to_keep(ctx, incident, step, reason), ctx.now)
    _write(ctx, incident, step, _Said(None, "skipped", reason, ctx.now))
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    ctx.refresh(incident)
    shut = "What requires it stays refused." if step.gate else ""
    return _reply(incident, f"{incident.code} {step_cards.name(step)} is skipped", shut)


def not_applicable(command: c.SopNotApplicable, ctx: Context) -> Card:
    """Say that a step does not apply; of a gate only those may who answer for it."""
    incident, run, step = _found(ctx, command.step)
    if step.gate:
        ctx.must(Power.SOP_CONTROL)
    reason = _words(command.reason)
    with _naming(incident):
        begun = run.not_applicable(step.id, ctx.me().id, _to_keep(ctx, incident, step, reason), ctx.now)
    _write(ctx, incident, step, _Said(None, "not applicable", reason, ctx.now))
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    ctx.refresh(incident)
    return _reply(incident, f"{incident.code} {step_cards.name(step)} does not apply")


def reopen(command: c.SopReopen, ctx: Context) -> Card:
    """Take a finished step up again; its holders are told."""
    incident, run, step = _found(ctx, command.step)
    ctx.must(Power.SOP_CONTROL)
    reason = _words(command.reason)
    with _naming(incident):
        begun = run.reopen(step.id, _to_keep(ctx, incident, step, reason), ctx.now)
    assembled = incident.running and incident.level > Level.L0
    begun += run.start(incident.reported_at, incident.declared_at if assembled else None, ctx.now)
    _write(ctx, incident, step, _Said(None, "open again", reason, ctx.now))
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    if incident.open and step not in [new.step for new in begun]:
        card = step_cards.yours(ctx, incident, run, [step], "It was opened again.")
        for person in Holders(ctx, incident).of(step):
            ctx.send(fx.Tell(person, card, incident.id))
        watch(ctx, incident, step)
    ctx.refresh(incident)
    return _reply(incident, f"{incident.code} {step_cards.name(step)} is open again")


def assign(command: c.SopAssign, ctx: Context) -> Card:
    """Give a step to somebody who works on the incident, and tell them."""
    incident, run, step = _found(ctx, command.step)
    me = ctx.me()
    person = me if command.who.casefold() == "me" else locate.person(ctx, command.who)
    if person.id != me.id:
        # A step that its holder may not tick would never be ticked.
        roles = actor_of(ctx.uow, person.id, ctx.now, incident).roles if person.active else frozenset[str]()
        if not ctx.uow.roster.matrix().verdict(Power.SOP, roles).allowed:
            text = f"{person.name} does not work on {incident.code}, and could not tick {step.id}. Add them first."
            raise Conflict(text, instead=f"augment {incident.code} {person.id} role=...")
    if step.restricted:
        _must_be_inside(ctx, incident, step, [person.id])
    with _naming(incident):
        run.assign(step.id, person.id)
    ctx.uow.runs.save(run)
    ctx.log(
        incident.code, EntryKind.STEP, f"{step_cards.name(step)} is given to {person.name}.",
        element=step.definition.element, step=step.id, occurrence=step.occurrence, assigned_to=person.id,
    )  # fmt: skip
    if person.id != me.id and incident.open:
        why = f"{me.name} gave it to you."
        ctx.send(fx.Tell(person.id, step_cards.yours(ctx, incident, run, [step], why), incident.id))
    ctx.refresh(incident)
    return Card(
        f"{incident.code} {step.id} is {person.name}'s now", (step_cards.buttons(incident.code, step),), Tone.GOOD
    )


def note(command: c.SopNote, ctx: Context) -> Card:
    """Write a note on a step."""
    return _attach(ctx, command.step, RecordKind.NOTE, command.text)


def evidence(command: c.SopEvidence, ctx: Context) -> Card:
    """Attach a record to a step, finished or not."""
    return _attach(ctx, command.step, RecordKind.EVIDENCE, command.text)


def add(command: c.SopAdd, ctx: Context) -> Card:
    """Add a step to this incident alone; its holders are told. Added in the restricted room its words stay there."""
    incident = ctx.the_incident()
    run = run_of(ctx, incident)
    text = clean(command.text, limit=300, what="A step", required=True)
    roles = _roles(ctx, incident, command.role)
    within = _within(command.within)
    after = command.after.strip().lstrip("#").lower() or None
    if after and within is None:
        raise Invalid(f"Say how long after {after} it should be done.", instead=f"{c.SopAdd.word} ... within=30m")
    secret = ctx.spoken_at() is Sensitivity.STRICTLY_CONFIDENTIAL
    shown, marks = (_SEALED_STEP, frozenset({Mark.RESTRICTED})) if secret else (text, frozenset[Mark]())
    with _naming(incident):
        begun = run.add(shown, roles, within, after, incident.declared_at, ctx.now, marks)
    step = run.steps[-1]
    if secret:
        _must_be_inside(ctx, incident, step, Holders(ctx, incident).of(step))
    _write_added(ctx, incident, step, shown, text)
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    ctx.refresh(incident)
    said = Text(f"{shown} Due: {step_cards.due(ctx, step)}.")
    return Card(f"{incident.code} {step.id} is added", (said, step_cards.buttons(incident.code, step)), Tone.GOOD)


def _write_added(ctx: Context, incident: Incident, step: StepRun, shown: str, text: str) -> None:
    """Log and show the new step; restricted words go into an entry and a room of their own, kept with the step."""
    title, due = f"{incident.code} {step.id} added by {ctx.actor.name}", f"Due: {step_cards.due(ctx, step)}."
    ctx.log(
        incident.code, EntryKind.STEP, f"{step.id} added: {shown}", element=step.definition.element, step=step.id,
        occurrence=1, state="added", roles=list(step.definition.roles),
        due=step.due_at.isoformat() if step.due_at else None,
    )  # fmt: skip
    ctx.post(incident, Card(title, (Text(f"{shown} {due}"),)))
    if shown != text:
        strictly = Sensitivity.STRICTLY_CONFIDENTIAL
        seq = ctx.log(
            incident.code, EntryKind.STEP, f"{step.id} added: {text}", element=step.definition.element,
            sensitivity=strictly, step=step.id,
        )  # fmt: skip
        step.records.append(StepRecord(RecordKind.NOTE, seq, ctx.me().id, ctx.now))
        ctx.post(incident, Card(title, (Text(f"{text} {due}"),)), strictly)


def _must_be_inside(ctx: Context, incident: Incident, step: StepRun, people: Iterable[PersonId]) -> None:
    """Refuse a restricted step to people who could neither read nor record its words. Raises Conflict."""
    without = outside(ctx, incident, people)
    if without:
        text = f"{step.id} is restricted, and not in the restricted room of {incident.code}: {ctx.names(without)}."
        text += " They could neither read nor record its words; name somebody who is in it."
        seats = [seat.title for seat in ctx.uow.roster.seats() if seat.code in ctx.organisation.restricted_roles]
        by = f"The room lets in the holders of these seats, when they are paged or type /crisis join {incident.code}:"
        raise Conflict(f"{text} {by} {', '.join(seats)}." if seats else text)


@contextmanager
def _naming(incident: Incident) -> Iterator[None]:
    """Put the incident's code into the line that a refusal says to type instead."""
    try:
        yield
    except CrisisError as error:
        error.instead = error.instead.replace("CODE", incident.code)
        raise


def _found(ctx: Context, id_: str) -> tuple[Incident, Run, StepRun]:
    incident = ctx.the_incident()
    run = run_of(ctx, incident)
    with _naming(incident):
        return incident, run, run.step(id_)


def _words(text: str) -> str:
    return clean(text, limit=locate.TEXT_LIMIT, what="A text")


def _secret(ctx: Context, incident: Incident, step: StepRun) -> bool:
    """Words of a restricted step are restricted, and whatever was typed in the restricted room."""
    return step.restricted or shows_secrets(ctx, incident) or ctx.spoken_at() is Sensitivity.STRICTLY_CONFIDENTIAL


def _to_keep(ctx: Context, incident: Incident, step: StepRun, reason: str) -> str:
    return SEALED if reason and _secret(ctx, incident, step) else reason


def _only_where_allowed(ctx: Context, incident: Incident, step: StepRun, has_words: bool) -> None:
    """Refuse the words of a restricted step anywhere but in this incident's restricted room."""
    if not step.restricted or not has_words or shows_secrets(ctx, incident):
        return
    rooms = " or ".join(room.name for room in ctx.open_rooms(incident, RoomKind.RESTRICTED))
    where = f"Type it in the room {rooms}." if rooms else "Its restricted room is not open; keep it on paper."
    text = f"{step.id} is restricted: its words are taken in the restricted room alone, and kept nowhere else. {where}"
    raise Conflict(text, instead=f"sop done {incident.code} {step.id} ..." if rooms else "")


def _asked(step: StepRun, words: dict[str, str]) -> tuple[str, ...]:
    """Name the blanks that the step's marks ask for, when one of them is empty; else none."""
    marks = step.definition.marks
    needs = {"text": bool({Mark.DECISION, Mark.MESSAGE} & marks), "because": Mark.DECISION in marks,
             "cleared": Mark.MESSAGE in marks}  # fmt: skip
    if {Mark.EVIDENCE, Mark.LIAISON} & marks and not step.recorded():
        needs["text"] = True
    wanted = tuple(key for key, needed in needs.items() if needed)
    return wanted if any(not words[key] for key in wanted) else ()


def _kind(step: StepRun) -> RecordKind:
    marks = step.definition.marks
    if Mark.DECISION in marks:
        return RecordKind.DECISION
    if Mark.MESSAGE in marks:
        return RecordKind.MESSAGE
    return RecordKind.CONTACT if Mark.LIAISON in marks else RecordKind.EVIDENCE


@dataclass(frozen=True)
class _Said:
    """What somebody says of a step."""

    #: What the words are as a record; None for a reason, which is none.
    kind: RecordKind | None
    #: ``done``, ``skipped``, ``evidence`` ...
    became: str
    words: str
    at: datetime
    #: ``because`` and ``cleared``.
    more: Mapping[str, Any] = field(default_factory=dict)


_ENTRY_OF = {RecordKind.DECISION: EntryKind.DECISION, RecordKind.CONTACT: EntryKind.LIAISON}


def _write(ctx: Context, incident: Incident, step: StepRun, said: _Said) -> None:
    """Log and show what became of a step; restricted words go into an entry and a room of their own."""
    named, words = step_cards.name(step), said.words
    about: dict[str, Any] = {
        "step": step.id, "occurrence": step.occurrence, "late": step.late or None,
        "recorded" if said.became in set(RecordKind) else "state": said.became,
    }  # fmt: skip
    kind = _ENTRY_OF.get(said.kind, EntryKind.STEP) if said.kind and words else EntryKind.STEP
    element, shown, more = step.definition.element, words, said.more
    if words and _secret(ctx, incident, step):
        ctx.log(incident.code, EntryKind.STEP, f"{named} {said.became}: {SEALED}", at=said.at, element=element, **about)
        shown, more, strictly = SEALED, {}, Sensitivity.STRICTLY_CONFIDENTIAL
        seq = ctx.log(
            incident.code, kind, f"{named} {said.became}: {words}", at=said.at, element=element, sensitivity=strictly,
            **about, **said.more,
        )  # fmt: skip
        ctx.post(incident, _said_card(ctx, incident, named, said, words, said.more), strictly)
    else:
        shown = words or (step.definition.text if step.state is StepState.DONE else "")
        text = f"{named} {said.became}: {shown}".removesuffix(": ")
        seq = ctx.log(incident.code, kind, text, at=said.at, element=element, **about, **more)
    if said.kind and words:
        step.records.append(StepRecord(said.kind, seq, ctx.me().id, said.at))
    if said.kind is not RecordKind.NOTE:
        # A plain note stays between its author and the log.
        ctx.post(incident, _said_card(ctx, incident, named, said, shown, more))


def _said_card(ctx: Context, incident: Incident, named: str, said: _Said, shown: str, more: Mapping[str, Any]) -> Card:
    facts = tuple((key.capitalize(), value) for key, value in more.items() if value)
    blocks = (*((Text(shown),) if shown else ()), *((Facts(facts),) if facts else ()))
    return Card(f"{incident.code} {named} {said.became}, by {ctx.actor.name}", blocks)


def _attach(ctx: Context, id_: str, kind: RecordKind, text: str) -> Card:
    incident, run, step = _found(ctx, id_)
    _only_where_allowed(ctx, incident, step, bool(text.strip()))
    words = clean(text, limit=locate.TEXT_LIMIT, what="A record", required=True)
    _write(ctx, incident, step, _Said(kind, str(kind), words, ctx.now))
    ctx.uow.runs.save(run)
    ctx.refresh(incident)
    title = f"{incident.code} {step_cards.name(step)}: {kind} recorded"
    return Card(title, (step_cards.buttons(incident.code, step),) if step.open else (), Tone.GOOD)


def _reply(incident: Incident, title: str, words: str = "") -> Card:
    blocks = (Text(words),) if words else ()
    return Card(title, (*blocks, step_cards.done_buttons(incident.code, ())), Tone.GOOD)


def _roles(ctx: Context, incident: Incident, typed: str) -> tuple[str, ...]:
    """Read a role of the playbooks, or a seat; nothing typed is the chair. Raises Invalid."""
    if not typed.strip():
        return ()
    wanted = typed.strip().upper()
    seats = {str(seat.code) for seat in ctx.uow.roster.seats()}
    known = [*ctx.library.sop_roles, *sorted(seats)]
    sites = [f"{wanted}@{site}" for site in incident.sites]
    found = next((code for code in (wanted, *sites) if code in known), None)
    if found is None:
        close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
        roles = ", ".join(ctx.library.sop_roles)
        raise Invalid(f"'{typed[:40]}' is neither a role nor a seat. Roles: {roles}.",
                      meant=(typed, close[0]) if close else None)  # fmt: skip
    return (found,)


def _within(typed: str) -> timedelta | None:
    if not typed.strip():
        return None
    found = _WITHIN.fullmatch(typed.strip())
    if found is None or int(found[1]) == 0:
        raise Invalid(f"'{typed[:20]}' is not a time to do it in; write 30m, 2h or 1d.")
    return timedelta(**{_UNITS[found[2][0].lower()]: int(found[1])})
