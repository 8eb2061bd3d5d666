"""What people, telephones, spreadsheets and machines do wrong: kept as typed, never interpreted, never half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from handlers.cards import plain_text
from handlers.execute import Envelope
from playbooks.rules.text import clean
from playbooks.rules.vocabulary import PersonId
from tests.databases import Databases
from tests.handlers.desk import ask, buttons, declared, entries, incident, last, text
from tests.world import START, World

HOSTILE = {
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; </table>",
    "mrkdwn": "<!channel> <@U123> *bold* _it_ `code` <https://evil.example|click> @room",
    "formula": '=HYPERLINK("http://evil.example","x") +1 -1 @SUM(A1) |cmd',
    "sql": "'; DROP TABLE log_entry; -- %s %(x)s {0} :name ?",
    "bidi": "safe \u202eevil\u202c \u2066x\u2069 \u200f\u061cend",
    "control": "a\x00b\x07c\x1b[31md\x7fe\u200bf\ufeffg",
    "emoji": "🚒👩‍🚒🏳️‍🌈 fire 𝕏",
    "rtl": "حريق في الطابق الثالث، أخلوا المبنى",
    "combining": "e\u0301 n\u0303 Z̸̢̛a̵l̶g̷o",
    "quotes": 'he said "leave" “now” \\ and \' left',
    "braces": "{code} {text} ${HOME} $(id) `id`",
    "surrogate": "half \ud83d pair",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
class TestHostileText:
    def test_it_is_stored_as_typed_without_unseen_characters_and_shown_as_text(self, world: World, words: str) -> None:
        code = declared(world)
        kept = clean(words, limit=1000, what="A text")
        answer = text(world, "CHAIR", f"log {code} {words}")
        assert last(world, code).text == kept
        assert answer.splitlines()[0].endswith(kept)
        assert not {"\x00", "\x07", "\x1b", "\u202e", "\u2066", "\u200f"} & set(answer)

    def test_every_free_text_of_a_command_takes_it(self, world: World, words: str) -> None:
        kept = clean(words, limit=1000, what="A text")
        text(world, "CHAIR", f"declare fire GVA L1 {words}")
        code = world.code()
        assert incident(world, code).title == " ".join(kept.split())
        for line in (
            f"fact {code} {words} source={words}",
            f"assume {code} {words} because={words}",
            f"decide {code} {words} because={words}",
            f"raise {code} L2 reason={words}",
            f"lower {code} L1 reason={words}",
            f"augment {code} P001 role={words[:80]}",
            f"standdown {code} {words}",
            f"close {code} reason={words}",
            f"reopen {code} reason={words}",
            f"report {words} type={words} site={words}",
        ):
            assert "wrong inside" not in text(world, "CHAIR", line), line
        assert all("\x00" not in line and "\u202e" not in line for line in world.log(code))
        assert any(kept in line for line in world.log(world.code()))

    def test_where_a_name_is_wanted_it_is_refused_in_a_sentence(self, world: World, words: str) -> None:
        code = declared(world)
        before = entries(world, code)
        for line in (
            words,
            f"whois {words}",
            f"page {code} {words}",
            f"status {words}",
            f"augment {code} {words} role=x",
            f"declare {words}",
            f"help {words}",
        ):
            answer = text(world, "CHAIR", line)
            assert "wrong inside" not in answer, line
            assert answer.startswith("Not done"), line
        assert entries(world, code) == before

    def test_by_sms_it_is_logged_and_never_taken_for_an_answer(self, world: World, words: str) -> None:
        code = declared(world)
        world.phone("ORT-L@GVA").replies(words)
        assert not [entry for entry in entries(world, code) if entry.kind == "answer"]
        assert any(clean(words, limit=1000, what="A text") in line for line in world.log(code) + world.log("org"))


class TestLengths:
    def test_ten_thousand_characters_are_logged_whole(self, world: World) -> None:
        code = declared(world)
        words = "água " * 2000
        text(world, "CHAIR", f"log {code} {words}")
        assert last(world, code).text == words.strip()

    def test_a_character_more_is_refused_with_the_limit_and_how_long_it_is(self, world: World) -> None:
        code = declared(world)
        before = entries(world, code)
        answer = text(world, "CHAIR", f"log {code} {'x' * 10_001}")
        assert "limited to 10000 characters; yours has 10001" in answer
        assert entries(world, code) == before

    def test_a_line_of_thirty_thousand_characters_is_refused(self, world: World) -> None:
        code = declared(world)
        before = entries(world, code)
        assert "limited to 24000 characters" in text(world, "CHAIR", "log " + "x" * 30_000)
        assert entries(world, code) == before

    def test_declaring_never_waits_for_a_shorter_line(self, world: World) -> None:
        words = "smoke " * 1700
        assert "declared" in text(world, "CHAIR", f"declare fire GVA L1 {words}")
        assert len(incident(world, world.code()).title) == 200
        assert words.strip() in world.log(world.code())[0]

    def test_a_refused_line_of_any_length_still_offers_a_report_that_works(self, world: World) -> None:
        refusal = ask(world, "P047", "declare fire GVA L1 " + 'smoke "here" ' * 1500)
        (line,) = buttons(refusal).values()
        assert "is being paged" in text(world, "P047", line)

    @pytest.mark.parametrize("line", ["/crisis", "/crisis    ", "!crisis\n\n", "/crisis \u200f\u2066"])
    def test_an_empty_line_is_answered_with_help(self, world: World, line: str) -> None:
        assert text(world, "CHAIR", line).startswith("What you can type")


class TestInTheRoom:
    def test_a_command_behind_an_unseen_mark_of_an_arabic_keyboard_is_a_command(self, world: World) -> None:
        code = declared(world)
        room = world.person("CHAIR").room(f"crisis-{code.lower()}")
        world.run(world.app.line(world.event(), "P002", room, "\u200f/crisis log المضخات تعمل"))
        assert last(world, code).text == "المضخات تعمل"

    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
    def test_plain_words_in_a_room_stay_plain_words(self, world: World, words: str) -> None:
        code = declared(world)
        before = entries(world, code)
        room = world.person("CHAIR").room(f"crisis-{code.lower()}")
        world.run(world.app.line(world.event(), "P002", room, words))
        said = world.person("ORT-L@GVA").reads(f"crisis-{code.lower()}")[-1]
        assert clean(said, limit=1000, what="A text") == clean(words, limit=1000, what="A text")
        assert entries(world, code) == before


class TestWhatIsThere:
    def test_an_unknown_command_offers_the_nearest_and_one_press_does_it(self, world: World) -> None:
        refusal = ask(world, "CHAIR", "/crisis decalre fire GVA L1 smoke")
        assert "There is no command 'decalre'" in plain_text(refusal)
        assert "Did you mean 'declare'?" in plain_text(refusal)
        assert "declared" in text(world, "CHAIR", buttons(refusal)["I meant 'declare'"])

    @pytest.mark.parametrize(
        "line", ["verify", "raise L2", "lower L0 reason=x", "standdown", "falsealarm", "page HSSD"]
    )
    def test_what_is_over_is_not_changed(self, world: World, line: str) -> None:
        code = declared(world)
        text(world, "CHAIR", f"standdown {code}")
        text(world, "CHAIR", f"close {code}")
        word, _, rest = line.partition(" ")
        before, texts = entries(world, code), world.texts()
        answer = text(world, "CHAIR", f"{word} {code} {rest}")
        assert f"{code} is closed" in answer
        assert f"/crisis reopen {code} reason=" in answer
        assert entries(world, code) == before
        assert world.texts() == texts

    def test_the_same_line_delivered_twice_acts_once_and_answers_the_same(self, world: World) -> None:
        code = declared(world)
        speaker = world.person("CHAIR")
        first = speaker.types("/crisis fact two are missing", event="once")
        before = entries(world, code)
        assert speaker.types("/crisis fact two are missing", event="once") == first
        assert entries(world, code) == before

    def test_a_refusal_delivered_twice_is_logged_once(self, world: World) -> None:
        code = declared(world)
        for _ in range(2):
            world.person("FIN").types(f"/crisis lower {code} L0 reason=x", event="once")
        assert len([line for line in world.log("org") if line.startswith("Refused")]) == 1


class TestAFullDisk:
    @pytest.fixture
    def limit(self) -> Iterator[list[int]]:
        """Give a list whose number, when there is one, limits the database to so many pages."""
        pages: list[int] = []

        def keep(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute(f"PRAGMA max_page_count={pages[0] if pages else 2**30}")

        event.listen(Engine, "checkout", keep)
        yield pages
        event.remove(Engine, "checkout", keep)

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        """Give a world in a file: only of a file can a test say how large it may grow."""
        with World(Databases(tmp_path, "sqlite").new()) as world:
            yield world

    def test_the_answer_says_that_nothing_was_recorded_and_it_works_again_after(
        self, world: World, limit: list[int]
    ) -> None:
        code = declared(world)
        before, texts = entries(world, code), world.texts()
        with sqlite3.connect(str(world.url).removeprefix("sqlite:///")) as file:
            limit.append(file.execute("PRAGMA page_count").fetchone()[0])
        file.close()
        long = "x" * 9000
        envelope = Envelope("full", "console", PersonId("P002"))
        answer = world.app.inbound.line(envelope, f"/crisis log {code} {long}")
        assert answer is not None
        assert "is full; nothing was recorded" in plain_text(answer)
        assert plain_text(answer).lower().count("nothing was recorded") == 1
        assert entries(world, code) == before
        limit.clear()
        again = world.app.inbound.line(envelope, f"/crisis log {code} {long}")
        assert again is not None
        assert again.title.startswith("Logged")
        assert last(world, code).text == long
        world.settle()
        assert world.texts() == texts


class TestAClockThatJumpsBack:
    def test_entries_are_never_recorded_earlier_than_the_one_before(self, filled: str, databases: Databases) -> None:
        clock = Jumping(START)
        with World(databases.copy(filled)) as world:
            world.app._clock = clock
            code = declared(world)
            clock.moment = START - timedelta(hours=1)
            text(world, "CHAIR", "log pumps run")
            world.phone("ORT-L@GVA").replies("7")
            clock.moment = START + timedelta(minutes=1)
            text(world, "CHAIR", "log pumps stopped")
            recorded = [entry.recorded_at for entry in entries(world, code)]
            assert recorded == sorted(recorded)
            assert recorded[0][:16] == "2026-11-23T09:00"
            assert any("is joining" in line for line in world.log(code))


class Jumping:
    """A clock that somebody sets as they like."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment
