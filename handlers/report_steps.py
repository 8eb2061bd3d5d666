"""The playbook in the report: what was planned, what happened, and what was recorded on each step.

What a restricted step records, and why it was left out, is never read out (domain 10).
"""

from __future__ import annotations

from datetime import datetime

from handlers.context import Context
from handlers.report_log import Told
from handlers.report_model import Outcome, PlaybookLine, StepLine
from handlers.report_team import Team
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from playbooks.rules.steps import StepRun, StepState
from playbooks.rules.vocabulary import Sensitivity

#: Stands in the place of what only the restricted room may read.
RESTRICTED = "recorded, restricted"


def playbook(ctx: Context, incident: Incident, told: Told) -> PlaybookLine | None:
    """Give the run of the incident's playbook as of now; None where none was begun."""
    run = ctx.uow.runs.get(incident.id)
    if run is None:
        return None
    log = {entry.seq: entry for entry in told.entries}
    roles = {code: role.title for code, role in ctx.library.sop_roles.items()}
    steps = tuple(_line(step, roles, log, told.team, ctx.now) for step in run.steps)
    return PlaybookLine(run.title, run.version, run.approved, run.started_at, steps)


def _line(step: StepRun, roles: dict[str, str], log: dict[int, LogEntry], team: Team, now: datetime) -> StepLine:
    definition = step.definition
    return StepLine(
        id=step.id,
        occurrence=step.occurrence,
        phase=definition.phase,
        element=str(definition.element),
        roles=tuple(roles.get(role, role) for role in definition.roles),
        mandatory=definition.mandatory,
        text=definition.text,
        target=step.due_at,
        finished_at=step.finished_at,
        outcome=_outcome(step, now),
        by=team.by(step.finished_by) if step.finished_by else "",
        reason=RESTRICTED if step.reason and step.restricted else team.masked(step.reason),
        evidence=_evidence(step, log, team),
    )


def _outcome(step: StepRun, now: datetime) -> Outcome:
    match step.state:
        case StepState.SKIPPED:
            return Outcome.SKIPPED
        case StepState.NOT_APPLICABLE:
            return Outcome.NOT_APPLICABLE
        case StepState.DONE if step.due_at is None:
            return Outcome.DONE
        case StepState.DONE:
            return Outcome.LATE if step.late else Outcome.ON_TIME
    if step.overdue(now):
        return Outcome.OVERDUE
    return Outcome.NOT_STARTED if step.started_at is None else Outcome.OPEN


def _evidence(step: StepRun, log: dict[int, LogEntry], team: Team) -> tuple[str, ...]:
    """Read the words from the log, where a purge empties them; each restricted one says no more than that."""
    found = [_words(step, log.get(record.entry), team) for record in step.records]
    return tuple(dict.fromkeys(text for text in found if text))


def _words(step: StepRun, entry: LogEntry | None, team: Team) -> str:
    if step.restricted or (entry is not None and entry.sensitivity == Sensitivity.STRICTLY_CONFIDENTIAL):
        return RESTRICTED
    return f"{team.masked(entry.text)} (entry {entry.seq})" if entry else ""
