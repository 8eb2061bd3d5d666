"""The playbooks of domain 11: complete, and as the tables say."""

from __future__ import annotations

import csv
from datetime import timedelta
from importlib.resources import files

import pytest

from playbooks.library import Library
from playbooks.rules.steps import ClockBase, Mark, Step, StepClock, Tick
from playbooks.rules.vocabulary import Element, IncidentType

LIBRARY = Library.load()
#: Kind -> the letter of its steps and their marks in the tables of domain 11, (a) to (k), one word for each step.
TABLES = {
    "staff-death": ("a", "ER EL ER DP DL C D M EGR EGR E M DM ER EL DE D D ER D"),
    "pandemic": ("b", "E E DP L C M D D E E DM ER C E EL E M DE DM DE"),
    "earthquake": ("c", "E E C DP L E ER D M EG DLR E D D DL C EL D DE DE"),
    "fire": ("d", "E E EG E DP C ER LR M M D D D DM E DE EG EL E DE"),
    "armed-attack": ("e", "E E E EGL DP ER ER ER M E C DL E ER GR EL D E M DEG"),
    "cyber": ("f", "E E D DP D E M D D E E DM D DL E EG E M DE DE"),
    "unrest": ("g", "E EL DP EM C DL D ER E D E DG CE M D C E DG E"),
    "missing": ("h", "ER EL DL DPR C D GR GM ER ER DR ER ER ER D D GR DR ER"),
    "data-breach": ("i", "ER ER DPR DE D D ER E M DL GM M DE DM EM E D DE"),
    "event": ("j", "E E EL E DP EL C ER M D M D M EL DE EG E E"),
    "reputation": ("k", "E ER DP D M DE E DL M M E D D EM E M E"),
}
COUNTS = {"a": 20, "b": 20, "c": 20, "d": 20, "e": 20, "f": 20, "g": 19, "h": 19, "i": 18, "j": 18, "k": 17, "o": 18}
GATES = {"a9", "a10", "c10", "d3", "d17", "e4", "e15", "e20", "f16", "g12", "g18", "h7", "h8", "h17", "i11", "j16"}


def own(kind: str) -> dict[str, Step]:
    """Give a playbook's steps without those of the core."""
    return {step.id: step for step in LIBRARY.playbook(kind).steps if not step.id.startswith("x")}


def every_step() -> dict[str, Step]:
    return {step.id: step for kind in IncidentType for step in LIBRARY.playbook(kind).steps}


def test_every_kind_of_incident_has_a_playbook_in_phases() -> None:
    assert list(LIBRARY.playbooks) == list(IncidentType)
    for kind, playbook in LIBRARY.playbooks.items():
        assert playbook.type is kind
        phases = [step.phase for step in playbook.steps]
        assert phases == sorted(phases)
        assert {0, 1, 2, 3, 5} <= set(phases) or playbook.steps[-1].id in {"d20", "e20"}  # these two end in 4 to 5


def test_every_row_of_the_tables_is_a_step() -> None:
    found = {next(iter(own(kind.value)))[0]: list(own(kind.value)) for kind in IncidentType}
    assert found == {letter: [f"{letter}{number + 1}" for number in range(n)] for letter, n in COUNTS.items()}


@pytest.mark.parametrize("kind", TABLES)
def test_each_step_has_the_marks_of_its_row(kind: str) -> None:
    letter, words = TABLES[kind]
    expected = {f"{letter}{place + 1}": set(word) for place, word in enumerate(words.split())}
    assert {step.id: set(step.marks) for step in own(kind).values()} == expected


def test_the_gates_are_those_of_the_tables_and_something_waits_for_each() -> None:
    assert {step.id for step in every_step().values() if Mark.GATE in step.marks} == GATES
    required = {gate for step in every_step().values() for gate in step.requires}
    assert required == GATES - {"e20"}  # what waits for e20, the return, is no step of the playbook
    assert list(own("armed-attack"))[-1] == "e20"


@pytest.mark.parametrize(
    ("step", "gates"),
    [
        ("a10", ("a9",)),
        ("a11", ("a10",)),
        ("a13", ("a10",)),
        ("c19", ("c10",)),
        ("d20", ("d17",)),
        ("e19", ("e15",)),
        ("f19", ("f16",)),
        ("g13", ("g12",)),
        ("g14", ("g12",)),
        ("h14", ("h7",)),
        ("h15", ("h7", "h8")),
        ("i14", ("i11",)),
        ("j17", ("j16",)),
    ],
)
def test_what_must_not_come_first_waits_for_its_gate(step: str, gates: tuple[str, ...]) -> None:
    assert every_step()[step].requires == gates


