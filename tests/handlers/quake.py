"""An earthquake in Addis Ababa, declared without pages: who is asked there, and what became of them."""

from __future__ import annotations

from playbooks.rules.checkin import Campaign, Respondent
from tests.handlers.desk import ask, declared
from tests.world import World

#: Of Addis Ababa, without a seat.
FIRST, SECOND = "P068", "P069"


def current(world: World, code: str) -> Campaign:
    with world.store.read() as uow:
        campaign = uow.campaigns.current(uow.incidents.by_code(code).id)
    assert campaign is not None
    return campaign


def people(world: World, code: str) -> dict[str, Respondent]:
    with world.store.read() as uow:
        return {one.person: one for one in uow.campaigns.respondents(current(world, code).id)}


def asked(world: World, words: str = "") -> str:
    """Declare an earthquake in Addis Ababa, without pages, and ask; give its code."""
    code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
    ask(world, "CHAIR", f"checkin start {code} {words}")
    return code


def queued(world: World, who: str, line: str) -> None:
    """Type a line, and let nothing of what follows be sent yet."""
    world.run(world.app.line(world.event(), world.who(who).id, None, f"/crisis {line}"))


def received(world: World) -> dict[str, int]:
    """Count the texts that came, by number."""
    return {number: len(texts) for number, texts in world.texts().items()}
