"""Carry out what a page decides: text each person once, set the timers, say what could not be done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from handlers import effects as fx
from handlers import locate, system
from handlers.authorise import DUTY_OFFICER, actor_of, officers
from handlers.cards import Button, Buttons, Card, Text, Tone
from handlers.context import ORG, Context
from handlers.opening import title_of_call
from handlers.presence import away_now, hint, there_first
from playbooks.rules.authority import Power
from playbooks.rules.calls import call_after
from playbooks.rules.incident import Incident
from playbooks.rules.paging import (
    Covered,
    Decision,
    Delivery,
    Exhausted,
    Page,
    PageState,
    Reach,
    Ring,
    Skipped,
    lateness,
    latest_answers,
)
from playbooks.rules.people import Person, Seat, on_duty
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.vocabulary import EntryKind, IncidentId, PageId, PersonId, Phase, SeatCode, Team

#: The alarm's text says no more the second time; a phone that buzzes for every seat is switched off (our choice).
ALARM_AGAIN = timedelta(minutes=15)
#: Why somebody of the ladder gets no text, yet may be reached in chat; so may whoever is not rung.
NO_NUMBER = "no mobile number"
#: Why an officer is not paged for the own call for help.
CALLED = "called for help themselves"

#: A seat, its page, and what follows from the last change.
Change = tuple[Seat, Page, list[Decision]]


def reach(ctx: Context, page: Page, known: Iterable[Page]) -> Reach:
    """Say who is called now, whom of them no text can reach, and who has answered another page of the incident.

    Whoever is in an open silent check-in, of whatever incident, and has not said that they are safe is not rung, not
    even for the first time: they may hide. The ladder goes on at once to the next.
    """
    now = called_for(ctx, page.seat)
    ladder = {*page.ladder, *(now or ())}
    people = ctx.uow.roster.people(ladder)
    hiding = ctx.uow.campaigns.hiding(ladder)
    unreachable = {id_: _why_not(people.get(id_)) or (NOT_RUNG if id_ in hiding else "") for id_ in ladder}
    if page.seat == DUTY_OFFICER and (caller := who_called(ctx, page.incident)):
        unreachable[caller] = unreachable.get(caller) or CALLED
    others = [other for other in known if other.id != page.id]
    return Reach(
        {person: why for person, why in unreachable.items() if why}, latest_answers(others), lateness(others), now
    )


def who_called(ctx: Context, incident: IncidentId) -> PersonId | None:
    """Name the person whose own call for help this incident is; None for every other incident."""
    about = ctx.uow.incidents.look(incident)
    known = ctx.uow.roster.people([about.declared_by])
    caller = known.get(about.declared_by)
    return caller.id if caller and about.title == title_of_call(caller.name) else None


def called_for(ctx: Context, code: SeatCode) -> tuple[PersonId, ...] | None:
    """Name who is called for a seat now, in order, whoever is on leave last; None for a seat that is gone."""
    ladder = _by_roster(ctx, code)
    return None if ladder is None else there_first(ctx.uow, ladder, ctx.now)


def _by_roster(ctx: Context, code: SeatCode) -> tuple[PersonId, ...] | None:
    seats = ctx.uow.roster.seats()
    if code == DUTY_OFFICER:
        head = next((seat.holders for seat in seats if seat.function == "security"), ())
        return tuple(dict.fromkeys((*on_duty(ctx.uow.roster.duty(), DUTY_OFFICER, ctx.now), *head)))
    return next((seat.holders for seat in seats if seat.code == code), None)


def place(ctx: Context, page: Page, person: PersonId, rung: int) -> str:
    """Say what somebody is to the seat they are called for, ``alternate 1``; empty for who came unasked.

    Who is on leave is rung late and stays what they are; on a ladder that the roster does not know any more the
    rung says it.
    """
    now = _by_roster(ctx, page.seat) or ()
    same = rung >= 0 and person in now and set(now) == set(page.ladder)
    at = now.index(person) if same else rung
    first, others = ("on duty", "backup") if page.seat == DUTY_OFFICER else ("holder", "alternate")
    return "" if at < 0 else first if at == 0 else f"{others} {at}"


def on_leave(ctx: Context, page: Page) -> list[str]:
    """Say of each on the page's ladder who is on leave until when that is."""
    gone = away_now(ctx.uow, ctx.now)
    return [f"{gone[id_].name} is {hint(ctx.uow, gone[id_], ctx.now)}" for id_ in page.ladder if id_ in gone]


