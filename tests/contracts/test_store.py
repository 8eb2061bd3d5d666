"""What the store promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from playbooks.rules.errors import NotFound
from playbooks.rules.logbook import as_record, broken_at
from playbooks.rules.vocabulary import EntryKind
from storage.migrate import migrate
from storage.queues import Claimed, Seen
from storage.store import CannotOpen, CommitHooks, Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, MINUTE, NOW, at_once, fill, incident, note


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'muster.db'}"
    else:
        address = request.getfixturevalue("postgres_database")
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    fill(opened)
    yield opened
    opened.close()


def test_a_clean_exit_commits(store: Store) -> None:
    with store.begin() as work:
        work.incidents.add(incident())
    with store.read() as work:
        assert work.incidents.by_code("k7q").title == "Smoke in the archive"


def change_everything(work: UnitOfWork) -> None:
    work.incidents.add(incident())
    note(work, "K7Q", "declared")
    work.outbox.put("e#1", 1, "lane", "Tell", {}, NOW)
    work.timers.put("e@1", NOW, {})
    work.inbox.claim("e", "test", NOW)


def fail_in(store: Store, how: type[BaseException]) -> None:
    with store.begin() as work:
        change_everything(work)
        raise how


@pytest.mark.parametrize("how", [ValueError, KeyboardInterrupt, NotFound, GeneratorExit])
def test_anything_else_rolls_everything_back(store: Store, how: type[BaseException]) -> None:
    with pytest.raises(how):
        fail_in(store, how)
    with store.read() as work:
        assert work.incidents.recent(9) == []
        assert work.log.head("K7Q").count == 0
        assert (work.outbox.pending(NOW), work.timers.next_due()) == (0, None)
    with store.begin() as work:
        assert work.inbox.claim("e", "test", NOW) == Claimed()


def test_the_store_goes_on_after_a_rollback(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail_in(store, ZeroDivisionError)
    with store.begin() as work:
        work.incidents.add(incident())


def test_a_read_transaction_changes_nothing(store: Store) -> None:
    with store.read() as work:
        for change in (
            lambda: work.incidents.add(incident()),
            lambda: work.timers.put("e@1", NOW, {}),
            lambda: work.outbox.put("e#1", 1, "lane", "Tell", {}, NOW),
            lambda: note(work, "K7Q", "no"),
        ):
            with pytest.raises(RuntimeError):
                change()
    with pytest.raises((DBAPIError, CannotOpen)), store.read() as work:
        work.link.connection.execute(text("DELETE FROM person"))


def test_a_read_transaction_sees_one_moment_and_waits_for_no_writer(store: Store) -> None:
    with store.read() as before:
        assert before.incidents.recent(9) == []
        with store.begin() as work:
            work.incidents.add(incident())
            with store.read() as meanwhile:
                assert meanwhile.incidents.recent(9) == []
        assert before.incidents.recent(9) == []
    with store.read() as after:
        assert len(after.incidents.recent(9)) == 1


def test_commit_hooks_stand_around_each_commit_that_changed_something(url: str) -> None:
    calls: list[tuple[str, int]] = []
    opened = Store.open(url)

    def seen(name: str) -> None:
        # A second store: what the first has not committed is not seen through it.
        with opened.read() as work:
            calls.append((name, len(work.incidents.recent(9))))

    hooked = Store.open(url, CommitHooks(lambda: seen("before"), lambda: seen("after")))
    fill(opened)
    with hooked.begin() as work:
        work.incidents.recent(9)
    assert calls == []
    with hooked.begin() as work:
        work.incidents.add(incident("A2B"))
    assert calls == [("before", 0), ("after", 1)]
    with pytest.raises(ValueError):
        fail_in(hooked, ValueError)
    assert len(calls) == 2
    hooked.close()
    opened.close()


def test_dying_before_a_commit_loses_it_and_dying_after_does_not(url: str) -> None:
    def die() -> None:
        raise SystemExit

    fill(plain := Store.open(url))
    for hooks, kept in ((CommitHooks(before=die), False), (CommitHooks(after=die), True)):
        dying = Store.open(url, hooks)
        with pytest.raises(SystemExit), dying.begin() as work:
            work.timers.put("e@1", NOW, {})
        dying.close()
        with plain.read() as work:
            assert (work.timers.next_due() is not None) is kept
    plain.close()


def test_naive_times_are_refused_everywhere(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"), store.begin() as work:
        note(work, "K7Q", "when?", now=naive)
    with pytest.raises(Exception, match="no time zone"), store.begin() as work:
        work.timers.put("e@1", naive, {})


def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Store) -> None:
    there = datetime.fromisoformat("2026-03-14T14:56:53.000001+05:30")
    with store.begin() as work:
        work.timers.put("e@1", there, {})
    with store.read() as work:
        due = work.timers.next_due()
        assert due == there
        assert due is not None
        assert due.utcoffset() == timedelta(0)


def forbidden(store: Store, statement: str) -> str:
    with pytest.raises(DBAPIError) as refusal, store.begin() as work:
        work.link.connection.execute(text(statement))
    return str(refusal.value.orig)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET author = 'P002' WHERE seq = 1",
        "UPDATE log_entry SET author = author",
        "DELETE FROM log_entry WHERE seq = 2",
        "DELETE FROM log_entry",
    ],
)
def test_the_database_refuses_to_change_the_log(store: Store, statement: str) -> None:
    with store.begin() as work:
        entries = [note(work, "K7Q", "one"), note(work, "K7Q", "two")]
    assert "append-only" in forbidden(store, statement)
    with store.read() as work:
        assert list(work.log.entries("K7Q")) == entries


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE log_body SET body = '{"text": "other"}'""",
        "UPDATE log_body SET salt = '00'",
        "UPDATE log_body SET seq = 7, body = NULL, salt = NULL WHERE seq = 1",
        "UPDATE log_body SET chain = 'X', body = NULL, salt = NULL",
        "DELETE FROM log_body",
    ],
)
def test_the_words_of_the_log_can_only_be_purged(store: Store, statement: str) -> None:
    with store.begin() as work:
        entry = note(work, "K7Q", "one")
    assert "only be purged" in forbidden(store, statement)
    with store.read() as work:
        assert work.log.entry("K7Q", 1) == entry


