"""The life cycle, from report and declaration to the end: what people see, who is told, what the log says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.cards import plain_text
from playbooks.rules.vocabulary import Level, Phase
from tests.handlers.desk import (
    ANYBODY,
    BACKUP,
    DUTY,
    REPORT,
    ask,
    buttons,
    declared,
    entries,
    holders,
    incident,
    last,
    leaves,
    paged,
    text,
)
from tests.world import START, World

CORE = ("CHAIR", "HSSD", "ORMS", "CCD", "HR", "FAC", "ITBC")
REST = ("MA", "SC", "LEG", "FIN", "BCO")
ORT = ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA")


class TestDeclaring:
    def test_one_line_opens_rooms_pages_the_team_and_starts_the_log(self, world: World) -> None:
        answer = text(world, "CHAIR", "declare fire GVA L3 smoke on floor 3")
        code = world.code()
        assert answer.startswith(f"{code} declared")
        assert "First meeting 09:30 UTC (10:30 Geneva)" in answer
        chair = world.person("CHAIR")
        room = f"crisis-{code.lower()}"
        assert set(chair.rooms()) == {room, f"{room}-restricted"}
        assert "smoke on floor 3" in chair.board(room)
        world.phone("HSSD").expects("PAGE", code, "L3", "09:30 UTC")
        assert world.log(code)[0].startswith("Declared L3: Fire")

    def test_the_words_of_the_declarer_never_leave_by_sms(self, world: World) -> None:
        text(world, "CHAIR", "declare fire GVA L3 Mr Smith is dead")
        assert not any("Smith" in sms for texts in world.texts().values() for sms in texts)

    @pytest.mark.parametrize(
        ("level", "seats"), [("L0", ()), ("L1", ORT), ("L2", (*ORT, *CORE)), ("L3", (*ORT, *CORE, *REST))]
    )
    def test_each_level_pages_its_own_team_and_nobody_else(
        self, world: World, level: str, seats: tuple[str, ...]
    ) -> None:
        declared(world, level)
        assert paged(world) == holders(world, *seats)

    def test_a_watch_pages_nobody_and_is_put_to_its_declarer_again_every_24_hours(self, world: World) -> None:
        code = declared(world, "L0", by="HSSD")
        assert "Nobody is paged at L0" in world.person("HSSD").told()[0]

        def reviews() -> int:
            return sum(f"{code}: review this watch" in card for card in world.person("HSSD").told())

        world.passes(hours=23, minutes=59)
        assert reviews() == 0
        world.passes(minutes=1)
        assert reviews() == 1
        world.passes(hours=24)
        assert reviews() == 2
        text(world, "HSSD", f"raise {code} L1")
        for seat in ORT:
            world.phone(seat).replies("7")
        told = len(world.person("HSSD").told())
        world.passes(hours=25)
        assert not any("review this watch" in card for card in world.person("HSSD").told()[told:])

    def test_an_l1_pages_the_ort_and_informs_the_chair_without_a_text(self, world: World) -> None:
        code = declared(world, "L1", by="ORT-L@GVA")
        world.phone("CHAIR").is_silent()
        assert any(f"{code} L1 declared" in card for card in world.person("CHAIR").told())

    def test_who_may_not_declare_is_refused_with_the_rule_and_the_report_button_works(self, world: World) -> None:
        refusal = ask(world, ANYBODY, 'declare fire GVA L3 smoke, "thick" and black')
        assert "CM policy 3.1" in plain_text(refusal)
        assert "Who may: Crisis Management Team holders" in plain_text(refusal)
        assert list(buttons(refusal)) == [REPORT]
        assert not paged(world)
        assert last(world, "org").body == {
            "text": 'Refused: /crisis declare fire GVA L3 smoke, "thick" and black',
            "rule": last(world, "org").body["rule"],  # type: ignore[index]
            "who_may": last(world, "org").body["who_may"],  # type: ignore[index]
        }
        assert "is being paged" in text(world, ANYBODY, buttons(refusal)[REPORT])
        assert paged(world) == {DUTY}
        made = incident(world, world.code())
        assert (made.phase, made.type, made.sites, made.title) == (
            Phase.REPORTED, "fire", ("GVA",), 'smoke, "thick" and black',
        )  # fmt: skip

    def test_the_report_button_works_even_when_type_and_site_were_mistyped(self, world: World) -> None:
        refusal = ask(world, ANYBODY, "declare smokke GVAA it burns")
        assert "is being paged" in text(world, ANYBODY, buttons(refusal)[REPORT])
        assert "it burns (smokke) (GVAA)" in world.log(world.code())[0]

    def test_type_and_site_may_be_left_to_aliases_names_and_the_own_site(self, world: World) -> None:
        text(world, "CHAIR", 'declare smoke "Addis-Abeba" L1 kitchen')
        assert (incident(world, world.code()).type, incident(world, world.code()).sites) == ("fire", ("ADD",))
        text(world, "ORT-L@NYC", "declare fire")
        assert incident(world, world.code()).sites == ("NYC",)
        assert incident(world, world.code()).level is Level.L2

    def test_several_sites_are_each_paged_once_however_often_they_are_named(self, world: World) -> None:
        text(world, "CHAIR", "declare other GVA,NYC,gva L1 threat to both")
        assert incident(world, world.code()).sites == ("GVA", "NYC")
        assert paged(world) == holders(world, *ORT, "ORT-L@NYC", "ORT-D@NYC", "ORT-F@NYC")

    @pytest.mark.parametrize(
        ("line", "word", "meant"),
        [
            ("declare fier GVA L1 x", "'fier' is not a type", "fire"),
            ("declare fire GVVA L1 x", "'GVVA' is not a site", "gva"),
            ("declare fire GVA,NYCC L1 x", "'NYCC' is not a site", "nyc"),
        ],
    )
    def test_an_unknown_word_is_refused_with_all_choices_and_one_press_mends_it(
        self, world: World, line: str, word: str, meant: str
    ) -> None:
        refusal = ask(world, "CHAIR", line)
        assert word in plain_text(refusal)
        assert "Nothing was changed." in plain_text(refusal)
        assert not paged(world)
        assert " declared" in text(world, "CHAIR", buttons(refusal)[f"I meant '{meant}'"])

    def test_mending_a_short_word_leaves_the_other_words_alone(self, world: World) -> None:
        refusal = ask(world, "CHAIR", "declare fire gv L1 vagve")
        assert buttons(refusal) == {"I meant 'gva'": "declare fire gva L1 vagve"}

    @pytest.mark.parametrize(
        ("typed", "earlier"),
        [("08:40", timedelta(minutes=80)), ("08:40Z", timedelta(minutes=20)), ("11:00", timedelta(hours=23))],
    )
    def test_reported_is_the_last_such_moment_on_the_sites_clock(
        self, world: World, typed: str, earlier: timedelta
    ) -> None:
        text(world, "CHAIR", f"declare fire GVA L1 smoke reported={typed}")
        assert incident(world, world.code()).reported_at == START - earlier

    @pytest.mark.parametrize("typed", ["25:00", "half past nine", "12:60", "-1:30"])
    def test_an_impossible_time_is_refused_with_an_example(self, world: World, typed: str) -> None:
        answer = text(world, "CHAIR", f'declare fire GVA L1 smoke reported="{typed}"')
        assert typed in answer
        assert "for example 14:20" in answer
        assert not paged(world)

    def test_what_resembles_an_open_incident_is_declared_first_and_offered_for_merging_after(
        self, world: World
    ) -> None:
        first = declared(world, "L1", by="HSSD")
        answer = ask(world, "CHAIR", "declare fire GVA L2 fire in the tower")
        second = world.code()
        assert f"is it the same event as {first}?" in answer.title
        assert paged(world) >= holders(world, *CORE)
        text(world, "CHAIR", buttons(answer)[f"Merge into {first}"])
        assert incident(world, second).phase is Phase.MERGED
        assert incident(world, first).phase is Phase.ACTIVE

    def test_an_unlike_incident_is_not_offered(self, world: World) -> None:
        declared(world, "L1", "GVA")
        assert not buttons(ask(world, "CHAIR", "declare cyber NYC L1 mail is down"))


class TestReporting:
    def test_anybody_reports_and_the_duty_officer_is_paged_until_somebody_takes_it(self, world: World) -> None:
        answer = text(world, ANYBODY, "report smell of gas by the lift type=fire site=GVA")
        code = world.code()
        assert "In danger call 117 or +41220000000" in answer
        world.phone(DUTY).expects("DUTY" if world.who(DUTY).language == "en" else code)
        world.passes(minutes=5)
        world.phone(BACKUP).expects(code).replies("7")
        assert "TAKE" in world.phone(BACKUP).texts()[-1]
        world.passes(minutes=30)
        assert paged(world) == {DUTY, BACKUP}

    def test_without_type_and_site_it_is_of_kind_other_at_the_reporters_site(self, world: World) -> None:
        text(world, "P115", "report something is wrong")
        assert (incident(world, world.code()).type, incident(world, world.code()).sites) == ("other", ("NYC",))

    def test_a_report_in_an_incidents_room_goes_into_its_log_and_pages_the_duty_officer(self, world: World) -> None:
        code = declared(world)
        text(world, "ORT-L@GVA", "report there is a second fire", room=f"crisis-{code.lower()}")
        assert world.code() == code
        assert any("there is a second fire" in line for line in world.log(code))
        assert DUTY in paged(world)

    def test_a_report_on_a_closed_incident_opens_a_new_one_that_can_be_taken(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f"standdown {code}")
        text(world, ANYBODY, f"report {code} it burns again")
        assert world.code() != code
        world.phone(DUTY).replies("7")
        assert incident(world, code).phase is Phase.STOOD_DOWN
        assert any("by SMS" in line for line in world.log(world.code()))

    def test_an_empty_report_is_refused_and_nobody_is_paged(self, world: World) -> None:
        assert "A report is missing" in text(world, ANYBODY, 'report "" type=fire')
        assert not paged(world)

    def test_somebody_who_left_cannot_report_and_is_offered_no_button(self, world: World) -> None:
        leaves(world, ANYBODY)
        refusal = ask(world, ANYBODY, "report fire in my house")
        assert "not on the organisation's list any more" in plain_text(refusal)
        assert not buttons(refusal)
        assert not paged(world)


class TestVerifying:
    def test_a_verified_report_is_an_active_incident_whose_team_is_paged(self, world: World) -> None:
        text(world, ANYBODY, "report smoke type=fire site=GVA")
        code = world.code()
        answer = text(world, DUTY, f"verify {code} L2 seen by the guard")
        assert "active at L2" in answer
        assert paged(world) == {DUTY} | holders(world, *ORT, *CORE)
        assert any("seen by the guard" in line for line in world.log(code))

    @pytest.mark.parametrize(("kind", "level"), [("fire", Level.L2), ("other", Level.L1)])
    def test_without_a_level_it_gets_the_usual_one_of_its_kind(self, world: World, kind: str, level: Level) -> None:
        text(world, ANYBODY, f"report smoke type={kind} site=GVA")
        assert f"active at {level}" in text(world, DUTY, f"verify {world.code()}")
        assert incident(world, world.code()).level is level

    def test_a_level_typed_for_an_active_incident_is_said_not_to_be_taken(self, world: World) -> None:
        code = declared(world, "L1")
        answer = text(world, "HSSD", f"verify {code} L3")
        assert f"it stays at L1 (to change that: /crisis raise {code} L3)" in answer
        assert incident(world, code).level is Level.L1

    def test_it_is_verified_once(self, world: World) -> None:
        code = declared(world)
        text(world, "HSSD", f"verify {code}")
        before = len(entries(world, code))
        assert "was verified already" in text(world, "HSSD", f"verify {code}")
        assert len(entries(world, code)) == before

    def test_a_mistyped_code_verifies_nothing_else(self, world: World) -> None:
        code = declared(world)
        assert "There is no incident Z0Z" in text(world, "HSSD", "verify Z0Z")
        assert incident(world, code).verified_at is None


class TestLevels:
    def test_a_raise_pages_only_those_not_told_yet(self, world: World) -> None:
        code = declared(world, "L1", by="ORT-L@GVA")
        answer = text(world, "ORT-L@GVA", f"raise {code} L2 reason=it spreads")
        assert "raised from L1 to L2" in answer
        assert "it spreads" in last_status(world, code)
        assert all(len(texts) == 1 for texts in world.texts().values())
        assert paged(world) == holders(world, *ORT, *CORE)
        text(world, "CHAIR", f"raise {code} L3")
        assert all(len(texts) == 1 for texts in world.texts().values())
        assert paged(world) == holders(world, *ORT, *CORE, *REST)

    @pytest.mark.parametrize("level", ["L0", "L1"])
    def test_a_raise_to_no_higher_level_is_refused(self, world: World, level: str) -> None:
        code = declared(world, "L1")
        assert "is not higher" in text(world, "CHAIR", f"raise {code} {level}")

    def test_lowering_needs_a_reason_and_texts_nobody(self, world: World) -> None:
        code = declared(world, "L2")
        before = world.texts()
        assert f"lower {code} L1 reason=" in text(world, "CHAIR", f"lower {code} L1")
        assert incident(world, code).level is Level.L2
        assert "lowered from L2 to L1" in text(world, "CHAIR", f"lower {code} L1 the fire is out")
        assert incident(world, code).level is Level.L1
        assert world.texts() == before

    def test_lowering_to_what_is_not_lower_says_what_to_type(self, world: World) -> None:
        code = declared(world, "L2")
        assert f"raise {code} L3" in text(world, "CHAIR", f"lower {code} L3 reason=x")

    def test_each_change_of_level_publishes_the_logs_head_in_the_room(self, world: World) -> None:
        code = declared(world, "L1")
        text(world, "CHAIR", f"raise {code} L2")
        assert any("Head published" in line for line in world.log(code))
        assert any("SHA-256" in card for card in world.person("CHAIR").reads(f"crisis-{code.lower()}"))

    def test_the_acting_chair_may_lower_what_others_may_not(self, world: World) -> None:
        code = declared(world, "L2")
        world.phone("HSSD").replies("7")
        assert "lowered" in text(world, "HSSD", f"lower {code} L1 reason=the fire is out")
        assert "CM policy 4.3" in text(world, "ORMS", f"lower {code} L0 reason=x")


class TestEnding:
    def test_a_stand_down_reaches_exactly_those_who_were_texted_by_the_same_channel(self, world: World) -> None:
        code = declared(world, "L1")
        told = paged(world)
        text(world, "CHAIR", f"standdown {code} all out")
        assert incident(world, code).phase is Phase.STOOD_DOWN
        assert paged(world) == told
        assert all(len(texts) == 2 and code in texts[1] for texts in world.texts().values())
        world.passes(hours=2)
        assert all(len(texts) == 2 for texts in world.texts().values())

    def test_who_may_not_decide_proposes_to_the_chair_who_presses_one_button(self, world: World) -> None:
        code = declared(world, "L1")
        answer = text(world, "ORT-L@GVA", f"stand down {code} smoke is gone")
        assert f"{code}: stand-down proposed" in answer
        assert incident(world, code).phase is Phase.STAND_DOWN_PROPOSED
        asked = world.person("CHAIR").told()[-1]
        assert "smoke is gone" in asked
        assert f"[Keep going] /crisis keepgoing {code}" in asked
        text(world, "CHAIR", f"keepgoing {code} not yet")
        assert incident(world, code).phase is Phase.ACTIVE
        assert "not yet" in last_status(world, code)
        assert "no stand-down is proposed" in text(world, "CHAIR", f"keepgoing {code}")

    def test_a_false_alarm_tells_exactly_those_who_were_texted(self, world: World) -> None:
        code = declared(world, "L1")
        told = paged(world)
        assert "Everybody who was texted is being told" in text(world, "HSSD", f"false alarm {code} burnt toast")
        assert paged(world) == told
        assert all(len(texts) == 2 for texts in world.texts().values())
        assert "burnt toast" in last_status(world, code)

    def test_pages_that_still_wait_are_dropped_before_the_notice_goes(self, world: World) -> None:
        chair = world.person("CHAIR").person.id
        world.run(world.app.line(world.event(), chair, None, "/crisis declare fire GVA L1 smoke"))
        world.run(world.app.line(world.event(), chair, None, f"/crisis falsealarm {world.code()}"))
        world.settle()
        assert not any(world.texts().values())
        assert incident(world, world.code()).phase is Phase.FALSE_ALARM

    @pytest.mark.parametrize("level", ["L2", "L3"])
    def test_closing_a_grave_one_asks_for_a_reason_while_no_review_exists(self, world: World, level: str) -> None:
        code = declared(world, level)
        text(world, "CHAIR", f"standdown {code}")
        assert "without an after-action review" in text(world, "CHAIR", f"close {code}")
        assert incident(world, code).phase is Phase.STOOD_DOWN
        assert "is closed" in text(world, "CHAIR", f"close {code} reason=review planned for May")
        assert "review planned for May" in last_status(world, code)

    def test_a_crisis_that_was_lowered_still_closes_with_a_reason(self, world: World) -> None:
        code = declared(world, "L3")
        text(world, "CHAIR", f"lower {code} L1 reason=the fire is out")
        text(world, "CHAIR", f"standdown {code}")
        assert "was an L3 without an after-action review" in text(world, "CHAIR", f"close {code}")
        assert incident(world, code).phase is Phase.STOOD_DOWN
        assert "is closed" in text(world, "CHAIR", f"close {code} reason=review in May")

    def test_an_l1_closes_without_a_reason_and_its_rooms_become_read_only(self, world: World) -> None:
        code = declared(world, "L1")
        assert f"Type instead: /crisis standdown {code}" in text(world, "CHAIR", f"close {code}")
        text(world, "CHAIR", f"standdown {code}")
        text(world, "CHAIR", f"close {code}")
        assert {room.closed for room in world.app.console.rooms_of(world.who("CHAIR").id)} == {True}

    def test_reopening_needs_a_reason_opens_new_rooms_and_pages_the_team_anew(self, world: World) -> None:
        code = declared(world, "L1")
        world.phone("ORT-L@GVA").replies("7")
        text(world, "CHAIR", f"standdown {code}")
        text(world, "CHAIR", f"close {code}")
        assert "needs a reason" in text(world, "CHAIR", f"reopen {code}")
        before = world.texts()
        assert "open again at L1" in text(world, "CHAIR", f"reopen {code} reason=it burns again")
        new = {number for number, texts in world.texts().items() if len(texts) > len(before[number])}
        assert new == {world.phone(seat).number for seat in ORT}
        room = f"crisis-{code.lower()}"
        assert f"{room}-2" in world.person("CHAIR").rooms()

    def test_a_merge_tells_those_texted_and_takes_the_people_along(self, world: World) -> None:
        first, second = declared(world, "L1", by="HSSD"), declared(world, "L1", "NYC")
        text(world, "CHAIR", f"merge {second} into {first}")
        assert first in world.phone("ORT-L@NYC").texts()[-1]
        assert f"crisis-{first.lower()}" in world.person("ORT-L@NYC").rooms()
        assert any(f"{second} was merged into this" in line for line in world.log(first))
        assert "cannot" in text(world, "CHAIR", f"reopen {second} reason=x")

    @pytest.mark.parametrize(
        ("other", "why"), [("itself", "into itself"), ("unknown", "There is no incident"), ("closed", "stood down")]
    )
    def test_a_merge_into_nothing_sensible_is_refused(self, world: World, other: str, why: str) -> None:
        code = declared(world)
        into = {"itself": code, "unknown": "Z0Z", "closed": ""}[other]
        if not into:
            into = declared(world, "L1", "NYC")
            text(world, "CHAIR", f"standdown {into}")
        assert why in text(world, "CHAIR", f"merge {code} into {into}")
        assert incident(world, code).phase is Phase.ACTIVE


def last_status(world: World, code: str) -> str:
    """Give the last change of state in a log."""
    return [entry.text for entry in entries(world, code) if entry.kind == "status"][-1]