def seat_of(ctx: Context, code: SeatCode) -> Seat:
    """Give the seat as it is now; for a page of a seat that is gone, or of the duty role, one without holders."""
    known = next((seat for seat in ctx.uow.roster.seats() if seat.code == code), None)
    title = "SSD duty officer" if code == DUTY_OFFICER else str(code)
    return known or Seat(code, title, Team.SSD, None, "duty", False, None, ())


def ring(ctx: Context, incident: Incident, changes: list[Change]) -> None:
    """Perform the decisions of several pages: one text a person, one log entry and one timer for all of them."""
    _say_who_is_on_leave(ctx, incident, changes)
    told: dict[PersonId, list[str]] = {}
    untold: dict[PersonId, list[str]] = {}
    gone = _gone(ctx, changes)
    calls: list[tuple[PageId, int, int]] = []
    uncovered: list[tuple[Seat, Page]] = []
    hiding: set[PersonId] = set()
    for seat, page, decisions in changes:
        for decision in decisions:
            match decision:
                case Ring():
                    told.setdefault(decision.person, []).append(_rung(ctx, seat, page, decision.person, decision.rung))
                    calls.append((page.id, decision.round, decision.rung))
                case Skipped():
                    text = f"{seat.code}: {ctx.names([decision.person])} was not texted: {decision.why}."
                    ctx.log(incident.code, EntryKind.DELIVERY, text)
                    hiding |= {decision.person} if decision.why == NOT_RUNG else set()
                    if decision.why in {NO_NUMBER, NOT_RUNG} and (call := page.latest_call(decision.person)):
                        untold.setdefault(decision.person, []).append(_rung(ctx, seat, page, call.person, call.rung))
                case Exhausted():
                    uncovered.append((seat, page))
                case Covered():
                    pass
        ctx.uow.pages.save(page)
    _in_chat(ctx, incident, untold, gone)
    _say_whether_anybody_is_rung(ctx, incident, told, hiding)
    if told:
        duty = {page.ladder[page.rung] for seat, page, _ in changes if seat.code == DUTY_OFFICER and page.rung >= 0}
        _text(ctx, incident, told, duty & set(told))
        _in_chat(ctx, incident, told, gone)
        _wait(ctx, incident, tuple(calls))
    if uncovered:
        _uncovered(ctx, incident, uncovered)


def _wait(ctx: Context, incident: Incident, calls: tuple[tuple[PageId, int, int], ...]) -> None:
    """Set what comes when nobody answers: a call, then the next on the ladder."""
    within = ctx.organisation.answer_within
    if ctx.calls:
        ctx.after(call_after(within), system.CallPaged(incident.id, calls), incident.id)
    ctx.after(within, system.Escalate(incident.id, calls), incident.id)


def nobody_is_rung(ctx: Context, incident: Incident) -> Card | None:
    """Give the words for the room while all who would be paged hide; None while somebody is rung, or was since."""
    many = ctx.uow.meta.get(_all_hide(incident))
    return _all_may_hide(incident, many) if many else None


def _all_may_hide(incident: Incident, many: str) -> Card:
    text = (
        f"NOBODY'S TELEPHONE IS RUNG: all {many} who would be paged may hide (they are asked silently). "
        "They are told in chat, and whoever says to be safe is paged at once. Reach somebody another way."
    )
    return Card(f"{incident.code}: nobody is rung", (Text(text),), Tone.ALARM, must_act=True)


