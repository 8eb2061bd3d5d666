"""Page the seats, take the answers, escalate, watch quorum and the chair (R46)."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import timedelta

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, system
from handlers.authorise import DUTY_OFFICER, officers
from handlers.cards import Card, Text, Tone
from handlers.context import Context
from handlers.ladder import Change, alarm, called_for, page_text, reach, ring, seat_of, who_called
from handlers.quorum import hand_over, watch
from handlers.replying import emergency, whereabouts
from playbooks.rules.errors import Conflict
from playbooks.rules.incident import Incident
from playbooks.rules.paging import LATEST_TO_COVER, Answer, Covered, Decision, Delivery, Page, PageState, team_for
from playbooks.rules.people import seats_to_page
from playbooks.rules.replies import LATEST
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import EntryKind, Level, PageId, PersonId, Phase, SeatCode

#: Timers that mean something only while the run of an incident lasts in which they were set.
_OF_A_RUN = (
    system.Escalate, system.CallPaged, system.RestartLadders, system.CheckQuorum, system.PublishHead,
    system.ReviewWatch,
)  # fmt: skip


def start_pages(command: system.StartPages, ctx: Context) -> None:
    """Page each seat that the level calls and that has no page yet; with `again` also those that were stopped."""
    incident = ctx.the_incident()
    pages = {page.seat: page for page in ctx.uow.pages.of(incident.id)}
    changes: list[Change] = []
    known = list(pages.values())
    for seat in seats_to_page(ctx.uow.roster.seats(), incident.level, incident.sites):
        page = pages.get(seat.code)
        if page is None:
            page = _new_page(ctx, incident, seat.code)
        elif not (command.again and page.state is PageState.STOPPED):
            continue
        changes.append((seat, page, page.start(reach(ctx, page, known), ctx.now)))
        known.append(page)
    ring(ctx, incident, changes)
    rule = ctx.organisation.quorum.get(team_for(incident.level))
    if rule and incident.level > Level.L0:
        ctx.after(rule.within, system.CheckQuorum(incident.id, incident.level), incident.id)
    if incident.level is Level.L1 and changes:
        _inform_chair(ctx, incident)
    watch(ctx, incident)


def page_duty_officer(command: system.PageDutyOfficer, ctx: Context) -> None:
    """Page who is on duty in SSD, then the backup, then the Head (R53); whoever has taken it already is told again.

    Nobody is paged for the own call for help: then the next is, at once.
    """
    incident = ctx.the_incident()
    page = next((one for one in ctx.uow.pages.of(incident.id) if one.seat == DUTY_OFFICER), None)
    if page is None:
        page = _new_page(ctx, incident, DUTY_OFFICER)
    elif page.state is PageState.RINGING:
        return
    elif page.state is PageState.COVERED:
        card = Card(
            f"{incident.code}: there is more", (Text("Something was reported again; see the room."),), Tone.ALARM, True
        )
        caller = who_called(ctx, incident.id)
        first = [one for one in officers(ctx) if one != caller][:1]
        people = ctx.uow.roster.people([*(one for one in page.coming() if one != caller), *first])
        for person in people.values():
            # By SMS too, and to whoever is on duty now: the one who took it may be asleep, and this may be worse.
            ctx.send(fx.Tell(person.id, card, incident.id))
            if person.mobile:
                text = page_text(ctx, incident, person, "report_page")
                ctx.sms(person, fx.Purpose.REPORT, text, incident.id)
        ctx.log(incident.code, EntryKind.PAGE, f"Texted again: {ctx.names(list(people))}")
        return
    seat = seat_of(ctx, DUTY_OFFICER)
    ring(ctx, incident, [(seat, page, page.start(reach(ctx, page, [page]), ctx.now))])


def page_seat(command: c.PageSeat, ctx: Context) -> Card:
    """Page a seat again from its holder on, or every seat of the level that nobody covers."""
    incident = ctx.the_incident()
    if not incident.open:
        raise Conflict(
            f"{incident.code} is {incident.phase}: nobody is paged.", instead=f"reopen {incident.code} reason=..."
        )
    pages = {page.seat: page for page in ctx.uow.pages.of(incident.id)}
    if command.seat.lower() == "all":
        if incident.phase is Phase.REPORTED:
            # Nobody has said yet that it is true: the duty officer is paged, not the whole level.
            text = f"{incident.code} is only reported: verify first, or page a single seat."
            raise Conflict(text, instead=f"verify {incident.code}")
        called = seats_to_page(ctx.uow.roster.seats(), incident.level, incident.sites)
        seats = [seat for seat in called if seat.code not in pages or pages[seat.code].state is not PageState.COVERED]
    else:
        duty = command.seat.upper() == DUTY_OFFICER
        seats = [seat_of(ctx, DUTY_OFFICER) if duty else locate.seat(ctx, command.seat, incident)]
    changes: list[Change] = []
    for seat in seats:
        page = pages.get(seat.code) or _new_page(ctx, incident, seat.code)
        changes.append((seat, page, page.start(reach(ctx, page, pages.values()), ctx.now)))
    ring(ctx, incident, changes)
    watch(ctx, incident)
    ctx.refresh(incident)
    told = ", ".join(seat.code for seat, _, follows in changes if follows)
    return Card(f"{incident.code}: {f'paging {told}' if told else 'nobody to page, it is covered'}", (), Tone.GOOD)


def answer_page(command: c.AnswerPage, ctx: Context) -> Card:
    """Take an answer given in chat."""
    incident = ctx.the_incident()
    me = ctx.me().id
    if not incident.open:
        raise Conflict(f"{incident.code} is {incident.phase}: there is no page to answer.", instead="status")
    if not any(page.latest_call(me) or me in page.ladder for page in ctx.uow.pages.of(incident.id)):
        raise Conflict(f"You are not paged for {incident.code}.", instead=f"join {incident.code}")
    late_by = min(timedelta(minutes=command.minutes or 0), LATEST) if command.answer is Answer.LATE else None
    too_late = late_by is not None and late_by > LATEST_TO_COVER
    meanwhile = (Text("Alternates are paged until somebody comes sooner."),) if too_late else ()
    ctx.then(system.TakeAnswer(incident.id, me, command.answer, late_by, "chat"))
    return Card(f"{incident.code}: noted, you are {_said(command.answer, late_by)}", meanwhile, Tone.GOOD)


def take_answer(command: system.TakeAnswer, ctx: Context) -> None:
    """Take an answer, however it came; the latest of a person counts for every seat they were paged for."""
    incident = ctx.the_incident()
    pages = ctx.uow.pages.of(incident.id)
    person = ctx.uow.roster.person(command.person)
    # Whoever was not called (yet) may cover the seats of whose ladder they are part; whoever was called answers
    # for those calls alone, so that one answer stops nobody else's page.
    called = [page for page in pages if page.latest_call(person.id)]
    mine = called or [page for page in pages if person.id in page.ladder]
    changes: list[Change] = []
    for page in mine:
        follows = page.answered(person.id, command.answer, command.late_by, reach(ctx, page, pages), ctx.now)
        changes.append((seat_of(ctx, page.seat), page, follows))
    if mine:
        seats = ", ".join(page.seat for page in mine)
        said = _said(command.answer, command.late_by)
        text = f"{person.name} is {said} (by {command.via}) for {seats}."
        ctx.log(incident.code, EntryKind.ANSWER, text, author=person.id, answer=str(command.answer), via=command.via)
    ring(ctx, incident, changes)
    if command.answer in {Answer.JOINING, Answer.LATE}:
        ctx.then(system.LetIn(incident.id, ((person.id, "answered the page"),)))
    watch(ctx, incident)
    _hand_over_steps(ctx, incident, changes)
    ctx.refresh(incident)


def escalate(command: system.Escalate, ctx: Context) -> None:
    """Go on to the next alternates; a late timer changes nothing. Without calls, only look who is still there."""
    rungs = {page: (round_, rung) for page, round_, rung in command.calls}
    _go_on(ctx, rungs, lambda page, known: page.overdue(*rungs[page.id], reach(ctx, page, known), ctx.now))


def restart_ladders(command: system.RestartLadders, ctx: Context) -> None:
    """Begin exhausted ladders again."""
    rounds = dict(command.pages)
    _go_on(ctx, rounds, lambda page, known: page.restart(rounds[page.id], reach(ctx, page, known), ctx.now))


_WAITS = frozenset({Delivery.WAITING})


def sms_sent(command: system.SmsSent, ctx: Context) -> None:
    """Note on the person's calls that the text left; the outbox holds the receipt, the log only failures."""
    pages = ctx.uow.pages.of(command.incident)
    # The page of the team is what the playbook asks for; that of the duty officer came before.
    team = [page for page in pages if page.seat != DUTY_OFFICER]
    before = any(call.delivered_at for page in team for call in page.calls)
    for page in pages:
        call = page.latest_call(command.person)
        if call is not None and call.delivery in ({Delivery.WAITING, Delivery.SENT} if command.came else _WAITS):
            call.delivery, call.delivered_at = Delivery.DELIVERED if command.came else Delivery.SENT, ctx.now
            ctx.uow.pages.save(page)
    if not before and any(call.delivered_at for page in team for call in page.calls):
        ctx.then(system.TickStep(command.incident, Tick.PAGE))
    ctx.refresh(ctx.the_incident())


