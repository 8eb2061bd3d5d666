"""The auditor: whatever should have moved and has not is found, moved on, and said to a human once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers import system
from handlers.auditing import GRACE, UNSENT, Auditor, Finding
from handlers.effects import Priority
from playbooks.rules.checkin import Stage, Status
from playbooks.rules.vocabulary import PersonId
from storage.queue_tables import timer
from tests.handlers.asking import requests
from tests.handlers.desk import DUTY, ask, declared, incident, they_come
from tests.handlers.test_checkin import earthquake, people, questions, staff_of
from tests.world import World


@pytest.fixture
def auditor(world: World) -> Auditor:
    return Auditor(world.app.engine)


def lose(world: World, command: type[system.System]) -> None:
    """Let timers of a kind be gone, as a defect would."""
    with world.store.begin() as uow:
        for row in uow.link.change(timer.select().where(timer.c.fired == 0)).all():
            if row.command["command"] == command.__name__:
                uow.link.change(timer.delete().where(timer.c.id == row.id))


def twice(auditor: Auditor) -> list[Finding]:
    """Look two times, and move on what the second look finds."""
    auditor.look()
    found = auditor.look()
    for one in found:
        auditor.move_on(one)
    auditor.say(found)
    return found


def alarms(world: World) -> list[str]:
    return [card for card in world.person(DUTY).told() if card.startswith("Something in Muster did not move")]


def test_nothing_is_found_in_a_crisis_that_goes_its_way(world: World, auditor: Auditor) -> None:
    code = earthquake(world)
    ask(world, "CHAIR", f"checkin start {code}")
    staff = [who for who in staff_of(world, "ADD") if world.who(who).mobile]
    world.phone(staff[0]).replies("2")
    for _ in range(12):
        world.passes(minutes=11)
        assert twice(auditor) == []
    assert alarms(world) == []


def test_a_page_whose_timer_is_lost_goes_on_and_the_duty_officer_hears_of_it_once(
    world: World, auditor: Auditor
) -> None:
    code = declared(world)
    lose(world, system.Escalate)
    world.passes(minutes=30)
    assert world.phone("ORT-L@GVA/1").texts() == [], "nothing rings any more"
    found = twice(auditor)
    world.settle()
    world.phone("ORT-L@GVA/1").expects("PAGE", code)
    assert {one.key.split()[0] for one in found} == {"page"}
    assert any("the page of ORT-L@GVA rang, and nothing was set to go on" in line for line in world.log("org"))
    assert len(alarms(world)) == 1
    assert twice(auditor) == []
    twice(auditor)
    assert len(alarms(world)) == 1
    assert world.log("org")[-1] == "Audit: everything moves again."


def test_what_is_seen_only_once_alarms_nobody(world: World, auditor: Auditor) -> None:
    declared(world)
    world.clock.set(world.clock.now() + timedelta(hours=1))
    assert auditor.look() == [], "the machine slept; all its timers are overdue for a moment"
    world.settle()
    assert auditor.look() == []


def test_a_ladder_that_nobody_rings_again_rings_again(world: World, auditor: Auditor) -> None:
    declared(world)
    world.passes(minutes=20)
    lose(world, system.RestartLadders)
    lose(world, system.Escalate)
    before = len(world.phone("ORT-L@GVA").texts())
    world.passes(minutes=60)
    assert len(world.phone("ORT-L@GVA").texts()) == before
    assert twice(auditor)
    world.settle()
    world.passes(minutes=20)
    assert len(world.phone("ORT-L@GVA").texts()) > before


@pytest.mark.parametrize("command", [system.Escalate, system.CheckinStage])
def test_a_closed_incident_is_looked_at_no_more(
    world: World, auditor: Auditor, command: type[system.System]
) -> None:  # fmt: skip
    code = earthquake(world)
    ask(world, "CHAIR", f"checkin start {code}")
    lose(world, command)
    ask(world, "CHAIR", f"falsealarm {code}")
    world.passes(hours=3)
    assert twice(auditor) == []


class TestCheckIn:
    def test_a_reminder_that_nothing_was_set_for_goes_out(self, world: World, auditor: Auditor) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        staff = next(who for who in staff_of(world, "ADD") if world.who(who).mobile)
        lose(world, system.CheckinStage)
        world.passes(minutes=18)
        assert len(questions(world, staff)) == 1
        assert [one.mend for one in twice(auditor)] == [
            system.CheckinStage(incident(world, code).id, 1, Stage.REMINDER_1)  # type: ignore[arg-type]  # the first
        ]
        world.settle()
        assert len(questions(world, staff)) == 2

    def test_whoever_was_not_texted_is_texted(self, world: World, auditor: Auditor) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        staff = next(who for who in staff_of(world, "ADD") if world.who(who).mobile)
        with world.store.begin() as uow:
            campaign = uow.campaigns.current(incident(world, code).id)
            assert campaign is not None
            campaign.expanded = 0
            uow.campaigns.save(campaign)
            one = uow.campaigns.one(campaign.id, PersonId(staff))
            assert one is not None
            one.status, one.asked_at = Status.NOT_CONTACTED, None
            uow.campaigns.put([one])
        assert any("not everybody on the check-in's list was texted" in one.text for one in twice(auditor))
        world.settle()
        assert people(world, code)[staff].status is Status.SENT
        assert len(questions(world, staff)) == 2


def test_a_call_for_help_that_nobody_is_alerted_of_any_more_alerts_the_next(world: World, auditor: Auditor) -> None:
    code = earthquake(world, "L0")
    ask(world, "CHAIR", f"checkin start {code}")
    staff = next(who for who in staff_of(world, "ADD") if world.who(who).mobile)
    world.phone(staff).replies("2")
    lose(world, system.EscalateHelp)
    told = requests(world, code)[0].told
    world.passes(minutes=30)
    assert requests(world, code)[0].told == told
    assert any("nobody has taken H1" in one.text for one in twice(auditor))
    assert requests(world, code)[0].told == told + 1


class TestEffects:
    @pytest.fixture
    def queued(self, world: World) -> list[int]:
        """Give the pages of an incident that are claimed, and that nobody sends."""
        world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L1 smoke"))
        return [job.id for job in world.app.engine.claim(world.app.dispatcher._routes, (Priority.PAGE,), 9).jobs]

    def test_what_a_dead_process_was_sending_is_put_back(
        self, world: World, auditor: Auditor, queued: list[int]
    ) -> None:
        world.clock.set(world.clock.now() + GRACE + timedelta(minutes=2))
        found = {one.key for one in twice(auditor)}
        assert "leases" in found
        with world.store.read() as uow:
            assert {row.state for row in uow.outbox.some(queued)} == {"waiting"}
            assert all(row.doubtful_since for row in uow.outbox.some(queued)), "it may have left"

    def test_a_page_that_cannot_leave_is_said_with_the_reason(
        self, world: World, auditor: Auditor, queued: list[int]
    ) -> None:
        with world.store.begin() as uow:
            for one in queued:
                uow.outbox.retry(one, world.app.now() + timedelta(hours=1), "the provider is down")
        world.clock.set(world.clock.now() + UNSENT + timedelta(seconds=1))
        assert any("The last reason: the provider is down." in one.text for one in twice(auditor))

    def test_cards_that_nobody_sends_are_found(self, world: World, auditor: Auditor, queued: list[int]) -> None:
        world.clock.set(world.clock.now() + GRACE)
        assert "lanes" in {one.key for one in twice(auditor)}


def test_a_team_that_has_come_is_no_finding(world: World, auditor: Auditor) -> None:
    declared(world)
    they_come(world)
    world.passes(hours=2)
    assert twice(auditor) == []
