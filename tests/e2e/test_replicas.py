"""Real processes on one database: one leads, the next takes over, and an older program stops itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

from sqlalchemy import Engine, create_engine, text

from tests.world import World

ROOT = Path(__file__).parents[2]


@contextmanager
def muster(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process as an administrator does; it is killed at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"MUSTER_DATABASE_URL": url, "MUSTER_VAR_DIR": str(folder), "MUSTER_CONSOLE_PORT": str(port)}
    env = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(
        line, cwd=folder, env=env, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as one:
        try:
            yield one
        finally:
            one.kill()


@contextmanager
def look(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def until(is_so: Callable[[], object], seconds: float) -> float:
    """Wait until something is so; tell how long it took. AssertionError after so many seconds."""
    began, never = monotonic(), Event()
    while not is_so():
        assert monotonic() - began < seconds, f"not so within {seconds} s"
        never.wait(0.1)
    return monotonic() - began


def leader(engine: Engine) -> str | None:
    with engine.connect() as connection:
        found: str | None = connection.execute(text("SELECT holder FROM lease WHERE name = 'leader'")).scalar()
    return found


def running(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM replica")).scalar_one())


def test_another_process_leads_within_fifteen_seconds_of_the_leader_s_death(
    postgres_database: str, tmp_path: Path
) -> None:
    World(postgres_database).close()
    with look(postgres_database) as engine, muster(postgres_database, tmp_path) as first:
        until(lambda: running(engine) == 1, 30)
        led = leader(engine)
        with muster(postgres_database, tmp_path):
            until(lambda: running(engine) == 2, 30)
            assert leader(engine) == led
            first.kill()
            assert until(lambda: leader(engine) != led, 20) < 15


def test_an_older_program_stops_itself_when_a_newer_one_has_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'muster.db'}"
    World(url).close()
    with look(url) as engine, muster(url, tmp_path) as old:
        until(lambda: running(engine) == 1, 30)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        _, said = old.communicate(timeout=30)
        assert old.returncode == 1
        assert "A newer Muster has brought the database up to date" in said
        assert "Traceback" not in said
        assert running(engine) == 0, "it has taken its leave"
