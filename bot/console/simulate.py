"""Plausible answers of simulated phones, for "let the others answer": the same seed gives the same answers.

Most people come, some are late, some cannot; a few write in words or in the digits of their own script. Shares and
wording are our choice.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from playbooks.rules.vocabulary import Language

#: Every page ends in its answers, in each language: ``7=Joining 8=Late(min) 9=Cannot`` (playbooks/messages/sms.yaml).
_ASKS = "7="
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


@dataclass(frozen=True)
class Waiting:
    """A phone whose last page is not answered."""

    number: str
    language: Language
    #: The page.
    text: str


def asks(text: str) -> bool:
    """Tell whether a text of Muster waits for an answer."""
    return _ASKS in text


def replies(seed: str, waiting: Iterable[Waiting]) -> list[tuple[str, str]]:
    """Give (number, answer) for each phone, in the order given.

    An answer depends on `seed`, the number and the page alone, so that who else is waiting changes nothing.
    """
    return [(phone.number, _reply(phone, random.Random(f"{seed}|{phone.number}|{phone.text}"))) for phone in waiting]


def _reply(phone: Waiting, chance: random.Random) -> str:
    draw, in_words = chance.random(), chance.random() < 0.25
    if draw < 0.12:
        return _CANNOT[phone.language] if in_words else "9"
    if draw < 0.28 and _MAY_BE_LATE in phone.text:
        minutes = chance.choice(_LATE_MINUTES)
        return _LATE[phone.language].format(minutes=minutes) if in_words else f"8 {minutes}"
    return chance.choice(_JOINING[phone.language]) if in_words else "7"
