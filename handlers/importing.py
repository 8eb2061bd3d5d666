"""Imports an organisation: reads its files, compares with what is stored, applies all of it or nothing (R46).

An import is idempotent. A file with a bad row is not loaded unless told to. Nobody leaves a seat, a shift or a zone
unnamed: whoever imports sees a preview first, and the log of the organisation keeps it.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from handlers import import_policy, import_rows
from handlers.context import ORG
from handlers.import_files import Table, by_name, read_table
from handlers.import_leavers import changed_hands, posts_of, vacate
from handlers.import_numbers import ask_again, free_numbers, other_numbers
from handlers.import_report import Counts, ImportReport
from handlers.import_rows import ALTERNATES, Roll, stored
from handlers.system import Escalate, to_json
from playbooks.rules.authority import Power
from playbooks.rules.people import DutyShift, Person, PersonKind
from playbooks.rules.vocabulary import EntryKind, Language, PersonId
from storage.store import Store
from storage.uow import UnitOfWork

#: File -> (columns that must be there, columns that may), in the order in which one refers to another.
COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sites.csv": (
        ("code", "kind", "country", "time_zone", "name_en"),
        (
            "address", "assembly_point", "emergency_number", "duty_number", "numbers_checked",
            *(f"name_{tag}" for tag in Language),
        ),
    ),
    "zones.csv": (("code", "site", "name"), ("assembly_point",)),
    "people.csv": (
        ("id", "name", "kind", "language"),
        ("site", "zone", "mobile", "email", "unit", "job_title", "left_on", "away_from", "away_until"),
    ),
    "wardens.csv": (("zone", "rank", "person"), ()),
    "seats.csv": (
        ("code", "title", "team", "site", "function", "core", "succession", "holder", "alternate_1", "alternate_2"),
        ALTERNATES,
    ),
    "duty.csv": (("role", "rank", "person", "days", "from", "to", "time_zone"), ("valid_from", "valid_until")),
    "authority.csv": (("power", "roles", "rule"), ()),
    "lists.csv": (("list", "person"), ("title", "site", "source", "as_of")),
}  # fmt: skip
FILES = (*COLUMNS, import_policy.FILE)
#: A full list that marks more than this part of everybody as left is probably not full (our choice).
SUSPICIOUS = 0.2
#: Fact about the database: when people.csv last named everybody, in UTC (RFC 3339); a headcount says so.
PEOPLE_AS_OF = "people_as_of"
#: Alternates that a seat needs (R46).
_ALTERNATES = 2
#: How many ids of changed rows a log entry names.
_NAMED = 200


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass
class _Plan:
    before: Roll
    after: Roll
    tables: list[Table]
    report: ImportReport
    #: Left with this import, by the list or by a date in it.
    leavers: list[Person]
    #: Person -> what becomes of each post.
    vacated: dict[PersonId, list[str]]
    #: File -> keys of the rows that changed or are new.
    touched: dict[str, list[Hashable]]
    #: people.csv named everybody, so that the staff list is of now.
    everybody: bool


def import_organisation(
    store: Store,
    files: Mapping[str, bytes],
    *,
    now: datetime,
    chance: random.Random,
    author: str,
    skip_bad_rows: bool = False,
    full: bool = False,
    confirm: bool = False,
) -> ImportReport:
    """Import the files, by name, in one transaction; the report says what was done, or why nothing was.

    `full` says that people.csv and seats.csv are complete: whoever is absent has left, a seat that is absent goes.
    That, and anybody's leaving a seat, is only previewed until `confirm`. `now` is aware; `chance` salts the log.
    """
    with store.begin() as uow:
        plan = _plan(stored(uow), files, now.date(), skip_bad_rows, full)
        report = plan.report
        stopped = report.refused or (report.problems and not skip_bad_rows)
        if stopped or (report.needs_confirmation and not confirm):
            return report
        report.applied = True
        if plan.everybody:
            uow.meta.set(PEOPLE_AS_OF, now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        if report.changes:
            _write(uow, plan.before, plan.after)
            numbers = other_numbers(plan.before, plan.after)
            freed = free_numbers(uow, plan.before, plan.after, numbers)
            _log(uow, plan, now, chance, author, freed)
            _look_again(uow, plan, now)
            ask_again(uow, numbers, now)
    return report


def _plan(before: Roll, files: Mapping[str, bytes], today: date, skip: bool, full: bool) -> _Plan:
    named, notes = by_name(files, FILES)
    report, after = ImportReport(notes=notes, skips_bad_rows=skip), before.copy()
    tables, touched = [], dict[str, list[Hashable]]()
    for file in (one for one in FILES if one in named):
        table, keys = _read(file, named[file], before, after, today, full)
        old, new = before.part(file), after.part(file)
        touched[file] = [key for key in keys if old.get(key) != new.get(key)]
        added = sum(key not in old for key in touched[file])
        gone = sum(key not in new for key in old)
        bad = sum(row.bad for row in table.rows)
        report.counts[file] = Counts(added, len(touched[file]) - added, len(keys) - len(touched[file]), gone, bad)
        report.problems += sorted(table.problems, key=lambda problem: problem.line)
        report.notes += table.notes
        tables.append(table)
    report.refused = list(_refusals(before, after, named, tables, full))
    leavers = [one for one in after.people.values() if not one.active and _was_active(before, one.id)]
    plan = _Plan(before, after, tables, report, leavers, vacate(after), touched, _is_everybody(after))
    _preview(plan, full)
    return plan


def _read(
    file: str, content: bytes, before: Roll, after: Roll, today: date, full: bool
) -> tuple[Table, Sequence[Hashable]]:
    if file == import_policy.FILE:
        table = Table(file)
        return table, import_policy.read(content, table, after)
    table = read_table(file, content, *COLUMNS[file])
    match file:
        case "people.csv":
            return table, import_rows.people(table, before, after, today, full=full and not table.problems)
        case "seats.csv":
            return table, import_rows.seats(table, before, after, full=full and not table.problems)
        case _:
            readers = {
                "sites.csv": import_rows.sites, "zones.csv": import_rows.zones, "wardens.csv": import_rows.wardens,
                "duty.csv": import_rows.duty, "authority.csv": import_rows.authority, "lists.csv": import_rows.lists,
            }  # fmt: skip
            return table, readers[file](table, before, after)


def _refusals(before: Roll, after: Roll, named: Mapping[str, bytes], tables: list[Table], full: bool) -> list[str]:
    """Say why nothing can be imported, whatever was asked for."""
    found = []
    if not named:
        found.append(f"None of the files is one that Muster knows: {', '.join(FILES)}.")
    elif after.organisation is None:
        found.append(f"The first import needs {import_policy.FILE} without a problem in it.")
    if before.organisation and after.organisation:
        was, becomes = before.organisation.demonstration, after.organisation.demonstration
        if was != becomes:
            kinds = ("the demonstration", "a real organisation")
            here, there = kinds if was else kinds[::-1]
            found.append(
                f"This database holds {here}; {there} must not be mixed with it. Give it a database of its own: "
                "set database_url to a new file."
            )
    if full and "people.csv" not in named:
        found.append("A full list needs people.csv.")
    if full and any(table.problems for table in tables if table.file in {"people.csv", "seats.csv"}):
        found.append("A list with problems is not taken as a full one: correct them first, or import without --full.")
    return found


def _was_active(before: Roll, id_: PersonId) -> bool:
    return id_ in before.people and before.people[id_].active


def _is_everybody(after: Roll) -> bool:
    staff = [one.id for one in after.people.values() if one.active and one.kind is not PersonKind.EXTERNAL]
    return bool(after.named) and after.named.issuperset(staff)


def _preview(plan: _Plan, full: bool) -> None:
    """Say who leaves, what becomes of their posts, and what else deserves a look."""
    before, after, report = plan.before, plan.after, plan.report
    report.left = [f"{person.id} {person.name}" for person in plan.leavers]
    report.seats_affected = [sentence for told in plan.vacated.values() for sentence in told]
    removed = [seat for code, seat in before.seats.items() if code not in after.seats]
    report.seats_affected += [f"The seat {seat.code} {seat.title} is removed." for seat in removed]
    absent = [person for person in plan.leavers if person.id not in after.named]
    report.needs_confirmation = bool(plan.vacated or removed or absent)
    report.seats_affected += changed_hands(before, after, set(plan.vacated))
    staff = sum(one.active and one.kind is not PersonKind.EXTERNAL for one in before.people.values())
    if full and staff and len(absent) / staff > SUSPICIOUS:
        share = f"{len(absent)} of {staff} people ({len(absent) * 100 // staff}%)"
        report.notes.append(f"WARNING: this list would mark {share} as left. Is it complete?")
    for seat in after.seats.values():
        if len(seat.holders) <= _ALTERNATES and seat != before.seats.get(seat.code):
            report.notes.append(f"{seat.code} {seat.title} has fewer than two alternates (R46).")
    silent = [power.value for power in Power if power not in after.rules]
    if silent and "authority.csv" in report.counts:
        report.notes.append(f"Nobody may do this, for lack of a rule in authority.csv: {', '.join(silent)}.")


def _write(uow: UnitOfWork, before: Roll, after: Roll) -> None:
    """Store what differs, in the order in which one thing refers to another."""
    roster = uow.roster
    for site in _differing(before.sites, after.sites):
        roster.put_site(site)
    if people := _differing(before.people, after.people):
        roster.put_people(people)
    if (before.zones, before.wardens) != (after.zones, after.wardens):
        roster.replace_zones(after.zones.values())
        roster.replace_wardens(after.wardens.values())
    for seat in _differing(before.seats, after.seats):
        roster.put_seat(seat)
    for code in before.seats.keys() - after.seats.keys():
        roster.drop_seat(code)
    if before.duty != after.duty:
        roster.replace_duty(after.duty)
    if before.rules != after.rules:
        roster.replace_matrix(after.rules)
    if before.lists != after.lists:
        uow.lists.replace(after.lists.values())
    if after.organisation and before.organisation != after.organisation:
        roster.set_organisation(after.organisation)


def _differing(before: Mapping[_Key, _Value], after: Mapping[_Key, _Value]) -> list[_Value]:
    return [value for key, value in after.items() if before.get(key) != value]


def _log(
    uow: UnitOfWork, plan: _Plan, now: datetime, chance: random.Random, author: str, freed: Sequence[str]
) -> None:  # fmt: skip
    def append(text: str, **details: object) -> None:
        body = {"text": text, **{name: value for name, value in details.items() if value}}
        salt = chance.randbytes(16).hex()
        uow.log.append(ORG, event_at=now, now=now, kind=EntryKind.ADMIN, author=author, body=body, salt=salt)

    for file, counts in plan.report.counts.items():
        left = [one.id for one in plan.leavers] if file == "people.csv" else []
        hands = changed_hands(plan.before, plan.after, set(plan.vacated)) if file == "seats.csv" else []
        marked = f" Marked as left: {len(left)}." if left else ""
        rows = [_key(key) for key in plan.touched[file]][:_NAMED]
        append(f"Imported {file}: {counts}.{marked}", counts=vars(counts), rows=rows, left=left, hands=hands)
    for person in plan.leavers:
        held = posts_of(plan.before, person.id)
        if held:
            told = plan.vacated.get(person.id) or [f"Their place is taken in the same import: {', '.join(held)}."]
            append(f"{person.name} has left. {' '.join(told)}", person=person.id, held=held)
    if freed:
        append(f"Texts go again to numbers that have another owner: {', '.join(freed)}.")
    for code, seat in plan.before.seats.items():
        if code not in plan.after.seats:
            append(f"The seat {code} {seat.title} is removed.", held_by=list(seat.holders))


def _look_again(uow: UnitOfWork, plan: _Plan, now: datetime) -> None:
    """Let the running Muster count the teams of open incidents anew, at once, when somebody has left."""
    for incident in uow.incidents.open() if plan.leavers else []:
        key = f"left/{uow.log.head(ORG).count}/{incident.id}"
        uow.timers.put(key, now, to_json(Escalate(incident.id, ())), incident.id)


def _key(key: Hashable) -> str:
    match key:
        case DutyShift():
            return f"{key.role} {key.rank} {key.person}"
        case tuple():
            return " ".join(str(part) for part in key)
        case _:
            return str(key)
