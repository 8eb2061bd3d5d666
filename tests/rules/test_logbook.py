"""Nobody can change, move, add or remove an entry unnoticed; and the verifier needs nothing but Python."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.rules import logbook
from playbooks.rules.logbook import GENESIS, HEADER, Broken, Head, as_record, broken_at, check_export, next_entry

Record = dict[str, Any]
TIME = "2026-03-14T09:26:53.589793Z"
VERIFIER = Path(logbook.__file__)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
details = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
bodies = st.fixed_dictionaries({"text": words}, optional={"details": details})


def chain_of(texts: list[Record], chain: str = "K7Q") -> list[Record]:
    head, records = Head(chain, 0, GENESIS), []
    for number, body in enumerate(texts, 1):
        entry = next_entry(
            head,
            f"{number:032x}",
            body,
            event_at=TIME,
            recorded_at=TIME,
            kind="note",
            author="P001",
            on_behalf=None,
            element=None,
            sensitivity="confidential",
            supersedes=None,
        )
        head = Head(chain, entry.seq, entry.hash)
        records.append(as_record(entry))
    return records


def head_of(records: list[Record]) -> Head:
    return Head("K7Q", len(records), records[-1]["hash"] if records else GENESIS)


def export_of(records: list[Record], head: Head | None = None) -> list[str]:
    first = {"muster_log": 1, "chain": "K7Q", "head": str(head or head_of(records))}
    return [json.dumps(line, ensure_ascii=False) for line in (first, *records)]


def numbered(count: int) -> list[Record]:
    return chain_of([{"text": f"entry {number}"} for number in range(1, count + 1)])


chains = st.lists(bodies, min_size=1, max_size=8).map(chain_of)


@given(chains)
def test_an_untouched_chain_is_whole(records: list[Record]) -> None:
    assert broken_at(records, [head_of(records), Head("K7Q", 0, GENESIS)]) is None
    assert check_export(export_of(records))[0]


@given(chains, st.data())
def test_any_change_of_any_field_is_found_at_its_entry(records: list[Record], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(records) - 1))
    field = data.draw(st.sampled_from([*HEADER, "hash", "body", "salt"]))
    changed = copy.deepcopy(records)
    other = {"seq": st.integers(), "supersedes": st.integers(), "body": bodies}.get(
        field, st.text("abcdef0", min_size=1)
    )
    changed[at][field] = data.draw(other.filter(lambda value: value != records[at][field]))
    try:
        broken = broken_at(changed)
    except ValueError:  # a salt or hash that is no longer hexadecimal; `check_export` says so in words
        assert field in {"salt", "hash"}
    else:
        assert broken is not None
        assert broken.seq == at + 1
    whole, sentence = check_export(export_of(changed, head_of(records)))
    assert not whole
    assert sentence.startswith("BROKEN")


@given(chains.filter(lambda records: len(records) > 1), st.data())
def test_any_two_entries_swapped_are_found_at_the_first(records: list[Record], data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.lists(st.integers(0, len(records) - 1), min_size=2, max_size=2, unique=True)))
    records[first], records[second] = records[second], records[first]
    broken = broken_at(records)
    assert broken is not None
    assert broken.seq == first + 1


@given(chains.filter(lambda records: len(records) > 1), st.data(), st.booleans())
def test_any_inner_deletion_is_found_even_when_renumbered(
    records: list[Record], data: st.DataObject, renumbered: bool
) -> None:
    at = data.draw(st.integers(0, len(records) - 2))
    del records[at]
    if renumbered:
        for number, record in enumerate(records, 1):
            record["seq"] = number
    broken = broken_at(records)
    assert broken is not None
    assert broken.seq == at + 1


@given(chains, st.data(), bodies)
def test_any_insertion_is_found(records: list[Record], data: st.DataObject, body: Record) -> None:
    at = data.draw(st.integers(0, len(records) - 1))
    (forged,) = chain_of([body])
    forged["seq"] = at + 1
    head = head_of(records)
    inserted = [*records[:at], forged, *records[at:]]
    for renumbered in (False, True):
        if renumbered:
            for number, record in enumerate(inserted, 1):
                record["seq"] = number
        broken = broken_at(inserted, [head])
        assert broken is not None
        assert broken.seq in {at + 1, at + 2}


@given(chains, st.data())
def test_a_cut_end_is_whole_by_itself_and_found_by_a_published_head(records: list[Record], data: st.DataObject) -> None:
    cut = records[: data.draw(st.integers(0, len(records) - 1))]
    assert broken_at(cut) is None
    assert broken_at(cut, [head_of(records)]) == Broken(
        len(cut) + 1, f"the log was published with {len(records)} entries, here are {len(cut)}"
    )


@given(chains)
def test_a_log_built_anew_is_found_by_a_published_head(records: list[Record]) -> None:
    anew = chain_of([{"text": "it never happened"} for _ in records])
    assert broken_at(anew) is None
    broken = broken_at(anew, [head_of(records)])
    if anew == records:
        assert broken is None
    else:
        assert broken == Broken(len(records), "its hash is not the one that was published")


@given(chains, st.data())
def test_a_purged_chain_verifies_and_half_a_purge_does_not(records: list[Record], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(records) - 1))
    head = head_of(records)
    records[at]["body"] = records[at]["salt"] = None
    assert broken_at(records, [head]) is None
    half = copy.deepcopy(records)
    half[at]["salt"] = "00"
    assert broken_at(half) == Broken(at + 1, "its body and salt were not purged together")


def test_one_word_under_two_salts_has_two_digests() -> None:
    first, second = chain_of([{"text": "same"}, {"text": "same"}])
    assert first["digest"] != second["digest"]


@pytest.mark.parametrize("text", ["", "5", "5:", "x:" + "0" * 64, "5:" + "g" * 64, "-1:" + "0" * 64, "5:" + "0" * 63])
def test_a_head_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        logbook.parse_head("K7Q", text)
    assert logbook.parse_head("K7Q", f" 5:{'AB' * 32}\n") == Head("K7Q", 5, "ab" * 32)


def broken_exports() -> dict[str, tuple[list[str], str]]:
    """Give exports that are not whole: name -> (lines, what the sentence says)."""
    whole = numbered(5)
    changed = copy.deepcopy(whole)
    changed[2]["body"]["text"] = "entry three"
    mixed = numbered(2) + chain_of([{"text": "other"}] * 3, "B2B")[2:]
    return {
        "changed": (export_of(changed), "BROKEN at entry 3: its text was changed."),
        "cut": (export_of(whole[:3], head_of(whole)), "BROKEN at entry 4: the log was published with 5 entries"),
        "longer than its head": (export_of(whole, head_of(whole[:3])), "BROKEN: entries follow the head"),
        "entries of another log": (export_of(mixed), "BROKEN at entry 3"),
        "another log altogether": (
            export_of(chain_of([{"text": "other"}], "B2B")),
            "BROKEN: entries of another log are mixed in.",
        ),
        "no first line": (export_of(whole)[1:], "BROKEN: the first line does not describe"),
        "nothing": ([], "BROKEN: the first line does not describe"),
        "another format": (['{"muster_log": 2, "chain": "K7Q", "head": "0:"}'], "BROKEN: the first line"),
        "not JSON": ([*export_of(whole)[:2], "{"], "BROKEN: line 3 of the export is not JSON"),
        "not an entry": ([*export_of(whole)[:2], "[]"], "BROKEN"),
        "a number": ([*export_of(whole)[:2], "7"], "BROKEN"),
        "a field missing": ([*export_of(whole)[:2], '{"seq": 2}'], "BROKEN at entry 2: fields are missing: chain"),
        "a salt that is none": (export_of([{**whole[0], "salt": "zz"}]), "BROKEN"),
        "no head": (['{"muster_log": 1, "chain": "K7Q"}'], "BROKEN"),
    }


@pytest.mark.parametrize("name", broken_exports())
def test_an_export_that_is_not_whole_is_called_broken_in_words(name: str) -> None:
    lines, said = broken_exports()[name]
    whole, sentence = check_export(lines)
    assert not whole
    assert said in sentence
    assert "Traceback" not in sentence


def verify(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier with nothing but Python: no environment, no site packages."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_verifier_runs_on_the_export_alone(tmp_path: Path) -> None:
    records = numbered(5)
    records[1]["body"] = records[1]["salt"] = None
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(export_of(records)) + "\n", encoding="utf-8")
    result = verify(export)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"WHOLE: log K7Q, 5 entries (1 purged), head {head_of(records)}.\n"


def test_the_verifier_names_the_first_broken_entry(tmp_path: Path) -> None:
    records = numbered(5)
    records[3]["author"] = records[4]["author"] = "P002"
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(export_of(records)), encoding="utf-8")
    result = verify(export)
    assert result.returncode == 1
    assert result.stdout.startswith("BROKEN at entry 4: its header does not fit its hash")


def test_the_verifier_holds_an_export_against_heads_from_the_room(tmp_path: Path) -> None:
    records = numbered(5)
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(export_of(records[:3])), encoding="utf-8")
    assert verify(export, "--head", str(head_of(records[:2]))).returncode == 0
    cut = verify(export, "--head", str(head_of(records[:2])), "--head", str(head_of(records)))
    assert cut.returncode == 1
    assert "published with 5 entries, here are 3" in cut.stdout
    forged = verify(export, "--head", "2:" + "0" * 64)
    assert "BROKEN at entry 2: its hash is not the one that was published" in forged.stdout


def test_the_verifier_says_what_it_cannot_read_and_how_it_is_used(tmp_path: Path) -> None:
    for file in (tmp_path / "none.jsonl", tmp_path):
        result = verify(file)
        assert result.returncode == 2
        assert "cannot be read" in result.stderr
        assert "Traceback" not in result.stderr
    usage = verify()
    assert (usage.returncode, usage.stdout) == (2, "")
    assert usage.stderr.startswith("Usage:")


def test_a_file_that_is_no_export_is_not_called_whole(tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG\xff\xfe")
    result = verify(tmp_path / "image.png")
    assert result.returncode in {1, 2}
    assert "WHOLE" not in result.stdout
    assert "Traceback" not in result.stderr
