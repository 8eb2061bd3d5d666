"""Who stands behind a request for help, and which request somebody means; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.replying import whereabouts
from playbooks.rules.checkin import HelpRequest
from playbooks.rules.errors import Ambiguous, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person, Site
from playbooks.rules.reply_text import fold
from playbooks.rules.vocabulary import IncidentId, Language, PersonId, SiteCode

#: The follow-up's letters in words (domain 3.3).
NEEDS = {"A": "injured", "B": "trapped", "C": "medicine", "D": "transport", "E": "other"}


@dataclass(frozen=True)
class Asker:
    """Whoever asks for help, as far as it is known."""

    #: ``one of A / B`` where nobody knows which of several it is.
    name: str
    people: tuple[PersonId, ...]
    phone: str | None
    site: SiteCode | None
    where: Site | None
    #: Who else has this number; empty when nobody.
    sharing: str
    #: They were, or are, asked in a silent check-in: nobody calls them.
    silent: bool
    #: The letters in words.
    needs: tuple[str, ...]

    @property
    def place(self) -> str:
        """Name the site."""
        return self.place_in(Language.EN)

    def place_in(self, language: Language) -> str:
        """Name the site in a language."""
        return self.where.name(language) if self.where else "?"


def asker_of(ctx: Context, incident: Incident, request: HelpRequest) -> Asker:
    """Look up who asks: the person, or everybody who has the telephone."""
    there = ctx.uow.roster.by_number(request.phone) if request.phone else []
    person = ctx.uow.roster.person(request.person) if request.person else None
    people = [person] if person else there
    names = " / ".join(one.name for one in people)
    name = f"one of {names}" if len(people) > 1 else names or f"the unknown number {request.phone}"
    sites = [whereabouts(ctx, incident, one) for one in people]
    site = next((one for one in sites if one), None) or incident.sites[0]
    return Asker(
        name=name,
        people=tuple(one.id for one in people),
        phone=request.phone or (person.mobile if person else None),
        site=site,
        where=ctx.uow.roster.sites().get(site),
        sharing=" / ".join(one.name for one in there) if person and len(there) > 1 else "",
        silent=_may_hide(ctx, incident, request, people),
        needs=tuple(NEEDS[letter] for letter in sorted(request.needs)),
    )


def _may_hide(ctx: Context, incident: Incident, request: HelpRequest, people: Sequence[Person]) -> bool:
    """Tell whether a ringing telephone may give whoever asks away; a later round may be the silent one."""
    asked = [ctx.uow.campaigns.get(request.campaign)] if request.campaign else []
    now = ctx.uow.campaigns.current(incident.id)
    if any(one.silent for one in asked) or (now is not None and now.open and now.silent):
        return True
    return bool(ctx.uow.campaigns.hiding([one.id for one in people]))


def open_for(
    ctx: Context, incident: IncidentId, people: Sequence[PersonId], phone: str | None
) -> HelpRequest | None:  # fmt: skip
    """Find the open request of one of these people, or of their telephone when nobody knows who of several it is.

    A request of an incident that was merged into this one counts too.
    """
    found = ctx.uow.helps.open_of(incident, people, [phone] if phone else [])
    return found[-1] if found else None


def request_name(ctx: Context, incident: Incident, request: HelpRequest) -> str:
    """Name a request; one that came along by a merge keeps the number and the code that officers were texted."""
    if request.incident == incident.id:
        return request.name
    return f"{request.name} of {ctx.uow.incidents.look(request.incident).code}"


def find_request(ctx: Context, incident: Incident, text: str) -> HelpRequest:
    """Find the request by number or by the person's name or id. Raises NotFound or Ambiguous."""
    requests = ctx.uow.helps.of(incident.id)
    number = fold(text).strip().lstrip("#").removeprefix("h").removeprefix("н").strip()
    if number.isdigit():
        found = [one for one in requests if one.number == int(number)]
    else:
        named = {person.id for person in ctx.uow.roster.find(text)}
        about = [one for one in requests if named & set(asker_of(ctx, incident, one).people)]
        # An ended request is meant only where none is open.
        found = [one for one in about if one.open] or about[-1:]
    if not found:
        open_ones = ", ".join(one.name for one in requests if one.open) or "none"
        raise NotFound(
            f"There is no request for help '{text[:40]}' in {incident.code}. Open: {open_ones}.",
            instead=f"checkin status {incident.code}",
        )
    if len(found) > 1:
        raise Ambiguous(f"Several requests fit '{text[:40]}': {', '.join(one.name for one in found)}. Use the number.")
    return found[0]
