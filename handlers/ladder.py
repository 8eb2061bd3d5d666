"""Carry out what a page decides: text each person once, set the timers, say what could not be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from handlers import effects as fx
from handlers import locate, system
from handlers.authorise import DUTY_OFFICER
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.context import Context
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Covered, Decision, Delivery, Exhausted, Page, Reach, Ring, Skipped, latest_answers
from playbooks.rules.people import Person, Seat
from playbooks.rules.vocabulary import EntryKind, PageId, PersonId, SeatCode, Team

#: A page that could not be sent for an hour is stale: the ladder has long gone on (our choice).
STALE_AFTER = timedelta(hours=1)

#: A seat, its page, and what follows from the last change.
Change = tuple[Seat, Page, list[Decision]]


def reach(ctx: Context, page: Page, known: Iterable[Page]) -> Reach:
    """Say whom of the ladder no text can reach, and who has answered another page of the incident."""
    people = ctx.uow.roster.people(page.ladder)
    unreachable = {person: _why_not(people.get(person)) for person in page.ladder}
    return Reach(
        {person: why for person, why in unreachable.items() if why},
        latest_answers(other for other in known if other.id != page.id),
    )


def seat_of(ctx: Context, code: SeatCode) -> Seat:
    """Give the seat as it is now; for a page of a seat that is gone, or of the duty role, one without holders."""
    known = next((seat for seat in ctx.uow.roster.seats() if seat.code == code), None)
    title = "SSD duty officer" if code == DUTY_OFFICER else str(code)
    return known or Seat(code, title, Team.SSD, None, "duty", False, None, ())


def ring(ctx: Context, incident: Incident, changes: list[Change]) -> None:
    """Perform the decisions of several pages: one text a person, one log entry and one timer for all of them."""
    told: dict[PersonId, list[str]] = {}
    calls: list[tuple[PageId, int, int]] = []
    uncovered: list[tuple[Seat, Page]] = []
    for seat, page, decisions in changes:
        for decision in decisions:
            match decision:
                case Ring():
                    told.setdefault(decision.person, []).append(_rung(seat, page, decision))
                    calls.append((page.id, decision.round, decision.rung))
                case Skipped():
                    text = f"{seat.code}: {ctx.names([decision.person])} was not texted: {decision.why}."
                    ctx.log(incident.code, EntryKind.DELIVERY, text)
                case Exhausted():
                    uncovered.append((seat, page))
                case Covered():
                    pass
        ctx.uow.pages.save(page)
    if told:
        duty = {page.ladder[page.rung] for seat, page, _ in changes if seat.code == DUTY_OFFICER and page.rung >= 0}
        _text(ctx, incident, told, duty & set(told))
        ctx.after(ctx.organisation.answer_within, system.Escalate(incident.id, tuple(calls)), incident.id)
    if uncovered:
        _uncovered(ctx, incident, uncovered)


def _why_not(person: Person | None) -> str:
    if person is None or not person.active:
        return "has left the organisation"
    return "" if person.mobile else "no mobile number"


def _rung(seat: Seat, page: Page, decision: Ring) -> str:
    place = "holder" if decision.rung == 0 else f"alternate {decision.rung}"
    if seat.code == DUTY_OFFICER:
        place = "on duty" if decision.rung == 0 else f"backup {decision.rung}"
    return f"{seat.title}, {place}" + (f", round {page.round}" if page.round > 1 else "")


def _text(ctx: Context, incident: Incident, told: dict[PersonId, list[str]], duty: set[PersonId]) -> None:
    people = ctx.uow.roster.people(told)
    for person_id, roles in told.items():
        person = people[person_id]
        purpose = fx.Purpose.REPORT if person_id in duty else fx.Purpose.PAGE
        again = any("round" in role for role in roles)
        key = "report_page" if person_id in duty else ("page_again" if again else "page")
        ctx.sms(person, purpose, page_text(ctx, incident, person, key), incident.id, STALE_AFTER)
        ctx.send(fx.Tell(person_id, _card(ctx, incident, roles), incident.id))
    listed = "; ".join(f"{people[person].name} ({', '.join(roles)})" for person, roles in told.items())
    ctx.log(incident.code, EntryKind.PAGE, f"Paged by SMS: {listed}", people=list(told))
    ctx.then(system.LetIn(incident.id, tuple((person, roles[0]) for person, roles in told.items())))


def page_text(ctx: Context, incident: Incident, person: Person, key: str) -> str:
    """Compose the page in the person's language; the declarer's own words never leave by SMS."""
    # Of several sites the person's own is named, on its own clock, and how many more there are.
    own = person.site if person.site in incident.sites else incident.sites[0]
    site = ctx.uow.roster.sites()[own]
    more = f" +{len(incident.sites) - 1}" if len(incident.sites) > 1 else ""
    meets = incident.first_meeting or ctx.now
    values: dict[str, Any] = {
        "org": ctx.organisation.short_name,
        "code": incident.code,
        "level": str(incident.level),
        "event": ctx.library.event(incident.type).phrase(person.language),
        "site": site.name(person.language) + more,
        "when": f"{meets:%H:%M} UTC ({site.local(meets):%H:%M} {site.name(person.language)})",
        "time": f"{incident.reported_at:%H:%M} UTC",
    }
    return ctx.words(key, person.language, **values)


def _card(ctx: Context, incident: Incident, roles: list[str]) -> Card:
    where = locate.site_names(ctx, incident)
    code = incident.code
    meeting = incident.first_meeting
    meets = f" First meeting {locate.times(ctx, incident, meeting)}." if meeting and meeting > ctx.now else ""
    return Card(
        f"You are paged: {code} {incident.level}, {where}",
        (
            Text(f"{incident.title}\nYou are {'; '.join(roles)}.{meets}"),
            Buttons((
                Button("Joining", f"answer joining {code}", "primary"),
                Button("Late 15 min", f"answer late 15 {code}"),
                Button("Cannot, page the alternate", f"answer cannot {code}"),
            )),
        ),
        Tone.ALARM,
        must_act=True,
    )  # fmt: skip


def _uncovered(ctx: Context, incident: Incident, uncovered: list[tuple[Seat, Page]]) -> None:
    again = ctx.organisation.restart_ladder
    minutes = again // timedelta(minutes=1)
    names = ", ".join(seat.title for seat, _ in uncovered)
    verb = "is" if len(uncovered) == 1 else "are"
    text = f"{names} {verb} uncovered: nobody on the ladder is coming. Ringing again in {minutes} min."
    ctx.log(incident.code, EntryKind.PAGE, text, seats=[seat.code for seat, _ in uncovered])
    pages = tuple((page.id, page.round) for _, page in uncovered)
    ctx.after(again, system.RestartLadders(incident.id, pages), incident.id)
    failed = [call.person for _, page in uncovered for call in page.calls if call.delivery is Delivery.FAILED]
    if failed:
        text += f"\nNot reached by SMS: {ctx.names(list(dict.fromkeys(failed)))}."
    now = tuple(Button(f"Ring {seat.title} now", f"page {incident.code} {seat.code}") for seat, _ in uncovered[:5])
    title = f"{incident.code}: {names if len(uncovered) <= 3 else f'{len(uncovered)} seats'} {verb} uncovered"
    card = Card(title, (Text(text), Buttons(now)), Tone.ALARM, must_act=True)
    ctx.post(incident, card)
    for person in in_charge(ctx, incident):
        ctx.send(fx.Tell(person, card, incident.id))


def in_charge(ctx: Context, incident: Incident) -> list[PersonId]:
    """Name who must hear of trouble in person: the acting chair, else the chair's holder; and the declarer."""
    chair = [seat.holders[0] for seat in ctx.uow.roster.seats() if seat.function == "chair" and seat.holders]
    leads = [incident.acting_chair] if incident.acting_chair else chair
    return list(dict.fromkeys([*leads, incident.declared_by]))
