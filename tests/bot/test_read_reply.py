"""``muster read-reply`` as somebody with a word list meets it: a real process, JSON lines in and out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LINES: list[dict[str, object]] = [
    {"id": "a", "lang": "en", "text": "1 ok"},
    {"id": 2, "lang": "fr", "text": "je ne suis pas en sécurité"},
    {"id": "c", "lang": "ar", "text": "في إجازة"},
    {"id": "d", "text": "wrong number"},
    {"id": "e", "lang": "zh", "text": "收到\nSTOP \ud83d"},
]
CLASSES = ["SAFE", "NEED_HELP", "SAFE_ELSEWHERE", "WRONG_NUMBER", "UNCLEAR"]


def read_reply(folder: Path, given: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Type ``muster read-reply WORDS`` in an empty folder, with something on standard input."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "read-reply", *words],
        cwd=folder, env=bare, input=given, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def as_lines(asked: list[dict[str, object]]) -> bytes:
    return "".join(f"{json.dumps(line)}\n" for line in asked).encode()


def test_each_line_is_answered_in_order_with_its_id_class_and_why(tmp_path: Path) -> None:
    done = read_reply(tmp_path, as_lines(LINES))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [line["id"] for line in LINES]
    assert [answer["class"] for answer in answers] == CLASSES
    assert all(set(answer) == {"id", "class", "why"} and answer["why"] for answer in answers)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_is_read_like_standard_input_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_bytes(b"\xef\xbb\xbf" + as_lines(LINES))
    done = read_reply(tmp_path, b"", "answers.jsonl")
    assert [json.loads(line)["class"] for line in done.stdout.splitlines()] == CLASSES
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["answers.jsonl"]


def test_an_answer_is_written_before_the_next_line_arrives(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "read-reply"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number, (text, expected) in enumerate([("2", "NEED_HELP"), ("1", "SAFE")]):
            running.stdin.write(as_lines([{"id": number, "lang": "en", "text": text}]))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["class"] == expected
        running.stdin.close()
        assert running.wait(timeout=30) == 0


def test_bad_lines_are_told_with_their_number_and_the_others_answered(tmp_path: Path) -> None:
    good = as_lines([{"id": "good", "lang": "en", "text": "help"}])
    bad = [
        b"{not json\n",
        b'["1"]\n',
        b'{"id": "x", "lang": "en"}\n',
        b'{"id": "x", "lang": "tlh", "text": "1"}\n',
        b'{"lang": "en", "text": "1"}\n',
        b'{"id": "x", "text": "\xff"}\n',
        b"[" * 100_000 + b"\n",
    ]
    done = read_reply(tmp_path, b"\n".join([good, b"".join(bad), good]))
    assert [json.loads(line)["class"] for line in done.stdout.splitlines()] == ["NEED_HELP"] * 2
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in told] == [f"Line {number}" for number in range(3, 3 + len(bad))]
    assert 'Write {"id": "1", "lang": "en", "text": "1 ok"}.' in told[0]
    assert "en, fr, es, ru, ar, zh" in told[3]
    assert "UTF-8" in told[5]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = read_reply(tmp_path, b"", "nothing.jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().strip() == "nothing.jsonl: No such file or directory."
