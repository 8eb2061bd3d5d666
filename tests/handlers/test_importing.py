"""Importing an organisation: what is read, and what is refused and how."""

from __future__ import annotations

import pytest

from playbooks.rules.authority import Power
from playbooks.rules.vocabulary import Language
from storage.store import Store
from tests.handlers.loading import DEMO, HEADER, holders, load, load_people, log, person, problems, with_line


def test_the_demonstration_is_imported_whole(demo: Store) -> None:
    with demo.read() as uow:
        organisation = uow.roster.organisation()
        assert organisation is not None
        assert organisation.demonstration
        assert len(uow.roster.everyone()) == 120
        assert len(uow.roster.sites()) == 10
        assert len(uow.roster.zones()) == 16
        assert len(uow.roster.wardens()) == 32
        assert len(uow.roster.seats()) == 42
        assert len(uow.roster.duty()) == 7
        assert set(uow.roster.matrix().rules) == set(Power)
    assert person(demo, "P001").mobile == "+41790000001"
    assert holders(demo, "CHAIR") == ("P002", "P003", "P004")


def test_every_file_has_its_entry_in_the_organisations_log(demo: Store) -> None:
    entries = log(demo)
    assert len(entries) == len(DEMO)
    assert "Imported people.csv: 120 new, 0 changed, 0 unchanged." in entries


def test_the_same_again_changes_nothing_and_says_so(demo: Store) -> None:
    before = log(demo)
    report = load(demo, DEMO)
    assert report.applied
    assert not report.changes
    assert all(counts.new == counts.changed == counts.removed == 0 for counts in report.counts.values())
    assert report.lines()[-1] == "Nothing to change: the database holds all of this already."
    assert log(demo) == before


def test_one_file_alone_is_compared_with_what_is_stored(demo: Store) -> None:
    report = load(demo, {"people.csv": with_line("people.csv", "+41790000001", "+41790000099")})
    assert report.applied
    assert str(report.counts["people.csv"]) == "0 new, 1 changed, 119 unchanged"
    assert person(demo, "P001").mobile == "+41790000099"


WINDOWS = "\r\n".join(["Mobile;KIND;Language;NAME;id;site", '"+41 79 000-00-77";Staff;FR;"Dupont; Léa";n1;gva', ""])


@pytest.mark.parametrize(
    "content",
    [
        WINDOWS.encode("utf-8-sig"),
        WINDOWS.encode(),
        WINDOWS.encode("utf-16"),
        b"\xfe\xff" + WINDOWS.encode("utf-16-be"),
        WINDOWS.replace('"Dupont; Léa"', "Dupont, Léa").replace(";", "\t").encode("utf-8-sig"),
        WINDOWS.replace("+41 79 000-00-77", "0041 (0)79 000 00 77").encode(),
        WINDOWS.replace("+41 79 000-00-77", "+٤١٧٩٠٠٠٠٠٧٧").encode(),
    ],
    ids=["UTF-8 with mark", "UTF-8", "UTF-16 LE", "UTF-16 BE", "tabs", "00 and trunk zero", "Arabic digits"],
)
def test_files_are_read_as_spreadsheets_write_them(demo: Store, content: bytes) -> None:
    report = load(demo, {"PEOPLE.csv": content})
    assert report.applied, report.lines()
    added = person(demo, "N1")
    assert (added.mobile, added.language, added.site) == ("+41790000077", Language.FR, "GVA")
    assert added.name.replace(";", ",") == "Dupont, Léa"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("N1,A,boss,en,GVA,", "'boss' is no kind. Write one of: staff, consultant"),
        ("N1,A,staff,de,GVA,", "'de' is no language. Write one of: en, fr"),
        ("N1,A,staff,en,ZZZ,", "there is no site ZZZ. Add it to sites.csv"),
        ("N1,A,staff,en,GVA,079 000 00 77", "'079 000 00 77' is not an international number. Write it with +"),
        ("N1,A,staff,en,GVA,+41", "'+41' is not an international number"),
        ("N1,A,staff,en,GVA,4.179E+10", "is what a spreadsheet made of a number. Format the column as text"),
        ("N1,,staff,en,GVA,", "'name' is empty. Write the name"),
        (f"N1,{'x' * 101},staff,en,GVA,", "'name' has 101 characters, 100 are allowed. Shorten it"),
        ("N1,A\u202eB,staff,en,GVA,", "'name' holds invisible characters (U+202E)"),
        ("N1,A\x07B,staff,en,GVA,", "'name' holds invisible characters (U+0007)"),
        ('N1,"A\nB",staff,en,GVA,', "'name' holds invisible characters (U+000A)"),
        ("N 1,A,staff,en,GVA,", "'N 1' cannot stand in 'id'. Write one like P001"),
        ("X-K7Q-1,A,staff,en,GVA,", "X-K7Q-1 is the id of an external person"),
        ("N1,A,staff,en,GVA,,more", "the row has 7 cells, the header 6. Put a cell"),
        ('N1,"A,staff,en,GVA,', "the quotes in this row do not close"),
    ],
)
def test_a_bad_row_of_people_is_named_with_its_line_and_what_to_write(demo: Store, row: str, said: str) -> None:
    before = log(demo)
    report = load_people(demo, "N0,Good,staff,en,GVA,", row)
    assert not report.applied
    assert [(problem.file, problem.line) for problem in report.problems] == [("people.csv", 3)]
    assert said in problems(report)
    assert "Nothing was imported" in report.lines()[-1]
    assert log(demo) == before


