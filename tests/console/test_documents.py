"""Opening a document from the console: who may, under which policy, and what is said to who may not."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from bot.console.security import CONTENT_SECURITY_POLICY, HEADERS, OWN_POLICY
from handlers.cards import Card, Open
from handlers.execute import Envelope
from playbooks.rules.vocabulary import PersonId
from tests.console.running import CHAIR, OUTSIDER, Running, visible


@pytest.fixture(scope="module")
def report(muster: Running) -> tuple[str, int]:
    """Give the code of an incident, and the number of its report."""
    types(muster, CHAIR, "declare fire GVA L1 <b>smoke</b> on floor 3")
    with muster.store.read() as uow:
        code = uow.incidents.recent(1)[0].code
    card = types(muster, CHAIR, f"aar {code}")
    return code, next(block.document for block in card.blocks if isinstance(block, Open))


def types(muster: Running, person: str, line: str) -> Card:
    """Let somebody type a line; give the answer."""
    card = muster.app.inbound.line(Envelope(f"typed:{line}", "console", PersonId(person)), f"/crisis {line}")
    assert card is not None
    return card


def test_the_report_is_a_page_of_its_own_under_a_policy_of_its_own(web: httpx.Client, report: tuple[str, int]) -> None:
    code, number = report
    page = web.get(f"/as/{CHAIR}/document/{number}")
    assert page.status_code == 200
    assert code in visible(page.text)
    assert "&lt;b&gt;smoke&lt;/b&gt; on floor 3" in page.text
    policy = page.headers["content-security-policy"]
    (own,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.text)
    assert html.unescape(own) == policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "self" not in policy
    assert OWN_POLICY not in page.headers


def test_everything_else_about_the_page_is_as_guarded_as_the_console(
    web: httpx.Client, report: tuple[str, int]
) -> None:
    page = web.get(f"/as/{CHAIR}/document/{report[1]}")
    for name, value in HEADERS.items():
        if name != "content-security-policy":
            assert page.headers[name] == value
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-type"].startswith("text/html")


def test_the_console_keeps_its_own_policy(web: httpx.Client) -> None:
    for address in (f"/as/{CHAIR}", f"/as/{CHAIR}/document/99999"):
        assert web.get(address).headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_who_may_not_see_the_incident_is_told_so(web: httpx.Client, report: tuple[str, int]) -> None:
    page = web.get(f"/as/{OUTSIDER}/document/{report[1]}")
    assert page.status_code == 403
    assert "CM policy 7.1" in visible(page.text)
    assert report[0] not in page.text


@pytest.mark.parametrize("number", ["99999", "0", "abc", "٣", "-1", "9" * 40])
def test_a_document_that_is_not_there_is_said_not_to_be(web: httpx.Client, number: str) -> None:
    page = web.get(f"/as/{CHAIR}/document/{number}")
    assert page.status_code == 404
    assert "There is no" in visible(page.text)


def test_nobody_is_no_reader(web: httpx.Client, report: tuple[str, int]) -> None:
    assert web.get(f"/as/P999/document/{report[1]}").status_code == 404


def test_an_emptied_document_says_how_to_make_it_anew(muster: Running, web: httpx.Client) -> None:
    types(muster, CHAIR, "declare cyber GVA L1 mail is down")
    with muster.store.read() as uow:
        incident = uow.incidents.recent(1)[0]
    card = types(muster, CHAIR, f"aar {incident.code}")
    number = next(block.document for block in card.blocks if isinstance(block, Open))
    with muster.store.begin() as uow:
        uow.documents.purge(incident.id)
    page = web.get(f"/as/{CHAIR}/document/{number}")
    assert page.status_code == 409
    assert f"/crisis aar {incident.code}" in visible(page.text)


def test_a_card_opens_its_document_in_a_new_tab(muster: Running, web: httpx.Client) -> None:
    room = muster.room(CHAIR)
    muster.post(room, Card("A report", (Open("<b>Open</b> it", 7),)))
    page = web.get(f"/as/{CHAIR}/room/{room}").text
    (link,) = re.findall(r'<a class="button primary"[^>]*>', page)
    assert f'href="/as/{CHAIR}/document/7"' in link
    assert 'target="_blank"' in link
    assert 'rel="noopener"' in link
    assert "&lt;b&gt;Open&lt;/b&gt; it" in page
