"""The report as a page: escaped, self-contained, the same each time, and built so that machines can read it out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.reports.drawing import Scale, fitted, span, width_of
from bot.reports.html import CONTENTS, Sheet, render
from handlers.report_model import Report, UnaccountedList
from tests.bot.sample_report import at, sample, unaccounted

NASTY = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
#: Elements that have no end.
_VOID = {"meta", "br", "rect", "line", "circle", "path"}


class Outline(HTMLParser):
    """What of a page matters to its reader: elements, ids, headings, tables; fails where ends do not fit."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every element is ended"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} ends what never began"
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.words.append(data)


DOCUMENTS: list[Report | UnaccountedList] = [sample(), unaccounted()]


@pytest.fixture(params=DOCUMENTS, ids=["report", "unaccounted"])
def page(request: pytest.FixtureRequest) -> Sheet:
    """Each kind of document."""
    return render(request.param)


@pytest.mark.parametrize("model", [sample(NASTY), unaccounted(NASTY)], ids=["report", "unaccounted"])
def test_every_text_of_a_person_is_escaped_in_tables_and_charts(model: Report | UnaccountedList) -> None:
    outline = Outline(render(model).html)
    assert outline.tags["script"] == outline.tags["img"] == 0
    assert not [name for _, name, _ in outline.attributes if name.startswith("on")]
    assert outline.tags["style"] == 1
    assert "".join(outline.words).count(NASTY) >= 10, "and it is all there to be read"


@pytest.mark.parametrize("field", ["code", "organisation", "type", "made_by", "marking", "phase"])
def test_no_word_of_the_title_leaves_its_place(field: str) -> None:
    report = sample()
    changed: dict[str, Any] = {field: f"{NASTY}; }} body {{ display: none"}
    page = render(replace(report, title=replace(report.title, **changed)))
    outline = Outline(page.html)
    assert outline.tags["script"] == outline.tags["img"] == 0
    style = page.html.partition("<style>")[2].partition("</style>")[0]
    assert "display: none }" not in style.rpartition("@page")[2]
    assert page.html.count("<style>") == 1


def test_the_same_model_gives_the_same_bytes() -> None:
    assert render(sample()).html == render(sample()).html
    assert render(sample()).html != render(replace(sample(), restricted=1)).html


def test_nothing_is_fetched_from_anywhere(page: Sheet) -> None:
    outline = Outline(page.html)
    links = [(tag, value) for tag, name, value in outline.attributes if name in {"href", "src", "action", "xlink:href"}]
    assert [value for tag, value in links if tag != "a" or not value.startswith("#")] == []
    assert not {"script", "link", "iframe", "object", "embed", "form", "base"} & set(outline.tags)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page.html)


def test_the_policy_allows_the_page_its_own_stylesheet_and_nothing_else(page: Sheet) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page.html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert page.policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    policies = [value for tag, name, value in Outline(page.html).attributes if (tag, name) == ("meta", "content")]
    assert policies[0] == page.policy
    assert not [name for _, name, _ in Outline(page.html).attributes if name == "style"], "the policy forbids these"


def test_ids_are_unique_and_headings_leave_no_step_out(page: Sheet) -> None:
    outline = Outline(page.html)
    assert [one for one, count in Counter(outline.ids).items() if count > 1] == []
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    for _, name, value in outline.attributes:
        if name == "aria-labelledby":
            assert set(value.split()) <= set(outline.ids)


def test_there_are_landmarks_a_language_and_a_name_for_every_table_and_chart(page: Sheet) -> None:
    outline = Outline(page.html)
    for landmark in ("header", "main", "footer", "title"):
        assert outline.tags[landmark] >= 1
    assert ("html", "lang", "en") in outline.attributes
    assert outline.tags["table"] == outline.tags["caption"] == outline.tags["thead"] > 0
    assert ("th", "scope", "col") in outline.attributes
    assert ("th", "scope", "row") in outline.attributes
    charts = [value for tag, name, value in outline.attributes if (tag, name) == ("svg", "role")]
    assert charts.count("img") == outline.tags["desc"]


def test_every_chapter_is_there_and_in_the_contents() -> None:
    outline = Outline(render(sample()).html)
    assert {id_ for id_, _ in CONTENTS} <= set(outline.ids)
    assert [value for tag, name, value in outline.attributes if (tag, name) == ("a", "href")] == [
        f"#{id_}" for id_, _ in CONTENTS
    ]


def words(report: Report) -> str:
    """Give what is to be read on the page of a report, on single spaces."""
    return re.sub(r"\s+", " ", " ".join(Outline(render(report).html).words))


def test_the_page_says_what_a_director_asks() -> None:
    said = words(sample())
    for part in (
        "K7Q Earthquake, Addis Ababa, Geneva",
        "DEMONSTRATION",
        "2026-11-23 09:12 UTC 12:12 Addis Ababa",
        "not reached",
        "corrected by entry 24",
        "41 restricted entries are kept in the restricted log",
        "recorded, restricted",
        "late by 25 min",
        "Quorum reached: 5 coming, 5 needed.",
        "staff list of 2026-11-23, travellers of 2026-11-20",
        "118 accounted for (98 %)",
        "nobody took it",
        "P performed without challenges",
        "Corrective action",
        "9c1f" * 16,
    ):
        assert part in said, part


