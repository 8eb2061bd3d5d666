"""What the provider has said of a telephone is what the morning's look says of its owner."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from handlers.importing import import_organisation
from tests.databases import Databases
from tests.handlers.test_preflight import why
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing

LEADER = "ORT-L@GVA"
UNPROVEN = "no text was delivered in the last 90 days: send a test page"


@pytest.fixture
def world(fake: FakeTwilio, databases: Databases) -> Iterator[Ringing]:
    with Ringing(databases.new(), fake) as world:
        yield world


def page(world: Ringing) -> None:
    """Page the team of Geneva, and let the provider report what became of it."""
    world.person("CHAIR").types("/crisis declare fire GVA L1 smoke on floor 3")
    world.phones.quiet()


def gets_another_number(world: Ringing, who: str) -> None:
    one = world.who(who)
    rows = f"id,name,kind,language,site,mobile\n{one.id},{one.name},staff,en,GVA,+41790009999\n"
    report = import_organisation(
        world.store, {"people.csv": rows.encode()}, now=world.app.now(), chance=random.Random("number"), author="cli"
    )
    assert report.applied, report.lines()


def test_a_text_that_arrived_proves_the_telephone(world: Ringing) -> None:
    assert why(world, LEADER) == UNPROVEN
    page(world)
    assert why(world, LEADER) == ""


def test_a_text_that_the_provider_only_took_proves_nothing(world: Ringing) -> None:
    world.phone(LEADER).gives_no_receipt()
    page(world)
    assert why(world, LEADER) == UNPROVEN


def test_a_telephone_that_is_switched_off_today_is_not_proven_and_its_number_not_called_invalid(
    world: Ringing,
) -> None:
    world.phone(LEADER).is_unreachable(30003)
    page(world)
    assert why(world, LEADER) == UNPROVEN


@pytest.mark.parametrize(("code", "words"), [(30005, "nobody has this number"), (30006, "the number is a landline")])
def test_a_number_that_the_network_does_not_know_is_invalid_though_it_was_good_before(
    world: Ringing, code: int, words: str
) -> None:
    page(world)
    world.phone(LEADER).is_unreachable(code)
    page(world)
    assert why(world, LEADER).startswith(f"invalid number: {words}")


@pytest.mark.parametrize(("code", "words"), [(21211, "the number is none"), (21614, "the number is no mobile number")])
def test_a_number_that_the_provider_refuses_is_invalid(world: Ringing, code: int, words: str) -> None:
    world.phone(LEADER).is_refused(code)
    page(world)
    assert why(world, LEADER) == f"invalid number: {words}"


def test_another_number_is_not_blamed_for_the_old_one(world: Ringing) -> None:
    world.phone(LEADER).is_refused(21211)
    page(world)
    gets_another_number(world, LEADER)
    assert why(world, LEADER) == UNPROVEN


def test_a_text_that_arrives_later_clears_the_number(world: Ringing) -> None:
    world.phone(LEADER).is_unreachable(30005)
    page(world)
    world.phone(LEADER).is_reachable()
    page(world)
    assert why(world, LEADER) == ""


def test_whoever_opted_out_at_the_provider_is_named(world: Ringing, fake: FakeTwilio) -> None:
    fake.exchange.opts_out(world.who(LEADER).mobile or "")
    page(world)
    assert "texted STOP" in why(world, LEADER)
