"""What people see of the playbook: their steps, what comes next, one step in full, a line for the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from handlers.cards import Block, Button, Buttons, Card, Facts, Field, Form, Table, Text, Tone
from handlers.context import MUSTER, Context
from handlers.step_holders import Holders
from playbooks.rules.errors import NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.rooms import RoomKind
from playbooks.rules.runs import Run
from playbooks.rules.steps import Mark, StepRun, StepState
from playbooks.rules.vocabulary import PersonId, Sensitivity

#: What stands in the place of words that belong in the restricted room.
SEALED = "recorded, restricted"
#: Longest list of steps on one card (our choice: a telephone's screen).
LONGEST = 12
#: A list has so many buttons at most.
_BUTTONS = 4
_PHASES = (
    "0 Alert and verify", "1 Activate", "2 Immediate response", "3 Sustain", "4 Recover", "5 Stand down and learn",
)  # fmt: skip
_SIGN = {StepState.DONE: "✓ done", StepState.SKIPPED: "✗ skipped", StepState.NOT_APPLICABLE: "– not applicable"}
_ASKS = {
    Mark.DECISION: "a decision with its reason", Mark.EVIDENCE: "evidence", Mark.LIAISON: "who was contacted",
    Mark.MESSAGE: "the text and who cleared it", Mark.GATE: "gate: others wait for it",
    Mark.RESTRICTED: "restricted: words only in the restricted room",
}  # fmt: skip


def run_of(ctx: Context, incident: Incident) -> Run:
    """Give the incident's run. Raises NotFound."""
    run = ctx.uow.runs.get(incident.id)
    if run is None:
        text = f"No playbook is being walked in {incident.code}."
        raise NotFound(text, instead=f"status {incident.code}")
    return run


def clock(moment: datetime, now: datetime) -> str:
    """Write a time in UTC, with the day when it is not today's."""
    return f"{moment:%H:%M} UTC" if moment.date() == now.date() else f"{moment:%Y-%m-%d %H:%M} UTC"


def name(step: StepRun) -> str:
    """Name a step, with its round when it is not the first."""
    return f"{step.id} (round {step.occurrence})" if step.occurrence > 1 else step.id


def shows_secrets(ctx: Context, incident: Incident) -> bool:
    """Tell whether this was typed in the restricted room of this incident."""
    room = ctx.room
    return room is not None and room.kind is RoomKind.RESTRICTED and room.incident == incident.id


def buttons(code: str, step: StepRun) -> Buttons:
    """Give what can be done about one step."""
    if not step.open:
        return Buttons((Button("Open it again", f"sop reopen {code} {step.id} reason="),))
    return Buttons((
        Button("Done", f"sop done {code} {step.id}", "primary"),
        Button("Skip", f"sop skip {code} {step.id}"),
        Button("Not applicable", f"sop na {code} {step.id}"),
        Button("Assign to me", f"sop assign {code} {step.id} me"),
    ))  # fmt: skip


def done_buttons(code: str, steps: Iterable[StepRun]) -> Buttons:
    """Give one "done" for each of the first steps of a list."""
    first = [step for step in steps if step.open][:_BUTTONS]
    ticks = tuple(Button(f"{step.id} done", f"sop done {code} {step.id}") for step in first)
    return Buttons((*ticks, Button("What is next?", f"sop next {code}")))


def yours(ctx: Context, incident: Incident, run: Run, steps: Sequence[StepRun], why: str) -> Card:
    """Make the card that tells one person of their steps, the soonest first."""
    code = incident.code
    if len(steps) == 1:
        step = steps[0]
        words = f"{step.definition.text}\n{_asked(ctx, run, step)}\n{why}".strip()
        return Card(f"{code} {name(step)} is yours{_by(ctx, step)}", (Text(words), buttons(code, step)))
    ordered = sorted(steps, key=_urgency)
    rows = tuple((name(step), due(ctx, step), step.definition.text) for step in ordered[:LONGEST])
    blocks: list[Block] = [Text(why), Table(("Step", "Due", "What to do"), rows, "Your steps")]
    if len(ordered) > LONGEST:
        blocks.append(Text(f"... and {len(ordered) - LONGEST} more: /crisis sop next {code}"))
    return Card(f"{code}: {len(steps)} steps are yours", (*blocks, done_buttons(code, ordered)))


