"""An organisation that outgrows one process moves to PostgreSQL, in the middle of a crisis if need be."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.__main__ import main
from handlers.exporting import export_jsonl
from playbooks.rules.logbook import check_export
from storage.copying import copy_database
from storage.errors import CannotOpen
from storage.migrate import migrate
from tests.e2e.script import TWELVE_PEOPLE, seen
from tests.world import World

#: Up to here on SQLite, the rest on PostgreSQL.
MERGED = next(number for number, step in enumerate(TWELVE_PEOPLE.steps) if step.name == "merged") + 1


def test_a_crisis_goes_on_in_the_copy_with_every_log_whole(
    tmp_path: Path, postgres_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = f"sqlite:///{tmp_path / 'muster.db'}"
    with World(here, files=TWELVE_PEOPLE.files) as world:
        for number, step in enumerate(TWELVE_PEOPLE.steps[:MERGED]):
            step.act(world, f"step-{number}")
            world.settle()
        before, now = seen(world), world.clock.now()
    monkeypatch.setenv("MUSTER_DATABASE_URL", postgres_database)
    assert main(["copy-database", here]) == 0
    assert "rows copied" in capsys.readouterr().out
    with World(postgres_database, start=now) as world:
        assert seen(world) == before
        for number, step in enumerate(TWELVE_PEOPLE.steps[MERGED:], MERGED):
            step.act(world, f"step-{number}")
            world.settle()
        with world.store.read() as uow:
            chains = uow.log.chains()
            assert all(check_export(list(export_jsonl(uow, chain, now)))[0] for chain in chains)
        assert len(chains) > len(before["logs"])


def test_nothing_is_copied_onto_what_is_there(tmp_path: Path) -> None:
    here, there = (f"sqlite:///{tmp_path / name}" for name in ("a.db", "b.db"))
    for url in (here, there):
        World(url).close()
    with pytest.raises(CannotOpen, match="holds data already"):
        copy_database(here, there)
    with pytest.raises(CannotOpen, match="onto itself"):
        copy_database(here, here)


def test_a_copy_that_fails_leaves_an_empty_database(tmp_path: Path, postgres_database: str) -> None:
    here = f"sqlite:///{tmp_path / 'muster.db'}"
    World(here).close()
    migrate(postgres_database)
    engine = create_engine(postgres_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person ADD CONSTRAINT nobody CHECK (id = 'nobody')")
    with pytest.raises(Exception, match="nobody"):
        copy_database(here, postgres_database)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM site").scalar() == 0
    engine.dispose()
