"""The gateway: what may leave, where to, and what is said about what may not."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from handlers import effects as fx
from handlers import system
from handlers.cards import Card
from handlers.context import Actor, Context
from handlers.delivery import Claimed, Routes
from handlers.effects import Priority
from handlers.execute import Envelope
from playbooks.rules.paging import Delivery
from playbooks.rules.people import PersonKind
from playbooks.rules.rooms import RoomKind
from playbooks.rules.vocabulary import PersonId, RoomId, Sensitivity
from tests.databases import Databases
from tests.handlers.desk import DUTY, declared, entries, holders, incident, leaves, outgoing, paged, text
from tests.handlers.fakes import Chat, Sms
from tests.world import LIBRARY, START, World

ALL = tuple(Priority)


def queue(world: World, effect: fx.Effect, key: str = "by-hand") -> None:
    """Queue an effect as a handler does."""
    with world.store.begin() as uow:
        organisation = uow.roster.organisation()
        assert organisation is not None
        ctx = Context(
            uow, world.app.now(), key, organisation, LIBRARY, random.Random(key), ("console",),
            Actor(None, frozenset()),
        )  # fmt: skip
        if isinstance(effect, fx.RoomEffect):
            ctx.incident = uow.incidents.get(uow.rooms.get(effect.room).incident)
        ctx.send(effect)


def room(world: World, code: str, kind: RoomKind = RoomKind.MAIN) -> RoomId:
    with world.store.read() as uow:
        return next(one.id for one in uow.rooms.of(uow.incidents.by_code(code).id) if one.kind is kind)


def quietly(world: World, line: str) -> str:
    """Type a line as the chair and send nothing yet; give the newest incident's code."""
    world.run(world.app.line(world.event(), world.who("CHAIR").id, None, f"/crisis {line}"))
    return world.code()


class TestTheDemonstration:
    def test_no_text_leaves_by_a_carrier_whatever_is_configured(self, filled: str, databases: Databases) -> None:
        url = databases.copy(filled)
        carrier, chat = Sms(), Chat()
        with World(
            url,
            sms={"carrier": carrier}, chat={"elsewhere": chat}, routes=Routes(sms="carrier", tell="elsewhere"),
        ) as world:  # fmt: skip
            world.run(world.app.line(world.event(), "P002", None, "/crisis declare fire GVA L3 smoke"))
            world.settle()
            world.phone("HSSD").expects("PAGE").replies("7")
            world.phone("+41791112233").replies("hello")
            world.passes(minutes=20)
            assert carrier.sent == []
            assert chat.calls == []
            assert world.person("HSSD").told()

    def test_a_room_on_another_platform_is_refused_logged_and_told(self, filled: str, databases: Databases) -> None:
        url = databases.copy(filled)
        chat = Chat()
        with World(url, chat={"elsewhere": chat}, platforms=("console", "elsewhere")) as world:
            code = declared(world)
            assert chat.calls == []
            assert f"crisis-{code.lower()}" in world.person("CHAIR").rooms()
            why = "this is a demonstration; nothing leaves for elsewhere"
            assert any(why in line for line in world.log(code))
            assert any("has no main room on elsewhere" in card for card in world.person("CHAIR").told())

    def test_a_real_organisation_goes_by_the_routes_that_are_configured(
        self, filled: str, databases: Databases
    ) -> None:
        url = databases.copy(filled)
        carrier = Sms()
        with World(url) as world, world.store.begin() as uow:
            organisation = uow.roster.organisation()
            assert organisation is not None
            uow.roster.set_organisation(organisation.__class__(**{**vars(organisation), "demonstration": False}))
        with World(url, sms={"carrier": carrier}, routes=Routes(sms="carrier")) as world:
            declared(world)
            assert {number for number, _ in carrier.sent} == {
                world.phone(seat).number for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")
            }
            assert not paged(world)


class TestSecrets:
    def test_a_strictly_confidential_card_for_a_main_room_is_refused_and_logged(self, world: World) -> None:
        code = declared(world)
        card = Card("Next of kin of Mr Smith")
        queue(world, fx.PostCard(room(world, code), card, Sensitivity.STRICTLY_CONFIDENTIAL))
        world.settle()
        assert not any("Smith" in message for message in world.person("CHAIR").reads(f"crisis-{code.lower()}"))
        assert any("it is strictly confidential, and the room is not restricted" in line for line in world.log(code))

    def test_the_same_card_reaches_the_restricted_room(self, world: World) -> None:
        code = declared(world)
        secret = fx.PostCard(
            room(world, code, RoomKind.RESTRICTED), Card("Next of kin of Mr Smith"), Sensitivity.STRICTLY_CONFIDENTIAL
        )
        queue(world, secret)
        world.settle()
        assert "Next of kin of Mr Smith" in world.person("CHAIR").reads(f"crisis-{code.lower()}-restricted")

    def test_the_restricted_rooms_topic_says_nothing_of_what_happened(self, world: World) -> None:
        code = declared(world)
        topics = {one.name: one.topic for one in world.app.console.rooms_of(world.who("CHAIR").id)}
        assert "smoke" not in topics[f"crisis-{code.lower()}-restricted"]
        assert "smoke" in topics[f"crisis-{code.lower()}"]


