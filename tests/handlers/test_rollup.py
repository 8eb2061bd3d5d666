"""The headcount: figures for the team, names for those who may see them, a list to print for each warden."""

from __future__ import annotations

import pytest

from handlers.cards import Card, Facts, Open, Table, Tone, plain_text
from handlers.report_model import UnaccountedList, from_json
from playbooks.rules.checkin import Status
from playbooks.rules.vocabulary import DocumentId, PersonId, Sensitivity
from storage.aggregates.documents import Document
from tests.handlers.desk import ask, buttons, declared, entries, text
from tests.world import World

#: In Geneva: a warden of GVA-M1, two of their people, and somebody of another zone.
WARDEN, MINE, ALSO_MINE, ELSEWHERE = "P030", "P034", "P035", "P048"
#: A warden, and nothing else.
ONLY_WARDEN = ELSEWHERE
HEAD, CHAIR, TEAM = "HSSD", "CHAIR", "CCD"


def asked(world: World, site: str = "GVA", level: str = "L0") -> str:
    code = declared(world, level, site, CHAIR, "earthquake")
    ask(world, CHAIR, f"checkin start {code}")
    return code


def counts(world: World, code: str) -> dict[Status, int]:
    with world.store.read() as uow:
        campaign = uow.campaigns.current(uow.incidents.by_code(code).id)
        assert campaign is not None
        return uow.campaigns.counts(campaign.id)


def opened(world: World, card: Card) -> tuple[Document, UnaccountedList]:
    (door,) = [block for block in card.blocks if isinstance(block, Open)]
    with world.store.read() as uow:
        document = uow.documents.get(DocumentId(door.document))
    model = from_json(document.kind, document.model)
    assert isinstance(model, UnaccountedList)
    return document, model


def pressed_by_zone(world: World) -> str:
    code = asked(world)
    for who in (MINE, ELSEWHERE):
        world.phone(who).replies("2")
    return code


class TestWhoSeesNames:
    def test_security_sees_everybody_who_is_unaccounted_or_needs_help(self, world: World) -> None:
        code = pressed_by_zone(world)
        said = text(world, HEAD, f"checkin status {code}")
        for who in (MINE, ELSEWHERE):
            assert world.who(who).name in said
            assert (world.who(who).mobile or "") in said

    def test_a_warden_sees_those_of_the_own_zone_alone(self, world: World) -> None:
        code = pressed_by_zone(world)
        said = text(world, WARDEN, f"checkin status {code}")
        assert world.who(MINE).name in said
        assert world.who(ALSO_MINE).name in said
        assert world.who(ELSEWHERE).name not in said
        assert "0 of" not in said
        assert "2 of" in said, "the figures are everybody's"

    def test_the_team_sees_figures_and_no_name_or_number(self, world: World) -> None:
        code = pressed_by_zone(world)
        said = text(world, TEAM, f"checkin status {code}")
        assert "2 of" in said
        assert "2 need help" in said
        assert not [one.name for one in world.app.people() if one.name in said]
        assert "+41" not in said

    def test_no_name_of_who_answered_what_is_in_an_entry_that_the_team_reads(self, world: World) -> None:
        code = pressed_by_zone(world)
        open_to_team = [one for one in entries(world, code) if one.sensitivity != Sensitivity.STRICTLY_CONFIDENTIAL]
        for who in (MINE, ELSEWHERE):
            assert not any(world.who(who).name in one.text for one in open_to_team)
            assert not any(who in str(one.body) for one in open_to_team)


class TestWhatIsOfficial:
    @pytest.fixture
    def code(self, world: World) -> str:
        """Record one of the staff as dead and one as in hospital."""
        code = asked(world)
        room = f"crisis-{code.lower()}-restricted"
        with world.store.begin() as uow:
            incident = uow.incidents.by_code(code)
            campaign = uow.campaigns.current(incident.id)
            assert campaign is not None
            for who, status in ((MINE, Status.DECEASED), (ALSO_MINE, Status.HOSPITALISED)):
                one = uow.campaigns.one(campaign.id, PersonId(who))
                assert one is not None
                one.set_by_hand(status, world.who(HEAD).id, "confirmed", world.app.now())
                uow.campaigns.put([one])
        assert room in world.person(CHAIR).rooms()
        return code

    @pytest.mark.parametrize("who", [WARDEN, ONLY_WARDEN, TEAM, "ORT-L@GVA"])
    def test_wardens_and_the_team_read_neither_the_word_nor_its_figure(self, world: World, code: str, who: str) -> None:
        ask(world, HEAD, f"checkin correct {code} {ELSEWHERE} excluded reason=on leave")
        card = ask(world, who, f"checkin status {code}")
        said = plain_text(card).lower()
        assert "deceased" not in said
        assert "hospital" not in said
        (figures,) = [block for block in card.blocks if isinstance(block, Facts)]
        counted = {name: int(value) for name, value in figures.facts if value.isdigit()}
        # In one figure with others who are accounted for; all figures make up everybody.
        assert counted["Accounted for, other"] == 3
        assert sum(counted.values()) == sum(counts(world, code).values())

    def test_security_and_the_restricted_room_read_both(self, world: World, code: str) -> None:
        for said in (
            text(world, HEAD, f"checkin status {code}"),
            text(world, CHAIR, f"checkin status {code}", f"crisis-{code.lower()}-restricted"),
        ):
            assert "Deceased: 1" in said
            assert "Hospitalised: 1" in said
        assert "Deceased" not in text(world, CHAIR, f"checkin status {code}", f"crisis-{code.lower()}")

    def test_a_warden_who_reports_them_reads_that_it_stays_and_not_as_what(self, world: World, code: str) -> None:
        said = text(world, WARDEN, f"checkin proxy {code} {MINE} safe source=seen")
        assert "stays 'accounted for, other'" in said
        assert "deceased" not in said

    def test_neither_is_in_the_report_that_every_member_may_open(self, world: World, code: str) -> None:
        card = ask(world, CHAIR, f"aar {code}")
        (door,) = [block for block in card.blocks if isinstance(block, Open)]
        with world.store.read() as uow:
            stored = str(uow.documents.get(DocumentId(door.document)).model)
        assert "deceased" not in stored
        assert "hospitalised" not in stored
        assert "accounted for, other" in stored


