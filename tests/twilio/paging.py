"""Twilio's lists: filters, the newest first, and pages that know the next.

The 2010 interface names the next page by its path (`next_page_uri`), with a token that holds the last record seen, so
that what comes in meanwhile shifts nothing; null ends the list. Dates filter by whole days (GMT) or by moments; both
ends belong to the range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from tests.twilio.records import Call, Message

T = TypeVar("T", Message, Call)
#: Twilio's default and its limit.
PAGE_SIZE, MOST = 50, 1_000


def moments(text: str) -> tuple[datetime, datetime]:
    """Read a date of a filter: the first and the last moment that it means."""
    if len(text) == len("2026-11-23"):
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return day, day + timedelta(days=1) - timedelta(microseconds=1)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = parsedate_to_datetime(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    # What Twilio keeps has whole seconds.
    return moment, moment + timedelta(seconds=1) - timedelta(microseconds=1)


def within(query: Mapping[str, str], name: str, moment: datetime | None) -> bool:
    """Tell whether a record's moment passes the filters `name`, `name<` and `name>`."""
    asked = {sign: moments(query[name + sign]) for sign in ("", "<", ">") if query.get(name + sign)}
    if not asked:
        return True
    if moment is None:
        return False
    first = max((asked[sign][0] for sign in ("", ">") if sign in asked), default=moment)
    last = min((asked[sign][1] for sign in ("", "<") if sign in asked), default=moment)
    return first <= moment <= last


def page(
    path: str, query: Mapping[str, str], key: str, records: Sequence[T], show: Callable[[T], dict[str, Any]]
) -> dict[str, Any]:
    """Give one page of `records` (newest first) as the 2010 interface does; `key` is the list's name in it."""
    size = min(max(int(query.get("PageSize") or PAGE_SIZE), 1), MOST)
    number = int(query.get("Page") or 0)
    start = _start(records, query.get("PageToken", ""), number * size)
    shown = records[start : start + size]
    filters = {name: value for name, value in query.items() if name not in {"PageSize", "Page", "PageToken"}}

    def uri(index: int, token: str) -> str:
        place = {"PageSize": str(size), "Page": str(index)} | ({"PageToken": token} if token else {})
        return f"{path}?{urlencode(filters | place)}"

    following = start + size < len(records)
    first = number * size
    return {
        "end": first + max(len(shown) - 1, 0),
        "first_page_uri": uri(0, ""),
        "next_page_uri": uri(number + 1, "PA" + shown[-1].sid) if following and shown else None,
        "page": number,
        "page_size": size,
        "previous_page_uri": uri(number - 1, "PB" + shown[0].sid if shown else "") if number else None,
        "start": first,
        "uri": uri(number, query.get("PageToken", "")),
        key: [show(one) for one in shown],
    }


def _start(records: Sequence[T], token: str, otherwise: int) -> int:
    """Find where a page begins: after the record of a token "PA…"; pages back are counted."""
    if token.startswith("PA"):
        return next((n + 1 for n, one in enumerate(records) if one.sid == token[2:]), len(records))
    return otherwise