def sms_failed(command: system.SmsFailed, ctx: Context) -> None:
    """Say that a page did not go out, and page the next alternate at once."""
    incident = ctx.the_incident()
    pages = ctx.uow.pages.of(incident.id)
    name = ctx.names([command.person])
    ctx.log(
        incident.code, EntryKind.DELIVERY, f"The page to {name} was not delivered: {command.note}", note=command.note
    )
    changes: list[Change] = [
        (seat_of(ctx, page.seat), page, _failed(ctx, command, page, pages))
        for page in pages
        if page.latest_call(command.person)
    ]
    if ctx.calls:
        # The number may be that of a landline, or texts are blocked there.
        calls = [(page.id, page.latest_call(command.person)) for _, page, _ in changes]
        failed = tuple((id_, call.round, call.rung) for id_, call in calls if call)
        ctx.then(system.CallPaged(incident.id, failed))
    ring(ctx, incident, changes)
    ctx.refresh(incident)


def stop_pages(command: system.StopPages, ctx: Context) -> None:
    """Ring nobody any more; what still waits is not sent; everybody who was texted hears why (domain 3.9).

    Whoever heard so before, and was not texted since, hears nothing twice: not by the second end of a reopened
    incident. The timers of this run go, so that none of them fires into the next.
    """
    incident = ctx.the_incident()
    ctx.uow.timers.drop(incident.id, [kind.__name__ for kind in _OF_A_RUN])
    dropped = ctx.uow.outbox.drop_pages(incident.id, (fx.Purpose.PAGE, fx.Purpose.REPORT), ctx.now)
    unsent = {row.payload["person"] for row in dropped if row.kind == fx.SendSms.__name__}
    for page in ctx.uow.pages.of(incident.id):
        page.stop()
        for call in page.calls:
            if call.person in unsent and call.delivery is Delivery.WAITING:
                call.delivery, call.delivery_note = Delivery.NOT_SENT, "the page was stopped first"
        ctx.uow.pages.save(page)
    called = {call.person for page in ctx.uow.pages.of(incident.id) for call in page.calls}
    texted = ctx.uow.outbox.texted(incident.id, fx.Purpose.OVER)
    if command.notice == "merged":
        # Staff who were asked whether they are safe go on being asked; another code is nothing to ring them for.
        texted = [(number, person) for number, person in texted if person in called]
    asking = {who for one in ctx.uow.helps.of(incident.id) if one.open for who in (one.person, one.phone)} - {None}
    for number, person_id in texted:
        # Whoever was only asked belongs to no team that is released.
        all_clear = command.notice == "stand_down" and person_id not in called
        key = "all_clear" if all_clear else command.notice
        if command.notice != "merged" and asking & {person_id, number}:
            # Nobody who waits for help may read that there is nothing to answer any more.
            key = "over_help"
        _notice(ctx, incident, command, key, number, person_id)
    people = [PersonId(person) for _, person in texted if person]
    if people:
        ctx.log(
            incident.code, EntryKind.PAGE, f"Told by SMS that it is over: {ctx.names(people)}", notice=command.notice
        )


