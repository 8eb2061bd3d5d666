"""Telling names from words that are not understood: a text is safe only if all of it is (domain 3.5).

A name is one of the list, or a word written like one: with a capital where no sentence begins, in a signature. Words
that are neither stay strange, and nobody is read as safe beside one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from playbooks.rules.checkin_kinds import Item, Kind
from playbooks.rules.checkin_known import CLOSINGS, NAMES, OF_PLACES, ROLES, SURNAMES, VOCATIVES
from playbooks.rules.checkin_neutral import NEUTRAL
from playbooks.rules.reply_text import IS_HAN, fold, set_of

#: More words in a row than a name has (our choice).
LONGEST_NAME = 3
#: Longer texts in which every word has a capital say nothing by it (our choice).
ALL_CAPITALS_FROM = 5

_NAMES, _NEUTRAL, _CLOSINGS = set_of(NAMES), set_of(NEUTRAL), set_of(CLOSINGS)
_VOCATIVES, _ROLES, _OF_PLACES = set_of(VOCATIVES), set_of(ROLES), set_of(OF_PLACES)
_WORD = re.compile(r"[^\W\d_]+")
#: A sentence begins here: telephones write a capital by themselves.
_BEGINS = re.compile(r"[.!?…;:\n]\s*\Z")
_NUMBERED = re.compile(r"\d+[a-z]{1,2}|[a-z]\d+")
_GLUED = re.compile("و?(?:ب|ل|ف|ع)?(?:ال|لل)?(?P<rest>[\u0600-\u06ff]{3,})")
#: Before a vocative these make it somebody who is spoken of: "safe, my boss".
_WHOSE = set_of("my the our mon le la notre mi el nuestro мой наш")
#: What stands in a clause that gives no more than a name.
_OF_A_NAME = {Kind.NAME, Kind.ONE, Kind.THREE, Kind.FILLER, Kind.COURTESY}
_ANSWERS = {Kind.ONE, Kind.THREE, Kind.SAFE, Kind.SAFE_WEAK, Kind.ELSEWHERE}


def is_known(word: str) -> bool:
    """Tell whether a word is a name of the list or changes nothing, so that no other word is guessed for it."""
    return word in _NAMES or word in _NEUTRAL


def is_neutral(word: str) -> bool:
    """Tell whether a word changes nothing about an answer, with a particle of Arabic glued to it or without."""
    return word in _NEUTRAL or not _NEUTRAL.isdisjoint(_bare(word))


def is_number(word: str) -> bool:
    """Tell whether a word is the number of a room, a floor or a day: "4B", "5th"."""
    return word.isdigit() or _NUMBERED.fullmatch(word) is not None


def capitals(text: str) -> frozenset[str]:
    """Give the words, folded, whose capital their writer meant: not the first of a sentence, not all of a text."""
    words = list(_WORD.finditer(text))
    upper = [word[0][0].isupper() for word in words]
    if len(words) >= ALL_CAPITALS_FROM and not any(len(word[0]) > 1 and word[0].islower() for word in words):
        return frozenset()
    meant: set[str] = set()
    for at, word in enumerate(words):
        if not upper[at] or (len(word[0]) > 1 and word[0].isupper() and not _beside_a_name(words, at)):
            continue
        start = word.start()
        begins = (at == 0 and not text[:start].strip()) or _BEGINS.search(text, max(0, start - 4), start)
        followed = at + 1 < len(words) and upper[at + 1] and words[at + 1].start() - word.end() < 3
        if not begins or followed:
            meant.add(fold(word[0]))
    return frozenset(meant)


def _beside_a_name(words: list[re.Match[str]], at: int) -> bool:
    """Tell whether a name of the list stands beside a word: "Marie DUPONT"."""
    return any(fold(word[0]) in _NAMES for word in words[max(0, at - 1) : at + 2])


def find_names(clauses: list[list[Item]], meant: frozenset[str]) -> list[Item]:
    """Give the items of all clauses, strange words that are names as such; `meant`: see `capitals`."""
    found: list[Item] = []
    signed = answered = introduced = False
    for at, clause in enumerate(clauses):
        elsewhere = any(item.kind in {Kind.ELSEWHERE, Kind.THREE} for item in clause)
        if (signed and len(clause) <= LONGEST_NAME) or _is_han_name(_unsigned(clause), alone=at > 0):
            named = [_named(item) for item in clause]
        elif introduced and _is_role(clause):
            named = [replace(item, kind=Kind.FILLER) for item in clause]
        else:
            named = _of_clause(_addressed(clause, answered=answered), meant, elsewhere=elsewhere)
        found += named
        if clause:
            introduced = named[-1].kind is Kind.NAME and {item.kind for item in named} <= _OF_A_NAME
        answered = answered or any(item.kind in _ANSWERS for item in clause)
        signed = signed or _closes(clause)
    return found


def _of_clause(clause: list[Item], meant: frozenset[str], *, elsewhere: bool) -> list[Item]:
    named: list[Item] = []
    start = 0
    while start < len(clause):
        if clause[start].kind is not Kind.STRANGE:
            named.append(clause[start])
            start += 1
            continue
        end = next((at for at in range(start, len(clause)) if clause[at].kind is not Kind.STRANGE), len(clause))
        run, before = clause[start:end], clause[start - 1] if start else None
        of_place = elsewhere and before is not None and before.text in _OF_PLACES
        short = len(run) <= LONGEST_NAME
        closing = before is not None and before.text in _CLOSINGS and end == len(clause)
        ends = end == len(clause) or clause[end].text in _CLOSINGS
        known = short and (of_place or closing or _is_han_name(run, alone=before is None and ends))
        named += [_named(item) if known or (short and _is_name(item.text, meant)) else item for item in run]
        start = end
    return named


def _is_name(word: str, meant: frozenset[str]) -> bool:
    return (
        word in _NAMES
        or word in meant
        or not _NAMES.isdisjoint(_bare(word))
        or (len(word) == 1 and not IS_HAN.fullmatch(word))
    )


def _bare(word: str) -> tuple[str, ...]:
    """Take "and", "in" and "to" off an Arabic word, give it with "the" and without: "بالكويت"."""
    match = _GLUED.fullmatch(word)
    return (match["rest"], f"ال{match['rest']}") if match else ()


def _is_han_name(items: list[Item], *, alone: bool) -> bool:
    """Tell whether the characters are a Chinese name that stands by itself: a surname and one or two more."""
    text = "".join(item.text for item in items)
    return (
        alone
        and 2 <= len(text) <= LONGEST_NAME
        and text[0] in SURNAMES
        and all(item.kind in {Kind.STRANGE, Kind.FILLER} and IS_HAN.fullmatch(item.text) for item in items)
    )


def _unsigned(clause: list[Item]) -> list[Item]:
    """Leave a closing formula out that stands after a name: "李文博 敬上"."""
    return clause[:-1] if _closes(clause) else clause


def _is_role(clause: list[Item]) -> bool:
    """Tell whether a clause only says what somebody works as: "1 - Rajiv (driver, vehicle 14)"."""
    roles = any(item.text in _ROLES for item in clause)
    return roles and all(item.text in _ROLES or item.kind in {Kind.FILLER, Kind.NUMBER} for item in clause)


def _closes(clause: list[Item]) -> bool:
    """Tell whether a clause ends with a formula after which only a signature follows."""
    return bool(clause) and any(word in _CLOSINGS for word in clause[-1].text.split())


def _addressed(clause: list[Item], *, answered: bool) -> list[Item]:
    """Let go of one who is only spoken to, at the end of an answer: "all good, boss"."""
    if not clause or clause[-1].kind is not Kind.OTHER or clause[-1].text not in _VOCATIVES:
        return clause
    before = clause[:-1]
    spoken_of = {Kind.WITH, Kind.IS, Kind.OTHER, Kind.STRANGE, Kind.NOT} & {item.kind for item in before}
    says = answered or any(item.kind in _ANSWERS for item in before)
    if spoken_of or not says or (before and before[-1].text in _WHOSE):
        return clause
    return [*before, replace(clause[-1], kind=Kind.FILLER)]


def _named(item: Item) -> Item:
    return replace(item, kind=Kind.NAME) if item.kind is Kind.STRANGE else item