def test_half_a_purge_is_refused(store: Store) -> None:
    with store.begin() as work:
        note(work, "K7Q", "one")
    forbidden(store, "UPDATE log_body SET salt = NULL")
    forbidden(store, "UPDATE log_body SET body = NULL")


def test_an_entry_cannot_be_replaced_by_an_insert(store: Store) -> None:
    with store.begin() as work:
        entry = note(work, "K7Q", "one")
    sqlite = (
        "REPLACE INTO log_entry SELECT * FROM log_entry",
        "INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry",
        "REPLACE INTO log_body SELECT chain, seq, NULL, NULL FROM log_body",
    )
    postgresql = (
        "INSERT INTO log_entry SELECT * FROM log_entry ON CONFLICT (chain, seq) DO UPDATE SET author = 'P009'",
        "INSERT INTO log_body SELECT * FROM log_body ON CONFLICT (chain, seq) DO UPDATE SET salt = 'aa'",
    )
    for statement in sqlite if store.dialect == "sqlite" else postgresql:
        forbidden(store, statement)
    with store.read() as work:
        assert work.log.entry("K7Q", 1) == entry


@pytest.mark.parametrize("table", ["log_entry", "log_body", "log_chain"])
def test_the_log_cannot_be_emptied(store: Store, table: str) -> None:
    with store.begin() as work:
        note(work, "K7Q", "one")
    if store.dialect == "postgresql":
        forbidden(store, f"TRUNCATE {table} CASCADE")
    forbidden(store, f"DELETE FROM {table}")  # noqa: S608  # our own three words
    with store.read() as work:
        assert len(list(work.log.entries("K7Q"))) == 1


def test_a_purge_takes_words_and_salt_and_leaves_the_chain_whole(store: Store) -> None:
    with store.begin() as work:
        for number in range(5):
            note(work, "K7Q", f"Ana's number is {number}")
    for _ in range(2):
        with store.begin() as work:
            work.log.purge("K7Q", 3)
    with store.read() as work:
        entries = list(work.log.entries("K7Q"))
        head = work.log.head("K7Q")
    assert (entries[2].body, entries[2].salt, entries[2].text) == (None, None, "[purged]")
    assert entries[3].text == "Ana's number is 3"
    assert broken_at([as_record(entry) for entry in entries], [head]) is None
    with pytest.raises(NotFound), store.begin() as work:
        work.log.purge("K7Q", 6)


def test_eight_writers_at_once_leave_one_unbroken_chain(store: Store) -> None:
    def write(writer: int) -> None:
        for number in range(5):
            with store.begin() as work:
                note(work, "K7Q", f"{writer}.{number}")
                note(work, "org", f"{writer}.{number}")

    at_once(8, write)
    with store.read() as work:
        for chain in ("K7Q", "org"):
            records = [as_record(entry) for entry in work.log.entries(chain)]
            assert len(records) == 40
            assert broken_at(records, [work.log.head(chain)]) is None


def test_each_incident_has_one_writer_at_a_time(store: Store) -> None:
    with store.begin() as work:
        fire = work.incidents.add(incident())

    def write(number: int) -> None:
        with store.begin() as work:
            found = work.incidents.get(fire) if number % 2 else work.incidents.by_code("K7Q")
            found.title += "!"
            work.incidents.save(found)

    at_once(8, write)
    with store.read() as work:
        assert work.incidents.get(fire).title == "Smoke in the archive!!!!!!!!"


