"""The log: notes, facts, assumptions, decisions, pins; corrections as new entries; purges (R38, domain 2.7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbooks.rules.logbook import LogEntry
from tests.handlers.desk import ANYBODY, ask, buttons, declared, entries, incident, last, places, text
from tests.world import START, World


def newest(world: World, code: str, kind: str) -> LogEntry:
    return [entry for entry in entries(world, code) if entry.kind == kind][-1]


def stamp(entry: LogEntry) -> str:
    return entry.event_at[:16]


class TestMarks:
    def test_a_note_stays_between_its_author_and_the_log(self, world: World) -> None:
        code = declared(world)
        room = f"crisis-{code.lower()}"
        before = world.person("CHAIR").reads(room)
        assert text(world, "CHAIR", "log police are here").startswith(f"Logged {last(world, code).seq} of {code}")
        assert last(world, code).author == "P002"
        assert world.person("CHAIR").reads(room)[1:] == before[1:]

    def test_a_fact_is_shown_to_the_team_with_its_source(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact two are missing source=warden of floor 3")
        entry = newest(world, code, "fact")
        assert entry.body == {"text": "two are missing", "source": "warden of floor 3"}
        room = world.person("ORT-L@GVA").reads(f"crisis-{code.lower()}")
        assert any("Fact" in card and "Source: warden of floor 3" in card for card in room)

    def test_an_assumption_keeps_its_ground(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "assume all others are out because=the wardens say so")
        assert newest(world, code, "assumption").body == {"text": "all others are out", "because": "the wardens say so"}

    def test_a_decision_keeps_options_rationale_owner_and_time(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "decide close the house because=no power options=stay; ; go home owner=FAC by=noon")
        assert newest(world, code, "decision").body == {
            "text": "close the house",
            "because": "no power",
            "options": ["stay", "go home"],
            "owner": "FAC",
            "by": "noon",
        }

    def test_a_decision_without_its_rationale_is_asked_for_it(self, world: World) -> None:
        code = declared(world)
        before = entries(world, code)
        answer = text(world, "CHAIR", "decide close the house")
        assert "A decision needs its rationale." in answer
        assert "/crisis decide DECISION because=WHY" in answer
        assert entries(world, code) == before

    @pytest.mark.parametrize(
        "line", ['log ""', "log K7Q", "fact at=09:00", 'assume ""', "log \u200f\u202e", 'decide "" because=x']
    )
    def test_a_mark_without_a_word_is_asked_for_one_and_nothing_is_recorded(self, world: World, line: str) -> None:
        code = declared(world)
        before = entries(world, code)
        answer = text(world, "CHAIR", line.replace("K7Q", code) + (" at=09:00" if "K7Q" in line else ""))
        assert "write at least one word" in answer or "{text}" in answer
        assert entries(world, code) == before

    def test_a_mark_lets_its_author_take_it_back_with_one_press(self, world: World) -> None:
        code = declared(world)
        answer = ask(world, "CHAIR", "fact two are missing")
        assert "is struck out" in text(world, "CHAIR", buttons(answer)["Take it back"])
        assert newest(world, code, "correction").supersedes == newest(world, code, "fact").seq


class TestTimes:
    @pytest.mark.parametrize(
        ("typed", "ago", "late"),
        [
            ("09:57", timedelta(minutes=3), False),
            ("09:20", timedelta(minutes=40), True),
            ("08:20Z", timedelta(minutes=40), True),
            ("10:00", timedelta(0), False),
            ("10:01", timedelta(hours=23, minutes=59), True),
        ],
    )
    def test_at_is_the_last_such_moment_on_the_sites_clock(
        self, world: World, typed: str, ago: timedelta, late: bool
    ) -> None:
        code = declared(world)
        answer = text(world, "CHAIR", f"fact alarm rang at={typed}")
        assert stamp(newest(world, code, "fact")) == f"{START - ago:%Y-%m-%dT%H:%M}"
        assert ("entered late" in answer) is late

    @pytest.mark.parametrize("typed", ["24:00", "9", "noon", "09:75", "0920Z", "１:99"])
    def test_what_is_no_time_is_refused_with_an_example(self, world: World, typed: str) -> None:
        code = declared(world)
        before = entries(world, code)
        answer = text(world, "CHAIR", f"log it rang at={typed}")
        assert typed in answer
        assert "for example 14:20" in answer
        assert entries(world, code) == before


class TestCorrections:
    def test_a_correction_is_a_new_entry_and_the_old_one_stays(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact two are missing")
        old = newest(world, code, "fact")
        text(world, "CHAIR", f"correct {code} {old.seq} three are missing")
        shown = world.person("ORT-L@GVA").reads(f"crisis-{code.lower()}")[-1]
        assert "Was: two are missing" in shown
        assert "Is: three are missing" in shown
        assert newest(world, code, "fact") == old
        new = newest(world, code, "correction")
        assert (new.supersedes, new.text) == (old.seq, "three are missing")
        board = world.person("CHAIR").board(f"crisis-{code.lower()}")
        assert "three are missing" in board
        assert "two are missing" not in board

    def test_an_entry_is_corrected_once_then_the_newer_one(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact two are missing")
        number = newest(world, code, "fact").seq
        text(world, "CHAIR", f"correct #{number} three are missing")
        before = entries(world, code)
        assert "was corrected before; correct the newer entry" in text(world, "CHAIR", f"correct {number} four")
        assert entries(world, code) == before
        number = newest(world, code, "correction").seq
        assert f"entry {number} corrected" in text(world, "CHAIR", f"correct {number} four are missing")

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("correct {code} 999 x", "has no entry 999"),
            ("correct {code} 0 x", "has no entry 0"),
            ("correct {code} 1 x", "records what Muster did"),
            ("correct {code} 2", "write at least one word"),
            ("correct Z0Z 2 x", "There is no incident Z0Z"),
            ("correct {code} ２ ok", ""),
        ],
    )
    def test_a_wrong_number_or_no_text_changes_nothing(self, world: World, line: str, why: str) -> None:
        code = declared(world)
        before = entries(world, code)
        answer = text(world, "CHAIR", line.format(code=code))
        assert why in answer
        assert (entries(world, code) == before) is bool(why)

    def test_undo_takes_back_ones_own_last_mark_one_at_a_time(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact one")
        text(world, "CHAIR", "log two")
        text(world, "ORT-L@GVA", "log three")
        first, second = newest(world, code, "fact").seq, newest(world, code, "note").seq - 1
        assert f"entry {second} is struck out" in text(world, "CHAIR", "undo")
        assert f"entry {first} is struck out" in text(world, "CHAIR", "undo")
        before = entries(world, code)
        assert "You have nothing to take back" in text(world, "CHAIR", "undo")
        assert entries(world, code) == before


def test_the_board_shows_the_latest_facts_however_much_was_logged_since(world: World) -> None:
    code = declared(world)
    text(world, "CHAIR", "fact the east wing is empty")
    for number in range(41):
        text(world, "CHAIR", f"log line {number}")
    assert "the east wing is empty" in world.person("CHAIR").board(f"crisis-{code.lower()}")


class TestPurging:
    def test_a_purged_text_is_gone_its_place_stays_and_the_purge_is_on_record(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact Mr Smith is ill")
        old = newest(world, code, "fact")
        text(world, "HSSD", f"purge {code} {old.seq} reason=medical matter")
        gone = next(entry for entry in entries(world, code) if entry.seq == old.seq)
        assert gone.body is None
        assert (gone.hash, gone.digest) == (old.hash, old.digest)
        assert f"The text of entry {old.seq} was purged: medical matter" in world.log(code)
        assert "Smith" not in world.person("CHAIR").board(f"crisis-{code.lower()}")

    def test_its_words_are_gone_from_the_rooms_and_from_what_is_kept_of_what_was_sent(self, world: World) -> None:
        code = declared(world)
        room = f"crisis-{code.lower()}"
        text(world, "CHAIR", "fact the hall is full of water")
        world.passes(minutes=1)
        text(world, "CHAIR", "fact Mr Smith: ill, 2nd floor")
        number = newest(world, code, "fact").seq
        world.passes(minutes=1)
        text(world, "CHAIR", f"correct {code} {number} somebody is ill")
        leader = world.person("ORT-L@GVA")
        assert len([card for card in leader.reads(room) if "Smith" in card]) == 2
        assert places(world, "Smith") == {"log_body", "outbox", "inbox", "console_message"}

        answer = text(world, "HSSD", f"purge {code} {number} reason=medical matter")
        assert "Removed from the rooms: 2 cards" in answer
        assert not any("Smith" in card for card in leader.reads(room))
        assert any("the hall is full of water" in card for card in leader.reads(room))
        assert any("quoted an entry of the log whose text was purged" in card for card in leader.reads(room))
        # What somebody was shown alone stays with them: here the answer to whoever typed it.
        assert places(world, "Smith") == {"console_message"}
        assert not any("Smith" in card for card in world.person("HSSD").told())

    def test_a_short_word_takes_only_what_was_sent_together_with_it(self, world: World) -> None:
        code = declared(world)
        room = f"crisis-{code.lower()}"
        text(world, "CHAIR", "fact HIV ward evacuated, no injuries")
        world.passes(minutes=1)
        text(world, "CHAIR", "fact HIV")
        answer = text(world, "HSSD", f"purge {code} {newest(world, code, 'fact').seq} reason=medical matter")
        assert "Removed from the rooms: 1 card " in answer
        facts = [card for card in world.person("ORT-L@GVA").reads(room) if card.startswith("Fact")]
        assert [card.partition(": ")[2].partition("\n")[0] for card in facts] == ["HIV ward evacuated, no injuries"]

    def test_whoever_was_texted_still_hears_the_end_when_the_texts_were_emptied(self, world: World) -> None:
        code = declared(world)
        text(world, "HSSD", f"purge {code} 1 reason=a name in the title")
        with world.store.read() as uow:
            texts = [row.payload["text"] for row in uow.outbox.of(incident(world, code).id) if row.kind == "SendSms"]
        assert set(texts) == {"[purged]"}
        before = len(world.phone("ORT-L@GVA").texts())
        text(world, "CHAIR", f"standdown {code} reason=over")
        assert len(world.phone("ORT-L@GVA").texts()) == before + 1

    def test_it_needs_a_reason_and_happens_once(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact Mr Smith is ill")
        number = newest(world, code, "fact").seq
        assert f"/crisis purge {code} {number} reason=" in text(world, "HSSD", f"purge {code} {number}")
        assert newest(world, code, "fact").body is not None
        text(world, "HSSD", f"purge {code} {number} medical")
        before = entries(world, code)
        assert "was purged before" in text(world, "HSSD", f"purge {code} {number} medical")
        assert "has no entry 999" in text(world, "HSSD", f"purge {code} 999 medical")
        assert entries(world, code) == before

    def test_status_correct_and_undo_work_beside_a_purged_entry(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", "fact Mr Smith is ill")
        number = newest(world, code, "fact").seq
        text(world, "HSSD", f"purge {code} {number} medical")
        assert f"entry {number} corrected" in text(world, "CHAIR", f"correct {code} {number} somebody is ill")
        assert "wrong inside" not in text(world, "CHAIR", f"undo {code}")
        assert "wrong inside" not in text(world, "CHAIR", f"status {code}")


class TestThePin:
    def test_a_marked_message_is_an_entry_under_the_name_of_who_said_it_when_it_was_said(self, world: World) -> None:
        code = declared(world)
        room = f"crisis-{code.lower()}"
        leader = world.person("ORT-L@GVA")
        world.run(world.app.line(world.event(), leader.person.id, leader.room(room), "water in the <b>basement</b>"))
        world.passes(minutes=2)
        message = world.app.console.messages(leader.room(room), leader.person.id)[-1]
        assert message.text == "water in the <b>basement</b>"
        world.run(world.app.pin(world.event(), world.who("CHAIR").id, message.ref))
        entry = newest(world, code, "message")
        assert entry.text == "Philippe Crettenand: water in the <b>basement</b>"
        assert (entry.author, entry.on_behalf, stamp(entry)) == ("P002", "P034", "2026-11-23T09:00")

    def test_somebody_outside_the_room_cannot_mark_its_messages(self, world: World) -> None:
        code = declared(world)
        leader = world.person("ORT-L@GVA")
        room = leader.room(f"crisis-{code.lower()}")
        world.run(world.app.line(world.event(), leader.person.id, room, "water"))
        message = world.app.console.messages(room, leader.person.id)[-1]
        before = entries(world, code)
        world.run(world.app.pin(world.event(), world.who(ANYBODY).id, message.ref))
        assert entries(world, code) == before


def test_the_logs_head_is_posted_in_the_room_every_hour_while_it_runs(world: World) -> None:
    code = declared(world)
    for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
        world.phone(seat).replies("7")
    world.passes(hours=3)
    heads = [entry for entry in entries(world, code) if entry.kind == "checkpoint"]
    assert [entry.recorded_at[11:16] for entry in heads] == ["10:00", "11:00", "12:00"]
    text(world, "CHAIR", f"standdown {code}")
    count = len(entries(world, code))
    world.passes(hours=3)
    assert len(entries(world, code)) == count


def test_a_closed_incident_may_still_be_written_about_but_pages_nobody(world: World) -> None:
    code = declared(world)
    text(world, "CHAIR", f"standdown {code}")
    text(world, "CHAIR", f"close {code}")
    texts = world.texts()
    assert "Logged" in text(world, "CHAIR", f"log {code} the report is written")
    assert last(world, code).text == "the report is written"
    assert world.texts() == texts
