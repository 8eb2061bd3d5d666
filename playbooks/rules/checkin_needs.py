"""Reading the answer to the follow-up question that goes to those who need help (domain 3.3).

"Reply A injured B trapped C need medicine D need transport E other; send place if safe."
"""

from __future__ import annotations

import re
import unicodedata

#: Letters that are typed for A to E: look-alikes of other scripts, and the first five of other orders.
_LETTERS = {
    **dict.fromkeys("aаαاأ甲", "A"),
    **dict.fromkeys("bвбβب乙", "B"),
    **dict.fromkeys("cсცج丙", "C"),
    **dict.fromkeys("dдδد丁", "D"),
    **dict.fromkeys("eеεهة戊", "E"),
}
#: No longer texts are looked at; the follow-up asks for letters and a place (our choice).
READ_AT_MOST = 1000
_WORD = re.compile(r"[甲乙丙丁戊]|[^\W_甲乙丙丁戊]+")
_CLAUSE_ENDS = re.compile(r"[.,;:!?()/\n。、，；：！？،؛]")
_SIGNS = " .,;:!?()/-=+&\n、。，،"
_JOINERS = frozenset({"and", "et", "y", "и", "و", "和", "plus", "also", "reply", "answer", "2"})
#: Words in capitals that hold these letters alone.
_NOT_LETTERS = frozenset(
    {"bad", "bed", "dead", "cab", "dab", "ace", "be", "ad", "da", "de", "ed", "ea", "ce", "decade"}
)
#: After an "a" that is a word: "a salvo".
_SAFE_AFTER_A = frozenset({"salvo", "la", "las", "los", "el", "casa", "mi"})


def read_needs(text: str) -> tuple[frozenset[str], str]:
    """Give the letters A to E that a text answers with, and its other words: the place, if it was sent.

    Letters count in front of a place ("B floor 3") and where nothing else stands between signs ("3rd floor; A, B").
    """
    seen = "".join(character for character in text[:READ_AT_MOST] if unicodedata.category(character) != "Cf")
    plain = unicodedata.normalize("NFKC", seen)
    needs: set[str] = set()
    kept: list[str] = []
    start = 0
    for end in [*(match.end() for match in _CLAUSE_ENDS.finditer(plain)), len(plain)]:
        found, rest = _of_clause(plain[start:end], leading=not kept)
        needs |= found
        kept += [rest] if rest else []
        start = end
    return frozenset(needs), " ".join(kept).strip(_SIGNS)


def _of_clause(clause: str, *, leading: bool) -> tuple[set[str], str]:
    """Give the letters of a clause and what is left of it."""
    words = list(_WORD.finditer(clause))
    needs: set[str] = set()
    taken = 0
    for at, word in enumerate(words):
        letters = _letters(word[0])
        if not letters and word[0].casefold() not in _JOINERS:
            break
        following = words[at + 1][0].casefold() if at + 1 < len(words) else ""
        if clause[word.end() : word.end() + 1] in {"'", "’"} or _is_word(word[0], following):
            break
        needs |= letters
        taken = at + 1
    if not needs or (taken < len(words) and not leading):
        return set(), clause.strip()
    return needs, clause[words[taken - 1].end() :].lstrip(_SIGNS).rstrip()


def _letters(word: str) -> set[str]:
    """Give the needs that a word of one letter, or of several capitals, names."""
    folded = word.casefold()
    if len(folded) == 1:
        return {_LETTERS[folded]} if folded in _LETTERS else set()
    named = {_LETTERS[letter] for letter in folded if letter in _LETTERS}
    told_apart = len(named) == len(folded) and word == word.upper() and folded not in _NOT_LETTERS
    return named if told_apart else set()


def _is_word(letter: str, following: str) -> bool:
    """Tell whether a single letter is a word of the sentence that goes on after it."""
    if len(letter) != 1 or not following or _letters(following) or following in _JOINERS:
        return False
    if letter in "асвеcAaEe" and following in _SAFE_AFTER_A:
        return True
    return "а" <= letter.casefold() <= "я" or "\u0600" <= letter <= "\u06ff"
