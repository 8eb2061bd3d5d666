"""What the tests of the commands share: ask and look at the whole answer, press its buttons, read state and log."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import inspect

from handlers.cards import Buttons, Card, Form, plain_text
from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from storage.queues import Outgoing
from tests.databases import looked_at
from tests.world import World

REPORT = "Report it to the duty officer"
#: On nobody's ladder, no member of anything, but of the organisation.
ANYBODY = "P047"
#: On duty in SSD when a test begins, a Monday at 09:00 UTC; the backup comes after.
DUTY, BACKUP = "P043", "P045"


def ask(world: World, who: str, line: str, room: str | None = None) -> Card:
    """Type a line, in a room when its name is given, and give the answer."""
    speaker = world.person(who)
    ref = speaker.room(room) if room else None
    line = line if line.startswith(("/", "!")) else f"/crisis {line}"
    world.run(world.app.line(world.event(), speaker.person.id, ref, line))
    card = speaker._answer(ref)
    world.settle()
    assert card is not None, f"no answer to {line!r}"
    return card


def text(world: World, who: str, line: str, room: str | None = None) -> str:
    """Type a line and give the answer as plain text."""
    return plain_text(ask(world, who, line, room))


def buttons(card: Card) -> dict[str, str]:
    """Give the card's buttons, label to line."""
    return {
        button.label: button.line for block in card.blocks if isinstance(block, Buttons) for button in block.buttons
    }


def form(card: Card) -> Form:
    """Give the card's form."""
    return next(block for block in card.blocks if isinstance(block, Form))


def declared(world: World, level: str = "L1", site: str = "GVA", by: str = "CHAIR", kind: str = "fire") -> str:
    """Declare an incident and give its code."""
    ask(world, by, f"declare {kind} {site} {level} smoke on floor 3")
    return world.code()


def incident(world: World, code: str) -> Incident:
    """Give an incident as it is stored."""
    with world.store.read() as uow:
        return uow.incidents.by_code(code)


def entries(world: World, chain: str) -> list[LogEntry]:
    """Give a log's entries, oldest first."""
    with world.store.read() as uow:
        return list(uow.log.entries(chain))


def last(world: World, chain: str) -> LogEntry:
    """Give a log's newest entry."""
    return entries(world, chain)[-1]


def paged(world: World) -> set[str]:
    """Name the people whose phone has a page."""
    with world.store.read() as uow:
        names = {person.mobile: person.id for person in uow.roster.everyone() if person.mobile}
    return {names[number] for number, texts in world.texts().items() if texts and number in names}


def they_come(world: World) -> None:
    """Let everybody who was paged join, so that no ladder rings on while time passes."""
    for who in sorted(paged(world)):
        world.phone(who).replies("7")


def holders(world: World, *codes: str) -> set[str]:
    """Name the holders of seats."""
    return {world.who(code).id for code in codes}


def leaves(world: World, who: str) -> None:
    """Let somebody leave the organisation today."""
    with world.store.begin() as uow:
        uow.roster.put_person(replace(world.who(who), left_on=world.app.now().date()))


def outgoing(world: World, effect: int) -> Outgoing:
    """Give a row of the outbox."""
    with world.store.read() as uow:
        return uow.outbox.get(effect)


def rows(world: World, table: str) -> list[str]:
    """Give all that stands in a table, a row a text."""
    with looked_at(world.url) as engine, engine.connect() as database:
        return [str(row) for row in database.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608  # ours


def places(world: World, words: str) -> set[str]:
    """Name the tables of the database in which these words stand anywhere."""
    with looked_at(world.url) as engine:
        tables = inspect(engine).get_table_names()
    return {table for table in tables if any(words in row for row in rows(world, table))}
