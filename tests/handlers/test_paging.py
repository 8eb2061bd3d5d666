"""Paging: the ladder, answers in chat and by SMS, quorum, who leads, and what each person is shown (R46)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.cards import plain_text
from playbooks.rules.paging import PageState
from playbooks.rules.vocabulary import PersonId
from tests.handlers.desk import ANYBODY, DUTY, ask, buttons, declared, entries, incident, leaves, paged, text
from tests.world import World

ORT = ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")


def seat_row(world: World, code: str, title: str) -> str:
    """Give a seat's line on the situation card."""
    return next(line for line in text(world, "CHAIR", f"status {code}").splitlines() if line.startswith(title))


def states(world: World, code: str) -> dict[str, PageState]:
    with world.store.read() as uow:
        return {page.seat: page.state for page in uow.pages.of(uow.incidents.by_code(code).id)}


class TestTheLadder:
    def test_no_answer_in_time_pages_the_next_alternate_and_the_board_says_so(self, world: World) -> None:
        code = declared(world)
        world.passes(minutes=4, seconds=59)
        world.phone("ORT-L@GVA/1").is_silent()
        world.passes(seconds=1)
        world.phone("ORT-L@GVA/1").expects("PAGE", code)
        row = seat_row(world, code, "ORT Leader, Geneva")
        assert "Grace Mutasa (alternate 1) | SMS sent 09:05 UTC | waiting" in row

    def test_a_nine_pages_the_next_alternate_at_once(self, world: World) -> None:
        declared(world)
        world.phone("ORT-L@GVA").replies("9")
        world.phone("ORT-L@GVA/1").expects("PAGE")
        world.phone("ORT-L@GVA/2").is_silent()

    def test_an_exhausted_ladder_tells_chair_and_declarer_in_person_and_starts_again(self, world: World) -> None:
        code = declared(world, by="HSSD")
        for rung in ("ORT-L@GVA", "ORT-L@GVA/1", "ORT-L@GVA/2"):
            world.phone(rung).replies("9")
        for who in ("CHAIR", "HSSD"):
            told = world.person(who).told()[-1]
            assert "ORT Leader, Geneva is uncovered" in told
            assert "Ringing again in 10 min" in told
        assert states(world, code)["ORT-L@GVA"] == PageState.EXHAUSTED
        count = len(world.phone("ORT-L@GVA").texts())
        world.passes(minutes=10)
        assert len(world.phone("ORT-L@GVA").texts()) == count + 1
        assert "RAPPEL" in world.phone("ORT-L@GVA").texts()[-1]

    def test_the_button_beside_an_uncovered_seat_rings_it_at_once(self, world: World) -> None:
        code = declared(world)
        for rung in ("ORT-L@GVA", "ORT-L@GVA/1", "ORT-L@GVA/2"):
            world.phone(rung).replies("9")
        count = len(world.phone("ORT-L@GVA").texts())
        assert "paging ORT-L@GVA" in text(world, "CHAIR", f"page {code} ORT-L@GVA")
        assert len(world.phone("ORT-L@GVA").texts()) == count + 1

    def test_somebody_who_has_left_is_passed_over_with_a_line_in_the_log(self, world: World) -> None:
        leaves(world, "P034")
        code = declared(world)
        assert "P034" not in paged(world)
        world.phone("P035").expects("PAGE")
        assert any("was not texted: has left the organisation" in line for line in world.log(code))

    def test_one_answer_stops_nobody_elses_page(self, world: World) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies("7")
        world.passes(minutes=5)
        world.phone("ORT-L@GVA/1").is_silent()
        world.phone("ORT-D@GVA/1").expects("PAVISO" if world.who("ORT-D@GVA/1").language == "es" else code)
        world.phone("ORT-F@GVA/1").expects(code)


