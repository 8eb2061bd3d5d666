"""A small organisation and the things that tests put into it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from playbooks.rules.incident import Incident
from playbooks.rules.logbook import LogEntry
from playbooks.rules.people import Person, PersonKind, Site
from playbooks.rules.vocabulary import (
    EntryKind,
    IncidentId,
    IncidentType,
    Language,
    Level,
    PersonId,
    Phase,
    Sensitivity,
    SiteCode,
)
from storage.store import Store
from storage.uow import UnitOfWork

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GVA = SiteCode("GVA")
ANA, BOB, CAI, DEE = (PersonId(f"P00{number}") for number in (1, 2, 3, 4))
T = TypeVar("T")


def fill(store: Store) -> None:
    """Put a site and four people in."""
    with store.begin() as work:
        work.roster.put_site(Site(GVA, "headquarters", "CH", "Europe/Zurich", {"en": "Geneva"}))
        for number, (id_, name) in enumerate(
            [(ANA, "Ana Álvarez"), (BOB, "Bob Łukasz"), (CAI, "Цай Петрова"), (DEE, "ديمة الحسن")], 1
        ):
            mobile = f"+4179000000{number}"
            work.roster.put_person(Person(id_, name, PersonKind.STAFF, Language.EN, GVA, mobile=mobile))


def incident(code: str = "K7Q", phase: Phase = Phase.ACTIVE) -> Incident:
    """Make an incident that is not stored yet."""
    return Incident(
        IncidentId(0),
        code,
        IncidentType.FIRE,
        "Smoke in the archive",
        Level.L2,
        phase,
        (GVA,),
        Sensitivity.CONFIDENTIAL,
        ANA,
        reported_at=NOW,
        declared_at=NOW,
        stood_down_at=NOW if phase in {Phase.STOOD_DOWN, Phase.CLOSED} else None,
    )


def note(work: UnitOfWork, chain: str, text: str, *, now: datetime = NOW, supersedes: int | None = None) -> LogEntry:
    """Append a plain entry."""
    return work.log.append(
        chain,
        event_at=now,
        now=now,
        kind=EntryKind.NOTE,
        author=ANA,
        body={"text": text},
        salt="5a" * 16,
        supersedes=supersedes,
    )


def at_once(count: int, deed: Callable[[int], T]) -> list[T]:
    """Do it in `count` threads that begin together; give the results in order."""
    gate = Barrier(count)

    def begin(number: int) -> T:
        gate.wait()
        return deed(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))
