"""Whose telephone may ring during a silent check-in: a ringing phone gives a hiding place away (domain 3.4)."""

from __future__ import annotations

from playbooks.rules.checkin import Status

#: Only of these it is known, by themselves or by a human, that they are in no danger. Whoever needs help may hide.
MAY_BE_RUNG = frozenset({Status.SAFE, Status.SAFE_ELSEWHERE, Status.NEEDS_ASSIST, Status.EXCLUDED})
#: Why somebody else is not rung.
NOT_RUNG = "is asked silently; not rung"
