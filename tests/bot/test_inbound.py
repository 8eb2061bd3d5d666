"""The way in: whatever happens inside, who typed gets a sentence, a reference, and nothing half done."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.inbound import Inbound
from handlers import commands as c
from handlers.cards import Card, Tone, plain_text
from handlers.execute import Engine, Envelope
from playbooks.rules.vocabulary import PersonId
from tests.databases import Databases
from tests.world import LIBRARY, World


def chance(event: str) -> random.Random:
    if event == "broken":
        raise RuntimeError("the well of chance is dry")
    return random.Random(event)


@pytest.fixture
def world(databases: Databases, filled: str) -> Iterator[World]:
    with World(databases.copy(filled)) as world:
        yield world


@pytest.fixture
def inbound(world: World) -> Inbound:
    return Inbound(Engine(world.store, world.app.now, LIBRARY, chance))


def chair(event: str) -> Envelope:
    return Envelope(event, "console", PersonId("P002"))


def words(card: Card | None) -> str:
    assert card is not None
    return plain_text(card)


def test_an_internal_error_is_a_sentence_with_a_reference_that_the_log_has_too(
    world: World, inbound: Inbound, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        card = inbound.line(chair("broken"), "/crisis declare fire GVA L3 smoke")
    reference = f"{random.Random('broken/error').randrange(16**4):04X}"
    assert words(card) == (
        "Not done\nSomething went wrong inside Muster. Nothing was recorded. Try again. "
        f"If it stays, tell the administrator: reference {reference}."
    )
    assert card is not None
    assert card.tone is Tone.ALARM
    assert reference in caplog.text
    assert "the well of chance is dry" in caplog.text
    assert inbound.failures == 1
    with world.store.read() as uow:
        assert uow.incidents.recent(1) == []


def test_after_an_internal_error_the_next_command_works(inbound: Inbound) -> None:
    inbound.line(chair("broken"), "/crisis declare fire GVA L3 smoke")
    assert "declared" in words(inbound.line(chair("fine"), "/crisis declare fire GVA L3 smoke"))
    assert inbound.failures == 1


def test_what_a_person_can_put_right_is_no_internal_error(inbound: Inbound) -> None:
    assert "There is no command" in words(inbound.line(chair("one"), "/crisis xylophone"))
    assert inbound.failures == 0


def test_a_command_that_no_line_stands_for_is_guarded_in_the_same_way(inbound: Inbound) -> None:
    assert "What you can type" in words(inbound.command(chair("one"), c.Help()))
    assert "went wrong inside" in words(inbound.command(chair("broken"), c.Help()))


def test_a_file_that_is_no_database_any_more_is_said_so(tmp_path: Path) -> None:
    with World(Databases(tmp_path, "sqlite").new()) as world:
        inbound = Inbound(Engine(world.store, world.app.now, LIBRARY, chance))
    file = Path(world.url.removeprefix("sqlite:///"))
    file.write_bytes(b"this is no database" * 1000)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    card = inbound.line(chair("one"), "/crisis declare fire GVA L3 smoke")
    assert "is not a database or is damaged; restore it from a backup" in words(card)
    assert "Nothing was recorded." in words(card)
    assert inbound.failures == 1
