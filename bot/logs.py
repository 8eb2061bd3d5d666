"""The program's own log (not the incident's): one line an event, with ids, without telephone numbers.

A line reads `time=... level=... from=... incident=K7Q event=... msg="..."`. The ids come from `about`, so
that a function deep down need not be told them. Whatever is logged is redacted and kept to one line: a text
typed by a person cannot forge a second entry.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

#: What the lines written now are about: ids by name, in the order in which they became known.
_ABOUT: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("about", default=())

#: Written with a +, wherever it stands; else, not inside a word, date or time: with 00, national with a
#: leading zero, or as one long run of digits.
_NUMBER = re.compile(
    r"\+\s?\d[\d\s().-]{6,24}\d"
    r"|(?<![\w.:+-])(?:00\s?[\d\s().-]{6,24}\d|0[\d\s()./-]{6,20}\d|\d{9,15})(?![\w:])"
)
#: Whose lines the setting is about.
OWN = ("bot", "handlers", "storage")
#: A telephone number has 8 to 15 digits (E.164 allows 15; shorter ones are short codes and dates).
_FEWEST, _MOST = 8, 15


@contextmanager
def about(*, incident: str | None = None, event: str | None = None, effect: str | None = None) -> Iterator[None]:
    """Name the incident, event or effect that every line written inside is about; calls may be nested."""
    given = {"incident": incident, "event": event, "effect": effect}
    known = {**dict(_ABOUT.get()), **{name: value for name, value in given.items() if value is not None}}
    token = _ABOUT.set(tuple(known.items()))
    try:
        yield
    finally:
        _ABOUT.reset(token)


def redact(text: str) -> str:
    """Replace every telephone number in `text` by its last two digits, enough to tell two of them apart."""
    return _NUMBER.sub(_redacted, text)


def _redacted(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    if not _FEWEST <= len(digits) <= _MOST:
        return found[0]
    return f"[number ..{digits[-2:]}]"


class OneLine(logging.Formatter):
    """Formats a record as one line of `name=value`, redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the time in UTC, level, origin, ids, text and, if there is one, the traceback."""
        moment = datetime.fromtimestamp(record.created, UTC)
        fields = [
            ("time", moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")),
            ("level", record.levelname.lower()),
            ("from", record.name),
            *((name, redact(value)) for name, value in _ABOUT.get()),
            ("msg", redact(record.getMessage())),
        ]
        if record.exc_info:
            fields.append(("trace", redact(self.formatException(record.exc_info))))
        return " ".join(f"{name}={_quoted(value)}" for name, value in fields)


def _quoted(value: str) -> str:
    """Quote a value that is not a plain word; control characters and line ends are written as escapes."""
    if re.fullmatch(r"[\w.:@/+-]+", value):
        return value
    return re.sub(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069]", _escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def configure(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send the process's log from `level` up to `stream` (standard error if none), in place of before.

    Of other people's libraries only what goes wrong: they would write of every request and every second.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine())
    own = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(own, logging.WARNING), handlers=[handler], force=True)
    for name in OWN:
        logging.getLogger(name).setLevel(own)
    # It warns of each second in which the last look still runs, as it should under load; the audit says what hangs.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    return handler
