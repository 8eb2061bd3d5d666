"""Every morning it is said who of the teams could not be reached, and why."""

from __future__ import annotations

from datetime import timedelta

from handlers.execute import MORNING
from handlers.preflight import unreached
from handlers.readiness import readiness
from playbooks.rules.delivery import DeliveryState
from storage.deliveries import Delivery
from tests.handlers.test_one_way import moves_to_india, real
from tests.world import LIBRARY, World


def why(world: World, who: str) -> str:
    with world.store.read() as uow:
        found = unreached(uow, LIBRARY.countries, world.app.now())
    return next((one.why for one in found if one.person.id == world.who(who).id), "")


def proven(world: World, who: str, days_ago: int) -> None:
    at = world.app.now() - timedelta(days=days_ago)
    with world.store.begin() as uow:
        uow.deliveries.add([Delivery(1, None, world.who(who).id, DeliveryState.DELIVERED, at, at, "twilio", f"SM{at}")])


def test_each_reason_is_said_in_words(world: World) -> None:
    assert why(world, "CHAIR") == "no text was delivered in the last 90 days: send a test page"
    proven(world, "CHAIR", 91)
    assert why(world, "CHAIR")
    proven(world, "CHAIR", 89)
    assert why(world, "CHAIR") == ""
    assert why(world, "P033") == "no mobile number"
    moves_to_india(world, "HSSD")
    assert "replies do not come through from India" in why(world, "HSSD")
    world.phone("CHAIR").replies("STOP")
    assert "STOP" in why(world, "CHAIR")


def test_it_is_said_once_a_day_in_the_log_and_to_those_who_can_put_it_right(world: World) -> None:
    real(world)
    before = len(world.person("ORMS").told())
    for _ in range(3):
        world.app.engine.each_morning()
    world.settle()
    card = world.person("ORMS").told()[-1]
    assert "people of the teams cannot be reached" in card
    assert len(world.person("ORMS").told()) == before + 1
    assert sum("Preflight: " in line for line in world.log("org")) == 1
    world.passes(hours=24)
    world.app.engine.each_morning()
    assert sum("Preflight: " in line for line in world.log("org")) == 2


def test_nothing_is_looked_for_before_the_morning(world: World) -> None:
    world.passes(hours=24 - world.app.now().hour + MORNING - 1)
    world.app.engine.each_morning()
    assert not any("Preflight: " in line for line in world.log("org"))


def test_the_doctor_says_it_too(world: World) -> None:
    with world.store.read() as uow:
        found = {one.what: one for one in readiness(uow, world.app.now(), LIBRARY.countries)}
    assert "no mobile number" in found["reach"].text
