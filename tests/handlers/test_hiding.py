"""Nobody who may hide is rung: not by a page, a question, news, an alert; and all of it comes once they are safe."""

from __future__ import annotations

import pytest

from playbooks.rules.checkin import Status
from playbooks.rules.vocabulary import Team
from tests.handlers.desk import BACKUP, DUTY, ask, declared, incident, text
from tests.handlers.quake import FIRST, SECOND, asked, people, queued, received
from tests.handlers.test_bulk import arrive
from tests.world import World


def hide(world: World, *people: str) -> str:
    """Ask people silently, in an incident of its own; give its code."""
    code = declared(world, "L0", "GVA", "CHAIR", "attack")
    ask(world, "CHAIR", f"checkin start {code} {','.join(people)} --silent --confirmed")
    return code


class TestAQuestionOfAnotherIncident:
    def test_is_kept_back_and_makes_nobody_unreachable(self, world: World) -> None:
        hide(world, FIRST)
        before = received(world)
        code = asked(world, f"{FIRST},{SECOND}")
        world.passes(hours=1)
        assert received(world)[world.who(FIRST).mobile or ""] == before[world.who(FIRST).mobile or ""]
        kept = people(world, code)[FIRST]
        assert (kept.status, kept.note) == (Status.NOT_CONTACTED, "is asked silently; not rung")
        assert "not contacted (is asked silently; not rung)" in text(world, "HSSD", f"checkin status {code}")

    def test_whoever_looks_for_them_reads_that_nobody_may_call_them(self, world: World) -> None:
        hide(world, FIRST)
        code = asked(world, FIRST)
        world.passes(minutes=46)
        owner = people(world, code)[FIRST].owner
        assert owner is not None
        assert any("not contacted: MAY HIDE, do not call" in card for card in world.person(owner).told())

    def test_comes_once_they_are_safe(self, world: World) -> None:
        silent = hide(world, FIRST)
        code = asked(world, f"{FIRST},{SECOND}")
        world.phone(FIRST).replies(f"1 {silent}")
        assert sum(code in sms and "1=" in sms for sms in world.phone(FIRST).texts()) == 1
        assert people(world, code)[FIRST].status is Status.SENT


class TestTheNewsThatAnIncidentIsOver:
    def over(self, world: World) -> tuple[str, str]:
        """End an incident of whose people two hide; give its code, and the one in which they hide."""
        fire = declared(world, "L0", "ADD", "CHAIR", "fire")
        ask(world, "CHAIR", f"checkin start {fire} {FIRST},{SECOND}")
        silent = hide(world, FIRST, SECOND)
        ask(world, "CHAIR", f"falsealarm {fire} reason=a lorry")
        assert [self.heard(world, who) for who in (FIRST, SECOND)] == [0, 0]
        return fire, silent

    def heard(self, world: World, who: str, code: str = "") -> int:
        return sum("FALSE ALARM" in sms and code in sms for sms in world.phone(who).texts())

    def test_comes_once_to_who_is_safe_and_not_to_who_is_not(self, world: World) -> None:
        _, silent = self.over(world)
        world.phone(FIRST).replies(f"1 {silent}")
        assert [self.heard(world, who) for who in (FIRST, SECOND)] == [1, 0]
        world.phone(FIRST).replies(f"3 {silent}")
        assert self.heard(world, FIRST) == 1

    def test_is_not_sent_when_it_is_not_true_any_more(self, world: World) -> None:
        fire, silent = self.over(world)
        ask(world, "CHAIR", f"reopen {fire} reason=smoke again")
        ask(world, "HSSD", f"checkin correct {silent} {SECOND} safe reason=seen")
        assert self.heard(world, SECOND) == 0

    @pytest.mark.parametrize("end", ["falsealarm {} reason=a drill", "standdown {} reason=arrested"])
    def test_comes_when_the_incident_in_which_they_hid_is_over(self, world: World, end: str) -> None:
        fire, silent = self.over(world)
        ask(world, "CHAIR", f"checkin close {silent}")
        assert self.heard(world, FIRST) == 0
        ask(world, "CHAIR", end.format(silent))
        assert [self.heard(world, who, fire) for who in (FIRST, SECOND)] == [1, 1]

    def test_comes_though_many_say_so_at_once(self, world: World) -> None:
        _, silent = self.over(world)
        arrive(world, *((who, f"1 {silent}") for who in (FIRST, SECOND)))
        assert world.app.engine.absorb()[0] == 2
        world.settle()
        assert [self.heard(world, who) for who in (FIRST, SECOND)] == [1, 1]


