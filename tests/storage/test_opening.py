"""What stands in the way when Muster starts, or while it runs, is said in one clear sentence."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage.errors import Busy, CannotOpen, DiskFull, NewerDatabase, NotMigrated, StorageError
from storage.migrate import current, migrate
from storage.store import Store
from tests.storage.sample import GVA, NOW, fill, incident, note

NEWER = "UPDATE alembic_version SET version_num = '9999'"


def sentence(error: pytest.ExceptionInfo[StorageError]) -> str:
    said = str(error.value)
    assert "\n" not in said
    assert "Traceback" not in said
    return said


def test_a_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'no' / 'muster.db'}"
    for attempt in (Store.open, migrate, current):
        with pytest.raises(CannotOpen) as error:
            attempt(url)
        assert f"mkdir -p {tmp_path / 'no'}" in sentence(error)


def test_a_missing_database_asks_for_migrate_and_is_not_made_by_looking(tmp_path: Path) -> None:
    file = tmp_path / "muster.db"
    with pytest.raises(NotMigrated) as error:
        Store.open(f"sqlite:///{file}")
    assert "muster migrate" in sentence(error)
    assert current(f"sqlite:///{file}") is None
    assert not file.exists()


def test_an_empty_database_asks_for_migrate(tmp_path: Path, postgres_database: str) -> None:
    (tmp_path / "empty.db").touch()
    for url in (f"sqlite:///{tmp_path / 'empty.db'}", postgres_database):
        with pytest.raises(NotMigrated) as error:
            Store.open(url)
        assert "muster migrate" in sentence(error)


def test_a_folder_where_nothing_can_be_written_is_said_so() -> None:
    # Not even root can make a file there.
    with pytest.raises(CannotOpen) as error:
        migrate("sqlite:////proc/muster.db")
    assert "/proc/muster.db" in sentence(error)


def test_a_file_that_cannot_be_written_is_said_so(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.begin() as work:
        work.link.connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(CannotOpen) as error, store.begin() as work:
        work.meta.set("a", "b")
    assert "cannot be written" in sentence(error)
    store.close()


@pytest.mark.parametrize("size", [10, 5000])
def test_a_broken_file_is_called_broken_and_left_alone(tmp_path: Path, size: int) -> None:
    file = tmp_path / "muster.db"
    file.write_bytes(garbage := bytes(range(1, 251)) * (size // 10))
    for attempt in (Store.open, migrate, current):
        with pytest.raises(CannotOpen) as error:
            attempt(f"sqlite:///{file}")
        assert "damaged" in sentence(error)
        assert str(file) in sentence(error)
    assert file.read_bytes() == garbage


def test_a_folder_in_place_of_the_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "muster.db").mkdir()
    with pytest.raises(CannotOpen):
        Store.open(f"sqlite:///{tmp_path / 'muster.db'}")
    with pytest.raises(CannotOpen):
        migrate(f"sqlite:///{tmp_path / 'muster.db'}")


def test_a_database_of_a_newer_muster_is_refused_and_left_alone(url: str) -> None:
    store = Store.open(url)
    with store.begin() as work:
        work.link.connection.execute(text(NEWER))
    store.close()
    for attempt in (Store.open, migrate):
        with pytest.raises(NewerDatabase) as error:
            attempt(url)
        assert "newer Muster" in sentence(error)
        assert "9999" in sentence(error)
    assert current(url) == "9999"


def test_a_database_of_an_older_muster_asks_for_migrate(url: str) -> None:
    store = Store.open(url)
    with store.begin() as work:
        work.link.connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()
    with pytest.raises(NotMigrated) as error:
        Store.open(url)
    assert "muster migrate" in sentence(error)


@pytest.mark.parametrize(
    "url", ["", "muster.db", "sqlite://", "sqlite:///:memory:", "mysql://u:secret@h/d", "://x", "postgresql"]
)
def test_an_address_that_is_none_is_answered_with_one_that_is(url: str) -> None:
    with pytest.raises(CannotOpen) as error:
        Store.open(url)
    assert "sqlite:///path/to/muster.db" in sentence(error)
    assert "secret" not in sentence(error)


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
            with pytest.raises(CannotOpen) as error:
                Store.open(f"{scheme}://muster:geheim@127.0.0.1:{port}/muster")
            assert f"127.0.0.1:{port}" in sentence(error)
            assert "geheim" not in sentence(error)


def test_a_server_without_that_database_is_said_so(postgres_url: str) -> None:
    url = make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(CannotOpen) as error:
        Store.open(url)
    assert "nowhere" in sentence(error)


def test_a_server_that_went_away_and_came_back_costs_one_answer_at_most(postgresql_url: str) -> None:
    store = Store.open(postgresql_url)
    fill(store)
    plain = make_url(postgresql_url).set(drivername="postgresql").render_as_string(hide_password=False)

    def drop_connections() -> None:
        with psycopg.connect(plain, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def declare_as_it_goes() -> None:
        with store.begin() as work:
            drop_connections()
            work.incidents.add(incident())

    with pytest.raises(CannotOpen):
        declare_as_it_goes()
    drop_connections()
    with store.begin() as work:
        work.incidents.add(incident())
    with store.read() as work:
        assert len(work.incidents.recent(9)) == 1
    store.close()


def test_a_full_disk_is_called_full_and_nothing_half_is_written(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    fill(store)
    with store.begin() as work:
        pages = work.link.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.link.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        work.incidents.add(incident("A2A"))
        note(work, "A2A", "declared")

    def declare() -> None:
        with store.begin() as work:
            work.incidents.add(incident("B2B"))
            note(work, "B2B", "declared")
            work.timers.put("e@1", NOW, {})
            for number in range(200):
                work.outbox.put(f"e#{number}", 1, "lane", "Tell", {"text": "x" * 500}, NOW)

    for _ in range(2):
        with pytest.raises(DiskFull) as error:
            declare()
        assert "full" in sentence(error)
        assert "nothing was recorded" in sentence(error)
    with store.read() as work:
        assert [each.code for each in work.incidents.recent(9)] == ["A2A"]
        assert (work.log.chains(), work.outbox.pending(NOW), work.timers.next_due()) == (["A2A"], 0, None)
    with store.begin() as work:
        work.link.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    declare()
    store.close()


def test_another_program_that_holds_the_file_too_long_is_called_busy(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.begin() as work:
        work.link.connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy) as error, store.begin() as work:
        work.meta.set("a", "b")
    assert "try again" in sentence(error)
    with store.read() as work:
        assert list(work.roster.sites()) == []
    other.execute("ROLLBACK")
    other.close()
    fill(store)
    with store.read() as work:
        assert GVA in work.roster.sites()
    store.close()


def test_sqlite_is_opened_to_survive_a_power_cut(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.begin() as work:
        ask = work.link.connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar_one() == "wal"
        assert ask("PRAGMA synchronous").scalar_one() == 2
        assert ask("PRAGMA foreign_keys").scalar_one() == 1
        assert ask("PRAGMA busy_timeout").scalar_one() == 5000
    store.close()


def test_an_error_message_of_the_database_holds_no_words_of_people(store: Store) -> None:
    with store.begin() as work:
        work.incidents.add(incident())
    with pytest.raises(Exception, match=r"(?i)unique") as error, store.begin() as work:
        work.incidents.add(incident())
    assert "Smoke in the archive" not in str(error.value)
