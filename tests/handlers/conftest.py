"""A database of one test's own, empty or with the demonstration; the tables are made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.store import Store
from tests.handlers.loading import DEMO, load
from tests.world import World


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(empty, tmp_path / "muster.db")
    store = Store.open(f"sqlite:///{tmp_path / 'muster.db'}")
    yield store
    store.close()


@pytest.fixture
def demo(store: Store) -> Store:
    assert load(store, DEMO).applied
    return store


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one database with the demonstration in it, for `world` to copy."""
    path = tmp_path_factory.mktemp("database") / "filled.db"
    World(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def world(filled: Path, tmp_path: Path) -> Iterator[World]:
    """Give the demonstration's people, rooms and phones, on a file of the test's own."""
    shutil.copy(filled, tmp_path / "world.db")
    with World(f"sqlite:///{tmp_path / 'world.db'}") as world:
        yield world
