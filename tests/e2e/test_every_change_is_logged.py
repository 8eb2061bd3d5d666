"""No state changes without a log entry (design 3.11): looked at from outside, at each commit of the whole script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from handlers import system
from handlers.execute import Envelope
from playbooks.rules.checkin import Source, Stage, Status
from playbooks.rules.paging import Answer
from playbooks.rules.steps import Tick
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, PersonId, RoomId
from storage.store import CommitHooks
from tests.databases import Databases, looked_at
from tests.e2e.crash import command_on_the_stack
from tests.e2e.script import SCRIPT, TWELVE
from tests.world import START, World

#: What the organisation knows and decides. Queues, the simulated platform and small facts are not among it.
STATE = (
    "organisation", "site", "person", "zone", "warden", "seat", "seat_holder", "duty_shift", "authority_rule",
    "incident", "page", "page_call", "room", "member", "sop_run", "sop_step", "campaign", "respondent",
    "status_change", "help_request", "document", "people_list", "people_list_member", "sms_block",
)  # fmt: skip
NOT_STATE = (
    "log_chain", "log_entry", "log_body", "inbox", "outbox", "timer", "meta", "alembic_version", "console_counter",
    "console_change", "console_room", "console_member", "console_message", "console_sms", "delivery", "lease",
    "replica",
)  # fmt: skip
#: What the receipt of an effect notes: the outbox row of the same transaction is its record.
NOTED = {
    "page_call": {"delivery", "delivered_at"}, "room": {"live_ref"}, "campaign": {"first_sent_at"},
    "respondent": {"status", "since", "source"}, "status_change": set[str](),
}  # fmt: skip
#: The statuses between which a receipt leads; any other way from one status to another needs an entry.
LEFT = {"not contacted", "asked"}

Rows = dict[str, list[dict[str, object]]]


class Auditor:
    """Compares, at each commit, what was stored before it with what is stored after it."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._before: tuple[Rows, int] = ({}, 0)
        #: "command: tables" of each commit that changed state without an entry.
        self.unlogged: list[str] = []
        #: "command: tables" of each commit that changed state at all.
        self.changed: list[str] = []

    def hooks(self) -> CommitHooks:
        """Give the hooks to open the store with; the connection of its own sees what is committed, and no more."""
        return CommitHooks(self._look, self._compare)

    def _look(self) -> None:
        self._before = self._stored()

    def _compare(self) -> None:
        (old, entries), (new, entries_now) = self._before, self._stored()
        tables = [table for table in STATE if old[table] != new[table] and in_order(old[table]) != in_order(new[table])]
        if not tables:
            return
        what = f"{command_on_the_stack()}: {', '.join(tables)}"
        self.changed.append(what)
        receipt = all(table in NOTED and without(old, table) == without(new, table) for table in tables)
        if entries_now == entries and not receipt:
            self.unlogged.append(what)

    def _stored(self) -> tuple[Rows, int]:
        with self._database.connect() as connection:
            found = {table: connection.exec_driver_sql(f"SELECT * FROM {table}") for table in STATE}  # noqa: S608  # ours
            rows = {table: [dict(row) for row in those.mappings()] for table, those in found.items()}
            return rows, connection.exec_driver_sql("SELECT count(*) FROM log_entry").scalar_one()


