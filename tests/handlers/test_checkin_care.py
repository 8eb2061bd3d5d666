"""What must not happen to people in a check-in: to be rung while they hide, to be forgotten, to be turned away."""

from __future__ import annotations

import pytest

from handlers.authorise import DUTY_OFFICER
from playbooks.rules.checkin import Status
from playbooks.rules.people import on_duty
from playbooks.rules.vocabulary import PersonId
from tests.handlers.asking import requests, share
from tests.handlers.desk import ANYBODY, DUTY, ask, declared, entries, leaves, text
from tests.handlers.quake import FIRST, SECOND, asked, current, people, queued, received
from tests.world import World

#: Of Addis Ababa too.
THIRD = "P072"
#: Listed as travelling to Addis Ababa, from Brasilia.
TRAVELLER = "P081"


def reminded(world: World, who: str) -> int:
    return sum("no answer" in sms for sms in world.phone(who).texts())


class TestNobodyWhoHidesIsRung:
    def test_who_is_asked_silently_gets_no_page_before_they_said_that_they_are_safe(self, world: World) -> None:
        code = asked(world, "--silent")
        leader, alternate = world.phone("ORT-L@ADD"), world.phone("ORT-L@ADD/1")
        leader.expects("1").is_silent()
        text(world, "CHAIR", f"raise {code} L1")
        leader.is_silent()
        name = world.who("ORT-L@ADD").name
        assert f"ORT-L@ADD: {name} was not texted: is asked silently; not rung." in world.log(code)
        assert any("You are paged" in card for card in world.person("ORT-L@ADD").told()), "a screen makes no noise"
        alternate.expects("1").replies("1").expects(code)
        world.passes(minutes=60)
        assert any("7=" in sms for sms in alternate.texts()[2:]), "who is safe is paged"
        leader.is_silent()

    def test_a_page_that_waited_when_the_silent_round_began_goes_to_the_next(self, world: World) -> None:
        world.run(world.app.line(world.event(), world.who("CHAIR").id, None, "/crisis declare fire GVA L1 smoke"))
        code = world.code()
        leader = world.who("ORT-L@GVA")
        queued(world, "CHAIR", f"checkin start {code} {leader.id} --silent")
        world.settle()
        assert [("7=" in sms) for sms in world.phone(leader.id).texts()] == [False]
        assert any("7=" in sms for sms in world.phone("ORT-L@GVA/1").texts())
        world.passes(minutes=90)
        assert len(world.phone(leader.id).texts()) == 1

    def test_no_other_check_in_asks_or_reminds_them(self, world: World) -> None:
        first = asked(world)
        code = asked(world, "--silent")
        before = received(world)
        third = asked(world)
        world.passes(hours=1)
        assert received(world)[world.who(FIRST).mobile or ""] == before[world.who(FIRST).mobile or ""]
        place = people(world, third)[FIRST]
        assert (place.status, place.note) == (Status.NOT_CONTACTED, "is asked silently; not rung")
        world.phone(FIRST).replies(f"1 {code}")
        text(world, "CHAIR", f"checkin start {first} --again")
        assert first in world.phone(FIRST).texts()[-1]


class TestSilentFromNowOn:
    def test_a_round_that_runs_becomes_silent_and_rings_no_telephone_again(self, world: World) -> None:
        code = asked(world)
        before = received(world)
        assert "silent from now on" in text(world, "CHAIR", f"checkin start {code} --silent")
        assert current(world, code).silent
        world.passes(hours=5)
        staff = {world.who(who).mobile for who in people(world, code)}
        rung = {number for number, many in received(world).items() if many != before.get(number, 0)}
        assert not rung & staff
        assert any("made it SILENT" in entry.text for entry in entries(world, code))

    def test_a_reminder_that_was_on_its_way_is_stopped_and_nobody_counts_as_unreachable_for_it(
        self, world: World
    ) -> None:
        code = asked(world)
        before = received(world)
        queued(world, "CHAIR", f"checkin remind {code}")
        ask(world, "CHAIR", f"checkin start {code} --silent")
        assert received(world) == before
        assert {one.status for one in people(world, code).values()} == {Status.SENT}

    def test_people_who_are_added_are_asked_in_silence(self, world: World) -> None:
        code = asked(world, "P068")
        ask(world, "CHAIR", f"checkin start {code} --silent")
        assert "1=Safe 2=Need help 3=" not in world.phone(SECOND).texts()[-1]
        assert len(world.phone(FIRST).texts()) == 1


