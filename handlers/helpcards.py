"""Who stands behind a request for help, how it is shown, and which one somebody means; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import effects as fx
from handlers.cards import Button, Buttons, Card, Facts, Field, Form, Text, Tone
from handlers.context import Context
from handlers.replying import reply, tell, whereabouts
from playbooks.rules.checkin import OFFICIAL, HelpRequest, Status
from playbooks.rules.errors import Ambiguous, NotFound
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person, Site
from playbooks.rules.reply_text import fold
from playbooks.rules.vocabulary import IncidentId, Language, PersonId, SiteCode

#: The follow-up's letters in words (domain 3.3).
NEEDS = {"A": "injured", "B": "trapped", "C": "medicine", "D": "transport", "E": "other"}
#: How a request may end.
OUTCOMES = {
    "safe": Status.SAFE, "elsewhere": Status.SAFE_ELSEWHERE, "injured": Status.INJURED,
    "assist": Status.NEEDS_ASSIST, "hospitalised": Status.HOSPITALISED,
}  # fmt: skip


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
    now = ctx.uow.campaigns.current(going_on(ctx, incident).id)
    if any(one.silent for one in asked) or (now is not None and now.open and now.silent):
        return True
    return bool(ctx.uow.campaigns.hiding([one.id for one in people]))


def going_on(ctx: Context, incident: Incident) -> Incident:
    """Give the incident under whose code this one goes on: itself, or the one that it was merged into."""
    while incident.merged_into:
        incident = ctx.uow.incidents.look(incident.merged_into)
    return incident


def home_of(ctx: Context, incident: Incident, request: HelpRequest) -> Incident:
    """Give the incident of a request; by a merge it keeps the number and the code that officers were texted."""
    return incident if request.incident == incident.id else ctx.uow.incidents.get(request.incident)


def open_for(
    ctx: Context, incident: IncidentId, people: Sequence[PersonId], phone: str | None
) -> HelpRequest | None:  # fmt: skip
    """Find the open request of one of these people, or of their telephone when nobody knows who of several it is.

    A request of an incident that was merged into this one counts too.
    """
    found = ctx.uow.helps.open_of(incident, people, [phone] if phone else [])
    return found[-1] if found else None


def calling(ctx: Context, people: Sequence[PersonId], phone: str) -> HelpRequest | None:
    """Find the newest open request of these people, or of this telephone, in whatever incident goes on."""
    found = ctx.uow.helps.calling(people, [phone])
    return next((one for one in found[::-1] if going_on(ctx, ctx.uow.incidents.look(one.incident)).open), None)


def request_name(ctx: Context, incident: Incident, request: HelpRequest) -> str:
    """Name a request; one that came along by a merge keeps the number and the code that officers were texted."""
    if request.incident == incident.id:
        return request.name
    return f"{request.name} of {ctx.uow.incidents.look(request.incident).code}"


def find_request(ctx: Context, incident: Incident, text: str) -> HelpRequest:
    """Find the request by number or by the person's name or id. Raises NotFound or Ambiguous.

    One that came along by a merge is found too; of two with one number the incident's own is meant.
    """
    requests = ctx.uow.helps.with_merged(incident.id)
    number = fold(text).strip().lstrip("#").removeprefix("h").removeprefix("н").strip()
    if number.isdigit():
        found = [one for one in requests if one.number == int(number)]
        found = [one for one in found if one.incident == incident.id] or found
    else:
        named = {person.id for person in ctx.uow.roster.find(text)}
        about = [one for one in requests if named & set(asker_of(ctx, incident, one).people)]
        # An ended request is meant only where none is open.
        found = [one for one in about if one.open] or about[-1:]
    if not found:
        open_ones = ", ".join(request_name(ctx, incident, one) for one in requests if one.open) or "none"
        raise NotFound(
            f"There is no request for help '{text[:40]}' in {incident.code}. Open: {open_ones}.",
            instead=f"checkin status {incident.code}",
        )
    if len(found) > 1:
        names = ", ".join(request_name(ctx, incident, one) for one in found)
        raise Ambiguous(f"Several requests fit '{text[:40]}': {names}. Use the number, with the code it came with.")
    return found[0]


def card_of(ctx: Context, incident: Incident, request: HelpRequest, asker: Asker, says: str) -> Card:
    """Show a request to those who must act on it; it names who asks."""
    code, name = incident.code, request.name
    facts = [("Who", asker.name), ("Where", asker.place), ("Telephone", asker.phone or "none known")]
    if request.needs or request.place:
        facts.append(("Needs", ", ".join([*asker.needs, *([request.place] if request.place else [])])))
    if asker.sharing:
        facts.append(("Careful", f"this number is shared: {asker.sharing}"))
    if request.in_doubt:
        facts.append(("Doubt", "a bare 2 while a page is open too; it may have been meant for the page"))
    if asker.silent:
        facts.append(("Careful", "silent check-in: DO NOT CALL, a ringing telephone gives a hiding place away"))
    taken = f"taken by {ctx.names([request.taken_by])}" if request.taken_by else "nobody has taken it"
    facts.append(("State", taken))
    choices = tuple((word, str(status)) for word, status in OUTCOMES.items() if status not in OFFICIAL)
    form = Form(
        (Field("status", "They are now", "choice", choices), Field("note", "What was done")),
        f"checkin resolve {code} {name} {{status}} note={{note}}", "End it", title=f"End {name}",
    )  # fmt: skip
    take = () if request.taken_by else (Buttons((Button(f"I take {name}", f"checkin take {code} {name}", "primary"),)),)
    words = "\n".join(f"- {one}" for one in request.words)
    tone = Tone.WARNING if request.taken_by else Tone.ALARM
    return Card(f"{code} {name}: {asker.name} {says}", (Text(words), Facts(tuple(facts)), *take, form), tone, True)


def say_yours(
    ctx: Context, incident: Incident, request: HelpRequest, officer: Person, purpose: fx.Purpose
) -> None:  # fmt: skip
    """Text whoever has a request whom to call, or that nobody may."""
    asker = asker_of(ctx, incident, request)
    key = "help_yours_silent" if asker.silent else "help_yours"
    phone = asker.phone or ctx.organisation.duty_number
    reply(ctx, officer, key, incident, purpose=purpose, request=request.name, name=asker.name, phone=phone)


def warn_of_hiding(ctx: Context, incident: Incident) -> None:
    """Tell whoever has a request, or was told of it, that from now on nobody may be called; by SMS too who has it."""
    for request in ctx.uow.helps.open(incident.id):
        home = home_of(ctx, incident, request)
        told = [request.taken_by] if request.taken_by else list(request.ladder[: request.told])
        card = card_of(ctx, home, request, asker_of(ctx, home, request), "may be hiding: do not call")
        tell(ctx, told, card, incident)
        if request.taken_by:
            say_yours(ctx, home, request, ctx.uow.roster.person(request.taken_by), fx.Purpose.ALERT)
