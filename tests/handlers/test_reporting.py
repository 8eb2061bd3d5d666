"""The after-action report: what it says of a crisis, what it must not say, who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from handlers.cards import Buttons, Card, Form, Open
from handlers.report_model import (
    UNACCOUNTED,
    Figure,
    Milestone,
    Place,
    Report,
    UnaccountedList,
    UnaccountedPerson,
    WardenSheet,
    from_json,
    to_json,
)
from playbooks.rules.checkin import Campaign, Change, HelpRequest, Respondent, Source, Status
from playbooks.rules.errors import Conflict, NotAllowed, NotFound
from playbooks.rules.logbook import Head, as_record, broken_at
from playbooks.rules.vocabulary import CampaignId, DocumentId, HelpId, PersonId, Sensitivity
from tests.handlers.desk import ANYBODY, DUTY, ask, buttons, declared, entries, incident, text
from tests.world import START, World

MINUTE = timedelta(minutes=1)


def document_of(card: Card) -> DocumentId:
    """Give the number of the document that a card opens."""
    return DocumentId(next(block.document for block in card.blocks if isinstance(block, Open)))


def opened(world: World, number: int, who: str = "CHAIR") -> Report:
    """Open a report as somebody."""
    report = world.app.engine.document(world.who(who).id, DocumentId(number))
    assert isinstance(report, Report)
    return report


def made(world: World, code: str, who: str = "CHAIR") -> Report:
    """Make the report of an incident and open it."""
    return opened(world, document_of(ask(world, who, f"aar {code}")), who)


def milestone(report: Report, name: str) -> Milestone:
    return next(one for one in report.milestones if one.name == name)


def figure(report: Report, name: str) -> Figure:
    return next(one for one in report.figures if one.name == name)


def everything(report: Report) -> str:
    """Give all words of a report."""
    return str(to_json(report))


def room_of(code: str) -> str:
    return f"crisis-{code.lower()}"


def crisis(world: World) -> str:
    """Play a fire to its quorum; give the code."""
    ask(world, ANYBODY, "report smoke on floor 3 type=fire site=GVA")
    code = world.code()
    world.passes(minutes=2)
    world.phone(DUTY).replies("7")
    world.passes(minutes=3)
    ask(world, DUTY, f"verify {code} L2 seen by the guard")
    world.passes(minutes=1)
    for seat in ("CHAIR", "HSSD", "HR", "CCD"):
        world.phone(seat).replies("7")
    world.phone("FAC").replies("9")
    world.passes(minutes=5)
    for seat in ("ORMS/1", "ITBC/1", "FAC/1", "ORT-L@GVA/1"):
        world.phone(seat).replies("7")
    return code


def asked(world: World, code: str, people: Sequence[str], start: datetime) -> Campaign:
    """Store a check-in of these people, nobody of whom was reached yet."""
    with world.store.begin() as uow:
        campaign = Campaign(
            CampaignId(0), incident(world, code).id, 1, PersonId("P002"), start, False, "all concerned: Geneva",
            "staff list of 2026-11-23", first_sent_at=start + timedelta(seconds=20),
        )  # fmt: skip
        uow.campaigns.add(campaign)
        known = uow.roster.people([PersonId(one) for one in people])
        uow.campaigns.put(
            Respondent(campaign.id, one.id, one.mobile, one.language, one.site, one.zone, position)
            for position, one in enumerate(known.values(), 1)
        )
    return campaign


def becomes(world: World, campaign: Campaign, person: str, status: Status, at: datetime) -> None:
    """Store that a person's status changed."""
    with world.store.begin() as uow:
        one = uow.campaigns.one(campaign.id, PersonId(person))
        assert one is not None
        one.status, one.since, one.source = status, at, Source.SMS
        uow.campaigns.put([one])
        uow.campaigns.record([Change(campaign.id, one.person, status, at, at, Source.SMS, words="I am at home")])


def test_the_report_follows_a_crisis_from_the_first_report_on(world: World) -> None:
    code = crisis(world)
    report = made(world, code)
    reached = {one.name: one.after_report for one in report.milestones}
    assert reached["Reported"] == timedelta()
    assert reached["Verified"] == reached["Declared"] == 5 * MINUTE
    assert milestone(report, "First page").after_declaration is not None
    assert reached["First answer"] == 6 * MINUTE
    assert reached["Quorum"] is not None
    assert milestone(report, "Stood down").at is None
    assert figure(report, "Report to verified").met is True
    assert figure(report, "Declaration to first check-in text").value == "not reached"
    assert report.title.levels[0].level == "L2"
    assert report.title.marking.startswith("DEMONSTRATION")
    assert report.quorum[0].met
    assert any("quorum" in sentence for sentence in report.summary)


