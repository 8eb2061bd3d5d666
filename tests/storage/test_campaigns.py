"""Check-ins are loaded as they were saved, counted, and found again, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from playbooks.rules.checkin import (
    ACCOUNTED,
    SILENT_SO_FAR,
    Campaign,
    Change,
    HelpRequest,
    Respondent,
    Rollup,
    Source,
    Status,
)
from playbooks.rules.errors import NotFound
from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, Language, PersonId, Phase
from storage.aggregates.lists import PeopleList
from storage.store import Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, BOB, CAI, DEE, GVA, MINUTE, NOW, incident


def begun(work: UnitOfWork, code: str = "K7Q", **more: Any) -> Campaign:
    """Store an incident and a first round."""
    fire = work.incidents.add(incident(code))
    return another(work, fire, 1, **more)


def another(work: UnitOfWork, fire: IncidentId, number: int, **more: Any) -> Campaign:
    campaign = Campaign(CampaignId(0), fire, number, ANA, NOW, False, "all concerned: Geneva", "staff list", **more)
    work.campaigns.add(campaign)
    return campaign


def asked(campaign: Campaign, *people: PersonId, number: str | None = None) -> list[Respondent]:
    return [
        Respondent(campaign.id, id_, number or f"+4179{place:07}", Language.AR, GVA, "GVA-M1", place)
        for place, id_ in enumerate(people, 1)
    ]


def test_a_round_comes_back_as_it_was_saved(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        campaign.expanded, campaign.first_sent_at = 500, NOW
        campaign.closed_at, campaign.closed_by = NOW + MINUTE, BOB
        work.campaigns.save(campaign)
    with store.read() as work:
        assert vars(work.campaigns.get(campaign.id)) == vars(campaign)
        with pytest.raises(NotFound):
            work.campaigns.get(CampaignId(99))


def test_a_person_comes_back_with_all_that_is_known_of_them(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        (one,) = asked(campaign, ANA)
        one.asked(NOW)
        one.said(Status.UNCLEAR, Source.SMS, NOW + MINUTE)
        one.owner, one.note = BOB, "answered in a language nobody knew"
        work.campaigns.put([one])
    with store.read() as work:
        loaded = work.campaigns.one(campaign.id, ANA)
        assert loaded is not None
        assert vars(loaded) == vars(one)
        assert work.campaigns.one(campaign.id, BOB) is None


def test_putting_a_person_again_changes_them_and_counts_nobody_twice(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        people = asked(campaign, ANA, BOB)
        work.campaigns.put(people)
        people[0].said(Status.SAFE, Source.SMS, NOW)
        # The same person twice in one call, as two reasons to store them may bring it.
        work.campaigns.put([people[0], people[0]])
    with store.read() as work:
        count = Rollup(campaign, NOW, work.campaigns.counts(campaign.id))
        assert (count.everybody, count.accounted, count.unaccounted) == (2, 1, 1)
        assert set(count.counts) == set(Status)


def test_people_are_given_in_the_order_of_sending_and_piece_by_piece(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        work.campaigns.put(asked(campaign, DEE, CAI, BOB, ANA))
    with store.read() as work:
        assert [one.person for one in work.campaigns.respondents(campaign.id)] == [DEE, CAI, BOB, ANA]
        assert [one.person for one in work.campaigns.after(campaign.id, 0, 2)] == [DEE, CAI]
        assert [one.person for one in work.campaigns.after(campaign.id, 2, 2)] == [BOB, ANA]
        assert work.campaigns.after(campaign.id, 4, 2) == []


def test_who_was_heard_is_not_among_those_to_remind(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        heard, lost, away, silent = asked(campaign, ANA, BOB, CAI, DEE)
        heard.said(Status.UNCLEAR, Source.SMS, NOW)
        lost.not_reached("no such number", NOW)
        away.said(Status.SAFE_ELSEWHERE, Source.CHAT, NOW)
        silent.text_left(NOW)
        work.campaigns.put([heard, lost, away, silent])
    with store.read() as work:
        assert [one.person for one in work.campaigns.in_status(campaign.id, SILENT_SO_FAR)] == [DEE]
        unaccounted = work.campaigns.in_status(campaign.id, set(Status) - ACCOUNTED)
        assert [one.person for one in unaccounted] == [ANA, BOB, DEE]


def test_people_on_one_telephone_are_found_together(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        work.campaigns.put(asked(campaign, ANA, BOB, number="+41790000099"))
        work.campaigns.put([one for one in asked(campaign, ANA, BOB, CAI) if one.person == CAI])
    with store.read() as work:
        assert [one.person for one in work.campaigns.sharing(campaign.id, ["+41790000099"], [ANA])] == [BOB]
        assert work.campaigns.sharing(campaign.id, [], []) == []
        assert set(work.campaigns.some(campaign.id, [BOB, CAI, DEE])) == {BOB, CAI}
        assert work.campaigns.some(campaign.id, []) == {}


def test_each_round_keeps_its_own_statuses_and_history(store: Store) -> None:
    with store.begin() as work:
        first = begun(work)
        (one,) = asked(first, ANA)
        one.said(Status.SAFE, Source.SMS, NOW)
        work.campaigns.put([one])
        work.campaigns.record([one.change(NOW, "1")])
        first.closed_at, first.closed_by = NOW + MINUTE, ANA
        work.campaigns.save(first)
        second = another(work, first.incident, 2)
        work.campaigns.put(asked(second, ANA))
    with store.read() as work:
        assert [round_.number for round_ in work.campaigns.of(first.incident)] == [1, 2]
        current = work.campaigns.current(first.incident)
        assert current is not None
        assert current.id == second.id
        assert work.campaigns.counts(second.id)[Status.NOT_CONTACTED] == 1
        expected = Change(first.id, ANA, Status.SAFE, NOW, NOW, Source.SMS, None, "1")
        assert work.campaigns.history(first.id) == [expected]
        assert work.campaigns.history(second.id) == []


def test_the_history_is_in_the_order_in_which_it_was_recorded_and_a_reader_of_the_same_transaction_sees_it(
    store: Store,
) -> None:
    with store.begin() as work:
        campaign = begun(work)
        (one,) = asked(campaign, ANA)
        work.campaigns.put([one])
        one.said(Status.SAFE, Source.SMS, NOW)
        work.campaigns.record([one.change(NOW)])
        # A proxy tells of an earlier moment: it is recorded later all the same.
        one.reported(Status.INJURED, BOB, NOW - MINUTE)
        work.campaigns.record([one.change(NOW)])
        assert [change.status for change in work.campaigns.history(campaign.id)] == [Status.SAFE, Status.INJURED]
    with store.read() as work:
        assert [change.status for change in work.campaigns.history(campaign.id)] == [Status.SAFE, Status.INJURED]


def test_an_incident_has_one_round_of_each_number(store: Store) -> None:
    with store.begin() as work:
        fire = begun(work).incident
    with pytest.raises(DBAPIError), store.begin() as work:
        another(work, fire, 1)


def test_only_open_rounds_of_open_incidents_are_running(store: Store) -> None:
    with store.begin() as work:
        running = begun(work, "K7Q")
        begun(work, "B2C", closed_at=NOW, closed_by=ANA)
        over = begun(work, "D3E")
        ended = work.incidents.get(over.incident)
        ended.phase, ended.stood_down_at = Phase.STOOD_DOWN, NOW
        work.incidents.save(ended)
    with store.read() as work:
        assert [campaign.id for campaign in work.campaigns.running()] == [running.id]


def test_a_persons_open_rounds_are_found_newest_first_with_their_incidents(store: Store) -> None:
    with store.begin() as work:
        closed, older, newer = begun(work, "K7Q"), begun(work, "B2C"), begun(work, "D3E")
        for campaign in (closed, older, newer):
            work.campaigns.put(asked(campaign, ANA, BOB))
        closed.closed_at, closed.closed_by = NOW, ANA
        work.campaigns.save(closed)
    with store.read() as work:
        found = [(fire, one.campaign, one.person) for fire, one in work.campaigns.open_of([ANA])]
        assert found == [(newer.incident, newer.id, ANA), (older.incident, older.id, ANA)]
        assert work.campaigns.open_of([]) == []
        last = work.campaigns.last_of(BOB)
        assert last is not None
        assert last.id == newer.id
        assert work.campaigns.last_of(DEE) is None


@pytest.mark.parametrize("status", [Status.DECEASED, Status.HOSPITALISED])
@pytest.mark.parametrize("source", [Source.SMS, Source.CHAT, Source.PROXY, Source.SENDING])
def test_the_database_itself_takes_no_death_from_a_text_or_a_proxy(
    store: Store, status: Status, source: Source
) -> None:
    with store.begin() as work:
        campaign = begun(work)
        (one,) = asked(campaign, ANA)
        one.set_by_hand(status, BOB, "confirmed by the hospital", NOW)
        work.campaigns.put([one])
    one.source = source
    with pytest.raises(DBAPIError), store.begin() as work:
        work.campaigns.put([one])


def test_a_request_for_help_comes_back_as_it_was_saved(store: Store) -> None:
    with store.begin() as work:
        campaign = begun(work)
        request = HelpRequest(
            HelpId(0), campaign.incident, 1, campaign.id, ANA, "+41790000001", NOW, ("2", "third floor"),
            frozenset("AB"), "third floor", in_doubt=True, ladder=(BOB, CAI),
        )  # fmt: skip
        work.helps.add(request)
        request.tell_next()
        request.take(BOB, NOW + MINUTE)
        work.helps.save(request)
    with store.read() as work:
        (loaded,) = work.helps.of(campaign.incident)
        assert vars(loaded) == vars(request)


def test_lists_are_replaced_whole_and_keep_their_date(store: Store) -> None:
    travel = PeopleList("TRAVEL-GVA", "On mission", GVA, "travel system", date(2026, 3, 13), (ANA, CAI))
    event = PeopleList("EVENT", "Meeting", None, "registration", None, (BOB,))
    with store.begin() as work:
        work.lists.replace([travel, event])
    with store.read() as work:
        assert work.lists.all() == (event, travel)
    with store.begin() as work:
        work.lists.replace([travel])
    with store.read() as work:
        assert work.lists.all() == (travel,)


def test_a_blocked_number_says_why_until_it_is_free_again(store: Store) -> None:
    with store.begin() as work:
        work.lists.block("+41790000001", "said STOP", NOW)
        work.lists.block("+41790000001", "it is a stranger's", NOW + MINUTE)
    with store.read() as work:
        found = work.lists.blocked(["+41790000001", "+41790000002"])
        assert found == {"+41790000001": "it is a stranger's"}
    with store.begin() as work:
        work.lists.unblock("+41790000001")
        work.lists.unblock("+41790000001")
    with store.read() as work:
        assert work.lists.blocked(["+41790000001"]) == {}
