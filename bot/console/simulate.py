"""Plausible answers of simulated phones, for "let the others answer": the same seed gives the same answers.

Most people come, some are late, some cannot; most are safe, some are elsewhere, one in fifty needs help; a few write
in words or in the digits of their own script. Shares and wording are our choice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from playbooks.rules.vocabulary import Language

#: Every question ends in its answers, in each language: ``7=Joining 8=Late(min) 9=Cannot`` (messages/sms.yaml).
_PAGES = "7="
_CHECKS = "1="
#: The five needs that somebody who needs help is asked for, and a request for help with its incident.
_NEEDS = re.compile(r"A[^A-Z]+ B[^A-Z]+ C[^A-Z]+ D[^A-Z]+ E")
_REQUEST = re.compile(r"(?<![A-Za-z0-9])H\d+ [0-9A-Z]+(?![A-Za-z0-9])")
_MAY_BE_LATE = "8="
_LATE_MINUTES = (10, 15, 20, 30, 45)

_JOINING = {
    Language.EN: ("7 joining", "7."),
    Language.FR: ("7 je viens", "7 j'arrive"),
    Language.ES: ("7 voy", "7."),
    Language.RU: ("7 буду", "7."),
    Language.AR: ("٧", "7 سأحضر"),
    Language.ZH: ("7", "7参加"),
}
_LATE = {
    Language.EN: "8 {minutes} min",
    Language.FR: "8 - {minutes}",
    Language.ES: "8 {minutes} minutos",
    Language.RU: "8 {minutes} мин",
    Language.AR: "٨ {minutes}",
    Language.ZH: "8 {minutes}分钟",
}
_CANNOT = {
    Language.EN: "9 cannot, sorry",
    Language.FR: "9 impossible",
    Language.ES: "9 no puedo",
    Language.RU: "9 не могу",
    Language.AR: "٩",
    Language.ZH: "9",
}
_SAFE = {
    Language.EN: ("1 ok", "Safe, thanks"),
    Language.FR: ("1 tout va bien", "Je suis en sécurité"),
    Language.ES: ("1 gracias", "Estoy a salvo"),
    Language.RU: ("1 все хорошо", "Я в безопасности"),
    Language.AR: ("١", "أنا بخير"),
    Language.ZH: ("1", "我安全"),
}
_ELSEWHERE = {
    Language.EN: "3 on leave",
    Language.FR: "3 en congé",
    Language.ES: "3 de vacaciones",
    Language.RU: "3 в отпуске",
    Language.AR: "٣",
    Language.ZH: "3 不在当地",
}
_NEED_HELP = {
    Language.EN: "2 my leg is broken",
    Language.FR: "2 je suis coincé",
    Language.ES: "2 estoy atrapado",
    Language.RU: "2 помогите",
    Language.AR: "٢ ساعدوني",
    Language.ZH: "2 救命",
}


#: What answers each question, and how the buttons of an open phone call it.
_PAGE_ANSWERS = (("7", "7 joining"), ("8 20", "8 late 20 min"), ("9", "9 cannot"))
_CHECK_ANSWERS = (("1", "1 safe"), ("2", "2 need help"), ("3", "3 elsewhere"))
_NEED_ANSWERS = tuple((need[0], need) for need in ("A injured", "B trapped", "C medicine", "D transport", "E other"))


class Asks(StrEnum):
    """What a phone is asked."""

    CHECK_IN = "check-in"
    PAGE = "page"


@dataclass(frozen=True)
class Waiting:
    """A phone with a question that is not answered."""

    number: str
    language: Language
    asks: Asks
    #: The question; "" when it does not say its answers, as one to people in hiding.
    text: str


def asks(text: str) -> Asks | None:
    """Tell what a text of Muster asks; None when it waits for no answer."""
    if _PAGES in text:
        return Asks.PAGE
    return Asks.CHECK_IN if _CHECKS in text else None


def quick_answers(open_: Container[Asks], last: str) -> list[tuple[str, str]]:
    """Give (text, label) of the answers that somebody may want to send next, the likeliest first.

    `open_` is what is not answered yet, `last` the last text of Muster. Where nothing is open, people may still
    change their minds.
    """
    groups: list[tuple[tuple[str, str], ...]] = []
    request = _REQUEST.findall(last)
    if request:
        groups.append(((request[-1], f"{request[-1]} I take it"),))
    if _NEEDS.search(last):
        groups.append(_NEED_ANSWERS)
    both = {Asks.CHECK_IN: _CHECK_ANSWERS, Asks.PAGE: _PAGE_ANSWERS}
    wanted = [answers for kind, answers in both.items() if kind in open_]
    return [answer for group in (*groups, *(wanted or both.values())) for answer in group]


def replies(seed: str, waiting: Iterable[Waiting]) -> list[tuple[str, str]]:
    """Give (number, answer) for each phone, in the order given.

    An answer depends on `seed`, the number and the question alone, so that who else is waiting changes nothing.
    """
    return [(phone.number, _reply(phone, random.Random(f"{seed}|{phone.number}|{phone.text}"))) for phone in waiting]


def _reply(phone: Waiting, chance: random.Random) -> str:
    draw, in_words = chance.random(), chance.random() < 0.25
    if phone.asks is Asks.CHECK_IN:
        return _about_safety(phone.language, draw, in_words, chance)
    if draw < 0.12:
        return _CANNOT[phone.language] if in_words else "9"
    if draw < 0.28 and _MAY_BE_LATE in phone.text:
        minutes = chance.choice(_LATE_MINUTES)
        return _LATE[phone.language].format(minutes=minutes) if in_words else f"8 {minutes}"
    return chance.choice(_JOINING[phone.language]) if in_words else "7"


def _about_safety(language: Language, draw: float, in_words: bool, chance: random.Random) -> str:
    if draw < 0.02:
        return _NEED_HELP[language] if in_words else "2"
    if draw < 0.10:
        return _ELSEWHERE[language] if in_words else "3"
    return chance.choice(_SAFE[language]) if in_words else "1"
