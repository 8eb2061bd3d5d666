"""A migrated store for each test, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

from storage.migrate import migrate
from storage.store import Store
from tests.storage.sample import fill


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file, to be copied: migrating it for each test would take most of the time."""
    file = tmp_path_factory.mktemp("migrated") / "muster.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """Give the address of a migrated SQLite file."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'muster.db')}"


@pytest.fixture(scope="session")
def migrated_database(postgres_url: str) -> str:
    """Migrate one PostgreSQL database, to be copied; gives its address."""
    address = make_url(postgres_url).set(database="migrated").render_as_string(hide_password=False)
    with psycopg.connect(_plain(postgres_url), autocommit=True) as server:
        server.execute("CREATE DATABASE migrated")
    migrate(address)
    return address


@pytest.fixture
def postgresql_url(migrated_database: str) -> Iterator[str]:
    """Give the address of a migrated PostgreSQL database."""
    name = f"copy_{uuid4().hex}"
    server_url = _plain(migrated_database, "postgres")
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE migrated')
        yield make_url(migrated_database).set(database=name).render_as_string(hide_password=False)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


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


def _plain(url: str, database: str | None = None) -> str:
    address = make_url(url).set(drivername="postgresql")
    return (address.set(database=database) if database else address).render_as_string(hide_password=False)
