"""One text grammar for every platform: a typed line, a pressed button and a filled form all end as a `Command`.

    /crisis WORD [CODE] WORDS ... [key=value ...]

Nothing here looks at the database: names of sites, seats and people are resolved where the command is carried out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping

from handlers import commands as c
from handlers import parse_response
from handlers.cards import Form
from handlers.grammar import LEVEL, LINE_LIMIT, PREFIX, Rest, only_code, want
from playbooks.rules.errors import Invalid
from playbooks.rules.paging import Answer
from playbooks.rules.text import clean

_WORDS = {kind.word: kind for kind in c.TYPED}
#: What people type instead.
_ALIASES = {
    "stand-down": "standdown", "false-alarm": "falsealarm", "keep-going": "keepgoing", "escalate": "raise",
    "decision": "decide", "assumption": "assume", "note": "log", "ack": "answer", "?": "help", "who": "whois",
    "confirm": "verify", "alert": "report", "emergency": "declare", "check-in": "checkin", "headcount": "checkin",
    "steps": "sop", "playbook": "sop",
}  # fmt: skip
#: Commands of two words, and what people put for the second.
_PAIRS = {
    ("stand", "down"): "standdown", ("false", "alarm"): "falsealarm", ("keep", "going"): "keepgoing",
    ("sop", "n/a"): "sop na", ("sop", "list"): "sop show", ("sop", "complete"): "sop done",
    ("checkin", "send"): "checkin start", ("checkin", "show"): "checkin status", ("checkin", "end"): "checkin close",
    ("checkin", "list"): "checkin unaccounted", ("checkin", "missing"): "checkin unaccounted",
    **{(word.split()[0], word.split()[1]): word for word in _WORDS if " " in word},
}  # fmt: skip
_ANSWERS = {
    "joining": Answer.JOINING, "join": Answer.JOINING, "yes": Answer.JOINING, "coming": Answer.JOINING,
    "7": Answer.JOINING, "late": Answer.LATE, "8": Answer.LATE, "cannot": Answer.CANNOT, "no": Answer.CANNOT,
    "cant": Answer.CANNOT, "can't": Answer.CANNOT, "9": Answer.CANNOT, "leaving": Answer.LEFT, "leave": Answer.LEFT,
    "left": Answer.LEFT,
}  # fmt: skip


def is_command(line: str) -> bool:
    """Tell whether a chat line is meant for Muster."""
    return PREFIX.match(line) is not None


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
    first = _ALIASES.get(word.lower(), word.lower())
    pair = _PAIRS.get((first, second.lower().rstrip("?!.,:")))
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


def _meant(word: str) -> tuple[str, str] | None:
    close = difflib.get_close_matches(word.lower(), [*_WORDS, *_ALIASES], n=1, cutoff=0.6)
    return (word, _ALIASES.get(close[0], close[0])) if close else None


def _declare(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ShowForm(of="declare")
    kind = rest.take()
    if not kind:
        raise want(c.Declare, "the type of the incident")
    sites = rest.take() or ""
    while sites.endswith(",") and rest.peek():
        sites += rest.take() or ""
    level = rest.take_if(LEVEL)
    named = tuple(site.strip() for site in sites.split(",") if site.strip())
    return c.Declare(type=kind, sites=named, level=level, title=rest.text(), reported=rest.value("reported") or None)


def _report(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ReportAlone()
    code = rest.take_code()
    if code and not rest.words and not rest.values:
        # The code and nothing else: what is wanted is the report on the incident, not one to the duty officer.
        return c.AfterAction(code=code)
    return c.Report(code=code, text=rest.text(), type=rest.value("type") or None, site=rest.value("site") or None)


def _verify(rest: Rest) -> c.Typed:
    code = rest.take_code()
    level = rest.take_if(LEVEL)
    return c.Verify(
        code=code, level=level, text=rest.text(), type=rest.value("type") or None, site=rest.value("site") or None
    )


def _level_change(kind: type[c.Raise] | type[c.Lower]) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code = rest.take_code()
        if not rest.words and not rest.values:
            return c.ShowForm(of=kind.word, code=code)
        level = rest.take_if(re.compile(r"L?[0-3]", re.IGNORECASE))
        if level is None:
            raise want(kind, "a level: L0, L1, L2 or L3")
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
        raise want(c.Merge, "the code to merge into")
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
        raise want(c.PageSeat, "a seat, for example HSSD, or 'all'")
    return c.PageSeat(seat=seat.lstrip("@"), code=code or rest.take_code())


def _answer(rest: Rest) -> c.Typed:
    code = rest.take_code()
    word = (rest.take() or "").lower()
    if word not in _ANSWERS:
        raise want(c.AnswerPage, "joining, late, cannot or leaving")
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
        raise want(c.WhoIs, "a seat, a site or a name")
    return c.WhoIs(what=what)


def _away(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ShowForm(of="away")
    said = {key: rest.value(key) for key in ("from", "until")}
    who: list[str] = []
    while (word := rest.take()) is not None:
        if (key := word.lower().rstrip(":")) in said and not said[key]:
            said[key] = rest.take() or ""
        else:
            who.append(word)
    if not said["until"]:
        raise want(c.Away, "the last day")
    return c.Away(who=" ".join(who).lstrip("@"), since=said["from"], until=said["until"])


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
        raise want(kind, "the number of a log entry")
    return code, int(number)


def _correct(rest: Rest) -> c.Typed:
    code, number = _numbered(rest, c.Correct)
    return c.Correct(code=code, number=number, text=rest.text())


def _purge(rest: Rest) -> c.Typed:
    code, number = _numbered(rest, c.Purge)
    return c.Purge(code=code, number=number, reason=rest.value("reason") or rest.text())


#: The keys that a command knows; any other ``word=`` is text.
_KEYS: dict[str, tuple[str, ...]] = {
    "declare": ("reported",), "report": ("type", "site"), "verify": ("type", "site"), "raise": ("reason",),
    "lower": ("reason",), "standdown": ("reason",), "keepgoing": ("reason",), "close": ("reason",),
    "reopen": ("reason",), "falsealarm": ("reason",), "augment": ("role", "until", "number"),
    "away": ("from", "until"), "log": ("at",),
    "fact": ("source", "at"),
    "assume": ("because", "at"), "decide": ("because", "options", "owner", "by", "at"), "purge": ("reason",),
    **parse_response.KEYS,
}  # fmt: skip

_READERS: dict[str, Callable[[Rest], c.Typed]] = {
    "declare": _declare,
    "report": _report,
    "verify": _verify,
    "status": lambda rest: c.Status(code=only_code(c.Status, rest)),
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
    "away": _away,
    "back": lambda rest: c.Back(who=rest.text().lstrip("@")),
    "join": lambda rest: c.Join(code=only_code(c.Join, rest)),
    "augment": _augment,
    "log": _mark("log"),
    "fact": _mark("fact"),
    "assume": _mark("assume"),
    "decide": _mark("decide"),
    "correct": _correct,
    "undo": lambda rest: c.Undo(code=only_code(c.Undo, rest)),
    "purge": _purge,
    "aar": lambda rest: c.AfterAction(code=only_code(c.AfterAction, rest)),
    "help": lambda rest: c.Help(topic=rest.text().lower()),
    **parse_response.READERS,
}
