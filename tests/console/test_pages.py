"""What the pages show, and to whom."""

from __future__ import annotations

import html
import re
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from bot.console.render import FOLDER, form_json
from handlers.cards import Button, Buttons, Card, Facts, Field, Form, Table, Text, Tone
from tests.console.running import CHAIR, OUTSIDER, SECURITY, Running, listen, visible

NASTY = "<script>alert(1)</script><b onclick=x>\"'&"
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))


def everything(text: str) -> Card:
    """Make a card in which every text that can be `text` is."""
    option = (text, text)
    fields = (
        Field("one", text, "text", value=text, hint=text),
        Field("two", text, "long", value=text, required=False),
        Field("three", text, "choice", (option,), value=text),
        Field("four", text, "choices", (option,), value=text),
    )
    return Card(
        text,
        (
            Text(text),
            Facts(((text, text),)),
            Table((text, text), ((text, text),), text),
            Buttons((Button(text, text, "danger"),)),
            Form(fields, "log {one}", text, text),
        ),
        Tone.ALARM,
        must_act=True,
    )


def test_every_text_of_every_block_is_escaped(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    muster.post(room, everything(NASTY))
    muster.say(room, CHAIR, NASTY)
    muster.console.set_topic(room, NASTY)
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert visible(page).count(html.escape(NASTY).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")) >= 15


def test_every_kind_of_block_has_its_place(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    muster.post(room, everything("Anything"))
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    for part in (
        '<dt dir="auto">Anything</dt><dd dir="auto">Anything</dd>',
        '<caption dir="auto">Anything</caption>',
        '<th scope="col" role="columnheader" dir="auto">Anything</th>',
        '<th scope="row" role="rowheader" dir="auto">Anything</th>',
        'value="/crisis Anything"',
        '<option value="Anything" selected>',
        'type="checkbox" name="v-four"',
        "(optional)",
        "You must act",
    ):
        assert part in page, part


@pytest.mark.parametrize(("tone", "word"), [(Tone.GOOD, "Good"), (Tone.WARNING, "Attention"), (Tone.ALARM, "Alarm")])
def test_a_tone_is_said_in_words(muster: Running, web: httpx.Client, tone: Tone, word: str) -> None:
    room = muster.room(CHAIR)
    muster.post(room, Card("A title", (), tone))
    assert f"{word} A title" in visible(web.get(f"/as/{CHAIR}/room/{room}").text)


def test_the_pinned_card_stands_on_top_and_not_among_the_messages(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    muster.console.pin(room, muster.post(room, Card("The board", ())))
    for number in range(210):
        muster.say(room, CHAIR, f"message {number}")
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    assert page.index("The board") < page.index("message 209")
    assert page.count("The board") == 1
    assert "message 3<" not in page
    assert "message 3<" in web.get(f"/as/{CHAIR}/room/{room}?whole=1").text


def test_somebody_else_s_room_is_no_room(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    secret = muster.say(room, CHAIR, "A secret")
    for part in (
        f"room/{room}",
        f"head?room={room}",
        f"board?room={room}",
        f"message/{secret}?room={room}",
        f"events?room={room}",
        f"rooms?room={room}",
    ):
        answer = web.get(f"/as/{OUTSIDER}/{part}")
        assert answer.status_code == 404, part
        assert "A secret" not in answer.text
    assert web.post(f"/as/{OUTSIDER}/line", data={"text": "I am in", "room": room}).status_code == 404
    assert "I am in" not in web.get(f"/as/{CHAIR}/room/{room}").text


def test_what_muster_tells_one_person_nobody_else_in_the_room_sees(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR, SECURITY)
    muster.post(room, Card("For the chair", ()), only_for=CHAIR)
    muster.tell(CHAIR, Card("In person", ()))
    assert "only you see this" in web.get(f"/as/{CHAIR}/room/{room}").text
    assert "In person" in web.get(f"/as/{CHAIR}").text
    others = web.get(f"/as/{SECURITY}/room/{room}").text + web.get(f"/as/{SECURITY}").text
    assert "For the chair" not in others
    assert "In person" not in others


def test_unread_messages_are_counted_until_they_are_opened(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR, SECURITY)
    muster.say(room, CHAIR, "One")
    muster.say(room, CHAIR, "Two")
    assert "2 new messages" in visible(web.get(f"/as/{SECURITY}/rooms").text)
    web.get(f"/as/{SECURITY}/room/{room}")
    assert "2 new messages" not in visible(web.get(f"/as/{SECURITY}/rooms").text)


def test_what_must_be_acted_on_stands_first_until_it_is_opened(muster: Running, web: httpx.Client) -> None:
    room = muster.room("P011")
    muster.tell("P011", Card("Old news", ()))
    ref = muster.tell("P011", Card("Answer your page", (), Tone.ALARM, must_act=True))
    page = web.get(f"/as/P011/room/{room}").text
    assert page.index("Answer your page") < page.index("<h2>Rooms</h2>")
    assert f"#m-{ref}" in page
    web.get("/as/P011")
    assert "Answer your page" not in web.get(f"/as/P011/room/{room}").text


def test_a_closed_room_is_read_only_and_says_so(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    muster.say(room, CHAIR, "Kept")
    muster.console.close(room)
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    assert "This room is closed" in page
    assert "Kept" in page
    assert 'id="compose"' not in page


def test_texts_carry_their_language_and_find_their_own_direction(muster: Running, web: httpx.Client) -> None:
    owner = next(who for who in muster.app.people() if who.language == "ar" and who.mobile)
    muster.texts(owner.mobile or "", "استدعاء 7=سأحضر")
    page = web.get("/as/P002", params={"phone": owner.mobile or ""}).text
    assert re.search(r'<p class="sms-text" dir="auto" lang="ar">.*استدعاء', page)


def test_unanswered_phones_come_first_and_search_finds_name_number_and_site(muster: Running, web: httpx.Client) -> None:
    owner = next(who for who in muster.app.people() if who.site == "BKK" and who.mobile)
    muster.texts(owner.mobile or "", "Reply 7=Joining")
    first = re.search(r'id="phone-(\d+)"', web.get("/as/P002/phones").text)
    assert first is not None
    assert first[1] == (owner.mobile or "").lstrip("+")
    for q in (owner.name, owner.mobile or "", "bkk"):
        assert owner.name in html.unescape(web.get("/as/P002/phones", params={"q": q}).text)
    assert "No phone fits" in web.get("/as/P002/phones", params={"q": "nobody like this"}).text
    assert "a number nobody knows" in web.get("/as/P002/phones", params={"q": "+99912345678"}).text


def test_the_chooser_finds_people_and_offers_the_chair(muster: Running, web: httpx.Client) -> None:
    page = web.get("/").text
    assert "DEMONSTRATION" in page
    assert re.search(r"CMT chair</span>\s*<span><bdi>Hélène Marchandeau", page)
    found = web.get("/", params={"q": "legal adviser"}).text
    assert "P024" in found
    assert 'P002"' not in found.split('id="people"')[1]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/as/nobody", "/as/P002/room/99999", "/as/P002/room/x", "/as/P002/message/9x"]
)
def test_an_unknown_address_is_a_page_that_says_so(web: httpx.Client, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert "<h1>Not here</h1>" in answer.text


def test_a_wrong_method_is_a_page_that_says_so(web: httpx.Client) -> None:
    assert web.get(f"/as/{CHAIR}/line").status_code == 405
    assert "<h1>Not like that</h1>" in web.post("/").text


def test_health_is_for_machines(web: httpx.Client) -> None:
    assert web.get("/healthz").json() == {"status": "ok"}
    assert web.get("/readyz").json()["status"] == "ok"


def test_the_figures_are_those_that_prometheus_reads(muster: Running, web: httpx.Client) -> None:
    answer = web.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert 'muster_outbox_waiting{lane="page"} 0.0' in lines
    assert "muster_help_requests_untaken 0.0" in lines
    assert "muster_internal_errors_total 0.0" in lines


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_script_or_style_of_its_own(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe", text)


def test_a_form_keeps_its_meaning_though_the_card_was_edited(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    form = Form((Field("text", "What", "long"),), "help {text}", "Send")
    sent = {"form": form_json(form), "v-text": "log", "room": room, "event_id": uuid4().hex}
    assert web.post(f"/as/{CHAIR}/form", data=sent).status_code == 303
    assert "Help: log" in web.get(f"/as/{CHAIR}/room/{room}").text


def test_the_stream_replays_what_was_missed_and_nothing_of_others(muster: Running, web: httpx.Client) -> None:
    room, other = muster.room(CHAIR, SECURITY), muster.room(SECURITY)
    after = muster.console.last_change()
    muster.say(other, SECURITY, "Elsewhere")
    muster.post(room, Card("Private", ()), only_for=SECURITY)
    muster.say(room, SECURITY, "First\rof\u2028all")
    seen = muster.console.last_change()
    muster.say(room, SECURITY, "Second")
    path = f"/as/{CHAIR}/events?room={room}&after={after}"
    heard = listen(web, path, 3)
    assert [name for name, _ in heard] == ["message", "message", "rooms"]
    assert "First" in heard[0][1]
    assert "Second" in heard[1][1]
    again = listen(web, path, 2, {"last-event-id": str(seen)})
    assert [name for name, _ in again] == ["message", "rooms"]
    assert "Second" in again[0][1]


def test_what_changes_before_the_stream_is_open_reaches_the_page(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    board = muster.post(room, Card("Board", ()))
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    muster.console.pin(room, board)
    stream = html.unescape(page.partition('sse-connect="')[2].partition('"')[0])
    assert ("board", "-") in listen(web, stream, 2)


def test_whoever_is_cut_off_in_the_middle_of_a_look_hears_all_of_it_again(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR, SECURITY)
    board = muster.post(room, Card("Board", ()))
    after = muster.console.last_change()
    muster.console.pin(room, board)
    muster.say(room, SECURITY, "Words")
    path = f"/as/{CHAIR}/events?room={room}&after={after}"
    known = upto(web, path, "message")
    assert known is None
    assert {name for name, _ in listen(web, path, 4)} == {"message", "board", f"message-{board}", "rooms"}
    assert upto(web, path, "upto") == muster.console.last_change()


def upto(web: httpx.Client, path: str, last: str) -> int | None:
    """Read a stream up to its first event of a name; give the number with which a browser would come back."""
    number = name = None
    with web.stream("GET", path) as response:
        for line in response.iter_lines():
            if line.startswith("id: "):
                number = int(line.removeprefix("id: "))
            name = line.removeprefix("event: ") if line.startswith("event: ") else name
            if not line and name == last:
                break
    return number


def test_who_is_taken_out_of_a_room_hears_that_and_no_more(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR, SECURITY)
    after = muster.console.last_change()
    muster.say(room, SECURITY, "Before")
    muster.console.remove(room, CHAIR)
    muster.say(room, SECURITY, "After")
    heard = listen(web, f"/as/{CHAIR}/events?after={after}", 1)
    assert heard == [("rooms", "-")]
    assert web.get(f"/as/{CHAIR}/events?room={room}&after={after}").status_code == 404


def test_the_parts_of_a_page_are_named_by_the_stream(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    board = muster.post(room, Card("Board", ()))
    after = muster.console.last_change()
    muster.console.pin(room, board)
    muster.console.set_topic(room, "Another topic")
    muster.texts("+41790000002", "Hello")
    heard = {name for name, _ in listen(web, f"/as/{CHAIR}/events?room={room}&after={after}", 6)}
    assert heard == {"board", f"message-{board}", "rooms", "room", "phones", "sms-41790000002"}
