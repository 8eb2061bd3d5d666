"""People at the console in a real browser, in words that a test reads as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from bot.clock import OffsetClock, SystemClock
from tests.console.running import Running, amiss

#: The window that the console is drawn for, in pixels.
DESK: ViewportSize = {"width": 1440, "height": 900}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}

#: Names what has the focus, and "" in front of it when that can be seen: outlined, and within the window.
_FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing';
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.right > 0;
    return outlined && inside ? '' : `${at.tagName} ${at.id} ${at.textContent.trim().slice(0, 40)}`;
}"""


def monday_morning() -> OffsetClock:
    """Give a clock that runs from the next Monday, 09:00 UTC: who is on duty does not depend on when tests run."""
    now = SystemClock().now()
    monday = (now + timedelta(days=7 - now.weekday())).date()
    return OffsetClock(SystemClock(), datetime(monday.year, monday.month, monday.day, 9, tzinfo=UTC) - now)


@contextmanager
def visit(
    running: Running, browser: Browser, *, viewport: ViewportSize = DESK, scheme: str = "light"
) -> Iterator[Desk]:
    """Open a browser; whatever it complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(
        base_url=running.url, viewport=viewport, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield Desk(context.new_page)
    context.close()
    assert amiss(complaints) == []


class Desk:
    """A browser, in which each tab is somebody."""

    def __init__(self, new_page: Callable[[], Page]) -> None:
        self._new_page = new_page

    def tab(self, who: str = "") -> Tab:
        """Open a tab and, unless `who` is empty, choose that person on the first page."""
        tab = Tab(self._new_page())
        tab.page.goto("/")
        if who:
            tab.is_(who)
        return tab


class Tab:
    """One tab: somebody's rooms, and everybody's phones."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line = page.locator("#line")
        self.messages = page.locator("#messages")
        self.board = page.locator("#board")
        self.rooms = page.locator("#room-list")
        self.thread = page.locator("#thread")

    def is_(self, who: str) -> None:
        """Become a person: by the title of a suggestion, or by searching for a name."""
        suggested = self.page.get_by_role("navigation", name="Suggested people").get_by_role("link", name=who)
        if suggested.count():
            suggested.first.click()
        else:
            self.page.locator("#q").press_sequentially(who)
            expect(self.page.locator("#people li")).to_have_count(1)
            self.page.locator("#people a").click()
        self.page.wait_for_url("**/as/*")

    def types(self, line: str) -> None:
        """Type a line and send it."""
        self.line.fill(line)
        self.line.press("Enter")
        expect(self.line).to_have_value("")

    def main_room(self) -> str:
        """Name the first incident's room, when it is there; its restricted one may be there before it."""
        return self.rooms.locator(".room-name").filter(has_not_text="restricted").nth(1).inner_text()

    def enters(self, room: str) -> None:
        """Open a room by its name, when it is there."""
        # The list is drawn anew when something happens; the address that it gives stays.
        link = self.rooms.get_by_role("link").filter(has=self.page.get_by_text(room, exact=True))
        expect(link).to_be_visible()
        self.page.goto(str(link.get_attribute("href")))
        expect(self.page.locator("#room-head h2")).to_contain_text(room)

    def presses(self, name: str, within: Locator | None = None) -> None:
        """Press the newest button of this name."""
        (within or self.page.locator("body")).get_by_role("button", name=name, exact=True).last.click()

    def fills(self, **values: str) -> Locator:
        """Fill the newest form in by the names of its fields; gives the form."""
        form = self.messages.locator("form[data-form]").last
        for name, value in values.items():
            field = form.locator(f"[name=v-{name}]")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return form

    def sends(self, **values: str) -> None:
        """Fill the newest form in and send it."""
        self.fills(**values).get_by_role("button").click()

    def takes_phone(self, who: str) -> None:
        """Search for somebody's phone and open it."""
        self.page.locator("#phone-q").fill(who)
        expect(self.page.locator("#phone-list li")).to_have_count(1)
        self.page.locator("#phone-list a").filter(has_text=who).click()
        expect(self.page.locator("#phone-title")).to_contain_text(who)

    def texts(self, text: str) -> None:
        """Answer from the open phone, and wait until Muster has texted back."""
        before = self.thread.locator(".sms.out").count()
        self.page.locator("#sms-text").fill(text)
        self.page.locator("#sms-text").press("Enter")
        expect(self.thread.locator(".sms.out")).to_have_count(before + 1)

    def tabs_to(self, wanted: Locator, *, backwards: bool = False, most: int = 90) -> None:
        """Press Tab, or Shift and Tab, up to a control; each stop on the way must be seen to have the focus."""
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            unseen = self.page.evaluate(_FOCUS)
            assert unseen in {"", "nothing"}, f"the focus cannot be seen on {unseen}"
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{wanted} is not reached by the keyboard")

    def shot(self, folder: Path, name: str) -> None:
        """Keep what is seen, to be looked at."""
        self.page.screenshot(path=folder / f"{name}.png", animations="disabled")


def l3_with_answers(desk: Desk) -> Tab:
    """Play a fire up to the first answers; gives the chair's tab, in the incident's room."""
    chair = desk.tab("CMT chair")
    chair.types("/crisis declare fire GVA L3 smoke on floor 3, sprinklers on")
    expect(chair.page.locator("#phones-summary")).to_have_text("15 unanswered: 15 pages")
    chair.enters(chair.main_room())
    for who, answer in (
        ("Hélène Marchandeau", "7"), ("Samuel Wanjohi", "9"), ("فاطمة الحمداوي", "٧"), ("黄晓梅", "7 参加"),
        ("Beatriz Salcedo Vega", "8 20"),
    ):  # fmt: skip
        chair.takes_phone(who)
        chair.texts(answer)
    chair.page.locator("#phone-q").fill("")
    expect(chair.page.locator("#phones-summary")).to_have_text("11 unanswered: 11 pages")
    expect(chair.board).to_contain_text("Дмитрий Аксарин (alternate 1)")
    return chair


def room_of(tab: Tab) -> str:
    """Name the incident's room that a tab shows."""
    return tab.page.locator("#room-head bdi").first.inner_text()
