"""The clocks of the playbook: a run begins, a step becomes somebody's, is overdue, or ticks by itself (R48)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import effects as fx
from handlers import step_cards, system
from handlers.context import MUSTER, Context
from handlers.step_holders import Holders
from playbooks.rules.incident import Incident
from playbooks.rules.runs import Run
from playbooks.rules.steps import Begun, RecordKind, StepRecord, StepRun, Tick, Why
from playbooks.rules.vocabulary import EntryKind, Level, PersonId

_SEEN = {
    Tick.ROOM: "the room is open",
    Tick.PAGE: "the page went out",
    Tick.CHECK_IN: "the check-in went out",
    Tick.SILENT: "the silent check-in was started",
    Tick.QUORUM: "quorum is reached",
}


def start_run(command: system.StartRun, ctx: Context) -> None:
    """Begin the run, or start the declaration's clocks; for an incident that was opened again, go on telling."""
    incident = ctx.the_incident()
    if not incident.open:
        return
    run = ctx.uow.runs.get(incident.id)
    if run is None:
        playbook = ctx.library.playbook(incident.type)
        run = Run.of(incident.id, playbook, ctx.now)
        ctx.uow.runs.add(run)
        stand = f"approved by {run.approved}" if run.approved else "a draft"
        text = f"Playbook '{run.title}' begins: {len(run.steps)} steps, version {run.version}, {stand}."
        ctx.log(incident.code, EntryKind.STEP, text, author=MUSTER, playbook=str(run.type), version=run.version)
    # A watch has no team: its steps of the declaration begin when the level is raised (domain 2.2).
    assembled = incident.running and incident.level > Level.L0
    begun = run.start(incident.reported_at, ctx.now if assembled else None, ctx.now)
    if not begun:
        # Opened again: alarms that came while it was closed were not heard by anybody.
        begun = [Begun(step, Why.CLOCK) for step in run.latest() if step.open and step.started_at]
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)


def change_run(command: system.ChangeRun, ctx: Context) -> None:
    """Let the playbook of the incident's kind take the place of another; what both share stays as it is."""
    incident = ctx.the_incident()
    before = ctx.uow.runs.get(incident.id)
    if before is None or before.type is incident.type:
        return
    run = Run.of(incident.id, ctx.library.playbook(incident.type), ctx.now)
    kept = run.keep(before)
    ctx.uow.runs.put_in_place(run)
    text = f"Playbook '{run.title}' takes the place of '{before.title}': {len(run.steps)} steps, {kept} as they were."
    ctx.log(incident.code, EntryKind.STEP, text, author=MUSTER, playbook=str(run.type), version=run.version)


def step_due(command: system.StepDue, ctx: Context) -> None:
    """Tell the holders of an overdue step, and the room once; nothing in an incident that is over."""
    incident = ctx.the_incident()
    run = ctx.uow.runs.get(incident.id) if incident.open else None
    step = run.told_overdue(command.step, command.occurrence, ctx.now) if run else None
    if run is None or step is None:
        return
    ctx.uow.runs.save(run)
    holders = Holders(ctx, incident)
    text = f"{step_cards.name(step)} is overdue: {step.definition.text} Told: {holders.words(step)}."
    ctx.log(
        incident.code, EntryKind.STEP, text, author=MUSTER, element=step.definition.element,
        step=step.id, occurrence=step.occurrence, state="overdue",
    )  # fmt: skip
    card = step_cards.overdue(ctx, incident, run, step, holders)
    ctx.post(incident, card)
    for person in holders.of(step):
        ctx.send(fx.Tell(person, card, incident.id))
    ctx.refresh(incident)


def tick_step(command: system.TickStep, ctx: Context) -> None:
    """Tick the steps that stand for what Muster saw happen; a second time changes nothing.

    Where a decision is asked for as well, what happened is noted on the step, once, and the step stays open.
    """
    incident = ctx.the_incident()
    run = ctx.uow.runs.get(incident.id)
    if run is None:
        return
    ticked, begun = run.tick(command.what, MUSTER, ctx.now)
    noted = [step for step in run.undecided(command.what) if not any(one.by == MUSTER for one in step.records)]
    if not ticked and not noted:
        return
    seen = f"{_SEEN[command.what]} {ctx.now:%H:%M} UTC"
    for step in ticked:
        ctx.log(
            incident.code, EntryKind.STEP, f"{step_cards.name(step)} ticked by Muster: {seen}.", author=MUSTER,
            element=step.definition.element, step=step.id, occurrence=step.occurrence, state=str(step.state),
            late=step.late or None,
        )  # fmt: skip
    for step in noted:
        seq = ctx.log(
            incident.code, EntryKind.STEP, f"{step_cards.name(step)}: {seen}; its decision is not on record yet.",
            author=MUSTER, element=step.definition.element, step=step.id, occurrence=step.occurrence,
        )  # fmt: skip
        step.records.append(StepRecord(RecordKind.NOTE, seq, MUSTER, ctx.now))
    ctx.uow.runs.save(run)
    tell(ctx, incident, run, begun)
    ctx.refresh(incident)


def tell_steps(command: system.TellSteps, ctx: Context) -> None:
    """Tell a person of the steps that became theirs with the seat."""
    incident = ctx.the_incident()
    run = ctx.uow.runs.get(incident.id)
    if run is None or not incident.open:
        return
    holders = Holders(ctx, incident)
    mine = [step for step in run.latest() if step.open and step.started_at and command.person in holders.of(step)]
    if mine:
        card = step_cards.yours(ctx, incident, run, mine, "They came to you with the seat that you cover.")
        ctx.send(fx.Tell(command.person, card, incident.id))


def tell(ctx: Context, incident: Incident, run: Run, begun: Iterable[Begun]) -> None:
    """Tell each holder once of all that begins, and set the alarms; in an incident that is over, neither."""
    begun = list(begun)
    if not incident.open or not begun:
        return
    holders = Holders(ctx, incident)
    theirs: dict[PersonId, list[StepRun]] = {}
    for new in begun:
        for person in holders.of(new.step):
            theirs.setdefault(person, []).append(new.step)
    whys = {new.step: str(new.why) for new in begun}
    for person, steps in theirs.items():
        said = dict.fromkeys(whys[step] for step in steps)
        why = f"Yours now: {', '.join(said)}."
        ctx.send(fx.Tell(person, step_cards.yours(ctx, incident, run, steps, why), incident.id))
    for new in begun:
        watch(ctx, incident, new.step)


def watch(ctx: Context, incident: Incident, step: StepRun) -> None:
    """Set the alarm of a step that has a target."""
    moment = step.alarm_at(ctx.now)
    if moment is not None:
        ctx.after(moment - ctx.now, system.StepDue(incident.id, step.id, step.occurrence), incident.id)
