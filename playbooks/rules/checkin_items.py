"""Cutting the text of a check-in answer into the phrases that are known, and the numbers that answer.

Nothing is concluded here. A 2 is taken wherever it stands by itself (issue 3: "code 2 anywhere"); a 1 or a 3 only
where it names no place, counts nothing and is no article.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from playbooks.rules import checkin_context as context
from playbooks.rules import checkin_danger as danger
from playbooks.rules import checkin_plain as plain
from playbooks.rules import checkin_words as words
from playbooks.rules.checkin_clauses import answer_no, is_about_safety, read_clause, settle_fear
from playbooks.rules.checkin_kinds import Item, Kind
from playbooks.rules.checkin_known import HARMLESS_SIGNS
from playbooks.rules.checkin_names import find_names, is_known, is_neutral, is_number
from playbooks.rules.reply_lexicon import Lexicon, tokens
from playbooks.rules.reply_text import IS_HAN, set_of
from playbooks.rules.vocabulary import Language

#: Stands for a picture that may mean anything, as one word; in no list.
STRANGE_SIGN = "pictogram"
#: "one" answers only in texts that are no longer, in words (our choice); a 1 in any.
NUMBER_WORD_AMONG = 12


def read_items(rest: str, language: str, meant: frozenset[str] = frozenset()) -> list[Item]:
    """Give the items of a folded text, read clause by clause; `meant`: its words that are written as names."""
    found = _items(_words(rest), language)
    numbered = any(item.kind in {Kind.ONE, Kind.TWO, Kind.THREE} for item in found)
    clauses: list[list[Item]] = []
    clause: list[Item] = []
    asked_safe = False
    for item in [*found, Item(Kind.BREAK, "")]:
        if item.kind in {Kind.BREAK, Kind.ASK}:
            read = read_clause(clause, asked=item.kind is Kind.ASK, numbered=numbered)
            clauses.append(answer_no(read) if asked_safe else read)
            asked_safe = item.kind is Kind.ASK and is_about_safety(clause) if clause else asked_safe
            clause = []
        else:
            clause.append(item)
    return settle_fear(find_names(clauses, meant))


def unpack(text: str) -> str:
    """Set digits in circles and on keys apart, name what signs say, write contractions out, end clauses at lines."""
    whole = _WE_ARE.sub(r"\1 are", _I_WILL.sub(r"\1 will", text.translate(context.EMOJI)))
    signs = _SAD.sub(f" {STRANGE_SIGN} ", _SIGN.sub(_name_sign, whole))
    opened = _KEY.sub(r" \1 ", signs).replace("\n", " ; ")
    return "".join(
        f" {unicodedata.digit(character, character)} "
        if character > "\x7f" and unicodedata.category(character) == "No"
        else character
        for character in opened
    )


def _name_sign(match: re.Match[str]) -> str:
    """Leave harmless signs out, and make a strange word of others."""
    return " " if match[0] in HARMLESS_SIGNS else f" {STRANGE_SIGN} "


def _words(rest: str) -> list[str]:
    """Give the words and signs of a folded text, as the word lists spell them, digits that are glued to one apart."""
    rest = _CLOCK.sub(" ", _PHONE.sub(_of_a_phone, rest))
    rest = _LETTERS_APART.sub(_call_apart, rest)
    lexicon, known = _lexicon(), dict[str, tuple[str, ...]]()
    out: list[str] = []
    for token in tokens(rest):
        if token not in known:
            known[token] = tuple(word for part in _unglued(token, lexicon) for word in _spelled(part, lexicon))
        out.extend(known[token])
    return out


def _spelled(word: str, lexicon: Lexicon[Kind]) -> tuple[str, ...]:
    return (word,) if word in _NUMBER_WORDS or is_known(word) else lexicon.spelled(word)


def _unglued(token: str, lexicon: Lexicon[Kind]) -> tuple[str, ...]:
    """Set a 1, 2 or 3 free that is glued to a word: "1ok", "safe1", "2help"; not those of "L3" or "2nd"."""
    if lexicon.kind_of(token) or not (match := _GLUED.fullmatch(token)):
        return (token,)
    before, digit, after = match["before"], match["digit"], match["after"]
    if (before and after) or after in _ORDINALS:
        return (token,)
    known = lexicon.kind_of(before or after) is not None
    if digit == "2":
        apart = len(before) != 1
    else:
        apart = known and len(before or after) > 1
    return tuple(part for part in (before, digit, after) if part) if apart else (token,)


def _call_apart(match: re.Match[str]) -> str:
    """Join the letters of "S.O.S" or "h e l p"; leave others as they are."""
    joined = "".join(character for character in match[0] if character.isalpha())
    return f" {joined} " if any(call in joined for call in _CALLS) else match[0]


def _of_a_phone(match: re.Match[str]) -> str:
    """Drop a telephone number, but not a 1, 2 or 3 that answers before it or a 2 that stands in it."""
    number = match[0]
    if number.startswith("+"):
        return " "
    twos = " 2 " if "2" in number.split() else " "
    first, _, others = number.partition(" ")
    if first in {"1", "3"} and others.startswith(("0", "+")):
        return f" {first} {twos}"
    return twos


def _items(found: list[str], language: str) -> list[Item]:
    lexicon = _lexicon()
    items: list[Item] = []
    at = 0
    while at < len(found):
        word = found[at]
        match = lexicon.match(found, at)
        if kind := _SIGNS.get(word):
            items.append(Item(kind, word))
            at += 1
        elif (match is None or match[1] == 1) and (number := _number(found, at)):
            items.append(number)
            at += 1
        elif match is None:
            plain_kind = Kind.NUMBER if is_number(word) else Kind.FILLER if is_neutral(word) else Kind.STRANGE
            items.append(Item(plain_kind, word))
            at += 1
        else:
            kind, length = _cut(lexicon, found, at, *match)
            text = _text(found[at : at + length])
            items.append(Item(_OF_LANGUAGE.get((language, text), kind), text))
            at += length
    return items


def _cut(lexicon: Lexicon[Kind], found: list[str], at: int, kind: Kind, length: int) -> tuple[Kind, int]:
    """Shorten a phrase that holds the start of a danger phrase reaching further; what is left is no statement.

    Of "pas en" in front of "en securite" a negation is left.
    """
    negated = kind in {Kind.AWAY, Kind.NOT, Kind.CANNOT, Kind.NOT_DANGER}
    for start in range(at + 1, at + length):
        inner = lexicon.match(found, start)
        if not inner or start + inner[1] <= at + length:
            continue
        if inner[0] is Kind.DANGER or (negated and inner[0] in {Kind.SAFE, Kind.ELSEWHERE}):
            left = lexicon.match(found[at:start], 0)
            return left[0] if negated and left else Kind.FILLER, start - at
    return kind, length


def _text(found: list[str]) -> str:
    return ("" if IS_HAN.fullmatch(found[0]) else " ").join(found)


def _number(found: list[str], at: int) -> Item | None:
    """Give a number that answers; a 1 or 3 that names or counts something, or is an article, is none."""
    word = found[at]
    before, after = (found[at - 1] if at else ""), (found[at + 1] if at + 1 < len(found) else "")
    of_a_thing = before in _BEFORE or after in _AFTER
    if word.isdigit():
        if word == "2":
            return Item(Kind.TWO, word)
        if word in _EMERGENCY and not of_a_thing:
            return Item(Kind.DANGER, word)
        kind = _DIGITS.get(word)
        return Item(kind, word) if kind and not of_a_thing else Item(Kind.NUMBER, word)
    value = _NUMBER_WORDS.get(word)
    if value is None or of_a_thing:
        return None
    beside = {before, after} if IS_HAN.fullmatch(word) else found[:NUMBER_WORD_AMONG]
    alone = all(other in _BESIDE_NUMBER or other in _SIGNS for other in beside if other and other != word)
    counts = alone or (value == 2 and not IS_HAN.fullmatch(word))
    return Item(_DIGITS.get(str(value), Kind.TWO), word) if counts else None


@cache
def _lexicon() -> Lexicon[Kind]:
    """Build the lexicon once; at equal phrases the earlier list has it, and danger is guessed before all else."""
    lists = (
        *((Kind.DANGER, words_of.DANGER) for words_of in danger.LANGUAGES), (Kind.DANGER, danger.OTHERS),
        (Kind.NOT_DANGER, context.NOT_DANGER), *((Kind.LIFELINE, words_of.LIFELINE) for words_of in danger.LANGUAGES),
        (Kind.WRONG, words.WRONG_NUMBER), (Kind.STOP, words.STOP), (Kind.STOP_ALONE, words.STOP_ALONE),
        (Kind.ONLY, context.ONLY), (Kind.CANNOT, context.CANNOT), (Kind.NOT, context.NOT), (Kind.AWAY, words.AWAY),
        (Kind.ELSEWHERE, words.ELSEWHERE), (Kind.COURTESY, plain.COURTESY), (Kind.IS, context.IS),
        (Kind.SAFE, words.SAFE), (Kind.SAFE_WEAK, words.SAFE_WEAK), (Kind.BIT, context.BIT),
        *((Kind.SHAKEN, words_of.SHAKEN) for words_of in danger.LANGUAGES),
        *((Kind.FEAR, words_of.FEAR) for words_of in danger.LANGUAGES),
        *((Kind.SUPPLY, words_of.SUPPLY) for words_of in danger.LANGUAGES), (Kind.DOUBT, context.DOUBT),
        (Kind.CONTRAST, context.CONTRAST), (Kind.GROUP, context.GROUP), (Kind.WITH, context.WITH),
        (Kind.TOO, context.TOO), (Kind.OTHER, context.OTHER), (Kind.SELF, context.SELF), (Kind.LATER, context.LATER),
        (Kind.PAST, context.PAST), (Kind.TENSE, context.TENSE), (Kind.QUESTION, context.QUESTION),
        (Kind.CAN, context.CAN), *((Kind.ACT, words_of.ACT) for words_of in danger.LANGUAGES), (Kind.ACK, context.ACK),
        (Kind.OR, context.OR), *((Kind.LACK, words_of.LACK) for words_of in danger.LANGUAGES),
        (Kind.FILLER, plain.FILLER),
    )  # fmt: skip
    same = context.CANTONESE, context.SIMPLIFIED
    return Lexicon(
        ((kind, listed.translate(same[0]).translate(same[1])) for kind, listed in lists),
        glue=(Kind.DANGER, Kind.SAFE, Kind.SAFE_WEAK),
    )


#: Words that mean something else in the person's language: "si" is "if", "Ana" a name and not "I".
_OF_LANGUAGE = {
    (Language.FR.value, "si"): Kind.DOUBT, (Language.FR.value, "ana"): Kind.STRANGE, (Language.ES.value, "ana"): Kind.STRANGE
}  # fmt: skip
#: Digits in the text of a telephone number that has its country's code.
_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)")
#: Folded, "I'll" would be "ill", "we'll" "well" and "we're" "were".
_I_WILL = re.compile(r"\b(i|we|you|it)['’‘ʼ`´]ll\b", re.IGNORECASE)
_WE_ARE = re.compile(r"\b(we|you|they)['’‘ʼ`´]re\b", re.IGNORECASE)
_SAD = re.compile(r"[:;=][',]?-?[(\[]|(?<![\w:])[TQ]_+[TQ](?!\w)|(?<!\w)[D)]-?[':]|>_<")
#: Pictures; not flags, and not what changes the colour of one.
_SIGN = re.compile("[\u2600-\u2712\u2715-\u2717\u271a-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff]")
_KEY = re.compile("([0-9])\ufe0f?\u20e3")
_GLUED = re.compile(r"(?P<before>[^\W\d_]*)(?P<digit>[1-3])(?P<after>[^\W\d_]*)")
_LETTERS_APART = re.compile(r"(?<![^\W_])[a-zа-я](?:[\W_]{1,3}[a-zа-я](?![^\W_])){2,}")
_CALLS = ("sos", "help", "aide", "ayuda", "сос", "помог", "помощ", "danger", "injured", "trapped")
_SIGNS = (
    dict.fromkeys(".,;:!()|/。、،؛¡—–", Kind.BREAK)
    | dict.fromkeys("?", Kind.ASK)
    | dict.fromkeys(context.ASKS.split("|"), Kind.ASK)
)
#: Typed as on a telephone, and sent.
_EMERGENCY = {"112", "911", "999"}
_DIGITS = {"1": Kind.ONE, "3": Kind.THREE, "7": Kind.PAGE, "8": Kind.PAGE, "9": Kind.PAGE}
_NUMBER_WORDS = {word: value for value, listed in context.NUMBER_WORDS.items() for word in set_of(listed)}
_BEFORE, _AFTER = set_of(context.BEFORE_A_THING), set_of(context.AFTER_A_COUNT)
_ORDINALS = set_of(context.ORDINAL)
_BESIDE_NUMBER = set_of(context.BESIDE_NUMBER_WORDS)
