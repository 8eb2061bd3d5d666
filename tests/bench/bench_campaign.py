"""A check-in to a hundred thousand people, and pages in the middle of it: how long, how much memory, how late a page.

Texts go to a port that answers as fast as it can. ``quick`` takes 20,000 people; ``sqlite`` or ``postgresql`` that
database alone.
"""

from __future__ import annotations

import asyncio
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from bot.app import App
from bot.clock import SystemClock
from bot.limits import Limits
from bot.ports import OutgoingSms, Taken
from handlers.delivery import Routes
from playbooks.library import Library
from playbooks.rules.countries import Countries, Country
from storage.store import Store
from tests.bench import organisation
from tests.bench.databases import postgresql

PEOPLE, QUICK = 100_000, 20_000
#: Pages are asked for so often while the check-in goes out, each in an incident of its own with three of them.
EVERY = 1.0
_CODE = re.compile(r"(?<![A-Z0-9])[A-Z][0-9][A-Z](?![A-Z0-9])")
#: A run that takes longer, in seconds, has failed.
LONGEST = 1_800
CHAIR, FAST = "P002", "fast"
#: No sender is as fast: what is measured is Muster.
AS_FAST_AS_IT_GOES = 1_000_000.0


class Port:
    """Takes every text at once."""

    name = FAST

    def __init__(self) -> None:
        self.questions = 0
        #: Incident code -> when each page of it left.
        self.pages: dict[str, list[float]] = {}
        self.more = asyncio.Event()

    async def send(self, sms: OutgoingSms) -> Taken:
        """Take a text."""
        if "1=" in sms.text:
            self.questions += 1
        else:
            for word in set(_CODE.findall(sms.text)):
                self.pages.setdefault(word, []).append(time.perf_counter())
        return Taken(self.name, uuid4().hex)

    async def find(self, sms: OutgoingSms, since: datetime) -> Taken | None:
        """Take part in no doubt."""
        return None


def main() -> None:
    """Print one line per figure; each database in a process of its own, whose memory is measured."""
    if "sqlite" not in sys.argv and "postgresql" not in sys.argv:
        for name in ("sqlite", "postgresql"):
            subprocess.run([sys.executable, "-m", "tests.bench.bench_campaign", name, *sys.argv[1:]], check=True)
        return
    people = QUICK if "quick" in sys.argv else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in sys.argv:
            _measure(Path(folder), people, f"sqlite:///{folder}/muster.db")
        else:
            with postgresql(Path(folder) / "server") as fresh:
                _measure(Path(folder), people, fresh())


def _measure(folder: Path, people: int, url: str) -> None:
    _load(folder, people, url)
    store = Store.open(url)
    try:
        asyncio.run(_campaign(store, people))
    finally:
        store.close()


def _load(folder: Path, people: int, url: str) -> None:
    """Import the organisation in a process of its own: its memory is not the bot's."""
    files = organisation.write(folder / "organisation", people, real=True)
    environment = {"MUSTER_DATABASE_URL": url, "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "bot", "import", str(files), "--yes"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")


async def _campaign(store: Store, people: int) -> None:
    port = Port()
    fast = Country("", "all", True, True, None, Library.load().countries.usual.price, None, AS_FAST_AS_IT_GOES)
    limits = Limits(Countries("USD", fast, {}), AS_FAST_AS_IT_GOES)
    app = App(store, SystemClock(), sms={FAST: port}, routes=Routes(sms=FAST), limits=limits)
    working = asyncio.create_task(app.serve())
    await _types(app, "/crisis declare earthquake ADD L0 strong tremor")
    before = _memory()
    began = time.perf_counter()
    await _types(app, f"/crisis checkin start {_code(store)}")
    asked: dict[str, float] = {}
    await _until(lambda: port.questions > 0)
    if not port.questions:
        raise RuntimeError("nobody is asked")
    first = time.perf_counter() - began
    while port.questions < people and time.perf_counter() - began < LONGEST:
        typed_at = time.perf_counter()
        await _types(app, "/crisis declare fire GVA L1 smoke")
        asked[_code(store)] = typed_at
        await _until(lambda: port.questions >= people, EVERY)
    took = time.perf_counter() - began
    await _until(lambda: all(len(port.pages.get(code, ())) >= 3 for code in asked), 30)
    delays = sorted(left - asked[code] for code in asked for left in port.pages.get(code, [])[:3])
    if port.questions < people:
        raise RuntimeError(f"only {port.questions} were asked")
    where = store.dialect
    _say(f"{where}: check-in to {people}: first text {first:.2f} s, all out in {took:.1f} s, {people / took:.0f}/s")
    _say(f"{where}: memory at its most: {_memory():.0f} MiB, {before:.0f} MiB before (aim: under 400)")
    cuts = quantiles(delays, n=100)
    _say(
        f"{where}: {len(delays)} of {3 * len(asked)} pages meanwhile, from typing to the provider: "
        f"median {median(delays):.2f} s, p99 {cuts[98]:.2f} s, slowest {delays[-1]:.2f} s (aim: p99 under 1)"
    )
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


def _code(store: Store) -> str:
    with store.read() as uow:
        return uow.incidents.recent(1)[0].code


async def _types(app: App, line: str) -> None:
    await app.line(uuid4().hex, CHAIR, None, line)


async def _until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    """Return when it is true, or after so long."""
    deadline = time.perf_counter() + seconds
    while not true() and time.perf_counter() < deadline:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            continue


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
