"""Views of the state: the situation card that every room pins, the list of open incidents."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import commands as c
from handlers import locate, quorum, rollup, step_cards
from handlers.authorise import open_to
from handlers.cards import Block, Button, Buttons, Card, Facts, Table, Text, Tone
from handlers.context import Context
from handlers.ladder import on_leave, place, seat_of
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from playbooks.rules.paging import COMING, Answer, Call, Delivery, Page, PageState
from playbooks.rules.rooms import Room, RoomKind
from playbooks.rules.vocabulary import EntryKind, Level, Phase, Sensitivity

LEVEL_NAMES = {Level.L0: "Watch", Level.L1: "Incident", Level.L2: "Emergency", Level.L3: "Crisis"}
#: How many of the latest facts and decisions the board shows.
LATEST = 4
_SHOWN = {EntryKind.FACT, EntryKind.ASSUMPTION, EntryKind.DECISION, EntryKind.CORRECTION}


def status(command: c.Status, ctx: Context) -> Card:
    """Show one incident with everybody who was told, or the open ones that the asker may see."""
    if ctx.incident is not None:
        return _in_full(ctx, ctx.incident)
    mine = open_to(ctx.uow, ctx.me().id, ctx.now)
    if len(mine) == 1:
        return _in_full(ctx, mine[0])
    if not mine:
        return Card("No incident is open that you work on", (), Tone.GOOD)
    rows = tuple((one.code, str(one.level), str(one.phase), locate.site_names(ctx, one), one.title) for one in mine)
    buttons = Buttons(tuple(Button(f"Status {one.code}", f"status {one.code}") for one in mine[:8]))
    table = Table(("Code", "Level", "Phase", "Sites", "What"), rows, "Open incidents")
    return Card(f"{len(mine)} incidents are open", (table, buttons))


def topic(ctx: Context, room: Room) -> str:
    """Give the room's topic line; a restricted room's says nothing of what happened."""
    incident = ctx.uow.incidents.look(room.incident)
    if room.kind is RoomKind.RESTRICTED:
        return f"{incident.code} restricted: named roles only, Strictly Confidential"
    return f"{incident.code} {incident.level} {incident.phase}: {incident.title}"


def situation(ctx: Context, incident: Incident) -> Card:
    """Build the incident's live board from what is stored now."""
    pages = ctx.uow.pages.of(incident.id)
    event = ctx.library.event(incident.type)
    blocks: list[Block] = [Text(incident.title), Facts(_facts(ctx, incident, pages))]
    if incident.open and pages:
        blocks.append(_seats(ctx, incident, pages))
    blocks += _latest(ctx, incident)
    blocks.append(_buttons(incident))
    uncovered = any(page.state is PageState.EXHAUSTED for page in pages)
    alarm = incident.open and (uncovered or incident.quorum is False)
    tone = Tone.ALARM if alarm or rollup.is_red(ctx, incident) else Tone.PLAIN
    where = locate.site_names(ctx, incident)
    name = f"{incident.level} {LEVEL_NAMES[incident.level]}"
    return Card(f"{incident.code} · {name} · {event.label} · {where}", tuple(blocks), tone)


def _in_full(ctx: Context, incident: Incident) -> Card:
    """Add to the board each call that was made: who was told, when, how, and with what result."""
    card = situation(ctx, incident)
    rows = tuple(
        (seat_of(ctx, page.seat).title, ctx.names([call.person]), _told(call), _answer(call))
        for page in ctx.uow.pages.of(incident.id)
        for call in page.calls
    )
    if not rows:
        return card
    table = Table(("Seat", "Who", "Told", "Answer"), rows, "Everybody who was told")
    return replace(card, blocks=(*card.blocks[:-1], table, card.blocks[-1]))


def _facts(ctx: Context, incident: Incident, pages: list[Page]) -> tuple[tuple[str, str], ...]:
    def at(moment: datetime) -> str:
        return locate.times(ctx, incident, moment)

    facts = [("Phase", _phase(ctx, incident))]
    facts.append(("Reported", at(incident.reported_at)))
    if incident.declared_at:
        by = ctx.names([incident.declared_by])
        facts.append(("Declared", f"{at(incident.declared_at)} by {by}"))
    verified = (
        f"{at(incident.verified_at)} by {ctx.names([incident.verified_by])}"
        if incident.verified_at and incident.verified_by
        else "not yet"
    )
    facts.append(("Verified", verified))
    if incident.running and incident.level > Level.L0:
        lead = ctx.names([incident.acting_chair]) if incident.acting_chair else "nobody has answered yet"
        facts.append(("Leads", lead))
        state = quorum.state(ctx, incident, pages)
        if state is not None:
            missing = f", missing: {', '.join(state.missing)}" if state.missing else ""
            word = "reached" if state.met else "not reached"
            facts.append(("Quorum", f"{word}: {state.present} coming, {state.needed} needed{missing}"))
        if incident.first_meeting:
            facts.append(("First meeting", at(incident.first_meeting)))
    facts += rollup.facts(ctx, incident)
    if steps := step_cards.fact(ctx, incident):
        facts.append(("SOP", steps))
    facts.append(("Log", f"{ctx.uow.log.head(incident.code).count} entries"))
    return tuple(facts)


