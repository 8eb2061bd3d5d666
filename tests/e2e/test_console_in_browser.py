"""The job, done in real Chromium: by several people in several tabs, and by one with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.console.running import Running
from tests.e2e.browsing import Desk, Tab, visit

#: Waiting for a push of the clock over a whole ladder, on a slow machine; milliseconds.
LONG = 20_000
STAFF, DUTY = "Chiara Bellandi", "Karim Ouédraogo-Diallo"
#: Somebody of no team, with nothing to do with any of it.
STRANGER = "Abigail Fenwick"


@pytest.fixture
def desk(running: Running, browser: Browser) -> Iterator[Desk]:
    with visit(running, browser) as desk:
        yield desk


def test_a_fire_from_the_refusal_to_the_closed_file_by_several_people(desk: Desk, tmp_path: Path) -> None:
    staff = desk.tab(STAFF)
    a_refusal_becomes_a_report(staff)
    room = staff.main_room()
    code = room.removeprefix("crisis-").upper()
    duty = desk.tab("SSD duty officer")
    the_duty_officer_takes_it_and_verifies_it(duty, room)
    chair = desk.tab("CMT chair")
    the_chair_raises_it_by_the_form(chair, room)
    chair.shot(tmp_path, "raised")
    phones_answer_in_their_languages(chair, code)
    everybody_sees_the_board_move(chair, duty)
    chair.shot(tmp_path, "answered")
    what_is_known_is_written_by_forms(chair, duty)
    nobody_sees_the_room_of_another(desk, chair, staff)
    it_ends_for_everybody(chair, duty, code)
    chair.shot(tmp_path, "closed")


def a_refusal_becomes_a_report(staff: Tab) -> None:
    staff.types("/crisis declare fire GVA L2 smoke on floor 3")
    expect(staff.messages).to_contain_text("CM policy 3.1")
    expect(staff.page.locator("#phones-summary")).to_have_text("Nothing is unanswered")
    staff.presses("Report it to the duty officer")
    expect(staff.messages).to_contain_text("The SSD duty officer is being paged")
    expect(staff.rooms.locator("li")).to_have_count(2)


def the_duty_officer_takes_it_and_verifies_it(duty: Tab, room: str) -> None:
    expect(duty.page.locator("header .me")).to_contain_text(DUTY)
    expect(duty.page.locator("#phones-summary")).to_have_text("1 unanswered: 1 page")
    expect(duty.page.locator("#phone-list li").first).to_contain_text(DUTY)
    duty.page.locator("#phone-list a").first.click()
    expect(duty.thread.locator(".sms.out")).to_contain_text(room.removeprefix("crisis-").upper())
    duty.texts("7")
    expect(duty.page.locator("#phones-summary")).to_have_text("Nothing is unanswered")
    duty.enters(room)
    expect(duty.board).to_contain_text("reported, not verified")
    duty.presses("Verify: it is real", duty.board)
    expect(duty.board).to_contain_text(f"by {DUTY}")
    expect(duty.board).to_contain_text("active")


def the_chair_raises_it_by_the_form(chair: Tab, room: str) -> None:
    expect(chair.messages).to_contain_text("You are paged")
    chair.types(f"/crisis raise {room.removeprefix('crisis-')}")
    expect(chair.messages.locator("form[data-form]")).to_be_visible()
    chair.sends(level="L3", reason="two floors burn")
    expect(chair.page.locator("#phones-summary")).to_have_text("15 unanswered: 15 pages")
    chair.enters(room)
    expect(chair.board).to_contain_text("L3 Crisis")
    expect(chair.page.locator("#room-head")).to_contain_text("L3 active")
    expect(chair.rooms).to_contain_text(f"{room}-restricted")


def phones_answer_in_their_languages(chair: Tab, code: str) -> None:
    for who, asked, answer, heard in (
        ("فاطمة الحمداوي", "استدعاء", "٧", "سجلنا"),
        ("黄晓梅", "紧急召集", "7，参加", "已记录"),
        ("Samuel Wanjohi", "PAGE", "9", "CANNOT"),
        ("Hélène Marchandeau", "APPEL", "7 j'arrive", "VENEZ"),
    ):
        chair.takes_phone(who)
        expect(chair.thread.locator(".sms.out").first).to_contain_text(asked)
        expect(chair.thread.locator(".sms.out").first).to_contain_text(code)
        chair.texts(answer)
        expect(chair.thread.locator(".sms.in")).to_contain_text(answer)
        expect(chair.thread.locator(".sms.out").last).to_contain_text(heard)
    chair.page.locator("#phone-q").fill("")
    expect(chair.page.locator("#phone-list li").first).to_contain_text("unanswered")
    expect(chair.page.locator("#phone-list")).to_contain_text("Дмитрий Аксарин")


def everybody_sees_the_board_move(chair: Tab, duty: Tab) -> None:
    expect(duty.board).to_contain_text("Leads")
    expect(duty.board.locator("td.good")).to_have_count(4)
    chair.presses("5 minutes forward")
    expect(chair.page.locator("#notice")).to_have_text("The clock was pushed forward.", timeout=LONG)
    expect(duty.board).to_contain_text("(alternate 1)")
    expect(chair.page.locator("#clock")).to_contain_text("pushed forward 5 min")
    chair.presses("Let the others answer")
    expect(chair.page.locator("#notice")).to_contain_text("phones answer", timeout=LONG)
    expect(chair.page.locator("#phones-summary")).not_to_contain_text("15 unanswered")
    # The other person's tab, which nobody touched, shows it without being loaded again.
    expect(duty.board.locator("td.good").nth(4)).to_be_visible()


def what_is_known_is_written_by_forms(chair: Tab, duty: Tab) -> None:
    chair.presses("Fact", chair.board)
    expect(chair.messages.locator("form[data-form] [name=v-source]")).to_be_visible()
    chair.sends(text="Building evacuated, 212 people at the assembly point", source="fire brigade")
    expect(duty.board).to_contain_text("212 people at the assembly point")
    chair.presses("Decision", chair.board)
    expect(chair.messages.locator("form[data-form] [name=v-because]")).to_be_visible()
    chair.sends(text="Headquarters stays closed tomorrow", because="smoke damage", options="open; close")
    expect(duty.board).to_contain_text("Headquarters stays closed tomorrow")


def nobody_sees_the_room_of_another(desk: Desk, chair: Tab, staff: Tab) -> None:
    stranger = desk.tab(STRANGER)
    expect(stranger.rooms.locator("li")).to_have_count(1)
    room = chair.page.url.split("?")[0].rpartition("/")[2]
    answer = stranger.page.goto(f"{stranger.page.url}/room/{room}")
    assert answer is not None
    assert answer.status == 404
    expect(stranger.page.get_by_role("heading", name="Not here")).to_be_visible()
    assert "212 people" not in stranger.page.content()
    # Who reported it is in its room, and not in the restricted one.
    expect(staff.rooms.locator("li")).to_have_count(2)


def it_ends_for_everybody(chair: Tab, duty: Tab, code: str) -> None:
    chair.presses("Stand down", chair.board)
    expect(duty.board).to_contain_text("stood down")
    for who, over in (("Samuel Wanjohi", "STAND"), ("黄晓梅", "解除"), (DUTY, "FIN D'ALERTE")):
        duty.takes_phone(who)
        expect(duty.thread.locator(".sms.out").last).to_contain_text(code)
        expect(duty.thread.locator(".sms.out").last).to_contain_text(over)
    chair.types("/crisis close")
    expect(chair.messages).to_contain_text("reason")
    expect(duty.board).to_contain_text("stood down")
    chair.types("/crisis close reason=handed over to facilities")
    expect(duty.page.locator("#room-head")).to_contain_text("Closed, read-only")
    expect(duty.page.locator("#composer")).to_contain_text("This room is closed")
    expect(duty.messages).to_contain_text("SHA-256")


def test_an_incident_is_declared_and_a_page_answered_with_the_keyboard_alone(desk: Desk) -> None:
    tab = desk.tab()
    keys = tab.page.keyboard
    tab.tabs_to(tab.page.locator("#be-1"))
    keys.press("Enter")
    expect(tab.page.locator("header .me")).to_contain_text("Hélène Marchandeau")
    tab.tabs_to(tab.page.get_by_role("link", name="Skip to the line to type in"))
    keys.press("Enter")
    expect(tab.line).to_be_focused()
    tab.tabs_to(tab.page.locator("#declare"))
    keys.press("Enter")
    form = tab.messages.locator("form[data-form]")
    expect(form).to_be_visible()
    expect(tab.page.locator("#declare")).to_be_focused()

    tab.tabs_to(form.get_by_label("What is it?"), backwards=True)
    keys.type("Fire")
    tab.tabs_to(form.get_by_label("GVA Geneva"))
    if not form.get_by_label("GVA Geneva").is_checked():
        keys.press("Space")
    tab.tabs_to(form.get_by_label("How grave?"))
    keys.type("L3")
    tab.tabs_to(form.get_by_label("In one line, what has happened?"))
    keys.type("Smoke on floor 3")
    tab.tabs_to(form.get_by_role("button"))
    keys.press("Enter")
    expect(tab.rooms.locator("li")).to_have_count(3)
    expect(tab.page.locator("#phones-summary")).to_have_text("15 unanswered: 15 pages")
    expect(tab.messages).to_contain_text("L3, Geneva: Smoke on floor 3")

    tab.tabs_to(tab.messages.get_by_role("button", name="Joining"))
    keys.press("Enter")
    expect(tab.messages).to_contain_text("noted, you are joining")
    tab.tabs_to(tab.page.locator("#phone-q"))
    keys.type("Samuel")
    expect(tab.page.locator("#phone-list li")).to_have_count(1)
    tab.tabs_to(tab.page.locator("#phone-list a"))
    keys.press("Enter")
    expect(tab.page.locator("#sms-text")).to_be_focused()
    keys.type("7")
    keys.press("Enter")
    expect(tab.thread.locator(".sms.out").last).to_contain_text("JOINING")
    tab.tabs_to(tab.rooms.get_by_role("link").nth(1), backwards=True)
    keys.press("Enter")
    expect(tab.board).to_contain_text("L3 Crisis")
    expect(tab.board.locator("td.good")).to_have_count(2)
