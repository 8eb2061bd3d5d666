"""A database of one test's own, empty or with the demonstration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.store import Store
from tests.databases import Databases
from tests.handlers.loading import DEMO, load
from tests.world import World


@pytest.fixture
def store(databases: Databases) -> Iterator[Store]:
    store = Store.open(databases.new())
    yield store
    store.close()


@pytest.fixture
def demo(store: Store) -> Store:
    assert load(store, DEMO).applied
    return store


@pytest.fixture
def world(filled: str, databases: Databases) -> Iterator[World]:
    """Give the demonstration's people, rooms and phones, on a database of the test's own."""
    with World(databases.copy(filled)) as world:
        yield world
