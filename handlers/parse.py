"""One text grammar for every platform: a typed line, a pressed button and a filled form all end as a `Command`.

    /crisis WORD [CODE] WORDS ... [key=value ...]

Keys may come in any order; a value runs to the next key, or stands in double quotes. Nothing here looks at the
database: names of sites, seats and people are resolved where the command is carried out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from handlers import commands as c
from handlers.cards import Form
from playbooks.rules.errors import Invalid
from playbooks.rules.paging import Answer
from playbooks.rules.text import clean

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
_WORDS = {kind.word: kind for kind in c.TYPED}
#: What people type instead.
_ALIASES = {
    "stand-down": "standdown", "false-alarm": "falsealarm", "keep-going": "keepgoing", "escalate": "raise",
    "decision": "decide", "assumption": "assume", "note": "log", "ack": "answer", "?": "help", "who": "whois",
    "confirm": "verify", "alert": "report", "emergency": "declare",
}  # fmt: skip
_PAIRS = {("stand", "down"): "standdown", ("false", "alarm"): "falsealarm", ("keep", "going"): "keepgoing"}
_ANSWERS = {
    "joining": Answer.JOINING, "join": Answer.JOINING, "yes": Answer.JOINING, "coming": Answer.JOINING,
    "7": Answer.JOINING, "late": Answer.LATE, "8": Answer.LATE, "cannot": Answer.CANNOT, "no": Answer.CANNOT,
    "cant": Answer.CANNOT, "can't": Answer.CANNOT, "9": Answer.CANNOT, "leaving": Answer.LEFT, "leave": Answer.LEFT,
    "left": Answer.LEFT,
}  # fmt: skip


def is_command(line: str) -> bool:
    """Tell whether a chat line is meant for Muster."""
    return PREFIX.match(line) is not None


def usage(kind: type[c.Typed]) -> str:
    """Give the usage line of a command, as help and errors show it."""
    return (kind.__doc__ or "").strip().splitlines()[0]


def about(kind: type[c.Typed]) -> str:
    """Give the sentences that say what a command does."""
    return " ".join(line.strip() for line in (kind.__doc__ or "").strip().splitlines()[1:] if line.strip())


def parse(line: str) -> c.Typed:
    """Read a line, with or without its ``/crisis``; raises Invalid with what to type instead."""
    text = PREFIX.sub("", clean(line, limit=LINE_LIMIT, what="A command"), count=1).strip()
    if not text:
        return c.Help()
    word, rest = split_word(text)
    word, rest = two_words(word, rest) or (word, rest)
    name = command_word(word)
    if name not in _READERS:
        raise Invalid(f"There is no command '{word[:40]}'.", instead="help", meant=_meant(word))
    return _READERS[name](Rest.of(rest.strip(), _KEYS.get(name, ())))


def command_word(typed: str) -> str:
    """Give the command that a word stands for, "escalate" for example, with or without a colon or mark behind it."""
    first, rest = split_word(typed)
    pair = two_words(first, rest)
    word = (pair[0] if pair else first).lower()
    word = word.rstrip("?!.,:") or word
    return _ALIASES.get(word, word)


def split_word(line: str) -> tuple[str, str]:
    """Part the first word of a line from the rest; any white space ends a word."""
    parts = line.split(maxsplit=1)
    return (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else "")


def two_words(word: str, rest: str) -> tuple[str, str] | None:
    """Read a command that is typed as two words, such as "stand down"; give the command word and what follows."""
    second, more = split_word(rest)
    pair = _PAIRS.get((word.lower(), second.lower()))
    return (pair, more) if pair else None


def fill_form(form: Form, values: Mapping[str, str | list[str]]) -> str:
    """Make the line that a filled form stands for; every value is quoted, so that it stays one value.

    Raises Invalid naming the blanks that must be filled.
    """
    missing = [blank.label for blank in form.fields if blank.required and not values.get(blank.name)]
    if missing:
        raise Invalid(f"Please fill in: {', '.join(missing)}.", instead=form.line)

    def quoted(match: re.Match[str]) -> str:
        value = values.get(match[1], "")
        joined = value if isinstance(value, str) else ",".join(value)
        return '"' + joined.replace("\\", "\\\\").replace('"', '\\"') + '"'

    return re.sub(r"\{(\w+)\}", quoted, form.line)


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


def _meant(word: str) -> tuple[str, str] | None:
    close = difflib.get_close_matches(word.lower(), [*_WORDS, *_ALIASES], n=1, cutoff=0.6)
    return (word, _ALIASES.get(close[0], close[0])) if close else None


def _want(kind: type[c.Typed], what: str) -> Invalid:
    return Invalid(f"'{kind.word}' needs {what}.", instead=usage(kind))


def _only_code(kind: type[c.Typed], rest: Rest) -> str | None:
    code = rest.take_code()
    if rest.words:
        raise _want(kind, f"an incident code such as K7Q, not '{rest.words[:40]}'")
    return code


def _declare(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ShowForm(of="declare")
    kind = rest.take()
    if not kind:
        raise _want(c.Declare, "the type of the incident")
    sites = rest.take() or ""
    while sites.endswith(",") and rest.peek():
        sites += rest.take() or ""
    level = rest.take_if(LEVEL)
    named = tuple(site.strip() for site in sites.split(",") if site.strip())
    return c.Declare(type=kind, sites=named, level=level, title=rest.text(), reported=rest.value("reported") or None)


def _report(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ShowForm(of="report")
    code = rest.take_code()
    return c.Report(code=code, text=rest.text(), type=rest.value("type") or None, site=rest.value("site") or None)


def _verify(rest: Rest) -> c.Typed:
    code = rest.take_code()
    level = rest.take_if(LEVEL)
    return c.Verify(code=code, level=level, text=rest.text())


def _level_change(kind: type[c.Raise] | type[c.Lower]) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code = rest.take_code()
        if not rest.words and not rest.values:
            return c.ShowForm(of=kind.word, code=code)
        level = rest.take_if(re.compile(r"L?[0-3]", re.IGNORECASE))
        if level is None:
            raise _want(kind, "a level: L0, L1, L2 or L3")
        code = code or rest.take_code()
        reason = rest.value("reason") or rest.text()
        return kind(code=code, level=f"L{level[-1]}", reason=reason)

    return read


def _merge(rest: Rest) -> c.Typed:
    code = rest.take_code()
    if (rest.peek() or "").lower() == "into":
        rest.take()
    into = rest.take_code()
    if into is None:
        raise _want(c.Merge, "the code to merge into")
    return c.Merge(code=code, into=into)


def _with_reason(
    kind: type[c.StandDown] | type[c.KeepGoing] | type[c.Close] | type[c.Reopen] | type[c.FalseAlarm],
) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code = rest.take_code()
        return kind(code=code, reason=rest.value("reason") or rest.text())

    return read


def _page(rest: Rest) -> c.Typed:
    code = rest.take_code()
    seat = rest.take()
    if not seat:
        raise _want(c.PageSeat, "a seat, for example HSSD, or 'all'")
    return c.PageSeat(seat=seat.lstrip("@"), code=code or rest.take_code())


def _answer(rest: Rest) -> c.Typed:
    code = rest.take_code()
    word = (rest.take() or "").lower()
    if word not in _ANSWERS:
        raise _want(c.AnswerPage, "joining, late, cannot or leaving")
    minutes = rest.take_if(re.compile(r"\d{1,4}(min|m|')?", re.IGNORECASE))
    if (rest.peek() or "").lower().rstrip(".") in {"min", "minutes", "mins"}:
        rest.take()
    return c.AnswerPage(
        answer=_ANSWERS[word],
        minutes=int(re.sub(r"\D", "", minutes)) if minutes else None,
        code=code or rest.take_code(),
    )


def _whois(rest: Rest) -> c.Typed:
    what = rest.text().lstrip("@")
    if not what:
        raise _want(c.WhoIs, "a seat, a site or a name")
    return c.WhoIs(what=what)


def _augment(rest: Rest) -> c.Typed:
    code = rest.take_code()
    if not rest.words and not rest.values:
        return c.ShowForm(of="augment", code=code)
    return c.Augment(
        code=code,
        who=rest.text().lstrip("@"),
        role=rest.value("role"),
        until=rest.value("until") or None,
        number=rest.value("number") or None,
    )


def _mark(word: str) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code = rest.take_code()
        if not rest.words and not rest.values:
            return c.ShowForm(of=word, code=code)
        text, at = rest.text(), rest.value("at") or None
        match word:
            case "log":
                return c.Log(code=code, text=text, at=at)
            case "fact":
                return c.Fact(code=code, text=text, source=rest.value("source"), at=at)
            case "assume":
                return c.Assume(code=code, text=text, because=rest.value("because"), at=at)
            case _:
                more = {key: rest.value(key) for key in ("because", "options", "owner", "by")}
                return c.Decide(code=code, text=text, at=at, **more)

    return read


def _numbered(rest: Rest, kind: type[c.Correct] | type[c.Purge]) -> tuple[str | None, int]:
    code = rest.take_code()
    number = (rest.take() or "").lstrip("#")
    if not number.isdecimal() or len(number) > 9:
        raise _want(kind, "the number of a log entry")
    return code, int(number)


def _correct(rest: Rest) -> c.Typed:
    code, number = _numbered(rest, c.Correct)
    return c.Correct(code=code, number=number, text=rest.text())


def _purge(rest: Rest) -> c.Typed:
    code, number = _numbered(rest, c.Purge)
    return c.Purge(code=code, number=number, reason=rest.value("reason") or rest.text())


#: The keys that a command knows; any other ``word=`` is text.
_KEYS: dict[str, tuple[str, ...]] = {
    "declare": ("reported",), "report": ("type", "site"), "raise": ("reason",), "lower": ("reason",),
    "standdown": ("reason",), "keepgoing": ("reason",), "close": ("reason",), "reopen": ("reason",),
    "falsealarm": ("reason",), "augment": ("role", "until", "number"), "log": ("at",), "fact": ("source", "at"),
    "assume": ("because", "at"), "decide": ("because", "options", "owner", "by", "at"), "purge": ("reason",),
}  # fmt: skip

_READERS: dict[str, Callable[[Rest], c.Typed]] = {
    "declare": _declare,
    "report": _report,
    "verify": _verify,
    "status": lambda rest: c.Status(code=_only_code(c.Status, rest)),
    "raise": _level_change(c.Raise),
    "lower": _level_change(c.Lower),
    "merge": _merge,
    "standdown": _with_reason(c.StandDown),
    "keepgoing": _with_reason(c.KeepGoing),
    "close": _with_reason(c.Close),
    "reopen": _with_reason(c.Reopen),
    "falsealarm": _with_reason(c.FalseAlarm),
    "page": _page,
    "answer": _answer,
    "whois": _whois,
    "join": lambda rest: c.Join(code=_only_code(c.Join, rest)),
    "augment": _augment,
    "log": _mark("log"),
    "fact": _mark("fact"),
    "assume": _mark("assume"),
    "decide": _mark("decide"),
    "correct": _correct,
    "undo": lambda rest: c.Undo(code=_only_code(c.Undo, rest)),
    "purge": _purge,
    "help": lambda rest: c.Help(topic=rest.text().lower()),
}
