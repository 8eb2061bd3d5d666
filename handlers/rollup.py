"""The headcount: how many are accounted for, who is not, and who looks for them (domain 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from handlers import commands as c
from handlers import effects as fx
from handlers import locate, report_model
from handlers.cards import Block, Button, Buttons, Card, Facts, Open, Table, Text, Tone
from handlers.context import Context
from handlers.headcount import by_words, sees_official
from handlers.helpcards import request_name
from handlers.presence import hint
from handlers.report_model import Place, UnaccountedList, UnaccountedPerson, WardenSheet
from handlers.texted import in_words, last_known
from playbooks.rules.authority import Power
from playbooks.rules.checkin import ACCOUNTED, TAKE_WITHIN, Campaign, HelpRequest, Respondent, Rollup, Status
from playbooks.rules.errors import Conflict
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import EntryKind, PersonId, Sensitivity
from storage.deliveries import Delivery

#: Names on a card; the printable list has all.
NAMED = 40
#: Shown first: what somebody must act on.
_URGENT = (Status.NEED_HELP, Status.INJURED, Status.UNCLEAR, Status.MISSING, Status.UNREACHABLE)


#: Statuses that come from what became of the text.
_SAYS_SO_ITSELF = frozenset({Status.DELIVERED, Status.UNREACHABLE})
#: How many open requests for help the board names (our choice).
REQUESTS_NAMED = 5


def open_round(ctx: Context, incident: Incident) -> Campaign:
    """Give the incident's running check-in. Raises Conflict when there is none."""
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is None or not campaign.open:
        was = "closed" if campaign else "not started"
        raise Conflict(f"The check-in of {incident.code} is {was}.", instead=f"checkin start {incident.code}")
    return campaign


def headcount(ctx: Context, campaign: Campaign) -> Rollup:
    """Count everybody who was ever listed in this round, as of now."""
    return Rollup(campaign, ctx.now, ctx.uow.campaigns.counts(campaign.id))


def facts(ctx: Context, incident: Incident) -> tuple[tuple[str, str], ...]:
    """Give the board's lines about people; none before the first check-in and request for help."""
    lines = []
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is not None:
        lines.append(("Headcount", _in_a_line(headcount(ctx, campaign))))
        lines.append(("People from", campaign.basis))
    if waiting := ctx.uow.helps.open(incident.id):
        lines.append(("Requests for help", _requests(ctx, incident, waiting)))
    return tuple(lines)


def _requests(ctx: Context, incident: Incident, requests: Sequence[HelpRequest]) -> str:
    """Name the first few, those that nobody has taken before the others; the board stays one that can be read."""
    shown = sorted(requests, key=lambda one: not one.waiting)[:REQUESTS_NAMED]
    said = ", ".join(_request(ctx, incident, one) for one in shown)
    if len(requests) == len(shown):
        return said
    untaken = sum(one.waiting for one in requests)
    return f"{len(requests)} open, {untaken} not taken: {said}, and {len(requests) - len(shown)} more"


def open_ends(ctx: Context, incident: Incident) -> tuple[tuple[str, str], ...]:
    """Give what a stand-down leaves open about people: unaccounted, asking for help; nothing when all is well."""
    campaign = ctx.uow.campaigns.current(incident.id)
    lost = campaign is not None and headcount(ctx, campaign).unaccounted
    asked = bool(ctx.uow.helps.open(incident.id))
    return tuple(one for one in facts(ctx, incident) if one[0] != "People from") if lost or asked else ()


def is_red(ctx: Context, incident: Incident) -> bool:
    """Tell whether somebody has asked for help and no human has taken it."""
    return any(one.waiting for one in ctx.uow.helps.open(incident.id))


def status(command: c.CheckinStatus, ctx: Context) -> Card:
    """Show the headcount; names only to those who may see them, a warden's to the warden."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is None:
        ask = Button("Ask all concerned", f"checkin start {incident.code}", "primary")
        asking = _allowed(
            ctx, (Power.CHECK_IN, ask), (Power.CHECK_IN, Button("Preview", f"checkin preview {incident.code}"))
        )
        return Card(f"{incident.code}: nobody was asked yet", asking)
    count = headcount(ctx, campaign)
    everybody = ctx.uow.campaigns.respondents(campaign.id)
    blocks: list[Block] = [Text(_in_a_line(count)), Facts(_figures(ctx, incident, count)), _by_zone(ctx, everybody)]
    seen = _may_see(ctx, everybody)
    if seen:
        blocks.append(_names(ctx, incident, seen))
    blocks += _buttons(ctx, incident, campaign)
    tone = Tone.ALARM if is_red(ctx, incident) else Tone.PLAIN
    return Card(f"{incident.code}: headcount, round {campaign.number}", tuple(blocks), tone)


def unaccounted(command: c.CheckinUnaccounted, ctx: Context) -> Card:
    """Make the printable list of unaccounted people, a page for each zone's wardens."""
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is None:
        raise Conflict(f"Nobody was asked in {incident.code} yet.", instead=f"checkin start {incident.code}")
    card = list_of(ctx, incident, campaign, ctx.me().id)
    ctx.send(fx.Tell(ctx.me().id, card, incident.id))
    return card


