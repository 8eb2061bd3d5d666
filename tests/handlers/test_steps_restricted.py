"""What a restricted step records stays in the restricted room; and the views of the playbook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers.exporting import export_csv, export_jsonl
from handlers.parse import fill_form
from playbooks.rules.steps import StepState
from playbooks.rules.vocabulary import EntryKind, Sensitivity
from tests.databases import Databases
from tests.handlers.desk import DUTY, ask, buttons, declared, entries, form, places, rows, text
from tests.handlers.sop import library, run, step
from tests.world import World

SECRET = "Maria Lopez, burns, HUG"


@pytest.fixture
def world(filled: str, databases: Databases) -> Iterator[World]:
    """Give the demonstration with a small playbook for fires."""
    with World(databases.copy(filled), library=library()) as world:
        yield world


@pytest.fixture
def code(world: World) -> str:
    return declared(world, "L3")


def main(code: str) -> str:
    return f"crisis-{code.lower()}"


def restricted(code: str) -> str:
    return f"{main(code)}-restricted"


class TestOutsideTheRestrictedRoom:
    @pytest.mark.parametrize(
        "line",
        [
            "sop done {code} s5 {secret}",
            "sop evidence {code} s5 {secret}",
            "sop note {code} s5 {secret}",
            "sop done {code} s16 {secret} because={secret}",
            "sop done {code} s55 {secret}",
            "sop done Z9Z s5 {secret}",
        ],
    )
    @pytest.mark.parametrize(("who", "in_room"), [("MA", True), ("MA", False), ("P100", False)])
    def test_words_are_refused_and_kept_nowhere_at_all(
        self, world: World, code: str, line: str, who: str, in_room: bool
    ) -> None:
        here = main(code) if in_room else None
        answer = text(world, who, line.format(code=code, secret=SECRET), here)
        assert "Not done" in answer
        assert places(world, SECRET) == set()
        assert step(world, code, "s5").records == []

    def test_the_refusal_says_where_to_type_it(self, world: World, code: str) -> None:
        refused = text(world, "MA", f"sop done {code} s5 {SECRET}")
        assert f"Type it in the room {restricted(code)}." in refused

    def test_the_restricted_room_of_another_incident_is_not_the_place(self, world: World, code: str) -> None:
        other = declared(world, "L3", "BKK")
        assert "Not done" in text(world, "MA", f"sop done {code} s5 {SECRET}", restricted(other))
        assert places(world, SECRET) == set()

    def test_with_its_evidence_on_record_it_may_be_ticked_anywhere(self, world: World, code: str) -> None:
        assert "restricted" in text(world, "MA", f"sop done {code} s5", main(code))
        text(world, "MA", f"sop evidence {code} s5 {SECRET}", restricted(code))
        assert "is done" in text(world, "MA", f"sop done {code} s5", main(code))


class TestInTheRestrictedRoom:
    def test_the_words_stand_in_one_entry_and_in_that_room_and_nowhere_else(self, world: World, code: str) -> None:
        answer = text(world, "MA", f"sop done {code} s5 {SECRET}", restricted(code))
        assert "s5 is done" in answer
        assert SECRET not in answer
        assert places(world, SECRET) == {"log_body", "outbox", "console_message"}
        secret = [entry for entry in entries(world, code) if SECRET in entry.text]
        assert [entry.sensitivity for entry in secret] == [Sensitivity.STRICTLY_CONFIDENTIAL]
        assert any(SECRET in said for said in world.person("MA").reads(restricted(code)))
        cards = [row for row in rows(world, "outbox") if SECRET in row]
        assert len(cards) == 1
        assert "PostCard" in cards[0]
        assert "strictly confidential" in cards[0]

    def test_everybody_else_sees_that_it_was_recorded(self, world: World, code: str) -> None:
        text(world, "MA", f"sop done {code} s16 {SECRET} because=the hospital said so", restricted(code))
        said = world.person("MA").reads(main(code))
        assert any("s16 done" in one and "recorded, restricted" in one for one in said)
        seen = [*said, world.person("CHAIR").board(main(code)), *world.person("CHAIR").told()]
        seen.append(text(world, "CHAIR", f"sop show {code} s16", main(code)))
        seen.append(text(world, "CHAIR", f"sop show {code} s16"))
        seen.append(text(world, "CHAIR", f"sop show {code}"))
        seen.append(text(world, "CHAIR", f"status {code}"))
        assert not any(SECRET in one or "hospital" in one for one in seen)
        assert "recorded, restricted" in seen[-4]
        assert SECRET in text(world, "CHAIR", f"sop show {code} s16", restricted(code))

    def test_the_export_marks_the_one_entry_and_repeats_it_in_no_other(self, world: World, code: str) -> None:
        text(world, "MA", f"sop done {code} s16 {SECRET} because=the hospital", restricted(code))
        with world.store.read() as uow:
            for export in (export_jsonl, export_csv):
                lines = [line for line in export(uow, code, world.app.now()) if "Lopez" in line or "hospital" in line]
                assert len(lines) == 1
                assert "strictly confidential" in lines[0]

    def test_a_purge_takes_the_words_from_the_step_too(self, world: World, code: str) -> None:
        text(world, "MA", f"sop done {code} s5 {SECRET}", restricted(code))
        number = next(entry.seq for entry in entries(world, code) if SECRET in entry.text)
        text(world, "HSSD", f"purge {code} {number} reason=wrong person")
        assert "[purged]" in text(world, "MA", f"sop show {code} s5", restricted(code))
        assert places(world, SECRET) == set()

    def test_the_form_for_what_is_missing_repeats_nothing(self, world: World, code: str) -> None:
        card = ask(world, "MA", f"sop done {code} s16 {SECRET}", restricted(code))
        assert {field.value for field in form(card).fields} == {""}
        assert places(world, SECRET) == set()
        line = fill_form(form(card), {"text": SECRET, "because": "the hospital"})
        assert "is done" in text(world, "MA", line, restricted(code))

    def test_what_is_typed_there_about_any_step_stays_there(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"sop done {code} s4 {SECRET} because=it is so", restricted(code))
        text(world, "CHAIR", f"sop skip {code} s14 reason={SECRET}", restricted(code))
        assert step(world, code, "s14").reason == "recorded, restricted"
        assert SECRET not in "".join(world.person("CHAIR").reads(main(code)))
        assert SECRET not in world.person("CHAIR").board(main(code))


class TestAdding:
    def test_a_step_is_added_for_this_incident_alone_and_its_holder_is_told(self, world: World, code: str) -> None:
        answer = text(world, "CHAIR", f"sop add {code} Call the school role=hr within=30m")
        assert f"{code} n1 is added" in answer
        assert any(f"{code} n1 is yours, due 09:30 UTC" in card for card in world.person("HR").told())
        assert any("n1 added by" in said for said in world.person("FAC").reads(main(code)))
        world.passes(minutes=30)
        assert any("n1 is overdue" in card for card in world.person("HR").told())
        assert "is done" in text(world, "HR", f"sop done {code} n1")
        assert len(run(world, declared(world, "L3", "BKK")).steps) == 16

    def test_it_may_be_for_a_seat_of_the_site_and_counted_from_another_step(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"sop add {code} Ring back role=ORT-F within=1h after=s2")
        assert step(world, code, "n1").definition.roles == ("ORT-F@GVA",)
        assert step(world, code, "n1").started_at is None
        text(world, "HSSD", f"sop done {code} s2 the DO")
        assert any(f"{code} n1 is yours, due 10:00 UTC" in card for card in world.person("ORT-F@GVA").told())

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("Call role=xyz", "neither a role nor a seat"),
            ("Call within=soon", "write 30m, 2h or 1d"),
            ("Call within=0m", "write 30m, 2h or 1d"),
            ("Call after=s2", "Say how long after s2"),
            ("Call within=9999h", "due within 90 days"),
            ("Call within=14w after=s2", "due within 90 days"),
            ("Call after=s99 within=1h", "has no step 's99'"),
            ("role=hr", "A step is missing"),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, world: World, code: str, typed: str, said: str) -> None:
        before = len(world.log(code))
        answer = text(world, "CHAIR", f"sop add {code} {typed}")
        assert "Not done" in answer
        assert said in answer
        assert (len(run(world, code).steps), len(world.log(code))) == (16, before)

    @pytest.mark.parametrize("who", ["P030", "FAC", "ORT-L@GVA"])
    def test_whoever_only_works_through_the_steps_adds_none(self, world: World, code: str, who: str) -> None:
        refused = text(world, who, f"sop add {code} Fetch coffee for the chair role=CHAIR within=5m")
        assert "CM policy 7.8" in refused
        assert len(run(world, code).steps) == 16
        assert not any("coffee" in card for card in world.person("CHAIR").told())

    def test_typed_alone_it_shows_a_form_that_works(self, world: World, code: str) -> None:
        card = ask(world, "CHAIR", f"sop add {code}")
        values = {"text": 'Call "the" school', "role": "HR", "within": "2h", "after": ""}
        assert "n1 is added" in text(world, "CHAIR", fill_form(form(card), values))
        assert step(world, code, "n1").definition.text == 'Call "the" school'


class TestAddingInTheRestrictedRoom:
    def test_its_words_stand_there_and_everybody_else_sees_a_restricted_step(self, world: World, code: str) -> None:
        line = f"sop add {code} Tell the family of {SECRET} role=MA within=30m"
        answer = text(world, "CHAIR", line, restricted(code))
        assert f"{code} n1 is added" in answer
        assert places(world, SECRET) == {"log_body", "outbox", "console_message"}
        secret = [entry for entry in entries(world, code) if SECRET in entry.text]
        assert [entry.sensitivity for entry in secret] == [Sensitivity.STRICTLY_CONFIDENTIAL]
        world.passes(minutes=30)
        seen = [*world.person("CHAIR").reads(main(code)), *world.person("MA").told()]
        seen += [text(world, "CHAIR", f"sop show {code} n1", main(code)), text(world, "CHAIR", f"status {code}")]
        assert not any(SECRET in one for one in seen)
        assert any("n1 added by" in one and "A restricted step" in one for one in seen)
        assert any("n1 is overdue" in one for one in seen)
        assert SECRET in text(world, "MA", f"sop show {code} n1", restricted(code))
        assert any(SECRET in one for one in world.person("MA").reads(restricted(code)))

    def test_what_is_recorded_on_it_is_restricted_as_on_any_such_step(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"sop add {code} Tell the family role=MA", restricted(code))
        assert "Not done" in text(world, "MA", f"sop done {code} n1 {SECRET}", main(code))
        assert places(world, SECRET) == set()
        assert "is done" in text(world, "MA", f"sop done {code} n1 {SECRET}", restricted(code))

    def test_it_goes_to_nobody_who_cannot_read_it(self, world: World, code: str) -> None:
        before = len(world.log(code))
        refused = text(world, "CHAIR", f"sop add {code} Tell the family of {SECRET} role=FAC", restricted(code))
        assert "Not done" in refused
        assert f"not in the restricted room of {code}: {world.who('FAC').name}" in refused
        assert len(run(world, code).steps) == 16
        assert len(world.log(code)) == before
        assert places(world, SECRET) == set()

    @pytest.mark.parametrize("whom", ["P026", "me"])
    def test_a_restricted_step_is_given_to_nobody_outside_of_the_room(self, world: World, code: str, whom: str) -> None:
        who = "FAC" if whom == "me" else "CHAIR"
        refused = text(world, who, f"sop assign {code} s5 {whom}")
        assert f"not in the restricted room of {code}" in refused
        assert f"these seats, when they are paged or type /crisis join {code}: " in refused
        assert "Medical Adviser" in refused
        assert step(world, code, "s5").assigned_to is None
        assert "s5 is" in text(world, "CHAIR", f"sop assign {code} s5 me")


class TestViews:
    def test_the_whole_playbook_by_phase_with_due_times_and_states(self, world: World, code: str) -> None:
        text(world, "CHAIR", f"sop skip {code} s8 reason=no press")
        shown = text(world, "CHAIR", f"sop show {code}")
        assert shown.index("0 Alert and verify") < shown.index("1 Activate") < shown.index("5 Stand down")
        assert "s2 | HSSD | 09:20 UTC | open" in shown
        assert "s7 | FAC | 10:30 UTC | waits for gate s6" in shown
        assert "s8 | CCD | 09:45 UTC | ✗ skipped 09:00 UTC" in shown
        assert "s9 | HR | after s2 | not begun" in shown
        assert "version 0123456789ab, a draft nobody approved" in shown

    def test_what_is_next_begins_with_ones_own_and_the_most_overdue(self, world: World, code: str) -> None:
        world.passes(minutes=25)
        shown = text(world, "FAC", f"sop next {code}")
        own, others = shown.split("The others'")
        assert own.index("s6") < own.index("s7")
        assert others.index("s1 |") < others.index("s2 |") < others.index("s4 |")
        assert "OVERDUE" in others
        assert "s9" not in shown, "its clock has not begun"
        assert buttons(ask(world, "FAC", f"sop next {code}"))["Done"] == f"sop done {code} s6"

    def test_sop_alone_is_what_is_next(self, world: World, code: str) -> None:
        assert text(world, "CHAIR", "sop", main(code)).startswith(f"{code}: what is next")

    def test_the_board_says_how_far_the_playbook_is(self, world: World, code: str) -> None:
        board = text(world, "CHAIR", f"status {code}")
        assert "SOP: 2 of 16 done, next s1 SSD-DO by 09:15 UTC" in board
        world.passes(minutes=25)
        text(world, "CHAIR", f"sop na {code} s13")
        assert "SOP: 2 of 15 done, 3 overdue, next s4 CHAIR by 09:30 UTC" in world.person("CHAIR").board(main(code))

    def test_one_step_tells_all_of_itself(self, world: World, code: str) -> None:
        text(world, DUTY, f"sop evidence {code} s1 photo 12")
        shown = text(world, "CHAIR", f"sop show {code} s1")
        assert f"Holder: SSD-DO: {world.who(DUTY).name}" in shown
        assert "Record: what s1 leaves" in shown
        assert "photo 12" in shown

    def test_an_earlier_round_is_shown(self, world: World, code: str) -> None:
        text(world, "HSSD", f"sop done {code} s10")
        assert "Before: round 1: ✓ done 09:00 UTC" in text(world, "HSSD", f"sop show {code} s10")
        assert run(world, code).steps[9].state is StepState.DONE

    @pytest.mark.parametrize("line", ["sop show {}", "sop next {}", "sop show {} s1"])
    def test_who_has_no_part_in_it_sees_nothing(self, world: World, code: str, line: str) -> None:
        assert "Not done" in text(world, "P100", line.format(code))

    def test_an_unknown_step_is_told_with_what_is_near(self, world: World, code: str) -> None:
        assert "Near it: s1" in text(world, "CHAIR", f"sop show {code} s111")
        assert entries(world, code)[-1].kind != EntryKind.REFUSED
