"""Many answers at once: what leaves no doubt is counted together, everything else gets a look of its own."""

from __future__ import annotations

import random

import pytest

from handlers import bulk, system
from handlers.context import Actor, Context
from handlers.execute import MANY
from playbooks.rules.checkin import Status
from storage.store import Busy, CommitHooks
from storage.uow import UnitOfWork
from tests.handlers.desk import DUTY, ask, entries
from tests.handlers.test_checkin import earthquake, people, staff_of
from tests.world import LIBRARY, World


def arrive(world: World, *texts: tuple[str, str]) -> None:
    """Let texts arrive, stored and not yet carried out."""
    rows = []
    for who, text in texts:
        number = world.who(who).mobile or ""
        rows.append((world.event(), number, text, system.to_json(system.InboundSms(number, text))))
    world.app.console.sms_in(rows, world.app.now())


def asked(world: World, level: str = "L0") -> tuple[str, list[str]]:
    """Start a check-in; give the code and who can answer."""
    code = earthquake(world, level)
    ask(world, "CHAIR", f"checkin start {code}")
    return code, [who for who in staff_of(world, "ADD") if world.who(who).mobile]


def test_clear_answers_are_counted_in_one_transaction_with_one_entry_and_each_is_answered(world: World) -> None:
    code, staff = asked(world)
    arrive(world, (staff[0], "1"), (staff[1], "١"), (staff[2], "3 on leave"), (staff[3], "je suis en sécurité"))
    done, rest = world.app.engine.absorb()
    assert (done, rest) == (4, [])
    world.settle()
    found = people(world, code)
    assert [found[who].status for who in staff[:4]] == [
        Status.SAFE, Status.SAFE, Status.SAFE_ELSEWHERE, Status.SAFE,
    ]  # fmt: skip
    (entry,) = [one for one in entries(world, code) if one.text.startswith("Answered the check-in")]
    assert "3 safe" in entry.text
    assert all(len(world.phone(who).texts()) == 2 for who in staff[:4])


@pytest.mark.parametrize("text", ["2", "1 but trapped", "what?", "7", "STOP", "1 3", "wrong number", "1 K9Z", ""])
def test_whatever_leaves_a_doubt_is_left_to_a_look_of_its_own(world: World, text: str) -> None:
    code, staff = asked(world)
    arrive(world, (staff[0], text))
    done, rest = world.app.engine.absorb()
    assert done == 0
    assert len(rest) == 1
    assert people(world, code)[staff[0]].status is Status.SENT


def test_a_call_for_help_goes_before_the_others_that_need_a_look(world: World) -> None:
    _, staff = asked(world)
    arrive(world, (staff[0], "who is this"), (staff[1], "maybe"), (staff[2], "help"))
    _, rest = world.app.engine.absorb()
    assert [raw.raw["with"]["text"] for raw in rest] == ["help", "who is this", "maybe"]


def test_two_texts_of_one_phone_keep_their_order_and_the_call_for_help_counts(world: World) -> None:
    code, staff = asked(world)
    arrive(world, (staff[0], "2"), (staff[0], "1"), (staff[1], "1"), (staff[1], "2"))
    world.settle()
    assert {people(world, code)[who].status for who in staff[:2]} == {Status.NEED_HELP}


def test_who_needs_help_stays_so_whatever_comes_in_many(world: World) -> None:
    code, staff = asked(world)
    world.phone(staff[0]).replies("2")
    arrive(world, *((who, "1") for who in staff))
    world.settle()
    found = people(world, code)
    assert found[staff[0]].status is Status.NEED_HELP
    assert {found[who].status for who in staff[1:]} == {Status.SAFE}


def test_somebody_who_is_paged_as_well_is_not_counted_in_bulk(world: World) -> None:
    _, staff = asked(world, "L1")
    paged = world.who("ORT-L@ADD").id
    assert paged in staff
    arrive(world, (paged, "1"))
    done, rest = world.app.engine.absorb()
    assert (done, len(rest)) == (0, 1)


def test_a_round_that_was_closed_meanwhile_counts_nobody(world: World) -> None:
    code, staff = asked(world)
    arrive(world, (staff[0], "1"))
    ask_close = f"checkin close {code} reason=over"
    speaker = world.person("CHAIR")
    world.run(world.app.line(world.event(), speaker.person.id, None, f"/crisis {ask_close}"))
    assert world.app.engine.absorb()[0] == 0
    world.settle()
    assert people(world, code)[staff[0]].status is not Status.SAFE


