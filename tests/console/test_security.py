"""Nobody but a page of ours may write to the console, and nothing that a page shows can run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.console.security import BODY_LIMIT, CONTENT_SECURITY_POLICY
from tests.console.running import CHAIR, Running, visitor

ROOT = Path(__file__).resolve().parents[2]


def line(muster: Running, client: httpx.Client, **headers: str) -> tuple[int, bool]:
    """Send a line with exactly these headers; give the status, and whether it arrived."""
    room = muster.room(CHAIR)
    request = client.build_request("POST", f"/as/{CHAIR}/line", data={"text": "Said", "room": room})
    request.headers.pop("origin", None)
    request.headers.update(headers)
    status = client.send(request).status_code
    return status, bool(muster.console.messages(room, CHAIR))


@pytest.mark.parametrize(
    "path", ["/", f"/as/{CHAIR}", "/nowhere", "/static/console.js", "/healthz", f"/as/{CHAIR}/line"]
)
def test_every_answer_carries_the_security_headers(web: httpx.Client, path: str) -> None:
    headers = web.get(path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


@pytest.mark.parametrize("host", ["muster.example", "127.0.0.1.example:80", "10.0.0.1", "localhost.example", ""])
def test_a_name_that_was_bound_to_this_machine_is_refused(muster: Running, web: httpx.Client, host: str) -> None:
    answer = web.get(f"/as/{CHAIR}", headers={"host": host})
    assert answer.status_code in {400, 421}
    assert "Muster and you" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1", "[::1]:8765", "127.8.9.1:80"])
def test_the_names_of_this_machine_are_answered(web: httpx.Client, host: str) -> None:
    assert web.get("/", headers={"host": host}).status_code == 200


def test_a_line_from_a_page_of_ours_is_taken(muster: Running, web: httpx.Client) -> None:
    assert line(muster, web, origin=muster.url) == (303, True)
    assert line(muster, web, **{"sec-fetch-site": "same-origin"}) == (303, True)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_line_from_anywhere_else_is_refused(muster: Running, web: httpx.Client, headers: dict[str, str]) -> None:
    assert line(muster, web, **headers) == (403, False)


def test_a_right_origin_does_not_outweigh_a_wrong_site(muster: Running, web: httpx.Client) -> None:
    assert line(muster, web, **{"origin": muster.url, "sec-fetch-site": "cross-site"}) == (403, False)


def test_the_longest_line_in_any_script_fits(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    assert web.post(f"/as/{CHAIR}/line", data={"text": "中" * 24_000, "room": room}).status_code == 303
    assert len(muster.console.messages(room, CHAIR)) == 1


def test_a_body_that_is_too_long_is_refused_in_words(web: httpx.Client) -> None:
    answer = web.post(f"/as/{CHAIR}/line", data={"text": "x" * BODY_LIMIT})
    assert answer.status_code == 413
    assert "too long" in answer.text


def test_a_body_without_a_length_is_counted(web: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b"text="
        for _ in range(40):
            yield b"x" * (BODY_LIMIT // 32)

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = web.post(f"/as/{CHAIR}/line", content=endless(), headers=headers)
    assert answer.status_code == 413


def test_a_page_of_ours_never_sends_a_browser_elsewhere(muster: Running) -> None:
    with visitor(muster) as web:
        for back in ("https://elsewhere.example/", "//elsewhere.example", f"/as/{CHAIR}evil", "/\\elsewhere.example"):
            sent = {"text": "help", "back": back}
            assert web.post(f"/as/{CHAIR}/line", data=sent).headers["location"] == f"/as/{CHAIR}"


def test_the_files_of_others_are_those_that_third_party_md_names() -> None:
    listed = re.findall(
        r"^    ([0-9a-f]{64})  (\S+)$", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {path for _, path in listed} == {
        f"bot/console/static/{path.name}" for path in (ROOT / "bot/console/static").glob("*.min.js")
    }
    for digest, path in listed:
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == digest
