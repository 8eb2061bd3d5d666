"""Somebody goes on leave: everybody sees it, their pages ring others first, and nobody is left out."""

from __future__ import annotations

import pytest

from handlers import commands as c
from handlers.parse import fill_form, parse
from playbooks.rules.errors import Invalid
from storage.store import Store
from tests.handlers.desk import ANYBODY, DUTY, ask, declared, entries, form, last, paged, text
from tests.handlers.loading import load_people, person, problems
from tests.handlers.test_forms_and_help import NASTY
from tests.handlers.test_paging import seat_row
from tests.handlers.test_reporting import made
from tests.handlers.test_rollup import opened
from tests.world import World

LEADER = "ORT-L@GVA"
#: The clock of the tests begins on 2026-11-23.
UNTIL = "2026-12-04"


class TestSayingSo:
    @pytest.mark.parametrize(
        ("line", "who", "since"),
        [
            (f"away until {UNTIL}", "", ""),
            (f"away until={UNTIL}", "", ""),
            (f"away from 2026-12-01 until {UNTIL}", "", "2026-12-01"),
            (f"away until {UNTIL} from 2026-12-01", "", "2026-12-01"),
            (f"away @Samuel Wanjohi from 2026-12-01 until {UNTIL}", "Samuel Wanjohi", "2026-12-01"),
            (f'away "P005" from="2026-12-01" until="{UNTIL}"', "P005", "2026-12-01"),
            (f'away "" from="" until="{UNTIL}"', "", ""),
        ],
    )
    def test_it_is_read_however_it_is_put(self, line: str, who: str, since: str) -> None:
        assert parse(line) == c.Away(who=who, since=since, until=UNTIL)

    def test_a_leave_without_an_end_is_refused(self) -> None:
        with pytest.raises(Invalid, match="needs the last day"):
            parse("away from 2026-12-01")

    def test_typed_alone_it_is_a_form(self, world: World) -> None:
        shown = form(ask(world, ANYBODY, "away"))
        assert [field.name for field in shown.fields] == ["who", "since", "until"]
        for value in NASTY:
            filled = {field.name: value for field in shown.fields}
            assert parse(fill_form(shown, dict(filled))) == c.Away(**filled)

    def test_everybody_says_so_for_themselves_and_it_is_logged_and_shown(self, world: World) -> None:
        answer = text(world, "HSSD", f"away until {UNTIL}")
        assert f"You are on leave until {UNTIL}" in answer
        assert "a check-in asks them all the same" in answer
        assert last(world, "org").text == "Samuel Wanjohi is on leave from 2026-11-23 until 2026-12-04."
        assert f"Away: on leave until {UNTIL}" in text(world, ANYBODY, "whois wanjohi")
        for what in ("HSSD", "CMT"):
            assert f"Samuel Wanjohi (on leave until {UNTIL})" in text(world, ANYBODY, f"whois {what}")
        assert "You are there again" in text(world, "HSSD", "back")
        assert last(world, "org").text == "Samuel Wanjohi is not on leave any more."
        assert "leave" not in text(world, ANYBODY, "whois HSSD")

    def test_a_leave_to_come_is_shown_with_its_first_day(self, world: World) -> None:
        text(world, "HSSD", f"away from 2026-12-01 until {UNTIL}")
        assert f"Samuel Wanjohi (on leave from 2026-12-01 until {UNTIL})" in text(world, ANYBODY, "whois HSSD")

    def test_a_leave_that_is_over_is_shown_nowhere(self, world: World) -> None:
        text(world, "HSSD", "away until 2026-11-23")
        world.passes(hours=24)
        assert "leave" not in text(world, ANYBODY, "whois HSSD") + text(world, ANYBODY, "whois wanjohi")

    def test_the_officer_on_duty_is_shown_as_away(self, world: World) -> None:
        text(world, DUTY, f"away until {UNTIL}")
        assert f"(on leave until {UNTIL})" in text(world, ANYBODY, "whois duty")

    @pytest.mark.parametrize("deputy", ["ORMS", "ORMS/1", "HR"])
    def test_the_coordinator_says_so_of_others_who_hear_of_it_and_may_contradict(
        self, world: World, deputy: str
    ) -> None:
        assert "Samuel Wanjohi is on leave" in text(world, deputy, f"away wanjohi until {UNTIL}")
        assert world.who(deputy).name in world.person("HSSD").told()[-1]
        assert "You are there again" in text(world, "HSSD", "back")
        text(world, deputy, f"away P005 until {UNTIL}")
        assert "Samuel Wanjohi is there again" in text(world, deputy, "back @P005")

    @pytest.mark.parametrize("line", [f"away wanjohi until {UNTIL}", "back wanjohi"])
    def test_nobody_else_may_and_the_refusal_says_who(self, world: World, line: str) -> None:
        refusal = text(world, "CHAIR", line)
        assert "CM policy 6.6" in refusal
        assert "Who may: Human Resources, ORMS Coordinator" in refusal
        assert "leave" not in text(world, ANYBODY, "whois HSSD")

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("away until friday", "'friday' is not a date; write year-month-day"),
            ("away until 2026-11-22", "2026-11-22 is over already: You are there"),
            (f"away from 2026-12-05 until {UNTIL}", "lies before the first"),
            ("away until 2062-12-04", "more than two years"),
            ("back", " is known"),
        ],
    )
    def test_what_makes_no_sense_is_refused_with_what_to_type(self, world: World, line: str, said: str) -> None:
        before = entries(world, "org")
        answer = text(world, ANYBODY, line)
        assert said in answer
        assert "/crisis away from 2026-12-01 until 2026-12-04" in answer
        assert entries(world, "org") == before

    def test_whoever_leaves_a_seat_without_anybody_is_told_at_once(self, world: World) -> None:
        assert "nobody" not in text(world, "HSSD/1", f"away until {UNTIL}")
        assert "nobody" not in text(world, "HSSD/2", "away until 2026-11-30")
        assert "Then nobody who is there can be texted for HSSD" in text(world, "HSSD", f"away until {UNTIL}")
        text(world, "HSSD", "back")
        assert "nobody" not in text(world, "HSSD", f"away from 2026-12-01 until {UNTIL}")