def list_of(ctx: Context, incident: Incident, campaign: Campaign, by: PersonId) -> Card:
    """Store the list as it is now, and give the card that opens it; for people who may see names."""
    count = headcount(ctx, campaign)
    lost = ctx.uow.campaigns.in_status(campaign.id, set(Status) - ACCOUNTED)
    site = ctx.uow.roster.sites()[incident.sites[0]]
    title = f"{incident.code}: unaccounted, round {campaign.number}"
    model = UnaccountedList(
        organisation=ctx.organisation.name,
        code=incident.code,
        title=title,
        marking="DEMONSTRATION: invented people" if ctx.organisation.demonstration else "",
        place=Place(site.code, site.name(), site.time_zone),
        as_of=ctx.now,
        basis=campaign.basis,
        everybody=count.everybody,
        accounted=count.accounted,
        sheets=tuple(_sheets(ctx, incident, lost)),
    )
    made = ctx.uow.documents.add(
        incident.id, report_model.UNACCOUNTED, title, report_model.to_json(model),
        Sensitivity.STRICTLY_CONFIDENTIAL, by, ctx.now,
    )  # fmt: skip
    ctx.log(
        incident.code, EntryKind.CHECK_IN,
        f"List of {count.unaccounted} unaccounted people made, document {made.id}, digest {made.digest[:12]}.",
        author=by,
    )  # fmt: skip
    text = Text(f"{_in_a_line(count)}. To print: one page for each zone's wardens.")
    return Card(title, (text, Open("Open the list", made.id)), Tone.WARNING)


def _in_a_line(count: Rollup) -> str:
    share = f" ({100 * count.accounted // count.everybody} %)" if count.everybody else ""
    help_ = count.of(Status.NEED_HELP, Status.INJURED)
    more = f", {help_} need help" if help_ else ""
    return (
        f"{count.accounted} of {count.everybody} accounted{share}, {count.unaccounted} unaccounted{more}, "
        f"as of {count.as_of:%H:%M} UTC"
    )


def _figures(ctx: Context, incident: Incident, count: Rollup) -> tuple[tuple[str, str], ...]:
    groups = by_words(count.counts, openly=sees_official(ctx, incident))
    named = tuple((words.capitalize(), str(many)) for words, _, many in groups)
    campaign = count.campaign
    state = "running" if campaign.open else f"closed {campaign.closed_at:%H:%M} UTC"
    silent = ", silent" if campaign.silent else ""
    return (
        ("Asked", f"{campaign.audience}{silent}; started {campaign.started_at:%H:%M} UTC, {state}"),
        ("People from", campaign.basis),
        *named,
    )


def _by_zone(ctx: Context, everybody: Sequence[Respondent]) -> Table:
    zones = {zone.code: zone.name for zone in ctx.uow.roster.zones()}
    every: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    for one in everybody:
        place = (one.site or "elsewhere", f"{one.zone} {zones.get(one.zone, '')}".strip() if one.zone else "no zone")
        every[place] += 1
        known[place] += one.accounted
    rows = tuple(
        (site, zone, str(every[site, zone]), str(known[site, zone]), str(every[site, zone] - known[site, zone]))
        for site, zone in sorted(every)
    )
    return Table(("Site", "Zone", "People", "Accounted", "Unaccounted"), rows, "By site and zone")


def _may_see(ctx: Context, everybody: Sequence[Respondent]) -> list[Respondent]:
    """Give those whose names this person may see, unaccounted or in need (domain 3.9)."""
    wanted = [one for one in everybody if not one.accounted or one.status in _URGENT]
    if ctx.may(Power.NAMES).allowed:
        return wanted
    zones = ctx.uow.roster.zones_of(ctx.me().id)
    return [one for one in wanted if one.zone in zones]


