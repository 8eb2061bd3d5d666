"""The real parts that tests share: databases, a PostgreSQL server and a Chromium browser.

Server and browser are started by the first test that asks for them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.databases import KIND, Databases, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Headless, as root in a container too, and silent: the browser must ask nothing of the network.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests say of themselves (`record_property("says", ...)`), a seed for instance."""
    reports = [one for found in terminalreporter.stats.values() for one in found if isinstance(one, pytest.TestReport)]
    for report in reports:
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "says":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {value}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run only what asks for a database: the rest is the same on either, or names its own.

    How a page looks in a browser hangs on no database either; that it is served at all, other tests show.
    """
    if KIND == "sqlite":
        return

    def hangs_on_it(item: pytest.Item) -> bool:
        asked = set(getattr(item, "fixturenames", ()))
        return bool({"databases", "shared_databases"} & asked) and "browser" not in asked

    config.hook.pytest_deselected(items=[item for item in items if not hangs_on_it(item)])
    items[:] = [item for item in items if hangs_on_it(item)]


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    """Make databases for one test, of the kind that the run is about."""
    with Databases(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def shared_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Make databases that live longer than a test, of the kind that the run is about."""
    with Databases(tmp_path_factory.mktemp("databases")) as made:
        yield made


@pytest.fixture(scope="session")
def filled(shared_databases: Databases) -> str:
    """Make one database with the demonstration in it, to be copied; gives its address."""
    from tests.world import World

    address = shared_databases.new()
    World(address).close()
    return address


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Give the address of a real PostgreSQL, whatever the run is about."""
    return server()


@pytest.fixture
def postgres_database(tmp_path: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL database that is empty at the start of this test and gone after it."""
    with Databases(tmp_path, "postgresql") as made:
        yield made.bare()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Find the browser: MUSTER_CHROMIUM, else Debian's. Without one the test fails; it never skips itself."""
    found = shutil.which(os.environ.get("MUSTER_CHROMIUM") or "/usr/bin/chromium")
    if found is None:
        pytest.fail(
            "No Chromium: run 'sudo apt-get install chromium fonts-noto-core fonts-noto-cjk', "
            "or point MUSTER_CHROMIUM at one.",
            pytrace=False,
        )
    return Path(found)


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """Start a headless Chromium for one module of tests; a test opens its own `browser.new_context()`.

    Per module and not per session: while it is open, its driver's event loop runs in the main thread, where
    `asyncio.run` of any other test would then be refused.
    """
    from playwright.sync_api import expect, sync_playwright

    # Other tests run beside these: what must come may take its time.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=[*CHROMIUM_FLAGS])
        yield opened
        opened.close()
