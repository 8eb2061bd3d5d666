"""Who may do what: the authority matrix as data, and a verdict that can explain itself (R8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Power(StrEnum):
    """What a command needs."""

    DECLARE = "declare"
    REPORT = "report"
    VERIFY = "verify"
    RAISE = "raise"
    LOWER = "lower"
    MERGE = "merge"
    PROPOSE_STAND_DOWN = "propose_stand_down"
    STAND_DOWN = "stand_down"
    CLOSE = "close"
    REOPEN = "reopen"
    FALSE_ALARM = "false_alarm"
    PAGE = "page"
    ANSWER = "answer"
    WHOIS = "whois"
    JOIN = "join"
    AUGMENT = "augment"
    LEAVE = "leave"  #: Of others; everybody says so for themselves.
    STATUS = "status"
    LOG = "log"
    FACT = "fact"
    ASSUME = "assume"
    DECIDE = "decide"
    PIN = "pin"
    CORRECT = "correct"
    PURGE = "purge"
    SOP = "sop"
    SOP_CONTROL = "sop_control"  #: Not-applicable gates, adding, reopening and giving away steps.
    CHECK_IN = "check_in"
    HEADCOUNT = "headcount"  #: Counts alone.
    NAMES = "names"  #: Who answered what, of everybody; wardens see their own zone.
    PROXY = "proxy"
    HELP = "help_requests"
    REVIEW = "review"
    CLOCK = "clock"


#: Role words that are not seat codes, as a refusal names them.
ROLE_WORDS: Mapping[str, str] = {
    "STAFF": "anybody in the organisation",
    "MEMBER": "members of the incident",
    "CMT": "Crisis Management Team holders and alternates",
    "CORE": "core Crisis Management Team",
    "ORT": "Operational Response Team of the site concerned",
    "SSD-DO": "SSD duty officer",
    "WARDEN": "wardens of the sites concerned",
}


@dataclass(frozen=True)
class Rule:
    """One row of the authority matrix."""

    power: Power
    #: Role words (``STAFF``, ``MEMBER``, ``CMT``, ``CORE``, ``ORT``, ``SSD-DO``, ``WARDEN``) or seat codes.
    roles: frozenset[str]
    #: The rule as a refusal shows it: one sentence.
    text: str


@dataclass(frozen=True)
class Verdict:
    """Yes or no, and why."""

    allowed: bool
    rule: str
    #: The roles that may, in words, for a refusal.
    who_may: str


@dataclass(frozen=True)
class Matrix:
    """The organisation's authority matrix; a power without a row belongs to nobody."""

    rules: Mapping[Power, Rule]
    #: Seat code -> title, so that a refusal speaks of people and not of codes.
    titles: Mapping[str, str]

    def verdict(self, power: Power, roles: frozenset[str]) -> Verdict:
        """Decide whether somebody with `roles` holds `power`."""
        rule = self.rules.get(power)
        if rule is None:
            return Verdict(
                False, f"The authority matrix has no rule for '{power}'.", "nobody; ask the ORMS coordinator"
            )
        words = sorted(ROLE_WORDS.get(role) or self.titles.get(role, role) for role in rule.roles)
        return Verdict(bool(rule.roles & roles), rule.text, ", ".join(words))
