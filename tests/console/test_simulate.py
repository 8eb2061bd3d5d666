"""The simulated phones answer plausibly, in their own language, and the same way each time."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.console.simulate import Waiting, asks, replies
from playbooks.library import Library
from playbooks.rules.replies import Meaning, read_page_answer
from playbooks.rules.vocabulary import Language

PAGE = "IWU PAGE K7Q L2: building fire, Geneva. Reply 7=Joining 8=Late(min) 9=Cannot"
LIBRARY = Library.load()


def crowd(language: Language, text: str = PAGE) -> list[Waiting]:
    return [Waiting(f"+4179{number:07}", language, text) for number in range(300)]


@pytest.mark.parametrize("language", Language)
def test_every_answer_is_one_that_muster_understands(language: Language) -> None:
    meanings = Counter(read_page_answer(text).meaning for _, text in replies("seed", crowd(language)))
    assert set(meanings) == {Meaning.JOINING, Meaning.LATE, Meaning.CANNOT}
    assert meanings[Meaning.JOINING] > meanings[Meaning.LATE] + meanings[Meaning.CANNOT]


@pytest.mark.parametrize("language", Language)
def test_some_write_more_than_a_digit(language: Language) -> None:
    assert {text for _, text in replies("seed", crowd(language))} - {"7", "9"} - {f"8 {m}" for m in range(60)}


def test_the_same_seed_gives_the_same_answers_whoever_else_is_waiting() -> None:
    people = crowd(Language.FR)
    assert replies("seed", people)[7:9] == replies("seed", people[7:9])
    assert replies("seed", people) != replies("another", people)


def test_nobody_is_late_where_the_question_does_not_offer_it() -> None:
    question = "IWU DUTY K7Q: unverified report. Reply 7=I take it 9=Cannot, page backup"
    answers = [text for _, text in replies("seed", crowd(Language.EN, question))]
    assert not [text for text in answers if text.startswith("8")]


@pytest.mark.parametrize("language", Language)
def test_a_page_asks_and_a_notice_does_not(language: Language) -> None:
    values = {"org": "IWU", "code": "K7Q", "level": "L2", "event": "x", "site": "x", "when": "x", "time": "x"}
    assert asks(
        LIBRARY.sms(
            "page", language, **{name: values[name] for name in ("org", "code", "level", "event", "site", "when")}
        )
    )
    assert not asks("IWU K7Q: false alarm, nobody is needed. Thank you.")
