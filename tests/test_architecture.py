"""The shape of the program: sizes, names, what is shipped, and what tests must not do.

Which folder may import which is checked by import-linter (`make lint`, contracts in pyproject.toml).
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers", "playbooks", "storage")
#: Where an unexpected error is caught so that the rest goes on (design 3.9).
BROAD_EXCEPT = {"bot/__main__.py", "bot/dispatcher.py", "bot/inbound.py", "bot/ticker.py", "bot/together.py"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
#: Names that say nothing about what a module holds (conventions, Names).
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "service",
    "services",
    "data",
    "common",
    "misc",
}
#: Ways for a test to wait blindly, to pretend, or to leave itself out.
FORBIDDEN_IN_TESTS = re.compile(
    r"(?:.*\.)?(?:sleep|Mock|MagicMock|AsyncMock|create_autospec|skipTest)"
    r"|(?:pytest|unittest)\.(?:mark\.)?(?:skip|skipif|skipIf|skipUnless|xfail|importorskip)"
    r"|monkeypatch\.(?:setattr|delattr|setitem|delitem)|mocker\..*|(?:unittest\.)?mock\b.*|patch(?:\..*)?"
)


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def measured() -> list[Path]:
    """Give the modules whose size counts: a migration is one long list of tables and is never read twice."""
    return [path for path in modules(*PACKAGES, "tests", "tools") if path.parent.name != "versions"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        name_of(path): lines
        for path in measured()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{name_of(path)}:{node.name}": length
        for path in measured()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_modules_are_named_after_what_they_hold() -> None:
    assert [name_of(path) for path in modules(*PACKAGES) if path.stem in EMPTY_NAMES] == []


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        name_of(path)
        for path in modules(*PACKAGES)
        if (text := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_only_the_four_edges_catch_every_error() -> None:
    broad = {
        name_of(path)
        for path in modules(*PACKAGES)
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        for caught in ([node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts)
        if caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})
        if not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    }
    assert broad <= BROAD_EXCEPT


def test_no_test_sleeps_mocks_or_leaves_itself_out() -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in modules("tests")
        for node in nodes(path)
        if isinstance(node, ast.Attribute | ast.Name) and FORBIDDEN_IN_TESTS.fullmatch(ast.unparse(node))
    ]
    imported = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in modules("tests")
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom) and re.search(r"\bmock\b|\bsleep\b", ast.unparse(node))
    ]
    assert found + imported == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as it would be shipped."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_four_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(PACKAGES)
    assert not [name for name in names if "test" in name.split("/")[:-1] or name.endswith(".pyc")]


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    present = {
        name_of(path)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert present - shipped == set()
    assert {".py", ".yaml", ".csv", ".html", ".css", ".js"} <= {Path(name).suffix for name in shipped}
    assert {f"playbooks/sop/{name}.yaml" for name in ("core", "roles", "earthquake", "other")} <= shipped


def test_the_four_names_belong_to_nobody_else() -> None:
    """Look for strangers only: an editable install is found by its folder and claims no name."""
    claimed = packages_distributions()
    strangers = {name: set(claimed.get(name, ())) - {"muster-bot"} for name in PACKAGES}
    assert strangers == {name: set() for name in PACKAGES}


def test_an_installed_wheel_owns_the_four_names(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "import json, importlib.metadata as m; print(json.dumps(m.packages_distributions()))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    owners = json.loads(done.stdout)
    assert {name: set(owners[name]) for name in PACKAGES} == {name: {"muster-bot"} for name in PACKAGES}


def pins(lock: str) -> dict[str, str]:
    """Give the version of every package in a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(pins(lock))


def test_the_test_lock_holds_the_run_lock() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[\[<>=~! ]", one)[0].lower().replace("_", "-") for one in wanted}

    assert names(project["dependencies"] + extras["build"]) <= set(pins("requirements.lock"))
    assert names(extras["test"]) <= set(pins("requirements-test.lock"))
