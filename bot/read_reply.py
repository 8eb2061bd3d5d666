"""``muster read-reply``: read answers from JSON lines, to try the reader or to judge it by somebody's own list.

A line is ``{"id", "lang", "text"}``; each is answered with ``{"id", "class", "why"}`` at once and in order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from playbooks.rules.checkin_replies import read_checkin_reply
from playbooks.rules.vocabulary import Language


class _BadLine(Exception):
    """A line that cannot be read; its sentence says what to write instead."""


def answer_lines(lines: Iterable[bytes], out: TextIO, errors: TextIO) -> bool:
    """Answer each line; False if one of them could not be read, which is told with its number on `errors`."""
    good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(line)
        except _BadLine as problem:
            good = False
            print(f"Line {number}: {problem}", file=errors, flush=True)
        else:
            print(json.dumps(answer, ensure_ascii=True), file=out, flush=True)
    return good


def _answer(line: bytes) -> dict[str, object]:
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _BadLine("is not UTF-8. Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise _BadLine('is not JSON. Write {"id": "1", "lang": "en", "text": "1 ok"}.') from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise _BadLine('has no "text" that is a string. Write {"id": "1", "lang": "en", "text": "1 ok"}.')
    if not isinstance(asked.get("id"), str | int):
        raise _BadLine('has no "id" that is a string or a number.')
    language = asked.get("lang", Language.EN)
    if language not in list(Language):
        raise _BadLine(f'has an unknown "lang". Write one of {", ".join(Language)}, or leave it out.')
    reading = read_checkin_reply(asked["text"], language)
    return {"id": asked["id"], "class": reading.reply, "why": reading.why}
