"""What counts of a person of whom two check-ins know something, when one incident goes on under the other's code."""

from __future__ import annotations

from playbooks.rules.checkin import Respondent, Status

#: What only a human may lower, by its weight (our choice; domain 3.2 has the statuses).
_WEIGHT = {
    Status.NEEDS_ASSIST: 1, Status.MISSING: 2, Status.NEED_HELP: 3, Status.INJURED: 3, Status.HOSPITALISED: 4,
    Status.DECEASED: 4,
}  # fmt: skip
#: What a merge takes along of those who are accounted for; whoever is unaccounted goes along by being asked.
CARRIED = frozenset(_WEIGHT)


def take_over(here: Respondent, there: Respondent) -> bool:
    """Take over into `here` what the other check-in knows; False when what is known here weighs as much or more.

    "Safe" here does not outweigh "needs help" there.
    """
    if _WEIGHT.get(there.status, 0) <= _WEIGHT.get(here.status, 0):
        return False
    copy_known(here, there)
    return True


def copy_known(here: Respondent, there: Respondent) -> None:
    """Let `here` say what is known in another round; whom and where it asks stays."""
    here.status, here.since, here.source, here.by = there.status, there.since, there.source, there.by
    here.note, here.owner, here.answered_at = there.note, there.owner, there.answered_at
