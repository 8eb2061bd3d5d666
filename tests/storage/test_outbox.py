"""What is to leave: lanes, priorities, leases, and an end for everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from playbooks.rules.vocabulary import IncidentId, RoomId
from storage.queues import Outgoing, OutgoingState, Seen
from storage.store import Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, BOB, MINUTE, NOW, at_once

LEASE = timedelta(seconds=30)
ALL = (0, 1, 2, 3, 4, 5)
FIRE, ROOM = IncidentId(1), RoomId(1)


def put(work: UnitOfWork, key: str, lane: str = "lane", priority: int = 1, **more: Any) -> None:
    work.outbox.put(key, priority, lane, "Tell", {"key": key}, NOW, **more)


def text_to(
    work: UnitOfWork, key: str, number: str, person: str | None, priority: int = 1, purpose: str = "page"
) -> None:
    payload = {"number": number, "person": person, "text": "PAGE K7Q", "purpose": purpose}
    work.outbox.put(key, priority, f"phone:{number}:{priority}", "SendSms", payload, NOW, incident=FIRE)


def claim(store: Store, now: datetime = NOW, limit: int = 99, priorities: tuple[int, ...] = ALL) -> list[Outgoing]:
    with store.begin() as work:
        return work.outbox.claim(now, priorities, limit, LEASE)


def claim_in(work: UnitOfWork) -> list[Outgoing]:
    return work.outbox.claim(NOW, ALL, 99, LEASE)


def keys(rows: list[Outgoing]) -> list[str]:
    return [row.key for row in rows]


def test_inside_a_lane_nothing_overtakes(store: Store) -> None:
    with store.begin() as work:
        put(work, "a1", "a", priority=4)
        put(work, "b1", "b", priority=4)
        put(work, "a2", "a", priority=0)
    first = claim(store)
    assert keys(first) == ["a1", "b1"]
    assert claim(store) == []
    with store.begin() as work:
        work.outbox.sent([(first[0].id, "ref")], NOW)
    assert keys(claim(store)) == ["a2"]


def test_a_put_back_effect_holds_its_lane_and_no_other(store: Store) -> None:
    with store.begin() as work:
        put(work, "a1", "a")
        put(work, "a2", "a")
        put(work, "b1", "b")
    taken = claim(store, limit=1)
    with store.begin() as work:
        work.outbox.retry(taken[0].id, NOW + MINUTE, "rate limited")
        assert work.outbox.next_at() == NOW
    assert keys(claim(store)) == ["b1"]
    again = claim(store, NOW + MINUTE)
    assert [(row.key, row.tries, row.note) for row in again][:1] == [("a1", 2, "rate limited")]


def test_the_urgent_goes_first_and_each_claimer_takes_its_own_priorities(store: Store) -> None:
    with store.begin() as work:
        for key, priority in (("digest", 5), ("page", 1), ("card", 4), ("distress", 0), ("page-2", 1)):
            put(work, key, key, priority)
    assert keys(claim(store, priorities=(0, 1), limit=2)) == ["distress", "page"]
    assert keys(claim(store)) == ["page-2", "card", "digest"]


def test_what_a_dispatcher_took_and_never_ended_comes_back_when_its_lease_is_over(store: Store) -> None:
    with store.begin() as work:
        put(work, "a1")
    assert [row.tries for row in claim(store)] == [1]
    with store.read() as work:
        assert work.outbox.next_at() == NOW + LEASE
        assert work.outbox.pending(NOW) == 1
    assert claim(store, NOW + LEASE - timedelta(microseconds=1)) == []
    assert [(row.key, row.tries, row.state) for row in claim(store, NOW + LEASE)] == [("a1", 2, "leased")]


def test_a_lone_process_takes_up_at_its_start_what_it_was_sending(store: Store) -> None:
    with store.begin() as work:
        put(work, "sent", "a")
        put(work, "flying", "b")
    with store.begin() as work:
        work.outbox.sent([(claim_in(work)[0].id, "ref")], NOW)
    with store.begin() as work:
        work.outbox.free_all()
    assert [(row.key, row.tries) for row in claim(store)] == [("flying", 2)]


def test_eight_dispatchers_take_each_effect_once(url: str, store: Store) -> None:
    stores = [store, Store.open(url)]
    with store.begin() as work:
        for number in range(40):
            put(work, f"e{number}", f"lane-{number % 20}")
    rounds = at_once(8, lambda number: claim(stores[number % 2], limit=5))
    taken = [row.key for rows in rounds for row in rows]
    assert len(taken) == len(set(taken)) <= 20
    taken += keys(claim(store))
    assert sorted(taken) == sorted(f"e{number}" for number in range(20))
    stores[1].close()


def test_a_row_that_another_replica_holds_is_passed_over_and_not_waited_for(postgresql_url: str) -> None:
    one, other = Store.open(postgresql_url), Store.open(postgresql_url)
    with one.begin() as work:
        put(work, "a1", "a")
        put(work, "a2", "a")
        put(work, "b1", "b")
    with one.begin() as first, other.begin() as second:
        assert keys(first.outbox.claim(NOW, ALL, 1, LEASE)) == ["a1"]
        assert keys(second.outbox.claim(NOW, ALL, 9, LEASE)) == ["b1"]
    one.close()
    other.close()


def test_a_live_card_is_not_sent_while_a_change_of_it_is_under_way(postgresql_url: str) -> None:
    one, other = Store.open(postgresql_url), Store.open(postgresql_url)

    def edit(work: UnitOfWork, key: str) -> None:
        work.outbox.put_latest(key, 4, "room:1", "EditLive", {}, NOW, room=ROOM)

    with one.begin() as work:
        edit(work, "1")
    with one.begin() as changing:
        edit(changing, "2")
        assert claim(other) == []
    assert keys(claim(other)) == ["1"]
    one.close()
    other.close()


def test_what_is_too_old_is_handed_out_as_expired_and_frees_its_lane_when_that_was_told(store: Store) -> None:
    with store.begin() as work:
        put(work, "stale", expires_at=NOW + MINUTE)
        put(work, "fresh")
    (row,) = claim(store, NOW + MINUTE)
    assert (row.key, row.state, row.tries) == ("stale", "expired", 0)
    assert claim(store, NOW + MINUTE) == []
    with store.begin() as work:
        work.outbox.expired(row.id, "stale", NOW + MINUTE)
        assert work.outbox.get(row.id).state is OutgoingState.EXPIRED
    assert keys(claim(store, NOW + MINUTE)) == ["fresh"]


def test_the_same_key_is_queued_once_even_after_it_was_sent(store: Store) -> None:
    with store.begin() as work:
        put(work, "a1")
        put(work, "a1", "elsewhere")
    (row,) = claim(store)
    with store.begin() as work:
        work.outbox.sent([(row.id, "ref-1")], NOW)
        put(work, "a1")
    assert claim(store) == []
    with store.read() as work:
        assert (work.outbox.get(row.id).state, work.outbox.get(row.id).ref) == (OutgoingState.SENT, "ref-1")
        assert (work.outbox.pending(NOW), work.outbox.next_at()) == (0, None)


def test_a_finished_effect_stays_as_it_ended(store: Store) -> None:
    with store.begin() as work:
        put(work, "a1")
    (row,) = claim(store)
    with store.begin() as work:
        work.outbox.sent([(row.id, "ref-1")], NOW)
        work.outbox.refused(row.id, "late", NOW)
        work.outbox.dead(row.id, "late", NOW)
        work.outbox.retry(row.id, NOW, "late")
        after = work.outbox.get(row.id)
    assert (after.state, after.ref, after.note) == (OutgoingState.SENT, "ref-1", "")


def test_edits_of_one_live_card_become_one_while_they_wait(store: Store) -> None:
    def edit(key: str, room: RoomId = ROOM) -> None:
        with store.begin() as work:
            work.outbox.put_latest(key, 4, f"room:{room}", "EditLive", {"room": room}, NOW, room=room)

    with store.begin() as work:
        for key in ("1", "2"):
            work.outbox.put_latest(key, 4, "room:1", "EditLive", {}, NOW, room=ROOM)
        work.outbox.put_latest("post", 4, "room:1", "PinLive", {}, NOW, room=ROOM)
    edit("3")
    edit("other room", RoomId(2))
    with store.read() as work:
        assert work.outbox.pending(NOW) == 3
    taken = claim(store)
    assert keys(taken) == ["1", "other room"]
    # One that is being sent may show the state from before: the next change queues a new one.
    edit("4")
    with store.begin() as work:
        for row in taken:
            work.outbox.sent([(row.id, None)], NOW)
    assert keys(claim(store)) == ["post"]


def test_a_room_that_cannot_be_had_takes_its_effects_along(store: Store) -> None:
    with store.begin() as work:
        for number in range(3):
            put(work, f"r{number}", "room:1", room=ROOM)
        put(work, "else", "room:2", room=RoomId(2))
    (first, _) = claim(store)
    with store.begin() as work:
        assert work.outbox.drop_room(ROOM, "its room could not be opened") == 2
        work.outbox.refused(first.id, "name taken", NOW)
        put(work, "r9", "room:1", room=ROOM)
    assert keys(claim(store)) == ["r9"]


def test_a_stopped_page_is_not_texted_and_whoever_was_texted_is_known(store: Store) -> None:
    with store.begin() as work:
        text_to(work, "sent", "+411", ANA)
        text_to(work, "flying", "+412", BOB)
        text_to(work, "tried", "+413", None)
        text_to(work, "refused", "+414", None)
    sent, _, tried, refused = claim(store)
    with store.begin() as work:
        work.outbox.sent([(sent.id, "SM1")], NOW)
        work.outbox.retry(tried.id, NOW, "no answer from the provider")
        work.outbox.refused(refused.id, "not a number", NOW)
        text_to(work, "waiting", "+415", None)
        text_to(work, "ana again", "+411", ANA)
        text_to(work, "answer to ana", "+411", ANA, priority=3, purpose="reply")
        text_to(work, "help", "+416", None, priority=0, purpose="help")
        call = {"number": "+415", "person": None, "purpose": "page"}
        work.outbox.put("call", 1, "call:+415", "Call", call, NOW, incident=FIRE)
        work.outbox.put("elsewhere", 1, "phone:+419", "SendSms", {}, NOW, incident=IncidentId(2))
    with store.begin() as work:
        dropped = work.outbox.drop_pages(FIRE, ["page", "report"], NOW)
        assert keys(dropped) == ["tried", "waiting", "ana again", "call"]
        assert dropped[1].payload["number"] == "+415"
        assert work.outbox.drop_pages(FIRE, ["page", "report"], NOW) == []
    with store.read() as work:
        assert work.outbox.texted(FIRE, "over") == [("+411", ANA), ("+412", BOB), ("+413", None)]
    assert keys(claim(store)) == ["help", "elsewhere", "answer to ana"]


def test_whoever_was_told_that_it_is_over_counts_as_texted_only_after_another_text(store: Store) -> None:
    with store.begin() as work:
        for number in ("+411", "+412", "+413", "+414"):
            text_to(work, f"page {number}", number, None)
    for row in claim(store):
        with store.begin() as work:
            work.outbox.sent([(row.id, "SM1")], NOW)
    with store.begin() as work:
        for number in ("+411", "+412", "+413"):
            text_to(work, f"over {number}", number, None, priority=2, purpose="over")
        text_to(work, "page again", "+412", None)
    told, refused, _, again = sorted(claim(store), key=lambda row: row.id)
    with store.begin() as work:
        work.outbox.sent([(told.id, "SM2")], NOW)
        work.outbox.refused(refused.id, "open again", NOW)
        work.outbox.sent([(again.id, "SM3")], NOW)
    with store.read() as work:
        assert work.outbox.texted(FIRE, "over") == [("+414", None), ("+412", None)], "the third notice is on its way"


def test_for_whom_a_text_was_queued_lately_is_known_whatever_became_of_it(store: Store) -> None:
    with store.begin() as work:
        text_to(work, "alarm", "+411", ANA, purpose="alarm")
        text_to(work, "page", "+412", BOB)
    with store.read() as work:
        assert work.outbox.texted_lately(FIRE, "alarm", NOW - MINUTE) == {ANA}
        assert work.outbox.texted_lately(FIRE, "alarm", NOW) == set()


def test_what_is_kept_can_be_emptied_and_what_became_of_it_stays(store: Store) -> None:
    with store.begin() as work:
        text_to(work, "a", ANA, "P001")
        put(work, "b")
        for event, reply in (("e1", {"title": "Mr Smith"}), ("e2", {"title": "Done"}), ("e3", None)):
            work.inbox.claim(event, "test", NOW)
            work.inbox.answer(event, reply)
    (first, _) = claim(store)
    with store.begin() as work:
        work.outbox.sent([(first.id, "ref")], NOW)
        (row,) = work.outbox.of(FIRE)
        work.outbox.rewrite(row.id, {**row.payload, "text": ""})
        work.inbox.forget(lambda reply: "Smith" in reply["title"], {"title": "Removed"})
    with store.begin() as work:
        (row,) = work.outbox.of(FIRE)
        assert (row.payload["text"], row.payload["number"], row.state, row.ref) == ("", ANA, OutgoingState.SENT, "ref")
        replies = [work.inbox.claim(event, "test", NOW) for event in ("e1", "e2", "e3")]
        assert replies == [Seen({"title": "Removed"}), Seen({"title": "Done"}), Seen(None)]


def test_what_was_too_old_to_be_tried_is_in_no_doubt_even_when_the_process_dies_then(store: Store) -> None:
    with store.begin() as work:
        put(work, "old", "a", expires_at=NOW + MINUTE)
        put(work, "new", "b")
    later = NOW + 2 * MINUTE
    first = {row.key: row for row in claim(store, later)}
    assert first["old"].state is OutgoingState.EXPIRED
    again = {row.key: row.doubtful_since for row in claim(store, later + MINUTE)}
    assert again == {"old": None, "new": later}
