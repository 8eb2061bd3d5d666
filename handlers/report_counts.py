"""What the report counts: calls and answers, the playbook's steps, the check-ins, the requests for help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.context import Context
from handlers.headcount import by_words
from handlers.helpcards import request_name
from handlers.ladder import place, seat_of
from handlers.report_log import Told
from handlers.report_model import CallLine, HelpLine, Reached, Round, SeatLine, SiteCount, Stop
from handlers.report_team import Team
from playbooks.rules.checkin import ACCOUNTED, OFFICIAL, STICKY, Campaign, Change, HelpRequest, Respondent, Status
from playbooks.rules.incident import Incident
from playbooks.rules.paging import COMING, Answer, Call, Delivery, Page
from playbooks.rules.vocabulary import PersonId

#: Shares of everybody whose moments a review asks for (domain 1.4 B7).
SHARES = (50, 90, 100)
_DELIVERIES = {
    Delivery.WAITING: "SMS waiting", Delivery.SENT: "SMS sent", Delivery.DELIVERED: "SMS delivered",
    Delivery.NOT_SENT: "no SMS needed",
}  # fmt: skip


def seats(ctx: Context, pages: Sequence[Page], told: Told) -> tuple[SeatLine, ...]:
    """Give each seat that was called, with its calls and the first answer to each."""
    return tuple(
        SeatLine(
            str(page.seat), seat_of(ctx, page.seat).title, bool(page.coming()),
            _folded(_call(ctx, page, call, told) for call in page.calls),
        )
        for page in pages
        if page.calls
    )  # fmt: skip


def _folded(calls: Iterable[CallLine]) -> tuple[CallLine, ...]:
    """Give each answer, and each person's calls in vain as one: an uncovered seat rings for days."""
    kept: list[CallLine] = []
    vain: dict[str, int] = {}
    for call in calls:
        at = vain.get(call.person)
        if call.answer:
            vain.pop(call.person, None)
            kept.append(call)
        elif at is None:
            vain[call.person] = len(kept)
            kept.append(call)
        else:
            kept[at] = replace(kept[at], again=kept[at].again + 1, last_told_at=call.told_at)
    return tuple(kept)


def _call(ctx: Context, page: Page, call: Call, told: Told) -> CallLine:
    """Tell of one call; the log knows the first answer, which a later one, or a reopening, replaces on the page."""
    again = [one.told_at for one in page.calls if one.person == call.person and one.told_at > call.told_at]
    until = min(again, default=None)
    said = [
        (at, answer) for at, answer in told.answers(call.person) if at >= call.told_at and (until is None or at < until)
    ]
    answered_at, answer = said[0] if said else (call.answered_at, str(call.answer or ""))
    late_by = call.late_by if answer == Answer.LATE and call.answer is Answer.LATE else None
    changed = call.answer is not None and call.answer != answer and call.answered_at is not None
    note = f"SMS failed: {call.delivery_note}" if call.delivery is Delivery.FAILED else _DELIVERIES[call.delivery]
    return CallLine(
        person=told.team.name(call.person),
        place=place(ctx, page, call.person, call.rung) or "came unasked",
        round=call.round,
        told_at=call.told_at,
        delivery=note,
        answer=answer,
        answered_at=answered_at,
        late_by=late_by,
        failed=call.delivery is Delivery.FAILED,
        next_at=_passed_on(page, call),
        later=f"{call.answer} at {call.answered_at:%H:%M} UTC" if changed else "",
    )


def _passed_on(page: Page, call: Call) -> datetime | None:
    """Tell when the next was called for the seat, or somebody else said that they come."""
    called = [one.told_at for one in page.calls]
    came = [one.answered_at for one in page.calls if one.answer in COMING and one.answered_at]
    return min((moment for moment in (*called, *came) if moment > call.told_at), default=None)


def rounds(ctx: Context, campaigns: Iterable[Campaign], team: Team) -> tuple[Round, ...]:
    """Give each check-in as of now."""
    return tuple(_round(ctx, campaign, team) for campaign in campaigns)