def _say_whether_anybody_is_rung(
    ctx: Context, incident: Incident, told: Collection[PersonId], hiding: Collection[PersonId]
) -> None:  # fmt: skip
    """Say once, until somebody is rung again, that all who would be paged hide: a human must find another way.

    The first of Security who does not hide is texted. A room that is opened only now says so too.
    """
    said = nobody_is_rung(ctx, incident) if told or hiding else None
    if told and said:
        ctx.uow.meta.set(_all_hide(incident), "")
    if told or said or not hiding:
        return
    if any(page.state in {PageState.RINGING, PageState.COVERED} for page in ctx.uow.pages.of(incident.id)):
        return
    ctx.uow.meta.set(_all_hide(incident), str(len(hiding)))
    card = _all_may_hide(incident, str(len(hiding)))
    for chain in (incident.code, ORG):
        ctx.log(chain, EntryKind.PAGE, f"{incident.code}: nobody is rung; all {len(hiding)} to be paged may hide.")
    ctx.post(incident, card)
    line = officers(ctx)
    known, kept = ctx.uow.roster.people(line), ctx.uow.campaigns.hiding(line)
    security = [known[one] for one in line if one in known and one not in kept]
    able = [one for one in security if one.active and one.mobile][:1]
    for id_ in dict.fromkeys([*in_charge(ctx, incident), *(one.id for one in able)]):
        ctx.send(fx.Tell(id_, card, incident.id))
    for one in able:
        ctx.sms(one, fx.Purpose.ALARM, _alarm_text(ctx, incident, one), incident.id)


def _all_hide(incident: Incident) -> str:
    return f"nobody is rung: {incident.id}"


def _why_not(person: Person | None) -> str:
    if person is None or not person.active:
        return "has left the organisation"
    return "" if person.mobile else NO_NUMBER


def _say_who_is_on_leave(ctx: Context, incident: Incident, changes: list[Change]) -> None:
    """Log at the start of a round why it does not begin with the holder."""
    late = [
        f"{seat.code}: {', '.join(said)}" for seat, page, follows in changes if _begins(page, follows)
        for said in [on_leave(ctx, page)] if said
    ]  # fmt: skip
    if late:
        ctx.log(incident.code, EntryKind.PAGE, f"Rung after those who are there: {'; '.join(late)}.")


def _gone(ctx: Context, changes: list[Change]) -> dict[PersonId, list[str]]:
    """Give for each who is told now who is on leave on their ladders."""
    gone: dict[PersonId, list[str]] = {}
    for _, page, follows in changes:
        for person in _concerned(follows):
            gone.setdefault(person, []).extend(on_leave(ctx, page))
    return gone


def _begins(page: Page, follows: list[Decision]) -> bool:
    first = next((call.person for call in page.calls if call.round == page.round and call.rung >= 0), None)
    return first in _concerned(follows)


def _concerned(follows: list[Decision]) -> list[PersonId]:
    return [one.person for one in follows if isinstance(one, Ring | Skipped)]


def _rung(ctx: Context, seat: Seat, page: Page, person: PersonId, rung: int) -> str:
    again = f", round {page.round}" if page.round > 1 else ""
    return f"{seat.title}, {place(ctx, page, person, rung)}{again}"


def _text(ctx: Context, incident: Incident, told: dict[PersonId, list[str]], duty: set[PersonId]) -> None:
    people = ctx.uow.roster.people(told)
    for person_id, roles in told.items():
        person = people[person_id]
        purpose = fx.Purpose.REPORT if person_id in duty else fx.Purpose.PAGE
        again = any("round" in role for role in roles)
        key = "report_page" if person_id in duty else ("page_again" if again else "page")
        ctx.sms(person, purpose, page_text(ctx, incident, person, key), incident.id)
    listed = "; ".join(f"{people[person].name} ({', '.join(roles)})" for person, roles in told.items())
    ctx.log(incident.code, EntryKind.PAGE, f"Paged by SMS: {listed}", people=list(told))


def _in_chat(
    ctx: Context, incident: Incident, told: dict[PersonId, list[str]], gone: dict[PersonId, list[str]]
) -> None:  # fmt: skip
    """Show the page in chat and open the room: whoever has no telephone may still sit at a keyboard."""
    for person, roles in told.items():
        ctx.send(fx.Tell(person, _card(ctx, incident, roles, gone[person]), incident.id))
    if told:
        ctx.then(system.LetIn(incident.id, tuple((person, roles[0]) for person, roles in told.items())))


def page_text(ctx: Context, incident: Incident, person: Person, key: str) -> str:
    """Compose the page in the person's language; the declarer's own words never leave by SMS.

    Where replies do not reach us, it says how else to answer.
    """
    if person.mobile and not ctx.two_way(person.mobile):
        key = "page_one_way"
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
        "number": ctx.organisation.duty_number,
    }
    return ctx.words(key, person.language, **values)


