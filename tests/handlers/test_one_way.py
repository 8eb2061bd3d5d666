"""Where replies do not reach us: people are told how else to answer, and whoever starts a check-in sees how many."""

from __future__ import annotations

import random

from handlers.importing import import_organisation
from tests.handlers.desk import ask, declared, text
from tests.handlers.quake import FIRST, SECOND
from tests.world import World

#: India's prefix is one-way in the packaged table.
INDIA = "+919800000001"


def real(world: World) -> None:
    """Let the organisation be a real one: simulated telephones answer from everywhere."""
    with world.store.begin() as uow:
        organisation = uow.roster.organisation()
        assert organisation is not None
        uow.roster.set_organisation(organisation.__class__(**{**vars(organisation), "demonstration": False}))
    world.restart()


def moves_to_india(world: World, who: str) -> None:
    one = world.who(who)
    rows = ["id,name,kind,language,site,mobile", f"{one.id},{one.name},{one.kind},en,{one.site},{INDIA}"]
    report = import_organisation(
        world.store, {"people.csv": "\n".join(rows).encode()}, now=world.app.now(), chance=random.Random("india"),
        author="cli",
    )  # fmt: skip
    assert report.applied, report.lines()


def test_the_question_says_how_else_to_answer_and_the_preview_says_for_how_many_and_at_what_cost(world: World) -> None:
    moves_to_india(world, FIRST)
    real(world)
    code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
    shown = text(world, "CHAIR", f"checkin preview {code} {FIRST},{SECOND}")
    assert "Cannot answer by SMS where their number is: 1; they are told how else." in shown
    assert "About 0.19 USD at the rough prices of countries.yaml." in shown
    ask(world, "CHAIR", f"checkin start {code} {FIRST},{SECOND}")
    (there,) = world.phone(INDIA).texts()
    assert "Do not reply here" in there
    assert "+41220000000" in there
    assert "Reply" in world.phone(SECOND).texts()[-1] or "1" in world.phone(SECOND).texts()[-1]
    world.passes(minutes=16)
    assert "Do not reply here" in world.phone(INDIA).texts()[-1]


def test_a_silent_question_stays_silent_there(world: World) -> None:
    moves_to_india(world, FIRST)
    real(world)
    code = declared(world, "L0", "ADD", "CHAIR", "armed-attack")
    ask(world, "CHAIR", f"checkin start {code} {FIRST} --silent")
    (there,) = world.phone(INDIA).texts()
    assert "Silence your phone. No replies here." in there


def test_a_page_says_how_else_to_answer(world: World) -> None:
    moves_to_india(world, "HSSD")
    real(world)
    declared(world, "L3")
    assert "Do not reply here: answer in chat or call +41220000000" in world.phone(INDIA).texts()[0]


def test_the_simulated_telephones_of_a_demonstration_answer_from_everywhere(world: World) -> None:
    moves_to_india(world, FIRST)
    code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
    ask(world, "CHAIR", f"checkin start {code} {FIRST}")
    assert "Reply 1=Safe" in world.phone(INDIA).texts()[0]
