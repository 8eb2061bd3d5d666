"""The authority matrix: who may, and how a refusal says so (R8)."""

from __future__ import annotations

import pytest

from playbooks.rules.authority import ROLE_WORDS, Matrix, Power, Rule, Verdict
from playbooks.rules.errors import NotAllowed

LOWERING = Rule(Power.LOWER, frozenset({"CHAIR", "SSD-DO"}), "Only the chair lowers a level.")
MATRIX = Matrix({Power.LOWER: LOWERING}, titles={"CHAIR": "Chair of the CMT"})


@pytest.mark.parametrize("roles", [{"CHAIR"}, {"STAFF", "SSD-DO"}])
def test_one_of_the_roles_is_enough(roles: set[str]) -> None:
    assert MATRIX.verdict(Power.LOWER, frozenset(roles)).allowed


@pytest.mark.parametrize("roles", [set(), {"STAFF", "MEMBER"}, {"chair"}, {"CHAIR2"}])
def test_nothing_but_the_roles_named_will_do(roles: set[str]) -> None:
    assert not MATRIX.verdict(Power.LOWER, frozenset(roles)).allowed


def test_a_refusal_names_the_rule_and_who_may_in_words_not_codes() -> None:
    verdict = MATRIX.verdict(Power.LOWER, frozenset({"STAFF"}))
    assert verdict == Verdict(False, "Only the chair lowers a level.", "Chair of the CMT, SSD duty officer")
    assert str(NotAllowed(verdict.rule, verdict.who_may)) == (
        "Only the chair lowers a level. Who may: Chair of the CMT, SSD duty officer."
    )


def test_a_seat_without_a_title_is_named_by_its_code() -> None:
    assert Matrix({Power.LOWER: LOWERING}, {}).verdict(Power.LOWER, frozenset()).who_may.startswith("CHAIR, ")


@pytest.mark.parametrize("power", [power for power in Power if power is not Power.LOWER])
def test_a_power_without_a_rule_belongs_to_nobody(power: Power) -> None:
    everybody = frozenset({*ROLE_WORDS, "CHAIR"})
    verdict = MATRIX.verdict(power, everybody)
    assert not verdict.allowed
    assert power in verdict.rule
