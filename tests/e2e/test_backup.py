"""A backup that is taken in the middle of a crisis, and what people find after it was restored."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.__main__ import main
from bot.clock import SystemClock
from handlers.exporting import export_jsonl
from playbooks.rules.logbook import check_export
from storage.store import Store
from tests.databases import KINDS, Databases, looked_at, tools
from tests.e2e.script import TWELVE_PEOPLE, seen
from tests.world import World

#: Up to here before the backup, the rest after it was restored.
MERGED = next(number for number, step in enumerate(TWELVE_PEOPLE.steps) if step.name == "merged") + 1
README = Path(__file__).parents[2] / "README.md"
Muster = Callable[..., str]


@pytest.fixture(params=KINDS)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Make databases of either kind, on which the organisation is before the backup."""
    with Databases(tmp_path, request.param) as made:
        yield made


@pytest.fixture(params=KINDS)
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Make databases of either kind, onto which a backup is restored."""
    with Databases(tmp_path, request.param) as made:
        yield made


@pytest.fixture
def muster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Muster:
    """Type ``muster WORDS`` for a database; gives what it says, after "refused: " when it fails."""

    def type_(url: str, *words: object) -> str:
        monkeypatch.setenv("MUSTER_DATABASE_URL", url)
        monkeypatch.setenv("MUSTER_VAR_DIR", str(tmp_path / "var"))
        done = main([str(word) for word in words])
        said = capsys.readouterr()
        return said.out if done == 0 else f"refused: {said.err}"

    return type_


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name the backup."""
    return tmp_path / "backup.db"


def play(world: World, steps: range) -> None:
    for number in steps:
        TWELVE_PEOPLE.steps[number].act(world, f"step-{number}")
        world.settle()


def logs_are_whole(world: World) -> bool:
    with world.store.read() as uow:
        return all(check_export(list(export_jsonl(uow, chain, world.clock.now())))[0] for chain in uow.log.chains())


def test_a_crisis_goes_on_from_a_backup_that_was_taken_while_muster_ran(
    here: Databases, there: Databases, muster: Muster, file: Path
) -> None:
    with World(here.new(), files=TWELVE_PEOPLE.files) as world:
        play(world, range(MERGED))
        before, now = seen(world), world.clock.now()
        assert "every chain whole" in muster(world.url, "backup", file)
        with world.store.read() as uow:
            assert str(uow.log.head("org")) in muster(world.url, "backup", file.with_name("again.db"))
        play(world, range(MERGED, MERGED + 1))
    target = there.bare()
    said = muster(target, "restore", file)
    assert said.startswith("Restored into ")
    assert "every chain whole" in said
    with World(target, start=now) as world:
        after = seen(world)
        assert "A backup was restored." in str(after["logs"].pop("org"))
        before["logs"].pop("org")
        assert after == before
        play(world, range(MERGED, len(TWELVE_PEOPLE.steps)))
        assert logs_are_whole(world)


def test_a_backup_is_of_one_moment_however_much_is_written_meanwhile(
    here: Databases, muster: Muster, file: Path, tmp_path: Path
) -> None:
    with World(here.new(), files=TWELVE_PEOPLE.files) as world:
        world.person("T01").types("/crisis declare fire HQX L1 smoke")
        code, done = world.code(), threading.Event()

        def write() -> None:
            with closing(Store.open(world.url)) as store:
                while not done.is_set():
                    with store.begin() as uow:
                        incident = uow.incidents.by_code(code)
                        uow.incidents.save(incident)
                        uow.meta.set("a", str(int(uow.meta.get("a") or 0) + 1))
                        uow.meta.set("b", str(int(uow.meta.get("b") or 0) + 1))

        writing = threading.Thread(target=write)
        writing.start()
        try:
            for number in range(3):
                assert "every chain whole" in muster(world.url, "backup", tmp_path / f"{number}.db")
        finally:
            done.set()
            writing.join()
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as backup:
            facts = dict(backup.execute("SELECT key, value FROM meta WHERE key IN ('a', 'b')"))
        assert facts.get("a") == facts.get("b")


