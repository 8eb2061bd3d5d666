"""Free text made fit to keep: nothing hidden, nothing lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules.errors import Invalid
from playbooks.rules.text import clean, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Smoke on floor 4\r\nsprinklers on\r", "Smoke on floor 4\nsprinklers on"),
        ("a\tb\x00c\x1bd\x7fe\x9f", "a bcde"),
        ("one\u2028two\u2029three\x85four", "one\ntwo\nthree\nfour"),
        ("evil\u202etxt.exe\u2066\u2069\u200e\u200f\u061c", "eviltxt.exe"),
        ("no\u200bt\ufeff s\u00adafe\u2060", "not safe"),
        ("e\u0301vacuation", "évacuation"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\u200d\u200c ", ""),
        ("half \ud83d of a pair", "half  of a pair"),
        ("<b>*all* & {{x}}</b>", "<b>*all* & {{x}}</b>"),
        ("هل أنت بأمان؟", "هل أنت بأمان؟"),
        ("", ""),
    ],
)
def test_what_is_seen_is_kept_and_what_hides_is_removed(typed: str, kept: str) -> None:
    assert clean(typed, limit=100, what="A note") == kept


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(Invalid, match="A title is limited to 200 characters; yours has 10000"):
        clean("x" * 10_000, limit=200, what="A title")


def test_the_limit_counts_what_is_kept() -> None:
    assert clean(" \u200b" + "x" * 5 + "\n\n", limit=5, what="A title") == "xxxxx"


@pytest.mark.parametrize("typed", ["", " \n\t", "\u200b\u202e"])
def test_an_empty_text_is_refused_only_where_one_is_needed(typed: str) -> None:
    assert clean(typed, limit=5, what="A reason") == ""
    with pytest.raises(Invalid, match="A reason is missing"):
        clean(typed, limit=5, what="A reason", required=True)


def test_one_line_leaves_single_spaces() -> None:
    assert one_line(" Smoke\r\n on \t floor\u2028 4\x00\u202e ") == "Smoke on floor 4"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_stored(typed: str) -> None:
    kept = clean(typed, limit=1000, what="A note")
    assert clean(kept, limit=1000, what="A note") == kept
    kept.encode()
    assert not [found for found in kept if unicodedata.category(found) == "Cc" and found != "\n"]
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff")
    assert "\n" not in one_line(typed)
