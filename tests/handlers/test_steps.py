"""Walking through the playbook by the commands: marks, gates, who is told, clocks, what is restricted (R48)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import system
from handlers.cards import plain_text
from handlers.execute import Envelope
from handlers.parse import fill_form
from playbooks.rules.steps import Mark, StepState, Tick
from playbooks.rules.vocabulary import Element, EntryKind
from tests.databases import Databases
from tests.handlers.desk import ANYBODY, DUTY, ask, buttons, declared, form, incident, last, text, they_come
from tests.handlers.sop import PLAYBOOK, STEPS, library, run, step
from tests.world import World


@pytest.fixture
def world(filled: str, databases: Databases) -> Iterator[World]:
    """Give the demonstration with a small playbook for fires."""
    with World(databases.copy(filled), library=library()) as world:
        yield world


@pytest.fixture
def code(world: World) -> str:
    return declared(world, "L3")


def told(world: World, who: str, *words: str) -> list[str]:
    """Give the cards to a person alone that hold these words."""
    return [card for card in world.person(who).told() if all(word in card for word in words)]


def room(code: str, kind: str = "") -> str:
    return f"crisis-{code.lower()}{kind}"


def give(world: World, code: str, command: system.System) -> None:
    """Let Muster give itself a command."""
    world.app.engine.execute(Envelope(world.event(), "timer"), command)
    world.settle()


class TestTheRunBegins:
    def test_with_the_declaration_stamped_and_logged_after_the_page(self, world: World, code: str) -> None:
        log = world.log(code)
        begins = "Playbook 'Small fire' begins: 16 steps, version 0123456789ab, a draft."
        assert log.index(begins) > next(at for at, line in enumerate(log) if line.startswith("Paged by SMS"))
        assert run(world, code).version == "0123456789ab"

    def test_with_a_report_only_what_counts_from_the_report_and_the_rest_when_it_is_verified(
        self, world: World
    ) -> None:
        text(world, ANYBODY, "report smoke type=fire site=GVA")
        code = world.code()
        assert [one.id for one in run(world, code).steps if one.started_at] == ["s1"]
        assert told(world, DUTY, f"{code} s1 is yours, due 09:15 UTC")
        world.passes(minutes=10)
        text(world, DUTY, f"verify {code} L3")
        assert step(world, code, "s2").due_at == incident(world, code).declared_at + timedelta(minutes=20)  # type: ignore[operator]  # declared
        assert step(world, code, "s1").due_at == incident(world, code).reported_at + timedelta(minutes=15)

    def test_each_holder_is_told_once_of_all_that_is_theirs_the_soonest_first(self, world: World, code: str) -> None:
        [card] = told(world, "FAC", "steps are yours")
        assert card.index("s6 | 10:10 UTC") < card.index("s7 | 10:30 UTC")
        [card] = told(world, "CHAIR", "steps are yours")
        assert "s15" in card, "a role that nobody holds is the chair's"
        assert told(world, "P030", "s14 is yours"), "the warden of a zone"

    def test_a_watch_has_no_team_and_no_steps_of_the_team_until_it_is_raised(self, world: World) -> None:
        code = declared(world, "L0")
        assert [one.id for one in run(world, code).steps if one.started_at] == ["s1"]
        world.passes(hours=20)
        text(world, "CHAIR", f"raise {code} L2 it burns")
        due = step(world, code, "s2").due_at
        assert due is not None
        assert due - world.app.now() == timedelta(minutes=20)

    def test_editing_the_playbook_changes_no_running_incident(self, world: World, code: str) -> None:
        world._app.clear()
        world.restart()
        assert "Small fire" in text(world, "CHAIR", f"sop show {code}")


class TestDone:
    def test_a_plain_step_is_ticked_logged_shown_and_offers_what_is_next(self, world: World, code: str) -> None:
        card = ask(world, "CHAIR", f"sop done {code} s14 all counted")
        assert card.title == f"{code} s14 is done"
        assert "Not done" not in text(world, "CHAIR", buttons(card)["What is next?"])
        entry = last(world, code)
        assert (entry.kind, entry.text, entry.element) == (EntryKind.STEP, "s14 done: all counted", Element.SS)
        assert (entry.body or {})["step"] == "s14"
        assert any("s14 done, by" in said for said in world.person("HSSD").reads(room(code)))

    def test_a_decision_asks_for_its_reason_with_a_form_that_keeps_what_was_typed(
        self, world: World, code: str
    ) -> None:
        card = ask(world, "CHAIR", f"sop done {code} s4 We stay open")
        assert step(world, code, "s4").open
        blanks = {field.name: field.value for field in form(card).fields}
        assert blanks == {"text": "We stay open", "because": ""}
        line = fill_form(form(card), {"text": "We stay open", "because": 'they said "safe"'})
        assert "is done" in text(world, "CHAIR", line)
        entry = last(world, code)
        assert (entry.kind, entry.element) == (EntryKind.DECISION, Element.CM)
        assert (entry.body or {})["because"] == 'they said "safe"'
        assert "We stay open" in world.person("CHAIR").board(room(code))

    def test_a_message_needs_its_text_and_who_cleared_it(self, world: World, code: str) -> None:
        for line in ("s8", "s8 We know", "s8 cleared=the chair"):
            assert "needs more" in text(world, "CCD", f"sop done {code} {line}")
        assert "is done" in text(world, "CCD", f"sop done {code} s8 We know cleared=the chair")
        assert (last(world, code).body or {})["cleared"] == "the chair"

    def test_a_contact_outside_is_logged_as_one(self, world: World, code: str) -> None:
        assert "needs more" in text(world, "HSSD", f"sop done {code} s2")
        text(world, "HSSD", f"sop done {code} s2 UNDSS duty desk at 10:05")
        assert last(world, code).kind == EntryKind.LIAISON

    def test_evidence_may_come_first(self, world: World, code: str) -> None:
        text(world, DUTY, f"sop note {code} s1 looking into it")
        assert "needs more" in text(world, DUTY, f"sop done {code} s1")
        text(world, DUTY, f"sop evidence {code} s1 photo 12, with the duty desk")
        assert "is done" in text(world, DUTY, f"sop done {code} s1")
        shown = text(world, DUTY, f"sop show {code} s1")
        assert "photo 12, with the duty desk" in shown
        assert "looking into it" in shown

    def test_an_earlier_time_is_when_it_happened_and_decides_what_is_late(self, world: World, code: str) -> None:
        world.passes(minutes=50)
        assert "is done" in text(world, "CHAIR", f"sop done {code} s14 counted at=10:35")
        assert not step(world, code, "s14").late
        assert "10 min after its target" in text(world, "HSSD", f"sop done {code} s2 the DO at=09:30Z")
        assert step(world, code, "s2").late
        assert (last(world, code).body or {})["late"] is True

    def test_a_gate_refuses_in_words_and_lets_through_when_it_is_passed(self, world: World, code: str) -> None:
        refused = text(world, "FAC", f"sop done {code} s7")
        assert "s7 waits for the gate s6, which is open: Do the work of s6." in refused
        assert f"Type instead: /crisis sop done {code} s6" in refused
        text(world, "FAC", f"sop done {code} s6 checked by engineer")
        assert told(world, "FAC", f"{code} s7 is yours", "the gate before it is passed")
        assert "is done" in text(world, "FAC", f"sop done {code} s7")

    def test_what_is_done_stays_done(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"sop done {code} s14 once")
        before = len(world.log(code))
        again = text(world, "CHAIR", f"sop done {code} s14 twice")
        assert "s14 is done already" in again
        assert f"sop reopen {code} s14" in again
        assert len(world.log(code)) == before

    def test_the_same_line_delivered_twice_acts_once(self, world: World, code: str) -> None:
        chair = world.person("CHAIR")
        for _ in range(2):
            assert "s14 is done" in chair.types(f"/crisis sop done {code} s14 counted", event="the-same")
        assert sum("s14 done" in line for line in world.log(code)) == 1

    def test_an_unknown_step_is_refused_with_what_is_near(self, world: World, code: str) -> None:
        card = ask(world, "CHAIR", f"sop done {code} s41 some words")
        assert "has no step 's41'. Near it: s4" in plain_text(card)
        assert buttons(card) == {"I meant 's4'": f"sop done {code} s4"}

    def test_who_has_no_part_in_it_may_not(self, world: World, code: str) -> None:
        refused = text(world, "P100", f"sop done {code} s14 counted by me")
        assert "CM policy 7.7" in refused
        assert world.log("org")[-1] == f"Refused: sop done {code} s14"


class TestSkippingAndSettingAside:
    def test_a_skip_needs_a_reason_and_asks_for_it(self, world: World, code: str) -> None:
        card = ask(world, "CHAIR", f"sop skip {code} s14")
        assert "is skipped" in text(world, "CHAIR", fill_form(form(card), {"reason": "nobody was in"}))
        assert step(world, code, "s14").reason == "nobody was in"
        assert "nobody was in" in text(world, "CHAIR", f"sop show {code} s14")

    def test_behind_a_skipped_gate_everything_stays_refused(self, world: World, code: str) -> None:
        assert "stays refused" in text(world, "FAC", f"sop skip {code} s6 reason=no engineer")
        assert "which is skipped" in text(world, "FAC", f"sop done {code} s7")

    def test_anybody_of_the_team_sets_a_step_aside_but_a_gate_only_who_answers_for_it(
        self, world: World, code: str
    ) -> None:
        assert "does not apply" in text(world, "FAC", f"sop na {code} s14")
        assert "CM policy 7.8" in text(world, "FAC", f"sop na {code} s6 reason=no building")
        assert "needs a reason" in text(world, "CHAIR", f"sop na {code} s6")
        assert "does not apply" in text(world, "CHAIR", f"sop na {code} s6 reason=no building")
        assert "is done" in text(world, "FAC", f"sop done {code} s7")

    def test_opening_again_takes_the_right_and_a_reason_and_tells_the_holder(self, world: World, code: str) -> None:
        text(world, "CCD", f"sop done {code} s8 We know cleared=chair")
        assert "CM policy 7.8" in text(world, "CCD", f"sop reopen {code} s8 reason=wrong text")
        assert "needs a reason" in text(world, "CHAIR", f"sop reopen {code} s8")
        text(world, "CHAIR", f"sop reopen {code} s8 reason=wrong text")
        assert step(world, code, "s8").open
        assert told(world, "CCD", "It was opened again")
        world.passes(minutes=45)
        assert told(world, "CCD", "s8 is overdue")


class TestWhoHoldsIt:
    def test_whoever_is_given_a_step_is_told_and_holds_it_alone(self, world: World, code: str) -> None:
        name = world.who("HR").name
        assert f"s14 is {name}'s now" in text(world, "CHAIR", f"sop assign {code} s14 {world.who('HR').id}")
        assert told(world, "HR", f"{code} s14 is yours", "gave it to you")
        world.passes(minutes=40)
        assert told(world, "HR", "s14 is overdue")
        assert not told(world, "P030", "s14 is overdue")

    def test_one_press_takes_a_step(self, world: World, code: str) -> None:
        [card] = told(world, "P030", "s14 is yours")
        assert f"[Assign to me] /crisis sop assign {code} s14 me" in card
        text(world, "CHAIR", f"sop assign {code} s14 me")
        assert step(world, code, "s14").assigned_to == world.who("CHAIR").id

    def test_nobody_is_given_what_they_could_not_tick(self, world: World, code: str) -> None:
        refused = text(world, "CHAIR", f"sop assign {code} s14 P100")
        assert f"augment {code} P100" in refused
        assert "Not done" in text(world, "CHAIR", f"sop assign {code} s14 Nobody Atall")
        text(world, "CHAIR", f"sop done {code} s14")
        assert "s14 is done" in text(world, "CHAIR", f"sop assign {code} s14 me")

    def test_a_warden_ticks_what_is_the_wardens(self, world: World, code: str) -> None:
        assert "s14 is done" in text(world, "P062", f"sop done {code} s14 counted")

    def test_an_alternate_who_covers_the_seat_hears_of_its_steps(self, world: World, code: str) -> None:
        world.passes(minutes=5)
        world.phone("FAC/1").replies("7")
        [card] = told(world, "FAC/1", "with the seat")
        assert "s6" in card
        world.passes(minutes=65)
        assert told(world, "FAC/1", "s6 is overdue")
        assert not told(world, "FAC", "s6 is overdue")

    def test_whoever_leads_by_succession_hears_of_the_chairs_steps_once(self, world: World, code: str) -> None:
        world.passes(minutes=5)
        world.phone("CHAIR/1").replies("7")
        [card] = told(world, "CHAIR/1", "with the seat")
        assert "s4" in card


class TestClocks:
    def test_a_step_that_is_overdue_is_told_to_its_holder_and_to_the_room_once(self, world: World, code: str) -> None:
        they_come(world)
        world.passes(minutes=19)
        assert not told(world, "HSSD", "s2 is overdue")
        world.passes(hours=5)
        assert len(told(world, "HSSD", "s2 is overdue")) == 1
        assert sum("s2 is overdue" in said for said in world.person("CHAIR").reads(room(code))) == 1
        assert sum(line.startswith("s2 is overdue") for line in world.log(code)) == 1

    def test_nothing_is_overdue_in_the_first_minutes(self, world: World) -> None:
        text(world, "CHAIR", "declare fire GVA L3 smoke reported=09:00")
        world.passes(minutes=4)
        assert not told(world, DUTY, "overdue")
        world.passes(minutes=1)
        assert told(world, DUTY, "s1 is overdue")

    def test_a_late_or_repeated_timer_changes_nothing(self, world: World, code: str) -> None:
        text(world, "HSSD", f"sop done {code} s2 the DO")
        give(world, code, system.StepDue(incident(world, code).id, "s2", 1))
        world.passes(minutes=45)
        alarms = len(told(world, "CCD", "s8 is overdue"))
        give(world, code, system.StepDue(incident(world, code).id, "s8", 1))
        give(world, code, system.StepDue(incident(world, code).id, "s88", 3))
        assert not told(world, "HSSD", "s2 is overdue")
        assert len(told(world, "CCD", "s8 is overdue")) == alarms == 1

    def test_a_named_step_starts_a_clock_and_its_holder_is_told_then(self, world: World, code: str) -> None:
        assert not told(world, "HR", "s9")
        world.passes(minutes=10)
        text(world, "HSSD", f"sop done {code} s2 the DO")
        assert told(world, "HR", f"{code} s9 is yours, due 09:40 UTC")
        world.passes(minutes=30)
        assert told(world, "HR", "s9 is overdue")

    def test_a_step_comes_round_again(self, world: World, code: str) -> None:
        they_come(world)
        world.passes(hours=11)
        text(world, "HSSD", f"sop done {code} s10")
        assert told(world, "HSSD", "s10 (round 2) is yours", "it comes round again")
        assert step(world, code, "s10").occurrence == 2
        world.passes(hours=12)
        assert told(world, "HSSD", "s10 (round 2) is overdue")
        assert not told(world, "HSSD", "s10 is overdue")

    @pytest.mark.parametrize("end", ["falsealarm {} reason=toast", "standdown {} reason=out"])
    def test_when_it_is_over_nobody_is_told_and_when_it_is_opened_again_it_goes_on(
        self, world: World, code: str, end: str
    ) -> None:
        text(world, "CHAIR", end.format(code))
        world.passes(hours=1)
        assert not told(world, "HSSD", "overdue")
        text(world, "CHAIR", f"reopen {code} reason=it burns")
        world.passes(minutes=4)
        assert not told(world, "HSSD", "overdue")
        world.passes(minutes=1)
        assert told(world, "HSSD", "s2 is overdue")
        assert run(world, code).version == "0123456789ab"

    def test_the_steps_after_the_end_can_still_be_ticked(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"standdown {code} reason=out")
        assert "s13 is done" in text(world, "CHAIR", f"sop done {code} s13 reviewed")


class TestTicks:
    def test_the_page_the_room_and_quorum_tick_their_steps(self, world: World, code: str) -> None:
        for id_, why in (("s3", "the page went out"), ("s12", "the room is open")):
            assert step(world, code, id_).finished_by == "muster"
            assert f"{id_} ticked by Muster: {why} 09:00 UTC." in world.log(code)
        assert step(world, code, "s11").open
        for seat in ("CHAIR", "HSSD", "ORMS", "CCD", "HR", "FAC", "ITBC"):
            world.phone(seat).replies("7")
        assert "s11 ticked by Muster: quorum is reached 09:00 UTC." in world.log(code)
        assert sum(line.startswith("s3 ticked") for line in world.log(code)) == 1

    def test_the_duty_officers_page_is_not_the_teams(self, world: World) -> None:
        text(world, ANYBODY, "report smoke type=fire site=GVA")
        world.phone(DUTY).expects(world.code())
        assert step(world, world.code(), "s3").open

    def test_a_check_in_ticks_and_the_next_round_begins(self, world: World, code: str) -> None:
        for round_ in (1, 2):
            give(world, code, system.TickStep(incident(world, code).id, Tick.CHECK_IN))
            assert step(world, code, "s10").occurrence == round_ + 1
        assert sum("the check-in went out" in line for line in world.log(code)) == 2


def test_a_page_decides_nothing_and_the_step_that_asks_for_a_decision_stays_open(
    filled: str, databases: Databases
) -> None:
    both = replace(STEPS[3], id="s17", marks=frozenset({Mark.DECISION, Mark.PAGE}), ticks=Tick.PAGE)
    playbook = replace(PLAYBOOK, steps=(*STEPS, both))
    with World(databases.copy(filled), library=library(playbook)) as world:
        code = declared(world, "L3")
        assert step(world, code, "s3").state is StepState.DONE
        assert step(world, code, "s17").state is StepState.OPEN
        world.passes(minutes=20)
        noted = [line for line in world.log(code) if line.startswith("s17: the page went out 09:00 UTC")]
        assert len(noted) == 1, "however many pages go out"
        shown = text(world, "CHAIR", f"sop show {code} s17")
        assert "Muster" in shown
        assert "its decision is not on record yet" in shown
        assert "is done" in text(world, "CHAIR", f"sop done {code} s17 we declare L3 because=people are inside")
        assert step(world, code, "s17").state is StepState.DONE
