"""Find what a person named: type, site, seat, level, time; say what is near when nothing fits."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime

from handlers.context import Context
from playbooks.library import Library
from playbooks.rules.errors import Ambiguous, Invalid, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person, Seat, Site
from playbooks.rules.text import one_line
from playbooks.rules.times import both_times, read_clock_time
from playbooks.rules.vocabulary import IncidentType, Level, SeatCode, SiteCode

#: One line in the declarer's words (our choice: fits a card's title).
TITLE_LIMIT = 200
#: Longest text of one log entry (our choice).
TEXT_LIMIT = 10_000


def incident_type(library: Library, text: str) -> IncidentType:
    """Read a type by its code or another word people use for it. Raises Invalid."""
    wanted = text.lower().replace("_", "-")
    known: dict[str, IncidentType] = {}
    for kind in IncidentType:
        known[kind.value] = kind
        known.update(dict.fromkeys(library.event(kind).aliases, kind))
    if wanted in known:
        return known[wanted]
    types = ", ".join(kind.value for kind in IncidentType)
    raise Invalid(
        f"'{text[:40]}' is not a type of incident. Types: {types}.",
        instead="declare other SITE ONE LINE",
        meant=_near(text, wanted, known),
    )


def site(ctx: Context, text: str) -> Site:
    """Read a site by its code or by its name in any language. Raises Invalid."""
    sites = ctx.uow.roster.sites()
    wanted = text.strip().casefold()
    for one in sites.values():
        if wanted in {one.code.casefold(), *(name.casefold() for name in one.names.values())}:
            return one
    known = [name for one in sites.values() for name in (one.code.lower(), one.name().lower())]
    listed = ", ".join(f"{one.code} {one.name()}" for one in sites.values())
    raise Invalid(f"'{text[:40]}' is not a site. Sites: {listed}.", meant=_near(text, wanted, known))


def is_type(library: Library, text: str) -> bool:
    """Tell whether a word is a type of incident."""
    try:
        incident_type(library, text)
    except Invalid:
        return False
    return True


def is_site(ctx: Context, text: str) -> bool:
    """Tell whether a word is a site."""
    try:
        site(ctx, text)
    except Invalid:
        return False
    return True


def own_site(ctx: Context) -> Site:
    """Give the actor's own site. Raises Invalid when the list names none."""
    person = ctx.me()
    if person.site is None:
        raise Invalid(
            "Your entry in the list names no site; say which site it is.", instead="declare TYPE SITE ONE LINE"
        )
    return ctx.uow.roster.sites()[person.site]


def reported(ctx: Context, type_: str | None, place: str | None, text: str) -> tuple[IncidentType, SiteCode, str]:
    """Read a report's type and site; a word that names none is kept in the text, since no report fails for a word."""
    kind, where = IncidentType.OTHER, ctx.me().site or next(iter(ctx.uow.roster.sites()))
    if type_:
        try:
            kind = incident_type(ctx.library, type_)
        except Invalid:
            text = f"{text} ({one_line(type_)})"
    if place:
        try:
            where = site(ctx, place).code
        except Invalid:
            text = f"{text} ({one_line(place)})"
    return kind, where, text


def seat(ctx: Context, text: str, incident: Incident | None) -> Seat:
    """Read a seat by its code; a site's seat may leave the site out where the incident has but one. Raises NotFound."""
    seats = {one.code: one for one in ctx.uow.roster.seats()}
    wanted = text.upper()
    sites = incident.sites if incident else ()
    for code in (wanted, *(f"{wanted}@{where}" for where in sites)):
        if code in seats:
            return seats[SeatCode(code)]
    raise NotFound(f"There is no seat '{text[:40]}'.", instead="whois CMT", meant=_near(text, wanted, seats))


def person(ctx: Context, text: str) -> Person:
    """Find one person by id or part of the name. Raises NotFound or Ambiguous."""
    found = ctx.uow.roster.find(text)
    exact = [one for one in found if text.casefold() in {one.id.casefold(), one.name.casefold()}]
    if len(exact) == 1:
        return exact[0]
    if not found:
        raise NotFound(f"Nobody on the list is called '{text[:60]}'.", instead="whois NAME")
    if len(found) > 1:
        names = ", ".join(f"{one.name} ({one.id})" for one in found[:6])
        raise Ambiguous(f"Several people fit '{text[:60]}': {names}. Use the id.")
    return found[0]


def level(text: str) -> Level:
    """Read ``L0`` ... ``L3``. Raises Invalid."""
    try:
        return Level[text.upper()]
    except KeyError:
        raise Invalid(f"'{text[:20]}' is not a level: L0, L1, L2 or L3.") from None


def earlier(ctx: Context, text: str | None, sites: Iterable[SiteCode]) -> datetime | None:
    """Read the time of an earlier event, on the clock of the first site; None when none was typed. Raises Invalid."""
    if not text:
        return None
    first = next(iter(sites), None)
    zone = ctx.uow.roster.sites()[first].time_zone if first else "UTC"
    return read_clock_time(text, zone, ctx.now)


def times(ctx: Context, incident: Incident, moment: datetime) -> str:
    """Write a time in UTC and on the clock of the incident's first site."""
    where = ctx.uow.roster.sites()[incident.sites[0]]
    return both_times(moment, where.time_zone, where.name(), ctx.now)


def site_names(ctx: Context, incident: Incident) -> str:
    """Name the incident's sites in English."""
    sites = ctx.uow.roster.sites()
    return ", ".join(sites[code].name() for code in incident.sites)


def site_name(sites: Mapping[SiteCode, Site], code: str) -> str:
    """Name a site in English, by a code that may be none."""
    found = sites.get(SiteCode(code))
    return found.name() if found else "No site"


def _near(typed: str, wanted: str, known: Iterable[str]) -> tuple[str, str] | None:
    close = difflib.get_close_matches(wanted, list(known), n=1, cutoff=0.6)
    return (typed, close[0]) if close else None
