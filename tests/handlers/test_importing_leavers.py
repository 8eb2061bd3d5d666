"""Nobody leaves a seat, a shift or a zone unnamed, and a full list is looked at before it is believed."""

from __future__ import annotations

from datetime import date

from playbooks.rules.people import Person, PersonKind
from playbooks.rules.vocabulary import Language, PersonId, SiteCode
from storage.store import Store
from tests.handlers.loading import DEMO, holders, load, load_people, log, person, with_line, without


def test_a_list_that_is_not_full_marks_nobody_as_left(demo: Store) -> None:
    assert load(demo, {"people.csv": without("people.csv", "P050")}).applied
    assert person(demo, "P050").active


def test_a_full_list_marks_the_absent_as_left_only_after_a_preview(demo: Store) -> None:
    shorter = {"people.csv": without("people.csv", "P051", "P052")}
    preview = load(demo, shorter, full=True)
    assert not preview.applied
    assert [line[:4] for line in preview.left] == ["P051", "P052"]
    assert "This is a preview; nothing was changed." in preview.lines()[-1]
    assert person(demo, "P051").active
    done = load(demo, shorter, full=True, confirm=True)
    assert done.applied
    assert person(demo, "P051").left_on == date(2026, 11, 23)
    assert log(demo)[-1] == "Imported people.csv: 0 new, 0 changed, 118 unchanged. Marked as left: 2."
    again = load(demo, shorter, full=True)
    assert again.applied
    assert not again.changes


def test_a_full_list_that_would_empty_the_house_is_called_out(demo: Store) -> None:
    report = load_people(demo, "P001,Tomasi Faleolo,staff,en,GVA,", full=True)
    assert "WARNING: this list would mark 119 of 120 people (99%) as left. Is it complete?" in report.notes


def test_a_full_list_with_problems_is_never_taken_as_full(demo: Store) -> None:
    bad = without("people.csv", "P051").replace(b"P050,", b"P 050,")
    report = load(demo, {"people.csv": bad}, full=True, skip_bad_rows=True, confirm=True)
    assert not report.applied
    assert "A list with problems is not taken as a full one" in report.lines()[-1]
    assert person(demo, "P050").active
    assert "A full list needs people.csv." in load(demo, {"sites.csv": DEMO["sites.csv"]}, full=True).lines()[-1]


def test_externals_stay_whatever_a_full_list_says(demo: Store) -> None:
    external = Person(PersonId("X-K7Q-1"), "Liaison", PersonKind.EXTERNAL, Language.EN, SiteCode("GVA"))
    with demo.begin() as uow:
        uow.roster.put_person(external)
    assert load(demo, DEMO, full=True).applied
    assert person(demo, "X-K7Q-1").active


def test_a_holder_who_leaves_is_named_with_the_seat_and_the_next_moves_up_only_when_confirmed(demo: Store) -> None:
    files = {"people.csv": without("people.csv", "P005")}
    preview = load(demo, files, full=True)
    said = "P005 Samuel Wanjohi has left, holder of HSSD Head of Safety and Security; P006 Дмитрий Аксарин moves up"
    assert said in "\n".join(preview.seats_affected)
    assert not preview.applied
    assert holders(demo, "HSSD") == ("P005", "P006", "P007")
    assert load(demo, files, full=True, confirm=True).applied
    assert holders(demo, "HSSD") == ("P006", "P007")
    assert said in log(demo)[-1]


def test_leaving_by_a_date_needs_the_same_consent_when_a_post_is_held(demo: Store) -> None:
    row, header = "P043,Karim,staff,fr,GVA,2026-11-20", "id,name,kind,language,site,left_on"
    preview = load_people(demo, row, header=header)
    assert not preview.applied
    assert "nobody takes this shift: SSD-DO Mon Tue Wed Thu Fri 07:00-19:00" in "\n".join(preview.seats_affected)
    assert load_people(demo, row, header=header, confirm=True).applied
    with demo.read() as uow:
        assert PersonId("P043") not in {shift.person for shift in uow.roster.duty()}
    assert load_people(demo, "P050,A,staff,fr,GVA,2026-11-20", header=header).applied is False
    assert load_people(demo, "P051,A,staff,fr,GVA,2026-11-20", header=header).applied


def test_a_replacement_in_the_same_import_needs_no_consent_and_is_told(demo: Store) -> None:
    seats = with_line("seats.csv", "yes,2,P005,P006,P007", "yes,2,P006,P007,P043")
    header = "id,name,kind,language,site,left_on"
    people = f"{header}\nP005,Samuel Wanjohi,staff,en,GVA,2026-11-20".encode()
    report = load(demo, {"people.csv": people, "seats.csv": seats})
    assert report.applied, report.lines()
    assert holders(demo, "HSSD") == ("P006", "P007", "P043")
    assert "HSSD Head of Safety and Security: was P005 Samuel Wanjohi, P006" in "\n".join(report.seats_affected)
    assert log(demo)[-1] == ("Samuel Wanjohi has left. Their place is taken in the same import: HSSD (holder).")


def test_a_seat_that_loses_everybody_is_shown_as_uncovered(demo: Store) -> None:
    report = load(demo, {"people.csv": without("people.csv", "P005", "P006", "P007")}, full=True, confirm=True)
    assert holders(demo, "HSSD") == ()
    assert "P007 نادية بن حدو has left, alternate 2 of HSSD Head of Safety and Security; the seat is UNCOVERED." in (
        report.seats_affected
    )
    assert "HSSD Head of Safety and Security has fewer than two alternates (R46)." in report.notes


def test_the_stand_in_becomes_warden_and_a_zone_without_one_is_told(demo: Store) -> None:
    report = load(demo, {"people.csv": without("people.csv", "P030", "P119", "P117")}, full=True, confirm=True)
    told = "\n".join(report.seats_affected)
    assert "has left, warden of GVA-M1; now P062" in told
    assert "has left, warden of NYC-21; the zone has NO WARDEN" in told
    with demo.read() as uow:
        assert [(one.rank, one.person) for one in uow.roster.wardens() if one.zone == "GVA-M1"] == [(1, "P062")]


def test_wardens_are_replaced_in_the_zones_that_the_file_names_alone(demo: Store) -> None:
    report = load(demo, {"wardens.csv": b"zone,rank,person\nGVA-M1,1,P062"})
    assert str(report.counts["wardens.csv"]) == "0 new, 1 changed, 0 unchanged, 1 removed"
    with demo.read() as uow:
        assert [one.person for one in uow.roster.wardens() if one.zone == "GVA-M1"] == ["P062"]
        assert len(uow.roster.wardens()) == 31


def test_a_seat_goes_only_with_a_full_list_and_after_a_preview(demo: Store) -> None:
    files = {"people.csv": DEMO["people.csv"], "seats.csv": without("seats.csv", "FIN")}
    assert load(demo, files).applied
    assert len(holders(demo, "FIN")) == 3
    preview = load(demo, files, full=True)
    assert not preview.applied
    assert "The seat FIN Finance is removed." in preview.seats_affected
    assert load(demo, files, full=True, confirm=True).applied
    assert log(demo)[-1] == "The seat FIN Finance is removed."


def test_somebody_who_came_back_is_on_the_list_again(demo: Store) -> None:
    load(demo, {"people.csv": without("people.csv", "P051")}, full=True, confirm=True)
    assert load(demo, DEMO).applied
    assert person(demo, "P051").active
