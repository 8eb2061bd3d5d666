"""What is saved is what is loaded, and lists hold what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from playbooks.rules.authority import Power, Rule
from playbooks.rules.errors import NotFound
from playbooks.rules.organisation import Organisation
from playbooks.rules.paging import Answer, Page, PageState, QuorumRule, Reach
from playbooks.rules.people import DutyShift, Person, PersonKind, Seat, Site, Warden, Zone
from playbooks.rules.rooms import Member, Room, RoomKind, RoomState
from playbooks.rules.vocabulary import (
    EntryKind,
    IncidentId,
    Language,
    Level,
    PageId,
    PersonId,
    Phase,
    RoomId,
    SeatCode,
    SiteCode,
    Team,
)
from storage.store import Store
from storage.uow import UnitOfWork
from tests.storage.sample import ANA, BOB, CAI, DEE, GVA, MINUTE, NOW, incident, note


def page_of(work: UnitOfWork, incident_id: IncidentId, *ladder: PersonId) -> Page:
    page = Page(PageId(0), incident_id, SeatCode("CHAIR"), ladder)
    page.start(Reach(), NOW)
    work.pages.add(page)
    return page


def room_of(work: UnitOfWork, incident_id: IncidentId, ref: str | None = None) -> Room:
    state = RoomState.OPEN if ref else RoomState.WANTED
    room = Room(RoomId(0), incident_id, RoomKind.MAIN, "console", "crisis-k7q", state, ref)
    work.rooms.add(room)
    return room


def test_an_incident_comes_back_as_it_was_saved(store: Store) -> None:
    with store.begin() as work:
        one = incident()
        assert work.incidents.add(one) == one.id
        one.verify(BOB, NOW + MINUTE)
        one.raise_to(Level.L3)
        one.first_meeting, one.acting_chair, one.quorum = NOW + 30 * MINUTE, CAI, False
        work.incidents.save(one)
        other = incident("B2B")
        work.incidents.add(other)
        other.merge_into(one)
        work.incidents.save(other)
    with store.read() as work:
        assert vars(work.incidents.get(one.id)) == vars(one)
        assert vars(work.incidents.by_code("b2b")) == vars(other)


def test_open_incidents_are_listed_newest_first(store: Store) -> None:
    with store.begin() as work:
        for code, phase in (
            ("A2A", Phase.REPORTED),
            ("A3A", Phase.CLOSED),
            ("A4A", Phase.ACTIVE),
            ("A5A", Phase.STOOD_DOWN),
            ("A6A", Phase.STAND_DOWN_PROPOSED),
        ):
            work.incidents.add(incident(code, phase))
    with store.read() as work:
        assert [each.code for each in work.incidents.open()] == ["A6A", "A4A", "A2A"]
        assert [each.code for each in work.incidents.recent(2)] == ["A6A", "A5A"]
        assert work.incidents.code_taken("a3a")
        assert not work.incidents.code_taken("A9A")


def test_an_unknown_incident_page_room_person_or_entry_is_said_to_be_unknown(store: Store) -> None:
    with store.read() as work:
        for look in (
            lambda: work.incidents.get(IncidentId(99)),
            lambda: work.incidents.by_code("X2X"),
            lambda: work.pages.get(PageId(99)),
            lambda: work.rooms.get(RoomId(99)),
            lambda: work.roster.person(PersonId("P999")),
            lambda: work.log.entry("org", 1),
        ):
            with pytest.raises(NotFound):
                look()


def test_the_database_refuses_what_the_rules_forbid(store: Store) -> None:
    closed, merged = incident("A3A", Phase.CLOSED), incident("A4A", Phase.MERGED)
    closed.stood_down_at = None
    first = incident("A2A")
    for bad in (closed, merged, first):
        with store.begin() as work:
            work.incidents.add(first if bad is first else incident(f"B{bad.code}"))
        with pytest.raises(DBAPIError), store.begin() as work:
            work.incidents.add(bad)


def test_a_page_comes_back_with_its_calls(store: Store) -> None:
    with store.begin() as work:
        fire = work.incidents.add(incident())
        page = page_of(work, fire, ANA, BOB)
        work.pages.save(page)
        page.answered(ANA, Answer.CANNOT, None, Reach(), NOW + MINUTE)
        work.pages.save(page)
        page.answered(BOB, Answer.LATE, timedelta(minutes=20), Reach(), NOW + 2 * MINUTE)
        work.pages.save(page)
        loaded = work.pages.get(page.id)
    with store.read() as work:
        for again in (loaded, work.pages.get(page.id), *work.pages.of(fire)):
            assert vars(again) | {"calls": []} == vars(page) | {"calls": []}
            assert [vars(call) for call in again.calls] == [vars(call) for call in page.calls]
    assert page.state is PageState.COVERED
    assert len(page.calls) == 2


def test_a_persons_pages_are_those_of_open_incidents_that_called_them(store: Store) -> None:
    with store.begin() as work:
        fire, old = work.incidents.add(incident("A2A")), incident("A3A")
        work.incidents.add(old)
        mine = page_of(work, fire, ANA, BOB)
        page_of(work, fire, BOB, ANA)
        page_of(work, old.id, ANA)
        old.stand_down(NOW)
        work.incidents.save(old)
        assert [page.id for page in work.pages.of_person(ANA)] == [mine.id]
        assert len(work.pages.of(fire)) == 2


def test_rooms_are_found_by_reference_and_incident(store: Store) -> None:
    with store.begin() as work:
        fire = work.incidents.add(incident())
        room = room_of(work, fire)
        room.state, room.ref, room.live_ref, room.note = RoomState.OPEN, "C17", "m1", "fine"
        work.rooms.save(room)
        wanted = room_of(work, fire)
    with store.read() as work:
        assert [vars(each) for each in work.rooms.of(fire)] == [vars(room), vars(wanted)]
        found = work.rooms.by_ref("console", "C17")
        assert found is not None
        assert vars(found) == vars(room)
        assert work.rooms.by_ref("slack", "C17") is None
        assert vars(work.rooms.get(wanted.id)) == vars(wanted)


def test_members_come_leave_and_expire(store: Store) -> None:
    with store.begin() as work:
        room = room_of(work, work.incidents.add(incident("A2A")))
        other = room_of(work, work.incidents.add(incident("A3A")))
        for person, until in ((ANA, None), (BOB, NOW), (CAI, NOW + MINUTE), (DEE, NOW)):
            work.rooms.save_member(Member(room.id, person, "liaison", NOW, until))
        work.rooms.save_member(Member(other.id, DEE, "chair", NOW))
        dee = Member(room.id, DEE, "liaison", NOW, NOW, left_at=NOW, note="done")
        work.rooms.save_member(dee)
    with store.read() as work:
        assert [member.person for member in work.rooms.members(room.id)] == [ANA, BOB, CAI, DEE]
        assert vars(work.rooms.members(room.id)[3]) == vars(dee)
        assert [member.person for member in work.rooms.expiring(NOW)] == [BOB]
        assert work.rooms.incidents_of(ANA) == {room.incident}
        assert work.rooms.incidents_of(DEE) == {other.incident}


def test_the_organisation_and_its_matrix_come_back(store: Store) -> None:
    quorum = {Team.CMT: QuorumRule(frozenset({"chair", "security"}), 3, timedelta(minutes=30))}
    organisation = Organisation(
        "Example Agency", "EXA", True, "+41790000000", 5 * MINUTE, 10 * MINUTE, 45 * MINUTE, quorum,
        (SeatCode("CHAIR"), SeatCode("LEGAL")),
    )  # fmt: skip
    rules = [
        Rule(Power.DECLARE, frozenset({"CMT", "SSD-DO"}), "Only the CMT declares."),
        Rule(Power.LOG, frozenset(), "Nobody."),
    ]
    with store.read() as work:
        assert work.roster.organisation() is None
    with store.begin() as work:
        assert work.roster.organisation() is None
        work.roster.set_organisation(organisation)
        work.roster.replace_matrix(rules)
        assert work.roster.organisation() == organisation
        work.roster.put_seat(Seat(SeatCode("CHAIR"), "Chair", Team.CMT, None, "chair", True, 1, (ANA,)))
    with store.begin() as work:
        work.roster.set_organisation(replace(organisation, name="Example Agency (renamed)"))
        work.roster.replace_matrix(rules[:1])
    with store.read() as work:
        assert work.roster.organisation() == replace(organisation, name="Example Agency (renamed)")
        matrix = work.roster.matrix()
        assert matrix.rules == {Power.DECLARE: rules[0]}
        assert matrix.titles == {"CHAIR": "Chair"}


def test_people_are_found_by_number_id_and_part_of_the_name(store: Store) -> None:
    with store.begin() as work:
        gone = replace(work.roster.person(BOB), id=PersonId("P005"), name="Ana Bell", left_on=date(2025, 1, 1))
        work.roster.put_person(gone)
    with store.read() as work:
        roster = work.roster
        assert [person.id for person in roster.everyone()] == [ANA, BOB, CAI, DEE, "P005"]
        assert [person.id for person in roster.by_number("+41790000002")] == [BOB]
        assert roster.by_number("+41790000009") == []
        assert set(roster.people([ANA, PersonId("P999"), ANA])) == {ANA}
        assert roster.person(PersonId("P005")) == gone
        for words, wanted in (
            ("p002", [BOB]),
            ("  ANA ", [ANA, "P005"]),
            ("alvarez", [ANA]),
            ("ЦАЙ", [CAI]),
            ("الحسن", [DEE]),
            ("%", []),
            ("_", []),
            ("", []),
        ):
            assert [person.id for person in roster.find(words)] == wanted, words
        assert len(roster.find("a", limit=2)) == 2


def test_a_person_can_be_changed(store: Store) -> None:
    new = Person(ANA, "Ana B.", PersonKind.CONSULTANT, Language.AR, GVA, "GVA-2", None, "a@x.org", "Unit", "Title")
    with store.begin() as work:
        work.roster.put_person(new)
    with store.read() as work:
        assert work.roster.person(ANA) == new
        assert work.roster.find("alvarez") == []


def test_whoever_is_on_leave_is_listed_until_the_last_day(store: Store) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 4)
    with store.begin() as work:
        assert work.roster.on_leave(first) == []
        away = replace(work.roster.person(BOB), away_from=first, away_until=last)
        gone = replace(work.roster.person(CAI), away_from=first, away_until=last, left_on=first)
        work.roster.put_people([away, gone])
        assert work.roster.on_leave(first) == [away], "what this transaction has stored counts in it"
    with store.read() as work:
        assert work.roster.on_leave(last) == [away]
        assert work.roster.on_leave(last + timedelta(days=1)) == []


def test_seats_keep_the_order_of_their_holders(store: Store) -> None:
    chair = Seat(SeatCode("CHAIR"), "Chair", Team.CMT, None, "chair", True, 1, (CAI, ANA, BOB))
    lead = Seat(SeatCode("ORT-L@GVA"), "Lead", Team.ORT, GVA, "lead", False, None, ())
    with store.begin() as work:
        work.roster.put_seat(lead)
        work.roster.put_seat(chair)
        assert work.roster.seats() == (chair, lead)
        work.roster.put_seat(replace(chair, holders=(ANA, CAI)))
        assert work.roster.seats()[0].holders == (ANA, CAI)
        work.roster.drop_seat(lead.code)
        work.roster.drop_seat(lead.code)
    with store.read() as work:
        assert work.roster.seats() == (replace(chair, holders=(ANA, CAI)),)


def test_sites_zones_wardens_and_the_rota_come_back(store: Store) -> None:
    site = Site(
        SiteCode("NBO"), "office", "KE", "Africa/Nairobi", {"en": "Nairobi", "ar": "نيروبي"}, "Street 1", "Gate B",
        "999", "+254700000000", date(2026, 1, 2),
    )  # fmt: skip
    zones = (Zone("NBO-1", SiteCode("NBO"), "North wing", "Car park"), Zone("NBO-2", SiteCode("NBO"), "South wing"))
    wardens = (Warden("NBO-1", 1, ANA), Warden("NBO-1", 2, BOB), Warden("NBO-2", 1, CAI))
    shift = DutyShift(
        SeatCode("SSD-DO"), 1, ANA, frozenset({1, 2, 7}), time(18), time(6, 30), "Europe/Zurich", date(2026, 1, 1)
    )
    with store.begin() as work:
        work.roster.put_site(replace(site, address="old"))
        work.roster.put_site(site)
        for _ in range(2):
            work.roster.replace_zones(zones)
            work.roster.replace_wardens(wardens)
            work.roster.replace_duty([shift, replace(shift, rank=2, person=BOB)])
    with store.read() as work:
        assert work.roster.sites()[SiteCode("NBO")] == site
        assert list(work.roster.sites()) == ["GVA", "NBO"]
        assert work.roster.zones() == zones
        assert work.roster.wardens() == wardens
        assert work.roster.duty() == (shift, replace(shift, rank=2, person=BOB))
    with store.begin() as work:
        work.roster.replace_zones(())
        work.roster.replace_duty(())
    with store.read() as work:
        assert (work.roster.zones(), work.roster.wardens(), work.roster.duty()) == ((), (), ())


def test_the_log_is_read_from_any_place(store: Store) -> None:
    with store.begin() as work:
        entries = [note(work, "K7Q", str(number)) for number in range(1, 1201)]
        other = note(work, "org", "imported")
        assert work.log.head("K7Q").count == 1200
    with store.read() as work:
        log = work.log
        assert list(log.entries("K7Q")) == entries
        assert [entry.seq for entry in log.entries("K7Q", after=1198)] == [1199, 1200]
        assert [entry.seq for entry in log.entries("K7Q", after=3, limit=2)] == [4, 5]
        assert [entry.seq for entry in log.last("K7Q", 3)] == [1198, 1199, 1200]
        assert log.last("org", 3) == [other]
        kind = EntryKind(other.kind)
        assert log.last_of_kinds("org", [kind], 3) == [other]
        assert log.last_of_kinds("org", set(EntryKind) - {kind}, 3) == []
        assert log.chains() == ["K7Q", "org"]
        assert (log.head("org").count, log.head("org").hash) == (1, other.hash)
        assert log.head("X").count == 0


def test_the_newest_entry_that_stands_is_found_by_author_and_kind(store: Store) -> None:
    with store.begin() as work:
        note(work, "K7Q", "one")
        note(work, "K7Q", "two")
        note(work, "K7Q", "two, put right", supersedes=2)
    with store.begin() as work:
        log = work.log
        assert log.superseded("K7Q") == {2}
        newest = log.last_by("K7Q", ANA, [EntryKind.NOTE, EntryKind.FACT])
        assert newest is not None
        assert newest.seq == 3
        note(work, "K7Q", "that was nothing", supersedes=3)
        note(work, "K7Q", "nor this", supersedes=4)
        again = log.last_by("K7Q", ANA, [EntryKind.NOTE])
        assert again is not None
        assert again.seq == 5
        assert log.last_by("K7Q", ANA, [EntryKind.FACT]) is None
        assert log.last_by("K7Q", BOB, [EntryKind.NOTE]) is None


def test_small_facts_are_kept(store: Store) -> None:
    with store.begin() as work:
        assert work.meta.get("clock_offset") is None
        work.meta.set("clock_offset", "60")
        work.meta.set("clock_offset", "120")
    with store.read() as work:
        assert work.meta.get("clock_offset") == "120"


def test_small_facts_are_added_to_and_taken_once(store: Store) -> None:
    with store.begin() as work:
        work.meta.append("kept", " 1")
        work.meta.append("kept", " 2")
        work.meta.set("other", "3")
    with store.begin() as work:
        assert work.meta.take(["kept", "nothing"]) == {"kept": " 1 2"}
        assert work.meta.take(["kept"]) == {}
        assert work.meta.get("other") == "3"


def test_people_by_the_ten_thousand_are_asked_about_at_once(store: Store) -> None:
    """A check-in may be to more people than a database takes values in one question."""
    many = [PersonId(f"X{at}") for at in range(70_000)]
    with store.begin() as work:
        work.lists.block("+41790000001", "texted STOP", NOW)
        assert set(work.roster.people([*many, ANA])) == {ANA}
        assert work.lists.blocked([*(f"+{at}" for at in range(70_000)), "+41790000001"]) == {
            "+41790000001": "texted STOP"
        }
        assert work.campaigns.hiding(many) == set()
        assert work.deliveries.of_people(IncidentId(1), many) == []
