"""What the tests of the import share: the demonstration's files, changed by a word, and what became of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from bot.config import demonstration
from bot.folder import read_folder
from handlers.import_report import ImportReport
from handlers.importing import import_organisation
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import PersonId
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEMO = read_folder(demonstration())
HEADER = "id,name,kind,language,site,mobile"


def load(store: Store, files: dict[str, bytes], **how: bool) -> ImportReport:
    return import_organisation(store, files, now=NOW, chance=random.Random("import"), author="cli", **how)


def load_people(store: Store, *rows: str, header: str = HEADER, **how: bool) -> ImportReport:
    return load(store, {"people.csv": "\n".join([header, *rows]).encode()}, **how)


def without(file: str, *keys: str) -> bytes:
    """Give a file of the demonstration without the rows that begin with `keys`."""
    return b"".join(line for line in DEMO[file].splitlines(keepends=True) if line.split(b",")[0].decode() not in keys)


def with_line(file: str, old: str, new: str) -> bytes:
    text = DEMO[file].decode()
    assert old in text
    return text.replace(old, new).encode()


def log(store: Store) -> list[str]:
    with store.read() as uow:
        return [entry.text for entry in uow.log.entries("org")]


def person(store: Store, id_: str) -> Person:
    with store.read() as uow:
        return uow.roster.person(PersonId(id_))


def holders(store: Store, code: str) -> tuple[PersonId, ...]:
    with store.read() as uow:
        return next(seat.holders for seat in uow.roster.seats() if seat.code == code)


def problems(report: ImportReport) -> str:
    return "\n".join(str(problem) for problem in report.problems)
