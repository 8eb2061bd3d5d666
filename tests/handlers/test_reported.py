"""What providers report of texts: late, twice, out of order, by the hundred thousand; and what people see of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers import bulk, system
from handlers.execute import MANY
from handlers.tries import Again
from playbooks.rules.checkin import Status
from playbooks.rules.delivery import REPORTS, DeliveryState
from playbooks.rules.paging import Delivery
from playbooks.rules.vocabulary import PersonId
from storage.queues import Outgoing
from tests.handlers.desk import ask, declared, entries, incident, text
from tests.handlers.test_bulk import arrive, asked
from tests.handlers.test_checkin import people
from tests.world import World

State = DeliveryState
LEADER = "ORT-L@GVA"


def text_to(world: World, who: str) -> Outgoing:
    """Give the newest text to somebody."""
    with world.store.read() as uow:
        queued = [row for one in uow.incidents.recent(9) for row in uow.outbox.of(one.id)]
    return next(row for row in reversed(queued) if row.kind == "SendSms" and row.payload["person"] == world.who(who).id)


def report(world: World, who: str, *states: State, ref: str = "", code: str = "", note: str = "") -> None:
    """Let reports arrive of the newest text to somebody, stored and not yet carried out."""
    row = text_to(world, who)
    said = [
        system.Reported(row.id, "carrier", ref or row.ref or "SM1", state, world.app.now(), code, note)
        for state in states
    ]
    with world.store.begin() as uow:
        uow.inbox.keep_raw([(world.event(), REPORTS, system.to_json(one)) for one in said], world.app.now())


def history(world: World, who: str) -> list[State]:
    with world.store.read() as uow:
        return [one.state for one in uow.deliveries.of([text_to(world, who).id])]


def call_of(world: World, code: str, who: str) -> Delivery:
    with world.store.read() as uow:
        calls = [call for page in uow.pages.of(uow.incidents.by_code(code).id) for call in page.calls]
    return next(call.delivery for call in calls if call.person == world.who(who).id)


def quietly(world: World) -> str:
    """Declare, and send nothing yet."""
    world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L1 smoke"))
    return world.code()


@pytest.mark.parametrize(
    "order",
    [
        (State.ACCEPTED, State.SENT, State.DELIVERED),
        (State.DELIVERED, State.SENT, State.ACCEPTED),
        (State.SENT, State.DELIVERED, State.DELIVERED, State.SENT, State.FAILED),
    ],
)
def test_whatever_the_order_of_the_reports_what_came_stays_delivered(world: World, order: tuple[State, ...]) -> None:
    code = declared(world)
    report(world, LEADER, *order)
    world.settle()
    assert history(world, LEADER)[-1] is State.DELIVERED
    assert call_of(world, code, LEADER) is Delivery.DELIVERED
    assert "SMS delivered 09:00 UTC" in text(world, "CHAIR", f"status {code}")
    assert world.phone(f"{LEADER}/1").texts() == []


def test_a_page_that_the_network_gave_up_rings_the_alternate_at_once_whatever_is_reported_twice(world: World) -> None:
    code = declared(world)
    report(world, LEADER, State.FAILED, State.FAILED, State.SENT, code="30003", note="switched off")
    world.settle()
    world.phone(f"{LEADER}/1").expects("PAGE", code).is_silent()
    assert "SMS failed: carrier: switched off" in text(world, "CHAIR", f"status {code}")
    assert sum("was not delivered: carrier: switched off" in line for line in world.log(code)) == 1


def test_a_try_that_failed_takes_nothing_back_from_the_try_that_came(world: World) -> None:
    code = declared(world)
    report(world, LEADER, State.DELIVERED)
    report(world, LEADER, State.FAILED, ref="SM-first-try")
    world.settle()
    assert call_of(world, code, LEADER) is Delivery.DELIVERED
    assert world.phone(f"{LEADER}/1").texts() == []


def test_what_the_provider_says_it_has_is_not_sent_again(world: World) -> None:
    """The report was faster than the answer, or the answer never came."""
    code = quietly(world)
    report(world, LEADER, State.SENT, ref="SM7")
    world.run(world.app.ticker.tick())
    world.settle()
    assert world.phone(LEADER).texts() == [], "the telephone has it already"
    assert call_of(world, code, LEADER) is Delivery.SENT
    assert text_to(world, LEADER).ref == "SM7"


def test_a_report_about_nothing_of_ours_changes_nothing(world: World) -> None:
    code = declared(world)
    before = len(entries(world, code))
    unknown = system.Reported(9_999, "carrier", "SM1", State.FAILED)
    with world.store.begin() as uow:
        uow.inbox.keep_raw([("report-1", REPORTS, system.to_json(unknown))], world.app.now())
    world.settle()
    assert len(entries(world, code)) == before


class TestOfACheckIn:
    def test_receipts_of_many_are_taken_together_without_a_word_in_the_log(self, world: World) -> None:
        code, staff = asked(world)
        before = len(entries(world, code))
        for who in staff:
            report(world, who, State.SENT, State.DELIVERED)
        done, rest = world.app.engine.absorb()
        assert (done, rest) == (2 * len(staff), [])
        world.settle()
        assert {people(world, code)[who].status for who in staff} == {Status.DELIVERED}
        assert len(entries(world, code)) == before

    def test_who_could_not_be_reached_is_unreachable_with_the_reason(self, world: World) -> None:
        code, staff = asked(world)
        report(world, staff[0], State.FAILED, code="30005", note="nobody has this number")
        world.settle()
        assert people(world, code)[staff[0]].status is Status.UNREACHABLE
        assert "(carrier: nobody has this number)" in text(world, "HSSD", f"checkin status {code}")

    def test_a_late_failure_makes_nobody_unreachable_who_has_answered(self, world: World) -> None:
        code, staff = asked(world)
        world.phone(staff[0]).replies("1")
        with world.store.read() as uow:
            question = uow.deliveries.of_people(incident(world, code).id, [PersonId(staff[0])])[0]
        late = system.Reported(question.effect, "carrier", question.ref, State.FAILED, note="expired")
        with world.store.begin() as uow:
            uow.inbox.keep_raw([("late", REPORTS, system.to_json(late))], world.app.now())
        world.settle()
        assert people(world, code)[staff[0]].status is Status.SAFE

    def test_the_headcount_says_what_became_of_the_text_to_whom_no_word_came(self, world: World) -> None:
        code, staff = asked(world)
        report(world, staff[0], State.DELIVERED)
        world.passes(minutes=46)
        assert people(world, code)[staff[0]].status is Status.NO_REPLY
        report(world, staff[0], State.FAILED, note="switched off")
        world.settle()
        assert people(world, code)[staff[0]].status is Status.UNREACHABLE
        report(world, staff[1], State.DELIVERED)
        world.settle()
        shown = text(world, "HSSD", f"checkin status {code}")
        assert "no reply 09:45 UTC; SMS delivered 09:46 UTC" in shown
        assert "no reply 09:45 UTC; SMS accepted 09:30 UTC" in shown

    def test_what_became_of_the_texts_is_shown_to_nobody_who_may_not_see_names(self, world: World) -> None:
        code, staff = asked(world, "L2")
        report(world, staff[0], State.FAILED, note="switched off")
        world.settle()
        assert world.who(staff[0]).name not in text(world, "FIN", f"checkin status {code}")


def test_no_call_for_help_waits_behind_the_reports_of_a_campaign(world: World) -> None:
    _, staff = asked(world)
    for who in staff[:3]:
        report(world, who, *[State.SENT] * (MANY // 2))
    arrive(world, (staff[0], "help"))
    _, rest = world.app.engine.absorb()
    assert [raw.raw["with"].get("text") for raw in rest] == ["help"]


def test_failures_of_thousands_come_in_parts_so_that_a_text_between_them_is_read(world: World) -> None:
    _, staff = asked(world)
    report(world, staff[0], *[State.FAILED] * (bulk.FAILURES + 10))
    arrive(world, (staff[1], "who is this"))
    _, rest = world.app.engine.absorb()
    assert len(rest) == bulk.FAILURES + 1
    assert [raw.source for raw in rest].index("sms") == 0
    world.settle()
    assert world.app.engine.absorb() == (0, [])


def test_an_outcome_that_nobody_knows_is_kept_until_it_is_known(world: World) -> None:
    quietly(world)
    row = text_to(world, LEADER)
    world.app.engine.put_back([Again(row.id, timedelta(seconds=1), "the line broke", world.app.now())])
    world.app.engine.put_back([Again(row.id, timedelta(seconds=1), "the line broke", world.app.now())])
    assert history(world, LEADER) == [State.DOUBTFUL]
    world.passes(seconds=2)
    assert history(world, LEADER) == [State.DOUBTFUL, State.ACCEPTED]


def test_a_text_that_must_not_leave_is_kept_with_the_reason(world: World) -> None:
    code = declared(world)
    with world.store.begin() as uow:
        uow.lists.block(world.phone("ORT-L@GVA/1").number, "texted STOP", world.app.now())
    ask(world, "CHAIR", f"page {code} ORT-L@GVA")
    world.passes(minutes=6)
    alternate = world.who("ORT-L@GVA/1").id
    with world.store.read() as uow:
        found = uow.deliveries.of_people(uow.incidents.by_code(code).id, [alternate])
    assert [(one.state, one.note) for one in found] == [(State.FAILED, "texted STOP")]
