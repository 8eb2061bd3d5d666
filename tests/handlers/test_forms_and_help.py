"""Help that is made from the commands, and forms whose lines read back as what was filled in."""

from __future__ import annotations

import pytest

from bot.ports import RoomSpec
from handlers import commands as c
from handlers.cards import plain_text
from handlers.parse import fill_form, parse, usage
from tests.handlers.desk import ANYBODY, ask, buttons, declared, form, text
from tests.world import World

FORMS = ("declare", "report", "raise", "lower", "augment", "log", "fact", "assume", "decide")
NASTY = (
    'he said "leave" \\',
    "{text} {reason} %s",
    "one line\nand another",
    "source=guard because=none at=12:00 reason=x",
    "“curly” «quotes»",
    "يغادر الموظفون 大楼 🚒 <b>bold</b> =1+1",
    "#L3 K7Q into",
)


class TestHelp:
    @pytest.mark.parametrize("kind", c.TYPED, ids=lambda kind: kind.word)
    def test_every_command_is_shown_with_its_usage_and_has_a_page_of_its_own(
        self, world: World, kind: type[c.Typed]
    ) -> None:
        assert usage(kind) in text(world, ANYBODY, "help")
        assert f"/crisis {usage(kind)}" in text(world, ANYBODY, f"help {kind.word}")
        assert usage(kind).split()[0] == kind.word

    def test_what_cannot_be_typed_is_not_shown(self, world: World) -> None:
        shown = text(world, ANYBODY, "help")
        assert not {f"{word} " for word in ("form", "pin", "clock")} & {
            line.split("[")[0] for line in shown.splitlines()
        }

    @pytest.mark.parametrize("line", ["/crisis", "!crisis help", "help?", "?", "help Declare"])
    def test_help_is_found_however_it_is_asked_for(self, world: World, line: str) -> None:
        assert "declare TYPE SITE" in text(world, ANYBODY, line)

    @pytest.mark.parametrize("topic", ["stand down", "who", "false-alarm"])
    def test_help_knows_the_other_words_for_a_command(self, world: World, topic: str) -> None:
        assert text(world, ANYBODY, f"help {topic}").startswith("Help: ")

    def test_help_on_nothing_known_is_refused(self, world: World) -> None:
        assert "There is no command 'xyzzy'" in text(world, ANYBODY, "help xyzzy")

    def test_the_buttons_of_the_help_work(self, world: World) -> None:
        for line in buttons(ask(world, "CHAIR", "help")).values():
            assert "Not done" not in text(world, "CHAIR", line)

    def test_the_page_of_a_command_with_a_form_offers_it(self, world: World) -> None:
        card = ask(world, "CHAIR", "help declare")
        assert form(ask(world, "CHAIR", buttons(card)["Fill it in"])).title == "Declare an incident"


class TestForms:
    @pytest.mark.parametrize("word", FORMS)
    def test_a_filled_form_reads_back_as_what_was_filled_in(self, world: World, word: str) -> None:
        code = declared(world, "L0") if word not in {"declare", "report"} else ""
        shown = form(ask(world, "CHAIR", f"{word} {code}".strip()))
        for value in NASTY:
            values = {blank.name: blank.options[-1][0] if blank.options else value for blank in shown.fields}
            command = parse(f"/crisis {fill_form(shown, dict(values))}")
            assert type(command).__name__.lower() == word
            read = {name: getattr(command, name) for name in values}
            assert read == values | ({"sites": (values["sites"],)} if "sites" in values else {})
            assert not code or getattr(command, "code", None) == code

    @pytest.mark.parametrize("word", FORMS)
    def test_each_blank_stands_in_the_line_once_and_what_is_optional_may_stay_empty(
        self, world: World, word: str
    ) -> None:
        code = declared(world, "L0") if word not in {"declare", "report"} else ""
        shown = form(ask(world, "CHAIR", f"{word} {code}".strip()))
        assert all(shown.line.count(f"{{{blank.name}}}") == 1 for blank in shown.fields)
        values = {
            blank.name: (blank.options[-1][0] if blank.options else "word") if blank.required else ""
            for blank in shown.fields
        }
        answer = text(world, "CHAIR", fill_form(shown, dict(values)))
        expected = {"augment": "Nobody on the list", "lower": "is not lower"}.get(word, "")
        assert expected in answer
        assert ("Not done" in answer) is bool(expected)

    def test_a_form_typed_in_a_room_is_about_that_rooms_incident(self, world: World) -> None:
        first, _ = declared(world), declared(world)
        shown = form(ask(world, "CHAIR", "fact", room=f"crisis-{first.lower()}"))
        assert shown.line.startswith(f"fact {first} ")

    def test_the_form_to_declare_offers_every_type_and_site_and_starts_with_the_own_site(self, world: World) -> None:
        shown = {blank.name: blank for blank in form(ask(world, "ORT-L@NYC", "declare")).fields}
        assert len(shown["type"].options) == 12
        assert len(shown["sites"].options) == 10
        assert shown["sites"].value == "NYC"

    def test_anybody_may_look_at_a_form_and_what_it_does_is_still_refused(self, world: World) -> None:
        shown = form(ask(world, ANYBODY, "declare"))
        line = fill_form(shown, {"type": "fire", "sites": ["GVA"], "level": "L3", "title": "x", "reported": ""})
        assert "CM policy 3.1" in text(world, ANYBODY, line)


def test_a_room_is_described_without_a_public_kind() -> None:
    assert set(RoomSpec.__dataclass_fields__) == {"name", "topic"}


def test_every_button_of_the_situation_card_does_something(world: World) -> None:
    code = declared(world)
    for line in buttons(ask(world, "CHAIR", f"status {code}")).values():
        assert "Not done" not in plain_text(ask(world, "CHAIR", line))
