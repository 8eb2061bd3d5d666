"""Writes a log for people outside Muster: JSON Lines that can be verified anywhere, CSV to read (R38, R39).

And the lists of people as the file that an import reads.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from handlers.context import MUSTER, ORG
from handlers.importing import COLUMNS
from playbooks.rules.errors import NotFound
from playbooks.rules.logbook import FORMAT, LogEntry, as_record
from playbooks.rules.vocabulary import PersonId
from storage.uow import UnitOfWork

#: A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "number", "happened", "recorded", "kind", "author", "author's name", "on behalf of", "element", "sensitivity",
    "corrects", "text", "details", "hash",
)  # fmt: skip


def chain_of(uow: UnitOfWork, code: str) -> str:
    """Give the log's name for an incident code, in any capitals, or ``org``. Raises NotFound."""
    chain = ORG if code.casefold() == ORG else code.upper()
    if chain not in uow.log.chains():
        raise NotFound(f"There is no log {code[:20]} yet; a log begins with its first entry. See: muster export org")
    return chain


def export_jsonl(uow: UnitOfWork, chain: str, exported_at: datetime) -> Iterator[str]:
    """Give the export's lines, each with its line end: first what it is and its head, then one entry a line.

    Read it inside the transaction; what is logged meanwhile does not get in.
    """
    organisation = uow.roster.organisation()
    head = uow.log.head(chain)
    yield _json({
        "muster_log": FORMAT,
        "organisation": organisation.name if organisation else "",
        "demonstration": organisation.demonstration if organisation else False,
        "chain": chain,
        "exported_at": _stamp(exported_at),
        "head": str(head),
    })  # fmt: skip
    for entry in uow.log.entries(chain, limit=head.count):
        yield _json(as_record(entry))


def export_csv(uow: UnitOfWork, chain: str, exported_at: datetime) -> Iterator[str]:
    """Give the lines of a table (RFC 4180): first a row with the log's head, then the header, then the entries.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    organisation = uow.roster.organisation()
    head = uow.log.head(chain)
    name = organisation.name if organisation else ""
    yield _csv(["# Muster log", chain, name, f"exported {_stamp(exported_at)}", f"head {head}"])
    yield _csv(list(_COLUMNS))
    names = {person.id: person.name for person in uow.roster.everyone()}
    for entry in uow.log.entries(chain, limit=head.count):
        yield _csv(_cells(entry, names))


def export_lists(uow: UnitOfWork) -> Iterator[str]:
    """Give the lines of lists.csv, a row a person, as an import reads them back."""
    yield _csv(["list", "title", "site", "source", "as_of", "person"])
    for each in uow.lists.all():
        as_of = each.as_of.isoformat() if each.as_of else ""
        for person in each.people:
            yield _csv([each.code, each.title, each.site or "", each.source, as_of, person])


def export_people(uow: UnitOfWork) -> Iterator[str]:
    """Give the lines of people.csv, as an import reads them back: with the leave that was typed in chat."""
    required, further = COLUMNS["people.csv"]
    columns = (*required, *further)
    yield _csv(list(columns))
    for person in uow.roster.everyone():
        yield _csv(["" if (cell := getattr(person, column)) is None else str(cell) for column in columns])


def _cells(entry: LogEntry, names: Mapping[PersonId, str]) -> list[str]:
    details = {} if entry.body is None else {key: value for key, value in entry.body.items() if key != "text"}
    known = "Muster" if entry.author == MUSTER else names.get(PersonId(entry.author), "")
    return [
        str(entry.seq), entry.event_at, entry.recorded_at, entry.kind, entry.author, known, entry.on_behalf or "",
        entry.element or "", entry.sensitivity, "" if entry.supersedes is None else str(entry.supersedes), entry.text,
        json.dumps(details, ensure_ascii=False, sort_keys=True) if details else "", entry.hash,
    ]  # fmt: skip


def _csv(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells])
    return line.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
