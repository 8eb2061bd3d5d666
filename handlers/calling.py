"""Calls to those who do not answer by SMS, and what is pressed in them and by those who call us (R46, R52, R53).

A key says what the same digit says by SMS; no key says nothing, and a voicemail presses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from handlers import effects as fx
from handlers import system
from handlers.authorise import DUTY_OFFICER
from handlers.context import ORG, Context
from handlers.replying import WRONG, emergency, may_answer, tell_duty
from playbooks.rules.calls import CALLS, CHECKIN_KEYS, HELP_KEY, MOST_CALLS, PAGE_KEYS
from playbooks.rules.checkin import Campaign, Respondent, Source
from playbooks.rules.delivery import ENDED, DeliveryState
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Page, PageState
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import EntryKind, PersonId
from storage.deliveries import Delivery

_NO_MORE = ENDED | {DeliveryState.ANSWERED}
_WAIT = frozenset({PageState.RINGING, PageState.EXHAUSTED})
_PAGES = frozenset({fx.Purpose.PAGE, fx.Purpose.REPORT})


def call_paged(command: system.CallPaged, ctx: Context) -> None:
    """Call each person once for all seats whose text brought no answer; whoever was called for it already is not."""
    incident = ctx.the_incident()
    if not incident.open:
        return
    pages = {page.id: page for page in ctx.uow.pages.of(incident.id)}
    heard = {call.person for page in pages.values() for call in page.calls if call.answer}
    wanted: dict[PersonId, Page] = {}
    for id_, round_, rung in command.calls:
        page = pages[id_]
        made = next((one for one in page.calls if (one.round, one.rung) == (round_, rung)), None)
        if made is None or page.state not in _WAIT or made.person in heard:
            continue
        if made.person not in _called(ctx, incident, made.told_at):
            wanted.setdefault(made.person, page)
    people = ctx.uow.roster.people(wanted)
    called = [people[id_] for id_, page in wanted.items() if _call_for_page(ctx, incident, people[id_], page)]
    if called:
        names = ctx.names([one.id for one in called])
        ctx.log(incident.code, EntryKind.PAGE, f"No answer by SMS, so called: {names}")


def _called(ctx: Context, incident: Incident, since: datetime) -> set[PersonId]:
    # At that very moment as well: a text that cannot leave is followed by a call at once.
    lately, since = ctx.uow.outbox.texted_lately, since - timedelta.resolution
    return {person for purpose in _PAGES for person in lately(incident.id, purpose, since, fx.Call.__name__)}


def _call_for_page(ctx: Context, incident: Incident, person: Person, page: Page) -> bool:
    on_duty = page.seat == DUTY_OFFICER
    own = person.site if person.site in incident.sites else incident.sites[0]
    words = _words(ctx, incident, person, own)
    key, purpose = ("call_report", fx.Purpose.REPORT) if on_duty else ("call_page", fx.Purpose.PAGE)
    return _call(ctx, incident, person, purpose, ctx.library.spoken(key, person.language, **words))


def call_silent(ctx: Context, incident: Incident, campaign: Campaign, silent: Sequence[Respondent]) -> int:
    """Call those who answered neither the question nor its reminders, in the order of the list; give how many.

    Of several whom the list gives one telephone nobody could say who pressed the key, whether they were asked or have
    answered: somebody looks for them.
    """
    holders = ctx.uow.roster.by_numbers([one.number for one in silent if one.number])
    alone = [one for one in silent if one.number and [held.id for held in holders.get(one.number, ())] == [one.person]]
    people = ctx.uow.roster.people([one.person for one in alone])
    many = 0
    for one in alone[:MOST_CALLS]:
        person = people[one.person]
        words = _words(ctx, incident, person, one.site or incident.sites[0])
        text = ctx.library.spoken("call_checkin", person.language, **words)
        many += _call(ctx, incident, person, fx.Purpose.CHECK_IN, text, campaign)
    return many


def hang_up(ctx: Context, people: Iterable[PersonId]) -> None:
    """End the calls that ring, or are about to, at those of these people who may hide."""
    hiding = ctx.uow.campaigns.hiding(people)
    lately = ctx.uow.deliveries.of_late(list(hiding), ctx.now - fx.RINGS)
    for call in sorted({one.effect for one in lately if one.provider.endswith(CALLS)}):
        found = rings(ctx, call)
        if found and found.person and found.incident:
            ctx.send(fx.HangUp(call, found.person, found.incident))


def rings(ctx: Context, call: int) -> Delivery | None:
    """Give what was last heard of a call, unless it is over, or somebody speaks on it: they may press 2 for help."""
    heard = [one for one in ctx.uow.deliveries.of([call]) if one.ref]
    return None if not heard or {one.state for one in heard} & _NO_MORE else heard[-1]


def _words(ctx: Context, incident: Incident, person: Person, site: str) -> Mapping[str, str]:
    where = ctx.uow.roster.sites()[site]  # type: ignore[index]  # the site of a person or an incident
    return {
        "org": ctx.organisation.short_name,
        # Read letter by letter.
        "code": " ".join(incident.code),
        "level": str(incident.level),
        "event": ctx.library.event(incident.type).phrase(person.language),
        "site": where.name(person.language),
        "emergency": emergency(ctx, where.code),
    }


def _call(
    ctx: Context, incident: Incident, person: Person, purpose: fx.Purpose, text: str, campaign: Campaign | None = None
) -> bool:  # fmt: skip
    if person.mobile is None:
        return False
    nothing = ctx.library.spoken("call_nothing", person.language, number=ctx.organisation.duty_number)
    about = campaign.id if campaign else None
    ctx.send(fx.Call(person.mobile, person.language, text, nothing, purpose, person.id, incident.id, about))
    return True


def answered(command: system.CallAnswered, ctx: Context) -> None:
    """Take the key that somebody pressed in a call of ours."""
    rows = ctx.uow.outbox.some([command.effect])
    call = fx.from_json(rows[0].kind, rows[0].payload) if rows else None
    if not isinstance(call, fx.Call):
        return
    if not _is_theirs(ctx, call):
        _from_somebody(ctx, call, command.key)
        return
    incident = ctx.incident = ctx.uow.incidents.get(call.incident)
    if call.purpose in _PAGES and command.key in PAGE_KEYS:
        name = ctx.names([call.person])
        ctx.log(incident.code, EntryKind.MESSAGE, f"{name} pressed {command.key} in the call.", author=call.person)
        if incident.open:
            ctx.then(system.TakeAnswer(incident.id, call.person, PAGE_KEYS[command.key], None, "call"))
    elif call.campaign is not None and command.key in CHECKIN_KEYS:
        said = f"pressed {command.key} in a call"
        status = CHECKIN_KEYS[command.key]
        ctx.then(system.CheckinAnswer(incident.id, call.campaign, call.person, status, said, Source.SMS))


def _is_theirs(ctx: Context, call: fx.Call) -> bool:
    """Tell whether the list gives this telephone to whoever was called, and to nobody else, when it is answered."""
    wrong = ctx.uow.lists.blocked([call.number]).get(call.number, "").startswith(WRONG)
    return not wrong and [one.id for one in ctx.uow.roster.by_number(call.number)] == [call.person]


def _from_somebody(ctx: Context, call: fx.Call, key: str) -> None:
    """Read the key like a text from there: nobody is guessed, and a call for help is one whoever it is."""
    text = f"{call.number} was called and pressed {key}; who that was is not known."
    ctx.log(ORG, EntryKind.MESSAGE, text, number=call.number)
    ctx.then(_as_text(call.number, key))


def _as_text(number: str, key: str) -> system.InboundSms:
    return system.InboundSms(number, "help" if key == HELP_KEY else key)


def came(command: system.CallCame, ctx: Context) -> None:
    """Take a call to us. A key is read like the text of the same digit; who presses none is called back by a human."""
    people = ctx.uow.roster.by_number(command.number)
    blocked = ctx.uow.lists.blocked([command.number]).get(command.number, "")
    known = people if not blocked.startswith(WRONG) else []
    who = " / ".join(one.name for one in known) or f"the unknown number {command.number}"
    about = [one.id for one in known]
    author = about[0] if about else None
    if command.key:
        ctx.log(ORG, EntryKind.MESSAGE, f"{who} called and pressed {command.key}.", author=author)
        ctx.then(_as_text(command.number, command.key))
        return
    ctx.log(ORG, EntryKind.MESSAGE, f"{who} called Muster's number.", author=author, number=command.number)
    if may_answer(ctx, command.number):
        text = "What they press comes as a message of its own. If none comes, call them back: nobody hears that line."
        tell_duty(ctx, f"{who} called Muster's number", text, about=about)