class TestPages:
    def test_the_page_rings_the_alternate_first_and_says_why(self, world: World) -> None:
        text(world, LEADER, f"away until {UNTIL}")
        code = declared(world)
        gone = f"{world.who(LEADER).name} is on leave until {UNTIL}"
        assert world.who(f"{LEADER}/1").id in paged(world)
        assert world.who(LEADER).id not in paged(world)
        card = next(card for card in world.person(f"{LEADER}/1").told() if "You are paged" in card)
        assert "ORT Leader, Geneva, alternate 1" in card
        assert f"{gone}." in card
        assert world.log(code).count(f"Rung after those who are there: ORT-L@GVA: {gone}.") == 1
        assert f"{world.who(f'{LEADER}/1').name} (alternate 1; {gone})" in seat_row(world, code, "ORT Leader, Geneva")

    def test_whoever_is_away_is_rung_when_nobody_else_comes(self, world: World) -> None:
        text(world, LEADER, f"away until {UNTIL}")
        code = declared(world)
        for alternate in (f"{LEADER}/1", f"{LEADER}/2"):
            world.phone(LEADER).is_silent()
            world.phone(alternate).expects(code).replies("9").expects(code)
        world.phone(LEADER).expects(code).replies("7")
        row = seat_row(world, code, "ORT Leader, Geneva")
        assert row.startswith(f"ORT Leader, Geneva | {world.who(LEADER).name} (")
        assert "alternate" not in row

    def test_where_everybody_is_away_the_usual_order_rings(self, world: World) -> None:
        for who in (LEADER, f"{LEADER}/1", f"{LEADER}/2"):
            text(world, who, f"away until {UNTIL}")
        code = declared(world)
        world.phone(LEADER).expects(code)
        world.phone(f"{LEADER}/1").is_silent()

    def test_a_leave_that_begins_or_ends_counts_from_the_next_round(self, world: World) -> None:
        code = declared(world)
        text(world, LEADER, f"away until {UNTIL}")
        for who in (LEADER, f"{LEADER}/1", f"{LEADER}/2"):
            world.phone(who).replies("9")
        text(world, LEADER, "back")
        before = len(world.phone(LEADER).texts())
        text(world, "CHAIR", f"page {code} {LEADER}")
        assert len(world.phone(LEADER).texts()) == before + 1

    def test_a_report_rings_an_officer_who_is_there(self, world: World) -> None:
        text(world, DUTY, f"away until {UNTIL}")
        text(world, ANYBODY, "report fire in the kitchen")
        assert paged(world) == {"P045"}

    def test_the_steps_of_the_seat_are_those_of_the_alternate_who_is_there(self, world: World) -> None:
        text(world, LEADER, f"away until {UNTIL}")
        code = declared(world)
        steps = text(world, "CHAIR", f"sop next {code}")
        assert world.who(f"{LEADER}/1").name in steps
        assert world.who(LEADER).name not in steps

    def test_an_alarm_goes_to_the_next_in_the_chairs_seat(self, world: World) -> None:
        text(world, "CHAIR", f"away until {UNTIL}")
        code = declared(world, by="HSSD")
        world.passes(minutes=30)
        assert any(f"{code}: quorum is overdue" in card for card in world.person("CHAIR/1").told())

    def test_the_report_calls_everybody_what_they_are(self, world: World) -> None:
        text(world, LEADER, f"away until {UNTIL}")
        code = declared(world)
        world.phone(f"{LEADER}/1").replies("9")
        world.phone(f"{LEADER}/2").replies("9")
        (leader,) = [seat for seat in made(world, code).seats if seat.code == LEADER]
        assert [call.place for call in leader.calls] == ["alternate 1", "alternate 2", "holder"]


