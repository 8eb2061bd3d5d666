"""Backing up and restoring as the person at the terminal sees it: what was done, how old it is, what to do next."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from handlers.execute import Engine
from handlers.restoring import Found, age, counted, look, moment, restored
from playbooks.library import Library
from storage.backup import backed_up, must_be_free, prepared, put_in_place
from storage.engines import place
from storage.errors import CannotOpen
from storage.store import Store


def back_up(source: str, file: Path, now: datetime) -> list[str]:
    """Write a backup and look at it; give what to tell. Raises StorageError, OSError: then there is no file."""
    with backed_up(source, file) as address:
        with _opened(address) as store, store.read() as uow:
            found = look(uow, now)
        if found.broken:
            raise CannotOpen(
                " ".join(found.broken)
                + " Nothing was written: somebody has changed the log. Keep the database as it is."
            )
    return [
        f"Written: {file} ({file.stat().st_size / 2**20:.1f} MiB).",
        *_holds(found),
        "It is not encrypted: protect it as you protect the database, and keep it on another machine.",
    ]


def restore(
    file: Path, target: str, near: Path, now: datetime, library: Library, *, replace: bool, send_waiting: bool
) -> list[str]:
    """Make a backup the database `target`; give what to tell. `near` is a folder with room for a copy of it.

    All of it or nothing. Raises StorageError, OSError.
    """
    must_be_free(target, now, replace=replace)
    where = place(target)
    with prepared(file, where.file.parent if where.file else near) as address:
        with _opened(address) as store:
            with store.read() as uow:
                found = look(uow, now)
            if found.broken:
                raise CannotOpen(" ".join(found.broken) + " Nothing was changed; take an older backup.")
            engine = Engine(store, lambda: now, library, _chance)
            with store.begin() as uow:
                restored(engine.bare(uow, f"restore:{now.isoformat()}"), found, hold=not send_waiting)
        kept = put_in_place(address, target, now)
    return [
        f"Restored into {where.name}.",
        f"It shows the state of {moment(found.as_of)}, {age(now - found.as_of)} ago. What came after that is missing.",
        *_holds(found),
        *_what_waits(found, held=not send_waiting),
        *([f"What was there before is kept: {kept}."] if kept else []),
        "Compare the heads above with those posted in the rooms, then start Muster.",
    ]


def _holds(found: Found) -> Iterator[str]:
    entries = sum(int(head.partition(":")[0]) for head in found.heads.values())
    many = counted(len(found.heads), "log", "logs")
    yield f"{found.organisation}: {many}, {counted(entries, 'entry', 'entries')}, every chain whole."
    for chain in ("org", *found.open):
        if chain in found.heads:
            yield f"  {chain}: head {found.heads[chain]}"
    if found.open:
        yield f"Open incidents: {', '.join(found.open)}."


def _what_waits(found: Found, *, held: bool) -> Iterator[str]:
    many = counted(found.texts, "text or call", "texts and calls")
    if found.texts and held:
        yield (
            f"{many} waited in the backup. They may have left since, so they are held and not sent; "
            "the duty officer is shown them (--send-waiting would have sent them):"
        )
    elif found.texts:
        yield (
            f"{many} waited in the backup and leave when Muster starts, unless they are too old by then. "
            "What left before arrives twice:"
        )
    yield from (f"  {line}" for line in found.waiting)
    if found.due:
        yield (
            f"{counted(found.due, 'escalation, reminder or the like', 'escalations, reminders and the like')} came due "
            "since. They are carried out when Muster starts, and may page people a second time."
        )


def _chance(_: str) -> random.Random:
    return random.SystemRandom()


@contextmanager
def _opened(address: str) -> Iterator[Store]:
    store = Store.open(address)
    try:
        yield store
    finally:
        store.close()