def overdue(ctx: Context, incident: Incident, run: Run, step: StepRun, holders: Holders) -> Card:
    """Make the alarm for a step whose target has passed."""
    words = f"{step.definition.text}\n{_asked(ctx, run, step)}\nIt was due {due(ctx, step)}; {holders.words(step)}."
    title = f"{incident.code}: {name(step)} is overdue"
    return Card(title, (Text(words), buttons(incident.code, step)), Tone.ALARM, must_act=True)


def missing(code: str, step: StepRun, asked: Mapping[str, str]) -> Card:
    """Ask for what a step still needs; `asked` is blank name -> what was typed for it already."""
    labels = {
        "text": "What is decided?"
        if Mark.DECISION in step.definition.marks
        else "What was done, and what is recorded?",
        "because": "Why?",
        "cleared": "Who cleared the message?",
    }
    hint = step.definition.evidence
    blanks = tuple(
        Field(key, labels[key], "text" if key == "cleared" else "long", value=value, hint=hint if key == "text" else "")
        for key, value in asked.items()
    )
    keys = " ".join(f"{key}={{{key}}}" for key in asked if key != "text")
    form = Form(
        blanks, f"sop done {code} {step.id} {{text}} {keys}".strip(), f"{step.id} is done", step.definition.text
    )
    words = f"{step.definition.text}\nNothing was changed yet: fill in what the step asks for."
    return Card(f"{code} {step.id} needs more before it is done", (Text(words), form), Tone.WARNING)


def show_all(ctx: Context, incident: Incident, run: Run) -> Card:
    """Show all steps by phase."""
    figures = run.figures(ctx.now)
    stand = f"version {run.version}, {f'approved by {run.approved}' if run.approved else 'a draft nobody approved'}"
    counted = (
        f"{figures.done} of {figures.mandatory} done ({figures.late} late), {figures.skipped} skipped, "
        f"{figures.not_applicable} not applicable, {figures.open} open, {figures.overdue} of them overdue"
    )
    blocks: list[Block] = [Facts((("Playbook", f"{run.title}, {stand}"), ("Steps", counted)))]
    for phase in sorted({step.definition.phase for step in run.steps}):
        rows = tuple(_row(ctx, run, step) for step in run.steps if step.definition.phase == phase)
        blocks.append(Table(("Step", "Who", "Due", "State", "What"), rows, _PHASES[phase]))
    blocks.append(Buttons((Button("What is next?", f"sop next {incident.code}"),)))
    return Card(f"{incident.code}: {run.title}", tuple(blocks))


def show_one(ctx: Context, incident: Incident, run: Run, step: StepRun) -> Card:
    """Show one step with what was recorded on it, as far as this room may see it."""
    definition = step.definition
    asks = [_ASKS[mark] for mark in _ASKS if mark in definition.marks]
    facts = [
        ("State", _state(ctx, run, step)),
        ("Due", due(ctx, step)),
        ("Holder", Holders(ctx, incident).words(step)),
        ("Record", definition.evidence),
        ("Asks for", "; ".join(asks)),
        ("Waits for", ", ".join(definition.requires)),
        ("Finished", f"{clock(step.finished_at, ctx.now)} by {_who(ctx, step)}" if step.finished_at else ""),
        ("Reason", step.reason),
    ]
    blocks: list[Block] = [Text(definition.text), Facts(tuple((key, value) for key, value in facts if value))]
    rows = tuple(_records(ctx, incident, step))
    if rows:
        blocks.append(Table(("Log no.", "Kind", "UTC", "By", "Text"), rows, "Recorded"))
    earlier = [one for one in run.steps if one.id == step.id and one is not step]
    if earlier:
        lines = "; ".join(f"round {one.occurrence}: {_state(ctx, run, one)}" for one in earlier)
        blocks.append(Text(f"Before: {lines}"))
    return Card(f"{incident.code} {name(step)}", (*blocks, buttons(incident.code, step)))


