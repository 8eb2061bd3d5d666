"""Distress, at any hour and outside every check-in: a text becomes a report, a human takes it, one command declares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playbooks.rules.checkin import HelpRequest
from playbooks.rules.incident import Incident
from playbooks.rules.vocabulary import IncidentType, Level, Phase
from tests.databases import Databases
from tests.twilio.server import FakeTwilio
from tests.twilio.world import Ringing

#: On duty in SSD on a Monday at 09:00 UTC; who comes next; the Head of Security.
DUTY, BACKUP, HEAD = "P043", "P045", "HSSD"
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
def world(fake: FakeTwilio, databases: Databases) -> Iterator[Ringing]:
    with Ringing(databases.new(), fake) as world:
        yield world


def newest(world: Ringing) -> Incident:
    with world.store.read() as uow:
        return uow.incidents.by_code(world.code())


def requests(world: Ringing, code: str) -> list[HelpRequest]:
    with world.store.read() as uow:
        return uow.helps.of(uow.incidents.by_code(code).id)


def incidents(world: Ringing) -> int:
    with world.store.read() as uow:
        return len(uow.incidents.recent(100))


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


@pytest.mark.parametrize("sender", ["P047", STRANGER])
class TestFromTheCryToTheIncident:
    def test_the_first_officer_does_not_take_it_the_second_does_and_nobody_else_is_rung(
        self, world: Ringing, sender: str
    ) -> None:
        world.phone(sender).replies("SOS fire, we cannot get out")
        code = world.code()
        world.phone(DUTY).expects(code)
        world.phone(BACKUP).is_silent()
        world.passes(minutes=5)
        world.phone(BACKUP).expects(code, "7").replies("7").expects(code)
        world.passes(minutes=60)
        world.phone(HEAD).is_silent()
        assert any("is joining" in line and "SSD-DO" in line for line in world.log(code))

    def test_until_a_human_takes_it_everybody_of_security_is_rung_again_and_again(
        self, world: Ringing, sender: str
    ) -> None:
        world.phone(sender).replies("SOS fire, we cannot get out")
        code = world.code()
        world.passes(minutes=60)
        for who in (DUTY, BACKUP, HEAD, "HSSD/1"):
            assert sum(code in sms for sms in world.phone(who).texts()) >= 2

    def test_one_command_makes_it_an_incident_and_all_of_it_goes_along(self, world: Ringing, sender: str) -> None:
        world.phone(sender).replies("SOS fire, we cannot get out")
        code, before = world.code(), incidents(world)
        world.passes(minutes=5)
        world.phone(BACKUP).replies("7")
        said = world.person(BACKUP).types(f"/crisis verify {code} L2 flames seen by a guard type=fire site=ADD")
        assert f"{code} is verified; it is active at L2" in said
        it = newest(world)
        assert (it.code, it.phase, it.level, it.type, it.sites) == (
            code, Phase.ACTIVE, Level.L2, IncidentType("fire"), ("ADD",)
        )  # fmt: skip
        assert incidents(world) == before
        assert any("we cannot get out" in line for line in world.log(code))
        world.phone("CHAIR").expects("7=", code)
        world.phone("ORT-L@ADD").expects("7=", code)
        (asked,) = requests(world, code)
        number = world.who(sender).mobile if sender.startswith("P") else sender
        assert (asked.phone, asked.person) == (number, sender if sender.startswith("P") else None)
        assert asked.words == ("SOS fire, we cannot get out",)
        assert asked.open
        assert asked.taken_by == world.who(BACKUP).id, "who took the report has the request"
        assert f"H1 taken by {world.who(BACKUP).name}" in world.person("CHAIR").types(f"/crisis status {code}")

    def test_what_the_sender_texts_later_reaches_who_has_the_request_and_opens_nothing_new(
        self, world: Ringing, sender: str
    ) -> None:
        world.phone(sender).replies("SOS fire")
        code = world.code()
        world.phone(DUTY).replies("7")
        world.phone(sender).replies("we are in room 214")
        assert any("room 214" in line for line in world.log(code)), "while it is a report"
        world.person(DUTY).types(f"/crisis verify {code} L1")
        world.phone(sender).replies("SOS the door is hot")
        world.phone(sender).replies("smoke under the door of 214")
        assert world.code() == code
        (asked,) = requests(world, code)
        assert asked.words == ("SOS fire", "we are in room 214", "SOS the door is hot", "smoke under the door of 214")
        assert "smoke under the door" in world.person(DUTY).told()[-1]
        world.person(DUTY).types(f"/crisis checkin resolve {code} H1 safe note=brought out")
        assert not requests(world, code)[0].open

    def test_declared_before_anybody_took_it_the_officers_are_alerted_until_one_does(
        self, world: Ringing, sender: str
    ) -> None:
        world.phone(sender).replies("SOS fire")
        code = world.code()
        world.person("CHAIR").types(f"/crisis verify {code} L1")
        assert any(f"H1 {code}" in sms for sms in world.phone(DUTY).texts())
        world.passes(minutes=5)
        world.phone(BACKUP).replies(f"H1 {code}")
        assert requests(world, code)[0].taken_by == world.who(BACKUP).id
        assert f"{world.who(BACKUP).name} of Security is calling you" in world.phone(sender).texts()[-1]
