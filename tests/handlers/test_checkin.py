"""A check-in from the first text to the last owner, as those who run it see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.cards import plain_text
from playbooks.rules.checkin import Respondent, Status
from playbooks.rules.vocabulary import Phase
from tests.handlers.desk import DUTY, ask, buttons, declared, entries, incident, leaves, text
from tests.world import START, World


def people(world: World, code: str) -> dict[str, Respondent]:
    """Give everybody of the incident's newest round."""
    with world.store.read() as uow:
        campaign = uow.campaigns.current(uow.incidents.by_code(code).id)
        assert campaign is not None
        return {one.person: one for one in uow.campaigns.respondents(campaign.id)}


def staff_of(world: World, site: str) -> list[str]:
    return [one.id for one in world.app.people() if one.site == site and one.kind != "external"]


def visitors_of(world: World, site: str) -> list[str]:
    """Give who is listed as being there: travellers, participants."""
    with world.store.read() as uow:
        return [id_ for one in uow.lists.all() if one.site == site for id_ in one.people]


def earthquake(world: World, level: str = "L1") -> str:
    """Declare an earthquake in Addis Ababa."""
    return declared(world, level, "ADD", "CHAIR", "earthquake")


def questions(world: World, who: str) -> list[str]:
    """Give the texts on somebody's phone that ask whether they are safe."""
    return [sms for sms in world.phone(who).texts() if "1=" in sms]


