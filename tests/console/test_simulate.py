"""The simulated phones answer plausibly, in their own language, and the same way each time."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.console.simulate import Asks, Waiting, asks, quick_answers, replies
from playbooks.library import Library
from playbooks.rules.checkin_replies import ReplyClass, read_checkin_reply
from playbooks.rules.replies import Meaning, read_page_answer
from playbooks.rules.vocabulary import Language
from playbooks.schema import PLACEHOLDERS

PAGE = "IWU PAGE K7Q L2: building fire, Geneva. Reply 7=Joining 8=Late(min) 9=Cannot"
LIBRARY = Library.load()


CHECK = "IWU SAFETY CHECK K7Q: earthquake, Geneva. Are you safe? Reply 1=Safe 2=Need help 3=Safe, not there."


def crowd(language: Language, text: str = PAGE, kind: Asks = Asks.PAGE) -> list[Waiting]:
    return [Waiting(f"+4179{number:07}", language, kind, text) for number in range(300)]


@pytest.mark.parametrize("language", Language)
def test_every_answer_is_one_that_muster_understands(language: Language) -> None:
    meanings = Counter(read_page_answer(text).meaning for _, text in replies("seed", crowd(language)))
    assert set(meanings) == {Meaning.JOINING, Meaning.LATE, Meaning.CANNOT}
    assert meanings[Meaning.JOINING] > meanings[Meaning.LATE] + meanings[Meaning.CANNOT]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", [CHECK, ""], ids=["asked", "hiding"])
def test_every_answer_to_a_check_in_is_one_that_muster_understands(language: Language, text: str) -> None:
    answers = [answer for _, answer in replies("seed", crowd(language, text, Asks.CHECK_IN))]
    read = Counter(read_checkin_reply(answer, language).reply for answer in answers)
    assert set(read) == {ReplyClass.SAFE, ReplyClass.SAFE_ELSEWHERE, ReplyClass.NEED_HELP}
    assert read[ReplyClass.SAFE] > 3 * (read[ReplyClass.SAFE_ELSEWHERE] + read[ReplyClass.NEED_HELP])
    assert set(answers) - {"1", "2", "3"}


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
def test_a_page_and_a_check_in_ask_and_a_notice_does_not(language: Language) -> None:
    assert asks(text_of("page", language)) is Asks.PAGE
    for name in ("checkin", "checkin_reminder", "checkin_shared", "checkin_unclear"):
        assert asks(text_of(name, language)) is Asks.CHECK_IN, name
    assert asks("IWU K7Q: false alarm, nobody is needed. Thank you.") is None


def test_the_buttons_of_a_phone_offer_what_answers_its_questions() -> None:
    def offered(last: str, *open_: Asks) -> list[str]:
        return [text for text, _ in quick_answers(open_, last)]

    assert offered(PAGE, Asks.PAGE) == ["7", "8 20", "9"]
    assert offered(CHECK, Asks.CHECK_IN) == ["1", "2", "3"]
    # The text that came last hides the other one, which is still to be answered.
    assert offered(CHECK, Asks.PAGE, Asks.CHECK_IN) == ["1", "2", "3", "7", "8 20", "9"]
    assert offered("IWU K7Q: noted SAFE 14:05 UTC.") == ["1", "2", "3", "7", "8 20", "9"]


@pytest.mark.parametrize("language", Language)
def test_who_needs_help_is_offered_the_five_needs_and_who_is_alerted_the_request(language: Language) -> None:
    needs = quick_answers({Asks.PAGE}, text_of("help_received_checkin", language))
    assert [text for text, _ in needs] == ["A", "B", "C", "D", "E", "7", "8 20", "9"]
    assert quick_answers((), text_of("help_alert", language))[0][0] == "H3 K7Q"
    assert quick_answers((), text_of("help_noted", language))[0][0] == "1"


def text_of(name: str, language: Language) -> str:
    """Give a text of Muster, filled in."""
    values = {
        "org": "IWU", "code": "K7Q", "level": "L2", "event": "x", "site": "y", "when": "14:20 UTC", "name": "Ana",
        "emergency": "112", "phone": "+41790000001", "request": "H3",
    }  # fmt: skip
    wanted = PLACEHOLDERS[name]
    return LIBRARY.sms(name, language, **{key: values[key] for key in wanted})