class TestWhoWasNotReached:
    @pytest.mark.parametrize("by", ["chat", "SMS"])
    def test_the_main_room_hears_how_many_and_the_restricted_room_who(self, world: World, by: str) -> None:
        code, lost = declared(world), world.who("P047")
        about, card = incident(world, code).id, Card("are you safe?")
        sms = fx.SendSms(lost.mobile or "", "noted SAFE", fx.Purpose.REPLY, lost.id, about)
        queue(world, fx.Tell(lost.id, card, about) if by == "chat" else sms)
        leaves(world, lost.id)
        world.settle()
        main, restricted = (
            [said for said in world.person("CHAIR").reads(room) if "not delivered" in said]
            for room in (f"crisis-{code.lower()}", f"crisis-{code.lower()}-restricted")
        )
        assert len(main) == len(restricted) == 1
        assert main[0].startswith(f"{code}: not delivered\nOne ")
        assert lost.name in restricted[0]
        # Nobody who reads the log, the board or the room learns the name or the number.
        open_to_all = [one.text for one in entries(world, code) if one.sensitivity != "strictly confidential"]
        for said in (*main, *open_to_all, text(world, "CHAIR", f"status {code}")):
            assert lost.name not in said
            assert (lost.mobile or "") not in said

    def test_a_restricted_card_that_is_not_posted_shows_its_title_to_nobody(self, world: World) -> None:
        code = declared(world)
        queue(world, fx.PostCard(room(world, code), Card("Chiara asks for help"), Sensitivity.STRICTLY_CONFIDENTIAL))
        world.settle()
        told = [one for one in entries(world, code) if "was not delivered" in one.text]
        assert [one.sensitivity for one in told if "Chiara" in one.text] == ["strictly confidential"]
        assert len(told) == 2


class TestWhoHasLeft:
    def test_what_waited_for_somebody_who_left_meanwhile_is_not_sent(self, world: World) -> None:
        code = quietly(world, "declare fire GVA L1 smoke")
        number = world.phone("ORT-L@GVA").number
        leaves(world, "ORT-L@GVA")
        world.settle()
        assert world.phone(number).texts() == []
        assert world.app.console.direct("P034") == []
        assert any("the person has left the organisation" in line for line in world.log(code))
        world.phone("ORT-L@GVA/1").expects("PAGE")

    def test_the_notice_of_the_end_does_not_go_to_somebody_who_left(self, world: World) -> None:
        code = declared(world)
        number = world.phone("ORT-L@GVA").number
        leaves(world, "ORT-L@GVA")
        text(world, "CHAIR", f"falsealarm {code}")
        assert len(world.phone(number).texts()) == 1

    def test_nobody_of_kind_external_is_ever_paged(self, world: World) -> None:
        declared(world, "L3")
        assert all(world.who(person).kind is not PersonKind.EXTERNAL for person in paged(world))


class TestStalePages:
    def test_a_page_that_could_not_leave_for_an_hour_is_not_sent_and_the_next_is_paged(self, world: World) -> None:
        code = quietly(world, "declare fire GVA L1 smoke")
        world.clock.set(START + timedelta(minutes=61))
        claimed = world.app.engine.claim(Routes(), (Priority.PAGE,), 16)
        assert claimed.jobs == []
        assert {why for _, why in claimed.refused} == {"it could not be sent in time, and is stale now"}
        # Killed here, nobody has heard of it yet.
        world.restart()
        world.passes(minutes=2)
        assert world.phone("ORT-L@GVA").texts() == []
        world.phone("ORT-L@GVA/1").expects("PAGE")
        assert any("stale now" in line for line in world.log(code))

    @pytest.mark.parametrize(("lane", "seconds"), [(Priority.PAGE, 25), (Priority.ACT, 60)])
    def test_a_claim_that_is_not_reported_on_is_tried_again_after_its_lease(
        self, world: World, lane: Priority, seconds: int
    ) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        first = world.app.engine.claim(Routes(), (lane,), 99)
        assert first.jobs
        world.clock.set(START + timedelta(seconds=seconds - 1))
        assert world.app.engine.claim(Routes(), (lane,), 99) == Claimed([], [])
        world.clock.set(START + timedelta(seconds=seconds))
        second = world.app.engine.claim(Routes(), (lane,), 99)
        assert [job.id for job in second.jobs] == [job.id for job in first.jobs]
        assert {job.tries for job in second.jobs} == {2}

    def test_a_receipt_that_comes_twice_counts_once(self, world: World) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        (job, *_) = world.app.engine.claim(Routes(), (Priority.PAGE,), 16).jobs
        for ref in ("SM1", "SM2"):
            world.app.engine.receive([system.Delivered(job.id, ref)])
        assert outgoing(world, job.id).ref == "SM1"


