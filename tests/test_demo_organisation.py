"""The demonstration organisation is complete, believable and marked as invented."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from playbooks.rules.authority import ROLE_WORDS, Power
from playbooks.rules.people import DutyShift, PersonKind, on_duty
from playbooks.rules.sms import Encoding, measure
from playbooks.rules.vocabulary import Language, PersonId, SeatCode

DEMO = Path(__file__).parent.parent / "playbooks" / "demo"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


PEOPLE = {row["id"]: row for row in rows("people.csv")}
SITES = {row["code"]: row for row in rows("sites.csv")}
ZONES = {row["code"]: row for row in rows("zones.csv")}
SEATS = rows("seats.csv")
ORGANISATION = yaml.safe_load((DEMO / "organisation.yaml").read_text(encoding="utf-8"))


def ladder(seat: dict[str, str]) -> list[str]:
    return [seat["holder"], seat["alternate_1"], seat["alternate_2"]]


def test_it_says_that_it_is_a_demonstration() -> None:
    assert ORGANISATION["demonstration"] is True
    assert "demonstration" in ORGANISATION["name"]
    assert len(ORGANISATION["short_name"]) <= 5
    assert measure(ORGANISATION["short_name"]).encoding is Encoding.GSM7


def test_no_address_for_mail_can_exist() -> None:
    assert all(person["email"].endswith(".example") for person in PEOPLE.values())


def test_120_people_speak_the_six_languages() -> None:
    assert list(PEOPLE) == [f"P{number:03}" for number in range(1, 121)]
    speakers = Counter(person["language"] for person in PEOPLE.values())
    assert set(speakers) == set(Language)
    assert min(speakers.values()) >= 12


def test_names_are_written_in_their_own_scripts() -> None:
    names = [person["name"] for person in PEOPLE.values()]
    assert len(set(names)) == len(names)
    for first, last in [("A", "ɏ"), ("А", "ӿ"), ("ء", "ي"), ("一", "鿿")]:
        assert sum(first <= name[0] <= last for name in names) >= 10


def test_numbers_are_e164_and_belong_to_one_person_each() -> None:
    numbers = [person["mobile"] for person in PEOPLE.values() if person["mobile"]]
    assert len(numbers) >= 118
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"\+[1-9][0-9]{7,14}", number) for number in numbers)


def test_headquarters_and_at_least_six_field_offices_lie_in_five_time_zones() -> None:
    kinds = Counter(site["kind"] for site in SITES.values())
    assert kinds["hq"] == 1
    assert sum(kinds.values()) - 1 >= 6
    midsummer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    offsets = {midsummer.astimezone(ZoneInfo(site["time_zone"])).utcoffset() for site in SITES.values()}
    assert len(offsets) >= 5


@pytest.mark.parametrize("site", SITES.values(), ids=list(SITES))
def test_a_site_has_a_short_name_in_six_languages_and_dated_numbers(site: dict[str, str]) -> None:
    for language in Language:
        assert 1 <= len(site[f"name_{language}"]) <= 14
    assert re.fullmatch(r"\+[1-9][0-9]{7,14}", site["duty_number"])
    assert site["emergency_number"].isdigit()
    assert date.fromisoformat(site["numbers_checked"]) < date(2026, 12, 31)
    assert site["assembly_point"]


def test_every_person_is_in_a_zone_of_their_site() -> None:
    for person in PEOPLE.values():
        assert ZONES[person["zone"]]["site"] == person["site"]
        assert person["kind"] in set(PersonKind)


def test_every_site_has_zones_and_every_zone_a_warden_and_an_alternate_on_the_spot() -> None:
    assert {zone["site"] for zone in ZONES.values()} == set(SITES)
    wardens = rows("wardens.csv")
    assert sorted((row["zone"], row["rank"]) for row in wardens) == sorted(
        (zone, rank) for zone in ZONES for rank in ("1", "2")
    )
    for row in wardens:
        assert PEOPLE[row["person"]]["site"] == ZONES[row["zone"]]["site"]


def test_travellers_and_participants_are_staff_of_other_sites_who_can_be_texted() -> None:
    listed = rows("lists.csv")
    assert Counter(row["list"] for row in listed) == {"TRAVEL-ADD": 6, "EVENT-GVA": 4}
    assert {row["site"] for row in listed} == {"ADD", "GVA"}
    for row in listed:
        person = PEOPLE[row["person"]]
        assert (person["kind"], bool(person["mobile"]), bool(person["left_on"])) == ("staff", True, False)
        assert person["site"] != row["site"]
        assert date.fromisoformat(row["as_of"]) < date(2026, 12, 31)
        assert row["source"]
    assert {PEOPLE[row["person"]]["language"] for row in listed} == set(Language)


def test_delegates_and_contractors_are_at_one_site() -> None:
    where = {
        kind: {person["site"] for person in PEOPLE.values() if person["kind"] == kind}
        for kind in ("delegate", "contractor")
    }
    assert where == {"delegate": {"GVA"}, "contractor": {"GVA"}}


@pytest.mark.parametrize("seat", SEATS, ids=[seat["code"] for seat in SEATS])
def test_a_seat_has_a_holder_and_two_alternates_who_exist(seat: dict[str, str]) -> None:
    assert len(set(ladder(seat))) == 3
    assert all(person in PEOPLE for person in ladder(seat))
    if seat["team"] == "ORT":
        assert {PEOPLE[person]["site"] for person in ladder(seat)} == {seat["site"]}
        assert seat["code"].endswith("@" + seat["site"])


def test_the_crisis_management_team_can_reach_its_quorum_by_its_core() -> None:
    cmt = [seat for seat in SEATS if seat["team"] == "CMT"]
    assert len(cmt) >= 12
    core = [seat for seat in cmt if seat["core"] == "yes"]
    rule = ORGANISATION["quorum"]["CMT"]
    assert {seat["function"] for seat in core} >= set(rule["functions"])
    assert len(core) >= rule["minimum"]
    assert [seat["code"] for seat in sorted(cmt, key=lambda s: s["succession"] or "9")][:3] == [
        "CHAIR", "HSSD", "ORMS",
    ]  # fmt: skip
    assert set(ORGANISATION["restricted_roles"]) <= {seat["code"] for seat in cmt}


def test_nobody_holds_two_seats() -> None:
    holders = [seat["holder"] for seat in SEATS]
    assert len(set(holders)) == len(holders)


def test_every_site_has_an_operational_response_team() -> None:
    for site in SITES:
        functions = {seat["function"] for seat in SEATS if seat["team"] == "ORT" and seat["site"] == site}
        assert functions == {"leader", "operations", "first-aid"}


def shifts() -> list[DutyShift]:
    found = []
    for row in rows("duty.csv"):
        first, _, last = row["days"].partition("-")
        names = DAYS[DAYS.index(first) : DAYS.index(last) + 1] if last else row["days"].split(",")
        found.append(
            DutyShift(
                role=SeatCode(row["role"]),
                rank=int(row["rank"]),
                person=PersonId(row["person"]),
                days=frozenset(DAYS.index(name) + 1 for name in names),
                start=time.fromisoformat(row["from"]),
                end=time.fromisoformat(row["to"]),
                time_zone=row["time_zone"],
            )
        )
    return found


@pytest.mark.parametrize("monday", ["2026-01-05", "2026-03-23", "2026-10-19"])
def test_a_duty_officer_and_another_one_as_backup_are_there_at_every_hour(monday: str) -> None:
    rota = shifts()
    assert all(PEOPLE[shift.person]["mobile"] for shift in rota)
    start = datetime.fromisoformat(f"{monday}T00:00+00:00")
    # Two weeks each, with the changes to summer and to winter time inside two of them.
    for half_hours in range(2 * 24 * 14):
        moment = start + timedelta(minutes=30 * half_hours)
        assert len(on_duty(rota, SeatCode("SSD-DO"), moment)) == 2, moment
        ranks = [shift.rank for shift in rota if shift.covers(moment)]
        assert sorted(ranks) == [1, 2], moment


def test_the_authority_matrix_rules_on_every_power_in_one_sentence() -> None:
    matrix = rows("authority.csv")
    assert {row["power"] for row in matrix} == set(Power)
    assert len(matrix) == len(Power)
    known = set(ROLE_WORDS) | {seat["code"] for seat in SEATS}
    for row in matrix:
        assert row["roles"].split()
        assert set(row["roles"].split()) <= known
        assert re.fullmatch(r"[A-Z].*\(CM policy \d+\.\d\)\.", row["rule"])


def test_only_the_chair_lowers_and_everybody_may_report() -> None:
    roles = {row["power"]: row["roles"].split() for row in rows("authority.csv")}
    assert roles["lower"] == ["CHAIR"]
    assert "STAFF" in roles["report"]
    assert "STAFF" not in roles["declare"]
