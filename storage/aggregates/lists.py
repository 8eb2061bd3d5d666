"""Lists of people who are somewhere for a while, and numbers to which nothing is sent any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from playbooks.rules.vocabulary import PersonId, SiteCode
from storage.link import Link, upsert
from storage.response_tables import people_list, people_list_member, sms_block

_LISTS = select(people_list).order_by(people_list.c.code)
_MEMBERS = select(people_list_member).order_by(people_list_member.c.list, people_list_member.c.person)
_BLOCKED = select(sms_block).where(sms_block.c.number.in_(bindparam("numbers", expanding=True)))

_BLOCK = upsert(sms_block)
_UNBLOCK = sms_block.delete().where(sms_block.c.number == bindparam("which"))


@dataclass(frozen=True)
class PeopleList:
    """Travellers, participants of a meeting: people whom the staff list places elsewhere (domain 3.1)."""

    code: str
    title: str
    #: Where they are; a check-in of this site asks them too.
    site: SiteCode | None
    #: Who keeps it: "travel system".
    source: str
    as_of: date | None
    people: tuple[PersonId, ...]


class Lists:
    """The lists of people, and the blocked numbers."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def all(self) -> tuple[PeopleList, ...]:
        """Give all lists by code, each with its people."""
        members: dict[str, list[PersonId]] = {}
        for row in self._link.ask(_MEMBERS):
            members.setdefault(row.list, []).append(PersonId(row.person))
        return tuple(
            PeopleList(row.code, row.title, row.site, row.source, row.as_of, tuple(members.get(row.code, ())))
            for row in self._link.ask(_LISTS)
        )

    def replace(self, lists: Iterable[PeopleList]) -> None:
        """Store the lists in place of what was there."""
        new = list(lists)
        self._link.change(people_list_member.delete())
        self._link.change(people_list.delete())
        self._link.change_many(
            people_list.insert(), [{key: value for key, value in vars(each).items() if key != "people"} for each in new]
        )
        rows = [{"list": each.code, "person": person} for each in new for person in dict.fromkeys(each.people)]
        self._link.change_many(people_list_member.insert(), rows)

    def blocked(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Give those of `numbers` to which nothing is sent, each with the reason in words."""
        return {row.number: row.why for row in self._link.ask_for(_BLOCKED, "numbers", numbers)}

    def block(self, number: str, why: str, now: datetime) -> None:
        """Send nothing to this number any more."""
        self._link.change(_BLOCK, {"number": number, "why": why, "since": now})

    def unblock(self, number: str) -> None:
        """Send to this number again; again changes nothing."""
        self._link.change(_UNBLOCK, {"which": number})
