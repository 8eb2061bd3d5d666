"""Reads the files of an organisation as people save them: any encoding and separator that a spreadsheet writes.

Nothing is guessed about the content: what cannot be read is named with its file, line, reason and remedy.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from playbooks.yamlfile import Problem

#: Longest cell, in characters, where a column sets no limit of its own (our choice).
LONGEST = 200
_WORD = TypeVar("_WORD", bound=StrEnum)
#: Joiners that Persian, the languages of India and composed emoji need in names.
_JOINERS = "\u200c\u200d"
#: What people put between the digits of a number, and the trunk zero that falls away behind a country code.
_BETWEEN = re.compile(r"\(0\)|[\s()./\u2010-\u2015-]")
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_SHORT_NUMBER = re.compile(r"[0-9]{2,6}")
_EXCEL_NUMBER = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Bad(Exception):
    """A cell cannot be used; the row is reported."""

    def __init__(self, wrong: str, instead: str) -> None:
        super().__init__(wrong)
        self.wrong, self.instead = wrong, instead


@dataclass
class Row:
    """One row of a file."""

    file: str
    #: The line on which it starts, 1 for the first of the file.
    line: int
    cells: dict[str, str]
    problems: list[Problem]
    bad: bool = False

    def wrong(self, wrong: str, instead: str) -> None:
        """Report something wrong; the row counts as bad from now on."""
        self.bad = True
        self.problems.append(Problem(self.file, self.line, wrong, instead))

    def has(self, column: str) -> bool:
        """Tell whether the file has this column at all; one that it lacks changes nothing that is stored."""
        return column in self.cells

    def text(self, column: str, limit: int = LONGEST, *, required: bool = False) -> str:
        """Give a cell; "" when empty. Raises Bad when it is too long, or empty although `required`."""
        value = self.cells.get(column, "")
        if required and not value:
            raise Bad(f"'{column}' is empty", f"Write the {column}")
        if len(value) > limit:
            raise Bad(f"'{column}' has {len(value)} characters, {limit} are allowed", "Shorten it")
        return value

    def optional(self, column: str, stored: str | None, limit: int = LONGEST) -> str | None:
        """Give a cell, None when empty; without such a column what is stored. Raises Bad."""
        return self.text(column, limit) or None if self.has(column) else stored

    def code(self, column: str, pattern: str, example: str) -> str:
        """Give a code in capitals. Raises Bad."""
        value = self.text(column, 40, required=True).upper()
        if not re.fullmatch(pattern, value):
            raise Bad(f"'{shown(value)}' cannot stand in '{column}'", f"Write one like {example}")
        return value

    def word(self, column: str, kinds: type[_WORD]) -> _WORD:
        """Give one of a list of words, without regard to capitals. Raises Bad."""
        value = self.text(column, required=True)
        for kind in kinds:
            if kind.value.casefold() == value.casefold():
                return kind
        raise Bad(f"'{shown(value)}' is no {column}", f"Write one of: {', '.join(kind.value for kind in kinds)}")

    def number(self, column: str) -> str | None:
        """Give a telephone number in E.164, None when empty. Raises Bad."""
        value = self.text(column, 60)
        return telephone(value) if value else None

    def short_number(self, column: str) -> str:
        """Give an emergency number, which may be as short as 117; "" when empty. Raises Bad."""
        value = self.text(column, 60)
        return value if not value or _SHORT_NUMBER.fullmatch(value) else telephone(value)

    def day(self, column: str) -> date | None:
        """Give a date, None when empty. Raises Bad."""
        value = self.text(column)
        if not value:
            return None
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            raise Bad(f"'{shown(value)}' in '{column}' is not a date", "Write year-month-day: 2026-05-31") from None

    def clock(self, column: str) -> time:
        """Give a time of day. Raises Bad."""
        value = self.text(column, required=True)
        found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(?::00)?", value)
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise Bad(f"'{shown(value)}' in '{column}' is not a time of day", "Write hours and minutes: 07:00")
        return time(int(found[1]), int(found[2]))

    def time_zone(self, column: str) -> str:
        """Give a time zone by its IANA name. Raises Bad."""
        value = self.text(column, required=True)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            near = get_close_matches(value, available_timezones(), n=1)
            wrong = f"'{shown(value)}' is not a time zone"
            raise Bad(wrong, f"Write {near[0] if near else 'a name such as Europe/Zurich'}") from None
        return value

    def whole(self, column: str, least: int = 1) -> int:
        """Give a whole number. Raises Bad."""
        value = self.text(column, required=True)
        if not re.fullmatch(r"[0-9]{1,4}", value) or int(value) < least:
            raise Bad(f"'{shown(value)}' in '{column}' is not a whole number from {least}", f"Write {least}, or more")
        return int(value)

    def truth(self, column: str) -> bool:
        """Give yes or no; empty is no. Raises Bad."""
        value = self.text(column)
        if value.casefold() not in _TRUTH:
            raise Bad(f"'{shown(value)}' in '{column}' is neither yes nor no", "Write yes or no")
        return _TRUTH[value.casefold()]

    def days(self, column: str) -> frozenset[int]:
        """Give ISO weekdays from ``Mon-Fri`` or ``Sat,Sun``; a range may run over Sunday. Raises Bad."""
        value, found = self.text(column, required=True), set[int]()
        for part in re.split(r"[,;\s]+", value.casefold()):
            ends = [name[:3] for name in part.split("-")]
            if len(ends) > 2 or not all(name in _DAYS for name in ends):
                raise Bad(f"'{shown(value)}' in '{column}' are no days", "Write days like Mon-Fri or Sat,Sun")
            first, last = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
            found |= {(first + step) % 7 + 1 for step in range((last - first) % 7 + 1)}
        return frozenset(found)


@dataclass
class Table:
    """A file as rows, and what is wrong with it."""

    file: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, line: int, wrong: str, instead: str) -> None:
        """Report something wrong with the file."""
        self.problems.append(Problem(self.file, line, wrong, instead))


def telephone(value: str) -> str:
    """Normalise a number: separators go, 00 becomes +, digits of any script become 0-9. Raises Bad.

    An apostrophe in front marks a cell as text, so that no spreadsheet calculates with it: our exports have it.
    """
    value = value.removeprefix("'")
    if _EXCEL_NUMBER.fullmatch(value):
        wrong = f"'{shown(value)}' is what a spreadsheet made of a number"
        raise Bad(wrong, "Format the column as text, write the number again with +")
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", value))
    plain = _BETWEEN.sub("", plain)
    plain = "+" + plain[2:] if plain.startswith("00") else plain
    if not _E164.fullmatch(plain):
        raise Bad(f"'{shown(value)}' is not an international number", "Write it with + and the country: +41791234567")
    return plain


def shown(value: str) -> str:
    """Give at most 40 characters of what was typed, fit to print."""
    printable = "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in value)
    return printable if len(printable) <= 40 else printable[:37] + "..."


def decoded(content: bytes) -> str:
    """Give a file's text: UTF-8, with or without its mark, or UTF-16 with it. Raises Bad."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Bad(f"the file is not UTF-8 text (first seen in line {line})", "Save it as 'CSV UTF-8'") from error
    if "\0" in text:
        raise Bad("the file is not text", "Save it as 'CSV UTF-8', not as a workbook")
    if not text.strip():
        raise Bad("the file is empty", "Write a header and rows, or leave the file out")
    return text