def show_next(ctx: Context, incident: Incident, run: Run, me: PersonId) -> Card:
    """Show what is to be done next: the asker's own first, the most overdue first."""
    holders = Holders(ctx, incident)
    waiting = [step for step in run.latest() if step.open and (step.started_at or step.definition.clock is None)]
    mine = sorted((step for step in waiting if me in holders.of(step)), key=_urgency)
    others = sorted((step for step in waiting if me not in holders.of(step)), key=_urgency)
    if not waiting:
        return Card(
            f"{incident.code}: no step is open", (Text("What is not begun yet waits for its clock."),), Tone.GOOD
        )
    blocks: list[Block] = []
    for caption, steps in (("Yours", mine), ("The others'", others)):
        rows = tuple(
            (name(step), holders.words(step), due(ctx, step), _state(ctx, run, step), step.definition.text)
            for step in steps[:LONGEST]
        )
        if rows:
            blocks.append(Table(("Step", "Who", "Due", "State", "What"), rows, caption))
        if len(steps) > LONGEST:
            blocks.append(Text(f"... and {len(steps) - LONGEST} more: /crisis sop show {incident.code}"))
    top = [*mine, *others]
    blocks += [Text(f"First: {top[0].id}"), buttons(incident.code, top[0]), done_buttons(incident.code, top[1:])]
    return Card(f"{incident.code}: what is next ({len(mine)} yours, {len(waiting)} open)", tuple(blocks))


def fact(ctx: Context, incident: Incident) -> str:
    """Say in a line for the board how far the playbook is; empty without one."""
    run = ctx.uow.runs.get(incident.id)
    if run is None:
        return ""
    done = sum(step.state is StepState.DONE for step in run.steps)
    counted = sum(step.state is not StepState.NOT_APPLICABLE for step in run.steps)
    behind = sum(step.overdue(ctx.now) for step in run.steps)
    said = f"{done} of {counted} done" + (f", {behind} overdue" if behind else "")
    waiting = [step for step in run.latest() if step.open and step.due_at is not None]
    if not waiting:
        return said
    coming = min((step for step in waiting if not step.overdue(ctx.now)), key=_urgency, default=None)
    step = coming or min(waiting, key=_urgency)
    roles = ctx.names([step.assigned_to]) if step.assigned_to else "+".join(step.definition.roles) or "chair"
    return f"{said}, next {step.id} {roles} by {due(ctx, step)}"


def _urgency(step: StepRun) -> tuple[bool, float, int]:
    return step.due_at is None, step.due_at.timestamp() if step.due_at else 0.0, step.position


def _row(ctx: Context, run: Run, step: StepRun) -> tuple[str, str, str, str, str]:
    who = ctx.names([step.assigned_to]) if step.assigned_to else ", ".join(step.definition.roles) or "chair"
    return name(step), who, due(ctx, step), _state(ctx, run, step), step.definition.text


def due(ctx: Context, step: StepRun) -> str:
    """Write when a step should be done."""
    if step.due_at is not None:
        return clock(step.due_at, ctx.now)
    planned = step.definition.clock
    if planned is None:
        return "no target time"
    return f"after {planned.after or planned.base}"


def _by(ctx: Context, step: StepRun) -> str:
    return f", due {due(ctx, step)}" if step.due_at else ""


def _state(ctx: Context, run: Run, step: StepRun) -> str:
    if not step.open:
        at = f" {clock(step.finished_at, ctx.now)}" if step.finished_at else ""
        return f"{_SIGN[step.state]}{at}, {_who(ctx, step)}{' (late)' if step.late else ''}"
    shut = run.shut(step)
    if shut:
        return f"waits for gate {', '.join(gate.id for gate in shut)}"
    if step.overdue(ctx.now):
        return "OVERDUE"
    return "open" if step.started_at or step.definition.clock is None else "not begun"


def _asked(ctx: Context, run: Run, step: StepRun) -> str:
    lines = [f"Record: {step.definition.evidence}"] if step.definition.evidence else []
    if Mark.RESTRICTED in step.definition.marks:
        lines.append("Restricted: write its words in the restricted room only.")
    if shut := run.shut(step):
        lines.append(f"It waits for gate {', '.join(gate.id for gate in shut)}.")
    return "\n".join(lines)


def _who(ctx: Context, step: StepRun) -> str:
    return _author(ctx, step.finished_by or MUSTER)


def _author(ctx: Context, by: str) -> str:
    return "Muster" if by == MUSTER else ctx.names([PersonId(by)])


def _records(ctx: Context, incident: Incident, step: StepRun) -> Iterable[tuple[str, ...]]:
    may_see = shows_secrets(ctx, incident)
    for record in step.records:
        entry = ctx.uow.log.entry(incident.code, record.entry)
        secret = entry.sensitivity == Sensitivity.STRICTLY_CONFIDENTIAL
        words = entry.text if may_see or not secret else SEALED
        yield str(record.entry), record.kind, f"{record.at:%H:%M}", _author(ctx, record.by), words
