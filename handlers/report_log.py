"""What the report takes from the incident's log: the timeline, the decisions, what did not arrive, levels, quorum.

Restricted entries are counted and never read out (domain 10).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from handlers.report_model import Entry, Failure, LevelChange, QuorumChange
from handlers.report_team import SOMEBODY, Team
from playbooks.rules.logbook import LogEntry
from playbooks.rules.vocabulary import EntryKind, PersonId, Sensitivity

#: What a review reads in order; pages, answers, steps and failed messages have chapters of their own.
_TOLD = frozenset({
    EntryKind.REPORT, EntryKind.STATUS, EntryKind.FACT, EntryKind.ASSUMPTION, EntryKind.DECISION, EntryKind.NOTE,
    EntryKind.MESSAGE, EntryKind.TEAM, EntryKind.LIAISON, EntryKind.CHECK_IN, EntryKind.HELP, EntryKind.CORRECTION,
})  # fmt: skip
#: Entries about people who are asked or ask for help: in them nobody is named but who acts.
_PERSONAL = frozenset({EntryKind.CHECK_IN, EntryKind.HELP})
#: Details of an entry that a reader wants, in this order.
_DETAILS = ("source", "because", "options", "owner", "by", "reason")
_BY_SMS = re.compile(r"^.{1,200}? by SMS: ", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """An incident's log, read once."""

    entries: tuple[LogEntry, ...]
    team: Team

    @cached_property
    def _open(self) -> list[LogEntry]:
        secret = Sensitivity.STRICTLY_CONFIDENTIAL
        return [entry for entry in self.entries if entry.sensitivity != secret]

    def of_kind(self, kind: EntryKind) -> list[LogEntry]:
        """Give the entries of one kind that are not restricted, oldest first."""
        return [entry for entry in self._open if entry.kind == kind]

    def restricted(self) -> tuple[int, int]:
        """Count the restricted entries, and those of them that are single answers and requests for help."""
        secret = [entry for entry in self.entries if entry.sensitivity == Sensitivity.STRICTLY_CONFIDENTIAL]
        return len(secret), sum(entry.kind in _PERSONAL for entry in secret)

    def timeline(self) -> tuple[Entry, ...]:
        """Give the curated log in the order in which things happened."""
        lines = [self._entry(entry) for entry in self._open if _is_told(entry)]
        return tuple(sorted(lines, key=lambda one: (one.at, one.number)))

    def decisions(self) -> tuple[Entry, ...]:
        """Give the decisions in the order in which they were written down."""
        return tuple(self._entry(entry) for entry in self.of_kind(EntryKind.DECISION))

    def failures(self) -> tuple[Failure, ...]:
        """Give what did not arrive; what was said again and again, once."""
        kept: dict[str, Failure] = {}
        for entry in self.of_kind(EntryKind.DELIVERY):
            text, at = self.team.masked(entry.text), moment(entry.event_at)
            known = kept.get(text)
            kept[text] = replace(known, again=known.again + 1, last_at=at) if known else Failure(at, text)
        return tuple(kept.values())

    def levels(self) -> tuple[LevelChange, ...]:
        """Give each level that the incident had, with the reason for the change."""
        changes: list[LevelChange] = []
        for entry in self.of_kind(EntryKind.STATUS):
            level = str((entry.body or {}).get("level", ""))
            if level and (not changes or changes[-1].level != level):
                why = self.team.masked(str((entry.body or {}).get("reason", "")))
                changes.append(LevelChange(moment(entry.event_at), level, why))
        return tuple(changes)

    def quorum(self) -> tuple[QuorumChange, ...]:
        """Give when the team could act, and when not any more."""
        return tuple(
            QuorumChange(moment(entry.event_at), bool(entry.body["quorum"]), entry.text)
            for entry in self.of_kind(EntryKind.TEAM)
            if entry.body and "quorum" in entry.body
        )

    def answers(self, person: PersonId) -> list[tuple[datetime, str]]:
        """Give when and what somebody answered to pages, oldest first."""
        return [
            (moment(entry.event_at), str(entry.body.get("answer", "")))
            for entry in self.of_kind(EntryKind.ANSWER)
            if entry.author == person and entry.body
        ]

    def corrections(self) -> int:
        """Count the entries that correct another one."""
        return sum(entry.supersedes is not None for entry in self._open)

    def _entry(self, entry: LogEntry) -> Entry:
        author = entry.on_behalf or entry.author
        # The entry that opens a request for help has its asker for an author: named is only who the text names.
        silent = entry.kind in _PERSONAL and self.team.name(PersonId(author)) not in entry.text
        return Entry(
            number=entry.seq,
            at=moment(entry.event_at),
            recorded_at=moment(entry.recorded_at),
            kind=entry.kind,
            element=entry.element or "",
            by="Muster" if silent else self.team.by(author),
            text=self._text(entry),
            details=self._details(entry),
            late=bool((entry.body or {}).get("late")),
            struck_by=self._struck.get(entry.seq),
            corrects=entry.supersedes,
        )

    def _text(self, entry: LogEntry) -> str:
        if entry.kind == EntryKind.REPORT and _BY_SMS.match(entry.text):
            return f"{SOMEBODY} sent a text that may be a call for help."
        return self.team.masked(entry.text, functions=entry.kind in _PERSONAL, keep=entry.author)

    def _details(self, entry: LogEntry) -> tuple[tuple[str, str], ...]:
        body = entry.body or {}
        shown = [(name, body[name]) for name in _DETAILS if body.get(name) and str(body[name]) not in entry.text]
        return tuple(
            (name, self.team.masked("; ".join(value) if isinstance(value, list) else str(value)))
            for name, value in shown
        )

    @cached_property
    def _struck(self) -> dict[int, int]:
        return {entry.supersedes: entry.seq for entry in self.entries if entry.supersedes is not None}


def moment(text: str) -> datetime:
    """Read a time of the log."""
    return datetime.fromisoformat(text)


def first(moments: Sequence[datetime | None]) -> datetime | None:
    """Give the earliest of those that there are."""
    return min((one for one in moments if one is not None), default=None)


def _is_told(entry: LogEntry) -> bool:
    if entry.kind not in _TOLD:
        return False
    if entry.kind == EntryKind.MESSAGE:
        # What the pin marked; texts of single people are not for the report.
        return entry.on_behalf is not None
    # Who was let into which room, and who was alerted again and again, is counted in chapters of its own.
    return not (entry.kind in {EntryKind.TEAM, EntryKind.HELP} and "people" in (entry.body or {}))
