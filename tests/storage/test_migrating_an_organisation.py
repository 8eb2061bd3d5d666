"""An organisation that was loaded by an earlier Muster keeps all it has, and gets the rights of what is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

import storage.migrate
from playbooks.rules.authority import Power
from storage import engines
from storage.migrate import current, migrate
from storage.store import Store
from storage.tables import metadata
from tests.handlers.loading import DEMO, load
from tests.storage.sample import incident

#: Powers that came with revisions 0003 and 0005.
NEW = frozenset({
    Power.SOP, Power.SOP_CONTROL, Power.CHECK_IN, Power.HEADCOUNT, Power.NAMES, Power.PROXY, Power.HELP, Power.REVIEW,
    Power.LEAVE,
})  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database as Muster made it before check-ins: of revision 0002, empty."""
    address = (
        f"sqlite:///{tmp_path / 'old.db'}"
        if request.param == "sqlite"
        else str(request.getfixturevalue("postgres_database"))
    )
    engine = engines.writer(engines.place(address))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(storage.migrate.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    return address


@pytest.fixture
def loaded(sqlite_url: str) -> Iterator[Store]:
    """Give the demonstration, with an incident, in a database of today."""
    store = Store.open(sqlite_url)
    assert load(store, DEMO).applied
    with store.begin() as work:
        work.incidents.add(incident())
    yield store
    store.close()


def copy(source: str, old: str) -> None:
    """Put into an old database what it can hold of another one."""
    here, there = engines.writer(engines.place(source)), engines.writer(engines.place(old))
    with here.connect() as reading, there.begin() as writing:
        known = set(inspect(writing).get_table_names())
        for table in metadata.sorted_tables:
            rows = [dict(row._mapping) for row in reading.execute(table.select())]
            if table.name == "authority_rule":
                rows = [row for row in rows if row["power"] not in NEW]
            if table.name in known and rows:
                columns = {column["name"] for column in inspect(writing).get_columns(table.name)}
                writing.execute(table.insert(), [{key: row[key] for key in row if key in columns} for row in rows])
        _set_counters(writing)
    here.dispose()
    there.dispose()


def _set_counters(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval(pg_get_serial_sequence('incident', 'id'), max(id)) FROM incident"))


def test_an_organisation_of_before_gets_the_new_rights_and_keeps_everything_else(
    old_url: str, sqlite_url: str, loaded: Store
) -> None:
    copy(sqlite_url, old_url)
    assert current(old_url) == "0002"
    assert migrate(old_url) is True
    store = Store.open(old_url)
    with store.read() as work, loaded.read() as source:
        assert work.roster.organisation() == source.roster.organisation()
        assert work.roster.everyone() == source.roster.everyone()
        assert work.roster.sites() == source.roster.sites()
        assert list(work.roster.seats()) == list(source.roster.seats())
        assert work.roster.duty() == source.roster.duty()
        assert vars(work.incidents.by_code("K7Q")) == vars(source.incidents.by_code("K7Q"))
        assert str(work.log.head("org")) == str(source.log.head("org"))
        rules, was = work.roster.matrix().rules, source.roster.matrix().rules
        assert set(rules) == set(Power)
        assert {power: rule for power, rule in rules.items() if power not in NEW} == {
            power: rule for power, rule in was.items() if power not in NEW
        }
        assert work.lists.all() == ()
    store.close()


@pytest.mark.parametrize(
    ("power", "may", "may_not"),
    [
        (Power.CHECK_IN, {"SSD-DO", "ORT", "CMT"}, {"STAFF", "MEMBER", "WARDEN"}),
        (Power.NAMES, {"SSD-DO", "HSSD", "HR"}, {"STAFF", "MEMBER", "CMT", "CHAIR", "WARDEN"}),
        (Power.PROXY, {"WARDEN", "ORT"}, {"STAFF"}),
        (Power.HEADCOUNT, {"WARDEN", "CMT"}, {"STAFF"}),
        (Power.HELP, {"SSD-DO", "ORT"}, {"STAFF", "WARDEN"}),
        (Power.LEAVE, {"ORMS", "HR"}, {"STAFF", "MEMBER", "CMT"}),
        (Power.SOP_CONTROL, {"CHAIR", "HSSD"}, {"STAFF", "MEMBER"}),
    ],
)
def test_the_new_rights_are_those_of_whoever_does_the_like(
    old_url: str, sqlite_url: str, loaded: Store, power: Power, may: set[str], may_not: set[str]
) -> None:
    copy(sqlite_url, old_url)
    migrate(old_url)
    store = Store.open(old_url)
    with store.read() as work:
        matrix = work.roster.matrix()
        assert {role for role in may if matrix.verdict(power, frozenset({role})).allowed} == may
        assert {role for role in may_not if matrix.verdict(power, frozenset({role})).allowed} == set()
    store.close()


def test_where_no_organisation_is_loaded_nobody_gets_a_right(old_url: str) -> None:
    migrate(old_url)
    store = Store.open(old_url)
    with store.read() as work:
        assert dict(work.roster.matrix().rules) == {}
        assert work.roster.organisation() is None
    store.close()


def test_its_own_authority_file_replaces_the_rights_that_the_migration_gave(
    old_url: str, sqlite_url: str, loaded: Store
) -> None:
    copy(sqlite_url, old_url)
    migrate(old_url)
    store = Store.open(old_url)
    rule = b"power,roles,rule\ncheck_in,CHAIR,Only the chair asks."
    assert load(store, {"authority.csv": rule}).applied
    with store.read() as work:
        matrix = work.roster.matrix()
        assert not matrix.verdict(Power.CHECK_IN, frozenset({"SSD-DO"})).allowed
        assert matrix.verdict(Power.NAMES, frozenset({"SSD-DO"})).allowed
    store.close()
