"""Finding the phrases of word lists in a text: longest first, typos allowed, in time proportional to the text.

A lexicon knows phrases, each of one kind; a word of a phrase that ends with ``*`` stands for every word that begins so.
A word that it does not know is looked for again as people write it: letters repeated, letters of another script,
particles, articles or a negation glued to it, spelled by ear, one letter wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from playbooks.rules.reply_text import HAN, LOOKALIKES, fold

Kind = TypeVar("Kind")

#: Shorter words are too near to others to be guessed (our choice).
GUESS_FROM = 6
#: Shorter words sound like too many others (our choice).
SOUND_FROM = 4
#: No word of a list is longer; keeps the work on a "word" of a thousand letters small.
LONGEST_WORD = 24

#: Shorter beginnings of words stand for too much, longer ones are not in the lists (our choice).
SHORTEST_STEM, LONGEST_STEM = 2, 14

_LISTED = re.compile(rf"[{HAN}]|[^\W_{HAN}]+\*?|\?")
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|\?|(?<!\.)\.(?!\.)|[,;:!()|/。、،؛¡¿—–]")
_DOUBLED = re.compile(r"(.)\1+")
_DIGIT, _VOWELS = re.compile("[0-9]"), re.compile("[aeiouyw]")
_SOFT_C = re.compile("c(?=[eiy])")
#: Letters that sound alike: Latin, Russian unstressed vowels, Arabic; signs that make no sound.
_HEARD = str.maketrans("vzоеэыظذثئؤ", "bsаиииضدتيو", "hъь")
_SOUNDS = (("qu", "k"), ("q", "k"), ("ll", "y"), ("eau", "o"), ("au", "o"), ("ai", "e"), ("ei", "e"))
#: First letters that are taken one for the other, beside themselves.
_ALIKE = {
    "k": "kcq", "c": "cks", "s": "scz", "z": "zs", "b": "bv", "v": "vb", "y": "yl", "l": "ly", "h": "haeiou",
    "e": "eh", "a": "ah", "o": "oh", "i": "ih", "u": "uh", "а": "ао", "о": "оа", "и": "ие", "е": "еи",
}  # fmt: skip
_REPEATED = re.compile(r"(.)\1{2,}")
_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-я]")
_TO_CYRILLIC = str.maketrans("abekmhpctyxs", "авекмнрстухс")
_PARTICLES: dict[str, tuple[str, ...]] = {"و": ("و",), "وال": ("و",), "ول": ("و",), "وب": ("و",)} | dict.fromkeys(
    ("بال", "فال", "لل", "ال", "ف", "ب", "ل"), ()
)
#: "daide" for "d'aide", "labri" for "l'abri".
_ELIDED = re.compile(r"(?P<before>qu|[djlmn])(?P<rest>[aeiouyh][a-z]{2,})")
#: "ماقدرتش": a negation around a word, as they speak from Cairo to Casablanca.
_AROUND = re.compile("(?:ما|م)(?P<rest>[\u0600-\u06ff]{3,})ش")
_GLUED = {
    "imnot": ("im", "not"), "iamnot": ("im", "not"), "not": ("not",), "iam": ("im",), "im": ("im",),
    "un": ("not",), "non": ("not",), "no": ("not",), "in": ("not",), "не": ("не",),
}  # fmt: skip


def tokens(folded: str) -> list[str]:
    """Split a folded text into words, single Chinese characters and the signs that end a clause."""
    return _TOKEN.findall(folded)


@dataclass
class _Node(Generic[Kind]):
    """What may follow the words so far; a kind if they are a phrase."""

    next: dict[str, _Node[Kind]] = field(default_factory=dict)
    kind: Kind | None = None
    #: What may follow that begins so.
    stems: dict[str, _Node[Kind]] = field(default_factory=dict)

    def after(self, word: str) -> _Node[Kind] | None:
        return self.next.get(word) or self.after_stem(word)

    def after_stem(self, word: str) -> _Node[Kind] | None:
        """Follow the longest beginning of the word that is known here."""
        if not self.stems:
            return None
        ends = range(min(len(word), LONGEST_STEM), SHORTEST_STEM - 1, -1)
        return next((node for end in ends if (node := self.stems.get(word[:end]))), None)


class Lexicon(Generic[Kind]):
    """Phrases of several kinds. Where two lists hold the same phrase the first has it, its words are guessed first."""

    def __init__(self, lists: Iterable[tuple[Kind, str]], *, glue: Iterable[Kind]) -> None:
        """Take the lists in their order; a negation may be glued to a word of the kinds `glue`."""
        self._root: _Node[Kind] = _Node()
        self._words: dict[str, None] = {}
        self._stems: set[str] = set()
        self._near: dict[str, str] = {}
        self._sounds: dict[str, str] = {}
        self._glue = frozenset(glue)
        for kind, phrases in lists:
            for line in phrases.strip().splitlines():
                for phrase in alternatives(line):
                    self._add(kind, phrase)

    def _add(self, kind: Kind, pattern: str) -> None:
        for phrase in _expand(fold(pattern)):
            node = self._root
            for word in _LISTED.findall(phrase):
                if word.endswith("*"):
                    self._stems.add(word[:-1])
                    node = node.stems.setdefault(word[:-1], _Node())
                else:
                    self._know(word)
                    node = node.next.setdefault(word, _Node())
            if node.kind is None and node is not self._root:
                node.kind = kind

    def _know(self, word: str) -> None:
        if word not in self._words:
            self._words[word] = None
            if len(word) >= GUESS_FROM:
                for near in _without_one(word):
                    self._near.setdefault(near, word)
            if len(word) >= SOUND_FROM:
                self._sounds.setdefault(_sound(word), word)

    def match(self, words: Sequence[str], at: int) -> tuple[Kind, int] | None:
        """Give the kind of the longest phrase that starts at a word, and how many words it has."""
        first = self._root.next.get(words[at])
        found = self._longest(first, words, at) if first else None
        if found is None and (first := self._root.after_stem(words[at])):
            found = self._longest(first, words, at)
        return found

    def _longest(self, node: _Node[Kind], words: Sequence[str], at: int) -> tuple[Kind, int] | None:
        end = at + 1
        found = (node.kind, 1) if node.kind is not None else None
        while end < len(words) and (following := node.after(words[end])) is not None:
            node, end = following, end + 1
            if node.kind is not None:
                found = (node.kind, end - at)
        return found

    def kind_of(self, word: str) -> Kind | None:
        """Give the kind of a word that is a phrase by itself."""
        node = self._root.after(word)
        return node.kind if node else None

    def _knows(self, word: str) -> bool:
        return word in self._words or any(
            word[:end] in self._stems for end in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1)
        )

    def spelled(self, word: str) -> tuple[str, ...]:
        """Give a word as the lists spell it; several if others are glued to it; itself if nothing is like it."""
        if not word[0].isalnum() or len(word) > 4 * LONGEST_WORD or self._knows(word):
            return (word,)
        for other in _rewritten(word):
            if self._knows(other):
                return (other,)
        return self._unglued(word) or self._heard(word) or self._guessed(word) or (word,)

    def _unglued(self, word: str) -> tuple[str, ...] | None:
        if around := _AROUND.fullmatch(word):
            return ("ما", around["rest"])
        for particle, stands_for in _PARTICLES.items():
            rest = word.removeprefix(particle)
            if rest != word and len(rest) > 1 and self._knows(rest):
                return (*stands_for, rest)
        if (elided := _ELIDED.fullmatch(word)) and self._knows(elided["rest"]):
            return (elided["before"], elided["rest"])
        for glued, stands_for in _GLUED.items():
            rest = word.removeprefix(glued)
            if rest != word and self.kind_of(rest) in self._glue:
                return (*stands_for, rest)
        return None

    def _heard(self, word: str) -> tuple[str] | None:
        """Give the first word of the lists that sounds the same."""
        known = self._sounds.get(_sound(word)) if SOUND_FROM <= len(word) <= LONGEST_WORD else None
        return (known,) if known and known[0] in _ALIKE.get(word[0], word[0]) else None

    def _guessed(self, word: str) -> tuple[str] | None:
        """Give the first word of the lists from which this one differs by one letter, or two that changed places."""
        if len(word) < GUESS_FROM:
            return next(((near,) for near in _swapped(word) if near in self._words), None)
        if len(word) > LONGEST_WORD:
            return None
        for near in (word, *_without_one(word)):
            known = self._near.get(near) or (near if near in self._words and len(near) >= GUESS_FROM else None)
            if known and known[0] == word[0] and _one_apart(known, word):
                return (known,)
        return None


def alternatives(line: str) -> list[str]:
    """Split a line at the bars that stand outside parentheses."""
    parts, depth = [""], 0
    for character in line:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]


def _expand(pattern: str) -> Iterator[str]:
    """Give every phrase that a pattern such as ``a (b|c)?d`` stands for."""
    opening = pattern.find("(")
    if opening < 0:
        yield pattern
        return
    depth, closing = 1, opening
    while depth:
        closing += 1
        depth += {"(": 1, ")": -1}.get(pattern[closing], 0)
    choices, after = alternatives(pattern[opening + 1 : closing]), closing + 1
    if pattern[after : after + 1] == "?":
        choices, after = [*choices, ""], after + 1
    for choice in choices:
        for start in _expand(choice):
            for end in _expand(pattern[after:]):
                yield f"{pattern[:opening]}{start}{end}"


def _rewritten(word: str) -> Iterator[str]:
    if (single := _REPEATED.sub(r"\1", word)) != word:
        yield single
        yield _REPEATED.sub(r"\1\1", word)
    if _LATIN.search(word) and _CYRILLIC.search(word):
        yield word.translate(LOOKALIKES).replace("о", "o")
        yield word.translate(_TO_CYRILLIC).replace("o", "о")


def _swapped(word: str) -> Iterator[str]:
    """Give a short word with two neighbours changed back: "etsoy", "sfae"."""
    if len(word) > 3:
        yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _sound(word: str) -> str:
    """Give a word as it is heard, so that people who write by ear are understood: roughly, for all languages."""
    if _DIGIT.search(word):  # Arabic in Latin letters: its consonants, vowels vary most
        return _DOUBLED.sub(r"\1", "3" + _VOWELS.sub("", word).replace("5", "kh").replace("9", "q").replace("6", "t"))
    heard = word.replace("ph", "f").translate(_HEARD)
    for written, sound in _SOUNDS if word.isascii() else ():
        heard = heard.replace(written, sound)
    return _DOUBLED.sub(r"\1", _SOFT_C.sub("s", heard).replace("c", "k"))


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_apart(known: str, typed: str) -> bool:
    """Tell whether one letter was left out, added or changed, or two neighbours changed places."""
    at = next((at for at, (one, other) in enumerate(zip(known, typed, strict=False)) if one != other), None)
    if at is None:
        return abs(len(known) - len(typed)) == 1
    left, right = known[at:], typed[at:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]