class TestWhoIsAddedLater:
    def test_they_get_reminders_and_owners_at_their_own_time_and_nobody_else_gets_them_twice(
        self, world: World
    ) -> None:
        code = asked(world, FIRST)
        world.passes(minutes=50)
        before = people(world, code)[FIRST]
        assert (before.status, bool(before.owner)) == (Status.NO_REPLY, True)
        ask(world, "CHAIR", f"checkin start {code} {SECOND}")
        world.passes(minutes=5)
        ask(world, "CHAIR", f"checkin start {code} {THIRD}")
        first = received(world)[world.who(FIRST).mobile or ""]
        world.passes(minutes=11)
        assert [reminded(world, who) for who in (SECOND, THIRD)] == [1, 0]
        world.passes(minutes=5)
        assert [reminded(world, who) for who in (SECOND, THIRD)] == [1, 1]
        world.passes(minutes=15)
        assert [reminded(world, who) for who in (SECOND, THIRD)] == [2, 2]
        assert all(any("are you safe?" in card for card in world.person(who).told()) for who in (SECOND, THIRD))
        assert people(world, code)[SECOND].status is Status.SENT
        world.passes(minutes=12)
        late = people(world, code)[SECOND]
        assert (late.status, bool(late.owner)) == (Status.NO_REPLY, True)
        assert people(world, code)[THIRD].status is Status.SENT
        assert any("1 of the 3 people unaccounted" in line for line in world.log(code))
        assert received(world)[world.who(FIRST).mobile or ""] == first

    def test_who_is_added_early_is_neither_reminded_nor_given_up_before_their_time(self, world: World) -> None:
        code = asked(world, FIRST)
        world.passes(minutes=14)
        ask(world, "CHAIR", f"checkin start {code} {SECOND}")
        world.passes(minutes=2)
        assert [reminded(world, who) for who in (FIRST, SECOND)] == [1, 0]
        world.passes(minutes=30)
        found = people(world, code)
        assert (found[FIRST].status, found[SECOND].status) == (Status.NO_REPLY, Status.SENT)
        assert found[SECOND].owner, "nobody is looked for later than before"


class TestOneTelephoneForTwo:
    def test_the_answer_of_one_keeps_no_reminder_from_the_other_and_makes_nobody_unreachable(
        self, world: World
    ) -> None:
        share(world, FIRST, SECOND)
        code = asked(world)
        queued(world, "CHAIR", f"checkin remind {code}")
        world.phone(FIRST).replies(f"1 {world.who(FIRST).name}")
        found = people(world, code)
        assert (found[FIRST].status, found[SECOND].status) == (Status.SAFE, Status.SENT)
        assert sum("no answer" in sms for sms in world.phone(FIRST).texts()) == 1

    def test_nobody_is_reminded_once_both_were_heard(self, world: World) -> None:
        share(world, FIRST, SECOND)
        asked(world)
        for who in (FIRST, SECOND):
            world.phone(FIRST).replies(f"1 {world.who(who).name}")
        world.passes(minutes=40)
        assert not any("no answer" in sms for sms in world.phone(FIRST).texts())