class TestTwoAttempts:
    def test_one_that_fails_late_takes_nothing_back_from_the_one_that_succeeded(self, world: World) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        (job, *_) = world.app.engine.claim(Routes(), (Priority.PAGE,), 16).jobs
        assert isinstance(job.effect, fx.SendSms)
        world.app.engine.receive([system.Delivered(job.id, "SM1")])
        world.app.engine.not_delivered(system.NotDelivered(job.id, "the other provider is down"))
        world.settle()
        assert reached(world, job.effect) is Delivery.SENT
        assert world.phone("ORT-L@GVA/1").texts() == []

    def test_the_providers_later_report_that_a_text_did_not_arrive_counts(self, world: World) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        jobs = world.app.engine.claim(Routes(), (Priority.PAGE,), 16).jobs
        leader = world.who("ORT-L@GVA").id
        page = next(job for job in jobs if isinstance(job.effect, fx.SendSms) and job.effect.person == leader)
        world.app.engine.receive([system.Delivered(page.id, "SM1")])
        late = system.NotDelivered(page.id, "the phone is off", reported=True)
        world.app.engine.execute(Envelope("carrier-1", "sms"), late)
        world.settle()
        world.phone("ORT-L@GVA/1").expects("PAGE")

    def test_a_batch_of_receipts_that_begins_with_a_known_one_loses_nothing_of_the_others(self, world: World) -> None:
        quietly(world, "declare fire GVA L1 smoke")
        first, second = world.app.engine.claim(Routes(), (Priority.CARD,), 16).jobs
        opened = [system.Delivered(job.id, str(job.id)) for job in (first, second)]
        world.app.engine.receive(opened[:1])
        world.app.engine.receive(opened)
        rooms = {job.effect.room for job in (first, second) if isinstance(job.effect, fx.OpenRoom)}
        let_in = world.app.engine.claim(Routes(), (Priority.CARD,), 16).jobs
        assert {job.effect.room for job in let_in if isinstance(job.effect, fx.RoomEffect)} == rooms


def test_a_card_about_somebody_who_needs_help_waits_behind_no_answers_and_no_question_to_everybody(
    world: World,
) -> None:
    for number in range(40):
        queue(world, fx.SendSms(f"+4179999{number:04}", "noted SAFE", fx.Purpose.REPLY), f"answer {number}")
    queue(world, fx.Tell(PersonId(DUTY), Card("Are you safe?", must_act=True), mass=True), "to everybody")
    queue(world, fx.Tell(PersonId(DUTY), Card("H1: Anna asks for help", must_act=True)), "help")
    (first,) = world.app.engine.claim(Routes(), ALL, 1).jobs
    assert first.card == Card("H1: Anna asks for help", must_act=True)


def reached(world: World, text: fx.SendSms) -> Delivery:
    """Say how far the page to somebody came."""
    assert text.incident is not None
    with world.store.read() as uow:
        calls = [call for page in uow.pages.of(text.incident) for call in page.calls if call.person == text.person]
    return calls[-1].delivery


def test_effects_of_one_room_are_claimed_one_at_a_time_and_pages_before_them_all(world: World) -> None:
    quietly(world, "declare fire GVA L1 smoke")
    claimed = world.app.engine.claim(Routes(), ALL, 100)
    kinds = [fx.kind_of(job.effect) for job in claimed.jobs]
    assert kinds[:3] == ["SendSms"] * 3
    assert kinds.count("OpenRoom") == 2
    assert not {"Invite", "PinLive", "PostCard", "EditLive"} & set(kinds)
    assert {job.effect.person for job in claimed.jobs if isinstance(job.effect, fx.SendSms)} == holders(
        world, "ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"
    )


@pytest.mark.parametrize("count", [3])
def test_edits_of_one_live_card_that_still_wait_become_one(world: World, count: int) -> None:
    code = declared(world)
    for number in range(count):
        world.run(world.app.line(world.event(), world.who("CHAIR").id, None, f"/crisis fact number {number}"))
    edits = []
    while claimed := world.app.engine.claim(Routes(), (Priority.CARD,), 100).jobs:
        edits += [job for job in claimed if isinstance(job.effect, fx.EditLive)]
        for job in claimed:
            world.app.engine.receive([system.Delivered(job.id, "1")])
    assert len([job for job in edits if job.effect == fx.EditLive(room(world, code))]) == 1
    assert edits[0].card is not None