def _names(ctx: Context, incident: Incident, people: Sequence[Respondent]) -> Table:
    order = {status: at for at, status in enumerate(dict.fromkeys((*_URGENT, *Status)))}
    shown = sorted(people, key=lambda one: (order[one.status], one.zone or "", one.person))
    shown, more_of_them = shown[:NAMED], len(shown) - NAMED
    known = ctx.uow.roster.people([*(one.person for one in shown), *(one.owner for one in shown if one.owner)])
    texts = last_known(ctx.uow.deliveries.of_people(incident.id, [one.person for one in shown]))
    rows = tuple(
        (
            _name(known, one.person),
            one.number or "none",
            one.zone or "",
            _last(ctx, one, known, texts),
            _name(known, one.owner),
        )
        for one in shown
    )
    more = f"; {more_of_them} more on the printable list" if more_of_them > 0 else ""
    return Table(("Name", "Telephone", "Zone", "Known last", "Looked for by"), rows, f"Unaccounted or in need{more}")


def _last(ctx: Context, one: Respondent, known: Mapping[PersonId, Person], texts: Mapping[PersonId, Delivery]) -> str:
    """Say what is known of somebody, what became of the last text to them where that says more, and of their leave.

    Whoever is on leave may be in the place all the same: it is a hint for those who look for them, and no status.
    """
    since = f" {one.since:%H:%M} UTC" if one.since else ""
    note = f" ({one.note})" if one.note else ""
    text = texts.get(one.person)
    sms = f"; {in_words(text)}" if text and one.status not in _SAYS_SO_ITSELF else ""
    away = hint(ctx.uow, known[one.person], ctx.now) if one.person in known else ""
    return f"{one.status}{since}{note}{sms}" + (f"; {away}" if away else "")


def _name(known: dict[PersonId, Person], id_: PersonId | None) -> str:
    return known[id_].name if id_ and id_ in known else ""


def _buttons(ctx: Context, incident: Incident, campaign: Campaign) -> tuple[Buttons, ...]:
    code = incident.code
    printable = Power.NAMES, Button("Printable list", f"checkin unaccounted {code}")
    if not campaign.open:
        return _allowed(ctx, printable, (Power.CHECK_IN, Button("Another round", f"checkin start {code} --again")))
    remind = ((Power.CHECK_IN, Button("Remind now", f"checkin remind {code}")),) if not campaign.silent else ()
    return _allowed(ctx, printable, *remind, (Power.PROXY, Button("Report for somebody", f"checkin proxy {code}")))


def _allowed(ctx: Context, *buttons: tuple[Power, Button]) -> tuple[Buttons, ...]:
    """Offer what this person may do; no block where that is nothing."""
    theirs = tuple(button for power, button in buttons if ctx.may(power).allowed)
    return (Buttons(theirs),) if theirs else ()


def _request(ctx: Context, incident: Incident, one: HelpRequest) -> str:
    name = request_name(ctx, incident, one)
    if one.taken_by:
        return f"{name} taken by {ctx.names([one.taken_by])}"
    minutes = (ctx.now - one.opened_at) // timedelta(minutes=1)
    late = " RED:" if one.red or ctx.now - one.opened_at >= TAKE_WITHIN else ""
    return f"{name}{late} nobody has taken it, {minutes} min"


def _sheets(ctx: Context, incident: Incident, lost: Sequence[Respondent]) -> Iterable[WardenSheet]:
    zones = {zone.code: zone for zone in ctx.uow.roster.zones()}
    sites = ctx.uow.roster.sites()
    wardens = ctx.uow.roster.wardens_by_zone()
    known = ctx.uow.roster.people(
        [*(one.person for one in lost), *(one.owner for one in lost if one.owner),
         *(id_ for one in lost for id_ in wardens.get(one.zone or "", ()))]
    )  # fmt: skip
    texts = last_known(ctx.uow.deliveries.of_people(incident.id, [one.person for one in lost]))
    groups: dict[tuple[str, str], list[Respondent]] = {}
    for one in lost:
        groups.setdefault((one.site or "", one.zone or ""), []).append(one)
    for (site, code), people in sorted(groups.items()):
        zone, ids = zones.get(code), tuple(wardens.get(code, ()))
        place = locate.site_name(sites, site)
        rows = tuple(
            UnaccountedPerson(
                _name(known, one.person),
                place,
                code,
                _last(ctx, one, known, texts),
                _name(known, one.owner),
                one.number or "none",
            )
            for one in people
        )
        yield WardenSheet(
            place, zone.name if zone else "No zone", zone.assembly_point if zone else "",
            tuple(_name(known, id_) for id_ in ids), ids, rows,
        )  # fmt: skip