DATED = "id,name,kind,language,email,zone,site,left_on"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("N1,A,staff,en,,,GVA,31.5.2026", "'31.5.2026' in 'left_on' is not a date. Write year-month-day"),
        ("N1,A,staff,en,,,GVA,2026-02-30", "'2026-02-30' in 'left_on' is not a date"),
        ("N1,A,staff,en,,,GVA,2027-01-01", "left_on 2027-01-01 is still to come. Leave it empty until that day"),
        ("N1,A,staff,en,nobody,,GVA,", "'nobody' is not an e-mail address"),
        ("N1,A,staff,en,,ADD-1,GVA,", "the zone ADD-1 belongs to ADD, the person to GVA"),
        ("N1,A,staff,en,,NOWHERE,GVA,", "there is no zone 'NOWHERE'. Add it to zones.csv"),
    ],
)
def test_bad_dates_mails_and_zones_of_people_are_named(demo: Store, row: str, said: str) -> None:
    assert said in problems(load_people(demo, row, header=DATED))


def test_every_bad_row_is_reported_and_the_good_ones_are_loaded_when_asked_for(demo: Store) -> None:
    rows = ["N1,A,staff,en,GVA,12", "N2,B,staff,en,GVA,", "N2,B,staff,en,GVA,", "N3,C,boss,en,GVA,"]
    assert [problem.line for problem in load_people(demo, *rows).problems] == [2, 4, 5]
    report = load_people(demo, *rows, skip_bad_rows=True)
    assert report.applied
    assert str(report.counts["people.csv"]) == "1 new, 0 changed, 0 unchanged, 3 not usable"
    assert person(demo, "N2").name == "B"
    assert report.lines()[-1] == "Imported, without the rows named above."


def test_a_telephone_of_two_people_is_pointed_out_and_numbers_may_be_swapped(demo: Store) -> None:
    twice = load_people(demo, "N1,A,staff,en,GVA,+41790000088", "N2,B,staff,en,GVA,0041790000088")
    assert twice.applied
    assert any("+41790000088 is the mobile of N1 and of N2" in line for line in twice.lines())
    swapped = with_line("people.csv", "+41790000001", "+0").replace(b"+41790000002", b"+41790000001")
    assert load(demo, {"people.csv": swapped.replace(b"+0,", b"+41790000002,")}).applied
    assert person(demo, "P001").mobile == "+41790000002"


