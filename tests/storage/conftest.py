"""A migrated store for each test, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.databases import Databases
from tests.storage.sample import fill


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the address of a migrated SQLite file."""
    return Databases(tmp_path, "sqlite").new()


@pytest.fixture
def postgresql_url(tmp_path: Path) -> Iterator[str]:
    """Give the address of a migrated PostgreSQL database."""
    with Databases(tmp_path, "postgresql") as made:
        yield made.new()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Give the address of a migrated, empty database of either kind."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open it, with a site and a few people in it."""
    opened = Store.open(url)
    fill(opened)
    yield opened
    opened.close()
