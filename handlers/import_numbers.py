"""What an import does to telephone numbers: blocks end with their owner, and open check-ins hear of new ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from handlers.context import ORG
from handlers.import_rows import Roll
from handlers.replying import WRONG
from handlers.system import NumbersChanged, to_json
from playbooks.rules.vocabulary import PersonId
from storage.uow import UnitOfWork


def other_numbers(before: Roll, after: Roll) -> dict[PersonId, str | None]:
    """Give whoever has another number after the import, or none, each with it."""
    old = {id_: one.mobile for id_, one in before.people.items()}
    return {id_: one.mobile for id_, one in after.people.items() if one.active and old.get(id_) != one.mobile}


def free_numbers(uow: UnitOfWork, before: Roll, after: Roll, given: Mapping[PersonId, str | None]) -> list[str]:
    """Send again to numbers that the list gives to somebody anew; name them.

    Whoever has it now is not the stranger, and did not opt out. An opt-out stays where one of those who had the
    number before still has it.
    """
    numbers = {number for number in given.values() if number}
    freed = []
    for number, why in uow.lists.blocked(sorted(numbers)).items():
        holders = ({id_ for id_, one in roll.people.items() if one.mobile == number} for roll in (before, after))
        if why.startswith(WRONG) or not set.intersection(*holders):
            uow.lists.unblock(number)
            freed.append(number)
    return freed


def ask_again(uow: UnitOfWork, given: Mapping[PersonId, str | None], now: datetime) -> None:
    """Let the running Muster ask those of them at once whom an open check-in could not ask, or asked elsewhere."""
    for incident in uow.incidents.open() if given else []:
        campaign = uow.campaigns.current(incident.id)
        listed = uow.campaigns.some(campaign.id, list(given)) if campaign and campaign.open else {}
        if listed:
            key = f"numbers/{uow.log.head(ORG).count}/{incident.id}"
            uow.timers.put(key, now, to_json(NumbersChanged(incident.id, tuple(sorted(listed)))), incident.id)