def test_a_column_that_is_missing_leaves_what_is_stored_and_an_empty_cell_clears_it(demo: Store) -> None:
    assert load_people(demo, "P001,New Name,staff,en", header="id,name,kind,language").applied
    assert (person(demo, "P001").name, person(demo, "P001").mobile) == ("New Name", "+41790000001")
    assert load_people(demo, "P001,New Name,staff,en,GVA,").applied
    assert person(demo, "P001").mobile is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "the file is empty"),
        (HEADER.encode(), "the file has a header and no rows"),
        (b"PK\x03\x04\x14\x00\x06\x00\xff\xfe", "the file is not UTF-8 text (first seen in line 1). Save it as"),
        (b"id,name\x00", "the file is not text. Save it as 'CSV UTF-8', not as a workbook"),
        ("id,name,kind,language\nN1,Zoë,staff,en".encode("latin-1"), "not UTF-8 text (first seen in line 2)"),
        (b"id,name,kind,language\nN1," + b"x" * 200_000, "a cell of this row is far too long"),
        (b"id,name\nN1,A", "missing columns: kind, language. The first line must name the columns: id, name,"),
        (b"id,name,kind,language,Name\nN1,A,staff,en,B", "columns stand there twice: name"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_problem(demo: Store, content: bytes, said: str) -> None:
    report = load(demo, {"people.csv": content})
    assert not report.applied
    assert len(report.problems) == 1
    assert said in problems(report)


def test_unknown_columns_and_files_are_told_and_left_aside(demo: Store) -> None:
    people = b"id,name,kind,language,mobil,shoe size\nN1,A,staff,en,x,44"
    report = load(demo, {"people.csv": people, "peopel.csv": b"?", "notes.csv": b"?"})
    assert report.applied
    told = "\n".join(report.notes)
    assert "the column 'mobil' is unknown and was left aside; if 'mobile' was meant, rename it." in told
    assert "'shoe_size' is unknown" in told
    assert "peopel.csv is not a file that Muster knows and was left aside; if people.csv was meant" in told
    assert "notes.csv is not a file" in told
    assert "None of the files is one that Muster knows" in load(demo, {"notes.csv": b"?"}).lines()[-1]


def site_row(zone: str = "Europe/Paris", country: str = "FR", number: str = "112") -> bytes:
    header = "code,kind,country,time_zone,name_en,emergency_number"
    return f"{header}\nPAR,area,{country},{zone},Paris,{number}".encode()


SEATS = "code,title,team,site,function,core,succession,holder,alternate_1,alternate_2\n"
DUTY = "role,rank,person,days,from,to,time_zone\n"


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("sites.csv", site_row("Europe/Pariss"), "'Europe/Pariss' is not a time zone. Write Europe/Paris"),
        ("sites.csv", site_row("../etc/passwd"), "is not a time zone"),
        ("sites.csv", site_row(country="France"), "'FRANCE' is no country code"),
        ("sites.csv", site_row(number="call Bob"), "'call Bob' is not an international number"),
        ("zones.csv", b"code,site,name\nZ1,ZZZ,Hall", "there is no site ZZZ"),
        ("wardens.csv", b"zone,rank,person\nNOWHERE,1,P001", "there is no zone NOWHERE"),
        ("wardens.csv", b"zone,rank,person\nADD-1,first,P001", "'first' in 'rank' is not a whole number from 1"),
        ("wardens.csv", b"zone,rank,person\nADD-1,1,P999", "there is no person P999. Add them to people.csv"),
        ("seats.csv", f"{SEATS}CHAIR,C,CMT,,chair,maybe,1,P002,,".encode(), "'maybe' in 'core' is neither yes nor no"),
        ("seats.csv", f"{SEATS}NEW,C,CMT,,x,yes,1,P002,,".encode(), "CHAIR has place 1 in the succession already"),
        ("seats.csv", f"{SEATS}NEW,C,CMT,,x,yes,,P002,P002,".encode(), "somebody stands twice on the ladder of NEW"),
        ("seats.csv", f"{SEATS}NEW,C,CMT,,x,yes,,,P002,".encode(), "NEW has alternates and no holder"),
        ("seats.csv", f"{SEATS}NEW,C,ORT,,x,yes,,P002,,".encode(), "a seat of the ORT needs a site"),
        ("seats.csv", f"{SEATS}X@ADD,C,ORT,GVA,x,yes,,P002,,".encode(), "the code X@ADD and the site GVA do not fit"),
        ("seats.csv", f"{SEATS}STAFF,C,CMT,,x,yes,,P002,,".encode(), "STAFF is a role that Muster works out"),
        ("duty.csv", f"{DUTY}SSD-DO,1,P043,Mon-Fri,7 am,19:00,UTC".encode(), "'7 am' in 'from' is not a time of day"),
        ("duty.csv", f"{DUTY}SSD-DO,1,P043,Mon-Fri,24:00,19:00,UTC".encode(), "'24:00' in 'from' is not a time"),
        ("duty.csv", f"{DUTY}SSD-DO,1,P043,weekdays,07:00,19:00,UTC".encode(), "'weekdays' in 'days' are no days"),
        ("duty.csv", f"{DUTY}PORTER,1,P043,Mon,07:00,19:00,UTC".encode(), "'PORTER' is no duty role. Write SSD-DO"),
        ("authority.csv", b"power,roles,rule\nfly,CHAIR,No.", "'fly' is no power. Write one of: declare"),
        ("authority.csv", b"power,roles,rule\nclose,KING,No.", "there is no role or seat KING"),
        ("organisation.yaml", with_line("organisation.yaml", "[CHAIR,", "[CHIAR,"), "no seat 'CHIAR'. Write 'CHAIR'"),
        ("organisation.yaml", with_line("organisation.yaml", "[chair, sec", "[chare, sec"), "no function of the CMT"),
        ("organisation.yaml", with_line("organisation.yaml", '"+412', '"12'), "is not an international number"),
        ("organisation.yaml", with_line("organisation.yaml", "minutes: 5", "minutes: 0"), "greater than or equal to 1"),
        ("organisation.yaml", with_line("organisation.yaml", "IWU\n", "ЮНЕСКО\n"), "more than double every SMS"),
        ("organisation.yaml", b"name: [", "this is not YAML"),
    ],
)
def test_a_bad_row_of_any_file_is_named(demo: Store, file: str, content: bytes, said: str) -> None:
    report = load(demo, {file: content})
    assert not report.applied
    assert said in problems(report)
    assert len(report.problems) == 1


