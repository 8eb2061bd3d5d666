"""The page in a real browser: live updates disturb nobody, nothing is lost, everybody can use it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from handlers.cards import Button, Buttons, Card, Field, Form, Table, Text, Tone, to_json
from tests.console.running import CHAIR, SECURITY, Running, amiss

FORM = Form((Field("what", "What happened", "long", value="As it was"),), "help {what}", "Send it", "Say more")


def board(text: str) -> Card:
    return Card("The board", (Text(text), Buttons((Button("Help", "help log"),)), FORM), Tone.ALARM)


@pytest.fixture
def pages(muster: Running, browser: Browser) -> Iterator[list[Page]]:
    """Keep the pages that a test opens; whatever the browser complains of fails it."""
    opened: list[Page] = []
    complaints: list[str] = []
    context = browser.new_context(base_url=muster.url, viewport={"width": 1440, "height": 900})
    context.on("page", lambda page: opened.append(page))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.new_page()
    yield opened
    context.close()
    assert amiss(complaints) == []


def see(pages: list[Page], path: str) -> Page:
    page = pages[0]
    page.goto(path)
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_line_is_sent_with_enter_and_seen_by_the_others_at_once(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR, SECURITY)
    mine = see(pages, f"/as/{CHAIR}/room/{room}")
    theirs = mine.context.new_page()
    theirs.goto(f"/as/{SECURITY}/room/{room}")
    for count in (1, 2):
        mine.locator("#line").fill("The same words")
        mine.locator("#line").press("Enter")
        expect(theirs.get_by_text("The same words")).to_have_count(count)
        expect(mine.locator("#line")).to_have_value("")
    assert focused(mine) == "line"


def test_an_update_leaves_what_is_being_typed_alone(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    ref = muster.post(room, board("Before"))
    muster.console.pin(room, ref)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    page.get_by_label("What happened").fill("Half a sentence")
    muster.console.edit(room, ref, to_json(board("After")))
    again = page.get_by_role("button", name="Updated meanwhile. Show the new version")
    expect(again).to_be_visible()
    expect(page.locator("#board")).to_contain_text("Before")
    assert page.evaluate("document.activeElement.name") == "v-what"
    page.locator("#line").focus()
    expect(page.get_by_label("What happened")).to_have_value("Half a sentence")
    again.click()
    expect(page.locator("#board")).to_contain_text("After")
    expect(again).to_have_count(0)


def test_an_update_that_waited_comes_when_the_form_is_left_untouched(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    ref = muster.post(room, board("Before"))
    muster.console.pin(room, ref)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    page.get_by_label("What happened").focus()
    muster.console.edit(room, ref, to_json(board("After")))
    expect(page.get_by_text("Updated meanwhile")).to_be_visible()
    page.locator("#line").focus()
    expect(page.locator("#board")).to_contain_text("After")


def test_an_update_keeps_the_focus_on_a_button_and_a_folded_board_folded(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    ref = muster.post(room, board("Before"))
    muster.console.pin(room, ref)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    button = page.locator("#board").get_by_role("button", name="Help", exact=True)
    button.focus()
    before = focused(page)
    muster.console.edit(room, ref, to_json(board("After")))
    expect(page.locator("#board")).to_contain_text("After")
    assert focused(page) == before
    page.locator("#board summary").click()
    muster.console.edit(room, ref, to_json(board("Later")))
    expect(page.locator("#board .card-text")).to_have_text("Later")
    expect(button).to_be_hidden()


def test_what_must_be_acted_on_is_announced_wherever_one_is(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    expect(page.locator("#acts")).to_have_attribute("aria-live", "assertive")
    muster.tell(CHAIR, Card("You are paged", (), Tone.ALARM, must_act=True))
    expect(page.locator("#acts")).to_contain_text("You are paged")
    expect(page).to_have_title(re.compile(r"^\(!\) "))
    muster.post(room, Card("The chair must decide", (), Tone.ALARM, must_act=True))
    expect(page.locator("#announce")).to_have_text("You must act: The chair must decide")


def test_a_restart_loses_nothing_not_even_half_a_sentence(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR, SECURITY)
    muster.say(room, SECURITY, "Before the restart")
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    page.locator("#line").fill("Half a sentence")
    muster.stop()
    muster.start()
    muster.say(room, SECURITY, "After the restart")
    expect(page.get_by_text("After the restart")).to_have_count(1, timeout=15_000)
    expect(page.get_by_text("Before the restart")).to_have_count(1)
    expect(page.locator("#line")).to_have_value("Half a sentence")
    page.reload()
    expect(page.locator("#line")).to_have_value("Half a sentence")
    expect(page.get_by_text("After the restart")).to_have_count(1)


def test_a_board_that_could_not_be_fetched_is_fetched_again_and_the_page_says_so(
    muster: Running, pages: list[Page]
) -> None:
    room = muster.room(CHAIR)
    ref = muster.post(room, board("Before"))
    muster.console.pin(room, ref)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    page.route("**/board?*", lambda route: route.abort("connectionfailed"))
    muster.console.edit(room, ref, to_json(board("After")))
    expect(page.locator("#connection")).to_have_text("Not up to date. Trying again …")
    page.unroute("**/board?*")
    page.route("**/board?*", lambda route: route.fulfill(status=503), times=1)
    expect(page.locator("#board")).to_contain_text("After")
    expect(page.locator("#connection")).to_have_text("")


def test_a_connection_that_died_without_a_word_is_taken_up_again(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR, SECURITY)
    page = pages[0]
    page.clock.install()
    with page.expect_response("**/events?*"):
        page.goto(f"/as/{CHAIR}/room/{room}")
    muster.say(room, SECURITY, "Before")
    expect(page.get_by_text("Before")).to_have_count(1)
    last = muster.console.last_change()
    page.clock.fast_forward(20_000)
    with page.expect_request(f"**/events?*after={last}"):
        page.clock.fast_forward(20_000)
    expect(page.locator("#connection")).to_have_text("")
    muster.say(room, SECURITY, "After")
    expect(page.get_by_text("After")).to_have_count(1)
    expect(page.get_by_text("Before")).to_have_count(1)


def test_who_is_taken_out_of_the_room_is_shown_out(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    muster.console.remove(room, CHAIR)
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()


def test_a_phone_is_opened_and_answers_without_leaving_the_room(muster: Running, pages: list[Page]) -> None:
    owner = next(who for who in muster.app.people() if who.language == "ar" and who.mobile)
    room = muster.room(CHAIR)
    page = see(pages, f"/as/{CHAIR}/room/{room}")
    page.locator("#line").fill("Half a sentence")
    muster.texts(owner.mobile or "", "استدعاء 7=سأحضر 9=لا")
    page.locator("#phone-q").fill(owner.name)
    expect(page.locator("#phone-list li")).to_have_count(1)
    page.locator("#phone-list").get_by_role("link").click()
    expect(page.locator("#thread")).to_be_visible()
    assert focused(page) == "sms-text"
    # The live page may put a new element in its place at any moment.
    expect(page.locator("#thread .sms-text").first).to_have_css("direction", "rtl")
    page.locator("#sms-text").press_sequentially("٧")
    page.locator("#sms-text").press("Enter")
    expect(page.locator("#thread .sms.in")).to_have_count(1)
    expect(page.locator("#line")).to_have_value("Half a sentence")
    assert "phone=%2B" in page.url


def test_a_narrow_screen_shows_one_part_at_a_time(muster: Running, pages: list[Page]) -> None:
    room = muster.room(CHAIR)
    muster.console.pin(room, muster.post(room, board("x" * 500)))
    muster.post(room, Card("Wide", (Table(("A" * 30,) * 6, (("b" * 30,) * 6,)),)))
    page = pages[0]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/as/{CHAIR}/room/{room}")
    for tab, part in (("Rooms", "#rooms"), ("Phones", "#phones"), ("Room", "#conversation")):
        page.get_by_role("navigation", name="Parts of the page").get_by_role("link", name=tab, exact=True).click()
        shown = [pane for pane in ("#rooms", "#conversation", "#phones") if page.locator(pane).is_visible()]
        assert shown == [part]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_script_the_page_still_works(muster: Running, browser: Browser) -> None:
    room = muster.room(CHAIR)
    context = browser.new_context(base_url=muster.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/as/{CHAIR}/room/{room}")
    page.locator("#line").fill("By hand")
    page.locator("#send").click()
    expect(page.locator("#messages")).to_contain_text("By hand")
    assert page.url.endswith(f"/room/{room}")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_violation(muster: Running, browser: Browser, width: int, scheme: str) -> None:
    room, closed = muster.room(CHAIR, SECURITY), muster.room(CHAIR)
    muster.console.pin(room, muster.post(room, board("Everything")))
    muster.say(room, SECURITY, "Words")
    for tone in Tone:
        muster.post(room, Card("A card", (Text("Text"), Table(("A", "B"), (("✓ a", "✗ b"), ("c", "UNCOVERED")))), tone))
    muster.post(room, Card("Act", (FORM,), Tone.ALARM, must_act=True))
    muster.console.close(closed)
    muster.tell(CHAIR, Card("You must", (), Tone.ALARM, must_act=True))
    number = next(who.mobile for who in muster.app.people() if who.language == "zh" and who.mobile)
    muster.texts(number, "回复 7=参加")
    context = browser.new_context(
        base_url=muster.url,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    query = f"?phone=%2B{number.lstrip('+')}"
    found = {}
    for path in (
        "/",
        f"/as/{CHAIR}/room/{room}{query}#conversation",
        f"/as/{CHAIR}/room/{room}{query}#phones",
        f"/as/{CHAIR}/room/{room}#rooms",
        f"/as/{CHAIR}",
        f"/as/{CHAIR}/room/{closed}",
        "/nowhere",
    ):
        page.goto("about:blank")
        page.goto(path)
        problems = [f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]
        if problems:
            found[path] = problems
    context.close()
    assert found == {}