class TestNobodyIsForgotten:
    def test_a_narrower_round_keeps_who_was_not_found_and_says_where_they_come_from(self, world: World) -> None:
        code = asked(world)
        world.phone(FIRST).replies("1")
        before = people(world, code)
        ask(world, "CHAIR", f"checkin start {code} {SECOND} --again")
        listed = people(world, code)
        assert set(listed) == set(before) - {FIRST}
        assert "unaccounted in round 1" in current(world, code).basis
        assert any(
            "Not in it: 1 who were accounted for in the round before" in one.text for one in entries(world, code)
        )

    def test_naming_the_site_asks_its_visitors_too(self, world: World) -> None:
        code = asked(world, "ADD")
        assert TRAVELLER in people(world, code)
        assert "TRAVEL-ADD" in current(world, code).basis

    def test_a_traveller_is_counted_and_looked_for_where_the_list_says(self, world: World) -> None:
        code = asked(world)
        one = people(world, code)[TRAVELLER]
        assert (one.site, one.zone) == ("ADD", None)
        world.passes(minutes=46)
        with world.store.read() as uow:
            home = {warden.person for warden in uow.roster.wardens() if warden.zone == world.who(TRAVELLER).zone}
        assert home
        assert people(world, code)[TRAVELLER].owner not in home

    def test_wardens_who_have_not_answered_get_their_list_but_own_no_search(self, world: World) -> None:
        code = asked(world)
        with world.store.read() as uow:
            wardens = [one.person for one in uow.roster.wardens() if one.zone == "ADD-1"]
        world.passes(minutes=46)
        for warden in wardens:
            assert any(f"{code}: find" in card for card in world.person(warden).told())
            # Nobody is asked to find themselves.
            (card,) = [card for card in world.person(warden).told() if f"{code}: find" in card]
            assert world.who(warden).name not in card
        assert not {one.owner for one in people(world, code).values()} & set(wardens)

    @pytest.mark.parametrize("end", ["standdown {}", "checkin close {} reason=handed over"])
    def test_whoever_has_to_go_on_looking_when_the_round_ends_is_told_for_whom(self, world: World, end: str) -> None:
        code = asked(world)
        assert not any(one.owner for one in people(world, code).values())
        ask(world, "CHAIR", end.format(code))
        lost = people(world, code).values()
        assert all(one.owner for one in lost)
        for one in lost:
            told = [card for card in world.person(str(one.owner)).told() if f"{code}: find" in card]
            assert any(world.who(one.person).name in card for card in told)

    def test_when_wardens_and_security_are_missing_too_the_duty_officer_looks_else_human_resources(
        self, world: World
    ) -> None:
        security = [world.who(seat).id for seat in ("HSSD", "HSSD/1", "HSSD/2")]
        code = asked(world, ",".join(["ADD", *security]) + " --confirmed")
        world.passes(minutes=46)
        assert {one.owner for one in people(world, code).values() if one.site == "ADD"} == {DUTY}
        with world.store.read() as uow:
            duty = on_duty(uow.roster.duty(), DUTY_OFFICER, world.app.now())
        other = asked(world, ",".join(["ADD", *security, *duty]) + " --confirmed")
        world.passes(minutes=46)
        assert {one.owner for one in people(world, other).values() if one.site == "ADD"} == {world.who("HR").id}

    def test_when_there_is_nobody_to_look_the_closing_words_say_so(self, world: World) -> None:
        everybody = [one.id for one in world.app.people()]
        code = asked(world, ",".join(everybody) + " --confirmed")
        many = len(people(world, code))
        said = text(world, "CHAIR", f"checkin close {code} reason=evening")
        assert f"{many} of them with nobody who looks for them" in said
        assert f"checkin assign {code} PERSON OWNER" in said

    def test_an_owner_who_left_the_organisation_is_replaced(self, world: World) -> None:
        code = asked(world)
        world.passes(minutes=46)
        before = people(world, code)[FIRST].owner
        assert before is not None
        leaves(world, before)
        text(world, "CHAIR", f"checkin close {code} reason=evening")
        after = people(world, code)[FIRST].owner
        assert after not in {None, before}
        assert any(f"{code}: find" in card for card in world.person(str(after)).told())

    @pytest.mark.parametrize(
        ("owner", "why"),
        [(FIRST, "is who is missing"), (SECOND, "is 'asked' in this check-in"), ("P048", "has left the organisation")],
    )
    def test_nobody_is_named_to_look_who_cannot(self, world: World, owner: str, why: str) -> None:
        code = asked(world)
        leaves(world, "P048")
        said = text(world, "HSSD", f"checkin assign {code} {FIRST} {owner}")
        assert why in said
        assert f"checkin assign {code} {FIRST} SOMEBODY WHO CAN LOOK" in said
        assert people(world, code)[FIRST].owner is None
        world.phone(SECOND).replies("1")
        assert "looks for" in text(world, "HSSD", f"checkin assign {code} {FIRST} {SECOND}")

    def test_after_a_false_alarm_nobody_is_sent_looking(self, world: World) -> None:
        code = asked(world)
        ask(world, "CHAIR", f"falsealarm {code} reason=a lorry")
        assert not any(f"{code}: find" in card for one in world.app.people() for card in world.person(one.id).told())

    def test_somebody_who_has_left_is_refused_in_words(self, world: World) -> None:
        leaves(world, FIRST)
        code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
        said = text(world, "CHAIR", f"checkin start {code} {FIRST}")
        assert "has left the organisation; a check-in asks staff" in said
        assert "Nothing was changed" in said