def read_table(file: str, content: bytes, required: Collection[str], known: Collection[str]) -> Table:
    """Read a CSV file. Columns beyond `known` are noted and left aside; `required` ones must be there."""
    table = Table(file)
    try:
        text = decoded(content)
    except Bad as bad:
        table.wrong(1, bad.wrong, bad.instead)
        return table
    records = _records(table, text, {*required, *known})
    if not records:
        return table
    header = [name.casefold().replace(" ", "_") for name in _cleaned(records[0][1])]
    if not _fits(table, records[0][0], header, required, {*required, *known}):
        return table
    for line, cells in records[1:]:
        if any(cell.strip() for cell in cells):
            table.rows.append(_row(table, line, header, cells, {*required, *known}))
    if not table.rows and not table.problems:
        table.wrong(1, "the file has a header and no rows", "Write rows under it, or leave the file out")
    return table


def _records(table: Table, text: str, known: Collection[str]) -> list[tuple[int, list[str]]]:
    first = next(line for line in text.splitlines() if line.strip())
    words = {mark: sum(word.strip('" ').casefold() in known for word in first.split(mark)) for mark in ",;\t"}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(words, key=lambda mark: words[mark]), strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if records or any(cell.strip() for cell in cells):
                records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            table.wrong(begins, "a cell of this row is far too long", "Shorten it, or close the quotes before it")
        else:
            table.wrong(begins, "the quotes in this row do not close", 'Close them; write " inside a cell twice')
    return records


def _fits(table: Table, line: int, header: list[str], required: Collection[str], known: Collection[str]) -> bool:
    missing = sorted(set(required) - set(header))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if missing:
        wrong = f"missing columns: {', '.join(missing)}"
        table.wrong(line, wrong, f"The first line must name the columns: {', '.join(required)}")
    if twice:
        table.wrong(line, f"columns stand there twice: {', '.join(twice)}", "Keep one of each")
    for name in header:
        if name and name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"; if '{near[0]}' was meant, rename it" if near else ""
            table.notes.append(f"{table.file}: the column '{shown(name)}' is unknown and was left aside{meant}.")
    return not missing and not twice


def _row(table: Table, line: int, header: list[str], cells: list[str], known: Collection[str]) -> Row:
    values = dict(zip(header, _cleaned([*cells, *[""] * (len(header) - len(cells))]), strict=False))
    row = Row(table.file, line, {name: value for name, value in values.items() if name in known}, table.problems)
    if any(cell.strip() for cell in cells[len(header) :]):
        wrong = f"the row has {len(cells)} cells, the header {len(header)}"
        row.wrong(wrong, "Put a cell that holds the separator in double quotes")
    for name, value in row.cells.items():
        unseen = sorted({sign for sign in value if _is_unseen(sign)})
        if unseen:
            names = ", ".join(f"U+{ord(sign):04X}" for sign in unseen)
            row.wrong(f"'{name}' holds invisible characters ({names})", "Type the cell again by hand")
    return row


def _cleaned(cells: list[str]) -> list[str]:
    # Spaces of any kind become one; control characters, line ends too, stay to be reported.
    return [
        re.sub(r"[^\S\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+", " ", unicodedata.normalize("NFC", c)).strip(" \t")
        for c in cells
    ]


def _is_unseen(sign: str) -> bool:
    return sign not in _JOINERS and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def by_name(files: Mapping[str, bytes], known: Collection[str]) -> tuple[dict[str, bytes], list[str]]:
    """Sort out the files that Muster knows, without regard to capitals, and say which it does not."""
    named = {name.casefold(): content for name, content in files.items() if name.casefold() in known}
    notes = []
    for name in sorted(files):
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, n=1, cutoff=0.7)
            meant = f"; if {near[0]} was meant, rename it" if near else f" (there are: {', '.join(known)})"
            notes.append(f"{shown(name)} is not a file that Muster knows and was left aside{meant}.")
    return named, notes
