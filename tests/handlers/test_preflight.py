"""Every morning it is said who of the teams could not be reached, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.execute import MORNING
from handlers.preflight import unreached
from handlers.readiness import readiness
from playbooks.rules.delivery import DeliveryState
from storage.deliveries import Delivery
from tests.handlers.desk import DUTY, text
from tests.handlers.test_one_way import moves_to_india, real
from tests.world import LIBRARY, START, World


def why(world: World, who: str) -> str:
    with world.store.read() as uow:
        found = unreached(uow, LIBRARY.countries, world.app.now())
    return next((one.why for one in found if one.person.id == world.who(who).id), "")


def proven(world: World, who: str, days_ago: int) -> None:
    at = world.app.now() - timedelta(days=days_ago)
    with world.store.begin() as uow:
        uow.deliveries.add(
            [Delivery(1, None, world.who(who).id, DeliveryState.DELIVERED, at, at, "twilio", f"SM{who}{at}")]
        )


def test_nobody_counts_as_reachable_to_whom_nothing_came_in_90_days(world: World) -> None:
    assert why(world, "CHAIR") == "no text was delivered in the last 90 days: send a test page"
    proven(world, "CHAIR", 91)
    assert why(world, "CHAIR")
    proven(world, "CHAIR", 89)
    assert why(world, "CHAIR") == ""


def test_whoever_has_no_number_is_named(world: World) -> None:
    assert why(world, "P033") == "no mobile number"


def test_whoever_may_not_answer_from_their_country_is_named(world: World) -> None:
    moves_to_india(world, "HSSD")
    assert "replies do not come through from India" in why(world, "HSSD")


def test_whoever_wants_no_texts_is_named(world: World) -> None:
    proven(world, "CHAIR", 1)
    world.phone("CHAIR").replies("STOP")
    assert "STOP" in why(world, "CHAIR")


class TestLeave:
    """Who is on leave is named where nobody stands in; each is proven, so that nothing else is said of them."""

    def of(self, world: World, who: str = "HSSD") -> str:
        if "90 days" in why(world, who):
            proven(world, who, 1)
        return why(world, who)

    def test_a_holder_with_an_alternate_who_is_there_is_not_named(self, world: World) -> None:
        text(world, "HSSD", "away until 2026-12-04")
        text(world, "HSSD/1", "away until 2026-12-04")
        assert self.of(world) == ""

    def test_a_holder_whose_alternates_are_away_too_is_named_with_the_seat(self, world: World) -> None:
        for who in ("HSSD", "HSSD/1", "HSSD/2"):
            text(world, who, "away until 2026-12-04")
        assert self.of(world) == "on leave until 2026-12-04 without alternate: HSSD"
        assert self.of(world, "HSSD/1") == "", "nobody waits for the alternates in the first place"

    def test_it_is_said_a_week_ahead_and_not_sooner(self, world: World) -> None:
        for who in ("HSSD", "HSSD/1", "HSSD/2"):
            text(world, who, "away from 2026-12-01 until 2026-12-04")
        assert self.of(world) == ""
        world.passes(hours=24)
        assert self.of(world) == "on leave from 2026-12-01 until 2026-12-04 without alternate: HSSD"
        world.until(START + timedelta(days=12))
        assert self.of(world) == ""

    def test_one_day_on_which_all_are_away_is_enough(self, world: World) -> None:
        text(world, "HSSD", "away until 2026-11-25")
        text(world, "HSSD/1", "away until 2026-11-24")
        text(world, "HSSD/2", "away from 2026-11-25 until 2026-11-30")
        assert self.of(world) == ""
        text(world, "HSSD/2", "away from 2026-11-24 until 2026-11-24")
        assert "without alternate: HSSD" in self.of(world)

    @pytest.mark.parametrize("lost", ["has left", "no number", "no texts"])
    def test_an_alternate_who_cannot_be_texted_stands_in_for_nobody(self, world: World, lost: str) -> None:
        text(world, "HSSD/1", "away until 2026-12-04")
        text(world, "HSSD", "away until 2026-12-04")
        if lost == "no texts":
            world.phone("HSSD/2").replies("STOP")
        else:
            gone = {"left_on": START.date()} if lost == "has left" else {"mobile": None}
            with world.store.begin() as uow:
                uow.roster.put_person(replace(world.who("HSSD/2"), **gone))
        assert "without alternate: HSSD" in self.of(world)

    def test_both_reasons_are_said(self, world: World) -> None:
        for who in ("HSSD", "HSSD/1", "HSSD/2"):
            text(world, who, "away until 2026-12-04")
        world.phone("HSSD").replies("STOP")
        assert "STOP" in why(world, "HSSD")
        assert "; on leave until 2026-12-04 without alternate: HSSD" in why(world, "HSSD")

    def test_a_shift_without_anybody_else_is_named(self, world: World) -> None:
        text(world, DUTY, "away until 2026-12-04")
        assert self.of(world, DUTY) == ""
        with world.store.begin() as uow:
            uow.roster.replace_duty([shift for shift in uow.roster.duty() if shift.rank == 1])
        assert self.of(world, DUTY) == "on leave until 2026-12-04 without alternate: duty rota"

    def test_whoever_stands_in_for_the_coordinator_hears_of_it(self, world: World) -> None:
        text(world, "ORMS", "away until 2026-12-04")
        before = len(world.person("ORMS").told())
        world.app.engine.each_morning()
        world.settle()
        assert "cannot be reached" in world.person("ORMS/1").told()[-1]
        assert len(world.person("ORMS").told()) == before

    def test_the_morning_and_the_doctor_say_it(self, world: World) -> None:
        for who in ("HSSD", "HSSD/1", "HSSD/2"):
            text(world, who, "away until 2026-12-04")
        world.app.engine.each_morning()
        world.settle()
        said = "on leave until 2026-12-04 without alternate: HSSD"
        assert f"| {said}" in world.person("ORMS").told()[-1]
        assert f"Samuel Wanjohi (HSSD): {said}" in world.log("org")[-1]
        with world.store.read() as uow:
            (reach,) = [one for one in readiness(uow, world.app.now()) if one.what == "reach"]
        assert f"Samuel Wanjohi (HSSD): {said}" in reach.text


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
