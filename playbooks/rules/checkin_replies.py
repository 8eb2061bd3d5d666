"""Reading what somebody typed to answer a safety check-in (domain 3.5, 3.7; issue 3, "Reading replies").

A danger word or a 2 wins over everything, a negated safe word counts as one, and a negated danger word goes to a
human at once. SAFE is concluded only if there is nothing but what is understood: a word in none of the lists that is
no name makes an answer UNCLEAR, and so does every doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from playbooks.rules import checkin_context as context
from playbooks.rules.checkin_items import read_items, unpack
from playbooks.rules.checkin_kinds import Item, Kind
from playbooks.rules.checkin_names import capitals
from playbooks.rules.checkin_needs import read_needs
from playbooks.rules.reply_text import fold, set_of, take_codes
from playbooks.rules.vocabulary import Language

__all__ = ["READ_AT_MOST", "CheckinReading", "ReplyClass", "read_checkin_reply", "read_needs"]

#: Longer texts are never an answer; danger is looked for in all of it (our choice: seven SMS).
READ_AT_MOST = 1000
#: Strange words beside an opt-out word that is still taken (our choice).
STRANGE_BESIDE_STOP = 5


class ReplyClass(StrEnum):
    """What a text says about the safety of the person who sent it."""

    SAFE = "SAFE"  #: 1
    SAFE_ELSEWHERE = "SAFE_ELSEWHERE"  #: 3
    NEED_HELP = "NEED_HELP"  #: 2, a danger word, or a negated safe word.
    UNCLEAR = "UNCLEAR"  #: Ask once more, and show it to a human.
    WRONG_NUMBER = "WRONG_NUMBER"
    STOP = "STOP"  #: A carrier's opt-out word: a sign of life, and no more texts arrive.
    PROXY = "PROXY"  #: Speaks of somebody else: shown to a human, counts nobody.


@dataclass(frozen=True)
class CheckinReading:
    """What a text was taken to mean, and why."""

    reply: ReplyClass
    #: A human must see it at once: every NEED_HELP, and an UNCLEAR with a negation that may hide a danger.
    urgent: bool
    #: Shaped like an incident code, upper case, if exactly one is named; there may be no such incident.
    code: str | None
    #: For the log and for the human who looks at it: "the digit 2".
    why: str
    #: Letters A-E, if it reads as an answer to the follow-up (see `read_needs`).
    needs: frozenset[str]
    #: 7, 8 and 9 that stand as answers to a page.
    page_digits: frozenset[int]


@dataclass(frozen=True)
class _Verdict:
    reply: ReplyClass
    why: str
    urgent: bool = False


def read_checkin_reply(text: str, language: Language | str = Language.EN) -> CheckinReading:
    """Read a text as the answer to a check-in; never raises, and never guesses SAFE.

    `language` is the person's own; any other is read too. It decides only words that mean two things.
    """
    folded = fold(unpack(text)).translate(context.CANTONESE).translate(context.SIMPLIFIED)
    rest, codes = take_codes(folded)
    if _SPACED_TWO.search(folded):
        rest += " ; 2"
    items = read_items(rest, str(language), capitals(text))
    verdict = _conclude(items, rest, codes, too_long=len(text) > READ_AT_MOST)
    return CheckinReading(
        reply=verdict.reply,
        urgent=verdict.urgent or verdict.reply is ReplyClass.NEED_HELP,
        code=codes[0] if len(codes) == 1 else None,
        why=verdict.why,
        needs=read_needs(text)[0],
        page_digits=frozenset(int(item.text) for item in items if item.kind is Kind.PAGE),
    )


def _conclude(items: list[Item], rest: str, codes: list[str], *, too_long: bool) -> _Verdict:
    said: dict[Kind, list[str]] = {}
    for item in items:
        said.setdefault(item.kind, []).append(item.text)
    return (
        _distress(said, rest)
        or _opt_out(said)
        or _denied(said)
        or _unusual(said, codes, too_long=too_long)
        or _answer(said, rest)
        or _unclear("no answer found")
    )


def _distress(said: dict[Kind, list[str]], rest: str) -> _Verdict | None:
    if Kind.DANGER in said:
        return _Verdict(ReplyClass.NEED_HELP, f"possible distress: '{said[Kind.DANGER][0]}'")
    if Kind.TWO in said or _ONLY_TWOS.fullmatch(rest):
        return _Verdict(ReplyClass.NEED_HELP, "the digit 2")
    if Kind.UNSAFE in said:
        return _Verdict(ReplyClass.NEED_HELP, f"a negated safe word: '{said[Kind.UNSAFE][0]}'")
    if set(said) == {Kind.LOOSE} and set(said[Kind.LOOSE]) <= _NO_WORDS:
        return _Verdict(ReplyClass.NEED_HELP, "answers 'no' to 'are you safe'")
    return None


def _opt_out(said: dict[Kind, list[str]]) -> _Verdict | None:
    beside = set(said) - {Kind.STOP}
    few = len(said.get(Kind.STRANGE, ())) <= STRANGE_BESIDE_STOP
    if Kind.STOP in said and few and beside <= _BESIDE_STOP:
        return _Verdict(ReplyClass.STOP, f"an opt-out word: '{said[Kind.STOP][0]}'")
    if set(said) == {Kind.STOP_ALONE}:
        return _Verdict(ReplyClass.STOP, f"an opt-out word: '{said[Kind.STOP_ALONE][0]}'")
    return None


def _denied(said: dict[Kind, list[str]]) -> _Verdict | None:
    if Kind.DENIED in said:
        return _unclear(f"a negated danger word: '{said[Kind.DENIED][0]}'", urgent=True)
    return None


def _unusual(said: dict[Kind, list[str]], codes: list[str], *, too_long: bool) -> _Verdict | None:
    """Conclude on what is no plain answer."""
    kinds = set(said)
    if too_long:
        return _unclear(f"longer than {READ_AT_MOST} characters")
    if len(codes) > 1:
        return _unclear(f"names {' and '.join(codes)}")
    if Kind.WRONG in said:
        if kinds & (_EVIDENCE - {Kind.SAFE_WEAK}):
            return _unclear("both an answer and a wrong number")
        return _Verdict(ReplyClass.WRONG_NUMBER, f"a wrong number: '{said[Kind.WRONG][0]}'")
    if Kind.OTHER in said and not (Kind.TOO in said and _of_the_writer(said)):
        return _Verdict(ReplyClass.PROXY, f"speaks of somebody else: '{said[Kind.OTHER][0]}'")
    if kinds & {Kind.STOP, Kind.STOP_ALONE}:
        return _unclear("an opt-out word among others")
    for kind in (Kind.DOUBT, Kind.CANNOT, Kind.LOOSE):
        if kind in said:
            return _unclear(f"{kind}: '{said[kind][0]}'", urgent=kind is not Kind.DOUBT and Kind.ONE not in said)
    return None


def _answer(said: dict[Kind, list[str]], rest: str) -> _Verdict | None:
    kinds = set(said)
    if kinds >= {Kind.ONE, Kind.THREE}:
        return _unclear("both 1 and 3")
    if Kind.PAGE in kinds:
        return _unclear("a page's digit")
    if not kinds & _EVIDENCE:
        return None
    if Kind.STRANGE in said:
        return _unclear(f"more than is understood: '{said[Kind.STRANGE][0]}'")
    if not kinds & {Kind.ONE, Kind.THREE, Kind.SAFE, Kind.ELSEWHERE}:
        if kinds & _BESIDE_ACK:
            return _unclear("may only say that it was received")
        if "..." in rest:
            return _unclear("breaks off")
    elsewhere = said.get(Kind.THREE) or said.get(Kind.ELSEWHERE)
    if elsewhere:
        return _Verdict(ReplyClass.SAFE_ELSEWHERE, f"says elsewhere: '{elsewhere[0]}'")
    safe = said.get(Kind.ONE) or said.get(Kind.SAFE) or said[Kind.SAFE_WEAK]
    return _Verdict(ReplyClass.SAFE, f"says safe: '{safe[0]}'")


def _of_the_writer(said: dict[Kind, list[str]]) -> bool:
    """Tell whether the writer is said to be safe, by a word for "I" or by the form of the verb."""
    safe = said.get(Kind.SAFE, [])
    return bool(safe) and (Kind.SELF in said or any(_FIRST_PERSON.search(text) for text in safe))


def _unclear(why: str, *, urgent: bool = False) -> _Verdict:
    return _Verdict(ReplyClass.UNCLEAR, why, urgent)


_EVIDENCE = {Kind.ONE, Kind.THREE, Kind.SAFE, Kind.SAFE_WEAK, Kind.ELSEWHERE}
#: Beside a weak word they make it an answer to the message, not to the question.
_BESIDE_ACK = {Kind.ACK, Kind.QUESTION, Kind.TENSE, Kind.LATER}
_FIRST_PERSON = re.compile(r"\b(?:estoy|toy|me|vais|am|im|i|suis|sigo|ando)\b|我")
_BESIDE_STOP = {Kind.FILLER, Kind.SELF, Kind.COURTESY, Kind.NUMBER, Kind.STRANGE, Kind.NAME, Kind.LOOSE}
_NO_WORDS = set_of(context.NO_WORDS)
_ONLY_TWOS = re.compile(r"\W*(?:0+2|2{2,})\W*")
#: Taken for an incident's code when somebody writes "a 2 b"; the 2 counts all the same.
_SPACED_TWO = re.compile(r"(?<![^\W_])[a-z][ -]2[ -][a-z](?![^\W_])")
