"""The organisation's own rules: its figures, and its authority matrix."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from playbooks.rules.authority import Power, Rule
from playbooks.rules.organisation import Organisation
from playbooks.rules.paging import QuorumRule
from playbooks.rules.vocabulary import SeatCode, Team
from storage.link import Link, fields, upsert
from storage.tables import authority_rule
from storage.tables import organisation as table

_ROW = 1
_ORGANISATION = select(table)
_RULES = select(authority_rule)

_SET = upsert(table)


def organisation(link: Link) -> Organisation | None:
    """Load the organisation; None before the first import."""
    row = link.one(_ORGANISATION)
    if row is None:
        return None
    values = fields(row)
    del values["id"]
    values["quorum"] = {Team(team): _quorum(rule) for team, rule in row.quorum.items()}
    values["restricted_roles"] = tuple(SeatCode(code) for code in row.restricted_roles)
    return Organisation(**values)


def set_organisation(link: Link, organisation_: Organisation) -> None:
    """Store it in place of what was there."""
    quorum = {
        team.value: {
            "functions": sorted(rule.functions),
            "minimum": rule.minimum,
            "within_seconds": rule.within.total_seconds(),
        }
        for team, rule in organisation_.quorum.items()
    }
    link.change(_SET, {"id": _ROW, **vars(organisation_), "quorum": quorum})


def rules(link: Link) -> dict[Power, Rule]:
    """Load the authority matrix."""
    return {row.power: Rule(row.power, frozenset(row.roles), row.text) for row in link.ask(_RULES)}


def replace_rules(link: Link, new: Iterable[Rule]) -> None:
    """Store the authority matrix in place of what was there."""
    link.change(authority_rule.delete())
    rows = [{"power": rule.power, "roles": sorted(rule.roles), "text": rule.text} for rule in new]
    link.change_many(authority_rule.insert(), rows)


def _quorum(rule: dict[str, Any]) -> QuorumRule:
    within = timedelta(seconds=rule["within_seconds"])
    return QuorumRule(frozenset(rule["functions"]), rule["minimum"], within)
