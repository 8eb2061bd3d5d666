"""Everybody accounted for and the team walked through its steps, in real Chromium, by who is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.console.running import Running
from tests.e2e.browsing import TELEPHONE, Desk, Tab, room_of, visit

#: Waiting for 120 phones or a push of the clock, on a slow machine; milliseconds.
LONG = 20_000
#: Somebody at the office whom nobody pages, and a warden.
TRAPPED, SECURITY, WARDEN = "Yonas Abera-Tola", "Security", "Abigail Fenwick"
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Names what sticks out of the window.
_CUT = """() => [...document.querySelectorAll('#conversation *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('thead, .unseen'))
    .map((one) => one.tagName + ' ' + one.textContent.trim().slice(0, 40)).slice(0, 5)"""


@pytest.fixture
def desk(running: Running, browser: Browser) -> Iterator[Desk]:
    with visit(running, browser) as desk:
        yield desk


def earthquake(desk: Desk) -> Tab:
    """Declare an earthquake and ask everybody; gives the chair's tab, in the incident's room."""
    chair = desk.tab("CMT chair")
    chair.types("/crisis declare earthquake ADD L3 part of the building is down")
    expect(chair.rooms.locator("li")).to_have_count(3)
    chair.enters(chair.main_room())
    chair.types("/crisis checkin start everyone")
    chair.messages.get_by_role("button", name=re.compile(r"^Ask these \d+ too$")).click()
    expect(chair.page.locator("#phones-summary")).to_have_text("118 unanswered: 118 check-ins, 15 pages", timeout=LONG)
    return chair


def needs_help(chair: Tab, who: str) -> None:
    """Let somebody answer by the buttons of their phone that they need help, and why."""
    chair.takes_phone(who)
    chair.page.get_by_role("button", name="2 need help").click()
    expect(chair.thread).to_contain_text("we are alerting Security")
    chair.page.get_by_role("button", name="B trapped").click()
    expect(chair.thread).to_contain_text("shown to Security")
    chair.page.locator("#phone-q").fill("")


def found(page: Page) -> list[str]:
    """Give what axe finds."""
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]


def test_120_people_are_asked_and_a_request_for_help_is_taken_and_ended(desk: Desk) -> None:
    chair = earthquake(desk)
    needs_help(chair, TRAPPED)
    expect(chair.board).to_contain_text("1 need help", timeout=LONG)
    everybody_else_answers_and_the_page_stays_live(chair)
    nobody_takes_it_and_the_board_turns_red(chair)
    duty = desk.tab("SSD duty officer")
    duty.presses("I take H1")
    expect(duty.messages).to_contain_text(f"H1: {TRAPPED} is yours: call now", timeout=LONG)
    expect(chair.board).to_contain_text(re.compile("H1 taken by Karim"), timeout=LONG)
    chair.takes_phone(TRAPPED)
    expect(chair.thread).to_contain_text("of Security is calling you", timeout=LONG)
    form = duty.messages.locator(".message", has_text="is yours: call now").last
    form.get_by_label("They are now").select_option("safe")
    form.get_by_label("What was done").fill("Out by the ladder, unhurt")
    form.get_by_role("button", name="End it").click()
    expect(chair.board).not_to_contain_text("H1 ", timeout=LONG)
    security_sees_the_names_and_prints_the_list(desk, chair)


def everybody_else_answers_and_the_page_stays_live(chair: Tab) -> None:
    chair.line.press_sequentially("Half a sen")
    chair.presses("Let the others answer")
    expect(chair.page.locator("#notice")).to_have_text("117 phones answer: 117 check-ins, 15 pages.", timeout=LONG)
    expect(chair.board).to_contain_text(re.compile(r"11\d of 120 accounted"), timeout=LONG)
    expect(chair.page.locator("#phones-summary")).to_have_text(re.compile("^(Nothing|[1-9] unanswered)"), timeout=LONG)
    expect(chair.line).to_have_value("Half a sen")
    chair.line.fill("")


def nobody_takes_it_and_the_board_turns_red(chair: Tab) -> None:
    chair.presses("5 minutes forward")
    expect(chair.board).to_contain_text("H1 RED: nobody has taken it", timeout=LONG)
    first = chair.board.locator(".facts > div").first
    expect(first).to_contain_text("RED")
    expect(first).to_have_css("border-top-style", "solid")
    expect(chair.board.locator(".card-title")).to_contain_text("Alarm")
    chair.board.locator("summary").first.click()
    expect(chair.board.locator("summary").first).to_contain_text("Alarm")
    chair.board.locator("summary").first.click()


def security_sees_the_names_and_prints_the_list(desk: Desk, chair: Tab) -> None:
    security = desk.tab(SECURITY)
    security.enters(room_of(chair))
    security.types("/crisis checkin status")
    expect(security.messages).to_contain_text("Alice Whitcombe")
    security.types("/crisis checkin unaccounted")
    with security.page.context.expect_page() as opened:
        security.messages.get_by_role("link", name=re.compile("new tab")).last.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("unaccounted")
    expect(opened.value.get_by_text("Alice Whitcombe")).to_be_visible()
    warden = desk.tab(WARDEN)
    code = room_of(chair).removeprefix("crisis-").upper()
    warden.types(f"/crisis checkin status {code}")
    # Of the names, those of her own zone.
    expect(warden.messages).to_contain_text("Alice Whitcombe")
    expect(warden.messages).not_to_contain_text("Gonzalo Peñafiel Ruiz")


def test_the_steps_are_walked_through_and_the_report_opens(desk: Desk) -> None:
    chair = earthquake(desk)
    room = room_of(chair)
    chair.types("/crisis sop next")
    expect(chair.messages).to_contain_text("what is next")
    chair.presses("x4 done")
    expect(chair.board).to_contain_text("4 of 31 done")
    chair.types("/crisis sop done c15")
    expect(chair.messages.locator("form[data-form] [name=v-because]")).to_be_visible()
    chair.sends(text="USG: the office moves to Nairobi", because="aftershocks, no structural check")
    expect(chair.board).to_contain_text("the office moves to Nairobi")
    security = desk.tab(SECURITY)
    security.enters(room)
    security.types("/crisis sop evidence c11 last seen on floor 2")
    expect(security.messages).to_contain_text(f"{room}-restricted")
    expect(security.messages).not_to_contain_text("evidence, by")
    security.enters(f"{room}-restricted")
    security.types("/crisis sop evidence c11 last seen on floor 2")
    expect(security.messages).to_contain_text("last seen on floor 2")
    expect(chair.messages).not_to_contain_text("last seen on floor 2")
    chair.types("/crisis report")
    with chair.page.context.expect_page() as opened:
        chair.messages.get_by_role("link", name="Open the report").last.click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert "last seen on floor 2" not in opened.value.content()


def test_somebody_is_reported_safe_with_the_keyboard_alone(desk: Desk) -> None:
    chair = earthquake(desk)
    tab = desk.tab(SECURITY)
    tab.enters(room_of(chair))
    keys = tab.page.keyboard
    tab.types("/crisis checkin proxy")
    form = tab.messages.locator("form[data-form]")
    expect(form).to_be_visible()
    tab.tabs_to(form.get_by_label("Whom do you know of?"), backwards=True)
    keys.type("Yonas Abera-Tola, Hiwot Assefa")
    tab.tabs_to(form.get_by_label("How are they?"))
    keys.type("Injured")
    tab.tabs_to(form.get_by_label("How do you know?"))
    keys.type("I stand beside them")
    tab.tabs_to(form.get_by_role("button"))
    keys.press("Enter")
    expect(tab.board).to_contain_text("2 of 120 accounted")
    tab.tabs_to(tab.page.locator("#phone-q"))
    keys.type("Dawit")
    expect(tab.page.locator("#phone-list li")).to_have_count(1)
    expect(tab.page.locator("#phone-list")).to_contain_text("check-in, page unanswered")
    tab.tabs_to(tab.page.locator("#phone-list a"))
    keys.press("Enter")
    expect(tab.page.locator("#sms-text")).to_be_focused()
    tab.tabs_to(tab.page.get_by_role("button", name="1 safe"))
    keys.press("Enter")
    expect(tab.thread).to_contain_text("noted SAFE")
    expect(tab.board).to_contain_text("3 of 120 accounted")
    # The check-in is answered and the page is not: its answers are what is offered now, to who goes on to them.
    expect(tab.page.get_by_role("button", name="1 safe")).to_have_count(0)
    expect(tab.page.locator("#sms-text")).to_be_focused()
    tab.tabs_to(tab.page.get_by_role("button", name="7 joining"), most=5)


def test_the_new_views_are_for_everybody_on_a_desk_and_on_a_telephone(running: Running, browser: Browser) -> None:
    with visit(running, browser) as desk:
        chair = earthquake(desk)
        needs_help(chair, TRAPPED)
        chair.presses("5 minutes forward")
        expect(chair.board).to_contain_text("H1 RED", timeout=LONG)
        security = desk.tab(SECURITY)
        security.enters(room_of(chair))
        for line, shown in (
            ("checkin status", "Unaccounted or in need"), ("checkin start", "What is texted"),
            ("sop next", "what is next"), ("sop show", "1 Activate"), ("checkin proxy", "How do you know?"),
        ):  # fmt: skip
            security.types(f"/crisis {line}")
            expect(security.messages.locator(".message").last).to_contain_text(shown)
        assert found(security.page) == []
        room = security.page.url
    with visit(running, browser, viewport=TELEPHONE) as desk:
        tab = desk.tab()
        tab.page.goto(room)
        assert tab.page.evaluate(_OVERFLOW) == 0
        assert tab.page.evaluate(_CUT) == []
        assert found(tab.page) == []
        tab.types("/crisis checkin status")
        # What was asked for is in view, though the page is longer than the screen.
        answer = tab.messages.locator(".message").last
        expect(answer).to_contain_text("Unaccounted or in need")
        expect(answer.locator(".card-title")).to_be_in_viewport()
        row = answer.get_by_role("row", name=re.compile(TRAPPED))
        expect(row.get_by_role("cell").first).to_be_visible()
