"""Whom the words of a check-in mean, in which order they are texted, and where the list of them comes from."""

from __future__ import annotations

import pytest

from playbooks.rules.checkin import Campaign, Respondent
from tests.handlers.asking import share
from tests.handlers.desk import ask, declared, leaves, text
from tests.world import World


def listed(world: World, words: str = "", site: str = "ADD") -> list[Respondent]:
    """Declare an earthquake, ask those whom the words mean, and give them in the order of sending."""
    code = declared(world, "L0", site, "CHAIR", "earthquake")
    ask(world, "CHAIR", f"checkin start {code} {words} --confirmed")
    with world.store.read() as uow:
        return uow.campaigns.respondents(round_of(world).id)


def round_of(world: World) -> Campaign:
    with world.store.read() as uow:
        campaign = uow.campaigns.current(uow.incidents.by_code(world.code()).id)
    assert campaign is not None
    return campaign


def at(world: World, site: str) -> set[str]:
    return {one.id for one in world.app.people() if one.site == site and one.kind != "external"}


def of_list(world: World, code: str) -> set[str]:
    with world.store.read() as uow:
        return {id_ for one in uow.lists.all() if one.code == code for id_ in one.people}


def in_zone(world: World, zone: str) -> set[str]:
    with world.store.read() as uow:
        return {one.id for one in uow.roster.everyone() if one.zone == zone}


class TestWords:
    def test_without_words_it_is_who_is_at_the_site_or_listed_as_being_there(self, world: World) -> None:
        found = {one.person for one in listed(world)}
        assert of_list(world, "TRAVEL-ADD")
        assert found == at(world, "ADD") | of_list(world, "TRAVEL-ADD")

    @pytest.mark.parametrize("word", ["BKK", "bkk", "Bangkok", "site=BKK"])
    def test_a_site_by_its_code_or_name(self, world: World, word: str) -> None:
        assert {one.person for one in listed(world, word)} == at(world, "BKK")

    @pytest.mark.parametrize("word", ["GVA-M1", "gva-m1", "zone=GVA-M1"])
    def test_a_zone(self, world: World, word: str) -> None:
        assert {one.person for one in listed(world, word)} == in_zone(world, "GVA-M1")

    @pytest.mark.parametrize("word", ["EVENT-GVA", "event-gva", "list=EVENT-GVA"])
    def test_a_list(self, world: World, word: str) -> None:
        assert {one.person for one in listed(world, word)} == of_list(world, "EVENT-GVA")

    def test_several_words_are_taken_together_and_nobody_twice(self, world: World) -> None:
        found = [one.person for one in listed(world, "ADD-1 P068,P047 TRAVEL-ADD")]
        assert set(found) == in_zone(world, "ADD-1") | {"P047"} | of_list(world, "TRAVEL-ADD")
        assert len(found) == len(set(found))

    def test_everyone_is_all_staff_and_nobody_who_has_left(self, world: World) -> None:
        leaves(world, "P100")
        found = {one.person for one in listed(world, "everyone")}
        assert found == {one.id for one in world.app.people() if one.kind != "external"} - {"P100"}

    def test_a_traveller_who_has_left_is_not_asked(self, world: World) -> None:
        gone = min(of_list(world, "TRAVEL-ADD"))
        leaves(world, gone)
        assert gone not in {one.person for one in listed(world)}

    def test_a_name_that_fits_several_people_is_not_guessed(self, world: World) -> None:
        code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
        assert "Several people fit" in text(world, "CHAIR", f"checkin start {code} an")


class TestOrder:
    def test_the_incidents_site_is_texted_before_everybody_else(self, world: World) -> None:
        sites = [str(one.site) for one in listed(world, "everyone")]
        here = sites.count("ADD")
        assert here >= len(at(world, "ADD"))
        assert len(sites) > here
        assert sites[:here] == ["ADD"] * here

    def test_two_on_one_telephone_are_texted_together_wherever_they_sit(self, world: World) -> None:
        share(world, "P067", "P120")
        found = [str(one.person) for one in listed(world, "everyone")]
        assert abs(found.index("P067") - found.index("P120")) == 1
        assert sum("share" in sms for sms in world.phone("P067").texts()) == len(world.phone("P067").texts()) == 1

    def test_on_a_telephone_of_two_each_is_asked_by_name_whoever_of_them_is_in_the_check_in(self, world: World) -> None:
        share(world, "P067", "P120")
        code = declared(world, "L0", "ADD", "CHAIR", "earthquake")
        ask(world, "CHAIR", f"checkin start {code} P067")
        ask(world, "CHAIR", f"checkin start {code} P120 --confirmed")
        first, second = world.phone("P067").texts()
        assert "share this phone" in first
        assert "Téléphone partagé" in second


class TestWhereItComesFrom:
    def test_all_concerned_names_the_staff_list_and_the_lists_of_the_place_with_their_dates(self, world: World) -> None:
        listed(world)
        campaign = round_of(world)
        assert campaign.audience == "all concerned: Addis Ababa"
        assert campaign.basis == "staff list of 2026-11-23 09:00 UTC; TRAVEL-ADD (travel system, 2026-11-20)"

    def test_words_name_only_the_lists_that_were_used(self, world: World) -> None:
        listed(world, "GVA-M1 EVENT-GVA")
        campaign = round_of(world)
        assert "zone GVA-M1" in campaign.audience
        assert "list EVENT-GVA" in campaign.audience
        assert "EVENT-GVA (event registration" in campaign.basis
        assert "TRAVEL-ADD" not in campaign.basis
