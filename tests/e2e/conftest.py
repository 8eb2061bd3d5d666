"""Muster as the browser tests need it: the whole program in a thread, on a database, on a Monday morning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.console.running import Running
from tests.databases import Databases
from tests.e2e.browsing import monday_morning


@pytest.fixture
def running(databases: Databases, filled: str) -> Iterator[Running]:
    """Run Muster with the demonstration organisation for one test."""
    with Running(databases.copy(filled), clock=monday_morning()) as running:
        yield running


@pytest.fixture(scope="module")
def one_muster(shared_databases: Databases, filled: str) -> Iterator[Running]:
    """Run Muster once for the tests of a module that only look at it."""
    with Running(shared_databases.copy(filled), clock=monday_morning()) as running:
        yield running