class TestTheRightPlaceInEachText:
    def test_in_danger_everybody_reads_the_number_of_the_country_where_they_are(self, world: World) -> None:
        asked(world, "ADD BKK --confirmed")
        assert "991 / " in world.phone(FIRST).texts()[0]
        # At home in Bangkok, asked about Addis Ababa.
        far = world.phone("P074").texts()[0]
        assert "191 / " in far
        assert "991" not in far
        # From Brasilia, and listed as being in Addis Ababa.
        assert "991 / " in world.phone(TRAVELLER).texts()[0]

    def test_a_warden_reads_the_site_of_the_people_to_look_for(self, world: World) -> None:
        code = declared(world, "L0", "GVA,ADD", "CHAIR", "earthquake")
        ask(world, "CHAIR", f"checkin start {code}")
        world.passes(minutes=46)
        for warden, here, elsewhere in (("P069", "Addis Ababa", "Geneva"), ("P047", "Geneva", "Addis Ababa")):
            (sms,) = [sms for sms in world.phone(warden).texts() if "people of your zone" in sms]
            assert here in sms
            assert elsewhere not in sms


class TestNobodyIsTurnedAway:
    def test_without_a_code_the_answer_goes_to_the_check_in_one_is_in(self, world: World) -> None:
        code = asked(world)
        assert f"{code}: noted, you are safe" in text(world, FIRST, "checkin iam safe")
        assert people(world, code)[FIRST].status is Status.SAFE

    @pytest.mark.parametrize("close", [True, False])
    def test_a_press_on_help_is_heard_although_one_was_not_asked_or_the_round_is_closed(
        self, world: World, close: bool
    ) -> None:
        code = asked(world, "" if close else SECOND)
        if close:
            ask(world, "HSSD", f"checkin close {code} reason=handed over")
        assert "Security is being alerted" in text(world, FIRST, f"checkin iam help {code}")
        assert [one.person for one in requests(world, code)] == [PersonId(FIRST)]

    def test_a_press_on_help_without_any_check_in_opens_a_report(self, world: World) -> None:
        assert "Security is being alerted" in text(world, ANYBODY, "checkin iam help")
        assert "I need help" in " ".join(world.log(world.code()))


class TestWhoAskedForHelpAndThenSaysSafeInChat:
    @pytest.mark.parametrize("said", ["safe", "elsewhere"])
    def test_they_read_that_a_human_ends_it_and_whoever_is_alerted_reads_what_they_said(
        self, world: World, said: str
    ) -> None:
        code = asked(world)
        world.phone(FIRST).replies("2")
        answer = text(world, FIRST, f"checkin iam {said} {code}")
        assert "You asked for help (H1); a human ends that. They are told what you said." in answer
        assert "noted" not in answer
        assert people(world, code)[FIRST].status is Status.NEED_HELP
        assert "I am safe" in world.person(DUTY).told()[-1]
        assert "H1" in world.person(DUTY).told()[-1]

    def test_whoever_took_it_is_told(self, world: World) -> None:
        code = asked(world)
        world.phone(FIRST).replies("2")
        ask(world, "HSSD", f"checkin take {code} H1")
        text(world, FIRST, "checkin iam safe")
        assert "I am safe (in chat)" in world.person("HSSD").told()[-1]

    def test_somebody_who_was_not_asked_but_asked_for_help_is_heard_too(self, world: World) -> None:
        code = asked(world, SECOND)
        text(world, FIRST, f"checkin iam help {code}")
        assert "You asked for help (H1)" in text(world, FIRST, f"checkin iam safe {code}")
        assert "I am safe (in chat)" in world.person(DUTY).told()[-1]
        assert [one.open for one in requests(world, code)] == [True]

    def test_who_was_declared_missing_reads_that_a_human_puts_it_right(self, world: World) -> None:
        code = asked(world)
        text(world, DUTY, f"checkin correct {code} {FIRST} missing reason=not seen")
        answer = text(world, FIRST, "checkin iam safe")
        assert "you are not counted as safe yet" in answer
        assert "They are told what you said" in answer
        assert "missing" not in answer
        assert people(world, code)[FIRST].status is Status.MISSING
        assert "I am safe (in chat)" in world.person(DUTY).told()[-1]
