"""The organisation itself: its name, and the figures of its policy that every incident runs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from playbooks.rules.paging import QuorumRule
from playbooks.rules.vocabulary import SeatCode, Team


@dataclass(frozen=True)
class Organisation:
    """Whom Muster works for; there is one in a database."""

    name: str
    #: Stands in front of every SMS, so that nobody takes it for a stranger's.
    short_name: str
    #: Invented people: whatever is configured, messages leave only through the console.
    demonstration: bool
    #: The SSD duty officer's number, as staff know it.
    duty_number: str
    #: How long a paged person has before the next alternate is paged (domain 3.10).
    answer_within: timedelta
    #: How long an exhausted ladder rests before it starts again.
    restart_ladder: timedelta
    #: From the declaration to the team's first meeting.
    first_meeting: timedelta
    #: When each team can act (R46).
    quorum: Mapping[Team, QuorumRule]
    #: Seats whose holders are let into the restricted room (domain 10).
    restricted_roles: tuple[SeatCode, ...]