def a_page_waits(databases: Databases, muster: Muster, file: Path) -> str:
    """Declare, back up before any page has left, and let them leave afterwards; give the incident's code."""
    with World(databases.new(), start=SystemClock().now()) as world:
        world.run(world.app.line(world.event(), world.who("CHAIR").id, None, "/crisis declare fire GVA L1 smoke"))
        muster(world.url, "backup", file)
        world.settle()
        world.phone("ORT-L@GVA").expects(world.code(), "7=")
        return world.code()


def test_what_waited_for_a_telephone_is_held_and_a_human_is_shown_for_whom(
    here: Databases, there: Databases, muster: Muster, file: Path
) -> None:
    code = a_page_waits(here, muster, file)
    target = there.bare()
    said = muster(target, "restore", file)
    assert "3 texts and calls waited in the backup" in said
    assert "held and not sent" in said
    with World(target, start=SystemClock().now()) as world:
        leader = world.who("ORT-L@GVA")
        assert re.search(rf"{code}: page to .*{leader.name}", said)
        world.settle()
        assert world.texts() == {}
        told = {who.id: world.person(who.id).told() for who in world.app.people()}
        cards = [card for those in told.values() for card in those if "restored from a backup" in card]
        assert len(cards) == 2, "two officers"
        assert all(leader.name in card for card in cards)
        assert any(line.startswith("Held when a backup was restored, not sent: page to") for line in world.log(code))
        # An id that the restored inbox does not know yet.
        world.person("CHAIR").types(f"/crisis standdown {code} reason=out", event="later")
        assert len(world.phone("ORT-L@GVA").texts()) == 1, "who may have been paged hears of the end"


def test_nobody_who_is_held_is_forgotten_by_the_ladder(databases: Databases, muster: Muster, file: Path) -> None:
    a_page_waits(databases, muster, file)
    target = databases.bare()
    muster(target, "restore", file)
    with World(target, start=SystemClock().now()) as world:
        world.passes(minutes=20)
        world.phone("ORT-L@GVA/1").expects(world.code(), "7=")


def test_told_so_it_sends_what_waited(databases: Databases, muster: Muster, file: Path) -> None:
    a_page_waits(databases, muster, file)
    target = databases.bare()
    said = muster(target, "restore", file, "--send-waiting")
    assert "leave when Muster starts" in said
    with World(target, start=SystemClock().now()) as world:
        world.settle()
        world.phone("ORT-L@GVA").expects(world.code(), "7=")


def test_an_organisation_that_is_there_is_set_aside_only_when_told(muster: Muster, file: Path, tmp_path: Path) -> None:
    databases = Databases(tmp_path, "sqlite")
    with World(databases.new()) as world:
        muster(world.url, "backup", file)
        world.person("CHAIR").types("/crisis declare fire GVA L1 smoke")
        code = world.code()
    said = muster(world.url, "restore", file)
    assert "refused:" in said
    assert "--replace" in said
    with World(world.url) as untouched:
        assert untouched.code() == code
    said = muster(world.url, "restore", file, "--replace")
    kept = re.search(r"What was there before is kept: (.*)\.$", said, re.MULTILINE)
    assert kept is not None
    with World(world.url) as restored:
        assert restored.person("CHAIR").rooms() == []
    with World(f"sqlite:///{kept[1]}") as old:
        assert old.code() == code


@pytest.mark.parametrize("state", ["of an older Muster", "damaged"])
def test_what_cannot_be_looked_into_is_set_aside_only_when_told(
    state: str, muster: Muster, file: Path, tmp_path: Path
) -> None:
    with World(Databases(tmp_path, "sqlite").new()) as world:
        muster(world.url, "backup", file)
    there = Path(world.url.removeprefix("sqlite:///"))
    if state == "damaged":
        a_letter(there)
    else:
        spoil(there, "UPDATE alembic_version SET version_num = '0004'")
    before = there.read_bytes()
    said = muster(world.url, "restore", file)
    assert "refused:" in said
    assert "--replace" in said
    assert there.read_bytes() == before
    assert "is kept" in muster(world.url, "restore", file, "--replace")
    with World(world.url) as restored:
        assert restored.who("CHAIR").active


def test_on_postgresql_an_organisation_that_is_there_is_never_emptied(
    postgresql: Databases, muster: Muster, file: Path
) -> None:
    with World(postgresql.new()) as world:
        muster(world.url, "backup", file)
    said = muster(world.url, "restore", file, "--replace")
    assert "refused:" in said
    assert "Make a new, empty database" in said
    assert "hunter2" not in said


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[Databases]:
    with Databases(tmp_path, "postgresql") as made:
        yield made


