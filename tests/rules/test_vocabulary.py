"""Levels and incident codes."""

from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules.replies import read_page_answer
from playbooks.rules.vocabulary import Level, incident_code


def test_levels_are_written_as_people_say_them_and_ordered() -> None:
    assert [str(level) for level in Level] == ["L0", "L1", "L2", "L3"]
    assert Level.L0 < Level.L1 < Level.L2 < Level.L3


def test_ten_thousand_codes_are_unique_easy_to_tell_apart_and_mostly_short() -> None:
    chance, taken = random.Random(1), set[str]()
    for _ in range(10_000):
        code = incident_code(chance.choice, taken.__contains__)
        assert code not in taken
        assert re.fullmatch(r"[A-Z][2-9][A-Z](?:[2-9][A-Z])*", code)
        assert not set(code) & set("ILOQS01")
        taken.add(code)
    assert max(map(len, taken)) <= 7


def test_a_code_that_was_used_is_never_drawn_again_even_if_chance_insists() -> None:
    taken = {"A2A", "A2A2A"}
    first = incident_code(lambda letters: letters[0], taken.__contains__)
    assert first == "A2A2A2A"


@given(st.integers(0, 2**32), st.sampled_from("789"), st.booleans())
def test_every_code_is_found_in_a_reply_and_its_digits_are_not_taken_for_the_answer(
    seed: int, digit: str, glued: bool
) -> None:
    code = incident_code(random.Random(seed).choice, lambda code: len(code) < 3 + 2 * (seed % 2))
    between = "" if glued else " "
    alone = read_page_answer(code.lower())
    assert (alone.code, alone.meaning) == (code, "unclear")
    expected = {"7": "joining", "8": "late", "9": "cannot"}[digit]
    for text in (f"{digit}{between}{code}", f"{code}{between}{digit}"):
        read = read_page_answer(text)
        assert (read.code, read.meaning) == (code, expected)