class TestWhenTheWholeTeamHides:
    def team(self, world: World) -> list[str]:
        with world.store.read() as uow:
            seats = [seat for seat in uow.roster.seats() if seat.team is Team.CMT or seat.site == "GVA"]
        return sorted({holder for seat in seats for holder in seat.holders})

    def test_the_room_the_log_and_the_duty_officer_hear_once_that_nobody_is_rung(self, world: World) -> None:
        team = self.team(world)
        assert DUTY not in team
        hide(world, *team)
        before = received(world)
        code = declared(world, "L3", "GVA", "CHAIR")
        numbers = {world.who(one).mobile for one in team}
        assert not [number for number in numbers if number and len(world.texts()[number]) != before[number]]
        assert all(any("You are paged" in card for card in world.person(one).told()) for one in team)
        words = "NOBODY'S TELEPHONE IS RUNG"
        world.passes(minutes=40)
        room = world.person("CHAIR").reads(f"crisis-{code.lower()}")
        assert sum(words in card for card in room) == 1
        assert sum(f"{code}: nobody is rung" in line for line in world.log("org")) == 1
        assert sum(words in card for card in world.person(DUTY).told()) == 1
        assert sum(code in sms for sms in world.phone(DUTY).texts()) == 1

    @pytest.mark.parametrize("known", ["by text", "by hand"])
    def test_whoever_is_known_to_be_safe_is_paged_at_once(self, world: World, known: str) -> None:
        silent = hide(world, *self.team(world))
        code = declared(world, "L3", "GVA", "CHAIR")
        second = world.phone("CHAIR/1")
        if known == "by text":
            second.replies(f"1 {silent}")
        else:
            ask(world, DUTY, f"checkin proxy {silent} {world.who('CHAIR/1').id} safe source=saw them")
        pages = [sms for sms in second.texts() if "7=" in sms]
        assert [code in sms for sms in pages] == [True]
        assert not any("7=" in sms for sms in world.phone("CHAIR").texts())
        second.replies("7")
        assert incident(world, code).acting_chair == world.who("CHAIR/1").id


class TestNoOfficerWhoHidesIsRung:
    def test_by_an_alert_that_waited_when_the_silent_check_in_began_and_the_next_is_rung(self, world: World) -> None:
        code = asked(world)
        world.run(world.app.line(world.event(), FIRST, None, f"/crisis checkin iam help {code}"))
        queued(world, "CHAIR", "declare attack GVA L0 shots")
        queued(world, "CHAIR", f"checkin start {world.code()} {DUTY} --silent")
        world.settle()
        assert not any("H1" in sms for sms in world.phone(DUTY).texts())
        assert any("H1" in sms for sms in world.phone(BACKUP).texts())
        assert any("[I take H1]" in card for card in world.person(DUTY).told()), "a screen makes no noise"

    def test_by_a_text_that_may_mean_danger_which_rings_the_next_and_both_read_it(self, world: World) -> None:
        asked(world)
        hide(world, DUTY)
        before = received(world)
        world.phone(FIRST).replies("not hurt")
        assert len(world.phone(DUTY).texts()) == before[world.who(DUTY).mobile or ""]
        assert len(world.phone(BACKUP).texts()) == before.get(world.who(BACKUP).mobile or "", 0) + 1
        for officer in (DUTY, BACKUP):
            assert any("may be in danger" in card for card in world.person(officer).told())

    def test_but_their_own_text_is_answered(self, world: World) -> None:
        code = asked(world)
        hide(world, DUTY)
        world.phone(FIRST).replies("2")
        world.phone(DUTY).replies(f"H1 {code}")
        assert world.who(FIRST).name in world.phone(DUTY).texts()[-1]
