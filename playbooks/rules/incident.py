"""The life cycle of an incident (domain 2.3): what may follow what, and what each change asks for.

    REPORTED ─verify─> ACTIVE <──────────── reopen ───────────┐
        │                │  ⇅ propose / keep going            │
        │                ├─> STAND_DOWN_PROPOSED              │
        │                └──────┴─> STOOD_DOWN ──close──> CLOSED
        └──────┴─> FALSE_ALARM, MERGED (into another incident; final)

Methods change the incident and raise `Conflict` or `NeedsConfirmation` when the state or a missing reason forbids it.
Who may do it is the authority matrix's affair, not this module's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from playbooks.rules.errors import Conflict, NeedsConfirmation
from playbooks.rules.vocabulary import IncidentId, IncidentType, Level, PersonId, Phase, Sensitivity, SiteCode

#: Phases in which the incident is being worked on.
OPEN = frozenset({Phase.REPORTED, Phase.ACTIVE, Phase.STAND_DOWN_PROPOSED})
#: Phases in which the team is, or is about to be, assembled.
RUNNING = frozenset({Phase.ACTIVE, Phase.STAND_DOWN_PROPOSED})
#: Phases that `reopen` can undo; a merged incident goes on under the other code.
REOPENABLE = frozenset({Phase.STOOD_DOWN, Phase.CLOSED, Phase.FALSE_ALARM})
#: Declarations of the last day are compared when a new one comes (our choice).
SIMILAR_WITHIN = timedelta(hours=24)


@dataclass(eq=False)
class Incident:
    """One event that the organisation responds to."""

    id: IncidentId
    #: Short code in every message, for example ``K7Q``; never used twice.
    code: str
    type: IncidentType
    #: One line in the declarer's words; never sent to staff by SMS.
    title: str
    level: Level
    phase: Phase
    #: At least one.
    sites: tuple[SiteCode, ...]
    sensitivity: Sensitivity
    #: Who declared or reported it.
    declared_by: PersonId
    #: When the event was first reported to anybody (UTC).
    reported_at: datetime
    #: None while only reported.
    declared_at: datetime | None = None
    verified_at: datetime | None = None
    verified_by: PersonId | None = None
    #: When the team first meets (UTC).
    first_meeting: datetime | None = None
    stood_down_at: datetime | None = None
    closed_at: datetime | None = None
    merged_into: IncidentId | None = None
    #: Who leads now by the line of succession; None while nobody of it has answered.
    acting_chair: PersonId | None = None
    #: None before it was ever reached; False when it was lost again.
    quorum: bool | None = None

    @property
    def open(self) -> bool:
        """Still being worked on."""
        return self.phase in OPEN

    @property
    def running(self) -> bool:
        """Declared, and not yet stood down."""
        return self.phase in RUNNING

    def verify(self, by: PersonId, now: datetime) -> bool:
        """Record that the event is real; True if that turns a report into an active incident.

        Raises Conflict when it was verified before or is over.
        """
        self._must_be(OPEN, "verify it")
        if self.verified_at is not None:
            raise Conflict(f"{self.code} was verified already.", instead=f"status {self.code}")
        self.verified_at, self.verified_by = now, by
        if self.phase is not Phase.REPORTED:
            return False
        self.phase, self.declared_at = Phase.ACTIVE, now
        return True

    def raise_to(self, level: Level) -> Level:
        """Raise the level at once; give the level it had. Raises Conflict unless running and higher (domain 2.2)."""
        self._must_be(RUNNING, "raise it")
        if level <= self.level:
            instead = f"lower {self.code} {level} reason=..." if level < self.level else f"status {self.code}"
            raise Conflict(f"{self.code} is at {self.level} already; {level} is not higher.", instead=instead)
        before, self.level = self.level, level
        return before

    def lower_to(self, level: Level, reason: str) -> Level:
        """Lower the level, which needs a reason; give the level it had (domain 2.2).

        Raises Conflict unless running and lower, NeedsConfirmation without a reason.
        """
        self._must_be(RUNNING, "lower it")
        if level >= self.level:
            instead = f"raise {self.code} {level}" if level > self.level else f"status {self.code}"
            raise Conflict(f"{self.code} is at {self.level}; {level} is not lower.", instead=instead)
        _need(reason, "Lowering the level needs a reason", f"lower {self.code} {level} reason=...")
        before, self.level = self.level, level
        return before

    def propose_stand_down(self) -> None:
        """Ask the chair to stand the team down."""
        self._must_be({Phase.ACTIVE}, "propose to stand it down")
        self.phase = Phase.STAND_DOWN_PROPOSED

    def keep_going(self) -> None:
        """Turn a proposed stand-down away."""
        self._must_be({Phase.STAND_DOWN_PROPOSED}, "keep it going (no stand-down is proposed)")
        self.phase = Phase.ACTIVE

    def stand_down(self, now: datetime) -> None:
        """End the response; the work of closing it remains."""
        self._must_be(RUNNING, "stand it down")
        self.phase, self.stood_down_at = Phase.STOOD_DOWN, now

    def close(self, reason: str, now: datetime, highest: Level = Level.L0) -> None:
        """Close the file after the stand-down.

        What is or was an L2 or L3, and has no after-action review, asks for a reason (R40, R50); `highest` is the
        highest level that it ever had.
        """
        if self.running:
            raise Conflict(f"{self.code} is {self.phase}: stand it down first.", instead=f"standdown {self.code}")
        self._must_be({Phase.STOOD_DOWN}, "close it")
        worst = max(self.level, highest)
        if worst >= Level.L2:
            verb = "is" if worst is self.level else "was"
            text = f"{self.code} {verb} an {worst} without an after-action review; closing it needs a reason"
            _need(reason, text, f"close {self.code} reason=...")
        self.phase, self.closed_at = Phase.CLOSED, now

    def false_alarm(self, now: datetime) -> None:
        """End it as a false alarm."""
        self._must_be(OPEN, "call it a false alarm")
        self.phase, self.stood_down_at = Phase.FALSE_ALARM, now

    def reopen(self, reason: str) -> None:
        """Take it up again, which needs a reason; what was never declared is a mere report again."""
        self._must_be(REOPENABLE, "reopen it")
        _need(reason, "Reopening needs a reason", f"reopen {self.code} reason=...")
        self.phase = Phase.ACTIVE if self.declared_at else Phase.REPORTED
        self.stood_down_at = self.closed_at = self.acting_chair = self.quorum = None

    def merge_into(self, other: Incident) -> None:
        """Continue under `other`, which is left as it is; final.

        Raises Conflict unless both are open and differ, and when a declared incident would end in a mere report.
        """
        self._must_be(OPEN, "merge it")
        if other.id == self.id:
            raise Conflict(f"{self.code} cannot be merged into itself.", instead="merge CODE into CODE")
        if not other.open:
            instead = f"reopen {other.code} reason=..." if other.phase in REOPENABLE else f"status {other.code}"
            raise Conflict(f"{other.code} is {other.phase}; merge into an open incident.", instead=instead)
        if self.running and not other.running:
            text = f"{other.code} is only {other.phase} and {self.code} is declared: merge the other way round."
            raise Conflict(text, instead=f"merge {other.code} into {self.code}")
        self.phase, self.merged_into = Phase.MERGED, other.id

    def resembles(self, other: Incident) -> bool:
        """Tell whether both may be reports of one event: a site or the type in common, within a day."""
        near = abs(self.reported_at - other.reported_at) <= SIMILAR_WITHIN
        same_place = bool(set(self.sites) & set(other.sites))
        return near and self.id != other.id and (same_place or self.type == other.type)

    def _must_be(self, allowed: frozenset[Phase] | set[Phase], deed: str) -> None:
        if self.phase not in allowed:
            instead = f"reopen {self.code} reason=..." if self.phase in REOPENABLE else f"status {self.code}"
            raise Conflict(f"{self.code} is {self.phase}: you cannot {deed}.", instead=instead)


def _need(reason: str, text: str, instead: str) -> None:
    if not reason.strip():
        raise NeedsConfirmation(f"{text}.", instead=instead)
