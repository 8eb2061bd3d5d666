"""Lists of people: imported, exported and read back; and of when the staff list is."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.exporting import export_lists, export_people
from handlers.import_report import ImportReport
from handlers.importing import PEOPLE_AS_OF, import_organisation
from playbooks.rules.vocabulary import PersonId
from storage.aggregates.lists import PeopleList
from storage.store import Store
from tests.handlers.loading import DEMO, NOW, load, load_people, log, problems, with_line

HEAD = "list,title,site,source,as_of,person"
TRIP = "TRIP,Travellers,BKK,travel system,2026-11-20,"


def load_lists(store: Store, *rows: str, head: str = HEAD, **how: bool) -> ImportReport:
    return load(store, {"lists.csv": "\n".join([head, *rows]).encode()}, **how)


def lists(store: Store) -> dict[str, PeopleList]:
    with store.read() as uow:
        return {each.code: each for each in uow.lists.all()}


def people(store: Store, code: str) -> list[str]:
    return list(lists(store)[code].people)


def as_of(store: Store) -> str | None:
    with store.read() as uow:
        return uow.meta.get(PEOPLE_AS_OF)


def exported(store: Store) -> str:
    with store.read() as uow:
        return "".join(export_lists(uow))


def test_exported_people_import_to_the_same_with_numbers_and_leave(demo: Store) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 4)
    with demo.begin() as uow:
        uow.roster.put_person(replace(uow.roster.person(PersonId("P005")), away_from=first, away_until=last))
        before = uow.roster.everyone()
    with demo.read() as uow:
        file = "".join(export_people(uow))
    assert "P005,Samuel Wanjohi,staff,en,GVA,GVA-M1,'+41790000005" in file
    assert file.count(",2026-12-01,2026-12-04") == 1
    report = load(demo, {"people.csv": file.encode()})
    assert str(report.counts["people.csv"]) == f"0 new, 0 changed, {len(before)} unchanged"


def test_the_demonstration_s_lists_say_who_is_where_who_says_so_and_of_when(demo: Store) -> None:
    travel, event = lists(demo)["TRAVEL-ADD"], lists(demo)["EVENT-GVA"]
    assert (travel.site, travel.source, travel.as_of) == ("ADD", "travel system", date(2026, 11, 20))
    assert len(travel.people) == 6
    assert (event.site, len(event.people)) == ("GVA", 4)


def test_a_list_of_its_own_is_added_and_counted_in_the_log(demo: Store) -> None:
    assert load_lists(demo, f"{TRIP}P001", f"{TRIP}p002").applied
    assert people(demo, "TRIP") == ["P001", "P002"]
    assert log(demo)[-1] == "Imported lists.csv: 2 new, 0 changed, 0 unchanged."
    assert len(lists(demo)) == 3


def test_the_list_that_a_file_names_gets_its_people_and_the_others_keep_theirs(demo: Store) -> None:
    load_lists(demo, f"{TRIP}P001", f"{TRIP}P002")
    report = load_lists(demo, f"{TRIP}P002", f"{TRIP}P003")
    assert str(report.counts["lists.csv"]) == "1 new, 0 changed, 1 unchanged, 1 removed"
    assert people(demo, "TRIP") == ["P002", "P003"]
    assert len(people(demo, "TRAVEL-ADD")) == 6


def test_lists_stay_as_they_are_when_the_file_is_not_there(demo: Store) -> None:
    before = lists(demo)
    assert load(demo, {name: content for name, content in DEMO.items() if name != "lists.csv"}).applied
    assert lists(demo) == before


def test_a_row_without_a_person_lets_its_list_go(demo: Store) -> None:
    assert load_lists(demo, "TRAVEL-ADD,Travellers in Addis Ababa,ADD,travel system,2026-12-01,").applied
    assert set(lists(demo)) == {"EVENT-GVA"}


def test_what_a_file_lacks_stays_and_a_list_without_a_title_is_called_by_its_code(demo: Store) -> None:
    assert load_lists(demo, "travel-add,P001", "NEW,P002", head="list,person").applied
    travel = lists(demo)["TRAVEL-ADD"]
    assert (travel.title, travel.site, travel.people) == ("Travellers in Addis Ababa", "ADD", (PersonId("P001"),))
    new = lists(demo)["NEW"]
    assert (new.title, new.site, new.source, new.as_of) == ("NEW", None, "", None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{TRIP}P999", "there is no person P999. Add them to people.csv, or correct the id."),
        ("TRIP,Travellers,ZZZ,travel system,2026-11-20,P002", "there is no site ZZZ. Add it to sites.csv"),
        ("TRIP,Travellers,BKK,travel system,20.11.2026,P002", "'20.11.2026' in 'as_of' is not a date. Write year-"),
        ("TRIP 1,Travellers,BKK,x,2026-11-20,P002", "'TRIP 1' cannot stand in 'list'. Write one like TRAVEL-ADD."),
        (f"{TRIP}P001", "the same stands in line 2 already. Keep one of the two rows."),
        ("TRIP,Guests,BKK,travel system,2026-11-20,P002", "TRIP reads otherwise in line 2. Write the same title"),
    ],
)
def test_a_bad_row_of_a_list_is_named(demo: Store, row: str, said: str) -> None:
    before = lists(demo)
    report = load_lists(demo, f"{TRIP}P001", row)
    assert not report.applied
    assert f"lists.csv, line 3: {said}" in problems(report)
    assert lists(demo) == before


def test_somebody_who_has_left_is_put_on_no_list(demo: Store) -> None:
    header = "id,name,kind,language,left_on"
    assert load_people(demo, "P052,A,intern,fr,2026-11-01", header=header).applied
    assert "P052 A has left the organisation. Name somebody else" in problems(load_lists(demo, f"{TRIP}P052"))


def test_nobody_falls_out_of_a_list_because_another_row_is_bad(demo: Store) -> None:
    load_lists(demo, f"{TRIP}P001", f"{TRIP}P002")
    assert load_lists(demo, f"{TRIP}P003", f"{TRIP}P999", skip_bad_rows=True).applied
    assert people(demo, "TRIP") == ["P001", "P002", "P003"]


def test_what_is_exported_is_imported_again_as_it_was(demo: Store) -> None:
    load_lists(demo, 'TRIP,"Visit, ""Mekong"" 湄公河",,,,P001', "LAST,Last,GVA,x,,P002")
    before, text = lists(demo), exported(demo)
    assert not load(demo, {"lists.csv": text.encode()}).changes
    everybody = [f"{code},x,,," for code in before]
    assert load_lists(demo, *(f"{row}," for row in everybody)).applied
    assert lists(demo) == {}
    assert load(demo, {"lists.csv": text.encode()}).applied
    assert lists(demo) == before


def test_the_demonstration_s_file_is_what_an_export_writes(demo: Store) -> None:
    assert sorted(exported(demo).splitlines()) == sorted(DEMO["lists.csv"].decode().splitlines())


def test_the_staff_list_is_of_the_moment_in_which_it_was_imported(demo: Store) -> None:
    assert as_of(demo) == "2026-11-23T09:00:00Z"
    later = NOW + timedelta(days=3, minutes=5)
    import_organisation(demo, {"people.csv": DEMO["people.csv"]}, now=later, chance=random.Random("x"), author="cli")
    assert as_of(demo) == "2026-11-26T09:05:00Z", "the same list, looked through again, is of now"


@pytest.mark.parametrize("files", [["lists.csv"], ["seats.csv", "duty.csv"]])
def test_other_files_make_the_staff_list_no_younger(demo: Store, files: Iterable[str]) -> None:
    later = NOW + timedelta(days=3)
    given = {name: DEMO[name] for name in files}
    assert import_organisation(demo, given, now=later, chance=random.Random("x"), author="cli").applied
    assert as_of(demo) == "2026-11-23T09:00:00Z"


def test_a_few_rows_make_the_staff_list_no_younger(demo: Store) -> None:
    one = {"people.csv": b"id,name,kind,language\nN1,New,staff,en"}
    later = NOW + timedelta(days=3)
    assert import_organisation(demo, one, now=later, chance=random.Random("x"), author="cli").applied
    assert as_of(demo) == "2026-11-23T09:00:00Z"


def test_a_list_that_was_refused_is_of_no_moment(store: Store) -> None:
    bad = with_line("people.csv", "+41790000001", "12")
    assert not load(store, {**DEMO, "people.csv": bad}).applied
    assert as_of(store) is None
