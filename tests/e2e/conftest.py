"""Muster as the browser tests need it: the whole program in a thread, on a file, on a Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.running import Running
from tests.e2e.browsing import monday_morning


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Run Muster with the demonstration organisation for one test."""
    with Running(tmp_path / "muster.db", clock=monday_morning()) as running:
        yield running


@pytest.fixture(scope="module")
def one_muster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run Muster once for the tests of a module that only look at it."""
    with Running(tmp_path_factory.mktemp("muster") / "muster.db", clock=monday_morning()) as running:
        yield running