def _round(ctx: Context, campaign: Campaign, team: Team) -> Round:
    people = ctx.uow.campaigns.respondents(campaign.id)
    changes = ctx.uow.campaigns.history(campaign.id)
    curve = _curve(campaign, people, changes)
    counts = Counter(one.status for one in people)
    accounted = sum(one.accounted for one in people)
    return Round(
        number=campaign.number,
        started_at=campaign.started_at,
        first_sent_at=campaign.first_sent_at,
        closed_at=campaign.closed_at,
        silent=campaign.silent,
        audience=team.masked(campaign.audience),
        basis=team.masked(campaign.basis),
        everybody=len(people),
        accounted=accounted,
        counts=by_words(counts),
        curve=curve,
        stops=_stops(campaign, curve, len(people), ctx.now),
        reached=tuple(Reached(share, _when(campaign, people, changes, share)) for share in SHARES),
        by_site=_by_site(ctx, people),
    )


def _states(people: Sequence[Respondent], changes: Sequence[Change]) -> Iterable[tuple[datetime | None, int]]:
    """Count who is accounted for before any change and after each: by its recording, when it was known."""
    told = {change.person for change in changes}
    inside: set[PersonId] = {one.person for one in people if one.accounted and one.person not in told}
    yield None, len(inside)
    for change in sorted(changes, key=lambda one: one.recorded_at):
        (inside.add if change.status in ACCOUNTED else inside.discard)(change.person)
        yield change.recorded_at, len(inside)


def _curve(campaign: Campaign, people: Sequence[Respondent], changes: Sequence[Change]) -> tuple[tuple[int, int], ...]:
    minutes: dict[int, int] = {}
    for at, count in _states(people, changes):
        minute = max(0, int((at - campaign.started_at) / timedelta(minutes=1))) if at else 0
        minutes[minute] = count
    kept: list[tuple[int, int]] = []
    for minute, count in sorted(minutes.items()):
        if not kept or kept[-1][1] != count:
            kept.append((minute, count))
    return tuple(kept)


def _when(campaign: Campaign, people: Sequence[Respondent], changes: Sequence[Change], share: int) -> datetime | None:
    """Tell when a share of everybody was first accounted for, held against everybody who was ever listed."""
    for at, count in _states(people, changes):
        if people and 100 * count >= share * len(people):
            return max(at or campaign.started_at, campaign.started_at)
    return None


def _stops(campaign: Campaign, curve: Sequence[tuple[int, int]], everybody: int, now: datetime) -> tuple[Stop, ...]:
    """Give the moments of the cadence that came while somebody was still unaccounted for (domain 3.4)."""
    end = campaign.closed_at or now
    stops = []
    for stage, after in campaign.stages():
        count = next((count for minute, count in reversed(curve) if timedelta(minutes=minute) <= after), 0)
        if campaign.started_at + after <= end and count < everybody:
            stops.append(Stop(str(stage), campaign.started_at + after))
    return tuple(stops)


def _by_site(ctx: Context, people: Sequence[Respondent]) -> tuple[SiteCount, ...]:
    sites = ctx.uow.roster.sites()
    by_site: dict[str, list[Respondent]] = {}
    for one in people:
        name = sites[one.site].name() if one.site in sites else "No site"
        by_site.setdefault(name, []).append(one)
    return tuple(
        SiteCount(name, len(some), sum(one.accounted for one in some), sum(one.status in STICKY for one in some))
        for name, some in sorted(by_site.items())
    )


def helps(ctx: Context, incident: Incident, team: Team) -> tuple[HelpLine, ...]:
    """Give each request for help, those that came along by a merge too, without who asked and in what words."""
    return tuple(
        HelpLine(
            request_name(ctx, incident, one), one.opened_at,
            one.taken_at, team.role(one.taken_by) if one.taken_by else "", one.ended_at,
            _outcome(one), one.told,
        )
        for one in ctx.uow.helps.with_merged(incident.id)
    )  # fmt: skip


#: How a request may have ended, the longest words first; what is official stands in the restricted room alone.
_OUTCOMES: Mapping[str, str] = {
    str(one): str(one) for one in sorted(Status, key=lambda one: -len(one)) if one in ACCOUNTED - OFFICIAL
}


def _outcome(request: HelpRequest) -> str:
    """Give the class of the outcome alone: the note beside it may name people."""
    if request.open:
        return ""
    said = request.outcome.casefold()
    return next((name for name in _OUTCOMES.values() if said.startswith(name)), "ended")