def test_a_day_that_differs_at_the_site_is_shown() -> None:
    report = sample()
    late = replace(report, title=replace(report.title, made_at=at(15 * 60)))
    assert "2026-11-24 00:00 UTC 03:00 Addis Ababa" in words(late)
    earlier = replace(report, title=replace(report.title, made_at=at(13 * 60)))
    assert "2026-11-23 22:00 UTC 2026-11-24 01:00 Addis Ababa" in words(earlier)


def test_a_report_of_next_to_nothing_still_says_what_there_was_not() -> None:
    full = sample()
    bare = replace(
        full, summary=(), figures=(), milestones=full.milestones[:1], timeline=(), restricted=0, seats=(), quorum=(),
        playbook=None, rounds=(), helps=(), decisions=(), failures=(), participants=(),
    )  # fmt: skip
    said = words(bare)
    for part in ("Nobody was paged.", "No playbook was walked.", "No check-in was made.", "Nobody asked for help.",
                 "No decision was recorded.", "No restricted entry was written."):  # fmt: skip
        assert part in said, part


def test_a_report_made_at_the_very_moment_of_the_declaration_can_be_drawn() -> None:
    full, now = sample(), at(0)
    title = replace(full.title, made_at=now, declared_at=now)
    milestones = tuple(
        replace(one, at=now if one.name in {"Reported", "Declared"} else None) for one in full.milestones
    )
    calls = tuple(replace(call, told_at=now, answered_at=None, answer="") for call in full.seats[0].calls)
    round_ = replace(full.rounds[0], started_at=now, everybody=1, accounted=0, counts=(("asked", False, 1),),
                     curve=((0, 0),), stops=(), reached=(), by_site=())  # fmt: skip
    said = words(
        replace(
            full, title=title, milestones=milestones, seats=(replace(full.seats[0], calls=calls),), rounds=(round_,)
        )
    )
    assert "0 accounted for (0 %)" in said
    nobody = replace(round_, everybody=0, counts=(), curve=())
    assert "everybody is 0" in words(replace(full, rounds=(nobody,)))


def test_right_to_left_words_find_their_own_direction() -> None:
    page = render(sample()).html
    assert '<bdi dir="auto">باب الدرج مغلق من الداخل (door 2.14)</bdi>' in page
    assert "\u2068فاطمة الحمداوي\u2069: joining" in page


def test_each_chart_is_drawn_for_the_desk_and_for_the_telephone() -> None:
    page = render(sample()).html
    assert page.count('class="chart wide"') == page.count('class="chart narrow"') >= 5


def test_nothing_is_drawn_outside_of_a_chart() -> None:
    page = render(sample()).html
    for chart in re.findall(r'<svg class="chart.*?</svg>', page, re.DOTALL):
        width, height = (float(one) for one in re.findall(r'viewBox="0 0 (\S+) (\S+)"', chart)[0])
        xs = [float(one) for one in re.findall(r'\b(?:x|x1|x2|cx)="(-?[\d.]+)"', chart)]
        ys = [float(one) for one in re.findall(r'\b(?:y|y1|y2|cy)="(-?[\d.]+)"', chart)]
        assert min(xs) >= 0
        assert max(xs) <= width
        assert min(ys) >= 0
        assert max(ys) <= height


def test_many_seats_and_steps_are_spread_over_several_drawings() -> None:
    report = sample()
    assert report.playbook
    steps = tuple(replace(step, id=f"{step.id}.{number}") for step in report.playbook.steps for number in range(5))
    seats = tuple(replace(seat, code=f"{seat.code}{number}") for seat in report.seats for number in range(8))
    page = render(replace(report, seats=seats, playbook=replace(report.playbook, steps=steps))).html
    assert 'id="steps-2-w-t"' in page
    assert 'id="paging-2-w-t"' in page
    assert [one for one, count in Counter(Outline(page).ids).items() if count > 1] == []


def test_a_bent_scale_shows_minutes_and_weeks_in_order() -> None:
    scale = Scale(10, 110, 43_200, bend=4)
    places = [scale.at(minutes) for minutes in (-5, 0, 5, 60, 1440, 43_200, 99_999)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (10, 110)
    assert len(scale.ticks(4)) <= 5


@pytest.mark.parametrize("words_", ["a short one", "x" * 400, "联" * 90, ""])
def test_words_are_cut_so_that_they_fit(words_: str) -> None:
    cut = fitted(words_, 120)
    assert width_of(cut) <= 120
    assert cut == words_ or cut.endswith("…")


def test_lengths_are_written_for_people() -> None:
    said = [span(at(minutes) - at(0)).replace("\u00a0", " ") for minutes in (0, 1 / 3, 5, 65, 1440, 2905)]
    assert said == ["0", "20 s", "5 min", "1 h 5 min", "1 d", "2 d"]


def test_each_warden_has_a_sheet_with_everybody_to_look_for() -> None:
    page = render(unaccounted()).html
    assert page.count('class="sheet"') == 2
    assert page.count("Person 29") == 1
    assert "Strictly Confidential" in page
    assert "89 of 120 accounted for, 31 not" in re.sub(r"\s+", " ", page)
