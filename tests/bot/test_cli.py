"""The command line as a person meets it: real processes, one clear sentence for each thing that goes wrong."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.config import demonstration

COMMANDS = ("run", "migrate", "doctor", "import", "export", "verify-log", "config")


def muster(folder: Path, *words: object, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Type ``muster WORDS`` in `folder`."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, words)],
        cwd=folder, env={**bare, **(environ or {})}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Give what a refused command said: no traceback, and a non-zero exit."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def free_port() -> str:
    """Give a port that nobody listens on, below those that the system hands out to the tests beside this one."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return str(port)
    raise AssertionError("no port is free")


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """Give a folder in which the demonstration was imported."""
    done = muster(tmp_path, "import", demonstration())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "people.csv: 120 new" in done.stdout
    return tmp_path


def test_help_names_every_command_and_each_has_help_of_its_own(tmp_path: Path) -> None:
    said = muster(tmp_path, "--help").stdout
    assert all(f"    {command}" in said for command in COMMANDS)
    assert "--skip-bad-rows" in muster(tmp_path, "import", "--help").stdout
    assert "--console-port" in muster(tmp_path, "run", "--help").stdout
    assert muster(tmp_path, "rum").returncode == 2


def test_help_is_quick_since_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    check = (
        "import sys, bot.__main__; print(sorted({'sqlalchemy', 'alembic', 'starlette', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_folder_or_file_that_is_not_there_or_holds_nothing(tmp_path: Path) -> None:
    assert refused(muster(tmp_path, "import", "nowhere")).startswith("There is no folder or file nowhere;")
    (tmp_path / "bare").mkdir()
    assert "holds no .csv or .yaml file" in refused(muster(tmp_path, "import", "bare"))


def test_a_bad_row_is_shown_with_its_line_and_nothing_is_loaded(loaded: Path) -> None:
    (loaded / "people.csv").write_text("id,name,kind,language,mobile\nN1,A,staff,en,12\nN2,B,staff,en,\n")
    done = muster(loaded, "import", "people.csv")
    assert done.returncode == 1
    assert "people.csv, line 2: '12' is not an international number." in done.stdout
    assert "Nothing was imported" in done.stdout
    assert "people.csv: 1 new" in muster(loaded, "import", "people.csv", "--skip-bad-rows").stdout


def test_a_full_list_is_previewed_and_done_with_yes(loaded: Path) -> None:
    (loaded / "people.csv").write_text(
        "".join(
            line
            for line in (demonstration() / "people.csv").read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith("P051")
        ),
        encoding="utf-8",
    )
    preview = muster(loaded, "import", "people.csv", "--full")
    assert preview.returncode == 1
    assert "Would be marked as left: P051" in preview.stdout
    assert muster(loaded, "import", "people.csv", "--full", "--yes").returncode == 0


def test_a_database_of_a_newer_muster_is_left_alone(loaded: Path) -> None:
    with sqlite3.connect(loaded / "var" / "muster.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for words in (("migrate",), ("run",), ("export", "org"), ("import", demonstration())):
        assert "was written by a newer Muster" in refused(
            muster(loaded, *words, environ={"MUSTER_CONSOLE_PORT": free_port()})
        )


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "muster.db").write_bytes(b"no database at all " * 100)
    assert "is not a database or is damaged" in refused(muster(tmp_path, "migrate"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refused(muster(tmp_path, "migrate", "--var-dir", "file/var"))
    assert "file" in said
    assert len(said.splitlines()) == 1


def test_a_busy_port_is_named_with_what_to_do(loaded: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        said = refused(muster(loaded, "run", "--console-port", port))
        assert port in said
        doctor = muster(loaded, "doctor", "--console-port", port)
    assert f"problem  port: port {port} is busy; set console_port." in doctor.stdout
    assert doctor.returncode == 1


def test_bad_settings_are_all_named_and_secrets_are_never_shown(tmp_path: Path) -> None:
    said = refused(muster(tmp_path, "config", environ={"MUSTER_CONSOLE_PORT": "x", "MUSTER_LOG_LEVEL": "loud"}))
    assert len(said.splitlines()) == 2
    shown = muster(tmp_path, "config", environ={"MUSTER_CONSOLE_PASSWORD": "hush-hush"})
    assert shown.returncode == 0
    assert "console_port = 8765" in shown.stdout
    assert "hush" not in shown.stdout
    assert "problem  settings: " in muster(tmp_path, "doctor", environ={"MUSTER_LOG_LEVEL": "loud"}).stdout


def test_an_export_is_verified_by_what_lies_beside_it(loaded: Path) -> None:
    assert muster(loaded, "export", "org", "--out", "org.jsonl").returncode == 0
    head = json.loads((loaded / "org.jsonl").read_text(encoding="utf-8").splitlines()[0])["head"]
    assert (loaded / "org.jsonl").stat().st_mode & 0o077 == 0
    alone = [sys.executable, "-I", "verify_log.py", "org.jsonl", "--head", head]
    checked = subprocess.run(alone, cwd=loaded, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout[:24]) == (0, "WHOLE: log org, 9 entrie")
    assert muster(loaded, "verify-log", "org.jsonl", "--head", head).returncode == 0


def test_a_tampered_export_is_broken_at_its_entry(loaded: Path) -> None:
    exported = muster(loaded, "export", "org").stdout
    (loaded / "bad.jsonl").write_text(exported.replace("120 new", "119 new"), encoding="utf-8")
    done = muster(loaded, "verify-log", "bad.jsonl")
    assert (done.returncode, done.stdout) == (1, "BROKEN at entry 3: its text was changed.\n")
    shorter = exported.splitlines(keepends=True)[:-1]
    (loaded / "bad.jsonl").write_text("".join(shorter), encoding="utf-8")
    assert "was published with 9 entries, here are 8" in muster(loaded, "verify-log", "bad.jsonl").stdout
    assert muster(loaded, "verify-log", "nothing.jsonl").returncode == 2


def test_an_export_never_overwrites_and_an_unknown_log_is_named(loaded: Path) -> None:
    (loaded / "mine.csv").write_text("mine")
    assert "mine.csv: File exists" in refused(muster(loaded, "export", "org", "--format", "csv", "--out", "mine.csv"))
    assert (loaded / "mine.csv").read_text() == "mine"
    assert "There is no log K7Q" in refused(muster(loaded, "export", "K7Q"))


def test_the_doctor_finds_the_demonstration_in_order_and_an_empty_place_not(loaded: Path, tmp_path: Path) -> None:
    free = free_port()
    done = muster(loaded, "doctor", "--console-port", free)
    assert done.returncode == 0, done.stdout
    assert "DEMONSTRATION: its messages leave only through the console" in done.stdout
    assert "problem" not in done.stdout
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "problem  database: " in muster(empty, "doctor", "--console-port", free).stdout