class TestAnswers:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("answer joining", "joining"),
            ("answer late 7", "late by 7 min"),
            ("answer late 5000", "late by 720 min"),
            ("answer late", "late"),
            ("answer late 0", "late"),
            ("answer cannot", "not able to come"),
        ],
    )
    def test_an_answer_in_chat_is_confirmed_and_logged(self, world: World, typed: str, said: str) -> None:
        code = declared(world)
        assert f"{code}: noted, you are {said}\n" in text(world, "ORT-D@GVA", typed) + "\n"
        assert f"is {said} (by chat) for ORT-D@GVA." in " ".join(world.log(code))

    def test_the_latest_answer_counts_whatever_the_way(self, world: World) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies("7")
        assert incident(world, code).acting_chair == "P034"
        text(world, "ORT-L@GVA", "answer cannot")
        assert incident(world, code).acting_chair is None
        world.phone("ORT-L@GVA/1").expects("PAGE")
        world.phone("ORT-L@GVA").replies("8 20")
        assert "✓ late 20 min" in seat_row(world, code, "ORT Leader, Geneva")

    def test_leaving_pages_the_next(self, world: World) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies("7")
        assert "you are leaving" in text(world, "ORT-L@GVA", f"answer leaving {code}")
        world.phone("ORT-L@GVA/1").expects("PAGE")

    def test_the_buttons_of_the_page_are_lines_that_work(self, world: World) -> None:
        code = declared(world)
        told = world.person("ORT-D@GVA").told()[-1]
        for line in (f"answer joining {code}", f"answer late 15 {code}", f"answer cannot {code}"):
            assert f"/crisis {line}" in told
            assert "noted, you are" in text(world, "ORT-D@GVA", line)

    def test_somebody_who_is_not_paged_is_told_how_to_join(self, world: World) -> None:
        code = declared(world)
        answer = text(world, "FIN", f"answer joining {code}")
        assert f"You are not paged for {code}." in answer
        assert f"/crisis join {code}" in answer
        assert "You join" in text(world, "FIN", f"join {code}")

    def test_an_alternate_may_answer_before_being_asked(self, world: World) -> None:
        code = declared(world)
        assert "noted" in text(world, "ORT-L@GVA/2", f"answer joining {code}")
        assert states(world, code)["ORT-L@GVA"] == PageState.COVERED
        world.passes(minutes=6)
        world.phone("ORT-L@GVA/1").is_silent()

    @pytest.mark.parametrize("end", ["standdown", "falsealarm"])
    def test_an_answer_after_the_end_is_refused_and_changes_nothing(self, world: World, end: str) -> None:
        code = declared(world)
        text(world, "CHAIR", f"{end} {code}")
        before = entries(world, code)
        assert "there is no page to answer" in text(world, "ORT-L@GVA", f"answer joining {code}")
        assert entries(world, code) == before

    def test_nonsense_instead_of_an_answer_shows_how_to_answer(self, world: World) -> None:
        declared(world)
        assert "/crisis answer joining|late [MINUTES]|cannot|leaving" in text(world, "ORT-L@GVA", "answer perhaps")


class TestComingMuchTooLate:
    @pytest.mark.parametrize("way", ["sms", "chat"])
    def test_it_is_noted_and_shown_and_the_alternate_is_paged_meanwhile(self, world: World, way: str) -> None:
        code = declared(world)
        if way == "sms":
            world.phone("ORT-L@GVA").replies("8 700")
        else:
            assert "Alternates are paged until somebody comes sooner" in text(world, "ORT-L@GVA", "answer late 700")
        world.phone("ORT-L@GVA/1").expects("PAGE", code)
        assert "✓ late 700 min, 09:00 UTC; ringing on" in seat_row(world, code, "ORT Leader, Geneva")
        world.phone("ORT-L@GVA/1").replies("7")
        assert states(world, code)["ORT-L@GVA"] == PageState.COVERED

    def test_it_makes_no_quorum(self, world: World) -> None:
        code = declared(world)
        for seat in ("ORT-L@GVA", "ORT-D@GVA"):
            world.phone(seat).replies("8 700")
        assert "Quorum: not reached: 0 coming" in text(world, "CHAIR", f"status {code}")

    def test_an_uncovered_seat_says_who_comes_later(self, world: World) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies("8 700")
        for rung in ("ORT-L@GVA/1", "ORT-L@GVA/2"):
            world.phone(rung).replies("9")
        assert any("Coming, but much later: Philippe Crettenand" in card for card in world.person("CHAIR").told())
        assert "UNCOVERED until then" in seat_row(world, code, "ORT Leader, Geneva")
        count = len(world.phone("ORT-L@GVA").texts())
        world.passes(minutes=10)
        assert len(world.phone("ORT-L@GVA").texts()) == count, "whoever is on the way is not texted again"
        assert "RAPPEL" in world.phone("ORT-L@GVA/1").texts()[-1] or "AGAIN" in world.phone("ORT-L@GVA/1").texts()[-1]


