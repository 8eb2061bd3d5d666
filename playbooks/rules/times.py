"""Times of day as people type them and as messages show them: UTC and the clock of the place (domain 3.10)."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from playbooks.rules.errors import Invalid

_CLOCK_TIME = re.compile(r"([0-9]{1,2})\s*[:.hH]\s*([0-9]{2})\s*(z|utc|gmt)?", re.IGNORECASE)
_WANTED = "write hours and minutes, for example 14:20 (local time) or 12:20Z (UTC)"


def read_clock_time(text: str, zone: str, now: datetime) -> datetime:
    """Give the last moment up to `now` at which the clock showed the time typed (aware, UTC).

    ``14:20`` is local time in `zone`, ``12:20Z`` is UTC; a time that is later than `now` was yesterday's.
    An hour that the clock shows twice means the later of the two, if it has come. Raises Invalid when the text
    is not such a time, or when the clock was put forward over it today.
    """
    typed = _CLOCK_TIME.fullmatch(_plain(text))
    if typed is None:
        raise Invalid(f"'{text.strip()[:40]}' is not a time; {_WANTED}.")
    hour, minute = int(typed[1]), int(typed[2])
    if hour > 23 or minute > 59:
        raise Invalid(f"'{text.strip()[:40]}' is not a time of day; {_WANTED}.")
    place = ZoneInfo("UTC" if typed[3] else zone)
    shown, here = time(hour, minute), now.astimezone(place)
    if shown <= here.time() and not _moments(here.date(), shown, place):
        left_out = f"{shown:%H:%M} was left out today, when the clocks went forward"
        raise Invalid(f"{left_out}; write it in UTC, for example 12:20Z.")
    days = [here.date() - timedelta(days=back) for back in range(4)]
    return max(moment for day in days for moment in _moments(day, shown, place) if moment <= now)


def both_times(moment: datetime, zone: str, place: str, now: datetime | None = None) -> str:
    """Show a moment in UTC and on the wall clock of `place`: ``14:20 UTC (16:20 Geneva)``.

    With `now`, the date is put in front when it is not today's in UTC. The local date is added where it
    differs from the one in UTC.
    """
    utc, local = moment.astimezone(UTC), moment.astimezone(ZoneInfo(zone))
    day = f"{utc:%Y-%m-%d} " if now is not None and utc.date() != now.astimezone(UTC).date() else ""
    local_day = f"{local:%Y-%m-%d} " if local.date() != utc.date() else ""
    return f"{day}{utc:%H:%M} UTC ({local_day}{local:%H:%M} {place})"


def _moments(day: date, shown: time, place: ZoneInfo) -> list[datetime]:
    """Give the moments (UTC) of a day at which the clock shows this: two when put back, none when forward."""
    wall = datetime.combine(day, shown)
    both = {wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [moment for moment in both if moment.astimezone(place).replace(tzinfo=None) == wall]


def _plain(text: str) -> str:
    """Give the text with digits of any script as 0-9."""
    compatible = unicodedata.normalize("NFKC", text.strip()[:40])
    return "".join(str(unicodedata.decimal(character, character)) for character in compatible)
