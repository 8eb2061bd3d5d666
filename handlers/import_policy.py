"""Reads organisation.yaml: the organisation's name and the figures of its policy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from datetime import timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from handlers.import_files import Bad, Table, decoded, telephone
from handlers.import_rows import Roll
from playbooks.rules.organisation import Organisation
from playbooks.rules.paging import QuorumRule
from playbooks.rules.sms import Encoding, measure
from playbooks.rules.vocabulary import Language, SeatCode, Team
from playbooks.yamlfile import BadFile, Document, Strict, Where, read_yaml, suggest, validate

FILE = "organisation.yaml"
#: Our choice: longer waits are a slip of the pen, and nobody would be paged.
_Minutes = Annotated[int, Field(ge=1, le=240)]


class _Paging(Strict):
    answer_within_minutes: _Minutes
    restart_ladder_minutes: _Minutes
    first_meeting_minutes: _Minutes


class _Quorum(Strict):
    functions: list[str]
    minimum: Annotated[int, Field(ge=1, le=50)]
    within_minutes: _Minutes


class _Teams(Strict):
    CMT: _Quorum
    ORT: _Quorum


class _File(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    # The texts' budgets are measured with five letters; a few more cost a second part at worst.
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=10)]
    demonstration: bool
    languages: tuple[Language, ...] = tuple(Language)
    duty_number: str
    paging: _Paging
    quorum: _Teams
    restricted_roles: list[str]


def read(content: bytes, table: Table, after: Roll) -> list[Hashable]:
    """Put the organisation of the file into `after`, whose seats it may name; problems go into `table`."""
    document = Document(FILE)
    try:
        document = read_yaml(decoded(content), FILE)
        found = validate(document, _File, document.data)
        organisation = _checked(document, found, after) if found else None
        document.finish()
    except BadFile as bad:
        table.problems.extend(bad.problems)
        return []
    except Bad as bad:
        table.wrong(1, bad.wrong, bad.instead)
        return []
    after.organisation = organisation
    return [FILE]


def _checked(document: Document, found: _File, after: Roll) -> Organisation:
    number = found.duty_number
    try:
        number = telephone(number)
    except Bad as bad:
        document.wrong(("duty_number",), bad.wrong, bad.instead)
    for key in ("name", "short_name"):
        if any(unicodedata.category(sign)[0] == "C" for sign in getattr(found, key)):
            document.wrong((key,), f"'{key}' holds invisible characters", "Type it again by hand")
    if measure(found.short_name).encoding is Encoding.UCS2:
        wrong = f"'{found.short_name}' has letters that more than double every SMS"
        document.wrong(("short_name",), wrong, "Write it in plain Latin letters")
    for place, code in enumerate(found.restricted_roles):
        _must_be(document, ("restricted_roles", place), code, "seat", sorted(after.seats))
    quorum = {Team.CMT: found.quorum.CMT, Team.ORT: found.quorum.ORT}
    for team, rule in quorum.items():
        functions = sorted({seat.function for seat in after.seats.values() if seat.team is team})
        for place, function in enumerate(rule.functions):
            where = ("quorum", team.value, "functions", place)
            _must_be(document, where, function, f"function of the {team}", functions)
    return Organisation(
        re.sub(r"\s+", " ", found.name).strip(), found.short_name.strip(), found.demonstration, number,
        timedelta(minutes=found.paging.answer_within_minutes),
        timedelta(minutes=found.paging.restart_ladder_minutes),
        timedelta(minutes=found.paging.first_meeting_minutes),
        {team: _rule(rule) for team, rule in quorum.items()},
        tuple(SeatCode(code) for code in found.restricted_roles),
    )  # fmt: skip


def _must_be(document: Document, where: Where, word: str, what: str, allowed: list[str]) -> None:
    if word not in allowed:
        instead = suggest(word, allowed) if allowed else "Import seats.csv with it"
        document.wrong(where, f"there is no {what} '{word}'", instead)


def _rule(rule: _Quorum) -> QuorumRule:
    return QuorumRule(frozenset(rule.functions), rule.minimum, timedelta(minutes=rule.within_minutes))