class TestWhoIsCalledNow:
    def test_a_seat_that_changed_hands_rings_its_new_people_at_the_next_round(self, world: World) -> None:
        declared(world)
        hand_over(world, "ORT-L@GVA", "P001")
        world.passes(minutes=5)
        world.phone("ORT-L@GVA").is_silent()
        world.phone("P035").expects("PAGE")
        world.passes(minutes=20)
        world.phone("P001").expects("PAGE AGAIN")

    def test_paging_a_seat_by_hand_takes_its_new_people_at_once(self, world: World) -> None:
        code = declared(world)
        hand_over(world, "ORT-L@GVA", "P001")
        assert "paging ORT-L@GVA" in text(world, "CHAIR", f"page {code} all")
        assert any("PAGE" in sms for sms in world.phone("P001").texts())

    def test_the_duty_officer_of_the_hour_is_paged_at_the_next_round(self, world: World) -> None:
        text(world, ANYBODY, "report smell of gas type=fire site=GVA")
        code = world.code()
        with world.store.begin() as uow:
            uow.roster.replace_duty(
                replace(shift, person=PersonId("P001")) if shift.person == "P043" else shift
                for shift in uow.roster.duty()
            )
        assert "paging SSD-DO" in text(world, "HSSD", f"page {code} SSD-DO")
        world.phone("P001").expects("DUTY", code)


class TestWithoutATelephone:
    def test_whoever_has_no_number_is_paged_in_chat_and_let_in(self, world: World) -> None:
        with world.store.begin() as uow:
            uow.roster.put_person(replace(world.who("ORT-L@GVA"), mobile=None))
        code = declared(world)
        world.phone("ORT-L@GVA/1").expects("PAGE")
        assert any("You are ORT Leader, Geneva, holder" in card for card in world.person("ORT-L@GVA").told())
        assert world.person("ORT-L@GVA").rooms() == [f"crisis-{code.lower()}"]
        assert any("Philippe Crettenand was not texted: no mobile number" in line for line in world.log(code))
        text(world, "ORT-L@GVA", f"answer joining {code}")
        assert states(world, code)["ORT-L@GVA"] == PageState.COVERED


class TestPagingByHand:
    def test_nobody_pages_a_whole_level_for_what_is_only_reported(self, world: World) -> None:
        text(world, ANYBODY, "report smell of gas type=fire site=GVA")
        code = world.code()
        before = paged(world)
        answer = text(world, "HSSD", f"page {code} all")
        assert "verify first" in answer
        assert f"/crisis verify {code}" in answer
        assert paged(world) == before
        assert "paging LEG" in text(world, "HSSD", f"page {code} LEG")
        world.phone("LEG").expects(code)

    def test_a_seat_that_the_level_does_not_call_may_be_paged_too(self, world: World) -> None:
        code = declared(world)
        assert "paging LEG" in text(world, "CHAIR", f"page {code} leg")
        world.phone("LEG").expects(code)

    def test_a_sites_seat_needs_no_site_where_there_is_but_one(self, world: World) -> None:
        code = declared(world)
        assert "paging ORT-L@GVA" in text(world, "CHAIR", f"page {code} ORT-L")

    def test_all_pages_every_seat_that_nobody_covers(self, world: World) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies("7")
        assert "paging ORT-L@GVA" not in text(world, "CHAIR", f"page {code} all")
        counts = [len(world.phone(seat).texts()) for seat in ORT]
        assert counts == [2, 2, 2]  # the leader's second is the receipt
        for seat in ORT:
            world.phone(seat).replies("7")
        assert "nobody to page" in text(world, "CHAIR", f"page {code} all")

    def test_an_unknown_seat_is_refused_with_the_nearest(self, world: World) -> None:
        code = declared(world)
        refusal = ask(world, "CHAIR", f"page {code} HSDS")
        assert "There is no seat 'HSDS'" in plain_text(refusal)
        assert "paging HSSD" in text(world, "CHAIR", buttons(refusal)["I meant 'HSSD'"])

    def test_nobody_is_paged_for_what_is_over(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"standdown {code}")
        before = world.texts()
        assert "nobody is paged" in text(world, "CHAIR", f"page {code} HSSD")
        assert world.texts() == before