def test_every_call_stands_under_its_seat_with_its_first_answer(world: World) -> None:
    code = crisis(world)
    world.passes(minutes=30)
    ask(world, "CCD", f"answer leaving {code}")
    seats = {seat.code: seat for seat in made(world, code).seats}
    chief, alternate = seats["FAC"].calls[:2]
    assert (chief.answer, chief.place) == ("cannot", "holder")
    assert (alternate.answer, alternate.place) == ("joining", "alternate 1")
    assert chief.answered_at == alternate.told_at
    left = seats["CCD"].calls[0]
    assert left.answer == "joining", "the time to the first answer is what is measured"
    assert left.answered_at == START + 6 * MINUTE
    assert "left at" in left.later
    assert seats["CHAIR"].covered
    assert "SSD-DO" in seats


def test_a_seat_that_rings_for_hours_is_told_in_a_few_lines(world: World) -> None:
    code = crisis(world)
    world.passes(hours=6)
    report = made(world, code)
    seat = next(one for one in report.seats if one.code == "ORT-F@GVA")
    assert len(seat.calls) <= 3
    assert all(call.again > 10 and call.answer == "" for call in seat.calls)
    assert seat.calls[0].last_told_at is not None
    with world.store.read() as uow:
        page = next(one for one in uow.pages.of(incident(world, code).id) if one.seat == seat.code)
    assert sum(1 + call.again for call in seat.calls) == len(page.calls)


def test_answers_from_before_a_reopening_are_not_lost(world: World) -> None:
    code = declared(world)
    world.passes(minutes=1)
    world.phone("ORT-L@GVA").replies("7")
    world.passes(minutes=1)
    ask(world, "CHAIR", f"standdown {code}")
    ask(world, "CHAIR", f"reopen {code} reason=smoke again")
    calls = next(seat for seat in made(world, code).seats if seat.code == "ORT-L@GVA").calls
    assert [call.answer for call in calls] == ["joining", ""]


def test_what_was_corrected_is_struck_through_and_points_to_its_correction(world: World) -> None:
    code = crisis(world)
    room = room_of(code)
    ask(world, "HSSD", "fact two floors are evacuated source=guard at=10:01", room)
    old = entries(world, code)[-1].seq
    ask(world, "CHAIR", f"correct {old} three floors are evacuated", room)
    timeline = {entry.number: entry for entry in made(world, code).timeline}
    new = timeline[old].struck_by
    assert new is not None
    assert timeline[new].corrects == old
    assert timeline[new].text == "three floors are evacuated"
    assert timeline[old].late
    assert timeline[old].details == (("source", "guard"),)
    assert timeline[old].by.endswith("Head of Safety and Security")
    assert list(timeline.values()) == sorted(timeline.values(), key=lambda one: one.at)


def test_decisions_stand_in_a_register_with_reason_options_and_owner(world: World) -> None:
    code = crisis(world)
    ask(world, "CHAIR", "decide close the building because=unsafe options=close; watch owner=FAC", room_of(code))
    ask(world, "CHAIR", "decide feed everybody because=it is late", room_of(code))
    report = made(world, code)
    assert dict(report.decisions[0].details) == {"because": "unsafe", "options": "close; watch", "owner": "FAC"}
    assert figure(report, "Decisions with reason, options and owner").value == "50 % of 2"


def test_restricted_entries_are_counted_and_never_read_out(world: World) -> None:
    code = crisis(world)
    ask(world, "CHAIR", "fact one colleague is injured", f"{room_of(code)}-restricted")
    report = made(world, code)
    assert report.restricted == 1
    assert "injured" not in everything(report)


def test_nobody_who_is_not_of_the_team_is_named(world: World) -> None:
    staff = world.who(ANYBODY)
    code = crisis(world)
    ask(world, "HSSD", f"fact {staff.name} saw it first, reach them at +41 79 123 45 67", room_of(code))
    report = made(world, code)
    assert staff.name not in everything(report)
    assert "+41" not in everything(report)
    assert {"a warden", "Muster"} & {entry.by for entry in report.timeline}
    assert world.who("HSSD").name in everything(report)