def test_a_clock_that_jumps_back_does_not_turn_the_log_round(store: Store) -> None:
    with store.begin() as work:
        first = note(work, "K7Q", "one", now=NOW)
        second = note(work, "K7Q", "two", now=NOW - 10 * MINUTE)
    with store.begin() as work:
        third = note(work, "K7Q", "three", now=NOW - 5 * MINUTE)
        fourth = note(work, "K7Q", "four", now=NOW + MINUTE)
    assert first.recorded_at == second.recorded_at == third.recorded_at < fourth.recorded_at
    assert second.event_at == "2026-03-14T09:16:53.589793Z"


def test_what_was_appended_reads_the_same_before_and_after_the_commit(store: Store) -> None:
    body = {"text": "zażółć 混乱 \u0000 \u202e", "figures": [1, 2.5, -0.0, 10**30], "who": ("a", None, True), "1": {}}
    with store.begin() as work:
        note(work, "K7Q", "one")
        entry = work.log.append(
            "K7Q", event_at=NOW, now=NOW, kind=EntryKind.DECISION, author=ANA, body=body, salt="ab" * 16
        )  # fmt: skip
        assert work.log.entry("K7Q", 2) == entry
    with store.read() as work:
        assert work.log.entry("K7Q", 2) == entry
        assert broken_at([as_record(each) for each in work.log.entries("K7Q")]) is None


def test_one_event_at_eight_doors_is_executed_once_and_answered_eight_times(store: Store) -> None:
    executed: list[int] = []

    def deliver(number: int) -> object:
        with store.begin() as work:
            claimed = work.inbox.claim("event-1", "test", NOW)
            if isinstance(claimed, Seen):
                return claimed.reply
            executed.append(number)
            work.inbox.answer("event-1", {"text": "done"})
            return {"text": "done"}

    assert at_once(8, deliver) == [{"text": "done"}] * 8
    assert len(executed) == 1


def test_a_second_claimer_waits_for_the_first(store: Store) -> None:
    begun, result = threading.Event(), []

    def second() -> None:
        begun.set()
        with store.begin() as work:
            result.append(work.inbox.claim("event-1", "test", NOW))

    thread = threading.Thread(target=second)
    with store.begin() as work:
        assert work.inbox.claim("event-1", "test", NOW) == Claimed()
        thread.start()
        assert begun.wait(10)
        # It has begun and cannot have an answer before there is one.
        thread.join(0.2)
        assert result == []
        work.inbox.answer("event-1", {"text": "done"})
    thread.join(10)
    assert result == [Seen({"text": "done"})]


def test_an_event_whose_first_claimer_failed_is_free_again(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_in(store, ZeroDivisionError)
    with store.begin() as work:
        assert work.inbox.claim("e", "test", NOW) == Claimed()


def test_a_stored_event_waits_until_it_is_claimed_and_is_then_forgotten(store: Store) -> None:
    with store.begin() as work:
        for number in (2, 1):
            work.inbox.keep_raw([(f"sms-{number}", "sms", {"text": str(number)})], NOW)
        work.inbox.keep_raw([("sms-1", "sms", {"text": "again"})], NOW)
    with store.begin() as work:
        assert [(each.event_id, each.raw) for each in work.inbox.waiting(9)] == [
            ("sms-2", {"text": "2"}),
            ("sms-1", {"text": "1"}),
        ]
        assert len(work.inbox.waiting(1)) == 1
        assert work.inbox.claim("sms-2", "sms", NOW) == Claimed()
        assert work.inbox.claim("sms-2", "sms", NOW) == Seen(None)
    with store.begin() as work:
        assert [each.event_id for each in work.inbox.waiting(9)] == ["sms-1"]
        work.inbox.keep_raw([("sms-2", "sms", {"text": "2"})], NOW)
        assert [each.event_id for each in work.inbox.waiting(9)] == ["sms-1"]
        assert "'2'" not in str(work.link.connection.execute(text("SELECT raw FROM inbox")).all())


def test_timers_fall_due_in_order_and_once(store: Store) -> None:
    with store.begin() as work:
        work.timers.put("b", NOW + 2 * MINUTE, {"name": "b"})
        work.timers.put("a", NOW + MINUTE, {"name": "a"})
        work.timers.put("a", NOW + 9 * MINUTE, {"name": "another a"})
        work.timers.put("c", NOW + 3 * MINUTE, {"name": "c"})
    with store.begin() as work:
        assert work.timers.next_due() == NOW + MINUTE
        assert work.timers.due(NOW) == []
        due = work.timers.due(NOW + 2 * MINUTE)
        assert [timer.command["name"] for timer in due] == ["a", "b"]
        assert [timer.key for timer in work.timers.due(NOW + 2 * MINUTE, limit=1)] == ["a"]
        work.timers.done(due[0].id)
        work.timers.done(due[0].id)
        work.timers.put("a", NOW, {"name": "fired already"})
    with store.read() as work:
        assert [timer.key for timer in work.timers.due(NOW + 9 * MINUTE)] == ["b", "c"]
        assert work.timers.next_due() == NOW + 2 * MINUTE
