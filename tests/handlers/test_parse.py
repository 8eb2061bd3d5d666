"""The grammar: one line for every platform, however people type it."""

from __future__ import annotations

import pytest

from handlers import commands as c
from handlers.cards import Field, Form
from handlers.grammar import LINE_LIMIT
from handlers.parse import fill_form, is_command, parse
from playbooks.rules.errors import Invalid
from playbooks.rules.paging import Answer


@pytest.mark.parametrize(
    "line", ["/crisis status", "!crisis status", "  /CRISIS   Status", "status", "/crisis\nstatus"]
)
def test_the_prefix_may_be_typed_in_any_of_its_forms(line: str) -> None:
    assert parse(line) == c.Status()


@pytest.mark.parametrize(
    ("line", "meant"), [("/crisis x", True), ("!crisis", True), ("/crisish x", False), ("the /crisis x", False)]
)
def test_only_a_line_that_begins_with_the_prefix_is_meant_for_muster(line: str, meant: bool) -> None:
    assert is_command(line) is meant


def test_nothing_after_the_prefix_asks_for_help() -> None:
    assert parse("/crisis") == c.Help()


@pytest.mark.parametrize(
    "line",
    [
        "declare fire GVA,NYC L3 smoke on floor 3 reported=08:40",
        "declare fire GVA, NYC L3 smoke on floor 3 reported=08:40",
        "declare\u00a0fire\tGVA,NYC l3 smoke on floor 3  reported=08:40",
        'declare "fire" "GVA,NYC" "L3" "smoke on floor 3" reported="08:40"',
        "declare fire GVA,NYC L3\nsmoke on floor 3\nreported=08:40",
        "emergency fire GVA,NYC L3 smoke on floor 3 REPORTED=08:40",
    ],
)
def test_a_declaration_is_read_however_it_is_spaced_and_quoted(line: str) -> None:
    read = parse(line)
    assert isinstance(read, c.Declare)
    assert (read.type, read.sites, (read.level or "").upper()) == ("fire", ("GVA", "NYC"), "L3")
    assert (read.title, read.reported) == ("smoke on floor 3", "08:40")


def test_a_declaration_may_leave_level_and_words_out() -> None:
    assert parse("declare fire") == c.Declare(type="fire", sites=(), level=None, title="")


@pytest.mark.parametrize(
    "line", ["log K7Q pumps run", "log #k7q pumps run", "log K7Q: pumps run", 'log "K7Q" pumps run']
)
def test_an_incident_code_stands_behind_the_command_word(line: str) -> None:
    assert parse(line) == c.Log(code="K7Q", text="pumps run")


@pytest.mark.parametrize("line", ["page HSSD K7Q", "page K7Q HSSD", "page @HSSD K7Q"])
def test_a_page_may_name_the_code_first_or_last(line: str) -> None:
    assert parse(line) == c.PageSeat(seat="HSSD", code="K7Q")


@pytest.mark.parametrize("line", ["raise L3 K7Q", "raise K7Q L3", "raise k7q l3", "escalate K7Q 3"])
def test_a_raise_is_read_with_code_and_level_in_either_order(line: str) -> None:
    assert parse(line) == c.Raise(code="K7Q", level="L3")


@pytest.mark.parametrize("line", ["stand down K7Q all out", "stand-down K7Q all out", "standdown K7Q reason=all out"])
def test_two_words_and_hyphens_name_the_same_command(line: str) -> None:
    assert parse(line) == c.StandDown(code="K7Q", reason="all out")


@pytest.mark.parametrize("line", ["merge K7Q into M4R", "merge K7Q M4R", "merge #k7q INTO #m4r"])
def test_a_merge_reads_both_codes(line: str) -> None:
    assert parse(line) == c.Merge(code="K7Q", into="M4R")


@pytest.mark.parametrize(
    ("line", "answer", "minutes"),
    [
        ("answer joining", Answer.JOINING, None),
        ("answer 7", Answer.JOINING, None),
        ("ack yes", Answer.JOINING, None),
        ("answer late 15", Answer.LATE, 15),
        ("answer late 15min", Answer.LATE, 15),
        ("answer late 15 minutes", Answer.LATE, 15),
        ("answer 8", Answer.LATE, None),
        ("answer late soon", Answer.LATE, None),
        ("answer late -5", Answer.LATE, None),
        ("answer can't", Answer.CANNOT, None),
        ("answer leaving", Answer.LEFT, None),
    ],
)
def test_an_answer_is_read_as_people_type_it(line: str, answer: Answer, minutes: int | None) -> None:
    assert parse(line) == c.AnswerPage(answer=answer, minutes=minutes)


def test_keys_come_in_any_order_and_run_to_the_next_key() -> None:
    assert parse("decide K7Q evacuate owner=HSSD because=smoke is rising options=stay; go by=10:30") == c.Decide(
        code="K7Q", text="evacuate", because="smoke is rising", options="stay; go", owner="HSSD", by="10:30"
    )


def test_a_word_with_an_equals_sign_that_is_no_key_is_text() -> None:
    assert parse("log E=mc2 and by=5") == c.Log(text="E=mc2 and by=5")


