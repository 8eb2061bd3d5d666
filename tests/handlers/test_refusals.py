"""Refusals: who may not, two incidents at once, an incident that is not theirs; the rule, and one press that helps."""

from __future__ import annotations

import pytest

from handlers.cards import plain_text
from handlers.parse import fill_form
from playbooks.rules.vocabulary import Phase
from tests.handlers.asking import CHIARA, asked
from tests.handlers.desk import (
    ANYBODY,
    DUTY,
    REPORT,
    ask,
    buttons,
    declared,
    entries,
    form,
    incident,
    last,
    paged,
    text,
)
from tests.world import World

#: Neither security, nor of the team, nor a warden.
NEITHER = "P100"
#: (who may not, the line, the policy that says so).
WRONG_PERSON = [
    (ANYBODY, "verify {code}", "3.3"),
    (ANYBODY, "falsealarm {code}", "3.4"),
    (ANYBODY, "raise {code} L2", "4.2"),
    ("HSSD", "lower {code} L0 reason=x", "4.3"),
    ("ORT-L@GVA", "merge {code} into {code}", "4.5"),
    (ANYBODY, "standdown {code}", "5.1"),
    ("ORMS", "keepgoing {code}", "5.2"),
    ("HSSD", "close {code}", "5.4"),
    ("CCD", "reopen {code} reason=x", "5.5"),
    (ANYBODY, "page {code} HSSD", "6.1"),
    (ANYBODY, "join {code}", "6.4"),
    ("CCD", "augment {code} P001 role=driver", "6.5"),
    (ANYBODY, "status {code}", "7.1"),
    ("FIN", "log {code} hello", "7.2"),
    ("FIN", "fact {code} hello", "7.2"),
    ("FIN", "assume {code} hello", "7.2"),
    (ANYBODY, "decide {code} leave because=smoke", "7.3"),
    ("FIN", "correct {code} 1 hello", "7.4"),
    ("FIN", "undo {code}", "7.4"),
    ("CHAIR", "purge {code} 1 reason=x", "7.6"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "line", "policy"), WRONG_PERSON, ids=[row[1].split()[0] for row in WRONG_PERSON])
def test_a_refusal_names_the_rule_who_may_and_offers_one_button_that_works(
    world: World, who: str, line: str, policy: str
) -> None:
    code = declared(world, "L1", by="ORT-L@GVA")
    before = entries(world, code)
    line = line.format(code=code)
    refusal = ask(world, who, line)
    assert f"(CM policy {policy})" in plain_text(refusal)
    assert "Who may: " in plain_text(refusal)
    assert list(buttons(refusal)) == [REPORT]
    assert entries(world, code) == before
    assert last(world, "org").text == f"Refused: /crisis {line}"
    assert last(world, "org").author == world.who(who).id
    assert "duty officer is being paged" in text(world, who, buttons(refusal)[REPORT])
    world.phone(DUTY).expects(code)
    assert f"Asked for, and was refused: {line}" in world.log(code)[len(before)]


def test_the_report_button_names_the_incident_though_the_refused_line_did_not(world: World) -> None:
    code = declared(world, "L1", by="ORT-L@GVA")
    refusal = ask(world, "HSSD", "lower L0 reason=x")
    text(world, "HSSD", buttons(refusal)[REPORT])
    assert world.code() == code
    assert DUTY in paged(world)


class TestTwoAtOnce:
    @pytest.mark.parametrize(
        "line", ["log pumps run", "raise L2", "stand down all out", "answer joining", "undo", "fact\npumps"]
    )
    def test_a_line_without_a_code_is_refused_and_each_choice_is_one_press(self, world: World, line: str) -> None:
        first, second = declared(world, "L1", by="ORT-L@GVA"), declared(world, "L1", by="ORT-L@GVA", kind="cyber")
        before = [entries(world, first), entries(world, second)]
        refusal = ask(world, "ORT-L@GVA", line)
        assert "Several incidents are open" in plain_text(refusal)
        assert [entries(world, first), entries(world, second)] == before
        pressed = dict(zip((second, first), buttons(refusal).values(), strict=True))
        answer = text(world, "ORT-L@GVA", pressed[first])
        assert first in answer
        assert "There is no command" not in answer
        assert entries(world, second) == before[1]

    def test_in_an_incidents_room_no_code_is_needed(self, world: World) -> None:
        first, second = declared(world), declared(world)
        text(world, "CHAIR", "log pumps run", room=f"crisis-{first.lower()}")
        assert last(world, first).text == "pumps run"
        assert "pumps run" not in world.log(second)

    def test_a_code_typed_wins_over_the_room(self, world: World) -> None:
        first, second = declared(world), declared(world)
        text(world, "CHAIR", f"log {second} pumps run", room=f"crisis-{first.lower()}")
        assert last(world, second).text == "pumps run"

    def test_status_lists_them_all_with_a_button_each(self, world: World) -> None:
        first, second = declared(world), declared(world)
        card = ask(world, "CHAIR", "status")
        assert "2 incidents are open" in card.title
        assert set(buttons(card)) == {f"Status {first}", f"Status {second}"}

    def test_whoever_works_on_one_of_them_alone_needs_no_code(self, world: World) -> None:
        declared(world, "L1", "GVA")
        declared(world, "L1", "NYC")
        assert "Joining" not in text(world, "ORT-L@NYC", "answer joining")
        assert any("by chat" in line for line in world.log(world.code()))


