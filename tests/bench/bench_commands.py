"""How long a declaration takes, and how much slower `status` gets when the database is full of the past."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from handlers.execute import Envelope
from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import (
    EntryKind,
    IncidentId,
    IncidentType,
    Level,
    PersonId,
    Phase,
    Sensitivity,
    SiteCode,
    incident_code,
)
from storage.uow import UnitOfWork
from tests.world import START, World

#: What lies in the full database.
INCIDENTS, ENTRIES = 10_000, 1_000_000
RUNS = 200


def main() -> None:
    """Print one line per figure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        World(f"sqlite:///{folder}/empty.db") as empty,
        World(f"sqlite:///{folder}/full.db") as full,
    ):
        _say(f"filling a database with {INCIDENTS:,} incidents and {ENTRIES:,} log entries ...")
        _fill(full)
        size = Path(f"{folder}/full.db").stat().st_size / 2**20
        _say(f"full database: {size:,.0f} MiB")
        _declare(empty, "empty")
        _declare(full, "full")
        _status(empty, full)


def _declare(world: World, name: str) -> None:
    chair = world.who("CHAIR").id
    spans = []
    for run in range(30):
        envelope = Envelope(f"declare-{run}", "console", chair)
        began = time.perf_counter()
        world.app.engine.line(envelope, f"/crisis declare fire GVA L3 smoke {run}")
        spans.append(time.perf_counter() - began)
        _end_the_newest(world)
    with world.store.read() as uow:
        seats = len(uow.pages.of(uow.incidents.recent(1)[0].id))
    _say(f"declare L3, {seats} seats, {name} database: {_ms(spans)}")


def _end_the_newest(world: World) -> None:
    # What was measured must not make the next declaration slower by being open.
    with world.store.begin() as uow:
        incident = uow.incidents.get(uow.incidents.recent(1)[0].id)
        incident.stand_down(world.app.now())
        uow.incidents.save(incident)


def _status(empty: World, full: World) -> None:
    for world in (empty, full):
        envelope = Envelope("open", "console", world.who("CHAIR").id)
        world.app.engine.line(envelope, "/crisis declare fire GVA L2 smoke")
        world.settle()
    for line in ("/crisis status", "/crisis whois HSSD"):
        spans: dict[str, list[float]] = {"empty": [], "full": []}
        # Turn about, so that whatever else the machine does slows both.
        for run in range(RUNS):
            for name, world in (("empty", empty), ("full", full)):
                envelope = Envelope(f"status-{run}", "console", world.who("CHAIR").id)
                spans[name].append(_timed(partial(world.app.engine.line, envelope, line)))
        ratio = statistics.median(spans["full"]) / statistics.median(spans["empty"])
        _say(f"{line}: empty {_ms(spans['empty'])}; full {_ms(spans['full'])}; ratio {ratio:.2f} (aim under 1.2)")


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _fill(world: World) -> None:
    chance = random.Random("fill")
    taken: set[str] = set()
    chair = world.who("CHAIR").id
    for first in range(0, INCIDENTS, 500):
        with world.store.begin() as uow:
            for number in range(first, first + 500):
                code = incident_code(chance.choice, taken.__contains__)
                taken.add(code)
                _past_incident(uow, code, number, chair)


def _past_incident(uow: UnitOfWork, code: str, number: int, chair: PersonId) -> None:
    moment = START - timedelta(hours=INCIDENTS - number)
    incident = Incident(
        IncidentId(0), code, IncidentType.FIRE, f"past incident {number}", Level.L2, Phase.CLOSED, (SiteCode("GVA"),),
        Sensitivity.CONFIDENTIAL, chair, moment, moment, stood_down_at=moment, closed_at=moment,
    )  # fmt: skip
    uow.incidents.add(incident)
    for entry in range(ENTRIES // INCIDENTS):
        body = {"text": f"entry {entry} of {code}: something happened, and somebody wrote it down"}
        uow.log.append(
            code, event_at=moment, now=moment, kind=EntryKind.NOTE, author=chair, body=body, salt=f"{number:032x}"
        )


def _ms(spans: list[float]) -> str:
    ordered = sorted(spans)
    return f"median {statistics.median(ordered) * 1000:.1f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:.1f} ms"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
