"""What must stand in `sop/*.yaml`, packaged or an organisation's own, and the playbooks made of it (R48, domain 11).

The shape is explained at the head of `sop/core.yaml`. Every problem of every file is reported together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from playbooks.rules.steps import ClockBase, Mark, Playbook, SopRole, Step, StepClock, Tick
from playbooks.rules.vocabulary import Element, IncidentType
from playbooks.yamlfile import BadFile, Document, Problem, Strict, Where, read_yaml, suggest, validate

CORE, ROLES = "core", "roles"
#: Every file of the folder, without ``.yaml``.
NAMES = (CORE, ROLES, *(kind.value for kind in IncidentType))
#: What stands in place of a target time for a step that has none.
_NO_TARGET = "none"
#: More is not done by Muster for this step, whatever its marks.
_NOTHING = "nothing"
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(\d{1,4}) ?([mhdw])")
_DUE = re.compile(rf"{_SPAN.pattern} after ([a-z][a-z0-9]*)")
_DUE_LOOKS = "Write '20 m after declaration', '15 m after report', '1 h after a9' or none"
_EVERY_LOOKS = "Write a time like '30 m', '24 h', '7 d' or '2 w'"

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Truth = Annotated[bool, Field(strict=True)]


class Approved(Strict):
    """Who approved a playbook's text, and when; empty while it is a draft."""

    by: _Text | None
    on: date | None


class PlaybookEntry(Strict):
    """One file."""

    playbook: str
    title: Annotated[_Text, StringConstraints(max_length=80)]
    approved: Approved
    #: Checked one by one, so that each mistake is named in its own line.
    steps: Annotated[list[Any], Field(min_length=1)]  # Any: whatever stands there


