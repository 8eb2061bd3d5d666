"""Whom a check-in asks: words such as a site, a zone, a list or a name become people, in the order of sending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers import locate
from handlers.context import Context
from playbooks.rules.errors import Invalid, NotFound
from playbooks.rules.people import Person, PersonKind
from playbooks.rules.vocabulary import PersonId, SiteCode
from storage.aggregates.lists import PeopleList

#: What stands for the whole organisation.
EVERYONE = frozenset({"everyone", "everybody", "all"})


@dataclass(frozen=True)
class Audience:
    """The people meant, and how that is said."""

    #: At the incident's sites, or concerned by it: asked at once.
    near: tuple[PersonId, ...]
    #: Beyond them: one more press.
    far: tuple[PersonId, ...]
    words: str
    #: Where the list of people comes from, and of when it is.
    basis: str


def resolve(ctx: Context, sites: Sequence[SiteCode], words: Sequence[str]) -> Audience:
    """Find the people; without words all concerned: who is at `sites`, or is listed as being there.

    Raises Invalid naming the word that stands for nothing.
    """
    lists = ctx.uow.lists.all()
    people = {
        one.id: one for one in ctx.uow.roster.everyone() if one.active and one.kind is not PersonKind.EXTERNAL
    }  # fmt: skip
    here = [one for one in lists if one.site in sites]
    concerned = {id_ for id_, one in people.items() if one.site in sites}
    concerned |= {id_ for one in here for id_ in one.people if id_ in people}
    if not words:
        named = ", ".join(ctx.uow.roster.sites()[code].name() for code in sites)
        return Audience(
            _ordered(concerned, people, sites), (), f"all concerned: {named}", _basis(ctx, here)
        )  # fmt: skip
    wanted: set[PersonId] = set()
    said: list[str] = []
    used: list[PeopleList] = []
    for word in words:
        found, what, from_ = _word(ctx, word, people, lists)
        wanted |= found
        said.append(what)
        used += from_
    near, far = wanted & concerned, wanted - concerned
    return Audience(
        _ordered(near, people, sites), _ordered(far, people, sites), ", ".join(said), _basis(ctx, used)
    )  # fmt: skip


def _word(
    ctx: Context, word: str, people: dict[PersonId, Person], lists: Sequence[PeopleList]
) -> tuple[set[PersonId], str, list[PeopleList]]:
    """Give the people that a word stands for, how that is said, and the lists it rests on."""
    key = word.casefold()
    if key in EVERYONE:
        return set(people), "everybody in the organisation", []
    for one in lists:
        if one.code.casefold() == key:
            return {id_ for id_ in one.people if id_ in people}, f"list {one.code} {one.title}", [one]
    for zone in ctx.uow.roster.zones():
        if zone.code.casefold() == key:
            return {id_ for id_, one in people.items() if one.zone == zone.code}, f"zone {zone.code} {zone.name}", []
    try:
        site = locate.site(ctx, word)
    except Invalid:
        pass
    else:
        there = [one for one in lists if one.site == site.code]
        found = {id_ for id_, one in people.items() if one.site == site.code}
        found |= {id_ for one in there for id_ in one.people if id_ in people}
        return found, f"site {site.code} {site.name()}", there
    try:
        person = locate.person(ctx, word)
    except NotFound:
        raise Invalid(_unknown(ctx, word, lists), instead="checkin start CODE GVA") from None
    if person.id not in people:
        why = "has left the organisation" if not person.active else "is not of the organisation"
        raise Invalid(f"{person.name} {why}; a check-in asks staff.", instead=f"whois {person.id}")
    return {person.id}, person.name, []


def names_nobody(ctx: Context, word: str) -> bool:
    """Tell whether a word means a type, a site, a zone, a list or everybody: none of these says who somebody is."""
    lists, zones = ctx.uow.lists.all(), ctx.uow.roster.zones()
    groups = {*EVERYONE, *(one.code.casefold() for one in lists), *(one.code.casefold() for one in zones)}
    return word.casefold() in groups or locate.is_type(ctx.library, word) or locate.is_site(ctx, word)


def _unknown(ctx: Context, word: str, lists: Sequence[PeopleList]) -> str:
    sites = ", ".join(ctx.uow.roster.sites())
    listed = f" Lists: {', '.join(one.code for one in lists)}." if lists else ""
    return f"'{word[:40]}' is no site, zone, list or person. Sites: {sites}.{listed} Or: everyone."


def _ordered(
    wanted: Iterable[PersonId], people: dict[PersonId, Person], sites: Sequence[SiteCode]
) -> tuple[PersonId, ...]:
    """Put the incident's sites first, in their order."""
    rank = {code: at for at, code in enumerate(sites)}

    def place(one: Person) -> tuple[int, str, str]:
        return rank.get(one.site, len(rank)) if one.site else len(rank), one.zone or "", one.id

    return tuple(one.id for one in sorted((people[id_] for id_ in wanted), key=place))


def _basis(ctx: Context, lists: Iterable[PeopleList]) -> str:
    as_of = ctx.uow.meta.get("people_as_of")
    staff = f"staff list of {as_of[:10]} {as_of[11:16]} UTC" if as_of else "staff list, undated"
    more = [f"{one.code} ({one.source}, {one.as_of or 'undated'})" for one in lists]
    return "; ".join([staff, *dict.fromkeys(more)])
