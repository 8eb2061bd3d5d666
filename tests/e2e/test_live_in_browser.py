"""Live updates in real Chromium, with the real incident: they disturb nobody, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.console.running import Running
from tests.e2e.browsing import Desk, Tab, l3_with_answers, room_of, visit

HALF = "Half a sen"


@pytest.fixture
def desk(running: Running, browser: Browser) -> Iterator[Desk]:
    with visit(running, browser) as desk:
        yield desk


def caret(tab: Tab) -> object:
    """Tell what has the focus, and where in it the caret stands."""
    return tab.page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]")


def test_somebody_at_work_keeps_focus_words_and_open_forms_while_the_others_answer(desk: Desk) -> None:
    chair = l3_with_answers(desk)
    room = room_of(chair)
    other = desk.tab("Ewa Lindqvist-Nowak")
    other.enters(room)
    chair.presses("Fact", chair.board)
    form = chair.fills(text="212 people at the ass", source="fire br")
    chair.page.locator("#members-fold").click()
    chair.line.press_sequentially(HALF)
    for _ in range(3):
        chair.line.press("ArrowLeft")
    before = caret(chair)
    assert before == ["line", len(HALF) - 3]

    other.presses("Let the others answer")
    expect(other.page.locator("#notice")).to_contain_text("phones answer")
    expect(chair.page.locator("#phones-summary")).not_to_have_text("11 unanswered: 11 pages")
    # Four were coming before; the board has changed around whoever is typing.
    expect(chair.board.locator("td.good").nth(4)).to_be_visible()
    assert caret(chair) == before
    expect(chair.line).to_have_value(HALF)
    expect(form.locator("[name=v-text]")).to_have_value("212 people at the ass")
    expect(form.locator("[name=v-source]")).to_have_value("fire br")
    expect(chair.page.locator("#members ul")).to_be_visible()
    chair.page.keyboard.type("xyz")
    expect(chair.line).to_have_value("Half a xyzsen")


def test_a_room_that_closes_waits_for_who_is_typing_in_it(desk: Desk) -> None:
    chair = l3_with_answers(desk)
    other = desk.tab("Ewa Lindqvist-Nowak")
    other.enters(room_of(chair))
    other.line.press_sequentially(HALF)
    who_presses_a_button_of_the_board_sees_what_it_did(chair)
    expect(other.board).to_contain_text("stood down")
    offered = other.page.get_by_role("button", name="Updated meanwhile. Show the new version")
    # The line to type in is the same after a stand-down: there is nothing to offer.
    expect(offered).to_have_count(0)
    chair.types("/crisis close reason=a cable")
    expect(offered).to_be_visible()
    expect(other.line).to_be_focused()
    expect(other.line).to_have_value(HALF)
    offered.click()
    expect(other.page.locator("#composer")).to_contain_text("This room is closed")
    expect(other.page.locator("#line")).to_be_focused()


def who_presses_a_button_of_the_board_sees_what_it_did(chair: Tab) -> None:
    chair.presses("I am joining", chair.board)
    chair.types("/crisis fact the hall is empty")
    chair.presses("Stand down", chair.board)
    expect(chair.board).to_contain_text("stood down")
    expect(chair.board.get_by_role("button", name="Close the file")).to_be_visible()
    expect(chair.page.get_by_text("Updated meanwhile")).to_have_count(0)
    # The button is gone; the focus is at the board that it stood on, and not at the page's beginning.
    assert chair.page.evaluate("document.querySelector('#board').contains(document.activeElement)")


def test_a_reload_and_a_restart_lose_nothing(desk: Desk, running: Running) -> None:
    chair = l3_with_answers(desk)
    room = chair.page.url.split("?")[0].rpartition("/")[2]
    chair.types("Before the restart")
    expect(chair.messages.get_by_text("Before the restart")).to_have_count(1)
    chair.line.press_sequentially(HALF)
    chair.page.reload()
    expect(chair.line).to_have_value(HALF)
    expect(chair.messages.get_by_text("Before the restart")).to_have_count(1)
    chair.types("Before the restart, again")
    chair.line.press_sequentially(HALF)
    first = int(re.findall(r"after=(\d+)", chair.page.locator("#live").get_attribute("sse-connect") or "")[0])
    streams: list[Request] = []
    chair.page.on("request", lambda request: streams.append(request) if "/events" in request.url else None)
    running.stop()
    running.start()
    running.say(room, "P005", "After the restart")
    expect(chair.messages.get_by_text("After the restart")).to_have_count(1)
    assert streams
    # It came back behind the last change that it had seen, and not behind the one it was loaded with.
    assert seen_before(streams[-1]) > first
    expect(chair.messages.get_by_text("Before the restart", exact=True)).to_have_count(1)
    expect(chair.messages.get_by_text("Before the restart, again")).to_have_count(1)
    expect(chair.line).to_have_value(HALF)
    expect(chair.page.locator("#connection")).to_have_text("")
    expect(chair.page.locator("#phones-summary")).to_have_text("11 unanswered: 11 pages")
    chair.presses("Let the others answer")
    expect(chair.page.locator("#notice")).to_contain_text("11 phones answer")


def seen_before(stream: Request) -> int:
    """Read behind which change a browser asks for more: by the header, or by the address of a fresh stream."""
    known = [stream.all_headers().get("last-event-id", ""), *re.findall(r"after=(\d+)", stream.url)]
    return max(int(number) for number in known if number)


def test_what_must_be_acted_on_is_announced_wherever_somebody_is(desk: Desk) -> None:
    security, communications = desk.tab("Security"), desk.tab("Beatriz Salcedo Vega")
    for tab in (security, communications):
        expect(tab.page.locator("#acts")).to_have_attribute("aria-live", "assertive")
        expect(tab.page.locator("#announce")).to_have_attribute("aria-live", "assertive")
    communications.types("/crisis declare cyber GVA L1 mail is down")
    expect(communications.rooms.locator("li")).to_have_count(2)
    communications.enters(communications.main_room())

    chair = desk.tab("CMT chair")
    chair.types("/crisis declare fire GVA L3 smoke")
    # In the direct messages the card itself is announced; elsewhere, that it is there.
    expect(security.page.locator("#announce")).to_contain_text("You must act: You are paged")
    expect(communications.page.locator("#acts")).to_contain_text("You are paged")
    expect(communications.page).to_have_title(re.compile(r"^\(!\) "))
    communications.page.locator("#acts a").first.click()
    expect(communications.messages.get_by_role("button", name="Joining")).to_be_visible()


def test_a_button_that_is_being_pressed_stays_until_it_is_let_go(desk: Desk) -> None:
    chair = l3_with_answers(desk)
    other = desk.tab("Ewa Lindqvist-Nowak")
    other.enters(room_of(chair))
    button = chair.board.get_by_role("button", name="Fact", exact=True)
    button.hover()
    chair.page.mouse.down()
    other.types("/crisis log fire service called")
    other.presses("Let the others answer")
    expect(other.board.locator("td.good").nth(4)).to_be_visible()
    chair.page.mouse.up()
    # It was pressed, for all that came meanwhile; and what came is shown then.
    expect(chair.messages.locator("form[data-form] [name=v-source]")).to_be_visible()
    expect(chair.board.locator("td.good").nth(4)).to_be_visible()
