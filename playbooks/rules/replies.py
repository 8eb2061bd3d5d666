"""Reading what somebody typed by SMS to answer a page (domain 3.5, 3.7, 3.10).

The digits 7, 8 and 9 answer a page; 1, 2 and 3 belong to check-ins alone. What may be a call for help wins
over everything, a negation over every "joining". Texts that contradict themselves, or that say more than is
understood, are not guessed at: they come out as UNCLEAR, and the person is asked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from playbooks.rules import reply_words as words
from playbooks.rules.reply_text import HAN, IS_HAN, WORD, find, fold, set_of, take_codes

#: Longer texts are never an answer; only a call for help is looked for in this much (our choice: seven SMS).
READ_AT_MOST = 1000
#: A longer delay is taken as unknown (our choice: longer than a shift is no "late").
LATEST = timedelta(hours=12)
#: Unknown words before a digit that is still taken as the answer, a signature for instance (our choice).
WORDS_BEFORE = 3


class Meaning(StrEnum):
    """What an inbound text says about a page."""

    JOINING = "joining"  #: 7
    LATE = "late"  #: 8
    CANNOT = "cannot"  #: 9
    CHECKIN_DIGIT = "check-in digit"  #: 1, 2 or 3: answers a check-in, never a page.
    HELP = "help"  #: Possible distress: a human must see it.
    STOP = "stop"  #: The carrier may block further texts.
    UNCLEAR = "unclear"  #: Ask again; never guessed.


@dataclass(frozen=True)
class Reading:
    """What a text was taken to mean, and why."""

    meaning: Meaning
    #: Only with LATE, and only if it was said.
    late_by: timedelta | None
    #: Shaped like an incident code, upper case; there may be no such incident.
    code: str | None
    #: For the log and for the human who looks at it: "the digit 7".
    why: str


@dataclass(frozen=True)
class _Clues:
    """What was found in a text, before anything is concluded."""

    #: Digits 7, 8, 9 that stand as an answer.
    digits: frozenset[int]
    #: Digits 1, 2, 3.
    checkin: frozenset[int]
    said: frozenset[Meaning]
    negated: bool
    doubtful: bool
    #: Words beyond those that are understood.
    strange: bool
    late_by: timedelta | None


_HAN_DIGITS = {"一": 1, "二": 2, "三": 3, "七": 7, "八": 8, "九": 9}
_BY_DIGIT = {7: Meaning.JOINING, 8: Meaning.LATE, 9: Meaning.CANNOT}

_HELP = find(words.HELP, words.HELP_HAN)
_STOP = find(words.STOP, words.STOP_HAN).pattern
_STOP_FIRST = re.compile(rf"\W*(?:{_STOP})")
_STOP_ALONE = re.compile(rf"\W*(?:{_STOP}|{find(words.STOP_ALONE, words.STOP_ALONE_HAN).pattern})\W*")
#: In this order: "cannot" holds the words of the others.
_PHRASES = (
    (Meaning.CANNOT, find(words.CANNOT, words.CANNOT_HAN)),
    (Meaning.LATE, find(words.LATE, words.LATE_HAN)),
    (Meaning.JOINING, find(words.JOINING, words.JOINING_HAN)),
)
_NEGATION = find(words.NEGATION, words.NEGATION_HAN)
_DOUBT = find(words.DOUBT, words.DOUBT_HAN)
_QUESTION = set_of(words.QUESTION)
_FILLER, _FILLER_HAN = set_of(words.FILLER), frozenset(words.FILLER_HAN)
_UNITS = set_of(words.MINUTES) | set_of(words.HOURS)
_BEFORE, _BEFORE_HAN = set_of(words.BEFORE_A_THING), frozenset(words.BEFORE_A_THING_HAN)
_AFTER, _AFTER_HAN = set_of(words.AFTER_A_COUNT), frozenset(words.AFTER_A_COUNT_HAN)
_SPANS = tuple((find(spaced, han), minutes) for spaced, han, minutes in words.SPANS)

_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
_EIGHT_AND_MINUTES = re.compile(r"^\W*8\s*[:.,=/(+-]\s*(\d{1,3})(?!\s?[ap]m|[\d:.])")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.,]\d{2}(?!\d)")
_SPAN = re.compile(
    rf"(?<![a-z0-9.,])(?:(?P<hours>\d{{1,2}}(?:[.,]\d)?)\s*(?:{fold(words.HOURS)})"
    rf"(?:\s*(?P<more>\d{{1,2}})(?!\d)(?:\s*(?:{fold(words.MINUTES)}))?)?"
    rf"|(?P<minutes>\d{{1,3}})\s*(?:{fold(words.MINUTES)}))(?![a-zа-яء-ي])"
)
_GLUED_HAN = re.compile(f"(?<=[{HAN}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{HAN}])")
_GLUED_BEFORE = re.compile(r"(?<![^\W_])(ok|ack|yes|reply|answer|joining|late|cannot|[^\W\d_a-z]{2,})(?=\d)")
_GLUED_AFTER = re.compile(r"(?<![^\W_])(\d{1,3})(?=[^\W\d_]{2})")
_ASKED_DIGIT = re.compile(r"[789]\W*\?")
_NUMBER = re.compile("0|[1-9][0-9]{0,2}")


def read_page_answer(text: str) -> Reading:
    """Read a text as the answer to a page; never raises, and never guesses."""
    folded = fold(text[:READ_AT_MOST])
    rest, codes = take_codes(folded)
    code = codes[0] if len(codes) == 1 else None
    if match := _HELP.search(folded):
        return Reading(Meaning.HELP, None, code, f"possible distress: '{match[0].strip()}'")
    if len(text) > READ_AT_MOST:
        return Reading(Meaning.UNCLEAR, None, code, f"longer than {READ_AT_MOST} characters")
    if len(codes) > 1:
        return Reading(Meaning.UNCLEAR, None, None, f"names {' and '.join(codes)}")
    if _STOP_ALONE.fullmatch(rest):
        return Reading(Meaning.STOP, None, code, "an opt-out word")
    clues = _look(rest)
    meaning, why = _conclude(clues)
    return Reading(meaning, clues.late_by if meaning is Meaning.LATE else None, code, why)


def _conclude(clues: _Clues) -> tuple[Meaning, str]:
    answers = {_BY_DIGIT[digit] for digit in clues.digits} | clues.said
    if len(clues.digits | clues.checkin) > 1:
        return Meaning.UNCLEAR, "two different digits"
    if clues.checkin:
        alone = not (answers or clues.negated or clues.doubtful)
        if not alone:
            return Meaning.UNCLEAR, "digit and words differ"
        return Meaning.CHECKIN_DIGIT, "a check-in's digit"
    if not answers:
        return Meaning.UNCLEAR, "no answer found"
    if clues.strange and not clues.digits and answers != {Meaning.STOP}:
        return Meaning.UNCLEAR, "more words than are understood"
    return _agree({Meaning.LATE} if answers == {Meaning.JOINING, Meaning.LATE} else answers, clues)


def _agree(answers: set[Meaning], clues: _Clues) -> tuple[Meaning, str]:
    if len(answers) > 1:
        return Meaning.UNCLEAR, f"both {' and '.join(sorted(answers))}"
    meaning = answers.pop()
    if clues.doubtful and meaning is not Meaning.STOP:
        return Meaning.UNCLEAR, "a doubt, a condition or a question"
    if clues.negated and meaning in {Meaning.JOINING, Meaning.LATE}:
        return Meaning.UNCLEAR, f"{meaning}, and a negation"
    return meaning, f"the digit {min(clues.digits)}" if clues.digits else f"words that say '{meaning}'"


def _look(rest: str) -> _Clues:
    rest = _PHONE.sub(" ", rest)
    rest = _EIGHT_AND_MINUTES.sub(r"8 \1 ", rest)
    rest, spans = _take_spans(rest)
    rest = _split_scripts(_CLOCK.sub(" ", rest))
    numbers = _standing_numbers(rest)
    digits = frozenset(numbers) & {7, 8, 9}
    said, left = _take_phrases(rest)
    others = {number for number in numbers if number > 3 and number not in digits}
    late_by = spans or {timedelta(minutes=number) for number in others}
    delay = next(iter(late_by)) if len(late_by) == 1 else None
    return _Clues(
        digits=digits,
        checkin=frozenset(numbers) & {1, 2, 3},
        said=said,
        negated=bool(_NEGATION.search(left)),
        doubtful=bool(_DOUBT.search(left) or (_ASKED_DIGIT.search(rest) if digits else "?" in rest)),
        strange=any(_is_strange(word) for word in WORD.findall(left)),
        late_by=delay if delay and delay <= LATEST else None,
    )


def _take_spans(rest: str) -> tuple[str, set[timedelta]]:
    """Give the text without spans of time such as "20 min" or "1h30", and the spans."""
    for pattern, minutes in _SPANS:
        rest = pattern.sub(f" {minutes} min ", rest)
    spans: set[timedelta] = set()

    def take(match: re.Match[str]) -> str:
        hours, more, minutes = match["hours"], match["more"], match["minutes"]
        number = float((hours or "0").replace(",", ".")) * 60 + int(more or 0) + int(minutes or 0)
        spans.add(timedelta(minutes=round(number)))
        return " "

    return _SPAN.sub(take, rest), spans


def _take_phrases(rest: str) -> tuple[frozenset[Meaning], str]:
    """Give what the words say, and the text without them."""
    said: set[Meaning] = set()
    if _STOP_FIRST.match(rest):
        said.add(Meaning.STOP)
    for meaning, pattern in _PHRASES:
        rest, found = pattern.subn(" ", rest)
        if found:
            said.add(meaning)
    return frozenset(said), rest


def _standing_numbers(rest: str) -> list[int]:
    """Give the numbers that stand by themselves: no counts, places, times of day, nothing deep in a sentence."""
    tokens = WORD.findall(rest)
    numbers = []
    strange = 0
    for at, token in enumerate(tokens):
        if (number := _number(token)) is None:
            strange += WORDS_BEFORE + 1 if token in _QUESTION else _is_strange(token)
            continue
        before, after = (tokens[at - 1] if at else ""), (tokens[at + 1] if at + 1 < len(tokens) else "")
        if not _of_a_thing(before, after) and (number > 9 or strange <= WORDS_BEFORE):
            numbers.append(number)
    return numbers


def _of_a_thing(before: str, after: str) -> bool:
    """Tell whether the words beside a number make it a room, a time of day or a count."""
    if before in _BEFORE or after in _AFTER:
        return True
    return before[-1:] in _BEFORE_HAN or after[:1] in _AFTER_HAN


def _number(token: str) -> int | None:
    if token in _HAN_DIGITS:
        return _HAN_DIGITS[token]
    return int(token) if _NUMBER.fullmatch(token) else None


def _is_strange(word: str) -> bool:
    """Tell whether a word is none that may stand beside an answer."""
    if word in _FILLER or word in _UNITS or _number(word) is not None:
        return False
    return not (IS_HAN.fullmatch(word) and set(word) <= _FILLER_HAN)


def _split_scripts(rest: str) -> str:
    """Set digits free that are glued to a word: "7ok", "ok7", "7我来", "7еду"; not those of "L3" or "7th"."""
    return _GLUED_AFTER.sub(r"\1 ", _GLUED_BEFORE.sub(r"\1 ", _GLUED_HAN.sub(" ", rest)))
