"""Calls to those who do not answer by SMS, and calls to us: through the real SDK and signed webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers import effects as fx
from handlers import system
from handlers.delivery import Routes
from handlers.effects import Priority
from playbooks.rules.checkin import Status
from tests.databases import Databases
from tests.handlers.desk import leaves
from tests.handlers.test_renumbering import numbers
from tests.twilio.conftest import SWISS
from tests.twilio.faults import Fault, On
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing
from tests.world import START

LEADER = "ORT-L@GVA"
#: Of Addis Ababa, without a seat.
SILENT, OTHER = "P068", "P069"


@pytest.fixture
def world(fake: FakeTwilio, databases: Databases) -> Iterator[Ringing]:
    with Ringing(databases.new(), fake, caller=SWISS) as world:
        yield world


def fire(world: Ringing) -> str:
    world.person("CHAIR").types("/crisis declare fire GVA L1 smoke on floor 3")
    return world.code()


def quake(world: Ringing, who: str = f"{SILENT},{OTHER}") -> str:
    """Ask people in Addis Ababa whether they are safe."""
    world.person("CHAIR").types("/crisis declare earthquake ADD L0 building is down")
    code = world.code()
    world.person("CHAIR").types(f"/crisis checkin start {code} {who}")
    return code


class TestPages:
    def test_a_page_nobody_answered_by_sms_is_called_and_seven_joins(self, world: Ringing) -> None:
        code = fire(world)
        assert not world.phone(LEADER).rings()
        world.passes(minutes=2)
        leader = world.phone(LEADER)
        assert leader.rings()
        leader.answers("7").hears(" ".join(code), "Appuyez sur 7", "Vous avez appuyé sur 7.")
        log = "\n".join(world.log(code))
        assert "No answer by SMS, so called: " in log
        assert "is joining (by call) for ORT-L@GVA" in log
        world.passes(minutes=5)
        assert not leader.rings()

    def test_a_call_that_waited_when_it_ended_does_not_ring_when_it_begins_again(
        self, world: Ringing, fake: FakeTwilio
    ) -> None:
        code = fire(world)
        fake.faults.ask(Fault.UNAVAILABLE, on=On.CALL, times=50)
        world.passes(minutes=2)
        world.passes(seconds=10)
        assert not world.phone(LEADER).rings()
        world.person("CHAIR").types(f"/crisis falsealarm {code} reason=dust")
        fake.faults.none()
        world.person("CHAIR").types(f"/crisis reopen {code} reason=it burns after all")
        world.passes(seconds=100)
        assert not world.phone(LEADER).rings(), "whoever is texted anew has two minutes to answer"
        world.passes(minutes=1)
        assert world.phone(LEADER).rings()

    def test_nine_pages_the_next_at_once(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        world.phone(LEADER).answers("9")
        assert any("not able to come (by call)" in line for line in world.log(code))
        assert any("alternate 1" in line for line in world.log(code))

    def test_eight_comes_late(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        world.phone(LEADER).answers("8")
        assert any("is late (by call)" in line for line in world.log(code))

    def test_no_key_and_a_voicemail_are_no_answer(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        world.phone(LEADER).answers().hears("Aucune touche")
        world.passes(minutes=3)
        assert any("alternate 1" in line for line in world.log(code))
        assert not any("(by call)" in line for line in world.log(code))

    def test_a_wrong_key_asks_again(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        world.phone(LEADER).answers("5", "7").hears("Cette touche ne veut rien dire", "appuyé sur 7")
        assert any("is joining (by call)" in line for line in world.log(code))

    def test_whoever_answered_by_sms_is_not_called(self, world: Ringing) -> None:
        fire(world)
        world.phone(LEADER).replies("7")
        world.passes(minutes=2)
        world.phone(LEADER).never_rang()

    def test_a_text_that_does_not_arrive_is_followed_by_a_call_at_once(self, world: Ringing) -> None:
        world.phone(LEADER).is_unreachable(30006)
        code = fire(world)
        world.phones.quiet()
        assert world.phone(LEADER).rings()
        world.phone(LEADER).answers("7")
        assert any("is joining (by call)" in line for line in world.log(code))

    def test_it_speaks_the_person_s_language(self, world: Ringing) -> None:
        fire(world)
        world.passes(minutes=2)
        speaks = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "arb", "zh": "cmn-CN"}
        ringing = [call for call in world.fakes[0].switchboard.calls.values() if call.status == "ringing"]
        assert ringing
        with world.store.read() as uow:
            for call in ringing:
                (person,) = uow.roster.by_number(call.to)[:1]
                world.phone(call.to).answers("7").hears(language=speaks[person.language])

    def test_the_end_of_the_incident_calls_nobody(self, world: Ringing) -> None:
        code = fire(world)
        world.person("CHAIR").types(f"/crisis false-alarm {code} it was a drill")
        world.passes(minutes=2)
        world.phone(LEADER).never_rang()

    def test_a_key_that_is_posted_twice_or_forged_acts_once_or_not_at_all(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        world.phone(LEADER).answers("7", "7")
        assert sum("is joining (by call)" in line for line in world.log(code)) == 1


class TestCheckins:
    def test_staff_who_stay_silent_are_called_and_one_is_safe(self, world: Ringing) -> None:
        silent, hurt = "P068", "P069"
        world.person("CHAIR").types("/crisis declare earthquake ADD L0 building is down")
        code = world.code()
        world.person("CHAIR").types(f"/crisis checkin start {code} {silent},{hurt}")
        world.passes(minutes=30)
        world.phone(silent).answers("1").hears("1")
        world.phone(hurt).answers("2").hears("Security is being alerted")
        assert status(world, code, silent) is Status.SAFE
        assert status(world, code, hurt) is Status.NEED_HELP

    def test_silent_mode_calls_nobody(self, world: Ringing) -> None:
        world.person("CHAIR").types("/crisis declare unrest ADD L0 armed men at the gate")
        code = world.code()
        world.person("CHAIR").types(f"/crisis checkin start {code} P068,P069 --silent")
        world.passes(minutes=120)
        world.phone("P068").never_rang()
        world.phone("P069").never_rang()

    def test_a_telephone_of_two_is_not_called_whoever_of_them_was_asked_or_has_answered(self, world: Ringing) -> None:
        numbers(world, {OTHER: world.who(SILENT).mobile or ""})
        both, one = quake(world), quake(world, SILENT)
        world.phone(SILENT).replies(f"Dawit 1 {both}")
        assert status(world, both, SILENT) is Status.SAFE
        world.passes(minutes=31)
        world.phone(SILENT).never_rang()
        assert {status(world, both, OTHER), status(world, one, SILENT)} == {Status.DELIVERED}


class TestATelephoneThatIsSomebodyElseSMeanwhile:
    NEW = "+251911000001"

    def test_says_nothing_of_whoever_was_called(self, world: Ringing) -> None:
        code = quake(world)
        world.passes(minutes=30)
        old = world.phone(SILENT)
        numbers(world, {SILENT: self.NEW})
        old.answers("1")
        assert status(world, code, SILENT) is Status.DELIVERED
        assert any(f"{old.number} was called and pressed 1" in line for line in world.log("org"))

    def test_calls_for_help_all_the_same(self, world: Ringing) -> None:
        quake(world)
        world.passes(minutes=30)
        old = world.phone(SILENT)
        numbers(world, {SILENT: self.NEW})
        old.answers("2").hears("Security is being alerted")
        with world.store.read() as uow:
            assert any(one.title.startswith("Possible call for help") for one in uow.incidents.open())

    def test_answers_no_page(self, world: Ringing) -> None:
        code = fire(world)
        world.passes(minutes=2)
        leaver = world.phone(LEADER)
        leaves(world, LEADER)
        leaver.answers("7")
        assert not any("is joining (by call)" in line for line in world.log(code))


class TestWhoHides:
    def test_a_call_that_rings_stops_when_its_round_falls_silent(self, world: Ringing) -> None:
        world.person("CHAIR").types("/crisis declare unrest ADD L0 shots heard")
        code = world.code()
        world.person("CHAIR").types(f"/crisis checkin start {code} P068,P069")
        world.passes(minutes=30)
        assert world.phone("P068").rings()
        assert world.phone("P069").rings()
        world.phone("P069").answers("1")
        world.person("CHAIR").types(f"/crisis checkin start {code} P068 --silent")
        assert not world.phone("P068").rings()
        assert status(world, code, "P069") is Status.SAFE
        assert not any("not delivered" in line for line in world.log(code))

    def test_a_page_s_call_stops_when_another_check_in_asks_silently(self, world: Ringing) -> None:
        fire(world)
        world.passes(minutes=2)
        leader = world.phone(LEADER)
        assert leader.rings()
        world.person("CHAIR").types("/crisis declare unrest GVA L0 shots heard")
        other = world.code()
        world.person("CHAIR").types(f"/crisis checkin start {other} {world.who(LEADER).id} --silent")
        assert not leader.rings()

    def test_a_call_that_was_being_made_just_then_is_ended_as_soon_as_it_is_known(self, world: Ringing) -> None:
        code = fire(world)
        engine, person = world.app.engine, world.who(LEADER).id
        world.clock.set(START + timedelta(minutes=2))
        world.run(world.app.ticker.tick())
        jobs = engine.claim(Routes(call="call"), (Priority.PAGE,), 99).jobs
        (call,) = [job for job in jobs if isinstance(job.effect, fx.Call) and job.effect.person == person]
        world.run(world.app.line(world.event(), "P002", None, f"/crisis checkin start {code} {person} --silent"))
        engine.receive([system.Delivered(call.id, "CA1", provider="twilio calls")])
        (end,) = engine.claim(Routes(call="call"), (Priority.DISTRESS,), 99).jobs
        assert isinstance(call.effect, fx.Call)
        assert (end.effect, end.message) == (fx.HangUp(call.id, person, call.effect.incident), "CA1")


class TestCallsToUs:
    def test_two_is_a_call_for_help_and_pages_the_duty_officer(self, world: Ringing) -> None:
        world.phone("P068").calls("2").hears("Security is being alerted")
        assert any("called and pressed 2" in line for line in world.log("org"))
        with world.store.read() as uow:
            (report,) = uow.incidents.open()
        assert report.title.startswith("Possible call for help")
        code = report.code
        assert any("Paged by SMS" in line and "on duty" in line for line in world.log(code))

    def test_a_call_that_met_a_closed_door_is_found(self, world: Ringing, fake: FakeTwilio) -> None:
        fake.outward.door_closed = True
        world.phone("P068").calls()
        fake.outward.door_closed = False
        world.run(world.app.look_back())
        world.settle()
        assert any("called Muster's number" in line for line in world.log("org"))


def status(world: Ringing, code: str, who: str) -> Status:
    with world.store.read() as uow:
        incident = uow.incidents.by_code(code)
        campaign = uow.campaigns.current(incident.id)
        assert campaign is not None
        one = uow.campaigns.one(campaign.id, world.who(who).id)
        assert one is not None
        return one.status
