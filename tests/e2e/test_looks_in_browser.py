"""The console for everybody, in real Chromium: screen readers, telephones, projectors, six languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from playbooks.rules.vocabulary import Language
from tests.console.running import Access, Running
from tests.databases import Databases
from tests.e2e.browsing import DESK, PROJECTOR, TELEPHONE, Tab, l3_with_answers, monday_morning, visit

#: A word of the page in each language.
PAGED = {
    Language.EN: "PAGE",
    Language.FR: "APPEL",
    Language.ES: "AVISO",
    Language.RU: "ВЫЗОВ",
    Language.AR: "استدعاء",
    Language.ZH: "紧急召集",
}
#: Names the characters of a text that no font has: they look like one that cannot exist.
_BOXES = """element => {
    const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', {willReadFrequently: true});
    canvas.width = canvas.height = 48;
    const drawn = (letter) => {
        pen.clearRect(0, 0, 48, 48);
        pen.font = '28px ' + getComputedStyle(element).fontFamily;
        pen.fillText(letter, 6, 36);
        return canvas.toDataURL();
    };
    const none = drawn('\\u0378');
    return [...new Set(element.textContent)].filter((letter) => letter.trim() && drawn(letter) === none);
}"""
#: Tells whether a text begins at the right edge of its own box.
_AT_RIGHT = """element => {
    const range = document.createRange(), words = element.lastChild;
    range.setStart(words, 0);
    range.setEnd(words, 1);
    const letter = range.getBoundingClientRect(), box = element.getBoundingClientRect();
    return getComputedStyle(element).direction === 'rtl' && box.right - letter.right < 24;
}"""
#: Gives the words of each text, without who said them, which is for screen readers.
_WORDS = "elements => elements.map((element) => element.lastChild.textContent.trim())"
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Fire:
    """A fire with its first answers, to be looked at."""

    running: Running
    chair: str
    room: str
    #: Whose page asks in which language, by number.
    asked: dict[Language, str]

    def phone(self, language: Language) -> str:
        """Give the address of the chair's room with somebody's phone open."""
        return f"{self.room}?phone={quote(self.asked[language])}"


@pytest.fixture(scope="module")
def fire(one_muster: Running, browser: Browser) -> Fire:
    with visit(one_muster, browser) as desk:
        chair = l3_with_answers(desk)
        chair.presses("Let the others answer")
        expect(chair.page.locator("#notice")).to_contain_text("11 phones answer")
        chair.types("/crisis status")
        expect(chair.messages).to_contain_text("Everybody who was told")
        chair.presses("Decision", chair.board)
        expect(chair.messages.locator("form[data-form]")).to_be_visible()
        room = chair.page.url.split("?")[0].removeprefix(one_muster.url)
    texted = one_muster.console.phones_summary()
    people = [who for who in one_muster.app.people() if who.mobile in texted]
    asked = {Language(who.language): who.mobile for who in people if who.mobile}
    assert set(asked) == set(Language), "the demonstration pages somebody in each language"
    return Fire(one_muster, room.partition("/room/")[0], room, asked)


@pytest.fixture(scope="module")
def locked(shared_databases: Databases, filled: str) -> Iterator[Running]:
    """Run a Muster that asks for a password."""
    with Running(shared_databases.copy(filled), Access(console_password="correct horse"), monday_morning()) as running:
        yield running


def violations(page: Page) -> list[str]:
    """Give what axe finds, by rule and place."""
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing_on_the_pages_of_a_real_incident(
    fire: Fire, locked: Running, browser: Browser, viewport: ViewportSize, scheme: str, tmp_path: Path
) -> None:
    places = {
        "who": "/",
        "direct": fire.chair,
        "room": f"{fire.room}#conversation",
        "arabic": f"{fire.phone(Language.AR)}#phones",
        "no-such-room": f"{fire.chair}/room/999",
        "login": f"{locked.url}/",
    }
    found = {}
    with visit(fire.running, browser, viewport=viewport, scheme=scheme) as desk:
        tab = desk.tab()
        for name, place in places.items():
            tab.page.goto("about:blank")
            tab.page.goto(place)
            if name == "room":
                tab.page.locator("#members-fold").click()
            tab.shot(tmp_path, name)
            found[name] = violations(tab.page)
        expect(tab.page.get_by_role("button", name="Log in")).to_be_visible()
    assert found == {name: [] for name in places}


def test_on_a_telephone_nothing_is_cut_off_and_everything_is_reached(fire: Fire, browser: Browser) -> None:
    with visit(fire.running, browser, viewport=TELEPHONE) as desk:
        tab = desk.tab()
        assert tab.page.evaluate(_OVERFLOW) == 0
        reached(tab, "#be-1", "#q", "#people li:last-child a")
        for pane, controls in {
            "conversation": (
                "#send", "#declare", "#help", "#members-fold", "#board summary", "#tab-rooms", "#switch",
                "#board .buttons form:last-child button", "#messages form[data-form] button",
            ),
            "rooms": ("#room-direct", "#keys-fold", "#room-list li:last-child a"),
            "phones": (
                "#others", "#push-60", "#sms-text", "#sms-send", "#quick-9", "#phone-close", "#phone-q",
                "#phone-list li:last-child a",
            ),
        }.items():  # fmt: skip
            tab.page.goto("about:blank")
            tab.page.goto(f"{fire.phone(Language.FR)}#{pane}")
            assert tab.page.evaluate(_OVERFLOW) == 0
            reached(tab, *controls)


def reached(tab: Tab, *controls: str) -> None:
    """Scroll to each control; fail when it cannot be pressed there, or when something else is over it."""
    for control in controls:
        tab.page.locator(control).first.click(trial=True)


def test_a_projector_shows_larger_letters_and_more_of_the_board(fire: Fire, browser: Browser, tmp_path: Path) -> None:
    with visit(fire.running, browser, viewport=PROJECTOR) as desk:
        tab = desk.tab()
        tab.page.goto(fire.phone(Language.AR))
        assert tab.page.evaluate(_OVERFLOW) == 0
        size = tab.board.locator(".card-text").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
        assert size >= 17
        tab.shot(tmp_path, "projector")


def test_messages_never_show_through_the_board(fire: Fire, browser: Browser) -> None:
    with visit(fire.running, browser) as desk:
        tab = desk.tab()
        tab.page.goto(fire.room)
        tab.page.locator("#talk").evaluate("element => { element.scrollTop = 40; }")
        assert tab.page.evaluate("""() => {
            const board = document.querySelector('#board').getBoundingClientRect();
            const talk = document.querySelector('#talk').getBoundingClientRect();
            const edge = document.elementFromPoint(board.left + board.width / 2, board.bottom - 4);
            return board.bottom <= talk.top && document.querySelector('#board').contains(edge);
        }""")
        # All of the board is there, by scrolling in it.
        last = tab.board.get_by_role("button", name="Stand down")
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", list(Language))
def test_a_phone_shows_its_language_as_it_is_written(fire: Fire, browser: Browser, language: Language) -> None:
    number = fire.asked[language]
    with visit(fire.running, browser) as desk:
        tab = desk.tab()
        tab.page.goto(fire.phone(language))
        sent = fire.running.console.sms(number)
        assert PAGED[language] in sent[0].text
        shown = tab.thread.locator(".sms-text")
        assert shown.evaluate_all(_WORDS) == [sms.text for sms in sent]
        assert shown.first.evaluate(_BOXES) == []
        assert shown.first.get_attribute("lang") == language
        assert shown.first.evaluate(_AT_RIGHT) == (language is Language.AR)
        name = tab.page.locator("#phone-title bdi")
        assert name.evaluate(_BOXES) == []