def test_nothing_that_saves_a_life_waits_for_a_gate() -> None:
    """Casualties, evacuation, check-ins and names for the rescuers never wait for paperwork (our choice)."""
    saving = {"c2", "c6", "c7", "c11", "d7", "d8", "e6", "e8", "e10", "e11", "g5", "g11", "h9", "h12", "j8", "a6"}
    assert {step for step in saving if every_step()[step].requires} == set()


@pytest.mark.parametrize(
    ("step", "clock"),
    [
        ("a1", StepClock(ClockBase.REPORT, timedelta(0))),
        ("k2", StepClock(ClockBase.REPORT, timedelta(hours=1))),
        ("c4", StepClock(ClockBase.DECLARATION, timedelta(0))),
        ("c10", StepClock(ClockBase.DECLARATION, timedelta(hours=2))),
        ("k16", StepClock(ClockBase.DECLARATION, timedelta(days=14))),
        ("a11", StepClock(ClockBase.STEP, timedelta(hours=1), after="a10")),
        ("c16", StepClock(ClockBase.DECLARATION, timedelta(hours=12), every=timedelta(hours=12))),
        ("e14", StepClock(ClockBase.DECLARATION, timedelta(minutes=30), every=timedelta(minutes=30))),
        ("f18", StepClock(ClockBase.DECLARATION, timedelta(hours=4), every=timedelta(hours=4))),
        ("i15", StepClock(ClockBase.STEP, timedelta(days=7), after="i11", every=timedelta(days=7))),
        ("b1", None),  # two weeks ahead of a declaration
        ("g12", None),  # when it is ordered
        ("h17", None),  # at release
    ],
)
def test_a_step_s_clock_is_that_of_its_row(step: str, clock: StepClock | None) -> None:
    assert every_step()[step].clock == clock


def test_steps_of_the_first_phase_count_from_the_report_and_no_others_do() -> None:
    timed = [step for step in every_step().values() if step.clock]
    assert {step.phase for step in timed if step.clock and step.clock.base is ClockBase.REPORT} == {0}
    assert {step.clock.base for step in timed if step.clock and step.phase == 0} == {ClockBase.REPORT}


def test_muster_ticks_check_ins_and_pages_where_sending_is_all_of_the_step() -> None:
    steps = every_step().values()
    assert {step.id for step in steps if step.ticks is Tick.CHECK_IN} == {
        *("a6", "b5", "b13", "c3", "c16", "d6", "g5", "g16", "j7", "o4"),
    }
    assert {step.id for step in steps if step.ticks is Tick.PAGE} == {
        *("a4", "b3", "c4", "d5", "f4", "g3", "j5", "k3", "o3", "x2"),
    }
    assert {step.id: step.ticks for step in steps if step.ticks in {Tick.ROOM, Tick.SILENT, Tick.QUORUM}} == {
        "x1": Tick.ROOM,
        "x3": Tick.QUORUM,
        "e3": Tick.SILENT,
    }
    by_people = {step.id for step in steps if step.marks & {Mark.CHECK_IN, Mark.PAGE} and step.ticks is None}
    assert by_people == {"e5", "e11", "g13", "h4", "h5", "i3"}


def test_the_core_is_in_every_playbook() -> None:
    core = [f"x{number}" for number in range(1, 12)]
    for kind in IncidentType:
        found = {step.id: step for step in LIBRARY.playbook(kind).steps if step.id.startswith("x")}
        assert sorted(found, key=lambda id_: int(id_[1:])) == core
        assert found["x10"].clock == StepClock(ClockBase.DECLARATION, timedelta(hours=12), every=timedelta(hours=12))
        assert "what would make us stop" in found["x11"].text


def test_every_element_and_every_role_is_used() -> None:
    used = {role for step in every_step().values() for role in step.roles}
    assert used - LIBRARY.sop_roles.keys() == set()
    assert LIBRARY.sop_roles.keys() - used == {"DSG"}  # stands in for the Secretary-General, has no step of its own
    assert {step.element for step in every_step().values()} == set(Element)


def test_every_role_finds_somebody_in_the_demonstration() -> None:
    def demo(name: str, column: str) -> set[str]:
        text = (files("playbooks") / "demo" / name).read_text(encoding="utf-8")
        return {row[column] for row in csv.DictReader(text.splitlines())}

    seats = demo("seats.csv", "code") | demo("duty.csv", "role")
    for site in demo("sites.csv", "code"):
        for role in LIBRARY.sop_roles.values():
            wanted = [seat + site if seat.endswith("@") else seat for seat in role.seats]
            assert seats & set(wanted), (role.code, site)
    assert [role.code for role in LIBRARY.sop_roles.values() if role.wardens] == ["WRD"]
