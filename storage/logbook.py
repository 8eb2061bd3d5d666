"""The log of each incident and of the organisation: append, read, purge; never change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, select

from playbooks.rules.errors import NotFound
from playbooks.rules.logbook import GENESIS, HEADER, Head, LogEntry, canonical, next_entry
from playbooks.rules.vocabulary import Element, EntryKind, Sensitivity
from storage.columns import stamp
from storage.link import Either, Link, fields
from storage.tables import log_body, log_chain, log_entry

_CHAIN = select(log_chain).where(log_chain.c.chain == bindparam("chain"))
_CHAINS = select(log_chain.c.chain).order_by(log_chain.c.chain)
_BEGIN = Either(lambda insert: insert(log_chain).on_conflict_do_nothing())
_ADVANCE = (
    log_chain.update()
    .where(log_chain.c.chain == bindparam("which"))
    .values(entries=bindparam("to_entries"), hash=bindparam("to_hash"), recorded_at=bindparam("to_recorded_at"))
)
_ENTRIES = (
    select(log_entry, log_body.c.body, log_body.c.salt)
    .join(log_body, (log_body.c.chain == log_entry.c.chain) & (log_body.c.seq == log_entry.c.seq))
    .where(log_entry.c.chain == bindparam("chain"))
)
_ENTRY = _ENTRIES.where(log_entry.c.seq == bindparam("seq"))
_AFTER = _ENTRIES.where(log_entry.c.seq > bindparam("after")).order_by(log_entry.c.seq)
_LAST = _ENTRIES.order_by(log_entry.c.seq.desc()).limit(bindparam("limit"))
_LAST_OF_KINDS = _LAST.where(log_entry.c.kind.in_(bindparam("kinds", expanding=True)))
_later = log_entry.alias()
_LAST_BY = (
    _ENTRIES.where(log_entry.c.author == bindparam("author"))
    .where(log_entry.c.kind.in_(bindparam("kinds", expanding=True)))
    .where(~exists().where(_later.c.chain == log_entry.c.chain, _later.c.supersedes == log_entry.c.seq))
    .order_by(log_entry.c.seq.desc())
    .limit(1)
)
_SUPERSEDED = select(log_entry.c.supersedes).where(
    log_entry.c.chain == bindparam("chain"), log_entry.c.supersedes.is_not(None)
)
_PURGE = (
    log_body.update()
    .where(log_body.c.chain == bindparam("which"), log_body.c.seq == bindparam("number"))
    .values(body=None, salt=None)
)
#: How many entries are fetched at a time when a whole log is read.
_BATCH = 500


@dataclass
class _Tail:
    """The end of a chain that this transaction has locked."""

    head: Head
    recorded_at: str


class Logbook:
    """Append entries and read them. New ones are written together, before any is read or committed."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._tails: dict[str, _Tail] = {}
        self._unwritten: list[LogEntry] = []

    def append(
        self,
        chain: str,
        *,
        event_at: datetime,
        now: datetime,
        kind: EntryKind,
        author: str,
        body: Mapping[str, Any],
        salt: str,
        on_behalf: str | None = None,
        element: Element | None = None,
        sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL,
        supersedes: int | None = None,
    ) -> LogEntry:
        """Add an entry at the end of a chain, which stays locked until the transaction ends.

        Its time of recording never goes back, even if the clock does. Raises ValueError for a naive time.
        """
        self._link.must_write()
        tail = self._tail(chain)
        header = {
            "event_at": stamp(event_at),
            "recorded_at": max(stamp(now), tail.recorded_at),
            "kind": kind.value,
            "author": author,
            "on_behalf": on_behalf,
            "element": None if element is None else element.value,
            "sensitivity": sensitivity.value,
            "supersedes": supersedes,
        }
        # Through JSON once, so that the entry given back is the very one that will be read.
        entry = next_entry(tail.head, salt, json.loads(canonical(body)), **header)
        self._unwritten.append(entry)
        self._tails[chain] = _Tail(Head(chain, entry.seq, entry.hash), entry.recorded_at)
        return entry

    def head(self, chain: str) -> Head:
        """Give the end of a chain; count 0 and GENESIS when it has no entry."""
        if chain in self._tails:
            return self._tails[chain].head
        row = self._link.one(_CHAIN, chain=chain)
        return Head(chain, 0, GENESIS) if row is None else Head(chain, row.entries, row.hash)

    def entry(self, chain: str, seq: int) -> LogEntry:
        """Give one entry. Raises NotFound."""
        found = self._read(_ENTRY, chain=chain, seq=seq)
        if not found:
            raise NotFound(f"The log {chain} has no entry {seq}.", instead=f"log {chain}")
        return found[0]

    def entries(self, chain: str, after: int = 0, limit: int | None = None) -> Iterator[LogEntry]:
        """Stream a log in order, from the entry behind number `after`; read it inside the transaction."""
        self.flush()
        statement = _AFTER if limit is None else _AFTER.limit(limit)
        rows = self._link.ask(statement.execution_options(yield_per=_BATCH), chain=chain, after=after)
        return map(_entry, rows)

    def last(self, chain: str, n: int) -> list[LogEntry]:
        """Give the last `n` entries, oldest first."""
        return self._read(_LAST, chain=chain, limit=n)[::-1]

    def last_of_kinds(self, chain: str, kinds: Iterable[EntryKind], n: int) -> list[LogEntry]:
        """Give the last `n` entries of these kinds, oldest first, however much else was written since."""
        return self._read(_LAST_OF_KINDS, chain=chain, kinds=sorted(kinds), limit=n)[::-1]

    def last_by(self, chain: str, author: str, kinds: Iterable[EntryKind]) -> LogEntry | None:
        """Give the author's newest entry of these kinds that no later entry corrects."""
        wanted = [kind.value for kind in kinds]
        return next(iter(self._read(_LAST_BY, chain=chain, author=author, kinds=wanted)), None)

    def superseded(self, chain: str) -> set[int]:
        """Number the entries that a later one corrects."""
        self.flush()
        return set(self._link.ask(_SUPERSEDED, chain=chain).scalars())

    def chains(self) -> list[str]:
        """Name all logs."""
        return list(self._link.ask(_CHAINS).scalars())

    def purge(self, chain: str, seq: int) -> None:
        """Remove an entry's words together with their salt; again changes nothing. Raises NotFound."""
        self.entry(chain, seq)
        self._link.change(_PURGE, {"which": chain, "number": seq})

    def flush(self) -> None:
        """Write what was appended; the unit of work does it before the commit."""
        if not self._unwritten:
            return
        new, self._unwritten = self._unwritten, []
        self._link.change_many(log_entry.insert(), [_header(entry) for entry in new])
        words = [{"chain": each.chain, "seq": each.seq, "body": each.body, "salt": each.salt} for each in new]
        self._link.change_many(log_body.insert(), words)
        ends = {entry.chain: entry for entry in new}
        self._link.change_many(_ADVANCE, [_end(entry) for entry in ends.values()])

    def _read(self, statement: Select[Any], **values: Any) -> list[LogEntry]:
        self.flush()
        return [_entry(row) for row in self._link.ask(statement, **values)]

    def _tail(self, chain: str) -> _Tail:
        if chain not in self._tails:
            row = self._link.locked(_CHAIN, chain=chain) or self._begun(chain)
            self._tails[chain] = _Tail(Head(chain, row.entries, row.hash), row.recorded_at)
        return self._tails[chain]

    def _begun(self, chain: str) -> Row[Any]:
        # Whoever else begins this chain now is waited for here; then its row is there to be locked.
        self._link.change(_BEGIN, {"chain": chain, "entries": 0, "hash": GENESIS, "recorded_at": ""})
        return self._link.ask(_CHAIN.with_for_update(), chain=chain).one()


def _header(entry: LogEntry) -> dict[str, Any]:
    return {**{name: getattr(entry, name) for name in HEADER}, "hash": entry.hash}


def _end(entry: LogEntry) -> dict[str, Any]:
    return {
        "which": entry.chain,
        "to_entries": entry.seq,
        "to_hash": entry.hash,
        "to_recorded_at": entry.recorded_at,
    }


def _entry(row: Row[Any]) -> LogEntry:
    return LogEntry(**fields(row))
