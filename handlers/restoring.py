"""What a backup holds, in words; and what becomes of texts and calls that waited in it when it is restored.

They may have left after the backup was taken, and nobody can tell: so they are held, and a human hears of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import effects as fx
from handlers.authorise import officers
from handlers.cards import Card, Text, Tone
from handlers.context import MUSTER, ORG, Context
from handlers.replying import tell
from playbooks.rules.logbook import as_record, broken_at
from playbooks.rules.vocabulary import EntryKind, IncidentId, PersonId
from storage.uow import UnitOfWork

#: What reaches a telephone. What a room or the console shows twice wakes nobody.
_TO_PHONES = (fx.SendSms.__name__, fx.Call.__name__)
_HELD = "held: it waited in a backup that was restored, and may have left before"
#: So many people are named for each purpose; the others are counted.
_NAMED = 10


@dataclass(frozen=True)
class Found:
    """What a database holds."""

    organisation: str
    #: The last moment of which it knows.
    as_of: datetime
    #: Each log's name and its head, as COUNT:HASH.
    heads: Mapping[str, str]
    #: A sentence for each log that is not whole.
    broken: tuple[str, ...]
    #: Codes of the incidents that are worked on.
    open: tuple[str, ...]
    #: Texts and calls that wait to leave, in words, a line for each incident and purpose.
    waiting: tuple[str, ...]
    #: How many they are.
    texts: int
    #: Escalations, reminders and the like that are due.
    due: int


def look(uow: UnitOfWork, now: datetime) -> Found:
    """Look at everything a database holds, and verify its logs."""
    heads, broken, last = {}, [], uow.meta.time_seen() or datetime.min.replace(tzinfo=now.tzinfo)
    for chain in uow.log.chains():
        head = uow.log.head(chain)
        wrong = broken_at(map(as_record, uow.log.entries(chain)), [head])
        if wrong:
            broken.append(f"The log {chain} is broken at entry {wrong.seq}: {wrong.why}.")
        heads[chain] = str(head)
        for entry in uow.log.last(chain, 1):
            last = max(last, datetime.fromisoformat(entry.recorded_at))
    organisation = uow.roster.organisation()
    waiting = uow.backlog.waiting(_TO_PHONES)
    return Found(
        organisation.name if organisation else "no organisation", last, heads, tuple(broken),
        tuple(incident.code for incident in uow.incidents.open()),
        tuple(f"{chain}: {line}" for chain, lines in _lines(uow).items() for line in lines),
        len(waiting), uow.timers.overdue(now),
    )  # fmt: skip


def restored(ctx: Context, found: Found, *, hold: bool) -> None:
    """Write down that a backup was restored, hold what waited in it for telephones, and show both to a human."""
    ago = f"It shows the state of {moment(found.as_of)}, {age(ctx.now - found.as_of)} ago"
    ctx.log(ORG, EntryKind.ADMIN, f"A backup was restored. {ago}; what came after is missing.", author=MUSTER)
    said = [f"{ago}. What was declared, answered and logged after that is missing."]
    many = counted(found.texts, "text or call", "texts and calls")
    if hold and found.texts:
        for chain, lines in _lines(ctx.uow).items():
            text = f"Held when a backup was restored, not sent: {'; '.join(lines)}"
            ctx.log(chain, EntryKind.ADMIN, text, author=MUSTER)
        ctx.uow.backlog.hold(_TO_PHONES, _HELD, ctx.now)
        held = f"{many} waited in it. They may have left before, so they are held and not sent."
        said += [f"{held} Look through them; whoever is still needed must be told again:", *found.waiting]
    elif found.texts:
        said.append(f"{many} waited in it and leave now, perhaps for a second time.")
    if found.due:
        said.append(f"{counted(found.due, 'timer', 'timers')} came due since; pages and reminders may go out again.")
    card = Card("Muster was restored from a backup", (Text("\n".join(said)),), Tone.ALARM, must_act=True)
    tell(ctx, officers(ctx)[:2], card)


def moment(when: datetime) -> str:
    """Write a moment for people, in UTC."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


def age(span: timedelta) -> str:
    """Write how long ago something was."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return counted(minutes, "minute", "minutes")
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return counted(minutes // (24 * 60), "day", "days")


def counted(many: int, one: str, more: str) -> str:
    """Write a number of things."""
    return f"{many:,} {one if many == 1 else more}"


def _lines(uow: UnitOfWork) -> dict[str, list[str]]:
    """Give for each log a line for each purpose of what waits: how many, and for whom."""
    people: dict[tuple[IncidentId | None, str], list[str]] = defaultdict(list)
    for one in uow.backlog.waiting(_TO_PHONES):
        who = one.payload["person"]
        people[one.incident, str(one.payload["purpose"])].append(who or one.payload["number"])
    lines: dict[str, list[str]] = defaultdict(list)
    for (incident, purpose), ids in people.items():
        lines[uow.incidents.look(incident).code if incident else ORG].append(f"{purpose} to {_names(uow, ids)}")
    return lines


def _names(uow: UnitOfWork, ids: list[str]) -> str:
    known = uow.roster.people([PersonId(one) for one in ids[:_NAMED]])
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return ", ".join(known[PersonId(one)].name if one in known else one for one in ids[:_NAMED]) + more