def test_an_event_that_cannot_be_read_holds_up_nobody_and_is_given_up(world: World) -> None:
    code, staff = asked(world)
    with world.store.begin() as uow:
        uow.inbox.keep_raw([("broken", "sms", {"command": "NoSuchThing", "with": {}})], world.app.now())
    arrive(world, (staff[0], "1"))
    world.settle()
    assert people(world, code)[staff[0]].status is Status.SAFE
    with world.store.read() as uow:
        assert uow.inbox.waiting(10) == []
    assert any("broken" in text for text in world.log("org"))


def test_a_text_that_muster_fails_to_carry_out_is_shown_to_the_duty_officer_once(world: World) -> None:
    asked(world)
    broken = {"command": "CheckinStage", "with": {"incident": 1, "campaign": 99, "stage": "call-down"}}
    with world.store.begin() as uow:
        uow.inbox.keep_raw([("a text that fails", "sms", broken)], world.app.now())
    before = len(world.person(DUTY).told())
    for _ in range(3):
        world.settle()
    assert [card for card in world.person(DUTY).told()[before:] if "please read it" in card] != []
    assert len(world.person(DUTY).told()) == before + 1
    with world.store.read() as uow:
        assert [raw.event_id for raw in uow.inbox.waiting(10)] == ["a text that fails"], "it is tried again"


def test_texts_that_fail_hold_up_no_call_for_help_however_many_they_are(world: World) -> None:
    code, staff = asked(world)
    broken = {"command": "CheckinStage", "with": {"incident": 1, "campaign": 99, "stage": "call-down"}}
    with world.store.begin() as uow:
        uow.inbox.keep_raw([(f"fails {number}", "sms", broken) for number in range(MANY)], world.app.now())
    arrive(world, (staff[0], "2"))
    world.settle()
    assert people(world, code)[staff[0]].status is Status.NEED_HELP


def test_timers_that_fail_hold_up_no_reminder_however_many_they_are_and_each_is_shown_once(world: World) -> None:
    code = earthquake(world, "L0")
    broken = {"command": "CheckinStage", "with": {"incident": 1, "campaign": 99, "stage": "call-down"}}
    with world.store.begin() as uow:
        for number in range(60):
            uow.timers.put(f"fails {number}", world.app.now(), broken)
    before = len(world.person(DUTY).told())
    ask(world, "CHAIR", f"checkin start {code}")
    world.passes(minutes=16)
    assert any("First reminder" in text or "first reminder" in text for text in world.log(code))
    shown = [card for card in world.person(DUTY).told()[before:] if "fails to do something" in card]
    assert len(shown) == 60


def test_two_processes_that_sorted_out_the_same_answers_answer_everybody(world: World) -> None:
    _, staff = asked(world)
    arrive(world, (staff[0], "1"), (staff[1], "1"), (staff[2], "1"))
    with world.store.read() as uow:
        ((incident, answers),) = bulk.sort_out(_context(world, uow), uow.inbox.waiting(10)).answers.items()
    for one in (answers[:2], [answers[0], answers[2]]):
        with world.store.begin() as uow:
            bulk.take_answers(_context(world, uow), incident, one)
    world.settle()
    assert [len(world.phone(who).texts()) for who in staff[:3]] == [2, 2, 2]


def test_answers_are_counted_together_though_another_process_was_in_the_way(world: World) -> None:
    ready: list[str] = []
    met: list[str] = []

    def deadlock_once() -> None:
        if ready and not met:
            met.append("the database chose this transaction")
            raise Busy(met[0])

    world.restart(CommitHooks(before=deadlock_once))
    code, staff = asked(world)
    arrive(world, *((who, "1") for who in staff[:4]))
    ready.append("now")
    assert world.app.engine.absorb() == (4, [])
    assert met
    (entry,) = [one for one in entries(world, code) if one.text.startswith("Answered the check-in")]
    assert "4 safe" in entry.text


def _context(world: World, uow: UnitOfWork) -> Context:
    organisation = uow.roster.organisation()
    assert organisation is not None
    return Context(
        uow, world.app.now(), "bulk:the first", organisation, LIBRARY, random.Random("bulk"), ("console",),
        Actor(None, frozenset()),
    )  # fmt: skip