def test_nothing_is_restored_under_a_muster_that_runs(databases: Databases, muster: Muster, file: Path) -> None:
    with World(databases.new()) as world:
        muster(world.url, "backup", file)
        now = SystemClock().now()
        with world.store.begin() as uow:
            uow.replicas.beat("one", "0005", now, now - timedelta(hours=1))
        assert "stop it first" in muster(world.url, "restore", file, "--replace")


def spoil(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as backup, backup:
        for statement in statements:
            backup.execute(statement)


def newer(file: Path) -> None:
    spoil(file, "UPDATE alembic_version SET version_num = '9999'")


def somebody_elses(file: Path) -> None:
    file.unlink()
    spoil(file, "CREATE TABLE recipe (name TEXT)")


def a_letter(file: Path) -> None:
    file.write_bytes(b"Dear all, " * 1000)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100_000])


def changed_log(file: Path) -> None:
    with closing(sqlite3.connect(file)) as backup, backup:
        guards = [name for (name,) in backup.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in guards:
            backup.execute(f"DROP TRIGGER {name}")
        backup.execute("UPDATE log_entry SET author = 'P099' WHERE seq = 2")


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (newer, "written by a newer Muster"),
        (somebody_elses, "is no backup of Muster"),
        (a_letter, "is no database that can be read"),
        (cut_off, "Nothing was changed"),
        (changed_log, "The log org is broken at entry 2"),
        (Path.unlink, "There is no file"),
    ],
)
def test_what_is_no_whole_backup_changes_nothing(
    spoiled: Callable[[Path], None], said: str, databases: Databases, muster: Muster, file: Path, tmp_path: Path
) -> None:
    with World(databases.new()) as world:
        muster(world.url, "backup", file)
    spoiled(file)
    target = databases.bare()
    before = sorted(tmp_path.rglob("*"))
    answer = muster(target, "restore", file)
    assert answer.startswith("refused: ")
    assert said in answer
    assert [one for one in sorted(tmp_path.rglob("*")) if one not in before and one != tmp_path / "var"] == []
    with looked_at(target) as engine, engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "organisation")


def test_a_backup_never_takes_the_place_of_another_and_is_for_its_owner_alone(
    databases: Databases, muster: Muster, file: Path
) -> None:
    with World(databases.new()) as world:
        muster(world.url, "backup", file)
        assert file.stat().st_mode & 0o077 == 0
        content = file.read_bytes()
        assert "is there already" in muster(world.url, "backup", file)
        assert file.read_bytes() == content
        assert "refused" in muster(world.url, "backup", file.parent / "nowhere" / "backup.db")


def test_a_broken_log_is_found_when_it_is_backed_up_and_not_years_later(
    muster: Muster, file: Path, tmp_path: Path
) -> None:
    with World(Databases(tmp_path, "sqlite").new()) as world:
        pass
    changed_log(Path(world.url.removeprefix("sqlite:///")))
    assert "The log org is broken at entry 2" in muster(world.url, "backup", file)
    assert not file.exists()
    assert [*file.parent.glob("backup.db*")] == []


def test_the_readme_s_own_commands_for_postgresql_bring_everything_over(
    postgresql: Databases, muster: Muster, tmp_path: Path
) -> None:
    with World(postgresql.new()) as world:
        world.person("CHAIR").types("/crisis declare fire GVA L1 smoke")
        before = seen(world)
    target = postgresql.bare()
    blocks = re.findall(r"^```\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (commands,) = [block for block in blocks if "pg_dump" in block]
    names = {"MUSTER_DATABASE_URL": world.url, "RESTORED_DATABASE_URL": target}
    urls = {
        name: make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        for name, url in names.items()
    }
    env = {**os.environ, **urls, "PATH": f"{tools()}:{os.environ['PATH']}"}
    subprocess.run(["/bin/sh", "-e", "-c", commands], cwd=tmp_path, env=env, check=True, timeout=60)
    with World(target) as world:
        assert seen(world) == before
        assert logs_are_whole(world)
    assert "every chain whole" in muster(target, "backup", tmp_path / "of-the-restored.db")