class TestWhatIsSaidOfPersons:
    @pytest.mark.parametrize(
        "line",
        [
            "checkin correct {code} Bellandi deceased reason=burns, HUG",
            'checkin proxy {code} Bellandi injured source="burns, HUG"',
            "checkin resolve {code} Bellandi hospitalised note=burns, HUG",
            "checkin assign {code} Bellandi Bruno",
            "checkin start {code} Bellandi",
            "checkin close {code} reason=Bellandi has burns, HUG",
        ],
    )
    def test_a_refused_line_stands_in_no_log_and_goes_into_no_room(self, world: World, line: str) -> None:
        code = declared(world, "L1")
        asked(world, code, CHIARA)
        refusal = ask(world, NEITHER, line.format(code=code))
        assert "Who may: " in plain_text(refusal)
        text(world, NEITHER, buttons(refusal)[REPORT])
        logged = "\n".join(str(one.body) for chain in ("org", code) for one in entries(world, chain))
        shown = "\n".join(world.person("CHAIR").reads(f"crisis-{code.lower()}"))
        for word in ("Bellandi", "deceased", "injured", "hospitalised", "burns", "Bruno"):
            assert word not in logged
            assert word not in shown
        # The duty officer hears that there is something to ask for, and of whom.
        words = " ".join(line.split()[:2])
        assert f"{world.who(NEITHER).name} to the duty officer: Asked for, and was refused: {words} {code}" in logged
        assert "ask who typed it" in logged

    def test_the_zones_that_are_not_theirs_are_told_to_the_warden_and_the_names_to_no_log(self, world: World) -> None:
        code = declared(world, "L1")
        asked(world, code, CHIARA)
        assert "Chiara Bellandi: not in your zones" in text(world, "P048", f"checkin proxy {code} P047 safe source=x")
        assert "Bellandi" not in str(last(world, "org").body)

    def test_the_buttons_of_the_answer_repeat_the_authors_own_words(self, world: World) -> None:
        first, _ = declared(world, "L1"), declared(world, "L1")
        asked(world, first, CHIARA)
        refusal = ask(world, "HSSD", "checkin correct Bellandi safe reason=seen at the gate")
        assert f"checkin correct {first} Bellandi safe reason=seen at the gate" in buttons(refusal).values()

    def test_whom_and_where_to_ask_stays_in_the_report_when_no_person_is_named(self, world: World) -> None:
        refusal = ask(world, ANYBODY, "checkin start earthquake ADD")
        text(world, ANYBODY, buttons(refusal)[REPORT])
        assert "was refused: checkin start earthquake ADD" in world.log(world.code())[0]
        assert "ask who typed it" not in world.log(world.code())[0]

    def test_what_is_refused_in_a_restricted_room_is_not_repeated_outside_of_it(self, world: World) -> None:
        code = declared(world, "L3")
        refusal = ask(world, "MA", f"lower {code} L1 reason=only two dead", room=f"crisis-{code.lower()}-restricted")
        assert "Who may: " in plain_text(refusal)
        assert last(world, "org").text == f"Refused: lower {code}"
        assert "dead" not in str(buttons(refusal))


def test_nobody_learns_of_an_incident_that_is_not_theirs(world: World) -> None:
    code = declared(world, "L1", "GVA")
    assert "No incident is open that you work on" in text(world, ANYBODY, "status")
    assert "No incident is open that you work on" in text(world, "ORT-L@NYC", "log x")
    assert "CM policy 7.1" in text(world, "ORT-L@NYC", f"status {code}")


def test_where_only_the_reason_was_missing_a_form_asks_for_it_and_does_it(world: World) -> None:
    code = declared(world, "L3")
    ask(world, "CHAIR", f"standdown {code}")
    asked = form(ask(world, "CHAIR", f"close {code}"))
    ask(world, "CHAIR", fill_form(asked, {"reason": 'handed to "facilities"'}))
    assert incident(world, code).phase is Phase.CLOSED
    asked = form(ask(world, "CHAIR", f"reopen {code}"))
    ask(world, "CHAIR", fill_form(asked, {"reason": "smoke again"}))
    assert incident(world, code).phase is Phase.ACTIVE


def test_who_may_not_merge_is_told_of_what_is_open_and_offered_nothing_that_would_be_refused(world: World) -> None:
    first = declared(world, "L1")
    card = ask(world, "ORT-L@GVA", "declare fire GVA L1 smoke again")
    assert first in plain_text(card)
    assert buttons(card) == {}