def in_order(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give rows in an order that does not depend on when they were written."""
    return sorted(rows, key=repr)


def without(rows: Rows, table: str) -> list[dict[str, object]]:
    """Give a table's rows without what a receipt may change: of people whose text has left, that it has left."""
    kept = []
    for row in rows[table]:
        left = row.get("status") in LEFT
        if table == "status_change" and left:
            continue
        noted = NOTED[table] if left or table != "respondent" else set()
        kept.append({name: value for name, value in row.items() if name not in noted})
    return sorted(kept, key=repr)


@contextmanager
def audited(database: str) -> Iterator[tuple[World, Auditor]]:
    """Give a world of twelve people, and an auditor of each of its commits."""
    World(database, files=TWELVE).close()
    with looked_at(database) as engine:
        auditor = Auditor(engine)
        with World(database, hooks=auditor.hooks()) as world:
            yield world, auditor


def test_every_table_is_either_state_or_known_not_to_be(databases: Databases) -> None:
    with looked_at(databases.new()) as engine:
        tables = inspect(engine).get_table_names()
    assert set(tables) == {*STATE, *NOT_STATE}


def test_no_commit_of_the_whole_script_changes_state_without_an_entry(tmp_path: Path) -> None:
    # One writer at a time: else what others commit meanwhile would be put down to whoever is looked at.
    with Databases(tmp_path, "sqlite") as one_writer, audited(one_writer.new()) as (world, auditor):
        for step in SCRIPT:
            step(world)
    assert auditor.unlogged == []
    changing = {what.partition(":")[0] for what in auditor.changed}
    assert changing >= {
        "Report", "Raise", "InboundSms", "Escalate", "receive", "ExpireMember", "FalseAlarm", "CheckinStart", "absorb",
        "CheckinStage", "CheckinProxy", "EscalateHelp", "CheckinResolve", "SopDone", "StepDue", "AfterAction",
    }  # fmt: skip
    assert not changing & {"console", "claim"}, "what only sends changes nothing that is decided"


ONE, MAIN, T05, T11, T12 = IncidentId(1), RoomId(2), PersonId("T05"), PersonId("T11"), PersonId("T12")
FIRST, H1 = CampaignId(1), HelpId(1)
ASKED = system.StartCheckin(ONE, (T11, T12), "two people", "staff list", False, T05)
CRY = system.AskHelp(ONE, T11, "help", phone="+12025550111")


@pytest.mark.parametrize(
    ("first", "command"),
    [
        (system.CloseRooms(ONE), system.OpenRooms(ONE)),
        (system.StopPages(ONE, "stand_down"), system.StartPages(ONE, again=True)),
        (None, system.StopPages(ONE, "stand_down")),
        (None, system.PageDutyOfficer(ONE)),
        (None, system.LetIn(ONE, ((T12, "asked"),))),
        (None, system.Admit(ONE, T12, "liaison", None)),
        (None, system.TakeAnswer(ONE, T11, Answer.CANNOT, None, "chat")),
        (None, system.SmsFailed(ONE, T11, "the carrier says no", START)),
        (None, system.RoomOpened(MAIN, "77")),
        (None, system.RoomFailed(MAIN, "the platform says no")),
        (None, system.NotLetIn(MAIN, ((T11, "unknown there"),))),
        (None, system.CloseRooms(ONE)),
        (None, system.CallForHelp(T12, "help")),
        (None, system.TickStep(ONE, Tick.CHECK_IN)),
        (None, ASKED),
        (ASKED, system.CheckinSent(ONE, FIRST, (T11, T12))),
        (ASKED, system.CheckinNotSent(ONE, FIRST, T11, "the carrier says no")),
        (ASKED, system.CheckinAnswer(ONE, FIRST, T11, Status.SAFE, "1", Source.SMS)),
        (ASKED, system.CheckinAnswer(ONE, FIRST, T11, Status.UNCLEAR, "eh?", Source.SMS)),
        (ASKED, system.CheckinStage(ONE, FIRST, Stage.WARDENS)),
        (ASKED, system.EndCheckins(ONE)),
        (system.CallForHelp(None, "SOS", "+12025550177"), system.HelpOfReport(IncidentId(2))),
        (None, CRY),
        (CRY, system.EscalateHelp(ONE, H1, 1)),
        (CRY, system.TakeHelp(ONE, H1, T05)),
        (CRY, system.HelpNotSent(ONE, PersonId("T06"), "the carrier says no")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_follow_up_writes_its_own_entry_even_when_it_comes_alone(
    first: system.System | None, command: system.System, databases: Databases
) -> None:
    with audited(databases.new()) as (world, auditor):
        world.person("T01").types("/crisis declare fire HQX L1 smoke")
        if first is not None:
            world.app.engine.execute(Envelope("first", "test"), first)
        auditor.changed.clear()
        world.app.engine.execute(Envelope("alone", "test"), command)
        assert auditor.changed, "it changes something, or this test shows nothing"
        assert auditor.unlogged == []
