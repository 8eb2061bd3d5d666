"""What every way to send text messages behind `SmsPort` keeps to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot.console.adapters import ConsoleSms, Failures
from bot.ports import OutgoingSms, Refused, SmsPort
from storage.console import ConsoleStore
from storage.store import StorageError, Store
from tests.databases import Databases

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+41791234567"


@dataclass
class Carrier:
    """A port, and a look at a phone."""

    port: SmsPort
    #: What a phone received, oldest first.
    received: Callable[[str], list[str]]


@pytest.fixture(scope="module")
def console_carrier(shared_databases: Databases) -> Iterator[Carrier]:
    """Give the console's phones on a real database."""
    store = Store.open(shared_databases.new())
    console = ConsoleStore(store, lambda: NOW)
    port = ConsoleSms(console, Failures(later=(StorageError,)))
    yield Carrier(port, lambda number: [sms.text for sms in console.sms(number)])
    store.close()


@pytest.fixture(params=["console"])
def carrier(request: pytest.FixtureRequest) -> Carrier:
    """Give each carrier in turn."""
    found: Carrier = request.getfixturevalue(f"{request.param}_carrier")
    return found


def send(carrier: Carrier, text: str, number: str = NUMBER, key: str = "") -> str:
    return asyncio.run(carrier.port.send(OutgoingSms(key or uuid4().hex, 1, number, text))).ref


def test_a_text_arrives_as_it_was_written(carrier: Carrier) -> None:
    texts = ["IWU PAGE K7Q: é £ [~]", "استدعاء 7=سأحضر", "回复7=参加", "Two\nlines", "x" * 1_530]
    for text in texts:
        send(carrier, text, "+41790000100")
    assert carrier.received("+41790000100") == texts


def test_the_same_key_texts_once(carrier: Carrier) -> None:
    refs = {send(carrier, "Once", "+41790000101", "one key") for _ in range(3)}
    assert len(refs) == 1
    assert carrier.received("+41790000101") == ["Once"]


def test_two_texts_have_two_references(carrier: Carrier) -> None:
    assert send(carrier, "One") != send(carrier, "Two")


@pytest.mark.parametrize("number", ["", "0791234567", "+0791234567", "+41 79 123 45 67", "+4179x", "+1234567890123456"])
def test_what_is_no_number_is_refused_in_words(carrier: Carrier, number: str) -> None:
    with pytest.raises(Refused, match="not a phone number"):
        send(carrier, "Hello", number)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_is_refused_in_words(carrier: Carrier, text: str) -> None:
    with pytest.raises(Refused, match="empty"):
        send(carrier, text, "+41790000102")
    assert carrier.received("+41790000102") == []
