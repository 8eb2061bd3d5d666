"""The incident log as a chain: what an entry is, how it is hashed, and a verifier that needs nothing else.

Each entry has a header and a body. The body (the words, and who is spoken of) is hashed with a salt of its own into
the header's ``digest``; the header is hashed with the entry before it into ``hash``. Purging personal data removes a
body together with its salt: the chain still verifies, and the digest can no longer be guessed back. Changing,
swapping, adding or removing an entry inside the chain breaks it. Cutting off the end, or rebuilding the whole, is
found by holding the chain against a head (count and hash) that was published before.

This file stands alone on purpose: ``python logbook.py export.jsonl [--head COUNT:HASH]`` checks an export with
nothing but Python's standard library, so that an auditor needs neither Muster nor trust in it (R38, R39).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: The hash that the first entry of a chain follows.
GENESIS = "0" * 64
#: Version of the header's shape and of the hashing; an export names it.
FORMAT = 1
#: Names of the header's fields; all of them are hashed.
HEADER = (
    "chain",
    "seq",
    "event_at",
    "recorded_at",
    "kind",
    "author",
    "on_behalf",
    "element",
    "sensitivity",
    "supersedes",
    "digest",
)


@dataclass(frozen=True)
class LogEntry:
    """One line of the log. Times are RFC 3339 in UTC, so that the hashed text is exactly what is stored."""

    #: Incident code, or ``org`` for the organisation's own log.
    chain: str
    #: 1, 2, 3 ... without a gap.
    seq: int
    #: When it happened.
    event_at: str
    #: When it was written; never before the entry that precedes it.
    recorded_at: str
    kind: str
    #: Person id, or ``muster``.
    author: str
    #: Person id, when somebody wrote for somebody else.
    on_behalf: str | None
    #: ORMS element code, or None.
    element: str | None
    sensitivity: str
    #: The number of the entry that this one corrects.
    supersedes: int | None
    #: SHA-256 of salt and body, hex.
    digest: str
    #: SHA-256 of the previous hash and the header, hex.
    hash: str
    #: ``{"text": ..., and details}``; None after a purge.
    body: Mapping[str, Any] | None
    #: Hex; None after a purge.
    salt: str | None

    @property
    def text(self) -> str:
        """Give the entry's words, or say that they were purged."""
        return "[purged]" if self.body is None else str(self.body.get("text", ""))


@dataclass(frozen=True)
class Head:
    """The end of a chain: publish it, and the chain up to here cannot be changed unnoticed."""

    chain: str
    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True)
class Broken:
    """The first entry that does not fit, and why."""

    seq: int
    why: str


def canonical(value: Any) -> bytes:
    """Write JSON in the one way that is hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def body_digest(salt: str, body: Mapping[str, Any]) -> str:
    """Hash a body with its salt (hex)."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(body)).hexdigest()


