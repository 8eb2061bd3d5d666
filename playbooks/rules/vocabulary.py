"""The field's words as types: ids, levels, life-cycle states, labels, languages, incident codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum, StrEnum
from typing import NewType

IncidentId = NewType("IncidentId", int)
PageId = NewType("PageId", int)
RoomId = NewType("RoomId", int)
CampaignId = NewType("CampaignId", int)
HelpId = NewType("HelpId", int)
DocumentId = NewType("DocumentId", int)
#: The organisation's own staff index, for example ``P001``; externals get ``X-`` and their incident code.
PersonId = NewType("PersonId", str)
#: Short upper-case site code, for example ``GVA``.
SiteCode = NewType("SiteCode", str)
#: ``CHAIR``, ``HSSD``; a site's seat carries the site: ``ORT-L@GVA``.
SeatCode = NewType("SeatCode", str)


class Level(IntEnum):
    """How grave (domain 2.2, R8)."""

    L0 = 0  #: Watch: a credible warning, no impact yet.
    L1 = 1  #: Incident: handled by the site's ORT.
    L2 = 2  #: Emergency: the core CMT.
    L3 = 3  #: Crisis: the full CMT.

    def __str__(self) -> str:
        return self.name


class Phase(StrEnum):
    """Where an incident is in its life cycle (domain 2.3)."""

    REPORTED = "reported"  #: Somebody said so; not yet verified, nobody but SSD paged.
    ACTIVE = "active"  #: Declared at a level.
    STAND_DOWN_PROPOSED = "stand-down proposed"
    STOOD_DOWN = "stood down"
    CLOSED = "closed"
    FALSE_ALARM = "false alarm"
    MERGED = "merged"  #: Continues under another code.


class IncidentType(StrEnum):
    """The playbooks of domain 11, (a) to (k), and the generic one."""

    STAFF_DEATH = "staff-death"
    PANDEMIC = "pandemic"
    EARTHQUAKE = "earthquake"
    FIRE = "fire"
    ARMED_ATTACK = "armed-attack"
    CYBER = "cyber"
    UNREST = "unrest"
    MISSING = "missing"
    DATA_BREACH = "data-breach"
    EVENT = "event"
    REPUTATION = "reputation"
    OTHER = "other"


class Element(StrEnum):
    """The seven core elements of the UN ORMS (R3)."""

    CM = "CM"
    SS = "SS"
    CC = "CC"
    MC = "MC"
    IT = "IT"
    BC = "BC"
    SF = "SF"


class Sensitivity(StrEnum):
    """First axis of the data classification (R19, ST/SGB/2007/6)."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"  #: Default of an incident room (domain 10).
    STRICTLY_CONFIDENTIAL = "strictly confidential"  #: Only in the restricted room.


class Language(StrEnum):
    """The six official languages of the UN, as BCP 47 tags."""

    EN = "en"
    FR = "fr"
    ES = "es"
    RU = "ru"
    AR = "ar"
    ZH = "zh"


class Team(StrEnum):
    """Who a seat belongs to."""

    CMT = "CMT"  #: Crisis Management Team (R46).
    ORT = "ORT"  #: Operational Response Team of one site (R47).
    SSD = "SSD"  #: Safety and Security Department's duty rota (R53).


class EntryKind(StrEnum):
    """What a log entry records (domain 2.7)."""

    REPORT = "report"
    STATUS = "status"  #: A change of state or level.
    FACT = "fact"
    ASSUMPTION = "assumption"
    DECISION = "decision"
    NOTE = "note"
    MESSAGE = "message"  #: A chat message marked by the pin.
    PAGE = "page"
    ANSWER = "answer"
    TEAM = "team"  #: Members, rooms, quorum, acting chair.
    DELIVERY = "delivery"  #: A message that could not be delivered.
    STEP = "step"  #: A step of the playbook: done, skipped, assigned, noted.
    LIAISON = "liaison"  #: A contact with somebody outside.
    CHECK_IN = "check-in"  #: A check-in started, reminded, answered, closed.
    HELP = "help"  #: A request for help: asked, taken, ended.
    CORRECTION = "correction"
    REFUSED = "refused"
    ADMIN = "admin"  #: Imports, purges, the demonstration clock.
    CHECKPOINT = "checkpoint"  #: The chain's head was published.


#: Letters and digits that nobody mistakes for another on a bad screen or a bad line (no I, L, O, Q-like 0, 1).
_LETTERS = "ABCDEFGHJKMNPRTUVWXYZ"
_DIGITS = "23456789"


def incident_code(choose: Callable[[Sequence[str]], str], taken: Callable[[str], bool]) -> str:
    """Draw an incident code such as ``K7Q`` that no incident has had before.

    Letter, digit, letter; after eight collisions one more digit and letter, so that thousands of incidents fit.
    `choose` picks one of a sequence; chance is handed in. Our choice (domain 3.8 shows the shape).
    """
    shape = [_LETTERS, _DIGITS, _LETTERS]
    tries = 0
    while True:
        code = "".join(choose(alphabet) for alphabet in shape)
        if not taken(code):
            return code
        tries += 1
        if tries % 8 == 0:
            shape += [_DIGITS, _LETTERS]