def check_quorum(command: system.CheckQuorum, ctx: Context) -> None:
    """Say that quorum is overdue, to the room and in person to who must act."""
    incident = ctx.the_incident()
    if not incident.running or incident.level is not command.level or incident.quorum:
        return
    state = watch(ctx, incident)
    if state is None or state.met:
        return
    missing = f" Missing: {', '.join(state.missing)}." if state.missing else ""
    text = f"No quorum yet: {state.present} of {state.needed} coming.{missing}"
    ctx.log(incident.code, EntryKind.TEAM, text)
    card = Card(f"{incident.code}: quorum is overdue", (Text(text),), Tone.ALARM, must_act=True)
    alarm(ctx, incident, card)
    ctx.refresh(incident)


def _go_on(ctx: Context, which: Container[PageId], step: Callable[[Page, list[Page]], list[Decision]]) -> None:
    incident = ctx.the_incident()
    pages = ctx.uow.pages.of(incident.id)
    steps = [(page, step(page, pages)) for page in pages if page.id in which]
    changes: list[Change] = [(seat_of(ctx, page.seat), page, follows) for page, follows in steps if follows]
    if changes or not steps:
        ring(ctx, incident, changes)
        watch(ctx, incident)
        ctx.refresh(incident)


def _hand_over_steps(ctx: Context, incident: Incident, changes: list[Change]) -> None:
    """Tell an alternate who covers a seat of the steps that the holder was told of."""
    for seat, _, follows in changes:
        for one in follows:
            if isinstance(one, Covered) and one.person not in (called_for(ctx, seat.code) or ())[:1]:
                hand_over(ctx, incident, one.person)


