"""The grammar's words: codes, quoted values, ``key=value`` pairs.

    WORD [CODE] WORDS ... [key=value ...]

Keys may come in any order; a value runs to the next key, or stands in double quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handlers import commands as c
from playbooks.rules.errors import Invalid

#: Longer lines are refused with a sentence (our choice; twice what the longest log text may be).
LINE_LIMIT = 24_000
PREFIX = re.compile(r"^\s*[/!]crisis\b[ \t]*", re.IGNORECASE)
#: Shaped like a code, be it one or not: who types one wrongly is told that there is no such incident.
CODE = re.compile(r"#?([A-Z][0-9][A-Z](?:[0-9][A-Z])*):?", re.IGNORECASE)
LEVEL = re.compile(r"L[0-3]", re.IGNORECASE)
#: A value in double quotes, straight as typed by a form or curly as telephones make them. It begins a word: so a
#: line of nothing but escaped quotes is read through once, and not once for each of them.
_QUOTED = r'(?<![^\s=])(?:"(?:[^"\\]|\\.)*"|\u201c[^\u201c\u201d]*\u201d)'
_TOKEN = re.compile(rf"{_QUOTED}|\S+", re.DOTALL)


@dataclass
class Rest:
    """What follows the command word: words still to be read, and values by key."""

    words: str
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, keys: tuple[str, ...]) -> Rest:
        """Split off ``key=value`` pairs; a key inside double quotes is text."""
        if not keys:
            return cls(text)
        pattern = re.compile(rf"{_QUOTED}|(?:^|(?<=\s))(?P<key>{'|'.join(keys)})=", re.IGNORECASE | re.DOTALL)
        marks = [match for match in pattern.finditer(text) if match["key"]]
        if not marks:
            return cls(text)
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        values = {
            mark["key"].lower(): _unquoted(text[mark.end() : end].strip())
            for mark, end in zip(marks, ends, strict=True)
        }
        return cls(text[: marks[0].start()].strip(), values)

    def peek(self) -> str | None:
        """Look at the next word, unquoted."""
        match = _TOKEN.match(self.words)
        return None if match is None else _unquoted(match[0])

    def take(self) -> str | None:
        """Read the next word."""
        match = _TOKEN.match(self.words)
        if match is None:
            return None
        self.words = self.words[match.end() :].lstrip()
        return _unquoted(match[0])

    def take_if(self, pattern: re.Pattern[str]) -> str | None:
        """Read the next word if it is of that shape; an empty quoted word counts as left out."""
        word = self.peek()
        if word is None or (word and not pattern.fullmatch(word)):
            return None
        self.take()
        return word or None

    def take_code(self) -> str | None:
        """Read an incident code, wherever it begins or ends the words."""
        word = self.take_if(CODE)
        return word.strip("#:").upper() if word else None

    def text(self) -> str:
        """Read all that is left."""
        left, self.words = self.words, ""
        return _unquoted(left)

    def value(self, key: str) -> str:
        """Give a key's value, empty when it was not typed."""
        return self.values.get(key, "")


def _unquoted(text: str) -> str:
    if re.fullmatch(_QUOTED, text, re.DOTALL) is None:
        return text
    # Only a form quotes with backslashes; it uses straight quotes.
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL) if text[0] == '"' else text[1:-1]


def usage(kind: type[c.Typed]) -> str:
    """Give the usage line of a command, as help and errors show it."""
    return (kind.__doc__ or "").strip().splitlines()[0]


def want(kind: type[c.Typed], what: str) -> Invalid:
    """Make the refusal of a line that lacks something."""
    return Invalid(f"'{kind.word}' needs {what}.", instead=usage(kind))


def only_code(kind: type[c.Typed], rest: Rest) -> str | None:
    """Read the incident code of a command that takes nothing else. Raises Invalid."""
    code = rest.take_code()
    if rest.words:
        raise want(kind, f"an incident code such as K7Q, not '{rest.words[:40]}'")
    return code
