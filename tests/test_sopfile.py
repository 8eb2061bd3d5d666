"""What happens when somebody edits a playbook: each mistake is named, and another version comes of it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from playbooks.library import Library
from playbooks.rules.vocabulary import IncidentType
from playbooks.sopfile import NAMES
from playbooks.yamlfile import BadFile, Problem

LIBRARY = Library.load()


def packaged(name: str) -> str:
    return (files("playbooks") / "sop" / name).read_text(encoding="utf-8")


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """Put the packaged file with one change into the organisation's folder."""
    text = packaged(name)
    assert old in text
    (folder / "sop").mkdir(exist_ok=True)
    path = folder / "sop" / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(BadFile) as caught:
        Library.load(folder)
    return list(caught.value.problems)


DUE_C10 = "    due: 2 h after declaration\n\n  - id: c11"


@pytest.mark.parametrize(
    ("name", "old", "new", "part", "said"),
    [
        (
            "fire.yaml",
            "playbook: fire",
            "playbook: fires",
            "playbook",
            "the file is called fire.yaml. Write 'playbook: f",
        ),
        (
            "fire.yaml",
            "title: ",
            "titel: ",
            "titel",
            "unknown key 'titel' in the file. Write 'title' if that was meant",
        ),
        (
            "fire.yaml",
            "    roles: [HSSD]",
            "    rolse: [HSSD]",
            "rolse",
            "unknown key 'rolse' in steps.2. Write 'roles'",
        ),
        ("fire.yaml", "roles: [HSSD]", "roles: [HSD]", "[HSD]", "no role is called 'HSD' (d3). Write 'HSSD' if"),
        (
            "fire.yaml",
            "roles: [HSSD]",
            "roles: [hssd]",
            "[hssd]",
            "no role is called 'hssd' (d3). Write 'HSSD', or add",
        ),
        ("fire.yaml", "element: SS", "element: SX", "SX", "'SX' is not known for 'element'. Write 'CM', 'SS'"),
        ("fire.yaml", "marks: [E]", "marks: [E, Z]", "[E, Z]", "'Z' is no mark (d1). Write some of: D, E, C"),
        ("fire.yaml", "marks: [E]", "marks: E", "marks: E", "'marks' cannot be 'E'. Write a list"),
        ("fire.yaml", "phase: 4", "phase: 6", "phase: 6", "'phase' cannot be 6. Input must be less than or equal to 5"),
        ("fire.yaml", "phase: 4", "phase: four", "four", "'phase' cannot be 'four'. Write a whole number"),
        (
            "fire.yaml",
            "id: d2\n",
            "id: d1\n",
            "id: d1\n    phase: 0\n    roles: [ORT",
            "'d1' stands here a second time",
        ),
        ("fire.yaml", "id: d2\n", "id: D2\n", "D2", "'id' cannot be 'D2'. Write lower-case letters"),
        ("fire.yaml", "id: d2\n", "id: x2\n", "x2", "'x2' cannot be a step of fire.yaml. Take another letter: x bel"),
        ("core.yaml", "id: x2\n", "id: y2\n", "y2", "'y2' cannot be a step of core.yaml. Write x1, x2 ..."),
        ("fire.yaml", "due: 5 m after report", "due: soon", "soon", "'soon' is no target time (d2). Write '20 m after"),
        ("fire.yaml", "due: 5 m after report", "due: 5 m", "5 m\n", "'5 m' is no target time (d2). Write '20 m after"),
        (
            "fire.yaml",
            "due: 5 m after report",
            "due: 5",
            "due: 5\n",
            "'due' cannot be 5. Write a text in double quotes",
        ),
        ("fire.yaml", "due: 5 m after report", "due: 5 m after d99", "d99", "there is no step 'd99' to come before d2"),
        (
            "cyber.yaml",
            "every: 4 h",
            "every: often",
            "often",
            "'often' is no time between two turns (f18). Write a time",
        ),
        ("cyber.yaml", "every: 4 h", "every: 0 h", "0 h\n\n  - id: f19", "'0 h' is no time between two turns (f18)"),
        (
            "cyber.yaml",
            "due: 4 h after declaration\n    every",
            "due: none\n    every",
            "none\n    every",
            "'f18' repeats",
        ),
        (
            "earthquake.yaml",
            "requires: [c10]",
            "requires: [c99]",
            "[c99]",
            "there is no step 'c99' (c19). Write one of: c10",
        ),
        (
            "earthquake.yaml",
            "requires: [c10]",
            "requires: [c7]",
            "[c7]",
            "'c7' is no gate (c19). Give c7 the mark G, or",
        ),
        (
            "pandemic.yaml",
            "due: none",
            "due: none\n    requires: [b3x]",
            "b3x",
            "Take it out: this playbook has no gate",
        ),
        (
            "earthquake.yaml",
            "    requires: [c10]\n",
            "",
            "marks: [G",
            "nothing waits for the gate 'c10'. Write 'requires: [c10]'",
        ),
        (
            "earthquake.yaml",
            "do: >-\n      Take",
            "do: >-\n      " + "x" * 300 + " Take",
            "    do: >-",
            "String must have at most 300 characters",
        ),
        ("earthquake.yaml", "record: Source", "record: " + "x" * 200, "x" * 200, "must have at most 200 characters"),
        ("earthquake.yaml", "by: null, on: null", "by: A. Name, on: null", "A. Name", "an approval names who and when"),
        ("earthquake.yaml", "by: null, on: null", "by: A. Name, on: May", "May", "'on' cannot be 'May'"),
        (
            "armed-attack.yaml",
            "ticks: silent",
            "ticks: loud",
            "loud",
            "'loud' is not known for 'ticks'. Write 'room', 'p",
        ),
        (
            "armed-attack.yaml",
            "    ticks: silent",
            "    optional: maybe",
            "maybe",
            "'optional' cannot be 'maybe'. Write true",
        ),
        (
            "roles.yaml",
            "wardens: true",
            "warden: true",
            "warden: true",
            "unknown key 'warden' in WRD. Write 'wardens' if",
        ),
        ("roles.yaml", "seats: [CCD]", "seats: []", "seats: []", "'seats' cannot be a list of things"),
        ("roles.yaml", "\nCCD:", "\nccd:", "ccd:", "'ccd' is no code of a role. Write capital letters, digits"),
        ("fire.yaml", "steps:\n", "steps: []\nmore:\n", "steps: []", "'steps' cannot be a list of things"),
        ("fire.yaml", "    phase: 0", "\tphase: 0", "\tphase", "this is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_write(
    tmp_path: Path, name: str, old: str, new: str, part: str, said: str
) -> None:
    path = changed(tmp_path, name, old, new)
    line = path.read_text(encoding="utf-8").partition(part)[0].count("\n") + 1
    found = [problem for problem in problems(tmp_path) if said in str(problem)]
    assert [(problem.file, problem.line) for problem in found] == [(str(path), line)]


def test_steps_that_wait_for_one_another_are_named_once(tmp_path: Path) -> None:
    changed(tmp_path, "staff-death.yaml", "due: 2 h after declaration", "due: 2 h after a11")
    (found,) = problems(tmp_path)
    assert found.wrong == "these steps wait for one another: a9 waits for a11 waits for a10 waits for a9"
    assert found.instead == "Take out one 'requires' or 'after'"


def test_a_step_that_waits_for_itself_is_named(tmp_path: Path) -> None:
    changed(tmp_path, "earthquake.yaml", DUE_C10, DUE_C10.replace("declaration", "c10"))
    assert [problem.wrong for problem in problems(tmp_path)] == ["these steps wait for one another: c10 waits for c10"]


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = changed(tmp_path, "core.yaml", "phase: 1", "phase: one")
    second = changed(tmp_path, "fire.yaml", "element: SS", "element: XX")
    third = changed(tmp_path, "cyber.yaml", "steps:", "steps: [")
    assert {problem.file for problem in problems(tmp_path)} == {str(first), str(second), str(third)}


def test_a_mistake_in_a_step_does_not_make_others_wrong(tmp_path: Path) -> None:
    changed(tmp_path, "staff-death.yaml", "id: a9\n    phase: 2", "id: a9\n    phase: two")
    assert [problem.wrong for problem in problems(tmp_path)] == ["'phase' cannot be 'two'"]


def test_a_broken_list_of_roles_does_not_make_every_step_wrong(tmp_path: Path) -> None:
    changed(tmp_path, "roles.yaml", "HSSD: {title: ", "HSSD: {titel: ")
    assert {problem.file for problem in problems(tmp_path)} == {str(tmp_path / "sop" / "roles.yaml")}


def test_a_file_with_a_misspelt_name_is_not_ignored(tmp_path: Path) -> None:
    path = changed(tmp_path, "earthquake.yaml", "title", "title")
    path.rename(path.with_name("earthqake.yaml"))
    (found,) = problems(tmp_path)
    assert str(found).endswith("no playbook has this name. Write 'earthquake.yaml' if that was meant.")


@pytest.mark.parametrize(
    ("name", "changes"),
    [("fire.yaml", lambda kind: kind == "fire"), ("core.yaml", lambda _: True), ("roles.yaml", lambda _: True)],
)
def test_an_edited_file_is_another_version_of_what_is_made_of_it(
    tmp_path: Path, name: str, changes: Callable[[str], bool]
) -> None:
    changed(tmp_path, name, "title: ", "title: Our ")
    edited = Library.load(tmp_path)
    for kind in IncidentType:
        assert (edited.playbook(kind).version != LIBRARY.playbook(kind).version) is changes(kind)
    assert Library.load().playbooks == LIBRARY.playbooks


def test_an_approved_playbook_says_by_whom_and_is_no_draft(tmp_path: Path) -> None:
    changed(tmp_path, "fire.yaml", "by: null, on: null", "by: A. Name, on: 2026-05-31")
    edited = Library.load(tmp_path)
    assert edited.playbook("fire").approved == "A. Name, 2026-05-31"
    assert set(LIBRARY.drafts) - set(edited.drafts) == {"fire"}
    assert set(LIBRARY.drafts) == set(NAMES) - {"roles"}