class TestQuorum:
    def test_quorum_is_announced_when_reached_and_when_lost(self, world: World) -> None:
        code = declared(world)
        room = f"crisis-{code.lower()}"
        world.phone("ORT-D@GVA").replies("7")
        assert not any("quorum" in card for card in world.person("CHAIR").reads(room)[1:])
        world.phone("ORT-L@GVA").replies("7")
        assert any(f"{code}: quorum reached" in card for card in world.person("CHAIR").reads(room))
        text(world, "ORT-L@GVA", "answer leaving")
        assert any(f"{code}: quorum lost" in card for card in world.person("CHAIR").reads(room))
        assert any("quorum lost" in card and "Missing: leader" in card for card in world.person("CHAIR").told())
        assert "Quorum: not reached: 1 coming, 2 needed, missing: leader" in text(world, "CHAIR", f"status {code}")

    def test_quorum_overdue_is_said_to_the_room_and_in_person_also_by_sms(self, world: World) -> None:
        code = declared(world, by="HSSD")
        for _ in range(3):
            # Nobody is called twice: the alternates are on the way for no seat.
            world.passes(minutes=10)
        assert any("No quorum yet: 0 of 2 coming" in line for line in world.log(code))
        for who in ("CHAIR", "HSSD"):
            assert any(f"{code}: quorum is overdue" in card for card in world.person(who).told())
            assert any(code in sms and "+41220000000" in sms for sms in world.phone(who).texts())

    def test_an_alarm_by_sms_comes_once_in_a_quarter_of_an_hour_and_not_to_a_mere_reporter(self, world: World) -> None:
        text(world, ANYBODY, "report smell of gas type=other site=GVA")
        text(world, DUTY, f"verify {world.code()} L1")
        for rung in ("", "/1", "/2"):
            for seat in ORT:
                world.phone(seat + rung).replies("9")
        assert len(world.phone("CHAIR").texts()) == 1
        assert any("are uncovered" in card or "is uncovered" in card for card in world.person(ANYBODY).told())
        assert world.phone(ANYBODY).texts() == []

    def test_one_person_with_two_seats_counts_once(self, world: World) -> None:
        text(world, "CHAIR", "declare fire ADD L1 smoke")
        code = world.code()
        world.phone("P068").replies("7")  # operations, and first alternate of the leader
        assert "1 coming, 2 needed" in text(world, "CHAIR", f"status {code}")

    def test_the_line_of_succession_names_who_leads(self, world: World) -> None:
        code = declared(world, "L2")
        world.phone("ORMS").replies("7")
        assert incident(world, code).acting_chair == world.who("ORMS").id
        world.phone("HSSD").replies("7")
        assert incident(world, code).acting_chair == world.who("HSSD").id
        world.phone("CHAIR").replies("9")
        world.phone("CHAIR/1").expects(code).replies("7")
        assert incident(world, code).acting_chair == world.who("CHAIR/1").id
        assert any("leads, by the line of succession" in line for line in world.log(code))


def hand_over(world: World, code: str, *people: str) -> None:
    """Give a seat to other people."""
    with world.store.begin() as uow:
        seat = next(one for one in uow.roster.seats() if one.code == code)
        uow.roster.put_seat(replace(seat, holders=tuple(PersonId(person) for person in people)))


def test_anybody_may_not_page(world: World) -> None:
    code = declared(world)
    before = paged(world)
    assert "CM policy 6.1" in text(world, ANYBODY, f"page {code} all")
    assert paged(world) == before
