"""A check-in of a few people, as if its texts had left; and what became of them."""

from __future__ import annotations

from dataclasses import replace

from playbooks.rules.checkin import Campaign, Change, HelpRequest, Respondent, Status
from playbooks.rules.vocabulary import CampaignId, PersonId
from tests.world import World

#: In Geneva, no seat and no duty: Chiara Bellandi (Italian name, English), Bruno Delacroix-Simon (French).
CHIARA, BRUNO = "P047", "P048"


def asked(world: World, code: str, *people: str, silent: bool = False, sent: bool = True) -> CampaignId:
    """Ask people in a new round of an incident; the round before is closed."""
    now = world.app.now()
    with world.store.begin() as uow:
        incident = uow.incidents.by_code(code)
        before = uow.campaigns.of(incident.id)
        for one in before:
            one.closed_at = one.closed_at or now
            uow.campaigns.save(one)
        campaign = Campaign(
            CampaignId(0), incident.id, len(before) + 1, incident.declared_by, now, silent, "a few", "the test's list"
        )
        uow.campaigns.add(campaign)
        for position, who in enumerate(people, 1):
            person = uow.roster.person(PersonId(who))
            place = Respondent(
                campaign.id, person.id, person.mobile, person.language, person.site, person.zone, position
            )
            if sent:
                place.asked(now)
                place.text_left(now)
            uow.campaigns.put([place])
        return campaign.id


def over(world: World, code: str) -> None:
    """Close the newest round of an incident."""
    with world.store.begin() as uow:
        campaign = uow.campaigns.of(uow.incidents.by_code(code).id)[-1]
        campaign.closed_at = world.app.now()
        uow.campaigns.save(campaign)


def place(world: World, code: str, who: str) -> Respondent:
    """Give somebody's place in the newest round."""
    with world.store.read() as uow:
        found = uow.campaigns.one(uow.campaigns.of(uow.incidents.by_code(code).id)[-1].id, PersonId(who))
    assert found is not None
    return found


def status(world: World, code: str, who: str) -> Status:
    """Give somebody's status in the newest round."""
    return place(world, code, who).status


def history(world: World, code: str, round_: int = -1) -> list[Change]:
    """Give the history of a round, the newest unless its index is given."""
    with world.store.read() as uow:
        return uow.campaigns.history(uow.campaigns.of(uow.incidents.by_code(code).id)[round_].id)


def requests(world: World, code: str) -> list[HelpRequest]:
    """Give an incident's requests for help."""
    with world.store.read() as uow:
        return uow.helps.of(uow.incidents.by_code(code).id)


def helped(world: World, code: str, who: str = CHIARA, said: str = "2") -> None:
    """Let somebody ask for help by SMS."""
    world.phone(who).replies(said)
    assert status(world, code, who) is Status.NEED_HELP


def share(world: World, first: str, second: str) -> str:
    """Give two people one telephone, and its number."""
    number = world.who(first).mobile
    assert number is not None
    with world.store.begin() as uow:
        uow.roster.put_person(replace(world.who(second), mobile=number))
    return number
