"""Muster as processes of its own, started as an administrator does, on one database."""

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

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """Find a port of loopback that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def surroundings(url: str, folder: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a process on this database; settings by their names in capitals, without MUSTER_."""
    named = {"DATABASE_URL": url, "VAR_DIR": str(folder), **settings}
    return {**os.environ, **{f"MUSTER_{name}": value for name, value in named.items()}, "PYTHONPATH": str(ROOT)}


def command(*words: str) -> list[str]:
    """Give the line that an administrator types as `muster ...`."""
    return [sys.executable, "-m", "bot", *words]


@contextmanager
def muster(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process as an administrator does; it is killed at the end."""
    env = surroundings(url, folder, CONSOLE_PORT=str(free_port()))
    with subprocess.Popen(
        command("run"), cwd=folder, env=env, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as one:
        try:
            yield one
        finally:
            one.kill()


@contextmanager
def look(url: str) -> Iterator[Engine]:
    """Look into the database beside whoever runs on it."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


def number(engine: Engine, query: str) -> int:
    """Ask for one number."""
    with engine.connect() as connection:
        return int(connection.execute(text(query)).scalar_one())


def until(is_so: Callable[[], object], seconds: float) -> float:
    """Wait until something is so; tell how long it took. AssertionError after so many seconds."""
    began, never = monotonic(), Event()
    while not is_so():
        assert monotonic() - began < seconds, f"not so within {seconds} s"
        never.wait(0.1)
    return monotonic() - began
