"""What is sent acts once, and a mistake is answered in words."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx
import pytest

from bot.console.render import form_json
from handlers.cards import Field, Form
from tests.console.running import CHAIR, OUTSIDER, Running

FORM = Form((Field("what", "What happened", "long"), Field("more", "More", required=False)), "log {what}", "Log it")


def said(muster: Running, room: str) -> list[str | None]:
    return [message.text for message in muster.console.messages(room, CHAIR) if message.text]


def test_a_double_click_acts_once(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    sent = {"text": "Once", "room": room, "event_id": uuid4().hex}
    for _ in range(2):
        web.post(f"/as/{CHAIR}/line", data=sent)
    assert said(muster, room) == ["Once"]


def test_an_old_page_may_say_something_else_under_its_old_id(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    for text in ("One thing", "Another thing"):
        web.post(f"/as/{CHAIR}/line", data={"text": text, "room": room, "event_id": "the same"})
    assert said(muster, room) == ["One thing", "Another thing"]


def test_each_rendered_form_has_an_id_of_its_own(web: httpx.Client) -> None:
    ids = re.findall(r'name="event_id" value="([0-9a-f]+)"', web.get(f"/as/{CHAIR}").text)
    assert len(ids) > 3
    assert len(set(ids)) == len(ids)


def test_a_page_with_script_gets_the_next_id_and_no_page(muster: Running, web: httpx.Client) -> None:
    sent = {"text": "Hello", "room": muster.room(CHAIR), "event_id": "first"}
    answer = web.post(f"/as/{CHAIR}/line", data=sent, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip() == ""
    assert len(answer.headers["x-event-id"]) == 32


def test_a_page_without_script_goes_back_to_where_it_was(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    back = f"/as/{CHAIR}/room/{room}?phone=%2B41790000002"
    answer = web.post(f"/as/{CHAIR}/line", data={"text": "Hello", "room": room, "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, back)


def test_an_empty_line_is_answered_in_words(web: httpx.Client) -> None:
    answer = web.post(f"/as/{CHAIR}/line", data={"text": "  \n "})
    assert answer.status_code == 422
    assert "Nothing was typed" in answer.text


def test_a_form_that_lacks_a_blank_names_it(web: httpx.Client) -> None:
    answer = web.post(f"/as/{CHAIR}/form", data={"form": form_json(FORM)}, headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert "Please fill in: What happened" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("broken", ["", "{", '{"fields": 7}'])
def test_a_form_that_cannot_be_read_is_refused_in_words(web: httpx.Client, broken: str) -> None:
    assert web.post(f"/as/{CHAIR}/form", data={"form": broken}).status_code == 422


@pytest.mark.parametrize("number", ["", "7", "+0123456789", "+41 79", "+4179000000x", "+1234567890123456"])
def test_a_text_from_what_is_no_number_is_refused(web: httpx.Client, number: str) -> None:
    answer = web.post(f"/as/{CHAIR}/sms", data={"number": number, "text": "7"})
    assert answer.status_code == 422
    assert "is not a phone number" in answer.text


def test_a_phone_answers_and_muster_replies(muster: Running, web: httpx.Client) -> None:
    number = "+99912345678"
    web.post(f"/as/{CHAIR}/sms", data={"number": number, "text": "Who is this?", "event_id": uuid4().hex})
    assert muster.console.sms(number)[0].text == "Who is this?"


def test_only_what_one_sees_can_be_marked_for_the_log(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    message = muster.say(room, CHAIR, "Secret")
    assert web.post(f"/as/{OUTSIDER}/pin", data={"message": message}).status_code == 404
    assert web.post(f"/as/{OUTSIDER}/pin", data={"message": message, "room": room}).status_code == 404
    assert web.post(f"/as/{CHAIR}/pin", data={"message": "99", "room": room}).status_code == 404


@pytest.mark.parametrize("minutes", ["", "0", "-5", "7", "1e9"])
def test_the_clock_is_pushed_by_what_the_buttons_offer(web: httpx.Client, minutes: str) -> None:
    assert web.post(f"/as/{CHAIR}/clock", data={"minutes": minutes}).status_code == 422


def test_the_pushed_time_is_shown(muster: Running, web: httpx.Client) -> None:
    web.post(f"/as/{CHAIR}/clock", data={"minutes": "60", "event_id": uuid4().hex})
    assert "pushed forward 1 h" in web.get(f"/as/{CHAIR}/clock").text


def test_nobody_has_anything_to_answer_at_first(web: httpx.Client) -> None:
    answer = web.post(f"/as/{CHAIR}/others", data={"event_id": uuid4().hex}, headers={"hx-request": "true"})
    assert "No phone has an unanswered page or check-in." in answer.text
