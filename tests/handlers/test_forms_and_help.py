"""Help that is made from the commands, and forms whose lines read back as what was filled in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import RoomSpec
from handlers import commands as c
from handlers.cards import plain_text
from handlers.execute import Envelope
from handlers.grammar import usage
from handlers.parse import fill_form, parse
from playbooks.rules.errors import Invalid
from tests.handlers.desk import ANYBODY, DUTY, ask, buttons, declared, form, text
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
        assert usage(kind).startswith(kind.word)

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


class TestCheckinForms:
    def test_whom_to_ask_begins_with_the_incident_s_sites_and_the_lists_of_people_there(self, world: World) -> None:
        code = declared(world, site="ADD,GVA")
        shown = form(ask(world, "CHAIR", "checkin start"))
        who = shown.fields[0]
        assert who.value.split(",") == ["ADD", "GVA", "EVENT-GVA", "TRAVEL-ADD"]
        assert [value for value, _ in who.options] == ["ADD", "GVA", "EVENT-GVA", "TRAVEL-ADD", "everyone"]
        assert shown.line == f"checkin start {code} {{who}} {{silent}}"

    @pytest.mark.parametrize("who", [[], ["GVA"], ["GVA", "ADD", "TRAVEL-ADD"], ["everyone"]])
    @pytest.mark.parametrize("silent", ["", "--silent"])
    def test_a_filled_start_reads_back_as_what_was_filled_in(self, world: World, who: list[str], silent: str) -> None:
        code = declared(world, site="GVA")
        shown = form(ask(world, "CHAIR", "checkin start"))
        command = parse(f"/crisis {fill_form(shown, {'who': who, 'silent': silent})}")
        assert command == c.CheckinStart(code=code, who=tuple(who), silent=bool(silent))

    def test_the_form_shows_how_many_are_asked_and_the_words_of_each_language(self, world: World) -> None:
        declared(world, site="GVA")
        shown = text(world, "CHAIR", "checkin start")
        assert "all concerned: Geneva" in shown
        assert "SAFETY CHECK" in shown
        assert "1 part, GSM-7" in shown
        assert "not checked by a native speaker" in shown
        assert not any("SAFETY CHECK" in sms for sent in world.texts().values() for sms in sent)

    def test_the_form_of_a_room_is_about_that_room_s_incident(self, world: World) -> None:
        first, _ = declared(world), declared(world, site="ADD")
        shown = form(ask(world, "CHAIR", "checkin start", room=f"crisis-{first.lower()}"))
        assert shown.line == f"checkin start {first} {{who}} {{silent}}"

    def test_of_several_open_incidents_the_form_asks_for_which(self, world: World) -> None:
        codes = {declared(world), declared(world, site="ADD")}
        shown = form(ask(world, "CHAIR", "checkin start"))
        assert {value for value, _ in shown.fields[0].options} == codes
        assert shown.fields[1].value == "", "the sites of one incident are not those of another"
        code = shown.fields[0].options[1][0]
        command = parse(f"/crisis {fill_form(shown, {'code': code, 'who': ['ADD'], 'silent': '--silent'})}")
        assert command == c.CheckinStart(code=code, who=("ADD",), silent=True)

    @pytest.mark.parametrize("silent", ["", "--silent"])
    def test_without_an_incident_the_form_asks_what_has_happened_and_where(self, world: World, silent: str) -> None:
        shown = form(ask(world, DUTY, "checkin start"))
        line = fill_form(shown, {"type": "earthquake", "site": "ADD", "silent": silent})
        assert parse(f"/crisis {line}") == c.CheckinStart(who=("earthquake", "ADD"), silent=bool(silent))

    def test_the_form_as_it_is_shown_asks_people(self, world: World) -> None:
        code = declared(world, site="ADD")
        shown = form(ask(world, "CHAIR", "checkin start"))
        values: dict[str, str | list[str]] = {
            blank.name: blank.value.split(",") if blank.kind == "choices" else blank.value for blank in shown.fields
        }
        assert f"{code}: asking " in text(world, "CHAIR", fill_form(shown, values))

    @pytest.mark.parametrize("value", NASTY)
    @pytest.mark.parametrize("at", ["", "12:00"])
    def test_a_filled_report_for_others_reads_back_as_what_was_filled_in(
        self, world: World, value: str, at: str
    ) -> None:
        code = declared(world)
        shown = form(ask(world, "CHAIR", f"checkin proxy {code}"))
        for status, _ in shown.fields[1].options:
            values = {"people": f"{value}, P002 ,@Ana María", "status": status, "source": value, "at": at}
            command = parse(f"/crisis {fill_form(shown, dict(values))}")
            assert command == c.CheckinProxy(
                code=code, people=(value, "P002", "Ana María"), status=status, source=value, at=at or None
            )

    def test_a_report_for_others_needs_to_say_how_it_is_known(self, world: World) -> None:
        shown = form(ask(world, "CHAIR", f"checkin proxy {declared(world)}"))
        assert [blank.name for blank in shown.fields if blank.required] == ["people", "status", "source"]
        with pytest.raises(Invalid, match="How do you know"):
            fill_form(shown, {"people": "P001", "status": "safe", "source": "", "at": ""})

    @pytest.mark.parametrize(
        ("line", "who", "silent"),
        [
            ("K7Q GVA,ADD --silent", ("GVA", "ADD"), True),
            ("K7Q GVA, ADD —silent", ("GVA", "ADD"), True),
            ("--silent K7Q", (), True),
            ('K7Q "Anna Berg" GVA', ("Anna Berg", "GVA"), False),
            ("K7Q site=GVA --silent", ("GVA",), True),
            ('K7Q "" ""', (), False),
        ],
    )
    def test_a_start_is_read_however_it_is_typed(self, line: str, who: tuple[str, ...], silent: bool) -> None:
        assert parse(f"checkin start {line}") == c.CheckinStart(code="K7Q", who=who, silent=silent)


def test_a_room_is_described_without_a_public_kind() -> None:
    assert set(RoomSpec.__dataclass_fields__) == {"name", "topic"}


def test_every_button_of_the_situation_card_does_something(world: World) -> None:
    code = declared(world)
    for line in buttons(ask(world, "CHAIR", f"status {code}")).values():
        assert "Not done" not in plain_text(ask(world, "CHAIR", line))


@pytest.mark.parametrize(
    ("by", "said"), [(timedelta(minutes=5), "5 minutes"), (timedelta(days=1, hours=1), "1 day 1 hour")]
)
def test_a_pushed_clock_says_by_how_much_in_words(world: World, by: timedelta, said: str) -> None:
    card = world.app.engine.execute(Envelope("push", "console", world.who("CHAIR").id), c.PushClock(by=by))
    assert card is not None
    assert card.title == f"The clock is pushed by {said}"
    assert world.log("org")[-1].endswith(f"clock forward by {said}.")
