"""Nobody is read as safe beside a word that is not understood, and names are understood (domain 3.5)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.rules.checkin_replies import ReplyClass, read_checkin_reply

SAFE_CLASSES = {ReplyClass.SAFE, ReplyClass.SAFE_ELSEWHERE}
#: Letters in no order that a language has; repeated ones are read once.
NO_WORD = st.text("qxzjkvwфщъжظضغ", min_size=4, max_size=9).filter(lambda word: not re.search(r"(.)\1", word))
SAFE_ANSWERS = [
    "1",
    "3",
    "ok",
    "safe",
    "I am safe",
    "tout va bien",
    "estoy bien",
    "все хорошо",
    "انا بخير",
    "我很安全",
    "1 ok",
]


@pytest.mark.parametrize(
    "text",
    [
        "1 vrkzt", "1, vrkzt", "1. Vrkzt", "1\nvrkzt", "vrkzt 1", "safe vrkzt", "ok vrkzt", "I am safe. We vrkzt it",
        "1 жвкфж", "je vais bien, vrkzt",
        "estoy bien vrkzt vrkzt", "все хорошо, жвкфж", "انا بخير ظضغظ", "我很安全，魑魅",
        "1 दर्द",
        "1 VRKZT", "1 vrkzt vrkzt vrkzt at home", "I Am Safe But The Vrkzt Has Vrkztq", "3 vrkzt", "on leave, vrkzt",
    ],
)  # fmt: skip
def test_an_answer_with_a_word_that_nobody_knows_is_shown_to_a_human(text: str) -> None:
    read = read_checkin_reply(text)
    assert read.reply is ReplyClass.UNCLEAR
    assert not read.urgent


@given(
    st.sampled_from(SAFE_ANSWERS),
    st.lists(NO_WORD, min_size=1, max_size=4),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_answer_is_safe_beside_words_in_no_language(answer: str, words: list[str], first: bool) -> None:
    strange = " ".join(words)
    text = f"{strange} {answer}" if first else f"{answer} {strange}"
    assert read_checkin_reply(text).reply not in SAFE_CLASSES, text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1 Marie Dupont", "fr"), ("1 Marie DUPONT", "fr"), ("1, Jean", "fr"), ("1 jean", "fr"), ("1 Okonjo", "en"),
        ("1\nmerci\nAwa", "fr"),
        ("Safe. - Tomas Herrera, Finance", "en"), ("K7Q 1 - Jane Otieno, ITU Addis", "en"), ("Hello Beatrix, 1", "en"),
        ("I am safe, at home with Okonjo", "en"), ("1 room 4B, 5th floor", "en"),
        ("1\nKind regards,\nj.-p. xvontz", "en"),
        ("1 - Rajiv (driver, vehicle 14)", "en"), ("1 - Wilmer, conductor", "es"), ("all good boss", "en"),
        ("RAS chef", "fr"),
        ("estoy a salvo, saludos, Quispe", "es"), ("1 спасибо, Лена", "ru"),
        ("все хорошо. С уважением, Сейтказиева", "ru"),
        ("١\nشكرا\nمريم", "ar"), ("您好，我平安。李文博", "zh"), ("我很安全，此致，王芳 敬上", "zh"),
        ("1 with my cats in the garden", "en"), ("je regarde un film, tout va bien", "fr"),
    ],
)  # fmt: skip
def test_names_rooms_and_everyday_words_keep_an_answer_safe(text: str, language: str) -> None:
    read = read_checkin_reply(text, language)
    assert read.reply is ReplyClass.SAFE, read.why


@pytest.mark.parametrize(
    "text", ["3 in Vrkztburg", "on leave in vrkztburg", "en congé à Vrkztville", "в отпуске в Жвкфске"]
)
def test_a_place_nobody_knows_may_stand_beside_an_elsewhere(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.SAFE_ELSEWHERE


@pytest.mark.parametrize("text", ["1 👍", "safe 🙏🏾", "1 ❤️", "1 🇨🇭", "1 :)", "ok ✅"])
def test_a_friendly_sign_changes_nothing(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.SAFE


@pytest.mark.parametrize("text", ["1 😭", "safe 🥺", "1 :(", "ok 😰", "1 🦂"])
def test_a_sign_that_may_mean_anything_is_shown_to_a_human(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.UNCLEAR


@pytest.mark.parametrize("text", ["1 🔥", "1 🩸", "1 🚑", "safe 🔫", "🌊", "1 💀", "1 😱"])
def test_a_sign_of_danger_is_a_call_for_help(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.NEED_HELP


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tomas is with me and he's fine", "en"), ("Sara with me, fine", "en"),
        ("Marisol está conmigo y está bien", "es"),
        ("سلمى معي وهي بخير", "ar"), ("Лена со мной и она в порядке", "ru"), ("safe, my boss too", "en"),
    ],
)  # fmt: skip
def test_who_is_with_the_writer_does_not_make_the_writer_safe(text: str, language: str) -> None:
    assert read_checkin_reply(text, language).reply not in SAFE_CLASSES


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Maria is on leave", "en"), ("Maria on leave", "en"), ("Jean est en congé", "fr"),
        ("Pedro y Ana de vacaciones", "es"),
        ("Лена в отпуске", "ru"), ("ليلى مسافرة تونس", "ar"), ("Maria from finance is not in the office", "en"),
    ],
)  # fmt: skip
def test_somebody_else_who_is_elsewhere_does_not_make_the_writer_safe(text: str, language: str) -> None:
    assert read_checkin_reply(text, language).reply not in SAFE_CLASSES


@pytest.mark.parametrize("text", ["طيب", "嗯"])
def test_a_word_that_only_says_heard_is_shown_to_a_human(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.UNCLEAR


@pytest.mark.parametrize("text", ["option 1", "Opción 1 por favor", "вариант 1", "الاختيار 1", "انا بالكويت 1"])
def test_an_option_that_is_named_and_a_name_with_a_particle_are_understood(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.SAFE


@pytest.mark.parametrize("text", ["ok...", "yes…", "嗯……", "да..."])
def test_a_weak_answer_that_breaks_off_is_shown_to_a_human(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.UNCLEAR


@pytest.mark.parametrize("text", ["1 fall", "safe fall", "1 hit", "1 hit Victor"])
def test_a_word_that_may_tell_of_an_accident_is_no_name_and_not_everyday(text: str) -> None:
    assert read_checkin_reply(text).reply not in SAFE_CLASSES
