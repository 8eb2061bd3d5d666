"""Requests for help, documents, and check-ins of thousands, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from playbooks.rules.checkin import Campaign, HelpRequest, Respondent, Source, Status
from playbooks.rules.errors import NotFound
from playbooks.rules.people import Person, PersonKind
from playbooks.rules.vocabulary import (
    CampaignId,
    DocumentId,
    HelpId,
    IncidentId,
    Language,
    PersonId,
    Phase,
    Sensitivity,
)
from storage.store import Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, BOB, CAI, GVA, MINUTE, NOW, incident

MANY = 2_000


def asks(fire: IncidentId, person: PersonId | None = ANA, **more: Any) -> HelpRequest:
    return HelpRequest(HelpId(0), fire, 0, None, person, "+41790000001", NOW, ("2",), **more)


class TestRequests:
    def test_are_counted_in_their_incident(self, store: Store) -> None:
        with store.begin() as work:
            fire, flood = work.incidents.add(incident()), work.incidents.add(incident("M4R"))
            for where in (fire, flood, fire):
                work.helps.add(asks(where))
        with store.read() as work:
            assert [one.name for one in work.helps.of(fire)] == ["H1", "H2"]
            assert [one.name for one in work.helps.of(flood)] == ["H1"]
            with pytest.raises(NotFound):
                work.helps.get(HelpId(99))

    def test_an_open_one_of_a_person_is_found_and_an_ended_one_is_not(self, store: Store) -> None:
        with store.begin() as work:
            fire = work.incidents.add(incident())
            first = asks(fire)
            work.helps.add(first)
            first.end(BOB, "safe", NOW + MINUTE)
            work.helps.save(first)
            assert work.helps.open_of(fire, [ANA]) == []
            second = asks(fire)
            work.helps.add(second)
            work.helps.add(asks(fire, BOB))
        with store.read() as work:
            (found,) = work.helps.open_of(fire, [ANA])
            assert vars(found) == vars(second)
            assert work.helps.open_of(fire, [CAI]) == []
            assert [one.number for one in work.helps.of(fire)] == [1, 2, 3], "ended ones stay on the list"

    def test_of_a_strange_telephone_have_nobody_and_keep_its_words(self, store: Store) -> None:
        with store.begin() as work:
            request = asks(work.incidents.add(incident()), None)
            work.helps.add(request)
            request.said_more("النجدة 救命 🚒", frozenset("AE"), "Étage 3")
            work.helps.save(request)
        with store.read() as work:
            loaded = work.helps.get(request.id)
            assert (loaded.person, loaded.words[-1], loaded.needs) == (None, "النجدة 救命 🚒", frozenset("AE"))

    def test_wait_until_somebody_takes_or_ends_them_whatever_becomes_of_the_incident(self, store: Store) -> None:
        with store.begin() as work:
            fire, closed = work.incidents.add(incident()), work.incidents.add(incident("M4R", Phase.CLOSED))
            waiting, taken, ended, late = asks(fire), asks(fire, BOB), asks(fire, CAI), asks(closed)
            for one in (waiting, taken, ended, late):
                work.helps.add(one)
            taken.take(BOB, NOW)
            ended.end(BOB, "safe", NOW)
            for one in (taken, ended):
                work.helps.save(one)
        with store.read() as work:
            assert [one.id for one in work.helps.waiting()] == [waiting.id, late.id]


class TestDocuments:
    def made(self, work: UnitOfWork, fire: IncidentId, title: str = "Unaccounted") -> DocumentId:
        model = {"names": ["Цай Петрова", "ديمة الحسن"], "of": 120, "at": "2026-03-14T09:26:53Z", "none": None}
        return work.documents.add(
            fire, "unaccounted", title, model, Sensitivity.STRICTLY_CONFIDENTIAL, ANA, NOW
        ).id  # fmt: skip

    def test_come_back_as_they_were_made_with_the_digest_of_that_moment(self, store: Store) -> None:
        with store.begin() as work:
            fire = work.incidents.add(incident())
            made = work.documents.add(
                fire, "report", "After action", {"b": [1, "é"], "a": None}, Sensitivity.CONFIDENTIAL, BOB, NOW
            )
            again = work.documents.add(
                fire, "report", "After action", {"b": [1, "é"], "a": None}, Sensitivity.CONFIDENTIAL, BOB, NOW
            )
        assert made.digest == again.digest
        assert len(made.digest) == 64
        with store.read() as work:
            assert work.documents.get(made.id) == made
            with pytest.raises(NotFound):
                work.documents.get(DocumentId(99))

    def test_another_model_has_another_digest(self, store: Store) -> None:
        with store.begin() as work:
            fire = work.incidents.add(incident())
            digests = {
                work.documents.add(fire, "report", "x", {"n": n}, Sensitivity.CONFIDENTIAL, ANA, NOW).digest
                for n in range(3)
            }
        assert len(digests) == 3

    def test_a_purge_empties_those_of_its_incident_once_and_keeps_what_they_were(self, store: Store) -> None:
        with store.begin() as work:
            fire, flood = work.incidents.add(incident()), work.incidents.add(incident("M4R"))
            mine = [self.made(work, fire), self.made(work, fire, "Report")]
            other = self.made(work, flood)
            digest = work.documents.get(mine[0]).digest
        with store.begin() as work:
            assert work.documents.purge(fire) == 2
            assert work.documents.purge(fire) == 0
        with store.read() as work:
            first = work.documents.get(mine[0])
            assert (first.model, first.digest, first.title, first.made_by) == (None, digest, "Unaccounted", ANA)
            kept = work.documents.get(other).model
            assert kept is not None
            assert kept["names"] == ["Цай Петрова", "ديمة الحسن"]


class TestThousands:
    @pytest.fixture
    def crowd(self, store: Store) -> tuple[Campaign, list[Respondent]]:
        people = [PersonId(f"Q{number:05}") for number in range(MANY)]
        with store.begin() as work:
            work.roster.put_people([Person(id_, f"N {id_}", PersonKind.STAFF, Language.EN, GVA) for id_ in people])
            fire = work.incidents.add(incident())
            campaign = Campaign(CampaignId(0), fire, 1, ANA, NOW, False, "everyone", "staff list")
            work.campaigns.add(campaign)
            crowd = [
                Respondent(campaign.id, id_, f"+4176{place:07}", Language.EN, GVA, None, place)
                for place, id_ in enumerate(people, 1)
            ]
            work.campaigns.put(crowd)
        return campaign, crowd

    def test_are_stored_changed_counted_and_found_again(
        self, store: Store, crowd: tuple[Campaign, list[Respondent]]
    ) -> None:
        campaign, people = crowd
        for one in people:
            one.asked(NOW)
            one.said(Status.SAFE if one.position % 4 else Status.NEED_HELP, Source.SMS, NOW + MINUTE)
        with store.begin() as work:
            work.campaigns.put(people)
            work.campaigns.record(one.change(NOW + MINUTE, f"text {one.position}") for one in people)
        with store.read() as work:
            counts = work.campaigns.counts(campaign.id)
            assert (counts[Status.SAFE], counts[Status.NEED_HELP]) == (MANY * 3 // 4, MANY // 4)
            assert sum(counts.values()) == MANY
            assert [vars(one) for one in work.campaigns.respondents(campaign.id)] == [vars(one) for one in people]
            history = work.campaigns.history(campaign.id)
            assert [row.words for row in history] == [f"text {place}" for place in range(1, MANY + 1)]
            some = work.campaigns.some(campaign.id, [one.person for one in people])
            assert len(some) == MANY
            assert len(work.campaigns.open_of([one.person for one in people])) == MANY

    def test_are_sent_piece_by_piece_and_everybody_once(
        self, store: Store, crowd: tuple[Campaign, list[Respondent]]
    ) -> None:
        campaign, people = crowd
        sent: list[PersonId] = []
        position = 0
        with store.read() as work:
            while piece := work.campaigns.after(campaign.id, position, 500):
                assert len(piece) <= 500
                sent += [one.person for one in piece]
                position = piece[-1].position
        assert sent == [one.person for one in people]