class TestStarting:
    def test_everybody_at_the_site_is_asked_at_once_in_their_language(self, world: World) -> None:
        code = earthquake(world)
        said = text(world, "CHAIR", f"checkin start {code}")
        listed = people(world, code)
        assert set(staff_of(world, "ADD")) <= set(listed)
        assert f"{code}: asking {len(listed)} people" in said
        for one in listed.values():
            if one.number:
                (question,) = questions(world, one.person)
                assert code in question
                assert one.status is Status.SENT

    def test_the_declarers_words_are_in_no_text(self, world: World) -> None:
        ask(world, "CHAIR", "declare earthquake ADD L1 Smith is dead under the rubble")
        ask(world, "CHAIR", f"checkin start {world.code()}")
        assert not any("Smith" in sms for texts in world.texts().values() for sms in texts)

    def test_beyond_the_incidents_sites_takes_one_more_press_and_the_others_do_not_wait(self, world: World) -> None:
        code = earthquake(world)
        card = ask(world, "CHAIR", f"checkin start {code} ADD BKK")
        near = {*staff_of(world, "ADD"), *visitors_of(world, "ADD")}
        assert set(people(world, code)) == near
        far = staff_of(world, "BKK")
        (line,) = [line for label, line in buttons(card).items() if f"these {len(far)}" in label]
        ask(world, "CHAIR", line)
        assert set(people(world, code)) == {*near, *far}
        assert all(len(questions(world, who)) <= 1 for who in staff_of(world, "ADD"))

    @pytest.mark.parametrize("typed", ['{code} ADD "New York"', '{code} site="Addis Ababa,New York"'])
    def test_a_site_of_two_words_is_still_one_when_its_people_are_asked_by_a_press(
        self, world: World, typed: str
    ) -> None:
        code = earthquake(world, "L0")
        card = ask(world, "CHAIR", f"checkin start {typed.format(code=code)}")
        (line,) = [line for label, line in buttons(card).items() if label.startswith("Ask these")]
        assert "asking" in text(world, "CHAIR", line)
        assert set(staff_of(world, "NYC")) <= set(people(world, code))
        other = declared(world, "L0", "NYC", "CHAIR", "earthquake")
        (line,) = [
            line
            for label, line in buttons(ask(world, "CHAIR", f'checkin preview {other} "New York"')).items()
            if label.startswith("Ask")
        ]
        assert f"{other}: asking" in text(world, "CHAIR", line)

    def test_the_press_beyond_the_sites_works_for_what_was_not_declared_yet(self, world: World) -> None:
        card = ask(world, DUTY, "checkin start earthquake ADD ADD BKK")
        (line,) = [line for label, line in buttons(card).items() if label.startswith("Ask these")]
        assert "asking" in text(world, DUTY, line)
        assert set(staff_of(world, "BKK")) <= set(people(world, world.code()))

    def test_another_round_beyond_the_sites_begins_with_the_press(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code} BKK --confirmed")
        there = world.who("P074").id
        world.phone(there).replies("1")
        card = ask(world, "CHAIR", f"checkin start {code} BKK --again")
        assert "nobody is asked yet" in plain_text(card)
        (line,) = [line for label, line in buttons(card).items() if label.startswith("Ask these")]
        assert "asking" in text(world, "CHAIR", line)
        assert people(world, code)[there].status is Status.SENT
        assert len(questions(world, there)) == 2

    def test_nobody_is_asked_twice_in_one_round(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        before = world.texts()
        assert "was asked already" in text(world, "CHAIR", f"checkin start {code}")
        assert world.texts() == before

    def test_security_may_ask_before_anything_is_declared(self, world: World) -> None:
        said = text(world, DUTY, "checkin start earthquake ADD")
        assert incident(world, world.code()).phase is Phase.REPORTED
        assert "asking" in said
        assert questions(world, "ORT-L@ADD")
        assert any("DUTY" in sms or world.code() in sms for sms in world.phone(DUTY).texts())

    def test_a_visitor_of_the_staff_may_not_ask_everybody(self, world: World) -> None:
        code = earthquake(world)
        assert "Who may" in text(world, "P047", f"checkin start {code}")
        assert not any(questions(world, who) for who in staff_of(world, "ADD"))

    @pytest.mark.parametrize("line", ["checkin start everyone --confirmed", "checkin preview everyone"])
    def test_without_a_code_the_rights_are_those_of_the_incident_that_is_meant(self, world: World, line: str) -> None:
        code = earthquake(world, "L0")
        # Of the team of Bangkok, and here a guest.
        text(world, "CHAIR", f"augment {code} {world.who('ORT-L@BKK').id} role=observer")
        for typed in (line, line.replace("everyone", f"{code} everyone")):
            assert "CM policy 8.1" in text(world, "ORT-L@BKK", typed)
        assert not any(questions(world, who) for who in staff_of(world, "ADD") if world.who(who).mobile)
        assert "people are being asked" in text(world, "CHAIR", "checkin start ADD")

    def test_the_team_of_another_site_opens_no_check_in_here(self, world: World) -> None:
        assert "CM policy 8.1" in text(world, "ORT-L@BKK", "checkin start earthquake ADD")
        assert "asking" in text(world, "ORT-L@BKK", "checkin start earthquake BKK")
        assert incident(world, world.code()).sites == ("BKK",)
        assert text(world, DUTY, "checkin preview earthquake ADD").startswith("Not done")

    def test_with_nothing_open_it_says_how_to_begin(self, world: World) -> None:
        refused = text(world, DUTY, "checkin start ADD")
        assert "No incident is open" in refused
        assert "/crisis checkin start earthquake ADD" in refused

    @pytest.mark.parametrize("word", ["Atlantis", "ZONE-9", "P9999"])
    def test_a_word_that_means_nobody_is_refused_in_words(self, world: World, word: str) -> None:
        code = earthquake(world)
        said = text(world, "CHAIR", f"checkin start {code} {word}")
        assert f"'{word}' is no site, zone, list or person" in said
        assert "Nothing was changed" in said

    def test_somebody_without_a_number_is_unreachable_from_the_start_and_in_the_count(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code} everyone --confirmed")
        without = [one for one in people(world, code).values() if one.number is None]
        assert without, "the demonstration has people without a number"
        assert {one.status for one in without} == {Status.UNREACHABLE}
        assert f"{len(people(world, code))} accounted" in text(world, "HSSD", f"checkin status {code}")

    def test_the_preview_shows_words_and_parts_and_sends_nothing(self, world: World) -> None:
        code = earthquake(world)
        before = world.texts()
        said = text(world, "CHAIR", f"checkin preview {code}")
        assert "1 part, GSM-7" in said
        assert "not checked by a native speaker" in said
        assert world.texts() == before

    def test_two_people_on_one_telephone_get_one_text_that_asks_for_the_name(self, world: World) -> None:
        first, second = staff_of(world, "ADD")[:2]
        number = world.who(first).mobile
        with world.store.begin() as uow:
            from dataclasses import replace

            uow.roster.put_person(replace(world.who(second), mobile=number))
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        (question,) = questions(world, first)
        assert {people(world, code)[who].status for who in (first, second)} == {Status.SENT}
        assert question != questions(world, staff_of(world, "ADD")[2])[0]


class TestSilentMode:
    def test_nobodys_telephone_rings_a_second_time(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code} --silent")
        asked = {who: len(world.phone(who).texts()) for who in staff_of(world, "ADD") if world.who(who).mobile}
        assert set(asked.values()) == {1}
        world.passes(hours=5)
        assert {who: len(world.phone(who).texts()) for who in asked} == asked
        assert "silent" in text(world, "CHAIR", f"checkin remind {code}")


class TestCadence:
    def test_who_answered_is_not_reminded_and_who_did_not_is_twice(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        safe, silent = [who for who in staff_of(world, "ADD") if world.who(who).mobile][:2]
        world.phone(safe).replies("1")
        world.passes(minutes=31)
        assert len([sms for sms in world.phone(silent).texts() if "1=" in sms]) == 3
        assert len([sms for sms in world.phone(safe).texts() if "1=" in sms]) == 1

    def test_after_three_quarters_of_an_hour_each_unaccounted_person_has_a_named_owner(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        world.passes(minutes=46)
        lost = [one for one in people(world, code).values() if not one.accounted]
        assert lost
        assert all(one.owner for one in lost)
        owner = lost[0].owner
        assert owner is not None
        assert any("find" in card for card in world.person(owner).told())
        assert any(one.status is Status.NO_REPLY for one in lost)

    def test_human_resources_hear_of_the_next_of_kin_after_four_hours(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        world.passes(hours=3, minutes=59)
        assert not any("next of kin" in card for card in world.person("HR").told())
        world.passes(minutes=2)
        assert any("next of kin" in card for card in world.person("HR").told())

    def test_nothing_more_happens_when_everybody_is_accounted_for(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code} zone=ADD-1")
        for one in people(world, code).values():
            ask(world, "HSSD", f"checkin proxy {code} {one.person} safe source=seen")
        before = world.texts()
        world.passes(hours=5)
        assert {number: texts for number, texts in world.texts().items() if texts != before.get(number)} == {}

    def test_a_stand_down_ends_the_reminders_and_says_who_is_still_missing(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        assert "unaccounted" in text(world, "CHAIR", f"standdown {code}")
        before = {who: len(questions(world, who)) for who in staff_of(world, "ADD") if world.who(who).mobile}
        world.passes(hours=5)
        assert {who: len(questions(world, who)) for who in before} == before
        assert all(one.owner for one in people(world, code).values() if not one.accounted)


class TestRounds:
    def test_another_round_asks_anew_and_keeps_who_needs_help(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        hurt, fine = [who for who in staff_of(world, "ADD") if world.who(who).mobile][:2]
        world.phone(hurt).replies("2")
        world.phone(fine).replies("1")
        ask(world, "CHAIR", f"checkin start {code} --again")
        listed = people(world, code)
        assert listed[hurt].status is Status.NEED_HELP
        assert listed[fine].status is Status.SENT
        assert len(questions(world, fine)) == 2
        with world.store.read() as uow:
            first, second = uow.campaigns.of(uow.incidents.by_code(code).id)
            assert not first.open
            assert second.number == 2
            assert Status.SAFE in {change.status for change in uow.campaigns.history(first.id)}

    def test_closing_with_people_unaccounted_asks_for_the_reason(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        assert "needs a reason" in text(world, "CHAIR", f"checkin close {code}")
        assert "is closed" in text(world, "CHAIR", f"checkin close {code} reason=handed to the police")
        assert "is closed" in text(world, "CHAIR", f"checkin remind {code}")
        assert any("handed to the police" in entry.text for entry in entries(world, code))


class TestAnsweringInChat:
    @pytest.mark.parametrize(
        ("said", "status"), [("safe", Status.SAFE), ("help", Status.NEED_HELP), ("elsewhere", Status.SAFE_ELSEWHERE)]
    )
    def test_a_press_counts_like_a_text(self, world: World, said: str, status: Status) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        who = staff_of(world, "ADD")[0]
        ask(world, who, f"checkin iam {said} {code}")
        assert people(world, code)[who].status is status

    def test_somebody_who_was_not_asked_is_told_what_to_do(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        assert "You are not asked" in text(world, staff_of(world, "BKK")[0], f"checkin iam safe {code}")


class TestHeadcount:
    def test_accounted_and_unaccounted_are_always_everybody(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        everybody = len(people(world, code))
        for number, who in enumerate(list(people(world, code))[:6]):
            if world.who(who).mobile:
                world.phone(who).replies(["1", "2", "3", "what?", "STOP", "1"][number])
            with world.store.read() as uow:
                campaign = uow.campaigns.current(uow.incidents.by_code(code).id)
                assert campaign is not None
                assert sum(uow.campaigns.counts(campaign.id).values()) == everybody

    def test_names_are_for_security_and_counts_for_the_team(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        who = world.who(staff_of(world, "ADD")[0])
        world.phone(who.id).replies("2")
        assert who.name in text(world, "HSSD", f"checkin status {code}")
        assert who.name not in text(world, "CCD", f"checkin status {code}")

    def test_the_board_shows_the_count_with_its_time_and_where_the_list_is_from(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        world.passes(minutes=1)
        board = text(world, "CHAIR", f"status {code}")
        assert f"0 of {len(people(world, code))} accounted" in board
        assert f"as of {START + timedelta(minutes=1):%H:%M} UTC" in board
        assert "staff list of 2026-11-23" in board

    def test_the_printable_list_opens_for_security_and_not_for_the_team(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        card = ask(world, "HSSD", f"checkin unaccounted {code}")
        assert "Open the list" in plain_text(card)
        assert "Who may" in text(world, "CCD", f"checkin unaccounted {code}")

    def test_somebody_who_leaves_meanwhile_stays_in_the_count(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        before = len(people(world, code))
        leaves(world, staff_of(world, "ADD")[3])
        assert len(people(world, code)) == before
        world.passes(minutes=50)
        assert "unaccounted" in text(world, "HSSD", f"checkin status {code}")


class TestTheEnd:
    def test_staff_who_were_only_asked_read_all_clear_and_the_team_that_it_is_released(self, world: World) -> None:
        code = earthquake(world)
        ask(world, "CHAIR", f"checkin start {code}")
        asked = next(who for who in staff_of(world, "ADD") if world.who(who).mobile and "PAGE" not in first(world, who))
        ask(world, "CHAIR", f"standdown {code}")
        last = world.phone(asked).texts()[-1]
        assert code in last
        assert "2" in last
        assert "STAND DOWN" not in last
        assert any(word in world.phone("ORT-L@ADD").texts()[-1] for word in ("STAND DOWN", "FIN D'ALERTE"))

    def test_a_merge_goes_on_asking_who_is_not_accounted_for_under_the_other_code(self, world: World) -> None:
        code = earthquake(world, "L0")
        ask(world, "CHAIR", f"checkin start {code}")
        safe, silent = [who for who in staff_of(world, "ADD") if world.who(who).mobile][:2]
        world.phone(safe).replies("1")
        other = earthquake(world, "L0")
        ask(world, "CHAIR", f"merge {code} into {other}")
        assert safe not in people(world, other)
        assert people(world, other)[silent].status is Status.SENT
        assert other in questions(world, silent)[-1]
        assert len(world.phone(safe).texts()) == 2, "who has answered is not rung for another code"

    @pytest.mark.parametrize("first_said", ["1", ""])
    def test_a_merge_keeps_who_needs_help_and_no_later_one_makes_them_safe(self, world: World, first_said: str) -> None:
        other, code = earthquake(world, "L0"), earthquake(world, "L0")
        who = next(who for who in staff_of(world, "ADD") if world.who(who).mobile)
        ask(world, "CHAIR", f"checkin start {other}")
        if first_said:
            world.phone(who).replies(f"{first_said} {other}")
        ask(world, "CHAIR", f"checkin start {code}")
        world.phone(who).replies(f"2 {code}")
        ask(world, "CHAIR", f"merge {code} into {other}")
        assert people(world, other)[who].status is Status.NEED_HELP
        world.phone(who).replies("1")
        assert people(world, other)[who].status is Status.NEED_HELP
        with world.store.read() as uow:
            incident = uow.incidents.by_code(other)
            assert [one.words[-1] for one in uow.helps.open(incident.id)] == ["then texted: 1"]
        board = str(ask(world, "CHAIR", f"status {other}"))
        assert f"H1 of {code}" in board

    def test_adding_people_forgets_nothing_of_who_was_asked_already(self, world: World) -> None:
        other, code = earthquake(world, "L0"), earthquake(world, "L0")
        who = next(who for who in staff_of(world, "ADD") if world.who(who).mobile)
        ask(world, "CHAIR", f"checkin start {other}")
        world.phone(who).replies(f"2 {other}")
        ask(world, "CHAIR", f"checkin start {code}")
        ask(world, "CHAIR", f"merge {code} into {other}")
        assert people(world, other)[who].status is Status.NEED_HELP


def first(world: World, who: str) -> str:
    """Give the first text on somebody's phone."""
    return world.phone(who).texts()[0]
