"""Real processes on one database: one leads, the next takes over, and an older program stops itself."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine, text

from tests.processes import look, muster, number, until
from tests.world import World


def leader(engine: Engine) -> str | None:
    with engine.connect() as connection:
        found: str | None = connection.execute(text("SELECT holder FROM lease WHERE name = 'leader'")).scalar()
    return found


def running(engine: Engine) -> int:
    return number(engine, "SELECT count(*) FROM replica")


def test_another_process_leads_within_fifteen_seconds_of_the_leader_s_death(
    postgres_database: str, tmp_path: Path
) -> None:
    World(postgres_database).close()
    with look(postgres_database) as engine, muster(postgres_database, tmp_path) as first:
        until(lambda: running(engine) == 1, 30)
        led = leader(engine)
        with muster(postgres_database, tmp_path):
            until(lambda: running(engine) == 2, 30)
            assert leader(engine) == led
            first.kill()
            assert until(lambda: leader(engine) != led, 20) < 15


def test_an_older_program_stops_itself_when_a_newer_one_has_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'muster.db'}"
    World(url).close()
    with look(url) as engine, muster(url, tmp_path) as old:
        until(lambda: running(engine) == 1, 30)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        _, said = old.communicate(timeout=30)
        assert old.returncode == 1
        assert "A newer Muster has brought the database up to date" in said
        assert "Traceback" not in said
        assert re.search(r"^time=\S+Z level=info from=bot.replica msg=\"this process leads now\"$", said, re.MULTILINE)
        assert running(engine) == 0, "it has taken its leave"
