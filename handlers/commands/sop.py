"""Walking through the playbook's steps, as typed (R48)."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.commands.base import OnIncident
from playbooks.rules.authority import Power


@dataclass(frozen=True, kw_only=True)
class SopShow(OnIncident):
    """sop show [CODE] [STEP]

    Show the playbook's steps and how far each is, or one step with its evidence and notes.
    """

    word = "sop show"
    power = Power.STATUS
    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class SopNext(OnIncident):
    """sop next [CODE]

    Show what is to be done next: your own steps first, the most overdue first.
    """

    word = "sop next"
    power = Power.STATUS


@dataclass(frozen=True, kw_only=True)
class SopDone(OnIncident):
    """sop done [CODE] STEP [WHAT WAS DONE] [because=WHY] [cleared=WHO] [at=HH:MM]

    Tick a step, with its evidence, its decision and reason, or the message's text and who cleared it.
    """

    word = "sop done"
    power = Power.SOP
    step: str
    text: str = ""
    because: str = ""
    cleared: str = ""
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class SopSkip(OnIncident):
    """sop skip [CODE] STEP reason=WHY

    Leave a step out, with the reason. What requires a skipped gate stays refused.
    """

    word = "sop skip"
    power = Power.SOP
    step: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SopNotApplicable(OnIncident):
    """sop na [CODE] STEP [reason=WHY]

    Say that a step does not apply here; for a gate only the chair or security may, with a reason.
    """

    word = "sop na"
    power = Power.SOP
    step: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SopAssign(OnIncident):
    """sop assign [CODE] STEP PERSON

    Give a step to a person, who is told.
    """

    word = "sop assign"
    power = Power.SOP
    step: str
    who: str


@dataclass(frozen=True, kw_only=True)
class SopNote(OnIncident):
    """sop note [CODE] STEP TEXT

    Write a note on a step.
    """

    word = "sop note"
    power = Power.SOP
    step: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SopEvidence(OnIncident):
    """sop evidence [CODE] STEP TEXT

    Attach a record to a step: what, where it is kept, who has it. Restricted steps take it in the restricted room.
    """

    word = "sop evidence"
    power = Power.SOP
    step: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SopReopen(OnIncident):
    """sop reopen [CODE] STEP reason=WHY

    Take a finished step up again.
    """

    word = "sop reopen"
    power = Power.SOP
    step: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SopAdd(OnIncident):
    """sop add [CODE] WHAT TO DO [role=ROLE] [within=30m] [after=STEP]

    Add a step to this incident alone; the playbook stays as it is. In the restricted room: a restricted step.
    """

    word = "sop add"
    power = Power.SOP_CONTROL
    text: str
    role: str = ""
    within: str = ""
    after: str = ""
