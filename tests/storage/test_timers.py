"""Timers of an incident that is over: which go, and which stay. How they fall due is in the contract suite."""

from __future__ import annotations

from storage.store import Store
from tests.storage.sample import NOW


def test_an_incidents_timers_of_some_commands_are_dropped_and_all_others_stay(store: Store) -> None:
    with store.begin() as work:
        for key, command, incident in (
            ("a", "Escalate", 1), ("b", "PublishHead", 1), ("c", "ExpireMember", 1), ("d", "Escalate", 2),
        ):  # fmt: skip
            work.timers.put(key, NOW, {"command": command, "with": {}}, incident)
        work.timers.drop(1, ["Escalate", "PublishHead"])
    with store.begin() as work:
        assert [timer.key for timer in work.timers.due(NOW)] == ["c", "d"]
        work.timers.put("a", NOW, {"command": "Escalate", "with": {}}, 1)
        assert [timer.key for timer in work.timers.due(NOW)] == ["c", "d"], "what was dropped is never set again"