def test_a_seat_is_not_filled_from_a_row_that_cannot_be_used(demo: Store) -> None:
    seats = f"{SEATS}NEW,New,CMT,,x,yes,,N1,P002,P003".encode()
    people = b"id,name,kind,language\nN1,A,boss,en"
    report = load(demo, {"people.csv": people, "seats.csv": seats})
    assert "seats.csv, line 2: N1 has a row in people.csv that cannot be used. Put that row right first" in problems(
        report
    )


def test_a_rota_with_a_bad_row_never_replaces_the_stored_one(demo: Store) -> None:
    rota = with_line("duty.csv", "SSD-DO,1,P044", "SSD-DO,1,P999")
    assert load(demo, {"duty.csv": rota}, skip_bad_rows=True).applied
    with demo.read() as uow:
        assert len(uow.roster.duty()) == 7


def test_the_first_import_needs_the_organisation_itself(store: Store) -> None:
    report = load(store, {"sites.csv": DEMO["sites.csv"]})
    assert not report.applied
    assert "The first import needs organisation.yaml without a problem in it." in report.lines()[-1]


@pytest.mark.parametrize(("first", "then"), [(b"true", b"false"), (b"false", b"true")])
def test_a_demonstration_and_a_real_organisation_never_share_a_database(
    store: Store, first: bytes, then: bytes
) -> None:
    policy = DEMO["organisation.yaml"]
    assert load(store, {**DEMO, "organisation.yaml": policy.replace(b"tion: true", b"tion: " + first)}).applied
    mixed = {"organisation.yaml": policy.replace(b"tion: true", b"tion: " + then)}
    report = load(store, mixed, skip_bad_rows=True, confirm=True)
    assert not report.applied
    assert "must not be mixed with it. Give it a database of its own" in report.lines()[-1]