def _failed(ctx: Context, command: system.SmsFailed, page: Page, pages: list[Page]) -> list[Decision]:
    return page.failed(command.person, command.note, reach(ctx, page, pages), ctx.now, command.told_at)


def _new_page(ctx: Context, incident: Incident, seat: SeatCode) -> Page:
    page = Page(PageId(0), incident.id, seat, called_for(ctx, seat) or ())
    page.id = ctx.uow.pages.add(page)
    return page


def _inform_chair(ctx: Context, incident: Incident) -> None:
    card = Card(
        f"{incident.code} L1 declared", (Text(f"{incident.title}\nThe site's ORT is being paged (for information)."),)
    )
    for seat in ctx.uow.roster.seats():
        if seat.function == "chair" and seat.holders:
            ctx.send(fx.Tell(seat.holders[0], card, incident.id))


def _notice(
    ctx: Context, incident: Incident, command: system.StopPages, key: str, number: str, person_id: str | None
) -> None:
    person = ctx.uow.roster.person(PersonId(person_id)) if person_id else None
    if person is None or not person.active:
        return
    site = ctx.uow.roster.sites()[incident.sites[0]]
    text = ctx.words(
        key,
        person.language,
        org=ctx.organisation.short_name,
        code=incident.code,
        into=command.other,
        time=f"{incident.declared_at or incident.reported_at:%H:%M} UTC",
        site=site.name(person.language),
        event=ctx.library.event(incident.type).phrase(person.language),
        number=ctx.organisation.duty_number,
        emergency=emergency(ctx, whereabouts(ctx, incident, person)),
    )
    ctx.send(fx.SendSms(number, text, fx.Purpose.OVER, person.id, incident.id))


def _said(answer: Answer, late_by: timedelta | None) -> str:
    match answer:
        case Answer.JOINING:
            return "joining"
        case Answer.LATE:
            return f"late by {late_by // timedelta(minutes=1)} min" if late_by else "late"
        case Answer.CANNOT:
            return "not able to come"
        case Answer.LEFT:
            return "leaving"
