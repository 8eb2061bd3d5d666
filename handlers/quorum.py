"""Watch after every answer whether the team can act, and who leads it; say so when that changes (R46)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import effects as fx
from handlers import system
from handlers.cards import Card, Text, Tone
from handlers.context import Context
from handlers.ladder import Change, alarm, reach, ring, seat_of
from playbooks.rules.incident import Incident
from playbooks.rules.paging import (
    Answer,
    Page,
    PageState,
    Quorum,
    QuorumRule,
    acting_chair,
    lateness,
    latest_answers,
    quorum,
    team_for,
)
from playbooks.rules.people import Seat, seats_to_page
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import EntryKind, Level, PersonId, SeatCode, Team


def state(ctx: Context, incident: Incident, pages: list[Page]) -> Quorum | None:
    """Count the team that leads at this level; None where no quorum is asked for."""
    team = team_for(incident.level)
    rule = ctx.organisation.quorum.get(team)
    if rule is None or incident.level is Level.L0:
        return None
    called = [
        seat for seat in seats_to_page(ctx.uow.roster.seats(), incident.level, incident.sites) if seat.team is team
    ]
    by_seat, gone = {page.seat: page for page in pages}, _gone(ctx, pages)
    # Each site has an ORT of its own, and one site's people are no quorum of another's; the CMT has no site.
    teams = [[seat for seat in called if seat.site == site] for site in dict.fromkeys(seat.site for seat in called)]
    return _together([_of_team(rule, team, by_seat, gone) for team in teams])


def _of_team(
    rule: QuorumRule, called: list[Seat], by_seat: Mapping[SeatCode, Page], gone: frozenset[PersonId]
) -> Quorum:
    # A level that calls only part of the team cannot be asked for functions that it does not call.
    asked = QuorumRule(rule.functions & {seat.function for seat in called}, min(rule.minimum, len(called)), rule.within)
    return quorum(asked, [(seat, by_seat[seat.code]) for seat in called if seat.code in by_seat], gone)


def _together(teams: list[Quorum]) -> Quorum:
    missing = tuple(sorted({function for team in teams for function in team.missing}))
    met = bool(teams) and all(team.met for team in teams)
    return Quorum(met, sum(team.present for team in teams), sum(team.needed for team in teams), missing)


def watch(ctx: Context, incident: Incident) -> Quorum | None:
    """See off who has left; compare quorum and acting chair with what was last announced; announce a change."""
    pages = ctx.uow.pages.of(incident.id)
    if incident.open:
        _see_off(ctx, incident, pages)
    if incident.running:
        _watch_chair(ctx, incident, pages)
    now = state(ctx, incident, pages)
    if now is None or not incident.running:
        return now
    if now.met and incident.quorum is not True:
        _announce(ctx, incident, True, f"Quorum reached: {now.present} coming, {now.needed} needed.")
    elif not now.met and incident.quorum is True:
        missing = f" Missing: {', '.join(now.missing)}." if now.missing else ""
        _announce(ctx, incident, False, f"Quorum lost: {now.present} coming, {now.needed} needed.{missing}")
    return now


def _announce(ctx: Context, incident: Incident, met: bool, text: str) -> None:
    incident.quorum = met
    ctx.uow.incidents.save(incident)
    ctx.log(incident.code, EntryKind.TEAM, text, quorum=met)
    tone = Tone.GOOD if met else Tone.ALARM
    card = Card(f"{incident.code}: {'quorum reached' if met else 'quorum lost'}", (Text(text),), tone, must_act=not met)
    if met:
        ctx.post(incident, card)
        ctx.then(system.TickStep(incident.id, Tick.QUORUM))
    else:
        alarm(ctx, incident, card)


def _gone(ctx: Context, pages: list[Page]) -> frozenset[PersonId]:
    """Name those who said they come, and are not on the organisation's list any more."""
    people = ctx.uow.roster.people(person for page in pages for person in page.coming())
    return frozenset(id_ for id_, person in people.items() if not person.active)


def _see_off(ctx: Context, incident: Incident, pages: list[Page]) -> None:
    """Count nobody who has left the organisation: the seats they covered ring again, and they leave the rooms."""
    gone = _gone(ctx, pages)
    changes: list[Change] = []
    for page in (one for one in pages if one.state is not PageState.STOPPED):
        for leaver in (one for one in page.coming() if one in gone):
            text = f"{ctx.names([leaver])} has left the organisation, and does not count any more for {page.seat}."
            ctx.log(incident.code, EntryKind.TEAM, text, person=leaver)
            follows = page.answered(leaver, Answer.LEFT, None, reach(ctx, page, pages), ctx.now)
            changes.append((seat_of(ctx, page.seat), page, follows))
    ring(ctx, incident, changes)
    for room in ctx.uow.rooms.of(incident.id):
        inside = {one.person: one for one in ctx.uow.rooms.members(room.id) if one.left_at is None}
        for id_, person in ctx.uow.roster.people(inside).items():
            if not person.active:
                inside[id_].left_at = ctx.now
                ctx.uow.rooms.save_member(inside[id_])
                ctx.send(fx.Remove(room.id, id_))
                text = f"{person.name} left {room.name}: not with the organisation any more."
                ctx.log(incident.code, EntryKind.TEAM, text, person=id_)


def _watch_chair(ctx: Context, incident: Incident, pages: list[Page]) -> None:
    leads = acting_chair(_line(ctx, incident), latest_answers(pages), lateness(pages))
    if leads == incident.acting_chair:
        return
    before, incident.acting_chair = incident.acting_chair, leads
    ctx.uow.incidents.save(incident)
    if leads is None:
        text = (
            f"{ctx.names([before])} does not lead any more; nobody in the line of succession has answered."
            if before
            else ""
        )
    else:
        text = f"{ctx.names([leads])} leads, by the line of succession."
        chairs = [seat.holders[:1] for seat in ctx.uow.roster.seats() if seat.function == "chair"]
        if (leads,) not in chairs:
            # The chair's holder was told when the run began.
            hand_over(ctx, incident, leads)
    ctx.log(incident.code, EntryKind.TEAM, text, acting_chair=leads)
    ctx.post(incident, Card(f"{incident.code}: who leads", (Text(text),), Tone.PLAIN if leads else Tone.ALARM))


def hand_over(ctx: Context, incident: Incident, person: PersonId) -> None:
    """Let a person hear of the playbook's steps that are theirs from now on, once for all that brought them."""
    telling = system.TellSteps(incident.id, person)
    if telling not in ctx.follow_ups:
        ctx.then(telling)


def _line(ctx: Context, incident: Incident) -> list[Seat]:
    seats = ctx.uow.roster.seats()
    if team_for(incident.level) is Team.ORT:
        return [seat for seat in seats if seat.function == "leader" and seat.site in incident.sites]
    return sorted((seat for seat in seats if seat.succession is not None), key=lambda seat: seat.succession or 0)
