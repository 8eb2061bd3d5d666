"""A check-in to many people, and their answers over HTTP: counted when the headcount shows them.

The answers are held against `baseline_inbound`: the same server, the same fsync, one durable row a form.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

from tests.bench import organisation
from tests.bench.load import send
from tests.bench.server import Server, until

PEOPLE, PORT = 10_000, 8797
CHAIR, SMS = "P002", "/as/P001/sms"
_WORDS = ("1", "1 ok", "1. merci", "1", "3", "1")


def main() -> None:
    """Print one line per figure."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(folder)
        _muster(Path(folder), bare)


def _bare(folder: str) -> float:
    with Server(PORT, "tests.bench.baseline_inbound", f"{folder}/bare.db", str(PORT)):
        took = asyncio.run(send(PORT, SMS, _answers()))
    _say(f"bare route, one durable insert: {PEOPLE / took:.0f} answers/s")
    return PEOPLE / took


def _muster(folder: Path, bare: float) -> None:
    people = organisation.write(folder / "organisation", PEOPLE)
    environment = {
        "MUSTER_VAR_DIR": str(folder / "var"),
        "MUSTER_ORGANISATION": str(people),
        "MUSTER_CONSOLE_PORT": str(PORT),
    }
    with Server(PORT, "bot", "run", environment=environment) as server:
        rows = sqlite3.connect(f"file:{folder / 'var' / 'muster.db'}?mode=ro", uri=True, check_same_thread=False)
        _ask_everybody(server, rows)
        _take_answers(server, rows, bare)
        _say(f"memory of the process at its most: {server.peak():.0f} MiB")


def _ask_everybody(server: Server, rows: sqlite3.Connection) -> None:
    _types("/crisis declare earthquake ADD L1 strong tremor")
    code = _one(rows, "SELECT code FROM incident")
    before = server.peak()
    began = time.perf_counter()
    _types(f"/crisis checkin start {code}")
    first = began + until(lambda: _one(rows, "SELECT count(*) FROM respondent WHERE status = 'asked'"))
    until(lambda: not _one(rows, "SELECT count(*) FROM respondent WHERE status = 'not contacted'"))
    many = _one(rows, "SELECT count(*) FROM respondent")
    took = time.perf_counter() - began
    _say(
        f"check-in to {many} people: first text {first - began:.2f} s, all texts out {took:.1f} s, {many / took:.0f}/s"
    )
    _say(f"memory: {before:.0f} MiB before, {server.peak():.0f} MiB at its most while sending")


def _take_answers(server: Server, rows: sqlite3.Connection, bare: float) -> None:
    board = Board(server, _one(rows, "SELECT ref FROM room WHERE kind = 'main'"))
    accounted = "SELECT count(*) FROM respondent WHERE status IN ('safe', 'safe elsewhere')"
    began = time.perf_counter()
    asyncio.run(send(PORT, SMS, _answers()))
    taken = time.perf_counter() - began
    until(lambda: _one(rows, accounted) >= PEOPLE)
    counted = time.perf_counter() - began
    until(lambda: board.shown() >= PEOPLE)
    board.stop()
    _say(f"answers acknowledged: {PEOPLE / taken:.0f}/s; counted: {PEOPLE / counted:.0f}/s, {counted:.1f} s in all")
    _say(f"ratio to the bare route: {PEOPLE / counted / bare:.2f} (aim 0.5)")
    received = [
        datetime.fromisoformat(at).timestamp()
        for (at,) in rows.execute("SELECT received_at FROM inbox WHERE event_id LIKE 'console:%' AND source = 'sms'"
                                  " ORDER BY claimed_at, id")
    ]  # fmt: skip
    delays = [board.when(at) - moment for at, moment in enumerate(received, 1)]
    cuts = quantiles(delays, n=100)
    _say(f"from receipt to board: median {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s")


class Board:
    """Looks at the pinned board all the time and notes when it showed how many."""

    def __init__(self, server: Server, room: int) -> None:
        self._server, self._path = server, f"/as/{CHAIR}/board?room={room}"
        self._seen: list[tuple[float, int]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            match = re.search(rb"(\d+) of \d+ accounted", self._server.get(self._path))
            self._seen.append((time.time(), int(match[1]) if match else 0))

    def shown(self) -> int:
        """Give the last count."""
        return self._seen[-1][1] if self._seen else 0

    def when(self, many: int) -> float:
        """Tell when it first showed at least so many, in seconds since 1970."""
        return next(at for at, count in self._seen if count >= many)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()


def _answers() -> list[dict[str, str]]:
    return [
        {"event_id": uuid4().hex, "number": number, "text": _WORDS[at % len(_WORDS)], "room": ""}
        for at, number in enumerate(organisation.numbers(PEOPLE))
    ]


def _types(line: str) -> None:
    form = {"event_id": uuid4().hex, "text": line, "room": ""}
    asyncio.run(send(PORT, f"/as/{CHAIR}/line", [form]))


def _one(rows: sqlite3.Connection, query: str) -> int:
    found: int = (rows.execute(query).fetchone() or (0,))[0]
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
