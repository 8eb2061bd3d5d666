"""A console that really listens, over a real database; and somebody to look at it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.console.running import Running, visitor
from tests.databases import Databases


@pytest.fixture(scope="module")
def muster(shared_databases: Databases, filled: str) -> Iterator[Running]:
    """Run Muster with the demonstration organisation for one module of tests."""
    with Running(shared_databases.copy(filled)) as running:
        yield running


@pytest.fixture
def web(muster: Running) -> Iterator[httpx.Client]:
    """Give a browser without script: it sends the Origin that browsers send."""
    with visitor(muster) as client:
        yield client
