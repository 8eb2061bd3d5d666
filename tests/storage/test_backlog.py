"""What hangs on its way out, on both databases; and what a timer was set for."""

from __future__ import annotations

from datetime import timedelta

from storage.queues import OutgoingState
from storage.store import Store
from tests.storage.sample import MINUTE, NOW, incident

LEASE = timedelta(seconds=30)


def put(store: Store, key: str, lane: str, priority: int, after: timedelta = timedelta(0)) -> None:
    with store.begin() as work:
        work.outbox.put(key, priority, lane, "Tell", {"key": key}, NOW, not_before=NOW + after)


def test_what_nobody_touches_is_counted_once_a_lane_and_not_before_it_may_leave(store: Store) -> None:
    put(store, "a1", "a", 1)
    put(store, "a2", "a", 1)
    put(store, "later", "b", 1, 5 * MINUTE)
    put(store, "other", "c", 2)
    with store.read() as work:
        assert work.backlog.untouched((1,), NOW - MINUTE) == 0
        assert work.backlog.untouched((1,), NOW + MINUTE) == 1
        assert work.backlog.untouched((1,), NOW + 6 * MINUTE) == 2
        assert work.backlog.unsent((1, 2), NOW) == (4, "")


def test_what_a_dead_process_held_is_found_and_put_back_in_doubt(store: Store) -> None:
    put(store, "a", "a", 1)
    with store.begin() as work:
        (claimed,) = work.outbox.claim(NOW, (1,), 9, LEASE)
    with store.begin() as work:
        assert work.backlog.abandoned(NOW) == 0
        assert work.backlog.untouched((1,), NOW + MINUTE) == 0
        assert work.backlog.abandoned(NOW + MINUTE) == 1
        work.backlog.free(NOW + MINUTE)
        assert work.backlog.abandoned(NOW + MINUTE) == 0
        found = work.outbox.get(claimed.id)
    assert (found.state, found.doubtful_since) == (OutgoingState.WAITING, NOW)


def test_what_an_incidents_timers_were_set_for_is_told_with_whether_they_fired(store: Store) -> None:
    with store.begin() as work:
        id_ = work.incidents.add(incident())
        for key, at in (("a", NOW), ("b", NOW + MINUTE)):
            work.timers.put(key, at, {"command": "Escalate", "with": {"key": key}}, id_)
        work.timers.put("c", NOW, {"command": "PublishHead", "with": {}}, id_)
        work.timers.put("d", NOW, {"command": "Escalate", "with": {}})
        work.timers.done(work.timers.due(NOW)[0].id)
    with store.read() as work:
        assert work.timers.of(id_, ["Escalate"]) == [({"key": "a"}, True), ({"key": "b"}, False)]


def test_lanes_that_must_wait_are_left_alone(store: Store) -> None:
    put(store, "addis", "phone:+251970000001:2", 2)
    put(store, "geneva", "phone:+41790000001:2", 2)
    with store.begin() as work:
        assert work.outbox.is_due(NOW, (2,), ["phone:+41", "phone:+251"]) is False
        assert work.outbox.is_due(NOW, (2,), ["phone:+251"])
        assert [row.key for row in work.outbox.claim(NOW, (2,), 9, LEASE, ["phone:+251"])] == ["geneva"]
        assert [row.key for row in work.outbox.claim(NOW, (2,), 9, LEASE)] == ["addis"]


def test_what_was_only_handed_out_is_no_try(store: Store) -> None:
    put(store, "a", "a", 1)
    with store.begin() as work:
        (claimed,) = work.outbox.claim(NOW, (1,), 9, LEASE)
        work.outbox.retry(claimed.id, NOW + MINUTE, "", untried=True)
        assert (work.outbox.get(claimed.id).tries, work.outbox.get(claimed.id).doubtful_since) == (0, None)
