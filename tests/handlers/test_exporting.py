"""Exports: whole when nobody touched them, broken by any change, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from handlers.exporting import chain_of, export_csv, export_jsonl
from playbooks.rules.errors import NotFound
from playbooks.rules.logbook import check_export
from playbooks.rules.vocabulary import EntryKind
from storage.store import Store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(demo: Store) -> Store:
    with demo.begin() as uow:
        for number, text in enumerate(
            ["=SUM(A1:A9)", "+41 calls", "-1", "@all", 'He said "go",\nthen left', "Наводнение"]
        ):
            uow.log.append(
                "K7Q", event_at=NOW, now=NOW, kind=EntryKind.FACT, author="P005" if number else "muster",
                body={"text": text, "source": "=1+1"}, salt=f"{number:032x}",
            )  # fmt: skip
    return demo


def jsonl(store: Store, chain: str = "K7Q") -> list[str]:
    with store.read() as uow:
        return list(export_jsonl(uow, chain, NOW))


def table(store: Store) -> list[list[str]]:
    with store.read() as uow:
        return list(csv.reader(io.StringIO("".join(export_csv(uow, "K7Q", NOW)), newline=""), strict=True))


def test_an_untouched_export_is_whole_and_says_what_it_is(store: Store) -> None:
    lines = jsonl(store)
    first = json.loads(lines[0])
    assert (first["muster_log"], first["chain"], first["demonstration"]) == (1, "K7Q", True)
    assert first["exported_at"] == "2026-11-23T10:00:00Z"
    assert first["head"].startswith("6:")
    whole, said = check_export(lines, [first["head"]])
    assert whole, said
    assert check_export(jsonl(store, "org"))[0]


def test_any_change_of_the_export_is_found(store: Store) -> None:
    lines = jsonl(store)
    changed = [line.replace("Наводнение", "Пожар") for line in lines]
    assert check_export(changed) == (False, "BROKEN at entry 6: its text was changed.")
    assert not check_export(lines[:-1])[0]
    assert not check_export([*lines[:2], *lines[3:]])[0]


def test_a_purged_text_stays_out_of_the_export_which_is_whole(store: Store) -> None:
    with store.begin() as uow:
        uow.log.purge("K7Q", 6)
    lines = jsonl(store)
    assert "Наводнение" not in "".join(lines)
    assert check_export(lines)[0]
    assert table(store)[-1][10] == "[purged]"


def test_the_table_has_the_head_on_top_and_names_authors(store: Store) -> None:
    rows = table(store)
    assert rows[0][:2] == ["# Muster log", "K7Q"]
    assert rows[0][4] == f"head {json.loads(jsonl(store)[0])['head']}"
    assert rows[1][:6] == ["number", "happened", "recorded", "kind", "author", "author's name"]
    assert rows[2][5] == "Muster"
    assert rows[3][4:6] == ["P005", "Samuel Wanjohi"]
    assert rows[6][10] == 'He said "go",\nthen left'
    assert len(rows) == 8


def test_no_cell_of_the_table_is_a_formula(store: Store) -> None:
    rows = table(store)
    assert [row[10] for row in rows[2:6]] == ["'=SUM(A1:A9)", "'+41 calls", "'-1", "'@all"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_log_is_named_by_its_code_in_any_capitals(store: Store) -> None:
    with store.read() as uow:
        assert chain_of(uow, "k7q") == "K7Q"
        assert chain_of(uow, "ORG") == "org"
        with pytest.raises(NotFound, match="There is no log Z9Z"):
            chain_of(uow, "Z9Z")
