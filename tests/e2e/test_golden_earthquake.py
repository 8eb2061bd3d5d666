"""An earthquake in 48 hours and 120 people: what phones, rooms, boards, lists and the report say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.reports.html import render
from handlers.exporting import export_jsonl
from handlers.report_model import Outcome, Report, UnaccountedList
from playbooks.rules.checkin import Source, Status
from playbooks.rules.errors import NotAllowed
from playbooks.rules.logbook import check_export
from playbooks.rules.vocabulary import Phase
from tests.databases import Databases
from tests.e2e import earthquake as e
from tests.e2e.telling import Telling
from tests.world import START, World

NAME = "Yonas Abera-Tola"


@pytest.fixture
def story(databases: Databases) -> Iterator[Telling]:
    """The demonstration organisation before anything has happened."""
    with World(databases.bare()) as world:
        yield Telling(world)


def test_an_earthquake_from_the_first_text_to_the_report(story: Telling) -> None:
    the_office_is_asked_before_anything_is_declared(story)
    somebody_is_trapped_and_a_named_officer_calls(story)
    travellers_answer_in_their_languages_and_doubt_goes_to_a_human(story)
    it_is_declared_and_the_team_comes(story)
    a_request_that_nobody_takes_turns_the_board_red(story)
    the_circle_of_those_asked_grows_to_everybody(story)
    the_team_walks_through_the_playbook(story)
    wardens_report_and_each_who_is_lost_has_an_owner(story)
    what_is_official_stays_in_the_restricted_room(story)
    the_next_day_everybody_there_is_asked_again(story)
    it_ends_and_a_late_cry_is_still_heard(story)
    the_report_says_what_happened_and_names_nobody(story)
    the_log_is_whole(story)


def the_office_is_asked_before_anything_is_declared(story: Telling) -> None:
    story.until("the duty officer asks the office")
    office = (e.HEAD, e.DEPUTY, e.WARDEN, e.FRENCH, e.ARABIC, e.DRIVER)
    assert story.texted() == story.numbers(*office, e.DUTY)
    with story.world.store.read() as uow:
        assert uow.incidents.by_code(story.code).phase is Phase.REPORTED
    for who, words in ((e.WARDEN, "Are you safe?"), (e.FRENCH, "séisme, Addis-Abeba"), (e.ARABIC, "زلزال")):
        story.world.phone(who).expects(story.code, words, "1=", "2=", "3=", "991")
    assert "Headcount: 0 of 6 accounted" in story.world.person(e.DUTY).board(story.room)
    assert "c3 ticked by Muster: the check-in went out 09:00 UTC." in story.world.log(story.code)

    story.until("safe with a typo")
    assert story.rollup().of(Status.SAFE) == 4
    assert "noted SAFE" in story.last(e.WARDEN)
    assert "EN SECURITE" in story.last(e.FRENCH)
    assert "بأمان" in story.last(e.ARABIC)
    assert "Headcount: 4 of 6 accounted (66 %), 2 unaccounted" in story.world.person(e.DUTY).board(story.room)


def somebody_is_trapped_and_a_named_officer_calls(story: Telling) -> None:
    story.until("trapped, though with a 1")
    assert story.person(e.DRIVER).status is Status.NEED_HELP, "a danger word beats the 1 beside it"
    assert "received, we are alerting Security" in story.last(e.DRIVER)
    assert "991" in story.last(e.DRIVER)
    assert all(word in story.last(e.DUTY) for word in ("H1", NAME, "+251900000006"))
    said = story.world.person(e.DUTY).reads(story.room)
    assert any("H1: somebody at Addis Ababa asks for help" in text for text in said)
    assert not any(NAME in text for text in said), "the main room has no names of those who ask"
    assert "nobody has taken it" in story.world.person(e.DUTY).board(story.room)

    story.until("what the driver needs")
    told = story.world.person(e.DUTY).told()[-1]
    assert "Needs: trapped, office 3rd floor" in told
    assert "is calling you" not in story.last(e.DRIVER), "nobody has taken it"
    story.until("taken by SMS")
    assert "Karim Ouédraogo-Diallo of Security is calling you" in story.last(e.DRIVER)
    assert "H1 taken by Karim" in story.world.person(e.DUTY).board(story.room)


def travellers_answer_in_their_languages_and_doubt_goes_to_a_human(story: Telling) -> None:
    story.texted()
    story.until("travellers are asked too")
    assert story.texted() == story.numbers(*e.TRAVELLERS), "and nobody of the office a second time"
    assert story.rollup().everybody == 12
    story.until("safe, for now")
    assert {story.person(who).status for who in (e.SANTIAGO, e.MOSCOW, e.BRASILIA)} == {Status.SAFE}
    assert "A SALVO" in story.last(e.SANTIAGO)
    story.until("a negated danger word")
    assert story.person(e.DAKAR).status is Status.UNCLEAR
    assert "1=Oui" in story.last(e.DAKAR), "asked once more"
    assert "may be in danger" in story.world.person(e.DUTY).told()[-1]
    assert "+221700000002" in story.last(e.DUTY), "and by SMS, since it is urgent"

    story.until("and a one after it")
    assert story.person(e.CAIRO).status is Status.NEED_HELP, "sticky: a 1 does not lower it"
    assert "991" in story.last(e.CAIRO) or "991" in story.world.phone(e.CAIRO).texts()[-2], "of where she is"
    assert "then texted: 1" in story.world.person(e.DUTY).told()[-1]
    story.until("taken in chat")
    assert story.person(e.BRASILIA).status is Status.NEED_HELP
    assert "Samuel Wanjohi of Security is calling you" in story.last(e.BRASILIA)
    assert story.texted() == story.numbers(*(set(e.TRAVELLERS) - {e.BEIJING}), e.DUTY)


def it_is_declared_and_the_team_comes(story: Telling) -> None:
    story.until("verified and declared")
    for seat in (*e.COMING, "LEG", "ORT-L@ADD", "ORT-D@ADD", "ORT-F@ADD"):
        assert story.code in story.last(seat)
        assert "L3" in story.last(seat)
    story.until("the head of the office answers both")
    assert story.person(e.HEAD).status is Status.SAFE
    assert "SAFE" in story.last(e.HEAD)
    assert "JOINING" in story.world.phone(e.HEAD).texts()[-2]
    story.until("the warden comes")
    board = story.board()
    assert "Quorum: reached" in board
    assert f"Leads: {story.world.who('CHAIR').name}" in board
    assert "x3 ticked by Muster: quorum is reached 09:05 UTC." in story.world.log(story.code)
    assert any("steps are yours" in told for told in story.world.person("HSSD").told())
    paged = story.numbers(*e.COMING, "LEG", e.HEAD, e.DEPUTY, e.WARDEN)
    # H2 has gone on to the backup: the duty officer has not taken it for five minutes.
    assert story.texted() == paged | story.numbers(e.BACKUP)


def a_request_that_nobody_takes_turns_the_board_red(story: Telling) -> None:
    story.until("red, and everybody is told")
    assert "H2 RED: nobody has taken it, 30 min" in story.board()
    for officer in (e.DUTY, e.BACKUP, "HSSD", "HSSD/1", "HSSD/2", e.HEAD):
        assert any("H2" in text for text in story.world.phone(officer).texts())
    assert any("nobody has taken a request for help" in text for text in story.world.person("CHAIR").reads(story.room))
    reminded = [text for text in story.world.phone(e.BEIJING).texts() if "1=" in text]
    assert len(reminded) == 3, "asked, and reminded twice"
    answered = [text for text in story.world.phone(e.ARABIC).texts() if "1=" in text]
    assert len(answered) == 1, "whoever has answered is left alone"
    story.until("one is safe now")
    assert "H2" not in story.board()
    assert story.person(e.CAIRO).status is Status.SAFE
    assert story.person(e.CAIRO).source is Source.HUMAN, "a human lowered it"
    ladder = story.numbers("HSSD", "HSSD/1", "HSSD/2", e.DUTY, e.BACKUP, e.HEAD)
    others = story.numbers("LEG", "LEG/1", "LEG/2", "CHAIR", e.BEIJING, e.CAIRO)
    assert story.texted() == ladder | others


def the_circle_of_those_asked_grows_to_everybody(story: Telling) -> None:
    story.until("Bangkok needs a press")
    offered = story.world.person(e.DUTY).told()[-1]
    assert f"[Ask these 6 too] /crisis checkin start {story.code} BKK --confirmed" in offered
    assert story.texted() == set()
    story.until("Bangkok is asked")
    assert story.texted() == story.numbers(e.ON_LEAVE, e.COLLEAGUE, e.STRANGER, e.CHINESE, e.AWAY, "P073")
    story.until("a colleague speaks for somebody else")
    assert story.person(e.ON_LEAVE).status is Status.SENT, "what she says counts nobody"
    assert story.person(e.COLLEAGUE).status is Status.SENT
    assert "speaks of somebody else" in story.world.person(e.DUTY).told()[-1]
    story.until("on leave")
    kinds = {who: story.person(who).status for who in (e.COLLEAGUE, e.CHINESE, e.AWAY, e.STRANGER, e.ON_LEAVE)}
    assert list(kinds.values()) == [
        Status.SAFE, Status.SAFE, Status.SAFE_ELSEWHERE, Status.UNREACHABLE, Status.EXCLUDED,
    ]  # fmt: skip
    assert story.person(e.ON_LEAVE).note == "on leave in Europe"
    assert any("Wrong number" in told for told in story.world.person("HR").told())

    story.until("somebody whom nobody knows")
    assert story.rollup().everybody == 120
    assert story.person(e.OPTED_OUT).note.startswith("texted STOP")
    assert "we do not know this number" in story.world.phone(e.UNKNOWN).texts()[-1]
    story.until("it was for the page")
    assert story.person(story.world.who("LEG").id).status is Status.NEED_HELP
    assert "probably meant the page" in story.world.person(e.DUTY).told()[-1]
    assert "✓ joining, 09:31 UTC" in next(line for line in story.board().splitlines() if "Legal Adviser" in line)
    story.until("the adviser is well")
    count = story.rollup()
    assert (count.everybody, count.unaccounted) == (120, 6)
    # Bangkok's stranger and the two without a number got nothing more, and whoever was asked before neither.
    asked_before = story.numbers(e.HEAD, e.DEPUTY, e.WARDEN, e.FRENCH, e.ARABIC, e.DRIVER, *e.TRAVELLERS, e.ON_LEAVE)
    assert not story.texted() & asked_before


def the_team_walks_through_the_playbook(story: Telling) -> None:
    story.until("evidence")
    assert "c1 is done, 31 min after its target" in story.world.person(e.DUTY).told()[-1]
    story.until("a decision without its reason")
    assert "needs more before it is done" in story.answer("CHAIR")
    story.until("a decision")
    story.until("a message nobody cleared")
    assert "{cleared}" in story.answer("CCD")
    story.until("a secret in the main room")
    assert "c7 is restricted" in story.answer("MA")
    assert not [text for text in story.world.log(story.code) if "pelvis" in text], "refused, and kept nowhere"
    story.until("in the restricted room")
    assert any("recorded, restricted" in text for text in story.world.person("CHAIR").reads(story.room))
    assert not any("pelvis" in text for text in story.world.person("CHAIR").reads(story.room))
    assert any("pelvis" in text for text in story.world.person("HSSD").reads(f"{story.room}-restricted"))
    story.until("a step is given away")
    assert "x5 is yours" in story.world.person("P009").told()[-1]
    story.until("a step more")
    assert "n1 is yours, due 11:31 UTC" in story.world.person("FAC").told()[-1]
    story.until("a step is opened again")
    assert "c5 is yours" in story.world.person("HSSD").told()[-1]
    story.until("the gate is shut")
    assert "c19 waits for the gate c10" in story.answer("FAC")
    story.until("the gate is open")
    log = story.world.log(story.code)
    for entry in (
        "c8 done: everybody out of the building", "c9 done: We are counting our people.",
        "c7 done: recorded, restricted",
        "c12 skipped: the office is shut", "c14 not applicable: no function is there", "x5 note: draft by eleven",
        "c10 done: Main block, Eng. Bekele, safe to enter", "c19 done: two walls, claim sent",
    ):  # fmt: skip
        assert entry in log
    assert story.texted() == set(), "the playbook rings nobody's telephone"


def wardens_report_and_each_who_is_lost_has_an_owner(story: Telling) -> None:
    story.until("the wardens look for them")
    lost = {e.BEIJING, e.DAKAR, e.STRANGER, e.OPTED_OUT, e.IN_ZONE, e.NOT_IN_ZONE}
    assert all(story.person(who).owner for who in lost)
    assert story.person(e.BEIJING).status is Status.NO_REPLY
    assert story.person(e.BEIJING).owner == e.HEAD, "a traveller is looked for where they are"
    assert story.person(e.IN_ZONE).owner in {"P042", e.ZONE_WARDEN}
    assert story.person(e.STRANGER).owner == e.COLLEAGUE, "not by a warden who is on leave"
    assert any("Alice Whitcombe" in told for told in story.world.person(e.ZONE_WARDEN).told())
    assert not any("Alice Whitcombe" in told for told in story.world.person(e.WARDEN).told())

    story.until("another zone is another warden's")
    assert "not in your zones (GVA-M2)" in story.world.person(e.ZONE_WARDEN).told()[-1]
    assert story.person(e.NOT_IN_ZONE).status is Status.UNREACHABLE
    story.until("the annex")
    seen = story.person(e.NOT_IN_ZONE)
    assert (seen.status, seen.source, seen.by) == (Status.SAFE, Source.PROXY, "P050")
    assert seen.since == START + timedelta(minutes=40), "when he was seen, not when it was told"
    assert any("Source: at the tram stop" in text for text in story.world.log(story.code))
    story.until("who is missing")
    assert story.person(e.BEIJING).status is Status.MISSING
    assert story.person(e.BEIJING).owner == e.DEPUTY
    assert "you look for 宋佳宁" in story.world.person(e.DEPUTY).told()[-1]
    assert story.person(e.DAKAR).status is Status.SAFE


def what_is_official_stays_in_the_restricted_room(story: Telling) -> None:
    story.until("not in the main room")
    assert "only in the restricted room" in story.answer("HSSD")
    assert story.person(e.BRASILIA).status is Status.NEED_HELP
    story.until("the driver is out")
    assert story.person(e.BRASILIA).status is Status.HOSPITALISED
    assert story.person(e.DRIVER).status is Status.INJURED
    for who in ("CCD", "FIN", "CHAIR"):
        said = story.world.person(who).reads(story.room)
        assert not any("ospitalised" in text or "Black Lion" in text for text in said)
    story.until("the list to print")
    listed = story.document("HSSD", 1)
    assert isinstance(listed, UnaccountedList)
    assert (listed.everybody, listed.accounted) == (120, 119)
    assert [(one.name, one.owner) for sheet in listed.sheets for one in sheet.people] == [
        ("宋佳宁", "Dawit Haile-Gebre")
    ]
    with pytest.raises(NotAllowed, match="security and human resources"):
        story.document("CCD", 1)
    # Nothing but the wardens' lists, and that the seat of the legal adviser is covered.
    wardens = {"P038", "P040", "P042", "P047", "P050", "P065", e.ON_LEAVE, e.COLLEAGUE, e.HEAD}
    assert story.texted() == story.numbers(*wardens)


def the_next_day_everybody_there_is_asked_again(story: Telling) -> None:
    story.until("found")
    assert any("decide for each who is MISSING".casefold() in one.casefold() for one in told(story, "HSSD"))
    assert any("next of kin, 1 unaccounted" in one for one in told(story, "HR"))
    assert story.rollup().unaccounted == 0
    story.until("the next morning")
    assert story.texted() == set(), "the night is quiet"
    story.until("a second round")
    answering = (e.HEAD, e.DEPUTY, e.WARDEN, e.FRENCH, e.ARABIC, e.CAIRO, e.MOSCOW, e.DAKAR, e.BEIJING, e.SANTIAGO)
    assert story.texted() == story.numbers(*answering)
    kept = {who: story.person(who).status for who in (e.DRIVER, e.BRASILIA, e.ON_LEAVE)}
    assert list(kept.values()) == [Status.INJURED, Status.HOSPITALISED, Status.EXCLUDED]
    assert story.rollup().everybody == 13
    assert story.rollup(0).everybody == 120
    assert story.rollup(0).accounted == 120
    assert "Headcount: 3 of 13 accounted" in story.board()
    assert "TRAVEL-ADD (travel system, 2026-11-20)" in story.board()
    story.until("only after the reminder")
    assert {story.person(who).status for who in set(answering) - {e.DAKAR}} == {Status.SAFE}
    assert story.person(e.FRENCH).source is Source.CHAT
    story.until("closing needs a reason")
    assert "closing needs a reason" in told(story, "HSSD")[-1]
    story.until("the round is closed")
    assert story.person(e.DAKAR).owner == e.HEAD
    story.until("late, with a page beside it")
    assert "that check is over" in story.last(e.HEAD)
    story.until("late, but well")
    assert "cette vérification est finie" in story.last(e.DAKAR)
    assert story.person(e.DAKAR).status is not Status.SAFE, "a late answer is kept, and counts nobody"
    assert any("texted after the check-in" in one for one in told(story, e.HEAD))
    story.until("the last one")
    assert story.rollup().unaccounted == 0


def told(story: Telling, who: str) -> list[str]:
    """Give what somebody was told alone."""
    return story.world.person(who).told()


def it_ends_and_a_late_cry_is_still_heard(story: Telling) -> None:
    story.until("the second day")
    assert any("c17 is overdue" in text for text in story.world.person("CHAIR").reads(story.room))
    everybody = {number for number, texts in story.world.texts().items() if texts}
    story.texted()
    story.until("over")
    left_alone = {e.UNKNOWN, *story.numbers(e.STRANGER, e.OPTED_OUT)}
    assert story.texted() == everybody - left_alone, "whoever was texted hears that it is over"
    assert "STAND DOWN" in story.last(e.WARDEN)
    story.until("the report of the whole")
    assert "closed" in story.world.person("CHAIR").types(f"/crisis status {story.code}")
    assert story.texted() == set()
    story.until("late, and not well")
    assert story.world.code() != story.code, "a cry for help after the end opens a report of its own"
    assert "Екатерина Лукина" in "\n".join(story.world.log(story.world.code()))
    assert story.texted() == story.numbers(e.DUTY, e.MOSCOW)
    story.until("48 hours")
    assert story.world.clock.now() == START + timedelta(hours=48)


def the_report_says_what_happened_and_names_nobody(story: Telling) -> None:
    report = story.document("ORMS", 3)
    assert isinstance(report, Report)
    at = {one.name: one.at and (one.at - START) / timedelta(minutes=1) for one in report.milestones}
    assert at == {
        "Reported": 0, "Duty officer paged": 0, "Verified": 5, "Declared": 5, "First page": 5, "First answer": 5,
        "Quorum": 5, "First check-in text": 0, "50 % accounted for": 31, "90 % accounted for": 31,
        "100 % accounted for": 13 * 60, "Stood down": 40 * 60,
    }  # fmt: skip
    for number, one in enumerate(report.rounds):
        count = story.rollup(number)
        assert (one.everybody, one.accounted) == (count.everybody, count.accounted)
        # Who is in hospital is in no figure of its own: everybody of the team may open the report.
        told = {name: many for name, _, many in one.counts}
        hushed = {Status.HOSPITALISED, Status.EXCLUDED}
        assert told.pop("accounted for, other", 0) == count.of(*hushed)
        assert told == {str(status): many for status, many in count.counts.items() if many and status not in hushed}
        assert one.curve[-1][1] == one.everybody, "the curve reaches 100 %"
        assert sum(site.everybody for site in one.by_site) == one.everybody
    assert "TRAVEL-ADD" in report.rounds[0].basis
    helps = {one.name: (one.taken_at and (one.taken_at - one.opened_at) / timedelta(minutes=1)) for one in report.helps}
    assert helps == {"H1": 0, "H2": 31, "H3": 0, "H4": None}
    assert [one.outcome for one in report.helps] == ["injured", "safe", "ended", "safe"]
    assert report.playbook is not None
    outcomes = {one.id: one.outcome for one in report.playbook.steps if one.occurrence == 1}
    assert [outcomes[id_] for id_ in ("c1", "c3", "c8", "c10", "c12", "c14", "c5", "c7")] == [
        Outcome.LATE, Outcome.ON_TIME, Outcome.ON_TIME, Outcome.ON_TIME, Outcome.SKIPPED, Outcome.NOT_APPLICABLE,
        Outcome.OVERDUE, Outcome.ON_TIME,
    ]  # fmt: skip
    figures = {one.name: one.value for one in report.figures}
    assert figures["Longest wait of a request for help"].startswith("31 min")
    assert figures["Mandatory steps skipped, with the reason"] == "1"

    page = render(report).html
    asked_for_help = {
        story.world.who(one).name for one in (e.DRIVER, e.CAIRO, e.BRASILIA, e.BEIJING, e.DAKAR, e.OPTED_OUT)
    }
    staff = {one.name for one in story.world.app.people() if not one.roles}
    assert not [name for name in staff | asked_for_help if name in page], "whoever has no function is not named"
    assert not [words for words in ("pelvis", "Black Lion", "trapped", "Bole road") if words in page]


def the_log_is_whole(story: Telling) -> None:
    with story.world.store.read() as uow:
        for chain in uow.log.chains():
            lines = list(export_jsonl(uow, chain, story.world.app.now()))
            assert check_export(lines)[0], chain
            assert not check_export([lines[0], *lines[2:]])[0]