class StepEntry(Strict):
    """One step, as it is written."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,2}[1-9][0-9]?$")]
    phase: Annotated[int, Field(ge=0, le=5, strict=True)]
    roles: list[str]
    element: Element
    marks: list[str]
    do: Annotated[_Text, StringConstraints(max_length=300)]
    record: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
    due: str
    every: str | None = None
    requires: Annotated[list[str], Field(default_factory=list)]
    optional: _Truth = False
    ticks: Literal["room", "page", "check-in", "silent", "quorum", "nothing"] | None = None


class RoleEntry(Strict):
    """One role, as it is written."""

    title: Annotated[_Text, StringConstraints(max_length=80)]
    seats: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*@?$")]],
        Field(min_length=1),
    ]
    wardens: _Truth = False


@dataclass(frozen=True)
class Sop:
    """All playbooks and roles of the folder."""

    playbooks: Mapping[IncidentType, Playbook]
    roles: Mapping[str, SopRole]
    #: Names of the files that nobody has approved, the core included.
    drafts: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    """A file whose form is right; its steps with where they stand."""

    document: Document
    title: str
    approved: str
    steps: Mapping[Where, Step]
    #: The ids that stand there, those of steps with a mistake included.
    written: frozenset[str]

    def by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps.values()}


def read_sop(sources: Mapping[str, tuple[str, str]]) -> Sop:
    """Make playbooks of the files: name in `NAMES` -> text and the name to call the file by.

    Raises BadFile with every problem of every file: line, what is wrong, what to write instead.
    """
    problems: list[Problem] = []
    documents = {name: found for name in NAMES if (found := _open(*sources[name], problems))}
    roles = _roles(documents[ROLES]) if ROLES in documents else {}
    known = list(roles) if ROLES in documents and not documents[ROLES].problems else None
    files = {
        name: file for name, document in documents.items() if name != ROLES if (file := _file(name, document, known))
    }
    for file in files.values() if CORE in files else ():
        _check_names(file, files[CORE])
        _check_gates(file)
        _check_circles(file)
    for document in documents.values():
        problems += sorted(document.problems, key=lambda problem: problem.line)
    if problems:
        raise BadFile(problems)
    shared = [sources[CORE][0], sources[ROLES][0]]
    return Sop(
        playbooks={
            kind: _playbook(kind, files[kind], files[CORE], [sources[kind][0], *shared]) for kind in IncidentType
        },
        roles=roles,
        drafts=tuple(name for name, file in files.items() if not file.approved),
    )


def _open(text: str, file: str, problems: list[Problem]) -> Document | None:
    try:
        return read_yaml(text, file)
    except BadFile as bad:
        problems += bad.problems
        return None


def _roles(document: Document) -> dict[str, SopRole]:
    roles: dict[str, SopRole] = {}
    for code, value in document.data.items():
        if not re.fullmatch(r"[A-Z][A-Z0-9-]*", code):
            document.wrong((code,), f"'{code}' is no code of a role", "Write capital letters, digits and hyphens")
        elif entry := validate(document, RoleEntry, value, (code,)):
            roles[code] = SopRole(code, entry.title, tuple(entry.seats), entry.wardens)
    return roles


def _file(name: str, document: Document, roles: Sequence[str] | None) -> _File | None:
    entry = validate(document, PlaybookEntry, document.data)
    if entry is None:
        return None
    if entry.playbook != name:
        document.wrong(("playbook",), f"the file is called {name}.yaml", f"Write 'playbook: {name}'")
    who, on = entry.approved.by, entry.approved.on
    if (who is None) is not (on is None):
        document.wrong(("approved",), "an approval names who and when", "Write both 'by' and 'on', or null for both")
    steps: dict[Where, Step] = {}
    for place, value in enumerate(entry.steps):
        where: Where = ("steps", place)
        if read := validate(document, StepEntry, value, where):
            if read.id in {step.id for step in steps.values()}:
                document.wrong(
                    (*where, "id"), f"'{read.id}' stands here a second time", "Give one of them a new number"
                )
            elif (read.id[0] == "x") is not (name == CORE):
                advice = "Write x1, x2 ..." if name == CORE else "Take another letter: x belongs to core.yaml"
                document.wrong((*where, "id"), f"'{read.id}' cannot be a step of {name}.yaml", advice)
            else:
                steps[where] = _step(document, where, read, roles)
    written = frozenset(str(value["id"]) for value in entry.steps if isinstance(value, dict) and "id" in value)
    return _File(document, entry.title, f"{who}, {on}" if who and on else "", steps, written)


def _step(document: Document, where: Where, read: StepEntry, roles: Sequence[str] | None) -> Step:
    for place, role in enumerate(read.roles):
        if roles is not None and role not in roles:
            wrong = f"no role is called '{role}' ({read.id})"
            document.wrong((*where, "roles", place), wrong, _advice(role, roles) + ", or add it to roles.yaml")
    marks = set()
    for place, mark in enumerate(read.marks):
        if mark in set(Mark):
            marks.add(Mark(mark))
        else:
            wrong = f"'{mark}' is no mark ({read.id})"
            document.wrong((*where, "marks", place), wrong, f"Write some of: {', '.join(Mark)}")
    return Step(
        id=read.id,
        phase=read.phase,
        roles=tuple(dict.fromkeys(read.roles)),
        element=read.element,
        marks=frozenset(marks),
        text=read.do,
        evidence=read.record,
        clock=_clock(document, where, read),
        requires=tuple(dict.fromkeys(read.requires)),
        mandatory=not read.optional,
        ticks=_ticks(read.ticks, marks),
    )


def _advice(word: str, allowed: Sequence[str]) -> str:
    same = [one for one in allowed if one.casefold() == word.casefold()]
    return f"Write '{same[0]}'" if same else suggest(word, allowed)


def _ticks(told: str | None, marks: set[Mark]) -> Tick | None:
    if told is not None:
        return None if told == _NOTHING else Tick(told)
    if Mark.CHECK_IN in marks:
        return Tick.CHECK_IN
    return Tick.PAGE if Mark.PAGE in marks else None


def _clock(document: Document, where: Where, read: StepEntry) -> StepClock | None:
    every = _span(read.every) if read.every is not None else None
    if read.every is not None and not every:
        document.wrong((*where, "every"), f"'{read.every}' is no time between two turns ({read.id})", _EVERY_LOOKS)
    if read.due == _NO_TARGET:
        if every:
            document.wrong((*where, "due"), f"'{read.id}' repeats but never begins", _DUE_LOOKS)
        return None
    found = _DUE.fullmatch(read.due)
    if found is None:
        document.wrong((*where, "due"), f"'{read.due}' is no target time ({read.id})", _DUE_LOOKS)
        return None
    within, after = _span(f"{found[1]} {found[2]}") or timedelta(0), found[3]
    if after in {ClockBase.REPORT, ClockBase.DECLARATION}:
        return StepClock(ClockBase(after), within, None, every or None)
    return StepClock(ClockBase.STEP, within, after, every or None)


def _span(text: str) -> timedelta | None:
    found = _SPAN.fullmatch(text)
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def _check_names(file: _File, core: _File) -> None:
    """Check that the steps which others name exist, and that what is required is a gate."""
    document, steps = file.document, {**core.by_id(), **file.by_id()}
    gates = [step.id for step in steps.values() if Mark.GATE in step.marks]
    #: A step with a mistake of its own is there all the same.
    unread = (file.written | core.written) - steps.keys()
    for where, step in file.steps.items():
        after = step.clock.after if step.clock else None
        if after and after not in steps.keys() | unread:
            document.wrong((*where, "due"), f"there is no step '{after}' to come before {step.id}", _DUE_LOOKS)
        for place, wanted in enumerate(step.requires):
            if wanted in steps and wanted not in gates:
                instead = f"Give {wanted} the mark G, or take it out"
                document.wrong((*where, "requires", place), f"'{wanted}' is no gate ({step.id})", instead)
            elif wanted not in steps.keys() | unread:
                wrong = f"there is no step '{wanted}' ({step.id})"
                document.wrong((*where, "requires", place), wrong, _gate_advice(wanted, gates))


def _check_gates(file: _File) -> None:
    """Check that something waits for each gate; for the last step of all it is what comes after the playbook."""
    required = {wanted for step in file.steps.values() for wanted in step.requires}
    for where, step in list(file.steps.items())[:-1]:
        if Mark.GATE in step.marks and step.id not in required:
            instead = f"Write 'requires: [{step.id}]' in what must wait, or take G away"
            file.document.wrong((*where, "marks"), f"nothing waits for the gate '{step.id}'", instead)


def _gate_advice(wanted: str, gates: Sequence[str]) -> str:
    return suggest(wanted, gates) if gates else "Take it out: this playbook has no gate"


def _check_circles(file: _File) -> None:
    """Name each circle of steps that wait for one another once, in the line of its first step."""
    steps, seen = file.by_id(), set[str]()
    for where, step in file.steps.items():
        circle = _circle(step.id, steps)
        if circle and not seen & set(circle):
            seen |= set(circle)
            way = " waits for ".join([*circle, circle[0]])
            file.document.wrong(where, f"these steps wait for one another: {way}", "Take out one 'requires' or 'after'")


def _circle(start: str, steps: Mapping[str, Step]) -> list[str]:
    """Give the way from `start` back to itself, empty if there is none."""
    ways, known = [[start]], set[str]()
    while ways:
        way = ways.pop()
        for following in _waits_for(steps[way[-1]]):
            if following == start:
                return way
            if following in steps and following not in known:
                known.add(following)
                ways.append([*way, following])
    return []


def _waits_for(step: Step) -> Iterable[str]:
    return (*step.requires, step.clock.after) if step.clock and step.clock.after else step.requires


def _playbook(kind: IncidentType, file: _File, core: _File, texts: Sequence[str]) -> Playbook:
    steps = [*file.steps.values(), *core.steps.values()]
    return Playbook(
        type=kind,
        title=file.title,
        version=hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12],
        approved=file.approved,
        steps=tuple(sorted(steps, key=lambda step: step.phase)),
    )
