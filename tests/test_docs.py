"""The documents tell the truth: every command, setting, power, file, module and link in them is that of the code.

The tables between ``<!-- name: ... -->`` and ``<!-- end -->`` in the README are written from the code by
``python -m tests.test_docs``; the tests hold the README against what would be written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import PREFIX, SETTINGS
from handlers.commands import TYPED, Help, Pin, PushClock, Typed
from handlers.grammar import usage
from handlers.importing import COLUMNS, FILES
from handlers.parse import about, parse
from playbooks.library import Library
from playbooks.rules.authority import ROLE_WORDS, Power
from playbooks.rules.replies import Meaning, read_page_answer

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "playbooks" / "demo"
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "bot" / "ARCHITECTURE.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), ARCHITECTURE, *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("bot", "handlers", "playbooks", "storage")
#: What a person does instead of typing.
_PRESSED: dict[type[Typed], str] = {Pin: '"Add to the log"', PushClock: '"Push the clock forward"'}
_TABLE = re.compile(r"(<!-- (?P<name>\w+): written by [^>]*-->\n).*?(<!-- end -->)", re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE_BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a Markdown table."""
    lines = [[*head], ["---"] * len([*head]), *([*row] for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def commands() -> str:
    return table(["command", "what it does"], ([f"`{usage(kind)}`", about(kind)] for kind in TYPED))


def types() -> str:
    events = Library.load().events.items()
    rows = ([f"`{kind}`", event.label, ", ".join(event.aliases), str(event.default_level)] for kind, event in events)
    return table(["type", "what it is", "also typed", "level"], rows)


def powers() -> str:
    rules = {row["power"]: row["roles"] for row in demo_rows("authority.csv")}
    pressed = [(kind.power, words) for kind, words in _PRESSED.items()]
    of_others = (Power.LEAVE, "`away` and `back` of somebody else")
    used = [*((kind.power, f"`{kind.word}`") for kind in TYPED if kind is not Help), *pressed, of_others]
    rows = (
        [f"`{power}`", ", ".join(words for needs, words in used if needs is power), rules[power]] for power in Power
    )
    roles = table(["role", "is"], ([f"`{role}`", words] for role, words in ROLE_WORDS.items()))
    return table(["power", "is needed for", "roles"], rows) + "\n" + roles


def settings() -> str:
    rows = (
        [
            f"`{setting.name}`",
            f"`{PREFIX}{setting.name.upper()}`",
            f"`{setting.default}`" if setting.default else "",
            setting.help,
        ]
        for setting in SETTINGS
    )
    return table(["setting", "in the environment", "default", "what it is"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "commands": commands, "types": types, "powers": powers, "settings": settings,
}  # fmt: skip


def with_tables(text: str) -> str:
    """Give the README with its tables as the code has them."""
    return _TABLE.sub(lambda found: found[1] + TABLES[found["name"]]() + found[3], text)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def demo_rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def words_in_code(text: str) -> set[str]:
    """Give everything that stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def test_the_tables_of_the_readme_are_those_of_the_code() -> None:
    text = read(README)
    assert {found["name"] for found in _TABLE.finditer(text)} == set(TABLES)
    assert text == with_tables(text), "write them again: .venv/bin/python -m tests.test_docs"


def test_every_command_of_the_command_line_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    ([a-z][a-z-]+)\s", capsys.readouterr().out, re.MULTILINE))
    documented = re.findall(r"^\| `muster ([a-z-]+)", read(README), re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(documented) == known


@pytest.mark.parametrize("command", ["run", "migrate", "doctor", "import", "export", "verify-log", "config"])
def test_every_flag_that_the_readme_names_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    flags = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    used = {
        flag
        for line in read(README).splitlines()
        for part in re.findall(rf"muster {command}\b[^`\n|]*", line)
        for flag in re.findall(r"--[a-z-]+", part)
    }
    assert used - flags == set()


def test_every_file_of_an_organisation_and_every_column_is_in_the_readme() -> None:
    rows = {line.split("`")[1]: line for line in read(README).splitlines() if re.match(r"\| `\w+\.(csv|yaml)` ", line)}
    assert set(rows) == set(FILES) == {path.name for path in DEMO.iterdir()}
    for file, (required, further) in COLUMNS.items():
        needed, more = (words_in_code(cell) for cell in rows[file].split("|")[2:4])
        assert needed == set(required), file
        expected = {column for column in further if column not in required and not column.startswith("alternate_")}
        assert more - {"alternate_3", "alternate_9"} == expected, file


def test_the_demonstration_shows_every_key_of_the_organisation_file() -> None:
    line = next(line for line in read(README).splitlines() if line.startswith("| `organisation.yaml` "))
    keys = set(re.findall(r"^(\w+):", read(DEMO / "organisation.yaml"), re.MULTILINE))
    assert words_in_code(line) == {"organisation.yaml", *keys}


def test_the_people_of_the_tour_exist() -> None:
    people = {row["name"] for row in demo_rows("people.csv")}
    seats = {row["code"]: row["holder"] for row in demo_rows("seats.csv")}
    ids = {row["name"]: row["id"] for row in demo_rows("people.csv")}
    tour = read(README).partition("## A five-minute tour")[2].partition("\n## ")[0]
    named = {name for name in people if name in tour}
    assert named == {"Hélène Marchandeau", "Дмитрий Аксарин", "Chiara Bellandi"}
    assert seats["CHAIR"] == ids["Hélène Marchandeau"]
    assert ids["Chiara Bellandi"] not in {row[key] for row in demo_rows("seats.csv") for key in row}


def test_the_answers_by_sms_mean_what_the_readme_says() -> None:
    answers = {
        "7": (Meaning.JOINING, None), "8": (Meaning.LATE, None), "8 20": (Meaning.LATE, 20),
        "9": (Meaning.CANNOT, None), "on my way": (Meaning.JOINING, None),
        "je ne peux pas venir": (Meaning.CANNOT, None),
        "опоздаю на 20 минут": (Meaning.LATE, 20), "7 K7Q": (Meaning.JOINING, None),
    }  # fmt: skip
    text = read(README).partition("## Answering by SMS")[2].partition("\n## ")[0]
    for answer, (meaning, minutes) in answers.items():
        reading = read_page_answer(answer)
        assert answer in text
        assert (reading.meaning, reading.late_by) == (meaning, minutes and timedelta(minutes=minutes)), answer
    assert {read_page_answer(digit).meaning for digit in "123"} == {Meaning.CHECKIN_DIGIT}


def test_every_line_of_the_readme_that_one_may_type_is_understood() -> None:
    text = read(README)
    lines = [line.strip() for block in _CODE_BLOCK.findall(text) for line in block.splitlines()]
    lines += words_in_code(text)
    typed = [line for line in lines if line.startswith("/crisis ")]
    assert len(typed) >= 5
    for line in typed:
        assert isinstance(parse(line), Typed)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = read(document)
    dead = []
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(target)
    assert dead == []


def anchors(document: Path) -> set[str]:
    """Give the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", read(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", read(ROOT / "Makefile"), re.MULTILINE))
    text = read(document)
    code = "\n".join([*_CODE_BLOCK.findall(text), *words_in_code(text)])
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets == set()


def test_every_decision_is_linked_from_the_map_and_numbered_without_a_gap() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    text = read(ARCHITECTURE)
    assert [record.name for record in records if f"(../docs/adr/{record.name})" not in text] == []


def test_every_decision_has_the_same_parts() -> None:
    for record in (ROOT / "docs" / "adr").glob("*.md"):
        text = read(record)
        assert text.startswith(f"# {int(record.name[:4])}. "), record.name
        assert re.search(r"^Status: \w+", text, re.MULTILINE), record.name
        assert {"## Context", "## Consequences"} <= set(re.findall(r"^## \w+$", text, re.MULTILINE)), record.name
        assert re.search(r"^## Decisions?$", text, re.MULTILINE), record.name


def test_every_module_is_on_the_map_and_every_path_of_the_map_exists() -> None:
    named = {word for word in words_in_code(read(ARCHITECTURE)) if word.startswith(PACKAGES) and "/" in word}
    present = {
        name_of(path)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py" and "migrations" not in path.parts
    }
    assert present - named == set()
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_test_folder_that_contributing_names_exists() -> None:
    named = {word for word in words_in_code(read(ROOT / "CONTRIBUTING.md")) if word.startswith("tests/")}
    assert len(named) >= 5
    assert [word for word in sorted(named) if not (ROOT / word).exists()] == []


if __name__ == "__main__":
    README.write_text(with_tables(read(README)), encoding="utf-8")
