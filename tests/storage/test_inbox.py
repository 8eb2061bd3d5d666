"""What arrived and is not carried out yet."""

from __future__ import annotations

from playbooks.rules.delivery import REPORTS
from storage.store import Store
from tests.storage.sample import NOW


def test_an_event_that_another_process_is_carrying_out_holds_up_no_others(postgresql_url: str) -> None:
    store = Store.open(postgresql_url)
    with store.begin() as work:
        work.inbox.keep_raw([("sms-1", "sms", {}), ("sms-2", "sms", {})], NOW)
    with store.begin() as one, store.begin() as other:
        one.inbox.claim("sms-1", "sms", NOW)
        assert other.inbox.claim_many(["sms-1", "sms-2"], NOW) == {"sms-2"}
    store.close()


def test_what_providers_report_is_listed_apart_from_what_people_send(store: Store) -> None:
    with store.begin() as work:
        work.inbox.keep_raw([("r-1", REPORTS, {}), ("r-2", REPORTS, {})], NOW)
        work.inbox.keep_raw([("sms-1", "sms", {}), ("call-1", "voice", {})], NOW)
    with store.read() as work:
        assert [each.event_id for each in work.inbox.waiting_of(9, ["r-1"], reports=True)] == ["r-2"]
        assert [each.event_id for each in work.inbox.waiting_of(1, reports=False)] == ["sms-1"]
        assert [each.event_id for each in work.inbox.waiting_of(9, reports=False)] == ["sms-1", "call-1"]
