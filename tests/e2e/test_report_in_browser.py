"""The after-action report in real Chromium: opened from the console, read on a desk and a telephone, printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.reports.html import render
from handlers.report_model import Report, UnaccountedList
from tests.bot.sample_report import sample, unaccounted
from tests.console.running import Running
from tests.e2e.browsing import DESK, TELEPHONE, l3_with_answers, visit

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Names what of the page sticks out of the window, so that a failure says where to look.
_STICKING_OUT = """() => [...document.querySelectorAll('main *, header *, nav *, footer *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('thead'))
    .map((element) => element.tagName + ' ' + element.textContent.trim().slice(0, 40)).slice(0, 5)"""
LONG = "Donaudampfschifffahrtsgesellschaft" * 6


@dataclass
class Reader:
    """A browser that looks at pages of the sample; what it complains of is kept."""

    page: Page
    complaints: list[str]


@contextmanager
def reader(browser: Browser, viewport: ViewportSize) -> Iterator[Reader]:
    """Open a browser that must have nothing to complain of."""
    context = browser.new_context(viewport=viewport)
    found = Reader(context.new_page(), [])
    context.on("console", lambda message: found.complaints.append(message.text))
    context.on("weberror", lambda error: found.complaints.append(str(error.error)))
    yield found
    context.close()
    assert found.complaints == []


def long_words() -> Report:
    """Make the sample with words that no line can break, also where somebody of the outside world writes."""
    report = sample(LONG)
    return replace(report, title=replace(report.title, organisation=LONG, type=LONG))


MODELS: dict[str, Report | UnaccountedList] = {
    "report": sample(), "unaccounted": unaccounted(), "long": long_words(), "long-list": unaccounted(LONG, people=3),
}  # fmt: skip


@pytest.fixture(params=list(MODELS))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A document as a file, as somebody who was sent it opens it."""
    path = tmp_path / f"{request.param}.html"
    path.write_text(render(MODELS[request.param]).html, encoding="utf-8")
    return path


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_the_page_is_readable_as_a_file_and_axe_finds_nothing(
    browser: Browser, file: Path, viewport: ViewportSize
) -> None:
    with reader(browser, viewport) as one:
        one.page.goto(file.as_uri())
        assert one.page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
        assert one.page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the stylesheet applies"
        assert one.page.evaluate(_STICKING_OUT) == []
        assert one.page.evaluate(_OVERFLOW) == 0
        found = Axe().run(one.page).response["violations"]
        assert [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in found] == []


def test_each_screen_sees_its_own_drawing_of_a_chart(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(render(sample()).html, encoding="utf-8")
    for viewport, shown, hidden in ((DESK, "wide", "narrow"), (TELEPHONE, "narrow", "wide")):
        with reader(browser, viewport) as one:
            one.page.goto((tmp_path / "report.html").as_uri())
            charts = one.page.locator(f"svg.{shown}")
            assert charts.count() >= 5
            for at in range(charts.count()):
                expect(charts.nth(at)).to_be_visible()
            assert one.page.locator(f"svg.{hidden}").filter(visible=True).count() == 0
            sizes = charts.locator("text").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
            assert min(sizes) >= 11, "letters of a chart can be read"
            cut = charts.evaluate_all("""charts => charts.flatMap((chart) => [...chart.querySelectorAll('text')]
                .filter((one) => one.getBoundingClientRect().right > chart.getBoundingClientRect().right + 1)
                .map((one) => one.textContent))""")
            assert cut == []


def test_script_in_the_page_would_not_run(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    injected = '<script>document.title = "run"</script><p style="color: red" id="styled">x</p></main>'
    path.write_text(render(sample()).html.replace("</main>", injected), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.title() == "K7Q after-action report, draft"
    assert page.locator("#styled").evaluate("element => getComputedStyle(element).color") != "rgb(255, 0, 0)"
    context.close()


@pytest.mark.parametrize("name", ["report", "unaccounted"])
def test_it_prints_on_sheets_none_of_which_is_empty(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(render(MODELS[name]).html, encoding="utf-8")
    with reader(browser, DESK) as one:
        one.page.goto(path.as_uri())
        pdf = one.page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = sheets_of(pdf)
    assert len(sheets) >= 2
    # The line at the foot alone takes fewer marks than any sheet with something on it.
    assert [number for number, marks in enumerate(sheets, 1) if marks < 30] == []
    widths = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert {(round(float(width)), round(float(height))) for width, height in widths} == {(595, 842)}, "A4"


def sheets_of(pdf: bytes) -> list[int]:
    """Count the marks of text on each sheet of a PDF as Chromium writes it."""
    objects = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL)}
    sheets = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    counts = []
    for sheet in sheets:
        contents = re.search(rb"/Contents (\d+) 0 R", sheet)
        assert contents
        stream = objects[int(contents[1])].partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
        counts.append(len(re.findall(rb"T[jJ]\b", zlib.decompress(stream))))
    return counts


def test_the_report_opens_from_the_room_in_a_tab_of_its_own(running: Running, browser: Browser) -> None:
    with visit(running, browser) as desk:
        chair = l3_with_answers(desk)
        chair.types("/crisis report")
        link = chair.messages.get_by_role("link", name="Open the report").last
        with chair.page.context.expect_page() as opening:
            link.click()
        report = opening.value
        expect(report.get_by_role("heading", level=1)).to_contain_text("Fire")
        expect(report.locator("svg.wide").first).to_be_visible()
        assert report.evaluate("window.opener") is None
        assert report.evaluate("getComputedStyle(document.body).marginTop") == "0px"
        assert report.evaluate(_OVERFLOW) == 0
        assert [rule["id"] for rule in Axe().run(report).response["violations"]] == []
        named = report.get_by_role("table", name="Everybody who was called")
        expect(named).to_contain_text("Hélène Marchandeau")
        expect(named).to_contain_text("فاطمة الحمداوي")
