"""A console that really listens, over a real database; and somebody to look at it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.console.running import Running, visitor


@pytest.fixture(scope="module")
def muster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run Muster with the demonstration organisation for one module of tests."""
    with Running(tmp_path_factory.mktemp("muster") / "muster.db") as running:
        yield running


@pytest.fixture
def web(muster: Running) -> Iterator[httpx.Client]:
    """Give a browser without script: it sends the Origin that browsers send."""
    with visitor(muster) as client:
        yield client