def _card(ctx: Context, incident: Incident, roles: list[str], gone: list[str]) -> Card:
    where = locate.site_names(ctx, incident)
    code = incident.code
    meeting = incident.first_meeting
    late = f"\n{'; '.join(dict.fromkeys(gone))}." if gone else ""
    meets = f" First meeting {locate.times(ctx, incident, meeting)}." if meeting and meeting > ctx.now else ""
    return Card(
        f"You are paged: {code} {incident.level}, {where}",
        (
            Text(f"{incident.title}{_reported(ctx, incident)}\nYou are {'; '.join(roles)}.{meets}{late}"),
            Buttons((
                Button("Joining", f"answer joining {code}", "primary"),
                Button("Late 15 min", f"answer late 15 {code}"),
                Button("Cannot, page the alternate", f"answer cannot {code}"),
            )),
        ),
        Tone.ALARM,
        must_act=True,
    )  # fmt: skip


def _reported(ctx: Context, incident: Incident) -> str:
    """Give the words of a report that nobody has verified: whoever is paged must judge them."""
    if incident.phase is not Phase.REPORTED:
        return ""
    return "".join(f"\n{entry.text}" for entry in ctx.uow.log.last_of_kinds(incident.code, [EntryKind.REPORT], 3))


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
    if late := [person for _, page in uncovered for person in page.coming()]:
        text += f"\nComing, but much later: {ctx.names(list(dict.fromkeys(late)))}."
    if failed:
        text += f"\nNot reached by SMS: {ctx.names(list(dict.fromkeys(failed)))}."
    now = tuple(Button(f"Ring {seat.title} now", f"page {incident.code} {seat.code}") for seat, _ in uncovered[:5])
    title = f"{incident.code}: {names if len(uncovered) <= 3 else f'{len(uncovered)} seats'} {verb} uncovered"
    alarm(ctx, incident, Card(title, (Text(text), Buttons(now)), Tone.ALARM, must_act=True))


def in_charge(ctx: Context, incident: Incident) -> list[PersonId]:
    """Name who must hear of trouble in person: the acting chair, else the chair's first who is there; the declarer."""
    seats = ctx.uow.roster.seats()
    chairs = [there_first(ctx.uow, seat.holders, ctx.now) for seat in seats if seat.function == "chair"]
    lead, declarer = incident.acting_chair, incident.declared_by
    people = ctx.uow.roster.people([declarer, *([lead] if lead else ()), *(one for chair in chairs for one in chair)])
    there = {id_ for id_, person in people.items() if person.active}
    leads = [lead] if lead in there else [one for chair in chairs for one in [id_ for id_ in chair if id_ in there][:1]]
    return list(dict.fromkeys([*leads, *([declarer] if declarer in there else ())]))


def alarm(ctx: Context, incident: Incident, card: Card) -> None:
    """Show a card in the room and to those in charge; by SMS too to whoever of them may page, so can act on it.

    A person gets one such text in `ALARM_AGAIN` and incident. Somebody who only reported the event gets none.
    """
    ctx.post(incident, card)
    lately = ctx.uow.outbox.texted_lately(incident.id, fx.Purpose.ALARM, ctx.now - ALARM_AGAIN)
    matrix, texted = ctx.uow.roster.matrix(), []
    for id_ in in_charge(ctx, incident):
        ctx.send(fx.Tell(id_, card, incident.id))
        actor = actor_of(ctx.uow, id_, ctx.now, incident)
        person = actor.person
        if person and person.mobile and id_ not in lately and matrix.verdict(Power.PAGE, actor.roles).allowed:
            ctx.sms(person, fx.Purpose.ALARM, _alarm_text(ctx, incident, person), incident.id)
            texted.append(id_)
    if texted:
        ctx.log(incident.code, EntryKind.PAGE, f"Alarmed by SMS: {ctx.names(texted)}", people=texted)


def _alarm_text(ctx: Context, incident: Incident, person: Person) -> str:
    return ctx.words(
        "alarm", person.language, org=ctx.organisation.short_name, code=incident.code,
        level=str(incident.level), number=ctx.organisation.duty_number,
    )  # fmt: skip