def _phase(ctx: Context, incident: Incident) -> str:
    match incident.phase:
        case Phase.REPORTED:
            return "reported, not verified"
        case Phase.MERGED if incident.merged_into:
            return f"merged into {ctx.uow.incidents.look(incident.merged_into).code}"
        case _:
            return str(incident.phase)


def _seats(ctx: Context, incident: Incident, pages: list[Page]) -> Table:
    rows = tuple(_seat_row(ctx, incident, page) for page in pages)
    return Table(("Seat", "Who", "Told", "Answer"), rows, "Who is coming")


def _seat_row(ctx: Context, incident: Incident, page: Page) -> tuple[str, str, str, str]:
    title = seat_of(ctx, page.seat).title
    coming = page.coming()
    shown = page.latest_call(coming[0]) if coming else (page.calls[-1] if page.calls else None)
    if page.state is PageState.EXHAUSTED and not coming:
        return title, "UNCOVERED", f"{len(page.ladder)} tried, round {page.round}", "nobody is coming"
    if shown is None:
        return title, "", "", str(page.state)
    is_what = place(ctx, page, shown.person, shown.rung)
    notes = [*([is_what] if is_what not in {"", "holder", "on duty"} else ()), *on_leave(ctx, page)]
    who = ctx.names([shown.person]) + (f" ({'; '.join(notes)})" if notes else "")
    # Somebody comes, but so late that the seat needs another meanwhile.
    meanwhile = {PageState.RINGING: "; ringing on", PageState.EXHAUSTED: "; UNCOVERED until then"} if coming else {}
    return title, who, _told(shown), _answer(shown) + meanwhile.get(page.state, "")


def _told(call: Call) -> str:
    if call.delivery is Delivery.NOT_SENT:
        return "no SMS needed"
    how = {Delivery.WAITING: "SMS waiting", Delivery.SENT: "SMS sent", Delivery.DELIVERED: "SMS delivered"}
    result = how.get(call.delivery, f"SMS failed: {call.delivery_note}")
    return f"{result} {call.delivered_at or call.told_at:%H:%M} UTC"


def _answer(call: Call) -> str:
    if call.answer is None or call.answered_at is None:
        return "waiting"
    late = f" {int(call.late_by.total_seconds() // 60)} min" if call.late_by and call.answer is Answer.LATE else ""
    mark = "✓ " if call.answer in COMING else "✗ "
    return f"{mark}{call.answer}{late}, {call.answered_at:%H:%M} UTC"


def _latest(ctx: Context, incident: Incident) -> list[Block]:
    struck = ctx.uow.log.superseded(incident.code)
    # As long as nobody has said what is true of it, what was reported is all there is.
    shown = _SHOWN | {EntryKind.REPORT} if incident.phase is Phase.REPORTED else _SHOWN
    recent = [
        entry
        for entry in ctx.uow.log.last_of_kinds(incident.code, shown, 40)
        if entry.sensitivity != Sensitivity.STRICTLY_CONFIDENTIAL
    ]
    rows = tuple(_entry_row(entry) for entry in recent[-LATEST:] if entry.seq not in struck)
    return [Table(("No.", "Kind", "UTC", "Text"), rows, "Latest facts and decisions")] if rows else []


def _entry_row(entry: LogEntry) -> tuple[str, str, str, str]:
    text = entry.text if len(entry.text) <= 160 else entry.text[:157] + "..."
    return str(entry.seq), entry.kind, entry.event_at[11:16], text


def _buttons(incident: Incident) -> Buttons:
    code = incident.code
    match incident.phase:
        case Phase.REPORTED:
            lines = [
                Button("Verify: it is real", f"verify {code}", "primary"),
                Button("False alarm", f"falsealarm {code}"),
                Button("I take it", f"answer joining {code}"),
            ]
        case Phase.ACTIVE | Phase.STAND_DOWN_PROPOSED:
            lines = [
                Button("I am joining", f"join {code}", "primary"),
                Button("Log", f"log {code}"),
                Button("Fact", f"fact {code}"),
                Button("Decision", f"decide {code}"),
                Button("Raise", f"raise {code}"),
                Button("Stand down", f"standdown {code}"),
            ]
        case Phase.STOOD_DOWN:
            lines = [Button("Close the file", f"close {code}"), Button("Status", f"status {code}")]
        case _:
            lines = [Button("Status", f"status {code}")]
    return Buttons(tuple(lines))
