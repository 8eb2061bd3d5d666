"""Distress, at any hour and outside every check-in: a text becomes a report, a human takes it, one command declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import Phase
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing

#: On duty in SSD on a Monday at 09:00 UTC.
DUTY = "P043"
STRANGER = "+33612340001"
#: Somebody of ours for each language, how one cries for help in it, and what tells that the answer is in it.
CRIES = {
    "en": ("P047", "SOS", "We are alerting Security"),
    "fr": ("P048", "AIDE", "Nous alertons la sécurité"),
    "es": ("P050", "AYUDA", "Avisamos ahora a Seguridad"),
    "ru": ("P059", "ПОМОГИТЕ", "Сообщаем службе безопасности"),
    "ar": ("P049", "النجدة", "نبلغ الأمن الآن"),
    "zh": ("P051", "救命", "我们正在通知安全部门"),
}


@pytest.fixture
def world(fake: FakeTwilio, tmp_path: Path) -> Iterator[Ringing]:
    with Ringing(f"sqlite:///{tmp_path / 'muster.db'}", fake) as world:
        yield world


def newest(world: Ringing) -> Incident:
    with world.store.read() as uow:
        return uow.incidents.by_code(world.code())


@pytest.mark.parametrize("language", CRIES)
def test_a_cry_for_help_in_any_language_opens_a_report_pages_security_and_is_answered(
    world: Ringing, language: str
) -> None:
    who, cry, answer = CRIES[language]
    world.phone(who).replies(cry).expects(answer, "+41220000000")
    known = newest(world)
    assert known.phase is Phase.REPORTED
    assert known.title == f"Possible call for help by SMS: {world.who(who).name}"
    world.phone(DUTY).expects(known.code)
    world.phone(STRANGER).replies(cry).expects(answer, "+41220000000")
    unknown = newest(world)
    assert unknown.code != known.code
    assert unknown.title == f"Possible call for help by SMS: the unknown number {STRANGER}"
    world.phone(DUTY).expects(unknown.code)
    for code in (known.code, unknown.code):
        assert any(cry in line for line in world.log(code))
        assert any(cry in line for line in world.log("org"))


@pytest.mark.parametrize("cry", ["HELP", "help me, I am trapped on floor 3", "Au secours!", "socorro", "помогите мне"])
def test_so_does_whatever_else_people_cry_and_the_word_that_carriers_answer_themselves(
    world: Ringing, cry: str
) -> None:
    for number in (world.who("P047").mobile or "", STRANGER):
        world.phone(number).replies(cry)
        assert newest(world).phase is Phase.REPORTED
        assert world.phone(number).texts(), "the sender is answered"
        world.phone(DUTY).expects(world.code())


def test_who_texted_much_nonsense_before_is_answered_all_the_same(world: Ringing) -> None:
    for odd in range(8):
        world.phone(STRANGER).replies(f"blah {odd}")
    world.phone(STRANGER).replies("help me")
    assert "We are alerting Security" in world.phone(STRANGER).texts()[-1]
