"""An incident that is taken up again: who is paged, let in and told; and what is left over from the first run."""

from __future__ import annotations

from datetime import timedelta

from handlers import effects as fx
from handlers import system
from handlers.delivery import GIVEN_UP, Routes
from handlers.effects import Priority
from handlers.execute import Envelope
from handlers.tries import Again
from playbooks.rules.vocabulary import Phase
from tests.handlers.desk import ANYBODY, BACKUP, DUTY, declared, incident, leaves, paged, text, they_come
from tests.handlers.test_paging import hand_over
from tests.world import START, World

ORT = ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")


def quietly(world: World, line: str) -> None:
    """Type a line as the chair and send nothing yet."""
    world.run(world.app.line(world.event(), world.who("CHAIR").id, None, f"/crisis {line}"))


def reopened(world: World, code: str) -> None:
    text(world, "CHAIR", f"standdown {code}")
    assert "open again" in text(world, "CHAIR", f"reopen {code} reason=it burns again")


class TestWhoIsPaged:
    def test_the_people_who_have_the_seat_now_are(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"standdown {code}")
        hand_over(world, "ORT-L@GVA", "P001")
        text(world, "CHAIR", f"reopen {code} reason=it burns again")
        world.phone("P001").expects("PAGE", code)
        assert len(world.phone("P034").texts()) == 2, "the page and the end of the first run"

    def test_a_report_that_was_a_false_alarm_is_a_report_again_for_the_duty_officer(self, world: World) -> None:
        text(world, ANYBODY, "report smell of gas type=fire site=GVA")
        code = world.code()
        text(world, "HSSD", f"falsealarm {code}")
        before = len(world.phone(DUTY).texts())
        answer = text(world, "HSSD", f"reopen {code} reason=it smells again")
        assert "open again as a report, not verified" in answer
        assert "The SSD duty officer is being paged" in answer
        assert incident(world, code).phase is Phase.REPORTED
        assert len(world.phone(DUTY).texts()) == before + 1
        assert paged(world) == {DUTY}
        world.passes(minutes=5)
        world.phone(BACKUP).expects(code)


class TestWhoIsLetIn:
    def test_those_who_were_in_before_and_did_not_leave_are(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"augment {code} P001 role=adviser")
        text(world, "CHAIR", f"augment {code} P053 role=scribe until=2026-11-23")
        text(world, "CHAIR", f"augment {code} P060 role=guest until=2026-11-24")
        leaves(world, "P001")
        text(world, "CHAIR", f"augment {code} P061 role=adviser")
        text(world, "CHAIR", f"standdown {code}")
        text(world, "CHAIR", f"close {code}")
        world.passes(hours=16)
        text(world, "CHAIR", f"reopen {code} reason=it burns again")
        room = f"crisis-{code.lower()}-2"
        assert room in world.person("P061").rooms()
        assert room in world.person("P060").rooms()
        assert room not in world.person("P001").rooms()
        assert room not in world.person("P053").rooms()
        they_come(world)
        world.passes(hours=24)
        assert room not in world.person("P060").rooms(), "whoever was added until a day leaves at its end"


class TestTimersOfTheFirstRun:
    def test_quorum_is_not_overdue_before_its_time(self, world: World) -> None:
        code = declared(world)
        world.passes(minutes=20)
        reopened(world, code)
        world.passes(minutes=20)
        assert not any("No quorum yet" in line for line in world.log(code))
        world.passes(minutes=10)
        assert any("No quorum yet" in line for line in world.log(code))

    def test_the_logs_head_is_published_once_an_hour(self, world: World) -> None:
        code = declared(world)
        for seat in ORT:
            world.phone(seat).replies("7")
        reopened(world, code)
        for seat in ORT:
            world.phone(seat).replies("7")
        before = sum("Head published" in line for line in world.log(code))
        world.passes(hours=2)
        assert sum("Head published" in line for line in world.log(code)) == before + 2

    def test_a_timer_that_is_not_of_the_run_stays(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"augment {code} P001 role=adviser until=2026-11-23")
        text(world, "CHAIR", f"standdown {code}")
        world.passes(hours=16)
        assert world.person("P001").rooms() == []


class TestWhoHearsThatItIsOver:
    def test_at_the_second_end_only_those_who_were_texted_again(self, world: World) -> None:
        code = declared(world, "L2")
        text(world, "CHAIR", f"lower {code} L1 reason=smaller")
        reopened(world, code)
        before = world.texts()
        text(world, "CHAIR", f"standdown {code}")
        told = {number for number, texts in world.texts().items() if len(texts) > len(before[number])}
        assert told == {world.phone(seat).number for seat in ORT}

    def test_it_is_not_said_to_anybody_who_is_paged_again(self, world: World) -> None:
        code = declared(world)
        quietly(world, f"standdown {code}")
        quietly(world, f"reopen {code} reason=it burns again")
        world.settle()
        for seat in ORT:
            texts = world.phone(seat).texts()
            assert ["7=" in sms for sms in texts] == [True, True], "both call, and neither says that it is over"
        assert any("was not delivered: the incident is open again" in line for line in world.log(code))
        text(world, "CHAIR", f"standdown {code}")
        assert all(len(world.phone(seat).texts()) == 3 for seat in ORT)

    def test_whoever_did_not_hear_of_the_first_end_hears_of_the_second(self, world: World) -> None:
        code = declared(world, "L2")
        text(world, "CHAIR", f"lower {code} L1 reason=smaller")
        quietly(world, f"standdown {code}")
        quietly(world, f"reopen {code} reason=it burns again")
        world.settle()
        before = len(world.phone("HSSD").texts())
        text(world, "CHAIR", f"standdown {code}")
        assert len(world.phone("HSSD").texts()) == before + 1

    def test_a_page_that_was_given_up_may_have_come_and_its_receiver_hears_too(self, world: World) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        code = world.code()
        for job in world.app.engine.claim(Routes(), (Priority.PAGE,), 16).jobs:
            given_up = system.NotDelivered(job.id, f"{GIVEN_UP} 20 tries: the provider did not answer in time")
            world.app.engine.execute(Envelope(f"outbox:{job.id}", "outbox"), given_up)
        quietly(world, f"standdown {code}")
        world.settle()
        for seat in ORT:
            (only,) = world.phone(seat).texts()
            assert code in only

    def test_an_alarm_that_waited_does_not_come_after_the_end(self, world: World) -> None:
        code = declared(world, by="HSSD")
        world.clock.set(START + timedelta(minutes=30))
        for timer in world.app.engine.due_timers():
            world.app.engine.fire(timer)
        alarms = world.app.engine.claim(Routes(), (Priority.CHECK_IN,), 16).jobs
        assert {job.effect.purpose for job in alarms if isinstance(job.effect, fx.SendSms)} == {fx.Purpose.ALARM}
        for job in alarms:
            world.app.engine.put_back([Again(job.id, timedelta(seconds=1), "no answer")])
        quietly(world, f"standdown {code}")
        world.passes(minutes=1)
        assert not any("+41220000000" in sms for sms in world.phone("CHAIR").texts())
