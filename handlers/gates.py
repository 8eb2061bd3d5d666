"""What may leave, looked at when it is about to: nothing stale, nothing to whom it would harm (design, point 11)."""

from __future__ import annotations

from handlers import effects as fx
from handlers.context import Context
from handlers.known import Known
from handlers.replying import WRONG
from playbooks.rules.checkin import SILENT_SO_FAR, Respondent, Status
from playbooks.rules.paging import Delivery as OnItsWay
from playbooks.rules.ringing import NOT_RUNG
from playbooks.rules.vocabulary import CampaignId, PersonId
from storage.queues import Outgoing

ALREADY_ANSWERED = "they have answered meanwhile"
STALE = "it could not be sent in time, and is stale now"
SILENT_NOW = "the check-in is silent now: no telephone rings a second time"
#: Texts to somebody who texted: their telephone is in their hand.
_ANSWERS = frozenset({fx.Purpose.HELP, fx.Purpose.REPLY})


class Gate(Exception):
    """This must not leave; the text says why."""


def still_here(known: Known, person: PersonId | None) -> None:
    if person is not None and not known.people[person].active:
        raise Gate("the person has left the organisation")


def still_theirs(known: Known, effect: fx.Call) -> None:
    if known.people[effect.person].mobile != effect.number:
        raise Gate("they have another number now")


def still_true(ctx: Context, effect: fx.SendSms | fx.Call, known: Known) -> None:
    """Stop what was being sent when the incident ended, or began again: the last that somebody hears must be true."""
    if effect.incident is None:
        return
    calls = is_page(effect) or effect.purpose is fx.Purpose.ALARM
    if calls and not known.open[effect.incident]:
        raise Gate("the incident is over")
    if effect.campaign and effect.person:
        campaign = known.campaigns[effect.campaign]
        one = known.respondents.get((effect.campaign, effect.person))
        if not campaign.open:
            raise Gate("the check-in is closed")
        if one and one.number != effect.number:
            raise Gate("they have another number now")
        if one and one.answered_at and not _somebody_waits(ctx, effect.campaign, one):
            raise Gate(ALREADY_ANSWERED)
        if campaign.silent and one and one.status not in {Status.NOT_CONTACTED, Status.UNREACHABLE}:
            raise Gate(SILENT_NOW)
    if effect.purpose is fx.Purpose.OVER and known.open[effect.incident]:
        raise Gate("the incident is open again")


def still_last(ctx: Context, effect: fx.SendSms, row: Outgoing) -> None:
    """Let nobody get the pages of all rounds at once when the provider works again: the last says it all."""
    if effect.incident is None or effect.person is None:
        return
    calls = [page.latest_call(effect.person) for page in ctx.uow.pages.of(effect.incident)]
    if any(call and call.told_at > row.created_at and call.delivery is OnItsWay.WAITING for call in calls):
        raise Gate(f"{STALE}: a later page to them takes its place")


def still_unanswered(ctx: Context, effect: fx.Call) -> None:
    if effect.campaign is None:
        calls = [call for page in ctx.uow.pages.of(effect.incident) for call in page.calls]
        if any(call.answer for call in calls if call.person == effect.person):
            raise Gate(ALREADY_ANSWERED)


def not_hiding(known: Known, effect: fx.SendSms | fx.Call) -> None:
    """Let no telephone ring of somebody who may hide, but for the silent question itself and answers to texts.

    So for all that is not known to answer them: pages, alerts, another incident's question and its reminders, news.
    """
    if effect.person is None or effect.purpose in _ANSWERS:
        return
    if effect.person in known.hiding:
        silent = effect.campaign in known.campaigns and known.campaigns[effect.campaign].silent
        its_own = silent and isinstance(effect, fx.SendSms)
        if not its_own:
            raise Gate(NOT_RUNG)


def _somebody_waits(ctx: Context, campaign: CampaignId, one: Respondent) -> bool:
    """Tell whether somebody else on this telephone has not been heard yet."""
    others = ctx.uow.campaigns.sharing(campaign, [one.number], [one.person]) if one.number else []
    return any(other.status in SILENT_SO_FAR for other in others)


def not_blocked(known: Known, effect: fx.SendSms) -> None:
    """Send nothing to a number whose owner asked so, but answers to texts and calls for help; to a stranger's, nothing.

    An alert that reaches a stranger alerts nobody, and tells the stranger who needs help.
    """
    why = known.blocked.get(effect.number)
    if why and (effect.purpose not in _ANSWERS | {fx.Purpose.ALERT} or why.startswith(WRONG)):
        raise Gate(why)


def is_page(effect: fx.SendSms | fx.Call) -> bool:
    is_page = effect.purpose in {fx.Purpose.PAGE, fx.Purpose.REPORT}
    return is_page and effect.person is not None and effect.incident is not None