def test_a_call_for_help_alerts_an_officer_who_is_there(world: World) -> None:
    text(world, DUTY, f"away until {UNTIL}")
    code = declared(world, "L0", "GVA", "CHAIR", "earthquake")
    ask(world, "CHAIR", f"checkin start {code}")
    before = world.phone(DUTY).texts(), len(world.phone("P045").texts())
    world.phone("P034").replies("2")
    assert len(world.phone("P045").texts()) == before[1] + 1
    assert world.phone(DUTY).texts() == before[0]


def test_a_check_in_asks_them_all_the_same_and_shows_the_leave_to_whoever_looks_for_them(world: World) -> None:
    text(world, "P034", f"away until {UNTIL}")
    code = declared(world, "L0", "GVA", "CHAIR", "earthquake")
    ask(world, "CHAIR", f"checkin start {code}")
    world.phone("P034").expects("1")
    assert f"; on leave until {UNTIL}" in text(world, "HSSD", f"checkin status {code}")
    _, printed = opened(world, ask(world, "HSSD", f"checkin unaccounted {code}"))
    (line,) = [one for sheet in printed.sheets for one in sheet.people if one.name == world.who("P034").name]
    assert line.status.endswith(f"; on leave until {UNTIL}")


class TestImporting:
    HEADER = "id,name,kind,language,site,away_from,away_until"

    def test_a_leave_is_imported_kept_and_cleared(self, demo: Store) -> None:
        assert load_people(demo, "P034,A,staff,en,GVA,2026-12-01,2026-12-04", header=self.HEADER).applied
        assert str(person(demo, "P034").away_until) == "2026-12-04"
        assert load_people(demo, "P034,A,staff,en,GVA", header="id,name,kind,language,site").applied
        assert str(person(demo, "P034").away_from) == "2026-12-01"
        assert load_people(demo, "P034,A,staff,en,GVA,,", header=self.HEADER).applied
        assert person(demo, "P034").away_until is None

    @pytest.mark.parametrize(
        ("days", "said"),
        [
            ("2026-12-01,", "'away_until' is empty. Write the first and the last day of the leave"),
            (",2026-12-01", "'away_from' is empty"),
            ("1.12.2026,2026-12-04", "'1.12.2026' in 'away_from' is not a date. Write year-month-day"),
            ("2026-12-04,2026-12-01", "The last day away, 2026-12-01, lies before the first, 2026-12-04. Correct"),
            ("2026-12-04,2062-12-01", "more than two years: give the seats to somebody else. Correct"),
        ],
    )
    def test_bad_days_are_named(self, demo: Store, days: str, said: str) -> None:
        assert said in problems(load_people(demo, f"P034,A,staff,en,GVA,{days}", header=self.HEADER))