def header_hash(previous: str, header: Mapping[str, Any]) -> str:
    """Hash a header after the `previous` hash (hex)."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical({key: header[key] for key in HEADER})).hexdigest()


def next_entry(head: Head, salt: str, body: Mapping[str, Any], **header: Any) -> LogEntry:
    """Make the entry that follows `head`; `header` gives the fields that are not computed."""
    fields = {
        **header,
        "chain": head.chain,
        "seq": head.count + 1,
        "digest": body_digest(salt, body),
    }
    return LogEntry(**fields, hash=header_hash(head.hash, fields), body=body, salt=salt)


def as_record(entry: LogEntry) -> dict[str, Any]:
    """Give the entry as an export writes it."""
    header = {key: getattr(entry, key) for key in HEADER}
    return {**header, "hash": entry.hash, "body": entry.body, "salt": entry.salt}


def broken_at(records: Iterable[Mapping[str, Any]], heads: Iterable[Head] = ()) -> Broken | None:
    """Find the first record that breaks the chain, or a published head that the chain does not contain.

    `records` in order, as `as_record` gives them. None means that all is whole.
    """
    hashes = [GENESIS]
    for record in records:
        why = _wrong(record, len(hashes), hashes[-1])
        if why:
            return Broken(len(hashes), why)
        hashes.append(record["hash"])
    for head in heads:
        if head.count >= len(hashes):
            return Broken(len(hashes), f"the log was published with {head.count} entries, here are {len(hashes) - 1}")
        if hashes[head.count] != head.hash:
            return Broken(head.count, "its hash is not the one that was published")
    return None


def _wrong(record: Mapping[str, Any], seq: int, previous: str) -> str:
    missing = [key for key in (*HEADER, "hash", "body", "salt") if key not in record]
    if missing:
        return f"fields are missing: {', '.join(missing)}"
    if record["seq"] != seq:
        return f"it is numbered {record['seq']}, expected {seq}: an entry was removed, added or moved"
    if header_hash(previous, record) != record["hash"]:
        return "its header does not fit its hash: it was changed, or an entry before it was"
    if (record["body"] is None) != (record["salt"] is None):
        return "its body and salt were not purged together"
    if record["body"] is not None and body_digest(record["salt"], record["body"]) != record["digest"]:
        return "its text was changed"
    return ""


def parse_head(chain: str, text: str) -> Head:
    """Read ``COUNT:HASH`` as it was posted in the room. Raises ValueError."""
    count, _, hash_ = text.strip().partition(":")
    if not count.isdecimal() or len(hash_) != 64:
        raise ValueError(f"'{text}' is not a head; write COUNT:HASH as posted in the room (64 hex digits)")
    bytes.fromhex(hash_)
    return Head(chain, int(count), hash_.lower())


def check_export(lines: Iterable[str], posted: Iterable[str] = ()) -> tuple[bool, str]:
    """Verify a JSON Lines export and give (whole?, a sentence that says so or names the first broken entry).

    The first line describes the export, with the head it was printed with; `posted` are heads from the room.
    """
    parsed = _parsed(lines)
    try:
        first = next(parsed, None)
        if not isinstance(first, dict) or first.get("muster_log") != FORMAT:
            return False, f"BROKEN: the first line does not describe a Muster log export of format {FORMAT}."
        heads = [parse_head(first["chain"], text) for text in [first["head"], *posted]]
        records = list(parsed)
        broken = broken_at(records, heads)
    except UnicodeDecodeError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return False, f"BROKEN: {error}."
    if broken:
        return False, f"BROKEN at entry {broken.seq}: {broken.why}."
    if any(record["chain"] != first["chain"] for record in records):
        return False, "BROKEN: entries of another log are mixed in."
    if first["head"] != f"{len(records)}:{records[-1]['hash'] if records else GENESIS}":
        return False, "BROKEN: entries follow the head that the export was printed with."
    purged = sum(record["body"] is None for record in records)
    return True, f"WHOLE: log {first['chain']}, {len(records)} entries ({purged} purged), head {first['head']}."


def _parsed(lines: Iterable[str]) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"line {number} of the export is not JSON ({error.msg})") from error


def main(arguments: list[str]) -> int:
    """Verify the export named on the command line; exit code 0 = whole, 1 = broken, 2 = could not be read."""
    files = [word for word in arguments if not word.startswith("--")]
    posted = [arguments[at + 1] for at, word in enumerate(arguments[:-1]) if word == "--head"]
    files = [word for word in files if word not in posted]
    if len(files) != 1:
        sys.stderr.write("Usage: python logbook.py EXPORT.jsonl [--head COUNT:HASH ...]\n")
        return 2
    try:
        with open(files[0], encoding="utf-8") as export:
            whole, sentence = check_export(export, posted)
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{files[0]} cannot be read: {error}\n")
        return 2
    sys.stdout.write(sentence + "\n")
    return 0 if whole else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