def test_a_cry_for_help_by_text_is_not_quoted(world: World) -> None:
    staff = world.who(ANYBODY)
    assert staff.mobile
    code = crisis(world)
    ask(world, "CHAIR", f"standdown {code}")
    world.phone(ANYBODY).replies("help, I am in the cellar")
    for one in {code, world.code()}:
        report = made(world, one, DUTY)
        assert staff.name not in everything(report)
        assert "cellar" not in everything(report)


def test_the_check_in_is_a_curve_of_what_was_known_when(world: World) -> None:
    code = crisis(world)
    people = ["P047", "P048", "P049", "P050"]
    start = world.app.now()
    campaign = asked(world, code, people, start)
    becomes(world, campaign, "P047", Status.SAFE, start + 3 * MINUTE)
    becomes(world, campaign, "P048", Status.NEED_HELP, start + 5 * MINUTE)
    becomes(world, campaign, "P049", Status.SAFE, start + 20 * MINUTE)
    becomes(world, campaign, "P049", Status.UNCLEAR, start + 22 * MINUTE)
    world.passes(hours=1)
    report = made(world, code)
    (round_,) = report.rounds
    assert round_.curve == ((0, 0), (3, 1), (5, 2), (20, 3), (22, 2))
    assert (round_.everybody, round_.accounted) == (4, 2)
    assert sum(count for _, _, count in round_.counts) == 4
    assert {one.percent: one.at for one in round_.reached} == {50: start + 5 * MINUTE, 90: None, 100: None}
    assert [(stop.name, stop.at) for stop in round_.stops][:1] == [("first reminder", start + 15 * MINUTE)]
    assert sum(site.everybody for site in round_.by_site) == 4
    assert sum(site.need_help for site in round_.by_site) == 1
    assert round_.basis == "staff list of 2026-11-23"
    assert milestone(report, "First check-in text").at == campaign.first_sent_at
    said = everything(report)
    assert not [one for one in people if world.who(one).name in said]
    assert "I am at home" not in said


def test_a_request_for_help_is_a_number_and_a_time_without_a_name(world: World) -> None:
    code = crisis(world)
    now = world.app.now()
    taken = HelpRequest(
        HelpId(0), incident(world, code).id, 0, None, PersonId(ANYBODY), "+41791234567", now, ("my leg is broken",)
    )
    waiting = HelpRequest(HelpId(0), incident(world, code).id, 0, None, None, "+41791234568", now, ("come",))
    with world.store.begin() as uow:
        uow.helps.add(taken)
        taken.take(world.who("HSSD").id, now + 3 * MINUTE)
        taken.end(world.who("HSSD").id, "injured: taken to hospital by P047", now + 9 * MINUTE)
        uow.helps.save(taken)
        uow.helps.add(waiting)
    report = made(world, code)
    first, second = report.helps
    assert (first.name, first.taken_by, first.outcome) == ("H1", "Head of Safety and Security", "injured")
    assert first.taken_at == now + 3 * MINUTE
    assert (second.taken_at, second.outcome) == (None, "")
    assert figure(report, "Longest wait of a request for help").met is False
    assert "broken" not in everything(report)
    assert "hospital" not in everything(report)
    assert "4179" not in everything(report)


def test_messages_that_did_not_arrive_have_a_chapter(world: World) -> None:
    code = declared(world, level="L3")
    world.passes(minutes=40)
    failures = made(world, code).failures
    assert any("was not texted" in one.text for one in failures)


def test_the_report_is_stored_posted_logged_and_held_to_the_log(world: World) -> None:
    code = crisis(world)
    card = ask(world, "HSSD", "aar", room_of(code))
    number = document_of(card)
    assert any(f"[Open the report] document {number}" in said for said in world.person("CCD").reads(room_of(code)))
    report = opened(world, number)
    log = entries(world, code)
    assert broken_at(map(as_record, log), [Head(code, report.title.head_count, report.title.head_hash)]) is None
    entry = log[report.title.head_count]
    assert entry.kind == "admin"
    with world.store.read() as uow:
        document = uow.documents.get(number)
    assert document.digest in entry.text
    assert document.sensitivity is Sensitivity.CONFIDENTIAL
    assert from_json("report", to_json(report)) == report


