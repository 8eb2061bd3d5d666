"""One whole run: an organisation, a provider that fails, replicas that die, and the evidence at its end."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, func, select

from bot.app import App
from bot.clock import SystemClock
from handlers.exporting import export_jsonl
from playbooks.rules.logbook import check_export
from storage.queue_tables import inbox, lease, outbox, replica, timer
from storage.store import Store
from tests.bench import organisation
from tests.chaos.evidence import Evidence, Rest, at_provider, gathered
from tests.chaos.plan import FAULTS, REPLICAS, REPORTS, Plan
from tests.chaos.replicas import Replicas
from tests.processes import ROOT, command, look, number, surroundings, until
from tests.twilio.application import PUBLIC
from tests.twilio.process import TwilioProcess

CHAIR = "P002"
#: Where three people of a site's response team are called; with the crisis in Addis Ababa: 15 + 7 x 3 seats.
SITES = ("BKK", "BSB", "CAI", "MOW", "DKR", "BJS", "SCL")
PAGES = 36
#: Those of Addis Ababa whom the demonstration has: its staff, and who travels there.
THERE = 12
#: So few new texts while the earlier ones ended: nothing is behind any more.
FEW, FEW_ANSWERS = 40, 5
_TEXTS = "SELECT count(*) FROM outbox WHERE kind = 'SendSms'"
_OVERDUE = "SELECT count(*) FROM timer WHERE fired = 0 AND due <= now()"
_ASKED = "SELECT count(*) FROM respondent WHERE status <> 'not contacted'"
#: All that waits for a moment.
_MOMENTS = (
    (outbox, "not_before"), (outbox, "leased_until"), (timer, "due"), (lease, "until"), (replica, "beat_at"),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    found: Evidence
    #: How many are asked whether they are safe.
    people: int
    killed: int
    #: What the replicas' own logs call errors.
    errors: list[str]


def prepare(folder: Path, people: int, url: str) -> None:
    """Import the organisation, as an administrator does; its texts leave, as fast as a short code sends them."""
    files = organisation.write(folder / "organisation", people)
    _change(files / "organisation.yaml", "demonstration: true", "demonstration: false")
    _change(files / "organisation.yaml", "answer_within_minutes: 5", "answer_within_minutes: 1")
    (folder / "playbooks").mkdir()
    countries = ROOT / "playbooks" / "messages" / "countries.yaml"
    (folder / "playbooks" / "countries.yaml").write_text(countries.read_text(encoding="utf-8"), encoding="utf-8")
    _change(folder / "playbooks" / "countries.yaml", "usual: {", "usual: {per_second: 100, ")
    _muster(url, folder, "import", str(files), "--yes")


def run(plan: Plan, url: str, folder: Path) -> Outcome:
    """Carry out a plan on an empty database."""
    prepare(folder, plan.people, url)
    with TwilioProcess("--public", PUBLIC) as fake, look(url) as engine, Replicas(url, folder, fake) as replicas:
        fake.tell("reach", public=PUBLIC, listeners=replicas.listeners())
        fake.tell("faults", seed=plan.seed, rates=FAULTS)
        fake.tell("callbacks", seed=plan.seed, shares=REPORTS)
        fake.tell("habits", seed=plan.seed, habits=plan.habits())
        _declare(url)
        until(lambda: number(engine, _ASKED), 60)
        replicas.strike(plan.strokes(), plan.killing)
        if plan.standstill:
            _stand_still(engine, replicas, plan.standstill)
            fake.tell("faults", seed=plan.seed, rates={})
        rest = _at_rest(engine, fake, plan.rest)
        replicas.stop()
        provider = at_provider(fake)
    with _opened(url) as store:
        found = gathered(store, provider, rest, list(_broken(url, folder, store)))
    return Outcome(found, plan.people + THERE, replicas.killed, replicas.errors())


def _change(path: Path, what: str, into: str) -> None:
    said = path.read_text(encoding="utf-8")
    assert said.count(what) == 1, f"{what} in {path}"
    path.write_text(said.replace(what, into), encoding="utf-8")


def _muster(url: str, folder: Path, *words: str) -> str:
    done = subprocess.run(
        command(*words), cwd=folder, env=surroundings(url, folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout[-2_000:]}{done.stderr[-2_000:]}"
    return done.stdout


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def _declare(url: str) -> None:
    """Declare everything as the chair: only replicas send."""
    with _opened(url) as store:
        app = App(store, SystemClock())

        async def types() -> None:
            await app.line("crisis", CHAIR, None, "/crisis declare earthquake ADD L3 strong tremor")
            with store.read() as uow:
                code = uow.incidents.recent(1)[0].code
            await app.line("check-in", CHAIR, None, f"/crisis checkin start {code}")
            for site in SITES:
                await app.line(f"fire-{site}", CHAIR, None, f"/crisis declare fire {site} L1 smoke on floor 3")

        asyncio.run(types())


def _stand_still(engine: Engine, replicas: Replicas, seconds: float) -> None:
    """Let all machines be off for a while: what waits in the database is moved into the past instead."""
    replicas.stop()
    interval = func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    with engine.begin() as connection:
        for table, column in _MOMENTS:
            moment: Any = table.c[column]
            connection.execute(table.update().where(moment.is_not(None)).values({moment: moment - interval}))
    for one in range(REPLICAS):
        replicas.start(one)


def _at_rest(engine: Engine, fake: TwilioProcess, seconds: float) -> Rest:
    """Give a moment up to which everything has ended, with little new since the one before.

    Unanswered pages and calls for help go on for ever; so one moment after the other is marked, and what was queued and
    what had come in by then is waited for. After so many seconds the evidence says what still has not ended.
    """
    deadline, before = monotonic() + seconds, 0
    while True:
        answering = fake.ask("figures")["acts_under_way"]
        rest = Rest(number(engine, "SELECT max(id) FROM outbox"), at_provider(fake).inbound())
        ended = _ends(engine, rest, deadline)
        new = number(engine, f"{_TEXTS} AND id > {before} AND id <= {rest.effect}")
        if not ended or (new < FEW and answering < FEW_ANSWERS):
            return rest
        before = rest.effect


def _ends(engine: Engine, rest: Rest, deadline: float) -> bool:
    def over() -> bool:
        waiting = number(engine, f"{_TEXTS} AND finished = 0 AND id <= {rest.effect}") + number(engine, _OVERDUE)
        return not waiting and _all_read(engine, rest)

    until(lambda: over() or monotonic() > deadline, deadline)
    return over()


def _all_read(engine: Engine, rest: Rest) -> bool:
    with engine.connect() as connection:
        read = connection.execute(select(inbox.c.event_id).where(inbox.c.claimed_at.is_not(None)))
        return rest.inbound <= {event_id.removeprefix("twilio:") for (event_id,) in read}


def _broken(url: str, folder: Path, store: Store) -> Iterator[str]:
    """Verify every log, and one of them as an auditor does."""
    with store.read() as uow:
        for one in uow.log.chains():
            holds, said = check_export(export_jsonl(uow, one, SystemClock().now()))
            if not holds:
                yield f"the log {one} does not hold: {said}"
    export = folder / "org.jsonl"
    _muster(url, folder, "export", "org", "--out", str(export))
    line = command("verify-log", str(export))
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"verify-log: {done.stdout}{done.stderr}"