def test_a_key_inside_quotes_is_text() -> None:
    assert parse('fact "the sign says at=5" source=guard') == c.Fact(text="the sign says at=5", source="guard")


def test_curly_quotes_of_telephones_hold_a_value_together_and_stay_inside_a_text() -> None:
    assert parse("fact “door source=open” source=“the guard”") == c.Fact(text="door source=open", source="the guard")
    assert parse("log she said “leave now”") == c.Log(text="she said “leave now”")


@pytest.mark.parametrize(
    "words", ['he said "leave now" twice', '"unbalanced', 'unbalanced"', '"a" and "b"', "it's 5\" wide"]
)
def test_quotes_inside_a_text_are_kept(words: str) -> None:
    assert parse(f"log {words}") == c.Log(text=words)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("raise K7Q L9", "raise [CODE]"),
        ("lower K7Q soon", "lower [CODE]"),
        ("merge K7Q", "merge CODE into CODE"),
        ("page", "page [CODE] SEAT|all"),
        ("answer maybe", "answer joining"),
        ("whois", "whois SEAT"),
        ("correct K7Q", "correct [CODE]"),
        ("correct K7Q five text", "correct [CODE]"),
        ("correct K7Q -5 text", "correct [CODE]"),
        ("purge K7Q 99999999999 reason=x", "purge [CODE]"),
        ("status of everything", "status [CODE]"),
        ("undo last", "undo [CODE]"),
        ('declare ""', "declare TYPE"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_usage_to_type_instead(line: str, instead: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(line)
    assert refused.value.instead.startswith(instead)


@pytest.mark.parametrize(("typed", "meant"), [("decalre", "declare"), ("statsu", "status"), ("standdwn", "standdown")])
def test_a_mistyped_command_is_refused_with_the_nearest_one(typed: str, meant: str) -> None:
    with pytest.raises(Invalid, match=typed) as refused:
        parse(f"/crisis {typed} K7Q")
    assert refused.value.meant == (typed, meant)


def test_a_word_like_no_command_gets_no_guess() -> None:
    with pytest.raises(Invalid) as refused:
        parse("xylophone")
    assert refused.value.meant is None


@pytest.mark.parametrize(
    ("word", "command"),
    [("declare", "declare"), ("raise K7Q", "raise"), ("lower", "lower"), ("augment", "augment")]
    + [(word, word) for word in ("log", "fact", "assume", "decide")],
)
def test_a_command_typed_alone_asks_for_its_form(word: str, command: str) -> None:
    shown = parse(word)
    assert isinstance(shown, c.ShowForm)
    assert shown.of == command


def test_report_typed_alone_is_the_form_or_the_report_on_the_incident() -> None:
    assert parse("report") == c.ReportAlone()
    assert parse("report K7Q") == parse("aar K7Q") == c.AfterAction(code="K7Q")
    assert isinstance(parse("report K7Q smoke"), c.Report)


def test_a_line_longer_than_the_limit_is_refused_and_not_cut() -> None:
    parse("log " + "x" * (LINE_LIMIT - 4))
    with pytest.raises(Invalid, match="limited to 24000 characters"):
        parse("log " + "x" * 30_000)


@pytest.mark.parametrize("filling", ['\\"', '"a ', "“", ' "\\', '" '])
def test_a_long_line_of_quotes_is_read_at_once(filling: str) -> None:
    line = ("fact " + '"' + filling * LINE_LIMIT)[:LINE_LIMIT]
    assert isinstance(parse(line), c.Fact)


NASTY = [
    'he said "leave" \\ and left',
    "{text} {source} %s {0}",
    "first line\nsecond line",
    "source=nobody at=99:99 because=",
    "“curly” and ‘single’",
    "ends with a backslash \\",
    '"',
    "يغادر الموظفون المبنى 大楼已疏散 🚒",
    "#K7Q: L3 GVA",
]


@pytest.mark.parametrize("value", NASTY)
def test_a_filled_form_makes_a_line_that_reads_back_as_the_same_values(value: str) -> None:
    blank = Form((Field("text", "What?"), Field("source", "Who?")), "fact K7Q {text} source={source} at={at}", "Write")
    line = fill_form(blank, {"text": value, "source": value, "at": ""})
    assert parse(f"/crisis {line}") == c.Fact(code="K7Q", text=value, source=value)


def test_several_choices_are_joined_by_commas() -> None:
    blank = Form((Field("sites", "Where?", "choices"),), "declare fire {sites} L1 {title}", "Go")
    read = parse(fill_form(blank, {"sites": ["GVA", "NYC"], "title": "x"}))
    assert isinstance(read, c.Declare)
    assert read.sites == ("GVA", "NYC")


def test_a_form_with_an_empty_blank_names_what_to_fill_in() -> None:
    blank = Form((Field("text", "What is known?"), Field("source", "Who?", required=False)), "fact {text}", "Go")
    with pytest.raises(Invalid, match="What is known"):
        fill_form(blank, {"text": ""})