def test_report_typed_alone_in_the_room_makes_the_report_and_still_offers_the_form(world: World) -> None:
    code = crisis(world)
    card = ask(world, "HSSD", "report", room_of(code))
    assert opened(world, document_of(card)).title.code == code
    assert any(isinstance(block, Form) and "duty officer" in block.title for block in card.blocks)


def test_report_with_a_code_makes_the_report_and_with_words_reports_to_the_duty_officer(world: World) -> None:
    code = crisis(world)
    assert document_of(ask(world, "HSSD", f"report {code}"))
    assert "duty officer is being paged" in text(world, "HSSD", f"report {code} the door is jammed")


def test_report_typed_alone_by_whoever_may_not_make_it_is_the_form(world: World) -> None:
    code = crisis(world)
    card = ask(world, ANYBODY, "report", room_of(code))
    assert "duty officer" in card.title
    assert not [block for block in card.blocks if isinstance(block, Open | Buttons)]


def test_report_typed_alone_outside_of_a_room_is_the_form_with_a_way_to_the_report(world: World) -> None:
    code = crisis(world)
    card = ask(world, "HSSD", "report")
    assert "duty officer" in card.title
    assert buttons(card) == {f"After-action report {code}": f"aar {code}"}
    assert buttons(ask(world, ANYBODY, "report")) == {}


def test_whoever_may_not_review_makes_no_report(world: World) -> None:
    code = crisis(world)
    assert "CM policy 9.1" in text(world, ANYBODY, f"aar {code}")


def test_a_report_can_be_made_of_a_false_alarm_that_nobody_declared(world: World) -> None:
    ask(world, ANYBODY, "report smoke on floor 3 type=fire site=GVA")
    code = world.code()
    ask(world, DUTY, f"falsealarm {code} reason=steam")
    report = made(world, code)
    assert milestone(report, "Declared").at is None
    assert milestone(report, "First page").at is not None
    assert report.title.phase == "false alarm"


def test_a_report_is_for_those_who_may_see_the_incident(world: World) -> None:
    number = document_of(ask(world, "CHAIR", f"aar {crisis(world)}"))
    assert opened(world, number, "FIN").title.made_at == world.app.now()
    with pytest.raises(NotAllowed, match=r"CM policy 7\.1"):
        world.app.engine.document(PersonId("P048"), number)
    assert world.log("org")[-1] == f"Refused: to open document {number}"
    with pytest.raises(NotFound):
        world.app.engine.document(PersonId("P002"), DocumentId(99))


def test_a_purge_empties_the_documents_and_says_so(world: World) -> None:
    code = crisis(world)
    number = document_of(ask(world, "CHAIR", f"aar {code}"))
    ask(world, "HSSD", "fact a name slipped in", room_of(code))
    said = text(world, "HSSD", f"purge {code} {entries(world, code)[-1].seq} reason=personal data")
    assert "1 document that may quote it is emptied" in said
    assert f"/crisis aar {code}" in said
    with pytest.raises(Conflict, match="was emptied"):
        world.app.engine.document(world.who("CHAIR").id, number)
    assert "a name slipped in" not in everything(made(world, code))


def test_a_warden_opens_the_sheets_of_the_own_zone_and_no_other(world: World) -> None:
    code = crisis(world)
    people = (UnaccountedPerson("A. Person", "Geneva", "Floor 2", "no reply", "B. Owner", "+41791234567"),)
    sheets = tuple(
        WardenSheet("Geneva", zone, "Car park", (warden,), (PersonId(warden),), people)
        for zone, warden in (("Floor 2", "P048"), ("Floor 3", "P049"))
    )
    listed = UnaccountedList(
        "Organisation", code, f"{code} unaccounted", "", Place("GVA", "Geneva", "Europe/Zurich"), START, "staff list",
        2, 0, sheets,
    )  # fmt: skip
    with world.store.begin() as uow:
        number = uow.documents.add(
            incident(world, code).id, UNACCOUNTED, listed.title, to_json(listed), Sensitivity.STRICTLY_CONFIDENTIAL,
            PersonId("P002"), START,
        ).id  # fmt: skip
    own = world.app.engine.document(PersonId("P048"), number)
    assert isinstance(own, UnaccountedList)
    assert [sheet.zone for sheet in own.sheets] == ["Floor 2"]
    assert world.app.engine.document(world.who("HSSD").id, number) == listed
    with pytest.raises(NotAllowed):
        world.app.engine.document(world.who("FIN").id, number)
