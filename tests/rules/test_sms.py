"""Counting SMS parts (domain 3.6)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules.sms import Encoding, fold, measure


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", Encoding.GSM7, 0, 1),
        ("a" * 160, Encoding.GSM7, 160, 1),
        ("a" * 161, Encoding.GSM7, 161, 2),
        ("a" * 306, Encoding.GSM7, 306, 2),
        ("a" * 307, Encoding.GSM7, 307, 3),
        ("€" * 80, Encoding.GSM7, 160, 1),
        ("[" * 81, Encoding.GSM7, 162, 2),
        ("é è à ù ñ ¿ ¡ ü É Ñ", Encoding.GSM7, 19, 1),
        ("я" * 70, Encoding.UCS2, 70, 1),
        ("я" * 71, Encoding.UCS2, 71, 2),
        ("中" * 134, Encoding.UCS2, 134, 2),
        ("中" * 135, Encoding.UCS2, 135, 3),
        ("😀" * 35, Encoding.UCS2, 70, 1),
        ("😀" * 36, Encoding.UCS2, 72, 2),
    ],
)
def test_lengths_on_both_sides_of_each_border_are_counted(
    text: str, encoding: Encoding, units: int, parts: int
) -> None:
    measured = measure(text)
    assert (measured.encoding, measured.units, measured.parts) == (encoding, units, parts)


def test_one_character_outside_the_alphabet_turns_the_whole_message_and_is_named() -> None:
    measured = measure("a" * 100 + "êáê")
    assert measured.encoding is Encoding.UCS2
    assert measured.parts == 2
    assert measured.offenders == ("ê", "á")


def test_an_escaped_character_is_not_cut_between_two_parts() -> None:
    # 152 letters leave one unit in the first part; the bracket needs two and moves to the next.
    assert measure("a" * 152 + "[" + "a" * 151).parts == 2
    assert measure("a" * 152 + "[" + "a" * 152).parts == 3


def test_an_emoji_is_not_cut_between_two_parts() -> None:
    assert measure("я" * 66 + "😀" + "я" * 65).parts == 2
    assert measure("я" * 66 + "😀" + "я" * 66).parts == 3


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Moscú", "Moscu"),
        ("Adís Abeba", "Adis Abeba"),
        ("Genève", "Genève"),
        ("Gene\u0300ve", "Genève"),
        ("forêt, cœur", "foret, coeur"),
        ("l\u2019hôtel", "l'hotel"),
        ("Łódź", "Lodz"),
        ("Москва", "Москва"),
        ("日内瓦", "日内瓦"),
    ],
)
def test_letters_gsm_7_lacks_are_folded_and_other_scripts_are_left(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=400))
def test_a_text_never_takes_fewer_parts_than_its_units_need(text: str) -> None:
    measured = measure(text)
    alone, in_part = (160, 153) if measured.encoding is Encoding.GSM7 else (70, 67)
    least = 1 if measured.units <= alone else math.ceil(measured.units / in_part)
    assert least <= measured.parts <= least + 1
    assert (measured.encoding is Encoding.UCS2) == bool(measured.offenders)


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
