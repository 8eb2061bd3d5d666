"""Corrected telephone numbers: whom a check-in could not reach, or asked on a wrong one, is asked on the right one."""

from __future__ import annotations

from handlers import system
from handlers.checkin_sending import put_question
from handlers.context import Context
from playbooks.rules.checkin import Status
from playbooks.rules.vocabulary import EntryKind, Sensitivity


def numbers_changed(command: system.NumbersChanged, ctx: Context) -> None:
    """Ask at once, in the open round, whoever has not been heard and has another number now; again does nothing.

    In a silent round too: the new telephone has not rung yet. Reminders go to the number of now.
    """
    incident = ctx.the_incident()
    campaign = ctx.uow.campaigns.current(incident.id)
    if campaign is None or not campaign.open or not incident.open:
        return
    people = ctx.uow.roster.people(command.people)
    blocked = ctx.uow.lists.blocked([one.mobile for one in people.values() if one.mobile])
    places = ctx.uow.campaigns.some(campaign.id, [id_ for id_, one in people.items() if one.active])
    changed = [place for id_, place in places.items() if place.number != people[id_].mobile]
    for place in changed:
        number = people[place.person].mobile
        place.gets_number(number, ctx.now)
        if why := "no mobile number" if number is None else blocked.get(number, ""):
            place.not_reached(why, ctx.now)
    ctx.uow.campaigns.put(changed)
    ctx.uow.campaigns.record(place.change(ctx.now) for place in changed)
    # Whoever is behind that in the order of sending is asked with their piece.
    again = [place for place in changed if place.status is Status.NOT_CONTACTED and place.position <= campaign.expanded]
    put_question(ctx, incident, campaign, again)
    if changed:
        text = f"Other numbers since the import: {ctx.names([place.person for place in changed])}."
        asked = f" Asked there: {ctx.names([place.person for place in again])}." if again else ""
        ctx.log(
            incident.code, EntryKind.CHECK_IN, text + asked, sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL
        )  # fmt: skip
        ctx.refresh(incident)
