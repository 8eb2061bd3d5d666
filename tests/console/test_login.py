"""A console that other machines can reach stands behind a password."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.console.running import CHAIR, Access, Running, visitor
from tests.databases import Databases

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def guarded(shared_databases: Databases, filled: str) -> Iterator[Running]:
    """Run Muster as if it listened to the world."""
    access = Access("0.0.0.0", PASSWORD)
    with Running(shared_databases.copy(filled), access) as running:
        yield running


@pytest.fixture
def stranger(guarded: Running) -> Iterator[httpx.Client]:
    """Give a browser that has not logged in."""
    with visitor(guarded) as client:
        yield client


def enter(client: httpx.Client, password: str, onward: str = "/") -> httpx.Response:
    return client.post("/login", data={"password": password, "next": onward})


@pytest.mark.parametrize("path", ["/", f"/as/{CHAIR}", f"/as/{CHAIR}/phones", "/nowhere"])
def test_a_stranger_sees_the_log_in_page_alone(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/login?next={path}"


def test_a_stranger_hears_and_does_nothing(guarded: Running, stranger: httpx.Client) -> None:
    assert stranger.get(f"/as/{CHAIR}/events").status_code == 401
    assert stranger.get(f"/as/{CHAIR}/rooms", headers={"hx-request": "true"}).status_code == 401
    before = guarded.console.last_change()
    assert stranger.post(f"/as/{CHAIR}/line", data={"text": "/crisis help"}).status_code == 303
    assert guarded.console.last_change() == before


def test_health_and_style_need_no_password(stranger: httpx.Client) -> None:
    assert stranger.get("/healthz").status_code == stranger.get("/readyz").status_code == 200
    assert stranger.get("/metrics").status_code == 401
    assert stranger.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert stranger.get("/static/console.css").status_code == 200


def test_the_password_opens_the_page_that_was_asked_for(stranger: httpx.Client) -> None:
    answer = enter(stranger, PASSWORD, f"/as/{CHAIR}")
    assert answer.headers["location"] == f"/as/{CHAIR}"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get(f"/as/{CHAIR}").status_code == 200


@pytest.mark.parametrize("onward", ["https://elsewhere.example", "//elsewhere.example", "javascript:alert(1)"])
def test_a_log_in_never_leads_elsewhere(stranger: httpx.Client, onward: str) -> None:
    assert enter(stranger, PASSWORD, onward).headers["location"] == "/"


def test_logging_out_closes_the_door(stranger: httpx.Client) -> None:
    enter(stranger, PASSWORD)
    stranger.post("/logout")
    assert stranger.get("/").status_code == 303


def test_a_made_up_cookie_opens_nothing(stranger: httpx.Client) -> None:
    stranger.cookies.set("muster", "eyJpbiI6ICIxIn0=.aaaa.bbbb")
    assert stranger.get("/").status_code == 303


def test_any_name_reaches_it_but_another_page_cannot_write(stranger: httpx.Client) -> None:
    assert stranger.get("/login", headers={"host": "muster.example"}).status_code == 200
    headers = {"host": "muster.example", "origin": "https://elsewhere.example"}
    assert stranger.post("/login", data={"password": PASSWORD}, headers=headers).status_code == 403
    behind_tls = {"host": "muster.example", "origin": "https://muster.example"}
    assert stranger.post("/login", data={"password": PASSWORD}, headers=behind_tls).status_code == 303


def test_too_many_wrong_passwords_have_to_wait(stranger: httpx.Client) -> None:
    answers = [enter(stranger, "wrong ñ").status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
    assert enter(stranger, PASSWORD).status_code == 429