class TestTheButtons:
    #: Who sees which of them while the round runs.
    THEIRS = (
        (ONLY_WARDEN, ["Report for somebody"]),
        (TEAM, ["Remind now"]),
        (HEAD, ["Printable list", "Remind now", "Report for somebody"]),
    )  # fmt: skip

    def test_everybody_is_offered_what_they_may_do_and_nothing_else(self, world: World) -> None:
        code = asked(world)
        for who, theirs in self.THEIRS:
            offered = buttons(ask(world, who, f"checkin status {code}"))
            assert list(offered) == theirs
            for line in offered.values():
                assert "Who may: " not in text(world, who, line)
        ask(world, HEAD, f"checkin close {code} reason=handed over")
        assert buttons(ask(world, ONLY_WARDEN, f"checkin status {code}")) == {}
        assert list(buttons(ask(world, TEAM, f"checkin status {code}"))) == ["Another round"]

    def test_before_the_first_question_a_warden_is_not_offered_to_ask(self, world: World) -> None:
        code = declared(world, "L0")
        assert buttons(ask(world, ONLY_WARDEN, f"checkin status {code}")) == {}
        assert "Ask all concerned" in buttons(ask(world, TEAM, f"checkin status {code}"))


class TestFigures:
    def test_whoever_needs_help_is_accounted_for_and_shown_apart(self, world: World) -> None:
        code = asked(world)
        everybody = sum(counts(world, code).values())
        world.phone(MINE).replies("2")
        world.phone(ALSO_MINE).replies("1")
        said = text(world, TEAM, f"checkin status {code}")
        assert f"2 of {everybody} accounted (2 %), {everybody - 2} unaccounted, 1 need help" in said

    def test_each_zone_adds_up_to_the_whole(self, world: World) -> None:
        code = asked(world)
        card = ask(world, TEAM, f"checkin status {code}")
        (table,) = [one for one in card.blocks if isinstance(one, Table) and one.caption == "By site and zone"]
        assert sum(int(row[2]) for row in table.rows) == sum(counts(world, code).values())
        assert all(int(row[2]) == int(row[3]) + int(row[4]) for row in table.rows)

    def test_the_board_is_an_alarm_from_the_call_for_help_until_somebody_takes_it(self, world: World) -> None:
        code = asked(world)
        assert ask(world, CHAIR, f"status {code}").tone is not Tone.ALARM
        world.phone(MINE).replies("2")
        assert ask(world, CHAIR, f"status {code}").tone is Tone.ALARM
        assert "H1" in text(world, CHAIR, f"status {code}")
        ask(world, HEAD, f"checkin take {code} H1")
        assert ask(world, CHAIR, f"status {code}").tone is not Tone.ALARM

    def test_before_the_first_question_it_says_that_nobody_was_asked(self, world: World) -> None:
        code = declared(world, "L0")
        assert "nobody was asked yet" in text(world, TEAM, f"checkin status {code}")
        assert "Nobody was asked" in text(world, HEAD, f"checkin unaccounted {code}")


class TestTheListToPrint:
    def test_each_zone_has_a_page_with_its_wardens_and_all_who_are_not_accounted_for(self, world: World) -> None:
        code = asked(world)
        world.phone(ALSO_MINE).replies("1")
        document, model = opened(world, ask(world, HEAD, f"checkin unaccounted {code}"))
        listed = [person.name for sheet in model.sheets for person in sheet.people]
        assert len(listed) == len(set(listed)) == model.everybody - model.accounted
        assert world.who(ALSO_MINE).name not in listed
        (page,) = [sheet for sheet in model.sheets if world.who(MINE).name in [one.name for one in sheet.people]]
        assert world.who(WARDEN).name in page.wardens
        assert "staff list of 2026-11-23" in model.basis
        assert "DEMONSTRATION" in model.marking
        assert document.sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL

    def test_it_is_told_to_the_asker_and_not_posted_in_the_room(self, world: World) -> None:
        code = asked(world)
        ask(world, HEAD, f"checkin unaccounted {code}")
        assert any("Open the list" in card for card in world.person(HEAD).told())
        assert not any("Open the list" in card for card in world.person(CHAIR).reads(f"crisis-{code.lower()}"))

    def test_it_stays_as_it_was_when_somebody_answers_later(self, world: World) -> None:
        code = asked(world)
        card = ask(world, HEAD, f"checkin unaccounted {code}")
        world.phone(MINE).replies("1")
        _, model = opened(world, card)
        assert world.who(MINE).name in [one.name for sheet in model.sheets for one in sheet.people]
